// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/label_queue.h"

#include <QAbstractListModel>

#include <memory>
#include <optional>

namespace evenspan::ui {

// The places of a queue that are shown: those of the wanted kind, decided ones only where asked.
// Verdicts change without the queue being made again.
class QueueModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setQueue(std::shared_ptr<LabelQueue> queue); // null: none
    void setFilter(std::optional<DoubtKind> kind, bool decided);
    // What is decided by now, from the project.
    void setDecisions(const std::vector<store::LabelDecisionRow>& decisions);
    // Shown at once; the project follows. Empty: taken back.
    void setVerdict(int row, std::optional<store::LabelVerdict> verdict);
    void setVerdictOf(
        DocumentId document, const std::string& place, std::optional<store::LabelVerdict> verdict);
    const QueueRow* at(int row) const;
    int rowOf(DocumentId document, const std::string& place) const; // -1: not shown
    int open() const; // places of the whole queue that nobody decided

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    bool wanted(const QueueRow& row) const;
    void choose(); // fills m_shown, telling views what came and went
    std::shared_ptr<LabelQueue> m_queue;
    std::vector<int> m_shown; // rows of the queue, ascending
    std::optional<DoubtKind> m_kind;
    bool m_decided = false;
};

} // namespace evenspan::ui
