// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/app/inspect/inspection.h"
#include "core/metrics/mention_cases.h"
#include "core/metrics/slices.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace evenspan {

// One case of one sentence (core/metrics/mention_cases.h). Without gold every case is Spurious and
// its class is "predicted".
struct TableCase {
    std::uint32_t sentence = 0; // place in Inspection::sentences
    CaseKind kind = CaseKind::Right;
    bool otherType = false;
    std::vector<Mention> gold, predicted; // words of the sentence
    double score = std::numeric_limits<double>::quiet_NaN(); // lowest of its predicted
    std::string text; // of the gold, else of the predicted words
    std::uint32_t begin = 0, end = 0; // words from the first to the last of either side
};

// What a case is filtered, grouped and sliced by: a name and a value for each case.
//   class      caseKindName(), or "predicted"     type    the label of the main mention
//   gold, predicted   label, or "none"            length  words: "1", "2", "3", "4+"
//   subwords   pieces of the encoder: "1" … "4", "5–8", "9+"; only where its tokenizer is there
//   casing, script, position ("first", "inside", "last")
//   seen       in training with this label: "seen"; with others alone: "other label"; "unseen"
//   score      "0.0–0.5", "0.5–0.7", "0.7–0.9", "0.9–0.99", "0.99–1.0", "none"
//   meta:KEY of the document, attr:KEY of the labelled entity; where it has none: ""
// The main mention is the first of the gold, or the first predicted where there is none. The
// predicted label of a case with several is that of the one that shares most words with it.
struct TableColumn {
    std::string name;
    std::vector<std::string> values; // sorted: a number, then its order
    std::vector<std::uint32_t> of; // of each case: place in `values`
};

struct MentionFilter {
    // Any of the values of a column; every column that is named must agree.
    std::map<std::string, std::set<std::string>> wanted;
    std::string text; // contained in the words of the case, letters a–z in either case; empty: any
    // Cases with a word that is labelled and marked so ("none": not at all).
    std::optional<std::pair<std::string, std::string>> word;
    bool empty() const { return wanted.empty() && text.empty() && !word; }
};

struct TableGroup {
    std::string value;
    std::uint64_t count = 0;
    std::uint64_t right = 0;
};

// All cases of an inspection in columns: a filter over 50,000 cases is a walk over numbers.
class MentionTable {
public:
    // `seen`: which labels each string has in training; null: the column is left out. `pieces`: how
    // many sub-words some words have; empty: the column is left out.
    using Seen = std::map<std::string, std::set<std::string>>;
    using Pieces = std::function<std::size_t(const InspectedSentence&, const Mention&)>;
    MentionTable(const Inspection& inspection, const Seen* seen, const Pieces& pieces);

    std::size_t size() const { return m_cases.size(); }
    const TableCase& at(std::size_t row) const { return m_cases[row]; }
    const std::vector<TableColumn>& columns() const { return m_columns; }
    const TableColumn* column(const std::string& name) const; // null: there is none
    const std::string& value(std::size_t row, const TableColumn& column) const {
        return column.values[column.of[row]];
    }

    // Rows that pass, ascending.
    std::vector<std::uint32_t> select(const MentionFilter& filter) const;
    // Sorts rows by a column, or by "text", "score" (the number; NaN last) or "document"; stable.
    void sort(std::vector<std::uint32_t>& rows, const std::string& by, bool descending) const;
    // How often each value of a column stands in the rows; in the order of values, without those
    // that do not.
    std::vector<TableGroup> groups(
        const std::vector<std::uint32_t>& rows, const std::string& column) const;

    // Gold label by predicted label with "none" last on both sides. By case, each counted once, so
    // a cell is what select() finds for {gold, predicted}; or by word.
    struct Matrix {
        std::vector<std::string> labels; // "none" is the last
        std::vector<std::uint64_t> cells; // row after row
        std::uint64_t at(std::size_t row, std::size_t column) const {
            return cells[row * labels.size() + column];
        }
    };
    Matrix byCase() const;
    Matrix byWord() const;

    // Slices that differ most from the rest: of cases with gold (was it found?) or of cases with
    // something marked (is it right?). A slice of n holds n cases. Errors: Cancelled.
    Result<std::vector<Slice>> slices(bool found, std::stop_token stop = {}) const;

private:
    using Cell = std::pair<std::string, std::string>; // gold, predicted
    void addCases(const Inspection& inspection);
    void addWords(const InspectedSentence& sentence, std::size_t from);
    void addColumns(const Inspection& inspection, const Seen* seen, const Pieces& pieces);
    void addColumn(const std::string& name, std::vector<std::string> values);
    void order();
    std::vector<TableCase> m_cases;
    std::vector<TableColumn> m_columns;
    std::vector<std::uint32_t> m_byText; // place of each case among all, by text
    std::vector<std::string> m_folded; // text in small letters a–z
    std::map<Cell, std::uint64_t> m_words; // how many words
    std::map<Cell, std::vector<std::uint32_t>> m_rowsOfWord; // cases that hold one
};

} // namespace evenspan
