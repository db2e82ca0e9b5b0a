// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace evenspan::ui {

// The key of a label on its colour; the letters already typed stand back.
void paintKeyCap(QPainter& painter, const QRectF& box, const QString& key, int colour,
    const QString& typed, const QWidget* widget);

// A label in a list: its key on its colour, its name, how often it stands in the project, and a
// button that leads to the label itself.
class LabelDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role {
        Index = Qt::UserRole, // int
        Key, // QString
        Colour, // int, for labelColour()
        Spans, // qint64
        Typed, // QString, half a pair
        Id // qint64
    };
    using QStyledItemDelegate::QStyledItemDelegate;

    void setButton(bool shown) { m_button = shown; }
    static QRect buttonIn(const QRect& row, const QWidget* widget);
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;

private:
    bool m_button = true;
};

} // namespace evenspan::ui
