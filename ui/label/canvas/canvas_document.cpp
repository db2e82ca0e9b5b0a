// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/canvas/canvas_document.h"

#include <algorithm>

namespace evenspan::ui {

namespace {

// Letters and digits of a US keyboard from the X11 key codes of the first key of each row on.
struct KeyRow {
    quint32 first;
    const char* letters;
};
constexpr KeyRow kRows[]{
    {10, "1234567890"}, {24, "qwertyuiop"}, {38, "asdfghjkl"}, {52, "zxcvbnm"}};

QChar byPlace(quint32 scanCode) {
    for (const KeyRow& row : kRows)
        if (scanCode >= row.first && scanCode < row.first + qstrlen(row.letters))
            return QLatin1Char(row.letters[scanCode - row.first]);
    return {};
}

} // namespace

std::vector<CodePointRange> withPart(std::vector<CodePointRange> parts, CodePointRange range) {
    if (range.empty())
        return parts;
    std::vector<CodePointRange> out;
    const bool held = std::ranges::any_of(
        parts, [&](const CodePointRange& part) { return part.contains(range); });
    if (held) {
        for (const CodePointRange& part : parts) {
            if (!part.contains(range)) {
                out.push_back(part);
                continue;
            }
            if (part.begin < range.begin)
                out.push_back({part.begin, range.begin});
            if (range.end < part.end)
                out.push_back({range.end, part.end});
        }
        return out;
    }
    parts.push_back(range);
    std::ranges::sort(parts);
    for (const CodePointRange& part : parts) {
        if (!out.empty() && part.begin <= out.back().end)
            out.back().end = std::max(out.back().end, part.end);
        else
            out.push_back(part);
    }
    return out;
}

bool CanvasSubwords::splits(std::uint32_t border) const {
    const auto next = std::upper_bound(pieces.begin(), pieces.end(), border,
        [](std::uint32_t at, const CodePointRange& piece) { return at < piece.begin; });
    return next != pieces.begin() && (next - 1)->begin < border && border < (next - 1)->end;
}

QString labelLetters(const QString& typed, quint32 scanCode) {
    QString out;
    for (QChar c : typed) {
        if (c.unicode() >= 0xFF01 && c.unicode() <= 0xFF5E)
            c = QChar(char16_t(c.unicode() - 0xFEE0));
        if (c.unicode() < 0x80 && c.isLetterOrNumber())
            out += c;
        else if (const QChar place = byPlace(scanCode);
                 typed.size() == 1 && c.isLetter() && !place.isNull())
            out += place;
        else
            return {};
    }
    return out;
}

} // namespace evenspan::ui
