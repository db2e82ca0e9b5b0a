// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_write.h"
#include "core/io/span_records.h"

#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

using nlohmann::ordered_json;

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
    std::string cell(std::string text) {
        if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos) {
            if (m_escape) {
                text.insert(0, "'");
                lost("cell that a spreadsheet would run; it has a ' before it, as asked");
            } else {
                m_formulas = true;
            }
        }
        if (text.find_first_of("\"\r\n") == std::string::npos
            && text.find(m_delimiter) == std::string::npos)
            return text;
        std::string out = "\"";
        for (const char c : text)
            out += c == '"' ? std::string("\"\"") : std::string(1, c);
        return out + '"';
    }

    Result<std::string> record(DocumentDraft& document) override {
        auto spans = ordered_json::array();
        for (const auto& span : document.spans)
            spans.push_back({span.range.begin, span.range.end, span.label});
        if (document.gridImported)
            lost("document whose own words and sentences are not kept");
        document.gridImported = false;
        std::string row = cell(document.name) + m_delimiter + cell(document.text) + m_delimiter
            + cell(document.spans.empty() ? "" : dumpLine(spans)) + m_delimiter
            + cell(document.split) + m_delimiter + cell(documentStateName(document.state))
            + m_delimiter
            + cell(document.metadata.empty() ? "" : dumpLine(ordered_json(document.metadata)))
            + "\r\n";
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
