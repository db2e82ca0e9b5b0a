// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/runs/compare_view.h"

#include "ui/common/data_table.h"
#include "ui/common/plot.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/run_desk.h"
#include "ui/train/launch/recipe_texts.h"
#include "ui/train/runs/run_charts.h"
#include "ui/train/runs/run_texts.h"
#include "ui/train/runs/settings_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr std::size_t kAxes = 7; // of the parallel coordinates, F1 included

void fit(DataTable* table) {
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setFixedHeight(table->horizontalHeader()->sizeHint().height()
        + table->model()->rowCount() * rowHeight(table) + 2);
}

} // namespace

CompareView::CompareView(Workbench& workbench, RunDesk* desk, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_title(titleLabel({}, this))
    , m_split(new QComboBox(this))
    , m_again(new QPushButton(this))
    , m_banner(new ErrorBanner(this))
    , m_progress(new ProgressStrip(this))
    , m_verdict(headingLabel({}, this))
    , m_more(new QLabel(this))
    , m_table(new DataTable(this))
    , m_scores(new QStandardItemModel(this))
    , m_curve(new QComboBox(this))
    , m_plotPlace(new QVBoxLayout)
    , m_everything(new QCheckBox(tr("Every setting"), this))
    , m_alike(
          mutedLabel(tr("Nothing: these runs have the same settings, the seed among them."), this))
    , m_settingsTable(new DataTable(this))
    , m_settings(new SettingsModel(this))
    , m_scatter(new ScatterView(this))
    , m_parallel(new ParallelView(this)) {
    for (QLabel* label : {m_verdict, m_more}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_verdict->setAccessibleName(tr("Which run is better"));
    m_progress->setAccessibleName(tr("Scoring the runs"));
    m_table->setModel(m_scores);
    m_table->setAccessibleName(tr("Scores of the runs"));
    m_curve->addItems({tr("Training loss"), tr("Validation loss"), tr("F1 on validation")});
    m_curve->setCurrentIndex(ValidationLoss);
    m_curve->setAccessibleName(tr("Which curve is shown"));
    m_settingsTable->setModel(m_settings);
    m_settingsTable->setAccessibleName(tr("Settings, what differs first"));
    m_settingsTable->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);

    auto* curveHead = new QHBoxLayout;
    curveHead->addWidget(headingLabel(tr("Curves"), this));
    curveHead->addStretch();
    curveHead->addWidget(m_curve);
    m_everything->setToolTip(tr("Show what is equal, too"));
    auto* settingsHead = new QHBoxLayout;
    settingsHead->addWidget(headingLabel(tr("What differs"), this));
    settingsHead->addStretch();
    settingsHead->addWidget(m_everything);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 4), space(this, 4), space(this, 6), space(this, 4));
    column->setSpacing(space(this, 4));
    column->addWidget(makeHead());
    column->addWidget(m_banner);
    column->addWidget(m_progress);
    column->addWidget(m_verdict);
    column->addWidget(m_more);
    column->addWidget(m_table);
    column->addLayout(curveHead);
    column->addLayout(m_plotPlace);
    column->addLayout(settingsHead);
    column->addWidget(m_alike);
    column->addWidget(m_settingsTable);
    column->addWidget(makeCharts());
    column->addStretch();
    stop();
    connect(m_everything, &QCheckBox::toggled, this, &CompareView::showSettings);
    connect(m_curve, &QComboBox::currentIndexChanged, this, &CompareView::showCurves);
    connect(m_split, &QComboBox::currentIndexChanged, this, &CompareView::compare);
}

CompareView::~CompareView() {
    clear();
}

QWidget* CompareView::makeHead() {
    m_split->setAccessibleName(tr("Split to compare on"));
    m_split->setToolTip(tr("Split to compare on"));
    auto* close = new QPushButton(tr("Close"), this);
    close->setAccessibleName(tr("Close the comparison"));
    auto* head = new QWidget(this);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    auto* row = new QHBoxLayout;
    row->addWidget(m_title, 1);
    row->addWidget(close);
    column->addLayout(row);
    auto* below = new QHBoxLayout;
    below->setSpacing(space(this, 2));
    below->addWidget(m_split);
    below->addWidget(m_again);
    below->addStretch();
    column->addLayout(below);
    connect(close, &QPushButton::clicked, this, &CompareView::closed);
    connect(m_again, &QPushButton::clicked, this, [this] { m_comparing ? stop() : compare(); });
    return head;
}

QWidget* CompareView::makeCharts() {
    m_charts = new QWidget(this);
    auto* column = new QVBoxLayout(m_charts);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 3));
    column->addWidget(headingLabel(tr("Quality against time"), this));
    column->addWidget(m_scatter);
    column->addWidget(headingLabel(tr("What differs, and what came of it"), this));
    column->addWidget(m_parallel);
    m_charts->hide();
    return m_charts;
}

