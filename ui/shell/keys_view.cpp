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

// Headings and lines in columns of about the same length.
QWidget* sheetOf(const QList<Block>& blocks, int columns) {
    auto* sheet = new QWidget;
    auto* row = new QHBoxLayout(sheet);
    const int margin = space(sheet, 6);
    row->setContentsMargins(margin, margin, margin, margin);
    row->setSpacing(space(sheet, 10));
    qsizetype total = 0;
    for (const Block& block : blocks)
        total += block.lines.size() + 2;
    QGridLayout* grid = nullptr;
    qsizetype placed = 0;
    for (const Block& block : blocks) {
        const bool next = row->count() < columns
            && placed + block.lines.size() / 2 > total * row->count() / columns;
        if (!grid || next) {
            grid = new QGridLayout;
            grid->setHorizontalSpacing(space(sheet, 6));
            grid->setVerticalSpacing(space(sheet, 1));
            row->addLayout(grid, 1);
        } else {
            grid->setRowMinimumHeight(grid->rowCount(), space(sheet, 2));
        }
        int line = grid->rowCount();
        grid->addWidget(headingLabel(block.heading, sheet), line++, 0, 1, 2);
        for (const auto& [what, keys] : block.lines) {
            grid->addWidget(new QLabel(what, sheet), line, 0);
            grid->addWidget(mutedLabel(keys, sheet), line++, 1, Qt::AlignRight);
        }
        placed += block.lines.size() + 2;
    }
    for (int i = 0; i < row->count(); ++i) {
        auto* part = static_cast<QGridLayout*>(row->itemAt(i)->layout());
        part->setRowStretch(part->rowCount(), 1);
    }
    return sheet;
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
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(windowTitle());
    area->setFocusPolicy(Qt::StrongFocus);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(area);
    QWidget* sheet = sheetOf(blocks, 2);
    const QSize wide = sheet->sizeHint();
    const QSize room = parent ? parent->size() - QSize(space(this, 8), space(this, 8)) : wide;
    if (wide.width() > room.width()) {
        delete sheet;
        sheet = sheetOf(blocks, 1);
    }
    area->setWidget(sheet);
    // As large as it needs, within the window behind it.
    const QSize wanted = sheet->sizeHint();
    const int bar =
        wanted.height() > room.height() ? area->verticalScrollBar()->sizeHint().width() : 0;
    resize(std::min(wanted.width() + bar, room.width()), std::min(wanted.height(), room.height()));
}

} // namespace evenspan::ui
