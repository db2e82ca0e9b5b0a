// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/recipe_model.h"

#include "core/engine/recipe_sources.h"
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
    , m_defaults(m_values)
    , m_others(m_values)
    , m_otherTitle(tr("Default")) { }

void RecipeModel::setRecipe(const engine::Recipe& recipe) {
    if (recipe == m_recipe)
        return;
    m_recipe = recipe;
    m_values = valuesOf(recipe);
    Q_EMIT dataChanged(index(0, Value), index(rowCount() - 1, Value));
    Q_EMIT changed();
}

void RecipeModel::setOther(const engine::Recipe& recipe, const QString& title) {
    m_others = valuesOf(recipe);
    m_otherTitle = title;
    Q_EMIT headerDataChanged(Qt::Horizontal, Other, Other);
    Q_EMIT dataChanged(index(0, Key), index(rowCount() - 1, Other));
}

bool RecipeModel::differs(int row) const {
    return m_values[std::size_t(row)] != m_others[std::size_t(row)];
}

QString RecipeModel::details(int row) const {
    const engine::RecipeKey& key = engine::recipeKeys()[std::size_t(row)];
    const auto& standard = m_defaults[std::size_t(row)];
    const QString meaning =
        tr("%1. Allowed: %2. Default: %3.")
            .arg(recipeMeaning(key), QString::fromStdString(key.range),
                standard.empty() ? tr("empty") : QString::fromStdString(standard));
    return meaning % QLatin1Char('\n')
        % tr("Source: %1").arg(QString::fromStdString(engine::recipeSource(key.name)));
}

int RecipeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(engine::recipeKeys().size());
}

int RecipeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : Source + 1;
}

QVariant RecipeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto row = std::size_t(index.row());
    const engine::RecipeKey& key = engine::recipeKeys()[row];
    if (role == Qt::DisplayRole || role == Qt::EditRole) {
        switch (index.column()) {
        case Key:
            return QString::fromStdString(key.name);
        case Value:
            return QString::fromStdString(m_values[row]);
        case Other:
            return QString::fromStdString(m_others[row]);
        case Range:
            return QString::fromStdString(key.range);
        case Meaning:
            return recipeMeaning(key);
        case Source:
            return QString::fromStdString(engine::recipeSource(key.name));
        }
    }
    if (role == Qt::ToolTipRole)
        return details(index.row());
    if (role == Qt::FontRole && differs(index.row()) && index.column() <= Value) {
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
    const QStringList names{
        tr("Key"), tr("Value"), m_otherTitle, tr("Allowed"), tr("Meaning"), tr("Source")};
    return names.value(section);
}

RecipeFilter::RecipeFilter(RecipeModel* model, QObject* parent)
    : QSortFilterProxyModel(parent) {
    setSourceModel(model);
    setFilterKeyColumn(-1);
    setFilterCaseSensitivity(Qt::CaseInsensitive);
}

void RecipeFilter::setOnlyDifferent(bool on) {
    m_onlyDifferent = on;
    invalidateFilter();
}

bool RecipeFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    return (!m_onlyDifferent || static_cast<const RecipeModel*>(sourceModel())->differs(row))
        && QSortFilterProxyModel::filterAcceptsRow(row, parent);
}

} // namespace evenspan::ui
