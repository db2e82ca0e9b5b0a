// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workbench.h"

#include "core/app/runs/run_curves.h"
#include "core/app/runs/run_history.h"
#include "core/store/project.h"

namespace evenspan::ui {

Workbench::Ticket Workbench::curves(RunId run, Reply<RunCurves> reply) {
    return query<RunCurves>(
        [run](store::Reader& reader, std::stop_token stop) {
            return readRunCurves(reader, run, std::move(stop));
        },
        std::move(reply));
}

Workbench::Ticket Workbench::history(const QString& run, Reply<RunHistory> reply) {
    const auto folder = runHistoryFolder(
        store::Project::filesFolder(project().path.toStdString()), run.toStdString());
    return query<RunHistory>(
        [folder](store::Reader&, std::stop_token stop) { return readRunHistory(folder, stop); },
        std::move(reply));
}

} // namespace evenspan::ui
