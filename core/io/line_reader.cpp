// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/line_reader.h"

#include "core/text/utf8.h"

#include <algorithm>

namespace evenspan::io {

namespace {
constexpr std::size_t kBlock = std::size_t{1} << 18;
constexpr std::size_t kLongestLine = std::size_t{256} << 20;
} // namespace

Result<LineReader> LineReader::open(
    const std::filesystem::path& path, const std::string& encoding) {
    auto source = ByteSource::open(path, encoding);
    if (!source)
        return source.error();
    LineReader reader(std::move(*source));
    reader.m_path = path.string();
    auto filled = reader.fill();
    if (!filled)
        return filled.error();
    if (reader.m_buffer.rfind("\xEF\xBB\xBF", 0) == 0) {
        reader.m_mark = true;
        reader.m_at = 3;
    }
    return reader;
}

Result<bool> LineReader::fill() {
    m_buffer.erase(0, m_at);
    m_consumed += m_at;
    m_checked -= std::min(m_checked, m_at);
    m_at = 0;
    m_looked = false;
    // Long lines double the block, so that a line of any length is read in linear time.
    auto more = m_source.read(m_buffer, std::max(kBlock, m_buffer.size()));
    if (!more)
        return more;
    m_end = !*more;
    checkBlock();
    return more;
}

// A block is checked as a whole, as far as it is sound; lines behind that one by one.
void LineReader::checkBlock() {
    const auto fresh = std::string_view(m_buffer).substr(m_checked);
    auto sound = firstInvalidUtf8(fresh).value_or(fresh.size());
    sound = std::min(sound, fresh.find('\0'));
    m_checked += sound;
}

Result<void> LineReader::checkLine(std::string_view line) const {
    const auto base = m_consumed + static_cast<std::uint64_t>(line.data() - m_buffer.data());
    const auto where = m_path + ": line " + std::to_string(m_line);
    if (const auto bad = firstInvalidUtf8(line))
        return Error{ErrorCode::BadEncoding,
            "The text is not UTF-8 at byte " + std::to_string(base + *bad), where,
            "Convert the file to UTF-8 first, for example with iconv."};
    if (const auto nul = line.find('\0'); nul != std::string_view::npos)
        return Error{ErrorCode::BadFormat,
            "There is a NUL byte at byte " + std::to_string(base + nul), where,
            "Check that this is a text file; UTF-16 must be converted to UTF-8."};
    return {};
}

Result<bool> LineReader::next(std::string_view& line) {
    std::size_t from = m_at;
    for (;;) {
        // Most files have no \r: it is looked for once a block, not once a line.
        if (!m_looked || m_return < from)
            m_return = std::min(m_buffer.find('\r', from), m_buffer.size());
        m_looked = true;
        const auto end = std::min(m_buffer.find('\n', from), m_return);
        // A \r at the very end of the block may be followed by \n in the next.
        const bool cut =
            end < m_buffer.size() && m_buffer[end] == '\r' && end + 1 == m_buffer.size();
        if (end < m_buffer.size() && !(cut && !m_end)) {
            ++m_line;
            line = std::string_view(m_buffer).substr(m_at, end - m_at);
            const bool returned = m_buffer[end] == '\r';
            const bool pair = returned && end + 1 < m_buffer.size() && m_buffer[end + 1] == '\n';
            m_returns = m_returns || returned;
            auto valid = end <= m_checked ? Result<void>() : checkLine(line);
            m_at = end + (pair ? 2 : 1);
            if (!valid)
                return valid.error();
            return true;
        }
        if (m_end) {
            if (m_at == m_buffer.size())
                return false;
            ++m_line;
            line = std::string_view(m_buffer).substr(m_at);
            auto valid = checkLine(line);
            m_at = m_buffer.size();
            if (!valid)
                return valid.error();
            return true;
        }
        if (m_buffer.size() - m_at > kLongestLine)
            return Error{ErrorCode::BadFormat, "A line is longer than 256 MB",
                m_path + ": line " + std::to_string(m_line + 1),
                "Check that this is the right file."};
        const std::size_t open = m_buffer.size() - m_at;
        if (auto filled = fill(); !filled)
            return filled;
        from = m_at + (open > 0 ? open - 1 : 0);
    }
}

} // namespace evenspan::io
