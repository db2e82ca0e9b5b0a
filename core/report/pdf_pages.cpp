// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/pdf_pages.h"

#include "core/report/chart_painter.h"
#include "core/report/page_flow.h"
#include "core/report/pdf_table.h"

#include <QBuffer>
#include <QHash>
#include <QPdfWriter>

namespace evenspan::report {

namespace {

const TextLook kBody{9.5};
const TextLook kLead{11, Ink::Text, false, false, 1.5};
const TextLook kNote{8, Ink::Muted, false, false, 1.4};
const TextLook kFormula{8.5, Ink::Text, false, true, 1.5};
const TextLook kCaption{8.5, Ink::Text, true, false, 1.4};
constexpr double kWorthwhile = 160;
constexpr double kSignLine =
    34; // a line to sign on, with its label // a smaller part of a figure is not worth its frame
const TextLook kTerm{9.5, Ink::Text, true};

class Composer {
public:
    Composer(const Report& report, QPdfWriter& writer)
        : m_report(report)
        , m_flow(report, writer) { }

    Result<PdfPages> compose(const std::stop_token& stop) {
        titlePage();
        m_flow.newPage();
        for (std::size_t i = 0; i < m_report.sections.size(); ++i) {
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, "Stopped", "report", "Start it again."};
            section(m_report.sections[i], i == 0);
        }
        const int contents = m_flow.pages();
        contentsPages(contents);
        m_flow.movePages(contents, 1);
        m_flow.paint();
        return std::move(m_flow.result());
    }

private:
    double left() const { return m_flow.size().left; }
    double width() const { return m_flow.size().textWidth(); }

    void put(const QString& text, const TextLook& look, double after) {
        m_flow.flow(m_flow.layOut(text, look, width()), left());
        m_flow.skip(after);
    }

    void titlePage() {
        m_flow.advance(120);
        put(m_report.title, {26, Ink::Text, true, false, 1.25}, 8);
        put(m_report.subtitle, {13, Ink::Muted, false, false, 1.4}, 26);
        m_flow.rule(left(), left() + width(), m_flow.y(), 1.2, Ink::Accent);
        m_flow.advance(20);
        definitions({m_report.facts}, 130, 9.5);
        m_flow.advance(16);
        if (!m_report.disclaimer.isEmpty())
            put(m_report.disclaimer, kNote, 0);
    }

    // Behind the sections first, since only then their pages are known; moved to the front later.
    void contentsPages(int sectionPages) {
        m_flow.newPage();
        struct Line {
            PdfPages::Target target;
            double y;
            int page;
        };
        std::vector<Line> lines;
        m_flow.advance(6);
        put(m_report.words.contents, {18, Ink::Text, true, false, 1.3}, 14);
        const auto targets = m_flow.result().targets;
        for (const auto& target : targets) {
            const double high = target.level == 1 ? 19 : 15;
            m_flow.need(high);
            lines.push_back({target, m_flow.y(), m_flow.page()});
            contentsLine(target);
            m_flow.advance(high);
        }
        // Page numbers shift by the pages of the contents themselves.
        const int own = m_flow.pages() - sectionPages;
        for (const auto& line : lines)
            m_flow.textOn(line.page, QString::number(line.target.page + own + 1), kBody,
                left() + width(), line.y + 12, Anchor::Right);
    }

    void contentsLine(const PdfPages::Target& target) {
        const bool top = target.level == 1;
        const TextLook look{top ? 10.0 : 9.0, Ink::Text, top};
        const double indent = top ? 0 : 16;
        const double room = width() - indent - 40;
        m_flow.draw(
            [look, room, indent, wide = width(), title = target.title](Canvas& canvas) {
                const TextStyle style{look.size, look.ink, look.bold};
                const auto shown = canvas.elided(title, style, room);
                canvas.text({indent, 12}, shown, style);
                const double from = indent + canvas.width(shown, style) + 6;
                canvas.line({from, 11}, {wide - 24, 11}, Ink::Line, 0.5, true);
            },
            left(), m_flow.y());
        m_flow.link({left(), m_flow.y(), width(), 15}, target.id);
    }

