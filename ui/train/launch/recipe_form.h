// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe.h"
#include "ui/shell/workbench.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QSpinBox;

namespace evenspan::ui {

// The settings that people change, as fields. The recipe is the truth: setRecipe() shows one, and
// changed() is sent with every change by hand.
class RecipeForm : public QWidget {
    Q_OBJECT
public:
    explicit RecipeForm(QWidget* parent = nullptr);
    void setMachine(const Machine& machine); // devices
    void setRecipe(const engine::Recipe& recipe);
    // The recipe with what the fields say; `problem` says what cannot be read, else it is empty.
    engine::Recipe applied(engine::Recipe recipe, QString* problem) const;

Q_SIGNALS:
    void changed();

private:
    void field(int row, int column, const QString& text, QWidget* widget, const QString& tip);
    QGridLayout* m_grid;
    QComboBox* m_rate;
    QSpinBox* m_epochs;
    QSpinBox* m_batch;
    QSpinBox* m_length;
    QSpinBox* m_warmup;
    QComboBox* m_schedule;
    QSpinBox* m_patience;
    QComboBox* m_weights;
    QComboBox* m_precision;
    QComboBox* m_device;
    QSpinBox* m_seed;
    QCheckBox* m_deterministic;
    bool m_filling = false;
};

} // namespace evenspan::ui
