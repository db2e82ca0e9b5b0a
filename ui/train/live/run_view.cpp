// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/run_view.h"

#include "core/app/runs/run_curves.h"
#include "ui/common/plot.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/train_monitor.h"
#include "ui/train/live/run_delegate.h"
#include "ui/train/live/run_events.h"
#include "ui/train/live/score_table.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

RunView::RunView(Workbench& workbench, TrainMonitor& monitor, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_monitor(monitor)
    , m_title(new ElidedLabel(this))
    , m_status(new ElidedLabel(this))
    , m_buttons(new QHBoxLayout)
    , m_banner(new ErrorBanner(this))
    , m_loss(new Figure(tr("Loss"), this))
    , m_epoch(new Figure(tr("Epoch"), this))
    , m_speed(new Figure(tr("Tokens per second"), this))
    , m_left(new Figure(tr("Time left"), this))
    , m_best(new Figure(tr("Best F1"), this))
    , m_progress(new ProgressStrip(this))
    , m_verify(new QWidget(this))
    , m_verifyText(new QLabel(m_verify))
    , m_verifyShare(new ProgressStrip(m_verify))
    , m_verifyButton(new QPushButton(m_verify))
    , m_tabs(new QTabWidget(this)) {
    auto* stop = new QPushButton(tr("Stop"), this);
    m_title->setFont(scaledFont(m_title->font(), 20 / 13.0, true));
    setMuted(m_status);
    stop->setAccessibleName(tr("Stop training"));
    stop->setToolTip(tr("Stop after this batch and keep the best weights"));
    m_stop = stop;
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->setAccessibleName(tr("Views of the run"));

    auto* titles = new QVBoxLayout;
    titles->setSpacing(0);
    titles->addWidget(m_title);
    titles->addWidget(m_status);
    m_buttons->setSpacing(space(this, 2));
    m_buttons->addWidget(m_stop);
    auto* head = new QHBoxLayout;
    head->addLayout(titles, 1);
    head->addLayout(m_buttons);
    auto* figures = new QHBoxLayout;
    figures->setSpacing(space(this, 10));
    for (Figure* figure : {m_loss, m_epoch, m_speed, m_left, m_best})
        figures->addWidget(figure);
    figures->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 4), space(this, 4), space(this, 6), space(this, 4));
    column->setSpacing(space(this, 3));
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addLayout(figures);
    column->addWidget(m_progress);
    column->addWidget(m_verify);
    column->addWidget(m_tabs, 1);

    m_verifyText->setWordWrap(true);
    m_verifyButton->setAccessibleName(tr("Cancel verifying"));
    m_verifyText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_verifyShare->setAccessibleName(tr("Progress of verifying"));
    auto* texts = new QVBoxLayout;
    texts->setSpacing(space(this, 1));
    texts->addWidget(m_verifyText);
    texts->addWidget(m_verifyShare);
    auto* verify = new QHBoxLayout(m_verify);
    verify->setContentsMargins(0, 0, 0, 0);
    verify->addLayout(texts, 1);
    verify->addWidget(m_verifyButton, 0, Qt::AlignTop);
    m_verify->hide();
    connect(m_verifyButton, &QPushButton::clicked, this, [this] {
        if (m_verifyCancel)
            m_verifyCancel();
        m_verify->hide();
    });

    connect(m_tabs, &QTabWidget::currentChanged, this, &RunView::fitToTab);
    connect(stop, &QPushButton::clicked, &monitor, &TrainMonitor::stop);
    connect(&monitor, &TrainMonitor::changed, this, &RunView::showMonitor);
    setLive(false);
}

RunView::~RunView() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void RunView::showVerifying(const QString& run, double share, std::function<void()> cancel) {
    m_verifyText->setText(tr("Training %1 again in a scratch folder…").arg(run));
    m_verifyShare->setShare(share);
    m_verifyShare->show();
    m_verifyButton->setText(tr("Cancel"));
    m_verifyButton->setAccessibleName(tr("Cancel verifying"));
    m_verifyCancel = std::move(cancel);
    m_verify->show();
}

void RunView::showVerified(const QString&, const QString& words, bool good) {
    m_verifyCancel = nullptr;
    m_verifyText->setText(good ? words : QStringLiteral("<b>%1</b>").arg(words.toHtmlEscaped()));
    m_verifyShare->hide();
    m_verifyButton->setText(tr("Hide"));
    m_verifyButton->setAccessibleName(tr("Hide what verifying found"));
    m_verify->setVisible(!words.isEmpty());
}

void RunView::addTab(RunTab* tab, const QString& title) {
    m_runTabs.push_back(tab);
    m_tabs->addTab(tab, title);
    fitToTab();
}

void RunView::fitToTab() {
    for (RunTab* tab : m_runTabs) {
        QSizePolicy policy = tab->sizePolicy();
        policy.setVerticalPolicy(
            tab == m_tabs->currentWidget() ? QSizePolicy::Preferred : QSizePolicy::Ignored);
        tab->setSizePolicy(policy);
    }
}

void RunView::addButton(QWidget* button) {
    m_buttons->insertWidget(0, button);
}

QList<QWidget*> RunView::panels() const {
    QList<QWidget*> out{m_tabs->tabBar()};
    if (const int at = m_tabs->currentIndex(); at >= 0)
        out << m_runTabs[std::size_t(at)]->focusTarget();
    return out;
}

