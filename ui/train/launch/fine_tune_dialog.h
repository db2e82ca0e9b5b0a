// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/model/recipe_presets.h"
#include "core/app/train/plan_run.h"
#include "ui/shell/workbench.h"

#include <QDialog>
#include <QTimer>

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace evenspan::ui {

class ErrorBanner;
class FileDialogs;
class ModelStore;
class PlanView;
class RecipeForm;
class RecipeModel;

// What to train and how, at three depths over one recipe: a choice of model and effort; the
// settings that people change; every key. It opens with a recipe made from the data, so Enter
// starts. Beside it stands what the run will be, tried on the device in the background.
class FineTuneDialog : public QDialog {
    Q_OBJECT
public:
    // `start`: what the fields show at first, where a run is trained again with changes.
    FineTuneDialog(Workbench& workbench, FileDialogs& dialogs, const QStringList& takenNames,
        QWidget* parent, const std::optional<engine::Recipe>& start = {});
    ~FineTuneDialog() override;
    // Shows a button that opens the library of models; what it adds can be chosen at once.
    void setModels(ModelStore& store);
    // Shows how many runs that differ by their seed are to be trained.
    void setSeeds(int seeds);
    TrainRequest request() const; // the first
    // One a seed: that of the recipe and those after it, the name with its number.
    std::vector<TrainRequest> requests() const;
    // The line of evenspan-cli that does the same.
    QString command() const;

private:
    int captionWidth() const; // of the longest, so that fields stand in one line
    QWidget* makeHead();
    QWidget* makeSimple();
    QWidget* makeAll();
    void askMachine();
    void fill(const Machine& machine);
    void showData(); // what is known of it so far
    QStringList reasons(const engine::Recipe& recipe) const;
    void suggest(); // a recipe from data and effort, until something is set by hand
    void take(const engine::Recipe& recipe, bool byHand);
    void check();
    void plan();
    void loadRecipe();
    void saveRecipe();

    Workbench& m_workbench;
    FileDialogs& m_dialogs;
    QStringList m_taken;
    Workbench::Ticket m_countTicket = 0, m_factsTicket = 0, m_ticket = 0, m_planTicket = 0;
    ErrorBanner* m_banner;
    QLineEdit* m_name;
    QComboBox* m_model;
    QPushButton* m_library;
    QSpinBox* m_seeds;
    QButtonGroup* m_depth;
    QStackedWidget* m_pages;
    QComboBox* m_effort;
    QComboBox* m_preset;
    QLabel* m_data;
    RecipeForm* m_form;
    RecipeModel* m_recipe; // the truth
    PlanView* m_plan;
    QPushButton* m_start;
    QTimer m_planning;
    RecipeFacts m_facts;
    std::optional<TrainingCounts> m_counts;
    std::vector<ModelChoice> m_models;
    bool m_ready = false;
    bool m_byHand = false;
};

} // namespace evenspan::ui
