// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/audit_page.h"

#include "core/store/project.h"
#include "ui/audit/audit_setup.h"
#include "ui/audit/audit_summary_tab.h"
#include "ui/audit/figures_tab.h"
#include "ui/audit/sentences_tab.h"
#include "ui/audit/side_views.h"
#include "ui/audit/suites_view.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/main_window.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

using Blocks = const std::vector<report::Block>&;

std::string reportLanguage() {
    return QLocale().language() == QLocale::Chinese ? "zh_CN" : "en";
}

Result<AuditPtr> readAudit(
    store::Reader& reader, const std::filesystem::path& files, const std::string& name) {
    auto audit = openAudit(reader, files, name);
    if (!audit)
        return audit.error();
    auto request = auditRequest(reader, name);
    if (!request)
        return request.error();
    auto parts = report::auditParts(*audit, reportLanguage());
    if (!parts)
        return parts.error();
    return AuditPtr(std::make_shared<ShownAudit>(
        ShownAudit{std::move(*request), std::move(*audit), std::move(*parts)}));
}

} // namespace

AuditPage::AuditPage(
    MainWindow& window, RunDesk* desk, AuditPlaces places, MentionsOpener opener, QWidget* parent)
    : Page(parent)
    , m_window(window)
    , m_workbench(window.workbench())
    , m_desk(desk)
    , m_places(std::move(places))
    , m_opener(std::move(opener))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("audit"), tr("No audit yet"),
          tr("An audit measures whether a model serves groups equally well: how much it finds and "
             "misses in each, how sure that is, and what it cannot say. It ends in a report that "
             "can be handed over."),
          tr("New audit"), this))
    , m_setup(new AuditSetup(m_workbench, m_places.suites, this))
    , m_names(new QComboBox(this))
    , m_dimensions(new QComboBox(this))
    , m_again(new QPushButton(tr("Run again"), this))
    , m_compare(new QPushButton(tr("Compare…"), this))
    , m_export(new QPushButton(tr("Export…"), this))
    , m_job(new QWidget(this))
    , m_jobText(new ElidedLabel(m_job))
    , m_progress(new ProgressStrip(m_job))
    , m_banner(new ErrorBanner(this))
    , m_tabs(new SideViews({tr("What it found"), tr("What would help"), tr("Over time")}, this))
    , m_all(new AuditsTab(this))
    , m_sentences(new SentencesTab(m_workbench, m_desk, m_places.engine, m_places.suites, this))
    , m_suites(
          new SuitesView(m_workbench, m_places.live, window.dialogs(), m_places.suites, this)) {
    m_names->setAccessibleName(tr("Audit"));
    m_names->setToolTip(tr("Which audit is shown"));
    m_dimensions->setAccessibleName(tr("Kind of groups"));
    m_dimensions->setToolTip(tr("By what the text was put into groups"));
    for (QComboBox* box : {m_names, m_dimensions}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setMaximumWidth(space(this, 75));
    }
    m_again->setToolTip(tr("The same audit with the present labels and weights"));
    m_compare->setToolTip(
        tr("What changed between runs before and after a correction, on the same text"));
    m_export->setToolTip(tr("Write the bias report as PDF, HTML or JSON"));
    m_progress->setAccessibleName(tr("Progress of the audit"));
    m_progress->setFixedWidth(space(this, 40));
    m_tabs->list()->setAccessibleName(tr("Views of the audit"));
    auto* fresh = new QPushButton(tr("New audit"), this);
    auto* suites = plainButton({}, QStringLiteral("table"), this);
    suites->setAccessibleName(tr("Test suites…"));
    suites->setToolTip(tr("Test suites: the names and sentences with which audits compare groups"));
    auto* head = new QHBoxLayout;
    head->setSpacing(space(this, 2));
    head->addWidget(m_names);
    head->addWidget(m_dimensions);
    head->addStretch(1);
    head->addWidget(suites);
    head->addWidget(fresh);
    head->addWidget(m_compare);
    head->addWidget(m_again);
    head->addWidget(m_export);
    auto* main = new QWidget(this);
    auto* column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 3));
    column->addLayout(head);
    column->addWidget(m_tabs, 1);
    auto* stop = new QPushButton(tr("Cancel"), m_job);
    stop->setAccessibleName(tr("Cancel the audit"));
    auto* job = new QHBoxLayout(m_job);
    job->setContentsMargins(0, 0, 0, 0);
    job->setSpacing(space(this, 2));
    job->addWidget(m_progress);
    job->addWidget(m_jobText, 1);
    job->addWidget(stop);
    for (QWidget* view : {static_cast<QWidget*>(m_empty), static_cast<QWidget*>(m_setup), main,
             static_cast<QWidget*>(m_suites)})
        m_stack->addWidget(view);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(space(this, 6), space(this, 4), space(this, 6), space(this, 3));
    all->setSpacing(space(this, 3));
    all->addWidget(m_job);
    all->addWidget(m_banner);
    all->addWidget(m_stack, 1);

    connect(m_empty->button(), &QPushButton::clicked, this, &AuditPage::newAudit);
    connect(fresh, &QPushButton::clicked, this, &AuditPage::newAudit);
    connect(m_again, &QPushButton::clicked, this, &AuditPage::runAgain);
    connect(m_compare, &QPushButton::clicked, this, &AuditPage::compare);
    connect(m_export, &QPushButton::clicked, this, &AuditPage::exportReport);
    connect(stop, &QPushButton::clicked, this, &AuditPage::cancel);
    connect(m_setup, &AuditSetup::wanted, this, &AuditPage::start);
    connect(m_setup, &AuditSetup::left, this, [this] { goUp(); });
    connect(m_setup, &AuditSetup::suitesWanted, this, [this] { editSuites(); });
    connect(suites, &QPushButton::clicked, this, [this] { editSuites(); });
    connect(m_suites, &SuitesView::left, this, [this] { goUp(); });
    connect(m_suites, &SuitesView::said, this,
        [this](const QString& text, const QString& action, const std::function<void()>& run) {
            m_window.toast().say(text, action, run);
        });
    connect(m_names, &QComboBox::activated, this, &AuditPage::read);
    connect(m_dimensions, &QComboBox::activated, this, &AuditPage::showAudit);
    connect(m_all, &AuditsTab::auditWanted, this, [this](const QString& name) {
        m_tabs->setCurrentIndex(0);
        choose(name);
    });
    connect(&m_workbench, &Workbench::projectChanged, this, [this] {
        if (!m_workbench.isOpen() || m_workbench.project().path == m_path)
            return;
        m_path = m_workbench.project().path;
        m_run = 0; // the desk stopped it
        if (m_asking)
            m_workbench.forget(std::exchange(m_asking, 0));
        m_audit.reset();
        m_suites->forgetAll();
        m_stack->setCurrentIndex(Nothing);
        reload();
    });
    addOwn(Found, new AuditSummaryTab(this), tr("Summary"));
    addOwn(Found,
        new FiguresTab([](const report::AuditPart& part) -> Blocks { return part.groups; },
            tr("This audit has no groups of this kind."), this),
        tr("Groups"));
    addOwn(Found,
        new FiguresTab([](const report::AuditPart& part) -> Blocks { return part.gaps; },
            tr("There is no group to compare with another."), this),
        tr("Gaps"));
    addOwn(Found,
        new FiguresTab([](const report::AuditPart& part) -> Blocks { return part.errors; },
            tr("This audit has no groups of this kind."), this),
        tr("Errors"));
    addOwn(Found,
        new FiguresTab([](const report::AuditPart& part) -> Blocks { return part.swaps; },
            tr("No names were swapped for these groups. Choose a test suite above, or make an "
               "audit with one."),
            this),
        tr("Swapped names"));
    addOwn(Found,
        new FiguresTab([](const report::AuditPart& part) -> Blocks { return part.calibration; },
            tr("How sure the model was is not part of this audit."), this),
        tr("Certainty"));
    addOwn(Found, m_sentences, tr("Sentences"));
    connect(m_sentences, &SentencesTab::placeWanted, this, &AuditPage::openPlace);
    addOwn(Helping,
        new FiguresTab([](const report::AuditPart& part) -> Blocks { return part.change; },
            tr("This audit looks at one run. “Compare…” tests what changed between runs "
               "before and after a correction."),
            this),
        tr("Before and after"));
    m_tabs->addView(Overall, m_all, tr("All audits"));
    if (m_workbench.isOpen()) {
        m_path = m_workbench.project().path;
        reload();
    }
    showState();
}

