// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/sentences_tab.h"

#include "core/store/reader.h"
#include "ui/audit/figures_model.h"
#include "ui/audit/name_map_view.h"
#include "ui/common/data_table.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>

#include <utility>

namespace evenspan::ui {

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
    , m_askAll(new QPushButton(tr("Ask the run about every name"), this))
    , m_job(new QWidget(this))
    , m_progress(new ProgressStrip(m_job))
    , m_head(new QLabel(this))
    , m_views(new QTabBar(this))
    , m_lists(new QStackedWidget(this))
    , m_map(new NameMapView(this))
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
    m_views->setDrawBase(false);
    m_views->setExpanding(false);
    m_views->setAccessibleName(tr("Ways to look at the sentences"));
    m_views->addTab(tr("Sentences"));
    m_views->addTab(tr("Names"));
    m_note->setWordWrap(true);
    m_table->setModel(m_model);
    m_table->setSortingEnabled(true);
    m_table->setAccessibleName(tr("Sentences behind the figure"));
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    auto* top = new QHBoxLayout;
    top->setSpacing(space(this, 4));
    top->addWidget(m_head, 1);
    top->addWidget(m_views);
    auto* list = new QWidget(page);
    auto* rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space(this, 2));
    rows->addWidget(m_table, 1);
    rows->addWidget(m_note);
    m_lists->addWidget(list);
    m_lists->addWidget(m_map);
    column->addLayout(top);
    column->addWidget(m_lists, 1);
    auto* none = new QWidget(this);
    auto* middle = new QVBoxLayout(none);
    middle->addStretch(1);
    middle->addWidget(m_none);
    middle->addSpacing(space(this, 2));
    middle->addWidget(m_askAll, 0, Qt::AlignHCenter);
    middle->addStretch(1);
    for (QWidget* view : {none, m_job, page})
        m_stack->addWidget(view);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, space(this, 3), 0, 0);
    all->addWidget(m_banner);
    all->addWidget(m_stack, 1);
    connect(stop, &QPushButton::clicked, this, &SentencesTab::cancel);
    connect(m_askAll, &QPushButton::clicked, this, [this] {
        ask({m_suite, {}, {}, {}, {}, {}});
        m_mapWanted = true;
    });
    connect(m_views, &QTabBar::currentChanged, m_lists, &QStackedWidget::setCurrentIndex);
    connect(m_map, &NameMapView::picked, this, &SentencesTab::showCase);
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
    if (m_stack->currentIndex() == Nothing && m_askAll->isVisibleTo(this))
        return m_askAll;
    if (m_stack->currentIndex() != Showing)
        return m_none;
    return m_lists->currentIndex() == 0 ? static_cast<QWidget*>(m_table) : m_map->focusTarget();
}

void SentencesTab::showAudit(const AuditPtr& audit, std::size_t dimension) {
    const auto& dimensions = audit->audit.dimensions;
    m_suite = dimension < dimensions.size() && dimensions[dimension].source == "suite"
        ? dimensions[dimension].id
        : std::string();
    m_askAll->setVisible(m_desk && !m_suite.empty());
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
    m_mapWanted = false;
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
            row.push_back({answerWords(*one.before), {}});
        }
        row.push_back({shown(one.answer.name), {}});
        row.push_back({answerWords(one.answer), {}});
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
    const bool map = !cases.map.rows.empty() && cases.map.patterns.size() > 1;
    m_map->setMap(map ? std::move(cases.map) : NameMap());
    m_views->setVisible(map);
    m_views->setCurrentIndex(map && m_mapWanted ? 1 : 0);
    m_stack->setCurrentIndex(Showing);
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    if (isVisible())
        focusTarget()->setFocus();
}

// The sentences of a name, of a cell of the map its own.
void SentencesTab::showCase(const QString& name, const QString& group, const QString& pattern) {
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const auto& one = m_cases[std::size_t(m_model->place(row))];
        if (shown(one.answer.name) != name || shown(one.group) != group
            || (!pattern.isEmpty() && shown(one.pattern) != pattern))
            continue;
        m_views->setCurrentIndex(0);
        m_table->setCurrentIndex(m_model->index(row, 0));
        m_table->setFocus();
        return;
    }
    Q_EMIT said(tr("This sentence is not among those that are listed"));
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
