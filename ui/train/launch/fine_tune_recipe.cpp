// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe of the dialog as a file, as requests and as a line of the command line.
#include "ui/common/file_dialogs.h"
#include "ui/common/widgets.h"
#include "ui/train/launch/command_line.h"
#include "ui/train/launch/fine_tune_dialog.h"
#include "ui/train/launch/recipe_file.h"
#include "ui/train/launch/recipe_model.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

namespace evenspan::ui {

void FineTuneDialog::loadRecipe() {
    const QString path =
        m_dialogs.openFile(this, tr("Load a recipe"), tr("Recipes (*.json);;All files (*)"));
    if (path.isEmpty())
        return;
    auto recipe = readRecipeFile(path);
    if (!recipe) {
        m_banner->showError(recipe.error());
        return;
    }
    take(*recipe, true);
    const int model = m_model->findData(QString::fromStdString(recipe->model));
    if (model >= 0)
        m_model->setCurrentIndex(model);
    check();
}

void FineTuneDialog::saveRecipe() {
    const QString path = m_dialogs.saveFile(this, tr("Save the recipe"),
        m_name->text().trimmed() + QStringLiteral(".json"), tr("Recipes (*.json)"));
    if (path.isEmpty())
        return;
    engine::Recipe recipe = m_recipe->recipe();
    if (const QString model = m_model->currentData().toString(); !model.isEmpty())
        recipe.model = model.toStdString();
    if (auto written = writeRecipeFile(path, recipe); !written)
        m_banner->showError(written.error());
}

TrainRequest FineTuneDialog::request() const {
    engine::Recipe recipe = m_recipe->recipe();
    const QString model = m_model->currentData().toString();
    if (!model.isEmpty())
        recipe.model = model.toStdString();
    return {
        m_name->text().trimmed(), model, QByteArray::fromStdString(engine::recipeToJson(recipe))};
}

std::vector<TrainRequest> FineTuneDialog::requests() const {
    const TrainRequest first = request();
    std::vector<TrainRequest> out;
    const int runs = m_seeds->isVisibleTo(this) ? m_seeds->value() : 1;
    const std::int64_t seed = m_recipe->recipe().seed;
    for (int i = 0; i < runs; ++i) {
        TrainRequest each = first;
        if (runs > 1) {
            const QString base = QStringLiteral("%1-%2").arg(first.name).arg(i + 1);
            each.name = base;
            for (int number = 2; m_taken.contains(each.name); ++number)
                each.name = QStringLiteral("%1-%2").arg(base).arg(number);
            auto recipe = engine::recipeFromJson(first.recipe.toStdString());
            if (!recipe)
                return {first};
            recipe->seed = seed + i;
            each.recipe = QByteArray::fromStdString(engine::recipeToJson(*recipe));
        }
        out.push_back(std::move(each));
    }
    return out;
}

QString FineTuneDialog::command() const {
    const TrainRequest wanted = request();
    const QString line = QStringLiteral("evenspan-cli train %1 --name %2")
                             .arg(shellWord(m_workbench.project().path), shellWord(wanted.name));
    const auto recipe = engine::recipeFromJson(wanted.recipe.toStdString());
    if (!recipe)
        return line;
    engine::Recipe own = *recipe;
    own.model = wanted.model.toStdString();
    return line % recipeOptions(own);
}

} // namespace evenspan::ui
