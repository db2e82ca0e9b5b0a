// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/bias_report.h"
#include "core/report/html.h"
#include "core/report/pdf.h"
#include "core/report/pdf_table.h"
#include "report_fixture.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <QBuffer>
#include <QFile>
#include <QGuiApplication>
#include <QPdfWriter>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>
#include <set>

using namespace evenspan;
using namespace evenspan::test;
using Json = nlohmann::ordered_json;

class TestReport : public QObject {
    Q_OBJECT

    // Of every table: whether its words stay whole, and how narrow a column of words gets.
    static void checkWidths(const report::Report& made, report::PageFlow& flow, const char* name) {
        const auto check = [&](const report::Table& table) {
            const auto fit = report::fitTable(flow, table);
            const auto what = QStringLiteral("%1: %2").arg(QLatin1String(name), table.caption);
            QVERIFY2(fit.fits, qPrintable(what));
            QVERIFY2(fit.size >= 6.5, qPrintable(what));
            double sum = 0, narrowest = 1e9, widest = 0;
            for (std::size_t column = 0; column < table.columns.size(); ++column) {
                sum += fit.widths[column];
                double longest = 0;
                for (const auto& row : table.rows)
                    longest = std::max(
                        longest, flow.width(row[column].printed, {fit.size, report::Ink::Text}));
                if (!table.columns[column].number && longest > 150) { // names and sentences
                    narrowest = std::min(narrowest, fit.widths[column]);
                    widest = std::max(widest, fit.widths[column]);
                }
            }
            QVERIFY2(std::abs(sum - flow.size().textWidth()) < 0.01, qPrintable(what));
            QVERIFY2(narrowest > 48, qPrintable(what + QStringLiteral(" %1").arg(narrowest)));
            QVERIFY2(widest == 0 || table.columns.size() < 8 || widest < 2.5 * narrowest,
                qPrintable(what + QStringLiteral(" %1 %2").arg(narrowest).arg(widest)));
        };
        for (const auto& section : made.sections)
            for (const auto& block : section.blocks)
                if (const auto* table = std::get_if<report::Table>(&block))
                    check(*table);
    }

private Q_SLOTS:
    // A place to sign stands on one page, a fingerprint on one line.
    void blocksStayWhole() {
        const auto all = shapes();
        for (const std::size_t shape : {std::size_t(0), std::size_t(1), all.size() - 1})
            for (const auto& language : report::reportLanguages()) {
                const auto report = made(all[shape].audit, language);
                const auto [text, ok] = ran(QStringLiteral("pdftotext"),
                    {QStringLiteral("-layout"), saved(report), QStringLiteral("-")});
                QVERIFY2(ok, qPrintable(text));
                const auto pages = text.split(QLatin1Char('\f'));
                const auto pagesWith = [&](const QString& words) {
                    QList<int> out;
                    for (int page = 0; page < pages.size(); ++page)
                        if (bare(pages[page]).contains(bare(words)))
                            out << page;
                    return out;
                };
                std::size_t prints = 0, lines = 0;
                for (const auto& section : report.sections)
                    for (const auto& block : section.blocks)
                        if (const auto* sign = std::get_if<report::SignOff>(&block)) {
                            const auto first = pagesWith(sign->labels.front());
                            for (const auto& label : sign->labels) {
                                const auto here = pagesWith(label);
                                QVERIFY(!here.isEmpty() && here.contains(first.last()));
                                ++lines;
                            }
                        } else if (const auto* list = std::get_if<report::Definitions>(&block)) {
                            for (const auto& [term, value] : list->entries)
                                if (value.size() == 64 && !value.contains(QLatin1Char(' '))) {
                                    QVERIFY2(text.contains(value), qPrintable(value));
                                    ++prints;
                                }
                        }
                QVERIFY(lines >= 4);
                QVERIFY(prints > 0 || shape > 1);
            }
    }

