// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/reading.h"
#include "core/io/span_writer.h"

#include <algorithm>

// PubTator (ncbi.nlm.nih.gov/research/pubtator3/tutorial): "ID|t|TITLE", "ID|a|ABSTRACT", then a
// line "ID tab BEGIN tab END tab TEXT tab TYPE tab IDENTIFIER" for each entity, with positions in
// title, one character, abstract, and "-" or nothing where it has no identifier; a blank line ends
// the document. Other lines are relations.
namespace evenspan::io {

namespace {

constexpr const char* kIdentifier = "identifier";
// Stands for none: other readers take a line of five cells for a relation.
constexpr const char* kNoIdentifier = "-";

struct Open {
    bool any = false, abstract = false;
    DocumentDraft document;
    std::string id;
    std::vector<GivenSpan> spans;
};

Result<void> close(Open& open, Reading& reading, std::uint64_t bytes) {
    if (!open.any)
        return {};
    placeSpans(open.document, std::move(open.spans), std::nullopt, reading);
    auto document = std::move(open.document);
    open = {};
    return reading.deliver(std::move(document), bytes);
}

// "ID|t|TEXT": the id, the letter and the text.
struct TextLine {
    std::string_view id, text;
    char kind = 0;
};
TextLine textLine(std::string_view line) {
    const auto bar = line.find('|');
    if (bar == std::string_view::npos || bar == 0 || line.find('\t') < bar || bar + 2 >= line.size()
        || line[bar + 2] != '|' || (line[bar + 1] != 't' && line[bar + 1] != 'a'))
        return {};
    return {line.substr(0, bar), line.substr(bar + 3), line[bar + 1]};
}

int sniffPubTator(const FileHead& head, std::vector<std::string>& reasons) {
    LineCursor lines(head.bytes);
    std::string_view line;
    while (lines.next(line))
        if (!line.empty()) {
            if (textLine(line).kind != 't')
                return 0;
            reasons = {"the first line is a title as PubTator writes it: ID|t|TITLE"};
            return 95;
        }
    return 0;
}

Result<void> readPubTator(ReadJob& job) {
    auto opened = job.lines();
    if (!opened)
        return opened.error();
    auto& lines = *opened;
    Reading reading(job);
    std::string_view line;
    Open open;
    for (;;) {
        auto more = lines.next(line);
        if (!more)
            return more.error();
        if (!*more)
            break;
        if (line.empty()) {
            if (auto done = close(open, reading, lines.bytes()); !done)
                return done;
            continue;
        }
        if (const auto text = textLine(line); text.kind) {
            if (text.kind == 't' || !open.any || open.id != text.id || open.abstract) {
                // Some files have no blank line between documents.
                if (auto done = close(open, reading, lines.bytes()); !done)
                    return done;
                open.any = true;
                open.id = text.id;
                open.document.name = open.id;
                open.document.text = text.text;
                if (text.kind == 'a')
                    reading.warn("abstract without a title", reading.at(lines.line()));
            } else if (!text.text.empty()) {
                open.document.text += '\n';
                open.document.text += text.text;
            }
            open.abstract = text.kind == 'a';
            continue;
        }
        const auto cells = splitAt(line, '\t');
        if (!open.any) {
            reading.bad("An annotation stands before its title", reading.at(lines.line()),
                "Put the title line, ID|t|TITLE, first.");
            continue;
        }
        if (cells.front() != open.id) {
            reading.bad("The annotation has another document's number", reading.at(lines.line()));
            continue;
        }
        const auto begin = cells.size() > 4 ? wholeNumber(cells[1]) : std::nullopt;
        const auto end = cells.size() > 4 ? wholeNumber(cells[2]) : std::nullopt;
        if (!begin || !end) {
            const bool relation = cells.size() > 2 && !wholeNumber(cells[1]);
            if (relation)
                reading.lost.add("relation that is not kept", reading.at(lines.line()));
            else
                reading.bad("The line cannot be read", reading.at(lines.line()));
            continue;
        }
        GivenSpan given;
        given.parts = {{*begin, *end}};
        given.covered = std::string(cells[3]);
        given.line = lines.line();
        given.span.label = cells[4];
        if (given.span.label.empty()) {
            reading.bad("The span has no type", reading.at(lines.line()));
            continue;
        }
        if (cells.size() > 5 && !cells[5].empty() && cells[5] != kNoIdentifier)
            given.span.attributes[kIdentifier] = cells[5];
        if (cells.size() > 6)
            reading.lost.add("cell beyond the identifier", reading.at(lines.line()));
        open.spans.push_back(std::move(given));
    }
    if (lines.line() == 0)
        return Error{
            ErrorCode::Empty, "The file is empty", job.path().string(), "Choose another file."};
    if (auto done = close(open, reading, lines.bytes()); !done)
        return done;
    return reading.finish("document");
}

class PubTatorWriter : public SpanWriter {
public:
    PubTatorWriter(ByteSink bytes, KeptSink kept)
        : SpanWriter(
            "pubtator", {.name = true, .attributes = true}, std::move(bytes), std::move(kept)) { }

private:
    // A text line cannot hold a second line end, so blanks stand for them, at the same positions.
    void layOut(DocumentDraft& document) {
        auto& text = document.text;
        std::size_t first = text.find('\n');
        // A line end that closes the text would not come back.
        if (first != std::string::npos && first + 1 == text.size())
            first = std::string::npos;
        for (std::size_t i = 0; i < text.size(); ++i)
            if ((text[i] == '\n' && i != first) || text[i] == '\r') {
                m_lost.add("line end that is written as a blank", where());
                text[i] = ' ';
            }
        for (char& c : document.name)
            if (c == '|' || c == '\t' || c == '\n' || c == '\r') {
                m_lost.add("sign of a document's name that is written as '_'", where());
                c = '_';
            }
        if (document.name.empty()) {
            document.name = std::to_string(report().documents);
            m_lost.add("document without a name, which becomes its number", where());
        }
    }

