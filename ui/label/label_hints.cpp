// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/label_page.h"

// What the keys do in the text: they belong to the canvas and cannot be changed.
namespace evenspan::ui {

QList<std::pair<QString, QString>> LabelPage::keyHints() const {
    return {{tr("Cursor by token; by character"), tr("Left, Right; with Alt")},
        {tr("Extend the selection"), tr("Shift and a cursor key")},
        {tr("Label the selection or the token; on an entity: its label"), tr("The label's letter")},
        {tr("Previous, next entity or suggestion"), tr("Ctrl+Left, Ctrl+Right")},
        {tr("The next one on the same place"), tr("Space")},
        {tr("Move the end of the picked entity"), tr("Shift+Left, Right")},
        {tr("Move its start"), tr("Ctrl+Shift+Left, Right")},
        {tr("Accept the suggestion"), tr("Enter")},
        {tr("Remove the entity, reject the suggestion"), tr("Delete")},
        {tr("Add a further part to the picked entity"), tr("Ctrl+click, Ctrl+drag")},
        {tr("Select a word; its sentence"), tr("Double click; triple click")},
        {tr("Drop a half-typed pair of letters"), tr("Esc")}};
}

} // namespace evenspan::ui
