// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/encoding.h"

#include "core/base/files.h"
#include "core/base/nearest.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/stat.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

namespace evenspan::io {

namespace {

constexpr std::size_t kSample = std::size_t{256} << 10;
constexpr std::size_t kPivot = 4096;

struct Freer {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
    void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};
using Converter = std::unique_ptr<UConverter, Freer>;

Converter openStrict(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(name, &status));
    if (U_FAILURE(status))
        return nullptr;
    ucnv_setToUCallBack(
        converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    return U_FAILURE(status) ? nullptr : std::move(converter);
}

// Whether every byte has a meaning, no control character but line ends and tabs among them.
bool fits(const char* name, std::string_view bytes, bool whole) {
    const auto converter = openStrict(name);
    if (!converter)
        return false;
    std::array<UChar, kPivot> out{};
    const char* at = bytes.data();
    const char* end = at + bytes.size();
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        UChar* target = out.data();
        ucnv_toUnicode(
            converter.get(), &target, out.data() + out.size(), &at, end, nullptr, whole, &status);
        for (const UChar* unit = out.data(); unit < target; ++unit)
            if ((*unit < 0x20 && *unit != '\t' && *unit != '\n' && *unit != '\r')
                || (*unit >= 0x7F && *unit < 0xA0) || *unit >= 0xFFFE)
                return false;
        if (status == U_BUFFER_OVERFLOW_ERROR)
            continue;
        return U_SUCCESS(status);
    }
}

// Text of two-byte units has its zero bytes on one side: blanks, digits and line ends at least.
std::string twoByteOrder(std::string_view bytes) {
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        zeros[i % 2] += bytes[i] == '\0';
    if (zeros[0] + zeros[1] == 0)
        return {};
    if (zeros[1] > 8 * zeros[0])
        return "UTF-16LE";
    return zeros[0] > 8 * zeros[1] ? "UTF-16BE" : "";
}

std::string plainName(const std::string& typed) {
    std::string out;
    for (const char c : typed)
        if (c != '-' && c != '_' && c != ' ')
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

} // namespace

const std::vector<std::string>& encodingNames() {
    static const std::vector<std::string> names{
        "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "Shift_JIS", "windows-1252"};
    return names;
}

Result<std::string> encodingNamed(const std::string& typed) {
    static const std::array<std::pair<const char*, const char*>, 16> aliases{
        {{"utf8", "UTF-8"}, {"utf16", "UTF-16LE"}, {"utf16le", "UTF-16LE"}, {"utf16be", "UTF-16BE"},
            {"gb18030", "GB18030"}, {"gbk", "GB18030"}, {"gb2312", "GB18030"}, {"cp936", "GB18030"},
            {"shiftjis", "Shift_JIS"}, {"sjis", "Shift_JIS"}, {"cp932", "Shift_JIS"},
            {"windows1252", "windows-1252"}, {"cp1252", "windows-1252"}, {"latin1", "windows-1252"},
            {"iso88591", "windows-1252"}, {"ansi", "windows-1252"}}};
    const auto plain = plainName(typed);
    for (const auto& [alias, name] : aliases)
        if (plain == alias)
            return std::string(name);
    std::string all;
    for (const auto& name : encodingNames())
        all += (all.empty() ? "" : ", ") + name;
    const auto near = nearestWord(typed, encodingNames());
    return Error{ErrorCode::InvalidArgument, "There is no text encoding of this name", typed,
        near.empty() ? "Encodings: " + all + "." : "Did you mean " + near + "?"};
}

EncodingGuess guessEncoding(std::string_view bytes, bool whole) {
    EncodingGuess guess;
    const auto starts = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
    if (starts("\xEF\xBB\xBF") || starts("\xFF\xFE") || starts("\xFE\xFF")) {
        guess.name = starts("\xFF\xFE") ? "UTF-16LE" : starts("\xFE\xFF") ? "UTF-16BE" : "UTF-8";
        guess.why = "the file begins with its byte order mark";
        return guess;
    }
    const auto bad = firstInvalidUtf8(bytes);
    // Up to three bytes at the end may be the start of a character that goes on.
    if (bytes.find('\0') == std::string_view::npos
        && (!bad || (!whole && *bad + 4 > bytes.size()))) {
        guess.name = "UTF-8";
        guess.why = "every byte is valid UTF-8";
        return guess;
    }
    if (const auto order = twoByteOrder(bytes); !order.empty()) {
        guess.name = order;
        guess.why = "zero bytes stand at every second place";
        return guess;
    }
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, Freer> detector(ucsdet_open(&status));
    if (U_SUCCESS(status))
        ucsdet_setText(
            detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
    std::int32_t count = 0;
    const UCharsetMatch** matches =
        U_SUCCESS(status) ? ucsdet_detectAll(detector.get(), &count, &status) : nullptr;
    std::vector<std::string> found; // without UTF-16, which would have zero bytes
    const auto add = [&](const std::string& name) {
        if (std::find(found.begin(), found.end(), name) == found.end()
            && fits(name.c_str(), bytes, whole))
            found.push_back(name);
    };
    for (std::int32_t i = 0; matches && i < count; ++i)
        if (const char* name = ucsdet_getName(matches[i], &status); U_SUCCESS(status))
            if (const auto known = encodingNamed(name); known && known->rfind("UTF", 0) != 0)
                add(*known);
    for (const char* name : {"GB18030", "Shift_JIS", "windows-1252"})
        add(name);
    if (found.empty())
        return guess;
    guess.name = found.front();
    guess.why = "every byte has a meaning in it, and its letters are the likeliest";
    guess.others.assign(found.begin() + 1, found.end());
    return guess;
}

Result<EncodingGuess> guessEncoding(const std::filesystem::path& path) {
    auto source = ByteSource::open(path);
    if (!source)
        return source.error();
    std::string bytes;
    for (;;) {
        auto more = source->read(bytes, kSample);
        if (!more)
            return more.error();
        if (!*more || bytes.size() >= kSample)
            return guessEncoding(bytes, !*more);
    }
}

void ByteSource::Close::operator()(UConverter* converter) const {
    ucnv_close(converter);
}

Result<ByteSource> ByteSource::open(
    const std::filesystem::path& path, const std::string& encoding) {
    std::error_code failed;
    if (std::filesystem::is_directory(path, failed))
        return Error{ErrorCode::InvalidArgument, "This is a folder, not a file", path.string(),
            "Name the files in it."};
    ByteSource source;
    source.m_path = path.string();
    if (!encoding.empty()) {
        auto name = encodingNamed(encoding);
        if (!name)
            return name.error();
        if (*name != "UTF-8") {
            source.m_encoding = *name;
            source.m_from.reset(openStrict(name->c_str()).release());
            source.m_to.reset(openStrict("UTF-8").release());
            if (!source.m_from || !source.m_to)
                return Error{ErrorCode::Unsupported, "ICU cannot read this encoding", *name,
                    "Install ICU's data, or convert the file to UTF-8."};
            source.m_pivot.resize(kPivot);
        }
    }
    source.m_file.reset(std::fopen(path.c_str(), "rbe"));
    if (!source.m_file)
        return systemError(errno, "The file could not be opened", path.string());
    struct stat known { };
    if (::fstat(::fileno(source.m_file.get()), &known) == 0 && S_ISREG(known.st_mode))
        source.m_size = static_cast<std::uint64_t>(known.st_size);
    return source;
}

Result<bool> ByteSource::read(std::string& out, std::size_t want) {
    if (m_end)
        return false;
    // Room is made, and cleared, for what is there: of many small files that is most of the work.
    // One byte more shows the end.
    if (m_size > m_read)
        want = static_cast<std::size_t>(std::min<std::uint64_t>(want, m_size - m_read + 1));
    std::string& into = m_from ? m_raw : out;
    if (m_from)
        m_raw.clear();
    const std::size_t old = into.size();
    into.resize(old + want);
    const std::size_t got = std::fread(into.data() + old, 1, want, m_file.get());
    into.resize(old + got);
    if (got < want && std::ferror(m_file.get()))
        return systemError(errno, "The file could not be read", m_path);
    m_read += got;
    m_end = got < want;
    if (m_from)
        if (auto done = convert(out); !done)
            return done.error();
    return got > 0;
}

Result<void> ByteSource::convert(std::string& out) {
    const std::size_t start = out.size();
    const char* at = m_raw.data();
    const char* end = at + m_raw.size();
    char16_t* pivot = m_pivot.data();
    if (m_first)
        m_pivotSource = m_pivotTarget = pivot;
    bool reset = m_first;
    for (;;) {
        const std::size_t old = out.size();
        out.resize(old + std::max<std::size_t>(kPivot, m_raw.size()));
        char* target = out.data() + old;
        UErrorCode status = U_ZERO_ERROR;
        ucnv_convertEx(m_to.get(), m_from.get(), &target, out.data() + out.size(), &at, end, pivot,
            &m_pivotSource, &m_pivotTarget, pivot + m_pivot.size(), reset, m_end, &status);
        reset = false;
        out.resize(static_cast<std::size_t>(target - out.data()));
        if (status == U_BUFFER_OVERFLOW_ERROR)
            continue;
        if (U_FAILURE(status))
            return Error{ErrorCode::BadEncoding,
                "The text is not " + m_encoding + " near byte "
                    + std::to_string(m_read - static_cast<std::uint64_t>(end - at)),
                m_path, "Choose another encoding, or mend the file."};
        break;
    }
    if (m_first && std::string_view(out).substr(start, 3) == "\xEF\xBB\xBF")
        out.erase(start, 3);
    m_first = false;
    return {};
}

Result<std::string> readTextFile(
    const std::filesystem::path& path, const std::string& encoding, std::uint64_t largest) {
    auto source = ByteSource::open(path, encoding);
    if (!source)
        return source.error();
    std::string text;
    for (;;) {
        auto more = source->read(text, std::size_t{1} << 20);
        if (!more)
            return more.error();
        if (text.size() > largest)
            return Error{ErrorCode::BadFormat,
                "The file is larger than " + std::to_string(largest >> 20) + " MB", path.string(),
                "Cut it into smaller files."};
        if (!*more)
            break;
    }
    if (text.rfind("\xEF\xBB\xBF", 0) == 0)
        text.erase(0, 3);
    if (auto valid = requireUtf8(text, path.string()); !valid)
        return valid.error();
    if (const auto nul = text.find('\0'); nul != std::string::npos)
        return Error{ErrorCode::BadFormat, "There is a NUL byte at byte " + std::to_string(nul),
            path.string(), "Check that this is a text file; UTF-16 must be converted to UTF-8."};
    return text;
}

} // namespace evenspan::io
