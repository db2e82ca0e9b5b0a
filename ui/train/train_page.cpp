// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/train_page.h"

#include "ui/common/file_dialogs.h"
#include "ui/common/plot.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/main_window.h"
#include "ui/shell/train_monitor.h"
#include "ui/train/curves_tab.h"
#include "ui/train/examples_tab.h"
#include "ui/train/fine_tune_dialog.h"
#include "ui/train/log_tab.h"
#include "ui/train/model_dialog.h"
#include "ui/train/run_view.h"
#include "ui/train/runs_list.h"
#include "ui/train/scores_tab.h"

#include <QAction>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

TrainPage::TrainPage(MainWindow& window, QWidget* parent)
    : Page(parent)
    , m_window(window)
    , m_workbench(window.workbench())
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("train"), tr("No runs yet"),
          tr("This page shows how a model learns your labels: its loss, its speed and, at the "
             "end, how well it finds each label. Every setting has a value that works."),
          tr("Fine-tune a model"), this))
    , m_runs(new RunsList(this))
    , m_view(new RunView(window.workbench(), window.monitor(), this))
    , m_curves(new CurvesTab(window.workbench(), m_view)) {
    m_view->addTab(m_curves, tr("Curves"));
    m_view->addTab(new ScoresTab(m_view), tr("Scores"));
    m_view->addTab(new ExamplesTab(window.workbench(), m_view), tr("Examples"));
    m_view->addTab(new LogTab(window.workbench(), m_view), tr("Log"));
    connect(m_curves, &CurvesTab::saveWanted, this,
        [this] { m_window.actions().action(QStringLiteral("train.export_plot"))->trigger(); });

    auto* newRun = primaryButton(tr("Fine-tune a model"), this);
    newRun->setAccessibleName(newRun->text());
    auto* left = new QWidget(this);
    left->setMaximumWidth(space(this, 80));
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(space(this, 4), space(this, 4), space(this, 2), space(this, 2));
    leftColumn->setSpacing(space(this, 3));
    leftColumn->addWidget(newRun);
    leftColumn->addWidget(m_runs, 1);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_view);
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
    connect(m_runs, &RunsList::chosenChanged, this, &TrainPage::showChosen);
    connect(&window.monitor(), &TrainMonitor::events, this, &TrainPage::take);
    connect(&m_workbench, &Workbench::trainingChanged, this, &TrainPage::reloadRuns);
    connect(&m_workbench, &Workbench::projectChanged, this, [this] {
        if (m_workbench.isOpen())
            reloadRuns();
    });
    m_live = window.monitor().run();
    reloadRuns();
}

TrainPage::~TrainPage() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

Plot& TrainPage::plot() {
    return m_curves->plot();
}

QString TrainPage::breadcrumb() const {
    return m_view->run().isEmpty() ? tr("Runs")
                                   : tr("Runs") % QStringLiteral("  ›  ") % m_view->run();
}

QList<QWidget*> TrainPage::panels() const {
    if (m_stack->currentWidget() == m_empty)
        return {m_empty->button()};
    return QList<QWidget*>{m_runs} + m_view->panels();
}

void TrainPage::shown() {
    if (m_stack->currentWidget() == m_empty)
        m_empty->button()->setFocus();
    else
        m_runs->setFocus();
}

void TrainPage::reloadRuns() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.runs([this](Result<std::vector<store::RunRow>> runs) {
        m_ticket = 0;
        if (!runs)
            return m_view->showError(runs.error());
        m_runs->setRuns(*runs, m_live);
        m_stack->setCurrentIndex(runs->empty() ? 0 : 1);
        if (!m_wanted.isEmpty())
            m_runs->choose(m_wanted);
        m_wanted.clear();
        showChosen();
    });
}

void TrainPage::showChosen() {
    if (const store::RunRow* run = m_runs->chosen())
        m_view->showRun(*run, QString::fromStdString(run->name) == m_live);
    Q_EMIT breadcrumbChanged();
}

void TrainPage::take(const std::vector<TrainEvent>& events) {
    for (const TrainEvent& event : events) {
        if (event.kind == TrainEvent::Started) {
            m_live = m_wanted = event.run;
            m_stack->setCurrentIndex(1);
            reloadRuns();
        }
        if (event.kind == TrainEvent::Started || event.run == m_view->run())
            m_view->take(event);
        else if (event.kind == TrainEvent::Failed)
            m_view->showError(event.error);
        if (event.kind == TrainEvent::Finished || event.kind == TrainEvent::Failed) {
            m_live.clear();
            reloadRuns();
            m_window.toast().say(event.kind == TrainEvent::Failed
                    ? tr("Training %1 failed").arg(event.run)
                    : event.stopped ? tr("Training %1 stopped").arg(event.run)
                                    : tr("Training %1 finished").arg(event.run));
        }
    }
    m_view->refresh();
}

void TrainPage::setModels(std::shared_ptr<ModelStore> models) {
    m_models = std::move(models);
}

void TrainPage::fineTune() {
    QStringList taken;
    for (const store::RunRow& run : m_runs->runs())
        taken << QString::fromStdString(run.name);
    auto* dialog = new FineTuneDialog(m_workbench, m_window.dialogs(), taken, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (m_models)
        dialog->setModels(*m_models);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const TrainRequest request = dialog->request();
        m_view->clearError();
        m_workbench.startTraining(request, [this](Result<QString> name) {
            if (name)
                return;
            m_stack->setCurrentIndex(1);
            m_view->showError(name.error());
        });
    });
    dialog->open();
}

void addTrainPage(MainWindow& window, std::shared_ptr<ModelStore> models) {
    window.addPage({QStringLiteral("train"), QStringLiteral("train"), TrainPage::tr("Train"),
        TrainPage::tr("Fine-tune a model and watch it learn"), [&window, models](QWidget* parent) {
            auto* page = new TrainPage(window, parent);
            page->setModels(models);
            return page;
        }});
    const QString group = TrainPage::tr("Training");
    if (models)
        window.actions().add({QStringLiteral("train.models"), TrainPage::tr("Models…"),
            QStringLiteral("train"), {}, group,
            [&window, models] {
                auto* dialog = new ModelDialog(*models, window.dialogs(), &window);
                dialog->setAttribute(Qt::WA_DeleteOnClose);
                dialog->open();
            },
            [] { return true; }});
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