    static bool fits(std::string_view cell) {
        return cell.find_first_of("\t\r\n") == std::string_view::npos;
    }

    Result<void> write(DocumentDraft& document) override {
        layOut(document);
        const auto& text = document.text;
        const auto cut = std::min(text.find('\n'), text.size());
        m_out += document.name + "|t|" + text.substr(0, cut) + "\n";
        m_out += document.name + "|a|" + (cut < text.size() ? text.substr(cut + 1) : "") + "\n";
        const OffsetMap map(text);
        std::erase_if(document.spans, [&](const SpanDraft& span) {
            if (fits(span.label))
                return false;
            m_lost.add("span whose label has a tab or a line end in it", where());
            return true;
        });
        for (auto& span : document.spans) {
            std::erase_if(span.attributes, [&](const auto& entry) {
                if (entry.first == kIdentifier && fits(entry.second) && !entry.second.empty()
                    && entry.second != kNoIdentifier)
                    return false;
                m_lost.add("attribute beside the identifier", where());
                return true;
            });
            std::string covered(map.slice(span.range));
            std::replace(covered.begin(), covered.end(), '\n', ' ');
            std::replace(covered.begin(), covered.end(), '\t', ' ');
            const auto id = span.attributes.find(kIdentifier);
            m_out += document.name + "\t" + std::to_string(span.range.begin) + "\t"
                + std::to_string(span.range.end) + "\t" + covered + "\t" + span.label + "\t"
                + (id != span.attributes.end() ? id->second : kNoIdentifier) + "\n";
        }
        m_out += "\n";
        return {};
    }
};

} // namespace

Format pubtatorFormat() {
    return {"pubtator", "PubTator", sniffPubTator, readPubTator,
        [](const ExportOptions&, ByteSink bytes, KeptSink kept) -> std::unique_ptr<DocumentWriter> {
            return std::make_unique<PubTatorWriter>(std::move(bytes), std::move(kept));
        }};
}

} // namespace evenspan::io
