// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/conll_layout.h"
#include "core/io/formats.h"
#include "core/io/line_reader.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace evenspan::io {

namespace {

bool writtenWithoutBlanks(char32_t c) {
    return (c >= 0x2E80 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF)
        || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF)
        || (c >= 0x20000 && c <= 0x3FFFF);
}

char32_t firstCharacter(std::string_view text) {
    std::size_t at = 0;
    return text.empty() ? 0 : nextCodePoint(text, at);
}

char32_t lastCharacter(std::string_view text) {
    std::size_t at = text.size();
    while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) { }
    return text.empty() ? 0 : nextCodePoint(text, at);
}

// Equal messages become one line with their number and first place.
class Tally {
public:
    void add(const std::string& message, const std::string& where) {
        auto& [count, first] = m_seen[message];
        if (count++ == 0)
            first = where;
    }
    void write(std::vector<std::string>& out) const {
        for (const auto& [message, seen] : m_seen)
            out.push_back(
                std::to_string(seen.first) + " × " + message + " (first at " + seen.second + ")");
    }

private:
    std::map<std::string, std::pair<std::uint64_t, std::string>> m_seen;
};

class ConllReader {
public:
    ConllReader(const std::filesystem::path& path, const ImportOptions& options, ConllLayout layout,
        std::optional<TagScheme> scheme, DocumentSink& sink, ImportReport& report)
        : m_path(path)
        , m_layout(std::move(layout))
        , m_scheme(scheme)
        , m_split(options.split.empty() ? splitFromName(path) : options.split)
        , m_sink(sink)
        , m_report(report) { }

    Result<void> run(const std::stop_token& stop, const ImportProgress& progress) {
        auto reader = LineReader::open(m_path);
        if (!reader)
            return reader.error();
        std::string_view line;
        for (std::uint64_t count = 0;; ++count) {
            auto more = reader->next(line);
            if (!more)
                return more.error();
            if (!*more)
                break;
            m_line = reader->line();
            if (count % 4096 == 0) {
                if (stop.stop_requested())
                    return Error{
                        ErrorCode::Cancelled, "Stopped; nothing was imported", m_path.string(), {}};
                if (progress)
                    progress(reader->bytes(), 0);
            }
            if (auto done = take(line); !done)
                return done;
        }
        if (auto done = endSentence(); !done)
            return done;
        if (auto done = endDocument(); !done)
            return done;
        finish();
        return {};
    }

private:
    std::string where() const {
        return m_path.filename().string() + ": line " + std::to_string(m_line);
    }

    Result<void> take(std::string_view line) {
        if (isBlankLine(line))
            return endSentence();
        if (isDocumentStart(line))
            return startDocument({});
        m_layout.split(line, m_cells);
        if (m_layout.isComment(line, m_cells))
            return comment(line);
        if (m_cells.size() <= m_layout.tokenColumn)
            return Error{
                ErrorCode::BadFormat, "The line has no token column", where(), "Mend this line."};
        auto token = m_cells[m_layout.tokenColumn];
        if (m_layout.characterDigits)
            token.remove_suffix(1);
        m_tokens.emplace_back(token);
        if (m_layout.tagColumn)
            m_tags.emplace_back(m_cells[*m_layout.tagColumn]);
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
        auto trim = [](std::string_view text) {
            const auto from = text.find_first_not_of(" \t");
            return from == std::string_view::npos
                ? std::string_view()
                : text.substr(from, text.find_last_not_of(" \t") - from + 1);
        };
        const auto key = trim(line.substr(0, equals));
        const auto value =
            equals == std::string_view::npos ? std::string_view() : trim(line.substr(equals + 1));
        if (key == "newdoc id" || key == "newdoc")
            return startDocument(std::string(value));
        if (key == "sent_id")
            m_sentenceName = value;
        else if (key == "text")
            // The value as it stands, but for the one blank that follows the sign.
            m_rawText = equals + 1 < line.size() && line[equals + 1] == ' '
                ? line.substr(equals + 2)
                : line.substr(equals + 1);
        else if (key.rfind("meta ", 0) == 0)
            m_document.metadata[std::string(trim(key.substr(5)))] = value;
        else
            m_lost.add("comment line that is not kept", where());
        return {};
    }

    // The place of each token in the sentence's own text, or nothing where they do not fit.
    std::optional<std::vector<CodePointRange>> alignToText() const {
        std::vector<CodePointRange> ranges;
        const std::string_view text = *m_rawText;
        std::size_t at = 0;
        std::uint32_t codePoint = 0;
        for (const auto& token : m_tokens) {
            const auto found = token.empty() ? at : text.find(token, at);
            if (found == std::string_view::npos)
                return std::nullopt;
            for (const char c : text.substr(at, found - at))
                if (c != ' ' && c != '\t' && (static_cast<unsigned char>(c) < 0x80))
                    return std::nullopt;
            codePoint += static_cast<std::uint32_t>(countCodePoints(text.substr(at, found - at)));
            const auto size = static_cast<std::uint32_t>(countCodePoints(token));
            ranges.push_back({codePoint, codePoint + size});
            codePoint += size;
            at = found + token.size();
        }
        return ranges;
    }

