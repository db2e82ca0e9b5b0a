// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/audit_summary_tab.h"

#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

// Why there is no figure is a sentence, not a headline: what is wider than a figure is set smaller,
// as in the PDF.
QFont figureFont(const QWidget& page, const QString& printed) {
    const QFont large = scaledFont(page.font(), 2.2, true);
    return QFontMetrics(large).horizontalAdvance(printed) <= space(&page, 60)
        ? large
        : scaledFont(page.font(), 1.3, true);
}

} // namespace

AuditSummaryTab::AuditSummaryTab(QWidget* parent)
    : AuditTab(parent)
    , m_scroll(new QScrollArea(this)) {
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setAccessibleName(tr("Summary of the audit"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, space(this, 3), 0, 0);
    all->addWidget(m_scroll);
}

QWidget* AuditSummaryTab::focusTarget() {
    return m_scroll;
}

void AuditSummaryTab::showAudit(const AuditPtr& audit, std::size_t) {
    if (m_shown == audit)
        return;
    m_shown = audit;
    const auto& parts = audit->parts;
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, space(this, 3), space(this, 3));
    column->setSpacing(space(this, 3));
    column->addWidget(wrapped(new QLabel(parts.scope, inside)));
    auto* row = new QHBoxLayout;
    row->setSpacing(space(this, 4));
    for (const auto& figure : parts.headline) {
        auto* panel = new Panel(inside);
        panel->column()->addWidget(wrapped(headingLabel(figure.label, panel)));
        auto* value = wrapped(new QLabel(figure.printed, panel));
        value->setFont(figureFont(*this, figure.printed));
        panel->column()->addWidget(value);
        panel->column()->addWidget(wrapped(mutedLabel(figure.interval, panel)));
        panel->column()->addSpacing(space(this, 2));
        panel->column()->addWidget(wrapped(new QLabel(figure.meaning, panel)));
        panel->column()->addSpacing(space(this, 1));
        panel->column()->addWidget(wrapped(mutedLabel(figure.limits, panel)));
        panel->column()->addStretch(1);
        panel->setAccessibleName(figure.label + QStringLiteral(": ") + figure.printed);
        row->addWidget(panel, 1);
    }
    column->addLayout(row);
    const auto list = [&](const QString& title, const std::vector<QString>& items) {
        if (items.empty())
            return;
        column->addSpacing(space(this, 2));
        column->addWidget(headingLabel(title, inside));
        for (const auto& item : items)
            column->addWidget(wrapped(new QLabel(QStringLiteral("•  ") + item, inside)));
    };
    list(tr("What limits this audit"), parts.limits);
    list(tr("What this audit cannot say"), parts.cannotSay);
    column->addStretch(1);
    m_scroll->setWidget(inside);
}

} // namespace evenspan::ui
