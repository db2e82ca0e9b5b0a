// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/charsmap.h"

#include "core/text/utf8.h"

#include <array>
#include <optional>
#include <unicode/uchar.h>

namespace evenspan {

namespace {

std::optional<std::string> fromBase64(const std::string& text) {
    std::array<int, 256> values;
    values.fill(-1);
    const std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<int>(i);
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        if (c == '=')
            break;
        const int value = values[static_cast<unsigned char>(c)];
        if (value < 0)
            return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>(bits >> count & 0xFF);
        }
    }
    return out;
}

// Fields of a unit of the double array.
bool hasLeaf(std::uint32_t unit) {
    return (unit >> 8 & 1) != 0;
}
std::uint32_t valueOf(std::uint32_t unit) {
    return unit & 0x7FFFFFFF;
}
std::uint32_t labelOf(std::uint32_t unit) {
    return unit & 0x800000FF;
}
std::uint32_t offsetOf(std::uint32_t unit) {
    return unit >> 10 << ((unit & 1u << 9) >> 6);
}

// Where the characters that a reader sees begin and end (UAX 29, without the conjuncts of Indic
// scripts, which are too long to matter here).
class Clusters {
public:
    explicit Clusters(std::string_view text)
        : m_text(text) { }

    std::size_t endOf(std::size_t at) const {
        std::size_t next = at;
        const char32_t first = nextCodePoint(m_text, next);
        if (first < 0x80 && first != '\r'
            && (next == m_text.size() || static_cast<unsigned char>(m_text[next]) < 0x80))
            return next;
        int before = breakOf(first);
        bool pictograph = isPictograph(first); // before any joiner and marks
        bool joined = false; // a pictograph, marks, then a joiner
        int flags = before == U_GCB_REGIONAL_INDICATOR ? 1 : 0;
        while (next < m_text.size()) {
            std::size_t behind = next;
            const char32_t c = nextCodePoint(m_text, behind);
            const int kind = breakOf(c);
            if (!together(before, kind, joined && isPictograph(c), flags))
                break;
            joined = pictograph && kind == U_GCB_ZWJ;
            if (kind != U_GCB_EXTEND && kind != U_GCB_ZWJ)
                pictograph = isPictograph(c);
            flags += kind == U_GCB_REGIONAL_INDICATOR ? 1 : 0;
            before = kind;
            next = behind;
        }
        return next;
    }

private:
    static int breakOf(char32_t c) {
        return u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_GRAPHEME_CLUSTER_BREAK);
    }
    static bool isPictograph(char32_t c) {
        return c >= 0xA9
            && u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_EXTENDED_PICTOGRAPHIC) != 0;
    }
    static bool isControl(int kind) {
        return kind == U_GCB_CR || kind == U_GCB_LF || kind == U_GCB_CONTROL;
    }
    static bool together(int a, int b, bool pictographs, int flags) {
        if (a == U_GCB_CR && b == U_GCB_LF)
            return true;
        if (isControl(a) || isControl(b))
            return false;
        if (a == U_GCB_L && (b == U_GCB_L || b == U_GCB_V || b == U_GCB_LV || b == U_GCB_LVT))
            return true;
        if ((a == U_GCB_LV || a == U_GCB_V) && (b == U_GCB_V || b == U_GCB_T))
            return true;
        if ((a == U_GCB_LVT || a == U_GCB_T) && b == U_GCB_T)
            return true;
        if (b == U_GCB_EXTEND || b == U_GCB_ZWJ || b == U_GCB_SPACING_MARK || a == U_GCB_PREPEND)
            return true;
        return pictographs
            || (a == U_GCB_REGIONAL_INDICATOR && b == U_GCB_REGIONAL_INDICATOR && flags % 2 == 1);
    }

    std::string_view m_text;
};

} // namespace

Result<Charsmap> Charsmap::decode(const std::string& base64) {
    const Error bad{ErrorCode::BadConfig, "The table of replacements is malformed",
        "tokenizer.json: precompiled_charsmap", "Fetch the model's tokenizer files again."};
    const auto bytes = fromBase64(base64);
    if (!bytes || bytes->size() < 4)
        return bad;
    auto number = [&](std::size_t at) {
        std::uint32_t value = 0;
        for (std::size_t i = 4; i > 0; --i)
            value = value << 8 | static_cast<unsigned char>((*bytes)[at + i - 1]);
        return value;
    };
    const std::size_t size = number(0) / 4;
    if (size == 0 || size > (bytes->size() - 4) / 4)
        return bad;
    Charsmap out;
    out.m_units.reserve(size);
    for (std::size_t i = 0; i < size; ++i)
        out.m_units.push_back(number(4 + 4 * i));
    out.m_replacements = bytes->substr(4 + 4 * size);
    if (firstInvalidUtf8(out.m_replacements))
        return bad;
    out.m_replacements += '\0';
    return out;
}

const char* Charsmap::find(std::string_view chunk) const {
    std::uint32_t node = offsetOf(m_units[0]);
    for (const char c : chunk) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == 0)
            return nullptr;
        node ^= byte;
        if (node >= m_units.size() || labelOf(m_units[node]) != byte)
            return nullptr;
        const std::uint32_t unit = m_units[node];
        node ^= offsetOf(unit);
        if (!hasLeaf(unit))
            continue;
        if (node >= m_units.size())
            return nullptr;
        const std::uint32_t value = valueOf(m_units[node]);
        // A damaged table may point into the middle of a character.
        if (value >= m_replacements.size()
            || (static_cast<unsigned char>(m_replacements[value]) & 0xC0) == 0x80)
            return nullptr;
        return m_replacements.c_str() + value;
    }
    return nullptr;
}

void Charsmap::apply(AlignedText& text) const {
    constexpr std::size_t kShort = 6; // bytes
    const std::string_view bytes = text.bytes();
    const Clusters clusters(bytes);
    std::vector<AlignedText::Change> changes;
    bool modified = false;
    auto replaceBy = [&](std::size_t oldCount, std::string_view by) {
        const std::size_t old = changes.size();
        for (std::size_t at = 0; at < by.size();)
            changes.push_back({nextCodePoint(by, at), 0});
        const std::size_t count = changes.size() - old;
        for (std::size_t i = oldCount; i < count; ++i)
            changes[old + i].change = 1;
        // What is dropped goes with the character before, even where that is an older one.
        if (count < oldCount && !changes.empty())
            changes.back().change -= static_cast<int>(oldCount - count);
        modified = true;
    };
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = clusters.endOf(at);
        const auto cluster = bytes.substr(at, end - at);
        const char* whole = cluster.size() < kShort ? find(cluster) : nullptr;
        if (whole) {
            replaceBy(countCodePoints(cluster), whole);
            at = end;
            continue;
        }
        while (at < end) {
            std::size_t next = at;
            const char32_t c = nextCodePoint(bytes, next);
            if (const char* by = find(bytes.substr(at, next - at)))
                replaceBy(1, by);
            else
                changes.push_back({c, 0});
            at = next;
        }
    }
    if (modified)
        text.transform(changes);
}

} // namespace evenspan
