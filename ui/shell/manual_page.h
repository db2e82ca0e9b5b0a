// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace evenspan::ui {

class ActionRegistry;
class ManualView;

// The manual inside the window: pages at the left, as the index names them; search over all of
// them; back. The page "keys" lists the commands with the keys that they have now.
class ManualPage : public Page {
    Q_OBJECT

public:
    ManualPage(const ActionRegistry& registry, QWidget* parent);

    QString breadcrumb() const override;
    bool goUp() override;
    QList<QWidget*> panels() const override;
    void shown() override;
    // Opens what the manual says of a page of the window ("label"), else the index.
    void showTopic(const QString& page);
    QStringList pages() const; // names, in the order of the list
    const ManualView& view() const { return *m_view; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void search();
    void find(); // the next place, on the next page after the last of this one
    QString keyTables() const;

    const ActionRegistry& m_registry;
    QLineEdit* m_search;
    QListWidget* m_list;
    QLabel* m_none;
    QPushButton* m_back;
    ManualView* m_view;
};

} // namespace evenspan::ui
