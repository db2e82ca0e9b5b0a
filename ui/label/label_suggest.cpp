// SPDX-License-Identifier: GPL-3.0-or-later
// Suggestions of trained runs, work on many of them, progress and time.
#include "core/store/annotations.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/accept_dialog.h"
#include "ui/label/active_time.h"
#include "ui/label/label_page.h"
#include "ui/label/navigator_panel.h"
#include "ui/label/progress_button.h"
#include "ui/label/suggestion_control.h"
#include "ui/shell/main_window.h"
#include "ui/shell/suggest_anew.h"
#include "ui/shell/suggestion_service.h"

#include <QHBoxLayout>
#include <QPointer>

#include <utility>

namespace evenspan::ui {

namespace {

constexpr int kAhead = 12, kBehind = 3; // documents around the open one

} // namespace

void LabelPage::buildFoot(QBoxLayout* column) {
    m_suggestions = new SuggestionControl(m_workbench, this);
    m_progressLine = new ProgressButton(m_workbench, this);
    m_time = new ActiveTime(this, [this](DocumentId document, qint64 milliseconds) {
        if (m_workbench.project().editable())
            m_workbench.record([document, milliseconds](store::Writer& writer) {
                return store::Annotations(writer).addActiveTime(document, milliseconds);
            });
    });
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(space(this, 2), 0, space(this, 2), space(this, 1));
    foot->addWidget(m_suggestions);
    foot->addStretch();
    foot->addWidget(m_progressLine);
    column->addLayout(foot);
    connect(m_suggestions, &SuggestionControl::failed, this, &LabelPage::failed);
    connect(m_suggestions, &SuggestionControl::requested, this, &LabelPage::suggestForShown);
    connect(m_suggestions, &SuggestionControl::acceptRequested, this, &LabelPage::acceptAbove);
    connect(m_suggestions, &SuggestionControl::rejectRequested, this, &LabelPage::rejectMany);
    connect(&m_workbench, &Workbench::aboutToClose, m_time, [this] { m_time->setDocument({}); });
    SuggestionService* service = m_workbench.suggestions();
    if (!service)
        return;
    connect(service, &SuggestionService::failed, this, &LabelPage::failed);
    connect(service, &SuggestionService::changed, this, [this, service, run = QString()]() mutable {
        m_window.actions().refresh();
        if (std::exchange(run, service->state().run) != run)
            wantSuggestions(); // another run reads what is on the screen
    });
    connect(service, &SuggestionService::requestDone, this,
        [this](qint64 read, qint64 added, bool stopped) {
            const QString came = tr("%Ln new suggestions", nullptr, int(added))
                % QStringLiteral("  ·  ") % tr("%Ln documents read", nullptr, int(read));
            m_window.toast().say(stopped ? tr("Stopped") % QStringLiteral("  ·  ") % came
                    : read == 0          ? tr("The run has read all of these documents already")
                                         : came);
        });
}

void LabelPage::failed(const Error& error) {
    if (error.code == ErrorCode::NoSpace && m_workbench.project().stopped)
        return;
    m_banner->showError(error);
}

void LabelPage::wantSuggestions() {
    SuggestionService* service = m_workbench.suggestions();
    if (!service || !m_document)
        return;
    std::vector<DocumentId> wanted{m_document->row.id};
    for (const DocumentId id : m_navigator->around(m_document->row.id, kAhead, kBehind))
        wanted.push_back(id);
    service->setVisible(std::move(wanted));
}

void LabelPage::acceptAbove() {
    if (!m_document)
        return;
    auto* dialog = new AcceptDialog(m_workbench, AcceptDialog::Decision::Accept, m_document->row.id,
        m_document->spans, m_navigator->filter(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AcceptDialog::decided, this,
        [this](qint64 count) { sayWithUndo(tr("%Ln suggestions accepted", nullptr, int(count))); });
    dialog->open();
}

void LabelPage::rejectMany() {
    if (!m_document)
        return;
    auto* dialog = new AcceptDialog(m_workbench, AcceptDialog::Decision::Reject, m_document->row.id,
        m_document->spans, m_navigator->filter(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AcceptDialog::decided, this,
        [this](qint64 count) { sayWithUndo(tr("%Ln suggestions rejected", nullptr, int(count))); });
    dialog->open();
}

void LabelPage::chooseSuggesting() {
    m_suggestions->openMenu();
}

void LabelPage::suggestForShown() {
    if (SuggestionService* service = m_workbench.suggestions())
        service->request(m_navigator->filter());
}

void LabelPage::suggestAnew() {
    askStaleScores(
        m_workbench, [this, alive = QPointer<LabelPage>(this)](Result<StaleScores> found) {
            if (!alive)
                return;
            if (!found)
                return failed(found.error());
            if (found->stale.documents == 0)
                m_window.toast().say(tr("All suggestions are scored as the project's scores are"));
            else
                ui::suggestAnew(m_workbench, found->run);
        });
}

void LabelPage::showProgressTables() {
    m_progressLine->open();
}

} // namespace evenspan::ui
