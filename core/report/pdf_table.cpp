// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/pdf_table.h"

#include <algorithm>
#include <numeric>
#include <QTextBoundaryFinder>

namespace evenspan::report {

namespace {

constexpr double kPadding = 4, kAbove = 2.6, kShort = 60;
constexpr double kSlack = 0.5; // a line that fits a measured width exactly is broken all the same

double longestWord(const PageFlow& flow, const QString& text, const TextLook& look) {
    double longest = 0;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Line, text);
    qsizetype from = 0;
    for (auto to = finder.toNextBoundary(); to > 0; to = finder.toNextBoundary()) {
        longest = std::max(longest, flow.width(text.mid(from, to - from).trimmed(), look));
        from = to;
    }
    return longest;
}

struct Looks {
    TextLook head, cell;
};

Looks looksOf(double size) {
    return {{size, Ink::Muted, true, false, 1.3, Qt::AlignLeft},
        {size, Ink::Text, false, false, 1.35, Qt::AlignLeft}};
}

struct Measured {
    std::vector<double> natural, least;
    double all(const std::vector<double>& list) const {
        return std::accumulate(list.begin(), list.end(), 0.0);
    }
};

// What columns of words ask for at least, where their texts are that wide.
struct Floors {
    double first, others;
    bool parted = false; // a figure may stand above its interval
};
// The first column says what a row is, so it is wider where there is room; where there is little,
// names that stand in two columns are broken alike.
constexpr Floors kFloors[]{
    {96, 56}, {56, 56}, {56, 56, true}, {42, 42}, {42, 42, true}, {0, 0}, {0, 0, true}};

Measured measure(const PageFlow& flow, const Table& table, const Looks& looks, Floors floors) {
    Measured out;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        double natural = flow.width(table.columns[column].head, looks.head);
        double least = longestWord(flow, table.columns[column].head, looks.head);
        // A head may break; it does not ask for more than its two or three lines.
        natural = std::max(least, natural / 2);
        for (const auto& row : table.rows) {
            const auto& printed = row[column].printed;
            const double wide = flow.width(printed, looks.cell) + kSlack;
            natural = std::max(natural, wide);
            // Numbers and short words stay on one line.
            const bool number = table.columns[column].number && row[column].value;
            const auto interval =
                number && floors.parted ? printed.indexOf(QLatin1String(" [")) : -1;
            least = std::max(least,
                interval > 0 ? std::max(flow.width(printed.left(interval), looks.cell),
                                   flow.width(printed.mid(interval + 1), looks.cell))
                        + kSlack
                    : number || wide <= kShort ? wide
                                               : longestWord(flow, printed, looks.cell) + kSlack);
        }
        if (column == 0)
            least = std::max(least, std::min(natural, floors.first));
        else if (!table.columns[column].number)
            least = std::max(least, std::min(natural, floors.others));
        out.natural.push_back(natural + 2 * kPadding);
        out.least.push_back(least + 2 * kPadding);
    }
    return out;
}

class Setter {
public:
    Setter(PageFlow& flow, const Table& table, const Looks& looks, const TableFit& fit)
        : m_flow(flow)
        , m_table(table)
        , m_looks(looks)
        , m_widths(fit.widths)
        , m_parted(fit.parted) { }

    double headHeight() {
        layOutRow([this](std::size_t column) { return m_table.columns[column].head; }, true);
        return m_height;
    }
    void head() {
        headHeight();
        const double top = m_flow.y();
        drawRow();
        m_flow.rule(left(), right(), top + m_height, 0.8, Ink::Muted);
        m_flow.advance(m_height);
    }
    // False: it does not fit on this page any more.
    double layOut(std::size_t row) {
        layOutRow(
            [&](std::size_t column) {
                const auto& cell = m_table.rows[row][column];
                QString printed = cell.printed;
                if (m_parted && cell.value)
                    printed.replace(QLatin1String(" ["), QLatin1String("\n["));
                return printed;
            },
            false);
        return m_height;
    }
    void draw() {
        drawRow();
        m_flow.rule(left(), right(), m_flow.y() + m_height, 0.35, Ink::Line);
        m_flow.advance(m_height);
    }
    double left() const { return m_flow.size().left; }
    double right() const { return left() + std::accumulate(m_widths.begin(), m_widths.end(), 0.0); }

private:
    template <class F> void layOutRow(F text, bool head) {
        m_blocks.clear();
        m_height = 0;
        for (std::size_t column = 0; column < m_widths.size(); ++column) {
            auto look = head ? m_looks.head : m_looks.cell;
            if (m_table.columns[column].number)
                look.align = Qt::AlignRight;
            m_blocks.push_back(m_flow.layOut(text(column), look, m_widths[column] - 2 * kPadding));
            m_height = std::max(m_height, m_blocks.back().height);
        }
        m_height += 2 * kAbove;
        m_bottom = head;
    }
    void drawRow() {
        double x = left();
        for (std::size_t column = 0; column < m_widths.size(); ++column) {
            const double down = m_bottom ? m_height - 2 * kAbove - m_blocks[column].height : 0;
            m_flow.draw(m_blocks[column], x + kPadding, m_flow.y() + kAbove + down);
            x += m_widths[column];
        }
    }

