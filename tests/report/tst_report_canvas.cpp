// SPDX-License-Identifier: GPL-3.0-or-later
// What charts are drawn on: the same strokes by a painter and as an SVG, and texts that are cut.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/base/rng.h"
#include "core/report/canvas.h"
#endif
#include <cmath>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace evenspan;
using namespace evenspan::report;

namespace {

// A letter is as wide as its size, a half of a pair half as wide: widths can be told by hand.
class PlainCanvas final : public Canvas {
public:
    void line(QPointF, QPointF, Ink, double, bool) override { }
    void box(const QRectF&, Ink) override { }
    void frame(const QRectF&, Ink, double) override { }
    void shade(const QRectF&, double) override { }
    void hatch(const QRectF&) override { }
    void dot(QPointF, double, Ink, Ink) override { }
    void text(QPointF, const QString&, const TextStyle&) override { }
    double width(const QString& text, const TextStyle& style) const override {
        double out = 0;
        for (const auto c : text)
            out += style.size * (c.isSurrogate() ? 0.5 : 1);
        return out;
    }
};

double brightness(const QColor& colour) { // relative luminance, WCAG 2.1
    const auto channel = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF())
        + 0.0722 * channel(colour.blueF());
}
double contrast(const QColor& a, const QColor& b) {
    const double x = brightness(a), y = brightness(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

bool halfAPair(const QString& text) {
    for (qsizetype i = 0; i < text.size(); ++i)
        if (text[i].isHighSurrogate()) {
            if (i + 1 == text.size() || !text[i + 1].isLowSurrogate())
                return true;
            ++i;
        } else if (text[i].isLowSurrogate()) {
            return true;
        }
    return false;
}

QImage drawn(const std::function<void(Canvas&)>& paint, double scale = 1, QPointF origin = {}) {
    QImage image(200, 100, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    PainterCanvas canvas(painter, origin, scale, reportFont(), paperInks());
    paint(canvas);
    painter.end();
    return image;
}
// Where something other than white stands.
QRect inked(const QImage& image) {
    QRect out;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) != QColor(Qt::white))
                out |= QRect(x, y, 1, 1);
    return out;
}

QString svg(const std::function<void(Canvas&)>& paint, const QString& alt = {}) {
    SvgCanvas canvas(reportFont());
    paint(canvas);
    return canvas.element(200, 100.5, alt);
}
bool wellFormed(const QString& text) {
    QXmlStreamReader reader(text);
    while (!reader.atEnd())
        reader.readNext();
    return !reader.hasError();
}

} // namespace

