// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/search/study.h"
#include "ui/shell/workbench.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QStandardItemModel;

namespace evenspan::ui {

class DataTable;
class RecipeSource;

// What a new search is to try, how, and for how long.
class SearchForm : public QWidget {
    Q_OBJECT
public:
    SearchForm(Workbench& workbench, QWidget* parent);

    void open(const QStringList& searches); // names that are taken; it proposes another
    QString refusal() const; // why it cannot be started; empty: it can
    search::StudySpec spec() const; // where there is no refusal
    QLineEdit* name() const { return m_name; }
    QStandardItemModel* keys() const { return m_keys; } // checkable; the second column is edited
    RecipeSource* source() const { return m_source; }

Q_SIGNALS:
    void changed();

private:
    void suggest(); // values around those of the recipe, until one is edited
    Result<search::Space> space() const;
    void showTotal();
    bool isTaken(const QString& name) const;

    QLineEdit* m_name;
    RecipeSource* m_source;
    QStandardItemModel* m_keys;
    DataTable* m_table;
    QComboBox* m_sampler;
    QSpinBox* m_trials;
    QSpinBox* m_minutes;
    QSpinBox* m_finalists;
    QSpinBox* m_seeds;
    QCheckBox* m_pruning;
    QLabel* m_total;
    QStringList m_taken;
    bool m_filling = false, m_byHand = false;
};

} // namespace evenspan::ui
