// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse makes of a text: ranges, ends of spans, a brush, parts.
#include "core/base/rng.h"
#include "core/text/grid.h"
#include "ui/common/theme.h"
#include "ui/label/canvas/canvas_view.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

const std::string kText = "Mira met (Okafor Labs), in Ulm. Nobody else came.";

CanvasSpan spanOf(int id, std::uint32_t begin, std::uint32_t end) {
    CanvasSpan s;
    s.id = SpanId(id);
    s.parts = {{begin, end}};
    s.label = QStringLiteral("ORG");
    return s;
}

// A canvas on the screen with its signals heard.
struct Stand {
    TextCanvas canvas;
    QSignalSpy made{&canvas, &TextCanvas::selectionMade};
    QSignalSpy brushed{&canvas, &TextCanvas::brushed};
    QSignalSpy changed{&canvas, &TextCanvas::rangeChangeRequested};
    QSignalSpy joined{&canvas, &TextCanvas::joinRequested};

    explicit Stand(const std::string& text = kText, std::vector<CanvasSpan> spans = {}) {
        canvas.resize(800, 300);
        CanvasDocument d;
        d.text = text;
        d.grid = *makeGrid(text);
        d.spans = std::move(spans);
        canvas.setDocument(std::move(d));
        canvas.show();
    }
    // In the middle of a character.
    QPoint at(std::uint32_t codePoint) { return canvas.characterRect(codePoint).center(); }
    void press(QPoint p, Qt::KeyboardModifiers m = {}) {
        QTest::mousePress(canvas.viewport(), Qt::LeftButton, m, p);
    }
    void move(QPoint p, Qt::KeyboardModifiers m = {}) {
        QMouseEvent event(QEvent::MouseMove, QPointF(p), canvas.viewport()->mapToGlobal(QPointF(p)),
            Qt::NoButton, Qt::LeftButton, m);
        QCoreApplication::sendEvent(canvas.viewport(), &event);
    }
    void release(QPoint p, Qt::KeyboardModifiers m = {}) {
        QTest::mouseRelease(canvas.viewport(), Qt::LeftButton, m, p);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers m = {}) {
        press(from, m);
        move((from + to) / 2, m);
        move(to, m);
        release(to, m);
    }
    void click(QPoint p, Qt::KeyboardModifiers m = {}) {
        press(p, m);
        release(p, m);
    }
    CodePointRange selected() const { return canvas.cursor().selection(); }
};

CodePointRange rangeOf(const QSignalSpy& spy, int argument = 0) {
    return spy.last().at(argument).value<CodePointRange>();
}

} // namespace

class TstCanvasMouse : public QObject {
    Q_OBJECT
    Theme* m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() {
        m_theme = new Theme(*qApp);
        qRegisterMetaType<SpanId>("evenspan::SpanId");
        qRegisterMetaType<CodePointRange>("evenspan::CodePointRange");
        qRegisterMetaType<std::vector<CodePointRange>>("std::vector<evenspan::CodePointRange>");
    }

    void aDragTakesWholeWordsWithoutOuterPunctuation() {
        Stand s;
        s.drag(s.at(9), s.at(22)); // from the bracket to the comma
        QCOMPARE(s.made.count(), 1);
        QCOMPARE(rangeOf(s.made), (CodePointRange{10, 21}));
        s.drag(s.at(12), s.at(19)); // half words become whole
        QCOMPARE(rangeOf(s.made), (CodePointRange{10, 21}));
        s.drag(s.at(17), s.at(12), Qt::AltModifier); // backwards, by character
        QVERIFY(rangeOf(s.made).begin >= 12 && rangeOf(s.made).end <= 18);
        QVERIFY(rangeOf(s.made).size() < 11);
    }

    void aTremblingClickIsAClick() {
        Stand s(kText, {spanOf(1, 10, 21)});
        s.press(s.at(12));
        s.move(s.at(12) + QPoint(2, 1));
        s.release(s.at(12) + QPoint(2, 1));
        QCOMPARE(s.made.count(), 0);
        QCOMPARE(s.canvas.picked(), SpanId(1));
    }

