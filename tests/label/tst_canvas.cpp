// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/graphemes.h"
#include "core/text/grid.h"
#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/label/canvas/canvas_view.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

const std::string kMixed = "Ann of \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC e\xCC\x81t\r\n"
                           "\xE5\x8C\x97\xE4\xBA\xAC\xE5\xA4\xA7\n"
                           "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D 12 \xD7\xA2\xD7\x95\xD7\x9C\xD7\x9D";

CanvasDocument documentOf(const std::string& text, std::vector<CanvasSpan> spans = {}) {
    CanvasDocument d;
    d.text = text;
    d.grid = *makeGrid(text);
    d.spans = std::move(spans);
    return d;
}

CanvasSpan spanOf(int id, std::uint32_t begin, std::uint32_t end) {
    CanvasSpan s;
    s.id = SpanId(id);
    s.parts = {{begin, end}};
    s.label = QStringLiteral("ORG");
    return s;
}

} // namespace

class TestCanvas : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_theme = new Theme(*qApp);
        qRegisterMetaType<SpanId>("evenspan::SpanId");
        qRegisterMetaType<CodePointRange>("evenspan::CodePointRange");
        qRegisterMetaType<std::vector<CodePointRange>>("std::vector<evenspan::CodePointRange>");
    }

    // The middle of a character's rectangle hits that character.
    void hitTestIsIdentity() {
        TextCanvas canvas;
        canvas.resize(600, 400);
        canvas.setDocument(documentOf(kMixed));
        canvas.show();
        const auto borders = *graphemeBorders(kMixed);
        for (std::size_t i = 0; i + 1 < borders.size(); ++i) {
            const QRect rect = canvas.characterRect(borders[i]);
            if (rect.width() > 2)
                QCOMPARE(canvas.characterAt(rect.center()), borders[i]);
        }
    }

    // Without blanks between words, neighbours stand in one lane; what overlaps is stacked.
    void neighboursShareALane() {
        const std::string text = "\xE5\x8C\x97\xE4\xBA\xAC\xE5\x8C\x97\xE4\xBA\xAC" // six letters
                                 "\xE5\x8C\x97\xE4\xBA\xAC\nend";
        const auto nextLine = [&](std::vector<CanvasSpan> spans) {
            for (CanvasSpan& span : spans)
                span.label = QStringLiteral("O");
            TextCanvas canvas;
            canvas.resize(600, 400);
            canvas.setDocument(documentOf(text, std::move(spans)));
            canvas.show();
            return canvas.characterRect(7).top();
        };
        const int one = nextLine({spanOf(1, 0, 2)});
        QCOMPARE(nextLine({spanOf(1, 0, 2), spanOf(2, 2, 4), spanOf(3, 4, 6)}), one);
        QVERIFY(nextLine({spanOf(1, 0, 3), spanOf(2, 2, 4)}) > one);
        QVERIFY(nextLine({spanOf(1, 0, 4), spanOf(2, 1, 2)}) > one);
        // A tag that is longer than its word takes the room beside it.
        CanvasSpan wide = spanOf(1, 0, 1);
        wide.label = QStringLiteral("A LONG NAME OF A LABEL");
        TextCanvas canvas;
        canvas.resize(600, 400);
        canvas.setDocument(documentOf(text, {wide, spanOf(2, 1, 3)}));
        canvas.show();
        QVERIFY(canvas.characterRect(7).top() > one);
    }

    // What is decided stands out more than what is asked, in grey too: never by colour alone.
    void labelsOutweighSuggestions_data() {
        QTest::addColumn<int>("look");
        QTest::newRow("light") << int(Look::Light);
        QTest::newRow("dark") << int(Look::Dark);
        QTest::newRow("high contrast") << int(Look::HighContrast);
    }
    void labelsOutweighSuggestions() {
        QFETCH(int, look);
        const auto picture = [&](std::vector<CanvasSpan> spans) {
            TextCanvas canvas;
            canvas.resize(500, 120);
            canvas.setPalette(Colours::of(Look(look)).palette());
            canvas.setDocument(documentOf("Orsolya Brandvik wrote", std::move(spans)));
            canvas.select({21, 22}); // away from the entity
            canvas.show();
            return canvas.viewport()->grab().toImage().convertToFormat(QImage::Format_Grayscale8);
        };
        const QImage plain = picture({});
        const auto weight = [&](const QImage& image) {
            qint64 sum = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    sum += qAbs(qGray(image.pixel(x, y)) - qGray(plain.pixel(x, y)));
            return sum;
        };
        CanvasSpan label = spanOf(1, 0, 16), suggestion = label;
        suggestion.suggested = true;
        const QImage labelled = picture({label}), suggested = picture({suggestion});
        QVERIFY(weight(suggested) > 0);
        QVERIFY2(2 * weight(labelled) > 3 * weight(suggested),
            qPrintable(QStringLiteral("%1 to %2").arg(weight(labelled)).arg(weight(suggested))));
        // The letters stay readable: on the label's ground as on the plain one.
        const auto spread = [](const QImage& image, QRect part) {
            int low = 255, high = 0;
            for (int y = part.top(); y <= part.bottom(); ++y)
                for (int x = part.left(); x <= part.right(); ++x) {
                    low = std::min(low, qGray(image.pixel(x, y)));
                    high = std::max(high, qGray(image.pixel(x, y)));
                }
            return high - low;
        };
        TextCanvas canvas;
        canvas.resize(500, 120);
        canvas.setDocument(documentOf("Orsolya Brandvik wrote"));
        canvas.show();
        const QRect word =
            canvas.characterRect(0).united(canvas.characterRect(6)).adjusted(4, 4, -4, -4);
        QVERIFY(spread(labelled, word) > 100);
    }

    void keysAskForWhatTheySay() {
        TextCanvas canvas;
        canvas.resize(600, 400);
        canvas.setDocument(documentOf("one two three four", {spanOf(1, 4, 7), spanOf(2, 4, 13)}));
        QSignalSpy label(&canvas, &TextCanvas::labelKeyTyped);
        QSignalSpy range(&canvas, &TextCanvas::rangeChangeRequested);
        QSignalSpy accept(&canvas, &TextCanvas::acceptRequested);
        QSignalSpy removal(&canvas, &TextCanvas::removeRequested);
        QTest::keyClick(&canvas, Qt::Key_P);
        QCOMPARE(label.count(), 1);
        QTest::keyClick(&canvas, Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(canvas.picked(), SpanId(2));
        QTest::keyClick(&canvas, Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(canvas.picked(), SpanId(1));
        QTest::keyClick(&canvas, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(range.count(), 1);
        QCOMPARE(range[0][1].value<std::vector<CodePointRange>>(),
            (std::vector<CodePointRange>{{4, 13}}));
        QTest::keyClick(&canvas, Qt::Key_Space);
        QCOMPARE(canvas.picked(), SpanId(2));
        QTest::keyClick(&canvas, Qt::Key_Return);
        QTest::keyClick(&canvas, Qt::Key_Delete);
        QCOMPARE(accept.count(), 1);
        QCOMPARE(removal.count(), 1);
        QTest::keyClick(&canvas, Qt::Key_Escape);
        QCOMPARE(canvas.picked(), SpanId());
    }

    void updateKeepsTheView() {
        std::string text;
        for (int i = 0; i < 3000; ++i)
            text += "one two three\n";
        TextCanvas canvas;
        canvas.resize(600, 400);
        canvas.setDocument(documentOf(text));
        canvas.show();
        canvas.verticalScrollBar()->setValue(20000);
        canvas.grab();
        const auto before = canvas.visibleRange();
        canvas.updateSpans({spanOf(1, 0, 3), spanOf(2, before.begin, before.begin + 3)}, {});
        QCOMPARE(canvas.visibleRange().begin, before.begin);
        canvas.updateSpans({}, {SpanId(1)});
        QCOMPARE(canvas.spans().size(), std::size_t(1));
        canvas.reveal({0, 1});
        QCOMPARE(canvas.visibleRange().begin, 0U);
    }

    void oddTextsArePainted() {
        TextCanvas canvas;
        canvas.resize(300, 300);
        for (const std::string& text : {std::string(), std::string("a\xFF\0b", 4), kMixed,
                 std::string(100000, 'x'), std::string("\n\n\r\r\n\xE2\x80\xA8")}) {
            CanvasDocument d;
            d.text = text;
            d.spans = {spanOf(1, 0, 2), spanOf(2, 1, 90000)};
            canvas.setDocument(d);
            QVERIFY(!canvas.grab().isNull());
        }
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestCanvas)
#include "tst_canvas.moc"
