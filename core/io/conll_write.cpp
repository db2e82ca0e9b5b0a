// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/conll_dialect.h"
#include "core/io/conll_layout.h"
#include "core/io/exporter.h"
#include "core/io/scan.h"
#include "core/io/tally.h"
#include "core/schema/align.h"
#include "core/text/ascii.h"
#include "core/text/offset_map.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace evenspan::io {

namespace {

// What a column or a line of a file cannot hold.
bool breaksLine(char c) {
    return c == '\t' || c == '\r' || c == '\n';
}
bool fitsLine(std::string_view text) {
    return std::none_of(text.begin(), text.end(), breaksLine);
}

class ConllWriter : public DocumentWriter {
public:
    ConllWriter(const ExportOptions& options, ByteSink bytes, KeptSink kept)
        : m_scheme(options.scheme)
        , m_bytes(std::move(bytes))
        , m_kept(std::move(kept)) {
        m_out = dialectMark(m_scheme) + "\n";
    }

    bool keepsWords() const override { return true; }
    std::string unit() const override { return {}; }

    Result<void> add(const DocumentDraft& document) override {
        ++m_report.documents;
        if (auto valid = check(document); !valid)
            return valid;
        const OffsetMap map(document.text);
        if (auto sound = checkPlaces(document, map.codePoints()); !sound)
            return sound;
        writeHead(document);
        const bool all =
            std::all_of(document.spans.begin(), document.spans.end(), [](const SpanDraft& span) {
                return span.state == SpanState::Accepted && span.attributes.empty() && !span.score;
            });
        auto alignment = all ? alignSpans(document.grid, document.spans)
                             : alignSpans(document.grid, wanted(document));
        for (const auto& note : alignment.notes)
            m_lost.add(std::string("span ") + alignmentRuleName(note.rule), where());
        DocumentDraft kept;
        std::uint32_t end = 0; // of the sentence before
        for (std::size_t s = 0; s < document.grid.sentenceCount(); ++s)
            if (auto done = writeSentence(document, map, s, alignment.sentences[s], end, kept);
                !done)
                return done;
        const auto tail = map.slice({end, map.codePoints()});
        if (!tail.empty())
            m_out += "# tail = " + writeValue(tail) + "\n\n";
        if (m_kept) {
            kept.name = document.name;
            kept.text = document.text;
            kept.split = document.split;
            kept.state = document.state;
            kept.metadata = document.metadata;
            kept.gridImported = true;
            m_kept(std::move(kept));
        }
        return flush(1 << 16);
    }

    Result<ExportReport> finish() override {
        if (auto done = flush(0); !done)
            return done.error();
        m_report.format = "conll";
        m_report.scheme = tagSchemeName(m_scheme);
        m_lost.write(m_report.lost);
        return m_report;
    }

private:
    std::string where() const { return "document " + std::to_string(m_report.documents); }

    Result<void> flush(std::size_t from) {
        if (m_out.size() <= from)
            return {};
        auto done = m_bytes(m_out);
        m_out.clear();
        return done;
    }

    Result<void> check(const DocumentDraft& document) const {
        const auto checkText = [&](const std::string& text) -> Result<void> {
            if (firstInvalidUtf8(text))
                return requireUtf8(text, where());
            if (text.find('\0') != std::string::npos)
                return Error{ErrorCode::Unsupported, "A NUL character cannot be written", where(),
                    "Remove it from the document."};
            return {};
        };
        for (const auto* text : {&document.name, &document.text, &document.split})
            if (auto valid = checkText(*text); !valid)
                return valid;
        for (const auto& [key, value] : document.metadata)
            for (const auto* text : {&key, &value})
                if (auto valid = checkText(*text); !valid)
                    return valid;
        for (const auto& span : document.spans) {
            if (auto valid = checkText(span.label); !valid)
                return valid;
            if (span.label.empty() || !fitsLine(span.label))
                return Error{ErrorCode::Unsupported,
                    "A label that is empty, or has a tab or a line end in it, cannot be written",
                    where(), "Rename the label."};
        }
        return {};
    }

