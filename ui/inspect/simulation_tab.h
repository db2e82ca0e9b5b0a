// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/app/train/learning_simulation.h"
#include "ui/inspect/inspect_tab.h"

#include <QElapsedTimer>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QPushButton;
class QSpinBox;

namespace evenspan::ui {

class ElidedLabel;
class ErrorBanner;
class Plot;
class ProgressStrip;

// Trains as often as a simulation asks; the composition gives it. Runs on the desk's thread and
// keeps every whole curve in the project.
using SimulationRunner = std::function<Result<std::vector<SimulationPoint>>(store::Project& project,
    const SimulationSpec& spec, std::stop_token stop, const SimulationWatch& watch)>;

// What an order of labelling would have brought, tried on the labelled training documents: learning
// curves of each order beside random, with the recipe of the run that is chosen; they grow while it
// trains. A stopped simulation goes on where it was; the same choice later shows what is kept.
class SimulationTab : public InspectTab {
    Q_OBJECT
public:
    // `desk` null or `runner` empty: nothing can be trained. The desk is busy for long, so it
    // should not be the one that other pages ask.
    SimulationTab(Workbench& workbench, RunDesk* desk, SimulationRunner runner, QWidget* parent);
    ~SimulationTab() override;

    bool wantsInspection() const override { return false; }
    void showChoice(const store::RunRow& run, const InspectionRequest& request) override;
    QWidget* focusTarget() override;
    // As it is chosen now; its name holds all of the choice, so that no two share one.
    SimulationSpec spec() const;

private:
    void buildForm(QWidget* form);
    void load();
    void start();
    void grow(const SimulationPoint& point); // one more training is done
    void ended();
    QString runningText() const;
    void showPoints(const std::vector<SimulationPoint>& points);
    void showState();
    std::size_t trainings() const; // that the choice asks for
    double secondsLeft() const; // below 0: not known

    Workbench& m_workbench;
    RunDesk* m_desk;
    SimulationRunner m_runner;
    std::vector<std::pair<LearningMeasure, QCheckBox*>> m_orders;
    QSpinBox* m_seeds;
    QSpinBox* m_first;
    QSpinBox* m_batch;
    QSpinBox* m_rounds;
    QPushButton* m_run;
    ProgressStrip* m_progress;
    ErrorBanner* m_banner;
    ElidedLabel* m_note;
    Plot* m_plot;
    store::RunRow m_chosen;
    std::optional<store::RunRow> m_next; // chosen while a simulation runs
    std::vector<SimulationPoint> m_points; // of the choice
    QString m_path; // of the project that is simulated on
    std::size_t m_before = 0; // of them when it was started
    QElapsedTimer m_since; // it was started
    std::shared_ptr<std::uint64_t> m_generation = std::make_shared<std::uint64_t>(0);
    RunDesk::Ticket m_ask = 0;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
