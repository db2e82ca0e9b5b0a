// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/rng.h"
#include "core/io/exporter.h"
#include "core/io/importer.h"
#include "core/text/grid.h"
#include "core/text/utf8.h"
#include "tests/io/io_cases.h"

#include <algorithm>
#include <QTemporaryDir>

using namespace evenspan;
using test::CollectingSink;

namespace {

struct Written {
    std::string bytes;
    std::vector<DocumentDraft> kept;
    io::ExportReport report;
    std::string unit;
};

Result<Written> writeAll(const std::vector<DocumentDraft>& documents, const std::string& format,
    TagScheme scheme = TagScheme::Iob2) {
    Written out;
    auto writer = io::makeWriter(
        {format, scheme},
        [&](std::string_view bytes) -> Result<void> {
            out.bytes += bytes;
            return {};
        },
        [&](DocumentDraft&& document) { out.kept.push_back(std::move(document)); });
    if (!writer)
        return writer.error();
    for (const auto& document : documents)
        if (auto done = (*writer)->add(document); !done)
            return done.error();
    auto report = (*writer)->finish();
    if (!report)
        return report.error();
    out.report = std::move(*report);
    out.unit = (*writer)->unit();
    return out;
}

// Everything but the order of spans and the words' origin.
DocumentDraft normal(DocumentDraft document) {
    std::sort(document.spans.begin(), document.spans.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.range, a.label) < std::tuple(b.range, b.label);
    });
    for (auto& span : document.spans)
        span.source = SpanSource::Import;
    document.gridImported = true;
    return document;
}

std::string firstDifference(
    const std::vector<DocumentDraft>& expected, const std::vector<DocumentDraft>& found) {
    if (expected.size() != found.size())
        return std::to_string(expected.size()) + " documents became "
            + std::to_string(found.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto a = normal(expected[i]), b = normal(found[i]);
        if (a == b)
            continue;
        return "document " + std::to_string(i + 1)
            + (a.text != b.text                ? ": text"
                    : a.grid != b.grid         ? ": grid"
                    : a.spans != b.spans       ? ": spans"
                    : a.name != b.name         ? ": name"
                    : a.split != b.split       ? ": split"
                    : a.state != b.state       ? ": state"
                    : a.metadata != b.metadata ? ": metadata"
                                               : ": origin");
    }
    return {};
}

// Characters that a line, a column, a comment or a quoted value could stumble over.
const std::array kPieces{" ", "  ", "\t", "\n", "\r", "\r\n", "#", "# ", "\"", "\\", "\\n", "=",
    " = ", "-", "-DOCSTART-", "O", "B-PER", "a", "Kim", "word", "1", "9", "x1", "é", "e\xCC\x81",
    "\xC2\xA0", "\xE2\x80\xA8", "\xE2\x80\x8B", "\xEF\xBB\xBF", "\xC2\x85", "\v", "\f", "科", "研",
    "、", "\xF0\x9F\x99\x82", "# newdoc id = x", "# evenspan conll 1 IOB2", "\x01", "\x7F"};

class Documents {
public:
    explicit Documents(std::uint64_t seed)
        : m_rng(seed) { }

    std::uint64_t below(std::uint64_t n) { return m_rng.below(n); }

    std::string text(std::size_t pieces) {
        std::string out;
        for (std::size_t i = 0; i < pieces; ++i)
            out += kPieces[below(kPieces.size())];
        return out;
    }

    // Words anywhere: blank, empty, touching, with holes; sentences of any length.
    DocumentDraft document() {
        DocumentDraft out;
        out.text = text(below(12));
        out.name = text(below(3));
        out.split = below(3) == 0 ? text(below(3)) : "train";
        out.state = static_cast<DocumentState>(below(6));
        for (std::size_t i = below(3); i > 0; --i)
            out.metadata[text(below(3))] = text(below(3));
        const auto size = static_cast<std::uint32_t>(countCodePoints(out.text));
        std::uint32_t at = 0;
        while (below(10) != 0) {
            const auto begin = at + static_cast<std::uint32_t>(below(std::min(size - at, 2U) + 1));
            const auto end =
                begin + static_cast<std::uint32_t>(below(std::min(size - begin, 4U) + 1));
            if (out.grid.tokens.empty() || below(4) == 0)
                out.grid.sentenceStarts.push_back(
                    static_cast<std::uint32_t>(out.grid.tokens.size()));
            out.grid.tokens.push_back({begin, end});
            at = end;
        }
        out.gridImported = true;
        addSpans(out);
        return out;
    }

private:
    // Whole words of one sentence, without overlaps: what tags can say.
    void addSpans(DocumentDraft& out) {
        const std::array labels{"PER", "LOC", "A-B", "a label", "_", "科", "-"};
        for (std::size_t s = 0; s < out.grid.sentenceCount(); ++s) {
            const auto words = out.grid.sentence(s);
            for (std::size_t i = 0; i < words.size(); ++i) {
                const auto last = std::min(words.size() - 1, i + below(3));
                // An empty word cannot be the border of a span of characters.
                if (below(2) == 0 || words[i].empty() || words[last].empty())
                    continue;
                SpanDraft span;
                span.range = {words[i].begin, words[last].end};
                span.label = labels[below(labels.size())];
                span.source = SpanSource::Import;
                out.spans.push_back(span);
                i = last;
            }
        }
    }

