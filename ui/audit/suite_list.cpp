// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/suite_list.h"

#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/two_line_delegate.h"
#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

SuiteList::SuiteList(QWidget* parent)
    : QWidget(parent)
    , m_list(new QListWidget(this))
    , m_new(plainButton(tr("New"), QStringLiteral("new"), this))
    , m_duplicate(plainButton({}, QStringLiteral("copy"), this))
    , m_remove(plainButton({}, QStringLiteral("trash"), this)) {
    m_list->setAccessibleName(tr("Test suites"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_duplicate->setAccessibleName(tr("Duplicate"));
    m_duplicate->setToolTip(m_duplicate->accessibleName());
    m_remove->setAccessibleName(tr("Remove the suite from the project"));
    m_remove->setToolTip(m_remove->accessibleName());
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space(this, 1));
    for (QPushButton* each : {m_new, m_duplicate, m_remove})
        buttons->addWidget(each);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, space(this, 2), 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_list, 1);
    column->addLayout(buttons);
    setMinimumWidth(space(this, 58));
    connect(m_new, &QPushButton::clicked, this, &SuiteList::newWanted);
    connect(m_duplicate, &QPushButton::clicked, this, &SuiteList::duplicateWanted);
    connect(m_remove, &QPushButton::clicked, this, &SuiteList::removeWanted);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row < int(m_lines.size()))
            Q_EMIT chosen(shown(m_lines[std::size_t(row)].summary.name));
    });
    setEditable(false, false);
}

void SuiteList::setLines(std::vector<SuiteLine> lines, const QString& choose) {
    const int before = m_list->currentRow();
    const auto rowOf = [](const std::vector<SuiteLine>& in, const auto& wanted) {
        const auto found = std::find_if(in.begin(), in.end(), wanted);
        return found == in.end() ? -1 : int(found - in.begin());
    };
    int row = -1;
    if (!m_lines.empty()) // what came new, such as a name that a suite has again
        row = rowOf(lines, [&](const SuiteLine& line) {
            return rowOf(m_lines, [&](const SuiteLine& old) {
                return old.summary.name == line.summary.name;
            }) < 0;
        });
    if (row < 0)
        row =
            rowOf(lines, [&](const SuiteLine& line) { return shown(line.summary.name) == choose; });
    if (row < 0)
        row = qBound(0, before, int(lines.size()) - 1);
    m_lines = std::move(lines);
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (const auto& line : m_lines) {
        const auto& summary = line.summary;
        auto* item = new QListWidgetItem(shown(summary.name), m_list);
        const QString note = !line.problem.empty()
            ? tr("cannot be read")
            : (line.unfinished ? tr("not finished") + QStringLiteral(" · ") : QString())
                + tr("%1 · %n name(s)", nullptr, int(summary.names))
                      .arg(summary.label.empty() ? tr("no label") : shown(summary.label))
                + QStringLiteral(" · ") + tr("%n group(s)", nullptr, int(summary.groups));
        item->setData(TwoLineDelegate::kNote, note);
        if (!summary.own)
            item->setData(TwoLineDelegate::kTail,
                summary.language.empty() ? tr("shipped")
                                         : tr("shipped, %1").arg(shown(summary.language)));
        item->setData(Qt::AccessibleDescriptionRole, note);
        item->setToolTip(shown(summary.name) + QStringLiteral("\n") + note);
    }
    m_list->setCurrentRow(m_lines.empty() ? -1 : row);
}

QString SuiteList::current() const {
    const int row = m_list->currentRow();
    return row >= 0 && row < int(m_lines.size()) ? shown(m_lines[std::size_t(row)].summary.name)
                                                 : QString();
}

void SuiteList::setEditable(bool project, bool suite) {
    m_new->setEnabled(project);
    m_duplicate->setEnabled(project && !current().isEmpty());
    m_remove->setEnabled(project && suite);
}

} // namespace evenspan::ui
