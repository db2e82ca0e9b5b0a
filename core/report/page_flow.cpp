// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/page_flow.h"

#include <algorithm>
#include <cmath>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPainter>
#include <QPdfWriter>
#include <QTextOption>

namespace evenspan::report {

namespace {

constexpr int kDotsPerInch = 1200;

} // namespace

PageFlow::PageFlow(const Report& report, QPdfWriter& device)
    : m_report(report)
    , m_device(device)
    , m_scale(kDotsPerInch / 72.0)
    , m_font(reportFont()) {
    m_device.setResolution(kDotsPerInch);
    m_device.setPageLayout(
        QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF(0, 0, 0, 0)));
    newPage();
}

void PageFlow::newPage() {
    m_pages.emplace_back();
    m_y = m_size.top;
}

void PageFlow::skip(double points) {
    if (m_y > m_size.top)
        m_y += points;
}

void PageFlow::need(double points) {
    if (left() < points && m_y > m_size.top)
        newPage();
}

QFont PageFlow::fontOf(const TextLook& look) const {
    QFont font = m_font;
    if (look.mono) {
        auto families = m_font.families();
        if (QFontDatabase::hasFamily(QStringLiteral("Noto Sans Mono")))
            families.prepend(QStringLiteral("Noto Sans Mono"));
        else if (QFontDatabase::hasFamily(QStringLiteral("DejaVu Sans Mono")))
            families.prepend(QStringLiteral("DejaVu Sans Mono"));
        font.setFamilies(families);
    }
    font.setPixelSize(int(std::lround(look.size * m_scale)));
    font.setBold(look.bold);
    return font;
}

TextBlock PageFlow::layOut(const QString& text, const TextLook& look, double width) const {
    TextBlock block;
    block.linked = resolveReferences(m_report, text);
    block.ink = look.ink;
    // QTextLayout breaks lines at this character, not at a line feed.
    auto shown = block.linked.text;
    shown.replace(QLatin1Char('\n'), QChar::LineSeparator);
    block.layout = std::make_shared<QTextLayout>(shown, fontOf(look), &m_device);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setAlignment(look.align);
    block.layout->setTextOption(option);
    QList<QTextLayout::FormatRange> ranges;
    for (const auto& link : block.linked.links) {
        QTextCharFormat format;
        format.setForeground(m_inks[std::size_t(Ink::Accent)]);
        ranges.append({link.start, link.length, format});
    }
    block.layout->setFormats(ranges);
    block.layout->beginLayout();
    double y = 0;
    const double line = look.size * look.lead;
    for (;;) {
        auto one = block.layout->createLine();
        if (!one.isValid())
            break;
        one.setLineWidth(width * m_scale);
        // A fallback font's taller lines do not push the lines apart.
        one.setPosition({0, (y + (line - one.height() / m_scale) / 2) * m_scale});
        y += line;
        block.bottoms.push_back(y);
    }
    block.layout->endLayout();
    block.height = y;
    return block;
}

void PageFlow::drawLines(const TextBlock& block, int first, int last, double x, double y) {
    const double above = first > 0 ? block.bottoms[std::size_t(first - 1)] : 0;
    const QPointF origin(x * m_scale, (y - above) * m_scale);
    m_pages.back().draw.push_back([this, block, first, last, origin](QPainter& painter) {
        painter.setPen(m_inks[std::size_t(block.ink)]);
        for (int i = first; i < last; ++i)
            block.layout->lineAt(i).draw(&painter, origin);
    });
    for (const auto& link : block.linked.links)
        for (int i = first; i < last; ++i) {
            const auto line = block.layout->lineAt(i);
            const int from = std::max(link.start, line.textStart());
            const int to = std::min(link.start + link.length, line.textStart() + line.textLength());
            if (from >= to)
                continue;
            const double x1 = line.cursorToX(from) / m_scale, x2 = line.cursorToX(to) / m_scale;
            const double top = y - above + line.y() / m_scale;
            this->link({x + x1, top, x2 - x1, line.height() / m_scale}, link.target);
        }
}

void PageFlow::draw(const TextBlock& block, double x, double y) {
    drawLines(block, 0, int(block.bottoms.size()), x, y);
}

