// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/types.h"
#include "core/schema/tag_scheme.h"

#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What Evenspan's own CoNLL files say in comment lines, so that reading gives back exactly what was
// written although two columns cannot hold it. Any other reader of the family sees comments.
//
// clang-format off
//   # evenspan conll 1 IOB2   first line: word, tab, tag of this scheme; blank line: sentence end
//   # split = VALUE           of the documents that follow
//   # newdoc id = VALUE       starts a document
//   # state = VALUE           of the document, where it is not "done"
//   # meta KEY = VALUE        one metadata entry of the document
//   # text = SENTENCE         where joining the words by blanks does not give the sentence
//   # raw = VALUE             or, where a line cannot hold it: everything from the sentence before
//                             to the end of this one
//   # offsets = 0+3 4+5       code points of each word in `raw`, where looking for the words would
//                             not find them: begin + length
//   # tail = VALUE            what follows the document's last sentence
// clang-format on
//
// VALUE stands as it is, or in double quotes with \\ \" \n \r \t escaped. A word with a tab or a
// line end in it has blanks for them in its column; `offsets` tells the truth.
namespace evenspan::io {

std::string dialectMark(TagScheme scheme); // the first line, without its end
// The scheme where `line` is such a mark; nothing where it is not one. TooNew for a later version.
Result<std::optional<TagScheme>> readDialectMark(std::string_view line, const std::string& where);

// A value as it stands where it reads back so, else in quotes.
std::string writeValue(std::string_view value);
std::string writeKey(std::string_view key); // the same; '=' needs quotes too
// Nothing where the quotes are broken.
std::optional<std::string> readValue(std::string_view written);
// "KEY = VALUE", as writeKey and writeValue made them.
std::optional<std::pair<std::string, std::string>> readEntry(std::string_view written);

// Words of one sentence and where they stand in it.
struct PlacedWords {
    std::string text;
    std::vector<CodePointRange> ranges;
};
// Joined by single blanks; without one between characters of scripts written without blanks, or
// anywhere where `glue` is set.
PlacedWords joinWords(std::span<const std::string> words, bool glue = false);
PlacedWords joinWords(std::span<const std::string_view> words, bool glue = false);
// The words in their order in `text`, with only blanks or characters beyond ASCII between them;
// nothing where they do not fit.
std::optional<std::vector<CodePointRange>> findWords(
    std::span<const std::string> words, std::string_view text);
std::optional<std::vector<CodePointRange>> findWords(
    std::span<const std::string_view> words, std::string_view text);

// Words of one sentence, put together as joinWords() does it while they come. Keeps its memory from
// one sentence to the next.
class WordJoiner {
public:
    // `behind`: bytes that lie behind the word, which may be looked at and do not count.
    void add(std::string_view word, bool glue = false, std::size_t behind = 0) {
        constexpr std::size_t kFew = 16; // copied at once, whatever the word's size
        if (m_text.size() - m_size < word.size() + kFew + 1)
            m_text.resize(2 * m_size + word.size() + 256);
        if (!m_places.empty() && !glue && !(startsWide(word) && sticks(word)))
            m_text[m_size++] = ' ';
        if (word.size() <= kFew && word.size() + behind >= kFew)
            std::memcpy(m_text.data() + m_size, word.data(), kFew);
        else
            std::memcpy(m_text.data() + m_size, word.data(), word.size());
        const auto begin = static_cast<std::uint32_t>(m_size);
        m_size += word.size();
        m_places.push_back({begin, static_cast<std::uint32_t>(m_size)});
    }
    void clear() {
        m_size = 0;
        m_places.clear();
    }
    bool empty() const { return m_places.empty(); }
    std::size_t size() const { return m_places.size(); }
    std::vector<std::string_view> words() const; // valid until the next call of another kind
    // Puts the sentence behind a text of `base` code points and its words' places behind others;
    // returns the code points of both.
    std::uint32_t appendTo(
        std::string& text, std::uint32_t base, std::vector<CodePointRange>& places) const;

private:
    static bool startsWide(std::string_view word) {
        return !word.empty() && static_cast<unsigned char>(word.front()) >= 0x80;
    }
    bool sticks(std::string_view word) const; // to the one before
    std::string_view text() const { return std::string_view(m_text).substr(0, m_size); }
    std::string m_text; // as far as m_size
    std::size_t m_size = 0;
    std::vector<CodePointRange> m_places; // in bytes
};

std::string writeOffsets(std::span<const CodePointRange> ranges);
// Nothing where they are malformed, out of order or reach beyond `limit`.
std::optional<std::vector<CodePointRange>> readOffsets(
    std::string_view written, std::size_t words, std::uint32_t limit);

} // namespace evenspan::io
