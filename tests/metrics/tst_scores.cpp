// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/metrics/entity_scores.h"
#include "core/metrics/overlap_scores.h"

#include <QtTest>

using namespace evenspan;

namespace {

std::vector<std::string> words(const QString& text) {
    std::vector<std::string> out;
    for (const auto& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        out.push_back(word.toStdString());
    return out;
}

QString show(const std::vector<Mention>& mentions) {
    QStringList out;
    for (const auto& m : mentions)
        out << QStringLiteral("%1[%2,%3)")
                   .arg(QString::fromStdString(m.label))
                   .arg(m.begin)
                   .arg(m.end);
    return out.join(QLatin1Char(' '));
}

} // namespace

class TstScores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The table of conlleval's reading.
    void defaultReading_data() {
        QTest::addColumn<QString>("tags");
        QTest::addColumn<QString>("mentions");
        auto row = [](const char* tags, const char* mentions) {
            QTest::newRow(tags) << QString::fromUtf8(tags) << QString::fromUtf8(mentions);
        };
        row("I-PER I-PER", "PER[0,2)");
        row("B-PER I-LOC", "PER[0,1) LOC[1,2)");
        row("B-PER I-PER I-LOC", "PER[0,2) LOC[2,3)");
        row("B-PER O I-PER", "PER[0,1) PER[2,3)");
        row("I-PER B-PER", "PER[0,1) PER[1,2)");
        row("B-PER B-PER", "PER[0,1) PER[1,2)");
        row("B-PER E-PER", "PER[0,2)");
        row("B-PER S-PER", "PER[0,1) PER[1,2)");
        row("S-PER I-PER", "PER[0,1) PER[1,2)");
        row("B-PER", "PER[0,1)");
        row("B-A-B I-A-B", "A-B[0,2)");
        row("B I", "_[0,2)");
        row("L-PER U-PER", "PER[0,2)");
    }

    void defaultReading() {
        QFETCH(QString, tags);
        QFETCH(QString, mentions);
        QCOMPARE(show(defaultMentions(words(tags))), mentions);
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

    // seqeval 1.2.2 reads only token 2 of these; the definition of IOB1 reads both tokens.
    void strictIob1FollowsItsDefinition() {
        const TagSequences tags{
            words(QStringLiteral("O B-A I-A")), words(QStringLiteral("I-A B-A I-A"))};
        const auto scores = *scoreStrict(tags, tags, TagScheme::Iob1);
        QCOMPARE(scores.micro.support, std::uint64_t{3});
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
        QTest::newRow("same span, same type")
            << QStringLiteral("B-A I-A") << QStringLiteral("B-A I-A")
            << QStringLiteral("COR COR COR COR");
        QTest::newRow("same span, other type")
            << QStringLiteral("B-A I-A") << QStringLiteral("B-B I-B")
            << QStringLiteral("INC COR COR INC");
        QTest::newRow("overlap, same type") << QStringLiteral("B-A I-A") << QStringLiteral("O B-A")
                                            << QStringLiteral("INC INC PAR COR");
        QTest::newRow("overlap, other type") << QStringLiteral("B-A I-A") << QStringLiteral("O B-B")
                                             << QStringLiteral("INC INC PAR INC");
        QTest::newRow("gold only") << QStringLiteral("B-A O") << QStringLiteral("O O")
                                   << QStringLiteral("MIS MIS MIS MIS");
        QTest::newRow("prediction only") << QStringLiteral("O O") << QStringLiteral("B-A O")
                                         << QStringLiteral("SPU SPU SPU SPU");
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
