// SPDX-License-Identifier: GPL-3.0-or-later
// What a screen reader hears of the canvas.
#include "core/text/grid.h"
#include "ui/label/canvas/canvas_view.h"

#include <QAccessible>
#include <QTest>

using namespace evenspan;
using namespace evenspan::ui;

class TstCanvasAccessible : public QObject {
    Q_OBJECT
private:
    // "😀" is one code point and two units: offsets must not be mixed up.
    const std::string m_text = "😀 Mira lives in Ulm .\nSecond line";

    static CanvasSpan span(std::int64_t id, CodePointRange range, const char* label) {
        CanvasSpan out;
        out.id = SpanId(id);
        out.parts = {range};
        out.label = QString::fromLatin1(label);
        return out;
    }
    std::unique_ptr<TextCanvas> canvas() {
        auto canvas = std::make_unique<TextCanvas>();
        canvas->resize(600, 300);
        canvas->show();
        CanvasSpan suggested = span(3, {2, 16}, "EVENT");
        suggested.suggested = true;
        canvas->setDocument({m_text, *makeGrid(m_text),
            {span(1, {2, 6}, "PER"), span(2, {16, 19}, "LOC"), suggested}});
        return canvas;
    }

private Q_SLOTS:
    void readsTextCaretAndSelection() {
        const auto c = canvas();
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(c.get());
        QVERIFY(face);
        QVERIFY(!face->text(QAccessible::Name).isEmpty());
        QVERIFY(!face->text(QAccessible::Description).isEmpty());
        QVERIFY(face->state().readOnly && face->state().selectableText);
        QAccessibleTextInterface* text = face->textInterface();
        QVERIFY(text);
        const QString whole = QString::fromStdString(m_text);
        QCOMPARE(text->characterCount(), int(whole.size()));
        QCOMPARE(text->text(0, text->characterCount()), whole);
        QCOMPARE(text->text(3, 7), QStringLiteral("Mira"));
        QCOMPARE(text->text(-5, 100'000), whole);
        text->setSelection(0, 3, 7);
        QCOMPARE((c->cursor().selection()), (CodePointRange{2, 6}));
        QCOMPARE(text->selectionCount(), 1);
        int start = 0, end = 0;
        text->selection(0, &start, &end);
        QCOMPARE(start, 3);
        QCOMPARE(end, 7);
        text->setCursorPosition(17);
        QCOMPARE(text->cursorPosition(), 17);
        QCOMPARE(text->selectionCount(), 0);
    }

    void saysTheLabelsOfAPlace() {
        const auto c = canvas();
        auto* text = QAccessible::queryAccessibleInterface(c.get())->textInterface();
        int start = 0, end = 0;
        QCOMPARE(text->attributes(18, &start, &end), QStringLiteral("label:LOC;"));
        QCOMPARE(start, 17);
        QCOMPARE(end, 20);
        const QString both = text->attributes(4, &start, &end);
        QVERIFY(both.contains(QStringLiteral("PER")) && both.contains(QStringLiteral("EVENT")));
        QCOMPARE(start, 3);
        QCOMPARE(end, 7);
        QCOMPARE(text->attributes(21, &start, &end), QString());
        QCOMPARE(start, 20);
        QCOMPARE(end, text->characterCount());
    }

    // What is drawn is also said: states of a span, parts, what is in the hand.
    void saysWhatIsDrawn() {
        const auto c = canvas();
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(c.get());
        auto* text = face->textInterface();
        CanvasSpan joined = span(4, {7, 12}, "ORG");
        joined.parts = {{7, 12}, {22, 28}};
        joined.flagged = true;
        c->updateSpans({joined}, {});
        c->pick(SpanId(4));
        int start = 0, end = 0;
        QString said = text->attributes(24, &start, &end);
        for (const char* part : {"ORG", "flagged", "2 parts", "picked"})
            QVERIFY2(said.contains(QLatin1String(part)), qPrintable(said));
        c->setViews({false, true, false});
        c->setSubwords({{{7, 9}, {9, 13}}, {}, {}, 256});
        said = text->attributes(24, &start, &end);
        QVERIFY(said.contains(QStringLiteral("splits a sub-word")));
        c->setBrush(CanvasBrush{QStringLiteral("PER"), QStringLiteral("p"), 0});
        QVERIFY(face->text(QAccessible::Description).contains(QStringLiteral("PER")));
    }

    void placesAndPointsAgree() {
        const auto c = canvas();
        QVERIFY(QTest::qWaitForWindowExposed(c.get()));
        auto* text = QAccessible::queryAccessibleInterface(c.get())->textInterface();
        for (const int offset : {0, 3, 6, 17, 23}) {
            const QRect rect = text->characterRect(offset);
            QVERIFY(!rect.isEmpty());
            QCOMPARE(text->offsetAtPoint(rect.center()), offset);
        }
    }
};

QTEST_MAIN(TstCanvasAccessible)
#include "tst_canvas_accessible.moc"
