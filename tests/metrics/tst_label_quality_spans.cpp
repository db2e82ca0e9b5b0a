// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/metrics/label_quality_spans.h"

#include <cmath>
#include <map>
#include <QTest>

using namespace evenspan;

namespace {

const TagSet kTags({"A", "B"}, TagScheme::Iob2); // O, B-A, I-A, B-B, I-B

std::vector<std::int32_t> classesOf(std::initializer_list<const char*> tags) {
    std::vector<std::int32_t> out;
    for (const char* tag : tags)
        out.push_back(kTags.indexOf(tag));
    return out;
}

// Probabilities of a model that is sure of these tags, with `rest` shared by the others.
std::vector<float> sureOf(const std::vector<std::int32_t>& classes, float rest = 0.1F) {
    std::vector<float> out;
    for (const auto c : classes)
        for (std::size_t k = 0; k < kTags.size(); ++k)
            out.push_back(static_cast<std::size_t>(c) == k
                    ? 1 - rest
                    : rest / static_cast<float>(kTags.size() - 1));
    return out;
}

std::vector<SpanDoubt> doubts(
    const std::vector<std::int32_t>& given, const std::vector<std::int32_t>& model) {
    ConstrainedDecoder decoder(kTags);
    return *spanDoubts(kTags, decoder, sureOf(model), given, {});
}

} // namespace

