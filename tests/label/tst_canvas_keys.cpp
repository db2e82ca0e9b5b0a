// SPDX-License-Identifier: GPL-3.0-or-later
// The keys that move the cursor of the text, alone and with Shift, one row for each.
#include "core/text/grid.h"
#include "ui/common/theme.h"
#include "ui/label/canvas/canvas_view.h"

#include <QTest>

#include <algorithm>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

constexpr std::uint32_t kLine = 9; // code points of a line with its end
constexpr std::uint32_t kLines = 60;
constexpr std::uint32_t kFrom = 20 * kLine + 3; // the middle word of a line in the middle

} // namespace

class TestCanvasKeys : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    // The cursor stands on the word at kFrom, with a screen of text above and below it.
    static std::unique_ptr<TextCanvas> canvas() {
        auto out = std::make_unique<TextCanvas>();
        CanvasDocument document;
        for (std::uint32_t i = 0; i < kLines; ++i)
            document.text += "aa bb cc\n";
        document.grid = *makeGrid(document.text);
        out->resize(600, 300);
        out->setDocument(document);
        out->show();
        out->select({kFrom, kFrom + 2});
        QTest::keyClick(out.get(), Qt::Key_Escape); // the cursor alone, behind the word
        QTest::keyClick(out.get(), Qt::Key_Left);
        return out;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void movesAndExtends_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("control");
        QTest::addColumn<uint>("least"); // the word's first character lies there
        QTest::addColumn<uint>("most");
        const uint from = kFrom, last = (kLines - 1) * kLine + 6;
        QTest::newRow("left") << int(Qt::Key_Left) << false << from - 3 << from - 3;
        QTest::newRow("right") << int(Qt::Key_Right) << false << from + 3 << from + 3;
        QTest::newRow("up") << int(Qt::Key_Up) << false << from - kLine << from - kLine;
        QTest::newRow("down") << int(Qt::Key_Down) << false << from + kLine << from + kLine;
        QTest::newRow("home") << int(Qt::Key_Home) << false << from - 3 << from - 3;
        QTest::newRow("end") << int(Qt::Key_End) << false << from + 3 << from + 3;
        QTest::newRow("page up") << int(Qt::Key_PageUp) << false << from - 15 * kLine
                                 << from - 2 * kLine;
        QTest::newRow("page down")
            << int(Qt::Key_PageDown) << false << from + 2 * kLine << from + 15 * kLine;
        QTest::newRow("to the start") << int(Qt::Key_Home) << true << 0u << 0u;
        QTest::newRow("to the end") << int(Qt::Key_End) << true << last << last;
    }
    void movesAndExtends() {
        QFETCH(int, key);
        QFETCH(bool, control);
        QFETCH(uint, least);
        QFETCH(uint, most);
        const Qt::KeyboardModifiers modifiers = control ? Qt::ControlModifier : Qt::NoModifier;
        const auto moved = canvas();
        QCOMPARE(moved->cursor().target().begin, kFrom);
        QTest::keyClick(moved.get(), Qt::Key(key), modifiers);
        const CodePointRange word = moved->cursor().target();
        QVERIFY(word.begin >= least && word.begin <= most);
        QCOMPARE(word.end, word.begin + 2);
        QVERIFY(moved->cursor().selection().empty());
        if (least != most) // a page keeps to the column
            QCOMPARE(word.begin % kLine, kFrom % kLine);
        const auto shown = moved->visibleRange();
        QVERIFY(shown.begin <= word.begin && word.end <= shown.end);

        const auto extended = canvas();
        QTest::keyClick(extended.get(), Qt::Key(key), modifiers | Qt::ShiftModifier);
        const CodePointRange chosen = extended->cursor().selection();
        QCOMPARE(chosen.begin, std::min(kFrom, word.begin));
        QCOMPARE(chosen.end, std::max(kFrom + 2, word.end));
        // A move without Shift ends the selection.
        QTest::keyClick(extended.get(), Qt::Key_Left);
        QVERIFY(extended->cursor().selection().empty());
    }

    // Alt takes single characters, which Shift gathers.
    void altTakesCharacters() {
        const auto text = canvas();
        const Qt::KeyboardModifiers keys = Qt::AltModifier | Qt::ShiftModifier;
        QTest::keyClick(text.get(), Qt::Key_Right, keys);
        const CodePointRange one = text->cursor().selection();
        QTest::keyClick(text.get(), Qt::Key_Right, keys);
        QCOMPARE(text->cursor().selection(), (CodePointRange{one.begin, one.end + 1}));
        QTest::keyClick(text.get(), Qt::Key_Left, keys);
        QCOMPARE(text->cursor().selection(), one);
    }

    // What belongs to the page is left to it: done, next document, redo, next panel.
    void otherKeysAreLeftAlone() {
        const auto text = canvas();
        for (const auto& [key, modifiers] : {std::pair{Qt::Key_Return, Qt::ControlModifier},
                 std::pair{Qt::Key_PageDown, Qt::ControlModifier},
                 std::pair{Qt::Key_PageUp, Qt::ControlModifier},
                 std::pair{Qt::Key_Z, Qt::ControlModifier}, std::pair{Qt::Key_F6, Qt::NoModifier},
                 std::pair{Qt::Key_F8, Qt::NoModifier}}) {
            QKeyEvent event(QEvent::KeyPress, key, modifiers);
            QApplication::sendEvent(text.get(), &event);
            QVERIFY2(!event.isAccepted(), qPrintable(QKeySequence(key | modifiers).toString()));
            QCOMPARE(text->cursor().target().begin, kFrom);
        }
    }
};

QTEST_MAIN(TestCanvasKeys)
#include "tst_canvas_keys.moc"
