// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPoint;

namespace evenspan::ui {

class DocumentsTable;
class MainWindow;

// Commands on the chosen documents of the page that is shown: split, state, trash and back,
// columns, copy. Each is one undo step with a toast. A second call for the same window does
// nothing.
void addDocumentActions(MainWindow& window);
// Wires a table of a page to them: Delete, the context menu, the toasts.
void connectDocumentActions(MainWindow& window, DocumentsTable& table);
// To the filter of the page that is shown; false: it has none.
bool focusFilter(MainWindow& window);
void showDocumentMenu(MainWindow& window, const QPoint& global);

} // namespace evenspan::ui
