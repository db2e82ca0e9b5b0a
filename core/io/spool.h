// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace evenspan::io {

// Bytes to be read once when all are there: the file's map names the size of each part before its
// bytes. More than kHeld of them wait in a temporary file without a name.
class Spool {
public:
    Spool& operator+=(char byte) {
        m_held += byte;
        if (m_held.size() >= kHeld)
            setAside();
        return *this;
    }
    Spool& operator+=(std::string_view bytes) {
        m_held += bytes;
        if (m_held.size() >= kHeld)
            setAside();
        return *this;
    }
    std::uint64_t size() const { return m_aside + m_held.size(); }
    bool fault() const { return m_fault; }
    // Hands everything on in order; false where it could not be read again.
    template <class Take> bool drain(Take&& take) {
        if (m_file) {
            std::rewind(m_file.get());
            std::string piece(kPiece, '\0');
            for (auto left = m_aside; left > 0 && !m_fault;) {
                const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(left, kPiece));
                m_fault = std::fread(piece.data(), 1, want, m_file.get()) != want;
                if (!m_fault)
                    take(std::string_view(piece).substr(0, want));
                left -= want;
            }
        }
        take(std::string_view(m_held));
        return !m_fault;
    }

private:
    static constexpr std::size_t kPiece = std::size_t{1} << 16;
    static constexpr std::size_t kHeld = std::size_t{4} << 20;
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    void setAside() {
        if (!m_file)
            m_file.reset(std::tmpfile());
        m_fault = m_fault || !m_file
            || std::fwrite(m_held.data(), 1, m_held.size(), m_file.get()) != m_held.size();
        m_aside += m_held.size();
        m_held.clear();
    }
    std::unique_ptr<std::FILE, Close> m_file;
    std::string m_held;
    std::uint64_t m_aside = 0;
    bool m_fault = false;
};

} // namespace evenspan::io