class LabelQualitySpans : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kindsOfDoubt_data() {
        using Row = std::vector<std::int32_t>;
        QTest::addColumn<Row>("given");
        QTest::addColumn<Row>("model");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("givenCount");
        QTest::addColumn<int>("proposedCount");
        QTest::newRow("type") << classesOf({"O", "B-A", "I-A"}) << classesOf({"O", "B-B", "I-B"})
                              << int(DoubtKind::Type) << 1 << 1;
        QTest::newRow("right border")
            << classesOf({"B-A", "I-A", "O"}) << classesOf({"B-A", "O", "O"})
            << int(DoubtKind::Boundary) << 1 << 1;
        QTest::newRow("both differ")
            << classesOf({"B-A", "I-A", "O"}) << classesOf({"O", "B-B", "I-B"})
            << int(DoubtKind::Boundary) << 1 << 1;
        QTest::newRow("split") << classesOf({"B-A", "I-A"}) << classesOf({"B-A", "B-A"})
                               << int(DoubtKind::Boundary) << 1 << 2;
        QTest::newRow("merged") << classesOf({"B-A", "B-A"}) << classesOf({"B-A", "I-A"})
                                << int(DoubtKind::Boundary) << 2 << 1;
        QTest::newRow("spurious") << classesOf({"O", "B-A", "O"}) << classesOf({"O", "O", "O"})
                                  << int(DoubtKind::Spurious) << 1 << 0;
        QTest::newRow("missing") << classesOf({"O", "O", "O"}) << classesOf({"O", "B-A", "I-A"})
                                 << int(DoubtKind::Missing) << 0 << 1;
    }
    void kindsOfDoubt() {
        QFETCH(std::vector<std::int32_t>, given);
        QFETCH(std::vector<std::int32_t>, model);
        QFETCH(int, kind);
        QFETCH(int, givenCount);
        QFETCH(int, proposedCount);
        const auto found = doubts(given, model);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(int(found[0].kind), kind);
        QCOMPARE(int(found[0].given.size()), givenCount);
        QCOMPARE(int(found[0].proposed.size()), proposedCount);
        // Every differing word: 0.9 against 0.025.
        QVERIFY(std::abs(found[0].odds - std::log(0.9 / 0.025)) < 1e-5);
        QVERIFY(std::abs(found[0].givenProbability - 0.025) < 1e-6);
        QVERIFY(std::abs(found[0].proposedProbability - 0.9) < 1e-6);
    }

    void whereAllAgreeThereIsNoDoubt() {
        const auto same = classesOf({"B-A", "I-A", "O", "B-B"});
        QVERIFY(doubts(same, same).empty());
        QVERIFY(doubts({}, {}).empty());
    }

    // Every mention of one side alone stands in exactly one doubt, and no two doubts overlap.
    void differencesStandOnce() {
        Philox rng(11);
        ConstrainedDecoder decoder(kTags);
        for (int round = 0; round < 500; ++round) {
            const auto size = 1 + rng.below(9);
            std::vector<float> p;
            std::vector<std::int32_t> given;
            std::vector<std::string> names;
            for (std::uint64_t t = 0; t < size; ++t) {
                given.push_back(std::int32_t(rng.below(kTags.size())));
                for (std::size_t k = 0; k < kTags.size(); ++k)
                    p.push_back(static_cast<float>(rng.uniform()) + 0.01F);
            }
            for (const auto c : given)
                names.push_back(kTags.tags()[std::size_t(c)]);
            const auto found = *spanDoubts(kTags, decoder, p, given, {});
            std::vector<float> logs;
            for (const float each : p)
                logs.push_back(std::log(std::min(each, 1.0F)));
            std::vector<std::string> path;
            for (const auto c : decoder.decode(logs))
                path.push_back(kTags.tags()[std::size_t(c)]);
            std::map<Mention, int> sides;
            for (const auto& each : mentionsFromTags(names, kTags.scheme()))
                sides[each] += 1;
            for (const auto& each : mentionsFromTags(path, kTags.scheme()))
                sides[each] -= 1;
            std::map<Mention, int> seen;
            std::uint32_t end = 0;
            for (const auto& doubt : found) {
                std::uint32_t first = UINT32_MAX, last = 0;
                for (const auto& each : doubt.given)
                    seen[each] += 1;
                for (const auto& each : doubt.proposed)
                    seen[each] -= 1;
                for (const auto* side : {&doubt.given, &doubt.proposed})
                    for (const auto& each : *side) {
                        first = std::min(first, each.begin);
                        last = std::max(last, each.end);
                    }
                QVERIFY(first >= end);
                end = last;
            }
            std::erase_if(sides, [](const auto& each) { return each.second == 0; });
            QVERIFY(seen == sides);
        }
    }

    // Against counting by hand, document by document.
    void votesLeaveTheDocumentOut() {
        Philox rng(12);
        for (int round = 0; round < 50; ++round) {
            std::vector<std::vector<std::uint32_t>> words(4);
            std::vector<std::vector<std::int32_t>> given(4);
            WordVotes votes(3);
            for (std::size_t d = 0; d < 4; ++d) {
                for (auto n = rng.below(12); n > 0; --n) {
                    words[d].push_back(std::uint32_t(rng.below(5)));
                    given[d].push_back(std::int32_t(rng.below(4)) - 1);
                }
                votes.add(words[d], given[d]);
            }
            std::array<double, 3> total{};
            double all = 0;
            for (const auto& row : given)
                for (const auto c : row)
                    if (c >= 0) {
                        total[std::size_t(c)] += 1;
                        all += 1;
                    }
            for (std::size_t d = 0; d < 4; ++d) {
                const auto ratios = votes.ratios(words[d], given[d]);
                QCOMPARE(ratios.size(), words[d].size() * 3);
                for (std::size_t i = 0; i < words[d].size(); ++i) {
                    std::array<double, 3> counts{};
                    for (std::size_t e = 0; e < 4; ++e)
                        for (std::size_t j = 0; j < words[e].size(); ++j)
                            if (e != d && words[e][j] == words[d][i] && given[e][j] >= 0)
                                counts[std::size_t(given[e][j])] += 1;
                    for (std::size_t k = 0; k < 3; ++k) {
                        const double share = total[k] / all;
                        const double naive = ((counts[k] > 0 ? counts[k] / share : 0) + 1)
                            / (counts[0] + counts[1] + counts[2] + 1);
                        QVERIFY(std::abs(ratios[i * 3 + k] - naive) < 1e-12 * (1 + naive));
                    }
                }
            }
        }
    }

    // What others say of the word outweighs a model that only leans the other way.
    void wordsSpeakBesideTheModel() {
        WordVotes votes(kTags.size());
        const std::uint32_t name = 7;
        for (int document = 0; document < 20; ++document)
            votes.add(std::vector<std::uint32_t>{name, 1, 2},
                classesOf({document < 19 ? "B-A" : "O", "O", "O"}));
        const auto given = classesOf({"O", "O", "O"});
        const auto ratios = votes.ratios(std::vector<std::uint32_t>{name, 1, 2}, given);
        auto p = sureOf(given, 0.4F);
        ConstrainedDecoder decoder(kTags);
        QVERIFY(spanDoubts(kTags, decoder, p, given, {})->empty());
        const auto found = *spanDoubts(kTags, decoder, p, given, ratios);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].kind, DoubtKind::Missing);
        QCOMPARE(found[0].proposed[0], (Mention{0, 1, "A"}));
        // The same change proposed by somebody else weighs the same.
        const auto weighed = weighChange(kTags, p, given, ratios, {}, {{0, 1, "A"}});
        QVERIFY(std::abs(weighed.odds - found[0].odds) < 1e-6);
        QCOMPARE(weighed.kind, DoubtKind::Missing);
    }

    void shapesThatDoNotFit() {
        ConstrainedDecoder decoder(kTags);
        const std::vector<float> p(5, 0.2F);
        const std::vector<double> ratios(3, 1);
        QCOMPARE(spanDoubts(kTags, decoder, p, classesOf({"O", "O"}), {}).error().code,
            ErrorCode::InvalidArgument);
        QCOMPARE(spanDoubts(kTags, decoder, p, classesOf({"O"}), ratios).error().code,
            ErrorCode::InvalidArgument);
        QCOMPARE(spanDoubts(kTags, decoder, p, std::vector<std::int32_t>{9}, {}).error().code,
            ErrorCode::InvalidArgument);
    }
};

QTEST_APPLESS_MAIN(LabelQualitySpans)
#include "tst_label_quality_spans.moc"
