// SPDX-License-Identifier: GPL-3.0-or-later
// The fairness page in the real window on a real project: stored audits of every shape, an audit
// that is made by the toy engine, its cancel, the way to the mentions and back, the export.
#include "core/app/audit/sensitive_attributes.h"
#include "core/store/annotations.h"
#include "core/text/offset_map.h"
#include "tests/runs/train_fixture.h"
#include "tests/ui/audit_window.h"
#include "ui/audit/audit_mentions.h"
#include "ui/audit/audit_sentences.h"
#include "ui/audit/audit_setup.h"
#include "ui/audit/chart_view.h"
#include "ui/audit/export_report_dialog.h"
#include "ui/audit/figures_model.h"
#include "ui/audit/figures_tab.h"
#include "ui/audit/sentences_tab.h"
#include "ui/audit/side_views.h"
#include "ui/common/data_table.h"
#include "ui/inspect/errors_tab.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

namespace {

template <class T> T* named(QWidget* page, const char* name) {
    for (auto* one : page->findChildren<T*>())
        if (one->accessibleName() == QLatin1String(name)
            || one->property("text").toString() == QLatin1String(name))
            return one;
    return nullptr;
}

bool says(QWidget* page, const QString& words) {
    for (auto* label : page->findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(words))
            return true;
    return false;
}

// The project of a TrainFixture with a run "a" by the toy engine, in the window.
struct ToyWindow {
    test::TrainFixture fixture;
    AppWorkbench workbench{
        [] {
            return Result<std::filesystem::path>(Error{ErrorCode::NotFound, "No sample", "", ""});
        },
        std::make_unique<EndlessBackend>()};
    ScriptedDialogs dialogs;
    std::unique_ptr<MainWindow> window;
    AuditPage* page = nullptr;

    explicit ToyWindow(Theme& theme, bool suite = false) {
        test::RunEvents events;
        if (auto done = fixture.train(fixture.request("a"), events); !done)
            qFatal("%s", done.error().text().c_str());
        if (suite) { // words that are people, and words that are not
            fairness::Suite words;
            words.name = "words";
            words.label = "PER";
            words.templates = {{"t1", "w7 {name} w9 ."}, {"t2", "w11 w20 {name} ."}};
            for (int w = 10; w < 95; ++w)
                words.names.push_back(
                    {"w" + std::to_string(w), w > 60 ? "people" : "things", {}, {}, {}, {}});
            if (auto kept = saveSuite(*fixture.project, words); !kept)
                qFatal("%s", kept.error().text().c_str());
        }
        fixture.close();
        window = std::make_unique<MainWindow>(workbench, theme, dialogs);
        addAuditPage(*window, &workbench.runDesk(), {EVENSPAN_TOY_ENGINE, "no-suites", "0.1.0"});
        window->show();
        window->openPath(QString::fromStdString(fixture.path.string()));
        if (!QTest::qWaitFor([this] { return workbench.isOpen(); }, 30000))
            qFatal("the project does not open");
        page = qobject_cast<AuditPage*>(window->showPage(QStringLiteral("audit")));
    }
    AuditRequest request() const {
        AuditRequest out;
        out.name = "toy";
        out.run = "a";
        out.split = "validation";
        out.groups = {"position"};
        out.rounds = 200;
        return out;
    }
    std::vector<std::string> kept() {
        std::optional<std::vector<std::string>> out;
        workbench.query<std::vector<std::string>>(
            [](store::Reader& reader, std::stop_token) { return auditNames(reader); },
            [&](Result<std::vector<std::string>> names) { out = *names; });
        (void)QTest::qWaitFor([&] { return out.has_value(); }, 30000);
        return *out;
    }
};

} // namespace

class TestAuditPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-audits"));
        m_theme = new Theme(*qApp);
    }
    void init() { QSettings().clear(); }

    void withoutAnAuditItSaysWhatOneIs() {
        AuditWindow bench(*m_theme, 6);
        AuditPage* page = bench.openAudits();
        QVERIFY(page);
        SOON(says(page, QStringLiteral("No audit yet")));
        QCOMPARE(page->panels().size(), 1);
        page->newAudit();
        auto* runs = named<QComboBox>(page, "Model");
        SOON(runs->count() == 2);
        QVERIFY(named<QPushButton>(page, "Start the audit")->isEnabled());
        // A sensitive group needs a purpose.
        named<QCheckBox>(
            page, "These groups say something sensitive of people: origin, gender, belief, health")
            ->setChecked(true);
        QVERIFY(!named<QPushButton>(page, "Start the audit")->isEnabled());
        named<QLineEdit>(page, "Purpose of the audit")->setText(QStringLiteral("a check"));
        QVERIFY(named<QPushButton>(page, "Start the audit")->isEnabled());
        const auto request = page->findChild<AuditSetup*>()->request();
        QCOMPARE(request.purpose, std::string("a check"));
        QCOMPARE(request.split, std::string("test"));
        QCOMPARE(request.groups, (std::vector<std::string>{"casing", "length", "seen"}));
        QCOMPARE(request.margin, 0.05);
        QVERIFY(page->goUp());
        QVERIFY(says(page, QStringLiteral("No audit yet")));
    }

    // A group that the project calls sensitive ticks the box, and keeps it so.
    void aMarkedGroupAsksForItsPurpose() {
        AuditWindow bench(*m_theme, 6);
        {
            auto project = std::move(*store::Project::open(bench.path));
            QVERIFY(markSensitive(*project, "attribute:gender"));
            store::AttributeRow row;
            row.name = "gender";
            QVERIFY(store::Annotations(*project->writer()).saveAttribute(row));
        }
        AuditPage* page = bench.openAudits();
        QVERIFY(page);
        page->newAudit();
        auto* groups = named<QListWidget>(page, "Groups");
        SOON(!groups->findItems(QStringLiteral("gender"), Qt::MatchExactly).isEmpty());
        auto* item = groups->findItems(QStringLiteral("gender"), Qt::MatchExactly).first();
        auto* sensitive = named<QCheckBox>(
            page, "These groups say something sensitive of people: origin, gender, belief, health");
        QVERIFY(!sensitive->isChecked());
        item->setCheckState(Qt::Checked);
        QVERIFY(sensitive->isChecked() && !sensitive->isEnabled());
        QVERIFY(!named<QPushButton>(page, "Start the audit")->isEnabled());
        named<QLineEdit>(page, "Purpose of the audit")->setText(QStringLiteral("a check"));
        QVERIFY(named<QPushButton>(page, "Start the audit")->isEnabled());
        QVERIFY(page->findChild<AuditSetup*>()->request().sensitive);
        item->setCheckState(Qt::Unchecked);
        QVERIFY(sensitive->isEnabled());
    }

    void storedAuditsAreShown_data() {
        QTest::addColumn<int>("groups");
        QTest::addColumn<QString>("name");
        QTest::newRow("one group") << 1 << QStringLiteral("region");
        QTest::newRow("six") << 6 << QStringLiteral("region");
        QTest::newRow("forty, long names")
            << 40 << QString(120, QLatin1Char('x')) + QStringLiteral(" & <b>region</b>");
    }
    void storedAuditsAreShown() {
        QFETCH(int, groups);
        QFETCH(QString, name);
        AuditWindow bench(*m_theme, 6);
        bench.keep(test::sampleAudit(std::size_t(groups), name.toStdString()), "stored");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "stored"));
        SOON(says(page, QStringLiteral("87.1%")));
        auto* tabs = page->findChild<SideViews*>();
        auto* kinds = named<QComboBox>(page, "Kind of groups");
        QCOMPARE(kinds->count(), 3);
        for (int kind = 0; kind < 3; ++kind) {
            kinds->setCurrentIndex(kind);
            Q_EMIT kinds->activated(kind);
            for (int at = 1; at < tabs->count() - 1; ++at) {
                tabs->setCurrentIndex(at);
                if (qobject_cast<SentencesTab*>(tabs->widget(at)))
                    continue; // asks the run
                auto* tab = qobject_cast<FiguresTab*>(tabs->widget(at));
                QVERIFY(tab);
                QAbstractItemModelTester tester(tab->model());
                const auto& part = page->audit()->parts.dimensions[std::size_t(kind)];
                if (at == 1) {
                    QCOMPARE(tab->model()->rowCount(), groups);
                    QCOMPARE(tab->findChildren<ChartView*>().size(), 1);
                    QCOMPARE(tab->model()->data(tab->model()->index(0, 0)).toString(),
                        QString::fromStdString(page->audit()->audit.dimensions[0].groups[0].name));
                    // What has no figure stays last, whichever way it is sorted.
                    for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                        tab->model()->sort(3, order);
                        std::optional<double> before;
                        bool none = false;
                        for (int row = 0; row < groups; ++row) {
                            const auto& value = tab->model()
                                                    ->table()
                                                    .rows[std::size_t(tab->model()->place(row))][3]
                                                    .value;
                            QVERIFY(!none || !value);
                            none = none || !value;
                            if (before && value)
                                QVERIFY(order == Qt::AscendingOrder ? *before <= *value
                                                                    : *before >= *value);
                            before = value;
                        }
                    }
                }
                // A table behind each chart.
                int pictures = 0, tables = 0;
                for (const auto* blocks :
                    {&part.groups, &part.gaps, &part.errors, &part.swaps, &part.calibration})
                    for (const auto& block : *blocks) {
                        pictures += std::holds_alternative<report::Picture>(block);
                        tables += std::holds_alternative<report::Table>(block);
                        if (const auto* table = std::get_if<report::Table>(&block))
                            for (const auto& row : table->rows)
                                QCOMPARE(row.size(), table->columns.size());
                        if (const auto* text = std::get_if<report::Paragraph>(&block))
                            QVERIFY2(
                                !text->text.contains(QLatin1String("{#")), qPrintable(text->text));
                    }
                QVERIFY(pictures > 0 && tables >= pictures);
                bench.window->grab();
            }
        }
        for (const auto& figure : page->audit()->parts.headline)
            QVERIFY(!figure.limits.contains(QLatin1String("{#")));
    }

    void nothingAssessable() {
        AuditWindow bench(*m_theme, 6);
        bench.keep(test::emptyAudit(), "nothing");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "nothing"));
        SOON(says(page, QStringLiteral("No group is large enough to be judged.")));
        auto* tabs = page->findChild<SideViews*>();
        tabs->setCurrentIndex(2);
        QVERIFY(says(page, QStringLiteral("There is no group to compare")));
        fairness::AuditResult bare;
        bare.name = "bare";
        // Without any groups at all.
        const auto parts = report::auditParts(bare, "en");
        QVERIFY(parts && parts->dimensions.empty() && parts->headline.size() == 3);
        QVERIFY(!report::auditParts(bare, "tlh"));
    }

    void everyAuditInTheListOpens() {
        AuditWindow bench(*m_theme, 6);
        bench.keep(test::sampleAudit(6), "older");
        bench.keep(test::sampleAudit(3), "newer");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "newer"));
        auto* all = page->findChild<AuditsTab*>();
        QAbstractItemModelTester tester(all->model());
        SOON(all->model()->rowCount() == 2);
        QCOMPARE(all->model()->index(1, 0).data().toString(), QStringLiteral("older"));
        auto* tabs = page->findChild<SideViews*>();
        tabs->setCurrentIndex(tabs->count() - 1);
        auto* table = all->findChild<DataTable*>();
        table->selectRow(1);
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(AuditWindow::shows(page, "older"));
    }

    // The newest audit of each run with the same groups of the same text, with intervals.
    void runsAreComparedByTheSameQuestion() {
        AuditWindow bench(*m_theme, 6);
        const auto keep = [&](const char* name, const char* run, double worst, std::int64_t time,
                              const char* split) {
            auto audit = test::sampleAudit(6);
            audit.run = run;
            audit.time = time;
            audit.split = split;
            auto& group = audit.dimensions[0].groups[0];
            group.level = "full";
            group.cells.front().f1 = {worst, worst - 0.05, worst + 0.05, "", "bca", false};
            if (audit.run == "third")
                audit.dimensions.erase(audit.dimensions.begin());
            bench.keep(audit, name);
        };
        keep("old", "first", 0.30, 1000, "test");
        keep("new", "first", 0.40, 2000, "test");
        keep("other", "second", 0.35, 1500, "test");
        keep("elsewhere", "second", 0.10, 3000, "validation");
        keep("without", "third", 0.20, 2500, "test");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "without"));
        auto* all = page->findChild<AuditsTab*>();
        auto* question = named<QComboBox>(page, "Groups that runs are compared by");
        SOON(all->model()->rowCount() > 0);
        const auto row = [&](int at, int column) {
            return all->model()->index(at, column).data().toString();
        };
        const auto find = [&](const QString& words) {
            for (int at = 0; at < question->count(); ++at)
                if (question->itemText(at).contains(words))
                    return at;
            return -1;
        };
        // Three runs have the two kinds of groups that "third" has, two the column.
        QVERIFY(question->currentIndex() > 0);
        QVERIFY(question->currentText().contains(QStringLiteral("3 run")));
        const int documents = find(QStringLiteral("of test: 2 run"));
        QVERIFY(documents > 0);
        question->setCurrentIndex(documents);
        Q_EMIT question->activated(documents);
        QCOMPARE(all->model()->rowCount(), 2);
        QCOMPARE(row(0, 0), QStringLiteral("first"));
        QCOMPARE(row(0, 1), QStringLiteral("new"));
        QCOMPARE(row(0, 6), QStringLiteral("40.0% [35.0, 45.0]"));
        QCOMPARE(row(1, 0), QStringLiteral("second"));
        QCOMPARE(row(1, 1), QStringLiteral("other"));
        QCOMPARE(row(1, 6), QStringLiteral("35.0% [30.0, 40.0]"));
        // Other text is another question.
        QVERIFY(find(QStringLiteral("of validation: 1 run")) > 0);
        question->setCurrentIndex(0);
        Q_EMIT question->activated(0);
        QCOMPARE(all->model()->rowCount(), 5);
        QCOMPARE(row(0, 0), QStringLiteral("elsewhere")); // the newest
        auto* table = all->findChild<DataTable*>();
        table->selectRow(4);
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(AuditWindow::shows(page, "old"));
    }

    // Names in sentences: what a figure counts is listed with the run's answers.
    void aFigureOfASuiteOpensItsSentences() {
        ToyWindow bench(*m_theme, true);
        auto request = bench.request();
        request.groups.clear();
        request.suites = {"words"};
        request.swaps = {{"PER", "words"}};
        bench.page->start(request);
        QVERIFY(AuditWindow::shows(bench.page, "toy"));
        const auto& audit = bench.page->audit()->audit;
        QCOMPARE(audit.dimensions.size(), std::size_t(2));
        auto* tabs = bench.page->findChild<SideViews*>();
        auto* sentences = bench.page->findChild<SentencesTab*>();
        QAbstractItemModelTester tester(
            sentences->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto* kinds = named<QComboBox>(bench.page, "Kind of groups");
        for (int kind = 0; kind < 2; ++kind) {
            kinds->setCurrentIndex(kind);
            Q_EMIT kinds->activated(kind);
            tabs->setCurrentIndex(3); // errors
            auto* tab = qobject_cast<FiguresTab*>(tabs->widget(3));
            auto* table = tab->findChild<DataTable*>();
            SOON(tab->model()->rowCount() == 2);
            const auto& groups = audit.dimensions[std::size_t(kind)].groups;
            std::uint64_t listed = 0;
            for (int row = 0; row < 2; ++row)
                for (const auto& [column, count] :
                    {std::pair(1, groups[std::size_t(row)].errors.right),
                        std::pair(2, groups[std::size_t(row)].errors.otherType),
                        std::pair(6, groups[std::size_t(row)].errors.missed)}) {
                    tabs->setCurrentIndex(3);
                    table->setCurrentIndex(tab->model()->index(row, column));
                    table->setFocus();
                    QTest::keyClick(table, Qt::Key_Return);
                    QCOMPARE(tabs->currentWidget(), sentences);
                    QVERIFY(sentences->asking());
                    SOON(!sentences->asking());
                    // As many as the audit counted, each with the answer of its column.
                    QCOMPARE(std::uint64_t(sentences->model()->rowCount()), count.value_or(0));
                    listed += sentences->cases().size();
                    for (const auto& one : sentences->cases()) {
                        QCOMPARE(one.group, groups[std::size_t(row)].name);
                        QCOMPARE(one.answer.right(), column == 1);
                        QVERIFY(one.text.find(one.answer.name) != std::string::npos);
                        QCOMPARE(one.document == DocumentId{}, kind == 0);
                    }
                    QVERIFY(bench.page->goUp()); // Esc: to the figure
                    QCOMPARE(tabs->currentWidget(), static_cast<QWidget*>(tab));
                }
            QVERIFY(listed > 0);
        }
        // What a swap changed, from the matrix: both answers, of which one is right.
        tabs->setCurrentIndex(4);
        auto* swaps = qobject_cast<FiguresTab*>(tabs->widget(4));
        const auto& dimension = audit.dimensions[1];
        Q_EMIT swaps->casesWanted(
            {dimension.id, dimension.groups[1].name, std::string(), {}, {}, CaseWish::Change::Any});
        SOON(!sentences->asking());
        QVERIFY(!sentences->cases().empty());
        for (const auto& one : sentences->cases()) {
            QVERIFY(one.before && one.before->right() != one.answer.right());
            QVERIFY(one.before->name != one.answer.name);
        }
        // Enter leads to the place in the document where the name was written.
        std::optional<std::pair<DocumentId, CodePointRange>> place;
        connect(sentences, &SentencesTab::placeWanted, sentences,
            [&](DocumentId document, CodePointRange range) {
                place = {document, range};
            });
        auto* list = sentences->findChild<DataTable*>();
        list->setCurrentIndex(sentences->model()->index(0, 0));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Return);
        SOON(place.has_value());
        const auto& first = sentences->cases()[std::size_t(sentences->model()->place(0))];
        QCOMPARE(place->first, first.document);
        std::optional<std::string> there;
        bench.workbench.document(place->first, [&](Result<store::DocumentData> document) {
            const OffsetMap map(document->text);
            there = std::string(map.slice(place->second));
        });
        SOON(there.has_value());
        QCOMPARE(*there, first.before->name);
        // A list that has changed since says so.
        Q_EMIT swaps->casesWanted({dimension.id, "no such group", {}, {}, {}, {}});
        SOON(!sentences->asking());
        SOON(says(bench.page, QStringLiteral("no such group")));
    }

    void whatAFigureOfNamesCountsIsTold() {
        const auto audit = test::sampleAudit(3);
        const auto& dimension = audit.dimensions[2];
        const auto parts = report::auditParts(audit, "en");
        QVERIFY(parts);
        const auto table = [&](const QString& id) {
            const auto& part = parts->dimensions[2];
            for (const auto* blocks : {&part.groups, &part.gaps, &part.errors, &part.swaps})
                for (const auto& block : *blocks)
                    if (const auto* one = std::get_if<report::Table>(&block))
                        if (one->id.startsWith(id))
                            return *one;
            qFatal("there is no table %s", qPrintable(id));
        };
        const auto group = [&](std::size_t at) { return dimension.groups[at].name; };
        const auto whole = casesBehind(dimension, table(QStringLiteral("performance.")), 1, 0);
        QVERIFY(whole && whole->group == group(1) && !whole->from && whole->answers.empty());
        QCOMPARE(whole->dimension, dimension.id);
        const auto missed = casesBehind(dimension, table(QStringLiteral("errors.")), 0, 6);
        QVERIFY(missed && missed->group == group(0));
        QVERIFY(missed->answers == std::set{SlotAnswer::Kind::Missed});
        // Groups that the inspection page has no column for; its own go there.
        auto listed = audit.dimensions[1];
        listed.id = "list:mine";
        listed.source = "list";
        auto errors = table(QStringLiteral("errors."));
        errors.id = QStringLiteral("errors.list:mine");
        const auto merged = casesBehind(listed, errors, 0, 5);
        QVERIFY(merged && merged->answers == std::set{SlotAnswer::Kind::Merged});
        listed.id = "structure:polysemy";
        listed.source = "structure";
        QVERIFY(casesBehind(listed, errors, 0, 1) && !mentionsBehind(listed, "errors.x", 0, 1));
        listed.id = "structure:subwords";
        QVERIFY(!casesBehind(listed, errors, 0, 1) && mentionsBehind(listed, "errors.x", 0, 1));
        const auto matrix = table(QStringLiteral("matrix."));
        const auto pair = casesBehind(dimension, matrix, 0, 2);
        QVERIFY(pair && pair->from);
        QCOMPARE(QString::fromStdString(*pair->from), matrix.rows[0][0].printed);
        QCOMPARE(QString::fromStdString(pair->group), matrix.columns[2].head);
        QVERIFY(!casesBehind(dimension, matrix, 0, 1)); // a group in the place of itself
        const auto map = table(QStringLiteral("templates."));
        const auto cell = casesBehind(dimension, map, 1, 2);
        QVERIFY(cell);
        QCOMPARE(QString::fromStdString(cell->pattern), map.rows[1][0].printed);
        QCOMPARE(QString::fromStdString(cell->group), map.columns[2].head);
        const auto lost = casesBehind(dimension, table(QStringLiteral("swaps.")), 0, 4);
        QVERIFY(lost && lost->change == CaseWish::Change::Lost);
        QVERIFY(!casesBehind(audit.dimensions[0], table(QStringLiteral("performance.")), 0, 0));
        QVERIFY(!casesBehind(dimension, map, 1000, 0));
    }

    // Enter on a count lists its mentions; Esc comes back.
    void aFigureOpensItsMentions() {
        AuditWindow bench(*m_theme, 48);
        auto audit = test::sampleAudit(6);
        audit.run = "first";
        audit.split = "validation";
        auto& dimension = audit.dimensions.front();
        dimension.id = "meta:source";
        dimension.groups[0].name = "mail";
        dimension.groups[1].name = "report";
        bench.keep(audit, "stored");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "stored"));
        auto* tabs = page->findChild<SideViews*>();
        tabs->setCurrentIndex(3); // errors
        auto* tab = qobject_cast<FiguresTab*>(tabs->widget(3));
        auto* table = tab->findChild<DataTable*>();
        SOON(tab->model()->rowCount() == 6);
        table->setCurrentIndex(tab->model()->index(1, 6)); // report, missed
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return);
        auto* inspect = qobject_cast<InspectPage*>(bench.window->currentPage());
        QVERIFY(inspect);
        SOON(InspectWindow::filled(inspect));
        auto* errors = inspect->findChild<ErrorsTab*>();
        const auto wanted = [&] {
            const auto filter = errors->filter();
            return filter.wanted.contains("meta:source")
                && filter.wanted.at("meta:source") == std::set<std::string>{"report"}
            && filter.wanted.contains("class")
                && filter.wanted.at("class") == std::set<std::string>{"missed"};
        };
        SOON(wanted());
        for (int i = 0; i < 4 && bench.window->currentPage() != page; ++i)
            QTest::keyClick(bench.window.get(), Qt::Key_Escape);
        QCOMPARE(bench.window->currentPage(), page);
    }

    // Each row of a chart, and each cell of a matrix, leads to the mentions of its place in the
    // table.
    void aChartLeadsToItsMentions() {
        AuditWindow bench(*m_theme, 6);
        bench.keep(test::sampleAudit(6), "stored");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "stored"));
        auto* tabs = page->findChild<SideViews*>();
        for (const int at : {1, 3}) { // groups, errors
            tabs->setCurrentIndex(at);
            auto* tab = qobject_cast<FiguresTab*>(tabs->widget(at));
            auto* chart = tab->findChildren<ChartView*>().value(0);
            QVERIFY(chart);
            QStringList rows, columns, wanted;
            connect(chart, &ChartView::picked, tab, [&](const QString& row, const QString& column) {
                if (rows.isEmpty() || rows.last() != row)
                    rows << row;
                if (!columns.contains(column))
                    columns << column;
            });
            std::vector<MentionFilter> filters;
            disconnect(tab, &AuditTab::mentionsWanted, page, nullptr);
            connect(tab, &AuditTab::mentionsWanted, tab,
                [&](const MentionFilter& filter) { filters.push_back(filter); });
            for (int y = 0; y < chart->height(); y += 4)
                for (int x = chart->width() / 2; x < chart->width(); x += 40)
                    QTest::mouseClick(chart, Qt::LeftButton, {}, {x, y});
            QStringList groups;
            for (const auto& row : tab->model()->table().rows)
                groups << row.front().printed;
            QCOMPARE(rows, groups);
            QVERIFY(at == 1 ? columns == QStringList{QString()} : columns.size() > 1);
            QVERIFY(!filters.empty());
            std::set<std::string> seen, classes;
            for (const auto& filter : filters) {
                seen.insert(*filter.wanted.at("meta:region").begin());
                if (at == 3 && filter.wanted.contains("class"))
                    classes.insert(*filter.wanted.at("class").begin());
            }
            QCOMPARE(seen.size(), std::size_t(groups.size()));
            QVERIFY(at == 1 || classes.size() > 1);
        }
    }

    // Certainty and what changed say of which group a row is by its name.
    void rowsOfNamedGroupsOpenTheirMentions() {
        AuditWindow bench(*m_theme, 6);
        auto audit = test::sampleAudit(6);
        audit.change = test::sampleChange(audit);
        bench.keep(audit, "stored");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "stored"));
        auto* tabs = page->findChild<SideViews*>();
        for (const int at : {5, 7}) { // certainty, before and after
            tabs->setCurrentIndex(at);
            auto* tab = qobject_cast<FiguresTab*>(tabs->widget(at));
            QVERIFY(tab);
            disconnect(tab, &AuditTab::mentionsWanted, page, nullptr);
            std::set<std::string> opened, named;
            connect(tab, &AuditTab::mentionsWanted, tab, [&](const MentionFilter& filter) {
                opened.insert(*filter.wanted.at("meta:region").begin());
            });
            auto* table = tab->findChild<DataTable*>();
            table->setFocus();
            const auto& rows = tab->model()->table().rows;
            for (std::size_t row = 0; row < rows.size(); ++row) {
                for (const auto& group : audit.dimensions[0].groups)
                    for (const auto& cell : rows[row])
                        if (cell.printed.toStdString() == group.name)
                            named.insert(group.name);
                table->setCurrentIndex(tab->model()->index(int(row), 2));
                QTest::keyClick(table, Qt::Key_Return);
            }
            QVERIFY(!named.empty());
            QVERIFY(opened == named);
        }
        // All groups in one number: what is behind it is the lowest.
        tabs->setCurrentIndex(2);
        auto* tab = qobject_cast<FiguresTab*>(tabs->widget(2));
        auto* choice = tab->findChild<QComboBox*>();
        choice->setCurrentIndex(choice->count() - 1);
        Q_EMIT choice->activated(choice->count() - 1);
        QVERIFY(tab->model()->table().id.startsWith(QStringLiteral("spread.")));
        disconnect(tab, &AuditTab::mentionsWanted, page, nullptr);
        std::vector<std::string> lowest;
        connect(tab, &AuditTab::mentionsWanted, tab, [&](const MentionFilter& filter) {
            lowest.push_back(*filter.wanted.at("meta:region").begin());
        });
        auto* table = tab->findChild<DataTable*>();
        table->setFocus();
        for (int row = 0; row < tab->model()->rowCount(); ++row) {
            table->setCurrentIndex(tab->model()->index(row, 1));
            QTest::keyClick(table, Qt::Key_Return);
        }
        const auto worst = audit.dimensions[0].spreads.front().worst;
        QVERIFY(lowest == std::vector<std::string>(3, worst));
    }

    void whatCountsIsTold() {
        const auto audit = test::sampleAudit(3);
        const auto& documents = audit.dimensions[0];
        const auto group = mentionsBehind(documents, "performance.meta:region", 1, 3);
        QVERIFY(group && group->wanted.size() == 1);
        QCOMPARE(group->wanted.at("meta:region"), std::set<std::string>{"region 2"});
        const auto edges = mentionsBehind(documents, "errors.meta:region", 0, 3);
        QVERIFY(edges && edges->wanted.at("class").size() == 3);
        const auto gap = mentionsBehind(documents, "gaps.meta:region", 1, 1);
        QVERIFY(gap && gap->wanted.contains("meta:region"));
        const auto form = mentionsBehind(audit.dimensions[1], "performance.structure:script", 0, 0);
        QVERIFY(form && form->wanted.contains("script"));
        QVERIFY(!form->wanted.at("class").contains("spurious"));
        QVERIFY(!mentionsBehind(audit.dimensions[2], "performance.suite:given-names", 0, 0));
        QVERIFY(!mentionsBehind(documents, "spread.meta:region", 0, 1));
        QVERIFY(!mentionsBehind(documents, "performance.meta:region", 3, 1));
        QVERIFY(!mentionsBehind(documents, "performance.meta:region", -1, 1));
    }

    void anAuditIsMadeKeptAndRepeated() {
        ToyWindow bench(*m_theme);
        bench.page->newAudit();
        auto* setup = bench.page->findChild<AuditSetup*>();
        auto* start = named<QPushButton>(bench.page, "Start the audit");
        SOON(start->isEnabled());
        QCOMPARE(setup->request().run, std::string("a"));
        QCOMPARE(setup->request().split, std::string("validation"));
        QTest::mouseClick(start, Qt::LeftButton);
        QVERIFY(bench.page->running());
        QVERIFY(AuditWindow::shows(bench.page, "Audit 1"));
        const auto first = bench.page->audit();
        QCOMPARE(first->audit.run, std::string("a"));
        QCOMPARE(first->audit.dimensions.size(), std::size_t(3));
        QCOMPARE(bench.kept(), std::vector<std::string>{"Audit 1"});
        // The same again gives the same figures under the same name.
        bench.page->runAgain();
        QVERIFY(bench.page->running());
        SOON(!bench.page->running());
        SOON(bench.page->audit() != first);
        auto again = bench.page->audit()->audit;
        again.time = first->audit.time;
        QVERIFY(again == first->audit);
        QCOMPARE(bench.kept(), std::vector<std::string>{"Audit 1"});
    }

    void cancelKeepsNothing() {
        ToyWindow bench(*m_theme);
        auto request = bench.request();
        request.rounds = 1000000;
        bench.page->start(request);
        auto* cancel = named<QPushButton>(bench.page, "Cancel the audit");
        QVERIFY(cancel && cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!bench.page->running());
        QVERIFY(!cancel->isVisible());
        // The desk's next answer comes after the end of what was cancelled.
        bool idle = false;
        bench.workbench.runDesk().ask<bool>(
            [](store::Project&, std::stop_token, const RunBackend::Progress&) {
                return Result<bool>(true);
            },
            {}, [&](Result<bool> done) { idle = done.ok(); });
        SOON(idle);
        QVERIFY(bench.kept().empty());
    }

    void aBadWishIsExplained() {
        ToyWindow bench(*m_theme);
        auto request = bench.request();
        request.groups = {"castng"};
        bench.page->start(request);
        SOON(!bench.page->running());
        SOON(says(bench.page, QStringLiteral("casing")));
        QVERIFY(bench.kept().empty());
    }

    void theReportIsWritten() {
        AuditWindow bench(*m_theme, 6);
        bench.keep(test::sampleAudit(3), "a/b audit");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "a/b audit"));
        const QDir folder(bench.folder.path());
        for (const bool there : {true, false}) {
            page->exportReport();
            auto* dialog = qobject_cast<ExportReportDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            for (auto* box : dialog->findChildren<QCheckBox*>())
                box->setChecked(true);
            named<QLineEdit>(dialog, "Folder")
                ->setText(there ? folder.path() : folder.filePath(QStringLiteral("no/such")));
            named<QPushButton>(dialog, "Write the report")->click();
            SOON(!page->running());
            if (there) {
                for (const char* name : {"a-b-audit.pdf", "a-b-audit.html", "a-b-audit.json"})
                    QVERIFY2(folder.exists(QLatin1String(name)), name);
            } else {
                const auto copies = [page] {
                    for (auto* one : page->findChildren<QPushButton*>())
                        if (one->text() == QStringLiteral("Copy details") && one->isVisible())
                            return true;
                    return false;
                };
                SOON(copies());
            }
        }
        // What is there stays.
        ExportReportDialog dialog(bench.dialogs, QStringLiteral("a/b audit"), nullptr);
        named<QLineEdit>(&dialog, "Folder")->setText(folder.path());
        QCOMPARE(dialog.files().pdf.filename().string(), std::string("a-b-audit-2.pdf"));
    }

    void everyControlHasAName() {
        AuditWindow bench(*m_theme, 6);
        bench.keep(test::sampleAudit(3), "stored");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "stored"));
        for (auto* widget : page->findChildren<QWidget*>())
            if (qobject_cast<QComboBox*>(widget) || qobject_cast<DataTable*>(widget)
                || qobject_cast<QListWidget*>(widget) || qobject_cast<ChartView*>(widget))
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestAuditPage)
#include "tst_audit_page.moc"
