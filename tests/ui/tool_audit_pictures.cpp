// SPDX-License-Identifier: GPL-3.0-or-later
// tool_audit_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: the states of the
// fairness page, to be looked at after each piece of work.
#include "core/base/rng.h"
#include "tests/ui/audit_window.h"
#include "tests/ui/fake_live.h"
#include "tests/ui/picture_studio.h"
#include "ui/audit/corrections_tab.h"
#include "ui/audit/export_report_dialog.h"
#include "ui/audit/sentences_tab.h"
#include "ui/audit/side_views.h"
#include "ui/audit/suite_editor.h"
#include "ui/audit/suite_try.h"
#include "ui/audit/suites_view.h"
#include "ui/audit/try_names_tab.h"
#include "ui/audit/what_if_tab.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTabBar>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

// Made-up scores of every group of an audit.
std::shared_ptr<const WhatIfSets> scoresOf(const fairness::AuditResult& audit) {
    auto sets = std::make_shared<WhatIfSets>();
    sets->run = audit.run;
    sets->split = "validation";
    sets->documents = 120;
    const auto add = [&](const std::string& id, const std::string& unit,
                         const std::vector<std::string>& groups) {
        fairness::GroupTable table;
        table.types = {"LOC", "MISC", "ORG", "PER"};
        table.groups = groups;
        table.tallies.resize(groups.size());
        Philox rng(5);
        for (std::uint32_t g = 0; g < groups.size(); ++g)
            for (std::uint32_t k = 0; k < (g == 2 ? 2U : 30U); ++k)
                for (std::uint32_t type = 0; type < 4; ++type) {
                    fairness::TableRow row{g * 100 + k, g, type, {}};
                    const bool found = rng.uniform() < 0.9 - 0.05 * g;
                    (found ? row.tally.right : row.tally.missed) = 1;
                    table.rows.push_back(row);
                    auto& tally = table.tallies[g];
                    for (int wrong = 0; wrong < 2; ++wrong)
                        if (wrong ? rng.uniform() < 0.2 : found) {
                            const double low = wrong ? 0.2 : 0.4 - 0.05 * g;
                            tally.scores.push_back(low + (wrong ? 0.7 : 1 - low) * rng.uniform());
                            tally.holds.push_back(!wrong);
                            tally.scoredTypes.push_back(type);
                        }
                }
        sets->sets.push_back({id, unit, table.types, *whatIfOf(table, {})});
    };
    add("", "document", {"all"});
    for (const auto& dimension : audit.dimensions) {
        std::vector<std::string> groups;
        for (const auto& group : dimension.groups)
            groups.push_back(group.name);
        add(dimension.id, dimension.unit, groups);
    }
    return sets;
}

CaseWish changedAnswers() {
    CaseWish out;
    out.dimension = "suite:given-names";
    out.group = "region 2";
    out.from = "region 1";
    return out;
}

// Made-up answers of a run to names that were swapped.
AuditCases casesOf() {
    AuditCases out;
    out.found = 412;
    out.asked = 24000;
    const char* names[] = {"Ada", "Béla", "Cleo", "Dora", "Emre", "Fen", "Gil", "Hana"};
    const char* patterns[] = {"today %1 came home from the market",
        "the report names %1 , who was not there", "we saw %1 in the park before the rain began"};
    for (int i = 0; i < 40; ++i) {
        AuditCase one;
        one.group = "region 2";
        one.pattern = "t" + std::to_string(1 + i % 3);
        one.answer.name = names[(i + 3) % 8];
        one.answer.kind = i % 4 == 0 ? SlotAnswer::Kind::Right
            : i % 4 == 1             ? SlotAnswer::Kind::OtherType
                                     : SlotAnswer::Kind::Missed;
        one.answer.said = i % 4 == 1 ? "LOC" : "PER";
        one.answer.score = 0.6 + 0.004 * i;
        one.before = CaseAnswer{names[i % 8],
            i % 4 == 0 ? SlotAnswer::Kind::Missed : SlotAnswer::Kind::Right, "PER", 0.9};
        one.text = QString::fromUtf8(patterns[i % 3])
                       .arg(QString::fromStdString(one.answer.name))
                       .toStdString();
        out.cases.push_back(one);
    }
    return out;
}

