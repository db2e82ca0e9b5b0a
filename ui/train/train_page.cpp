// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/train_page.h"

#include "ui/common/file_dialogs.h"
#include "ui/common/plot.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/main_window.h"
#include "ui/shell/train_monitor.h"
#include "ui/train/export_model_dialog.h"
#include "ui/train/launch/fine_tune_dialog.h"
#include "ui/train/live/curves_tab.h"
#include "ui/train/live/details_tab.h"
#include "ui/train/live/examples_tab.h"
#include "ui/train/live/log_tab.h"
#include "ui/train/live/run_actions.h"
#include "ui/train/live/run_controls.h"
#include "ui/train/live/run_view.h"
#include "ui/train/live/scores_tab.h"
#include "ui/train/queue_panel.h"
#include "ui/train/runs/compare_view.h"
#include "ui/train/runs/run_table_view.h"
#include "ui/train/runs_list.h"

#include <QDir>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

TrainPage::TrainPage(MainWindow& window, RunDesk* desk, QWidget* parent)
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
    , m_curves(new CurvesTab(window.workbench(), m_view))
    , m_actions(new RunActions(window.workbench(), desk, window.toast(), this))
    , m_details(new DetailsTab(window.workbench(), *m_actions, desk, m_view))
    , m_compare(new CompareView(window.workbench(), desk, this))
    , m_table(new RunTableView(window.workbench(), window.toast(), this))
    , m_right(new QStackedWidget(this))
    , m_compareButton(new QPushButton(this)) {
    m_view->addTab(m_curves, tr("Curves"));
    m_view->addTab(new ScoresTab(m_view), tr("Scores"));
    m_view->addTab(m_details, tr("Details"));
    auto* examples = new ExamplesTab(window.workbench(), m_view);
    m_view->addTab(examples, tr("Examples"));
    connect(examples, &ExamplesTab::placeWanted, this,
        [this](DocumentId document, CodePointRange range) {
            if (!m_opener)
                return;
            m_opener(document, range);
            if (m_window.currentPage() == this)
                return;
            m_window.setWayBack([this] { m_window.showPage(QStringLiteral("train")); });
            m_window.toast().say(tr("Esc leads back to the run"));
        });
    m_view->addTab(new LogTab(window.workbench(), m_view), tr("Log"));
    connect(m_curves, &CurvesTab::boardWanted, this, [this] {
        const QString folder =
            m_window.dialogs().openFolder(this, tr("A folder for TensorBoard's files"));
        if (!folder.isEmpty())
            QSettings().setValue(QStringLiteral("train/tensorboard"), folder);
    });
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
    if (TrainingService* training = m_workbench.training()) {
        m_queue = new QueuePanel(*training, window.toast(), this);
        m_controls = new RunControls(*training, *m_view);
        leftColumn->addWidget(m_queue);
        connect(m_queue, &QueuePanel::failed, m_view, &RunView::showError);
        connect(training, &TrainingService::queued, this, &TrainPage::reloadRuns);
    }
    leftColumn->addWidget(m_runs, 1);
    leftColumn->addWidget(m_compareButton);
    auto* table = plainButton(tr("All runs as a table"), QStringLiteral("table"), this);
    leftColumn->addWidget(table);
    connect(table, &QPushButton::clicked, this, &TrainPage::showTable);
    m_compareButton->setAccessibleName(tr("Compare runs"));
    m_compareButton->hide();
    for (QWidget* view : {static_cast<QWidget*>(m_view), static_cast<QWidget*>(m_compare)}) {
        auto* scroll = new QScrollArea(this);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setWidgetResizable(true);
        scroll->setWidget(view);
        m_right->addWidget(scroll);
    }
    m_right->addWidget(m_table);
    auto* runs = new QSplitter(Qt::Horizontal, this);
    runs->addWidget(left);
    runs->addWidget(m_right);
    runs->setSizes({space(this, 62), space(this, 240)});
    runs->setStretchFactor(1, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(runs);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);

    connect(newRun, &QPushButton::clicked, this, &TrainPage::fineTune);
    connect(m_empty->button(), &QPushButton::clicked, this, &TrainPage::fineTune);
    connect(m_runs, &RunsList::chosenChanged, this, [this] {
        // What the table opened goes away by the list's own choice alone.
        if (m_runs->list()->hasFocus() && (m_right->currentIndex() == Table || m_comparedInTable)) {
            m_compare->clear();
            m_comparedInTable = false;
            showRight(OneRun);
        }
        showChosen();
    });
    connect(m_runs, &RunsList::menuWanted, this,
        [this](const QPoint& global) { showMenu(global, m_runs->selected()); });
    connect(m_table, &RunTableView::menuWanted, this,
        [this](const QPoint& global) { showMenu(global, m_table->selected()); });
    connect(m_table, &RunTableView::closed, this, &TrainPage::goUp);
    connect(m_table, &RunTableView::compareWanted, this, &TrainPage::compareRuns);
    connect(m_table, &RunTableView::openWanted, this, [this](const QString& run) {
        m_runs->setShown(RunsList::Current);
        m_runs->filterField()->clear();
        m_runs->choose(run);
        showRight(OneRun);
        m_runs->setFocus();
        showChosen();
    });
    connect(m_runs, &RunsList::starWanted, this, [this] {
        if (m_workbench.project().editable())
            m_actions->toggleStar(m_runs->selected());
    });
    connect(m_runs, &RunsList::trashWanted, this, [this] {
        auto runs = m_runs->selected();
        std::erase_if(runs, [this](const store::RunRow& run) {
            return QString::fromStdString(run.name) == m_live || m_actions->marks(run.id).trashed;
        });
        if (!runs.empty() && m_workbench.project().editable())
            m_actions->setTrashed(runs, true);
    });
    connect(m_runs, &RunsList::selectionChanged, this, [this] {
        const auto count = int(m_runs->selected().size());
        m_compareButton->setText(tr("Compare %n runs", nullptr, count));
        m_compareButton->setAccessibleName(m_compareButton->text());
        m_compareButton->setVisible(count > 1);
    });
    connect(m_compareButton, &QPushButton::clicked, this, &TrainPage::compare);
    connect(m_compare, &CompareView::closed, this, &TrainPage::goUp);
    connect(m_actions, &RunActions::marksChanged, this, &TrainPage::showMarks);
    connect(m_actions, &RunActions::runsChanged, this, &TrainPage::reloadRuns);
    connect(m_actions, &RunActions::failed, m_view, &RunView::showError);
    connect(m_actions, &RunActions::compare, this, &TrainPage::compareRuns);
    connect(m_actions, &RunActions::trainAgain, this, [this](const store::RunRow& run) {
        if (const auto recipe = engine::recipeFromJson(run.recipe))
            openDialog(*recipe);
        else
            m_view->showError(recipe.error());
    });
    connect(m_actions, &RunActions::continueFrom, this, [this](const store::RunRow& run) {
        auto recipe = engine::recipeFromJson(run.recipe);
        if (!recipe)
            return m_view->showError(recipe.error());
        recipe->model = "run:" + run.name;
        openDialog(*recipe);
    });
    connect(m_actions, &RunActions::exportModel, this, &TrainPage::openExport);
    connect(m_actions, &RunActions::verifyProgress, this, [this](const QString& run, double share) {
        if (share < 0) // it begins: what is said of it stands at the top
            if (auto* area = qobject_cast<QScrollArea*>(m_right->widget(0)))
                area->ensureVisible(0, 0);
        m_view->showVerifying(run, share, [this] {
            m_actions->cancelVerify();
            m_view->showVerified({}, {}, true);
        });
    });
    connect(m_actions, &RunActions::verified, m_view, &RunView::showVerified);
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
    if (m_right->currentIndex() == Comparison)
        return tr("Runs") % QStringLiteral("  ›  ") % tr("Comparison");
    if (m_right->currentIndex() == Table)
        return tr("Runs") % QStringLiteral("  ›  ") % tr("Table");
    return m_view->run().isEmpty() ? tr("Runs")
                                   : tr("Runs") % QStringLiteral("  ›  ") % m_view->run();
}