    Philox m_rng;
};

} // namespace

class TstExport : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    std::filesystem::path path(const char* name) {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    Result<std::vector<DocumentDraft>> readBack(
        const std::string& bytes, const std::string& format, const std::string& unit) {
        const std::vector<std::filesystem::path> paths{path("back.train.out")};
        test::writeBytes(paths[0], bytes);
        CollectingSink sink;
        io::ImportOptions options;
        options.format = format;
        options.unit = unit;
        auto report = io::importFiles(paths, options, sink);
        if (!report)
            return report.error();
        return std::move(sink.documents);
    }

private Q_SLOTS:
    // Every corpus of the family: import, export, import gives the same documents.
    void corporaRoundTrip_data() {
        if (!test::haveCorpora())
            QSKIP("the corpora are not beside this checkout");
        QTest::addColumn<int>("spans");
        QFile file(QString::fromStdString((test::data() / "io/corpora.tsv").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const auto& line :
            QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
            const auto cells = line.split(QLatin1Char('\t'));
            QTest::newRow(qPrintable(cells[0])) << cells[6].toInt();
        }
    }

    void corporaRoundTrip() {
        QFETCH(int, spans);
        const std::vector<std::filesystem::path> paths{test::corpora() / QTest::currentDataTag()};
        CollectingSink sink;
        QVERIFY(io::importFiles(paths, {}, sink));
        const std::array schemes{TagScheme::Iob2, TagScheme::Iobes};
        for (const auto scheme : schemes) {
            const auto written = writeAll(sink.documents, "conll", scheme);
            QVERIFY(written);
            QVERIFY2(written->report.lost.empty(),
                qPrintable(QString::number(written->report.lost.size())));
            QCOMPARE(int(written->report.spans), spans);
            const auto back = readBack(written->bytes, "auto", {});
            QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
            const auto difference = firstDifference(sink.documents, *back);
            QVERIFY2(difference.empty(), difference.c_str());
        }
    }

    // Random documents out of everything that lines, columns and quotes could stumble over.
    void anyDocumentRoundTrips_data() {
        QTest::addColumn<int>("scheme");
        for (const auto scheme : kAllTagSchemes)
            QTest::newRow(tagSchemeName(scheme)) << int(scheme);
    }

    void anyDocumentRoundTrips() {
        QFETCH(int, scheme);
        Documents random(17 + std::uint64_t(scheme));
        for (int round = 0; round < 300; ++round) {
            std::vector<DocumentDraft> documents;
            for (std::size_t n = 1 + random.below(8); n > 0; --n)
                documents.push_back(random.document());
            const auto written = writeAll(documents, "conll", TagScheme(scheme));
            QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
            const auto back = readBack(written->bytes, "auto", {});
            QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
            auto difference = firstDifference(written->kept, *back);
            QVERIFY2(difference.empty(), difference.c_str());
            // Only IO cannot say everything; the rest loses nothing.
            if (TagScheme(scheme) == TagScheme::Io)
                continue;
            QVERIFY(written->report.lost.empty());
            difference = firstDifference(documents, *back);
            QVERIFY2(difference.empty(), difference.c_str());
        }
    }

    // Raw text with the program's own words: sentences parted by anything.
    void rawTextsRoundTrip() {
        std::vector<DocumentDraft> documents;
        for (const char* text : {"Ms Okoro called.  She asked for Leeds.\n\nNobody knew.\n",
                 "\tOne line\r\nand another. ", "   ", "", "科研所在北京。他说好。",
                 "a\xC2\xA0"
                 "b c"}) {
            DocumentDraft document;
            document.name = "note " + std::to_string(documents.size());
            document.text = text;
            document.grid = *makeGrid(document.text);
            documents.push_back(std::move(document));
        }
        const auto written = writeAll(documents, "conll");
        QVERIFY(written);
        QVERIFY(written->report.lost.empty());
        const auto back = readBack(written->bytes, "auto", {});
        QVERIFY(back);
        const auto difference = firstDifference(documents, *back);
        QVERIFY2(difference.empty(), difference.c_str());
    }

    // Every span that tags cannot say stands in `lost`, once for each rule, and the rest is exact.
    void lossesAreListed() {
        DocumentDraft document;
        document.name = "call 7";
        document.text = "ab cd ef gh";
        document.grid = {{{0, 2}, {3, 5}, {6, 8}, {9, 11}}, {0, 2}};
        const auto span = [](std::uint32_t begin, std::uint32_t end, const char* label,
                              SpanState state = SpanState::Accepted) {
            SpanDraft out;
            out.range = {begin, end};
            out.label = label;
            out.state = state;
            return out;
        };
        document.spans = {span(0, 5, "PER"), span(3, 5, "LOC"), span(7, 8, "ORG"),
            span(2, 3, "NONE"), span(9, 11, "LOC", SpanState::Suggested),
            span(9, 11, "PER", SpanState::Rejected)};
        document.spans[0].attributes["sure"] = "no";
        document.spans[0].score = 0.5;
        const auto written = writeAll({document}, "conll");
        QVERIFY(written);
        QStringList lost;
        for (const auto& line : written->report.lost)
            lost << QString::fromStdString(line);
        const QStringList expected{QStringLiteral("1 × rejected span (first at document 1)"),
            QStringLiteral("1 × span left out, overlaps a longer span (first at document 1)"),
            QStringLiteral("1 × span left out, touches no token (first at document 1)"),
            QStringLiteral("1 × span whose attributes are not kept (first at document 1)"),
            QStringLiteral("1 × span whose score is not kept (first at document 1)"),
            QStringLiteral("1 × span widened to whole tokens (first at document 1)"),
            QStringLiteral("1 × suggested span (first at document 1)")};
        QCOMPARE(lost, expected);
        QCOMPARE(int(written->report.spans), 2);
        const auto back = readBack(written->bytes, "conll", {});
        QVERIFY(back);
        QCOMPARE(back->at(0).spans.size(), std::size_t(2));
        QCOMPARE(back->at(0).spans[1].range, (CodePointRange{6, 8}));
    }

    void ioMeltsNeighboursAndSaysSo() {
        DocumentDraft document;
        document.text = "a b";
        document.grid = {{{0, 1}, {2, 3}}, {0}};
        document.spans = {{{0, 1}, "X", {}, {}, {}, {}}, {{2, 3}, "X", {}, {}, {}, {}}};
        const auto written = writeAll({document}, "conll", TagScheme::Io);
        QVERIFY(written);
        QCOMPARE(written->report.lost.size(), std::size_t(1));
        QCOMPARE(int(written->report.spans), 1);
    }

    // What other readers of the family see: comment lines, then two columns.
    void columnsForOthers() {
        DocumentDraft document;
        document.name = "mail";
        document.text = "Ada lives\nin Ely";
        document.grid = {{{0, 3}, {4, 9}, {10, 12}, {13, 16}}, {0, 2}};
        document.spans = {{{0, 3}, "PER", {}, {}, {}, {}}, {{13, 16}, "LOC", {}, {}, {}, {}}};
        document.split = "test";
        document.state = DocumentState::Done;
        document.metadata["language"] = "en";
        const auto written = writeAll({document}, "conll", TagScheme::Iobes);
        QVERIFY(written);
        QCOMPARE(QString::fromStdString(written->bytes),
            QStringLiteral("# evenspan conll 1 IOBES\n# newdoc id = mail\n# split = test\n"
                           "# meta language = en\nAda\tS-PER\nlives\tO\n\nin\tO\nEly\tS-LOC\n\n"));
    }

    void splitAskedForWins() {
        DocumentDraft document;
        document.text = "a";
        document.grid = {{{0, 1}}, {0}};
        document.split = "test";
        const auto written = writeAll({document}, "conll");
        QVERIFY(written);
        const std::vector<std::filesystem::path> paths{path("asked.conll")};
        QVERIFY(writeFileAtomic(paths[0], written->bytes));
        CollectingSink sink;
        io::ImportOptions options;
        options.split = "holdout";
        QVERIFY(io::importFiles(paths, options, sink));
        QCOMPARE(QString::fromStdString(sink.documents.at(0).split), QStringLiteral("holdout"));
    }

    void textKeepsEveryByte() {
        for (const char* text : {"one line", "a\n\nb\r\n", "\xEF\xBB\xBFmark"}) {
            DocumentDraft document;
            document.text = text;
            const auto written = writeAll({document}, "text");
            QVERIFY(written);
            const auto back = readBack(written->bytes, "text", written->unit);
            QVERIFY(back);
            QCOMPARE(back->size(), std::size_t(1));
            QCOMPARE(QByteArray::fromStdString(back->at(0).text), QByteArray(text));
        }
    }

    void emptyTextIsListed() {
        const auto written = writeAll({DocumentDraft()}, "text");
        QVERIFY(written);
        QVERIFY(written->bytes.empty());
        QCOMPARE(written->report.lost.size(), std::size_t(1));
    }

    // Borders that blank lines of the documents' own blur are listed; the bytes are all there.
    void textOfManyDocuments() {
        Documents random(5);
        for (int round = 0; round < 300; ++round) {
            std::vector<DocumentDraft> documents;
            std::string all;
            for (std::size_t n = 2 + random.below(6); n > 0; --n) {
                DocumentDraft document;
                document.text = random.text(random.below(6));
                all += (all.empty() && documents.empty() ? "" : "\n\n") + document.text;
                documents.push_back(std::move(document));
            }
            const auto written = writeAll(documents, "text");
            QVERIFY(written);
            const bool mark = documents[0].text.rfind("\xEF\xBB\xBF", 0) == 0;
            QCOMPARE(QByteArray::fromStdString(written->bytes),
                (mark ? QByteArray("\xEF\xBB\xBF") : QByteArray())
                    + QByteArray::fromStdString(all));
            const auto back = readBack(written->bytes, "text", written->unit);
            QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
            QCOMPARE(back->size(), written->kept.size());
            for (std::size_t i = 0; i < back->size(); ++i)
                QCOMPARE(back->at(i).text, written->kept[i].text);
            bool same = back->size() == documents.size();
            for (std::size_t i = 0; same && i < documents.size(); ++i)
                same = back->at(i).text == documents[i].text;
            QCOMPARE(written->report.lost.empty(), same);
        }
    }

    void refusals_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("label");
        QTest::addColumn<int>("code");
        QTest::newRow("label with a tab")
            << QByteArray("a") << QByteArray("A\tB") << int(ErrorCode::Unsupported);
        QTest::newRow("label with a line end")
            << QByteArray("a") << QByteArray("A\nB") << int(ErrorCode::Unsupported);
        QTest::newRow("empty label")
            << QByteArray("a") << QByteArray("") << int(ErrorCode::Unsupported);
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray("A")
                             << int(ErrorCode::Unsupported);
        QTest::newRow("not UTF-8")
            << QByteArray("a\xFF") << QByteArray("A") << int(ErrorCode::BadEncoding);
        QTest::newRow("span beyond the text")
            << QByteArray("") << QByteArray("A") << int(ErrorCode::InvalidArgument);
    }

