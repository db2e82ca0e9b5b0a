// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/annotations.h"
#include "ui/shell/workbench.h"

#include <QTimer>
#include <QWidget>

class QCompleter;
class QLabel;
class QLineEdit;
class QStandardItemModel;

namespace evenspan::ui {

class SavedFilters;

// A field for a filter of documents: completes keys and values while one types, says a mistake in
// plain words, and keeps filters under names. What it holds is in force a moment after the last
// key, or at once with Enter.
class FilterBar : public QWidget {
    Q_OBJECT

public:
    explicit FilterBar(Workbench& workbench, QWidget* parent = nullptr);
    ~FilterBar() override;

    QString text() const;
    void setText(const QString& text); // in force at once
    // Of the last text that could be read.
    const store::QueryNode& query() const { return m_query; }
    const std::optional<store::DocumentOrder>& order() const { return m_order; } // of sort:
    bool clear(); // false: nothing was typed
    QLineEdit* field() const { return m_field; }

    void focusField(); // with all of it selected
    void complete(); // opens the list of what may be typed here
    void openMenu(); // of the saved filters
    void beginSave(); // asks for a name

Q_SIGNALS:
    void changed(); // query() or order() is new
    void said(const QString& text, bool undo); // something was done, for a toast
    void failed(const evenspan::Error& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();
    void askFacts();
    void insertCompletion(const QString& text);

    Workbench& m_workbench;
    QLineEdit* m_field;
    SavedFilters* m_saved;
    QLabel* m_mistake;
    QCompleter* m_completer;
    QStandardItemModel* m_choices;
    std::size_t m_from = 0, m_to = 0; // what a completion replaces, code points
    QTimer m_typing;
    store::QueryNode m_query;
    std::optional<store::DocumentOrder> m_order;
    store::QueryFacts m_facts;
    Workbench::Ticket m_factsTicket = 0;
    bool m_knowsFacts = false;
};

} // namespace evenspan::ui
