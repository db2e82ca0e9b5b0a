// SPDX-License-Identifier: GPL-3.0-or-later
// The strategies of transformers' pipeline, by hand and against grouping piece by piece.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/base/rng.h"
#include "core/engine/hf_decoder.h"
#endif
#include <algorithm>
#include <cmath>
#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;

namespace {

const std::vector<std::string> kTags{"O", "B-PER", "I-PER", "B-LOC", "I-LOC"};

// Pieces of three code points each, a blank between words.
HfPieces pieces(const std::vector<bool>& continues) {
    HfPieces out;
    std::uint32_t at = 0;
    for (const bool more : continues) {
        at += more || out.begins.empty() ? 0 : 1;
        out.begins.push_back(at);
        out.ends.push_back(at += 3);
        out.continues.push_back(more);
    }
    return out;
}

// Logits that make these probabilities of the tags.
std::vector<float> logits(const std::vector<std::vector<double>>& rows) {
    std::vector<float> out;
    for (const auto& row : rows)
        for (const double share : row)
            out.push_back(float(std::log(share)));
    return out;
}
std::vector<double> sure(std::size_t tag, double share = 0.9) {
    std::vector<double> out(5, (1 - share) / 4);
    out[tag] = share;
    return out;
}

std::string show(const std::vector<HfEntity>& entities) {
    std::string out;
    for (const auto& each : entities)
        out += each.label + ":" + std::to_string(each.begin) + "-" + std::to_string(each.end) + " ";
    return out;
}

std::vector<HfEntity> decode(
    const HfPieces& p, const std::vector<std::vector<double>>& rows, HfStrategy strategy) {
    return hfEntities(p, logits(rows), kTags, strategy);
}

constexpr std::array kAll{
    HfStrategy::Simple, HfStrategy::First, HfStrategy::Average, HfStrategy::Max};

} // namespace

class TstHfDecoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void strategiesHaveNames() {
        QVERIFY(hfStrategyFromName("simple") == HfStrategy::Simple);
        QVERIFY(hfStrategyFromName("first") == HfStrategy::First);
        QVERIFY(hfStrategyFromName("average") == HfStrategy::Average);
        QVERIFY(hfStrategyFromName("max") == HfStrategy::Max);
        for (const char* name : {"", "none", "Simple", "first "})
            QVERIFY(!hfStrategyFromName(name));
    }

    void piecesOfOneWord() {
        // Two pieces of one word that disagree: the first is a person, the second more surely a
        // place, the mean is a place.
        const auto p = pieces({false, true});
        const std::vector<std::vector<double>> rows{
            {0.1, 0.5, 0.1, 0.2, 0.1}, {0.02, 0.02, 0.02, 0.9, 0.04}};
        QCOMPARE(show(decode(p, rows, HfStrategy::First)), std::string("PER:0-6 "));
        QCOMPARE(show(decode(p, rows, HfStrategy::Average)), std::string("LOC:0-6 "));
        QCOMPARE(show(decode(p, rows, HfStrategy::Max)), std::string("LOC:0-6 "));
        QCOMPARE(show(decode(p, rows, HfStrategy::Simple)), std::string("PER:0-3 LOC:3-6 "));
        QVERIFY(std::abs(decode(p, rows, HfStrategy::First)[0].score - 0.5) < 1e-6);
        QVERIFY(std::abs(decode(p, rows, HfStrategy::Average)[0].score - 0.55) < 1e-6);
        QVERIFY(std::abs(decode(p, rows, HfStrategy::Max)[0].score - 0.9) < 1e-6);
    }

    void wordsBecomeEntities_data() {
        QTest::addColumn<QList<int>>("tags");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char* found, const QList<int>& tags) {
            QTest::newRow(*found ? found : "nothing") << tags << QByteArray(found);
        };
        row("PER:0-3 ", {1});
        row("PER:0-7 ", {1, 2});
        row("PER:0-3 PER:4-7 ", {1, 1}); // B begins anew
        row("PER:0-7 LOC:8-11 ", {1, 2, 3});
        row("PER:0-3 LOC:4-7 ", {1, 4}); // I of another type begins, too
        row("PER:4-7 ", {0, 2}); // and I alone
        row("PER:0-3 PER:8-11 ", {1, 0, 2});
        row("", {0, 0});
        row("", {});
    }
    void wordsBecomeEntities() {
        QFETCH(QList<int>, tags);
        QFETCH(QByteArray, found);
        std::vector<std::vector<double>> rows;
        for (const int tag : tags)
            rows.push_back(sure(std::size_t(tag)));
        const auto p = pieces(std::vector<bool>(rows.size(), false));
        for (const auto strategy : kAll) // words of one piece: all are one
            QCOMPARE(QByteArray::fromStdString(show(decode(p, rows, strategy))), found);
    }

    void otherTagsAreNames() {
        const std::vector<std::string> tags{"O", "PER", "LOC", "B-", "OTHER"};
        const auto p = pieces({false, false, false, false});
        const auto found =
            hfEntities(p, logits({sure(1), sure(1), sure(2), sure(4)}), tags, HfStrategy::Simple);
        QCOMPARE(show(found), std::string("PER:0-7 LOC:8-11 OTHER:12-15 "));
    }

    // Every strategy against the definition, on random answers.
    void randomAnswers() {
        Philox rng(31);
        for (int round = 0; round < 3000; ++round) {
            std::vector<bool> continues;
            std::vector<std::vector<double>> rows;
            for (auto left = rng.below(9); left > 0; --left) {
                continues.push_back(rng.below(2) && !continues.empty());
                std::vector<double> row;
                double sum = 0;
                for (int c = 0; c < 5; ++c)
                    sum += row.emplace_back(0.01 + std::pow(rng.uniform(), 4));
                for (auto& share : row)
                    share /= sum;
                rows.push_back(std::move(row));
            }
            const auto p = pieces(continues);
            for (const auto strategy : kAll) {
                struct Word {
                    std::uint32_t begin, end;
                    std::size_t tag;
                    double score;
                };
                std::vector<Word> words;
                for (std::size_t i = 0; i < rows.size();) {
                    std::size_t to = i + 1;
                    while (strategy != HfStrategy::Simple && to < rows.size() && continues[to])
                        ++to;
                    std::vector<double> shares = rows[i];
                    if (strategy == HfStrategy::Average)
                        for (std::size_t c = 0; c < 5; ++c) {
                            shares[c] = 0;
                            for (auto k = i; k < to; ++k)
                                shares[c] += rows[k][c] / double(to - i);
                        }
                    if (strategy == HfStrategy::Max)
                        for (auto k = i; k < to; ++k)
                            if (*std::max_element(rows[k].begin(), rows[k].end())
                                > *std::max_element(shares.begin(), shares.end()))
                                shares = rows[k];
                    const auto top = std::max_element(shares.begin(), shares.end());
                    words.push_back(
                        {p.begins[i], p.ends[to - 1], std::size_t(top - shares.begin()), *top});
                    i = to;
                }
                std::vector<HfEntity> expected;
                std::vector<int> sizes;
                std::string open;
                for (const auto& word : words) {
                    const auto& tag = kTags[word.tag];
                    const auto label = tag == "O" ? "O" : tag.substr(2);
                    if (label == open && !tag.starts_with("B-")) {
                        expected.back().end = word.end;
                        expected.back().score += word.score;
                        ++sizes.back();
                    } else {
                        expected.push_back({label, word.begin, word.end, word.score});
                        sizes.push_back(1);
                        open = label;
                    }
                }
                for (std::size_t i = 0; i < expected.size(); ++i)
                    expected[i].score /= sizes[i];
                std::erase_if(expected, [](const HfEntity& e) { return e.label == "O"; });
                const auto found = decode(p, rows, strategy);
                QCOMPARE(show(found), show(expected));
                for (std::size_t i = 0; i < found.size(); ++i)
                    QVERIFY(std::abs(found[i].score - expected[i].score) < 1e-5);
            }
        }
    }

    void hugeLogitsStayShares() {
        const auto p = pieces({false});
        const std::vector<float> big{1000, 3000, -3000, 0, 0};
        const auto found = hfEntities(p, big, kTags, HfStrategy::Max);
        QCOMPARE(show(found), std::string("PER:0-3 "));
        QCOMPARE(found[0].score, 1.0);
    }
};

QTEST_APPLESS_MAIN(TstHfDecoder)
#include "tst_hf_decoder.moc"
