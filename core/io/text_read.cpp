// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace evenspan::io {

std::vector<std::pair<std::size_t, std::size_t>> textParts(
    std::string_view text, const std::string& unit) {
    if (unit == "file")
        return {{0, text.size()}};
    std::vector<std::pair<std::size_t, std::size_t>> out;
    bool open = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        auto line = text.substr(at, end - at);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        const bool blank = line.find_first_not_of(" \t") == std::string_view::npos;
        if (!blank && open && unit == "paragraph")
            out.back().second = at + line.size();
        else if (!blank)
            out.emplace_back(at, at + line.size());
        open = !blank;
        at = end + 1;
    }
    return out;
}

namespace {

int sniffText(const FileHead& head, std::vector<std::string>& reasons) {
    const auto ending = head.path.extension();
    if (ending == ".txt" || ending == ".text" || ending == ".md") {
        reasons = {"the file is named as plain text"};
        return 50;
    }
    return 0;
}

Error emptyFile(const ReadJob& job) {
    return {ErrorCode::Empty, "The file is empty", job.path().string(), "Choose another file."};
}

// Hands on the lines or paragraphs of a file of which no more than one is held.
class PartReader {
public:
    PartReader(ReadJob& job, ByteSource source, const std::string& unit)
        : m_job(job)
        , m_source(std::move(source))
        , m_unit(unit) { }

    Result<void> run() {
        std::string bytes; // begins at a line's start
        std::uint64_t passed = 0;
        bool first = true;
        for (bool more = true; more;) {
            auto read = m_source.read(bytes, std::max(kBlock, bytes.size()));
            if (!read)
                return read.error();
            more = *read;
            if (first && bytes.rfind("\xEF\xBB\xBF", 0) == 0)
                bytes.erase(0, 3);
            if (first && bytes.empty())
                return emptyFile(m_job);
            first = false;
            if (auto done = check(bytes, more, passed); !done)
                return done;
            const auto cut = more ? lastCut(bytes) : bytes.size();
            if (auto done = deliver(std::string_view(bytes).substr(0, cut)); !done)
                return done;
            bytes.erase(0, cut);
            passed += cut;
            m_checked -= cut;
            if (bytes.size() > kLargest)
                return Error{ErrorCode::BadFormat, "A " + m_unit + " is larger than 1024 MB",
                    m_job.path().string(), "Cut it into smaller files."};
        }
        return {};
    }

private:
    static constexpr std::size_t kBlock = std::size_t{1} << 18, kLargest = std::size_t{1} << 30;

    Result<void> check(std::string_view bytes, bool more, std::uint64_t passed) {
        const auto fresh = bytes.substr(m_checked);
        const auto place = [&](std::size_t at) { return std::to_string(passed + m_checked + at); };
        const auto bad = firstInvalidUtf8(fresh);
        // A character that the block's end cuts in two is looked at with the next one.
        const bool cut = bad && more && *bad + 4 > fresh.size();
        if (bad && !cut)
            return Error{ErrorCode::BadEncoding, "The text is not UTF-8 at byte " + place(*bad),
                m_job.path().string(), "Convert it to UTF-8 first, for example with iconv."};
        const auto sound = fresh.substr(0, bad.value_or(fresh.size()));
        if (const auto nul = sound.find('\0'); nul != std::string_view::npos)
            return Error{ErrorCode::BadFormat, "There is a NUL byte at byte " + place(nul),
                m_job.path().string(),
                "Check that this is a text file; UTF-16 must be converted to UTF-8."};
        m_checked += sound.size();
        return {};
    }

    // Behind the last line that ends, or that is blank.
    std::size_t lastCut(std::string_view bytes) const {
        for (auto end = bytes.rfind('\n'); end != std::string_view::npos;) {
            if (m_unit == "line")
                return end + 1;
            const auto before = end > 0 ? bytes.rfind('\n', end - 1) : std::string_view::npos;
            const auto begin = before == std::string_view::npos ? 0 : before + 1;
            auto line = bytes.substr(begin, end - begin);
            if (!line.empty() && line.back() == '\r')
                line.remove_suffix(1);
            if (line.find_first_not_of(" \t") == std::string_view::npos)
                return end + 1;
            end = before;
        }
        return 0;
    }

    Result<void> deliver(std::string_view bytes) {
        for (const auto& [begin, end] : textParts(bytes, m_unit)) {
            DocumentDraft document;
            document.text = bytes.substr(begin, end - begin);
            document.name = m_job.path().stem().string() + ":" + std::to_string(++m_number);
            if (auto done = m_job.deliver(std::move(document)); !done)
                return done;
        }
        return m_job.step(m_source.bytes());
    }

    ReadJob& m_job;
    ByteSource m_source;
    std::string m_unit;
    std::size_t m_checked = 0; // of the bytes held
    std::uint64_t m_number = 0;
};

Result<void> readText(ReadJob& job) {
    const std::string unit = job.options().unit.empty() ? "file" : job.options().unit;
    if (unit != "file" && unit != "line" && unit != "paragraph")
        return Error{ErrorCode::InvalidArgument, "A text cannot be cut in this way", unit,
            "Choose file, line or paragraph."};
    job.report().unit = unit;
    if (unit == "file") {
        auto text = job.text();
        if (!text)
            return text.error();
        if (text->empty())
            return emptyFile(job);
        DocumentDraft document;
        document.text = std::move(*text);
        document.name = job.path().stem().string();
        return job.deliver(std::move(document));
    }
    auto source = ByteSource::open(job.path(), job.encoding());
    if (!source)
        return source.error();
    return PartReader(job, std::move(*source), unit).run();
}

} // namespace

Format textFormat() {
    return {"text", "Plain text", sniffText, readText, makeTextWriter};
}

} // namespace evenspan::io