AuditPage::~AuditPage() {
    for (const auto ticket : {m_ticket, m_reading, m_lines, m_asking})
        if (ticket)
            m_workbench.forget(ticket);
    if (m_run && m_desk)
        m_desk->cancel(m_run);
}

void AuditPage::addTab(AuditTab* tab, const QString& name) {
    addOwn(Helping, tab, name);
}

void AuditPage::addOwn(Heading heading, AuditTab* tab, const QString& name) {
    m_tabs->addView(heading, tab, name);
    m_auditTabs.push_back(tab);
    connect(tab, &AuditTab::mentionsWanted, this, &AuditPage::openMentions);
    connect(tab, &AuditTab::casesWanted, this, &AuditPage::openSentences);
    connect(
        tab, &AuditTab::said, this, [this](const QString& text) { m_window.toast().say(text); });
    if (m_audit)
        showAudit();
}

bool AuditPage::showTab(const QString& objectName) {
    for (AuditTab* tab : m_auditTabs)
        if (tab->objectName() == objectName) {
            m_tabs->setCurrentWidget(tab);
            tab->focusTarget()->setFocus();
            return true;
        }
    return false;
}

QString AuditPage::breadcrumb() const {
    if (m_stack->currentIndex() == Suites)
        return tr("Fairness") + QStringLiteral("  ›  ") + tr("Test suites");
    return m_stack->currentIndex() == Showing && m_audit
        ? tr("Fairness") + QStringLiteral("  ›  ") + QString::fromStdString(m_audit->audit.name)
        : tr("Fairness");
}

