// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/curves_tab.h"

#include "ui/common/plot.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QVBoxLayout>

namespace evenspan::ui {

namespace {
constexpr int kTrainLine = 0;
constexpr int kEvalLine = 1;
} // namespace

CurvesTab::CurvesTab(Workbench& workbench, QWidget* parent)
    : RunTab(parent)
    , m_workbench(workbench)
    , m_banner(new ErrorBanner(this))
    , m_plot(new Plot(this)) {
    m_plot->setAxisNames(tr("Step"), tr("Loss"));
    m_plot->addLine(tr("Training"), 0.9);
    m_plot->addLine(tr("Validation"), 0, true);
    // With large text or in a low window the page scrolls; the curve keeps a readable height.
    m_plot->setMinimumHeight(space(this, 60));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->addWidget(m_banner);
    column->addWidget(m_plot, 1);
}

CurvesTab::~CurvesTab() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void CurvesTab::showRun(const store::RunRow& run, bool live) {
    const QString name = QString::fromStdString(run.name);
    // The plot of a live run is fed by its events; everything else is read from the project.
    if (live && name == m_shown)
        return;
    m_shown = name;
    m_plot->clear();
    m_banner->clear();
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.metrics(run.id, [this](Result<std::vector<store::MetricRow>> rows) {
        m_ticket = 0;
        if (!rows) {
            m_banner->showError(rows.error());
            return;
        }
        // What came live while the question was under way is in the answer too.
        m_plot->clear();
        for (const store::MetricRow& row : *rows)
            if (row.key == "loss")
                m_plot->append(row.split.empty() || row.split == "train" ? kTrainLine : kEvalLine,
                    double(row.step), row.value);
        m_plot->refresh();
    });
}

void CurvesTab::take(const TrainEvent& event) {
    if (event.kind == TrainEvent::Started) {
        if (m_ticket)
            m_workbench.forget(m_ticket);
        m_ticket = 0;
        m_shown = event.run;
        m_plot->clear();
    } else if (event.kind == TrainEvent::Step) {
        m_plot->append(kTrainLine, double(event.step), event.loss);
    } else if (event.kind == TrainEvent::Eval) {
        m_plot->append(kEvalLine, double(event.step), event.loss);
    }
}

void CurvesTab::refresh() {
    m_plot->refresh();
}

QWidget* CurvesTab::focusTarget() {
    return m_plot;
}

} // namespace evenspan::ui
