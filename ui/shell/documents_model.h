// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/document_measures.h"
#include "core/store/search_progress.h"
#include "ui/shell/workbench.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QHash>
#include <QStringList>
#include <QTimer>

#include <array>
#include <memory>
#include <vector>

namespace evenspan::ui {

// Documents of a filter in an order. Row count is known at once from the vector of ids (8 bytes a
// document); the rows themselves come in blocks of 256 from the workbench when they are looked at,
// and the least recently used blocks go. Answers to old questions are dropped. A filter that has to
// read the texts shows its first matches while it reads. Behind the fixed columns stands one for
// each column of the project's metadata.
class DocumentsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        Name,
        Text,
        Split,
        State,
        Sentences,
        Tokens,
        Entities,
        Score,
        Uncertainty,
        Learning, // place in the order in which a run would learn most
        FirstMeta
    };
    static constexpr int kBlock = 256;
    static constexpr int kBlocks = 64; // kept, about 16,000 rows

    explicit DocumentsModel(Workbench& workbench, QObject* parent = nullptr);
    ~DocumentsModel() override;

    void setFilter(const store::DocumentFilter& filter); // asks at once
    // Both at once. No order: that of the last sort(), else of the ids.
    void setFilter(
        const store::DocumentFilter& filter, const std::optional<store::DocumentOrder>& order);
    const store::DocumentFilter& filter() const { return m_filter; }
    // In force; by the filter's word or by sort().
    const store::DocumentOrder& order() const { return m_wordOrder ? *m_wordOrder : m_order; }
    // The column of an order, -1: of none; and the other way round.
    int columnOf(const store::DocumentOrder& order) const;
    std::optional<store::DocumentOrder> orderOf(int column, bool descending) const;
    void setMetadata(const QStringList& columns);
    void reload();
    void refreshRow(DocumentId id); // reads the row again, where it is in the list
    int rowOf(DocumentId id) const; // -1: not in the list
    bool loading() const { return m_idsTicket != 0; }
    DocumentId id(int row) const;
    // The text of a cell of that document, as it is shown.
    QString cell(const store::DocumentRow& row, const store::DocumentMeasure* measure,
        int column) const; // null: not known

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    // -1: the order of the ids. Columns that no order knows leave the list as it is.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    void loaded(int documents);
    void begun(); // the first matches are there; more may come, at the end
    void searching(qint64 found, int percent); // of the documents are looked at
    void failed(const evenspan::Error& error);

private:
    using Block = std::vector<store::DocumentRow>;
    using Measures = std::vector<store::DocumentMeasure>;
    const store::DocumentRow* row(int row) const; // null: asked for, comes later
    const store::DocumentMeasure* measure(int row) const;
    std::vector<DocumentId> idsOf(int block) const;
    void ask(int block) const;
    void askMeasures(int block) const;
    void dropQuestions();
    void takeIds(std::vector<DocumentId> ids);
    void look(); // at what the search has found
    void showOrder();
    QString title(int column) const;

    Workbench& m_workbench;
    store::DocumentFilter m_filter;
    store::DocumentOrder m_order;
    std::optional<store::DocumentOrder> m_wordOrder; // by `sort:`
    QStringList m_metadata;
    std::vector<DocumentId> m_ids;
    mutable QCache<int, Block> m_blocks{kBlocks};
    mutable QCache<int, Measures> m_measures{kBlocks};
    mutable QHash<int, Workbench::Ticket> m_asked;
    mutable QHash<int, Workbench::Ticket> m_askedMeasures;
    Workbench::Ticket m_idsTicket = 0;
    std::shared_ptr<store::SearchProgress> m_progress; // of a search that takes its time
    QTimer m_looking;
    int m_looks = 0;
    bool m_begun = false; // m_ids are the first of its matches
};

QString stateText(DocumentState state); // for people, translated
QString splitText(const QString& split);
QString searchingText(qint64 found, int percent); // for DocumentsModel::searching()

} // namespace evenspan::ui
