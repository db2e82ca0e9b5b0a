// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStyledItemDelegate>

namespace evenspan {
struct DocumentDraft;
}

namespace evenspan::ui {

// A label of a sample's text, in UTF-16 units.
struct SampleMark {
    int begin = 0, end = 0;
    QString label;
    int colour = 0; // for labelColour()
};
using SampleMarks = QList<SampleMark>;

// The start of a document's text on one line: blanks and line ends as one blank each, so that
// places stay; and the accepted and suggested labels that begin in it, by their begin, the longer
// first.
struct SampleText {
    QString text;
    SampleMarks marks;
};
SampleText sampleText(const DocumentDraft& document, int codePoints);

// Draws such a text on one line with its labels tinted and named, as the canvas does.
class SampleDelegate : public QStyledItemDelegate {
public:
    static constexpr int kMarks = Qt::UserRole + 1; // SampleMarks of a cell

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

} // namespace evenspan::ui

Q_DECLARE_METATYPE(evenspan::ui::SampleMarks)
