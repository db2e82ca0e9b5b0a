// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "ui/label/palette/label_keys.h"

#include <QSet>
#include <QTest>

using namespace evenspan;
using namespace evenspan::ui;

class TstLabelKeys : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ownKeysFirstThenLettersOfTheName() {
        LabelKeys keys;
        keys.assign({{QStringLiteral("PER"), {}}, {QStringLiteral("PLACE"), {}},
            {QStringLiteral("ORG"), QStringLiteral("P")}, {QStringLiteral("PP"), {}},
            {QStringLiteral("中"), {}}});
        QCOMPARE(keys.keyOf(2), QStringLiteral("p"));
        QCOMPARE(keys.keyOf(0), QStringLiteral("e"));
        QCOMPARE(keys.keyOf(1), QStringLiteral("l"));
        QCOMPARE(keys.keyOf(3), QStringLiteral("1"));
        QCOMPARE(keys.keyOf(4), QStringLiteral("2"));
        QCOMPARE(keys.type(QLatin1Char('P')).value_or(-1), 2);
        QVERIFY(!keys.type(QLatin1Char('z')));
        QVERIFY(!keys.pending());
    }

    // Whatever the names: every label can be typed, by keys of its own.
    void everyLabelCanBeTyped() {
        Philox rng(7);
        for (int round = 0; round < 300; ++round) {
            std::vector<LabelKeys::Label> labels(1 + rng.below(round % 2 ? 36 : 220));
            for (auto& label : labels)
                for (std::uint64_t i = 0; i < 1 + rng.below(6); ++i)
                    label.name += QChar(char16_t(u'a' + rng.below(4)));
            LabelKeys keys;
            keys.assign(labels);
            QSet<QString> taken;
            for (int i = 0; i < keys.size(); ++i) {
                const QString own = keys.keyOf(i);
                QCOMPARE(own.size(), labels.size() > 36 ? 2 : 1);
                QVERIFY(!taken.contains(own));
                taken.insert(own);
                std::optional<int> found;
                for (const QChar c : own) {
                    QVERIFY(!found);
                    found = keys.type(c);
                }
                QCOMPARE(found.value_or(-1), i);
                QVERIFY(!keys.pending());
            }
        }
    }

    void ownPairsCountWhereEveryLabelHasTwo() {
        std::vector<LabelKeys::Label> labels(40);
        for (std::size_t i = 0; i < labels.size(); ++i)
            labels[i].name = QStringLiteral("L%1").arg(i);
        labels[5].key = QStringLiteral("QX");
        labels[6].key = QStringLiteral("qx"); // taken
        labels[7].key = QStringLiteral("q"); // of a smaller set
        LabelKeys keys;
        keys.assign(labels);
        QCOMPARE(keys.keyLength(), 2);
        QCOMPARE(keys.keyOf(5), QStringLiteral("qx"));
        QVERIFY(keys.keyOf(6) != keys.keyOf(5));
        QCOMPARE(keys.keyOf(7).size(), 2);
    }

    void halfAPairCanBeDropped() {
        std::vector<LabelKeys::Label> labels(40);
        for (std::size_t i = 0; i < labels.size(); ++i)
            labels[i].name = QStringLiteral("L%1").arg(i);
        LabelKeys keys;
        keys.assign(labels);
        QVERIFY(!keys.type(keys.keyOf(3).at(0)));
        QVERIFY(keys.pending());
        keys.drop();
        QVERIFY(!keys.pending());
        QVERIFY(!keys.type(keys.keyOf(3).at(0)));
        QCOMPARE(keys.type(keys.keyOf(3).at(1)).value_or(-1), 3);
    }
};

QTEST_APPLESS_MAIN(TstLabelKeys)
#include "tst_label_keys.moc"
