// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/conll_dialect.h"
#include "core/io/conllu.h"
#include "core/io/span_writer.h"
#include "core/schema/align.h"
#include "core/text/grid.h"

#include <algorithm>

namespace evenspan::io {

namespace {

class ConlluWriter : public SpanWriter {
public:
    ConlluWriter(bool plus, TagScheme scheme, ByteSink bytes, KeptSink kept)
        : SpanWriter(plus ? "conllu-plus" : "conllu",
            {.name = true, .split = true, .state = true, .metadata = true, .grid = true},
            std::move(bytes), std::move(kept))
        , m_plus(plus)
        , m_scheme(scheme) {
        if (plus)
            m_out = "# global.columns = ID FORM MISC EVENSPAN:NER\n";
    }

private:
    void writeHead(const DocumentDraft& document) {
        m_out += "# newdoc id = " + document.name + "\n";
        if (!document.split.empty())
            m_out += "# split = " + writeValue(document.split) + "\n";
        m_out += std::string("# state = ") + documentStateName(document.state) + "\n";
        for (const auto& [key, value] : document.metadata)
            m_out += "# meta " + writeKey(key) + " = " + writeValue(value) + "\n";
    }

    // A comment is one line, without blanks at its ends that a reader may cut.
    void nameDocument(DocumentDraft& document) {
        auto name = document.name;
        for (char& c : name)
            if (c == '\n' || c == '\r' || c == '\t')
                c = ' ';
        const auto from = name.find_first_not_of(' ');
        name = from == std::string::npos ? std::string()
                                         : name.substr(from, name.find_last_not_of(' ') - from + 1);
        if (name.empty())
            name = "document " + std::to_string(report().documents);
        if (name != document.name) {
            m_lost.add("document's name that is empty, or had line ends or outer blanks", where());
            document.name = name;
        }
    }

    Result<void> write(DocumentDraft& document) override {
        nameDocument(document);
        writeHead(document);
        // Words must be written; those that Evenspan found are then the document's own.
        if (document.grid.tokens.empty() && !document.gridImported) {
            auto grid = makeGrid(document.text);
            if (!grid)
                return grid.error();
            document.grid = std::move(*grid);
        }
        document.gridImported = true;
        const OffsetMap map(document.text);
        std::uint32_t last = 0;
        for (const auto& token : document.grid.tokens) {
            if (token.begin < last || token.end < token.begin || token.end > map.codePoints())
                return Error{ErrorCode::InvalidArgument,
                    "A word is out of order or beyond the text", where(),
                    "Run: evenspan-cli project check"};
            last = token.end;
        }
        std::erase_if(document.spans, [&](const SpanDraft& span) {
            if (span.label.find_first_of("\t\r\n") == std::string::npos
                && (!m_plus || span.label.find(' ') == std::string::npos))
                return false;
            m_lost.add("span whose label has a blank or a line end in it", where());
            return true;
        });
        dropEmptySentences(document.grid);
        auto alignment = alignSpans(document.grid, document.spans);
        for (const auto& note : alignment.notes)
            m_lost.add(std::string("span ") + alignmentRuleName(note.rule), where());
        document.spans.clear();
        if (document.grid.tokens.empty()) {
            if (!document.text.empty())
                m_out += "# only_text = " + writeValue(document.text) + "\n";
            m_out += "\n";
            return {};
        }
        for (std::size_t s = 0; s < document.grid.sentenceCount(); ++s)
            writeSentence(document, map, s, alignment.sentences[s]);
        return {};
    }

    void dropEmptySentences(TokenGrid& grid) {
        std::vector<std::uint32_t> starts;
        for (std::size_t s = 0; s < grid.sentenceCount(); ++s)
            if (grid.sentence(s).empty())
                m_lost.add("sentence without words", where());
            else
                starts.push_back(grid.sentenceStarts[s]);
        grid.sentenceStarts = std::move(starts);
    }