QList<QWidget*> AuditPage::panels() const {
    if (m_stack->currentIndex() == Nothing)
        return {m_empty->button()};
    if (m_stack->currentIndex() == Asking)
        return {m_setup->focusTarget()};
    if (m_stack->currentIndex() == Suites)
        return m_suites->panels();
    auto* tab = qobject_cast<AuditTab*>(m_tabs->currentWidget());
    return {m_names, m_tabs->list(), tab ? tab->focusTarget() : m_all->focusTarget()};
}

void AuditPage::shown() {
    if (m_stack->currentIndex() == Suites)
        m_suites->focusTarget()->setFocus();
    else
        panels().last()->setFocus();
}

bool AuditPage::goUp() {
    const int now = m_stack->currentIndex();
    if (now == Showing && m_beforeSentences >= 0 && m_tabs->currentWidget() == m_sentences) {
        m_tabs->setCurrentIndex(std::exchange(m_beforeSentences, -1));
        shown();
        return true;
    }
    if (now != Asking && now != Suites)
        return false;
    if (now == Suites && m_beforeSuites == Asking) {
        m_stack->setCurrentIndex(Asking);
        m_setup->load(); // there may be more to choose from
    } else {
        m_stack->setCurrentIndex(m_names->count() > 0 ? Showing : Nothing);
    }
    shown();
    Q_EMIT breadcrumbChanged();
    return true;
}

