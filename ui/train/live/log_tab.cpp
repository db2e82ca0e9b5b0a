// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/log_tab.h"

#include "core/app/runs/run_history.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/live/run_events.h"
#include "ui/train/live/run_log_model.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

LogTab::LogTab(Workbench& workbench, QWidget* parent)
    : RunTab(parent)
    , m_workbench(workbench)
    , m_banner(new ErrorBanner(this))
    , m_search(new QLineEdit(this))
    , m_severity(new QComboBox(this))
    , m_count(mutedLabel({}, this))
    , m_empty(mutedLabel({}, this))
    , m_table(new DataTable(this))
    , m_lines(new RunLogModel(this))
    , m_filter(new RunLogFilter(this)) {
    m_search->setPlaceholderText(tr("Search the log"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Search the log"));
    m_search->setMaximumWidth(space(this, 90));
    m_severity->addItems({tr("Everything"), tr("Warnings and errors"), tr("Errors")});
    m_severity->setAccessibleName(tr("How serious"));
    m_severity->setToolTip(tr("Which lines are shown"));
    m_filter->setSourceModel(m_lines);
    m_table->setModel(m_filter);
    m_table->setAccessibleName(tr("Log of the run"));
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(RunLogModel::Time, space(this, 18));
    m_table->setColumnWidth(RunLogModel::Step, space(this, 16));
    m_table->setColumnWidth(RunLogModel::Kind, space(this, 20));
    m_table->setMinimumHeight(space(this, 46));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    auto* row = new QHBoxLayout;
    row->setSpacing(space(this, 2));
    row->addWidget(m_search, 1);
    row->addWidget(m_severity);
    row->addStretch();
    row->addWidget(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_banner);
    column->addLayout(row);
    column->addWidget(m_empty);
    column->addWidget(m_table, 1);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setWords(text);
        showCount();
    });
    connect(m_severity, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_filter->setSeverity(engine::Severity(index));
        showCount();
    });
    showCount();
}

LogTab::~LogTab() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void LogTab::showRun(const store::RunRow& run, bool live) {
    const QString name = QString::fromStdString(run.name);
    if (live && name == m_shown)
        return;
    if (name != m_shown) {
        m_lines->setEvents({});
        if (!m_shown.isEmpty())
            m_waiting.clear();
    }
    m_shown = name;
    m_banner->clear();
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.history(name, [this](Result<RunHistory> history) {
        m_ticket = 0;
        if (!history)
            return m_banner->showError(history.error());
        // What came since the question: the file may have some of it already.
        const std::size_t kept = history->log.size();
        auto lines = std::move(history->log);
        for (engine::TrainEvent& event : std::exchange(m_waiting, {}))
            if (std::none_of(lines.begin(), lines.begin() + std::ptrdiff_t(kept),
                    [&](const engine::TrainEvent& other) {
                        return other.kind == event.kind && other.step == event.step
                            && other.message == event.message;
                    }))
                lines.push_back(std::move(event));
        if (!lines.empty() || m_lines->rowCount() == 0)
            m_lines->setEvents(std::move(lines));
        showCount();
        toEnd();
    });
    showCount();
}

void LogTab::take(const TrainEvent& event) {
    if (event.kind == TrainEvent::Started && (event.step == 0 || event.run != m_shown)) {
        if (m_ticket)
            m_workbench.forget(m_ticket);
        m_ticket = 0;
        // Of a run that goes on, what it told before is read when its row comes.
        m_shown = event.step == 0 ? event.run : QString();
        m_waiting.clear();
        m_lines->setEvents({});
    }
    if (event.kind == TrainEvent::Step || event.kind == TrainEvent::Load
        || event.kind == TrainEvent::Examples)
        return;
    m_waiting.push_back(engineEvent(event));
}

void LogTab::refresh() {
    if (m_waiting.empty() || m_ticket || m_shown.isEmpty())
        return;
    const QScrollBar* bar = m_table->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum();
    m_lines->add(std::exchange(m_waiting, {}));
    showCount();
    if (atEnd)
        toEnd();
}

void LogTab::toEnd() {
    m_table->scrollToBottom();
}

void LogTab::showCount() {
    const int shown = m_filter->rowCount();
    const int all = m_lines->rowCount();
    m_count->setText(shown == all ? tr("%n lines", nullptr, all)
                                  : tr("%1 of %n lines", nullptr, all).arg(shown));
    m_table->setVisible(shown > 0);
    m_empty->setVisible(shown == 0);
    m_empty->setText(all > 0 ? tr("No line fits the search. Clear it to see them all.")
                             : tr("This run has told nothing yet. What happens while it trains, "
                                  "warnings among it, comes here."));
}

QWidget* LogTab::focusTarget() {
    return m_table->isVisible() ? static_cast<QWidget*>(m_table) : m_search;
}

} // namespace evenspan::ui
