// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/conll_dialect.h"
#include "core/io/conllu.h"
#include "core/io/line_reader.h"
#include "core/io/reading.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace evenspan::io {

namespace {

struct Word {
    std::string form, tag = "O";
    std::string before, after;
    bool hasAfter = false;
};

// What the whole file must be known for: whether it marks documents, and its tags' scheme.
struct Survey {
    bool documents = false, tags = false;
    std::optional<TagScheme> scheme;
};

class ConlluReader {
public:
    ConlluReader(Reading& reading, ImportReport& report)
        : m_reading(reading)
        , m_report(report) {
        for (const char* name :
            {"ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC"})
            m_columns.names.emplace_back(name);
    }

    Result<void> run() {
        auto done = walk(true);
        if (!done)
            return done;
        m_survey.scheme = m_reading.options().scheme && m_detector.labelledTags() > 0
            ? m_reading.options().scheme
            : m_detector.best();
        if (m_detector.labelledTags() > 0 && !m_survey.scheme)
            return m_reading.broken("The tags belong to no scheme", 1,
                "Look for tags with a prefix other than B, I, E, S, L, U or M.");
        if (m_survey.scheme && m_detector.labelledTags() > 0)
            m_report.scheme = tagSchemeName(*m_survey.scheme);
        if (done = walk(false); !done)
            return done;
        if (done = endDocument(); !done)
            return done;
        if (m_otherColumns)
            m_reading.lost.add("column beside ID, FORM, MISC and the entities that is not kept",
                m_reading.path().filename().string(), m_otherColumns);
        return m_reading.finish(m_survey.documents ? "document" : "sentence");
    }

private:
    Result<void> walk(bool survey) {
        auto reader = m_reading.job().lines();
        if (!reader)
            return reader.error();
        std::string_view line;
        for (;;) {
            auto more = reader->next(line);
            if (!more)
                return more.error();
            if (!*more)
                break;
            m_line = reader->line();
            m_bytes = reader->bytes();
            auto done = line.empty()  ? endSentence(survey)
                : line.front() == '#' ? comment(line, survey)
                                      : row(line, survey);
            if (!done)
                return done;
        }
        return endSentence(survey);
    }

    Result<void> comment(std::string_view line, bool survey) {
        line.remove_prefix(1);
        const auto from = line.find_first_not_of(' ');
        line = from == std::string_view::npos ? std::string_view() : line.substr(from);
        const auto sign = line.find('=');
        auto key = line.substr(0, sign);
        while (!key.empty() && key.back() == ' ')
            key.remove_suffix(1);
        auto value = sign == std::string_view::npos ? std::string_view() : line.substr(sign + 1);
        if (!value.empty() && value.front() == ' ')
            value.remove_prefix(1);
        if (key == "global.columns") {
            auto columns = conlluColumns(value);
            if (!columns)
                return m_reading.broken(
                    "The columns lack ID or FORM", m_line, "Export the file with both.");
            m_columns = std::move(*columns);
            return {};
        }
        if (key == "newdoc" || key == "newdoc id") {
            m_survey.documents = true;
            return survey ? Result<void>() : startDocument(std::string(value));
        }
        if (survey)
            return {};
        if (key == "newpar" || key == "newpar id")
            m_paragraph = true;
        else if (key == "sent_id")
            m_sentenceName = value;
        else if (key == "text")
            m_given = std::string(value);
        else
            return ownComment(line, key, value);
        return {};
    }

    Result<void> ownComment(std::string_view line, std::string_view key, std::string_view value) {
        const auto read = readValue(value);
        if (key == "split" && read)
            m_document.split = *read;
        else if (const auto state = documentStateFromName(value); key == "state" && state)
            m_document.state = *state, m_stated = true;
        else if (key == "only_text" && read) {
            m_document.text += *read;
            m_codePoints += static_cast<std::uint32_t>(countCodePoints(*read));
        } else if (line.rfind("meta ", 0) == 0) {
            if (auto entry = readEntry(line.substr(5)))
                m_document.metadata.insert(std::move(*entry));
            else
                m_reading.bad("The metadata line cannot be read", m_reading.at(m_line));
        } else if (key != "generator") {
            m_reading.lost.add("comment line that is not kept", m_reading.at(m_line));
        }
        return {};
    }

