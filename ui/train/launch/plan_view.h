// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/train/plan_run.h"
#include "ui/shell/workbench.h"

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace evenspan::ui {

class ProgressStrip;

// What a run will be before it starts: time, memory, what stands in the way, how often each label
// is seen, and the first batch as the model sees it.
class PlanView : public QScrollArea {
    Q_OBJECT
public:
    explicit PlanView(QWidget* parent = nullptr);
    void showWaiting();
    void showPlan(const RunPlan& plan);
    void showProblem(const Error& error);
    void showBusy(); // another run has the device: nothing can be tried now
    // The run could get this many new pieces in its vocabulary, and the user wants them.
    Q_SIGNAL void extensionWanted(qint64 pieces);
    bool blocks() const { return m_blocks; } // the run cannot start as it is

private:
    void clearNotes();
    void addRow(const QString& iconName, const QString& text, const QString& button = {},
        qint64 pieces = 0);
    void showVocabulary(const RunPlan& plan);
    QString noteText(const PlanNote& note) const;
    QLabel* m_headline;
    QLabel* m_facts;
    ProgressStrip* m_busy;
    QVBoxLayout* m_notes;
    QLabel* m_labels;
    QLabel* m_batchTitle;
    QLabel* m_batch;
    bool m_blocks = false;
};

} // namespace evenspan::ui
