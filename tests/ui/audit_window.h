// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_store.h"
#include "tests/report/sample_audit.h"
#include "tests/ui/inspect_window.h"
#include "ui/audit/audit_page.h"

namespace evenspan::ui {

// The window of InspectWindow with the fairness page behind it.
struct AuditWindow : InspectWindow {
    explicit AuditWindow(Theme& theme, int documents = 24, bool runs = true,
        const std::filesystem::path& suites = "no-suites", LiveDesk* live = nullptr)
        : InspectWindow(theme, documents, runs) {
        addAuditPage(*window, &workbench.runDesk(), {"no-engine", suites, "0.1.0", live},
            [this](const QString& run, const QString& split, const MentionFilter& filter) {
                if (auto* page =
                        qobject_cast<InspectPage*>(window->showPage(QStringLiteral("inspect"))))
                    page->showMentions(run, split, filter);
            });
    }
    // Keeps a made-up audit; before the project is opened.
    void keep(fairness::AuditResult audit, const std::string& name) {
        auto project = std::move(*store::Project::open(path));
        AuditRequest request;
        audit.name = request.name = name;
        request.run = audit.run;
        request.split = audit.split;
        RunId run;
        if (const auto reader = *project->reader())
            if (const auto row = reader->run("first"))
                run = row->id;
        if (auto kept = keepAudit(*project, request, run, audit); !kept)
            qFatal("%s", kept.error().text().c_str());
    }
    AuditPage* openAudits() {
        window->openPath(QString::fromStdString(path.string()));
        if (!QTest::qWaitFor([this] { return workbench.isOpen(); }, 30000))
            return nullptr;
        return qobject_cast<AuditPage*>(window->showPage(QStringLiteral("audit")));
    }
    static bool shows(AuditPage* page, const std::string& name) {
        return QTest::qWaitFor(
            [&] { return page->audit() && page->audit()->audit.name == name; }, 30000);
    }
};

} // namespace evenspan::ui
