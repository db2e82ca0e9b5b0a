// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspect/inspect_tab.h"
#include "ui/inspect/order_model.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace evenspan::ui {

class DataTable;
class ElidedLabel;
class ErrorBanner;
class ProgressStrip;

// Asks a run about every document that nobody has decided on; the composition gives it. Runs on the
// desk's thread; keeps nothing.
using OrderMaker = std::function<Result<LearningOrder>(store::Project& project,
    const std::string& run, LearningMeasure measure, const LearningOptions& options,
    std::stop_token stop, const RunBackend::Progress& progress)>;

// In which order to label: by what the chosen run is unsure of, with a share that is drawn, so that
// scores on it are without bias, and texts that are much alike behind the others. The newest order
// is kept with the project, and the labelling workspace can list its documents by it.
class OrderTab : public InspectTab {
    Q_OBJECT
public:
    // `desk` null or `maker` empty: no run can be asked.
    OrderTab(Workbench& workbench, RunDesk* desk, OrderMaker maker, QWidget* parent);
    ~OrderTab() override;

    bool wantsInspection() const override { return false; }
    void showChoice(const store::RunRow& run, const InspectionRequest& request) override;
    QWidget* focusTarget() override;

Q_SIGNALS:
    void labellingWanted(); // in the order that is kept

private:
    struct Kept {
        std::optional<LearningOrder> order;
        std::vector<std::string> names; // of the first documents
    };
    static Result<Kept> namesOf(
        store::Reader& reader, std::optional<LearningOrder> order, std::stop_token stop);
    void buildForm(QWidget* form);
    void load();
    void take(Result<Kept> kept);
    void make();
    void keep(LearningOrder order);
    void showState();

    Workbench& m_workbench;
    RunDesk* m_desk;
    OrderMaker m_maker;
    QComboBox* m_measure;
    QDoubleSpinBox* m_near;
    QSpinBox* m_random;
    QPushButton* m_make;
    QPushButton* m_label;
    ProgressStrip* m_progress;
    ErrorBanner* m_banner;
    ElidedLabel* m_note;
    DataTable* m_table;
    OrderModel* m_model;
    store::RunRow m_run;
    QString m_path; // of the project whose order is shown
    QString m_by; // the run that the order is of
    LearningMeasure m_of = LearningMeasure::Mnlp;
    bool m_keeping = false;
    RunDesk::Ticket m_ask = 0;
    Workbench::Ticket m_ticket = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