class TstReportCanvas : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyInkCanBeTold_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("paper") << false;
        QTest::newRow("dark") << true;
    }
    void everyInkCanBeTold() {
        QFETCH(bool, dark);
        const auto inks = dark ? darkInks() : paperInks();
        const auto of = [&](Ink ink) { return inks[std::size_t(ink)]; };
        const auto paper = of(Ink::Paper);
        QVERIFY(contrast(of(Ink::Text), paper) >= 7);
        QVERIFY(contrast(of(Ink::Muted), paper) >= 4.5);
        QVERIFY(contrast(of(Ink::Accent), paper) >= 4.5);
        QVERIFY(contrast(of(Ink::Text), of(Ink::Band)) >= 7);
        QVERIFY(contrast(of(Ink::Muted), of(Ink::Band)) >= 4.5);
        QCOMPARE(dark, brightness(paper) < brightness(of(Ink::Text)));
    }

    void textsThatFitStay() {
        const PlainCanvas canvas;
        const TextStyle style{10};
        QCOMPARE(canvas.elided(QStringLiteral("abcde"), style, 50), QStringLiteral("abcde"));
        QCOMPARE(canvas.elided(QString(), style, 0), QString());
        QCOMPARE(canvas.elided(QStringLiteral("abcdef"), style, 50),
            QStringLiteral("abc") + QChar(0x2026) + QStringLiteral("f"));
        QCOMPARE(canvas.elided(QStringLiteral("abcdef"), style, 0), QString(QChar(0x2026)));
    }

    // The longest cut that fits, from the middle, never through a character.
    void textsAreCutInTheMiddle() {
        Philox rng(51);
        const PlainCanvas canvas;
        static const QString letters = QStringLiteral("abc def 東京é😀👍");
        for (int round = 0; round < 4000; ++round) {
            QString text;
            for (auto left = rng.below(30); left > 0; --left) {
                const auto at = qsizetype(rng.below(std::uint64_t(letters.size())));
                if (letters[at].isHighSurrogate())
                    text += letters.mid(at, 2);
                else if (!letters[at].isLowSurrogate())
                    text += letters[at];
            }
            const double room = 10 * double(1 + rng.below(20));
            const TextStyle style{10};
            const auto cut = canvas.elided(text, style, room);
            QVERIFY(!halfAPair(cut));
            if (canvas.width(text, style) <= room + 0.5) {
                QCOMPARE(cut, text);
                continue;
            }
            QVERIFY(canvas.width(cut, style) <= room);
            QCOMPARE(cut.count(QChar(0x2026)), qsizetype(1));
            const auto parts = cut.split(QChar(0x2026));
            QVERIFY(text.trimmed().startsWith(parts[0]) || text.startsWith(parts[0]));
            QVERIFY(text.trimmed().endsWith(parts[1]) || text.endsWith(parts[1]));
            QVERIFY(parts[0].size() + parts[1].size() < text.size());
            // Blanks beside the dots are cut away.
            QCOMPARE(parts[0], parts[0].trimmed());
            QCOMPARE(parts[1], parts[1].trimmed());
        }
    }

    void strokesStandWhereTheyAreAsked() {
        const auto box = inked(drawn([](Canvas& c) { c.box({10, 20, 30, 40}, Ink::Text); }));
        QCOMPARE(box, QRect(10, 20, 30, 40));
        // Twice as large, and moved.
        const auto scaled = inked(drawn(
            [](Canvas& c) {
                c.box({10, 20, 30, 10}, Ink::Text);
            },
            2, {5, 6}));
        QCOMPARE(scaled, QRect(25, 46, 60, 20));
        const auto line = inked(drawn([](Canvas& c) {
            c.line({10, 50}, {90, 50}, Ink::Accent, 2);
        }));
        QVERIFY(line.left() >= 9 && line.right() <= 90 && line.height() <= 4);
        const auto dashed = drawn([](Canvas& c) {
            c.line({10, 50}, {90, 50}, Ink::Text, 2, true);
        });
        int changes = 0; // of ink and none along it
        for (int x = 11; x < 89; ++x)
            changes += (dashed.pixelColor(x, 50) == QColor(Qt::white))
                != (dashed.pixelColor(x + 1, 50) == QColor(Qt::white));
        QVERIFY(changes > 10);
        const auto dot = inked(drawn([](Canvas& c) {
            c.dot({50, 50}, 10, Ink::Accent, Ink::Text);
        }));
        QVERIFY(QRect(38, 38, 25, 25).contains(dot) && dot.width() >= 20);
        const auto frame = drawn([](Canvas& c) { c.frame({10, 20, 30, 40}, Ink::Text, 1); });
        QCOMPARE(frame.pixelColor(25, 40), QColor(Qt::white)); // hollow
        const auto hatch = inked(drawn([](Canvas& c) { c.hatch({10, 20, 40, 30}); }));
        QVERIFY(QRect(9, 19, 43, 33).contains(hatch));
        QVERIFY(hatch.width() > 35 && hatch.height() > 25);
    }

    // The darkest shade still lets a text on it be read.
    void shadesAreGreysBetweenPaperAndText() {
        double last = 256;
        for (const double strength : {0.0, 0.25, 0.5, 0.75, 1.0}) {
            const auto image = drawn([&](Canvas& c) { c.shade({0, 0, 50, 50}, strength); });
            const auto colour = image.pixelColor(20, 20);
            QVERIFY(colour.lightnessF() < last);
            last = colour.lightnessF();
            QVERIFY(contrast(colour, paperInks()[std::size_t(Ink::Text)]) >= 4.4);
        }
        const auto at = [&](double strength) {
            return drawn([&](Canvas& c) { c.shade({0, 0, 50, 50}, strength); }).pixelColor(20, 20);
        };
        QCOMPARE(at(-3), at(0));
        QCOMPARE(at(7), at(1));
        QCOMPARE(at(0), QColor(Qt::white));
    }

    void textsStandAtTheirAnchor() {
        const auto text = QStringLiteral("Mmmm");
        for (const bool bold : {false, true}) {
            const auto place = [&](Anchor anchor) {
                return inked(drawn([&](Canvas& c) {
                    c.text({100, 60}, text, {16, Ink::Text, bold, anchor});
                }));
            };
            const auto left = place(Anchor::Left), middle = place(Anchor::Middle),
                       right = place(Anchor::Right);
            QVERIFY(!left.isEmpty());
            QVERIFY(left.left() >= 98 && right.right() <= 102);
            QVERIFY(std::abs(middle.center().x() - 100) <= 3);
            QVERIFY(left.bottom() <= 62 && left.top() >= 40); // on the base line
            double wide = 0;
            drawn([&](Canvas& c) { wide = c.width(text, {16, Ink::Text, bold}); });
            QVERIFY(std::abs(wide - left.width()) < 6);
        }
        double one = 0, two = 0;
        drawn([&](Canvas& c) { one = c.width(text, {10}); }, 1);
        drawn([&](Canvas& c) { two = c.width(text, {10}); }, 4);
        QVERIFY(std::abs(one - two) < 0.15 * two); // the unit is the canvas's
    }

    void anSvgHasAllOfIt() {
        const auto text = svg(
            [](Canvas& c) {
                c.line({1, 2}, {3.456, -0.001}, Ink::Line, 0.5, true);
                c.line({1, 2}, {3, 4}, Ink::Accent, 1);
                c.box({1, 2, 3, 4}, Ink::Band);
                c.frame({1, 2, 3, 4}, Ink::Muted, 1.5);
                c.shade({1, 2, 3, 4}, 0.5);
                c.hatch({1, 2, 3, 4});
                c.dot({5, 6}, 2.25, Ink::Accent, Ink::Paper);
                c.text(
                    {7, 8}, QStringLiteral("a < b & \"c\""), {9, Ink::Text, true, Anchor::Right});
            },
            QStringLiteral("<alt> & \"more\""));
        QVERIFY2(wellFormed(text), qPrintable(text));
        const auto holds = [&](const char* part) {
            if (!text.contains(QLatin1String(part)))
                qWarning("no %s in %s", part, qPrintable(text));
            return text.contains(QLatin1String(part));
        };
        QVERIFY(holds("viewBox=\"0 0 200 100.5\" width=\"200\" height=\"100.5\""));
        QVERIFY(holds("role=\"img\""));
        QVERIFY(holds("aria-label=\"&lt;alt&gt; &amp; &quot;more&quot;\""));
        QVERIFY(holds("<line class=\"s3\" x1=\"1\" y1=\"2\" x2=\"3.46\" y2=\"0\" "
                      "stroke-width=\"0.5\" stroke-dasharray=\"3 2\"/>"));
        QVERIFY(
            holds("<line class=\"s4\" x1=\"1\" y1=\"2\" x2=\"3\" y2=\"4\" stroke-width=\"1\"/>"));
        QVERIFY(holds("<rect class=\"i5\" x=\"1\" y=\"2\" width=\"3\" height=\"4\"/>"));
        QVERIFY(holds("<rect class=\"s2\" fill=\"none\""));
        QVERIFY(holds("fill-opacity=\"0.2\""));
        QVERIFY(holds("fill=\"url(#hatch)\""));
        QVERIFY(holds("<circle class=\"i4 s0\" cx=\"5\" cy=\"6\" r=\"2.25\"/>"));
        QVERIFY(
            holds("text-anchor=\"end\" font-weight=\"600\">a &lt; b &amp; &quot;c&quot;</text>"));
        QVERIFY(!text.contains(QLatin1String("#1b1f24"))); // colours come from the style sheet
    }

    void anyTextMakesSoundXml() {
        Philox rng(52);
        static const QString letters = QStringLiteral("ab<>&\"'\\;#]é東😀 ");
        for (int round = 0; round < 500; ++round) {
            QString text;
            for (auto left = rng.below(12); left > 0; --left) {
                const auto at = qsizetype(rng.below(std::uint64_t(letters.size())));
                text += letters[at].isHighSurrogate() ? letters.mid(at, 2)
                    : letters[at].isLowSurrogate()    ? QString()
                                                      : QString(letters[at]);
            }
            const auto made = svg([&](Canvas& c) { c.text({0, 0}, text, {}); }, text);
            QVERIFY2(wellFormed(made), qPrintable(made));
        }
    }

    void svgWidthsLeaveSomeRoom() {
        const SvgCanvas canvas(reportFont());
        double painted = 0;
        const auto text = QStringLiteral("Group of names");
        drawn([&](Canvas& c) { painted = c.width(text, {100}); });
        QVERIFY(canvas.width(text, {100}) > painted);
        QVERIFY(canvas.width(text, {100}) < 1.12 * painted);
        QVERIFY(std::abs(canvas.width(text, {50}) * 2 - canvas.width(text, {100})) < 0.01);
        QCOMPARE(canvas.width(QString(), {9}), 0.0);
    }
};

QTEST_MAIN(TstReportCanvas)
#include "tst_report_canvas.moc"
