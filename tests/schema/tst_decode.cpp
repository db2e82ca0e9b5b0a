// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/schema/decode.h"

#include <cmath>
#include <QTest>

using namespace evenspan;

namespace {

// Tries every path.
std::vector<std::int32_t> bruteForce(const TagSet& tags, const std::vector<float>& scores) {
    const std::size_t n = tags.size(), length = scores.size() / n;
    std::size_t paths = 1;
    for (std::size_t i = 0; i < length; ++i)
        paths *= n;
    double best = -INFINITY;
    std::vector<std::int32_t> bestPath;
    for (std::size_t code = 0; code < paths; ++code) {
        std::vector<std::int32_t> path(length);
        double sum = 0;
        bool legal = true;
        for (std::size_t i = 0, rest = code; i < length; ++i, rest /= n) {
            path[i] = static_cast<std::int32_t>(rest % n);
            sum += static_cast<double>(scores[i * n + rest % n]);
            legal = legal
                && followsIn(tags.scheme(),
                    i > 0 ? tags.tags()[static_cast<std::size_t>(path[i - 1])] : "O",
                    tags.tags()[rest % n]);
        }
        legal = legal
            && followsIn(tags.scheme(), tags.tags()[static_cast<std::size_t>(path.back())], "O");
        if (legal && sum > best) {
            best = sum;
            bestPath = path;
        }
    }
    return bestPath;
}

} // namespace

class TstDecode : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void classOrderIsStable() {
        const TagSet tags({"PER", "ORG"}, TagScheme::Iob2);
        QCOMPARE(tags.tags(), (std::vector<std::string>{"O", "B-PER", "I-PER", "B-ORG", "I-ORG"}));
        QCOMPARE(tags.indexOf("I-ORG"), 4);
        QCOMPARE(tags.indexOf("S-ORG"), -1);
        const auto read = TagSet::fromTags(tags.tags());
        QCOMPARE(read.labels(), tags.labels());
        QCOMPARE(static_cast<int>(read.scheme()), static_cast<int>(TagScheme::Iob2));
        QCOMPARE(static_cast<int>(TagSet::fromTags({"O", "S-A", "B-A", "I-A", "E-A"}).scheme()),
            static_cast<int>(TagScheme::Iobes));
    }

    // The classes of a set are the tags that mentions are written with, also for a bare "B".
    void everyWrittenTagHasAClass() {
        const std::vector<Mention> mentions{{0, 1, "_"}, {1, 4, "A-B"}, {4, 5, "A-B"}};
        for (const auto scheme : kAllTagSchemes) {
            const TagSet tags({"_", "A-B"}, scheme);
            for (const auto& tag : tagsFromMentions(mentions, 6, scheme))
                QVERIFY2(tags.indexOf(tag) >= 0, tag.c_str());
        }
    }

    void workspaceForgetsThePreviousSentence() {
        Philox rng(3);
        const TagSet tags({"A", "B"}, TagScheme::Bilou);
        ConstrainedDecoder kept(tags);
        std::vector<std::int32_t> path;
        for (const std::size_t length : {9u, 1u, 4u, 0u, 12u}) {
            std::vector<float> scores(length * tags.size());
            for (auto& score : scores)
                score = static_cast<float>(rng.uniform());
            kept.decode(scores, path);
            QCOMPARE(path, ConstrainedDecoder(tags).decode(scores));
        }
    }

    void equalsBruteForce() {
        Philox rng(1);
        for (const auto scheme : kAllTagSchemes) {
            const TagSet tags({"A", "B"}, scheme);
            ConstrainedDecoder decoder(tags);
            for (int round = 0; round < 60; ++round) {
                const std::size_t length = 1 + rng.below(tags.size() > 5 ? 4 : 5);
                std::vector<float> scores(length * tags.size());
                for (auto& score : scores)
                    score = static_cast<float>(rng.uniform() * 8 - 4);
                QCOMPARE(decoder.decode(scores), bruteForce(tags, scores));
            }
        }
    }

    void neverBreaksTheScheme() {
        Philox rng(2);
        const TagSet tags({"A", "B", "C"}, TagScheme::Iobes);
        ConstrainedDecoder decoder(tags);
        for (int round = 0; round < 200; ++round) {
            std::vector<float> scores(40 * tags.size());
            for (auto& score : scores)
                score = static_cast<float>(rng.uniform() * 20);
            std::vector<std::string> names;
            for (const auto c : decoder.decode(scores))
                names.push_back(tags.tags()[static_cast<std::size_t>(c)]);
            std::vector<TagRepair> repairs;
            mentionsFromTags(names, TagScheme::Iobes, Reading::Lenient, &repairs);
            QVERIFY(repairs.empty());
        }
    }

    void agreesWithArgmaxWhereThatIsLegal() {
        const TagSet tags({"A"}, TagScheme::Iob2);
        const std::vector<float> scores{3, 0, 0, 0, 3, 0, 0, 0, 3};
        ConstrainedDecoder decoder(tags);
        QCOMPARE(decoder.decode(scores), argmaxDecode(scores, 3));
        QVERIFY(decoder.decode({}).empty());
    }
};

QTEST_APPLESS_MAIN(TstDecode)
#include "tst_decode.moc"