    Result<void> row(std::string_view line, bool survey) {
        const auto cells = splitAt(line, '\t');
        if (cells.size() != m_columns.count)
            return bad("The row has " + std::to_string(cells.size()) + " columns instead of "
                    + std::to_string(m_columns.count),
                "Part the columns by single tabs, with _ for what is not said.", survey);
        const auto id = cells[m_columns.id];
        if (id.find('.') != std::string_view::npos) { // an empty node
            if (!survey)
                m_reading.lost.add("empty node that is not kept", m_reading.at(m_line));
            return {};
        }
        const auto dash = id.find('-');
        const auto first = wholeNumber(id.substr(0, dash));
        const auto last = dash == std::string_view::npos ? first : wholeNumber(id.substr(dash + 1));
        if (!first || !last || *last < *first)
            return bad("The row's number cannot be read", "Use 1, 2, 3, or 1-2, or 1.1.", survey);
        if (!survey)
            countOthers(cells);
        std::string tag = m_columns.ner ? std::string(cells[*m_columns.ner]) : std::string("O");
        Word word;
        word.form = cells[m_columns.form];
        bool given = m_columns.ner.has_value();
        if (m_columns.misc)
            misc(cells[*m_columns.misc], word, tag, given);
        if (tag == "_" || tag == "*" || tag.empty())
            tag = "O";
        m_survey.tags = m_survey.tags || given;
        if (m_rangeEnd && *first <= *m_rangeEnd) {
            // A word inside a range: its text is the range's, its label may be.
            if (tag != "O" && !m_words.empty() && m_words.back().tag == "O")
                m_words.back().tag = tag;
            return {};
        }
        m_rangeEnd.reset();
        if (dash != std::string_view::npos) {
            m_rangeEnd = last;
            if (!survey)
                m_reading.lost.add("words of a multiword token, which is one word here",
                    m_reading.at(m_line), *last - *first + 1);
        }
        word.tag = tag;
        m_words.push_back(std::move(word));
        return {};
    }

    // The first walk only looks for what ends the import; the second one lists.
    Result<void> bad(const std::string& what, const std::string& remedy, bool survey) {
        if (survey && m_reading.options().skipBad)
            return {};
        return m_reading.job().problem(what, m_reading.at(m_line), remedy);
    }

    void misc(std::string_view cell, Word& word, std::string& tag, bool& given) {
        if (cell == "_")
            return;
        for (const auto field : splitAt(cell, '|')) {
            const auto sign = field.find('=');
            const auto key = field.substr(0, sign);
            const auto value =
                sign == std::string_view::npos ? std::string_view() : field.substr(sign + 1);
            if (key == "SpaceAfter" && value == "No") {
                word.after.clear();
                word.hasAfter = true;
            } else if (key == "SpacesAfter") {
                word.after = unescapeSpaces(value);
                word.hasAfter = true;
            } else if (key == "SpacesBefore") {
                word.before = unescapeSpaces(value);
            } else if (key == "SpacesInToken") {
                word.form = unescapeSpaces(value);
            } else if ((key == kConlluNer || key == "NE") && !m_columns.ner) {
                tag = unescapeSpaces(value);
                given = true;
            } else {
                m_otherMisc = true;
            }
        }
    }

    void countOthers(const std::vector<std::string_view>& cells) {
        if (m_counted)
            return;
        // Once a file is enough: which columns say anything at all is told by its first rows.
        std::uint64_t others = 0;
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (i != m_columns.id && i != m_columns.form && m_columns.misc != i
                && m_columns.ner != i && cells[i] != "_")
                ++others;
        m_otherColumns = std::max(m_otherColumns, others);
        m_counted = ++m_rows > 1000;
    }

    Result<void> startDocument(std::string name) {
        if (auto done = endDocument(); !done)
            return done;
        m_document.name = std::move(name);
        m_open = true;
        return {};
    }

