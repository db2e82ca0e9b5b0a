// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/what_if_tab.h"

#include "ui/audit/figures_model.h"
#include "ui/audit/shift_view.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QApplication>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLocale>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr int kSteps = 1000; // of a slider, from 0 to 1
const std::string kSplit = "validation";

QString shown(const std::string& text) {
    return QString::fromStdString(text);
}

QString percent(const std::optional<double>& share) {
    return share ? QLocale().toString(100 * *share, 'f', 1) : WhatIfTab::tr("n/a");
}

QString points(const std::optional<double>& value) {
    if (!value)
        return WhatIfTab::tr("n/a");
    const double rounded = qRound(1000 * *value) / 10.0;
    return (rounded > 0          ? QStringLiteral("+")
                   : rounded < 0 ? QStringLiteral("−")
                                 : QString())
        + QLocale().toString(qAbs(rounded), 'f', 1);
}

QString step(const QString& now, const QString& then) {
    return now == then ? now : now + QStringLiteral(" → ") + then;
}

std::optional<double> minus(const std::optional<double>& a, const std::optional<double>& b) {
    return a && b ? std::optional(*a - *b) : std::nullopt;
}

} // namespace

WhatIfTab::WhatIfTab(Workbench& workbench, RunDesk* desk, std::filesystem::path engine,
    std::filesystem::path suites, QWidget* parent)
    : AuditTab(parent)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_engine(std::move(engine))
    , m_suites(std::move(suites))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("audit"), tr("What if the run were more careful?"),
          tr("This installation cannot ask a model."), tr("Score the validation text"), this))
    , m_job(new QWidget(this))
    , m_progress(new ProgressStrip(m_job))
    , m_banner(new ErrorBanner(this))
    , m_head(mutedLabel({}, this))
    , m_both(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_cutsArea(new QScrollArea(this))
    , m_cutsBox(new QWidget(this))
    , m_reset(new QPushButton(tr("Back to no cut"), this))
    , m_figureGrid(new QGridLayout)
    , m_none(mutedLabel({}, this))
    , m_groups(new QWidget(this))
    , m_view(new ShiftView(this))
    , m_model(new FiguresModel(this))
    , m_table(new DataTable(this)) {
    setObjectName(QStringLiteral("what_if"));
    m_progress->setAccessibleName(tr("Progress of the scoring"));
    m_progress->setFixedWidth(space(this, 40));
    auto* stop = new QPushButton(tr("Cancel"), m_job);
    stop->setAccessibleName(tr("Cancel the scoring"));
    auto* job = new QVBoxLayout(m_job);
    job->addStretch(1);
    auto* line = new QHBoxLayout;
    line->setSpacing(space(this, 2));
    line->addStretch(1);
    line->addWidget(m_progress);
    line->addWidget(mutedLabel(tr("The model reads the validation text"), m_job));
    line->addWidget(stop);
    line->addStretch(1);
    job->addLayout(line);
    job->addStretch(1);

    for (QLabel* label : {m_head, m_none})
        label->setWordWrap(true);
    m_none->setAlignment(Qt::AlignCenter);
    m_figureGrid->setHorizontalSpacing(space(this, 6));
    m_figureGrid->setVerticalSpacing(space(this, 2));
    for (const QString& name : {tr("Recall of all text"), tr("Precision of all text"),
             tr("F1 of all text"), tr("Lowest recall of a group"), tr("Widest gap, points")}) {
        m_figures.push_back(new Figure(name, this));
    }
    m_view->setAccessibleName(tr("Recall of each group now and with the cuts"));
    auto* chart = new QScrollArea(this);
    chart->setFrameShape(QFrame::NoFrame);
    chart->setWidgetResizable(true);
    chart->setFocusPolicy(Qt::NoFocus);
    chart->setWidget(m_view);
    chart->setMinimumHeight(space(this, 20));
    m_table->setModel(m_model);
    m_table->setSortingEnabled(true);
    m_table->setAccessibleName(tr("Groups now and with the cuts"));
    auto* groups = new QVBoxLayout(m_groups);
    groups->setContentsMargins(0, 0, 0, 0);
    auto* splitter = new QSplitter(Qt::Vertical, m_groups);
    splitter->addWidget(chart);
    splitter->addWidget(m_table);
    splitter->setSizes({5000, 5000});
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    groups->addWidget(splitter, 1);
    auto* units = mutedLabel(
        tr("Shares in percent; changes and gaps in points. A gap is the group minus all others."),
        m_groups);
    units->setWordWrap(true);
    groups->addWidget(units);

    m_cutsArea->setFrameShape(QFrame::NoFrame);
    m_cutsArea->setWidgetResizable(true);
    m_cutsArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_cutsArea->setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, space(this, 4), 0);
    column->setSpacing(space(this, 2));
    column->addWidget(headingLabel(tr("Keep what is at least so sure"), inside));
    auto* words = mutedLabel(tr("In percent of the model's own score. What is less sure is dropped "
                                "in every group alike."),
        inside);
    words->setWordWrap(true);
    column->addWidget(words);
    column->addWidget(m_cutsBox);
    column->addWidget(m_reset, 0, Qt::AlignLeft);
    column->addStretch(1);
    m_cutsArea->setWidget(inside);
    auto* right = new QVBoxLayout;
    right->setSpacing(space(this, 3));
    right->addLayout(m_figureGrid);
    right->addWidget(m_none, 1);
    right->addWidget(m_groups, 1);
    auto* page = new QWidget(this);
    m_both->setSpacing(space(this, 4));
    m_both->addWidget(m_cutsArea);
    m_both->addLayout(right, 1);
    auto* whole = new QVBoxLayout(page);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(space(this, 3));
    whole->addWidget(m_head);
    whole->addLayout(m_both, 1);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    for (QWidget* view : {static_cast<QWidget*>(m_empty), m_job, static_cast<QWidget*>(scroll)})
        m_stack->addWidget(view);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, space(this, 3), 0, 0);
    all->addWidget(m_banner);
    all->addWidget(m_stack, 1);
    connect(m_empty->button(), &QPushButton::clicked, this, &WhatIfTab::score);
    connect(stop, &QPushButton::clicked, this, &WhatIfTab::cancel);
    connect(m_reset, &QPushButton::clicked, this, [this] { setCut({}, 0); });
    connect(&m_workbench, &Workbench::projectChanged, this, &WhatIfTab::showState);
    reflow();
    showState();
}

