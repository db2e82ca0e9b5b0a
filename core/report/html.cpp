// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/html.h"

#include "core/report/chart_painter.h"

namespace evenspan::report {

namespace {

constexpr double kChartWidth = 480, kChartHeight = 640; // in the charts' unit; shown 1.5 times

const char* kStyle = R"(
:root{color-scheme:light dark;--i0:#ffffff;--i1:#1b1f24;--i2:#5a626c;--i3:#cfd4da;--i4:#1f4fa8;--i5:#eef1f5}
@media(prefers-color-scheme:dark){:root{--i0:#16191d;--i1:#e8eaed;--i2:#a3abb5;--i3:#3d444d;--i4:#8fb4ff;--i5:#23282f}}
*{box-sizing:border-box}
body{margin:0;background:var(--i0);color:var(--i1);font:16px/1.6 "Noto Sans","Noto Sans CJK SC",system-ui,sans-serif}
header,nav,main,footer{max-width:800px;margin:0 auto;padding:0 24px}
header{padding-top:56px}
h1{font-size:34px;line-height:1.25;margin:0 0 8px}
h2{font-size:24px;line-height:1.3;margin:56px 0 12px;padding-top:16px;border-top:1px solid var(--i3)}
h3{font-size:18px;margin:32px 0 8px}
.subtitle{font-size:18px;color:var(--i2);margin:0 0 24px}
a{color:var(--i4);text-decoration:none}a:hover{text-decoration:underline}
a:focus-visible{outline:2px solid var(--i4);outline-offset:2px}
nav ol{list-style:none;padding:0;margin:0}nav li{margin:4px 0}nav li.sub{margin-left:24px;font-size:14px}
.lead{font-size:18px}.note{font-size:13px;color:var(--i2)}
.formula,.warning{background:var(--i5);border-left:4px solid var(--i3);padding:8px 16px;margin:16px 0;white-space:pre-wrap}
.formula{font:14px/1.6 "Noto Sans Mono",ui-monospace,monospace}.warning{border-color:var(--i4)}
dl{display:grid;grid-template-columns:minmax(120px,220px) 1fr;gap:6px 16px;margin:16px 0}
dt{font-weight:600;overflow-wrap:anywhere}dd{margin:0;overflow-wrap:anywhere}
.key{display:grid;grid-template-columns:220px 1fr;gap:4px 28px;border-top:1px solid var(--i3);padding:16px 0}
.key p{margin:0 0 6px}.key .label{font-weight:600;color:var(--i2);font-size:14px}
.key .value{font-size:36px;font-weight:600;line-height:1.2}.key .long{font-size:22px}
@media(max-width:600px){.key,dl{grid-template-columns:1fr}}
.scroll{overflow-x:auto;margin:24px 0}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.4}
caption{text-align:left;font-weight:600;padding-bottom:6px}
th,td{padding:5px 8px;text-align:left;vertical-align:top;border-bottom:1px solid var(--i3);font-weight:400}
thead th{color:var(--i2);font-weight:600;vertical-align:bottom;border-bottom:2px solid var(--i2)}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}thead .n{white-space:normal}
figure{margin:24px 0}figcaption{font-weight:600;font-size:14px;margin-bottom:8px}
svg{display:block;width:100%;height:auto;max-width:752px;margin-bottom:12px;font-family:inherit}
.sign{display:flex;gap:16px;align-items:end;margin:24px 0}.sign i{flex:1;border-bottom:1px solid var(--i2)}
footer{padding:40px 24px;color:var(--i2);font-size:13px}
.i0{fill:var(--i0)}.i1{fill:var(--i1)}.i2{fill:var(--i2)}.i3{fill:var(--i3)}.i4{fill:var(--i4)}.i5{fill:var(--i5)}
.s0{stroke:var(--i0)}.s1{stroke:var(--i1)}.s2{stroke:var(--i2)}.s3{stroke:var(--i3)}.s4{stroke:var(--i4)}
@media print{h2{break-before:page}tr,figure,.key{break-inside:avoid}thead{display:table-header-group}}
)";

class Page {
public:
    explicit Page(const Report& report)
        : m_report(report)
        , m_font(reportFont()) { }

    std::string write() {
        head();
        contents();
        m_out += QStringLiteral("<main>\n");
        for (const auto& section : m_report.sections) {
            const bool top = section.level == 1;
            m_out += QStringLiteral("<%1 id=\"%2\">%3</%1>\n")
                         .arg(top ? QStringLiteral("h2") : QStringLiteral("h3"), safe(section.id),
                             safe(sectionName(m_report, section.id)));
            for (const auto& block : section.blocks)
                std::visit([this](const auto& one) { put(one); }, block);
        }
        m_out += QStringLiteral("</main>\n<footer>%1</footer>\n</body>\n</html>\n")
                     .arg(safe(m_report.program));
        return m_out.toStdString();
    }

private:
    static QString safe(const QString& text) { return text.toHtmlEscaped(); }

    // With references as links.
    QString rich(const QString& text) const {
        const auto linked = resolveReferences(m_report, text);
        QString out;
        int at = 0;
        for (const auto& link : linked.links) {
            out += safe(linked.text.mid(at, link.start - at));
            out += QStringLiteral("<a href=\"#%1\">%2</a>")
                       .arg(safe(link.target), safe(linked.text.mid(link.start, link.length)));
            at = link.start + link.length;
        }
        return out + safe(linked.text.mid(at));
    }

