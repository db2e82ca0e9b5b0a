// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace evenspan::ui {

class DataTable;
class DocumentsModel;

// The list of documents of the labelling workspace: which are shown, in what order, and which of
// them is the present one. It reads the project by itself.
class NavigatorPanel : public QWidget {
    Q_OBJECT

public:
    explicit NavigatorPanel(Workbench& workbench, QWidget* parent = nullptr);

    // The filter in force: of the last query that could be read.
    const store::DocumentFilter& filter() const { return m_shownFilter; }
    DocumentId current() const; // 0: none
    bool step(int documents); // false: there is none that way
    bool goTo(DocumentId id); // false: the filter hides it
    bool clearFilter(); // false: nothing is typed
    void reset(); // for another project
    void showProgress(qint64 done, qint64 documents);
    QWidget* list() const; // what takes the keyboard

Q_SIGNALS:
    void documentChosen(evenspan::DocumentId id); // 0: the list is empty
    void opened(); // Enter or a double click: on to the text
    void failed(const evenspan::Error& error);

private:
    void applyFilter();
    void goToRow(int row);

    Workbench& m_workbench;
    QLineEdit* m_search;
    QComboBox* m_state;
    QLabel* m_mistake; // of the filter
    QLabel* m_none;
    DocumentsModel* m_model;
    DataTable* m_table;
    QLabel* m_progress;
    store::DocumentFilter m_shownFilter;
    QTimer m_typing;
    DocumentId m_keep; // to stand on after the next reload
};

} // namespace evenspan::ui