// Side by side where there is room, else one below the other.
void WhatIfTab::reflow() {
    const bool narrow = width() < space(this, 180);
    m_both->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_cutsArea->setMinimumWidth(narrow ? 0 : space(this, 75));
    m_cutsArea->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : space(this, 75));
    m_cutsArea->setMinimumHeight(narrow ? m_cutsArea->widget()->sizeHint().height() : 0);
    m_groups->setMinimumHeight(space(this, narrow ? 100 : 60));
    const int across = width() < space(this, 270) ? 3 : 5;
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        m_figureGrid->removeWidget(m_figures[i]);
        m_figureGrid->addWidget(m_figures[i], int(i) / across, int(i) % across);
    }
    m_figureGrid->setColumnStretch(5, 1);
}

void WhatIfTab::resizeEvent(QResizeEvent* event) {
    AuditTab::resizeEvent(event);
    reflow();
}

WhatIfTab::~WhatIfTab() {
    if (m_asking)
        m_workbench.forget(m_asking);
    if (m_run && m_desk)
        m_desk->cancel(m_run);
}

QWidget* WhatIfTab::focusTarget() {
    if (m_stack->currentIndex() == Asking)
        return m_empty->button();
    return m_cuts.empty() ? static_cast<QWidget*>(m_table) : m_cuts.begin()->second.slider;
}

