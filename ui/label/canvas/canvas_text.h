// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace evenspan::ui {

// The text of one document in pieces that are laid out one by one: paragraphs, and parts of at most
// kPiece UTF-16 units of a longer one, cut at the border of a character as a reader sees it. Made
// in one pass; positions are found by binary search, then by a scan of one piece.
class CanvasText {
public:
    static constexpr std::uint32_t kPiece = 4096;

    CanvasText();
    explicit CanvasText(std::string bytes);

    std::size_t pieces() const { return m_pieces.size() - 1; } // at least 1
    std::uint32_t codePoints() const { return m_pieces.back().codePoint; }
    std::uint32_t utf16Units() const { return m_pieces.back().utf16; }
    std::size_t pieceAt(std::uint32_t codePoint) const;
    // Code points of a piece without its line end; the line end belongs to the piece.
    CodePointRange content(std::size_t piece) const;
    std::uint32_t begin(std::size_t piece) const { return m_pieces[piece].codePoint; }
    // UTF-16 units of a piece with its line end.
    std::uint32_t units(std::size_t piece) const {
        return m_pieces[piece + 1].utf16 - m_pieces[piece].utf16;
    }
    // Whether a line end closes the piece; if not, the paragraph goes on in the next one.
    bool endsLine(std::size_t piece) const { return m_pieces[piece].lineEnd > 0; }
    // Content for drawing: control characters are replaced by their pictures, one unit for one.
    QString display(std::size_t piece) const;
    QString text(CodePointRange range) const; // the exact text

    // Within one piece's display text.
    static int unitOf(const QString& text, std::uint32_t codePoint);
    static std::uint32_t codePointOf(const QString& text, int unit);

    std::uint32_t toUtf16(std::uint32_t codePoint) const;
    std::uint32_t toCodePoint(std::uint32_t utf16) const;

    // Borders of characters as a reader sees them; CRLF is one. Stop at 0 and at the end.
    std::uint32_t nextBorder(std::uint32_t codePoint) const;
    std::uint32_t previousBorder(std::uint32_t codePoint) const;
    // The character around a code point; empty at the end of the text.
    CodePointRange characterAt(std::uint32_t codePoint) const;

private:
    struct Piece {
        std::uint32_t byte = 0, codePoint = 0, utf16 = 0, lineEnd = 0; // bytes of the line end
    };
    QString raw(std::size_t piece) const;

    std::string m_bytes;
    std::vector<Piece> m_pieces; // the last one is the end of the text
};

} // namespace evenspan::ui
