// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/what_if.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace evenspan::ui {

class DataTable;
class Figure;
class FiguresModel;
class ShiftView;

// What a change of a run's answers would do to the groups: figures of everything, a chart of each
// group's recall now and then, and the table behind it.
class WhatIfView : public QWidget {
    Q_OBJECT
public:
    struct Answer {
        fairness::WhatIfAnswer now, then; // of the groups
        fairness::WhatIfAnswer allNow, allThen; // of everything, as one group
        bool documents = false; // groups are of documents: precision and F1 mean something
    };
    explicit WhatIfView(QWidget* parent = nullptr);
    void setNone(const QString& why); // these groups have no figures; empty: they have
    void show(const Answer& answer);
    void fit(bool narrow, int width);
    FiguresModel* model() const { return m_model; }
    QWidget* focusTarget() const;

Q_SIGNALS:
    // Enter on a row of the table, or a click into the chart: a place in the answer's groups.
    void groupPicked(int group);

private:
    void showTable(const Answer& answer);

    std::vector<Figure*> m_figures;
    QGridLayout* m_figureGrid;
    QLabel* m_none;
    QWidget* m_groups;
    ShiftView* m_view;
    FiguresModel* m_model;
    DataTable* m_table;
};

} // namespace evenspan::ui