void WhatIfTab::showAudit(const AuditPtr& audit, std::size_t dimension) {
    const bool other = !m_audit || m_audit->audit.name != audit->audit.name
        || m_audit->audit.time != audit->audit.time;
    m_audit = audit;
    m_dimension = dimension;
    if (other) {
        if (m_run)
            m_desk->cancel(std::exchange(m_run, 0));
        m_sets.reset();
        m_banner->clear();
    }
    showState();
    ask();
}

void WhatIfTab::showState() {
    const auto& splits = m_workbench.project().info.splits;
    const auto found = splits.find(kSplit);
    const bool text = found != splits.end() && found->second.documents > 0;
    m_empty->setTexts(tr("What if the run were more careful?"),
        !m_desk ? tr("This installation cannot ask a model.")
            : text
            ? tr("Drop what the run is not sure of, type by type, and see at once what that "
                 "does to every group. The run is scored on the validation text: what is "
                 "chosen on the text of the test looks better than it is. Nothing is changed.")
            : tr("This needs validation text, and the project has none: what is chosen on "
                 "the text of the test looks better than it is. Put some documents into the "
                 "split “validation”."));
    m_empty->button()->setEnabled(m_desk && text && m_audit);
    m_stack->setCurrentIndex(m_run ? Scoring : m_sets ? Showing : Asking);
}

void WhatIfTab::score() {
    if (!m_desk || !m_audit || m_run)
        return;
    AuditRequest request = m_audit->request;
    request.split = kSplit;
    request.shipped = m_suites;
    m_banner->clear();
    m_run = m_desk->ask<std::shared_ptr<const WhatIfSets>>(
        [request, engine = m_engine](store::Project& project, std::stop_token stop,
            const RunBackend::Progress& tell) -> Result<std::shared_ptr<const WhatIfSets>> {
            auto made = whatIfSets(project, engine, request, stop, [&](const AuditProgress& now) {
                const bool suite = std::string_view(now.phase) == "suite";
                const double share = now.total ? double(now.done) / double(now.total) : 0;
                tell(suite ? 0.5 + share / 2 : share / (request.suites.empty() ? 1 : 2));
            });
            if (!made)
                return made.error();
            return std::make_shared<const WhatIfSets>(std::move(*made));
        },
        [this](double share) { m_progress->setShare(share); },
        [this](Result<std::shared_ptr<const WhatIfSets>> made) {
            m_run = 0;
            if (made)
                return take(*made);
            m_banner->showError(made.error());
            showState();
        });
    m_progress->setShare(-1);
    showState();
}

void WhatIfTab::take(std::shared_ptr<const WhatIfSets> sets) {
    const bool here = m_stack->isAncestorOf(QApplication::focusWidget());
    m_sets = std::move(sets);
    makeSliders();
    showState();
    ask();
    if (here && isVisible())
        focusTarget()->setFocus();
}

void WhatIfTab::cancel() {
    if (m_run)
        m_desk->cancel(std::exchange(m_run, 0));
    showState();
    Q_EMIT said(tr("Cancelled: nothing was scored"));
}

WhatIfTab::Cut WhatIfTab::addSlider(QGridLayout* grid, int row, const QString& name) {
    Cut cut;
    auto* label = new ElidedLabel(m_cutsBox);
    label->setFullText(name);
    cut.slider = new QSlider(Qt::Horizontal, m_cutsBox);
    cut.slider->setRange(0, kSteps);
    cut.slider->setSingleStep(kSteps / 100);
    cut.slider->setPageStep(kSteps / 10);
    cut.box = new QDoubleSpinBox(m_cutsBox);
    cut.box->setRange(0, 100);
    cut.box->setDecimals(1);
    cut.box->setSingleStep(1);
    cut.slider->setAccessibleName(tr("Least score of %1").arg(name));
    cut.box->setAccessibleName(tr("Least score of %1 in percent").arg(name));
    grid->addWidget(label, row, 0);
    grid->addWidget(cut.slider, row, 1);
    grid->addWidget(cut.box, row, 2);
    return cut;
}

