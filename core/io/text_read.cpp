// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/io/formats.h"
#include "core/text/grid.h"
#include "core/text/utf8.h"

namespace evenspan::io {

namespace {

constexpr std::uint64_t kLargestText = std::uint64_t{1} << 30;

Result<void> checkText(std::string_view text, const std::string& where) {
    if (auto valid = requireUtf8(text, where); !valid)
        return valid;
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        return Error{ErrorCode::BadFormat, "There is a NUL byte at byte " + std::to_string(nul),
            where, "Check that this is a text file; UTF-16 must be converted to UTF-8."};
    return {};
}

} // namespace

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

int sniffText(const std::filesystem::path& path, std::vector<std::string>& reasons) {
    const auto ending = path.extension();
    if (ending == ".txt" || ending == ".text" || ending == ".md") {
        reasons = {"the file is named as plain text"};
        return 50;
    }
    return 0;
}

Result<void> readText(const std::filesystem::path& path, const ImportOptions& options,
    DocumentSink& sink, ImportReport& report, const std::stop_token& stop,
    const ImportProgress& progress) {
    const std::string unit = options.unit.empty() ? "file" : options.unit;
    if (unit != "file" && unit != "line" && unit != "paragraph")
        return Error{ErrorCode::InvalidArgument, "A text cannot be cut in this way", unit,
            "Choose file, line or paragraph."};
    auto bytes = readFile(path, kLargestText);
    if (!bytes)
        return bytes.error();
    std::string_view text = *bytes;
    if (text.rfind("\xEF\xBB\xBF", 0) == 0)
        text.remove_prefix(3);
    if (auto valid = checkText(text, path.string()); !valid)
        return valid;
    if (text.empty())
        return Error{ErrorCode::Empty, "The file is empty", path.string(), "Choose another file."};
    report.unit = unit;
    std::uint64_t number = 0;
    for (const auto& [begin, end] : textParts(text, unit)) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Stopped; nothing was imported", path.string(), {}};
        DocumentDraft document;
        document.text = text.substr(begin, end - begin);
        auto grid = makeGrid(document.text);
        if (!grid)
            return grid.error();
        document.grid = std::move(*grid);
        document.name =
            path.stem().string() + (unit == "file" ? "" : ":" + std::to_string(++number));
        document.split = options.split;
        if (auto done = deliver(std::move(document), sink, report); !done)
            return done;
        if (progress)
            progress(end, bytes->size());
    }
    return {};
}

} // namespace evenspan::io
