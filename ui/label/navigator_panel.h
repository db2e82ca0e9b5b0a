// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace evenspan::ui {

class DocumentsTable;
class FilterBar;
class HitsPanel;

// The list of documents of the labelling workspace: which are shown, in what order, and which of
// them is the present one; below it the places that the filter found. It reads the project by
// itself.
class NavigatorPanel : public QWidget {
    Q_OBJECT

public:
    explicit NavigatorPanel(Workbench& workbench, QWidget* parent = nullptr);

    // The filter in force: of the last query that could be read.
    const store::DocumentFilter& filter() const { return m_shownFilter; }
    DocumentId current() const; // 0: none
    bool step(int documents); // false: there is none that way
    bool loading() const; // the list; listed() comes then
    bool goTo(DocumentId id); // false: the filter hides it
    bool clearFilter(); // false: nothing is typed
    void setQuery(const QString& text); // as if it were typed
    void reset(); // for another project
    DocumentsTable& table() { return *m_table; }
    QList<QWidget*> panels() const; // what takes the keyboard, in order
    // The documents behind and before `id` in the list, the nearest first, without `id` itself.
    std::vector<DocumentId> around(DocumentId id, int ahead, int behind) const;

Q_SIGNALS:
    void listed();
    void documentChosen(evenspan::DocumentId id); // 0: the list is empty
    void placeChosen(evenspan::DocumentId id, evenspan::CodePointRange range);
    void opened(); // Enter or a double click: on to the text
    void said(const QString& text, bool undo); // for a toast
    void failed(const evenspan::Error& error);

private:
    void applyFilter();
    bool isFiltered() const;

    FilterBar* m_bar;
    QComboBox* m_state;
    QLabel* m_none;
    QPushButton* m_clear; // the filter that leaves none
    QLabel* m_searching; // how far a search is that takes its time
    DocumentsTable* m_table;
    HitsPanel* m_hits;
    store::DocumentFilter m_shownFilter;
};

} // namespace evenspan::ui
