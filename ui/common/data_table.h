// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QSet>
#include <QStyledItemDelegate>
#include <QTableView>

class QMenu;

namespace evenspan::ui {

// A table with one fixed row height (so that a million rows cost nothing), no grid, sorting by a
// click on a heading where the model can sort, columns that can be hidden from the heading's menu,
// the whole of a text as a tooltip where it is cut, and Ctrl+C as tab-separated text with headings.
class DataTable : public QTableView {
    Q_OBJECT

public:
    // Roles of headings: a stable name of the column, the submenu that it stands in, its title.
    static constexpr int kColumnId = Qt::UserRole + 100;
    static constexpr int kColumnGroup = Qt::UserRole + 101;
    static constexpr int kColumnTitle = Qt::UserRole + 102; // without marks such as an arrow

    struct Column {
        QString id;
        int width = 0; // in steps of the grid; 0: what is left
        bool shown = true;
        bool spare = false; // hidden while room is short
    };

    explicit DataTable(QWidget* parent = nullptr);
    // The selected rows, shown columns only, as TSV with a first line of headings.
    QString selectionAsTsv() const;

    // Which columns are shown and how wide they are, kept in the settings under `key`. Columns that
    // `defaults` does not name are hidden at first. Called after setModel(); columns that the model
    // adds later are treated alike.
    void rememberColumns(const QString& key, const QList<Column>& defaults);
    void setShortOfRoom(bool shortOfRoom);
    void chooseColumns(); // opens the heading's menu

    // Tabs and line ends of a cell become blanks.
    static QString tsvCell(const QString& text);

Q_SIGNALS:
    void activatedRow(const QModelIndex& index); // Enter or double click

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    virtual void copySelection();
    QString columnId(int column) const;
    QString columnTitle(int column) const;

private:
    void applyMetrics();
    void applyColumns(bool newOnes = false); // those that were not there before alone
    void showColumn(int column, bool on);
    int columnOf(const QString& id) const; // -1: not there
    void fillColumns(QMenu* menu);
    void headerMenu(const QPoint& global);

    QString m_key; // of the settings; empty: nothing is kept
    QList<Column> m_defaults;
    QHash<QString, bool> m_shown; // chosen by the user
    QSet<QString> m_applied; // ids of the columns that are there
    QSet<QString> m_wanted; // shown by hand while room is short
    QHash<QString, int> m_widths; // hundredths of a step
    bool m_applying = false;
    bool m_shortOfRoom = false;
};

} // namespace evenspan::ui
