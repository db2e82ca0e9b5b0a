// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/encoding.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace evenspan::io {

// The lines of a text file, read in blocks. Ends are \n, \r\n or \r; a byte order mark at the start
// is dropped. Every line is checked to be UTF-8 without NUL.
class LineReader {
public:
    // Converted from `encoding` where one is named. Errors: NotFound, ReadOnly, InvalidArgument (a
    // folder, an unknown encoding), Io.
    static Result<LineReader> open(
        const std::filesystem::path& path, const std::string& encoding = {});

    // False at the end. The line is valid until the next call. Errors: BadEncoding, BadFormat (a
    // NUL byte, a line over 256 MB), Io; all with byte position.
    Result<bool> next(std::string_view& line);
    // next() where the line lies whole in a checked block, as most do; false, and nothing is read,
    // where next() must see to it. For loops over short lines.
    bool quick(std::string_view& line) {
        if (!m_looked || m_return < m_at)
            return false;
        const auto known = std::string_view(m_buffer).substr(0, std::min(m_return, m_checked));
        const auto end = known.find('\n', m_at);
        if (end == std::string_view::npos)
            return false;
        line = known.substr(m_at, end - m_at);
        m_at = end + 1;
        ++m_line;
        return true;
    }

    // The whole lines that quick() would give, one after another with their ends; may be nothing.
    // For loops that see for themselves where lines end: took() says how far they came.
    std::string_view known() const {
        if (!m_looked || m_return < m_at)
            return {};
        const auto last = std::min(m_return, m_checked);
        if (last <= m_at)
            return {};
        const auto part = std::string_view(m_buffer).substr(m_at, last - m_at);
        return part.substr(0, part.rfind('\n') + 1);
    }
    void took(std::size_t bytes, std::uint64_t lines) {
        m_at += bytes;
        m_line += lines;
    }

    std::uint64_t line() const { return m_line; } // number of the last line, from 1
    std::uint64_t bytes() const { return m_consumed + m_at; } // of UTF-8, read so far
    bool hadMark() const { return m_mark; }
    bool hadCarriageReturns() const { return m_returns; }

private:
    explicit LineReader(ByteSource source)
        : m_source(std::move(source)) { }
    Result<bool> fill();
    void checkBlock();
    Result<void> checkLine(std::string_view line) const;

    ByteSource m_source;
    std::string m_path;
    std::string m_buffer;
    std::size_t m_at = 0;
    std::size_t m_checked = 0; // of the buffer: UTF-8 without NUL
    std::size_t m_return = 0; // the first \r behind the last line, where m_looked
    std::uint64_t m_line = 0, m_consumed = 0;
    bool m_end = false, m_mark = false, m_returns = false, m_looked = false;
};

} // namespace evenspan::io
