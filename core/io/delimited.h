// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/encoding.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::io {

// Rows of a table of comma- or tab-separated values (RFC 4180); a quoted cell may go over lines.
class TableReader {
public:
    TableReader(ByteSource source, char delimiter)
        : m_source(std::move(source))
        , m_delimiter(delimiter) { }

    // False at the end. A quote that never ends makes the rest of the file one cell: BadFormat.
    Result<bool> next(std::vector<std::string>& cells, const std::string& file);
    std::uint64_t line() const { return m_rowLine; } // that the last row begins on
    std::uint64_t bytes() const { return m_source.bytes(); }

private:
    int peek() {
        if (m_at == m_block.size() && !more())
            return -1;
        return static_cast<unsigned char>(m_block[m_at]);
    }
    int get() {
        const int c = peek();
        if (c == -1)
            return c;
        ++m_at;
        m_line += c == '\n';
        return c;
    }
    bool more();

    ByteSource m_source;
    char m_delimiter;
    std::string m_block;
    std::size_t m_at = 0;
    std::uint64_t m_line = 1, m_rowLine = 1;
    bool m_first = true;
    std::optional<Error> m_error;
};

// The delimiter that parts the head line into most columns, outside quotes.
char delimiterOf(std::string_view bytes);
const char* delimiterName(char delimiter);
std::optional<char> delimiterNamed(const std::string& name); // by its name or itself

} // namespace evenspan::io
