// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that fill from top to bottom: breaks, links, and the contents that move to the front.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/base/rng.h"
#include "core/report/page_flow.h"
#endif
#include <cmath>
#include <QBuffer>
#include <QGuiApplication>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QTest>

using namespace evenspan;
using namespace evenspan::report;

namespace {

Report sample() {
    Report out;
    out.title = QStringLiteral("Report");
    out.runningHead = QStringLiteral("Head");
    out.program = QStringLiteral("Evenspan");
    for (const char* id : {"one", "two"}) {
        Section& section = out.sections.emplace_back();
        section.id = QLatin1String(id);
        section.title = QLatin1String(id);
        section.number = QString::number(out.sections.size());
    }
    out.words = {QStringLiteral("Contents"), QStringLiteral("Page"), QStringLiteral("Figure %1"),
        QStringLiteral("Table %1"), QStringLiteral("yes"), QStringLiteral("no"),
        QStringLiteral("continued"), QStringLiteral("attachment")};
    return out;
}

struct Pages {
    QByteArray bytes;
    QBuffer buffer{&bytes};
    Report report = sample();
    std::unique_ptr<QPdfWriter> writer;
    std::unique_ptr<PageFlow> flow;
    Pages() {
        buffer.open(QIODevice::WriteOnly);
        writer = std::make_unique<QPdfWriter>(&buffer);
        flow = std::make_unique<PageFlow>(report, *writer);
    }
    // Lines of a text, each of its own.
    TextBlock lines(int count, double size = 10, double lead = 1.5) const {
        QStringList text;
        for (int i = 0; i < count; ++i)
            text << QStringLiteral("line");
        return flow->layOut(text.join(QLatin1Char('\n')), {size, Ink::Text, false, false, lead},
            flow->size().textWidth());
    }
};

} // namespace

