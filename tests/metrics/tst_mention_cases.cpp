// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/metrics/mention_cases.h"

#include <algorithm>
#include <map>
#include <QSet>
#include <QStringList>
#include <QTest>

using namespace evenspan;

namespace {

// "0-2 PER, 3-4 ORG".
std::vector<Mention> mentions(const QString& text) {
    std::vector<Mention> out;
    for (const QString& part : text.split(QStringLiteral(", "), Qt::SkipEmptyParts)) {
        const QStringList words = part.split(QLatin1Char(' '));
        const QStringList range = words[0].split(QLatin1Char('-'));
        out.push_back({range[0].toUInt(), range[1].toUInt(), words[1].toStdString()});
    }
    return out;
}

QString named(const std::vector<Mention>& list) {
    QStringList out;
    for (const Mention& m : list)
        out << QStringLiteral("%1-%2 %3")
                   .arg(m.begin)
                   .arg(m.end)
                   .arg(QString::fromStdString(m.label));
    return out.join(QStringLiteral(", "));
}

QString named(const std::vector<MentionCase>& cases) {
    QStringList out;
    for (const MentionCase& c : cases)
        out << QStringLiteral("%1%2(%3 | %4)")
                   .arg(QLatin1String(caseKindName(c.kind)),
                       c.otherType && c.kind != CaseKind::WrongType ? QStringLiteral("*")
                                                                    : QString(),
                       named(c.gold), named(c.predicted));
    return out.join(QStringLiteral("; "));
}

// Flat entities, as a tagger gives them.
std::vector<Mention> flat(Philox& rng, std::uint32_t tokens) {
    std::vector<Mention> out;
    for (std::uint32_t at = 0; at < tokens;) {
        const auto length = std::uint32_t(1 + rng.below(4));
        if (rng.below(2) && at + length <= tokens) {
            out.push_back({at, at + length, rng.below(2) ? "PER" : "ORG"});
            at += length;
        } else {
            ++at;
        }
    }
    return out;
}

} // namespace

