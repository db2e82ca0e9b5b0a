// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/audits_tab.h"

#include "core/report/chart_painter.h"
#include "ui/audit/chart_view.h"
#include "ui/audit/figures_model.h"
#include "ui/common/data_table.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QComboBox>
#include <QDateTime>
#include <QHeaderView>
#include <QLocale>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace evenspan::ui {

AuditsTab::AuditsTab(QWidget* parent)
    : QWidget(parent)
    , m_question(new QComboBox(this))
    , m_scroll(new QScrollArea(this))
    , m_model(new FiguresModel(this))
    , m_table(new DataTable(this)) {
    m_question->setAccessibleName(tr("Groups that runs are compared by"));
    m_question->setToolTip(tr("The same groups of the same text: of each run its newest audit"));
    m_question->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_question->setMaximumWidth(space(this, 150));
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
    all->setSpacing(space(this, 3));
    all->addWidget(m_question, 0, Qt::AlignLeft);
    all->addWidget(splitter, 1);
    connect(m_question, &QComboBox::activated, this, &AuditsTab::showQuestion);
    connect(m_table, &DataTable::activatedRow, this, [this](const QModelIndex& index) {
        Q_EMIT auditWanted(shown(lines()[std::size_t(m_model->place(index.row()))].audit));
    });
}

QWidget* AuditsTab::focusTarget() {
    return m_table;
}

const std::vector<AuditLine>& AuditsTab::lines() const {
    const int at = m_question->currentIndex();
    return at <= 0 || at > int(m_history.questions.size())
        ? m_history.audits
        : m_history.questions[std::size_t(at - 1)].runs;
}

void AuditsTab::showHistory(AuditHistory history) {
    const QString before = m_question->currentText();
    m_history = std::move(history);
    m_question->clear();
    m_question->addItem(tr("Every audit"));
    for (const auto& question : m_history.questions) {
        QString text = tr("%1 of %2: %n run(s)", nullptr, int(question.runs.size()))
                           .arg(shown(question.name), shown(question.split));
        for (const auto& [column, value] : question.where)
            text += QStringLiteral(", ") + shown(column) + QLatin1Char('=') + shown(value);
        m_question->addItem(text);
    }
    m_question->setEnabled(!m_history.questions.empty());
    // What several runs were asked is what the page is for; a choice stays.
    const int same = m_question->findText(before);
    showQuestion(same >= 0 && !before.isEmpty()                                           ? same
            : !m_history.questions.empty() && m_history.questions.front().runs.size() > 1 ? 1
                                                                                          : 0);
}

void AuditsTab::showQuestion(int at) {
    m_question->setCurrentIndex(at);
    showLines();
}

void AuditsTab::showLines() {
    const bool runs = m_question->currentIndex() > 0;
    report::DotChart chart;
    chart.axis = runs ? tr("lowest group of each run, and all its text (blue)")
                      : tr("lowest group of each audit, and all its text (blue)");
    report::Table table{QStringLiteral("audits"), tr("All audits"),
        {{tr("Audit"), false}, {tr("Run"), false}, {tr("Text"), false}, {tr("Made"), false},
            {tr("F1 of all"), true}, {tr("Lowest group"), false}, {tr("Its figure"), true},
            {tr("Groups judged"), true}},
        {}, {}};
    if (runs) // what is compared stands first
        std::swap(table.columns[0], table.columns[1]);
    const auto percent = [this](const fairness::AuditMeasure& measure) {
        const auto figure = [](double value) { return QLocale::c().toString(100 * value, 'f', 1); };
        if (!measure.value)
            return report::Cell{tr("n/a"), {}};
        QString text = figure(*measure.value) + QLatin1Char('%');
        if (measure.low && measure.high)
            text += QStringLiteral(" [%1, %2]").arg(figure(*measure.low), figure(*measure.high));
        return report::Cell{text, measure.value};
    };
    for (const auto& line : lines()) {
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
        add(shown(runs ? line.run : line.audit), tr("F1 of all text of %1").arg(shown(line.split)),
            line.f1, true);
        add(line.worstGroup.empty() ? tr("no group could be judged")
                                    : tr("lowest: %1").arg(shown(line.worstGroup)),
            line.measure == "f1"           ? tr("F1")
                : line.measure == "recall" ? tr("recall")
                                           : QString(),
            line.worst, false);
        table.rows.push_back({{shown(runs ? line.run : line.audit), {}},
            {shown(runs ? line.audit : line.run), {}}, {shown(line.split), {}},
            {QLocale().toString(QDateTime::fromMSecsSinceEpoch(line.time), QLocale::ShortFormat),
                {}},
            percent(line.f1), {shown(line.worstGroup), {}}, percent(line.worst),
            {QLocale().toString(qulonglong(line.groups)), double(line.groups)}});
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
