// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/runs/train_fixture.h"
#include "tests/ui/audit_window.h"

#include <QLabel>
#include <QSettings>
#include <QStandardPaths>

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

namespace evenspan::ui {

template <class T> T* named(QWidget* page, const char* name) {
    for (auto* one : page->findChildren<T*>())
        if (one->accessibleName() == QLatin1String(name)
            || one->property("text").toString() == QLatin1String(name))
            return one;
    return nullptr;
}

inline bool says(QWidget* page, const QString& words) {
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

} // namespace evenspan::ui
