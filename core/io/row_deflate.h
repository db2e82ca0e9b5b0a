// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace evenspan::io {

// Rows of four 64-bit numbers, the lowest byte first, as blocks of DEFLATE (RFC 1951) with its
// fixed codes. Such a row is nearly always one that stood before, or its first number is new and
// the rest is that of a row before: what a general compressor searches for byte by byte is looked
// up here, in a tenth of its time and to about its size.
class RowDeflater {
public:
    using Row = std::array<std::uint64_t, 4>;

    RowDeflater();
    void add(const Row& row);
    // No more rows: ends the blocks at the border of a byte. None of them is the stream's last.
    void finish();

    // What was made since it was last taken; whole bytes, the last few may wait for finish().
    std::string take();
    std::size_t waiting() const { return m_out.size(); }
    std::uint64_t bytes() const { return m_rows * sizeof(Row); } // of the rows
    std::uint32_t checksum() const { return m_checksum; } // Adler-32 of the rows, after finish()

private:
    static constexpr std::uint64_t kWindow = 1024; // rows that DEFLATE may look back to
    void put(std::uint64_t bits, unsigned count); // at most 32
    void literals(std::uint64_t number);
    void copy(unsigned length, std::uint64_t rows);
    void sum();

    std::string m_out;
    std::uint64_t m_bits = 0; // not yet in m_out, from the lowest
    unsigned m_count = 0;
    std::uint64_t m_rows = 0;
    std::vector<Row> m_seen; // the last kWindow rows, by their number
    std::vector<std::uint64_t> m_byFirst, m_byRest; // numbers of rows from 1, by what they hold
    std::uint64_t m_summed = 0; // rows
    std::uint32_t m_checksum = 1;
};

} // namespace evenspan::io