void PageFlow::flow(const TextBlock& block, double x) {
    const int count = int(block.bottoms.size());
    int first = 0;
    while (first < count) {
        const double above = first > 0 ? block.bottoms[std::size_t(first - 1)] : 0;
        int last = first;
        while (last < count && block.bottoms[std::size_t(last)] - above <= left())
            ++last;
        // No line alone at the foot of a page or at the head of the next.
        if (last < count && last - first < 2 && m_y > m_size.top) {
            newPage();
            continue;
        }
        if (last == count - 1 && last - first > 2)
            --last;
        last = std::max(last, first + 1);
        drawLines(block, first, last, x, m_y);
        m_y += block.bottoms[std::size_t(last - 1)] - above;
        first = last;
        if (first < count)
            newPage();
    }
}

void PageFlow::draw(std::function<void(Canvas&)> paint, double x, double y) {
    m_pages.back().draw.push_back(
        [this, paint = std::move(paint), origin = QPointF(x, y) * m_scale](QPainter& painter) {
            PainterCanvas canvas(painter, origin, m_scale, m_font, m_inks);
            paint(canvas);
        });
}

void PageFlow::text(const QString& text, const TextLook& look, double x, double y, Anchor anchor) {
    textOn(page(), text, look, x, y, anchor);
}

void PageFlow::textOn(
    int page, const QString& text, const TextLook& look, double x, double y, Anchor anchor) {
    auto& draw = m_pages[std::size_t(page)].draw;
    draw.push_back([this, text, look, x, y, anchor](QPainter& painter) {
        PainterCanvas canvas(painter, {0, 0}, m_scale, m_font, m_inks);
        canvas.text({x, y}, text, {look.size, look.ink, look.bold, anchor});
    });
}

double PageFlow::width(const QString& text, const TextLook& look) const {
    return QFontMetricsF(fontOf(look), &m_device).horizontalAdvance(text) / m_scale;
}

void PageFlow::rule(double x1, double x2, double y, double width, Ink ink) {
    draw([=](Canvas& canvas) { canvas.line({x1, y}, {x2, y}, ink, width); }, 0, 0);
}

void PageFlow::box(const QRectF& box, Ink fill) {
    draw([=](Canvas& canvas) { canvas.box(box, fill); }, 0, 0);
}

void PageFlow::link(const QRectF& box, const QString& target) {
    m_result.links.push_back({page(), box, target});
}

void PageFlow::target(const Section& section) {
    const QString title = section.number.isEmpty()
        ? section.title
        : section.number + QStringLiteral("  ") + section.title;
    m_result.targets.push_back({section.id, title, section.level, page(), m_y});
}

void PageFlow::movePages(int first, int at) {
    const int moved = pages() - first;
    std::rotate(m_pages.begin() + at, m_pages.begin() + first, m_pages.end());
    const auto mapped = [=](int page) {
        return page >= first ? page - first + at : page >= at ? page + moved : page;
    };
    for (auto& link : m_result.links)
        link.page = mapped(link.page);
    for (auto& target : m_result.targets)
        target.page = mapped(target.page);
}

void PageFlow::paint() {
    QPainter painter(&m_device);
    const int count = pages();
    for (int i = 0; i < count; ++i) {
        if (i > 0) {
            m_device.newPage();
            PainterCanvas canvas(painter, {0, 0}, m_scale, m_font, m_inks);
            const double right = m_size.width - m_size.right;
            canvas.text({m_size.left, 46},
                canvas.elided(m_report.runningHead, {8, Ink::Muted}, m_size.textWidth()),
                {8, Ink::Muted});
            canvas.line({m_size.left, 53}, {right, 53}, Ink::Line, 0.5, false);
            canvas.text({right, m_size.height - 40},
                QStringLiteral("%1 / %2").arg(i + 1).arg(count),
                {8, Ink::Muted, false, Anchor::Right});
            canvas.text({m_size.left, m_size.height - 40}, m_report.program, {8, Ink::Muted});
        }
        for (const auto& one : m_pages[std::size_t(i)].draw)
            one(painter);
    }
    painter.end();
    m_result.count = count;
}

} // namespace evenspan::report
