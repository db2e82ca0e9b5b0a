// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/live_text_view.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace evenspan::ui {

LiveTextView::LiveTextView(QWidget* parent)
    : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("What the model reads"));
    viewport()->setCursor(Qt::PointingHandCursor);
}

QFont LiveTextView::wordFont() const {
    return scaledFont(font(), 16 / 13.0);
}

QFont LiveTextView::smallFont() const {
    return scaledFont(font(), 11 / 13.0);
}

QString LiveTextView::below(const LiveWord& word) const {
    const QString change = changeText(word.change);
    QString out = word.first ? word.label % QChar(QChar::Nbsp) % percentText(word.probability)
                             : percentText(word.probability);
    if (!change.isEmpty())
        out += QStringLiteral("  ") % change;
    return out;
}

std::vector<QRect> LiveTextView::layOut(int width, int* height) const {
    const QFontMetrics big(wordFont()), small(smallFont());
    const int pad = space(this, 1), gap = space(this, 1), line = space(this, 2);
    const int tall = big.height() + small.height() + 2 * pad;
    QString all;
    for (const LiveWord& word : m_words)
        all += word.text;
    const bool rightToLeft = all.isRightToLeft();
    std::vector<QRect> out;
    int x = pad, y = pad;
    for (const LiveWord& word : m_words) {
        const int wide = std::min(
            std::max(big.horizontalAdvance(word.text), small.horizontalAdvance(below(word)))
                + 2 * pad,
            std::max(space(this, 10), width - 2 * pad));
        if (x > pad && x + wide > width - pad) {
            x = pad;
            y += tall + line;
        }
        out.push_back({rightToLeft ? width - x - wide : x, y, wide, tall});
        x += wide + gap;
    }
    *height = m_words.empty() ? 0 : y + tall + pad;
    return out;
}

int LiveTextView::heightFor(int width) const {
    int height = 0;
    (void)layOut(width, &height);
    return height;
}

QSize LiveTextView::sizeHint() const {
    return {space(this, 80), std::max(space(this, 16), heightFor(std::max(width(), 200)))};
}

void LiveTextView::refresh() {
    int height = 0;
    m_rects = layOut(viewport()->width(), &height);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(space(this, 6));
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    viewport()->update();
}

void LiveTextView::setWords(std::vector<LiveWord> words) {
    m_words = std::move(words);
    m_begin = m_end = 0;
    QStringList said;
    for (const LiveWord& word : m_words)
        if (word.first)
            said << word.label % QChar(QLatin1Char(' ')) % word.text;
    setAccessibleDescription(said.isEmpty() ? tr("No entities") : said.join(QStringLiteral(", ")));
    refresh();
    updateGeometry();
}

void LiveTextView::choose(std::size_t begin, std::size_t end) {
    m_begin = std::min(begin, m_words.size());
    m_end = std::clamp(end, m_begin, m_words.size());
    if (m_begin < m_end && m_begin < m_rects.size()) {
        const QRect rect = wordRect(m_begin);
        QScrollBar* bar = verticalScrollBar();
        if (rect.top() < 0)
            bar->setValue(bar->value() + rect.top());
        else if (rect.bottom() > viewport()->height())
            bar->setValue(bar->value() + rect.bottom() - viewport()->height());
    }
    viewport()->update();
}

QRect LiveTextView::wordRect(std::size_t word) const {
    return m_rects[word].translated(0, -verticalScrollBar()->value());
}

void LiveTextView::pick(std::size_t begin, std::size_t end) {
    if (begin == m_begin && end == m_end)
        return;
    choose(begin, end);
    Q_EMIT chosen(m_begin, m_end);
}

void LiveTextView::mousePressEvent(QMouseEvent* event) {
    for (std::size_t w = 0; w < m_rects.size(); ++w) {
        if (!wordRect(w).contains(event->pos()))
            continue;
        std::size_t begin = w, end = w + 1;
        // The whole entity first, then the word in it.
        if (!m_words[w].label.isEmpty()) {
            while (begin > 0 && !m_words[begin].first)
                --begin;
            while (end < m_words.size() && !m_words[end].label.isEmpty() && !m_words[end].first)
                ++end;
            if (begin == m_begin && end == m_end)
                return pick(w, w + 1);
        }
        return pick(begin, end);
    }
}