QList<QWidget*> TrainPage::panels() const {
    if (m_stack->currentWidget() == m_empty)
        return {m_empty->button()};
    QList<QWidget*> out{m_runs};
    if (m_queue && m_queue->isVisible())
        out.prepend(m_queue->list());
    return out
        + (m_right->currentIndex() == OneRun            ? m_view->panels()
                : m_right->currentIndex() == Comparison ? m_compare->panels()
                                                        : m_table->panels());
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
        m_actions->loadMarks();
        if (m_right->currentIndex() == Table)
            m_table->reload();
        const bool first = m_stack->currentIndex() == 0 && !runs->empty();
        // A first run that is being prepared has no row yet, and one that failed may never get one.
        m_stack->setCurrentIndex(runs->empty() && m_live.isEmpty() && !m_view->saysError() ? 0 : 1);
        if (first && isVisible())
            m_runs->setFocus();
        if (!m_wanted.isEmpty())
            m_runs->choose(m_wanted);
        m_wanted.clear();
        showChosen();
    });
}

void TrainPage::showChosen() {
    // A choice of several runs is for a comparison; it does not close one.
    if (m_right->currentIndex() == Comparison && m_runs->selected().size() < 2
        && !m_comparedInTable)
        goUp();
    if (const store::RunRow* run = m_runs->chosen()) {
        m_view->showRun(*run, QString::fromStdString(run->name) == m_live);
        if (m_controls)
            m_controls->setRun(*run);
    }
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
                    : event.paused  ? tr("Training %1 paused").arg(event.run)
                    : event.stopped ? tr("Training %1 stopped").arg(event.run)
                                    : tr("Training %1 finished").arg(event.run));
        }
    }
    m_view->refresh();
}

