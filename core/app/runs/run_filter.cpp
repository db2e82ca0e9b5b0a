// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/run_table.h"
#include "core/base/nearest.h"
#include "core/text/letter_case.h"

#include <algorithm>
#include <charconv>

namespace evenspan {

namespace {

constexpr const char* kSearched[] = {"name", "model", "tags", "note"}; // by a word alone

// Terms as they are typed; quotes keep blanks together and are taken away.
std::vector<std::string> cut(const std::string& text) {
    std::vector<std::string> out;
    std::string word;
    bool quoted = false, any = false;
    for (const char c : text + " ") {
        if (c == '"') {
            quoted = !quoted;
            any = true;
        } else if (!quoted && (c == ' ' || c == '\t')) {
            if (!word.empty() || any)
                out.push_back(word);
            word.clear();
            any = false;
        } else {
            word += c;
        }
    }
    if (!word.empty()) // a quote that is not closed
        out.push_back(word.substr(0, word.size() - 1));
    return out;
}

bool contains(const std::string& text, const std::string& folded) {
    return lowerCase(text).find(folded) != std::string::npos;
}

std::optional<double> numberOf(const std::string& text) {
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                   : std::nullopt;
}

} // namespace

Result<RunFilter> RunFilter::parse(const std::string& text, const std::vector<RunColumn>& columns) {
    RunFilter out;
    std::vector<std::string> keys{"tag", "star", "archived"};
    for (const auto& column : columns)
        if (column.kind != RunColumn::Time)
            keys.push_back(column.id);
    for (std::string word : cut(text)) {
        Term term;
        if (word.size() > 1 && word[0] == '-') {
            term.denied = true;
            word.erase(0, 1);
        }
        if (word[0] == '#') {
            term.kind = Term::Tag;
            term.text = lowerCase(word.substr(1));
            out.m_terms.push_back(std::move(term));
            continue;
        }
        const auto at = word.find_first_of(":<>=");
        if (at == std::string::npos || at == 0 || !Formula::isName(word.substr(0, at))) {
            term.text = lowerCase(word);
            out.m_terms.push_back(std::move(term));
            continue;
        }
        term.key = word.substr(0, at);
        if (std::find(keys.begin(), keys.end(), term.key) == keys.end()) {
            // Such as "run:base" of a model: a part of a word.
            if (word[at] == ':' && term.key == "run") {
                term.text = lowerCase(word);
                out.m_terms.push_back(std::move(term));
                continue;
            }
            const auto near = nearestWord(term.key, keys);
            return Error{ErrorCode::InvalidArgument, "There is no such column", term.key,
                near.empty() ? "Filter by a column such as f1, model or epochs, or put the words "
                               "in double quotes."
                             : "Did you mean " + near + "?"};
        }
        std::size_t end = at + 1;
        if (word[at] != ':' && word[at] != '=' && end < word.size() && word[end] == '=')
            ++end;
        const std::string relation = word.substr(at, end - at), value = word.substr(end);
        if (relation == ":") {
            const bool yes = value == "yes", no = value == "no";
            if ((term.key == "star" || term.key == "archived") && !yes && !no)
                return Error{ErrorCode::InvalidArgument, "This is yes or no", term.key,
                    "Write " + term.key + ":yes or " + term.key + ":no."};
            term.kind = term.key == "tag" ? Term::Tag
                : term.key == "star"      ? Term::Star
                : term.key == "archived"  ? Term::Archived
                                          : Term::Part;
            term.number = yes ? 1 : 0;
            term.text = lowerCase(value);
        } else {
            const auto number = numberOf(value);
            if (!number)
                return Error{ErrorCode::InvalidArgument, "A number is missing", term.key,
                    "Write it behind the sign, such as " + term.key + relation
                        + "3; a part of a text stands behind a : instead."};
            term.kind = Term::Compare;
            term.relation = relation;
            term.number = *number;
        }
        out.m_terms.push_back(std::move(term));
    }
    return out;
}

bool RunFilter::holds(const Term& term, const TableRun& run) const {
    switch (term.kind) {
    case Term::Word:
        return std::any_of(std::begin(kSearched), std::end(kSearched), [&](const char* key) {
            const auto found = run.texts.find(key);
            return found != run.texts.end() && contains(found->second, term.text);
        });
    case Term::Tag:
        return std::any_of(run.marks.tags.begin(), run.marks.tags.end(), [&](const auto& tag) {
            return lowerCase(tag).compare(0, term.text.size(), term.text) == 0;
        });
    case Term::Part: {
        if (const auto text = run.texts.find(term.key); text != run.texts.end())
            return contains(text->second, term.text);
        const auto number = run.numbers.find(term.key);
        return number != run.numbers.end() && tableNumber(number->second) == term.text;
    }
    case Term::Star:
        return run.marks.star == (term.number != 0);
    case Term::Archived:
        return run.marks.archived == (term.number != 0);
    case Term::Compare: {
        const auto found = run.numbers.find(term.key);
        if (found == run.numbers.end())
            return false; // what is not known is neither more nor less
        const double value = found->second;
        return term.relation == "<" ? value < term.number
            : term.relation == "<=" ? value <= term.number
            : term.relation == ">"  ? value > term.number
            : term.relation == ">=" ? value >= term.number
                                    : value == term.number;
    }
    }
    return false;
}

bool RunFilter::matches(const TableRun& run) const {
    if (run.marks.trashed)
        return false;
    const bool asked = std::any_of(m_terms.begin(), m_terms.end(),
        [](const Term& term) { return term.kind == Term::Archived; });
    if (run.marks.archived && !asked)
        return false;
    return std::all_of(m_terms.begin(), m_terms.end(),
        [&](const Term& term) { return holds(term, run) != term.denied; });
}

} // namespace evenspan