    void writeSentence(DocumentDraft& document, const OffsetMap& map, std::size_t s,
        const std::vector<Mention>& mentions) {
        const auto tokens = document.grid.sentence(s);
        const auto index = static_cast<std::size_t>(tokens.data() - document.grid.tokens.data());
        std::vector<Mention> melted;
        const auto tags = tagsFromMentions(
            mentions, static_cast<std::uint32_t>(tokens.size()), m_scheme, &melted);
        if (!melted.empty())
            m_lost.add("span that melts into its neighbour under IO", where(), melted.size());
        for (const auto& mention : mentionsFromTags(tags, m_scheme)) {
            SpanDraft span;
            span.range = rangeOf(document.grid, s, mention);
            span.label = mention.label;
            span.source = SpanSource::Import;
            if (span.range.empty())
                m_lost.add("span on a word without characters", where());
            else
                document.spans.push_back(std::move(span));
        }
        const auto begin = s == 0 ? 0 : tokens.front().begin;
        if (s > 0 && gapBefore(document, map, index) == "\n\n")
            m_out += "# newpar\n";
        m_out += "# sent_id = " + std::to_string(report().documents) + "-" + std::to_string(s + 1)
            + "\n";
        std::string text(map.slice({begin, tokens.back().end}));
        for (char& c : text)
            if (c == '\n' || c == '\r' || c == '\t')
                c = ' ';
        m_out += "# text = " + text + "\n";
        for (std::size_t i = 0; i < tokens.size(); ++i)
            writeRow(document, map, index + i, i, tags[i], i + 1 == tokens.size());
        m_out += "\n";
    }

    // Between a word and the one before it.
    static std::string_view gapBefore(
        const DocumentDraft& document, const OffsetMap& map, std::size_t index) {
        return map.slice({document.grid.tokens[index - 1].end, document.grid.tokens[index].begin});
    }

    void writeRow(const DocumentDraft& document, const OffsetMap& map, std::size_t index,
        std::size_t number, const std::string& tag, bool endOfSentence) {
        const auto& tokens = document.grid.tokens;
        const auto word = map.slice(tokens[index]);
        std::string misc;
        const auto field = [&](std::string_view key, const std::string& value) {
            misc += (misc.empty() ? "" : "|") + std::string(key) + "=" + value;
        };
        if (!m_plus && tag != "O")
            field(kConlluNer, escapeSpaces(tag));
        if (index == 0 && tokens[0].begin > 0)
            field("SpacesBefore", escapeSpaces(map.slice({0, tokens[0].begin})));
        // A word may hold blanks, but not at its ends, and no tab or line end.
        std::string form(word);
        for (char& c : form)
            if (c == '\n' || c == '\r' || c == '\t')
                c = ' ';
        if (form != word || form.empty() || form.front() == ' ' || form.back() == ' ')
            field("SpacesInToken", escapeSpaces(word));
        if (form.find_first_not_of(' ') == std::string::npos)
            form = "_";
        const bool last = index + 1 == tokens.size();
        const auto gap = last ? map.slice({tokens[index].end, map.codePoints()})
                              : gapBefore(document, map, index + 1);
        const bool usual = last ? gap.empty()
            : endOfSentence     ? gap == "\n" || gap == "\n\n"
                                : gap == " ";
        if (!usual && gap.empty())
            field("SpaceAfter", "No");
        else if (!usual)
            field("SpacesAfter", escapeSpaces(gap));
        if (misc.empty())
            misc = "_";
        m_out += std::to_string(number + 1) + "\t" + form;
        m_out += m_plus ? "\t" + misc + "\t" + tag + "\n" : "\t_\t_\t_\t_\t_\t_\t_\t" + misc + "\n";
    }

    bool m_plus;
    TagScheme m_scheme;
};

} // namespace

std::unique_ptr<DocumentWriter> makeConlluWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept) {
    return std::make_unique<ConlluWriter>(false, options.scheme, std::move(bytes), std::move(kept));
}

std::unique_ptr<DocumentWriter> makeConlluPlusWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept) {
    return std::make_unique<ConlluWriter>(true, options.scheme, std::move(bytes), std::move(kept));
}

} // namespace evenspan::io
