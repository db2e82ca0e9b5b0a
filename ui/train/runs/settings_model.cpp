// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/runs/settings_model.h"

#include "ui/train/launch/recipe_texts.h"

#include <QApplication>
#include <QFont>

#include <algorithm>

namespace evenspan::ui {

namespace {

QString meaningOf(const std::string& key) {
    for (const engine::RecipeKey& known : engine::recipeKeys())
        if (known.name == key)
            return recipeMeaning(known);
    return {};
}

// A hash is known by its first letters; the whole of it is in the tooltip.
QString shortened(const std::string& value) {
    const QString text = QString::fromStdString(value);
    const bool hash = text.size() == 64
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isLetterOrNumber(); });
    return hash ? text.left(10) % QChar(0x2026) : text;
}

} // namespace

void SettingsModel::setSettings(std::vector<RunSetting> settings, const QStringList& columns) {
    beginResetModel();
    m_settings = std::move(settings);
    m_columns = columns;
    endResetModel();
}

int SettingsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_settings.size());
}

int SettingsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 1 + int(m_columns.size());
}

QVariant SettingsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const RunSetting& setting = m_settings[std::size_t(index.row())];
    if (role == Qt::FontRole && setting.differs) {
        QFont font = QApplication::font();
        font.setWeight(QFont::DemiBold);
        return font;
    }
    if (index.column() == 0) {
        if (role == Qt::ToolTipRole)
            return meaningOf(setting.key);
        return role == Qt::DisplayRole ? QString::fromStdString(setting.key) : QVariant();
    }
    const auto at = std::size_t(index.column() - 1);
    const std::string value = at < setting.values.size() ? setting.values[at] : std::string();
    if (!value.empty() && setting.part == RunSetting::Recipe && isRecipeSwitch(setting.key))
        return role == Qt::DisplayRole ? QVariant(switchText(value == "true")) : QVariant();
    if (role == Qt::DisplayRole)
        return value.empty() ? QStringLiteral("–") : shortened(value);
    if (role == Qt::ToolTipRole)
        return QString::fromStdString(value);
    return {};
}

QVariant SettingsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Setting") : m_columns.value(section - 1);
}

} // namespace evenspan::ui
