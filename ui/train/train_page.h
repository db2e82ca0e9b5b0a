// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe.h"
#include "ui/shell/page.h"
#include "ui/shell/workbench.h"

#include <functional>
#include <memory>
#include <optional>

class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace evenspan::ui {

class CompareView;
class CurvesTab;
class DetailsTab;
class EmptyState;
class MainWindow;
class ModelStore;
class Plot;
class RunActions;
class RunDesk;
class QueuePanel;
class RunControls;
class RunTableView;
class RunView;
class RunsList;

// Shows a place of a document, in the labelling workspace.
using PlaceOpener = std::function<void(DocumentId document, CodePointRange range)>;

// The runs of the project on the left, the chosen one on the right.
class TrainPage : public Page {
    Q_OBJECT
public:
    TrainPage(MainWindow& window, RunDesk* desk, QWidget* parent);
    ~TrainPage() override;

    QString breadcrumb() const override;
    QList<QWidget*> panels() const override;
    void shown() override;
    bool goUp() override; // out of a comparison, out of the table
    void fineTune(); // opens the dialog
    // With this recipe in it, for so many runs that differ by their seed.
    void fineTuneFrom(const engine::Recipe& start, int seeds);
    void compare(); // the selected runs
    void showTable(); // every run
    void verify(); // the shown run
    void exportModel(); // of the shown run; opens the dialog
    Plot& plot();
    void setModels(std::shared_ptr<ModelStore> models);
    void setOpener(PlaceOpener opener) { m_opener = std::move(opener); }

private:
    enum Right { OneRun, Comparison, Table };
    void reloadRuns();
    void showChosen();
    void showMarks();
    void showMenu(const QPoint& global, const std::vector<store::RunRow>& runs);
    void showRight(int which);
    void openExport(const store::RunRow& run);
    void compareRuns(const QStringList& names);
    // Opens the dialog with this recipe, or with one made from the data.
    void openDialog(const std::optional<engine::Recipe>& start, int seeds = 1);
    void take(const std::vector<TrainEvent>& events);

    MainWindow& m_window;
    Workbench& m_workbench;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    RunsList* m_runs;
    RunView* m_view;
    CurvesTab* m_curves;
    std::shared_ptr<ModelStore> m_models; // null: none
    PlaceOpener m_opener; // empty: places are not opened
    RunActions* m_actions;
    DetailsTab* m_details;
    CompareView* m_compare;
    RunTableView* m_table;
    QStackedWidget* m_right; // see Right
    QPushButton* m_compareButton;
    bool m_comparedInTable = false; // a comparison goes back there
    QueuePanel* m_queue = nullptr; // null: this workbench has no queue
    RunControls* m_controls = nullptr;
    QString m_wanted; // run to show as soon as the list has it
    QString m_live; // name of the run that is training
    Workbench::Ticket m_ticket = 0;
};

// `models`: the library that the dialog offers; null: none. `desk` may be null: runs are neither
// scored nor verified then.
void addTrainPage(MainWindow& window, std::shared_ptr<ModelStore> models = nullptr,
    RunDesk* desk = nullptr, PlaceOpener opener = {});

} // namespace evenspan::ui
