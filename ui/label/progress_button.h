// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/progress.h"
#include "ui/shell/workbench.h"

#include <QFrame>
#include <QPushButton>
#include <QTimer>

class QLabel;
class QStandardItemModel;

namespace evenspan::ui {

class DataTable;

// "12 of 300 done · 34 entities an hour · 1 h 12 min"; a click opens the tables behind it.
class ProgressButton : public QPushButton {
    Q_OBJECT

public:
    explicit ProgressButton(Workbench& workbench, QWidget* parent = nullptr);
    ~ProgressButton() override;

    void open(); // the tables, above the button

private:
    void askPace();
    void showLine();

    Workbench& m_workbench;
    QTimer m_soon; // edits come in bursts
    store::Pace m_pace;
    Workbench::Ticket m_ticket = 0;
};

// Progress by state and by label. Goes when it loses the focus; Esc closes it.
class ProgressPopup : public QFrame {
    Q_OBJECT

public:
    explicit ProgressPopup(Workbench& workbench, QWidget* parent = nullptr);
    ~ProgressPopup() override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fill(const store::Progress& progress);

    Workbench& m_workbench;
    QLabel* m_title;
    QLabel* m_pace;
    QStandardItemModel* m_states;
    QStandardItemModel* m_labels;
    DataTable* m_stateTable;
    DataTable* m_labelTable;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
