// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/canvas/canvas_cursor.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace evenspan::ui {

namespace {

bool isPunctuation(const CanvasText& text, CodePointRange token) {
    const QString words = text.text(token);
    return std::all_of(words.begin(), words.end(),
        [](QChar c) { return c.isPunct() || c.isSymbol() || c.isSpace(); });
}

} // namespace

void TokenCursor::reset(const CanvasText* text, const std::vector<CodePointRange>* tokens) {
    m_text = text;
    m_tokens = tokens;
    m_goal.reset();
    place(cellAt(0), false);
}

// Index of the first token whose end lies behind the position.
std::size_t TokenCursor::firstEndingAfter(std::uint32_t position) const {
    return std::size_t(
        std::upper_bound(m_tokens->begin(), m_tokens->end(), position,
            [](std::uint32_t value, const CodePointRange& token) { return value < token.end; })
        - m_tokens->begin());
}

std::optional<CodePointRange> TokenCursor::tokenAt(std::uint32_t position) const {
    const std::size_t i = firstEndingAfter(position);
    if (i < m_tokens->size() && (*m_tokens)[i].begin <= position && !(*m_tokens)[i].empty())
        return (*m_tokens)[i];
    return std::nullopt;
}

// The token at or behind a position, the last one at the end; a place where there are none.
CodePointRange TokenCursor::cellAt(std::uint32_t position) const {
    for (std::size_t i = firstEndingAfter(position); i < m_tokens->size(); ++i)
        if (!(*m_tokens)[i].empty())
            return (*m_tokens)[i];
    for (std::size_t i = m_tokens->size(); i-- > 0;)
        if (!(*m_tokens)[i].empty())
            return (*m_tokens)[i];
    position = std::min(position, m_text->codePoints());
    return {position, position};
}

// The next or previous token; the cell itself at the end of the text.
CodePointRange TokenCursor::neighbour(CodePointRange cell, bool forward) const {
    if (forward) {
        for (std::size_t i = firstEndingAfter(cell.end); i < m_tokens->size(); ++i)
            if (!(*m_tokens)[i].empty())
                return (*m_tokens)[i];
        return cell;
    }
    for (std::size_t i = firstEndingAfter(cell.begin); i-- > 0;)
        if (!(*m_tokens)[i].empty() && (*m_tokens)[i].begin < cell.begin)
            return (*m_tokens)[i];
    return cell;
}

// By what the eye sees: inside a line by x, from its edge into the line before or behind.
CodePointRange TokenCursor::visualNeighbour(bool right) const {
    const auto line = m_lines->lineAt(m_head.begin);
    if (!line.mixed)
        return neighbour(m_head, right != line.rightToLeft);
    std::vector<std::pair<double, CodePointRange>> cells;
    for (std::size_t i = firstEndingAfter(line.range.begin);
         i < m_tokens->size() && (*m_tokens)[i].begin < line.range.end; ++i)
        if (!(*m_tokens)[i].empty() && (*m_tokens)[i].begin >= line.range.begin)
            cells.push_back({m_lines->xOf((*m_tokens)[i]), (*m_tokens)[i]});
    std::sort(cells.begin(), cells.end());
    const auto at = std::find_if(
        cells.begin(), cells.end(), [&](const auto& cell) { return cell.second == m_head; });
    if (at == cells.end())
        return neighbour(m_head, right != line.rightToLeft);
    if (right && at + 1 != cells.end())
        return (at + 1)->second;
    if (!right && at != cells.begin())
        return (at - 1)->second;
    const bool forward = right != line.rightToLeft;
    const auto edge = forward ? line.range.end : line.range.begin;
    const auto out = neighbour({edge, edge}, forward);
    return line.range.contains(out) ? m_head : out;
}

void TokenCursor::place(CodePointRange head, bool extend) {
    m_head = head;
    if (!extend)
        m_anchor = head;
    m_extended = extend;
}

void TokenCursor::moveSideways(bool right, bool extend, bool byCharacter) {
    const auto line = m_lines ? m_lines->lineAt(m_head.begin) : CanvasLines::Line{};
    const bool ahead = right != line.rightToLeft;
    if (byCharacter || (extend && m_anchor.empty())) {
        // Two bare places: the anchor keeps the border that the selection grew from.
        std::uint32_t edge = position();
        if (extend)
            m_anchor = forward() ? CodePointRange{m_anchor.begin, m_anchor.begin}
                                 : CodePointRange{m_anchor.end, m_anchor.end};
        else
            edge = m_head.begin;
        if (byCharacter && line.mixed)
            edge = m_lines->sideways(edge, right);
        else if (byCharacter)
            edge = ahead ? m_text->nextBorder(edge) : m_text->previousBorder(edge);
        else if (ahead)
            edge = std::max(edge, cellAt(edge).end);
        else
            edge = neighbour({edge, edge}, false).begin;
        place({edge, edge}, extend);
        return;
    }
    if (m_head.empty()) {
        // From a place onto a token: the one that it stands in or before counts as a step.
        const auto cell = ahead ? cellAt(m_head.begin) : neighbour(m_head, false);
        place(cell, extend);
        return;
    }
    place(m_lines ? visualNeighbour(right) : neighbour(m_head, right), extend);
}