    void refusals() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, label);
        QFETCH(int, code);
        DocumentDraft document;
        document.text = text.toStdString();
        document.spans = {{{0, 1}, label.toStdString(), {}, {}, {}, {}}};
        const auto written = writeAll({document}, "conll");
        QVERIFY(!written);
        QCOMPARE(int(written.error().code), code);
        QVERIFY(!written.error().remedy.empty());
    }

    void unknownFormatOffersTheNearest() {
        const auto written = writeAll({}, "conl");
        QVERIFY(!written);
        QCOMPARE(int(written.error().code), int(ErrorCode::InvalidArgument));
        QVERIFY(written.error().remedy.find("conll") != std::string::npos);
    }

    void errorsOfTheSinkComeThrough() {
        auto writer = io::makeWriter({"text", {}}, [](std::string_view) -> Result<void> {
            return Error{ErrorCode::NoSpace, "full", {}, {}};
        });
        QVERIFY(writer);
        DocumentDraft document;
        document.text = "a";
        QVERIFY((*writer)->add(document));
        const auto report = (*writer)->finish();
        QVERIFY(!report);
        QCOMPARE(int(report.error().code), int(ErrorCode::NoSpace));
    }

    void laterVersionIsRefused() {
        const auto back = readBack("# evenspan conll 2 IOB2\na\tO\n", "auto", {});
        QVERIFY(!back);
        QCOMPARE(int(back.error().code), int(ErrorCode::TooNew));
    }

    // A file that someone mended by hand: nothing invented, everything odd is said.
    void brokenCommentsAreListed() {
        const std::vector<std::filesystem::path> paths{path("mended.conll")};
        QVERIFY(writeFileAtomic(paths[0],
            "# evenspan conll 1 IOB2\n# newdoc id = \"open\n# meta \"x = y\n# state = odd\n# "
            "hello\n"
            "# raw = \"a b\"\n# offsets = 0+9 1+1\na\tO\nb\tB-X\n"));
        CollectingSink sink;
        const auto report = io::importFiles(paths, {}, sink);
        QVERIFY(report);
        QCOMPARE(report->lost.size(), std::size_t(2));
        QCOMPARE(report->warnings.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(sink.documents.at(0).text), QStringLiteral("a b"));
        QCOMPARE(sink.documents.at(0).spans.at(0).range, (CodePointRange{2, 3}));
    }
};

QTEST_APPLESS_MAIN(TstExport)
#include "tst_export.moc"