QList<QWidget*> CompareView::panels() const {
    QList<QWidget*> out{m_split, m_table};
    if (m_plot)
        out << m_plot;
    return out << m_settingsTable;
}

void CompareView::clear() {
    stop();
    for (const Workbench::Ticket ticket : m_tickets)
        m_workbench.forget(ticket);
    m_tickets.clear();
    if (m_splitTicket)
        m_workbench.forget(m_splitTicket);
    m_splitTicket = 0;
    m_runs.clear();
}

void CompareView::stop() {
    if (m_comparing && m_desk)
        m_desk->cancel(m_comparing);
    m_comparing = 0;
    m_progress->hide();
    m_again->setText(tr("Compare again"));
    m_again->setAccessibleName(m_again->text());
}

void CompareView::showRuns(const std::vector<store::RunRow>& runs) {
    clear();
    m_runs = runs;
    m_banner->clear();
    m_verdict->clear();
    m_more->clear();
    m_scores->clear();
    m_table->hide();
    m_charts->hide();
    m_title->setText(tr("Compare %n runs", nullptr, int(runs.size())));
    QStringList names;
    for (const auto& run : runs)
        names << QString::fromStdString(run.name);
    m_names = names;
    showSettings();
    {
        const QSignalBlocker blocker(m_split);
        const QString before = m_split->currentText();
        m_split->clear();
        for (const auto& [split, counts] : m_workbench.project().info.splits)
            if (!split.empty())
                m_split->addItem(QString::fromStdString(split));
        for (const QString& wanted : {before, QStringLiteral("test"), QStringLiteral("validation")})
            if (const int at = m_split->findText(wanted); at >= 0) {
                m_split->setCurrentIndex(at);
                break;
            }
    }
    m_split->setVisible(m_split->count() > 0);
    m_again->setVisible(m_split->count() > 0 && m_desk);
    loadCurves();
    compare();
}

void CompareView::showSettings() {
    auto settings = settingsOf(m_runs);
    if (!m_everything->isChecked())
        std::erase_if(settings, [](const RunSetting& setting) { return !setting.differs; });
    m_alike->setVisible(settings.empty());
    m_settingsTable->setVisible(!settings.empty());
    m_settings->setSettings(std::move(settings), m_names);
    fit(m_settingsTable);
}

void CompareView::compare() {
    stop();
    if (m_runs.size() < 2)
        return;
    if (!m_desk || !m_desk->possible() || m_split->count() == 0) {
        m_verdict->setText(m_split->count() == 0
                ? tr("The project has no split to compare on. Give documents a split, such as "
                     "test.")
                : tr("This installation cannot score runs: curves and settings alone are shown."));
        return;
    }
    CompareRequest request;
    for (const auto& run : m_runs)
        request.runs.push_back(run.name);
    request.split = m_split->currentText().toStdString();
    m_banner->clear();
    m_verdict->setText(tr("Scoring the runs on %1…").arg(m_split->currentText()));
    m_more->clear();
    m_progress->setShare(-1);
    m_progress->show();
    m_again->setText(tr("Cancel"));
    m_again->setAccessibleName(m_again->text());
    m_comparing = m_desk->compare(
        request, [this](double share) { m_progress->setShare(share); },
        [this](Result<Comparison> comparison) {
            m_comparing = 0;
            stop();
            if (comparison)
                return showComparison(*comparison);
            m_verdict->setText(tr("The runs could not be compared"));
            m_banner->showError(comparison.error());
        });
}

void CompareView::showComparison(const Comparison& comparison) {
    QStringList words;
    for (const PairVerdict& verdict : comparison.verdicts)
        words << RunTexts::verdict(comparison, verdict);
    if (words.isEmpty()) // runs of one recipe that differ by their seed alone
        words << tr("These runs differ by their seed alone: F1 %1 ± %2")
                     .arg(percent(comparison.groups.front().f1.mean),
                         percent(comparison.groups.front().f1.deviation));
    if (comparison.leftOut > 0)
        words << tr("%n documents were scored by some of the runs only and are left out", nullptr,
            int(comparison.leftOut));
    m_verdict->setText(words.takeFirst());
    m_more->setText(words.join(QLatin1Char('\n')));
    m_more->setVisible(!words.isEmpty());
    showTable(comparison);
    showCharts(comparison);
}