void TrainPage::setModels(std::shared_ptr<ModelStore> models) {
    m_models = std::move(models);
}

void TrainPage::showMarks() {
    RunsList::Marks marks;
    for (const store::RunRow& run : m_runs->runs())
        marks[run.id] = m_actions->marks(run.id);
    m_runs->setMarks(marks);
    if (m_right->currentIndex() == Table)
        m_table->reload();
}

void TrainPage::showMenu(const QPoint& global, const std::vector<store::RunRow>& runs) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fill(*menu, runs, m_live);
    menu->popup(global);
}

void TrainPage::compare() {
    QStringList names;
    for (const store::RunRow& run : m_runs->selected())
        names << QString::fromStdString(run.name);
    if (names.size() < 2) {
        m_window.toast().say(tr("Select two or more runs in the list to compare them"));
        m_runs->setFocus();
        return;
    }
    compareRuns(names);
}

void TrainPage::compareRuns(const QStringList& names) {
    std::vector<store::RunRow> runs;
    for (const store::RunRow& run : m_runs->runs())
        if (names.contains(QString::fromStdString(run.name)))
            runs.push_back(run);
    std::reverse(runs.begin(), runs.end()); // oldest first: what came later is read against it
    m_comparedInTable = m_right->currentIndex() == Table;
    m_compare->showRuns(runs);
    showRight(Comparison);
}

bool TrainPage::goUp() {
    if (m_right->currentIndex() == Table && m_table->goUp())
        return true;
    if (m_right->currentIndex() == OneRun)
        return false;
    const bool back = m_right->currentIndex() == Comparison && m_comparedInTable;
    m_compare->clear();
    m_comparedInTable = false;
    if (back) {
        showTable();
        return true;
    }
    showRight(OneRun);
    m_runs->setFocus();
    return true;
}

void TrainPage::showRight(int which) {
    m_right->setCurrentIndex(which);
    Q_EMIT breadcrumbChanged();
}

void TrainPage::showTable() {
    if (m_stack->currentWidget() == m_empty) {
        m_window.toast().say(tr("There are no runs yet"));
        return;
    }
    m_table->reload();
    showRight(Table);
    m_table->setFocus();
}

void TrainPage::verify() {
    const store::RunRow* run = m_runs->chosen();
    if (run && run->state == store::RunState::Finished && m_actions->canVerify())
        m_actions->verify(*run);
    else
        m_window.toast().say(tr("Choose a finished run in the list to verify it"));
}

void TrainPage::exportModel() {
    const store::RunRow* run = m_runs->chosen();
    if (run && RunActions::hasModel(*run, m_live))
        openExport(*run);
    else
        m_window.toast().say(tr("Choose a finished run in the list to export its model"));
}

void TrainPage::openExport(const store::RunRow& run) {
    auto* dialog = new ExportModelDialog(
        m_workbench, m_window.dialogs(), QString::fromStdString(run.name), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportModelDialog::exported, this, [this](const QString& path) {
        m_window.toast().say(tr("Exported to %1").arg(QDir::toNativeSeparators(path)));
    });
    dialog->open();
}

void TrainPage::fineTune() {
    openDialog({});
}

void TrainPage::fineTuneFrom(const engine::Recipe& start, int seeds) {
    openDialog(start, seeds);
}

void TrainPage::openDialog(const std::optional<engine::Recipe>& start, int seeds) {
    QStringList taken;
    for (const store::RunRow& run : m_runs->runs())
        taken << QString::fromStdString(run.name);
    auto* dialog = new FineTuneDialog(m_workbench, m_window.dialogs(), taken, this, start);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (m_models)
        dialog->setModels(*m_models);
    dialog->setSeeds(seeds);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_view->clearError();
        const auto requests = dialog->requests();
        if (m_stack->currentWidget() == m_empty && !m_workbench.isTraining()) {
            m_live = requests.front().name; // seen at once, not when the engine is loaded
            m_view->prepare(m_live);
            m_stack->setCurrentIndex(1);
        }
        // The first trains, the others wait behind it.
        for (const TrainRequest& request : requests)
            m_workbench.startTraining(request, [this](Result<QString> name) {
                if (name)
                    return;
                TrainEvent refused;
                refused.kind = TrainEvent::Failed;
                refused.run = m_live;
                refused.error = name.error();
                m_stack->setCurrentIndex(1);
                if (!m_workbench.isTraining() && m_view->run() == m_live) {
                    m_view->take(refused);
                    m_live.clear();
                }
                m_view->showError(name.error());
            });
    });
    dialog->open();
}

} // namespace evenspan::ui
