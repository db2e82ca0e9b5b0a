// SPDX-License-Identifier: GPL-3.0-or-later
// What someone does in the first minutes, in the program's own window.
#include "tests/ui/real_window.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/widgets.h"
#include "ui/shell/command_palette.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QToolButton>
#include <QVBoxLayout>

namespace evenspan::ui {

class TestFirstMinutes : public QObject {
    Q_OBJECT

private:
    Theme* m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-test"));
        m_theme = new Theme(*qApp);
    }
    void init() { QSettings().clear(); }

    // Rules of commands ask which page is in front: a document that came while another page was
    // there must not leave the keys of labelling dead.
    void keysLiveOnAPageThatWasFilledUnseen() {
        RealWindow real(*m_theme);
        QVERIFY(real.openLabel());
        real.window->showPage(QStringLiteral("project"));
        const QAction* palette = real.window->actions().action(QStringLiteral("label.palette"));
        QVERIFY(palette);
        real.window->openPath(QString::fromStdString(real.make("third.evenspan").string()));
        QTRY_COMPARE_WITH_TIMEOUT(real.workbench.project().name, QStringLiteral("third"), 30000);
        QTRY_VERIFY_WITH_TIMEOUT(real.label()->hasDocument(), 30000);
        real.window->showPage(QStringLiteral("project"));
        QVERIFY(!palette->isEnabled());
        real.window->showPage(QStringLiteral("label"));
        QTRY_VERIFY_WITH_TIMEOUT(real.label()->hasDocument(), 30000);
        QVERIFY(palette->isEnabled());
        real.canvas()->setFocus();
        QTest::keyClick(real.canvas(), Qt::Key_L, Qt::ControlModifier);
        auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(field);
        QVERIFY(real.label()->isAncestorOf(field));
    }

    void enterOpensTheSample() {
        RealWindow real(*m_theme);
        auto* card = real.window->findChild<ChoiceCard*>();
        QVERIFY(card);
        card->setFocus();
        QTest::keyClick(card, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(real.workbench.project().name, QStringLiteral("sample"), 30000);
    }

    void enterPressesWhatHasTheFocus() {
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        auto* push = new QPushButton(QStringLiteral("push"), &window);
        auto* off = new QPushButton(QStringLiteral("off"), &window);
        off->setEnabled(false);
        auto* box = new QCheckBox(QStringLiteral("box"), &window);
        auto* tool = new QToolButton(&window);
        for (QWidget* widget : std::initializer_list<QWidget*>{push, off, box, tool})
            column->addWidget(widget);
        window.show();
        QSignalSpy pushed(push, &QPushButton::clicked);
        QTest::keyClick(push, Qt::Key_Return);
        QTest::keyClick(push, Qt::Key_Enter, Qt::KeypadModifier);
        QCOMPARE(pushed.count(), 2);
        QTest::keyClick(push, Qt::Key_Return, Qt::ControlModifier); // a command's key
        QCOMPARE(pushed.count(), 2);
        QSignalSpy dead(off, &QPushButton::clicked);
        QTest::keyClick(off, Qt::Key_Return);
        QCOMPARE(dead.count(), 0);
        QTest::keyClick(box, Qt::Key_Return);
        QVERIFY(!box->isChecked());
        QSignalSpy used(tool, &QToolButton::clicked);
        QTest::keyClick(tool, Qt::Key_Return);
        QCOMPARE(used.count(), 1);
    }

    // In a dialog Enter stays with Qt: the default button answers once.
    void dialogsKeepTheirDefaultButton() {
        QDialog dialog;
        auto* buttons =
            new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, &dialog);
        dialog.show();
        QPushButton* ok = buttons->button(QDialogButtonBox::Ok);
        ok->setDefault(true);
        QSignalSpy pressed(ok, &QPushButton::clicked);
        ok->setFocus();
        QTest::keyClick(ok, Qt::Key_Return);
        QCOMPARE(pressed.count(), 1);
    }

    void filesOfEveryFormatAreOffered() {
        const QString filter = importFilter();
        for (const char* ending :
            {"txt", "conll", "conllu", "tsv", "csv", "json", "jsonl", "ann", "xml", "xmi", "zip"})
            QVERIFY2(filter.contains(QStringLiteral("*.%1").arg(QLatin1String(ending))), ending);
        QVERIFY(filter.endsWith(QStringLiteral("(*)")));
    }

    // Blanks alone are no search, and would hide what the field says of itself.
    void blanksDoNotStayInTheCommandField() {
        RealWindow real(*m_theme);
        QVERIFY(real.openLabel());
        auto* field = real.window->findChild<CommandPalette*>();
        QVERIFY(field);
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("  "));
        real.canvas()->setFocus();
        QTRY_VERIFY_WITH_TIMEOUT(field->text().isEmpty(), 30000);
    }

    void aFilterWithQuotesHasNoSecondPair() {
        RealWindow real(*m_theme);
        QVERIFY(real.open());
        Page* page = real.window->showPage(QStringLiteral("project"));
        page->findChild<FilterBar*>()->setText(QStringLiteral("\"Okafor Labs\""));
        QTRY_VERIFY_WITH_TIMEOUT(page->breadcrumb().contains(QStringLiteral("Okafor")), 30000);
        QVERIFY(page->breadcrumb().contains(QStringLiteral("\"Okafor Labs\"")));
        QVERIFY(!page->breadcrumb().contains(QStringLiteral("“\"")));
    }
};

} // namespace evenspan::ui

QTEST_MAIN(evenspan::ui::TestFirstMinutes)
#include "tst_first_minutes.moc"
