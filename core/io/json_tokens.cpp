// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_tokens.h"

#include "core/text/utf8.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace evenspan::io {

namespace {

// Bytes that end a run of plain ones in a string.
constexpr std::array<bool, 256> makeStops() {
    std::array<bool, 256> stops{};
    for (std::size_t c = 0; c < 0x20; ++c)
        stops[c] = true;
    stops['"'] = stops['\\'] = true;
    return stops;
}
constexpr auto kStops = makeStops();

} // namespace

bool JsonTokens::literal(std::string_view word) {
    for (const char letter : word) {
        if (const int c = m_window.peek(); c != static_cast<unsigned char>(letter))
            return wrong(c);
        m_window.take();
    }
    return true;
}

std::optional<std::string_view> JsonTokens::string() {
    m_window.take();
    const char* from = m_window.at(); // of the run of plain bytes
    bool escaped = false;
    unsigned char seen = 0; // bits of all bytes
    m_text.clear();
    for (;;) {
        const char* at = m_window.at();
        const char* const last = m_window.end();
        for (; at != last && !kStops[static_cast<unsigned char>(*at)]; ++at)
            seen |= static_cast<unsigned char>(*at);
        m_window.moveTo(at);
        if (at == m_window.end()) {
            if (m_window.more(&from))
                continue;
            if (!m_window.error())
                fail(JsonFault::End);
            return {};
        }
        const auto run = std::string_view(from, static_cast<std::size_t>(at - from));
        m_window.take();
        const auto bad = seen < 0x80 ? std::nullopt : firstInvalidUtf8(run);
        if (bad) {
            m_window.moveTo(from + *bad + 1);
            fail(JsonFault::Encoding);
            return {};
        }
        if (*at == '"') {
            if (!escaped)
                return run;
            m_text += run;
            return m_text;
        }
        if (*at != '\\') {
            fail(JsonFault::Control);
            return {};
        }
        m_text += run;
        escaped = true;
        if (!escape())
            return {};
        from = m_window.at();
    }
}

bool JsonTokens::escape() {
    const int c = m_window.peek();
    if (c < 0)
        return m_window.error() ? false : fail(JsonFault::End);
    m_window.take();
    switch (c) {
    case '"':
    case '\\':
    case '/':
        m_text += static_cast<char>(c);
        return true;
    case 'b':
        m_text += '\b';
        return true;
    case 'f':
        m_text += '\f';
        return true;
    case 'n':
        m_text += '\n';
        return true;
    case 'r':
        m_text += '\r';
        return true;
    case 't':
        m_text += '\t';
        return true;
    case 'u':
        break;
    default:
        return fail(JsonFault::Syntax);
    }
    char32_t unit = 0;
    if (!hexadecimal(unit))
        return false;
    if (unit >= 0xD800 && unit < 0xDC00) {
        char32_t low = 0;
        if (!surrogateFollows() || !hexadecimal(low))
            return false;
        if (low < 0xDC00 || low > 0xDFFF)
            return fail(JsonFault::Surrogate);
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    } else if (unit >= 0xDC00 && unit < 0xE000) {
        return fail(JsonFault::Surrogate);
    }
    appendUtf8(m_text, unit);
    return true;
}

bool JsonTokens::surrogateFollows() {
    for (const char sign : {'\\', 'u'}) {
        if (m_window.peek() != sign)
            return m_window.error() ? false : fail(JsonFault::Surrogate);
        m_window.take();
    }
    return true;
}

bool JsonTokens::hexadecimal(char32_t& unit) {
    unit = 0;
    for (int i = 0; i < 4; ++i) {
        const int c = m_window.peek();
        const int digit = c >= '0' && c <= '9'                ? c - '0'
            : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' && c > 0 ? (c | 0x20) - 'a' + 10
                                                              : -1;
        if (digit < 0)
            return wrong(c);
        m_window.take();
        unit = unit << 4 | static_cast<char32_t>(digit);
    }
    return true;
}

bool JsonTokens::digits(const char** from) {
    bool any = false;
    for (;;) {
        const char* at = m_window.at();
        const char* const begin = at;
        while (at != m_window.end() && *at >= '0' && *at <= '9')
            ++at;
        any = any || at != begin;
        m_window.moveTo(at);
        if (at != m_window.end() || !m_window.more(from))
            return any || wrong(m_window.peek());
    }
}
int JsonTokens::peekOf(const char** from) {
    if (m_window.at() == m_window.end() && !m_window.more(from))
        return -1;
    return static_cast<unsigned char>(*m_window.at());
}

std::optional<JsonNumber> JsonTokens::number() {
    const char* from = m_window.at();
    bool whole = true;
    if (*from == '-') {
        m_window.take();
    }
    const bool negative = *from == '-';
    if (const int c = peekOf(&from); c == '0')
        m_window.take();
    else if (!digits(&from))
        return {};
    if (peekOf(&from) == '.') {
        whole = false;
        m_window.take();
        if (!digits(&from))
            return {};
    }
    if (const int c = peekOf(&from); c == 'e' || c == 'E') {
        whole = false;
        m_window.take();
        if (const int sign = peekOf(&from); sign == '+' || sign == '-')
            m_window.take();
        if (!digits(&from))
            return {};
    }
    const char* const to = m_window.at();
    if (whole && negative) {
        std::int64_t value = 0;
        if (std::from_chars(from, to, value).ec == std::errc())
            return value;
    } else if (whole) {
        std::uint64_t value = 0;
        if (std::from_chars(from, to, value).ec == std::errc())
            return value;
    }
    double value = 0;
    if (std::from_chars(from, to, value).ec != std::errc())
        // Out of range: infinite, or too small for all digits.
        value = std::strtod(std::string(from, to).c_str(), nullptr);
    if (std::isfinite(value))
        return value;
    fail(JsonFault::Number);
    return {};
}

} // namespace evenspan::io
