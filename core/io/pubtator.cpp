// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/reading.h"
#include "core/io/span_writer.h"
#include "core/schema/relations.h"

#include <algorithm>
#include <map>

// PubTator (ncbi.nlm.nih.gov/research/pubtator3/tutorial): "ID|t|TITLE", "ID|a|ABSTRACT", then a
// line "ID tab BEGIN tab END tab TEXT tab TYPE tab IDENTIFIER" for each entity, with positions in
// title, one character, abstract, and "-" or nothing where it has no identifier; a blank line ends
// the document. "ID tab TYPE tab IDENTIFIER tab IDENTIFIER" relates two identifiers: where each is
// one span's alone, it is a relation of those spans; else, and where more cells follow, the line
// stays as metadata "pubtator:1".
namespace evenspan::io {

namespace {

constexpr const char* kIdentifier = "identifier";
// Stands for none: other readers take a line of five cells for a relation.
constexpr const char* kNoIdentifier = "-";

constexpr const char* kLine = "pubtator:";

// The span that alone has this identifier.
std::optional<std::size_t> holderOf(
    const std::vector<SpanDraft>& spans, std::string_view identifier) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const auto own = spans[i].attributes.find(kIdentifier);
        if (own == spans[i].attributes.end() || own->second != identifier)
            continue;
        if (found)
            return {};
        found = i;
    }
    return found;
}

struct Open {
    bool any = false, abstract = false;
    DocumentDraft document;
    std::string id;
    std::vector<GivenSpan> spans;
    std::vector<std::string> relations; // lines behind the document's number
};

Result<void> close(Open& open, Reading& reading, std::uint64_t bytes) {
    if (!open.any)
        return {};
    placeSpans(open.document, std::move(open.spans), std::nullopt, reading);
    auto& spans = open.document.spans;
    std::vector<Relation> relations;
    std::size_t kept = 0;
    for (auto& line : open.relations) {
        const auto cells = splitAt(line, '\t');
        const auto from = cells.size() == 3 ? holderOf(spans, cells[1]) : std::nullopt;
        const auto to = cells.size() == 3 ? holderOf(spans, cells[2]) : std::nullopt;
        if (from && to)
            relations.push_back({*from, *to, std::string(cells[0])});
        else
            open.document.metadata[kLine + std::to_string(++kept)] = std::move(line);
    }
    addRelations(spans, relations);
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
    std::vector<std::string_view> cells;
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
        splitAt(line, '\t', cells);
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
                open.relations.emplace_back(line.substr(cells.front().size() + 1));
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
        : SpanWriter("pubtator", {.name = true, .metadata = true, .attributes = true},
            std::move(bytes), std::move(kept)) { }

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

    std::vector<Relation> takeRelations(std::vector<SpanDraft>& spans) {
        auto found = relationsOf(spans);
        if (found.dangling > 0)
            m_lost.add("relation to a span that is not written", where(), found.dangling);
        removeRelations(spans);
        return std::move(found.all);
    }

    // Of spans that are told apart by their identifiers.
    void writeRelations(DocumentDraft& document, const std::vector<Relation>& relations) {
        const auto& spans = document.spans;
        const auto identifier = [&](std::size_t place) -> std::string_view {
            const auto found = spans[place].attributes.find(kIdentifier);
            return found != spans[place].attributes.end() && holderOf(spans, found->second)
                ? std::string_view(found->second)
                : std::string_view();
        };
        std::vector<Relation> kept;
        for (const auto& relation : relations) {
            const auto from = identifier(relation.from), to = identifier(relation.to);
            if (from.empty() || to.empty() || relation.type.empty() || !fits(relation.type)
                || wholeNumber(relation.type)) {
                m_lost.add("relation of spans that no identifier tells apart", where());
                continue;
            }
            m_out += document.name + "\t" + relation.type + "\t" + std::string(from) + "\t"
                + std::string(to) + "\n";
            kept.push_back(relation);
        }
        addRelations(document.spans, kept);
    }

    // Relations that were kept line by line. They are numbered anew as they are read.
    void writeLines(DocumentDraft& document) {
        std::map<std::uint64_t, std::string> lines;
        std::map<std::string, std::string> kept;
        bool others = false;
        for (const auto& [key, line] : document.metadata) {
            const auto number = key.rfind(kLine, 0) == 0
                ? wholeNumber(std::string_view(key).substr(std::string_view(kLine).size()))
                : std::nullopt;
            others = others || !number || !lines.emplace(*number, line).second;
        }
        for (const auto& [number, line] : lines) {
            const auto cells = splitAt(line, '\t');
            const bool plain = cells.size() >= 2 && !cells[0].empty() && !wholeNumber(cells[0])
                && line.find_first_of("\r\n") == std::string::npos;
            // What would be read as a relation of spans is none of theirs.
            const bool spans = cells.size() == 3 && holderOf(document.spans, cells[1])
                && holderOf(document.spans, cells[2]);
            if (!plain || spans) {
                m_lost.add("line of a relation that would read back otherwise", where());
                continue;
            }
            m_out += document.name + "\t" + line + "\n";
            kept[kLine + std::to_string(kept.size() + 1)] = line;
        }
        if (others)
            m_lost.add("document whose metadata are not kept", where());
        document.metadata = std::move(kept);
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
        const auto relations = takeRelations(document.spans);
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
        writeRelations(document, relations);
        writeLines(document);
        m_out += "\n";
        return {};
    }
};

} // namespace

Format pubtatorFormat() {
    Format format{"pubtator", "PubTator", sniffPubTator, readPubTator,
        [](const ExportOptions&, ByteSink bytes, KeptSink kept) -> std::unique_ptr<DocumentWriter> {
            return std::make_unique<PubTatorWriter>(std::move(bytes), std::move(kept));
        }};
    format.relations = [](const ExportOptions&) { return true; };
    return format;
}

} // namespace evenspan::io
