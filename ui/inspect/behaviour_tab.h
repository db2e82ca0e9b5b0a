// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspect/behaviour_models.h"
#include "ui/inspect/inspect_tab.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace evenspan::ui {

class DataTable;
class ElidedLabel;
class ErrorBanner;
class FileDialogs;
class ProgressStrip;

// Tests of behaviour: texts with what a run must mark in them, must leave as it is, or must become
// surer of. They belong to the project; the chosen run is asked in the background, and what it did
// is kept with it.
class BehaviourTab : public InspectTab {
    Q_OBJECT
public:
    // `desk` null: no run can be asked; `dialogs` null: there are no files.
    BehaviourTab(
        Workbench& workbench, RunDesk* desk, QWidget* parent, FileDialogs* dialogs = nullptr);
    ~BehaviourTab() override;

    bool wantsInspection() const override { return false; }
    void showChoice(const store::RunRow& run, const InspectionRequest& request) override;
    QWidget* focusTarget() override;
    // Keeps a test; where its name is taken it gets a number.
    void add(BehaviourTest test);

private:
    struct Kept {
        std::vector<BehaviourTest> tests;
        std::optional<BehaviourReport> report; // of the chosen run
    };
    void buildForm(QWidget* form);
    void load();
    void take(Kept kept);
    void keep(std::vector<BehaviourTest> tests, int row);
    void showChosen();
    void showForm();
    void showState();
    BehaviourTest typed(Result<void>& sound) const;
    void save(bool fresh);
    void remove();
    void importFile();
    void exportFile();
    void run();
    void finish(Result<BehaviourReport> report);

    Workbench& m_workbench;
    RunDesk* m_desk;
    FileDialogs* m_dialogs;
    DataTable* m_table;
    BehaviourModel* m_model;
    DataTable* m_checks;
    ChecksModel* m_checksModel;
    ElidedLabel* m_note;
    ErrorBanner* m_banner;
    ProgressStrip* m_progress;
    QPushButton* m_import;
    QPushButton* m_export;
    QPushButton* m_run;
    QLineEdit* m_name;
    QComboBox* m_kind;
    QLineEdit* m_text;
    QWidget* m_changes;
    QPlainTextEdit* m_names;
    std::vector<std::pair<TextChange, QCheckBox*>> m_boxes;
    QWidget* m_direction;
    QLineEdit* m_other;
    QComboBox* m_expect;
    QDoubleSpinBox* m_least;
    QPushButton* m_add;
    QPushButton* m_save;
    QPushButton* m_remove;
    QPushButton* m_undo;
    std::vector<BehaviourTest> m_waiting; // came before the list was read
    std::optional<std::vector<BehaviourTest>> m_before; // the removal or the import
    QString m_said; // of the last file
    store::RunRow m_chosen;
    QString m_path; // of the project whose tests are shown; empty: none
    RunDesk::Ticket m_ask = 0;
    Workbench::Ticket m_ticket = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
