// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/model/recipe_presets.h"
#include "core/engine/recipe.h"
#include "ui/shell/workbench.h"

#include <QWidget>

class QComboBox;

namespace evenspan::ui {

class Field;

// The recipe that a search or a cross-training starts from: one made from the data, by the effort
// that it may take, or that of a run. Runs and models are read when it is made.
class RecipeSource : public QWidget {
    Q_OBJECT
public:
    RecipeSource(Workbench& workbench, QWidget* parent);
    ~RecipeSource() override;

    // What is still missing, in words; empty: recipe() can be used.
    QString problem() const;
    engine::Recipe recipe() const;
    void choose(const QString& run); // whose recipe it is to be
    QStringList takenNames() const { return m_taken; } // of all runs

Q_SIGNALS:
    void changed();

private:
    void fillRuns(const std::vector<store::RunRow>& runs);
    void fillModels(const Machine& machine);
    void showModel();

    Workbench& m_workbench;
    QComboBox* m_from;
    QComboBox* m_model;
    Field* m_fromField;
    RecipeFacts m_facts;
    std::vector<engine::Recipe> m_recipes; // of the runs, in the order of the list
    std::vector<ModelChoice> m_models;
    QStringList m_taken;
    QString m_wanted;
    std::optional<Error> m_engineProblem;
    Workbench::Ticket m_counts = 0, m_data = 0, m_runs = 0, m_machine = 0;
};

} // namespace evenspan::ui
