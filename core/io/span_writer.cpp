// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/span_writer.h"

#include "core/schema/span_parts.h"
#include "core/text/grid.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace evenspan::io {

Result<DocumentDraft> SpanWriter::reduced(const DocumentDraft& document) {
    const auto check = [&](const std::string& text) -> Result<void> {
        if (auto valid = requireUtf8(text, where()); !valid)
            return valid;
        if (text.find('\0') != std::string::npos)
            return Error{ErrorCode::Unsupported, "A NUL character cannot be written", where(),
                "Remove it from the document."};
        return {};
    };
    for (const auto* text : {&document.name, &document.text, &document.split})
        if (auto valid = check(*text); !valid)
            return valid.error();
    const auto size = countCodePoints(document.text);
    DocumentDraft out;
    out.name = document.name;
    out.text = document.text;
    out.state = DocumentState::Done;
    const auto hold = [&](bool kept, bool present, const char* what) {
        if (!kept && present)
            m_lost.add(what, where());
        return kept;
    };
    if (hold(m_holds.split, !document.split.empty(), "document whose split is not kept"))
        out.split = document.split;
    if (hold(m_holds.state, document.state != DocumentState::Done,
            "document whose state is not kept: it reads back as done"))
        out.state = document.state;
    if (hold(m_holds.metadata, !document.metadata.empty(), "document whose metadata are not kept"))
        out.metadata = document.metadata;
    if (hold(m_holds.grid, document.gridImported,
            "document whose own words and sentences are not kept")) {
        out.grid = document.grid;
        out.gridImported = document.gridImported;
    }
    for (const auto& span : document.spans) {
        if (span.range.empty() || span.range.end > size)
            return Error{ErrorCode::InvalidArgument,
                "A span has no character or reaches beyond the text", where(),
                "Run: evenspan-cli project check"};
        if (span.label.empty())
            return Error{ErrorCode::Unsupported, "A label without a name cannot be written",
                where(), "Rename the label."};
        if (auto valid = check(span.label); !valid)
            return valid.error();
        if (span.state != SpanState::Accepted) {
            m_lost.add(
                span.state == SpanState::Suggested ? "suggested span" : "rejected span", where());
            continue;
        }
        SpanDraft kept;
        kept.range = span.range;
        kept.label = span.label;
        kept.source = SpanSource::Import;
        if (hold(m_holds.score, span.score.has_value(), "span whose score is not kept"))
            kept.score = span.score;
        for (const auto& [key, value] : span.attributes) {
            if (auto valid = check(key); !valid)
                return valid.error();
            if (auto valid = check(value); !valid)
                return valid.error();
            if (key == kPartsAttribute && readParts(value)) {
                if (hold(m_holds.parts, true, "discontinuous span that is written as one stretch"))
                    kept.attributes[key] = value;
            } else if (hold(m_holds.attributes, true, "span whose attributes are not kept")) {
                kept.attributes[key] = value;
            }
        }
        out.spans.push_back(std::move(kept));
    }
    std::stable_sort(out.spans.begin(), out.spans.end(), [](const auto& a, const auto& b) {
        return a.range.begin != b.range.begin ? a.range.begin < b.range.begin
                                              : a.range.end > b.range.end;
    });
    return out;
}

Result<void> SpanWriter::add(const DocumentDraft& document) {
    ++m_report.documents;
    auto left = reduced(document);
    if (!left)
        return left.error();
    if (auto done = write(*left); !done)
        return done;
    if (!left->gridImported) {
        auto grid = makeGrid(left->text);
        if (!grid)
            return grid.error();
        left->grid = std::move(*grid);
    }
    m_report.sentences += left->grid.sentenceCount();
    m_report.tokens += left->grid.tokens.size();
    m_report.spans += left->spans.size();
    if (m_kept)
        m_kept(std::move(*left));
    return flush(1 << 16);
}

Result<ExportReport> SpanWriter::finish() {
    if (auto done = writeEnd(); !done)
        return done.error();
    if (auto done = flush(0); !done)
        return done.error();
    m_lost.write(m_report.lost);
    return m_report;
}

Result<void> SpanWriter::flush(std::size_t from) {
    if (m_out.size() <= from)
        return {};
    auto done = m_bytes(m_out);
    m_out.clear();
    return done;
}

std::vector<CodePointRange> partsOf(const SpanDraft& span) {
    const auto found = span.attributes.find(kPartsAttribute);
    if (found != span.attributes.end())
        if (auto parts = readParts(found->second); parts && parts->front().begin == span.range.begin
            && parts->back().end == span.range.end)
            return *parts;
    return {span.range};
}

std::string coveredText(const OffsetMap& map, const SpanDraft& span) {
    std::string out;
    for (const auto& part : partsOf(span))
        out += (out.empty() ? "" : " ") + std::string(map.slice(part));
    return out;
}

} // namespace evenspan::io
