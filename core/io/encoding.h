// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct UConverter;

namespace evenspan::io {

// What the first bytes of a text file are written in. A guess: shown and offered, never applied
// without the user's word.
struct EncodingGuess {
    std::string name; // one of encodingNames(); empty: none fits
    std::string why;
    std::vector<std::string> others; // that fit too, likelier ones first
};

// By a byte order mark, by being UTF-8, by where zero bytes stand, else by ICU's detector among
// those encodings in which every byte has a meaning. `whole`: the bytes are the whole file, so that
// a character cut at the end counts against an encoding.
EncodingGuess guessEncoding(std::string_view bytes, bool whole);
// The same of a file's first 256 KB.
Result<EncodingGuess> guessEncoding(const std::filesystem::path& path);

// "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "Shift_JIS", "windows-1252".
const std::vector<std::string>& encodingNames();
// The name as encodingNames() has it ("utf16-le", "cp1252", "gbk", …); InvalidArgument else.
Result<std::string> encodingNamed(const std::string& typed);

// A file's bytes as UTF-8, in order. With the encoding "" or "UTF-8" they come as they are,
// unchecked; a byte order mark is dropped only where something is converted.
class ByteSource {
public:
    // Errors: NotFound, ReadOnly, InvalidArgument (a folder, an unknown encoding), Io.
    static Result<ByteSource> open(
        const std::filesystem::path& path, const std::string& encoding = {});
    // Appends some bytes, about `want`; false at the end. Errors: Io, BadEncoding (with the byte).
    Result<bool> read(std::string& out, std::size_t want);
    std::uint64_t bytes() const { return m_read; } // of the file, read so far

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
        void operator()(UConverter* converter) const;
    };
    Result<void> convert(std::string& out);

    std::unique_ptr<std::FILE, Close> m_file;
    std::unique_ptr<UConverter, Close> m_from, m_to;
    std::string m_path, m_encoding, m_raw;
    std::u16string m_pivot;
    char16_t* m_pivotSource = nullptr;
    char16_t* m_pivotTarget = nullptr;
    std::uint64_t m_read = 0, m_size = 0; // bytes of the file, as it said when it was opened
    bool m_end = false, m_first = true;
};

// A whole file as checked UTF-8 without a byte order mark. Errors: those of ByteSource and
// readFile; BadEncoding; BadFormat (a NUL byte, over `largest` bytes).
Result<std::string> readTextFile(const std::filesystem::path& path, const std::string& encoding,
    std::uint64_t largest = std::uint64_t{1} << 30);

} // namespace evenspan::io
