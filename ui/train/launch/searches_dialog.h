// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/train/launch/series_dialog.h"

class QGridLayout;
class QLabel;
class QStandardItemModel;

namespace evenspan::ui {

class DataTable;
class Plot;
class SearchForm;

// The project's searches for a recipe: whether the best is better than chance, how the trials went,
// what mattered, and every trial with its values; and a form for a new one.
class SearchesDialog : public SeriesDialog {
    Q_OBJECT
public:
    SearchesDialog(Workbench& workbench, QWidget* parent);

    void showStudy(const search::Study& study);

private:
    static Reading reading();
    void keep(std::shared_ptr<const void> data) override;
    void showEntry(std::size_t at) override;
    void openForm() override;
    QString refusal() const override;
    TrainSeries wanted() const override;
    QWidget* firstField() const override;
    TrainSeries again(const QString& name) const override;
    void showTrials(const search::Study& study);
    void showImportance(const search::Study& study);
    static QStringList sentences(const search::Study& study);

    QLabel* m_verdict;
    Plot* m_history;
    QGridLayout* m_importance;
    QStandardItemModel* m_model; // of the trials
    DataTable* m_trials;
    SearchForm* m_form;
    int m_values = 0, m_best = 0; // lines of the plot
    std::shared_ptr<const std::vector<search::Study>> m_studies; // the newest first
};

} // namespace evenspan::ui