// Made-up answers to every name of a list in thirty sentences.
AuditCases mapOf() {
    AuditCases out;
    const char* names[] = {"Ada", "Béla", "Cleo", "Dora", "Emre", "Fen", "Gil", "Hana"};
    using Kind = SlotAnswer::Kind;
    for (int t = 1; t <= 30; ++t)
        out.map.patterns.push_back("t" + std::to_string(t));
    Philox rng(9);
    for (int n = 0; n < 40; ++n) {
        NameMap::Row row{names[n % 8] + std::string(n < 8 ? "" : " " + std::to_string(n / 8)),
            "region " + std::to_string(1 + n % 2), {}};
        for (int t = 0; t < 30; ++t) {
            const double at = rng.uniform() + 0.02 * n;
            row.answers.push_back(at < 0.3 ? std::optional(Kind::Missed)
                    : at < 0.4             ? std::optional(Kind::OtherType)
                    : at < 0.45            ? std::optional(Kind::Boundary)
                    : t == 7 && n % 9 == 0 ? std::nullopt
                                           : std::optional(Kind::Right));
        }
        out.map.rows.push_back(std::move(row));
    }
    out.cases = casesOf().cases;
    out.found = out.cases.size();
    return out;
}

} // namespace

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    {
        AuditWindow bench(studio.theme(), 12);
        bench.window->resize(studio.size());
        AuditPage* page = bench.openAudits();
        Studio::settle(600);
        studio.save(bench.window.get(), "1-none");
        page->newAudit();
        Studio::settle(600);
        studio.save(bench.window.get(), "2-set-up");
    }
    {
        LiveDesk live(std::make_unique<FakeLive>(std::make_shared<FakeLive::State>()));
        AuditWindow bench(studio.theme(), 12, true, EVENSPAN_SUITES, &live);
        {
            auto project = std::move(*store::Project::open(bench.path));
            auto draft = fairness::draftOf(
                *openSuite(**project->reader(), EVENSPAN_SUITES, "given-names-gender"));
            draft.name = "names of my own";
            draft.names.erase(draft.names.begin() + 30, draft.names.end() - 40);
            draft.names.insert(draft.names.begin(),
                {{"Will", "women", "many", "given", "Latin", ""}, {"", "men", "", "", "", ""},
                    {"Rose", "", "12", "given", "Latin", ""}});
            draft.templates.push_back({"own", "nobody came"});
            if (auto kept = keepDraft(*project->writer(), draft); !kept)
                qFatal("%s", kept.error().text().c_str());
        }
        bench.window->resize(studio.size());
        AuditPage* page = bench.openAudits();
        page->newAudit();
        Studio::settle(1200);
        studio.save(bench.window.get(), "2-set-up-suites");
        page->goUp();
        page->editSuites(QStringLiteral("names of my own"));
        Studio::settle(1500);
        auto* view = page->findChild<SuitesView*>();
        view->editor()->trial()->setOn(true);
        Studio::settle(800);
        studio.save(bench.window.get(), "8-suites-names");
        view->editor()->openView(SuiteEditor::Sentences);
        Studio::settle(800);
        studio.save(bench.window.get(), "8-suites-sentences");
        view->editor()->openView(SuiteEditor::About);
        Studio::settle(400);
        studio.save(bench.window.get(), "8-suites-about");
        page->editSuites(QStringLiteral("surnames-zh"));
        view->editor()->openView(SuiteEditor::Names);
        Studio::settle(1200);
        studio.save(bench.window.get(), "8-suites-shipped");
        view->makeNew();
        view->editor()->openView(SuiteEditor::Names);
        Studio::settle(800);
        studio.save(bench.window.get(), "8-suites-new");
        if (studio.argument(6) == QStringLiteral("suites"))
            return 0;
    }
    AuditWindow bench(studio.theme(), 12);
    bench.keep(test::sampleAudit(40), "many groups");
    bench.keep(test::emptyAudit(), "nothing");
    auto newest = test::sampleAudit(6);
    newest.change = test::sampleChange(newest);
    newest.run = "first";
    {
        auto project = std::move(*store::Project::open(bench.path));
        fairness::Suite suite{"given-names", "en", "PER", "made up", "none", "2026", "none",
            {{"t1", "today {name} came home from the market"}, {"t2", "we saw {name} in the park"}},
            {{"Ada", "region 1", {}, {}, {}, {}}, {"bela", "region 2", {}, {}, {}, {}}}};
        if (auto kept = saveSuite(*project, suite); !kept)
            qFatal("%s", kept.error().text().c_str());
    }
    {
        auto other = test::sampleAudit(6); // the same question, asked of another run
        other.run = "second";
        bench.keep(std::move(other), "second run");
    }
    bench.keep(std::move(newest), "first audit");
    bench.window->resize(studio.size());
    AuditPage* page = bench.openAudits();
    Studio::settle(1200);
    auto* tabs = page->findChild<SideViews*>();
    auto* whatIf =
        new WhatIfTab(bench.workbench, &bench.workbench.runDesk(), "no-engine", {}, page);
    page->addTab(whatIf, WhatIfTab::tr("What if"));
    LiveDesk live(std::make_unique<FakeLive>(std::make_shared<FakeLive::State>()));
    auto* names = new TryNamesTab(bench.workbench, &live, "no-suites", page);
    page->addTab(names, TryNamesTab::tr("Try names"));
    page->addTab(new CorrectionsTab(bench.workbench, page), CorrectionsTab::tr("Corrections"));
    tabs->setCurrentWidget(whatIf);
    Studio::settle(500);
    studio.save(bench.window.get(), "3-what-if-none");
    whatIf->take(scoresOf(page->audit()->audit));
    whatIf->setCut(QStringLiteral("PER"), 0.55);
    whatIf->setCut(QStringLiteral("LOC"), 0.35);
    const auto kinds = page->findChildren<QComboBox*>();
    QComboBox* kind = nullptr;
    for (auto* box : kinds)
        if (box->accessibleName() == AuditPage::tr("Kind of groups"))
            kind = box;
    const char* views[] = {"summary", "groups", "gaps", "errors", "swaps", "certainty", "sentences",
        "change", "what-if", "try-names", "corrections", "all"};
    for (int at = 0; at < tabs->count(); ++at) {
        tabs->setCurrentIndex(at);
        if (at == 4 && kind) {
            kind->setCurrentIndex(2);
            Q_EMIT kind->activated(2);
        }
        if (tabs->widget(at) == names)
            names->findChild<QLineEdit*>()->setText(QStringLiteral("Zoë Maier"));
        if (auto* sentences = qobject_cast<SentencesTab*>(tabs->widget(at))) {
            Studio::settle(300);
            studio.save(bench.window.get(), "3-sentences-none");
            CaseWish all;
            all.dimension = "suite:given-names";
            sentences->take(all, mapOf());
            sentences->findChild<QTabBar*>()->setCurrentIndex(1);
            Studio::settle(300);
            studio.save(bench.window.get(), "3-names-map");
            sentences->take(changedAnswers(), casesOf());
        }
        Studio::settle(500);
        studio.save(bench.window.get(), QStringLiteral("3-%1").arg(QLatin1String(views[at])));
    }
    page->choose(QStringLiteral("many groups"));
    Studio::settle(1200);
    for (const int at : {2, 4}) {
        tabs->setCurrentIndex(at);
        Studio::settle(500);
        studio.save(bench.window.get(), QStringLiteral("4-many-%1").arg(QLatin1String(views[at])));
    }
    page->choose(QStringLiteral("nothing"));
    Studio::settle(1200);
    for (const int at : {0, 1}) {
        tabs->setCurrentIndex(at);
        Studio::settle(500);
        studio.save(
            bench.window.get(), QStringLiteral("5-nothing-%1").arg(QLatin1String(views[at])));
    }
    page->exportReport();
    Studio::settle(500);
    studio.save(QApplication::activeModalWidget(), "6-export");
    QApplication::activeModalWidget()->close();
    page->choose(QStringLiteral("first audit"));
    Studio::settle(1200);
    page->compare();
    Studio::settle(800);
    studio.save(QApplication::activeModalWidget(), "7-compare");
    return 0;
}