    Result<void> endSentence(bool survey) {
        m_rangeEnd.reset();
        if (m_words.empty())
            return {};
        std::vector<std::string> tags;
        for (const auto& word : m_words)
            tags.push_back(word.tag);
        if (survey) {
            m_detector.add(tags);
            m_words.clear();
            return {};
        }
        auto& document = m_document;
        document.grid.sentenceStarts.push_back(
            static_cast<std::uint32_t>(document.grid.tokens.size()));
        const auto firstToken = document.grid.tokens.size();
        if (!document.grid.tokens.empty() || m_gap)
            append(m_gap.value_or(m_paragraph ? "\n\n" : "\n"));
        place();
        m_gap.reset();
        if (m_words.back().hasAfter)
            m_gap = m_words.back().after;
        if (m_survey.scheme && m_survey.tags)
            addSpans(tags, firstToken);
        m_words.clear();
        m_given.reset();
        m_paragraph = false;
        m_open = true;
        auto name = std::exchange(m_sentenceName, {});
        if (m_survey.documents)
            return {};
        document.name = std::move(name);
        m_gap.reset();
        return endDocument();
    }

    void append(std::string_view text) {
        m_document.text += text;
        m_codePoints += static_cast<std::uint32_t>(countCodePoints(text));
    }

    // The words one after another by their own fields; where the sentence's text says otherwise and
    // the words are all in it, by the text.
    void place() {
        std::string built;
        std::uint32_t at = 0;
        std::vector<CodePointRange> ranges;
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            const auto& word = m_words[i];
            built += word.before;
            at += static_cast<std::uint32_t>(countCodePoints(word.before));
            const auto length = static_cast<std::uint32_t>(countCodePoints(word.form));
            ranges.push_back({at, at + length});
            built += word.form;
            at += length;
            if (i + 1 == m_words.size())
                break;
            const std::string gap = word.hasAfter ? word.after : " ";
            built += gap;
            at += static_cast<std::uint32_t>(countCodePoints(gap));
        }
        std::string plain = built;
        for (char& c : plain)
            if (c == '\n' || c == '\r' || c == '\t')
                c = ' ';
        if (m_given && *m_given != plain) {
            std::vector<std::string> forms;
            for (const auto& word : m_words)
                forms.push_back(word.form);
            if (auto found = findWords(forms, *m_given)) {
                built = *m_given;
                ranges = std::move(*found);
            } else {
                m_reading.warn(
                    "sentence whose words do not fit its text line; the words were joined",
                    m_reading.at(m_line));
            }
        }
        for (const auto& range : ranges)
            m_document.grid.tokens.push_back(
                {m_codePoints + range.begin, m_codePoints + range.end});
        append(built);
    }

    void addSpans(const std::vector<std::string>& tags, std::size_t firstToken) {
        std::vector<TagRepair> repairs;
        for (const auto& mention :
            mentionsFromTags(tags, *m_survey.scheme, evenspan::Reading::Lenient, &repairs)) {
            SpanDraft span;
            span.range = {m_document.grid.tokens[firstToken + mention.begin].begin,
                m_document.grid.tokens[firstToken + mention.end - 1].end};
            span.label = mention.label;
            span.source = SpanSource::Import;
            if (span.range.empty())
                m_reading.lost.add("entity on a word without characters", m_reading.at(m_line));
            else
                m_document.spans.push_back(std::move(span));
        }
        for (const auto& repair : repairs)
            m_reading.repair(repair.tag + " read as " + repair.readAs, m_reading.at(m_line));
    }

    Result<void> endDocument() {
        if (!m_open)
            return {};
        if (m_gap)
            append(*m_gap);
        m_gap.reset();
        auto document = std::exchange(m_document, {});
        m_open = false;
        m_codePoints = 0;
        document.gridImported = true;
        if (!m_stated) // words without labels are no decision
            document.state = m_survey.tags ? DocumentState::Done : DocumentState::InWork;
        m_stated = false;
        return m_reading.deliver(std::move(document), m_bytes, true);
    }

    Reading& m_reading;
    ImportReport& m_report;
    ConlluColumns m_columns;
    Survey m_survey;
    SchemeDetector m_detector;
    std::vector<Word> m_words;
    DocumentDraft m_document;
    std::optional<std::string> m_given, m_gap;
    std::string m_sentenceName;
    bool m_stated = false, m_open = false, m_paragraph = false, m_otherMisc = false,
         m_counted = false;
    std::optional<std::uint64_t> m_rangeEnd;
    std::uint32_t m_codePoints = 0;
    std::uint64_t m_line = 0, m_bytes = 0, m_otherColumns = 0, m_rows = 0;
};

} // namespace

Result<void> readConllu(ReadJob& job) {
    Reading reading(job);
    return ConlluReader(reading, job.report()).run();
}

} // namespace evenspan::io
