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
    // Two columns of about the same length.
    const std::vector<QAction*> actions = registry.grouped();
    QString group;
    int row = 0;
    int column = 0;
    const auto line = [&](const QString& text, const QString& keys) {
        grid->addWidget(new QLabel(text, this), row, column);
        grid->addWidget(mutedLabel(keys, this), row++, column + 1, Qt::AlignRight);
    };
    const auto heading = [&](const QString& text) {
        if (row)
            grid->addWidget(mutedLabel({}, this), row++, column);
        grid->addWidget(headingLabel(text, this), row++, column, 1, 2);
    };
    for (const QAction* action : actions) {
        if (action->shortcut().isEmpty())
            continue;
        if (registry.group(action) != group) {
            group = registry.group(action);
            if (column == 0 && row > int(actions.size()) / 2) {
                column = 3;
                row = 0;
            }
            heading(group);
        }
        line(action->text(), action->shortcut().toString(QKeySequence::NativeText));
    }
    heading(tr("Everywhere"));
    line(tr("Up one level"), tr("Esc"));
    line(tr("Copy table rows as tab-separated text"),
        QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText));
    line(tr("Numbers of a plot as a table"), QStringLiteral("T"));
    line(tr("Logarithmic scale of a plot"), QStringLiteral("L"));
    grid->setColumnMinimumWidth(2, space(this, 4));
    grid->setRowStretch(grid->rowCount(), 1);
}

} // namespace evenspan::ui
