// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/search/study.h"
#include "ui/shell/workbench.h"

#include <QDialog>

#include <optional>
#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QStackedWidget;
class QStandardItemModel;

namespace evenspan::ui {

class DataTable;
class EmptyState;
class ErrorBanner;
class Plot;

// What the project's searches for a recipe found: whether the best is better than chance, how the
// trials went, what mattered, and every trial with its values. Searches are run by evenspan-cli.
class SearchesDialog : public QDialog {
    Q_OBJECT
public:
    SearchesDialog(Workbench& workbench, QWidget* parent);
    ~SearchesDialog() override;

    void showStudy(const search::Study& study);

private:
    // Studies that can be read, the newest first, and why another cannot.
    struct Found {
        std::vector<search::Study> studies;
        std::optional<Error> broken;
    };
    void reload();
    void show(Found found);
    void showTrials(const search::Study& study);
    void showImportance(const search::Study& study);
    static QStringList sentences(const search::Study& study);

    Workbench& m_workbench;
    ErrorBanner* m_banner;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    QComboBox* m_names;
    QLabel* m_verdict;
    Plot* m_history;
    QGridLayout* m_importance;
    QStandardItemModel* m_model; // of the trials
    DataTable* m_trials;
    int m_values = 0, m_best = 0; // lines of the plot
    std::vector<search::Study> m_studies; // the newest first
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
