// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"
#include "ui/shell/workbench.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace evenspan::ui {

class DataTable;
class DocumentsModel;
class DocumentView;
class EmptyState;
class ErrorBanner;
class Figure;
class ImportView;
class MainWindow;

// The documents of the project: counts, filters, a table of any length, the text beside it, and
// the way in for files.
class ProjectPage : public Page {
    Q_OBJECT
public:
    ProjectPage(MainWindow& window, QWidget* parent);

    QString breadcrumb() const override;
    bool goUp() override;
    QList<QWidget*> panels() const override;
    void shown() override;
    void import(const QStringList& paths);
    void search(const QString& text);
    void focusSearch();
    DocumentsModel& model() { return *m_model; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showProject();
    void applyFilter();
    void fillSplits();
    MainWindow& m_window;
    Workbench& m_workbench;
    QStackedWidget* m_stack;
    QWidget* m_documents;
    EmptyState* m_empty;
    ImportView* m_import;
    ErrorBanner* m_banner;
    Figure* m_figures[4];
    QLabel* m_labels;
    QLineEdit* m_search;
    QComboBox* m_split;
    QComboBox* m_state;
    QLabel* m_count;
    DocumentsModel* m_model;
    DataTable* m_table;
    QLabel* m_none;
    DocumentView* m_view;
    QTimer m_typing;
    QString m_path;
};

// Adds the page and its commands to the window.
void addProjectPage(MainWindow& window);

} // namespace evenspan::ui
