// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json_window.h"

#include <variant>

namespace evenspan::io {

enum class JsonFault { Syntax, End, Number, Surrogate, Control, Encoding };

// BadEncoding or BadFormat at a place of the file.
Error jsonFault(JsonFault fault, const std::string& place);

// Whole numbers are signed where they have a sign, and doubles beyond 64 bits.
using JsonNumber = std::variant<std::int64_t, std::uint64_t, double>;

// Strings, numbers and words of a JSON text, each from its first byte on. False or nothing: fault()
// says why, or else the window's error.
class JsonTokens {
public:
    explicit JsonTokens(JsonWindow& window)
        : m_window(window) { }

    bool literal(std::string_view word);
    // Valid until the next call.
    std::optional<std::string_view> string();
    std::optional<JsonNumber> number();
    std::optional<JsonFault> fault() const { return m_fault; }

protected:
    bool fail(JsonFault fault) {
        m_fault = fault;
        return false;
    }
    // `c` stands where it must not; -1: the end does.
    bool wrong(int c) {
        if (c >= 0)
            m_window.take();
        return fail(c < 0 ? JsonFault::End : JsonFault::Syntax);
    }

    JsonWindow& m_window;

private:
    bool escape();
    bool surrogateFollows();
    bool hexadecimal(char32_t& unit);
    bool digits(const char** from); // takes them, at least one
    int peekOf(const char** from);

    std::string m_text; // of a string with escapes
    std::optional<JsonFault> m_fault;
};

} // namespace evenspan::io
