// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/train_page.h"

#include "ui/common/data_table.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/plot.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/main_window.h"
#include "ui/shell/train_monitor.h"
#include "ui/train/fine_tune_dialog.h"
#include "ui/train/run_delegate.h"
#include "ui/train/score_table.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QLocale>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace evenspan::ui {

namespace {
constexpr int kTrainLine = 0;
constexpr int kEvalLine = 1;
} // namespace

TrainPage::TrainPage(MainWindow& window, QWidget* parent)
    : Page(parent)
    , m_window(window)
    , m_workbench(window.workbench())
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("train"), tr("No runs yet"),
          tr("This page shows how a model learns your labels: its loss, its speed and, at the "
             "end, how well it finds each label. Every setting has a value that works."),
          tr("Fine-tune a model"), this))
    , m_list(new QListWidget(this))
    , m_title(titleLabel({}, this))
    , m_status(mutedLabel({}, this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_banner(new ErrorBanner(this))
    , m_loss(new Figure(tr("Loss"), this))
    , m_epoch(new Figure(tr("Epoch"), this))
    , m_speed(new Figure(tr("Tokens per second"), this))
    , m_left(new Figure(tr("Time left"), this))
    , m_best(new Figure(tr("Best F1"), this))
    , m_progress(new ProgressStrip(this))
    , m_plot(new Plot(this))
    , m_scoresTitle(headingLabel({}, this))
    , m_scores(new DataTable(this))
    , m_scoreModel(new ScoreModel(this)) {
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Runs"));
    m_list->setItemDelegate(new RunDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_stop->setAccessibleName(tr("Stop training"));
    m_stop->setToolTip(tr("Stop after this batch and keep the best weights"));
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_plot->setAxisNames(tr("Step"), tr("Loss"));
    m_plot->addLine(tr("Training"), 0.9);
    m_plot->addLine(tr("Validation"), 0, true);
    m_scores->setModel(m_scoreModel);
    m_scores->setSortingEnabled(true);
    m_scores->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    m_scores->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_scores->setAccessibleName(tr("Scores by label"));
    for (int column = 1; column < 5; ++column)
        m_scores->setColumnWidth(column, space(this, 24));

    auto* newRun = primaryButton(tr("Fine-tune a model"), this);
    newRun->setAccessibleName(newRun->text());
    auto* left = new QWidget(this);
    left->setMaximumWidth(space(this, 80));
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(space(this, 4), space(this, 4), space(this, 2), space(this, 2));
    leftColumn->setSpacing(space(this, 3));
    leftColumn->addWidget(newRun);
    leftColumn->addWidget(m_list, 1);

    auto* titles = new QVBoxLayout;
    titles->setSpacing(0);
    titles->addWidget(m_title);
    titles->addWidget(m_status);
    auto* head = new QHBoxLayout;
    head->addLayout(titles, 1);
    head->addWidget(m_stop, 0, Qt::AlignVCenter);
    auto* figures = new QHBoxLayout;
    figures->setSpacing(space(this, 10));
    for (Figure* figure : {m_loss, m_epoch, m_speed, m_left, m_best})
        figures->addWidget(figure);
    figures->addStretch();
    auto* lower = new QWidget(this);
    auto* lowerColumn = new QVBoxLayout(lower);
    lowerColumn->setContentsMargins(0, space(this, 2), 0, 0);
    lowerColumn->addWidget(m_scoresTitle);
    lowerColumn->addWidget(m_scores, 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(m_plot);
    split->addWidget(lower);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    auto* right = new QWidget(this);
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(space(this, 4), space(this, 4), space(this, 6), space(this, 4));
    rightColumn->setSpacing(space(this, 3));
    rightColumn->addLayout(head);
    rightColumn->addWidget(m_banner);
    rightColumn->addLayout(figures);
    rightColumn->addWidget(m_progress);
    rightColumn->addWidget(split, 1);
    // With large text or in a low window the page scrolls; curve and table keep a readable height.
    m_plot->setMinimumHeight(space(this, 40));
    lower->setMinimumHeight(space(this, 46));
    split->setChildrenCollapsible(false);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(right);
    auto* runs = new QSplitter(Qt::Horizontal, this);
    runs->addWidget(left);
    runs->addWidget(scroll);
    runs->setSizes({space(this, 62), space(this, 240)});
    runs->setStretchFactor(1, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(runs);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);

    connect(newRun, &QPushButton::clicked, this, &TrainPage::fineTune);
    connect(m_empty->button(), &QPushButton::clicked, this, &TrainPage::fineTune);
    connect(m_stop, &QPushButton::clicked, &window.monitor(), &TrainMonitor::stop);
    connect(m_list, &QListWidget::currentRowChanged, this, &TrainPage::chooseRun);
    connect(&window.monitor(), &TrainMonitor::events, this, &TrainPage::take);
    connect(&window.monitor(), &TrainMonitor::changed, this, [this] {
        if (!isLive())
            return;
        m_progress->setShare(m_window.monitor().share());
        const double left = m_window.monitor().secondsLeft();
        m_left->setValue(left < 0 ? QStringLiteral("–") : durationText(left));
        m_stop->setEnabled(!m_window.monitor().stopping());
    });
    connect(&m_workbench, &Workbench::trainingChanged, this, &TrainPage::reloadRuns);
    connect(&m_workbench, &Workbench::projectChanged, this, [this] {
        if (m_workbench.isOpen())
            reloadRuns();
    });
    m_live = window.monitor().run();
    reloadRuns();
}

TrainPage::~TrainPage() {
    for (const Workbench::Ticket ticket : {m_runsTicket, m_metricsTicket})
        if (ticket)
            m_workbench.forget(ticket);
}

QString TrainPage::breadcrumb() const {
    return m_shown.isEmpty() ? tr("Runs") : tr("Runs") % QStringLiteral("  ›  ") % m_shown;
}

QList<QWidget*> TrainPage::panels() const {
    if (m_stack->currentWidget() == m_empty)
        return {m_empty->button()};
    return {m_list, m_plot, m_scores};
}

// With large text or a small window the curve comes first.
void TrainPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    const bool narrow = width() < space(this, 200);
    m_speed->setVisible(!narrow);
    m_epoch->setVisible(!narrow);
    for (const int column : {1, 2})
        m_scores->setColumnHidden(column, narrow);
}

void TrainPage::shown() {
    if (m_stack->currentWidget() == m_empty)
        m_empty->button()->setFocus();
    else
        m_list->setFocus();
}

bool TrainPage::isLive() const {
    return !m_live.isEmpty() && m_live == m_shown;
}

void TrainPage::reloadRuns() {
    if (m_runsTicket)
        m_workbench.forget(m_runsTicket);
    m_runsTicket = m_workbench.runs([this](Result<std::vector<store::RunRow>> runs) {
        m_runsTicket = 0;
        if (!runs) {
            m_banner->showError(runs.error());
            return;
        }
        fillRuns(*runs);
    });
}

void TrainPage::fillRuns(const std::vector<store::RunRow>& runs) {
    m_runs.assign(runs.rbegin(), runs.rend());
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    int at = -1;
    for (const store::RunRow& run : m_runs) {
        auto* item = new QListWidgetItem(m_list);
        RunDelegate::fill(item, run, QString::fromStdString(run.name) == m_live);
        if (QString::fromStdString(run.name) == m_shown)
            at = m_list->count() - 1;
    }
    m_stack->setCurrentIndex(m_runs.empty() ? 0 : 1);
    if (m_runs.empty()) {
        m_shown.clear();
        return;
    }
    const bool fresh = at < 0;
    m_list->setCurrentRow(fresh ? 0 : at);
    // The plot of a live run is fed by its events; everything else is read from the project.
    if (fresh || !isLive())
        chooseRun(m_list->currentRow());
}

void TrainPage::resetPlot() {
    m_plot->clear();
    m_bestF1 = -1;
    for (Figure* figure : {m_loss, m_epoch, m_speed, m_left, m_best})
        figure->setValue(QStringLiteral("–"));
    showScores({}, {});
}

void TrainPage::chooseRun(int row) {
    if (row < 0 || row >= int(m_runs.size()))
        return;
    const store::RunRow& run = m_runs[std::size_t(row)];
    m_shown = QString::fromStdString(run.name);
    m_title->setText(m_shown);
    m_status->setText(RunDelegate::statusText(run, isLive()));
    m_stop->setVisible(isLive());
    m_progress->setVisible(isLive());
    m_left->setVisible(isLive());
    m_banner->clear();
    resetPlot();
    const auto scores = scoresFromJson(QByteArray::fromStdString(run.scores));
    showScores(scores, {});
    if (!scores.empty()) {
        m_bestF1 = scores.front().f1;
        m_best->setValue(QLocale().toString(100 * m_bestF1, 'f', 1));
    }
    if (m_metricsTicket)
        m_workbench.forget(m_metricsTicket);
    m_metricsTicket =
        m_workbench.metrics(run.id, [this](Result<std::vector<store::MetricRow>> rows) {
            m_metricsTicket = 0;
            if (!rows) {
                m_banner->showError(rows.error());
                return;
            }
            // What came live while the question was under way is in the answer too.
            m_plot->clear();
            for (const store::MetricRow& row : *rows) {
                const bool train = row.split.empty() || row.split == "train";
                if (row.key == "loss")
                    m_plot->append(train ? kTrainLine : kEvalLine, double(row.step), row.value);
                else if (row.key == "tokens_per_second")
                    m_speed->setValue(number(qRound64(row.value)));
                if (train && row.key == "loss") {
                    m_loss->setValue(QLocale().toString(row.value, 'f', 3));
                    m_epoch->setValue(QLocale().toString(row.epoch, 'f', 1));
                }
            }
            m_plot->refresh();
        });
    Q_EMIT breadcrumbChanged();
}

void TrainPage::take(const std::vector<TrainEvent>& events) {
    for (const TrainEvent& event : events) {
        if (event.kind == TrainEvent::Started) {
            m_live = event.run;
            m_shown = event.run;
            reloadRuns();
            m_title->setText(m_shown);
            m_stop->setVisible(true);
            m_stop->setEnabled(true);
            m_progress->setVisible(true);
            m_left->setVisible(true);
            resetPlot();
            m_stack->setCurrentIndex(1);
        }
        if (isLive())
            showLive(event);
        if (event.kind == TrainEvent::Finished || event.kind == TrainEvent::Failed) {
            m_live.clear();
            m_stop->hide();
            m_progress->hide();
            m_left->hide();
            m_window.toast().say(event.kind == TrainEvent::Failed
                    ? tr("Training %1 failed").arg(event.run)
                    : event.stopped ? tr("Training %1 stopped").arg(event.run)
                                    : tr("Training %1 finished").arg(event.run));
        }
    }
    m_plot->refresh();
}

void TrainPage::showLive(const TrainEvent& event) {
    switch (event.kind) {
    case TrainEvent::Started:
        m_status->setText(tr("Preparing…"));
        break;
    case TrainEvent::Step: {
        m_plot->append(kTrainLine, double(event.step), event.loss);
        const QVector<double> smoothed = m_plot->values(kTrainLine, true).last(1);
        m_loss->setValue(QLocale().toString(smoothed.first(), 'f', 3));
        m_epoch->setValue(QLocale().toString(event.epoch, 'f', 1));
        m_speed->setValue(number(qRound64(event.tokensPerSecond)));
        m_status->setText(event.totalSteps > 0
                ? tr("Step %1 of %2").arg(number(event.step), number(event.totalSteps))
                : tr("Step %1").arg(number(event.step)));
        break;
    }
    case TrainEvent::Eval:
        m_plot->append(kEvalLine, double(event.step), event.loss);
        showScores(event.scores, event.split);
        if (!event.scores.empty() && event.scores.front().f1 > m_bestF1) {
            m_bestF1 = event.scores.front().f1;
            m_best->setValue(QLocale().toString(100 * m_bestF1, 'f', 1));
        }
        break;
    case TrainEvent::Checkpoint:
        break;
    case TrainEvent::Log:
        m_status->setText(event.message);
        break;
    case TrainEvent::Finished:
        if (!event.scores.empty())
            showScores(event.scores, event.split);
        m_status->setText(event.stopped ? tr("Stopped") : tr("Finished"));
        break;
    case TrainEvent::Failed:
        m_banner->showError(event.error);
        m_status->setText(tr("Failed"));
        break;
    }
}

void TrainPage::showScores(const std::vector<EntityScore>& scores, const QString& split) {
    m_scoreModel->setScores(scores);
    m_scores->setVisible(!scores.empty());
    m_scoresTitle->setText(scores.empty() ? QString()
            : split.isEmpty()             ? tr("Scores")
                                          : tr("Scores on %1").arg(split));
    m_scores->parentWidget()->setVisible(!scores.empty());
}

void TrainPage::fineTune() {
    QStringList taken;
    for (const store::RunRow& run : m_runs)
        taken << QString::fromStdString(run.name);
    auto* dialog = new FineTuneDialog(m_workbench, m_window.dialogs(), taken, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const TrainRequest request = dialog->request();
        m_banner->clear();
        m_workbench.startTraining(request, [this](Result<QString> name) {
            if (name) {
                m_shown = *name;
                return;
            }
            m_stack->setCurrentIndex(1);
            m_banner->showError(name.error());
        });
    });
    dialog->open();
}

void addTrainPage(MainWindow& window) {
    window.addPage({QStringLiteral("train"), QStringLiteral("train"), TrainPage::tr("Train"),
        TrainPage::tr("Fine-tune a model and watch it learn"),
        [&window](QWidget* parent) { return new TrainPage(window, parent); }});
    const QString group = TrainPage::tr("Training");
    window.actions().add({QStringLiteral("train.new"), TrainPage::tr("Fine-tune a model"),
        QStringLiteral("train"), QKeySequence(QStringLiteral("Ctrl+T")), group,
        [&window] {
            if (auto* page = qobject_cast<TrainPage*>(window.showPage(QStringLiteral("train"))))
                page->fineTune();
        },
        [&window] {
            return window.workbench().isOpen() && !window.workbench().isTraining()
                && !window.workbench().project().readOnly
                && window.workbench().project().info.total.documents > 0;
        }});
    window.actions().add(
        {QStringLiteral("train.stop"), TrainPage::tr("Stop training"), QStringLiteral("stop"),
            QKeySequence(QStringLiteral("Ctrl+.")), group, [&window] { window.monitor().stop(); },
            [&window] { return window.workbench().isTraining(); }});
    window.actions().add({QStringLiteral("train.export_plot"), TrainPage::tr("Save the plot"),
        QStringLiteral("export"), QKeySequence(QStringLiteral("Ctrl+Shift+E")), group,
        [&window] {
            auto* page = qobject_cast<TrainPage*>(window.showPage(QStringLiteral("train")));
            const QString path = window.dialogs().saveFile(&window, TrainPage::tr("Save the plot"),
                QStringLiteral("loss.svg"),
                TrainPage::tr("Drawing (*.svg);;Picture (*.png);;Numbers (*.csv)"));
            if (page && !path.isEmpty() && !page->plot().exportTo(path))
                window.toast().say(TrainPage::tr("The file could not be written"));
        },
        [&window] { return window.workbench().isOpen(); }});
}

} // namespace evenspan::ui
