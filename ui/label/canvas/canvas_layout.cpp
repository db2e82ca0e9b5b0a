// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/canvas/canvas_layout.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QRawFont>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace evenspan::ui {

void CanvasLayout::reset(const CanvasText* text, const std::vector<CanvasSpan>* spans) {
    m_text = text;
    m_spans = spans;
    m_kept.clear();
    m_find.clear();
    std::vector<SpanIndex::Entry> entries;
    entries.reserve(spans->size());
    for (std::size_t i = 0; i < spans->size(); ++i)
        entries.push_back({(*spans)[i].hull(), (*spans)[i].id, std::uint32_t(i)});
    m_index.assign(std::move(entries));
    estimate();
}

void CanvasLayout::setMetrics(
    const QFont& font, const QFont& tagFont, double width, double spacing) {
    m_font = font;
    m_tagFont = tagFont;
    m_width = std::max(40.0, width);
    m_spacing = spacing;
    m_lane = std::ceil(QFontMetricsF(tagFont).ascent() + 3);
    m_textHeight = std::ceil(QFontMetricsF(font).height());
    m_kept.clear();
    m_find.clear();
    if (m_text)
        estimate();
}

void CanvasLayout::estimate() {
    const QFontMetricsF metrics(m_font);
    const double perLine = std::max(1.0, m_width / std::max(1.0, metrics.averageCharWidth()));
    const double line = std::max(m_spacing * m_font.pixelSize(), m_textHeight + m_lane + 2);
    const std::size_t n = m_text->pieces();
    m_heights.resize(n);
    m_sums.assign(n + 1, 0);
    for (std::size_t i = 0; i < n; ++i) {
        m_heights[i] = line * std::max(1.0, std::ceil(m_text->units(i) / perLine));
        m_sums[i + 1] += m_heights[i];
        const std::size_t up = (i + 1) + ((i + 1) & (~(i + 1) + 1));
        if (up <= n)
            m_sums[up] += m_sums[i + 1];
    }
}

void CanvasLayout::setHeight(std::size_t index, double height) {
    const double change = height - m_heights[index];
    m_heights[index] = height;
    for (std::size_t i = index + 1; i < m_sums.size(); i += i & (~i + 1))
        m_sums[i] += change;
}

double CanvasLayout::top(std::size_t index) const {
    double sum = 0;
    for (std::size_t i = index; i > 0; i -= i & (~i + 1))
        sum += m_sums[i];
    return sum;
}

std::size_t CanvasLayout::pieceAtY(double y) const {
    const std::size_t n = m_heights.size();
    std::size_t step = 1, at = 0;
    while (step * 2 <= n)
        step *= 2;
    for (; step > 0; step /= 2)
        if (at + step <= n && m_sums[at + step] <= y)
            y -= m_sums[at += step];
    return std::min(at, n - 1);
}

void CanvasLayout::spansChanged(
    const std::vector<SpanIndex::Entry>& out, const std::vector<SpanIndex::Entry>& in) {
    m_index.change(out, in);
    for (auto& [index, piece] : m_kept) {
        const auto range = m_text->content(index);
        const auto touches = [&](const SpanIndex::Entry& e) { return e.hull.overlaps(range); };
        if (std::ranges::any_of(out, touches) || std::ranges::any_of(in, touches)) {
            stack(index, piece);
            setHeight(index, piece.height);
        }
    }
}

const CanvasPiece& CanvasLayout::piece(std::size_t index) {
    if (const auto it = m_find.find(index); it != m_find.end()) {
        m_kept.splice(m_kept.begin(), m_kept, it->second);
        return m_kept.front().piece;
    }
    m_kept.push_front({index, {}});
    m_find[index] = m_kept.begin();
    lay(index, m_kept.front().piece);
    stack(index, m_kept.front().piece);
    setHeight(index, m_kept.front().piece.height);
    if (m_kept.size() > kKept) {
        m_find.erase(m_kept.back().index);
        m_kept.pop_back();
    }
    return m_kept.front().piece;
}