    // Height of a heading with what it should not be parted from: its first texts and the figure
    // or the first rows behind them.
    double together(const Section& section) {
        double high = section.level == 1 ? 32 : 22;
        const double tall = m_flow.size().textHeight();
        for (const auto& block : section.blocks) {
            if (const auto* text = std::get_if<Paragraph>(&block)) {
                high += m_flow.layOut(text->text, kBody, width()).height + 10;
                continue;
            }
            if (const auto* picture = std::get_if<Picture>(&block)) {
                const double whole = chartHeight(picture->chart, width());
                high += (whole > tall - 40 ? kWorthwhile : whole) + 40;
            } else if (const auto* sign = std::get_if<SignOff>(&block)) {
                high += kSignLine * double(sign->labels.size()) + 8;
            } else {
                high += 70;
            }
            break;
        }
        return high < tall ? high : kWorthwhile;
    }

    void section(const Section& section, bool first) {
        const bool top = section.level == 1;
        if (top) {
            if (!first)
                m_flow.skip(24);
        } else {
            m_flow.skip(8);
        }
        m_flow.need(std::max(top ? 130.0 : 90.0, together(section)));
        m_flow.target(section);
        const QString title = section.number.isEmpty()
            ? section.title
            : section.number + QStringLiteral("  ") + section.title;
        put(title, {top ? 17.0 : 12.0, Ink::Text, true, false, 1.35}, top ? 8 : 4);
        for (const auto& block : section.blocks)
            std::visit([this](const auto& one) { set(one); }, block);
    }

    void set(const Paragraph& paragraph) {
        switch (paragraph.kind) {
        case Paragraph::Kind::Body:
            return put(paragraph.text, kBody, 7);
        case Paragraph::Kind::Lead:
            return put(paragraph.text, kLead, 10);
        case Paragraph::Kind::Note:
            return put(paragraph.text, kNote, 8);
        case Paragraph::Kind::Formula:
            return boxed(paragraph.text, kFormula, Ink::Line);
        case Paragraph::Kind::Warning:
            return boxed(paragraph.text, kBody, Ink::Accent);
        }
    }

    // A text on a tinted ground with a bar at its left; kept on one page.
    void boxed(const QString& text, const TextLook& look, Ink bar) {
        const auto block = m_flow.layOut(text, look, width() - 24);
        const double high = block.height + 12;
        m_flow.need(high);
        m_flow.box({left(), m_flow.y(), width(), high}, Ink::Band);
        m_flow.box({left(), m_flow.y(), 2.5, high}, bar);
        m_flow.draw(block, left() + 14, m_flow.y() + 6);
        m_flow.advance(high);
        m_flow.skip(9);
    }

    void set(const Bullets& bullets) {
        for (const auto& item : bullets.items) {
            const auto block = m_flow.layOut(item, kBody, width() - 14);
            m_flow.need(std::min(block.height, 3 * kBody.size * kBody.lead));
            m_flow.text(QChar(0x2022), kBody, left() + 2, m_flow.y() + 9.8, Anchor::Left);
            m_flow.flow(block, left() + 14);
            m_flow.skip(3);
        }
        m_flow.skip(5);
    }

    void set(const KeyFigures& key) {
        for (const auto& figure : key.figures) {
            const double side = 150, gap = 18;
            const auto label =
                m_flow.layOut(figure.label, {8.5, Ink::Muted, true, false, 1.35}, side);
            TextLook large{24, Ink::Text, true, false, 1.2};
            for (const double size :
                {15.0, 13.0, 11.0}) // why there is no figure is longer than one
                if (m_flow.width(figure.printed, large) > side)
                    large.size = size;
            const auto value = m_flow.layOut(figure.printed, large, side);
            const auto interval = m_flow.layOut(figure.interval, kNote, side);
            const auto meaning = m_flow.layOut(figure.meaning, kBody, width() - side - gap);
            const auto limits = m_flow.layOut(
                figure.limits, {9, Ink::Muted, false, false, 1.4}, width() - side - gap);
            const double high = std::max(label.height + value.height + interval.height + 4,
                                    meaning.height + limits.height + 3)
                + 18;
            m_flow.need(high);
            const double top = m_flow.y() + 9, x = left() + side + gap;
            m_flow.rule(left(), left() + width(), m_flow.y(), 0.6, Ink::Line);
            m_flow.draw(label, left(), top);
            m_flow.draw(value, left(), top + label.height + 2);
            m_flow.draw(interval, left(), top + label.height + value.height + 4);
            m_flow.draw(meaning, x, top);
            m_flow.draw(limits, x, top + meaning.height + 3);
            m_flow.advance(high);
        }
        m_flow.skip(6);
    }

