// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/sentences_tab.h"

#include "core/store/reader.h"
#include "ui/audit/figures_model.h"
#include "ui/common/data_table.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>

#include <utility>

namespace evenspan::ui {

namespace {

QString words(const CaseAnswer& answer) {
    switch (answer.kind) {
    case SlotAnswer::Kind::Right:
        return SentencesTab::tr("found");
    case SlotAnswer::Kind::OtherType:
        return SentencesTab::tr("as %1").arg(shown(answer.said));
    case SlotAnswer::Kind::Boundary:
        return SentencesTab::tr("other borders");
    case SlotAnswer::Kind::Split:
        return SentencesTab::tr("in parts");
    case SlotAnswer::Kind::Merged:
        return SentencesTab::tr("as one with another");
    case SlotAnswer::Kind::Missed:
        break;
    }
    return SentencesTab::tr("missed");
}

} // namespace

SentencesTab::SentencesTab(Workbench& workbench, RunDesk* desk, std::filesystem::path engine,
    std::filesystem::path suites, QWidget* parent)
    : AuditTab(parent)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_engine(std::move(engine))
    , m_suites(std::move(suites))
    , m_banner(new ErrorBanner(this))
    , m_stack(new QStackedWidget(this))
    , m_none(mutedLabel({}, this))
    , m_job(new QWidget(this))
    , m_progress(new ProgressStrip(m_job))
    , m_head(new QLabel(this))
    , m_model(new FiguresModel(this))
    , m_table(new DataTable(this))
    , m_note(mutedLabel({}, this)) {
    setObjectName(QStringLiteral("sentences"));
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_none->setFocusPolicy(Qt::StrongFocus);
    m_none->setText(desk
            ? tr("The sentences behind a figure of a test suite, of swapped names or of a "
                 "list. Choose such groups above, then press Enter on a cell of a "
                 "table or click into a chart.")
            : tr("This installation cannot ask a model."));
    m_progress->setAccessibleName(tr("Progress of the sentences"));
    m_progress->setFixedWidth(space(this, 40));
    auto* stop = new QPushButton(tr("Cancel"), m_job);
    stop->setAccessibleName(tr("Cancel the sentences"));
    auto* line = new QHBoxLayout;
    line->setSpacing(space(this, 2));
    line->addStretch(1);
    line->addWidget(m_progress);
    line->addWidget(mutedLabel(tr("The model reads the sentences"), m_job));
    line->addWidget(stop);
    line->addStretch(1);
    auto* job = new QVBoxLayout(m_job);
    job->addStretch(1);
    job->addLayout(line);
    job->addStretch(1);
    m_head->setWordWrap(true);
    m_head->setFont(scaledFont(font(), 1, true));
    m_note->setWordWrap(true);
    m_table->setModel(m_model);
    m_table->setSortingEnabled(true);
    m_table->setAccessibleName(tr("Sentences behind the figure"));
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_head);
    column->addWidget(m_table, 1);
    column->addWidget(m_note);
    for (QWidget* view : {static_cast<QWidget*>(m_none), m_job, page})
        m_stack->addWidget(view);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, space(this, 3), 0, 0);
    all->addWidget(m_banner);
    all->addWidget(m_stack, 1);
    connect(stop, &QPushButton::clicked, this, &SentencesTab::cancel);
    connect(m_table, &DataTable::activatedRow, this,
        [this](const QModelIndex& index) { open(m_model->place(index.row())); });
}

SentencesTab::~SentencesTab() {
    if (m_run && m_desk)
        m_desk->cancel(m_run);
    if (m_placing)
        m_workbench.forget(m_placing);
}

QWidget* SentencesTab::focusTarget() {
    return m_stack->currentIndex() == Showing ? static_cast<QWidget*>(m_table) : m_none;
}

void SentencesTab::showAudit(const AuditPtr& audit, std::size_t) {
    if (m_audit == audit)
        return;
    m_audit = audit;
    if (m_run && m_desk)
        m_desk->cancel(std::exchange(m_run, 0));
    m_cases.clear();
    m_model->setTable({});
    m_banner->clear();
    m_stack->setCurrentIndex(Nothing);
}

