// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <string>
#include <vector>

namespace evenspan::ui {

// Every key of a recipe as a row: name, value, that of another recipe (at first the defaults),
// range, meaning and where it comes from. A value is changed as the command line would take it; one
// that is not allowed is refused, and refused() says why.
class RecipeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Key, Value, Other, Range, Meaning, Source };

    explicit RecipeModel(QObject* parent = nullptr);
    const engine::Recipe& recipe() const { return m_recipe; }
    void setRecipe(const engine::Recipe& recipe); // changed() is sent where it differs
    // The recipe beside it, under this heading.
    void setOther(const engine::Recipe& recipe, const QString& title);
    bool differs(int row) const; // the value from that of the other
    QString details(int row) const; // all that is known of the key, in two lines

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
    engine::Recipe m_recipe;
    std::vector<std::string> m_values; // of m_recipe, as text
    std::vector<std::string> m_defaults;
    std::vector<std::string> m_others;
    QString m_otherTitle;
};

// Rows that hold a word, or of these the ones that differ from the other recipe.
class RecipeFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RecipeFilter(RecipeModel* model, QObject* parent = nullptr);
    void setOnlyDifferent(bool on);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    bool m_onlyDifferent = false;
};

} // namespace evenspan::ui
