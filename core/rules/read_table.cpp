// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of phrases: RFC 4180 with comma, semicolon or tab.
#include "core/rules/rule_file_parts.h"

#include <algorithm>
#include <array>

namespace evenspan::rules {

namespace {

constexpr std::size_t kLongestField = std::size_t{1} << 16; // bytes; beyond, a quotation is open

constexpr std::array kPhraseNames{"phrase", "phrases", "pattern", "text", "term", "entity", "name",
    "value", "surface", "string", "word", "entry", "title", "mention", "词", "词语", "短语",
    "名称"};
constexpr std::array kLabelNames{
    "label", "labels", "type", "tag", "category", "class", "entity_type", "标签", "类型", "类别"};

struct Row {
    std::vector<std::string> fields;
    std::uint64_t line = 0; // where it begins
};

class Rows {
public:
    Rows(Lines& lines, char separator)
        : m_lines(lines)
        , m_separator(separator) { }

    // '\0': the whole line is one field.
    Result<bool> next(Row& row) {
        std::string_view line;
        auto more = m_lines.next(line);
        if (!more || !*more)
            return more;
        row.fields.clear();
        row.line = m_lines.number();
        if (m_separator == '\0') {
            row.fields.emplace_back(line);
            return true;
        }
        std::string held;
        for (std::size_t at = 0;;) {
            std::string field;
            if (at < line.size() && line[at] == '"') {
                ++at;
                for (;;) {
                    if (at >= line.size()) { // the field goes on behind the end of the line
                        field += '\n';
                        if (field.size() > kLongestField)
                            return unclosed(row.line);
                        auto further = m_lines.next(line);
                        if (!further)
                            return further;
                        if (!*further)
                            return unclosed(row.line);
                        at = 0;
                        continue;
                    }
                    if (line[at] != '"') {
                        field += line[at++];
                        continue;
                    }
                    ++at;
                    if (at >= line.size() || line[at] != '"')
                        break;
                    field += line[at++];
                }
            }
            const std::size_t end = std::min(line.find(m_separator, at), line.size());
            field += line.substr(at, end - at);
            row.fields.push_back(std::move(field));
            if (end == line.size())
                return true;
            at = end + 1;
        }
    }

private:
    Error unclosed(std::uint64_t line) const {
        return {ErrorCode::BadFormat, "A quotation begins here and is never closed",
            m_lines.place(line),
            "Close it, or double the quotation mark where it belongs to the phrase: \"\"."};
    }

    Lines& m_lines;
    char m_separator;
};

char separatorOf(std::string_view first, const std::string& where) {
    if (where.ends_with(".txt") || where.ends_with(".lst") || where.ends_with(".list"))
        return first.find('\t') == std::string_view::npos ? '\0' : '\t';
    const auto count = [&](char wanted) {
        bool inside = false;
        std::size_t out = 0;
        for (const char c : first) {
            inside = inside != (c == '"');
            out += !inside && c == wanted ? 1 : 0;
        }
        return out;
    };
    if (where.ends_with(".tsv") || count('\t') > 0)
        return '\t';
    return count(';') > count(',') ? ';' : ',';
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\n");
    return first == std::string_view::npos
        ? std::string_view()
        : text.substr(first, text.find_last_not_of(" \t\n") + 1 - first);
}

template <std::size_t N>
std::size_t columnNamed(const Row& head, const std::array<const char*, N>& names) {
    for (const char* name : names)
        for (std::size_t i = 0; i < head.fields.size(); ++i)
            if (lowered(trimmed(head.fields[i])) == name)
                return i;
    return head.fields.size();
}

} // namespace

Result<void> readTable(Lines& lines, const RuleFileOptions& options, Gathering& into) {
    std::string_view first;
    if (auto any = lines.peek(first); !any)
        return any.error();
    Rows rows(lines, separatorOf(first, lines.where()));
    Row row;
    auto more = rows.next(row);
    if (!more)
        return more.error();
    std::size_t phrase = columnNamed(row, kPhraseNames), label = columnNamed(row, kLabelNames);
    const std::size_t columns = row.fields.size();
    const bool head = phrase < columns || (label < columns && columns > 1);
    if (!head) {
        phrase = 0;
        label = 1;
        if (columns > 1)
            into.report().warnings.push_back(
                "The file has no head: the first column was read as phrases, the second as labels");
    } else {
        if (phrase == columns) { // the first that is not the labels
            phrase = label == 0 ? 1 : 0;
            into.report().warnings.push_back("No column is called \"phrase\": column "
                + std::to_string(phrase + 1) + " was read as phrases");
        }
        for (std::size_t i = 0; i < columns; ++i)
            if (i != phrase && i != label)
                into.report().warnings.push_back(
                    "Column " + std::to_string(i + 1) + " was not read");
        if (more = rows.next(row); !more)
            return more.error();
    }
    for (; *more;) {
        const bool blank = std::all_of(row.fields.begin(), row.fields.end(),
            [](const std::string& field) { return trimmed(field).empty(); });
        const std::string_view text =
            phrase < row.fields.size() ? trimmed(row.fields[phrase]) : std::string_view();
        std::string name(
            label < row.fields.size() ? trimmed(row.fields[label]) : std::string_view());
        if (name.empty())
            name = options.label;
        if (blank) {
            // An empty line between entries holds nothing that could be lost.
        } else if (text.empty()) {
            into.lose(row.line, "the phrase is empty");
        } else if (name.empty()) {
            into.lose(row.line, "there is no label");
        } else if (row.fields.size() > std::max<std::size_t>(columns, 2)) {
            into.lose(row.line, "there are more columns than in the first line");
        } else {
            into.phrase(text, name, options.matchCase, row.line);
        }
        if (more = rows.next(row); !more)
            return more.error();
    }
    return {};
}

} // namespace evenspan::rules
