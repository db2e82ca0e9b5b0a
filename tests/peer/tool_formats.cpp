// SPDX-License-Identifier: GPL-3.0-or-later
// tool_formats write FORMAT FILE: the hard texts in a format. tool_formats read FORMAT FILE: what a
// file holds. Both print the documents as JSON, ends in code points.
#include "core/io/exporter.h"
#include "core/io/importer.h"
#include "core/schema/relations.h"
#include "core/text/grid.h"
#include "core/text/offset_map.h"
#include "tests/support/hard_texts.h"

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

using namespace evenspan;
using Json = nlohmann::json;

namespace {

Json toJson(const DocumentDraft& document) {
    const OffsetMap map(document.text);
    Json words = Json::array(), spans = Json::array();
    for (const auto& token : document.grid.tokens)
        words.push_back({token.begin, token.end});
    for (const auto& span : document.spans)
        spans.push_back({span.range.begin, span.range.end, span.label});
    Json relations = Json::array();
    for (const auto& one : relationsOf(document.spans).all)
        relations.push_back({one.type, spans[one.from], spans[one.to]});
    return {{"name", document.name}, {"text", document.text}, {"words", words}, {"spans", spans},
        {"relations", relations}};
}

struct Sink : io::DocumentSink {
    Json all = Json::array();
    Result<void> add(DocumentDraft&& document) override {
        all.push_back(toJson(document));
        return {};
    }
};

int fail(const Error& error) {
    std::cerr << error.text() << "\n";
    return 1;
}

} // namespace

int main(int count, char** arguments) {
    if (count != 4)
        return 2;
    const std::string verb = arguments[1], format = arguments[2], path = arguments[3];
    if (verb == "read") {
        Sink sink;
        io::ImportOptions options;
        options.format = format;
        const std::vector<std::filesystem::path> paths{path};
        auto report = io::importFiles(paths, options, sink);
        if (!report)
            return fail(report.error());
        std::cout << sink.all.dump() << "\n";
        return 0;
    }
    std::ofstream out(path, std::ios::binary);
    Json all = Json::array();
    io::ExportOptions options;
    options.format = format;
    auto writer = io::makeWriter(
        options,
        [&](std::string_view bytes) -> Result<void> {
            out << bytes;
            return {};
        },
        [&](DocumentDraft&& document) { all.push_back(toJson(document)); });
    if (!writer)
        return fail(writer.error());
    int number = 0;
    for (const auto& hard : test::hardTexts()) {
        DocumentDraft document;
        document.name = std::to_string(++number);
        document.text = hard.text;
        document.grid = *makeGrid(hard.text);
        document.state = DocumentState::Done;
        for (const auto& span : hard.spans) {
            SpanDraft draft;
            draft.range = span.range;
            draft.label = span.label;
            document.spans.push_back(std::move(draft));
        }
        if (number % 3 == 0 && document.spans.size() > 1)
            addRelations(document.spans, {{0, 1, "knows"}, {1, 0, "works for"}});
        if (auto done = (*writer)->add(document); !done)
            return fail(done.error());
    }
    if (auto report = (*writer)->finish(); !report)
        return fail(report.error());
    std::cout << all.dump() << "\n";
}
