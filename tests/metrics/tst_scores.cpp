// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/metrics/entity_scores.h"
#include "core/metrics/overlap_scores.h"
#include "tests/schema/tsv.h"

#include <QStringList>
#include <QTest>

using namespace evenspan;
using test::rows;
using test::show;
using test::words;

class TstScores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The table of readings: conlleval's rules, and seqeval's strict mode for two schemes.
    void readings_data() {
        QTest::addColumn<QStringList>("row");
        for (const auto& row : rows("metrics/seqeval_table.tsv", 4))
            QTest::newRow(qPrintable(row[0])) << row;
    }

    void readings() {
        QFETCH(QStringList, row);
        const TagSequences tags{words(row[0])};
        QCOMPARE(show(defaultMentions(tags[0])), row[1]);
        // Scored against itself, strict mode sees as many entities of each type as the table says.
        for (const auto& [scheme, expected] :
            {std::pair(TagScheme::Iob2, row[2]), std::pair(TagScheme::Iobes, row[3])}) {
            const auto scores = scoreStrict(tags, tags, scheme);
            if (expected == QStringLiteral("error")) {
                QCOMPARE(scores.error().code, ErrorCode::BadFormat);
                continue;
            }
            std::map<QString, std::uint64_t> counts, known;
            for (const auto& [type, score] : scores->types)
                counts[QString::fromStdString(type)] = score.support;
            for (const auto& mention : expected.split(QLatin1Char(' '), Qt::SkipEmptyParts))
                ++known[mention.section(QLatin1Char('['), 0, 0)];
            QCOMPARE(counts, known);
        }
    }

    // A worked case: one right, one of a wrong type, one missed.
    void countsByHand() {
        const TagSequences gold{
            words(QStringLiteral("B-PER I-PER O B-LOC")), words(QStringLiteral("B-ORG"))};
        const TagSequences predicted{
            words(QStringLiteral("B-PER I-PER O B-ORG")), words(QStringLiteral("O"))};
        const auto scores = *scoreDefault(gold, predicted);
        QCOMPARE(scores.micro.precision, 0.5);
        QCOMPARE(scores.micro.recall, 1.0 / 3);
        QCOMPARE(scores.micro.f1, 0.4);
        QCOMPARE(scores.micro.support, std::uint64_t{3});
        QCOMPARE(scores.types.at("PER").f1, 1.0);
        QCOMPARE(scores.types.at("LOC").recall, 0.0);
        QCOMPARE(scores.macro.f1, 1.0 / 3);
        QCOMPARE(scores.weighted.f1, 1.0 / 3);
        QCOMPARE(scores.tokenAccuracy, 3.0 / 5);
    }

    void refusesWhatCannotBeScored() {
        const TagSequences one{words(QStringLiteral("B-PER"))},
            two{words(QStringLiteral("B-PER O"))};
        QCOMPARE(scoreDefault(one, two).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(scoreDefault(one, {}).error().code, ErrorCode::InvalidArgument);
        const TagSequences ends{words(QStringLiteral("E-PER"))};
        QCOMPARE(scoreStrict(one, ends, TagScheme::Iob2).error().code, ErrorCode::BadFormat);
        QVERIFY(scoreStrict(one, one, TagScheme::Iob2).ok());
    }

    // The third column, what seqeval reads instead, is checked by the peer test.
    void strictIob1_data() {
        QTest::addColumn<QStringList>("row");
        for (const auto& row : rows("metrics/strict_iob1.tsv", 3))
            QTest::newRow(qPrintable(row[0])) << row;
    }

    void strictIob1() {
        QFETCH(QStringList, row);
        const auto tags = words(row[0]);
        QCOMPARE(show(mentionsFromTags(tags, TagScheme::Iob1, Reading::Strict)), row[1]);
        const auto scores = *scoreStrict({tags}, {tags}, TagScheme::Iob1);
        QCOMPARE(scores.micro.support,
            static_cast<std::uint64_t>(row[1].split(QLatin1Char(' ')).size()));
        QCOMPARE(scores.micro.f1, 1.0);
    }

    void emptyIsZeroNotNan() {
        const auto scores =
            *scoreDefault({words(QStringLiteral("O O"))}, {words(QStringLiteral("O O"))});
        QCOMPARE(scores.micro.f1, 0.0);
        QCOMPARE(scores.macro.f1, 0.0);
        QCOMPARE(scores.tokenAccuracy, 1.0);
        QCOMPARE(scoreDefault({}, {})->tokenAccuracy, 0.0);
    }

    void tagsAndMentionsAgree() {
        Philox rng(4);
        for (int round = 0; round < 300; ++round) {
            TagSequences gold, predicted;
            std::vector<std::vector<Mention>> a, b;
            for (auto [tags, mentions] : {std::pair(&gold, &a), std::pair(&predicted, &b)}) {
                std::vector<Mention> found;
                for (std::uint32_t at = 0; at < 9; at += 3)
                    if (rng.below(3) > 0)
                        found.push_back({at, at + 1 + static_cast<std::uint32_t>(rng.below(3)),
                            rng.below(2) ? "X" : "Y"});
                tags->push_back(tagsFromMentions(found, 9, TagScheme::Iobes));
                mentions->push_back(found);
            }
            const auto byTags = *scoreStrict(gold, predicted, TagScheme::Iobes);
            const auto byMentions = scoreMentions(a, b);
            QCOMPARE(byTags.micro.f1, byMentions.micro.f1);
            QCOMPARE(byTags.macro.recall, byMentions.macro.recall);
        }
    }

    // The table of SemEval-2013 9.1.
    void overlapCases_data() {
        QTest::addColumn<QString>("gold");
        QTest::addColumn<QString>("predicted");
        QTest::addColumn<QString>("expected"); // strict, exact, partial, type
        for (const auto& row : rows("metrics/overlap_table.tsv", 7))
            QTest::newRow(qPrintable(row[0]))
                << row[1] << row[2] << QStringList(row.mid(3)).join(QLatin1Char(' '));
    }

    void overlapCases() {
        QFETCH(QString, gold);
        QFETCH(QString, predicted);
        QFETCH(QString, expected);
        const std::vector<std::vector<Mention>> a{mentionsFromTags(words(gold), TagScheme::Iob2)};
        const std::vector<std::vector<Mention>> b{
            mentionsFromTags(words(predicted), TagScheme::Iob2)};
        const auto scores = scoreOverlap(a, b);
        QStringList got;
        for (const auto schema : kOverlapSchemas) {
            const auto& c = scores.overall.at(schema);
            got << (c.correct     ? QStringLiteral("COR")
                    : c.incorrect ? QStringLiteral("INC")
                    : c.partial   ? QStringLiteral("PAR")
                    : c.missed    ? QStringLiteral("MIS")
                                  : QStringLiteral("SPU"));
            QCOMPARE(c.correct + c.incorrect + c.partial + c.missed + c.spurious, std::uint64_t{1});
        }
        QCOMPARE(got.join(QLatin1Char(' ')), expected);
    }
};

QTEST_APPLESS_MAIN(TstScores)
#include "tst_scores.moc"
