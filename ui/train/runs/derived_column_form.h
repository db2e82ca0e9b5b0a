// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/run_table.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;

namespace evenspan::ui {

// The line in which a column is made: its name, its formula, and below them what it gives for a run
// or what is wrong with it.
class DerivedColumnForm : public QWidget {
    Q_OBJECT
public:
    explicit DerivedColumnForm(QWidget* parent = nullptr);

    // `before`: what the formula may use; `taken`: names of other columns; `sample`: the run that
    // the result is shown for, may be null. `column`: with a name where one is changed.
    void open(std::vector<RunColumn> before, std::vector<RunColumn> taken, const TableRun* sample,
        const DerivedColumn& column);
    DerivedColumn column() const;

Q_SIGNALS:
    void made(); // column() is sound
    void cancelled();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void check();
    void finish();
    void fillNames(QMenu* menu);

    QLineEdit* m_name;
    QLineEdit* m_formula;
    QToolButton* m_insert;
    QPushButton* m_done;
    QLabel* m_said;
    std::vector<RunColumn> m_before, m_taken;
    std::map<std::string, double> m_sample;
    QString m_sampleName;
    bool m_sound = false;
};

} // namespace evenspan::ui
