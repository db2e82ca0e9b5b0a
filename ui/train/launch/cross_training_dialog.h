// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/train/launch/series_dialog.h"

class QLabel;
class QLineEdit;
class QSpinBox;
class QStandardItemModel;

namespace evenspan::ui {

class DataTable;
class Field;
class RecipeSource;

// The project's cross-trainings: what each fold scored on the documents that it never saw, and a
// form for a new one.
class CrossTrainingDialog : public SeriesDialog {
    Q_OBJECT
public:
    CrossTrainingDialog(Workbench& workbench, QWidget* parent);
    // Opens the form, with this run's recipe chosen.
    void offer(const QString& run);

private:
    static Reading reading();
    QWidget* makeForm();
    bool isTaken(const QString& name) const;
    void keep(std::shared_ptr<const void> data) override;
    void showEntry(std::size_t at) override;
    void openForm() override;
    QString refusal() const override;
    TrainSeries wanted() const override;
    QWidget* firstField() const override;
    TrainSeries again(const QString& name) const override;

    QLabel* m_verdict;
    QStandardItemModel* m_model;
    DataTable* m_folds;
    QLineEdit* m_name;
    QSpinBox* m_number;
    RecipeSource* m_source;
    std::shared_ptr<const std::vector<KFold>> m_all; // the newest first
};

} // namespace evenspan::ui