void CanvasLayout::lay(std::size_t index, CanvasPiece& piece) const {
    piece.text = m_text->display(index);
    piece.rightToLeft = piece.text.isRightToLeft();
    piece.plain = std::ranges::none_of(piece.text, [](QChar c) { return c.isSurrogate(); });
    piece.mixed = std::any_of(piece.text.begin(), piece.text.end(), [](QChar c) {
        const auto d = c.direction();
        return d == QChar::DirR || d == QChar::DirAL || d == QChar::DirAN || d == QChar::DirRLE
            || d == QChar::DirRLO || d == QChar::DirRLI || c.isHighSurrogate();
    });
    piece.layout = std::make_unique<QTextLayout>(piece.text, m_font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(piece.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(piece.rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    option.setTabStopDistance(8 * QFontMetricsF(m_font).horizontalAdvance(QLatin1Char(' ')));
    piece.layout->setTextOption(option);
    piece.layout->setCacheEnabled(true);
    piece.layout->beginLayout();
    for (QTextLine line = piece.layout->createLine(); line.isValid();
         line = piece.layout->createLine()) {
        line.setLineWidth(m_width);
        piece.rows.push_back({line, 0, 0, {}, {}});
    }
    piece.layout->endLayout();
    for (CanvasRow& row : piece.rows)
        row.line.setPosition({0, 0});
}

std::vector<std::pair<double, double>> CanvasLayout::stretches(
    const CanvasPiece& piece, const CanvasRow& row, int from, int to) const {
    from = std::max(from, row.line.textStart());
    to = std::min(to, row.line.textStart() + row.line.textLength());
    std::vector<std::pair<double, double>> out;
    if (from >= to)
        return out;
    if (!piece.mixed)
        return {{row.line.cursorToX(from), row.line.cursorToX(to)}};
    // By glyphs: where directions meet, the x of a cursor place belongs to one of the two runs
    // only.
    for (const QGlyphRun& run : row.line.glyphRuns(from, to - from)) {
        const auto advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes());
        const auto places = run.positions();
        for (qsizetype i = 0; i < places.size(); ++i)
            if (advances[i].x() > 0)
                out.emplace_back(places[i].x(), places[i].x() + advances[i].x());
    }
    for (int i = from; out.empty() && i < to; ++i) { // a tab has no glyph
        const double a = row.line.cursorToX(i, QTextLine::Leading);
        const double b = row.line.cursorToX(i, QTextLine::Trailing);
        if (a != b)
            out.push_back(std::minmax({a, b}));
    }
    std::sort(out.begin(), out.end());
    std::size_t kept = 0;
    for (std::size_t i = 1; i < out.size(); ++i) {
        if (out[i].first <= out[kept].second + 0.6)
            out[kept].second = std::max(out[kept].second, out[i].second);
        else
            out[++kept] = out[i];
    }
    if (!out.empty())
        out.resize(kept + 1);
    return out;
}

// Marks of each row get the first lane that is free over their whole width, tags included.
void CanvasLayout::stack(std::size_t index, CanvasPiece& piece) const {
    for (CanvasRow& row : piece.rows) {
        row.marks.clear();
        row.through.clear();
    }
    const CodePointRange content = m_text->content(index);
    const QFontMetricsF tags(m_tagFont);
    m_index.eachIn(content, [&](const SpanIndex::Entry& entry) {
        const CanvasSpan& span = (*m_spans)[entry.span];
        std::vector<std::pair<int, int>> units; // of the parts, cut to the piece
        for (const CodePointRange& part : span.parts)
            units.emplace_back(
                piece.unitOf(std::clamp(part.begin, content.begin, content.end) - content.begin),
                piece.unitOf(std::clamp(part.end, content.begin, content.end) - content.begin));
        const bool fromBefore = entry.hull.begin < content.begin;
        const bool toBehind = entry.hull.end > content.end;
        const bool gaps = span.parts.size() > 1;
        for (CanvasRow& row : piece.rows) {
            CanvasMark mark;
            mark.span = entry.span;
            const int first = row.line.textStart(), last = first + row.line.textLength();
            for (const auto& [from, to] : units) {
                const auto found = stretches(piece, row, from, to);
                mark.parts.insert(mark.parts.end(), found.begin(), found.end());
            }
            mark.before = fromBefore || units.front().first < first;
            mark.behind = toBehind || units.back().second > last;
            if (mark.parts.empty()) {
                if (gaps && mark.before && mark.behind)
                    row.through.push_back(entry.span);
                continue;
            }
            // A part that runs over the line's edge needs no thread to hold it together.
            const auto covers = [&](int edge) {
                return std::ranges::any_of(
                    units, [&](const auto& u) { return u.first < edge && u.second > edge; });
            };
            const auto covered = [&](std::uint32_t at) { // an edge of the piece
                return std::ranges::any_of(span.parts,
                    [&](const CodePointRange& p) { return p.begin < at && p.end > at; });
            };
            mark.joinBefore =
                gaps && mark.before && !(first == 0 ? covered(content.begin) : covers(first));
            mark.joinBehind = gaps && mark.behind
                && !(last >= piece.text.size() ? covered(content.end) : covers(last));
            std::sort(mark.parts.begin(), mark.parts.end());
            mark.left = mark.tag = mark.parts.front().first;
            mark.right = std::max(
                mark.parts.back().second, mark.left + tags.horizontalAdvance(canvasTag(span)) + 4);
            if (piece.rightToLeft ? mark.joinBehind : mark.joinBefore)
                mark.left = 0;
            if (piece.rightToLeft ? mark.joinBefore : mark.joinBehind)
                mark.right = std::max(mark.right, m_width);
            std::vector<bool> used;
            // Neighbours without a blank between them, as in Chinese, stand side by side: their
            // lines end a pixel before the border.
            for (const CanvasMark& other : row.marks)
                if (other.left + 0.5 < mark.right && mark.left + 0.5 < other.right) {
                    used.resize(std::max(used.size(), std::size_t(other.lane) + 1));
                    used[std::size_t(other.lane)] = true;
                }
            mark.lane = int(std::find(used.begin(), used.end(), false) - used.begin());
            row.marks.push_back(std::move(mark));
        }
    });
    double y = 0;
    for (CanvasRow& row : piece.rows) {
        int lanes = 1;
        for (const CanvasMark& mark : row.marks)
            lanes = std::max(lanes, mark.lane + 1);
        row.top = y;
        row.height = std::ceil(std::max(m_spacing * m_font.pixelSize(),
            std::max(m_textHeight, row.line.height()) + lanes * m_lane + 2));
        y += row.height;
    }
    piece.height = y;
}

std::pair<std::size_t, std::size_t> CanvasLayout::rowOf(std::uint32_t codePoint) {
    const std::size_t index = m_text->pieceAt(codePoint);
    const CanvasPiece& p = piece(index);
    const int unit = p.unitOf(codePoint - m_text->begin(index));
    std::size_t row = p.rows.size() - 1;
    while (row > 0 && p.rows[row].line.textStart() > unit)
        --row;
    return {index, row};
}

std::uint32_t CanvasLayout::codePointAt(double x, double y, bool onCharacter) {
    const std::size_t index = pieceAtY(y);
    const CanvasPiece& p = piece(index);
    const double inside = y - top(index);
    std::size_t row = p.rows.size() - 1;
    while (row > 0 && p.rows[row].top > inside)
        --row;
    int unit = p.rows[row].line.xToCursor(
        x, onCharacter ? QTextLine::CursorOnCharacter : QTextLine::CursorBetweenCharacters);
    return m_text->begin(index) + p.codePointOf(unit);
}

QRectF CanvasLayout::characterRect(std::uint32_t codePoint) {
    const auto [index, row] = rowOf(codePoint);
    const CanvasPiece& p = piece(index);
    const CanvasRow& r = p.rows[row];
    const int unit = p.unitOf(codePoint - m_text->begin(index));
    const int end = p.unitOf(m_text->nextBorder(codePoint) - m_text->begin(index));
    const double y = top(index) + r.top;
    const auto parts = stretches(p, r, unit, end);
    if (parts.empty())
        return {r.line.cursorToX(unit), y, 0, m_textHeight};
    return {parts.front().first, y, parts.back().second - parts.front().first, m_textHeight};
}

CanvasLines::Line CanvasLayout::lineAt(std::uint32_t position) const {
    const auto [index, row] = self().rowOf(position);
    const CanvasPiece& p = self().piece(index);
    const QTextLine& line = p.rows[row].line;
    const std::uint32_t begin = m_text->begin(index);
    return {{begin + p.codePointOf(line.textStart()),
                begin + p.codePointOf(line.textStart() + line.textLength())},
        p.rightToLeft, p.mixed};
}

double CanvasLayout::xOf(CodePointRange range) const {
    return self().characterRect(range.begin).center().x();
}

double CanvasLayout::leadingX(const CanvasPiece& p, const CanvasRow& row, int unit) const {
    return p.mixed ? row.line.cursorToX(unit, QTextLine::Leading) : row.line.cursorToX(unit);
}

CodePointRange CanvasLayout::rangeOf(
    std::size_t index, const CanvasPiece& p, const CanvasRow& row) const {
    const std::uint32_t begin = m_text->begin(index);
    const int first = row.line.textStart();
    return {begin + p.codePointOf(first), begin + p.codePointOf(first + row.line.textLength())};
}

QLineF CanvasLayout::edgeOf(CodePointRange range, bool end) {
    const std::uint32_t at = end ? m_text->previousBorder(range.end) : range.begin;
    const QRectF box = characterRect(at);
    const double x = end != rightToLeftAt(at) ? box.right() : box.left();
    return {x, box.top(), x, box.bottom()};
}

bool CanvasLayout::rightToLeftAt(std::uint32_t position) const {
    const auto [index, row] = self().rowOf(position);
    const CanvasPiece& p = self().piece(index);
    if (!p.mixed)
        return p.rightToLeft;
    const int unit = p.unitOf(position - m_text->begin(index));
    if (unit < p.text.size()) {
        const QChar c = p.text[unit];
        const bool two = c.isHighSurrogate() && unit + 1 < p.text.size();
        switch (
            two ? QChar::direction(QChar::surrogateToUcs4(c, p.text[unit + 1])) : c.direction()) {
        case QChar::DirL:
        case QChar::DirEN:
        case QChar::DirAN:
            return false;
        case QChar::DirR:
        case QChar::DirAL:
            return true;
        default:
            break;
        }
    }
    // Of a blank or a mark: as it is laid out.
    const QTextLine& line = p.rows[row].line;
    const double leading = line.cursorToX(unit, QTextLine::Leading);
    const double trailing = line.cursorToX(unit, QTextLine::Trailing);
    return leading == trailing ? p.rightToLeft : trailing < leading;
}

std::uint32_t CanvasLayout::sideways(std::uint32_t position, bool right) const {
    const auto [index, row] = self().rowOf(position);
    const CanvasPiece& p = self().piece(index);
    const int unit = p.unitOf(position - m_text->begin(index));
    const int to = right ? p.layout->rightCursorPosition(unit) : p.layout->leftCursorPosition(unit);
    if (to != unit)
        return m_text->begin(index) + p.codePointOf(to);
    return right != p.rightToLeft ? m_text->nextBorder(position) : m_text->previousBorder(position);
}

std::uint32_t CanvasLayout::vertical(std::uint32_t position, int lines, double x) const {
    auto [index, row] = self().rowOf(position);
    for (; lines > 0; --lines) {
        if (row + 1 < self().piece(index).rows.size())
            ++row;
        else if (index + 1 < m_text->pieces())
            ++index, row = 0;
        else
            break;
    }
    for (; lines < 0; ++lines) {
        if (row > 0)
            --row;
        else if (index > 0)
            row = self().piece(--index).rows.size() - 1;
        else
            break;
    }
    const CanvasPiece& p = self().piece(index);
    return m_text->begin(index)
        + p.codePointOf(p.rows[row].line.xToCursor(x, QTextLine::CursorOnCharacter));
}

} // namespace evenspan::ui
