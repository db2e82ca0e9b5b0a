// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/document_measures.h"
#include "ui/common/data_table.h"
#include "ui/shell/workbench.h"

#include <vector>

namespace evenspan::ui {

class DocumentsModel;

// A table of documents on its model: several rows can be chosen, a click on a heading sorts, the
// columns of the metadata come by themselves, and the present document stays where it is when the
// list is read anew. What is done with the chosen ones is asked for by signals.
class DocumentsTable : public DataTable {
    Q_OBJECT

public:
    static constexpr int kCopied = 100'000; // rows at most, so that a clipboard can hold them

    DocumentsTable(Workbench& workbench, QWidget* parent = nullptr);
    ~DocumentsTable() override;

    DocumentsModel& documents() { return *m_model; }
    std::vector<DocumentId> selectedIds() const; // in the order of the list
    qint64 selectedCount() const; // without making the list
    DocumentId current() const; // 0: none
    // Another project, or none: nothing is kept in place and the order is the store's.
    void forget();
    void goToRow(int row); // that row alone is chosen then
    bool step(int rows); // false: there is none that way

Q_SIGNALS:
    void listed(int documents); // the list is there; the present document is chosen already
    void currentChangedTo(evenspan::DocumentId id); // 0: the list is empty
    void selectionCountChanged();
    void trashRequested(); // Delete
    void menuRequested(const QPoint& global);
    void copied(int rows, bool cut); // cut: more were chosen than are copied
    void failed(const evenspan::Error& error);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void copySelection() override;

private:
    void askMetadata();
    void putOnClipboard(const std::vector<store::DocumentRow>& rows,
        const std::vector<store::DocumentMeasure>& measures, bool cut);
    void sortBy(int column);

    Workbench& m_workbench;
    DocumentsModel* m_model;
    DocumentId m_keep; // to stand on after the next reload
    int m_keepRow = 0; // where it is gone
    Workbench::Ticket m_metadataTicket = 0, m_copyTicket = 0;
};

} // namespace evenspan::ui
