// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/wordpiece.h"

#include "core/text/utf8.h"
#include "core/tokenizer/unicode_rules.h"

#include <algorithm>
#include <cstring>

namespace evenspan {

namespace {

constexpr std::size_t kCacheSlots = std::size_t{1} << 17; // power of two
constexpr std::size_t kCacheLimit = kCacheSlots / 2;
constexpr std::size_t kLongestKey = 64; // bytes; longer stretches are rare and not kept

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

std::uint64_t hashOf(std::string_view bytes) {
    std::uint64_t hash = 0x9E3779B97F4A7C15ull ^ bytes.size();
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        std::uint64_t word;
        std::memcpy(&word, bytes.data() + i, 8);
        hash = (hash ^ word) * 0xFF51AFD7ED558CCDull;
        hash ^= hash >> 32;
    }
    std::uint64_t tail = 0;
    std::memcpy(&tail, bytes.data() + i, bytes.size() - i);
    hash = (hash ^ tail) * 0xC4CEB9FE1A85EC53ull;
    return (hash ^ hash >> 29) | 1; // 0 marks a free slot
}

// Start of the character that ends at `at` (> 0).
std::size_t characterBefore(std::string_view text, std::size_t at) {
    do {
        --at;
    } while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return at;
}

bool standsAlone(std::string_view text, std::size_t begin, std::size_t end) {
    if (begin > 0) {
        std::size_t at = characterBefore(text, begin);
        if (unicode::isWordCharacter(nextCodePoint(text, at)))
            return false;
    }
    return end == text.size() || !unicode::isWordCharacter(nextCodePoint(text, end));
}

std::size_t blanksBefore(std::string_view text, std::size_t at) {
    while (at > 0) {
        const std::size_t begin = characterBefore(text, at);
        std::size_t next = begin;
        if (!unicode::isWhitespace(nextCodePoint(text, next)))
            break;
        at = begin;
    }
    return at;
}

std::size_t blanksBehind(std::string_view text, std::size_t at) {
    for (std::size_t next = at;
         at < text.size() && unicode::isWhitespace(nextCodePoint(text, next));)
        at = next;
    return at;
}

} // namespace

void Encoding::clear() {
    ids.clear();
    begins.clear();
    ends.clear();
    words.clear();
}

PieceTrie::PieceTrie()
    : m_ids{-1}
    , m_keys(1 << 12)
    , m_values(1 << 12) { }

std::uint32_t PieceTrie::next(std::uint32_t node, unsigned char byte) const {
    const std::uint64_t key = (static_cast<std::uint64_t>(node) << 8 | byte) + 1;
    const std::size_t mask = m_keys.size() - 1;
    for (std::size_t slot = (key * 0x9E3779B97F4A7C15ull) >> 32 & mask;; slot = (slot + 1) & mask) {
        if (m_keys[slot] == key)
            return m_values[slot];
        if (m_keys[slot] == 0)
            return 0;
    }
}

std::uint32_t PieceTrie::add(std::uint32_t node, unsigned char byte) {
    if (const auto found = next(node, byte))
        return found;
    if (m_used * 2 >= m_keys.size())
        grow();
    const std::uint64_t key = (static_cast<std::uint64_t>(node) << 8 | byte) + 1;
    const std::size_t mask = m_keys.size() - 1;
    std::size_t slot = (key * 0x9E3779B97F4A7C15ull) >> 32 & mask;
    while (m_keys[slot] != 0)
        slot = (slot + 1) & mask;
    m_keys[slot] = key;
    m_values[slot] = static_cast<std::uint32_t>(m_ids.size());
    m_ids.push_back(-1);
    ++m_used;
    return m_values[slot];
}

void PieceTrie::grow() {
    const auto keys = std::move(m_keys);
    const auto values = std::move(m_values);
    m_keys.assign(keys.size() * 2, 0);
    m_values.assign(keys.size() * 2, 0);
    const std::size_t mask = m_keys.size() - 1;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i] == 0)
            continue;
        std::size_t slot = (keys[i] * 0x9E3779B97F4A7C15ull) >> 32 & mask;
        while (m_keys[slot] != 0)
            slot = (slot + 1) & mask;
        m_keys[slot] = keys[i];
        m_values[slot] = values[i];
    }
}

std::uint32_t PieceTrie::addRoot() {
    m_ids.push_back(-1);
    return static_cast<std::uint32_t>(m_ids.size() - 1);
}

void PieceTrie::insert(std::uint32_t root, std::string_view bytes, std::int32_t id) {
    std::uint32_t node = root;
    for (const char byte : bytes)
        node = add(node, static_cast<unsigned char>(byte));
    m_ids[node] = id;
}