    Result<void> endSentence() {
        if (m_tokens.empty())
            return {};
        auto& text = m_document.text;
        if (!text.empty())
            text += '\n';
        const std::uint32_t base = m_codePoints + (text.empty() ? 0 : 1);
        m_document.grid.sentenceStarts.push_back(
            static_cast<std::uint32_t>(m_document.grid.tokens.size()));
        std::optional<std::vector<CodePointRange>> ranges;
        if (m_rawText) {
            ranges = alignToText();
            if (!ranges)
                m_warnings.add(
                    "sentence whose words do not fit its text line; the words were joined",
                    where());
        }
        std::string sentence = ranges ? *m_rawText : joinTokens(ranges);
        const std::size_t firstToken = m_document.grid.tokens.size();
        for (const auto& range : *ranges)
            m_document.grid.tokens.push_back({base + range.begin, base + range.end});
        text += sentence;
        m_codePoints = base + static_cast<std::uint32_t>(countCodePoints(sentence));
        addSpans(firstToken);
        m_tokens.clear();
        m_tags.clear();
        m_rawText.reset();
        if (!m_layout.documentMarks) {
            m_document.name = m_sentenceName;
            m_sentenceName.clear();
            return endDocument();
        }
        m_sentenceName.clear();
        return {};
    }

    std::string joinTokens(std::optional<std::vector<CodePointRange>>& ranges) const {
        std::string sentence;
        std::uint32_t codePoint = 0;
        ranges.emplace();
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            const bool glued = i > 0 && writtenWithoutBlanks(lastCharacter(m_tokens[i - 1]))
                && writtenWithoutBlanks(firstCharacter(m_tokens[i]));
            if (i > 0 && !glued && !m_layout.characterDigits) {
                sentence += ' ';
                ++codePoint;
            }
            const auto size = static_cast<std::uint32_t>(countCodePoints(m_tokens[i]));
            ranges->push_back({codePoint, codePoint + size});
            codePoint += size;
            sentence += m_tokens[i];
        }
        return sentence;
    }

    void addSpans(std::size_t firstToken) {
        if (!m_scheme)
            return;
        std::vector<TagRepair> repairs;
        const auto mentions = mentionsFromTags(m_tags, *m_scheme, Reading::Lenient, &repairs);
        for (const auto& repair : repairs)
            m_repaired.add(repair.tag + " read as " + repair.readAs, where());
        for (const auto& mention : mentions) {
            SpanDraft span;
            span.range = {m_document.grid.tokens[firstToken + mention.begin].begin,
                m_document.grid.tokens[firstToken + mention.end - 1].end};
            span.label = mention.label;
            span.source = SpanSource::Import;
            if (span.range.empty()) {
                m_lost.add("entity on a word without characters", where());
                continue;
            }
            m_document.spans.push_back(std::move(span));
        }
    }

    Result<void> endDocument() {
        if (m_document.grid.tokens.empty()) {
            m_codePoints = 0;
            return {};
        }
        if (m_document.name.empty())
            m_document.name = m_path.stem().string() + ":" + std::to_string(++m_number);
        m_document.split = m_split;
        m_document.gridImported = true;
        m_document.state = m_layout.tagColumn ? DocumentState::Done : DocumentState::Unseen;
        auto document = std::exchange(m_document, {});
        m_codePoints = 0;
        return deliver(std::move(document), m_sink, m_report);
    }

    void finish() {
        m_report.unit = m_layout.documentMarks ? "document" : "sentence";
        m_report.scheme = m_scheme ? tagSchemeName(*m_scheme) : "";
        m_repaired.write(m_report.repaired);
        m_lost.write(m_report.lost);
        m_warnings.write(m_report.warnings);
        std::string extra;
        for (std::size_t c = 0; c < m_layout.columns; ++c)
            if (c != m_layout.tokenColumn && c != m_layout.tagColumn
                && !(m_layout.tokenColumn == 1 && c == 0))
                extra += (extra.empty() ? "" : ", ") + std::to_string(c + 1);
        if (!extra.empty())
            m_report.lost.push_back(
                "column " + extra + " of " + m_path.filename().string() + " is not kept");
        if (m_layout.characterDigits)
            m_report.warnings.push_back("each word of " + m_path.filename().string()
                + " is one character with a digit for its place; the digits were left out");
    }

    std::filesystem::path m_path;
    ConllLayout m_layout;
    std::optional<TagScheme> m_scheme;
    std::string m_split;
    DocumentSink& m_sink;
    ImportReport& m_report;
    Tally m_repaired, m_lost, m_warnings;
    DocumentDraft m_document;
    std::uint32_t m_codePoints = 0; // in m_document.text
    std::uint64_t m_line = 0, m_number = 0;
    std::vector<std::string_view> m_cells;
    std::vector<std::string> m_tokens, m_tags;
    std::optional<std::string> m_rawText;
    std::string m_sentenceName;
};

} // namespace

int sniffConll(const std::filesystem::path& path, std::vector<std::string>& reasons) {
    const auto layout = findConllLayout(path);
    if (!layout)
        return 0;
    reasons = layout->reasons;
    if (layout->tagColumn)
        return 90;
    const auto ending = path.extension();
    return ending == ".conll" || ending == ".iob" || ending == ".iob2" || ending == ".bio" ? 60 : 0;
}

Result<void> readConll(const std::filesystem::path& path, const ImportOptions& options,
    DocumentSink& sink, ImportReport& report, const std::stop_token& stop,
    const ImportProgress& progress) {
    auto layout = findConllLayout(path);
    if (!layout)
        return layout.error();
    auto tags = findConllTags(path, *layout, stop);
    if (!tags)
        return tags.error();
    const auto scheme = options.scheme && tags->scheme ? options.scheme : tags->scheme;
    return ConllReader(path, options, std::move(*layout), scheme, sink, report).run(stop, progress);
}

} // namespace evenspan::io
