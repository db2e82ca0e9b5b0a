// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QHash>

#include <array>
#include <vector>

namespace evenspan::ui {

// Documents of a filter. Row count is known at once from the vector of ids (8 bytes a document);
// the rows themselves come in blocks of 256 from the workbench when they are looked at, and the
// least recently used blocks go. Answers to old questions are dropped.
class DocumentsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Text, Split, State, Sentences, Tokens, Entities, ColumnCount };
    static constexpr int kBlock = 256;
    static constexpr int kBlocks = 64; // kept, about 16,000 rows

    explicit DocumentsModel(Workbench& workbench, QObject* parent = nullptr);
    ~DocumentsModel() override;

    void setFilter(const store::DocumentFilter& filter); // asks at once
    const store::DocumentFilter& filter() const { return m_filter; }
    void reload();
    void refreshRow(DocumentId id); // reads the row again, where it is in the list
    int rowOf(DocumentId id) const; // -1: not in the list
    bool loading() const { return m_idsTicket != 0; }
    DocumentId id(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void loaded(int documents);
    void failed(const evenspan::Error& error);

private:
    using Block = std::vector<store::DocumentRow>;
    const store::DocumentRow* row(int row) const; // null: asked for, comes later
    void ask(int block) const;
    void dropQuestions();

    Workbench& m_workbench;
    store::DocumentFilter m_filter;
    std::vector<DocumentId> m_ids;
    mutable QCache<int, Block> m_blocks{kBlocks};
    mutable QHash<int, Workbench::Ticket> m_asked;
    Workbench::Ticket m_idsTicket = 0;
};

QString stateText(DocumentState state); // for people, translated
QString splitText(const QString& split);

} // namespace evenspan::ui
