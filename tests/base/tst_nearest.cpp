// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/nearest.h"

#include <QTest>
#include <vector>

using namespace evenspan;

class TstNearest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void distances() {
        QCOMPARE(editDistance("", ""), std::size_t{0});
        QCOMPARE(editDistance("", "abc"), std::size_t{3});
        QCOMPARE(editDistance("kitten", "sitting"), std::size_t{3});
        QCOMPARE(editDistance("recieve", "receive"), std::size_t{1});
        QCOMPARE(editDistance("split", "--split"), std::size_t{2});
    }

    void suggestsOnlyWhatMayBeMeant() {
        const std::vector<std::string> words{"epochs", "learning_rate", "batch_size", "seed"};
        QCOMPARE(nearestWord("epoch", words), std::string("epochs"));
        QCOMPARE(nearestWord("learnign_rate", words), std::string("learning_rate"));
        QCOMPARE(nearestWord("batchsize", words), std::string("batch_size"));
        QCOMPARE(nearestWord("xyzzy", words), std::string());
        QCOMPARE(nearestWord("anything", {}), std::string());
    }
};

QTEST_APPLESS_MAIN(TstNearest)
#include "tst_nearest.moc"