void LiveTextView::keyPressEvent(QKeyEvent* event) {
    const bool some = m_begin < m_end;
    if (m_words.empty()) {
        QAbstractScrollArea::keyPressEvent(event);
    } else if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Left) {
        const bool back = (event->key() == Qt::Key_Left) == !isRightToLeft();
        if (event->modifiers() & Qt::ShiftModifier && some) {
            if (back && m_end - m_begin > 1)
                pick(m_begin, m_end - 1);
            else if (!back && m_end < m_words.size()
                && m_words[m_end].sentence == m_words[m_begin].sentence)
                pick(m_begin, m_end + 1);
            return;
        }
        const std::size_t to = !some ? (back ? m_words.size() - 1 : 0)
            : back                   ? (m_begin == 0 ? 0 : m_begin - 1)
                                     : std::min(m_end, m_words.size() - 1);
        pick(to, to + 1);
    } else if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End) {
        const std::size_t to = event->key() == Qt::Key_Home ? 0 : m_words.size() - 1;
        pick(to, to + 1);
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void LiveTextView::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    const Look look = lookOf(palette());
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetrics big(wordFont());
    const int pad = space(this, 1);
    double top = 0;
    bool explained = false;
    for (const LiveWord& word : m_words)
        if (word.score) {
            explained = true;
            top = std::max(top, std::abs(*word.score));
        }
    for (std::size_t w = 0; w < m_words.size(); ++w) {
        const LiveWord& word = m_words[w];
        const QRect rect = wordRect(w);
        if (rect.bottom() < 0 || rect.top() > viewport()->height())
            continue;
        QColor text = c.text, small = c.muted;
        painter.setPen(Qt::NoPen);
        if (explained) {
            if (word.score && top > 0) {
                QColor fill = *word.score > 0 ? c.accent : c.error;
                fill.setAlphaF(float(0.4 * std::abs(*word.score) / top));
                painter.setBrush(fill);
                painter.drawRoundedRect(rect, 4, 4);
                small = c.text;
            }
        } else if (!word.label.isEmpty()) {
            const LabelColour colour = labelColour(word.colour, look);
            painter.setBrush(colour.fill);
            painter.drawRoundedRect(rect, 4, 4);
            text = small = colour.text;
        }
        if (!word.label.isEmpty()) { // an entity keeps its line while something is explained
            painter.setBrush(labelColour(word.colour, look).line);
            painter.drawRect(QRect(
                rect.left(), rect.top() + pad + big.height(), rect.width(), std::max(2, pad / 2)));
        }
        painter.setPen(text);
        painter.setFont(wordFont());
        const QRect inside = rect.adjusted(pad, pad, -pad, -pad);
        painter.drawText(QRect(inside.left(), inside.top(), inside.width(), big.height()),
            Qt::AlignHCenter | Qt::AlignVCenter,
            big.elidedText(word.text, Qt::ElideRight, inside.width() + 2)); // widths are rounded
        painter.setFont(smallFont());
        const QString change = changeText(word.change);
        if (!explained && !change.isEmpty() && word.label.isEmpty())
            small = *word.change > 0 ? c.good : c.error;
        painter.setPen(small);
        painter.drawText(QRect(inside.left(), inside.top() + big.height() + pad / 2, inside.width(),
                             inside.height() - big.height() - pad / 2),
            Qt::AlignHCenter | Qt::AlignVCenter, below(word));
        if (w >= m_begin && w < m_end) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(c.accent, 2));
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        }
    }
    if (hasFocus() && m_begin == m_end && !m_words.empty()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(c.accent, 1));
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
}

void LiveTextView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    refresh();
}

void LiveTextView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange
        || event->type() == QEvent::PaletteChange)
        refresh();
}

void LiveTextView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void LiveTextView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace evenspan::ui
