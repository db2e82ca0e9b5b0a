// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/confusion_view.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QLocale>
#include <QPainter>

namespace evenspan::ui {

void ConfusionModel::setConfusion(const Confusion& confusion) {
    beginResetModel();
    m_confusion = confusion;
    endResetModel();
}

QString ConfusionModel::name(std::size_t label) const {
    return label < m_confusion.labels.size() ? QString::fromStdString(m_confusion.labels[label])
                                             : tr("(none)");
}

int ConfusionModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || m_confusion.labels.empty() ? 0 : int(m_confusion.size());
}

int ConfusionModel::columnCount(const QModelIndex& parent) const {
    return rowCount(parent);
}

QVariant ConfusionModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto gold = std::size_t(index.row()), predicted = std::size_t(index.column());
    const auto count = m_confusion.at(gold, predicted);
    std::uint64_t row = 0;
    for (std::size_t i = 0; i < m_confusion.size(); ++i)
        row += m_confusion.at(gold, i);
    const double share = row == 0 ? 0 : double(count) / double(row);
    const auto none = m_confusion.labels.size();
    switch (role) {
    case Qt::DisplayRole:
        return gold == none && predicted == none ? QString()
            : count == 0                         ? QStringLiteral("·")
                                                 : number(qint64(count));
    case Qt::TextAlignmentRole:
        return int(Qt::AlignCenter);
    case kShare:
        return share;
    case kRight:
        return gold == predicted;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        if (gold == none)
            return tr("%1 × marked as %2 where nothing is")
                .arg(number(qint64(count)), name(predicted));
        if (predicted == none)
            return tr("%1 × %2 not marked, %3 % of all %2")
                .arg(number(qint64(count)), name(gold), QLocale().toString(100 * share, 'f', 0));
        return tr("%1 × %2 marked as %3, %4 % of all %2")
            .arg(number(qint64(count)), name(gold), name(predicted),
                QLocale().toString(100 * share, 'f', 0));
    default:
        return {};
    }
}

QVariant ConfusionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::DisplayRole)
        return name(std::size_t(section));
    if (role == Qt::TextAlignmentRole)
        return int(
            (orientation == Qt::Horizontal ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole)
        return orientation == Qt::Horizontal
            ? tr("What the model marked: %1").arg(name(std::size_t(section)))
            : tr("What is there: %1").arg(name(std::size_t(section)));
    return {};
}

void HeatDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Colours c = Colours::of(option.palette);
    const double share = index.data(ConfusionModel::kShare).toDouble();
    QColor fill = index.data(ConfusionModel::kRight).toBool() ? c.accent : c.error;
    // Never so strong that text on it falls below its contrast.
    fill.setAlphaF(float(0.32 * share));
    painter->save();
    painter->fillRect(option.rect.adjusted(0, 0, -1, -1), fill);
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(c.accent, 2));
        painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
    }
    const QString text = index.data().toString();
    painter->setPen(share > 0 ? c.text : c.muted);
    painter->drawText(option.rect, Qt::AlignCenter, text);
    painter->restore();
}

} // namespace evenspan::ui
