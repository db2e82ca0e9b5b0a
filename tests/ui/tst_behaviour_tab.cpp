// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/named.h"
#include "tests/ui/fake_live.h"
#include "tests/ui/inspect_window.h"
#include "ui/common/data_table.h"
#include "ui/inspect/behaviour_tab.h"
#include "ui/inspect/live_tab.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

namespace {

using test::named;

QPushButton* button(QWidget* in, const char* text) {
    for (auto* one : in->findChildren<QPushButton*>())
        if (one->text() == QString::fromUtf8(text))
            return one;
    return nullptr;
}

std::vector<BehaviourTest> kept(const InspectWindow& bench) {
    const auto project = store::Project::openReadOnly(bench.path);
    const auto reader = (*project)->reader();
    return *keptBehaviourTests(**reader);
}

} // namespace

class TestBehaviourTab : public QObject {
    Q_OBJECT

    static BehaviourTab* open(InspectWindow& bench) {
        auto* page = bench.open();
        if (!page || !InspectWindow::filled(page))
            return nullptr;
        auto* tab = page->findChild<BehaviourTab*>();
        auto* tabs = page->findChild<QTabWidget*>();
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->tabText(i) == QStringLiteral("Tests"))
                tabs->setCurrentIndex(i);
        return tab;
    }
    static QString cell(BehaviourTab* tab, int row, int column) {
        return tab->findChild<BehaviourModel*>()->index(row, column).data().toString();
    }

    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init() { QSettings().clear(); }

    void aTestIsWrittenRunAndRemoved() {
        InspectWindow bench(*m_theme);
        auto* tab = open(bench);
        QVERIFY(tab);
        auto* model = tab->findChild<BehaviourModel*>();
        const QAbstractItemModelTester check(
            model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto* name = named<QLineEdit>(tab, "Name of the test");
        auto* text = named<QLineEdit>(tab, "Text of the test");
        QVERIFY(name && text);
        QVERIFY(!button(tab, "Run all")->isEnabled());
        name->setText(QStringLiteral("one"));
        text->setText(QStringLiteral("[Mira](PER) came."));
        button(tab, "Add as a new test")->click();
        text->setText(QStringLiteral("Nobody came."));
        button(tab, "Add as a new test")->click();
        SOON(kept(bench).size() == 2);
        QCOMPARE(kept(bench)[0].text.spans.size(), std::size_t(1));
        QCOMPARE(kept(bench)[1].name, std::string("one 2")); // the name was taken
        QCOMPARE(cell(tab, 0, BehaviourModel::Outcome), QStringLiteral("Not run"));

        button(tab, "Run all")->click();
        SOON(cell(tab, 0, BehaviourModel::Outcome) == QStringLiteral("Fails"));
        QCOMPARE(cell(tab, 1, BehaviourModel::Outcome), QStringLiteral("Passes"));
        auto* checks = tab->findChild<ChecksModel*>();
        tab->findChild<DataTable*>()->selectRow(0);
        QCOMPARE(checks->rowCount(), 1);
        QCOMPARE(checks->index(0, ChecksModel::Expected).data().toString(),
            QStringLiteral("[Mira](PER) came."));
        QCOMPARE(
            checks->index(0, ChecksModel::Found).data().toString(), QStringLiteral("Mira came."));

        // A test that was changed was not run.
        text->setText(QStringLiteral("[Oke](PER) came."));
        button(tab, "Save changes")->click();
        QCOMPARE(cell(tab, 0, BehaviourModel::Outcome), QStringLiteral("Not run"));
        SOON(kept(bench)[0].text.text == "Oke came.");

        button(tab, "Remove")->click();
        SOON(kept(bench).size() == 1);
        button(tab, "Undo")->click();
        SOON(kept(bench).size() == 2);
        QCOMPARE(kept(bench)[0].text.text, std::string("Oke came."));
    }

    // The form holds all of a test: what was saved is shown again, and changed alone where it was.
    void ownNamesAndTheLeastDifference() {
        InspectWindow bench(*m_theme);
        auto* tab = open(bench);
        QVERIFY(tab);
        auto* name = named<QLineEdit>(tab, "Name of the test");
        auto* text = named<QLineEdit>(tab, "Text of the test");
        auto* kind = named<QComboBox>(tab, "Kind of test");
        auto* names = named<QPlainTextEdit>(tab, "Other names");
        auto* least = named<QDoubleSpinBox>(tab, "Least difference");
        QVERIFY(names && least);
        name->setText(QStringLiteral("swap"));
        text->setText(QStringLiteral("[Mira](PER) came."));
        kind->setCurrentIndex(kind->findData(int(BehaviourKind::Invariance)));
        QVERIFY(!names->isVisibleTo(tab)); // no names are swapped
        for (auto* box : tab->findChildren<QCheckBox*>())
            box->setChecked(box->text() == QStringLiteral("Other names"));
        QVERIFY(names->isVisibleTo(tab));
        names->setPlainText(QStringLiteral("PER Ana Ruiz"));
        button(tab, "Add as a new test")->click();
        QVERIFY(tab->findChild<ErrorBanner*>()->details().contains(QStringLiteral("PER Ana")));
        names->setPlainText(QStringLiteral("PER: Ana Ruiz; Bo: the second ;\n\nORG: Nordwerk"));
        button(tab, "Add as a new test")->click();
        SOON(kept(bench).size() == 1);
        QCOMPARE(kept(bench)[0].names,
            (NameLists{{"PER", {"Ana Ruiz", "Bo: the second"}}, {"ORG", {"Nordwerk"}}}));

        name->setText(QStringLiteral("title"));
        kind->setCurrentIndex(kind->findData(int(BehaviourKind::Direction)));
        named<QLineEdit>(tab, "The other text")->setText(QStringLiteral("Dr. [Mira](PER) came."));
        least->setValue(0.125);
        button(tab, "Add as a new test")->click();
        SOON(kept(bench).size() == 2);
        QCOMPARE(kept(bench)[1].least, 0.125);
        auto* table = tab->findChild<DataTable*>();
        table->selectRow(0);
        QCOMPARE(
            names->toPlainText(), QStringLiteral("ORG: Nordwerk\nPER: Ana Ruiz; Bo: the second"));
        table->selectRow(1);
        QCOMPARE(least->value(), 0.125);
        least->setValue(0.5);
        button(tab, "Save changes")->click();
        SOON(kept(bench)[1].least == 0.5);
        QCOMPARE(kept(bench)[0].names.size(), std::size_t(2));
    }

    // What is written can be read: by another project, and again without doubling anything.
    void testsAreExportedAndImported() {
        InspectWindow bench(*m_theme);
        auto* tab = open(bench);
        QVERIFY(tab);
        QVERIFY(!button(tab, "Export…")->isEnabled());
        BehaviourTest test;
        test.text = *parseMarked("[Mira](PER) came.");
        for (const char* name : {"one", "two"}) {
            test.name = name;
            tab->add(test);
        }
        SOON(kept(bench).size() == 2);
        bench.dialogs.saved = bench.folder.filePath(QStringLiteral("tests.json"));
        button(tab, "Export…")->click();
        QVERIFY(QFile::exists(bench.dialogs.saved));
        bench.dialogs.file = bench.dialogs.saved;
        auto* note = tab->findChild<ElidedLabel*>();
        button(tab, "Import…")->click();
        SOON(note->fullText() == QStringLiteral("2 tests read, 2 of them here already"));
        QCOMPARE(kept(bench).size(), std::size_t(2));
        button(tab, "Remove")->click(); // of the two, the one that is chosen
        SOON(kept(bench).size() == 1);
        button(tab, "Import…")->click();
        SOON(kept(bench).size() == 2);
        QVERIFY(note->fullText().startsWith(QStringLiteral("2 tests read, 1 of them")));
        button(tab, "Undo")->click();
        SOON(kept(bench).size() == 1);
        // A file that is none, and a dialog that is left.
        QFile broken(bench.folder.filePath(QStringLiteral("broken.json")));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("[1, 2") == 5);
        broken.close();
        bench.dialogs.file = broken.fileName();
        button(tab, "Import…")->click();
        SOON(tab->findChild<ErrorBanner*>()->isVisibleTo(tab));
        QCOMPARE(kept(bench).size(), std::size_t(1));
        bench.dialogs.file.clear();
        button(tab, "Import…")->click();
        QCOMPARE(tab->findChild<BehaviourModel*>()->tests().size(), std::size_t(1));
    }

    void whatIsWrongIsSaidAndNothingKept() {
        InspectWindow bench(*m_theme);
        auto* tab = open(bench);
        QVERIFY(tab);
        named<QLineEdit>(tab, "Name of the test")->setText(QStringLiteral("x"));
        auto* text = named<QLineEdit>(tab, "Text of the test");
        text->setText(QStringLiteral("[](PER)"));
        button(tab, "Add as a new test")->click();
        QVERIFY(!tab->findChild<ErrorBanner*>()->details().isEmpty());
        text->setText(QStringLiteral("nobody came"));
        auto* kind = named<QComboBox>(tab, "Kind of test");
        kind->setCurrentIndex(1);
        for (auto* box : tab->findChildren<QCheckBox*>())
            box->setChecked(false);
        button(tab, "Add as a new test")->click();
        QVERIFY(tab->findChild<BehaviourModel*>()->tests().empty());
        for (auto* box : tab->findChildren<QCheckBox*>())
            box->setChecked(true);
        // Names can be swapped where there are some.
        button(tab, "Add as a new test")->click();
        QVERIFY(tab->findChild<BehaviourModel*>()->tests().empty());
        text->setText(QStringLiteral("[Mira](PER) came"));
        button(tab, "Add as a new test")->click();
        QCOMPARE(tab->findChild<BehaviourModel*>()->tests().size(), std::size_t(1));
        QCOMPARE(tab->findChild<BehaviourModel*>()->tests()[0].changes.size(), std::size_t(6));
    }

    void aRunThatIsAskedCanBeCancelled() {
        InspectWindow bench(*m_theme);
        auto* tab = open(bench);
        QVERIFY(tab);
        BehaviourTest test;
        test.name = "x";
        test.text.text = "nobody came";
        tab->add(test);
        SOON(tab->findChild<BehaviourModel*>()->tests().size() == 1);
        bench.state->wait = true;
        button(tab, "Run all")->click();
        SOON(button(tab, "Cancel") != nullptr);
        button(tab, "Cancel")->click();
        QVERIFY(button(tab, "Run all")->isEnabled());
        QCOMPARE(cell(tab, 0, BehaviourModel::Outcome), QStringLiteral("Not run"));
        bench.state->wait = false;
        button(tab, "Run all")->click();
        SOON(cell(tab, 0, BehaviourModel::Outcome) == QStringLiteral("Passes"));
    }

    void aMentionAndATriedSentenceBecomeTestsByOneClick() {
        LiveDesk desk(std::make_unique<FakeLive>(std::make_shared<FakeLive::State>()));
        InspectWindow bench(*m_theme);
        auto* tab = open(bench);
        QVERIFY(tab);
        auto* page = qobject_cast<InspectPage*>(bench.window->currentPage());
        auto* make = button(page, "Make a test");
        SOON(make && make->isEnabled());
        make->click();
        SOON(kept(bench).size() == 1);
        const auto first = kept(bench)[0];
        QCOMPARE(first.kind, BehaviourKind::Minimum);
        QCOMPARE(first.text.spans.size(), std::size_t(4)); // as the sentence is labelled
        QVERIFY(writeMarked(first.text).find("](ORG) came from [") != std::string::npos);

        auto* live = new LiveTab(bench.workbench, &desk, page);
        page->addTab(live, LiveTab::tr("Try it"));
        live->setText(QStringLiteral("yesterday Mira Lund came"));
        auto* save = button(live, "Save as a test");
        SOON(save->isEnabled());
        save->click();
        SOON(kept(bench).size() == 2);
        QCOMPARE(writeMarked(kept(bench)[1].text), std::string("yesterday [Mira Lund](PER) came"));
    }
};

QTEST_MAIN(TestBehaviourTab)
#include "tst_behaviour_tab.moc"
