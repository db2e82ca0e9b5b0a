// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_text.h"
#include "core/io/json_write.h"
#include "core/io/span_records.h"

#include <algorithm>

namespace evenspan::io {

namespace {

class CsvWriter : public RecordWriter {
public:
    CsvWriter(const ExportOptions& options, char delimiter, ByteSink bytes, KeptSink kept)
        : RecordWriter({"csv", delimiter == '\t' ? kTabHead : kCommaHead, "", ""}, std::move(bytes),
            std::move(kept))
        , m_delimiter(delimiter) {
        const auto found = options.settings.find("formulas");
        m_escape = found != options.settings.end() && found->second == "escape";
    }

private:
    static constexpr const char* kCommaHead = "name,text,spans,split,state,metadata\r\n";
    static constexpr const char* kTabHead = "name\ttext\tspans\tsplit\tstate\tmetadata\r\n";

    // A cell in quotes where it needs them. Spreadsheets run what begins with = + - @.
    void cell(std::string& out, std::string_view text) {
        const bool runs =
            !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
        if (runs) {
            if (m_escape) {
                lost("cell that a spreadsheet would run; it has a ' before it, as asked");
            } else {
                m_formulas = true;
            }
        }
        const char* const mark = runs && m_escape ? "'" : "";
        if (text.find_first_of("\"\r\n") == std::string_view::npos
            && text.find(m_delimiter) == std::string_view::npos) {
            out += mark;
            out += text;
            return;
        }
        out += '"';
        out += mark;
        for (std::size_t at = 0;;) {
            const auto quote = std::min(text.find('"', at), text.size());
            out += text.substr(at, quote - at);
            if (quote == text.size())
                break;
            out += "\"\"";
            at = quote + 1;
        }
        out += '"';
    }

    static std::string listOf(const std::vector<SpanDraft>& spans) {
        std::string out;
        const char* before = "[[";
        for (const auto& span : spans) {
            out += before;
            appendNumber(out, span.range.begin);
            out += ',';
            appendNumber(out, span.range.end);
            out += ',';
            appendJson(out, span.label);
            out += ']';
            before = ",[";
        }
        return out.empty() ? out : out + ']';
    }

    Result<std::string> record(DocumentDraft& document) override {
        if (document.gridImported)
            lost("document whose own words and sentences are not kept");
        document.gridImported = false;
        std::string row, metadata;
        row.reserve(document.text.size() + document.spans.size() * 24 + 256);
        if (!document.metadata.empty())
            appendJson(metadata, document.metadata);
        cell(row, document.name);
        const auto spans = listOf(document.spans);
        for (const std::string_view text : {std::string_view(document.text),
                 std::string_view(spans), std::string_view(document.split),
                 std::string_view(documentStateName(document.state)), std::string_view(metadata)}) {
            row += m_delimiter;
            cell(row, text);
        }
        row += "\r\n";
        if (m_formulas && m_report.warnings.empty())
            m_report.warnings.push_back("cells begin with = + - or @, which a spreadsheet would "
                                        "run; --set formulas=escape puts a ' before them");
        return row;
    }

    char m_delimiter;
    bool m_escape = false, m_formulas = false;
};

} // namespace

std::unique_ptr<DocumentWriter> makeCsvWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept) {
    const auto found = options.settings.find("delimiter");
    const bool tab =
        found != options.settings.end() && (found->second == "tab" || found->second == "\t");
    return std::make_unique<CsvWriter>(
        options, tab ? '\t' : ',', std::move(bytes), std::move(kept));
}

} // namespace evenspan::io
