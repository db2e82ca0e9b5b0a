// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/scan.h"
#include "core/schema/tag_scheme.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::io {

// How one file of the CoNLL family is laid out. Found by looking, never assumed.
struct ConllLayout {
    bool tabs = true; // columns parted by single tabs; else by runs of blanks
    std::size_t columns = 0; // the usual number
    std::size_t tokenColumn = 0;
    std::optional<std::size_t> tagColumn;
    bool characterDigits = false; // each token is a character and its place in the word: "科0"
    bool documentMarks = false; // -DOCSTART- lines or "# newdoc" comments
    std::optional<TagScheme> declared; // a file of Evenspan's own, see conll_dialect.h
    bool byteOrderMark = false, carriageReturns = false;
    std::vector<std::string> reasons;

    // The columns of a line.
    void split(std::string_view line, std::vector<std::string_view>& cells) const;
    // A line that starts with '#' is a comment unless it has the columns of a token and a tag.
    bool isComment(std::string_view line, const std::vector<std::string_view>& cells) const;
    // A word, a tab and a tag, and nothing else.
    bool isPlain() const {
        return tabs && columns == 2 && tokenColumn == 0 && tagColumn == 1 && !characterDigits;
    }
    // The tag of a line of these columns, which is no comment. BadFormat: it has none.
    Result<std::string_view> tagIn(
        const std::vector<std::string_view>& cells, const std::string& where) const;
};

inline bool isOutside(std::string_view tag) {
    return tag.size() == 1 && tag.front() == 'O';
}

// The tags of one sentence but for O, in runs of neighbours: what stands between two runs says
// nothing about their scheme, and most words have none.
class TagRuns {
public:
    void add(std::uint32_t word, std::string_view tag) {
        if (isOutside(tag))
            return;
        if (m_count == m_tags.size()) {
            m_tags.emplace_back();
            m_words.emplace_back();
        }
        m_words[m_count] = word;
        m_tags[m_count++].assign(tag);
    }
    void clear() { m_count = 0; }
    bool empty() const { return m_count == 0; }
    // Calls take(number of the first word, tags) for each.
    template <class Take> void each(Take&& take) const {
        for (std::size_t from = 0, to = 0; from < m_count; from = to) {
            for (to = from + 1; to < m_count && m_words[to] == m_words[to - 1] + 1;)
                ++to;
            take(m_words[from], std::span<const std::string>(m_tags).subspan(from, to - from));
        }
    }

private:
    std::vector<std::string> m_tags;
    std::vector<std::uint32_t> m_words;
    std::size_t m_count = 0;
};

bool isBlankLine(std::string_view line); // empty, or nothing but blanks and tabs
bool isDocumentStart(std::string_view line); // -DOCSTART-
bool looksLikeTag(std::string_view cell); // O, or one of BIESLUM alone or before '-'

// Takes lines of the plainest kind (see isPlain) from the begin of `lines`, each with its end:
// calls take(word, tag) for them, and leaves the first of another kind and all behind it. Returns
// the bytes taken, and adds up the lines.
template <class Take>
std::size_t takePlainWords(std::string_view lines, std::uint64_t& count, Take&& take) {
    const char* at = lines.data();
    const char* const end = at + lines.size();
    while (at != end) {
        // What may be a comment, the mark of a document, or blank is looked at closely.
        if (*at == '#' || *at == '-' || *at == ' ' || *at == '\t' || *at == '\n')
            break;
        const char* const tab = findControl(at, end);
        if (tab == end || *tab != '\t')
            break;
        const char* const tag = tab + 1;
        const char* const last =
            end - tag >= 2 && *tag == 'O' && tag[1] == '\n' ? tag + 1 : findControl(tag, end);
        if (last == end || *last != '\n')
            break;
        const std::string_view written(tag, static_cast<std::size_t>(last - tag));
        if (!isOutside(written) && !looksLikeTag(written))
            break;
        take(std::string_view(at, static_cast<std::size_t>(tab - at)), written);
        at = last + 1;
        ++count;
    }
    return static_cast<std::size_t>(at - lines.data());
}

// From the first lines of the file. Errors as LineReader; Empty where there is no token, TooNew.
Result<ConllLayout> findConllLayout(
    const std::filesystem::path& path, const std::string& encoding = {});

struct ConllTags {
    std::optional<TagScheme> scheme; // unset: there is no labelled tag
    std::vector<SchemeDetector::Evidence> ranking;
};
// What all tags of a file say. BadFormat: they are of no scheme.
Result<ConllTags> tagsOf(
    const SchemeDetector& seen, const ConllLayout& layout, const std::filesystem::path& path);

// Reads the whole file once: the scheme of its tags, and a check that every line has its columns.
// Errors: as LineReader; BadFormat (a line without a tag column; tags of no scheme), Cancelled.
Result<ConllTags> findConllTags(const std::filesystem::path& path, const ConllLayout& layout,
    std::stop_token stop, const std::string& encoding = {});

} // namespace evenspan::io
