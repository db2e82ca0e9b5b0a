// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/data_table.h"

#include <QSortFilterProxyModel>

class QLineEdit;
class QPushButton;

namespace evenspan::ui {

class SuiteRowsModel;

// The table of SuiteGrid: typing, F2 or Enter edits a cell, Del removes rows, Ctrl+V adds what a
// spreadsheet put on the clipboard.
class SuiteCells : public DataTable {
    Q_OBJECT
public:
    using DataTable::DataTable;

Q_SIGNALS:
    void removeWanted();
    void pasted(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;
};

// One table of a suite with a field that finds rows and the buttons that add and remove them.
class SuiteGrid : public QWidget {
    Q_OBJECT
public:
    struct Texts {
        QString name, find, add, paste, remove; // of the table, the field, the buttons
    };
    SuiteGrid(const Texts& texts, std::vector<int> widths, QWidget* parent = nullptr);
    void setModel(SuiteRowsModel* model, bool editable); // null: nothing is shown
    int currentRow() const; // of the model; -1: none
    void select(const std::vector<std::size_t>& rows); // of the model
    void edit(int row, int column);
    DataTable* table() const { return m_table; }

Q_SIGNALS:
    void rowChosen(int row);
    void addWanted();
    void removeWanted(const QList<int>& rows);
    void pasted(const QString& text);

private:
    void removeChosen();
    void showState();

    std::vector<int> m_widths; // of the columns, in steps of the grid
    QLineEdit* m_find;
    QPushButton* m_add;
    QPushButton* m_paste;
    QPushButton* m_remove;
    SuiteCells* m_table;
    QSortFilterProxyModel m_proxy;
    SuiteRowsModel* m_model = nullptr;
    bool m_editable = false;
};

} // namespace evenspan::ui
