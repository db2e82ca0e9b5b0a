// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says about the project and about the job that runs.
#include "ui/common/error_text.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/bars.h"
#include "ui/shell/main_window.h"
#include "ui/shell/rail.h"
#include "ui/shell/suggestion_service.h"
#include "ui/shell/train_monitor.h"

namespace evenspan::ui {

void MainWindow::showNotice() {
    const ProjectState& project = m_workbench.project();
    const bool open = m_workbench.isOpen();
    const bool stopped = open && project.stopped;
    const QString now = stopped ? QStringLiteral("stopped")
        : open                  ? project.path % QString::fromStdString(project.notice.what)
                                : QString();
    if (now == m_noticed)
        return;
    m_noticed = now;
    m_notice->setAction({}, {});
    if (stopped) {
        m_notice->setAction(tr("Try again"), [this] {
            m_workbench.tryAgain([this](const Result<void>& done) {
                m_toast->say(done ? tr("There is room again: editing goes on")
                                  : tr("The disk is still full"));
            });
        });
        m_notice->showErrorAs(*project.stopped, tr("The disk is full: editing has stopped"),
            tr("What you see is saved. Free some space on the disk of this project; editing then "
               "goes on by itself."));
    } else if (open && project.readOnly) {
        const ErrorText why = errorText(project.notice);
        m_notice->showErrorAs(
            project.notice, tr("This project is open read-only: %1").arg(why.what), why.remedy);
    } else if (open && !project.notice.what.empty()) {
        m_notice->showError(project.notice);
    } else {
        m_notice->clear();
    }
}

void MainWindow::showJob() {
    const QString run = m_monitor->run();
    const bool on = m_workbench.isTraining() || !run.isEmpty();
    const SuggestionService* suggestions = m_workbench.suggestions();
    if (!on && suggestions && (suggestions->state().total > 0 || suggestions->state().loading)) {
        const auto& state = suggestions->state();
        const bool asked = state.total > 0;
        m_status->setJob(asked ? tr("Suggestions from %1: %2 of %3")
                                     .arg(state.run, number(state.done), number(state.total))
                               : tr("Loading %1").arg(state.run),
            asked ? double(state.done) / double(state.total) : -1, state.secondsLeft);
        m_status->setStop(asked ? tr("Stop; what is suggested so far stays") : QString());
        return;
    }
    m_status->setStop(tr("Stop after this batch and keep the best weights"));
    m_status->setJob(!on            ? QString()
            : m_monitor->stopping() ? tr("Stopping…")
            : run.isEmpty()         ? tr("Training")
                                    : tr("Training %1").arg(run),
        m_monitor->share(), m_monitor->secondsLeft());
    for (const Entry& entry : m_entries)
        if (entry.spec.id == QLatin1String("train"))
            m_rail->setCount(entry.rail, on ? 1 : 0);
}

} // namespace evenspan::ui
