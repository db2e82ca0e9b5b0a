// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/try_suite.h"

#include <QWidget>

class QLabel;

namespace evenspan::ui {

class DataTable;
class FiguresModel;

// What a run says of a trial: a sum in a line, then each sentence, or how much of each group.
class TrialView : public QWidget {
    Q_OBJECT
public:
    explicit TrialView(QWidget* parent = nullptr);
    void clear(const QString& text); // why there is nothing
    // `sentences`: a name in several sentences, else names of groups in one.
    void show(const Trial& trial, const std::vector<TrialAnswer>& answers, bool sentences);
    FiguresModel* model() const { return m_model; }
    QString sum() const;

private:
    QLabel* m_sum;
    FiguresModel* m_model;
    DataTable* m_table;
};

} // namespace evenspan::ui