void CompareView::showTable(const Comparison& comparison) {
    m_scores->clear();
    m_scores->setHorizontalHeaderLabels(
        {tr("Run"), tr("F1"), tr("95 % interval"), tr("Precision"), tr("Recall"), tr("Time")});
    for (int column = 1; column < m_scores->columnCount(); ++column)
        m_scores->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const auto add = [this](const QStringList& cells, bool strong) {
        QList<QStandardItem*> row;
        for (const QString& cell : cells) {
            auto* item = new QStandardItem(cell);
            item->setEditable(false);
            item->setTextAlignment(
                (row.isEmpty() ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
            QFont shown = font();
            if (strong)
                shown.setWeight(QFont::DemiBold);
            item->setFont(shown);
            row << item;
        }
        m_scores->appendRow(row);
    };
    const auto spread = [](const Spread& value) -> QString {
        return percent(value.mean) % QStringLiteral(" ± ") % percent(value.deviation);
    };
    for (const SeedGroup& group : comparison.groups) {
        const bool several = group.runs.size() > 1;
        if (several)
            add({RunTexts::groupName(group), spread(group.f1), {}, spread(group.precision),
                    spread(group.recall),
                    group.seconds.count ? durationText(group.seconds.mean) : QString()},
                true);
        for (const std::size_t at : group.runs) {
            const ComparedRun& run = comparison.runs[at];
            add({(several ? QStringLiteral("    ") : QString())
                        % QString::fromStdString(run.row.name),
                    percent(run.score.f1),
                    percent(run.f1.low) % QStringLiteral(" – ") % percent(run.f1.high),
                    percent(run.score.precision), percent(run.score.recall),
                    run.seconds > 0 ? durationText(run.seconds) : QStringLiteral("–")},
                !several);
        }
    }
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    fitColumns();
    m_table->show();
    fit(m_table);
}

// With large text or in a narrow window F1 and its interval are what remains.
void CompareView::fitColumns() {
    const int room = parentWidget() ? std::min(width(), parentWidget()->width()) : width();
    for (int column = 3; column < m_scores->columnCount(); ++column)
        m_table->setColumnHidden(column, room < space(this, 130));
}

void CompareView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitColumns();
}

void CompareView::showCharts(const Comparison& comparison) {
    std::vector<ScatterView::Point> points;
    QStringList names;
    std::vector<int> groups;
    ParallelView::Axis f1{tr("F1"), {}}, time{tr("Seconds"), {}};
    for (const ComparedRun& run : comparison.runs) {
        const QString name = QString::fromStdString(run.row.name);
        points.push_back({name, run.seconds, run.f1, int(run.group)});
        names << name;
        groups.push_back(int(run.group));
        // For positions: digits of the C locale.
        f1.values << QString::number(100 * run.score.f1, 'f', 1);
        time.values << QString::number(run.seconds, 'f', 0);
    }
    std::vector<ParallelView::Axis> axes;
    for (const RunSetting& setting : comparison.settings) {
        if (!setting.differs || axes.size() + 2 >= kAxes || setting.part == RunSetting::Data)
            continue;
        ParallelView::Axis axis{QString::fromStdString(setting.key), {}};
        const bool flag = setting.part == RunSetting::Recipe && isRecipeSwitch(setting.key);
        for (const std::string& value : setting.values)
            axis.values << (flag ? switchText(value == "true") : QString::fromStdString(value));
        axes.push_back(std::move(axis));
    }
    axes.push_back(std::move(time));
    axes.push_back(std::move(f1));
    m_scatter->setPoints(std::move(points));
    m_parallel->setRuns(names, groups, std::move(axes));
    m_charts->show();
}

void CompareView::loadCurves() {
    m_metrics.assign(m_runs.size(), {});
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        m_tickets.push_back(m_workbench.metrics(
            m_runs[i].id, [this, i](Result<std::vector<store::MetricRow>> rows) {
                m_tickets[i] = 0;
                if (!rows)
                    return m_banner->showError(rows.error());
                m_metrics[i] = std::move(*rows);
                fillCurve(i);
                m_plot->refresh();
            }));
    showCurves();
}

void CompareView::showCurves() {
    // Lines cannot be taken from a plot: each set of runs gets one of its own.
    delete m_plot;
    m_plot = new Plot(this);
    m_plot->setAccessibleName(m_curve->currentText());
    m_plot->setMinimumHeight(space(this, 60));
    m_plotPlace->addWidget(m_plot);
    const Curve curve = Curve(m_curve->currentIndex());
    m_plot->setAxisNames(tr("Step"), curve == ValidationF1 ? tr("F1, in percent") : tr("Loss"));
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        m_plot->addLine(QString::fromStdString(m_runs[i].name), curve == TrainingLoss ? 0.9 : 0,
            curve != TrainingLoss);
        fillCurve(i);
    }
    m_plot->refresh();
}

void CompareView::fillCurve(std::size_t run) {
    const Curve curve = Curve(m_curve->currentIndex());
    for (const store::MetricRow& row : m_metrics[run]) {
        const bool train = row.split.empty() || row.split == "train";
        const bool wanted = curve == ValidationF1
            ? !train && row.key == "f1"
            : row.key == "loss" && train == (curve == TrainingLoss);
        if (wanted)
            m_plot->append(
                int(run), double(row.step), curve == ValidationF1 ? 100 * row.value : row.value);
    }
}

} // namespace evenspan::ui
