// SPDX-License-Identifier: GPL-3.0-or-later
// Score cuts and corrections on the fairness page: a run of the toy engine scored from the window,
// against the audit of the same text and against counting; what each correction opens.
#include "core/app/audit/type_bias_sets.h"
#include "tests/runs/train_fixture.h"
#include "tests/ui/audit_window.h"
#include "tests/ui/fake_live.h"
#include "ui/audit/corrections_tab.h"
#include "ui/audit/figures_model.h"
#include "ui/audit/shift_view.h"
#include "ui/audit/try_names_tab.h"
#include "ui/audit/what_if_tab.h"

#include <QAbstractItemModelTester>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QStandardPaths>

#include <cmath>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

namespace {

QPushButton* button(QWidget* in, const QString& accessible) {
    for (auto* one : in->findChildren<QPushButton*>())
        if (one->accessibleName() == accessible || one->text() == accessible)
            return one;
    return nullptr;
}

// Two groups of 40 mentions of two types in 20 documents each: group a is scored by 0.5 and 0.9,
// group b by 0.3 and 0.9; every fourth mention of b is missed.
fairness::GroupTable table(const std::string& id) {
    fairness::GroupTable out;
    out.id = id;
    out.unit = "document";
    out.types = {"LOC", "PER"};
    out.groups = id.empty() ? std::vector<std::string>{"all"} : std::vector<std::string>{"a", "b"};
    out.tallies.resize(out.groups.size());
    out.clusters = 40;
    for (std::uint32_t k = 0; k < 40; ++k)
        for (std::uint32_t m = 0; m < 2; ++m) {
            const std::uint32_t real = k % 2, group = id.empty() ? 0 : real;
            const bool missed = real == 1 && k % 4 == 1 && m == 0;
            fairness::TableRow row{k, group, m, {}};
            (missed ? row.tally.missed : row.tally.right) = 1;
            out.rows.push_back(row);
            if (missed)
                continue;
            auto& tally = out.tallies[group];
            tally.scores.push_back(m == 1 ? 0.9 : real == 0 ? 0.5 : 0.3);
            tally.holds.push_back(1);
            tally.scoredTypes.push_back(m);
        }
    return out;
}

std::shared_ptr<const WhatIfSets> madeUp(const std::string& dimension) {
    auto sets = std::make_shared<WhatIfSets>();
    sets->run = "first";
    sets->split = "validation";
    sets->documents = 40;
    for (const std::string& id : {std::string(), dimension}) {
        const auto one = table(id);
        sets->sets.push_back({id, one.unit, one.types, *whatIfOf(one, {})});
    }
    return sets;
}

double figure(WhatIfTab& tab, int row, int column) {
    const auto& rows = tab.model()->table().rows;
    return rows[std::size_t(row)][std::size_t(column)].value.value_or(-1);
}

} // namespace

