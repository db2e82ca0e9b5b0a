// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a spreadsheet as names and templates of a suite.
#include "core/fairness/suite_draft.h"

#include "core/text/ascii.h"
#include "core/text/csv.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

namespace evenspan::fairness {

namespace {

using Table = std::vector<std::vector<std::string>>;

std::string trimmedCell(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// What a spreadsheet puts on the clipboard is RFC 4180 with tabs in the place of commas.
bool readTabs(std::string_view text, Table& rows) {
    std::string swapped(text);
    // No control character may come through this as another one.
    for (char& c : swapped)
        c = c == '\t' ? ',' : c == ',' ? '\t' : c;
    if (!readCsv(swapped, rows))
        return false;
    for (auto& row : rows)
        for (auto& cell : row)
            for (char& c : cell)
                c = c == '\t' ? ',' : c == ',' ? '\t' : c;
    return true;
}

Result<Table> readTable(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    if (auto sound = requireUtf8(text, "table"); !sound)
        return sound.error();
    Table rows;
    const bool tabs = text.find('\t') != std::string_view::npos;
    if (!(tabs ? readTabs(text, rows) : readCsv(text, rows)))
        return Error{ErrorCode::BadFormat, "A quote is not closed", "end of the table",
            "Close it, or write a quote inside a cell twice."};
    for (auto& row : rows)
        for (auto& cell : row)
            cell = trimmedCell(cell);
    std::erase_if(rows, [](const auto& row) {
        return std::all_of(row.begin(), row.end(), [](const auto& cell) { return cell.empty(); });
    });
    return rows;
}

// The place of each column where the first row names them; nothing where it is a row like others.
template <std::size_t N>
std::optional<std::array<std::size_t, N>> headOf(const std::vector<std::string>& row,
    const std::array<const char*, N>& keys, const std::vector<std::string>& heads,
    std::size_t needed) {
    std::array<std::size_t, N> out;
    out.fill(std::size_t(-1));
    for (std::size_t i = 0; i < row.size(); ++i)
        for (std::size_t k = 0; k < N; ++k)
            if (out[k] == std::size_t(-1)
                && (asciiLower(row[i]) == keys[k]
                    || (k < heads.size() && asciiLower(row[i]) == asciiLower(heads[k]))))
                out[k] = i;
    const bool all = std::all_of(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(needed),
        [](auto at) { return at != std::size_t(-1); });
    return all ? std::optional(out) : std::nullopt;
}

std::string cellOf(const std::vector<std::string>& row, std::size_t at) {
    return at < row.size() ? row[at] : std::string();
}

} // namespace

Result<std::vector<DraftName>> namesFromTable(
    std::string_view text, const std::vector<std::string>& heads) {
    auto rows = readTable(text);
    if (!rows)
        return rows.error();
    std::vector<DraftName> out;
    if (rows->empty())
        return out;
    constexpr std::array keys{"name", "group", "frequency", "position", "script", "unit"};
    const auto head = headOf(rows->front(), keys, heads, 2);
    const std::array<std::size_t, 6> plain{0, 1, 2, 3, 4, 5};
    const auto& at = head ? *head : plain;
    for (std::size_t r = head ? 1 : 0; r < rows->size(); ++r) {
        const auto& row = (*rows)[r];
        DraftName name{cellOf(row, at[0]), {}, cellOf(row, at[2]), cellOf(row, at[3]),
            cellOf(row, at[4]), cellOf(row, at[5])};
        const std::string groups = cellOf(row, at[1]);
        std::size_t from = 0;
        do {
            const auto to = std::min(groups.find('|', from), groups.size());
            name.group = trimmedCell(std::string_view(groups).substr(from, to - from));
            out.push_back(name);
            from = to + 1;
        } while (from <= groups.size());
    }
    return out;
}

std::string draftNamesToCsv(const SuiteDraft& draft) {
    std::string out = "name,group,frequency,position,script,unit\n";
    for (const auto& each : draft.names)
        out += csvCell(each.text) + ',' + csvCell(each.group) + ',' + csvCell(each.frequency) + ','
            + csvCell(each.position) + ',' + csvCell(each.script) + ',' + csvCell(each.unit) + '\n';
    return out;
}

std::string freeTemplateId(const std::vector<SuiteTemplate>& taken) {
    for (std::size_t number = taken.size() + 1;; ++number) {
        const std::string id = "t" + std::to_string(number);
        if (std::none_of(
                taken.begin(), taken.end(), [&](const auto& each) { return each.id == id; }))
            return id;
    }
}

Result<std::vector<SuiteTemplate>> templatesFromTable(std::string_view text,
    const std::vector<SuiteTemplate>& taken, const std::vector<std::string>& heads) {
    // A sentence holds commas: without tabs, and without quotes, a line is a sentence.
    Table rows;
    if (text.find('\t') == std::string_view::npos && text.find('"') == std::string_view::npos) {
        if (auto sound = requireUtf8(text, "table"); !sound)
            return sound.error();
        for (std::size_t from = 0; from < text.size();) {
            const auto to = std::min(text.find('\n', from), text.size());
            if (auto line = trimmedCell(text.substr(from, to - from)); !line.empty())
                rows.push_back({std::move(line)});
            from = to + 1;
        }
    } else {
        auto read = readTable(text);
        if (!read)
            return read.error();
        rows = std::move(*read);
    }
    std::vector<SuiteTemplate> all = taken, out;
    if (rows.empty())
        return out;
    constexpr std::array keys{"id", "text"};
    const auto head = headOf(rows.front(), keys, heads, 2);
    for (std::size_t r = head ? 1 : 0; r < rows.size(); ++r) {
        const auto& row = rows[r];
        SuiteTemplate one = head ? SuiteTemplate{cellOf(row, (*head)[0]), cellOf(row, (*head)[1])}
            : row.size() == 1    ? SuiteTemplate{{}, row[0]}
                                 : SuiteTemplate{row[0], row[1]};
        if (one.id.empty() || std::any_of(all.begin(), all.end(), [&](const auto& each) {
                return each.id == one.id;
            }))
            one.id = freeTemplateId(all);
        all.push_back(one);
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace evenspan::fairness
