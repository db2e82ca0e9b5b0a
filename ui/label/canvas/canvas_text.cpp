// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/canvas/canvas_text.h"

#include "core/text/utf8.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace evenspan::ui {

namespace {

// Each byte that is not UTF-8 becomes U+FFFD, so that every later step may trust the text.
std::string repaired(std::string bytes) {
    if (!firstInvalidUtf8(bytes))
        return bytes;
    std::string out;
    std::string_view rest = bytes;
    while (const auto bad = firstInvalidUtf8(rest)) {
        out.append(rest.substr(0, *bad)).append("\xEF\xBF\xBD");
        rest.remove_prefix(*bad + 1);
        // The search is cut short: a text of invalid bytes alone must not cost a square.
        const std::size_t run = std::find_if(rest.begin(), rest.end(), [](char c) {
            return (c & 0xC0) != 0x80;
        }) - rest.begin();
        for (std::size_t i = 0; i < run; ++i)
            out.append("\xEF\xBF\xBD");
        rest.remove_prefix(run);
    }
    return out.append(rest);
}

// A good place to cut at or before `limit` bytes behind `from`: behind a blank, else at the border
// of a character.
std::size_t cutBefore(std::string_view text, std::size_t from, std::size_t to) {
    const std::size_t low = std::max(from + 1, to > 400 ? to - 400 : 0);
    for (std::size_t i = to; i > low; --i)
        if (text[i - 1] == ' ' && i < text.size() && (text[i] & 0x80) == 0 && text[i] != ' ')
            return i;
    std::size_t start = low;
    while (start < to && (text[start] & 0xC0) == 0x80)
        ++start;
    std::size_t stop = std::min(text.size(), to + 64);
    while (stop < text.size() && (text[stop] & 0xC0) == 0x80)
        ++stop;
    const QString around = QString::fromUtf8(text.data() + start, qsizetype(stop - start));
    const QString before = QString::fromUtf8(text.data() + start, qsizetype(to - start));
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, around);
    finder.setPosition(before.size());
    if (!finder.isAtBoundary())
        finder.toPreviousBoundary();
    if (finder.position() <= 0)
        return to; // one character of over 400 bytes: cut it, so that a layout stays bounded
    return start + std::size_t(QStringView(around).left(finder.position()).toUtf8().size());
}

} // namespace

CanvasText::CanvasText()
    : CanvasText(std::string{}) { }

CanvasText::CanvasText(std::string bytes)
    : m_bytes(repaired(std::move(bytes))) {
    Piece now;
    std::uint32_t points = 0, units = 0;
    std::size_t at = 0;
    const auto close = [&](std::size_t end, std::uint32_t lineEnd) {
        now.lineEnd = lineEnd;
        m_pieces.push_back(now);
        now = {std::uint32_t(end), points, units, 0};
    };
    while (at < m_bytes.size()) {
        if (units - now.utf16 >= kPiece - 1) {
            const std::size_t cut = cutBefore(m_bytes, now.byte, at);
            for (std::size_t i = cut; i < at; ++i) { // give back what lies behind the cut
                const auto c = static_cast<unsigned char>(m_bytes[i]);
                if ((c & 0xC0) != 0x80) {
                    --points;
                    units -= c >= 0xF0 ? 2 : 1;
                }
            }
            at = cut;
            close(at, 0);
        }
        const std::size_t begin = at;
        const char32_t c = nextCodePoint(m_bytes, at);
        ++points;
        units += c > 0xFFFF ? 2 : 1;
        if (c == U'\r' && at < m_bytes.size() && m_bytes[at] == '\n') {
            ++at;
            ++points;
            ++units;
        }
        if (c == U'\n' || c == U'\r' || c == 0x2028 || c == 0x2029 || c == 0x85)
            close(at, std::uint32_t(at - begin));
    }
    close(at, 0);
    m_pieces.push_back(now);
}

std::size_t CanvasText::pieceAt(std::uint32_t codePoint) const {
    const auto it = std::upper_bound(m_pieces.begin(), m_pieces.end() - 1, codePoint,
        [](std::uint32_t value, const Piece& piece) { return value < piece.codePoint; });
    return it == m_pieces.begin() ? 0 : std::size_t(it - m_pieces.begin()) - 1;
}