    void head() {
        m_out += QStringLiteral("<!DOCTYPE html>\n<html lang=\"%1\">\n<head>\n"
                                "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                                "content=\"width=device-width, initial-scale=1\">\n"
                                "<title>%2</title>\n<style>")
                     .arg(safe(m_report.language), safe(m_report.title))
            + QLatin1String(kStyle)
            + QStringLiteral(
                "</style>\n</head>\n<body>\n<svg width=\"0\" height=\"0\" aria-hidden=\"true\" "
                "style=\"position:absolute\"><defs><pattern id=\"hatch\" width=\"4\" height=\"4\" "
                "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line "
                "class=\"s3\" "
                "x1=\"0\" y1=\"0\" x2=\"0\" y2=\"4\" "
                "stroke-width=\"1.2\"/></pattern></defs></svg>\n")
            + QStringLiteral("<header>\n<h1>%1</h1>\n<p class=\"subtitle\">%2</p>\n")
                  .arg(safe(m_report.title), safe(m_report.subtitle));
        put(Definitions{m_report.facts});
        if (!m_report.disclaimer.isEmpty())
            m_out += QStringLiteral("<p class=\"note\">%1</p>\n").arg(rich(m_report.disclaimer));
        m_out += QStringLiteral("</header>\n");
    }

    void contents() {
        m_out += QStringLiteral("<nav aria-label=\"%1\">\n<h2>%1</h2>\n<ol>\n")
                     .arg(safe(m_report.words.contents));
        for (const auto& section : m_report.sections)
            m_out += QStringLiteral("<li%1><a href=\"#%2\">%3</a></li>\n")
                         .arg(section.level == 1 ? QString() : QStringLiteral(" class=\"sub\""),
                             safe(section.id), safe(sectionName(m_report, section.id)));
        m_out += QStringLiteral("</ol>\n</nav>\n");
    }

    void put(const Paragraph& paragraph) {
        static const char* kinds[] = {"", "lead", "note", "formula", "warning"};
        const auto kind = QLatin1String(kinds[int(paragraph.kind)]);
        m_out += QStringLiteral("<p%1>%2</p>\n")
                     .arg(kind.isEmpty() ? QString() : QStringLiteral(" class=\"%1\"").arg(kind),
                         rich(paragraph.text));
    }

    void put(const Bullets& bullets) {
        m_out += QStringLiteral("<ul>\n");
        for (const auto& item : bullets.items)
            m_out += QStringLiteral("<li>%1</li>\n").arg(rich(item));
        m_out += QStringLiteral("</ul>\n");
    }

    void put(const KeyFigures& key) {
        for (const auto& one : key.figures)
            m_out +=
                QStringLiteral("<section class=\"key\" aria-label=\"%1\"><div><p "
                               "class=\"label\">%1</p><p class=\"value%2\">%3</p><p "
                               "class=\"note\">%4</p></div><div><p>%5</p><p "
                               "class=\"note\">%6</p></div></section>\n")
                    .arg(safe(one.label),
                        one.printed.size() > 9 ? QStringLiteral(" long") : QString(),
                        safe(one.printed), safe(one.interval), rich(one.meaning), rich(one.limits));
    }

    void put(const Table& table) {
        m_out += QStringLiteral("<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                                "aria-label=\"%1\"><table>\n<caption>%2  %1</caption>\n<thead><tr>")
                     .arg(safe(table.caption), safe(m_report.words.table.arg(++m_tables)));
        for (const auto& column : table.columns)
            m_out +=
                QStringLiteral("<th scope=\"col\"%1>%2</th>").arg(side(column), safe(column.head));
        m_out += QStringLiteral("</tr></thead>\n<tbody>\n");
        for (const auto& row : table.rows) {
            m_out += QStringLiteral("<tr>");
            for (std::size_t i = 0; i < row.size(); ++i)
                m_out += (i == 0 ? QStringLiteral("<th scope=\"row\"%1>%2</th>")
                                 : QStringLiteral("<td%1>%2</td>"))
                             .arg(side(table.columns[i]), rich(row[i].printed));
            m_out += QStringLiteral("</tr>\n");
        }
        m_out += QStringLiteral("</tbody></table></div>\n");
        if (!table.note.isEmpty())
            put(Paragraph{table.note, Paragraph::Kind::Note});
    }

    static QString side(const Column& column) {
        return column.number ? QStringLiteral(" class=\"n\"") : QString();
    }

    void put(const Picture& picture) {
        m_out += QStringLiteral("<figure><figcaption>%1  %2</figcaption>\n")
                     .arg(safe(m_report.words.figure.arg(++m_figures)), safe(picture.caption));
        for (const auto& piece : splitChart(picture.chart, kChartWidth, kChartHeight)) {
            SvgCanvas canvas(m_font);
            drawChart(canvas, piece, kChartWidth);
            m_out += canvas.element(kChartWidth, chartHeight(piece, kChartWidth), picture.alt)
                + QLatin1Char('\n');
        }
        m_out += QStringLiteral("</figure>\n");
    }

    void put(const Definitions& list) {
        m_out += QStringLiteral("<dl>\n");
        for (const auto& [term, text] : list.entries)
            m_out += QStringLiteral("<dt>%1</dt><dd>%2</dd>\n").arg(safe(term), rich(text));
        m_out += QStringLiteral("</dl>\n");
    }

    void put(const SignOff& sign) {
        for (const auto& label : sign.labels)
            m_out +=
                QStringLiteral("<p class=\"sign\"><span>%1</span><i></i></p>\n").arg(safe(label));
    }

    const Report& m_report;
    QFont m_font;
    QString m_out;
    int m_tables = 0, m_figures = 0;
};

} // namespace

std::string writeHtml(const Report& report) {
    return Page(report).write();
}

} // namespace evenspan::report