    Result<void> checkPlaces(const DocumentDraft& document, std::uint32_t size) const {
        std::uint32_t last = 0;
        bool sound = document.grid.tokens.empty() || !document.grid.sentenceStarts.empty();
        for (const auto& token : document.grid.tokens) {
            sound = sound && last <= token.begin && token.begin <= token.end && token.end <= size;
            last = token.end;
        }
        for (const auto& span : document.spans)
            sound = sound && !span.range.empty() && span.range.end <= size;
        std::uint32_t before = 0;
        for (const auto start : document.grid.sentenceStarts) {
            sound = sound && before <= start && start <= document.grid.tokens.size()
                && document.grid.sentenceStarts.front() == 0;
            before = start;
        }
        if (!sound)
            return Error{ErrorCode::InvalidArgument,
                "A word or span is out of order or beyond the text", where(),
                "Run: evenspan-cli project check"};
        return {};
    }

    void writeHead(const DocumentDraft& document) {
        m_out += "# newdoc id = " + writeValue(document.name) + "\n";
        if (!m_split || *m_split != document.split)
            m_out += "# split = " + writeValue(document.split) + "\n";
        m_split = document.split;
        if (document.state != DocumentState::Done)
            m_out += std::string("# state = ") + documentStateName(document.state) + "\n";
        for (const auto& [key, value] : document.metadata)
            m_out += "# meta " + writeKey(key) + " = " + writeValue(value) + "\n";
    }

    // Accepted spans; what goes with spans and cannot be said by a tag is listed.
    std::vector<SpanDraft> wanted(const DocumentDraft& document) {
        std::vector<SpanDraft> spans;
        for (const auto& span : document.spans) {
            if (span.state != SpanState::Accepted) {
                m_lost.add(span.state == SpanState::Suggested ? "suggested span" : "rejected span",
                    where());
                continue;
            }
            if (!span.attributes.empty())
                m_lost.add("span whose attributes are not kept", where());
            if (span.score)
                m_lost.add("span whose score is not kept", where());
            spans.push_back(span);
        }
        return spans;
    }

    Result<void> writeSentence(const DocumentDraft& document, const OffsetMap& map, std::size_t s,
        const std::vector<Mention>& mentions, std::uint32_t& end, DocumentDraft& kept) {
        const auto tokens = document.grid.sentence(s);
        if (tokens.empty()) {
            m_lost.add("sentence without words", where());
            return {};
        }
        writeText(map, tokens, end);
        end = tokens.back().end;
        const auto written = writeWords(mentions);
        m_out += '\n';
        m_report.sentences += 1;
        m_report.tokens += tokens.size();
        m_report.spans += written.size();
        if (m_kept) {
            kept.grid.sentenceStarts.push_back(static_cast<std::uint32_t>(kept.grid.tokens.size()));
            kept.grid.tokens.insert(kept.grid.tokens.end(), tokens.begin(), tokens.end());
            for (const auto& mention : written) {
                SpanDraft span;
                span.range = rangeOf(document.grid, s, mention);
                span.label = mention.label;
                span.source = SpanSource::Import;
                kept.spans.push_back(std::move(span));
            }
        }
        return flush(1 << 20);
    }

    // A line for each of m_words; returns the mentions as their tags say them.
    std::vector<Mention> writeWords(const std::vector<Mention>& mentions) {
        std::vector<Mention> written, run, melted;
        std::size_t word = 0;
        const auto put = [&](std::string_view tag) {
            const auto begin = m_out.size();
            m_out += m_words[word++];
            if (!m_plain)
                std::replace_if(m_out.begin() + static_cast<std::ptrdiff_t>(begin), m_out.end(),
                    breaksLine, ' ');
            m_out += '\t';
            m_out += tag;
            m_out += '\n';
        };
        // Tags depend on neighbours alone, so that runs of mentions are written by themselves.
        for (std::size_t from = 0, to = 0; from < mentions.size(); from = to) {
            const auto begin = mentions[from].begin;
            run.clear();
            for (to = from;
                 to == from || (to < mentions.size() && mentions[to].begin == mentions[to - 1].end);
                 ++to)
                run.push_back(
                    {mentions[to].begin - begin, mentions[to].end - begin, mentions[to].label});
            while (word < begin)
                put("O");
            const auto tags = tagsFromMentions(run, run.back().end, m_scheme, &melted);
            for (const auto& tag : tags)
                put(tag);
            auto said = mentionsFromTags(tags, m_scheme);
            for (auto& mention : said)
                written.push_back(
                    {mention.begin + begin, mention.end + begin, std::move(mention.label)});
        }
        while (word < m_words.size())
            put("O");
        if (!melted.empty())
            m_lost.add("span that melts into its neighbour under IO", where(), melted.size());
        return written;
    }

