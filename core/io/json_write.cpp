// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_write.h"

#include "core/io/tally.h"
#include "core/text/grid.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::io {

RecordWriter::RecordWriter(Shape shape, ByteSink bytes, KeptSink kept)
    : m_shape(shape)
    , m_bytes(std::move(bytes))
    , m_kept(std::move(kept))
    , m_lost(std::make_unique<Tally>())
    , m_out(shape.open) {
    m_report.format = shape.format;
}

RecordWriter::~RecordWriter() = default;

void RecordWriter::lost(const std::string& what, std::uint64_t count) {
    m_lost->add(what, where(), count);
}

std::string RecordWriter::where() const {
    return "document " + std::to_string(m_report.documents);
}

AnnotatorLayers RecordWriter::takeLayersOf(DocumentDraft& document) {
    auto layers = takeLayers(document);
    std::uint64_t several = 0;
    for (auto& span : document.spans)
        several += span.attributes.erase(kAnnotatorAttribute);
    if (several > 0)
        lost("name of an annotator of a span, where the labels are several people's", several);
    for (auto& layer : layers.others)
        std::stable_sort(layer.spans.begin(), layer.spans.end(),
            [](const auto& a, const auto& b) { return a.range < b.range; });
    return layers;
}

void RecordWriter::dropAttributes(std::vector<SpanDraft>& spans) {
    for (auto& span : spans) {
        if (!span.attributes.empty())
            lost("span whose attributes are not kept");
        if (span.score)
            lost("span whose score is not kept");
        span.attributes.clear();
        span.score.reset();
    }
}

Result<void> RecordWriter::add(const DocumentDraft& document) {
    ++m_report.documents;
    const auto check = [&](const std::string& text) {
        return firstInvalidUtf8(text) ? requireUtf8(text, where()) : Result<void>();
    };
    for (const auto* text : {&document.name, &document.text, &document.split})
        if (auto valid = check(*text); !valid)
            return valid;
    for (const auto& [key, value] : document.metadata)
        for (const auto* text : {&key, &value})
            if (auto valid = check(*text); !valid)
                return valid;
    if (document.text.empty()) {
        lost("document without text");
        --m_report.documents;
        return {};
    }
    DocumentDraft written = document;
    const auto size = countCodePoints(document.text);
    for (const auto& span : document.spans) {
        if (auto valid = check(span.label); !valid)
            return valid;
        if (span.range.empty() || span.range.end > size)
            return Error{ErrorCode::InvalidArgument, "A span is empty or reaches beyond the text",
                where(), "Check the project."};
    }
    const auto open = std::erase_if(written.spans, [&](const SpanDraft& span) {
        return span.state != SpanState::Accepted
            && !(keepsLayers() && span.state == SpanState::Suggested
                && span.attributes.contains(kAnnotatorAttribute));
    });
    if (open > 0)
        lost("suggestion or rejected span, not written", open);
    if (!keepsAttributes())
        dropAttributes(written.spans);
    std::stable_sort(written.spans.begin(), written.spans.end(),
        [](const auto& a, const auto& b) { return a.range < b.range; });
    auto text = record(written);
    if (!text)
        return text.error();
    if (m_report.documents > 1)
        m_out += m_shape.between;
    m_out += *text;
    m_report.spans += written.spans.size();
    if (written.gridImported || m_kept) {
        if (!written.gridImported) {
            auto grid = makeGrid(written.text);
            if (!grid)
                return grid.error();
            written.grid = std::move(*grid);
        }
    }
    m_report.sentences += written.grid.sentenceCount();
    m_report.tokens += written.grid.tokens.size();
    if (m_kept)
        m_kept(std::move(written));
    if (m_out.size() < (std::size_t{1} << 16))
        return {};
    auto done = m_bytes(m_out);
    m_out.clear();
    return done;
}

Result<ExportReport> RecordWriter::finish() {
    if (m_report.documents > 0 || *m_shape.open)
        m_out += m_shape.close;
    if (auto done = m_bytes(m_out); !done)
        return done.error();
    m_lost->write(m_report.lost);
    return m_report;
}

std::string dumpLine(const nlohmann::ordered_json& value) {
    return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace evenspan::io
