// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"
#include "ui/shell/workbench.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace evenspan::ui {

class DocumentsTable;
class DocumentView;
class EmptyState;
class ErrorBanner;
class Figure;
class FilterBar;
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
    QList<std::pair<QString, QString>> keyHints() const override;
    void import(const QStringList& paths);
    void exportDocuments(); // opens the dialog for it
    void makeSplits(); // the same
    void search(const QString& text); // these words, whatever they mean to a filter
    void focusSearch();
    DocumentsTable& table() { return *m_table; }
    void showTrash(bool on);
    bool inTrash() const { return m_trash; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildTrash();
    QPushButton* splitsButton();
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
    FilterBar* m_search;
    QComboBox* m_split;
    QComboBox* m_state;
    QLabel* m_count;
    DocumentsTable* m_table;
    QLabel* m_none;
    DocumentView* m_view;
    QPushButton* m_trashButton;
    QPushButton* m_splitsButton = nullptr;
    QWidget* m_trashHead;
    bool m_trash = false; // what is in the trash is listed
    QString m_path;
};

// Adds the page and its commands to the window.
void addProjectPage(MainWindow& window);

} // namespace evenspan::ui