CodePointRange CanvasText::content(std::size_t piece) const {
    const Piece& p = m_pieces[piece];
    const std::size_t end = m_pieces[piece + 1].byte;
    const auto lineEnd =
        countCodePoints(std::string_view(m_bytes).substr(end - p.lineEnd, p.lineEnd));
    return {p.codePoint, m_pieces[piece + 1].codePoint - std::uint32_t(lineEnd)};
}

QString CanvasText::raw(std::size_t piece) const {
    const Piece& p = m_pieces[piece];
    return QString::fromUtf8(m_bytes.data() + p.byte, qsizetype(m_pieces[piece + 1].byte - p.byte));
}

QString CanvasText::display(std::size_t piece) const {
    const Piece& p = m_pieces[piece];
    QString text = QString::fromUtf8(
        m_bytes.data() + p.byte, qsizetype(m_pieces[piece + 1].byte - p.byte - p.lineEnd));
    for (QChar& c : text)
        if (c.unicode() < 0x20 && c != u'\t')
            c = QChar(0x2400 + c.unicode());
    return text;
}

QString CanvasText::text(CodePointRange range) const {
    const std::uint32_t end = std::min(range.end, codePoints());
    QString out;
    for (std::uint32_t at = range.begin; at < end;) {
        const std::size_t piece = pieceAt(at);
        const QString all = raw(piece);
        const std::uint32_t stop = std::min(end, m_pieces[piece + 1].codePoint);
        const int from = unitOf(all, at - begin(piece));
        out += QStringView(all).mid(from, unitOf(all, stop - begin(piece)) - from);
        at = stop;
    }
    return out;
}

int CanvasText::unitOf(const QString& text, std::uint32_t codePoint) {
    int unit = 0;
    for (; codePoint > 0 && unit < text.size(); --codePoint)
        unit += text[unit].isHighSurrogate() ? 2 : 1;
    return unit;
}

std::uint32_t CanvasText::codePointOf(const QString& text, int unit) {
    std::uint32_t points = 0;
    for (int i = 0; i < qMin(unit, int(text.size())); ++i)
        points += text[i].isLowSurrogate() ? 0 : 1;
    return unit > 0 && unit < text.size() && text[unit].isLowSurrogate() ? points - 1 : points;
}

std::uint32_t CanvasText::toUtf16(std::uint32_t codePoint) const {
    if (codePoint >= codePoints())
        return utf16Units();
    const std::size_t piece = pieceAt(codePoint);
    return m_pieces[piece].utf16 + std::uint32_t(unitOf(raw(piece), codePoint - begin(piece)));
}

std::uint32_t CanvasText::toCodePoint(std::uint32_t utf16) const {
    if (utf16 >= utf16Units())
        return codePoints();
    const auto it = std::upper_bound(m_pieces.begin(), m_pieces.end() - 1, utf16,
        [](std::uint32_t value, const Piece& piece) { return value < piece.utf16; });
    const std::size_t piece = std::size_t(it - m_pieces.begin()) - 1;
    return begin(piece) + codePointOf(raw(piece), int(utf16 - m_pieces[piece].utf16));
}

CodePointRange CanvasText::characterAt(std::uint32_t codePoint) const {
    if (codePoint >= codePoints())
        return {codePoints(), codePoints()};
    const std::size_t piece = pieceAt(codePoint);
    const QString text = raw(piece);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    const int unit = unitOf(text, codePoint - begin(piece));
    finder.setPosition(unit);
    if (!finder.isAtBoundary())
        finder.toPreviousBoundary();
    const auto from = int(finder.position());
    const auto to = int(finder.toNextBoundary());
    return {begin(piece) + codePointOf(text, from),
        begin(piece) + codePointOf(text, to < 0 ? int(text.size()) : to)};
}

std::uint32_t CanvasText::nextBorder(std::uint32_t codePoint) const {
    return characterAt(codePoint).end;
}

std::uint32_t CanvasText::previousBorder(std::uint32_t codePoint) const {
    return codePoint == 0 ? 0 : characterAt(std::min(codePoint, codePoints()) - 1).begin;
}

} // namespace evenspan::ui