bool TokenCursor::move(Move move, bool extend, bool byCharacter) {
    const auto before = std::tuple(m_anchor, m_head, m_extended);
    const bool vertical =
        move == Move::Up || move == Move::Down || move == Move::PageUp || move == Move::PageDown;
    if (!vertical)
        m_goal.reset();
    const std::uint32_t at = m_head.begin;
    switch (move) {
    case Move::Left:
    case Move::Right:
        moveSideways(move == Move::Right, extend, byCharacter);
        break;
    case Move::Up:
    case Move::Down:
    case Move::PageUp:
    case Move::PageDown: {
        if (!m_lines)
            break;
        if (!m_goal)
            m_goal = m_lines->xOf(m_head);
        const double goal = *m_goal;
        const int step = move == Move::Up || move == Move::Down ? 1 : m_lines->linesOfPage();
        const bool up = move == Move::Up || move == Move::PageUp;
        const auto target = m_lines->vertical(at, up ? -step : step, goal);
        moveTo(target, extend, byCharacter);
        m_goal = goal;
        break;
    }
    case Move::LineStart:
        moveTo(m_lines ? m_lines->lineAt(at).range.begin : 0, extend, byCharacter);
        break;
    case Move::LineEnd: {
        const auto end = m_lines ? m_lines->lineAt(at).range.end : m_text->codePoints();
        if (byCharacter)
            moveTo(end, extend, true);
        else // the last token that begins before the line's end
            place(neighbour({end, end}, false), extend);
        break;
    }
    case Move::Start:
        moveTo(0, extend, byCharacter);
        break;
    case Move::End:
        moveTo(m_text->codePoints(), extend, byCharacter);
        break;
    }
    return before != std::tuple(m_anchor, m_head, m_extended);
}

void TokenCursor::moveTo(std::uint32_t position, bool extend, bool byCharacter) {
    m_goal.reset();
    position = std::min(position, m_text->codePoints());
    place(byCharacter ? CodePointRange{position, position} : cellAt(position), extend);
}

void TokenCursor::select(CodePointRange range) {
    m_goal.reset();
    range.end = std::min(range.end, m_text->codePoints());
    range.begin = std::min(range.begin, range.end);
    m_anchor = {range.begin, range.begin};
    m_head = {range.end, range.end};
    m_extended = !range.empty();
}

void TokenCursor::collapse() {
    m_anchor = m_head;
    m_extended = false;
}

std::uint32_t TokenCursor::position() const {
    // A bare token counts as a selection of itself when it is extended by character.
    return forward() ? m_head.end : m_head.begin;
}

CodePointRange TokenCursor::selection() const {
    if (!m_extended)
        return {m_head.begin, m_head.begin};
    return {std::min(m_anchor.begin, m_head.begin), std::max(m_anchor.end, m_head.end)};
}

CodePointRange TokenCursor::target() const {
    const auto range = selection();
    if (!range.empty())
        return range;
    return m_head.empty() ? cellAt(m_head.begin) : m_head;
}

CodePointRange TokenCursor::snapped(CodePointRange range) const {
    std::size_t first = firstEndingAfter(range.begin);
    std::size_t last = first;
    while (last < m_tokens->size() && (*m_tokens)[last].begin < range.end)
        ++last;
    if (first == last)
        return range;
    const CodePointRange all{(*m_tokens)[first].begin, (*m_tokens)[last - 1].end};
    const auto outer = [&](std::size_t i) { return isPunctuation(*m_text, (*m_tokens)[i]); };
    while (first < last && outer(first))
        ++first;
    while (last > first && outer(last - 1))
        --last;
    if (first == last)
        return all;
    return {(*m_tokens)[first].begin, (*m_tokens)[last - 1].end};
}

bool TokenCursor::tokenBegins(std::uint32_t position) const {
    const auto token = tokenAt(position);
    return token && token->begin == position;
}

std::uint32_t TokenCursor::snappedEdge(std::uint32_t position, bool end) const {
    const std::size_t i = firstEndingAfter(position);
    const bool inside = i < m_tokens->size() && (*m_tokens)[i].begin < position;
    const bool past =
        inside && position - (*m_tokens)[i].begin > ((*m_tokens)[i].end - (*m_tokens)[i].begin) / 2;
    if (end) {
        if (past)
            return (*m_tokens)[i].end;
        return i > 0 ? (*m_tokens)[i - 1].end : position;
    }
    if (inside && !past)
        return (*m_tokens)[i].begin;
    const std::size_t next = inside ? i + 1 : i;
    return next < m_tokens->size() ? (*m_tokens)[next].begin : position;
}

CodePointRange TokenCursor::moveEnd(CodePointRange range, bool forward, bool byCharacter) const {
    std::uint32_t end = range.end;
    if (byCharacter)
        end = forward ? m_text->nextBorder(end) : m_text->previousBorder(end);
    else if (const std::size_t i = firstEndingAfter(end); forward)
        end = i < m_tokens->size() ? (*m_tokens)[i].end : end;
    else { // the largest token end below
        std::size_t k = i;
        while (k > 0 && (*m_tokens)[k - 1].end >= end)
            --k;
        end = k > 0 ? (*m_tokens)[k - 1].end : end;
    }
    return end > range.begin ? CodePointRange{range.begin, end} : range;
}

CodePointRange TokenCursor::moveStart(CodePointRange range, bool forward, bool byCharacter) const {
    std::uint32_t begin = range.begin;
    if (byCharacter)
        begin = forward ? m_text->nextBorder(begin) : m_text->previousBorder(begin);
    else {
        const auto behind = std::upper_bound(m_tokens->begin(), m_tokens->end(), begin,
            [](std::uint32_t value, const CodePointRange& token) { return value < token.begin; });
        if (forward)
            begin = behind != m_tokens->end() ? behind->begin : begin;
        else {
            auto before = behind;
            while (before != m_tokens->begin() && (before - 1)->begin >= begin)
                --before;
            begin = before != m_tokens->begin() ? (before - 1)->begin : begin;
        }
    }
    return begin < range.end ? CodePointRange{begin, range.end} : range;
}

} // namespace evenspan::ui
