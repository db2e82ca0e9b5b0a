// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/audits_tab.h"

#include "core/report/chart_painter.h"
#include "ui/audit/chart_view.h"
#include "ui/audit/figures_model.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLocale>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

QString shown(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

AuditsTab::AuditsTab(QWidget* parent)
    : QWidget(parent)
    , m_scroll(new QScrollArea(this))
    , m_model(new FiguresModel(this))
    , m_table(new DataTable(this)) {
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setAccessibleName(tr("Chart of all audits"));
    m_table->setModel(m_model);
    m_table->setSortingEnabled(true);
    m_table->setAccessibleName(tr("All audits"));
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_scroll);
    splitter->addWidget(m_table);
    splitter->setChildrenCollapsible(false);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, space(this, 3), 0, 0);
    all->addWidget(splitter);
    connect(m_table, &DataTable::activatedRow, this, [this](const QModelIndex& index) {
        Q_EMIT auditWanted(shown(m_lines[std::size_t(m_model->place(index.row()))].name));
    });
}

QWidget* AuditsTab::focusTarget() {
    return m_table;
}

void AuditsTab::showAudits(std::vector<Line> lines) {
    m_lines = std::move(lines);
    report::DotChart chart;
    chart.axis = tr("lowest group of each audit, and all its text (blue)");
    report::Table table{QStringLiteral("audits"), tr("All audits"),
        {{tr("Audit"), false}, {tr("Run"), false}, {tr("Text"), false}, {tr("Made"), false},
            {tr("F1 of all"), true}, {tr("Lowest group"), false}, {tr("Its figure"), true}},
        {}, {}};
    const auto percent = [this](const fairness::AuditMeasure& measure) {
        return report::Cell{measure.value
                ? QLocale::c().toString(100 * *measure.value, 'f', 1) + QLatin1Char('%')
                : tr("n/a"),
            measure.value};
    };
    for (const auto& line : m_lines) {
        const auto add = [&](const QString& label, const QString& detail,
                             const fairness::AuditMeasure& measure, bool marked) {
            report::IntervalRow row;
            row.label = label;
            row.detail = detail;
            row.value = measure.value;
            row.low = measure.low;
            row.high = measure.high;
            row.printed = percent(measure).printed;
            row.marked = marked;
            chart.rows.push_back(std::move(row));
        };
        add(shown(line.name), tr("F1 of all text of %1").arg(shown(line.split)), line.f1, true);
        add(line.worstGroup.empty() ? tr("no group could be judged")
                                    : tr("lowest: %1").arg(shown(line.worstGroup)),
            line.measure == "f1"           ? tr("F1")
                : line.measure == "recall" ? tr("recall")
                                           : QString(),
            line.worst, false);
        table.rows.push_back({{shown(line.name), {}}, {shown(line.run), {}},
            {shown(line.split), {}},
            {QLocale().toString(QDateTime::fromMSecsSinceEpoch(line.time), QLocale::ShortFormat),
                {}},
            percent(line.f1), {shown(line.worstGroup), {}}, percent(line.worst)});
    }
    report::fitAxis(chart);
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, space(this, 3), 0);
    auto* view = new ChartView(chart, inside);
    view->setAccessibleName(tr("Lowest group against all text"));
    column->addWidget(view);
    column->addStretch(1);
    m_scroll->setWidget(inside);
    m_model->setTable(std::move(table));
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->resizeColumnsToContents();
    if (m_model->rowCount() > 0)
        m_table->selectRow(0);
}

} // namespace evenspan::ui
