// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/canvas.h"
#include "core/report/pdf_pages.h"

#include <functional>
#include <memory>
#include <QTextLayout>

class QPdfWriter;

namespace evenspan::report {

// Sizes of an A4 page, in points.
struct PageSize {
    double width = 595, height = 842;
    double left = 62, right = 62, top = 74, bottom = 70;
    double textWidth() const { return width - left - right; }
    double textHeight() const { return height - top - bottom; }
};

struct TextLook {
    double size = 9.5;
    Ink ink = Ink::Text;
    bool bold = false;
    bool mono = false;
    double lead = 1.45; // line height over size
    Qt::Alignment align = Qt::AlignLeft;
};

// A text broken into lines of a width.
struct TextBlock {
    std::shared_ptr<QTextLayout> layout;
    LinkedText linked;
    double height = 0;
    std::vector<double> bottoms; // of each line
    Ink ink = Ink::Text;
};

// Fills pages from top to bottom. What is drawn is kept until all pages are known, since a page
// prints how many there are.
class PageFlow {
public:
    PageFlow(const Report& report, QPdfWriter& device);

    const PageSize& size() const { return m_size; }
    double y() const { return m_y; }
    double left() const { return m_size.height - m_size.bottom - m_y; } // room on this page
    int page() const { return int(m_pages.size()) - 1; }
    void newPage();
    void advance(double points) { m_y += points; }
    void skip(double points); // as advance; nothing at the top of a page
    // A new page where less than `points` are left.
    void need(double points);

    TextBlock layOut(const QString& text, const TextLook& look, double width) const;
    // Draws a whole block at x and the given y of this page, its links with it.
    void draw(const TextBlock& block, double x, double y);
    // Lets the text run on over pages.
    void flow(const TextBlock& block, double x);
    void draw(std::function<void(Canvas&)> paint, double x, double y);
    void text(const QString& text, const TextLook& look, double x, double y, Anchor anchor);
    // The same on a page that is already filled.
    void textOn(
        int page, const QString& text, const TextLook& look, double x, double y, Anchor anchor);
    double width(const QString& text, const TextLook& look) const;
    void rule(double x1, double x2, double y, double width, Ink ink = Ink::Line);
    void box(const QRectF& box, Ink fill);
    void link(const QRectF& box, const QString& target);
    void target(const Section& section);

    // Moves the pages from `first` on behind page `at`: the contents are known last.
    void movePages(int first, int at);
    int pages() const { return int(m_pages.size()); }
    PdfPages& result() { return m_result; }
    // Draws everything; the document is complete then.
    void paint();

private:
    QFont fontOf(const TextLook& look) const;
    struct Page {
        std::vector<std::function<void(QPainter&)>> draw;
    };
    void drawLines(const TextBlock& block, int first, int last, double x, double y);

    const Report& m_report;
    QPdfWriter& m_device;
    PageSize m_size;
    double m_scale; // device units in a point
    QFont m_font;
    Inks m_inks = paperInks();
    std::vector<Page> m_pages;
    double m_y = 0;
    PdfPages m_result;
};

} // namespace evenspan::report