    // Names of seventy letters in every place that a name has: columns stay readable.
    void tablesKeepTheirWidths() {
        auto all = shapes();
        all.push_back({"seventy",
            test::sampleAudit(
                8, "a region with a name that nobody would ever write out, and yet somebody did")});
        all.push_back({"Chinese",
            test::sampleAudit(8,
                "\u8fd9\u662f\u4e00\u4e2a\u6ca1\u6709\u4eba\u4f1a\u5b8c\u6574\u5199\u51fa"
                "\u6765\u7684\u5730\u533a\u540d\u79f0\u4f46\u662f\u4ecd\u7136\u6709\u4eba"
                "\u5199\u4e86\u51fa\u6765")});
        for (const auto& shape : all)
            for (const auto& language : report::reportLanguages()) {
                const auto made = report::BiasReport::make(shape.audit, language);
                QVERIFY(made.ok());
                QByteArray bytes;
                QBuffer buffer(&bytes);
                buffer.open(QIODevice::WriteOnly);
                QPdfWriter writer(&buffer);
                report::PageFlow flow(*made, writer);
                checkWidths(*made, flow, shape.name);
                if (QTest::currentTestFailed())
                    return;
            }
    }

    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void figuresAgree_data() { rows(); }
    void figuresAgree();
    void pdfIsSound_data() { rows(); }
    void pdfIsSound();
    void sameBytesTwice();
    void nothingPrivate();
    void htmlStandsAlone();
    void anotherLanguageIsRefused();
    void stopIsHeard();

private:
    void rows() {
        QTest::addColumn<int>("shape");
        QTest::addColumn<QString>("language");
        const auto all = shapes();
        for (std::size_t i = 0; i < all.size(); ++i)
            for (const auto& language : report::reportLanguages())
                QTest::addRow("%s %s", all[i].name, language.c_str())
                    << int(i) << QString::fromStdString(language);
    }
    QString saved(const report::Report& report) {
        const auto path = m_folder.filePath(QStringLiteral("report.pdf"));
        auto pdf = report::writePdf(report);
        if (!pdf)
            qFatal("%s", pdf.error().text().c_str());
        std::ofstream(path.toStdString(), std::ios::binary) << *pdf;
        return path;
    }
    QTemporaryDir m_folder;
};

// Every printed cell of the JSON stands in the HTML and in the text of the PDF, table by table.
void TestReport::figuresAgree() {
    QFETCH(int, shape);
    QFETCH(QString, language);
    const auto audit = shapes()[std::size_t(shape)].audit;
    const auto report = made(audit, language.toStdString());
    const auto html = bare(htmlText(report::writeHtml(report)));
    const auto json = Json::parse(report::writeJson(report));
    const auto [text, ok] = ran(
        QStringLiteral("pdftotext"), {QStringLiteral("-raw"), saved(report), QStringLiteral("-")});
    QVERIFY2(ok, qPrintable(text));
    // What is copied from the PDF are ideographs, not the radicals that look the same.
    QVERIFY(!text.contains(QRegularExpression(QStringLiteral("[\\x{2E80}-\\x{2FD5}]"))));
    const auto pdf = bare(text);
    std::size_t figures = 0;
    std::set<QString> lost;
    const auto see = [&](const std::string& printed) {
        const auto wanted = bare(QString::fromStdString(printed));
        ++figures;
        if (!html.contains(wanted))
            lost.insert(QStringLiteral("HTML: ") + wanted);
        if (!pdf.contains(wanted))
            lost.insert(QStringLiteral("PDF: ") + wanted);
    };
    for (const auto& section : json["sections"])
        for (const auto& block : section["blocks"]) {
            if (block["kind"] == "table")
                for (const auto& row : block["rows"])
                    for (const auto& cell : row)
                        if (cell.contains("value"))
                            see(cell["printed"]);
            if (block["kind"] == "key_figures")
                for (const auto& figure : block["figures"]) {
                    see(figure["printed"]);
                    see(figure["interval"]);
                }
            if (block["kind"] == "chart")
                for (const auto& value : block["values"])
                    if (value["printed"].get<std::string>().find_first_of("0123456789")
                        != std::string::npos)
                        see(value["printed"]);
        }
    for (const auto& one : lost)
        qWarning("%s", qPrintable(one));
    QVERIFY(lost.empty());
    QVERIFY(figures > 10);
}

void TestReport::pdfIsSound() {
    QFETCH(int, shape);
    QFETCH(QString, language);
    const auto report = made(shapes()[std::size_t(shape)].audit, language.toStdString());
    const auto path = saved(report);
    const auto [check, sound] = ran(QStringLiteral("qpdf"), {QStringLiteral("--check"), path});
    QVERIFY2(sound, qPrintable(check));
    const auto [fonts, listed] = ran(QStringLiteral("pdffonts"), {path});
    QVERIFY(listed);
    const auto lines = fonts.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QVERIFY(lines.size() > 2);
    for (const auto& line : lines.mid(2)) {
        // "emb sub uni object ID" stand at the end: embedded, and with a map to Unicode.
        const auto words = line.simplified().split(QLatin1Char(' '));
        QVERIFY2(words.size() > 6, qPrintable(line));
        QCOMPARE(words[words.size() - 5], QStringLiteral("yes"));
        QCOMPARE(words[words.size() - 3], QStringLiteral("yes"));
    }
    const auto [files, attached] =
        ran(QStringLiteral("qpdf"), {QStringLiteral("--show-attachment=audit.json"), path});
    QVERIFY(attached);
    QCOMPARE(files, report.audit);
    const auto [facts, known] = ran(QStringLiteral("qpdf"),
        {QStringLiteral("--json"), QStringLiteral("--json-key=outlines"),
            QStringLiteral("--json-key=pages"), path});
    QVERIFY(known);
    const auto json = Json::parse(facts.toStdString());
    const auto top = std::count_if(report.sections.begin(), report.sections.end(),
        [](const auto& section) { return section.level == 1; });
    QCOMPARE(json["outlines"].size(), std::size_t(top));
    // The last page says how many there are.
    const auto count = json["pages"].size();
    const auto [last, read] = ran(QStringLiteral("pdftotext"),
        {QStringLiteral("-f"), QString::number(count), path, QStringLiteral("-")});
    QVERIFY(read);
    QVERIFY(last.contains(QStringLiteral("%1 / %1").arg(count)));
}

