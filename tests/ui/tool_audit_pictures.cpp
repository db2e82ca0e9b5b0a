// SPDX-License-Identifier: GPL-3.0-or-later
// tool_audit_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: the states of the
// fairness page, to be looked at after each piece of work.
#include "tests/ui/audit_window.h"
#include "tests/ui/picture_studio.h"
#include "ui/audit/export_report_dialog.h"

#include <QComboBox>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

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
    AuditWindow bench(studio.theme(), 12);
    bench.keep(test::sampleAudit(40), "many groups");
    bench.keep(test::emptyAudit(), "nothing");
    bench.keep(test::sampleAudit(6), "first audit");
    bench.window->resize(studio.size());
    AuditPage* page = bench.openAudits();
    Studio::settle(1200);
    auto* tabs = page->findChild<QTabWidget*>();
    const auto kinds = page->findChildren<QComboBox*>();
    QComboBox* kind = nullptr;
    for (auto* box : kinds)
        if (box->count() == 3 && box->isVisible() && box->parentWidget() == tabs->parentWidget())
            kind = box; // the audits and the kinds are both three; the kinds come last
    const char* names[] = {"summary", "groups", "gaps", "errors", "swaps", "certainty", "all"};
    for (int at = 0; at < tabs->count(); ++at) {
        tabs->setCurrentIndex(at);
        if (at == 4 && kind) {
            kind->setCurrentIndex(2);
            Q_EMIT kind->activated(2);
        }
        Studio::settle(500);
        studio.save(bench.window.get(), QStringLiteral("3-%1").arg(QLatin1String(names[at])));
    }
    page->choose(QStringLiteral("many groups"));
    Studio::settle(1200);
    for (const int at : {2, 4}) {
        tabs->setCurrentIndex(at);
        Studio::settle(500);
        studio.save(bench.window.get(), QStringLiteral("4-many-%1").arg(QLatin1String(names[at])));
    }
    page->choose(QStringLiteral("nothing"));
    Studio::settle(1200);
    for (const int at : {0, 1}) {
        tabs->setCurrentIndex(at);
        Studio::settle(500);
        studio.save(
            bench.window.get(), QStringLiteral("5-nothing-%1").arg(QLatin1String(names[at])));
    }
    page->exportReport();
    Studio::settle(500);
    studio.save(QApplication::activeModalWidget(), "6-export");
    return 0;
}
