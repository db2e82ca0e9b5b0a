// SPDX-License-Identifier: GPL-3.0-or-later
// The table of runs in the real window on a real project: groups, columns made from formulas,
// filters under names, and that all of it is there again.
#include "tests/ui/run_project.h"
#include "ui/common/data_table.h"
#include "ui/train/live/run_view.h"
#include "ui/train/runs/compare_view.h"
#include "ui/train/runs/derived_column_form.h"
#include "ui/train/runs/run_table_model.h"
#include "ui/train/runs/run_table_view.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QStandardPaths>
#include <QToolButton>

#include <algorithm>
#include <set>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

namespace {

QString q(const char* text) {
    return QString::fromUtf8(text);
}

template <class T> T* named(const QWidget* parent, const char* name) {
    for (T* child : parent->findChildren<T*>())
        if (child->accessibleName() == q(name))
            return child;
    qFatal("no %s", name);
}

struct Table {
    RunWindow bench;
    TrainPage* page = nullptr;
    RunTableView* view = nullptr;

    explicit Table(Theme& theme)
        : bench(theme) { }
    bool open() {
        page = bench.open();
        if (!page)
            return false;
        bench.window->actions().action(q("train.table"))->trigger();
        view = page->findChild<RunTableView*>();
        return QTest::qWaitFor([this] { return view->isVisible() && names().size() == 5; }, 30000);
    }
    QAbstractItemModel* model() const { return view->table()->model(); }
    int column(const char* id) const {
        for (int i = 0; i < model()->columnCount(); ++i)
            if (model()->headerData(i, Qt::Horizontal, DataTable::kColumnId) == q(id))
                return i;
        return -1;
    }
    QString cell(int row, const char* id) const {
        return model()->index(row, column(id)).data().toString();
    }
    QStringList names() const { // as they are shown
        QStringList out;
        for (int row = 0; row < model()->rowCount(); ++row)
            out << cell(row, "name").trimmed();
        return out;
    }
    bool shows(const char* id) const {
        return column(id) >= 0 && !view->table()->isColumnHidden(column(id));
    }
    void group(const char* by) const {
        auto* box = named<QComboBox>(view, "Group the runs by");
        const int at = box->findData(q(by));
        if (at < 0)
            qFatal("no group %s", by);
        box->setCurrentIndex(at);
    }
    void filter(const char* text) const {
        view->filterField()->setText(q(text));
        QTest::keyClick(view->filterField(), Qt::Key_Return);
    }
    bool says(const QString& part) const {
        for (const auto* label : view->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(part))
                return true;
        return false;
    }
    // An entry of the menu of columns; `below`: of the submenu of this name.
    void columns(const QString& start, const char* below = nullptr) const {
        auto* menu = named<QMenu>(view, "Columns of the table");
        Q_EMIT menu->aboutToShow();
        if (below)
            for (QAction* action : menu->actions())
                if (action->text() == q(below))
                    menu = action->menu();
        for (QAction* action : menu->actions())
            if (action->text().startsWith(start))
                return action->trigger();
        qFatal("no entry");
    }
    void type(const char* name, const char* formula) const {
        named<QLineEdit>(view, "Name of the column")->setText(q(name));
        named<QLineEdit>(view, "Formula of the column")->setText(q(formula));
    }
    void undo() const {
        for (auto* button : bench.window->toast().findChildren<QPushButton*>())
            if (button->text() == q("Undo"))
                return button->click();
        qFatal("no undo");
    }
    RunTableSettings kept() {
        std::optional<RunTableSettings> found;
        bench.workbench.query<RunTableSettings>(
            [](store::Reader& reader, std::stop_token) { return readRunTableSettings(reader); },
            [&](Result<RunTableSettings> settings) { found = *settings; });
        (void)QTest::qWaitFor([&] { return found.has_value(); }, 30000);
        return *found;
    }
};

} // namespace

