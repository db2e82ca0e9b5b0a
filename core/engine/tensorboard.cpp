// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensorboard.h"

#include "core/base/files.h"

#include <array>
#include <atomic>
#include <bit>
#include <cerrno>
#include <chrono>
#include <unistd.h>

namespace fs = std::filesystem;

namespace evenspan::engine {

namespace {

constexpr std::array<std::uint32_t, 256> makeTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ (value & 1 ? 0x82F63B78u : 0);
        table[i] = value;
    }
    return table;
}

std::uint32_t masked(std::uint32_t crc) {
    return ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
}

template <class T> void putFixed(std::string& out, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out += static_cast<char>((value >> (8 * i)) & 0xFF);
}

void putVarint(std::string& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>((value & 0x7F) | 0x80);
    out += static_cast<char>(value);
}

// Protobuf: a key is field << 3 | wire type (0 varint, 1 eight bytes, 2 length and bytes, 5 four
// bytes).
void putBytes(std::string& out, std::uint32_t field, std::string_view bytes) {
    putVarint(out, field << 3 | 2);
    putVarint(out, bytes.size());
    out += bytes;
}

std::string head(double wallTime) {
    std::string event;
    putVarint(event, 1 << 3 | 1);
    putFixed(event, std::bit_cast<std::uint64_t>(wallTime));
    return event;
}

double secondsNow() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

std::uint32_t crc32c(std::string_view bytes) {
    static constexpr auto kTable = makeTable();
    std::uint32_t crc = 0xFFFFFFFFu;
    for (const char c : bytes)
        crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xFF] ^ (crc >> 8);
    return ~crc;
}

Result<EventFileWriter> EventFileWriter::create(const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed)
        return systemError(
            failed.value(), "The folder for TensorBoard cannot be made", folder.string());
    static std::atomic<int> number{0};
    char host[256] = "host";
    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = '\0';
    const double now = secondsNow();
    EventFileWriter writer;
    writer.m_path = folder
        / ("events.out.tfevents." + std::to_string(static_cast<std::int64_t>(now)) + "." + host
            + "." + std::to_string(getpid()) + "." + std::to_string(number++));
    writer.m_file.reset(std::fopen(writer.m_path.c_str(), "wbx"));
    if (!writer.m_file)
        return systemError(
            errno, "The events for TensorBoard cannot be written", writer.m_path.string());
    std::string event = head(now);
    putBytes(event, 3, "brain.Event:2");
    if (auto done = writer.write(event); !done)
        return done.error();
    return writer;
}

Result<void> EventFileWriter::add(
    double wallTime, std::int64_t step, const std::vector<Scalar>& scalars) {
    std::string summary;
    for (const auto& scalar : scalars) {
        std::string value;
        putBytes(value, 1, scalar.tag);
        putVarint(value, 2 << 3 | 5);
        putFixed(value, std::bit_cast<std::uint32_t>(static_cast<float>(scalar.value)));
        putBytes(summary, 1, value);
    }
    std::string event = head(wallTime);
    putVarint(event, 2 << 3 | 0);
    putVarint(event, static_cast<std::uint64_t>(step));
    putBytes(event, 5, summary);
    return write(event);
}

Result<void> EventFileWriter::write(std::string_view event) {
    std::string record;
    putFixed(record, static_cast<std::uint64_t>(event.size()));
    putFixed(record, masked(crc32c(record)));
    record += event;
    putFixed(record, masked(crc32c(event)));
    if (std::fwrite(record.data(), 1, record.size(), m_file.get()) != record.size()
        || std::fflush(m_file.get()) != 0)
        return systemError(errno, "The events for TensorBoard cannot be written", m_path.string());
    return {};
}

} // namespace evenspan::engine
