// SPDX-License-Identifier: GPL-3.0-or-later
// The bars of a sentence's tags alone: which rows there are, how high bars are, what can be chosen.
#include "core/base/rng.h"
#include "ui/common/theme.h"
#include "ui/inspect/tag_bars.h"

#include <QImage>
#include <QPoint>
#include <QRect>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStringList>
#include <QTest>

#include <algorithm>

using namespace evenspan;
using namespace evenspan::ui;

class TstTagBars : public QObject {
    Q_OBJECT

    static const QStringList& tags() {
        static const QStringList all{QStringLiteral("O"), QStringLiteral("B-PER"),
            QStringLiteral("I-PER"), QStringLiteral("B-LOC"), QStringLiteral("I-LOC")};
        return all;
    }
    static std::vector<TagBars::Word> drawn(std::size_t count, std::uint64_t seed) {
        Philox rng(seed);
        std::vector<TagBars::Word> out;
        for (std::size_t w = 0; w < count; ++w) {
            TagBars::Word word;
            word.text = QStringLiteral("w%1").arg(w);
            double sum = 0;
            for (int t = 0; t < tags().size(); ++t) {
                const double u = rng.uniform();
                word.probabilities.push_back(u * u * u * u);
                sum += word.probabilities.back();
            }
            for (double& p : word.probabilities)
                p /= sum;
            word.tag = int(std::max_element(word.probabilities.begin(), word.probabilities.end())
                - word.probabilities.begin());
            out.push_back(word);
        }
        return out;
    }

    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void rowsOfTagsThatCanBeSeen() {
        TagBars bars;
        bars.setSentence({{QStringLiteral("a"), {0.98, 0.02, 0, 0, 0}, 0},
                             {QStringLiteral("b"), {0.995, 0.003, 0.002, 0, 0}, 0},
                             {QStringLiteral("c"), {0.6, 0, 0.395, 0, 0.005}, 4}},
            tags(), {-1, 0, 0, 1, 1});
        // O and B-PER are probable, I-PER is in the third word, I-LOC was chosen all the same.
        QCOMPARE(bars.rows(), (std::vector<int>{0, 1, 2, 4}));
        QVERIFY(bars.barRect(0, 3).isEmpty());
        bars.setSentence({}, {}, {});
        QVERIFY(bars.rows().empty());
        bars.grab(); // nothing to paint
    }

    // The more probable, the higher: never the other way round, never beyond its row.
    void barsAreAsHighAsProbabilities() {
        TagBars bars;
        bars.resize(2000, 400);
        bars.show();
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto words = drawn(12, seed);
            bars.setSentence(words, tags(), {-1, 0, 0, 1, 1});
            int whole = 0;
            for (std::size_t w = 0; w < words.size(); ++w)
                for (const int tag : bars.rows()) {
                    const QRect bar = bars.barRect(w, tag);
                    QVERIFY(bars.columnRect(w).contains(bar) || bar.height() == 0);
                    whole = std::max(whole, bar.height());
                    for (const int other : bars.rows())
                        if (words[w].probabilities[std::size_t(tag)]
                            < words[w].probabilities[std::size_t(other)])
                            QVERIFY(bar.height() <= bars.barRect(w, other).height());
                }
            QVERIFY(whole > 0);
            for (std::size_t w = 1; w < words.size(); ++w)
                QCOMPARE(bars.columnRect(w).left(), bars.columnRect(w - 1).right() + 1);
        }
    }

    void aSureTagFillsItsRow() {
        TagBars bars;
        bars.resize(600, 300);
        bars.show();
        bars.setSentence({{QStringLiteral("a"), {1, 0}, 0}, {QStringLiteral("b"), {0.5, 0.5}, 1}},
            {QStringLiteral("O"), QStringLiteral("B-X")}, {-1, 3});
        QVERIFY(std::abs(bars.barRect(0, 0).height() - 2 * bars.barRect(1, 0).height()) <= 2);
        // The bar of the chosen tag is painted: its middle has another colour than the row beside.
        const QImage image = bars.grab().toImage();
        const QRect bar = bars.barRect(0, 0);
        const double ratio = image.devicePixelRatio();
        const auto at = [&](QPoint place) {
            return image.pixelColor(int(place.x() * ratio), int(place.y() * ratio));
        };
        QVERIFY(at(bar.center()) != at({bar.left() - 2, bar.center().y()}));
    }

    void wordsAreChosenByKeysAndMouse() {
        TagBars bars;
        bars.resize(400, 300);
        bars.show();
        bars.setSentence(drawn(60, 3), tags(), {-1, 0, 0, 1, 1});
        QSignalSpy spy(&bars, &TagBars::chosen);
        QTest::keyClick(&bars, Qt::Key_Right);
        QCOMPARE(bars.chosenBegin(), std::size_t(0));
        for (int i = 0; i < 40; ++i)
            QTest::keyClick(&bars, Qt::Key_Right);
        QCOMPARE(bars.chosenBegin(), std::size_t(40));
        QCOMPARE(spy.size(), 41);
        // It was scrolled to.
        QVERIFY(bars.viewport()->rect().contains(bars.columnRect(40).center()));
        QTest::keyClick(&bars, Qt::Key_End);
        QTest::keyClick(&bars, Qt::Key_Right); // at the end it stays
        QCOMPARE(bars.chosenBegin(), std::size_t(59));
        QTest::mouseClick(bars.viewport(), Qt::LeftButton, {}, bars.columnRect(57).center());
        QCOMPARE(bars.chosenBegin(), std::size_t(57));
        QTest::keyClick(&bars, Qt::Key_Left);
        QCOMPARE(bars.chosenBegin(), std::size_t(56));
        QVERIFY(bars.accessibleDescription().startsWith(QStringLiteral("w56: ")));
        // The same words again: what was scrolled to stays.
        const int scrolled = bars.horizontalScrollBar()->value();
        bars.setSentence(drawn(60, 4), tags(), {-1, 0, 0, 1, 1});
        QCOMPARE(bars.horizontalScrollBar()->value(), scrolled);
        QCOMPARE(bars.chosenBegin(), bars.chosenEnd());
    }

    void rightToLeftBeginsAtTheRight() {
        TagBars bars;
        bars.resize(600, 300);
        bars.show();
        bars.setSentence(
            {{QStringLiteral("سافرت"), {0.9, 0.1}, 0}, {QStringLiteral("ليلى"), {0.2, 0.8}, 1}},
            {QStringLiteral("O"), QStringLiteral("B-PER")}, {-1, 0});
        QVERIFY(bars.columnRect(0).left() > bars.columnRect(1).left());
        bars.choose(0, 1);
        QTest::keyClick(&bars, Qt::Key_Left); // on in the text
        QCOMPARE(bars.chosenBegin(), std::size_t(1));
        QTest::keyClick(&bars, Qt::Key_Right);
        QCOMPARE(bars.chosenBegin(), std::size_t(0));
    }
};

QTEST_MAIN(TstTagBars)
#include "tst_tag_bars.moc"