    void clicksExtendDoubleAndTriple() {
        Stand s;
        s.click(s.at(0));
        s.click(s.at(19), Qt::ShiftModifier);
        QCOMPARE(rangeOf(s.made), (CodePointRange{0, 21}));
        s.click(s.at(28), Qt::ShiftModifier); // the end moves on, the start stays
        QCOMPARE(rangeOf(s.made), (CodePointRange{0, 30}));
        QTest::mouseDClick(s.canvas.viewport(), Qt::LeftButton, {}, s.at(11));
        QCOMPARE(rangeOf(s.made), (CodePointRange{10, 16}));
        s.click(s.at(11));
        QCOMPARE(rangeOf(s.made), (CodePointRange{0, 31})); // the sentence
        QTest::mouseDClick(s.canvas.viewport(), Qt::LeftButton, {}, s.at(35));
        s.click(s.at(35));
        QCOMPARE(s.selected(), (CodePointRange{32, 49}));
    }

    void handlesMoveEndsAndSnap() {
        Stand s(kText, {spanOf(1, 10, 16)});
        s.canvas.pick(SpanId(1));
        const QPoint end = s.canvas.handleOf(SpanId(1), true).center();
        QTest::mouseMove(s.canvas.viewport(), end);
        s.move(end); // hovering is a move without a button for the canvas
        s.press(end);
        QVERIFY(s.canvas.dragging());
        s.move(s.at(20));
        QCOMPARE(s.canvas.ghost(), (std::vector<CodePointRange>{{10, 21}}));
        s.move(s.at(28));
        QCOMPARE(s.canvas.ghost().front().end, 26U); // less than half of Ulm: the word before
        s.move(s.at(20));
        s.release(s.at(20));
        QCOMPARE(s.changed.count(), 1);
        QCOMPARE(s.changed[0][1].value<std::vector<CodePointRange>>(),
            (std::vector<CodePointRange>{{10, 21}}));
        QCOMPARE(s.made.count(), 0);
        // By character, the start.
        const QPoint start = s.canvas.handleOf(SpanId(1), false).center();
        s.press(start);
        s.move(s.at(12), Qt::AltModifier);
        const auto by = s.canvas.ghost().front();
        QVERIFY(by.begin > 10 && by.begin < 14 && by.end == 16);
        // Esc takes it back; the release then asks for nothing.
        QTest::keyClick(&s.canvas, Qt::Key_Escape);
        QVERIFY(!s.canvas.dragging());
        s.release(s.at(12));
        QCOMPARE(s.changed.count(), 1);
        QCOMPARE(s.canvas.picked(), SpanId(1));
        // Never past the other end.
        s.press(s.canvas.handleOf(SpanId(1), true).center());
        s.move(s.at(2));
        QCOMPARE(s.canvas.ghost(), (std::vector<CodePointRange>{{10, 16}}));
        s.release(s.at(2));
        QCOMPARE(s.changed.count(), 1);
        s.canvas.setReadOnly(true);
        s.press(s.canvas.handleOf(SpanId(1), true).center());
        QVERIFY(s.canvas.ghost().empty());
        s.release(s.at(2));
    }

    void theCursorShowsWhatItWouldDo() {
        Stand s(kText, {spanOf(1, 10, 16)});
        QCOMPARE(s.canvas.viewport()->cursor().shape(), Qt::IBeamCursor);
        const auto hover = [&](QPoint p) {
            QMouseEvent event(QEvent::MouseMove, QPointF(p),
                s.canvas.viewport()->mapToGlobal(QPointF(p)), Qt::NoButton, Qt::NoButton, {});
            QCoreApplication::sendEvent(s.canvas.viewport(), &event);
        };
        hover(s.at(12)); // over the span: its handles are there
        hover(s.canvas.handleOf(SpanId(1), true).center());
        QCOMPARE(s.canvas.viewport()->cursor().shape(), Qt::SizeHorCursor);
        hover(s.at(40));
        QCOMPARE(s.canvas.viewport()->cursor().shape(), Qt::IBeamCursor);
        s.canvas.setBrush(CanvasBrush{QStringLiteral("PER"), QStringLiteral("p"), 1});
        QCOMPARE(s.canvas.viewport()->cursor().shape(), Qt::BitmapCursor);
    }

