// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"
#include "ui/shell/workbench.h"

#include <memory>

class QStackedWidget;
class QVBoxLayout;

namespace evenspan::ui {

class CurvesTab;
class EmptyState;
class MainWindow;
class ModelStore;
class Plot;
class RunView;
class RunsList;

// The runs of the project on the left, the chosen one on the right.
class TrainPage : public Page {
    Q_OBJECT
public:
    TrainPage(MainWindow& window, QWidget* parent);
    ~TrainPage() override;

    QString breadcrumb() const override;
    QList<QWidget*> panels() const override;
    void shown() override;
    void fineTune(); // opens the dialog
    Plot& plot();
    void setModels(std::shared_ptr<ModelStore> models);

private:
    void reloadRuns();
    void showChosen();
    void take(const std::vector<TrainEvent>& events);

    MainWindow& m_window;
    Workbench& m_workbench;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    RunsList* m_runs;
    RunView* m_view;
    CurvesTab* m_curves;
    std::shared_ptr<ModelStore> m_models; // null: none
    QString m_wanted; // run to show as soon as the list has it
    QString m_live; // name of the run that is training
    Workbench::Ticket m_ticket = 0;
};

// `models`: the library that the dialog offers; null: none.
void addTrainPage(MainWindow& window, std::shared_ptr<ModelStore> models = nullptr);

} // namespace evenspan::ui
