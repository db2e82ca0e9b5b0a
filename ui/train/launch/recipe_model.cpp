// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/recipe_model.h"

#include "ui/train/launch/recipe_texts.h"

#include <QFont>

#include <nlohmann/json.hpp>

namespace evenspan::ui {

namespace {

std::vector<std::string> valuesOf(const engine::Recipe& recipe) {
    std::vector<std::string> out;
    const auto json = nlohmann::ordered_json::parse(engine::recipeToJson(recipe));
    for (const auto& [key, value] : json.items())
        out.push_back(value.is_string() ? value.get<std::string>() : value.dump());
    return out;
}

} // namespace

RecipeModel::RecipeModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_values(valuesOf(m_recipe))
    , m_defaultValues(m_values) { }

void RecipeModel::setRecipe(const engine::Recipe& recipe) {
    if (recipe == m_recipe)
        return;
    m_recipe = recipe;
    m_values = valuesOf(recipe);
    Q_EMIT dataChanged(index(0, Value), index(rowCount() - 1, Value));
    Q_EMIT changed();
}

int RecipeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(engine::recipeKeys().size());
}

int RecipeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 4;
}

QVariant RecipeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto row = std::size_t(index.row());
    const engine::RecipeKey& key = engine::recipeKeys()[row];
    const bool own = m_values[row] != m_defaultValues[row];
    if (role == Qt::DisplayRole || role == Qt::EditRole) {
        switch (index.column()) {
        case Key:
            return QString::fromStdString(key.name);
        case Value:
            return QString::fromStdString(m_values[row]);
        case Range:
            return QString::fromStdString(key.range);
        case Meaning:
            return recipeMeaning(key);
        }
    }
    if (role == Qt::ToolTipRole)
        return tr("%1. Default: %2")
            .arg(recipeMeaning(key), QString::fromStdString(m_defaultValues[row]));
    if (role == Qt::FontRole && own && index.column() <= Value) {
        QFont font;
        font.setWeight(QFont::DemiBold);
        return font;
    }
    return {};
}

bool RecipeModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || index.column() != Value)
        return false;
    const auto& key = engine::recipeKeys()[std::size_t(index.row())];
    auto changed =
        engine::recipeWith(m_recipe, key.name + "=" + value.toString().trimmed().toStdString());
    if (!changed) {
        Q_EMIT refused(changed.error());
        return false;
    }
    setRecipe(*changed);
    return true;
}

Qt::ItemFlags RecipeModel::flags(const QModelIndex& index) const {
    return QAbstractTableModel::flags(index)
        | (index.column() == Value ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

QVariant RecipeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList names{tr("Key"), tr("Value"), tr("Allowed"), tr("Meaning")};
    return names.value(section);
}

} // namespace evenspan::ui
