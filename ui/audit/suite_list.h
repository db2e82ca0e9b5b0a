// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/suite_edit.h"

#include <QWidget>

class QListWidget;
class QPushButton;

namespace evenspan::ui {

// The suites of the project and those that are shipped, one a row, with what can be done with the
// chosen one.
class SuiteList : public QWidget {
    Q_OBJECT
public:
    explicit SuiteList(QWidget* parent);

    // Chooses what came new, by an undo too; else the suite of this name, else the row where the
    // last choice was. Says nothing of the choice: chosen() is for the user's own.
    void setLines(std::vector<SuiteLine> lines, const QString& choose);
    const std::vector<SuiteLine>& lines() const { return m_lines; }
    QString current() const; // its name; empty: there is none
    // Whether the project can be written to, and whether the shown suite is the project's own.
    void setEditable(bool project, bool suite);
    QListWidget* list() const { return m_list; }

Q_SIGNALS:
    void chosen(const QString& name);
    void newWanted();
    void duplicateWanted();
    void removeWanted();

private:
    QListWidget* m_list;
    QPushButton* m_new;
    QPushButton* m_duplicate;
    QPushButton* m_remove;
    std::vector<SuiteLine> m_lines; // beside the rows of m_list
};

} // namespace evenspan::ui