void TestReport::sameBytesTwice() {
    const auto audit = test::sampleAudit(6);
    for (const auto& language : report::reportLanguages()) {
        const auto first = report::writePdf(made(audit, language));
        const auto second = report::writePdf(made(audit, language));
        QVERIFY(first && second);
        QVERIFY(*first == *second);
        QCOMPARE(
            report::writeHtml(made(audit, language)), report::writeHtml(made(audit, language)));
        QCOMPARE(
            report::writeJson(made(audit, language)), report::writeJson(made(audit, language)));
    }
    auto other = audit;
    other.seed = 14;
    QVERIFY(*report::writePdf(made(audit)) != *report::writePdf(made(other)));
}

// Nothing of the machine or its user gets into a file, not even compressed.
void TestReport::nothingPrivate() {
    qputenv("USER", "MARKERUSER");
    qputenv("LOGNAME", "MARKERUSER");
    const auto report = made(test::sampleAudit(6));
    const auto path = saved(report);
    const auto plain = m_folder.filePath(QStringLiteral("plain.pdf"));
    const auto [said, done] = ran(QStringLiteral("qpdf"),
        {QStringLiteral("--qdf"), QStringLiteral("--object-streams=disable"), path, plain});
    QVERIFY2(done, qPrintable(said));
    QFile file(plain);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto pdf = file.readAll();
    const auto host = QSysInfo::machineHostName().toUtf8();
    const auto html = report::writeHtml(report), json = report::writeJson(report);
    for (const auto& bytes :
        {pdf, QByteArray::fromStdString(html), QByteArray::fromStdString(json)}) {
        QVERIFY(!bytes.contains("MARKERUSER"));
        QVERIFY(host.size() < 4 || !bytes.contains(host));
        QVERIFY(!bytes.contains(m_folder.path().toUtf8()));
        QVERIFY(!bytes.contains("/Author"));
        QVERIFY(!bytes.contains("Qt "));
    }
    QVERIFY(!pdf.contains("/Metadata"));
    QVERIFY(!pdf.contains("/Producer"));
    // The only date is the audit's.
    for (auto at = pdf.indexOf("(D:"); at >= 0; at = pdf.indexOf("(D:", at + 1))
        QVERIFY(pdf.mid(at).startsWith("(D:20260101000000Z)"));
}

void TestReport::htmlStandsAlone() {
    const auto report = made(test::sampleAudit(6));
    const auto html = QString::fromStdString(report::writeHtml(report));
    for (const auto* banned :
        {"<script", "http:", "https:", "url(http", "@import", "<img", "<link"})
        QVERIFY2(!html.contains(QLatin1String(banned)), banned);
    QVERIFY(html.contains(QStringLiteral("prefers-color-scheme:dark")));
    QVERIFY(html.contains(QStringLiteral("<html lang=\"en\">")));
    QCOMPARE(html.count(QStringLiteral("<table>")), html.count(QStringLiteral("<caption>")));
    QCOMPARE(html.count(QStringLiteral("<svg role=\"img\"")),
        html.count(QStringLiteral("aria-label=\""))
            - html.count(QStringLiteral("<section class=\"key\" aria-label"))
            - html.count(QStringLiteral("role=\"region\"")) - 1);
    // Every link leads to an element of this file.
    QRegularExpression link(QStringLiteral("href=\"#([^\"]+)\""));
    auto all = link.globalMatch(html);
    int links = 0;
    while (all.hasNext()) {
        ++links;
        const auto id = all.next().captured(1);
        QVERIFY2(html.contains(QStringLiteral("id=\"%1\"").arg(id)), qPrintable(id));
    }
    QVERIFY(links > 20);
    // Names of groups are text, whatever they hold.
    const auto odd = made(test::sampleAudit(4, "<b>&\"'"));
    const auto page = QString::fromStdString(report::writeHtml(odd));
    QVERIFY(!page.contains(QStringLiteral("<b>")));
    QVERIFY(page.contains(QStringLiteral("&lt;b&gt;&amp;&quot;")));
}

void TestReport::anotherLanguageIsRefused() {
    const auto report = report::BiasReport::make(test::emptyAudit(), "fr");
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::InvalidArgument);
}

void TestReport::stopIsHeard() {
    std::stop_source source;
    source.request_stop();
    const auto pdf = report::writePdf(made(test::sampleAudit(6)), source.get_token());
    QVERIFY(!pdf);
    QCOMPARE(pdf.error().code, ErrorCode::Cancelled);
}

QTEST_MAIN(TestReport)
#include "tst_report.moc"
