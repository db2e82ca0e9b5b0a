// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>
#include <QTableView>

namespace evenspan::ui {

// A table with one fixed row height (so that a million rows cost nothing), no grid, sorting by a
// click on a heading where the model can sort, columns that can be hidden from the heading's menu,
// and Ctrl+C as tab-separated text with headings.
class DataTable : public QTableView {
    Q_OBJECT

public:
    explicit DataTable(QWidget* parent = nullptr);
    // The selected rows, shown columns only, as TSV with a first line of headings.
    QString selectionAsTsv() const;

Q_SIGNALS:
    void activatedRow(const QModelIndex& index); // Enter or double click

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyMetrics();
};

} // namespace evenspan::ui
