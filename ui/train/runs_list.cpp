// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/runs_list.h"

#include "ui/train/run_delegate.h"

#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace evenspan::ui {

RunsList::RunsList(QWidget* parent)
    : QWidget(parent)
    , m_list(new QListWidget(this)) {
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Runs"));
    m_list->setItemDelegate(new RunDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    setFocusProxy(m_list);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list);
    connect(m_list, &QListWidget::currentRowChanged, this, &RunsList::chosenChanged);
}

void RunsList::setRuns(const std::vector<store::RunRow>& runs, const QString& live) {
    const QString before = chosen() ? QString::fromStdString(chosen()->name) : QString();
    m_runs.assign(runs.rbegin(), runs.rend());
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (const store::RunRow& run : m_runs)
            RunDelegate::fill(
                new QListWidgetItem(m_list), run, QString::fromStdString(run.name) == live);
        choose(before);
    }
    if (!chosen() && !m_runs.empty())
        m_list->setCurrentRow(0);
}

void RunsList::choose(const QString& name) {
    const QSignalBlocker blocker(m_list);
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        if (QString::fromStdString(m_runs[i].name) == name)
            m_list->setCurrentRow(int(i));
}

const store::RunRow* RunsList::chosen() const {
    const int row = m_list->currentRow();
    return row >= 0 && row < int(m_runs.size()) ? &m_runs[std::size_t(row)] : nullptr;
}

} // namespace evenspan::ui
