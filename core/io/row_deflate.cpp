// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/row_deflate.h"

#include <algorithm>
#include <bit>
#include <utility>
#include <zlib.h>

namespace evenspan::io {

namespace {

constexpr unsigned kSlots = 12, kRestSlots = 8; // bits

constexpr std::uint64_t reversed(std::uint64_t code, unsigned count) {
    std::uint64_t out = 0;
    for (unsigned i = 0; i < count; ++i)
        out |= (code >> i & 1) << (count - 1 - i);
    return out;
}

// Codes begin with their highest bit, everything else with its lowest.
struct Code {
    std::uint16_t bits = 0;
    std::uint8_t count = 0;
};
constexpr auto kLiterals = [] {
    std::array<Code, 256> codes{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        const unsigned count = byte < 144 ? 8 : 9;
        codes[byte] = {static_cast<std::uint16_t>(
                           reversed(byte < 144 ? 0x30 + byte : 0x190 + byte - 144, count)),
            static_cast<std::uint8_t>(count)};
    }
    return codes;
}();

std::size_t slot(std::uint64_t number, unsigned bits) {
    return static_cast<std::size_t>(number * 0x9E3779B97F4A7C15ull >> (64 - bits));
}

bool sameRest(const RowDeflater::Row& a, const RowDeflater::Row& b) {
    return a[1] == b[1] && a[2] == b[2] && a[3] == b[3];
}

// The bytes of a number, the lowest first, whatever machine this is.
std::array<unsigned char, 8> bytesOf(std::uint64_t number) {
    std::array<unsigned char, 8> bytes;
    for (unsigned i = 0; i < 8; ++i)
        bytes[i] = static_cast<unsigned char>(number >> (8 * i));
    return bytes;
}

} // namespace

RowDeflater::RowDeflater()
    : m_seen(kWindow)
    , m_byFirst(std::size_t{1} << kSlots)
    , m_byRest(std::size_t{1} << kRestSlots) {
    put(0, 1); // not the last block
    put(1, 2); // of fixed codes
}

void RowDeflater::put(std::uint64_t bits, unsigned count) {
    m_bits |= bits << m_count;
    m_count += count;
    if (m_count < 32)
        return;
    const auto bytes = bytesOf(m_bits);
    m_out.append(bytes.begin(), bytes.begin() + 4);
    m_bits >>= 32;
    m_count -= 32;
}

void RowDeflater::literals(std::uint64_t number) {
    // Three codes of at most 9 bits fit beside what waits.
    const auto bytes = bytesOf(number);
    for (unsigned i = 0; i < 8; i += 3) {
        std::uint64_t bits = 0;
        unsigned count = 0;
        for (unsigned k = i; k < std::min(i + 3, 8u); ++k) {
            const auto code = kLiterals[bytes[k]];
            bits |= std::uint64_t{code.bits} << count;
            count += code.count;
        }
        put(bits, count);
    }
}

// `length` bytes that stood so many rows before.
void RowDeflater::copy(unsigned length, std::uint64_t rows) {
    // Code and extra bits of the three lengths that there are: 8, 24 and 32.
    const unsigned symbol = length == 8 ? 262 : length == 24 ? 270 : 272;
    std::uint64_t bits = reversed(symbol - 256, 7);
    unsigned count = 7;
    if (length != 8) { // the second of the four lengths of its code
        bits |= std::uint64_t{1} << count;
        count += 2;
    }
    const std::uint64_t distance = rows * sizeof(Row) - 1;
    const auto top = static_cast<unsigned>(std::bit_width(distance)) - 1, extra = top - 1;
    bits |= reversed(2 * top + (distance >> extra & 1), 5) << count;
    count += 5;
    bits |= (distance & ((std::uint64_t{1} << extra) - 1)) << count;
    put(bits, count + extra);
}

void RowDeflater::add(const Row& row) {
    const auto number = m_rows + 1; // from 1: 0 is none
    const auto at = [&](std::uint64_t other) -> const Row& { return m_seen[other % kWindow]; };
    const auto near = [&](std::uint64_t other) { return other > 0 && number - other <= kWindow; };
    auto& first = m_byFirst[slot(row[0], kSlots)];
    auto& rest = m_byRest[slot(row[1] * 31 + row[2] * 7 + row[3], kRestSlots)];
    const bool known = near(first) && at(first)[0] == row[0];
    const auto like = m_rows > 0 && sameRest(at(m_rows), row) ? m_rows : rest;
    const bool restKnown = near(like) && sameRest(at(like), row);
    if (known && sameRest(at(first), row)) {
        copy(32, number - first);
    } else {
        if (known)
            copy(8, number - first);
        else
            literals(row[0]);
        if (restKnown)
            copy(24, number - like);
        else
            for (std::size_t i = 1; i < row.size(); ++i)
                literals(row[i]);
    }
    first = rest = number;
    m_seen[number % kWindow] = row;
    m_rows = number;
    if (m_rows - m_summed == kWindow / 2)
        sum();
}

void RowDeflater::sum() {
    std::string bytes;
    bytes.reserve((m_rows - m_summed) * sizeof(Row));
    for (; m_summed < m_rows; ++m_summed)
        for (const auto value : m_seen[(m_summed + 1) % kWindow]) {
            const auto some = bytesOf(value);
            bytes.append(some.begin(), some.end());
        }
    m_checksum = static_cast<std::uint32_t>(adler32(
        m_checksum, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

void RowDeflater::finish() {
    sum();
    put(0, 7); // the block's end
    put(0, 3); // a stored block, not the last, of no bytes: it begins at a byte
    const auto bytes = bytesOf(m_bits);
    m_out.append(bytes.begin(), bytes.begin() + (m_count + 7) / 8);
    m_bits = m_count = 0;
    m_out += std::string("\0\0\xFF\xFF", 4);
}

std::string RowDeflater::take() {
    return std::exchange(m_out, {});
}

} // namespace evenspan::io
