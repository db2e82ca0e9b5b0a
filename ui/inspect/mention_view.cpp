// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/mention_view.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QPainter>
#include <QPaintEvent>

#include <algorithm>

namespace evenspan::ui {

MentionView::MentionView(std::function<int(const std::string&)> colour, QWidget* parent)
    : QWidget(parent)
    , m_colour(std::move(colour)) {
    setAccessibleName(tr("The sentence, labelled and marked"));
}

void MentionView::showCase(const InspectionPtr& inspection, const TableCase* one) {
    m_inspection = inspection;
    m_sentence = inspection && one ? &inspection->sentences[one->sentence] : nullptr;
    m_begin = one ? one->begin : 0;
    m_end = one ? one->end : 0;
    layOut();
    setAccessibleDescription(spoken());
    update();
}

void MentionView::showWords(const InspectionPtr& inspection, std::uint32_t sentence,
    std::uint32_t begin, std::uint32_t end) {
    TableCase one;
    one.sentence = sentence;
    one.begin = begin;
    one.end = end;
    showCase(inspection, &one);
}

QString MentionView::spoken() const {
    if (!m_sentence)
        return {};
    const auto list = [&](const std::vector<Mention>& mentions) {
        QStringList out;
        for (const Mention& mention : mentions)
            out << QString::fromStdString(
                mention.label + " " + textOf(*m_sentence, mention.begin, mention.end));
        return out.isEmpty() ? tr("none") : out.join(QStringLiteral("; "));
    };
    const QString text =
        QString::fromStdString(textOf(*m_sentence, 0, std::uint32_t(m_sentence->words.size())));
    return m_inspection->gold ? tr("%1. Labelled: %2. Marked: %3.")
                                    .arg(text, list(m_sentence->gold), list(m_sentence->predicted))
                              : tr("%1. Marked: %2.").arg(text, list(m_sentence->predicted));
}

int MentionView::nameWidth() const {
    const QFontMetrics small(scaledFont(font(), 11 / 13.0));
    return space(this, 3)
        + std::max(small.horizontalAdvance(tr("Labelled")), small.horizontalAdvance(tr("Marked")));
}

// Names above the gold, two lines of words, names below the marked.
int MentionView::rowHeight() const {
    const int words = QFontMetrics(scaledFont(font(), 16 / 13.0)).height() + space(this, 1);
    const int names = QFontMetrics(scaledFont(font(), 11 / 13.0)).height();
    const int sides = m_inspection && m_inspection->gold ? 2 : 1;
    return sides * (words + names) + space(this, sides == 2 ? 5 : 3);
}

void MentionView::layOut() {
    m_pieces.clear();
    m_rows = 0;
    if (m_sentence) {
        const QFontMetrics metrics(scaledFont(font(), 16 / 13.0));
        const int blank = metrics.horizontalAdvance(QLatin1Char(' '));
        const int room = std::max(60, width() - nameWidth());
        int x = 0;
        for (std::uint32_t w = 0; w < m_sentence->words.size(); ++w) {
            QString word = QString::fromStdString(m_sentence->words[w]);
            if (x > 0 && m_sentence->blankBefore[w])
                x += blank;
            if (x > 0 && x + metrics.horizontalAdvance(word.left(200)) > room) {
                x = 0;
                ++m_rows;
            }
            do {
                qsizetype part = std::min<qsizetype>(word.size(), 200);
                while (part > 1 && metrics.horizontalAdvance(word.left(part)) > room)
                    part -= std::max<qsizetype>(1, part / 8);
                if (part < word.size() && word[part - 1].isHighSurrogate())
                    part += part > 1 ? -1 : 1;
                const QString text = word.left(part);
                const int wide = metrics.horizontalAdvance(text);
                m_pieces.push_back({text, w, x, wide, m_rows});
                x += wide;
                word.remove(0, part);
                if (!word.isEmpty()) {
                    x = 0;
                    ++m_rows;
                }
            } while (!word.isEmpty());
        }
        ++m_rows;
        // A sentence of a script that runs leftwards begins at the right.
        const QString first = QString::fromStdString(textOf(
            *m_sentence, 0, std::uint32_t(std::min<std::size_t>(40, m_sentence->words.size()))));
        if (first.isRightToLeft())
            for (Piece& piece : m_pieces)
                piece.x = room - piece.x - piece.width;
    }
    setMinimumHeight(m_rows * rowHeight());
    updateGeometry();
}

QSize MentionView::sizeHint() const {
    return {space(this, 60), std::max(1, m_rows) * rowHeight()};
}

bool MentionView::agrees(const Mention& mention, bool gold) const {
    const auto& others = gold ? m_sentence->predicted : m_sentence->gold;
    return std::find(others.begin(), others.end(), mention) != others.end();
}

void MentionView::paintSide(QPainter& painter, int row, int top, bool gold) const {
    const Colours c = Colours::of(palette());
    const QFont words = scaledFont(font(), 16 / 13.0);
    const int height = QFontMetrics(words).height();
    const int left = nameWidth();
    const auto& mentions = gold ? m_sentence->gold : m_sentence->predicted;
    painter.setFont(words);
    const auto first = std::partition_point(
        m_pieces.begin(), m_pieces.end(), [&](const Piece& piece) { return piece.row < row; });
    for (const Mention& mention : mentions) {
        QRect area;
        for (auto piece = first; piece != m_pieces.end() && piece->row == row; ++piece)
            if (mention.begin <= piece->word && piece->word < mention.end)
                area |= QRect(left + piece->x, top, piece->width, height);
        if (area.isNull())
            continue;
        const LabelColour colours = labelColour(m_colour(mention.label), lookOf(palette()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.fill);
        painter.drawRoundedRect(area.adjusted(-2, 0, 2, 0), 3, 3);
    }
    for (auto piece = first; piece != m_pieces.end() && piece->row == row; ++piece) {
        const auto inside =
            std::find_if(mentions.begin(), mentions.end(), [&](const Mention& mention) {
                return mention.begin <= piece->word && piece->word < mention.end;
            });
        painter.setPen(inside == mentions.end()
                ? c.text
                : labelColour(m_colour(inside->label), lookOf(palette())).text);
        painter.drawText(QRect(left + piece->x, top, piece->width + 2, height),
            int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip), piece->text);
    }
    // One line under all of the mention: the blanks between its words are part of it.
    QRect below;
    for (auto piece = first; piece != m_pieces.end() && piece->row == row; ++piece)
        if (piece->word >= m_begin && piece->word < m_end)
            below |= QRect(left + piece->x, top, piece->width, height);
    if (!below.isEmpty()) {
        painter.setPen(QPen(c.text, 1.5));
        painter.drawLine(below.x(), top + height + 1, below.x() + below.width(), top + height + 1);
    }
}

void MentionView::paintNames(QPainter& painter, int row, int top, bool gold) const {
    const Colours c = Colours::of(palette());
    const QFont small = scaledFont(font(), 11 / 13.0, true);
    const QFontMetrics metrics(small);
    const int left = nameWidth();
    int free = 0; // where the next name may begin: names never run into each other
    painter.setFont(small);
    for (const Mention& mention : gold ? m_sentence->gold : m_sentence->predicted) {
        const auto piece = std::find_if(m_pieces.begin(), m_pieces.end(), [&](const Piece& one) {
            return one.row == row && mention.begin <= one.word && one.word < mention.end;
        });
        if (piece == m_pieces.end())
            continue;
        const bool right = agrees(mention, gold);
        QString name = QString::fromStdString(mention.label);
        if (m_inspection->gold)
            name.prepend(right ? QStringLiteral("✓ ") : QStringLiteral("✗ "));
        const int wide = metrics.horizontalAdvance(name);
        const int x = std::min(std::max(left + piece->x, free), std::max(left, width() - wide));
        painter.setPen(!m_inspection->gold ? c.muted : right ? c.good : c.error);
        painter.drawText(QRect(x, top, wide + 2, metrics.height()),
            int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip), name);
        free = x + wide + space(this, 2);
    }
}

void MentionView::paintEvent(QPaintEvent* event) {
    if (!m_sentence)
        return;
    const Colours c = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int names = QFontMetrics(scaledFont(font(), 11 / 13.0)).height();
    const int words = QFontMetrics(scaledFont(font(), 16 / 13.0)).height();
    const int step = words + space(this, 1);
    const bool gold = m_inspection->gold;
    const auto side = [&](const QString& name, int top) {
        painter.setFont(scaledFont(font(), 11 / 13.0));
        painter.setPen(c.muted);
        painter.drawText(
            QRect(0, top, nameWidth(), words), int(Qt::AlignLeft | Qt::AlignVCenter), name);
    };
    for (int row = 0; row < m_rows; ++row) {
        int top = row * rowHeight();
        if (top > event->rect().bottom() || top + rowHeight() < event->rect().top())
            continue;
        if (gold) {
            paintNames(painter, row, top, true);
            top += names;
            side(tr("Labelled"), top);
            paintSide(painter, row, top, true);
            top += step + space(this, 1);
        }
        side(tr("Marked"), top);
        paintSide(painter, row, top, false);
        paintNames(painter, row, top + step, false);
    }
}

void MentionView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layOut();
}

void MentionView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        layOut();
}

} // namespace evenspan::ui
