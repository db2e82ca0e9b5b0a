// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/delimited.h"

namespace evenspan::io {

Result<bool> TableReader::next(std::vector<std::string>& cells, const std::string& file) {
    cells.assign(1, {});
    m_rowLine = m_line;
    bool quoted = false, closed = false, any = false;
    for (int c = get(); c != -1; c = get()) {
        any = true;
        if (quoted) {
            if (c != '"') {
                cells.back() += static_cast<char>(c);
            } else if (peek() == '"') {
                get();
                cells.back() += '"';
            } else {
                quoted = false;
                closed = true;
            }
        } else if (c == '"' && cells.back().empty() && !closed) {
            quoted = true;
        } else if (c == m_delimiter) {
            cells.emplace_back();
            closed = false;
        } else if (c == '\n' || c == '\r') {
            if (c == '\r' && peek() == '\n')
                get();
            return true;
        } else {
            cells.back() += static_cast<char>(c);
        }
    }
    if (m_error)
        return *m_error;
    if (quoted)
        return Error{ErrorCode::BadFormat, "A quoted cell never ends",
            file + ": line " + std::to_string(m_rowLine), "Close its quote."};
    return any;
}

bool TableReader::more() {
    if (m_error)
        return false;
    m_block.clear();
    m_at = 0;
    while (m_block.empty()) {
        auto got = m_source.read(m_block, std::size_t{1} << 18);
        if (!got)
            m_error = got.error();
        if (!got || !*got)
            break;
        if (m_first && m_block.rfind("\xEF\xBB\xBF", 0) == 0)
            m_block.erase(0, 3);
        m_first = false;
    }
    return !m_block.empty();
}

char delimiterOf(std::string_view bytes) {
    const auto line = bytes.substr(0, bytes.find_first_of("\r\n"));
    char best = ',';
    std::size_t most = 0;
    for (const char delimiter : {',', '\t', ';', '|'}) {
        bool quoted = false;
        std::size_t count = 0;
        for (const char c : line) {
            quoted ^= c == '"';
            count += !quoted && c == delimiter;
        }
        if (count > most) {
            most = count;
            best = delimiter;
        }
    }
    return best;
}

const char* delimiterName(char delimiter) {
    return delimiter == '\t' ? "tab"
        : delimiter == ';'   ? "semicolon"
        : delimiter == '|'   ? "bar"
                             : "comma";
}

std::optional<char> delimiterNamed(const std::string& name) {
    for (const char delimiter : {',', '\t', ';', '|'})
        if (name == delimiterName(delimiter) || name == std::string(1, delimiter))
            return delimiter;
    return {};
}

} // namespace evenspan::io
