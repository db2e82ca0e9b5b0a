// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats.h"

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

Result<void> readText(ReadJob& job) {
    const std::string unit = job.options().unit.empty() ? "file" : job.options().unit;
    if (unit != "file" && unit != "line" && unit != "paragraph")
        return Error{ErrorCode::InvalidArgument, "A text cannot be cut in this way", unit,
            "Choose file, line or paragraph."};
    auto text = job.text();
    if (!text)
        return text.error();
    if (text->empty())
        return Error{
            ErrorCode::Empty, "The file is empty", job.path().string(), "Choose another file."};
    job.report().unit = unit;
    std::uint64_t number = 0;
    for (const auto& [begin, end] : textParts(*text, unit)) {
        DocumentDraft document;
        document.text = text->substr(begin, end - begin);
        document.name =
            job.path().stem().string() + (unit == "file" ? "" : ":" + std::to_string(++number));
        if (auto done = job.deliver(std::move(document)); !done)
            return done;
        if (auto done = job.step(end); !done)
            return done;
    }
    return {};
}

} // namespace

Format textFormat() {
    return {"text", "Plain text", sniffText, readText, makeTextWriter};
}

} // namespace evenspan::io