class TstPageFlow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPageHasItsRoom() {
        const Pages p;
        QCOMPARE(p.flow->pages(), 1);
        QCOMPARE(p.flow->page(), 0);
        QCOMPARE(p.flow->y(), p.flow->size().top);
        QCOMPARE(p.flow->left(), p.flow->size().textHeight());
        p.flow->skip(50); // nothing at the top of a page
        QCOMPARE(p.flow->y(), p.flow->size().top);
        p.flow->advance(100);
        p.flow->skip(50);
        QCOMPARE(p.flow->y(), p.flow->size().top + 150);
        QCOMPARE(p.flow->left(), p.flow->size().textHeight() - 150);
        p.flow->need(p.flow->left()); // exactly what is there
        QCOMPARE(p.flow->pages(), 1);
        p.flow->need(p.flow->left() + 1);
        QCOMPARE(p.flow->pages(), 2);
        QCOMPARE(p.flow->y(), p.flow->size().top);
        p.flow->need(5000); // more than any page has: no use in a new one
        QCOMPARE(p.flow->pages(), 2);
    }

    void linesHaveTheHeightThatIsAskedFor() {
        const Pages p;
        for (const int count : {1, 2, 7, 100}) {
            const auto block = p.lines(count, 10, 1.5);
            QCOMPARE(block.bottoms.size(), std::size_t(count));
            QVERIFY(std::abs(block.height - 15.0 * count) < 1e-9);
            for (std::size_t i = 0; i < block.bottoms.size(); ++i)
                QVERIFY(std::abs(block.bottoms[i] - 15.0 * double(i + 1)) < 1e-9);
        }
        // Scripts with taller glyphs keep the same lines.
        const auto mixed = p.flow->layOut(
            QStringLiteral("Aé 東京 שלום\nb"), {10, Ink::Text, false, false, 1.5}, 400);
        QVERIFY(std::abs(mixed.height - 30) < 1e-9);
        const auto nothing = p.flow->layOut(QString(), {10}, 400);
        QVERIFY(nothing.height <= 15);
    }

    void textsBreakAtTheirWidth() {
        const Pages p;
        const auto words = QStringLiteral("word ").repeated(60);
        const auto narrow = p.flow->layOut(words, {10}, 100),
                   wide = p.flow->layOut(words, {10}, 400);
        QVERIFY(narrow.bottoms.size() > 2 * wide.bottoms.size());
        for (std::size_t i = 0; i < narrow.bottoms.size(); ++i)
            QVERIFY(narrow.layout->lineAt(int(i)).naturalTextWidth() <= 100.5 * 1200 / 72);
        // A word that no line holds is broken, never cut off.
        const auto one = p.flow->layOut(QStringLiteral("w").repeated(400), {10}, 100);
        int shown = 0;
        for (int i = 0; i < one.layout->lineCount(); ++i)
            shown += one.layout->lineAt(i).textLength();
        QCOMPARE(shown, 400);
        QVERIFY(one.bottoms.size() > 5);
        QVERIFY(p.flow->width(words, {20}) > 1.9 * p.flow->width(words, {10}));
        QVERIFY(p.flow->width(words, {10, Ink::Text, true}) > p.flow->width(words, {10}));
    }

    // No line alone at the foot of a page or at the head of the next, and none lost or twice.
    void longTextsRunOnOverPages() {
        Philox rng(53);
        for (int round = 0; round < 200; ++round) {
            const Pages p;
            const double tall = p.flow->size().textHeight();
            const double before = double(rng.below(std::uint64_t(tall)));
            p.flow->advance(before);
            const int count = 1 + int(rng.below(150));
            const auto block = p.lines(count);
            const double total = before + block.height;
            p.flow->flow(block, 0);
            if (total <= tall) {
                QCOMPARE(p.flow->pages(), 1);
                QVERIFY(std::abs(p.flow->y() - p.flow->size().top - total) < 1e-6);
                continue;
            }
            const int perPage = int(tall / 15 + 1e-9);
            QVERIFY(p.flow->pages() >= 2);
            const int onLast = int(std::lround((p.flow->y() - p.flow->size().top) / 15));
            QVERIFY(onLast >= 1 && onLast <= perPage);
            if (count > 3 && onLast == 1) // only where a page holds no more than it must
                QVERIFY2(false, "one line stands alone at the head of a page");
            QVERIFY(p.flow->left() >= -1e-6);
            // As many pages as are needed, and one more at most for what is kept together.
            const int first = int((tall - before) / 15 + 1e-9);
            const int least = 1 + int(std::ceil((count - std::max(0, first)) / double(perPage)));
            QVERIFY(p.flow->pages() == least || p.flow->pages() == least + 1);
        }
    }

    void twoLinesAreNotParted() {
        const Pages p;
        p.flow->advance(p.flow->size().textHeight() - 20); // room for one line
        p.flow->flow(p.lines(2), 0);
        QCOMPARE(p.flow->pages(), 2);
        QVERIFY(std::abs(p.flow->y() - p.flow->size().top - 30) < 1e-6); // both on the next
    }

    void linksLieOnTheirWords() {
        const Pages p;
        const auto text = QStringLiteral("See {#two} for more, and {#one}.");
        const auto block = p.flow->layOut(text, {10}, p.flow->size().textWidth());
        QCOMPARE(block.linked.links.size(), std::size_t(2));
        p.flow->draw(block, 62, 200);
        const auto& links = p.flow->result().links;
        QCOMPARE(links.size(), std::size_t(2));
        QCOMPARE(links[0].target, QStringLiteral("two"));
        QCOMPARE(links[1].target, QStringLiteral("one"));
        for (const auto& link : links) {
            QCOMPARE(link.page, 0);
            QVERIFY(link.box.left() > 62 && link.box.width() > 5);
            QVERIFY(link.box.top() >= 199 && link.box.bottom() <= 220);
        }
        QVERIFY(links[0].box.right() < links[1].box.left());
        // "2  two" begins behind "See ".
        QVERIFY(
            std::abs(links[0].box.left() - 62 - p.flow->width(QStringLiteral("See "), {10})) < 2);
    }

    void aLinkOverTwoLinesHasTwoBoxes() {
        Pages p;
        p.report.sections[1].title = QStringLiteral("a title of many words ").repeated(6).trimmed();
        const auto block = p.flow->layOut(QStringLiteral("See {#two}."), {10}, 200);
        QVERIFY(block.bottoms.size() >= 3);
        p.flow->flow(block, 62);
        const auto& links = p.flow->result().links;
        QVERIFY(links.size() >= 3);
        for (std::size_t i = 1; i < links.size(); ++i)
            QVERIFY(links[i].box.top() > links[i - 1].box.top());
        for (const auto& link : links)
            QVERIFY(link.box.left() >= 61 && link.box.right() <= 262.5);
    }

    // Every page number that was noted goes where its page goes.
    void movedPagesTakeTheirLinksAlong() {
        Philox rng(54);
        for (int round = 0; round < 300; ++round) {
            const Pages p;
            const int count = 2 + int(rng.below(7));
            for (int i = 0; i < count; ++i) {
                if (i > 0)
                    p.flow->newPage();
                p.flow->link({0, double(i), 1, 1}, QString::number(i));
                Section section;
                section.id = QString::number(i);
                p.flow->target(section);
            }
            const int first = int(rng.below(std::uint64_t(count)));
            const int at = int(rng.below(std::uint64_t(first) + 1));
            std::vector<int> order;
            for (int i = 0; i < at; ++i)
                order.push_back(i);
            for (int i = first; i < count; ++i)
                order.push_back(i);
            for (int i = at; i < first; ++i)
                order.push_back(i);
            p.flow->movePages(first, at);
            QCOMPARE(p.flow->pages(), count);
            for (const auto& link : p.flow->result().links)
                QCOMPARE(order[std::size_t(link.page)], link.target.toInt());
            for (const auto& target : p.flow->result().targets)
                QCOMPARE(order[std::size_t(target.page)], target.id.toInt());
        }
    }

    void headingsAreTargets() {
        const Pages p;
        p.flow->advance(33);
        p.flow->target(p.report.sections[1]);
        Section bare;
        bare.id = QStringLiteral("x");
        bare.title = QStringLiteral("Without a number");
        bare.level = 2;
        p.flow->newPage();
        p.flow->target(bare);
        const auto& targets = p.flow->result().targets;
        QCOMPARE(targets.size(), std::size_t(2));
        QCOMPARE(targets[0].title, QStringLiteral("2  two"));
        QCOMPARE(targets[0].y, p.flow->size().top + 33);
        QCOMPARE(targets[1].title, QStringLiteral("Without a number"));
        QCOMPARE(targets[1].level, 2);
        QCOMPARE(targets[1].page, 1);
    }

    void everyPageIsWritten() {
        Pages p;
        for (int i = 0; i < 4; ++i) {
            if (i > 0)
                p.flow->newPage();
            p.flow->draw(p.lines(3), 62, 100);
            p.flow->box({62, 300, 100, 20}, Ink::Band);
            p.flow->rule(62, 200, 400, 1);
            p.flow->textOn(0, QStringLiteral("later"), {9}, 62, 500 + 10.0 * i, Anchor::Left);
        }
        p.flow->paint();
        QCOMPARE(p.flow->result().count, 4);
        p.flow.reset();
        p.writer.reset();
        QVERIFY(p.bytes.startsWith("%PDF-"));
        QVERIFY(p.bytes.trimmed().endsWith("%%EOF"));
        QVERIFY(p.bytes.contains("/Count 4"));
    }

    // The whole document: the contents stand behind the title, and each line names its page.
    void documentsHaveTheirContentsInFront() {
        auto report = sample();
        for (int i = 0; i < 90; ++i) {
            Section& section = report.sections.emplace_back();
            section.id = QStringLiteral("s%1").arg(i);
            section.title = QStringLiteral("Section %1").arg(i);
            section.number = QStringLiteral("3.%1").arg(i);
            section.level = i % 5 == 0 ? 1 : 2;
            section.blocks.push_back(
                Paragraph{QStringLiteral("Text with a link to {#one}. ").repeated(20),
                    Paragraph::Kind::Body});
        }
        const auto pages = layOutPdf(report);
        QVERIFY(pages.ok());
        QCOMPARE(pages->targets.size(), report.sections.size());
        int last = 0, firstText = pages->count;
        for (std::size_t i = 0; i < report.sections.size(); ++i) {
            QCOMPARE(pages->targets[i].id, report.sections[i].id);
            QVERIFY(pages->targets[i].page >= last && pages->targets[i].page < pages->count);
            last = pages->targets[i].page;
            firstText = std::min(firstText, last);
        }
        QVERIFY(firstText >= 3); // the title, then contents of more than one page
        std::size_t inContents = 0;
        for (const auto& link : pages->links) {
            QVERIFY(link.page >= 1 && link.page < pages->count);
            inContents += link.page < firstText;
            QVERIFY(link.box.left() >= 0 && link.box.right() <= 595.5);
            QVERIFY(link.box.top() >= 0 && link.box.bottom() <= 842);
        }
        QCOMPARE(inContents, report.sections.size());
        QCOMPARE(layOutPdf(report)->count, pages->count);
    }

    void aStopEndsTheLayout() {
        std::stop_source stop;
        stop.request_stop();
        const auto pages = layOutPdf(sample(), stop.get_token());
        QCOMPARE(pages.error().code, ErrorCode::Cancelled);
    }
};

QTEST_MAIN(TstPageFlow)
#include "tst_page_flow.moc"
