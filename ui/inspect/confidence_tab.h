// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/run_confidence.h"
#include "ui/inspect/inspect_tab.h"

#include <functional>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace evenspan::ui {

class ErrorBanner;
class ProgressStrip;
class SpanScoreBox;
class Plot;

// Whether the scores of a run mean what they say: how often entities of a score are right, how far
// that is from the score and how far chance alone would bring it, and what is gained and lost where
// everything below a cut is left to a person. The cut is kept with the run; accepting suggestions
// in the labelling workspace offers it.
class ConfidenceTab : public InspectTab {
    Q_OBJECT
public:
    // Fits a temperature on a split and keeps it with the run; the composition gives it. Runs on
    // the desk's thread.
    using Fitter =
        std::function<Result<RunConfidence>(store::Project& project, const std::string& run,
            const std::string& split, std::stop_token stop, const RunBackend::Progress& progress)>;
    ConfidenceTab(Workbench& workbench, QWidget* parent);
    ~ConfidenceTab() override;

    void setFitter(RunDesk* desk, Fitter fitter); // without: nothing can be fitted here

    bool worksWithoutGold() const override { return false; }
    void showChoice(const store::RunRow& run, const InspectionRequest& request) override;
    void showInspection(const InspectionPtr& inspection) override;
    void showScore(const ScoreChoice& choice) override;
    QWidget* focusTarget() override;

private:
    struct Found {
        std::vector<ReliabilityBin> bins;
        std::vector<ThresholdPoint> thresholds;
        double error = 0, brier = 0;
        CalibrationChance chance;
        Scoring scoring; // of these figures
        std::uint64_t entities = 0, gold = 0;
        // The cut that is kept, unless it is of other scores.
        std::optional<double> cut() const { return kept ? cutUnder(*kept, scoring) : std::nullopt; }
        std::optional<RunConfidence> kept; // with the run
    };
    static Result<Found> find(
        const Inspection& inspection, store::Reader& reader, const store::RunRow& run);
    void show(Found found);
    void showCut();
    void keepCut();
    void fit();
    void showTemperature();
    void takeFit(RunConfidence now);

    Workbench& m_workbench;
    QStackedWidget* m_stack; // the figures, or why there are none
    QLabel* m_none;
    ErrorBanner* m_banner;
    SpanScoreBox* m_score;
    QLabel* m_verdict;
    Plot* m_reliability;
    Plot* m_curve;
    QDoubleSpinBox* m_cut;
    QLabel* m_effect;
    QPushButton* m_keep;
    QLabel* m_temperature;
    QPushButton* m_fit;
    QCheckBox* m_calibrated;
    ProgressStrip* m_progress;
    RunDesk* m_desk = nullptr;
    Fitter m_fitter;
    RunDesk::Ticket m_ask = 0;
    store::RunRow m_run;
    QString m_split;
    Found m_found;
    Workbench::Ticket m_ticket = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
