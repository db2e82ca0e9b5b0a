// SPDX-License-Identifier: GPL-3.0-or-later
// Keys in the canvas whatever types them, and moves by what the eye sees.
#include "core/text/grid.h"
#include "ui/common/theme.h"
#include "ui/label/canvas/canvas_view.h"

#include <QInputMethodEvent>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

std::unique_ptr<TextCanvas> canvasOf(const std::string& text, int width = 700) {
    auto canvas = std::make_unique<TextCanvas>();
    canvas->resize(width, 300);
    CanvasDocument d;
    d.text = text;
    d.grid = *makeGrid(text);
    canvas->setDocument(std::move(d));
    canvas->show();
    return canvas;
}

} // namespace

class TstCanvasInput : public QObject {
    Q_OBJECT
    Theme* m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }

    // Input methods are off in the canvas; a text field composes.
    void inputMethodsAreOff() {
        const auto canvas = canvasOf("one two");
        QVERIFY(!canvas->testAttribute(Qt::WA_InputMethodEnabled));
        QVERIFY(!canvas->viewport()->testAttribute(Qt::WA_InputMethodEnabled));
        QInputMethodQueryEvent query(Qt::ImEnabled);
        QCoreApplication::sendEvent(canvas.get(), &query);
        QVERIFY(!query.value(Qt::ImEnabled).toBool());
        QLineEdit field;
        QInputMethodQueryEvent other(Qt::ImEnabled);
        QCoreApplication::sendEvent(&field, &other);
        QVERIFY(other.value(Qt::ImEnabled).toBool());
        QInputMethodEvent composing(QStringLiteral("ni"), {});
        QCoreApplication::sendEvent(&field, &composing);
        QInputMethodEvent commit;
        commit.setCommitString(QStringLiteral("你"));
        QCoreApplication::sendEvent(&field, &commit);
        QCOMPARE(field.text(), QStringLiteral("你"));
    }

    // One that composes all the same: what it commits counts as keys, what it composes does not.
    void committedLettersAreKeys() {
        const auto canvas = canvasOf("one two");
        QSignalSpy keys(canvas.get(), &TextCanvas::labelKeyTyped);
        QInputMethodEvent composing(QStringLiteral("p"), {});
        QCoreApplication::sendEvent(canvas.get(), &composing);
        QCOMPARE(keys.count(), 0);
        const auto commit = [&](const QString& text) {
            QInputMethodEvent event;
            event.setCommitString(text);
            QCoreApplication::sendEvent(canvas.get(), &event);
        };
        commit(QStringLiteral("p"));
        commit(QStringLiteral("ｐ")); // full width
        commit(QStringLiteral("你"));
        QCOMPARE(keys.count(), 2);
        QCOMPARE(keys[1][0].toString(), QStringLiteral("p"));
        QTest::keyClick(canvas.get(), Qt::Key_O);
        QCOMPARE(keys.count(), 3);
    }

    void lettersOfOtherLayouts() {
        QCOMPARE(labelLetters(QStringLiteral("p")), QStringLiteral("p"));
        QCOMPARE(labelLetters(QStringLiteral("７")), QStringLiteral("7"));
        QCOMPARE(labelLetters(QStringLiteral("з"), 33), QStringLiteral("p")); // Cyrillic
        QCOMPARE(labelLetters(QStringLiteral("פ"), 33), QStringLiteral("p")); // Hebrew
        QCOMPARE(labelLetters(QStringLiteral("з")), QString());
        QCOMPARE(labelLetters(QStringLiteral("з"), 9), QString());
        QCOMPARE(labelLetters(QStringLiteral("-"), 33), QString());
        QCOMPARE(labelLetters(QStringLiteral("a-")), QString());
        QCOMPARE(labelLetters(QString(), 33), QString());
    }

    // Right and Left go where they say, whatever the direction of the letters: the middles of the
    // tokens of one line grow and shrink, and each is visited once.
    void sidewaysIsVisual_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("hebrew") << QStringLiteral("שלום עולם טוב");
        QTest::newRow("latin in hebrew") << QStringLiteral("שלום Ulm Nord טוב 12 עולם");
        QTest::newRow("arabic in latin") << QStringLiteral("the city القاهرة الكبرى is big");
        QTest::newRow("emoji") << QStringLiteral("a 👩‍🔬 שלום b");
    }
    void sidewaysIsVisual() {
        QFETCH(QString, text);
        const std::string bytes = text.toStdString();
        const auto canvas = canvasOf(bytes);
        const auto tokens = makeGrid(bytes)->tokens;
        const auto middle = [&](CodePointRange token) {
            return canvas->characterRect(token.begin).center().x();
        };
        std::vector<CodePointRange> sorted = tokens;
        std::ranges::sort(sorted, {}, middle);
        // To the left edge first.
        for (std::size_t i = 0; i < tokens.size(); ++i)
            QTest::keyClick(canvas.get(), Qt::Key_Left);
        QCOMPARE(canvas->cursor().head(), sorted.front());
        for (std::size_t i = 1; i < sorted.size(); ++i) {
            QTest::keyClick(canvas.get(), Qt::Key_Right);
            QCOMPARE(canvas->cursor().head(), sorted[i]);
        }
        QTest::keyClick(canvas.get(), Qt::Key_Right);
        QCOMPARE(canvas->cursor().head(), sorted.back());
    }

    // By character too, and the caret never jumps back.
    void charactersAreVisual() {
        const std::string bytes = "שלום Ulm טוב";
        const auto canvas = canvasOf(bytes);
        QTest::keyClick(canvas.get(), Qt::Key_Home, Qt::AltModifier);
        std::set<std::uint32_t> places{canvas->cursor().head().begin};
        for (int i = 0; i < 12; ++i) { // a line of twelve characters from its right edge
            QTest::keyClick(canvas.get(), Qt::Key_Left, Qt::AltModifier);
            places.insert(canvas->cursor().head().begin);
        }
        QCOMPARE(places.size(), std::size_t(13));
        for (int i = 0; i < 12; ++i)
            QTest::keyClick(canvas.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(canvas->cursor().head().begin, 0U);
    }

    // The ends of a span move by the letters at the end: a Latin name in a Hebrew line grows to the
    // right with Right.
    void endsMoveByTheirLetters() {
        const std::string bytes = "שלום Ulm Nord טוב";
        const auto canvas = canvasOf(bytes);
        CanvasSpan span;
        span.id = SpanId(1);
        span.parts = {{5, 8}};
        span.label = QStringLiteral("LOC");
        canvas->updateSpans({span}, {});
        qRegisterMetaType<SpanId>("evenspan::SpanId");
        qRegisterMetaType<std::vector<CodePointRange>>("std::vector<evenspan::CodePointRange>");
        QSignalSpy changed(canvas.get(), &TextCanvas::rangeChangeRequested);
        canvas->pick(SpanId(1));
        QTest::keyClick(canvas.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][1].value<std::vector<CodePointRange>>(),
            (std::vector<CodePointRange>{{5, 13}}));
        span.parts = {{0, 4}};
        canvas->updateSpans({span}, {});
        QTest::keyClick(canvas.get(), Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(changed[1][1].value<std::vector<CodePointRange>>(),
            (std::vector<CodePointRange>{{0, 8}}));
    }
};

QTEST_MAIN(TstCanvasInput)
#include "tst_canvas_input.moc"
