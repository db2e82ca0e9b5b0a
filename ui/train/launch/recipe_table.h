// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe.h"
#include "ui/shell/workbench.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace evenspan::ui {

class DataTable;
class FileDialogs;
class RecipeFilter;
class RecipeModel;

// Every key of a recipe, to be found, read about and changed, beside the defaults, the recipe of a
// run or one from a file.
class RecipeTable : public QWidget {
    Q_OBJECT
public:
    RecipeTable(RecipeModel& recipe, Workbench& workbench, FileDialogs& dialogs, QWidget* parent);
    ~RecipeTable() override;

Q_SIGNALS:
    void refused(const evenspan::Error& error); // a file that is no recipe

private:
    void fillRuns(const std::vector<store::RunRow>& runs);
    void compare(int choice);
    void showDetails();

    RecipeModel& m_recipe;
    Workbench& m_workbench;
    FileDialogs& m_dialogs;
    RecipeFilter* m_found;
    QLineEdit* m_search;
    QComboBox* m_beside;
    QCheckBox* m_different;
    DataTable* m_keys;
    QLabel* m_details;
    std::vector<engine::Recipe> m_recipes; // of the choices, in the order of the list
    int m_chosen = 0;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
