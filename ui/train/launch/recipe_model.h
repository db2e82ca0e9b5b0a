// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe.h"

#include <QAbstractTableModel>

#include <string>
#include <vector>

namespace evenspan::ui {

// Every key of a recipe as a row: name, value, range, meaning. A value is changed as the command
// line would take it; one that is not allowed is refused, and refused() says why.
class RecipeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Key, Value, Range, Meaning };

    explicit RecipeModel(QObject* parent = nullptr);
    const engine::Recipe& recipe() const { return m_recipe; }
    void setRecipe(const engine::Recipe& recipe); // changed() is sent where it differs

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void changed();
    void refused(const evenspan::Error& error);

private:
    QString valueOf(int row) const;
    engine::Recipe m_recipe;
    engine::Recipe m_defaults;
    std::vector<std::string> m_values; // of m_recipe, as text
    std::vector<std::string> m_defaultValues;
};

} // namespace evenspan::ui
