// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/tag_bars.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/inspect/live_words.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace evenspan::ui {

namespace {
constexpr int kRow = 6, kColumn = 9, kWidest = 40; // in steps of the grid
constexpr std::size_t kSaid = 4; // tags of a word
} // namespace

TagBars::TagBars(QWidget* parent)
    : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Probabilities of the tags, word by word"));
    viewport()->setCursor(Qt::PointingHandCursor);
}

QFont TagBars::smallFont() const {
    return scaledFont(font(), 11 / 13.0);
}

int TagBars::headHeight() const {
    return QFontMetrics(font()).height() + space(this, 1);
}

int TagBars::rowHeight() const {
    return std::max(space(this, kRow), QFontMetrics(smallFont()).height() + 2);
}

int TagBars::nameWidth() const {
    const QFontMetrics small(smallFont());
    int widest = 0;
    for (const int tag : m_rows)
        widest = std::max(widest, small.horizontalAdvance(m_tags.value(tag)));
    return std::min(widest, space(this, kWidest)) + space(this, 3);
}

int TagBars::rowOf(int tag) const {
    const auto found = std::find(m_rows.begin(), m_rows.end(), tag);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void TagBars::setSentence(std::vector<Word> words, QStringList tags, std::vector<int> colours) {
    // The same words again stay where they were scrolled to.
    const bool same = words.size() == m_words.size()
        && std::equal(words.begin(), words.end(), m_words.begin(),
            [](const Word& a, const Word& b) { return a.text == b.text; });
    m_words = std::move(words);
    m_tags = std::move(tags);
    m_colours = std::move(colours);
    m_begin = m_end = 0;
    m_rows.clear();
    for (int tag = 0; tag < m_tags.size(); ++tag)
        if (std::any_of(m_words.begin(), m_words.end(), [tag](const Word& word) {
                return word.tag == tag
                    || (std::size_t(tag) < word.probabilities.size()
                        && word.probabilities[std::size_t(tag)] >= kLeast);
            }))
            m_rows.push_back(tag);
    QString all;
    for (const Word& word : m_words)
        all += word.text;
    m_rightToLeft = all.isRightToLeft();
    if (!same) {
        horizontalScrollBar()->setValue(0);
        verticalScrollBar()->setValue(0);
    }
    choose(0, 0);
    refresh();
    updateGeometry();
}

QSize TagBars::sizeHint() const {
    const int rows = std::max(2, std::min(int(m_rows.size()), 8));
    return {space(this, 80), headHeight() + rows * rowHeight() + space(this, 1)};
}

QSize TagBars::minimumSizeHint() const {
    return {space(this, 40),
        headHeight() + std::clamp(int(m_rows.size()), 2, 4) * rowHeight() + space(this, 1)};
}

void TagBars::refresh() {
    const QFontMetrics metrics(font());
    m_lefts.assign(1, 0);
    for (const Word& word : m_words)
        m_lefts.push_back(m_lefts.back()
            + std::clamp(metrics.horizontalAdvance(word.text) + space(this, 2),
                space(this, kColumn), space(this, kWidest)));
    const int wide = std::max(1, viewport()->width() - nameWidth());
    horizontalScrollBar()->setPageStep(wide);
    horizontalScrollBar()->setSingleStep(space(this, kColumn));
    horizontalScrollBar()->setRange(0, std::max(0, m_lefts.back() - wide));
    const int tall = std::max(1, viewport()->height() - headHeight());
    verticalScrollBar()->setPageStep(tall);
    verticalScrollBar()->setSingleStep(rowHeight());
    verticalScrollBar()->setRange(0, std::max(0, int(m_rows.size()) * rowHeight() - tall));
    viewport()->update();
}

QRect TagBars::columnRect(std::size_t word) const {
    if (word >= m_words.size())
        return {};
    const int wide = m_lefts[word + 1] - m_lefts[word];
    const int from = m_lefts[word] - horizontalScrollBar()->value();
    const int left =
        m_rightToLeft ? viewport()->width() - nameWidth() - from - wide : nameWidth() + from;
    return {left, 0, wide, viewport()->height()};
}

QRect TagBars::barRect(std::size_t word, int tag) const {
    const int row = rowOf(tag);
    if (row < 0 || word >= m_words.size())
        return {};
    const auto& probabilities = m_words[word].probabilities;
    const double p = std::size_t(tag) < probabilities.size() ? probabilities[std::size_t(tag)] : 0;
    const QRect column = columnRect(word);
    const int room = rowHeight() - space(this, 1);
    const int high = std::clamp(int(p * room + 0.5), 0, room);
    const int bottom = headHeight() + (row + 1) * rowHeight() - verticalScrollBar()->value();
    const int gap = space(this, 1);
    return {column.left() + gap, bottom - high, column.width() - 2 * gap, high};
}

QString TagBars::spoken(std::size_t word) const {
    if (word >= m_words.size())
        return {};
    const auto& p = m_words[word].probabilities;
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(
        order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] > p[b]; });
    QStringList out;
    for (const std::size_t tag : order)
        if (out.isEmpty() || (std::size_t(out.size()) < kSaid && p[tag] >= 0.005))
            out << m_tags.value(int(tag)) % QChar(QLatin1Char(' ')) % percentText(p[tag]);
    return tr("%1: %2").arg(m_words[word].text, out.join(QStringLiteral(", ")));
}

