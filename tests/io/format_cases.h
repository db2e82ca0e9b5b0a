// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/exporter.h"
#include "core/io/formats.h"
#include "core/schema/relations.h"
#include "core/schema/span_parts.h"
#include "core/text/grid.h"
#include "tests/io/io_cases.h"
#include "tests/support/hard_texts.h"

#include <algorithm>
#include <memory>
#include <QTemporaryDir>

namespace evenspan::test {

// A span as two sides of a conversion must agree on it.
inline std::string spanKey(const SpanDraft& span) {
    std::string key =
        std::to_string(span.range.begin) + "-" + std::to_string(span.range.end) + " " + span.label;
    if (span.score)
        key += " score " + std::to_string(*span.score);
    for (const auto& [name, value] : span.attributes)
        key += " [" + name + "=" + value + "]";
    return key;
}

// Spans and relations, sorted. What a relation calls its spans is no content.
inline std::vector<std::string> spanKeys(const DocumentDraft& document) {
    const auto relations = relationsOf(document.spans);
    auto spans = document.spans;
    removeRelations(spans);
    std::vector<std::string> keys;
    for (const auto& span : spans)
        keys.push_back(spanKey(span));
    for (const auto& relation : relations.all)
        keys.push_back(
            "relation " + relation.type + ": " + keys[relation.from] + " -> " + keys[relation.to]);
    for (std::size_t i = 0; i < relations.dangling; ++i)
        keys.push_back("relation to nothing");
    std::sort(keys.begin(), keys.end());
    return keys;
}

// The first thing in which two documents differ; empty: nothing. The words count only where the
// first one brought its own.
inline std::string difference(const DocumentDraft& a, const DocumentDraft& b) {
    if (a.text != b.text)
        return "text";
    if (a.name != b.name)
        return "name " + a.name + " / " + b.name;
    if (a.split != b.split)
        return "split " + a.split + " / " + b.split;
    if (a.state != b.state)
        return std::string("state ") + documentStateName(a.state) + " / "
            + documentStateName(b.state);
    if (a.metadata != b.metadata)
        return "metadata";
    if (a.gridImported && a.grid != b.grid)
        return "words";
    const auto mine = spanKeys(a), theirs = spanKeys(b);
    for (std::size_t i = 0; i < std::max(mine.size(), theirs.size()); ++i)
        if (i >= mine.size() || i >= theirs.size() || mine[i] != theirs[i])
            return "span " + (i < mine.size() ? mine[i] : "(none)") + " / "
                + (i < theirs.size() ? theirs[i] : "(none)");
    return {};
}

struct Written {
    std::vector<DocumentDraft> kept; // what a reader must find
    io::ExportReport report;
    std::vector<std::filesystem::path> paths; // to read
    std::string unit;
    bool keepsWords = false;
};

// Writes the documents under `folder` as a program would; folders get their files.
inline Result<Written> writeAs(const std::string& format,
    const std::vector<DocumentDraft>& documents, const std::filesystem::path& folder,
    const std::map<std::string, std::string>& settings = {}) {
    Written written;
    std::ofstream out;
    const bool many = io::writesFolder(format);
    const auto open = [&](const std::string& name) {
        out.close();
        out.open(folder / name, std::ios::binary | std::ios::trunc);
        const auto path = folder / name;
        if (path.extension() != ".txt" || !many)
            written.paths.push_back(path);
    };
    if (!many)
        open("out." + format);
    io::ExportOptions options;
    options.format = format;
    options.settings = settings;
    options.nextFile = [&](const std::string& name) -> Result<void> {
        open(name);
        return {};
    };
    auto writer = io::makeWriter(
        options,
        [&](std::string_view bytes) -> Result<void> {
            out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
            return {};
        },
        [&](DocumentDraft&& document) { written.kept.push_back(std::move(document)); });
    if (!writer)
        return writer.error();
    for (const auto& document : documents)
        if (auto done = (*writer)->add(document); !done)
            return done.error();
    auto report = (*writer)->finish();
    if (!report)
        return report.error();
    written.report = std::move(*report);
    written.unit = (*writer)->unit();
    written.keepsWords = (*writer)->keepsWords();
    return written;
}

inline Result<std::vector<DocumentDraft>> readAs(
    const std::string& format, const Written& written, io::ImportReport* found = nullptr) {
    CollectingSink sink;
    io::ImportOptions options;
    options.format = format;
    options.unit = written.unit;
    auto report = io::importFiles(written.paths, options, sink);
    if (!report)
        return report.error();
    if (found)
        *found = std::move(*report);
    return std::move(sink.documents);
}

// Documents with hard texts; every third with attributes, every fourth with
// relations, every fifth with a discontinuous span.
inline std::vector<DocumentDraft> hardDocuments(std::size_t count = 200) {
    std::vector<DocumentDraft> documents;
    std::size_t number = 0;
    for (const auto& hard : hardTexts(count)) {
        DocumentDraft document;
        document.name = "doc " + std::to_string(++number);
        document.text = hard.text;
        document.split = number % 4 == 0 ? "test" : "";
        document.state = DocumentState::Done;
        if (number % 2 == 0)
            document.metadata = {{"language", "xx"}, {"a key", "a <value> & \"more\""}};
        for (const auto& span : hard.spans) {
            SpanDraft draft;
            draft.range = span.range;
            draft.label = span.label;
            draft.source = SpanSource::Import;
            document.spans.push_back(std::move(draft));
        }
        auto& spans = document.spans;
        if (!spans.empty() && number % 3 == 0)
            spans[0].attributes = {{"certainty", "high & <low>"}, {"checked", "yes"}};
        if (spans.size() > 1 && number % 5 == 0) {
            SpanDraft apart;
            apart.range = {spans[0].range.begin, spans[1].range.end};
            apart.label = "MISC";
            apart.source = SpanSource::Import;
            apart.attributes[kPartsAttribute] =
                writeParts(std::vector<CodePointRange>{spans[0].range, spans[1].range});
            spans.push_back(std::move(apart));
        }
        if (!spans.empty() && number % 7 == 0)
            spans[0].score = 0.25;
        if (spans.size() > 1 && number % 4 == 1)
            addRelations(spans, {{0, 1, "works_for"}, {1, 0, "knows"}, {0, 0, "works_for"}});
        document.grid = *makeGrid(document.text);
        documents.push_back(std::move(document));
    }
    return documents;
}

// The documents by name, as a folder's order need not be the one they were written in.
inline void sortByName(std::vector<DocumentDraft>& documents) {
    std::stable_sort(documents.begin(), documents.end(),
        [](const auto& a, const auto& b) { return a.name < b.name; });
}

} // namespace evenspan::test
