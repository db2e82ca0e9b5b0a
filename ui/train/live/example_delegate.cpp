// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/train/live/examples_model.h"

#include <QAbstractItemView>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <memory>

namespace evenspan::ui {

namespace {

// A text with the name of its label behind each entity.
struct Composed {
    QString text;
    QVector<QTextLayout::FormatRange> formats;
};

bool stands(const engine::ExampleSpan& span, const std::vector<engine::ExampleSpan>& others) {
    return std::any_of(others.begin(), others.end(), [&](const engine::ExampleSpan& other) {
        return other.begin == span.begin && other.end == span.end && other.label == span.label;
    });
}

} // namespace

struct ExampleDelegate::Drawn {
    std::unique_ptr<QTextLayout> gold, predicted;
    int margin = 0, names = 0, head = 0, gap = 0;
    double goldHeight = 0, predictedHeight = 0;
    int height() const {
        return margin * 2 + head + int(goldHeight + 0.5) + gap + int(predictedHeight + 0.5);
    }
};

ExampleDelegate::ExampleDelegate(std::function<int(const std::string&)> colour, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_colour(std::move(colour)) { }

namespace {

Composed compose(const engine::RunExample& example, const std::vector<engine::ExampleSpan>& spans,
    const std::vector<engine::ExampleSpan>& others, const QFont& font,
    const std::function<int(const std::string&)>& colour, const QPalette& palette) {
    const Colours c = Colours::of(palette);
    const auto points = QString::fromStdString(example.text).toUcs4();
    const auto* data = reinterpret_cast<const char32_t*>(points.constData());
    const auto piece = [&](std::uint32_t from, std::uint32_t to) {
        const auto begin = std::min<qsizetype>(from, points.size());
        const auto end = std::min<qsizetype>(to, points.size());
        return QString::fromUcs4(data + begin, std::max<qsizetype>(0, end - begin));
    };
    std::vector<engine::ExampleSpan> sorted = spans;
    std::sort(sorted.begin(), sorted.end(),
        [](const auto& a, const auto& b) { return a.begin < b.begin; });
    Composed out;
    std::uint32_t at = 0;
    for (const engine::ExampleSpan& span : sorted) {
        if (span.begin < at)
            continue; // entities of one layer do not overlap
        out.text += piece(at, span.begin);
        const LabelColour colours = labelColour(colour(span.label), lookOf(palette));
        QTextLayout::FormatRange words;
        words.start = int(out.text.size());
        out.text += piece(span.begin, span.end);
        words.length = int(out.text.size()) - words.start;
        words.format.setBackground(colours.fill);
        words.format.setForeground(colours.text);
        if (!stands(span, others)) {
            words.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            words.format.setUnderlineColor(c.error);
        }
        QTextLayout::FormatRange name;
        name.start = int(out.text.size());
        // Joined to the words, so that the name never stands alone at the start of a line.
        out.text += QChar(QChar::Nbsp) % QString::fromStdString(span.label) % QChar(QChar::Nbsp);
        name.length = int(out.text.size()) - name.start;
        name.format.setBackground(colours.fill);
        name.format.setForeground(colours.line);
        name.format.setFont(scaledFont(font, 11 / 13.0, true));
        out.formats << words << name;
        at = span.end;
    }
    out.text += piece(at, std::uint32_t(points.size()));
    if (example.cut)
        out.text += QStringLiteral(" …");
    return out;
}

double layLines(QTextLayout& layout, double width) {
    double height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height() * 1.25;
    }
    layout.endLayout();
    return height;
}

} // namespace

ExampleDelegate::Drawn ExampleDelegate::layOut(
    const QStyleOptionViewItem& option, const engine::RunExample& example) const {
    Drawn drawn;
    const QWidget* widget = option.widget;
    drawn.margin = space(widget, 3);
    drawn.gap = space(widget, 1);
    const QFontMetrics metrics(option.font);
    drawn.names = space(widget, 4)
        + std::max(
            metrics.horizontalAdvance(tr("Labelled")), metrics.horizontalAdvance(tr("Model")));
    drawn.head = metrics.height() + space(widget, 1);
    const auto* view = qobject_cast<const QAbstractItemView*>(widget);
    const int width =
        (view ? view->viewport()->width() : option.rect.width()) - drawn.margin * 2 - drawn.names;
    const auto make = [&](const auto& spans, const auto& others, double* height) {
        const Composed composed =
            compose(example, spans, others, option.font, m_colour, option.palette);
        auto layout = std::make_unique<QTextLayout>(composed.text, option.font);
        layout->setFormats(composed.formats);
        *height = layLines(*layout, std::max(60, width));
        return layout;
    };
    drawn.gold = make(example.gold, example.predicted, &drawn.goldHeight);
    drawn.predicted = make(example.predicted, example.gold, &drawn.predictedHeight);
    return drawn;
}

QSize ExampleDelegate::sizeHint(
    const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* model = qobject_cast<const ExamplesModel*>(index.model());
    if (!model)
        return QStyledItemDelegate::sizeHint(option, index);
    return {space(option.widget, 60), layOut(option, model->example(index.row())).height()};
}

void ExampleDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* model = qobject_cast<const ExamplesModel*>(index.model());
    if (!model)
        return;
    const engine::RunExample& example = model->example(index.row());
    const Colours c = Colours::of(option.palette);
    const Drawn drawn = layOut(option, example);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect box = option.rect;
    if (option.state & QStyle::State_Selected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(c.accentSoft);
        painter->drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(c.accent, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(box).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6);
    }
    painter->setPen(QPen(c.hairline, 1));
    if (index.row() > 0) // half a pixel in: one sharp line
        painter->drawLine(QPointF(box.left() + drawn.margin, box.top() + 0.5),
            QPointF(box.right() - drawn.margin, box.top() + 0.5));
    const QFont small = scaledFont(option.font, 12 / 13.0);
    painter->setFont(small);
    int top = box.top() + drawn.margin;
    const QRect head(box.left() + drawn.margin, top, box.width() - drawn.margin * 2, drawn.head);
    painter->setPen(c.muted);
    painter->drawText(head, Qt::AlignLeft | Qt::AlignTop, ExamplesModel::whereText(example));
    const QString sure = tr("%1 percent sure").arg(QLocale().toString(100 * example.score, 'f', 0));
    painter->drawText(head, Qt::AlignRight | Qt::AlignTop,
        example.agrees ? tr("as labelled, %1").arg(sure) : sure);
    top += drawn.head;
    const auto row = [&](const QString& name, QTextLayout& layout, double height) {
        painter->setFont(small);
        painter->setPen(c.muted);
        painter->drawText(QRectF(box.left() + drawn.margin, top, drawn.names,
                              layout.lineCount() ? layout.lineAt(0).height() : height),
            Qt::AlignLeft | Qt::AlignVCenter, name);
        painter->setPen(c.text);
        layout.draw(painter, QPointF(box.left() + drawn.margin + drawn.names, top));
        top += int(height + 0.5) + drawn.gap;
    };
    row(tr("Labelled"), *drawn.gold, drawn.goldHeight);
    row(tr("Model"), *drawn.predicted, drawn.predictedHeight);
    painter->restore();
}

} // namespace evenspan::ui
