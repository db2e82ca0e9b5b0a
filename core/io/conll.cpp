// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/conll.h"

#include <charconv>

namespace evenspan::io {

namespace {

constexpr std::size_t kColumnsOffered = 40; // for the tags

int sniffConll(const FileHead& head, std::vector<std::string>& reasons) {
    const auto layout = findConllLayout(head.path, head.encoding);
    if (!layout)
        return 0;
    reasons = layout->reasons;
    if (layout->tagColumn)
        return 90;
    const auto ending = head.path.extension();
    return ending == ".conll" || ending == ".iob" || ending == ".iob2" || ending == ".bio" ? 60 : 0;
}

// The setting "label" names the column of the tags by its number from 1, or none.
Result<void> takeTagColumn(ReadJob& job, ConllLayout& layout) {
    const auto asked = job.setting("label");
    if (asked == "none") {
        layout.tagColumn.reset();
    } else if (!asked.empty()) {
        std::size_t number = 0;
        const auto end = asked.data() + asked.size();
        const auto read = std::from_chars(asked.data(), end, number);
        if (read.ec != std::errc() || read.ptr != end || number > layout.columns
            || number <= layout.tokenColumn + 1)
            return Error{ErrorCode::InvalidArgument, "The file has no such column of tags", asked,
                "Choose a column behind the words, from " + std::to_string(layout.tokenColumn + 2)
                    + " to " + std::to_string(layout.columns) + ", or none."};
        layout.tagColumn = number - 1;
    }
    if (layout.declared || layout.columns <= 2)
        return {}; // nothing to choose from
    std::vector<std::string> others;
    for (std::size_t c = 0; c < layout.columns && c < kColumnsOffered; ++c)
        if (c > layout.tokenColumn)
            others.push_back(std::to_string(c + 1));
    others.emplace_back("none");
    job.found("label", layout.tagColumn ? std::to_string(*layout.tagColumn + 1) : "none",
        asked.empty() ? layout.reasons.back() : "asked for", std::move(others));
    return {};
}

Result<void> readConll(ReadJob& job) {
    auto layout = findConllLayout(job.path(), job.encoding());
    if (!layout)
        return layout.error();
    if (auto taken = takeTagColumn(job, *layout); !taken)
        return taken;
    const auto& asked = job.options().scheme;
    if (layout->tagColumn && (asked || layout->declared)) {
        const auto scheme = asked ? asked : layout->declared;
        return readColumns(job, std::move(*layout), scheme, {});
    }
    auto tags = findConllTags(job.path(), *layout, job.stop(), job.encoding());
    if (!tags)
        return tags.error();
    const auto scheme = tags->scheme;
    return readColumns(job, std::move(*layout), scheme, std::move(*tags));
}

} // namespace

Format conllFormat() {
    return {"conll", "CoNLL columns", sniffConll, readConll, makeConllWriter, "label"};
}

} // namespace evenspan::io