void WhatIfTab::makeSliders() {
    auto* fresh = new QWidget(m_cutsBox->parentWidget());
    auto* layout = qobject_cast<QVBoxLayout*>(m_cutsBox->parentWidget()->layout());
    layout->replaceWidget(m_cutsBox, fresh);
    m_cutsBox->deleteLater();
    m_cutsBox = fresh;
    m_cuts.clear();
    auto* grid = new QGridLayout(m_cutsBox);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space(this, 2));
    grid->setVerticalSpacing(space(this, 2));
    grid->setColumnMinimumWidth(0, space(this, 14));
    grid->setColumnStretch(1, 1);
    std::vector<std::string> types = m_sets->sets.front().types;
    for (const auto& set : m_sets->sets) // a suite may ask for a label that the text lacks
        for (const auto& type : set.types)
            if (std::find(types.begin(), types.end(), type) == types.end())
                types.push_back(type);
    if (types.size() > 1)
        types.insert(types.begin(), std::string());
    for (std::size_t i = 0; i < types.size(); ++i) {
        const std::string type = types[i];
        const Cut cut = addSlider(grid, int(i), type.empty() ? tr("All types") : shown(type));
        m_cuts[type] = cut;
        connect(cut.slider, &QSlider::valueChanged, this,
            [this, type](int value) { setCut(shown(type), double(value) / kSteps); });
        connect(cut.box, &QDoubleSpinBox::valueChanged, this,
            [this, type](double value) { setCut(shown(type), value / 100); });
    }
    m_cutsBox->show();
    reflow();
}

void WhatIfTab::setCut(const QString& type, double share) {
    const auto put = [&](const Cut& cut) {
        const QSignalBlocker one(cut.slider), two(cut.box);
        cut.slider->setValue(qRound(share * kSteps));
        cut.box->setValue(share * 100);
    };
    for (const auto& [name, cut] : m_cuts)
        if (type.isEmpty() || shown(name) == type)
            put(cut);
    ask();
}

double WhatIfTab::cut(const QString& type) const {
    const auto found = m_cuts.find(type.toStdString());
    return found == m_cuts.end() ? 0 : found->second.box->value() / 100;
}

const WhatIfSet* WhatIfTab::current() const {
    if (!m_sets || !m_audit || m_dimension >= m_audit->audit.dimensions.size())
        return nullptr;
    for (const auto& set : m_sets->sets)
        if (set.id == m_audit->audit.dimensions[m_dimension].id)
            return &set;
    return nullptr;
}

void WhatIfTab::ask() {
    if (m_asking)
        m_workbench.forget(std::exchange(m_asking, 0));
    if (!m_sets || !m_audit)
        return;
    m_head->setText(tr("%1 on the validation text, %n document(s). To look only: the same cut may "
                       "narrow one gap and widen another.",
        nullptr, int(m_sets->documents))
                        .arg(shown(m_sets->run)));
    const WhatIfSet* set = current();
    const auto cutsOf = [&](const WhatIfSet& of) {
        std::vector<double> out;
        for (const auto& type : of.types)
            out.push_back(cut(shown(type)));
        return out;
    };
    const auto& whole = m_sets->sets.front();
    const WhatIfSet* groups = set ? set : &whole;
    m_none->setVisible(!set);
    m_none->setText(tr("Names that were swapped in the text have no score of their own. Choose "
                       "other groups above."));
    m_groups->setVisible(set != nullptr);
    // Thousands of groups may take longer than a window's thread may wait.
    m_asking = m_workbench.query<Answer>(
        [sets = m_sets, groups, cuts = cutsOf(*groups), all = cutsOf(whole)](
            store::Reader&, std::stop_token) -> Result<Answer> {
            Answer out;
            out.unit = groups->unit;
            const auto take = [](fairness::WhatIfAnswer& into, const WhatIfSet& of,
                                  const std::vector<double>& at) -> Result<void> {
                auto found = of.whatIf.at(at);
                if (!found)
                    return found.error();
                into = std::move(*found);
                return {};
            };
            const auto& everything = sets->sets.front();
            const std::vector<double> none(cuts.size(), 0), noneAtAll(all.size(), 0);
            for (auto done : {take(out.now, *groups, none), take(out.then, *groups, cuts),
                     take(out.allNow, everything, noneAtAll), take(out.allThen, everything, all)})
                if (!done)
                    return done.error();
            return out;
        },
        [this](Result<Answer> answer) {
            m_asking = 0;
            if (answer)
                show(*answer);
            else if (m_workbench.isOpen())
                m_banner->showError(answer.error());
        });
}

