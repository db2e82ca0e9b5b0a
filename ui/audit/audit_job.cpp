// SPDX-License-Identifier: GPL-3.0-or-later
// What the fairness page starts: audits, reports, the way to the mentions behind a figure.
#include "core/app/audit/compare_audits.h"
#include "core/app/audit/save_report.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/audit_setup.h"
#include "ui/audit/compare_dialog.h"
#include "ui/audit/export_report_dialog.h"
#include "ui/audit/sensitive_dialog.h"
#include "ui/audit/sentences_tab.h"
#include "ui/audit/side_views.h"
#include "ui/common/widgets.h"
#include "ui/shell/main_window.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>
#include <string_view>

namespace evenspan::ui {

namespace {

constexpr std::string_view kPhases[] = {"scoring", "suite", "swaps", "statistics"};

Error noEngine() {
    return {ErrorCode::EngineMissing, "This installation cannot ask a model", "",
        "Install the engine module, then start Evenspan again."};
}

} // namespace

void AuditPage::newAudit() {
    m_setup->load();
    m_stack->setCurrentIndex(Asking);
    m_setup->focusTarget()->setFocus();
    Q_EMIT breadcrumbChanged();
}

void AuditPage::runAgain() {
    if (m_audit)
        start(m_audit->request);
}

void AuditPage::compare() {
    if (!m_audit || m_run || m_asking)
        return;
    using Runs = std::vector<store::RunRow>;
    m_asking = m_workbench.query<Runs>(runsToAudit, [this](Result<Runs> runs) {
        m_asking = 0;
        if (!runs)
            return m_banner->showError(runs.error());
        if (!m_audit)
            return;
        QStringList audits;
        for (int at = 0; at < m_names->count(); ++at)
            audits << m_names->itemText(at);
        std::vector<std::string> names;
        for (const auto& run : *runs)
            names.push_back(run.name);
        const auto& shown = m_audit->request;
        auto* dialog = new CompareDialog(
            shown.before.empty() ? withSides(shown, *runs) : shown, names, audits, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, [this, dialog] { start(dialog->request()); });
        dialog->open();
    });
}

void AuditPage::start(AuditRequest request) {
    if (!m_desk)
        return m_banner->showError(noEngine());
    if (m_run)
        return m_banner->showNotice(tr("An audit runs already: wait for its end, or cancel it."));
    request.shipped = m_places.suites;
    request.version = m_places.version;
    m_banner->clear();
    m_writing = false;
    m_phase = std::make_shared<std::atomic<int>>(0);
    m_since.start();
    const QString name = QString::fromStdString(request.name);
    m_run = m_desk->ask<bool>(
        [request, engine = m_places.engine, phase = m_phase](store::Project& project,
            std::stop_token stop, const RunBackend::Progress& tell) -> Result<bool> {
            auto done = auditOrCompare(
                project, engine, request, stop, [&](const AuditProgress& now, double share) {
                    *phase = int(std::find(std::begin(kPhases), std::end(kPhases), now.phase)
                        - std::begin(kPhases));
                    tell(share);
                });
            return done ? Result<bool>(true) : done.error();
        },
        [this](double share) { progressed(share); },
        [this, name](Result<bool> done) {
            m_run = 0;
            showState();
            if (!done)
                return m_banner->showError(done.error());
            if (m_stack->currentIndex() == Asking)
                m_stack->setCurrentIndex(Showing);
            m_tabs->setCurrentIndex(0);
            choose(name);
            m_window.toast().say(tr("The audit %1 is done").arg(name));
        });
    progressed(-1);
    showState();
}

void AuditPage::progressed(double share) {
    m_progress->setShare(share);
    if (m_writing)
        return m_jobText->setFullText(tr("Writing the report…"));
    const int phase = m_phase ? m_phase->load() : 0;
    QString text = phase == 0 ? tr("The model reads the text")
        : phase == 1          ? tr("The model reads the test sentences")
        : phase == 2          ? tr("Names are swapped in the text")
                              : tr("Intervals and tests are computed");
    // A guess from too little would only jump about.
    if (share > 0.05 && share < 1 && m_since.elapsed() > 1000)
        text += QStringLiteral("  ·  ")
            + tr("%1 left").arg(
                durationText(double(m_since.elapsed()) / 1000 * (1 - share) / share));
    m_jobText->setFullText(text);
}

void AuditPage::cancel() {
    if (m_run)
        m_desk->cancel(std::exchange(m_run, 0));
    showState();
    m_window.toast().say(
        m_writing ? tr("Cancelled: no report was written") : tr("Cancelled: no audit was kept"));
}

void AuditPage::showState() {
    m_job->setVisible(m_run != 0);
    m_again->setEnabled(m_audit && m_desk && !m_run && !m_workbench.project().readOnly);
    m_compare->setEnabled(m_again->isEnabled());
    m_export->setEnabled(m_audit && m_desk && !m_run);
    m_dimensions->setVisible(m_dimensions->count() > 0);
}

void AuditPage::openMentions(const MentionFilter& filter, const QString& split) {
    if (!m_opener || !m_audit)
        return;
    m_opener(QString::fromStdString(m_audit->audit.run),
        split.isEmpty() ? QString::fromStdString(m_audit->audit.split) : split, filter);
    if (m_window.currentPage() == this)
        return;
    m_window.setWayBack([this] { m_window.showPage(QStringLiteral("audit")); });
    m_window.toast().say(tr("Esc leads back to the audit"));
}

void AuditPage::openSentences(const CaseWish& wish) {
    if (m_tabs->currentWidget() != m_sentences)
        m_beforeSentences = m_tabs->currentIndex();
    m_tabs->setCurrentWidget(m_sentences);
    m_sentences->ask(wish);
}

void AuditPage::openPlace(DocumentId document, CodePointRange range) {
    if (!m_places.place)
        return;
    m_places.place(document, range);
    if (m_window.currentPage() != this)
        m_window.setWayBack([this] { m_window.showPage(QStringLiteral("audit")); });
}

void AuditPage::exportReport() {
    if (!m_audit || m_run)
        return;
    auto* dialog = new ExportReportDialog(
        m_window.dialogs(), QString::fromStdString(m_audit->audit.name), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { write(dialog->files()); });
    dialog->open();
}

void AuditPage::write(const ReportFiles& files) {
    if (!m_desk)
        return m_banner->showError(noEngine());
    m_banner->clear();
    m_writing = true;
    const auto& first = !files.pdf.empty() ? files.pdf
        : !files.html.empty()              ? files.html
                                           : files.json;
    const QString shown = QString::fromStdString(first.filename().string());
    m_run = m_desk->ask<bool>(
        [audit = m_audit, files](
            store::Project&, std::stop_token stop, const RunBackend::Progress&) -> Result<bool> {
            auto done = saveReport(audit->audit, files, stop);
            return done ? Result<bool>(true) : done.error();
        },
        {},
        [this, shown](Result<bool> done) {
            m_run = 0;
            showState();
            if (!done)
                return m_banner->showError(done.error());
            m_window.toast().say(tr("The report is written: %1").arg(shown));
        });
    progressed(-1);
    showState();
}

void addAuditPage(MainWindow& window, RunDesk* desk, AuditPlaces places, MentionsOpener opener,
    std::function<void(AuditPage&)> more) {
    addSensitiveAction(window, desk);
    window.addPage({QStringLiteral("audit"), QStringLiteral("audit"), AuditPage::tr("Fairness"),
        AuditPage::tr("Whether a model serves groups equally well"),
        [&window, desk, places = std::move(places), opener = std::move(opener),
            more = std::move(more)](QWidget* parent) {
            auto* page = new AuditPage(window, desk, places, opener, parent);
            if (more)
                more(*page);
            return page;
        }});
}

} // namespace evenspan::ui
