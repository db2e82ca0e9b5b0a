// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/project/make_splits.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace evenspan::ui {

// What a plan of splits would make: a part a row; documents, their share, sentences, tokens,
// entities, and then the entities of each label, the most frequent first.
class SplitModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setPlan(std::vector<PlannedPart> parts);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum Column { Split, Documents, Share, Sentences, Tokens, Entities, FirstLabel };
    QString text(const PlannedPart& part, int column) const;

    std::vector<PlannedPart> m_parts;
    std::vector<std::string> m_labels;
    qint64 m_documents = 0;
};

} // namespace evenspan::ui