class TstMentionCases : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kinds_data() {
        QTest::addColumn<QString>("gold");
        QTest::addColumn<QString>("predicted");
        QTest::addColumn<QString>("cases");
        const auto row = [](const char* name, const char* gold, const char* predicted,
                             const char* cases) {
            QTest::newRow(name) << QString::fromLatin1(gold) << QString::fromLatin1(predicted)
                                << QString::fromLatin1(cases);
        };
        row("nothing", "", "", "");
        row("right", "0-2 PER", "0-2 PER", "right(0-2 PER | 0-2 PER)");
        row("wrong type", "0-2 PER", "0-2 ORG", "wrong_type(0-2 PER | 0-2 ORG)");
        row("left", "0-3 PER", "1-3 PER", "left_border(0-3 PER | 1-3 PER)");
        row("right border", "0-3 PER", "0-5 PER", "right_border(0-3 PER | 0-5 PER)");
        row("both, and the type", "1-3 PER", "2-4 ORG", "both_borders*(1-3 PER | 2-4 ORG)");
        row("inside", "0-4 PER", "1-3 PER", "both_borders(0-4 PER | 1-3 PER)");
        row("split", "0-4 PER", "0-1 PER, 2-4 PER", "split(0-4 PER | 0-1 PER, 2-4 PER)");
        row("split, one of another type", "0-4 PER", "0-1 PER, 2-4 ORG",
            "split*(0-4 PER | 0-1 PER, 2-4 ORG)");
        row("merged", "0-1 PER, 2-4 PER", "0-4 PER", "merged(0-1 PER, 2-4 PER | 0-4 PER)");
        row("missed", "0-1 PER", "", "missed(0-1 PER | )");
        row("spurious", "", "3-4 ORG", "spurious( | 3-4 ORG)");
        row("neighbours do not overlap", "0-2 PER", "2-4 PER",
            "missed(0-2 PER | ); spurious( | 2-4 PER)");
        row("a chain: the longest meeting first", "0-3 PER, 3-6 PER", "1-4 PER, 5-6 PER",
            "left_border(3-6 PER | 5-6 PER); both_borders(0-3 PER | 1-4 PER)");
        row("a chain with something left", "0-2 PER, 2-6 PER, 7-9 PER", "1-3 PER, 4-8 PER",
            "missed(7-9 PER | ); both_borders(2-6 PER | 4-8 PER); both_borders(0-2 PER | 1-3 PER)");
        row("the equal range before the overlap", "0-2 PER, 0-4 ORG", "0-2 PER",
            "right(0-2 PER | 0-2 PER); missed(0-4 ORG | )");
        row("of two equal ranges the one that fits", "0-2 PER", "0-2 ORG, 0-2 PER",
            "right(0-2 PER | 0-2 PER); spurious( | 0-2 ORG)");
    }
    void kinds() {
        QFETCH(QString, gold);
        QFETCH(QString, predicted);
        QFETCH(QString, cases);
        const auto found = mentionCases(mentions(gold), mentions(predicted));
        // By their first token; the table names them in any order.
        QStringList ours = named(found).split(QStringLiteral("; "));
        QStringList wanted = cases.split(QStringLiteral("; "));
        for (std::size_t i = 1; i < found.size(); ++i) {
            const auto first = [](const MentionCase& c) {
                return std::min(c.gold.empty() ? 1000U : c.gold.front().begin,
                    c.predicted.empty() ? 1000U : c.predicted.front().begin);
            };
            QVERIFY(first(found[i - 1]) <= first(found[i]));
        }
        ours.sort();
        wanted.sort();
        QCOMPARE(ours, wanted);
    }

    // Every entity stands in exactly one case, right cases are the equal entities, and from the
    // other side missed is spurious and split is merged.
    void partition() {
        Philox rng(11);
        const std::map<CaseKind, CaseKind> mirror{{CaseKind::Missed, CaseKind::Spurious},
            {CaseKind::Spurious, CaseKind::Missed}, {CaseKind::Split, CaseKind::Merged},
            {CaseKind::Merged, CaseKind::Split}};
        for (int round = 0; round < 20000; ++round) {
            const auto tokens = std::uint32_t(1 + rng.below(14));
            const auto gold = flat(rng, tokens);
            const auto predicted = flat(rng, tokens);
            const auto cases = mentionCases(gold, predicted);
            std::vector<Mention> allGold, allPredicted;
            std::size_t right = 0;
            std::map<CaseKind, int> counts;
            for (const auto& c : cases) {
                allGold.insert(allGold.end(), c.gold.begin(), c.gold.end());
                allPredicted.insert(allPredicted.end(), c.predicted.begin(), c.predicted.end());
                right += c.kind == CaseKind::Right;
                ++counts[c.kind];
            }
            std::sort(allGold.begin(), allGold.end());
            std::sort(allPredicted.begin(), allPredicted.end());
            QVERIFY(allGold == gold);
            QVERIFY(allPredicted == predicted);
            std::size_t equal = 0;
            for (const auto& g : gold)
                equal += std::count(predicted.begin(), predicted.end(), g);
            QCOMPARE(right, equal);
            std::map<CaseKind, int> back;
            for (const auto& c : mentionCases(predicted, gold))
                ++back[mirror.contains(c.kind) ? mirror.at(c.kind) : c.kind];
            // Where several meet several, ties go by the earlier gold: the pairs may be others, not
            // their number.
            QCOMPARE(back[CaseKind::Right], counts[CaseKind::Right]);
            QCOMPARE(back[CaseKind::Split], counts[CaseKind::Split]);
            QCOMPARE(back[CaseKind::Merged], counts[CaseKind::Merged]);
        }
    }

    void namesAreApart() {
        QSet<QString> names;
        for (const CaseKind kind : kAllCaseKinds)
            names << QLatin1String(caseKindName(kind));
        QCOMPARE(std::size_t(names.size()), kAllCaseKinds.size());
    }
};

QTEST_APPLESS_MAIN(TstMentionCases)
#include "tst_mention_cases.moc"