    PageFlow& m_flow;
    const Table& m_table;
    const Looks& m_looks;
    std::vector<double> m_widths;
    bool m_parted;
    std::vector<TextBlock> m_blocks;
    double m_height = 0;
    bool m_bottom = false; // heads stand on their rule
};

} // namespace

std::vector<double> columnWidths(
    const std::vector<double>& natural, const std::vector<double>& least, double width) {
    const double wished = std::accumulate(natural.begin(), natural.end(), 0.0);
    const double needed = std::accumulate(least.begin(), least.end(), 0.0);
    auto widths = natural;
    if (wished <= width) {
        // What is left over goes to the columns in the measure of what they hold.
        for (auto& one : widths)
            one *= width / wished;
    } else if (needed <= width) {
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = least[i] + (natural[i] - least[i]) * (width - needed) / (wished - needed);
    } else {
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = least[i] * width / needed;
    }
    return widths;
}

TableFit fitTable(const PageFlow& flow, const Table& table) {
    const double width = flow.size().textWidth();
    TableFit out;
    Measured measured;
    // Smaller letters before columns of one word a line.
    for (const auto& floors : kFloors)
        for (const double size : {8.5, 8.0, 7.5, 7.0, 6.5}) {
            measured = measure(flow, table, looksOf(size), floors);
            out.size = size;
            out.parted = floors.parted;
            out.fits = measured.all(measured.least) <= width;
            if (out.fits) {
                out.widths = columnWidths(measured.natural, measured.least, width);
                return out;
            }
        }
    out.widths = columnWidths(measured.natural, measured.least, width);
    return out;
}

void setTable(PageFlow& flow, const Table& table, const QString& label, const ReportWords& words) {
    const double width = flow.size().textWidth();
    const TextLook captionLook{8.5, Ink::Text, true, false, 1.4};
    const auto fit = fitTable(flow, table);
    const Looks looks = looksOf(fit.size);
    Setter setter(flow, table, looks, fit);
    const QString title = label + QStringLiteral("  ") + table.caption;
    auto caption = flow.layOut(title, captionLook, width);
    const double head = setter.headHeight();
    const double firstRow = table.rows.empty() ? 0 : setter.layOut(0);
    flow.need(caption.height + head + 2.5 * firstRow + 8);
    flow.draw(caption, flow.size().left, flow.y());
    flow.advance(caption.height + 3);
    setter.head();
    const TextLook noteLook{7.5, Ink::Muted, false, false, 1.35};
    const double note =
        table.note.isEmpty() ? 0 : flow.layOut(table.note, noteLook, width).height + 3;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        // The note stays with the last row.
        const bool last = row + 1 == table.rows.size();
        if (setter.layOut(row) + (last ? note : 0) > flow.left()) {
            flow.newPage();
            caption = flow.layOut(title + QStringLiteral(" (") + words.continued + QLatin1Char(')'),
                captionLook, width);
            flow.draw(caption, flow.size().left, flow.y());
            flow.advance(caption.height + 3);
            setter.head();
            setter.layOut(row);
        }
        setter.draw();
    }
    if (!table.note.isEmpty()) {
        flow.advance(3);
        flow.flow(flow.layOut(table.note, noteLook, width), flow.size().left);
    }
    flow.skip(14);
}

} // namespace evenspan::report
