// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/annotations.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QLineEdit;
class QMenu;
class QToolButton;

namespace evenspan::ui {

// Where filters are kept under names. Replies come from the event loop.
class FilterShelf {
public:
    using Rows = std::vector<store::FilterRow>;
    virtual ~FilterShelf() = default;
    virtual bool writable() const = 0;
    virtual void load(std::function<void(Result<Rows>)> reply) = 0;
    // id 0: a new one. AlreadyExists where the name is taken.
    virtual void save(
        const store::FilterRow& row, std::function<void(const Result<void>&)> reply) = 0;
    virtual void remove(
        const store::FilterRow& row, std::function<void(const Result<void>&)> reply) = 0;
};

// The filters that are kept under names: a button with their menu, to stand beside a field, and the
// line that asks for a name, hidden until it is needed.
class SavedFilters : public QWidget {
    Q_OBJECT
public:
    // `field` holds the filter as it is typed and gets the focus back.
    SavedFilters(std::unique_ptr<FilterShelf> shelf, QLineEdit* field, QWidget* parent);
    ~SavedFilters() override;

    QToolButton* button() const { return m_button; }
    void reload();
    void refresh(); // what is typed is new: the name of a filter in force stands on the button
    void openMenu();
    void beginSave(); // asks for a name for what is typed, which must be a filter

Q_SIGNALS:
    void chosen(const QString& query);
    void saveWanted(); // from the menu; beginSave() follows where it can be saved
    void said(const QString& text, bool undo); // something was done, for a toast
    void failed(const evenspan::Error& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fillMenu(QMenu* menu);
    const store::FilterRow* inForce() const; // the saved filter that is typed
    void beginRename(const store::FilterRow& row);
    void remove(const store::FilterRow& row);
    void saveName();
    void closeName();

    std::unique_ptr<FilterShelf> m_shelf;
    QLineEdit* m_field;
    QToolButton* m_button;
    QLineEdit* m_name;
    std::vector<store::FilterRow> m_filters;
    store::FilterRow m_named; // id 0: a new one
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
