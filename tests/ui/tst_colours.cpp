// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/colours.h"

#include <QTest>

using namespace evenspan::ui;

class TestColours : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrastOfKnownPairs() {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
        QVERIFY(qAbs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.478) < 0.001); // WCAG's own
    }

    // Published values: https://bottosson.github.io/posts/oklab/ and CSS Color 4.
    void oklchOfPrimaries() {
        const QColor red = fromOklch(0.62796, 0.25768, 29.234);
        QVERIFY(qAbs(red.red() - 255) <= 1 && red.green() <= 2 && red.blue() <= 2);
        const QColor white = fromOklch(1, 0, 0);
        QCOMPARE(white, QColor(Qt::white));
        const QColor grey = fromOklch(0.5999, 0, 120);
        QVERIFY(qAbs(grey.red() - 0x80) <= 1 && grey.red() == grey.green());
    }

    void chromaIsLoweredOutsideTheGamut() {
        for (int hue = 0; hue < 360; hue += 7) {
            const QColor colour = fromOklch(0.9, 0.4, hue);
            QVERIFY(colour.isValid());
            QVERIFY(contrast(colour, Qt::black) > 8); // still as light as asked for
        }
    }

    void textOnLabels_data() { looks(); }
    void textOnLabels() {
        QFETCH(int, look);
        for (int i = 0; i < 200; ++i) {
            const LabelColour colour = labelColour(i, Look(look));
            QVERIFY2(contrast(colour.text, colour.fill) >= 4.5, qPrintable(QString::number(i)));
        }
    }

    // Hues that somebody can choose: as legible as the automatic ones, and read back as chosen.
    void chosenColours_data() { looks(); }
    void chosenColours() {
        QFETCH(int, look);
        for (int choice = 0; choice < kLabelHues; ++choice) {
            const QColor stored(labelHue(choice).name());
            QCOMPARE(labelHueChoice(stored).value_or(-1), choice);
            const LabelColour colour = labelColour(*labelColourIndex(stored), Look(look));
            QVERIFY(contrast(colour.text, colour.fill) >= 4.5);
        }
        // Whatever colour a file brings along, grey and black and the loudest too.
        for (int red = 0; red < 256; red += 51)
            for (int green = 0; green < 256; green += 51)
                for (int blue = 0; blue < 256; blue += 51) {
                    const auto index = labelColourIndex(QColor(red, green, blue));
                    QVERIFY(index && *index < 0);
                    const LabelColour colour = labelColour(*index, Look(look));
                    QVERIFY(contrast(colour.text, colour.fill) >= 4.5);
                }
        const LabelColour grey = labelColour(*labelColourIndex(QColor(90, 90, 90)), Look(look));
        QVERIFY(grey.fill.saturation() < 8);
        QVERIFY(!labelColourIndex(QColor()) && !labelColourIndex(QColor(QString())));
        QVERIFY(!labelHueChoice(QColor(90, 90, 90)));
    }

    void neighboursDiffer_data() { looks(); }
    void neighboursDiffer() {
        QFETCH(int, look);
        for (int i = 0; i < 40; ++i)
            for (int j = 1; j < 6; ++j)
                QVERIFY(labelColour(i, Look(look)).fill != labelColour(i + j, Look(look)).fill);
    }

    void textOnSurfaces_data() { looks(); }
    void textOnSurfaces() {
        QFETCH(int, look);
        const Colours c = Colours::of(Look(look));
        for (const QColor& ground : {c.window, c.surface, c.raised, c.accentSoft}) {
            QVERIFY(contrast(c.text, ground) >= 7);
            QVERIFY2(contrast(c.muted, ground) >= 4.5, qPrintable(ground.name()));
        }
        for (const QColor& state : {c.good, c.warning, c.error, c.accent})
            QVERIFY2(contrast(state, c.surface) >= 4.5, qPrintable(state.name()));
        QVERIFY(contrast(c.onAccent, c.accent) >= 4.5);
    }

    void paletteTellsItsLook_data() { looks(); }
    void paletteTellsItsLook() {
        QFETCH(int, look);
        QCOMPARE(int(lookOf(Colours::of(Look(look)).palette())), look);
    }

private:
    static void looks() {
        QTest::addColumn<int>("look");
        QTest::newRow("light") << int(Look::Light);
        QTest::newRow("dark") << int(Look::Dark);
        QTest::newRow("high contrast") << int(Look::HighContrast);
    }
};

QTEST_APPLESS_MAIN(TestColours)
#include "tst_colours.moc"
