// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/conllu.h"

#include "core/io/formats.h"
#include "core/io/reading.h"

namespace evenspan::io {

std::string escapeSpaces(std::string_view text) {
    std::string out;
    for (const char c : text)
        switch (c) {
        case ' ':
            out += "\\s";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '|':
            out += "\\p";
            break;
        case '\\':
            out += "\\\\";
            break;
        default:
            out += c;
        }
    return out;
}

std::string unescapeSpaces(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        out += c == 's' ? ' '
            : c == 't'  ? '\t'
            : c == 'n'  ? '\n'
            : c == 'r'  ? '\r'
            : c == 'p'  ? '|'
                        : c;
    }
    return out;
}

std::optional<ConlluColumns> conlluColumns(std::string_view globalColumns) {
    ConlluColumns columns;
    columns.plus = true;
    columns.misc.reset();
    bool id = false, form = false;
    for (const auto name : splitAt(globalColumns, ' ')) {
        if (name.empty())
            continue;
        const auto at = columns.names.size();
        columns.names.emplace_back(name);
        if (name == "ID")
            columns.id = at, id = true;
        else if (name == "FORM")
            columns.form = at, form = true;
        else if (name == "MISC")
            columns.misc = at;
        else if (name.size() >= 3 && name.substr(name.size() - 3) == kConlluNer)
            columns.ner = at;
    }
    columns.count = columns.names.size();
    if (!id || !form)
        return std::nullopt;
    return columns;
}

namespace {

int sniffConllu(const FileHead& head, std::vector<std::string>& reasons) {
    if (head.bytes.rfind("# global.columns", 0) == 0) {
        reasons = {"the first line names the columns of CoNLL-U Plus"};
        return 97;
    }
    LineCursor lines(head.bytes);
    std::string_view line;
    while (lines.next(line)) {
        if (line.empty() || line.front() == '#')
            continue;
        const auto cells = splitAt(line, '\t');
        const auto id = cells.front();
        if (cells.size() != 10 || (id != "1" && id.rfind("1-", 0) != 0 && id != "0.1"))
            return 0;
        const bool head7 = cells[6] == "_" || wholeNumber(cells[6]).has_value();
        if (!head7)
            return 0;
        reasons = {"ten columns that start with the word's number, as in CoNLL-U"};
        return 95;
    }
    return 0;
}

} // namespace

Format conlluFormat() {
    return {"conllu", "CoNLL-U", sniffConllu, readConllu, makeConlluWriter};
}

Format conlluPlusFormat() {
    return {"conllu-plus", "CoNLL-U Plus", nullptr, readConllu, makeConlluPlusWriter};
}

} // namespace evenspan::io