WordPieceTokenizer::WordPieceTokenizer(std::shared_ptr<const WordPieceModel> model)
    : m_model(std::move(model))
    , m_cache(kCacheSlots) { }

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
    std::size_t done = 0, scan = 0; // bytes that are encoded, bytes that were searched
    while (m_matchSpecial || m_model->hasPlainTokens) {
        std::size_t begin = std::string_view::npos;
        const AddedToken* token = nullptr;
        for (const auto& candidate : m_model->addedTokens) {
            const auto at = text.find(candidate.content, scan);
            if (at < begin
                || (at == begin && token && candidate.content.size() > token->content.size())) {
                begin = at;
                token = &candidate;
            }
        }
        if (!token)
            break;
        std::size_t end = begin + token->content.size();
        scan = end; // also behind a match that does not count, as in the reference
        if ((token->special && !m_matchSpecial)
            || (token->singleWord && !standsAlone(text, begin, end)))
            continue;
        if (token->stripLeft)
            begin = std::max(done, blanksBefore(text, begin));
        if (token->stripRight)
            end = blanksBehind(text, end);
        const auto before = text.substr(done, begin - done);
        encodePart(before, offset, fixedWord, fixed, out);
        offset += static_cast<std::uint32_t>(countCodePoints(before));
        const auto size =
            static_cast<std::uint32_t>(countCodePoints(text.substr(begin, end - begin)));
        out.ids.push_back(token->id);
        out.begins.push_back(offset);
        out.ends.push_back(offset + size);
        out.words.push_back(fixed ? fixedWord : m_word++);
        offset += size;
        done = scan = end;
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
        const auto& entry = stretch(text.substr(begin, end - begin));
        const std::size_t old = out.ids.size(), size = old + entry.count;
        out.ids.resize(size);
        out.begins.resize(size);
        out.ends.resize(size);
        const std::uint32_t word = fixed ? fixedWord : m_word;
        out.words.resize(size, word);
        const CachedPiece* pieces = m_pool.data() + entry.first;
        for (std::size_t i = 0; i < entry.count; ++i) {
            out.ids[old + i] = pieces[i].id;
            out.begins[old + i] = offset + pieces[i].begin;
            out.ends[old + i] = offset + pieces[i].end;
        }
        m_word += entry.count > 0 ? 1 : 0;
        offset += entry.codePoints;
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

const WordPieceTokenizer::CacheEntry& WordPieceTokenizer::stretch(std::string_view bytes) {
    if (bytes.size() > kLongestKey) {
        if (m_pool.size() > (std::size_t{1} << 22))
            clearCache();
        cut(bytes, m_uncached);
        return m_uncached;
    }
    const std::uint64_t hash = hashOf(bytes);
    std::size_t slot = hash & (kCacheSlots - 1);
    while (m_cache[slot].hash != 0) {
        const auto& entry = m_cache[slot];
        if (entry.hash == hash && entry.keySize == bytes.size()
            && std::memcmp(m_keys.data() + entry.key, bytes.data(), bytes.size()) == 0)
            return entry;
        slot = (slot + 1) & (kCacheSlots - 1);
    }
    if (m_cached >= kCacheLimit) {
        clearCache();
        slot = hash & (kCacheSlots - 1);
    }
    auto& entry = m_cache[slot];
    cut(bytes, entry);
    entry.hash = hash;
    entry.key = static_cast<std::uint32_t>(m_keys.size());
    entry.keySize = static_cast<std::uint32_t>(bytes.size());
    m_keys.append(bytes);
    ++m_cached;
    return entry;
}

void WordPieceTokenizer::clearCache() {
    std::fill(m_cache.begin(), m_cache.end(), CacheEntry{});
    m_cached = 0;
    m_keys.clear();
    m_pool.clear();
}

// Normalizes one stretch and cuts it. Everything in it belongs to one word, since no character in
// it is a border, so the order clean → NFD → marks → lower case can be done a character at a time.
void WordPieceTokenizer::cut(std::string_view bytes, CacheEntry& entry) {
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
    entry.codePoints = source;
    entry.first = static_cast<std::uint32_t>(m_pool.size());
    if (!m_normalized.empty())
        cutWord(m_normalized);
    entry.count = static_cast<std::uint32_t>(m_pool.size()) - entry.first;
}

// Greedy longest match from the left.
void WordPieceTokenizer::cutWord(std::span<const Normalized> word) {
    const std::size_t start = m_pool.size();
    auto unknown = [&] {
        m_pool.resize(start);
        m_pool.push_back({m_model->special.unk, word.front().source, word.back().source + 1});
    };
    if (word.size() > m_model->maxWordLength) {
        unknown();
        return;
    }
    m_bytes.clear();
    m_byteSource.clear();
    for (const auto& character : word) {
        appendUtf8(m_bytes, character.c);
        m_byteSource.resize(m_bytes.size(), character.source);
    }
    const auto& trie = m_model->trie;
    for (std::size_t at = 0; at < m_bytes.size();) {
        std::uint32_t node = at == 0 ? PieceTrie::kRoot : m_model->inside;
        std::int32_t id = -1;
        std::size_t end = at;
        for (std::size_t i = at; i < m_bytes.size(); ++i) {
            node = trie.next(node, static_cast<unsigned char>(m_bytes[i]));
            if (node == 0)
                break;
            if (trie.idAt(node) >= 0) {
                id = trie.idAt(node);
                end = i + 1;
            }
        }
        if (id < 0) {
            unknown();
            return;
        }
        m_pool.push_back({id, m_byteSource[at], m_byteSource[end - 1] + 1});
        at = end;
    }
}

} // namespace evenspan
