// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
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
};

// Cells of one sentence after another, in the same strings.
class CellList {
public:
    void add(std::string_view cell) {
        if (m_count == m_cells.size())
            m_cells.emplace_back();
        m_cells[m_count++].assign(cell);
    }
    void clear() { m_count = 0; }
    bool empty() const { return m_count == 0; }
    std::size_t size() const { return m_count; }
    std::span<const std::string> all() const { return {m_cells.data(), m_count}; }

private:
    std::vector<std::string> m_cells;
    std::size_t m_count = 0;
};

bool isBlankLine(std::string_view line); // empty, or nothing but blanks and tabs
bool isDocumentStart(std::string_view line); // -DOCSTART-
bool looksLikeTag(std::string_view cell); // O, or one of BIESLUM alone or before '-'

// From the first lines of the file. Errors as LineReader; Empty where there is no token, TooNew.
Result<ConllLayout> findConllLayout(
    const std::filesystem::path& path, const std::string& encoding = {});

// Reads the whole file once: the scheme of its tags, and a check that every line has its columns.
// Errors: as LineReader; BadFormat (a line without a tag column; tags of no scheme), Cancelled.
struct ConllTags {
    std::optional<TagScheme> scheme; // unset: there is no labelled tag
    std::vector<SchemeDetector::Evidence> ranking;
};
Result<ConllTags> findConllTags(const std::filesystem::path& path, const ConllLayout& layout,
    std::stop_token stop, const std::string& encoding = {});

} // namespace evenspan::io