class TestWhatIfTab : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-what-if"));
        m_theme = new Theme(*qApp);
    }

    // Without a cut the figures are those of an audit of the same text.
    void theRunIsScoredFromTheWindow() {
        test::TrainFixture fixture;
        test::RunEvents events;
        QVERIFY(fixture.train(fixture.request("a"), events).ok());
        // Words that are people, and words that are not: one group is found, the other hardly.
        auto words = suite();
        words.name = "words";
        words.templates = {{"t1", "w7 {name} w9 ."}, {"t2", "w11 w20 {name} ."}};
        words.names.clear();
        for (int w = 10; w < 95; ++w)
            words.names.push_back(
                {"w" + std::to_string(w), w > 60 ? "people" : "things", {}, {}, {}, {}});
        QVERIFY(saveSuite(*fixture.project, words).ok());
        fixture.close();
        AppWorkbench workbench{[] {
                                   return Result<std::filesystem::path>(
                                       Error{ErrorCode::NotFound, "No sample", "", ""});
                               },
            std::make_unique<EndlessBackend>()};
        ScriptedDialogs dialogs;
        MainWindow window(workbench, *m_theme, dialogs);
        WhatIfTab* tab = nullptr;
        addAuditPage(window, &workbench.runDesk(), {EVENSPAN_TOY_ENGINE, "no-suites", "0.1.0"}, {},
            [&](AuditPage& page) {
                tab = new WhatIfTab(
                    workbench, &workbench.runDesk(), EVENSPAN_TOY_ENGINE, "no-suites", &page);
                page.addTab(tab, QStringLiteral("What if"));
            });
        window.show();
        window.openPath(QString::fromStdString(fixture.path.string()));
        SOON(workbench.isOpen());
        auto* page = qobject_cast<AuditPage*>(window.showPage(QStringLiteral("audit")));
        QVERIFY(tab && !button(tab, QStringLiteral("Score the validation text"))->isEnabled());
        AuditRequest request;
        request.name = "one";
        request.run = "a";
        request.split = "validation";
        request.groups = {"position"};
        request.suites = {"words"};
        request.rounds = 200;
        page->start(request);
        QVERIFY(AuditWindow::shows(page, "one"));
        QVERIFY(page->showTab(QStringLiteral("what_if")));
        QVERIFY(!page->showTab(QStringLiteral("none")));
        auto* go = button(tab, QStringLiteral("Score the validation text"));
        QVERIFY(go->isEnabled());
        go->click();
        QVERIFY(tab->scoring());
        SOON(tab->sets() != nullptr);
        const auto& groups = page->audit()->audit.dimensions[0].groups;
        SOON(std::size_t(tab->model()->rowCount()) == groups.size());
        QAbstractItemModelTester tester(
            tab->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (std::size_t g = 0; g < groups.size(); ++g) {
            const auto& recall = groups[g].cells.empty() ? std::optional<double>()
                                                         : groups[g].cells.front().recall.value;
            QCOMPARE(tab->model()->table().rows[g][1].value, recall);
            QCOMPARE(tab->model()->table().rows[g][2].value, recall);
        }
        tab->showAudit(page->audit(), 1);
        SOON(tab->model()->index(0, 0).data().toString() == QStringLiteral("people"));
        const auto& ofSuite = page->audit()->audit.dimensions[1];
        QCOMPARE(ofSuite.id, std::string("suite:words"));
        for (std::size_t g = 0; g < 2; ++g)
            QCOMPARE(tab->model()->table().rows[g][2].value,
                ofSuite.groups[g].cells.front().recall.value);
        tab->setCut({}, 1); // nothing is as sure as that
        SOON(tab->model()->table().rows[0][2].value == std::optional(0.0));
        tab->setCut({}, 0);
        tab->showAudit(page->audit(), 0);
        SOON(tab->model()->rowCount() == int(groups.size())
            && tab->model()->index(0, 0).data().toString()
                == QString::fromStdString(groups[0].name));
        // No bias is the run as it is, in every group and by every measure.
        const auto& bias = tab->sets()->bias;
        QVERIFY(bias && bias->words() > 0);
        const auto anew = bias->at({});
        QVERIFY(anew.ok());
        QCOMPARE(anew->size(), std::size_t(3)); // everything, places in the sentence, the suite
        for (const auto& one : *anew)
            for (const auto& other : tab->sets()->sets) {
                if (one.id != other.id)
                    continue;
                const auto now = one.whatIf.at(std::vector<double>(one.types.size(), 0));
                const auto then = other.whatIf.at(std::vector<double>(other.types.size(), 0));
                QVERIFY(now.ok() && then.ok());
                QCOMPARE(now->groups.size(), then->groups.size());
                for (std::size_t g = 0; g < now->groups.size(); ++g) {
                    QCOMPARE(now->groups[g].group, then->groups[g].group);
                    QCOMPARE(now->groups[g].tally.right, then->groups[g].tally.right);
                    QCOMPARE(now->groups[g].tally.wrong, then->groups[g].tally.wrong);
                    QCOMPARE(now->groups[g].tally.missed, then->groups[g].tally.missed);
                }
            }
        const auto recalls = [&] {
            std::vector<std::optional<double>> out;
            for (const auto& row : tab->model()->table().rows)
                out.push_back(row[2].value);
            return out;
        };
        const auto plain = recalls();
        tab->setBias(QStringLiteral("PER"), -100); // to the end of the slider: never
        QVERIFY(std::isinf(tab->bias(QStringLiteral("PER"))));
        const auto nothing = [&] {
            for (const auto& each : recalls())
                if (each && *each != 0)
                    return false;
            return true;
        };
        SOON(nothing());
        tab->setBias(QStringLiteral("PER"), 0);
        SOON(recalls() == plain);
        // Names of a suite feel the same slider.
        tab->showAudit(page->audit(), 1);
        SOON(tab->model()->index(0, 0).data().toString() == QStringLiteral("people"));
        std::set<std::size_t> found; // by all groups together
        for (const double readiness : {-HUGE_VAL, -4.0, -2.0, 0.0, 2.0, 6.0}) {
            const auto sets = tab->sets()->bias->at({{"PER", readiness}});
            QVERIFY(sets.ok());
            const auto& set = sets->back();
            QCOMPARE(set.id, std::string("suite:words"));
            const auto at = set.whatIf.at(std::vector<double>(set.types.size(), 0));
            QVERIFY(at.ok());
            std::size_t all = 0;
            for (const auto& group : at->groups)
                all += std::size_t(group.tally.right);
            QVERIFY((readiness > -HUGE_VAL) || all == 0);
            found.insert(all);
        }
        QVERIFY(found.size() > 2);
        tab->setBias(QStringLiteral("PER"), -100);
        SOON(nothing());
        QVERIFY(tab->model()->table().rows.front()[1].value.value_or(0) > 0); // as the run is
        tab->setBias(QStringLiteral("PER"), 0);
        tab->showAudit(page->audit(), 0);
        SOON(recalls() == plain);
        const auto before = tab->model()->table();
        tab->setCut({}, 1);
        QCOMPARE(tab->cut(QStringLiteral("PER")), 1.0);
        SOON(tab->findChild<ShiftView*>()->rows().size() == groups.size());
        // Nothing in the project has changed: the same audit again is the same.
        tab->setCut({}, 0);
        SOON(tab->model()->table().rows.front()[2].value == before.rows.front()[2].value);
        // Another audit is another run or text: what was scored is gone.
        request.name = "two";
        page->start(request);
        QVERIFY(AuditWindow::shows(page, "two"));
        SOON(tab->sets() == nullptr);
    }

    void eachTypeHasACutOfItsOwn() {
        AuditWindow bench(*m_theme, 6);
        auto audit = test::sampleAudit(2);
        bench.keep(audit, "kept");
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "kept"));
        auto* tab =
            new WhatIfTab(bench.workbench, &bench.workbench.runDesk(), "no-engine", {}, page);
        page->addTab(tab, QStringLiteral("What if"));
        tab->take(madeUp(audit.dimensions[0].id));
        SOON(tab->model()->rowCount() == 2);
        QCOMPARE(tab->findChildren<QSlider*>().size(), 3); // all, LOC, PER
        QCOMPARE(figure(*tab, 0, 1), 1.0);
        QCOMPARE(figure(*tab, 1, 1), 0.75);
        QCOMPARE(figure(*tab, 1, 4), -0.25); // the gap of b
        tab->setCut(QStringLiteral("LOC"), 0.4); // b loses what it found of LOC
        SOON(figure(*tab, 1, 2) == 0.5);
        QCOMPARE(figure(*tab, 0, 2), 1.0);
        QCOMPARE(figure(*tab, 1, 5), -0.5);
        tab->setCut(QStringLiteral("LOC"), 0.6); // and a does
        SOON(figure(*tab, 0, 2) == 0.5);
        QCOMPARE(figure(*tab, 1, 5), 0.0);
        for (auto* slider : tab->findChildren<QSlider*>())
            if (slider->accessibleName() == QStringLiteral("Least score of All types"))
                slider->setValue(950);
        SOON(figure(*tab, 0, 2) == 0.0);
        QCOMPARE(tab->cut(QStringLiteral("PER")), 0.95);
        for (auto* box : tab->findChildren<QDoubleSpinBox*>())
            QVERIFY(!box->accessibleName().isEmpty());
        button(tab, QStringLiteral("Back to no cut"))->click();
        SOON(figure(*tab, 1, 2) == 0.75);
        // Groups that were not scored say so.
        tab->showAudit(page->audit(), 1);
        bool said = false;
        for (auto* label : tab->findChildren<QLabel*>())
            said |= label->isVisibleTo(tab)
                && label->text().contains(QStringLiteral("Choose other groups"));
        QVERIFY(said);
    }

    // The recipe of the audit's run with the correction's settings, and nothing else.
    void aCorrectionOpensTheLauncher() {
        AuditWindow bench(*m_theme, 6);
        auto audit = test::sampleAudit(2);
        audit.run = "first";
        bench.keep(audit, "kept");
        std::optional<engine::Recipe> base;
        {
            auto project = std::move(*store::Project::open(bench.path));
            base = *engine::recipeFromJson((*project->reader())->run(audit.run)->recipe);
        }
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "kept"));
        auto* tab = new CorrectionsTab(bench.workbench, page);
        page->addTab(tab, QStringLiteral("Corrections"));
        const auto all = CorrectionsTab::corrections();
        QVERIFY(all.size() >= 3);
        for (std::size_t at = 0; at < audit.dimensions.size(); ++at) {
            tab->showAudit(page->audit(), at);
            for (const auto& each : all) {
                auto* go = button(tab, each.title + QStringLiteral(": ") + each.action);
                QVERIFY2(go, each.id);
                QSignalSpy recipes(tab, &CorrectionsTab::recipeWanted),
                    pages(tab, &CorrectionsTab::pageWanted);
                go->click();
                if (!each.page.isEmpty()) {
                    QCOMPARE(pages.at(0).at(0).toString(), each.page);
                    continue;
                }
                const bool names = audit.dimensions[at].id.rfind("suite:", 0) == 0;
                const bool columns = audit.dimensions[at].id.rfind("meta:", 0) == 0;
                QCOMPARE(go->isEnabled(), names || (columns && !each.needsSuite));
                if (!go->isEnabled())
                    continue;
                SOON(recipes.size() == 1);
                const auto recipe = recipes.at(0).at(0).value<engine::Recipe>();
                QCOMPARE(recipes.at(0).at(1).toInt(), 3);
                auto expected = *base;
                const std::string way = audit.dimensions[at].id.substr(names ? 0 : 5);
                for (QString setting : each.settings) {
                    setting.replace(
                        QStringLiteral("%1"), QString::fromStdString(way.substr(names ? 6 : 0)));
                    setting.replace(QStringLiteral("%2"), QString::fromStdString(way));
                    expected = *engine::recipeWith(expected, setting.toStdString());
                }
                QVERIFY(recipe == expected);
                QVERIFY(!(recipe == *base));
            }
        }
    }

    void aTrialKnowsWhereItsNamesAre() {
        const auto made = suite();
        const auto piece = [](const Trial& trial, std::size_t at) {
            const auto& slot = trial.sentences[at].slot;
            const auto points = QString::fromStdString(trial.text).toUcs4();
            return QString::fromUcs4(reinterpret_cast<const char32_t*>(points.data()) + slot.begin,
                qsizetype(slot.end - slot.begin));
        };
        const auto name = makeTrial(made, "Zoë 𝒳u", "");
        QVERIFY(name.ok());
        QCOMPARE(name->sentences.size(), made.templates.size());
        for (std::size_t i = 0; i < name->sentences.size(); ++i)
            QCOMPARE(piece(*name, i), QStringLiteral("Zoë 𝒳u"));
        const auto pattern = makeTrial(made, "Ida", "é {name} left", 2);
        QCOMPARE(pattern->sentences.size(), std::size_t(1 + 2 + 2)); // of three names in a group
        QCOMPARE(piece(*pattern, 0), QStringLiteral("Ida"));
        QCOMPARE(piece(*pattern, 4), QStringLiteral("fin"));
        for (const char* bad : {"no place", "{name} and {name}", "{name}\nleft"})
            QCOMPARE(makeTrial(made, "", bad).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(makeTrial(made, "", "").error().code, ErrorCode::InvalidArgument);
    }

    void namesAreTriedWhileTheyAreTyped() {
        AuditWindow bench(*m_theme, 6);
        auto audit = test::sampleAudit(2);
        audit.run = "first";
        bench.keep(audit, "kept");
        {
            auto project = std::move(*store::Project::open(bench.path));
            QVERIFY(saveSuite(*project, suite()).ok());
        }
        AuditPage* page = bench.openAudits();
        QVERIFY(page && AuditWindow::shows(page, "kept"));
        auto state = std::make_shared<FakeLive::State>();
        LiveDesk live(std::make_unique<FakeLive>(state));
        auto* tab = new TryNamesTab(bench.workbench, &live, "no-suites", page);
        page->addTab(tab, QStringLiteral("Try names"));
        QAbstractItemModelTester tester(
            tab->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        tab->showAudit(page->audit(), 0); // no suite
        QVERIFY(state->asked.empty());
        tab->showAudit(page->audit(), 2);
        auto fields = tab->findChildren<QLineEdit*>();
        QCOMPARE(fields.size(), 2);
        SOON(!fields[1]->placeholderText().isEmpty());
        const auto cell = [&](int row, int column) {
            return tab->model()->index(row, column).data().toString();
        };
        fields[0]->setText(QStringLiteral("Ida")); // the run takes capital words for people
        SOON(tab->model()->rowCount() == 2 && cell(0, 1) == QStringLiteral("found"));
        fields[0]->setText(QStringLiteral("ida"));
        SOON(cell(0, 1) == QStringLiteral("missed") && cell(1, 1) == QStringLiteral("missed"));
        fields[0]->clear();
        fields[1]->setText(QStringLiteral("today {name} left"));
        SOON(tab->model()->rowCount() == 2 && cell(0, 0) == QStringLiteral("big"));
        QCOMPARE(tab->model()->table().rows[0][1].value, std::optional(1.0));
        QCOMPARE(tab->model()->table().rows[1][1].value, std::optional(1.0 / 3));
        fields[1]->setText(QStringLiteral("nobody left"));
        bool said = false;
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
            for (auto* label : tab->findChildren<QLabel*>())
                said |= label->text().contains(QStringLiteral("Write {name} once"));
            return said;
        }()),
            30000);
    }

private:
    static fairness::Suite suite() {
        fairness::Suite out;
        out.name = "given-names";
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
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestWhatIfTab)
#include "tst_what_if_tab.moc"