void SentencesTab::ask(const CaseWish& wish) {
    if (!m_desk || !m_audit)
        return;
    if (m_run)
        m_desk->cancel(std::exchange(m_run, 0));
    AuditRequest request = m_audit->request;
    request.shipped = m_suites;
    m_banner->clear();
    m_progress->setShare(-1);
    m_stack->setCurrentIndex(Asking);
    m_run = m_desk->ask<AuditCases>(
        [request, wish, engine = m_engine](
            store::Project& project, std::stop_token stop, const RunBackend::Progress& tell) {
            return auditCases(
                project, engine, request, wish, 2000, stop, [&](const AuditProgress& now) {
                    tell(now.total ? double(now.done) / double(now.total) : -1);
                });
        },
        [this](double share) { m_progress->setShare(share); },
        [this, wish](Result<AuditCases> cases) {
            m_run = 0;
            if (cases)
                return take(wish, std::move(*cases));
            m_stack->setCurrentIndex(Nothing);
            m_banner->showError(cases.error());
        });
}

void SentencesTab::take(const CaseWish& wish, AuditCases cases) {
    m_cases = std::move(cases.cases);
    const bool pairs = wish.from.has_value();
    const bool ofSuite = wish.dimension.starts_with("suite:");
    const bool swapped = wish.dimension.starts_with("swap:");
    report::Table table{QStringLiteral("sentences"), tr("Sentences behind the figure"),
        {{tr("Name"), false}}, {}, {}};
    if (pairs) {
        table.columns.insert(table.columns.begin(), {tr("Answer before"), false});
        table.columns.insert(table.columns.begin(), {tr("Name before"), false});
    }
    for (const QString& head : {tr("Answer"), tr("Sentence"), tr("Group")})
        table.columns.push_back({head, false});
    table.columns.push_back({tr("Score"), true});
    if (ofSuite)
        table.columns.push_back({tr("Pattern"), false});
    for (const auto& one : m_cases) {
        std::vector<report::Cell> row;
        if (pairs && one.before) {
            row.push_back({shown(one.before->name), {}});
            row.push_back({words(*one.before), {}});
        }
        row.push_back({shown(one.answer.name), {}});
        row.push_back({words(one.answer), {}});
        row.push_back({shown(one.text), {}});
        row.push_back({shown(one.group), {}});
        if (one.answer.right())
            row.push_back({QString::number(100 * one.answer.score, 'f', 1) + QLatin1Char('%'),
                one.answer.score});
        else
            row.push_back({QString(QChar(0x2013)), {}});
        if (ofSuite)
            row.push_back({shown(one.pattern), {}});
        table.rows.push_back(std::move(row));
    }
    m_head->setText(pairs
            ? tr("%1 → %2: %n answer(s) changed", nullptr, int(cases.found))
                  .arg(wish.from->empty() ? tr("as written") : shown(*wish.from), shown(wish.group))
            : wish.group.empty()
            ? tr("Names of every group: %n sentence(s)", nullptr, int(cases.found))
            : wish.dimension.starts_with("structure:")
            ? tr("Mentions of %1: %n sentence(s)", nullptr, int(cases.found)).arg(shown(wish.group))
            : tr("Names associated with %1: %n sentence(s)", nullptr, int(cases.found))
                  .arg(shown(wish.group)));
    QString note = tr("As the run answers now; the figures are those of the audit.");
    if (cases.found > m_cases.size())
        note += QLatin1Char(' ') + tr("The first %n are listed.", nullptr, int(m_cases.size()));
    if (!ofSuite)
        note += QLatin1Char(' ')
            + (swapped ? tr("Enter opens the document where the name was swapped.")
                       : tr("Enter opens the document."));
    m_note->setText(note);
    m_model->setTable(std::move(table));
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->resizeColumnsToContents();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column,
            qBound(
                space(this, 14), m_table->columnWidth(column) + space(this, 3), space(this, 120)));
    m_stack->setCurrentIndex(Showing);
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    if (isVisible())
        m_table->setFocus();
}

void SentencesTab::cancel() {
    if (m_run)
        m_desk->cancel(std::exchange(m_run, 0));
    m_stack->setCurrentIndex(Nothing);
    Q_EMIT said(tr("Cancelled: the sentences were not read"));
}

void SentencesTab::open(int row) {
    if (row < 0 || row >= int(m_cases.size()))
        return;
    const AuditCase one = m_cases[std::size_t(row)];
    if (one.document == DocumentId{}) {
        Q_EMIT said(tr("The sentence is one of the suite: no document holds it"));
        return;
    }
    if (m_placing)
        m_workbench.forget(m_placing);
    m_placing = m_workbench.query<CodePointRange>(
        [one](store::Reader& reader, std::stop_token) { return placeOf(reader, one); },
        [this, document = one.document](Result<CodePointRange> range) {
            m_placing = 0;
            if (range)
                Q_EMIT placeWanted(document, *range);
            else
                m_banner->showError(range.error());
        });
}

} // namespace evenspan::ui
