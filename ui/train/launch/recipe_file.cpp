// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/recipe_file.h"

#include <QFile>
#include <QSaveFile>

#include <nlohmann/json.hpp>

namespace evenspan::ui {

Result<engine::Recipe> readRecipeFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > (1 << 20))
        return Error{ErrorCode::Io, "The file cannot be read as a recipe", path.toStdString(),
            "Choose a JSON file that a recipe was saved in."};
    return engine::recipeFromJson(file.readAll().toStdString());
}

Result<void> writeRecipeFile(const QString& path, const engine::Recipe& recipe) {
    const auto json = nlohmann::ordered_json::parse(engine::recipeToJson(recipe));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || file.write(QByteArray::fromStdString(json.dump(2) + "\n")) < 0 || !file.commit())
        return Error{ErrorCode::Io,
            "The recipe cannot be written: " + file.errorString().toStdString(), path.toStdString(),
            "Choose another place."};
    return {};
}

} // namespace evenspan::ui