    void aBrushLabelsWhatIsChosen() {
        Stand s(kText, {spanOf(1, 27, 30)});
        QSignalSpy left(&s.canvas, &TextCanvas::brushLeft);
        s.canvas.setBrush(CanvasBrush{QStringLiteral("PER"), QStringLiteral("p"), 1});
        s.click(s.at(1)); // one click, one word
        QCOMPARE(s.brushed.count(), 1);
        QCOMPARE(rangeOf(s.brushed), (CodePointRange{0, 4}));
        s.drag(s.at(11), s.at(20));
        QCOMPARE(rangeOf(s.brushed), (CodePointRange{10, 21}));
        QCOMPARE(s.made.count(), 0);
        s.click(s.at(28)); // an entity is picked, not labelled again
        QCOMPARE(s.brushed.count(), 2);
        QCOMPARE(s.canvas.picked(), SpanId(1));
        QTest::keyClick(&s.canvas, Qt::Key_Escape); // lets go of the entity first
        QCOMPARE(left.count(), 0);
        QTest::keyClick(&s.canvas, Qt::Key_Escape);
        QCOMPARE(left.count(), 1);
        // A double-click is one word, not two labels.
        s.brushed.clear();
        s.click(s.at(33));
        QTest::mouseDClick(s.canvas.viewport(), Qt::LeftButton, {}, s.at(33));
        s.release(s.at(33));
        QCOMPARE(s.brushed.count(), 1);
    }

    void twoClicksMakeASelection() {
        Stand s;
        s.canvas.setTwoClicks(true);
        s.click(s.at(11));
        QCOMPARE(s.made.count(), 0);
        s.click(s.at(1)); // backwards
        QCOMPARE(rangeOf(s.made), (CodePointRange{0, 16}));
        s.click(s.at(11));
        QTest::keyClick(&s.canvas, Qt::Key_Escape); // the start is dropped
        s.click(s.at(27));
        QCOMPARE(s.made.count(), 1);
    }

    void controlAddsAPartToThePickedSpan() {
        Stand s(kText, {spanOf(1, 0, 4)});
        s.canvas.pick(SpanId(1));
        s.drag(s.at(11), s.at(20), Qt::ControlModifier);
        QCOMPARE(s.joined.count(), 1);
        QCOMPARE(rangeOf(s.joined, 1), (CodePointRange{10, 21}));
        QCOMPARE(s.canvas.picked(), SpanId(1));
        s.click(s.at(28), Qt::ControlModifier);
        QCOMPARE(rangeOf(s.joined, 1), (CodePointRange{27, 30}));
        QCOMPARE(s.made.count(), 0);
    }

    void theTextRunsOnWhileTheMouseIsHeldBeyondTheEdge() {
        std::string text;
        for (int i = 0; i < 400; ++i)
            text += "one two three.\n";
        Stand s(text);
        const std::uint32_t seen = s.canvas.visibleRange().end;
        s.press(s.at(0));
        s.move({200, s.canvas.viewport()->height() + 80});
        QTRY_VERIFY(s.selected().end > seen + 200);
        QCOMPARE(s.selected().begin, 0U);
        s.release({200, s.canvas.viewport()->height() + 80});
        const int stopped = s.canvas.verticalScrollBar()->value();
        QTest::qWait(120);
        QCOMPARE(s.canvas.verticalScrollBar()->value(), stopped);
        QCOMPARE(s.made.count(), 1);
    }

    // withPart() against one flag a code point.
    void partsAreThoseOfANaiveModel() {
        Philox rng(3);
        for (int round = 0; round < 5'000; ++round) {
            std::vector<bool> held(24, false);
            std::vector<CodePointRange> parts;
            const auto range = [&] {
                const auto begin = std::uint32_t(rng.below(20));
                return CodePointRange{begin, begin + 1 + std::uint32_t(rng.below(4))};
            };
            for (std::uint64_t i = 0, n = 1 + rng.below(4); i < n; ++i) {
                const CodePointRange now = range();
                // What one part holds already goes out.
                bool inside = true;
                for (std::uint32_t at = now.begin; at < now.end; ++at)
                    inside = inside && held[at];
                parts = withPart(parts, now);
                for (std::uint32_t at = now.begin; at < now.end; ++at)
                    held[at] = !inside;
                std::vector<CodePointRange> wanted;
                for (std::uint32_t at = 0; at < held.size(); ++at)
                    if (held[at] && (at == 0 || !held[at - 1]))
                        wanted.push_back({at, at + 1});
                    else if (held[at])
                        wanted.back().end = at + 1;
                QCOMPARE(parts, wanted);
            }
        }
    }
};

QTEST_MAIN(TstCanvasMouse)
#include "tst_canvas_mouse.moc"
