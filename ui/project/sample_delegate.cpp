// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/sample_delegate.h"

#include "core/schema/document.h"
#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr QChar kThin(0x2009); // between a text and its label's name

struct Shown {
    QString text;
    QList<QTextLayout::FormatRange> formats;
};

// The text with the name of each label behind it. Of labels that overlap the inner one is drawn
// over the outer one.
Shown shownOf(const QString& text, const SampleMarks& marks, const QFont& font, Look look) {
    struct Name {
        int at;
        const SampleMark* mark;
    };
    std::vector<Name> names;
    for (const SampleMark& mark : marks)
        names.push_back({mark.end, &mark});
    std::stable_sort(
        names.begin(), names.end(), [](const Name& a, const Name& b) { return a.at < b.at; });
    Shown out;
    std::vector<int> moved(std::size_t(text.size()) + 1); // places after the names before them
    QList<QTextLayout::FormatRange> tags;
    auto name = names.begin();
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() * 0.78);
    small.setWeight(QFont::DemiBold);
    for (int i = 0; i <= text.size(); ++i) {
        // An end stands before the names at its place, a begin behind them.
        moved[std::size_t(i)] = int(out.text.size());
        for (; name != names.end() && name->at == i; ++name) {
            const LabelColour colour = labelColour(name->mark->colour, look);
            QTextLayout::FormatRange tag;
            tag.start = int(out.text.size());
            out.text += kThin % name->mark->label % kThin;
            tag.length = int(out.text.size()) - tag.start;
            tag.format.setFont(small);
            tag.format.setForeground(colour.text);
            tag.format.setBackground(colour.fill);
            tags << tag;
        }
        if (i < text.size())
            out.text += text[i];
    }
    const auto beginOf = [&](int at) {
        int begin = moved[std::size_t(at)];
        for (const QTextLayout::FormatRange& tag : tags)
            if (tag.start == begin)
                begin += tag.length;
        return begin;
    };
    for (const SampleMark& mark : marks) {
        const LabelColour colour = labelColour(mark.colour, look);
        QTextLayout::FormatRange range;
        range.start = beginOf(mark.begin);
        range.length = moved[std::size_t(mark.end)] - range.start;
        range.format.setBackground(colour.fill);
        range.format.setForeground(colour.text);
        range.format.setFontUnderline(true);
        range.format.setUnderlineColor(colour.line);
        out.formats << range;
    }
    out.formats << tags;
    return out;
}

} // namespace

SampleText sampleText(const DocumentDraft& document, int codePoints) {
    SampleText out;
    const auto bytes = std::min<std::size_t>(document.text.size(), 4 * std::size_t(codePoints));
    const QList<uint> points =
        QString::fromUtf8(document.text.data(), qsizetype(bytes)).toUcs4().mid(0, codePoints);
    std::vector<int> units{0};
    for (const uint point : points) {
        const bool blank = QChar::isSpace(point) || QChar::category(point) == QChar::Other_Control;
        out.text += blank ? QString(QLatin1Char(' '))
                          : QString::fromUcs4(reinterpret_cast<const char32_t*>(&point), 1);
        units.push_back(int(out.text.size()));
    }
    const auto count = std::uint32_t(points.size());
    for (const SpanDraft& span : document.spans)
        if (span.state != SpanState::Rejected && span.range.begin < count
            && span.range.end > span.range.begin)
            out.marks.append({units[span.range.begin], units[std::min(span.range.end, count)],
                QString::fromStdString(span.label), 0});
    std::stable_sort(
        out.marks.begin(), out.marks.end(), [](const SampleMark& a, const SampleMark& b) {
            return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
        });
    return out;
}

void SampleDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto marks = index.data(kMarks).value<SampleMarks>();
    const Colours c = Colours::of(option.palette);
    if (marks.isEmpty())
        QStyledItemDelegate::paint(painter, option, index);
    QColor hairline = c.hairline; // as below every row of a table
    hairline.setAlphaF(0.6F);
    painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, hairline);
    if (marks.isEmpty())
        return;
    const QRect box =
        option.rect.adjusted(space(option.widget, 2) + 1, 0, -space(option.widget, 2), 0);
    const Shown shown =
        shownOf(index.data().toString(), marks, option.font, lookOf(option.palette));
    QTextLayout layout(shown.text, option.font, painter->device());
    layout.setFormats(shown.formats);
    layout.setCacheEnabled(true);
    QTextOption oneLine;
    oneLine.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(oneLine);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(1e6);
    layout.endLayout();
    painter->save();
    painter->setClipRect(box);
    painter->setPen(c.text);
    const bool cut = line.naturalTextWidth() > box.width();
    const int dots = cut ? option.fontMetrics.horizontalAdvance(QChar(0x2026)) : 0;
    if (cut)
        painter->setClipRect(box.adjusted(0, 0, -dots, 0));
    layout.draw(painter, QPointF(box.left(), box.top() + (box.height() - line.height()) / 2));
    if (cut) {
        painter->setClipRect(box);
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, QString(QChar(0x2026)));
    }
    painter->restore();
}

} // namespace evenspan::ui