QList<std::pair<QString, QString>> AuditPage::keyHints() const {
    if (m_stack->currentIndex() == Suites)
        return {{tr("Write a cell"), tr("F2 or Enter")}, {tr("Remove the chosen rows"), tr("Del")},
            {tr("Add rows that were copied in a spreadsheet"), tr("Ctrl+V")},
            {tr("Take back the last step"), tr("Ctrl+Z")}, {tr("Leave the suites"), tr("Esc")}};
    return {{tr("List the mentions or sentences that a figure counts"), tr("Enter")},
        {tr("Come back from there, or leave the set-up"), tr("Esc")}};
}

void AuditPage::editSuites(const QString& suite) {
    if (m_stack->currentIndex() != Suites)
        m_beforeSuites = m_stack->currentIndex();
    m_stack->setCurrentIndex(Suites);
    m_suites->load(suite);
    shown();
    Q_EMIT breadcrumbChanged();
}

void AuditPage::choose(const QString& name) {
    m_wanted = name;
    reload();
}

void AuditPage::reload() {
    if (!m_workbench.isOpen())
        return;
    for (auto* ticket : {&m_ticket, &m_lines})
        if (*ticket)
            m_workbench.forget(*ticket);
    using Names = std::vector<std::string>;
    m_ticket = m_workbench.query<Names>(
        [](store::Reader& reader, std::stop_token) { return auditNames(reader); },
        [this](Result<Names> names) {
            m_ticket = 0;
            if (!names)
                return m_banner->showError(names.error());
            std::reverse(names->begin(), names->end()); // the newest first
            const QString name =
                !m_wanted.isEmpty() ? std::exchange(m_wanted, QString()) : m_names->currentText();
            m_names->clear();
            for (const auto& each : *names)
                m_names->addItem(QString::fromStdString(each));
            m_names->setCurrentIndex(names->empty() ? -1 : qMax(0, m_names->findText(name)));
            if (names->empty())
                m_audit.reset();
            else
                read();
            if (m_stack->currentIndex() != Asking && m_stack->currentIndex() != Suites)
                m_stack->setCurrentIndex(names->empty() ? Nothing : Showing);
            Q_EMIT breadcrumbChanged();
        });
    const auto files = store::Project::filesFolder(
        std::filesystem::path(m_workbench.project().path.toStdU16String()));
    m_lines = m_workbench.query<AuditHistory>(
        [files, language = reportLanguage()](store::Reader& reader, std::stop_token stop) {
            return auditHistory(reader, files, language, stop);
        },
        [this](Result<AuditHistory> history) {
            m_lines = 0;
            m_all->showHistory(history ? std::move(*history) : AuditHistory());
        });
}

void AuditPage::read() {
    if (m_reading)
        m_workbench.forget(m_reading);
    const auto files = store::Project::filesFolder(
        std::filesystem::path(m_workbench.project().path.toStdU16String()));
    m_reading = m_workbench.query<AuditPtr>(
        [files, name = m_names->currentText().toStdString()](
            store::Reader& reader, std::stop_token) { return readAudit(reader, files, name); },
        [this](Result<AuditPtr> audit) {
            m_reading = 0;
            m_audit = audit ? *audit : AuditPtr();
            if (!audit)
                m_banner->showError(audit.error());
            else
                m_banner->clear();
            const QString before = m_dimensions->currentText();
            m_dimensions->clear();
            if (m_audit)
                for (const auto& part : m_audit->parts.dimensions)
                    m_dimensions->addItem(part.name);
            m_dimensions->setCurrentIndex(qMax(0, m_dimensions->findText(before)));
            showAudit();
            showState();
            Q_EMIT breadcrumbChanged();
        });
}

void AuditPage::showAudit() {
    if (!m_audit)
        return;
    const int at = qMax(0, m_dimensions->currentIndex());
    for (AuditTab* tab : m_auditTabs)
        tab->showAudit(m_audit, std::size_t(at));
}

} // namespace evenspan::ui
