// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/encoding.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evenspan::io {

// The bytes of a JSON text: a text in memory, or a file of which a block is held, and of a string
// or number that runs over a block's end all of it.
class JsonWindow {
public:
    explicit JsonWindow(std::string_view text, std::uint64_t line = 1)
        : m_at(text.data())
        , m_end(text.data() + text.size())
        , m_lineStart(m_at)
        , m_line(line) { }
    explicit JsonWindow(ByteSource& source)
        : m_source(&source) {
        more(nullptr);
    }
    JsonWindow(const JsonWindow&) = delete;
    JsonWindow& operator=(const JsonWindow&) = delete;

    // The next byte, not taken; -1 at the end and where the source failed.
    int peek() {
        if (m_at == m_end && !more(nullptr))
            return -1;
        return static_cast<unsigned char>(*m_at);
    }
    void take() { ++m_at; }
    // The next byte that is no blank.
    int peekSign() {
        for (;;) {
            const int c = peek();
            if (c == '\n') {
                take();
                ++m_line;
                m_lineStart = m_at;
                m_passed = 0;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                take();
            } else {
                return c;
            }
        }
    }
    void skipMark() {
        if (m_end - m_at >= 3 && std::string_view(m_at, 3) == "\xEF\xBB\xBF")
            m_at += 3;
    }
    const char* at() const { return m_at; }
    const char* end() const { return m_end; }
    void moveTo(const char* at) { m_at = at; }
    // Reads on, once all bytes are taken. Those from `*from` on stay, and it is moved with them.
    bool more(const char** from);

    std::uint64_t line() const { return m_line; }
    // Of the byte taken last, from 1.
    std::uint64_t column() const {
        return m_passed + static_cast<std::uint64_t>(m_at - m_lineStart);
    }
    const std::optional<Error>& error() const { return m_error; }

private:
    ByteSource* m_source = nullptr;
    std::string m_block;
    const char* m_at = nullptr;
    const char* m_end = nullptr;
    const char* m_lineStart = nullptr;
    std::uint64_t m_line = 1, m_passed = 0; // bytes of this line that are no longer held
    std::optional<Error> m_error;
};

} // namespace evenspan::io
