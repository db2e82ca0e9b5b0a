// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keys_view.h"

#include "ui/common/action_registry.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QAction>
#include <QGridLayout>

namespace evenspan::ui {

KeysView::KeysView(const ActionRegistry& registry, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    auto* grid = new QGridLayout(this);
    const int margin = space(this, 6);
    grid->setContentsMargins(margin, margin, margin, margin);
    grid->setHorizontalSpacing(space(this, 8));
    grid->setVerticalSpacing(space(this, 1));
    QString group;
    int row = 0;
    const auto line = [&](const QString& text, const QString& keys) {
        grid->addWidget(new QLabel(text, this), row, 0);
        grid->addWidget(mutedLabel(keys, this), row++, 1, Qt::AlignRight);
    };
    for (const QAction* action : registry.actions()) {
        if (action->shortcut().isEmpty())
            continue;
        if (registry.group(action) != group) {
            group = registry.group(action);
            if (row)
                grid->setRowMinimumHeight(row++, space(this, 2));
            grid->addWidget(headingLabel(group, this), row++, 0, 1, 2);
        }
        line(action->text(), action->shortcut().toString(QKeySequence::NativeText));
    }
    grid->setRowMinimumHeight(row++, space(this, 2));
    grid->addWidget(headingLabel(tr("Everywhere"), this), row++, 0, 1, 2);
    line(tr("Up one level"), tr("Esc"));
    line(tr("Copy table rows as tab-separated text"),
        QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText));
    line(tr("Numbers of a plot as a table"), QStringLiteral("T"));
    line(tr("Logarithmic scale of a plot"), QStringLiteral("L"));
}

} // namespace evenspan::ui