    // The most usual sentence: ASCII, and one blank between two words. `stretch` begins at the
    // code point `from`, where the sentence before ended. Leaves the words in m_words.
    bool joinedByBlanks(
        std::span<const CodePointRange> tokens, std::string_view stretch, std::uint32_t from) {
        const auto begin = tokens.front().begin;
        if (stretch.size() != tokens.back().end - from || !isAscii(stretch))
            return false;
        const std::size_t gap = begin - from;
        if (from == 0 ? gap != 0 : gap != 1 || stretch.front() != '\n')
            return false;
        const char* const last = stretch.data() + stretch.size();
        if (findControl(stretch.data() + gap, last) != last)
            return false;
        auto at = begin;
        for (const auto& token : tokens) {
            if (&token != tokens.data() && (token.begin != at + 1 || stretch[at - from] != ' '))
                return false;
            m_words.push_back(stretch.substr(token.begin - from, token.size()));
            at = token.end;
        }
        return true;
    }

    // The comment lines that a reader needs to find the words in the text, mostly none. Leaves the
    // words in m_words.
    void writeText(
        const OffsetMap& map, std::span<const CodePointRange> tokens, std::uint32_t end) {
        m_words.clear();
        if (const auto usual = map.slice({end, tokens.back().end});
            joinedByBlanks(tokens, usual, end)) {
            m_plain = true;
            return;
        }
        m_words.clear();
        bool plain = true;
        for (const auto& token : tokens) {
            m_words.push_back(map.slice(token));
            plain = plain && fitsLine(m_words.back());
        }
        m_plain = plain;
        const auto begin = tokens.front().begin;
        const auto moved = [&](std::uint32_t by) {
            std::vector<CodePointRange> ranges(tokens.begin(), tokens.end());
            for (auto& range : ranges)
                range = {range.begin - by, range.end - by};
            return ranges;
        };
        // The reader puts one line end between sentences, as long as there is text before.
        const bool usualGap = end == 0 ? begin == 0 : map.slice({end, begin}) == "\n";
        const auto sentence = map.slice({begin, tokens.back().end});
        if (plain && usualGap) {
            const auto ranges = moved(begin);
            const auto joined = joinWords(m_words);
            if (joined.text == sentence && joined.ranges == ranges)
                return;
            if (fitsLine(sentence) && findWords(m_words, sentence) == ranges) {
                m_out += "# text = " + std::string(sentence) + "\n";
                return;
            }
        }
        const auto stretch = map.slice({end, tokens.back().end});
        const auto ranges = moved(end);
        m_out += "# raw = " + writeValue(stretch) + "\n";
        if (!plain || findWords(m_words, stretch) != ranges)
            m_out += "# offsets = " + writeOffsets(ranges) + "\n";
    }

    TagScheme m_scheme;
    ByteSink m_bytes;
    KeptSink m_kept;
    std::string m_out;
    ExportReport m_report;
    Tally m_lost;
    std::optional<std::string> m_split;
    std::vector<std::string_view> m_words; // of the sentence, in its document's text
    bool m_plain = true; // none of them holds what a line cannot
};

} // namespace

std::unique_ptr<DocumentWriter> makeConllWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept) {
    return std::make_unique<ConllWriter>(options, std::move(bytes), std::move(kept));
}

} // namespace evenspan::io