    void set(const Table& table) {
        setTable(m_flow, table, m_report.words.table.arg(++m_tables), m_report.words);
    }

    void set(const Picture& picture) {
        const double caption = 12, tall = m_flow.size().textHeight() - caption - 20;
        QString title =
            m_report.words.figure.arg(++m_figures) + QStringLiteral("  ") + picture.caption;
        // What no page holds begins on this one, if there is some room left.
        std::optional<double> first;
        const double room = m_flow.left() - caption - 20;
        if (chartHeight(picture.chart, width()) > tall && room > kWorthwhile)
            first = room;
        const auto pieces = splitChart(picture.chart, width(), tall, first);
        for (const auto& piece : pieces) {
            const double high = chartHeight(piece, width());
            const auto head = m_flow.layOut(title, kCaption, width());
            m_flow.need(head.height + high + 10);
            m_flow.draw(head, left(), m_flow.y());
            m_flow.advance(head.height + 6);
            m_flow.draw([piece, wide = width()](Canvas& canvas) { drawChart(canvas, piece, wide); },
                left(), m_flow.y());
            m_flow.advance(high);
            m_flow.skip(14);
            if (&piece == &pieces.front())
                title += QStringLiteral(" (") + m_report.words.continued + QLatin1Char(')');
        }
    }

    void set(const Definitions& list) { definitions(list, 140, 9); }

    void definitions(const Definitions& list, double side, double size) {
        for (const auto& [term, text] : list.entries) {
            auto termLook = kTerm, textLook = kBody;
            termLook.size = textLook.size = size;
            const auto head = m_flow.layOut(term, termLook, side - 12);
            // A fingerprint is one word: it stays one, so that it can be compared.
            while (!text.contains(QLatin1Char(' ')) && textLook.size > 6.5
                && m_flow.width(text, textLook) > width() - side)
                textLook.size -= 0.5;
            const auto body = m_flow.layOut(text, textLook, width() - side);
            const double high = std::max(head.height, body.height);
            m_flow.need(high);
            m_flow.draw(head, left(), m_flow.y());
            m_flow.draw(body, left() + side, m_flow.y());
            m_flow.advance(high + 5);
        }
        m_flow.skip(6);
    }

    // One block, with its heading: nobody signs half of it.
    void set(const SignOff& sign) {
        m_flow.need(kSignLine * double(sign.labels.size()) + 8);
        for (const auto& label : sign.labels) {
            m_flow.rule(left() + 150, left() + width(), m_flow.y() + 26, 0.6, Ink::Muted);
            m_flow.text(label, kBody, left(), m_flow.y() + 25, Anchor::Left);
            m_flow.advance(kSignLine);
        }
        m_flow.skip(8);
    }

    const Report& m_report;
    PageFlow m_flow;
    int m_tables = 0, m_figures = 0;
};

} // namespace

namespace {

// Qt writes the fonts of a PDF in the order of its hash tables, which is another one in every
// process. A table keeps the seed that it was made with, so none made elsewhere is disturbed.
class FixedHashOrder {
public:
    FixedHashOrder() { QHashSeed::setDeterministicGlobalSeed(); }
    ~FixedHashOrder() { QHashSeed::resetRandomGlobalSeed(); }
    FixedHashOrder(const FixedHashOrder&) = delete;
    FixedHashOrder& operator=(const FixedHashOrder&) = delete;
};

} // namespace

Result<PdfPages> layOutPdf(const Report& report, std::stop_token stop) {
    const FixedHashOrder order;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    Result<PdfPages> pages = [&] {
        QPdfWriter writer(&buffer);
        writer.setPdfVersion(QPdfWriter::PdfVersion_1_6);
        writer.setTitle(report.title);
        writer.setCreator(report.program);
        return Composer(report, writer).compose(stop);
    }();
    if (pages)
        pages->bytes = bytes;
    return pages;
}

} // namespace evenspan::report
