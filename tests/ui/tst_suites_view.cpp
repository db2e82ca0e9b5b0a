// SPDX-License-Identifier: GPL-3.0-or-later
// Test suites written in the window: what is typed, pasted, imported, removed and taken back lies
// in the project as it was written; what is wrong with a row is said beside it; a row is tried.
#include "tests/ui/audit_window.h"
#include "tests/ui/fake_live.h"
#include "ui/audit/figures_model.h"
#include "ui/audit/side_views.h"
#include "ui/audit/suite_editor.h"
#include "ui/audit/suite_grid.h"
#include "ui/audit/suite_try.h"
#include "ui/audit/suites_view.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStandardPaths>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

namespace {

// The window with the shipped suites, and the suites opened.
struct Live {
    std::shared_ptr<FakeLive::State> asked = std::make_shared<FakeLive::State>();
    LiveDesk live{std::make_unique<FakeLive>(asked)};
};
struct SuitesWindow : Live, AuditWindow {
    AuditPage* page = nullptr;
    SuitesView* view = nullptr;

    explicit SuitesWindow(Theme& theme)
        : AuditWindow(theme, 6, true, EVENSPAN_SUITES, &live) { }
    bool open(const fairness::Suite* own = nullptr) {
        if (own) {
            auto project = std::move(*store::Project::open(path));
            if (auto kept = saveSuite(*project, *own); !kept)
                qFatal("%s", kept.error().text().c_str());
        }
        page = openAudits();
        if (!page)
            return false;
        view = page->findChild<SuitesView*>();
        page->editSuites();
        return QTest::qWaitFor([this] { return view->list()->count() > 0; }, 30000);
    }
    SuiteDocument* document() const { return view->editor()->document(); }
    bool shows(const QString& name) {
        return QTest::qWaitFor(
            [&] { return document() && document()->fact(SuiteDocument::Name) == name; }, 30000);
    }
    bool choose(const QString& name) {
        for (int row = 0; row < view->list()->count(); ++row)
            if (view->list()->item(row)->text() == name)
                view->list()->setCurrentRow(row);
        return shows(name);
    }
    // What lies in the project, as another session would find it.
    std::optional<OpenDraft> stored(const std::string& name) {
        std::optional<Result<OpenDraft>> out;
        workbench.query<OpenDraft>(
            [name](store::Reader& reader, std::stop_token) {
                return openDraft(reader, EVENSPAN_SUITES, name);
            },
            [&](Result<OpenDraft> found) { out = std::move(found); });
        if (!QTest::qWaitFor([&] { return out.has_value(); }, 30000) || !out->ok())
            return {};
        return **out;
    }
};

template <class T> T* named(QWidget* in, const QString& name) {
    for (auto* one : in->findChildren<T*>())
        if (one->accessibleName() == name || one->property("text").toString() == name)
            return one;
    return nullptr;
}

fairness::Suite suite() {
    fairness::Suite out;
    out.name = "mine";
    out.language = "en";
    out.label = "PER";
    out.source = out.licence = out.date = out.rule = "made up";
    out.templates = {{"t1", "today {name} came"}, {"t2", "we saw {name} there"}};
    for (const char* name : {"Ada", "Bea", "Cleo"})
        out.names.push_back({name, "big", {}, {}, {}, {}});
    for (const char* name : {"Dora", "fin", "gil"})
        out.names.push_back({name, "small", {}, {}, {}, {}});
    return out;
}

QString cell(const SuiteRowsModel* model, int row, int column) {
    return model->index(row, column).data(Qt::EditRole).toString();
}

} // namespace