void TagBars::choose(std::size_t begin, std::size_t end) {
    m_begin = std::min(begin, m_words.size());
    m_end = std::clamp(end, m_begin, m_words.size());
    QStringList said;
    for (std::size_t w = m_begin; w < m_end; ++w)
        said << spoken(w);
    setAccessibleDescription(
        said.isEmpty() ? tr("No word is chosen") : said.join(QStringLiteral("; ")));
    if (m_begin < m_end && m_begin + 1 < m_lefts.size()) {
        QScrollBar* bar = horizontalScrollBar();
        if (m_lefts[m_begin] < bar->value())
            bar->setValue(m_lefts[m_begin]);
        else if (m_lefts[m_begin + 1] > bar->value() + bar->pageStep())
            bar->setValue(m_lefts[m_begin + 1] - bar->pageStep());
    }
    viewport()->update();
}

void TagBars::pick(std::size_t word) {
    if (word >= m_words.size() || (m_begin == word && m_end == word + 1))
        return;
    choose(word, word + 1);
    Q_EMIT chosen(m_begin, m_end);
}

int TagBars::wordAt(const QPoint& place) const {
    const bool name =
        m_rightToLeft ? place.x() >= viewport()->width() - nameWidth() : place.x() < nameWidth();
    for (std::size_t w = 0; !name && w < m_words.size(); ++w)
        if (columnRect(w).contains(place))
            return int(w);
    return -1;
}

void TagBars::mousePressEvent(QMouseEvent* event) {
    if (const int word = wordAt(event->pos()); word >= 0)
        pick(std::size_t(word));
}

void TagBars::keyPressEvent(QKeyEvent* event) {
    const bool some = m_begin < m_end;
    const std::size_t last = m_words.empty() ? 0 : m_words.size() - 1;
    if (m_words.empty())
        return QAbstractScrollArea::keyPressEvent(event);
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        const bool back = (event->key() == Qt::Key_Left) != m_rightToLeft;
        pick(!some     ? (back ? last : 0)
                : back ? (m_begin == 0 ? 0 : m_begin - 1)
                       : std::min(m_end, last));
    } else if (event->key() == Qt::Key_Home) {
        pick(0);
    } else if (event->key() == Qt::Key_End) {
        pick(last);
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

bool TagBars::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (const int word = wordAt(help->pos()); word >= 0)
            QToolTip::showText(help->globalPos(), spoken(std::size_t(word)), viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TagBars::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    const Look look = lookOf(palette());
    QPainter painter(viewport());
    const QFontMetrics metrics(font());
    const int head = headHeight(), high = rowHeight(), names = nameWidth();
    const int width = viewport()->width(), height = viewport()->height();
    const QRect body(m_rightToLeft ? 0 : names, 0, std::max(0, width - names), height);
    painter.setClipRect(body);
    painter.setFont(font());
    for (std::size_t w = 0; w < m_words.size(); ++w) {
        const QRect column = columnRect(w);
        if (column.right() < body.left() || column.left() > body.right())
            continue;
        if (w >= m_begin && w < m_end)
            painter.fillRect(column, c.raised);
        painter.setPen(c.text);
        painter.drawText(QRect(column.left(), 0, column.width(), head),
            Qt::AlignHCenter | Qt::AlignVCenter,
            metrics.elidedText(m_words[w].text, Qt::ElideRight, column.width() - space(this, 1)));
    }
    painter.setClipRect(QRect(0, head, width, std::max(0, height - head)));
    painter.setFont(smallFont());
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const int tag = m_rows[row];
        const int bottom = head + int(row + 1) * high - verticalScrollBar()->value();
        painter.setPen(c.hairline);
        painter.drawLine(0, bottom, width, bottom);
        painter.setPen(c.muted);
        painter.drawText(
            QRect(m_rightToLeft ? width - names : 0, bottom - high, names - space(this, 2), high),
            Qt::AlignVCenter | (m_rightToLeft ? Qt::AlignRight : Qt::AlignLeft),
            QFontMetrics(smallFont())
                .elidedText(m_tags.value(tag), Qt::ElideRight, names - space(this, 2)));
    }
    painter.setClipRect(body.intersected(QRect(0, head, width, std::max(0, height - head))));
    painter.setPen(Qt::NoPen);
    for (std::size_t w = 0; w < m_words.size(); ++w) {
        const QRect column = columnRect(w);
        if (column.right() < body.left() || column.left() > body.right())
            continue;
        for (const int tag : m_rows) {
            const int colour = m_colours.empty() ? -1 : m_colours[std::size_t(tag)];
            QColor fill = colour < 0 ? c.muted : labelColour(colour, look).line;
            if (m_words[w].tag != tag)
                fill.setAlphaF(0.4F);
            painter.fillRect(barRect(w, tag), fill);
        }
    }
    if (hasFocus() && m_begin == m_end && !m_words.empty()) {
        painter.setClipping(false);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(c.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    } else if (hasFocus() && m_begin < m_end) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipRect(body);
        painter.setPen(QPen(c.accent, 1));
        painter.setBrush(Qt::NoBrush);
        const QRectF chosen = QRectF(columnRect(m_begin)).united(QRectF(columnRect(m_end - 1)));
        painter.drawRoundedRect(chosen.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void TagBars::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    refresh();
}

void TagBars::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange
        || event->type() == QEvent::PaletteChange)
        refresh();
}

void TagBars::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TagBars::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace evenspan::ui