// With large text or a small window the figures that can be told from the curve go first.
void RunView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // Of the room there is: the own width never falls below what the figures need.
    const int room = parentWidget() ? std::min(width(), parentWidget()->width()) : width();
    const bool narrow = room < space(this, 140);
    m_speed->setVisible(!narrow);
    m_epoch->setVisible(!narrow);
}

void RunView::setLive(bool live) {
    m_isLive = live;
    m_stop->setVisible(live);
    m_stop->setEnabled(live && !m_monitor.stopping());
    m_progress->setVisible(live);
    m_left->setVisible(live);
}

void RunView::resetFigures() {
    m_bestF1 = -1;
    m_lastStep.reset();
    m_mean = 0;
    m_weight = 1;
    for (Figure* figure : {m_loss, m_epoch, m_speed, m_left, m_best})
        figure->setValue(QStringLiteral("–"));
}

void RunView::showBest(double f1) {
    if (f1 <= m_bestF1)
        return;
    m_bestF1 = f1;
    m_best->setValue(QLocale().toString(100 * f1, 'f', 1));
}

void RunView::showMonitor() {
    if (!m_isLive)
        return;
    m_progress->setShare(m_monitor.share());
    const double left = m_monitor.secondsLeft();
    m_left->setValue(left < 0 ? QStringLiteral("–") : durationText(left));
    m_stop->setEnabled(!m_monitor.stopping());
}

void RunView::showRun(const store::RunRow& run, bool live) {
    const QString name = QString::fromStdString(run.name);
    const bool same = live && m_isLive && name == m_shown;
    if (name != m_shown)
        m_banner->clear(); // what went wrong stays said while its run is shown
    m_shown = name;
    m_title->setFullText(name);
    setLive(live);
    for (RunTab* tab : m_runTabs)
        tab->showRun(run, live);
    if (same)
        return;
    m_status->setFullText(RunDelegate::statusText(run, live));
    resetFigures();
    if (const auto scores = scoresFromJson(QByteArray::fromStdString(run.scores)); !scores.empty())
        showBest(scores.front().f1);
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.curves(run.id, [this](Result<RunCurves> curves) {
        m_ticket = 0;
        if (!curves)
            return m_banner->showError(curves.error());
        const auto last = [&](const char* key) {
            const CurveSeries* series = curves->find("train", key);
            return series && !series->value.empty() ? std::optional(series->value.back())
                                                    : std::nullopt;
        };
        if (const auto speed = last("tokens_per_second"))
            m_speed->setValue(number(qRound64(*speed)));
        if (const auto loss = last("loss"))
            m_loss->setValue(QLocale().toString(*loss, 'f', 3));
        if (!curves->epoch.empty())
            m_epoch->setValue(QLocale().toString(curves->epoch.back(), 'f', 1));
    });
}

void RunView::prepare(const QString& run) {
    m_shown = run;
    m_title->setFullText(m_shown);
    m_status->setFullText(tr("Preparing…"));
    m_banner->clear();
    resetFigures();
    setLive(true);
}

void RunView::take(const TrainEvent& event) {
    if (event.kind == TrainEvent::Started)
        prepare(event.run);
    if (!m_isLive || event.run != m_shown)
        return;
    for (RunTab* tab : m_runTabs)
        tab->take(event);
    switch (event.kind) {
    case TrainEvent::Started:
    case TrainEvent::Checkpoint:
    case TrainEvent::Load:
    case TrainEvent::Examples:
    case TrainEvent::Series:
        break;
    case TrainEvent::Step:
        m_mean = 0.9 * m_mean + 0.1 * event.loss;
        m_weight *= 0.9;
        m_lastStep = event; // shown once for many of them
        break;
    case TrainEvent::Eval:
        if (!event.scores.empty())
            showBest(event.scores.front().f1);
        break;
    case TrainEvent::Log:
        // Marks of the curves say nothing that would have to be read now.
        if (event.note.isEmpty() || event.severity != engine::Severity::Info) {
            showStep();
            m_status->setFullText(runEventText(engineEvent(event)));
        }
        break;
    case TrainEvent::Finished:
        showStep();
        m_status->setFullText(event.paused ? tr("Paused")
                : event.stopped            ? tr("Stopped")
                                           : tr("Finished"));
        setLive(false);
        break;
    case TrainEvent::Failed:
        showStep();
        m_banner->showError(event.error);
        m_status->setFullText(tr("Failed"));
        setLive(false);
        break;
    }
}

void RunView::showStep() {
    const auto event = std::exchange(m_lastStep, std::nullopt);
    if (!event)
        return;
    m_loss->setValue(QLocale().toString(m_mean / (1 - m_weight), 'f', 3));
    m_epoch->setValue(QLocale().toString(event->epoch, 'f', 1));
    m_speed->setValue(number(qRound64(event->tokensPerSecond)));
    m_status->setFullText(event->totalSteps > 0
            ? tr("Step %1 of %2").arg(number(event->step), number(event->totalSteps))
            : tr("Step %1").arg(number(event->step)));
}

void RunView::refresh() {
    showStep();
    for (RunTab* tab : m_runTabs)
        tab->refresh();
}

void RunView::showError(const Error& error) {
    m_banner->showError(error);
}

void RunView::clearError() {
    m_banner->clear();
}

bool RunView::saysError() const {
    return !m_banner->isHidden();
}

} // namespace evenspan::ui