class TestRunTableView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(q("evenspan-tests"));
        m_theme = new Theme(*qApp);
    }
    void init() { QSettings().clear(); }

    void everyRunWithItsValues() {
        Table t(*m_theme);
        QVERIFY(t.open());
        QCOMPARE(
            t.names(), (QStringList{q("slow"), q("long"), q("base-3"), q("base-2"), q("base")}));
        QCOMPARE(t.cell(1, "f1"), q("91.0"));
        QCOMPARE(t.cell(1, "epochs"), q("6"));
        QCOMPARE(t.cell(1, "model"), q("run:base"));
        QCOMPARE(t.cell(0, "state"), q("Failed"));
        QCOMPARE(t.cell(0, "f1"), QString());
        QVERIFY(t.shows("f1") && t.shows("minutes") && !t.shows("epochs"));
        QVERIFY(t.says(q("5 of 5 runs")));
        QVERIFY(t.page->breadcrumb().contains(q("Table")));
        QVERIFY(QTest::qWaitFor([&] { return t.view->table()->hasFocus(); }));
        // Every heading says what a formula calls it.
        for (int i = 0; i < t.model()->columnCount(); ++i)
            QVERIFY(
                t.model()
                    ->headerData(i, Qt::Horizontal, Qt::ToolTipRole)
                    .toString()
                    .endsWith(
                        t.model()->headerData(i, Qt::Horizontal, DataTable::kColumnId).toString()));
    }

    void seedsAreOneGroupThatFolds() {
        Table t(*m_theme);
        QVERIFY(t.open());
        t.group("seed");
        QCOMPARE(t.names(),
            (QStringList{
                q("slow"), q("long"), q("▾ base (3 runs)"), q("base-3"), q("base-2"), q("base")}));
        QCOMPARE(t.cell(2, "f1"), q("65.0 ± 1.0"));
        QCOMPARE(t.cell(2, "minutes"), q("2.0 ± 0.0"));
        QCOMPARE(t.cell(2, "epochs"), q("3")); // all of them agree
        QCOMPARE(t.cell(2, "model"), q("minilm"));
        QVERIFY(t.says(q("3 groups")));
        t.view->table()->setCurrentIndex(t.model()->index(2, 0));
        QCOMPARE(int(t.view->selected().size()), 3);
        QTest::keyClick(t.view->table(), Qt::Key_Left);
        QCOMPARE(t.names(), (QStringList{q("slow"), q("long"), q("▸ base (3 runs)")}));
        QTest::keyClick(t.view->table(), Qt::Key_Right);
        QCOMPARE(t.names().size(), 6);
        QTest::keyClick(t.view->table(), Qt::Key_Return);
        QCOMPARE(t.names().size(), 3);
        QCOMPARE(int(t.view->selected().size()), 3);
        t.group("epochs");
        QCOMPARE(t.names(),
            (QStringList{q("▾ 2 (1 runs)"), q("slow"), q("▾ 6 (1 runs)"), q("long"),
                q("▾ 3 (3 runs)"), q("base-3"), q("base-2"), q("base")}));
        t.view->table()->sortByColumn(t.column("f1"), Qt::AscendingOrder);
        QCOMPARE(t.names().at(0), q("▾ 3 (3 runs)"));
        QCOMPARE(t.names().at(1), q("base-2"));
        QCOMPARE(t.names().last(), q("slow")); // without a score: last both ways
        t.view->table()->sortByColumn(t.column("f1"), Qt::DescendingOrder);
        QCOMPARE(t.names().at(1), q("long"));
        QCOMPARE(t.names().last(), q("slow"));
    }

    void tagsGroupToo() {
        Table t(*m_theme);
        QVERIFY(t.open());
        store::RunMarks marks;
        marks.tags = {"paper"};
        bool done = false;
        t.bench.workbench.record(
            [marks](store::Writer& writer) {
                for (const std::int64_t run : {1, 4})
                    if (auto set = store::setRunMarks(writer, RunId(run), marks); !set)
                        return set;
                return Result<void>();
            },
            [&](Result<void> result) { done = result.ok(); });
        SOON(done);
        t.group("tag");
        t.view->reload();
        SOON(t.names().size() == 7);
        QCOMPARE(t.names().at(1), q("slow"));
        QVERIFY(t.names().contains(q("▾ paper (2 runs)")));
        QVERIFY(t.names().contains(q("▾ None (3 runs)")));
        QCOMPARE(t.cell(t.names().indexOf(q("▾ paper (2 runs)")), "tags"), q("paper"));
    }

    void theFilterKnowsColumnsAndSaysMistakes() {
        Table t(*m_theme);
        QVERIFY(t.open());
        t.filter("f1>80");
        QCOMPARE(t.names(), QStringList{q("long")});
        QVERIFY(t.says(q("1 of 5 runs")));
        t.filter("epoch>3");
        QVERIFY(t.says(q("Did you mean epochs?")));
        QCOMPARE(t.names(), QStringList{q("long")}); // what could be read last
        t.filter("epochs>30");
        QVERIFY(!t.says(q("Did you mean")));
        QVERIFY(t.says(q("No run matches")));
        t.filter("model:minilm -state:failed");
        QCOMPARE(t.names(), (QStringList{q("base-3"), q("base-2"), q("base")}));
    }

    void aColumnIsMadeFromAFormula() {
        Table t(*m_theme);
        QVERIFY(t.open());
        t.columns(q("&New column"));
        auto* form = t.view->findChild<DerivedColumnForm*>();
        SOON(form->isVisible());
        auto* add = [&]() -> QPushButton* {
            for (auto* button : form->findChildren<QPushButton*>())
                if (button->text() == q("Add column"))
                    return button;
            return nullptr;
        }();
        QVERIFY(add && !add->isEnabled());
        t.type("speed", "f1 / minute");
        QVERIFY(t.says(q("Did you mean minutes?")) && !add->isEnabled());
        t.type("epochs", "f1 / minutes");
        QVERIFY(t.says(q("another name")) && !add->isEnabled());
        t.type("", "f1 / minutes");
        QVERIFY(t.says(q("21 for long")) && !add->isEnabled());
        t.type("speed", "f1 / minutes");
        QVERIFY(add->isEnabled());
        add->click();
        QVERIFY(!form->isVisible());
        SOON(t.shows("speed"));
        QCOMPARE(t.cell(t.names().indexOf(q("long")), "speed"), q("21"));
        QCOMPARE(t.cell(t.names().indexOf(q("slow")), "speed"), QString());
        t.filter("speed>21.5");
        QCOMPARE(t.names(), (QStringList{q("base-3"), q("base-2"), q("base")}));
        // One that builds on it.
        t.columns(q("&New column"));
        t.type("half", "speed / 2");
        QTest::keyClick(named<QLineEdit>(t.view, "Formula of the column"), Qt::Key_Return);
        SOON(t.shows("half"));
        QCOMPARE(t.cell(t.names().indexOf(q("base")), "half"), q("16.5"));
        t.group("seed");
        QCOMPARE(t.cell(0, "half").left(4), q("16.2")); // mean of the three
        t.group("");
        t.columns(q("Change"), "speed");
        t.type("speed", "f1");
        QTest::keyClick(named<QLineEdit>(t.view, "Formula of the column"), Qt::Key_Return);
        SOON(t.cell(t.names().indexOf(q("base")), "half") == q("33"));
        t.filter("");
        t.columns(q("Remove"), "speed");
        SOON(t.column("speed") < 0);
        QCOMPARE(t.cell(t.names().indexOf(q("base")), "half"), QString());
        t.undo();
        SOON(t.column("speed") >= 0);
        QCOMPARE(t.cell(t.names().indexOf(q("base")), "half"), q("33"));
        SOON((t.kept().derived
            == std::vector<DerivedColumn>{{"speed", "f1"}, {"half", "speed / 2"}}));
    }

    void escapeLeavesTheFormAndThenTheTable() {
        Table t(*m_theme);
        QVERIFY(t.open());
        t.columns(q("&New column"));
        auto* form = t.view->findChild<DerivedColumnForm*>();
        SOON(form->isVisible());
        QTest::keyClick(named<QLineEdit>(t.view, "Name of the column"), Qt::Key_Escape);
        QVERIFY(!form->isVisible() && t.view->isVisible());
        t.columns(q("&New column"));
        QVERIFY(t.page->goUp());
        QVERIFY(!form->isVisible() && t.view->isVisible());
        QVERIFY(t.page->goUp());
        QVERIFY(!t.view->isVisible());
        QVERIFY(!t.page->goUp());
    }

    void filtersAreKeptUnderNames() {
        Table t(*m_theme);
        QVERIFY(t.open());
        auto* button = named<QToolButton>(t.view, "Saved filters");
        const auto menu = [&](const QString& start) {
            button->click();
            auto* menu = button->findChildren<QMenu*>().last();
            for (QAction* action : menu->actions())
                if (action->text().contains(start)) {
                    if (action->isEnabled())
                        action->trigger();
                    menu->close();
                    return;
                }
            qFatal("no entry %s", qPrintable(start));
        };
        t.filter("epoch>1");
        menu(q("Save this filter"));
        auto* name = named<QLineEdit>(t.view, "Name of this filter");
        QVERIFY(!name->isVisible()); // it says what is wrong instead
        t.filter("f1>80");
        menu(q("Save this filter"));
        SOON(name->isVisible());
        name->setText(q("Good"));
        QTest::keyClick(name, Qt::Key_Return);
        SOON(!name->isVisible());
        SOON(button->text() == q("Good"));
        SOON(t.kept().filters.size() == 1);
        t.filter("");
        QCOMPARE(t.names().size(), 5);
        menu(q("Good"));
        QCOMPARE(t.view->filterField()->text(), q("f1>80"));
        QCOMPARE(t.names(), QStringList{q("long")});
        menu(q("Re&move"));
        SOON(button->text().isEmpty());
        SOON(t.kept().filters.empty());
        t.undo();
        SOON(button->text() == q("Good"));
        SOON((t.kept().filters == std::vector<RunTableSettings::Filter>{{"Good", "f1>80"}}));
        // A name that is taken is said, and the line stays open.
        t.filter("f1>10");
        menu(q("Save this filter"));
        name->setText(q("Good"));
        QTest::keyClick(name, Qt::Key_Return);
        SOON(t.says(q("already")));
        QVERIFY(name->isVisible());
    }

    void allOfItIsThereAgain() {
        Table t(*m_theme);
        QVERIFY(t.open());
        t.group("seed");
        t.columns(q("&New column"));
        t.type("speed", "f1 / minutes");
        QTest::keyClick(named<QLineEdit>(t.view, "Formula of the column"), Qt::Key_Return);
        SOON(t.shows("speed"));
        t.filter("-state:failed");
        t.view->table()->sortByColumn(t.column("speed"), Qt::AscendingOrder);
        const QStringList before = t.names();
        QVERIFY(before.contains(q("▾ base (3 runs)")));
        SOON(t.kept().filter == "-state:failed");
        t.bench.workbench.closeProject();
        t.bench.window.reset();
        t.bench.window = std::make_unique<MainWindow>(t.bench.workbench, *m_theme, t.bench.dialogs);
        addProjectPage(*t.bench.window);
        addTrainPage(*t.bench.window, nullptr, &t.bench.workbench.runDesk());
        t.bench.window->show();
        t.page = t.bench.open();
        QVERIFY(t.page);
        t.bench.window->actions().action(q("train.table"))->trigger();
        t.view = t.page->findChild<RunTableView*>();
        SOON(t.names() == before);
        QCOMPARE(t.view->filterField()->text(), q("-state:failed"));
        QVERIFY(t.shows("speed"));
    }

    void runsAreOpenedAndComparedFromIt() {
        Table t(*m_theme);
        QVERIFY(t.open());
        t.group("seed");
        t.view->table()->setCurrentIndex(t.model()->index(2, 0)); // the group
        auto* compare = [&]() -> QPushButton* {
            for (auto* button : t.view->findChildren<QPushButton*>())
                if (button->isVisible() && button->text() == q("Compare 3 runs"))
                    return button;
            return nullptr;
        }();
        QVERIFY(compare);
        compare->click();
        auto* view = t.page->findChild<CompareView*>();
        SOON(view->isVisible());
        QCOMPARE(int(view->runs().size()), 3);
        t.page->goUp();
        SOON(t.view->isVisible()); // where it came from
        t.view->table()->setCurrentIndex(t.model()->index(1, 0));
        QTest::keyClick(t.view->table(), Qt::Key_Return);
        SOON(!t.view->isVisible());
        QCOMPARE(t.page->findChild<RunView*>()->run(), q("long"));
        // The list leaves the table as well.
        t.bench.window->actions().action(q("train.table"))->trigger();
        SOON(t.view->isVisible());
        RunWindow::list(t.page)->setFocus();
        QTest::keyClick(RunWindow::list(t.page), Qt::Key_Down);
        SOON(!t.view->isVisible());
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestRunTableView)
#include "tst_run_table_view.moc"
