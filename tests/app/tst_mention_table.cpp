// SPDX-License-Identifier: GPL-3.0-or-later
// Filters, orders, groups and matrices of the mention table against naive ones, on random
// sentences.
#include "core/app/inspect/mention_table.h"
#include "core/base/rng.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace evenspan;

namespace {

const std::vector<std::string> kWords{"ada", "Bo", "NATO", "eBay", "Rhone", "x", "Łódź", "東京"};
const std::vector<std::string> kLabels{"A", "B", "C"};

std::vector<Mention> randomMentions(Philox& rng, std::uint32_t words) {
    std::vector<Mention> out;
    for (std::uint32_t at = 0; at < words;) {
        const auto length = 1 + std::uint32_t(rng.below(3));
        if (rng.below(3) == 0 && at + length <= words) {
            out.push_back({at, at + length, kLabels[rng.below(kLabels.size())]});
            at += length;
        } else {
            ++at;
        }
    }
    return out;
}

Inspection randomInspection(std::uint64_t seed, bool gold) {
    Philox rng(seed);
    Inspection out;
    out.gold = gold;
    for (std::int64_t document = 1; document <= 12; ++document) {
        auto& about = out.documents[document];
        about.name = "d" + std::to_string(document);
        if (document % 2)
            about.metadata["source"] = document % 3 ? "web" : "mail";
        std::uint32_t at = 0;
        for (std::uint32_t s = 0; s < 5; ++s) {
            InspectedSentence sentence;
            sentence.document = document;
            sentence.sentence = s;
            for (auto words = 1 + rng.below(9); words > 0; --words) {
                sentence.words.push_back(kWords[rng.below(kWords.size())]);
                sentence.blankBefore.push_back(sentence.words.size() > 1);
                sentence.places.push_back({at, at + 4});
                at += 5;
            }
            const auto size = std::uint32_t(sentence.words.size());
            if (gold)
                sentence.gold = randomMentions(rng, size);
            // Often the same as the gold, so that every class comes.
            sentence.predicted = gold && rng.below(2) ? sentence.gold : randomMentions(rng, size);
            for (std::size_t i = 0; i < sentence.predicted.size(); ++i)
                sentence.scores.push_back(rng.below(10) == 0 ? std::nan("") : rng.uniform());
            if (!sentence.gold.empty() && rng.below(2)) {
                const auto& first = sentence.gold.front();
                about.attributes[{sentence.places[first.begin].begin,
                    sentence.places[first.end - 1].end}]["sure"] = "yes";
            }
            out.sentences.push_back(std::move(sentence));
        }
    }
    return out;
}

std::string labelOf(const std::vector<Mention>& mentions, std::uint32_t word) {
    for (const auto& mention : mentions)
        if (mention.begin <= word && word < mention.end)
            return mention.label;
    return "none";
}

} // namespace

class MentionTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMentionStandsInOneCase() {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            const auto inspection = randomInspection(seed, true);
            const MentionTable table(inspection, nullptr, {});
            std::size_t gold = 0, predicted = 0;
            for (std::size_t row = 0; row < table.size(); ++row) {
                const auto& one = table.at(row);
                gold += one.gold.size();
                predicted += one.predicted.size();
                QVERIFY(one.begin < one.end);
                QVERIFY(!one.text.empty());
                for (const auto& column : table.columns())
                    QVERIFY(column.of[row] < column.values.size());
            }
            std::size_t allGold = 0, allPredicted = 0;
            for (const auto& sentence : inspection.sentences) {
                allGold += sentence.gold.size();
                allPredicted += sentence.predicted.size();
            }
            QCOMPARE(gold, allGold);
            QCOMPARE(predicted, allPredicted);
        }
    }

    void columnsSayWhatIsThere() {
        auto inspection = randomInspection(3, true);
        const MentionTable::Seen seen{{"ada", {"A"}}};
        const MentionTable table(
            inspection, &seen, [](const InspectedSentence&, const Mention& mention) -> std::size_t {
                return 2 * (mention.end - mention.begin);
            });
        const auto value = [&](std::size_t row, const char* name) {
            return table.value(row, *table.column(name));
        };
        for (std::size_t row = 0; row < table.size(); ++row) {
            const auto& one = table.at(row);
            const auto& main = one.gold.empty() ? one.predicted.front() : one.gold.front();
            const auto& sentence = inspection.sentences[one.sentence];
            const auto words = main.end - main.begin;
            QCOMPARE(value(row, "class"), std::string(caseKindName(one.kind)));
            QCOMPARE(value(row, "type"), main.label);
            QCOMPARE(value(row, "gold"), one.gold.empty() ? "none" : one.gold.front().label);
            QCOMPARE(value(row, "length"), words > 3 ? "4+" : std::to_string(words));
            QCOMPARE(value(row, "subwords"),
                2 * words > 4 ? std::string("5–8") : std::to_string(2 * words));
            QCOMPARE(value(row, "seen"),
                one.text != "ada"       ? std::string("unseen")
                    : main.label == "A" ? std::string("seen")
                                        : std::string("other label"));
            const auto& metadata = inspection.documents.at(sentence.document).metadata;
            QCOMPARE(value(row, "meta:source"),
                metadata.contains("source") ? metadata.at("source") : std::string());
            if (one.predicted.empty()) {
                QCOMPARE(value(row, "score"), std::string("none"));
                QVERIFY(std::isnan(one.score));
            }
        }
        QVERIFY(table.column("attr:sure"));
        QVERIFY(!table.column("no such column"));
    }

    void filtersEqualAWalk() {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            const auto inspection = randomInspection(seed, true);
            const MentionTable table(inspection, nullptr, {});
            Philox rng(seed);
            MentionFilter filter;
            for (auto left = rng.below(3); left > 0; --left) {
                const auto& column = table.columns()[rng.below(table.columns().size())];
                for (auto values = 1 + rng.below(2); values > 0; --values)
                    filter.wanted[column.name].insert(
                        column.values[rng.below(column.values.size())]);
            }
            if (rng.below(2))
                filter.text = "NAT";
            std::vector<std::uint32_t> expected;
            for (std::uint32_t row = 0; row < table.size(); ++row) {
                bool passes =
                    filter.text.empty() || table.at(row).text.find("NATO") != std::string::npos;
                for (const auto& [name, values] : filter.wanted)
                    passes = passes && values.contains(table.value(row, *table.column(name)));
                if (passes)
                    expected.push_back(row);
            }
            QCOMPARE(table.select(filter), expected);
            // Groups are what filters for their values find.
            for (const auto& column : table.columns())
                for (const auto& group : table.groups(expected, column.name)) {
                    std::uint64_t count = 0, right = 0;
                    for (const auto row : expected)
                        if (table.value(row, column) == group.value) {
                            ++count;
                            right += table.at(row).kind == CaseKind::Right;
                        }
                    QCOMPARE(group.count, count);
                    QCOMPARE(group.right, right);
                }
        }
        const auto inspection = randomInspection(1, true);
        const MentionTable table(inspection, nullptr, {});
        QVERIFY(table.select({{{"no such column", {"x"}}}, {}, {}}).empty());
    }

    void ordersAreStableAndKeepNoScoreLast() {
        const auto inspection = randomInspection(9, true);
        const MentionTable table(inspection, nullptr, {});
        const auto all = table.select({});
        for (const char* by : {"text", "score", "class", "type", "document"})
            for (const bool down : {false, true}) {
                auto rows = all;
                table.sort(rows, by, down);
                auto sorted = rows;
                std::sort(sorted.begin(), sorted.end());
                QCOMPARE(sorted, all); // the same rows
                bool noScore = false;
                for (std::size_t i = 0; i < rows.size(); ++i) {
                    const auto& now = table.at(rows[i]);
                    if (std::string(by) == "score") {
                        QVERIFY(!noScore || std::isnan(now.score));
                        noScore = noScore || std::isnan(now.score);
                    }
                    if (i == 0)
                        continue;
                    const auto& before = table.at(rows[i - 1]);
                    if (std::string(by) == "score" && !std::isnan(now.score))
                        QVERIFY(down ? before.score >= now.score : before.score <= now.score);
                    if (std::string(by) == "class") {
                        QVERIFY(down ? before.kind >= now.kind : before.kind <= now.kind);
                        if (before.kind == now.kind)
                            QVERIFY(rows[i - 1] < rows[i]);
                    }
                }
            }
    }

    void matricesCountWhatTheirCellsList() {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto inspection = randomInspection(seed, true);
            const MentionTable table(inspection, nullptr, {});
            const auto cases = table.byCase();
            std::uint64_t sum = 0;
            for (std::size_t g = 0; g < cases.labels.size(); ++g)
                for (std::size_t p = 0; p < cases.labels.size(); ++p) {
                    sum += cases.at(g, p);
                    QCOMPARE(std::uint64_t(table
                                               .select({{{"gold", {cases.labels[g]}},
                                                            {"predicted", {cases.labels[p]}}},
                                                   {}, {}})
                                               .size()),
                        cases.at(g, p));
                }
            QCOMPARE(sum, std::uint64_t(table.size()));
            std::map<std::pair<std::string, std::string>, std::uint64_t> words;
            for (const auto& sentence : inspection.sentences)
                for (std::uint32_t w = 0; w < sentence.words.size(); ++w)
                    ++words[{labelOf(sentence.gold, w), labelOf(sentence.predicted, w)}];
            const auto byWord = table.byWord();
            for (std::size_t g = 0; g < byWord.labels.size(); ++g)
                for (std::size_t p = 0; p < byWord.labels.size(); ++p) {
                    const std::pair cell{byWord.labels[g], byWord.labels[p]};
                    QCOMPARE(byWord.at(g, p), words[cell]);
                    if (byWord.labels[g] == "none" && byWord.labels[p] == "none")
                        continue;
                    const auto listed = table.select({{}, {}, cell});
                    QCOMPARE(listed.empty(), words[cell] == 0);
                    for (const auto row : listed) {
                        const auto& one = table.at(row);
                        bool holds = false;
                        for (auto w = one.begin; w < one.end; ++w)
                            holds = holds
                                || (labelOf(one.gold, w) == cell.first
                                    && labelOf(one.predicted, w) == cell.second);
                        QVERIFY(holds);
                    }
                }
        }
    }

    void slicesHoldAsManyCasesAsTheirFilter() {
        Inspection inspection = randomInspection(2, true);
        for (std::uint64_t seed = 3; seed < 20; ++seed) { // enough for a slice of 20
            auto more = randomInspection(seed, true);
            inspection.sentences.insert(
                inspection.sentences.end(), more.sentences.begin(), more.sentences.end());
        }
        const MentionTable table(inspection, nullptr, {});
        for (const bool found : {true, false}) {
            const auto slices = table.slices(found);
            QVERIFY(slices && !slices->empty());
            for (const auto& slice : *slices) {
                MentionFilter filter;
                for (const auto& [column, value] : slice.conditions)
                    filter.wanted[column].insert(value);
                auto rows = table.select(filter);
                std::erase_if(rows, [&](std::uint32_t row) {
                    return found ? table.at(row).gold.empty() : table.at(row).predicted.empty();
                });
                QCOMPARE(std::uint64_t(rows.size()), slice.count);
            }
        }
    }

    void withoutGoldEveryCaseIsMarked() {
        const auto inspection = randomInspection(4, false);
        const MentionTable table(inspection, nullptr, {});
        QVERIFY(table.size() > 0);
        QVERIFY(!table.column("gold"));
        for (std::size_t row = 0; row < table.size(); ++row)
            QCOMPARE(table.value(row, *table.column("class")), std::string("predicted"));
    }
};

QTEST_GUILESS_MAIN(MentionTableTest)
#include "tst_mention_table.moc"
