// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keys_view.h"

#include "ui/common/action_registry.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

struct Block {
    QString heading;
    QList<std::pair<QString, QString>> lines; // what, keys
};

QString keysText(const QAction& action) {
    QStringList texts;
    for (const QKeySequence& keys : action.shortcuts())
        texts << keys.toString(QKeySequence::NativeText);
    return texts.join(QStringLiteral(", "));
}

// Those of the page first.
QList<Block> blocksOf(
    const ActionRegistry& registry, const QString& page, const QStringList& elsewhere) {
    QList<Block> blocks;
    QStringList own; // headings of the page's groups
    for (const QAction* action : registry.grouped()) {
        const QString prefix = action->objectName().section(QLatin1Char('.'), 0, 0);
        if (action->shortcut().isEmpty() || elsewhere.contains(prefix))
            continue;
        const QString group = registry.group(action);
        if (blocks.isEmpty() || blocks.last().heading != group)
            blocks << Block{group, {}};
        blocks.last().lines << std::pair(action->text(), keysText(*action));
        if (prefix == page)
            own << group;
    }
    std::stable_partition(blocks.begin(), blocks.end(),
        [&own](const Block& block) { return own.contains(block.heading); });
    return blocks;
}

} // namespace

KeysView::KeysView(const ActionRegistry& registry, const QString& page,
    const QList<std::pair<QString, QString>>& hints, const QStringList& elsewhere, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Keys of this page"));
    QList<Block> blocks = blocksOf(registry, page, elsewhere);
    if (!hints.isEmpty())
        blocks.prepend({tr("In the text and the lists"), hints});
    blocks << Block{tr("Everywhere"),
        {{tr("Up one level"), tr("Esc")}, {tr("Next control"), tr("Tab")},
            {tr("Copy table rows as tab-separated text"),
                QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText)}}};

    auto* area = new QScrollArea(this);
    auto* sheet = new QWidget(area);
    auto* columns = new QHBoxLayout(sheet);
    const int margin = space(this, 6);
    columns->setContentsMargins(margin, margin, margin, margin);
    columns->setSpacing(space(this, 10));
    qsizetype total = 0;
    for (const Block& block : blocks)
        total += block.lines.size() + 2;
    // Two columns of about the same length.
    QGridLayout* grid = nullptr;
    qsizetype placed = 0;
    for (const Block& block : blocks) {
        const bool second = columns->count() == 1 && placed + block.lines.size() / 2 > total / 2;
        if (!grid || second) {
            grid = new QGridLayout;
            grid->setHorizontalSpacing(space(this, 6));
            grid->setVerticalSpacing(space(this, 1));
            columns->addLayout(grid, 1);
        } else {
            grid->setRowMinimumHeight(grid->rowCount(), space(this, 2));
        }
        int row = grid->rowCount();
        grid->addWidget(headingLabel(block.heading, sheet), row++, 0, 1, 2);
        for (const auto& [what, keys] : block.lines) {
            grid->addWidget(new QLabel(what, sheet), row, 0);
            grid->addWidget(mutedLabel(keys, sheet), row++, 1, Qt::AlignRight);
        }
        placed += block.lines.size() + 2;
    }
    for (int i = 0; i < columns->count(); ++i) {
        auto* half = static_cast<QGridLayout*>(columns->itemAt(i)->layout());
        half->setRowStretch(half->rowCount(), 1);
    }
    area->setWidget(sheet);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(windowTitle());
    area->setFocusPolicy(Qt::StrongFocus);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(area);
    // As large as it needs, within the window behind it.
    const QSize wanted = sheet->sizeHint();
    const QSize room = parent ? parent->size() - QSize(space(this, 8), space(this, 8)) : wanted;
    const int bar =
        wanted.height() > room.height() ? area->verticalScrollBar()->sizeHint().width() : 0;
    resize(std::min(wanted.width() + bar, room.width()), std::min(wanted.height(), room.height()));
}

} // namespace evenspan::ui
