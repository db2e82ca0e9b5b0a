// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"
#include "tests/review/review_project.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/review/review_page.h"
#include "ui/shell/app_workbench.h"
#include "ui/shell/main_window.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>
#include <utility>

namespace evenspan::ui {

// The window with the review page alone, on a project in a folder of its own.
struct ReviewWindow {
    enum class Kind { WithFold, StringsAlone, NothingDecided };
    QTemporaryDir folder;
    AppWorkbench workbench{[]() -> Result<std::filesystem::path> {
                               return Error{ErrorCode::NotFound, "no sample", "", ""};
                           },
        nullptr, nullptr};
    SystemFileDialogs dialogs;
    std::unique_ptr<MainWindow> window;
    std::optional<std::pair<DocumentId, CodePointRange>> opened;
    ReviewPage* page = nullptr;

    ReviewWindow(Theme& theme, Kind kind) {
        const auto path = std::filesystem::path(folder.path().toStdString()) / "p.evenspan";
        makeReviewProject(path, kind == Kind::WithFold);
        if (kind == Kind::NothingDecided) {
            auto project = std::move(*store::Project::open(path));
            std::vector<DocumentId> all = *(*project->reader())->ids({});
            if (!project->writer()->setState(all, DocumentState::InWork))
                qFatal("no state");
        }
        window = std::make_unique<MainWindow>(workbench, theme, dialogs);
        addReviewPage(*window, [this](DocumentId document, CodePointRange range) {
            opened = {document, range};
        });
        window->show();
        window->openPath(QString::fromStdString(path.string()));
        if (!QTest::qWaitFor(
                [&] {
                    page = qobject_cast<ReviewPage*>(window->currentPage());
                    return page != nullptr;
                },
                30000))
            qFatal("the page did not open");
    }
    QAction* action(const char* id) const {
        return window->actions().action(QString::fromLatin1(id));
    }
    QStringList labels(std::int64_t document) {
        std::optional<QStringList> out;
        workbench.document(DocumentId(document), [&](Result<store::DocumentData> data) {
            out.emplace();
            for (const auto& span : data->spans)
                *out << QStringLiteral("%1-%2 %3")
                            .arg(span.range.begin)
                            .arg(span.range.end)
                            .arg(QString::fromStdString(span.label));
        });
        (void)QTest::qWaitFor([&] { return out.has_value(); }, 30000);
        return *out;
    }
};

} // namespace evenspan::ui
