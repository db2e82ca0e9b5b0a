// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_tokens.h"

#include "core/io/scan.h"
#include "core/text/utf8.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace evenspan::io {

Error jsonFault(JsonFault fault, const std::string& place) {
    if (fault == JsonFault::Encoding)
        return {ErrorCode::BadEncoding, "The text is not UTF-8", place,
            "Convert the file to UTF-8 first, for example with iconv."};
    return {ErrorCode::BadFormat,
        fault == JsonFault::Number          ? "A number is too large"
            : fault == JsonFault::Surrogate ? "A string holds half of a surrogate pair"
            : fault == JsonFault::End       ? "The JSON ends in the middle of a value"
            : fault == JsonFault::Control   ? "A string holds a bare control character"
                                            : "The JSON is broken",
        place, "Mend it there; a JSON checker shows the place."};
}

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
    bool beyond = false; // some byte is no ASCII
    m_text.clear();
    for (;;) {
        const char* at = m_window.at();
        const char* const last = m_window.end();
        while ((at = findStringStop(at, last)) != last && static_cast<unsigned char>(*at) >= 0x80) {
            beyond = true;
            do
                ++at;
            while (at != last && static_cast<unsigned char>(*at) >= 0x80);
        }
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
        const auto bad = beyond ? firstInvalidUtf8(run) : std::nullopt;
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
    if (*from >= '1' && *from <= '9') { // most numbers are short, whole, and behind a list's comma
        const char* const end = m_window.end();
        const char* at = from;
        std::uint64_t value = 0;
        while (at != end && at - from < 18 && *at >= '0' && *at <= '9')
            value = value * 10 + static_cast<std::uint64_t>(*at++ - '0');
        if (at != end && (*at == ',' || *at == ']' || *at == '}')) {
            m_window.moveTo(at);
            return value;
        }
    }
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