class TestSuitesView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-suites"));
        m_theme = new Theme(*qApp);
    }

    void aShippedOneIsReadAndCopied() {
        SuitesWindow bench(*m_theme);
        QVERIFY(bench.open());
        const QString name = QStringLiteral("given-names-gender");
        QVERIFY(bench.choose(name));
        auto* document = bench.document();
        QVERIFY(!document->editable());
        QVERIFY(document->names()->rowCount() > 20);
        QVERIFY(!(document->names()->index(0, 0).flags() & Qt::ItemIsEditable));
        QVERIFY(!document->names()->setData(document->names()->index(0, 0), QStringLiteral("x")));
        const auto shipped = document->draft();
        QVERIFY(!shipped.source.empty() && !shipped.licence.empty() && !shipped.date.empty());
        named<QPushButton>(bench.view, QStringLiteral("Duplicate to change it"))->click();
        QVERIFY(bench.shows(name + QStringLiteral(" 2")));
        QVERIFY(bench.document()->editable());
        auto copy = bench.document()->draft();
        SOON(bench.stored(name.toStdString() + " 2").has_value());
        const auto kept = bench.stored(name.toStdString() + " 2");
        QVERIFY(kept->own && !kept->unfinished && kept->draft == copy);
        copy.name = shipped.name;
        QVERIFY(copy == shipped); // source, licence, date and rule go with it
    }

    // Each edit is a step of the project's history, as a label is: the window takes it back, in
    // this session and the next.
    void whatIsTypedIsKeptAndTakenBack() {
        const auto own = suite();
        SuitesWindow bench(*m_theme);
        QVERIFY(bench.open(&own) && bench.choose(QStringLiteral("mine")));
        auto* document = bench.document();
        auto* names = document->names();
        QAbstractItemModelTester tester(
            names, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester other(
            document->templates(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto first = document->draft();
        std::vector<fairness::SuiteDraft> steps{first};
        const auto step = [&] { steps.push_back(document->draft()); };
        QVERIFY(names->setData(names->index(1, 0), QStringLiteral("Beatrix")));
        step();
        QVERIFY(names->setData(names->index(1, 2), QStringLiteral("12.5")));
        step();
        names->remove({4, 0, 2});
        step();
        QCOMPARE(names->rowCount(), 3);
        document->addNames({{"Hal", "small", "", "", "", ""}});
        step();
        document->templates()->remove({1});
        step();
        document->setFact(SuiteDocument::Source, QStringLiteral("a book"));
        step();
        SOON(bench.stored("mine")->draft == steps.back());
        SOON(bench.workbench.project().undoName == QStringLiteral("Change suite mine"));
        const auto shows = [&](const fairness::SuiteDraft& draft) {
            return QTest::qWaitFor(
                [&] { return bench.document() && bench.document()->draft() == draft; }, 30000);
        };
        for (std::size_t at = steps.size() - 1; at > 3; --at) {
            QTest::keyClick(bench.view->list(), Qt::Key_Z, Qt::ControlModifier);
            QVERIFY(shows(steps[at - 1]));
        }
        QCOMPARE(bench.document(), document); // what is shown changes, and nothing is opened anew
        bench.workbench.redo([](Result<void>) {});
        QVERIFY(shows(steps[4]));
        // Another session goes on from there.
        bench.workbench.closeProject();
        bench.page = bench.openAudits();
        bench.page->editSuites();
        SOON(bench.view->list()->count() > 0);
        QVERIFY(bench.choose(QStringLiteral("mine")));
        QVERIFY(shows(steps[4]));
        for (std::size_t at = 4; at > 0; --at) {
            bench.workbench.undo([](Result<void>) {});
            QVERIFY(shows(steps[at - 1]));
        }
        // The next is that the suite came.
        bench.workbench.undo([](Result<void>) {});
        SOON(bench.document()
            && bench.document()->fact(SuiteDocument::Name) != QStringLiteral("mine"));
        QVERIFY(!bench.stored("mine"));
        bench.workbench.redo([](Result<void>) {});
        QVERIFY(bench.shows(QStringLiteral("mine"))); // what comes new is shown
        QVERIFY(shows(first));
        for (std::size_t at = 1; at < steps.size(); ++at) {
            bench.workbench.redo([](Result<void>) {});
            QVERIFY(shows(steps[at]));
        }
    }

    // A name that is taken back is the suite's again.
    void aNewNameIsTakenBack() {
        const auto own = suite();
        SuitesWindow bench(*m_theme);
        QVERIFY(bench.open(&own) && bench.choose(QStringLiteral("mine")));
        bench.document()->setFact(SuiteDocument::Name, QStringLiteral("yours"));
        SOON(bench.stored("yours") && !bench.stored("mine"));
        QCOMPARE(bench.view->list()->currentItem()->text(), QStringLiteral("yours"));
        SOON(bench.workbench.project().undoName == QStringLiteral("Rename suite mine to yours"));
        bench.workbench.undo([](Result<void>) {});
        QVERIFY(bench.shows(QStringLiteral("mine")));
        QVERIFY(bench.document()->draft() == fairness::draftOf(own));
        SOON(bench.view->list()->currentItem()->text() == QStringLiteral("mine"));
    }

    // Edits at random, and rows that come from elsewhere, against a list that is kept beside.
    void rowsAgreeWithAPlainList() {
        SuiteRowsModel model({{QStringLiteral("a"), {}}, {QStringLiteral("b"), {}}});
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        int edits = 0, expected = 0;
        connect(&model, &SuiteRowsModel::edited, &model, [&] { ++edits; });
        QList<QStringList> plain;
        std::vector<QList<QStringList>> history{plain};
        Philox rng(7);
        for (int round = 0; round < 400; ++round) {
            const int kind = int(rng.below(4));
            if (kind == 0 && !plain.isEmpty()) {
                const int row = int(rng.below(std::uint64_t(plain.size())));
                const QString text = QString::number(round);
                QVERIFY(model.setData(model.index(row, 1), text));
                plain[row][1] = text;
                ++expected;
            } else if (kind == 1 && !plain.isEmpty()) {
                QList<int> rows;
                for (int row = 0; row < plain.size(); ++row)
                    if (rng.below(3) == 0)
                        rows.prepend(row);
                model.remove(rows);
                expected += !rows.isEmpty();
                for (const int row : rows)
                    plain.removeAt(row);
            } else if (kind == 2) { // any state that there was
                plain = history[rng.below(history.size())];
                const QPersistentModelIndex first(model.index(0, 0));
                const bool stays =
                    first.isValid() && !plain.isEmpty() && plain.first() == model.rows().first();
                model.setRows(plain);
                if (stays)
                    QCOMPARE(first.row(), 0);
            } else {
                const int at = int(rng.below(std::uint64_t(plain.size()) + 1));
                const QList<QStringList> rows{{QStringLiteral("x"), QString::number(round)},
                    {QStringLiteral("y"), QString()}};
                model.add(at, rows);
                ++expected;
                for (int i = 0; i < rows.size(); ++i)
                    plain.insert(at + i, rows[i]);
            }
            history.push_back(plain);
            QCOMPARE(model.rows(), plain);
            QCOMPARE(edits, expected);
        }
        model.setRows({});
        QVERIFY(model.rows().isEmpty());
    }

    void rowsArePastedAndWrongOnesSaySo() {
        const auto own = suite();
        SuitesWindow bench(*m_theme);
        QVERIFY(bench.open(&own) && bench.choose(QStringLiteral("mine")));
        auto* names = bench.document()->names();
        auto* table = qobject_cast<DataTable*>(bench.view->editor()->panels().at(1));
        QVERIFY(table);
        QGuiApplication::clipboard()->setText(
            QStringLiteral("Group\tName\tFrequency\nsmall\tHal\t3\n\tIda\t\nsmall\tJo\tmany\n"));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(names->rowCount(), 9);
        QCOMPARE(cell(names, 6, 0), QStringLiteral("Hal"));
        QCOMPARE(cell(names, 8, 2), QStringLiteral("many"));
        const int remarks = names->remarksColumn();
        SOON(cell(names, 7, remarks) == QStringLiteral("The group is missing"));
        QCOMPARE(cell(names, 8, remarks), QStringLiteral("The frequency is no number"));
        QVERIFY(names->index(8, remarks).data(SuiteRowsModel::kWrong).toBool());
        QVERIFY(!names->index(6, remarks).data(SuiteRowsModel::kWrong).toBool());
        QVERIFY(
            names->index(8, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("1234.5")));
        // All of it is kept, and audits go on with what had no mistake.
        SOON(bench.stored("mine") && bench.stored("mine")->unfinished);
        QVERIFY(bench.stored("mine")->draft == bench.document()->draft());
        // The finding leads to its rows.
        auto* findings =
            named<QListWidget>(bench.view, QStringLiteral("What to know of the suite"));
        SOON(findings->count() > 1
            && findings->item(0)->text().contains(QStringLiteral("The frequency is no number")));
        Q_EMIT findings->itemActivated(findings->item(0));
        QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(table->currentIndex().data().toString(), QStringLiteral("Jo"));
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(names->rowCount(), 8);
        names->setData(names->index(7, 1), QStringLiteral("small"));
        SOON(!bench.stored("mine")->unfinished);
        QCOMPARE(bench.stored("mine")->draft.names.size(), std::size_t(8));
        // What a table does not hold is no row.
        QGuiApplication::clipboard()->setText(QStringLiteral("\n \n"));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(names->rowCount(), 8);
    }

    void filesComeInAndGoOut() {
        const auto own = suite();
        SuitesWindow bench(*m_theme);
        QVERIFY(bench.open(&own) && bench.choose(QStringLiteral("mine")));
        const QString in = bench.folder.filePath(QStringLiteral("in.csv"));
        const auto write = [&](const QByteArray& bytes) {
            QFile file(in);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        write(QByteArray("name,group\nHal,small\nA\0b,small\n", 31));
        bench.dialogs.file = in;
        named<QPushButton>(bench.view, QStringLiteral("Import…"))->click();
        auto* names = bench.document()->names();
        SOON(names->rowCount() == 8);
        SOON(cell(names, 7, names->remarksColumn())
            == QStringLiteral("A line end or an invisible character"));
        names->remove({7});
        // Bytes that are no text are refused as a whole, with the remedy.
        write("name,group\nZo\xEB,small\n");
        bench.dialogs.file = in;
        named<QPushButton>(bench.view, QStringLiteral("Import…"))->click();
        const auto said = [&] {
            for (auto* label : bench.view->findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(QStringLiteral("UTF-8")))
                    return true;
            return false;
        };
        SOON(said());
        QCOMPARE(names->rowCount(), 7);
        // It stays there when what was written before it, or after it, is on the disk.
        names->setData(names->index(0, 1), QStringLiteral("large"));
        SOON(bench.stored("mine")->draft.names.at(0).group == "large");
        bench.view->load();
        QTest::qWait(100);
        QVERIFY(said());
        const QString out = bench.folder.filePath(QStringLiteral("out.csv"));
        bench.dialogs.saved = out;
        named<QPushButton>(bench.view, QStringLiteral("Export…"))->click();
        SOON(QFile::exists(out));
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto back = fairness::namesFromCsv(file.readAll().toStdString());
        QVERIFY(back.ok());
        QVERIFY(*back == fairness::suiteOf(bench.document()->draft())->names);
        const QString whole = bench.folder.filePath(QStringLiteral("out.json"));
        bench.dialogs.saved = whole;
        named<QPushButton>(bench.view, QStringLiteral("Export…"))->click();
        SOON(QFile::exists(whole));
        QFile json(whole);
        QVERIFY(json.open(QIODevice::ReadOnly));
        QVERIFY(*fairness::suiteFromJson(json.readAll().toStdString())
            == *fairness::suiteOf(bench.document()->draft()));
    }

    void aNewOneIsNamedWrittenRemovedAndBack() {
        SuitesWindow bench(*m_theme);
        QVERIFY(bench.open());
        SOON(bench.document() != nullptr);
        named<QPushButton>(bench.view, QStringLiteral("New"))->click();
        QVERIFY(bench.shows(QStringLiteral("New suite")));
        SOON(bench.stored("New suite").has_value());
        QVERIFY(bench.stored("New suite")->unfinished);
        auto* name = named<QLineEdit>(bench.view, QStringLiteral("Name of the suite"));
        QVERIFY(name->isVisible());
        const auto rename = [&](const QString& text) {
            name->setText(text);
            Q_EMIT name->editingFinished();
        };
        rename(QStringLiteral("given-names-gender")); // taken
        QCOMPARE(bench.document()->fact(SuiteDocument::Name), QStringLiteral("New suite"));
        rename({});
        QCOMPARE(bench.document()->fact(SuiteDocument::Name), QStringLiteral("New suite"));
        rename(QStringLiteral("places"));
        bench.document()->setFact(SuiteDocument::Label, QStringLiteral("LOC"));
        bench.view->editor()->openView(SuiteEditor::Names);
        named<QPushButton>(bench.view, QStringLiteral("Add name"))->click();
        QCOMPARE(bench.document()->names()->rowCount(), 1);
        auto* names = bench.document()->names();
        names->setData(names->index(0, 0), QStringLiteral("Paris"));
        names->setData(names->index(0, 1), QStringLiteral("Europe"));
        bench.document()->addTemplates({{"t1", "I saw {name} ."}});
        SOON(bench.stored("places") && !bench.stored("places")->unfinished);
        QVERIFY(!bench.stored("New suite"));
        const auto kept = bench.document()->draft();
        named<QPushButton>(bench.view, QStringLiteral("Remove the suite from the project"))
            ->click();
        SOON(!bench.stored("places"));
        SOON(bench.document() != nullptr); // another one is shown
        auto* undo = named<QPushButton>(bench.window.get(), QStringLiteral("Undo"));
        QVERIFY(undo);
        undo->click();
        SOON(bench.stored("places") && bench.stored("places")->draft == kept);
        // Going back is going back to the page.
        QVERIFY(bench.page->goUp());
        QVERIFY(!bench.view->isVisible());
    }

    void theChosenRowIsTried() {
        const auto own = suite();
        SuitesWindow bench(*m_theme);
        QVERIFY(bench.open(&own) && bench.choose(QStringLiteral("mine")));
        auto* trial = bench.view->editor()->trial();
        auto* runs = named<QComboBox>(trial, QStringLiteral("Run to try with"));
        SOON(runs->count() == 2);
        QVERIFY(bench.asked->asked.empty()); // nothing is loaded before somebody wants it
        trial->setOn(true);
        auto* names = bench.document()->names();
        SOON(trial->model()->rowCount() == 2);
        SOON(trial->sum().startsWith(QStringLiteral("Found in 2 of 2")));
        names->setData(names->index(0, 0), QStringLiteral("ada")); // the run wants capitals
        SOON(trial->sum().startsWith(QStringLiteral("Found in 0 of 2")));
        names->setData(names->index(0, 0), QStringLiteral("Ada"));
        bench.view->editor()->openView(SuiteEditor::Sentences);
        SOON(trial->sum().startsWith(QStringLiteral("Found with 4 of 6 names")));
        auto* sentences = bench.document()->templates();
        sentences->setData(sentences->index(0, 1), QStringLiteral("nobody"));
        SOON(trial->sum() == QStringLiteral("This row cannot be tried before it is mended."));
    }

    void everyControlHasAName() {
        const auto own = suite();
        SuitesWindow bench(*m_theme);
        QVERIFY(bench.open(&own) && bench.choose(QStringLiteral("mine")));
        for (auto* widget : bench.view->findChildren<QWidget*>()) {
            const bool control = qobject_cast<QComboBox*>(widget)
                || qobject_cast<DataTable*>(widget) || qobject_cast<QListWidget*>(widget)
                || (qobject_cast<QLineEdit*>(widget)
                    && !qobject_cast<QComboBox*>(widget->parentWidget()))
                || (qobject_cast<QPushButton*>(widget)
                    && qobject_cast<QPushButton*>(widget)->text().isEmpty());
            if (control)
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
        for (QWidget* panel : bench.view->panels())
            QVERIFY(panel->focusPolicy() != Qt::NoFocus);
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestSuitesView)
#include "tst_suites_view.moc"
