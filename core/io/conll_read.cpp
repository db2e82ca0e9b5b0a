// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/conll.h"
#include "core/io/conll_dialect.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace evenspan::io {

namespace {

constexpr std::size_t kColumnsNamed = 10; // of those that are not kept

std::string_view trim(std::string_view text) {
    const auto from = text.find_first_not_of(" \t");
    return from == std::string_view::npos
        ? std::string_view()
        : text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

std::string reasonFor(const ConllTags& tags, const std::optional<TagScheme>& asked) {
    std::string out =
        asked ? "asked for; tags that break each scheme: " : "tags that break each scheme: ";
    bool first = true;
    for (const auto& [scheme, violations] : tags.ranking) {
        out += (first ? "" : ", ") + std::string(tagSchemeName(scheme)) + " "
            + std::to_string(violations);
        first = false;
    }
    return out;
}

std::vector<std::string> schemeNames() {
    std::vector<std::string> names;
    for (const auto scheme : kAllTagSchemes)
        names.emplace_back(tagSchemeName(scheme));
    return names;
}

class ConllReader {
public:
    // Without `tags` the scheme is known, and what the tags say is seen on the way.
    ConllReader(ReadJob& job, ConllLayout layout, std::optional<TagScheme> scheme,
        std::optional<ConllTags> tags)
        : m_job(job)
        , m_path(job.path())
        , m_layout(std::move(layout))
        , m_scheme(scheme)
        , m_seen(std::move(tags))
        , m_splitAsked(!job.options().split.empty())
        , m_split(job.split()) {
        m_document = emptyDocument();
    }

    Result<void> run() {
        auto reader = m_job.lines();
        if (!reader)
            return reader.error();
        const bool plain = m_layout.isPlain();
        std::string_view line;
        for (std::uint64_t told = 0;;) {
            const bool ended = plain && takePlain(*reader);
            if (!ended && !reader->quick(line)) {
                auto more = reader->next(line);
                if (!more)
                    return more.error();
                if (!*more)
                    break;
            }
            m_line = reader->line();
            if (m_line - told >= 4096) {
                told = m_line;
                if (auto done = m_job.step(reader->bytes()); !done)
                    return done;
            }
            if (auto done = ended ? endSentence() : take(line); !done)
                return done;
        }
        if (auto done = endSentence(); !done)
            return done;
        if (auto done = endDocument(); !done)
            return done;
        return finish();
    }

private:
    std::string where() const { return m_job.where(m_line); }

    // The words of the plainest kind that come next. True: and the empty line behind them.
    bool takePlain(LineReader& reader) {
        std::uint64_t lines = 0;
        const auto known = reader.known();
        const char* const last = known.data() + known.size();
        const auto bytes =
            takePlainWords(known, lines, [&](std::string_view word, std::string_view tag) {
                if (!isOutside(tag))
                    m_tags.add(static_cast<std::uint32_t>(m_words.size()), tag);
                m_words.add(
                    word, false, static_cast<std::size_t>(last - (word.data() + word.size())));
            });
        const bool ended = bytes < known.size() && known[bytes] == '\n';
        reader.took(bytes + ended, lines + ended);
        return ended;
    }

    Result<void> take(std::string_view line) {
        if (isBlankLine(line))
            return endSentence();
        if (!m_layout.declared && isDocumentStart(line))
            return startDocument({});
        m_layout.split(line, m_cells);
        if (m_layout.isComment(line, m_cells))
            return m_layout.declared ? ownComment(line) : comment(line);
        if (m_layout.tagColumn) {
            const auto tag =
                m_layout.tagIn(m_cells, m_path.string() + ": line " + std::to_string(m_line));
            if (!tag)
                return tag.error();
            m_tags.add(static_cast<std::uint32_t>(m_words.size()), *tag);
        }
        if (m_cells.size() <= m_layout.tokenColumn)
            return Error{
                ErrorCode::BadFormat, "The line has no token column", where(), "Mend this line."};
        if (m_cells.size() > m_layout.columns)
            m_job.lost("cell beyond the usual columns", where(), m_cells.size() - m_layout.columns);
        auto token = m_cells[m_layout.tokenColumn];
        if (m_layout.characterDigits)
            token.remove_suffix(1);
        m_words.add(token, m_layout.characterDigits);
        return {};
    }

    Result<void> startDocument(std::string name) {
        if (auto done = endSentence(); !done)
            return done;
        if (auto done = endDocument(); !done)
            return done;
        m_document.name = std::move(name);
        return {};
    }

    Result<void> comment(std::string_view line) {
        line.remove_prefix(1);
        const auto equals = line.find('=');
        const auto key = trim(line.substr(0, equals));
        const auto rest =
            equals == std::string_view::npos ? std::string_view() : line.substr(equals + 1);
        if (key == "newdoc id" || key == "newdoc")
            return startDocument(std::string(trim(rest)));
        if (key == "sent_id")
            m_sentenceName = trim(rest);
        else if (key == "text")
            // The value as it stands, but for the one blank that follows the sign.
            m_rawText = rest.substr(!rest.empty() && rest.front() == ' ' ? 1 : 0);
        else if (key.rfind("meta ", 0) == 0)
            m_document.metadata[std::string(trim(key.substr(5)))] = trim(rest);
        else
            m_job.lost("comment line that is not kept", where());
        return {};
    }

    // A comment line of a file that Evenspan wrote; what someone wrote into it by hand is listed.
    Result<void> ownComment(std::string_view line) {
        line.remove_prefix(1);
        if (!line.empty() && line.front() == ' ')
            line.remove_prefix(1);
        if (line.rfind("meta ", 0) == 0) {
            if (auto entry = readEntry(line.substr(5)))
                m_document.metadata.insert(std::move(*entry));
            else
                m_job.lost("metadata line that cannot be read", where());
            return {};
        }
        const auto equals = line.find(" =");
        const auto key = line.substr(0, equals);
        auto rest = equals == std::string_view::npos ? std::string_view() : line.substr(equals + 2);
        if (!rest.empty() && rest.front() == ' ')
            rest.remove_prefix(1);
        if (key == "text") {
            m_rawText = rest;
            return {};
        }
        if (key == "offsets") {
            m_offsets = rest;
            return {};
        }
        auto value = readValue(rest);
        const auto state = value && key == "state" ? documentStateFromName(*value) : std::nullopt;
        if (key == "newdoc id" && value) {
            auto done = startDocument(std::move(*value));
            m_open = true;
            return done;
        }
        if (key == "split" && value)
            m_split = m_splitAsked ? m_split : *value;
        else if (key == "state" && state)
            m_document.state = *state;
        else if (key == "raw" && value)
            m_stretch = std::move(*value);
        else if (key == "tail" && value)
            m_tail = std::move(*value);
        else if (m_line > 1)
            m_job.lost("comment line that is not kept", where());
        return {};
    }

    Result<void> endSentence() {
        if (m_words.empty())
            return {};
        const std::size_t firstToken = m_document.grid.tokens.size();
        m_document.grid.sentenceStarts.push_back(static_cast<std::uint32_t>(firstToken));
        const auto given = givenWords();
        if (!m_stretch && !m_document.text.empty()) {
            m_document.text += '\n';
            ++m_codePoints;
        }
        if (given) {
            const auto& sentence = m_stretch ? *m_stretch : *m_rawText;
            for (const auto& range : *given)
                m_document.grid.tokens.push_back(
                    {m_codePoints + range.begin, m_codePoints + range.end});
            m_document.text += sentence;
            m_codePoints += static_cast<std::uint32_t>(countCodePoints(sentence));
        } else {
            m_codePoints = m_words.appendTo(m_document.text, m_codePoints, m_document.grid.tokens);
        }
        addSpans(firstToken);
        m_words.clear();
        m_tags.clear();
        m_rawText.reset();
        m_stretch.reset();
        m_offsets.reset();
        if (!m_layout.documentMarks) {
            m_document.name = m_sentenceName;
            m_sentenceName.clear();
            return endDocument();
        }
        m_sentenceName.clear();
        return {};
    }

    // The words' places in the text that the file gives for the sentence; nothing where it gives
    // none, or they do not fit it.
    std::optional<std::vector<CodePointRange>> givenWords() {
        const auto& given = m_stretch ? m_stretch : m_rawText;
        if (!given)
            return {};
        const auto words = m_words.words();
        auto ranges = m_offsets ? readOffsets(*m_offsets, words.size(),
                          static_cast<std::uint32_t>(countCodePoints(*given)))
                                : findWords(words, *given);
        if (!ranges) {
            m_job.warn(
                "sentence whose words do not fit its text line; the words were joined", where());
            m_stretch.reset();
        }
        return ranges;
    }

    void addSpans(std::size_t firstToken) {
        if (!m_scheme)
            return;
        const auto& tokens = m_document.grid.tokens;
        m_tags.each([&](std::uint32_t first, std::span<const std::string> run) {
            if (!m_seen)
                m_detector.add(run);
            m_repairs.clear();
            mentionsFromTags(run, *m_scheme, Reading::Lenient, &m_repairs, m_mentions);
            for (const auto& repair : m_repairs)
                m_job.repaired(repair.tag + " read as " + repair.readAs, where());
            for (auto& mention : m_mentions) {
                SpanDraft span;
                span.range = {tokens[firstToken + first + mention.begin].begin,
                    tokens[firstToken + first + mention.end - 1].end};
                span.label = std::move(mention.label);
                span.source = SpanSource::Import;
                if (span.range.empty())
                    m_job.lost("entity on a word without characters", where());
                else
                    m_document.spans.push_back(std::move(span));
            }
        });
    }

    Result<void> endDocument() {
        if (m_document.grid.tokens.empty() && !m_open) {
            m_codePoints = 0;
            return {};
        }
        if (m_tail)
            m_document.text += *m_tail;
        m_tail.reset();
        if (m_document.name.empty() && !m_open)
            m_document.name = m_path.stem().string() + ":" + std::to_string(++m_number);
        m_document.split = m_split;
        m_document.gridImported = true;
        auto document = std::exchange(m_document, emptyDocument());
        m_open = false;
        m_codePoints = 0;
        return m_job.deliver(std::move(document));
    }

    // With as much room as the one before it took, within reason.
    DocumentDraft emptyDocument() const {
        constexpr std::size_t kMost = std::size_t{1} << 16;
        DocumentDraft document;
        document.text.reserve(std::min(m_document.text.size(), kMost));
        document.grid.tokens.reserve(std::min(m_document.grid.tokens.size(), kMost));
        document.grid.sentenceStarts.reserve(
            std::min(m_document.grid.sentenceStarts.size(), kMost));
        document.spans.reserve(std::min(m_document.spans.size(), kMost));
        document.state = m_layout.tagColumn ? DocumentState::Done : DocumentState::Unseen;
        return document;
    }

    Result<void> finish() {
        if (!m_seen) {
            auto seen = tagsOf(m_detector, m_layout, m_path);
            if (!seen)
                return seen.error();
            m_seen = std::move(*seen);
            if (!m_seen->scheme)
                m_scheme.reset();
        }
        if (m_scheme)
            m_job.found("scheme", tagSchemeName(*m_scheme),
                reasonFor(*m_seen, m_job.options().scheme), schemeNames());
        auto& report = m_job.report();
        report.unit = m_layout.documentMarks ? "document" : "sentence";
        report.scheme = m_scheme ? tagSchemeName(*m_scheme) : "";
        std::string extra;
        std::size_t left = 0;
        for (std::size_t c = 0; c < m_layout.columns; ++c)
            if (c != m_layout.tokenColumn && c != m_layout.tagColumn
                && !(m_layout.tokenColumn == 1 && c == 0) && ++left <= kColumnsNamed)
                extra += (extra.empty() ? "" : ", ") + std::to_string(c + 1);
        if (left > kColumnsNamed)
            extra += " and " + std::to_string(left - kColumnsNamed) + " more";
        if (!extra.empty())
            report.lost.push_back(
                "column " + extra + " of " + m_path.filename().string() + " is not kept");
        if (m_layout.characterDigits)
            report.warnings.push_back("each word of " + m_path.filename().string()
                + " is one character with a digit for its place; the digits were left out");
        return {};
    }

    ReadJob& m_job;
    std::filesystem::path m_path;
    ConllLayout m_layout;
    std::optional<TagScheme> m_scheme;
    std::optional<ConllTags> m_seen; // in the whole file; else m_detector sees it
    SchemeDetector m_detector;
    bool m_splitAsked; // by the user: the file's own word does not count
    std::string m_split;
    DocumentDraft m_document;
    std::uint32_t m_codePoints = 0; // in m_document.text
    std::uint64_t m_line = 0, m_number = 0;
    std::vector<std::string_view> m_cells;
    WordJoiner m_words; // of this sentence
    TagRuns m_tags;
    std::vector<TagRepair> m_repairs;
    std::vector<Mention> m_mentions;
    std::optional<std::string> m_rawText, m_stretch, m_offsets, m_tail; // of conll_dialect.h
    bool m_open = false; // a document that its file announced counts even where it has no words
    std::string m_sentenceName;
};

} // namespace

Result<void> readColumns(ReadJob& job, ConllLayout layout, std::optional<TagScheme> scheme,
    std::optional<ConllTags> tags) {
    return ConllReader(job, std::move(layout), scheme, std::move(tags)).run();
}

} // namespace evenspan::io
