// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/wordpiece.h"

#include "core/text/utf8.h"
#include "core/tokenizer/unicode_rules.h"

#include <algorithm>
#include <array>

namespace evenspan {

namespace {

enum class CharKind : unsigned char { Unknown, Inner, Blank, Border };

// What a character does to the stretches around it, for the ASCII range of every configuration.
constexpr std::array<CharKind, 128> makeAscii() {
    std::array<CharKind, 128> kinds{};
    for (std::size_t c = 0; c < 128; ++c) {
        const bool mark = (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96)
            || (c >= 123 && c <= 126);
        const bool blank = c == ' ' || (c >= 9 && c <= 13);
        kinds[c] = mark ? CharKind::Border : blank ? CharKind::Blank : CharKind::Inner;
    }
    // Vertical tab and form feed are control characters, which clean_text drops before blanks are
    // looked for; unicodeKind decides about them.
    kinds[11] = kinds[12] = CharKind::Unknown;
    return kinds;
}
constexpr auto kAscii = makeAscii();

CharKind unicodeKind(const BertNormalization& rules, char32_t c) {
    if (rules.cleanText && (c == 0xFFFD || unicode::isControl(c)))
        return CharKind::Inner; // dropped later, with the stretch that holds it
    if (unicode::isWhitespace(c))
        return CharKind::Blank;
    if (rules.chineseChars && unicode::isCjkIdeograph(c))
        return CharKind::Border;
    // Punctuation is looked for after normalization: U+226E becomes '<'.
    if (rules.stripAccents) {
        std::u32string parts;
        unicode::decompose(c, parts);
        c = parts.front();
    }
    return unicode::isPunctuation(c) ? CharKind::Border : CharKind::Inner;
}

} // namespace

void Encoding::clear() {
    ids.clear();
    begins.clear();
    ends.clear();
    words.clear();
}

// Greedy longest match from the left.
void WordPieceVocabulary::cut(
    std::string_view word, std::size_t codePoints, std::vector<Cut>& out) const {
    const std::size_t start = out.size();
    auto unknownWord = [&] {
        out.resize(start);
        out.push_back({unknown, 0, static_cast<std::uint32_t>(word.size())});
    };
    if (codePoints > maxWordLength) {
        unknownWord();
        return;
    }
    for (std::size_t at = 0; at < word.size();) {
        std::uint32_t node = at == 0 ? PieceTrie::kRoot : inside;
        std::int32_t id = -1;
        std::size_t end = at;
        for (std::size_t i = at; i < word.size(); ++i) {
            node = trie.next(node, static_cast<unsigned char>(word[i]));
            if (node == 0)
                break;
            if (trie.idAt(node) >= 0) {
                id = trie.idAt(node);
                end = i + 1;
            }
        }
        if (id < 0) {
            unknownWord();
            return;
        }
        out.push_back({id, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
        at = end;
    }
}

WordPieceTokenizer::WordPieceTokenizer(std::shared_ptr<const WordPieceModel> model)
    : m_model(std::move(model)) { }

std::unique_ptr<Tokenizer> WordPieceTokenizer::clone() const {
    auto other = std::make_unique<WordPieceTokenizer>(m_model);
    other->m_matchSpecial = m_matchSpecial;
    return other;
}

std::int32_t WordPieceTokenizer::vocabularySize() const {
    return static_cast<std::int32_t>(m_model->pieces.size());
}

std::string_view WordPieceTokenizer::piece(std::int32_t id) const {
    return id >= 0 && id < vocabularySize()
        ? std::string_view(m_model->pieces[static_cast<std::size_t>(id)])
        : std::string_view();
}

void WordPieceTokenizer::encode(std::string_view utf8, Encoding& out) {
    out.clear();
    m_word = 0;
    encodeWithSpecials(utf8, 0, false, out);
}

void WordPieceTokenizer::encodeWords(std::span<const std::string_view> words, Encoding& out) {
    out.clear();
    for (std::size_t i = 0; i < words.size(); ++i)
        encodeWithSpecials(words[i], static_cast<std::uint32_t>(i), true, out);
}

void WordPieceTokenizer::encodeWithSpecials(
    std::string_view text, std::uint32_t fixedWord, bool fixed, Encoding& out) {
    std::uint32_t offset = 0;
    std::size_t done = 0; // bytes that are encoded
    if (m_model->addedTokens.active(m_matchSpecial)) {
        m_model->addedTokens.find(text, m_matchSpecial, m_matches);
        for (const auto& match : m_matches) {
            const auto size = [&](std::size_t begin, std::size_t end) {
                return static_cast<std::uint32_t>(countCodePoints(text.substr(begin, end - begin)));
            };
            if (match.begin >= done) {
                encodePart(text.substr(done, match.begin - done), offset, fixedWord, fixed, out);
                offset += size(done, match.begin);
            } else {
                offset -= size(match.begin, done);
            }
            out.ids.push_back(match.id);
            out.begins.push_back(offset);
            offset += size(match.begin, match.end);
            out.ends.push_back(offset);
            out.words.push_back(fixed ? fixedWord : m_word++);
            done = match.end;
        }
    }
    encodePart(text.substr(done), offset, fixedWord, fixed, out);
}

void WordPieceTokenizer::encodePart(std::string_view text, std::uint32_t offset,
    std::uint32_t fixedWord, bool fixed, Encoding& out) {
    const auto& rules = m_model->normalization;
    std::size_t begin = 0; // of the open stretch
    auto flush = [&](std::size_t end) {
        if (end == begin)
            return;
        const auto& entry = m_cache.get(text.substr(begin, end - begin),
            [this](std::string_view bytes, std::vector<Cut>& pool) { return cut(bytes, pool); });
        const std::size_t old = out.ids.size(), size = old + entry.count;
        out.ids.resize(size);
        out.begins.resize(size);
        out.ends.resize(size);
        const std::uint32_t word = fixed ? fixedWord : m_word;
        out.words.resize(size, word);
        const auto pieces = m_cache.cuts(entry);
        for (std::size_t i = 0; i < entry.count; ++i) {
            out.ids[old + i] = pieces[i].id;
            out.begins[old + i] = offset + pieces[i].begin;
            out.ends[old + i] = offset + pieces[i].end;
        }
        m_word += entry.count > 0 ? 1 : 0;
        offset += entry.extent;
        begin = end;
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        std::size_t next = at + 1;
        auto kind = lead < 0x80 ? kAscii[lead] : CharKind::Unknown;
        if (kind == CharKind::Inner) {
            at = next;
            continue;
        }
        if (kind == CharKind::Unknown) {
            next = at;
            const char32_t c = nextCodePoint(text, next);
            // The Latin letters with accents of European text, without a look-up.
            kind = c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7 ? CharKind::Inner
                                                                    : unicodeKind(rules, c);
        }
        if (kind != CharKind::Inner) {
            flush(at);
            if (kind == CharKind::Border) {
                flush(next);
            } else {
                ++offset;
                begin = next;
            }
        }
        at = next;
    }
    flush(text.size());
}

void WordPieceTokenizer::eachWord(
    std::string_view text, const std::function<void(const std::string&)>& use) {
    std::size_t begin = 0;
    std::string word;
    const auto flush = [&](std::size_t end) {
        normalize(text.substr(begin, end - begin));
        word.clear();
        for (const auto& character : m_normalized)
            appendUtf8(word, character.c);
        if (!word.empty())
            use(word);
        begin = end;
    };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t next = at;
        const auto kind = unicodeKind(m_model->normalization, nextCodePoint(text, next));
        if (kind != CharKind::Inner) {
            flush(at);
            if (kind == CharKind::Border)
                flush(next);
            begin = next;
        }
        at = next;
    }
    flush(text.size());
}

// Normalizes one stretch and cuts it. Returns the code points of the stretch.
std::uint32_t WordPieceTokenizer::cut(std::string_view bytes, std::vector<Cut>& pool) {
    const auto source = normalize(bytes);
    if (!m_normalized.empty())
        cutWord(pool);
    return source;
}

// Everything in a stretch belongs to one word, since no character in it is a border, so the order
// clean → NFD → marks → lower case can be done a character at a time.
std::uint32_t WordPieceTokenizer::normalize(std::string_view bytes) {
    const auto& rules = m_model->normalization;
    m_normalized.clear();
    std::uint32_t source = 0;
    std::u32string parts, lowered;
    for (std::size_t at = 0; at < bytes.size(); ++source) {
        char32_t c = nextCodePoint(bytes, at);
        if (c < 0x80) {
            if (rules.cleanText && (c < 32 || c == 127))
                continue;
            if (rules.lowercase && c >= 'A' && c <= 'Z')
                c += 32;
            m_normalized.push_back({c, source});
            continue;
        }
        if (rules.cleanText && (c == 0xFFFD || unicode::isControl(c)))
            continue;
        parts.clear();
        if (rules.stripAccents)
            unicode::decompose(c, parts);
        else
            parts += c;
        for (const char32_t part : parts) {
            if (rules.stripAccents && unicode::isNonSpacingMark(part))
                continue;
            lowered.clear();
            if (rules.lowercase)
                unicode::lowercase(part, lowered);
            else
                lowered += part;
            for (const char32_t low : lowered)
                m_normalized.push_back({low, source});
        }
    }
    return source;
}

void WordPieceTokenizer::cutWord(std::vector<Cut>& pool) {
    const auto& word = m_normalized;
    m_bytes.clear();
    m_byteSource.clear();
    for (const auto& character : word) {
        appendUtf8(m_bytes, character.c);
        m_byteSource.resize(m_bytes.size(), character.source);
    }
    const std::size_t start = pool.size();
    m_model->vocabulary.cut(m_bytes, word.size(), pool);
    for (std::size_t i = start; i < pool.size(); ++i) {
        pool[i].begin = m_byteSource[pool[i].begin];
        pool[i].end = m_byteSource[pool[i].end - 1] + 1;
    }
}

} // namespace evenspan