void WhatIfTab::show(const Answer& answer) {
    const auto of = [](const fairness::WhatIfAnswer& all) { return all.groups.front(); };
    const auto now = of(answer.allNow), then = of(answer.allThen);
    m_figures[0]->setValue(step(percent(now.recall), percent(then.recall)));
    m_figures[1]->setValue(step(percent(now.precision), percent(then.precision)));
    m_figures[2]->setValue(step(percent(now.f1), percent(then.f1)));
    const bool any = current() != nullptr;
    m_figures[3]->setVisible(any);
    m_figures[4]->setVisible(any);
    m_figures[3]->setValue(step(percent(answer.now.worst), percent(answer.then.worst)));
    m_figures[4]->setValue(step(percent(answer.now.widest), percent(answer.then.widest)));
    if (!any)
        return;
    const bool whole = answer.unit == "document";
    report::Table table{QStringLiteral("what_if"), tr("Groups now and with the cuts"),
        {{tr("Group"), false}, {tr("Recall now"), true}, {tr("Recall then"), true},
            {tr("Change"), true}, {tr("Gap now"), true}, {tr("Gap then"), true}},
        {}, {}};
    if (whole)
        for (const QString& head :
            {tr("Precision now"), tr("Precision then"), tr("F1 now"), tr("F1 then")})
            table.columns.push_back({head, true});
    std::vector<ShiftView::Row> rows;
    for (std::size_t g = 0; g < answer.now.groups.size(); ++g) {
        const auto &before = answer.now.groups[g], &after = answer.then.groups[g];
        const bool hidden = before.level == fairness::Assessment::Suppressed;
        const QString name = before.group.empty() ? tr("no value") : shown(before.group);
        const auto share = [&](const std::optional<double>& value) {
            return report::Cell{hidden ? tr("too few to show") : percent(value), value};
        };
        const auto gap = [&](const std::optional<double>& value) {
            return report::Cell{hidden ? QString() : points(value), value};
        };
        const auto change = minus(after.recall, before.recall);
        std::vector<report::Cell> row{{name, {}}, share(before.recall), share(after.recall),
            gap(change), gap(before.gap), gap(after.gap)};
        if (whole)
            for (const auto& value : {before.precision, after.precision, before.f1, after.f1})
                row.push_back(share(value));
        table.rows.push_back(std::move(row));
        rows.push_back({name, before.recall, after.recall,
            hidden ? tr("too few to show") : step(percent(before.recall), percent(after.recall))});
    }
    m_view->setRows(std::move(rows));
    // What is sorted and chosen stays so while a slider moves.
    const auto* head = m_table->horizontalHeader();
    const int column = head->sortIndicatorSection();
    const auto order = head->sortIndicatorOrder();
    const bool same = m_model->columnCount() == int(table.columns.size());
    const auto place = m_table->currentIndex();
    m_model->setTable(std::move(table));
    if (same && column >= 0 && column < m_model->columnCount())
        m_model->sort(column, order);
    else
        m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    if (!same) {
        m_table->resizeColumnsToContents();
        for (int at = 0; at < m_model->columnCount(); ++at)
            m_table->setColumnWidth(at,
                qBound(
                    space(this, 20), m_table->columnWidth(at) + space(this, 3), space(this, 60)));
    }
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(place.isValid() && place.row() < m_model->rowCount() && same
                ? m_model->index(place.row(), place.column())
                : m_model->index(0, 0));
}

} // namespace evenspan::ui
