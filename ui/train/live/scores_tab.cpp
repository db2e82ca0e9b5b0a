// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/scores_tab.h"

#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/live/score_table.h"

#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

namespace evenspan::ui {

ScoresTab::ScoresTab(QWidget* parent)
    : RunTab(parent)
    , m_title(mutedLabel({}, this))
    , m_table(new DataTable(this))
    , m_model(new ScoreModel(this)) {
    m_table->setModel(m_model);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->setAccessibleName(tr("Scores by label"));
    for (int column = 1; column < 5; ++column)
        m_table->setColumnWidth(column, space(this, 24));
    m_table->setMinimumHeight(space(this, 46));
    m_title->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_title);
    column->addWidget(m_table, 1);
    showScores({}, {}, false);
}

void ScoresTab::showRun(const store::RunRow& run, bool live) {
    const QString name = QString::fromStdString(run.name);
    if (live && name == m_shown)
        return;
    m_shown = name;
    showScores(scoresFromJson(QByteArray::fromStdString(run.scores)), {}, live);
}

void ScoresTab::take(const TrainEvent& event) {
    if (event.kind == TrainEvent::Started) {
        m_shown = event.run;
        showScores({}, {}, true);
    } else if (event.kind == TrainEvent::Eval
        || (event.kind == TrainEvent::Finished && !event.scores.empty())) {
        showScores(event.scores, event.split, event.kind == TrainEvent::Eval);
    }
}

QWidget* ScoresTab::focusTarget() {
    return m_table;
}

// In a narrow window F1 is what remains.
void ScoresTab::resizeEvent(QResizeEvent* event) {
    RunTab::resizeEvent(event);
    for (const int column : {1, 2})
        m_table->setColumnHidden(column, width() < space(this, 130));
}

void ScoresTab::showScores(
    const std::vector<EntityScore>& scores, const QString& split, bool live) {
    m_model->setScores(scores);
    m_table->setVisible(!scores.empty());
    m_title->setText(!scores.empty()
            ? (split.isEmpty() ? tr("Of the best weights") : tr("On %1").arg(split))
            : live ? tr("Scores stand here after the first evaluation.")
                   : tr("This run was not evaluated."));
}

} // namespace evenspan::ui
