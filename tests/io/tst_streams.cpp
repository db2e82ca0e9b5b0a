// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/io/formats.h"
#include "core/io/line_reader.h"
#include "core/text/utf8.h"
#include "tests/io/format_cases.h"

#include <QTemporaryDir>

using namespace evenspan;

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18; // that the readers read at a time

std::string bioc(const std::string& inside) {
    return "<?xml version=\"1.0\"?>\n<collection>\n<source>a &gt; b</source>\n" + inside
        + "</collection>\n";
}

std::string biocDocument(std::size_t number, const std::string& text) {
    const auto id = std::to_string(number);
    return "<document><id>d" + id + "</id><passage><offset>0</offset><text>Ana " + text
        + "</text><annotation id=\"1\"><infon key=\"type\">PER</infon>"
          "<location offset=\"0\" length=\"3\"/><text>Ana</text></annotation></passage>"
          "</document>\n";
}

} // namespace

// Readers that hold a piece of their file: what stands over the end of a block, and what is wrong
// far from the start.
class TstStreams : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    struct Read {
        std::vector<DocumentDraft> documents;
        io::ImportReport report;
        std::optional<Error> error;
    };
    Read read(const char* format, const std::string& bytes, io::ImportOptions options = {}) {
        const std::vector<std::filesystem::path> paths{
            std::filesystem::path(m_folder.path().toStdString()) / "a.x"};
        test::writeBytes(paths[0], bytes);
        options.format = format;
        test::CollectingSink sink;
        auto report = io::importFiles(paths, options, sink);
        Read out;
        out.documents = std::move(sink.documents);
        if (report)
            out.report = std::move(*report);
        else
            out.error = report.error();
        return out;
    }

private Q_SLOTS:
    // Against a plain loop over the bytes.
    void linesAgreeWithAPlainLoop() {
        Philox rng(41);
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "lines";
        for (int round = 0; round < 60; ++round) {
            std::string bytes;
            static const std::array pieces{
                "\n", "\r", "\r\n", "\n\r", "a", "", "é", "\t", " ", "€uro"};
            const bool returns = round % 2 == 0;
            while (bytes.size() < (round < 40 ? 40 : kBlock + 40)) {
                bytes += pieces[rng.below(pieces.size())];
                if (round >= 40)
                    bytes += std::string(rng.below(3000), 'x');
                if (!returns)
                    std::erase(bytes, '\r');
            }
            std::vector<std::string> expected(1);
            for (std::size_t i = 0; i < bytes.size(); ++i)
                if (bytes[i] == '\n' || bytes[i] == '\r') {
                    i += bytes.compare(i, 2, "\r\n") == 0;
                    expected.emplace_back();
                } else {
                    expected.back() += bytes[i];
                }
            if (expected.back().empty())
                expected.pop_back();
            test::writeBytes(path, bytes);
            auto reader = io::LineReader::open(path);
            std::vector<std::string> found;
            std::string_view line;
            for (;;) {
                // The short way takes a line or leaves everything as it was.
                if (round % 3 == 0 || !reader->quick(line)) {
                    const auto more = reader->next(line);
                    QVERIFY(more.ok());
                    if (!*more)
                        break;
                }
                found.emplace_back(line);
                QCOMPARE(reader->line(), std::uint64_t(found.size()));
            }
            QVERIFY(found == expected);
            QCOMPARE(reader->bytes(), std::uint64_t(bytes.size()));
            QCOMPARE(reader->hadCarriageReturns(), bytes.find('\r') != std::string::npos);
        }
    }

    // A character that a block's end cuts is none the less one, and a wrong byte is found where it
    // is.
    void charactersOverBlocks() {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "lines";
        for (std::size_t shift = 0; shift < 6; ++shift) {
            const std::string start = "ab\n" + std::string(kBlock - 3 - shift, 'x');
            test::writeBytes(path, start + "😊\nend\n");
            auto sound = io::LineReader::open(path);
            std::string_view line;
            QVERIFY(*sound->next(line) && *sound->next(line));
            QCOMPARE(line.size(), kBlock - 3 - shift + 4);
            QVERIFY(*sound->next(line) && line == "end");
            for (const char* wrong : {"\xFF", "\xE2\x82", "\xED\xA0\x80"}) {
                test::writeBytes(path, start + wrong + "\nend\n");
                auto broken = io::LineReader::open(path);
                QVERIFY(*broken->next(line));
                const auto fault = broken->next(line);
                QVERIFY(!fault);
                QCOMPARE(fault.error().code, ErrorCode::BadEncoding);
                const auto byte = "byte " + std::to_string(start.size());
                QVERIFY2(
                    fault.error().what.find(byte) != std::string::npos, fault.error().what.c_str());
                QVERIFY(fault.error().where.find("line 2") != std::string::npos);
            }
        }
    }

    // However long the documents are: all of them, in order, with their spans.
    void biocOfAnyLength() {
        Philox rng(42);
        std::string inside;
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < 60; ++i) {
            std::string text(i == 30 ? 3 * kBlock : rng.below(20'000), 'y');
            text += "é €";
            texts.push_back("Ana " + text);
            inside += biocDocument(i + 1, text);
            if (i % 7 == 0)
                inside +=
                    "<!-- <document> -->\n<infon key=\"a\">x<b c='>'/></infon><?p <document>?>";
        }
        const auto found = read("bioc", bioc(inside));
        QVERIFY2(!found.error, found.error ? found.error->text().c_str() : "");
        QCOMPARE(found.documents.size(), texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            QVERIFY(found.documents[i].text == texts[i]);
            QCOMPARE(found.documents[i].name, "d" + std::to_string(i + 1));
            QCOMPARE(found.documents[i].spans.size(), std::size_t{1});
        }
        // The same in UTF-16 and in Latin-1, which are held whole.
        std::string latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><collection>"
            + biocDocument(1, "caf\xE9") + "</collection>";
        QCOMPARE(read("bioc", latin).documents.at(0).text, std::string("Ana café"));
        std::string wide = "\xFF\xFE";
        for (const char c : "<collection>" + biocDocument(1, "ran") + "</collection>")
            wide += c, wide += '\0';
        QCOMPARE(read("bioc", wide).documents.at(0).text, std::string("Ana ran"));
    }

    void biocFaults_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("place");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const std::string& bytes, const char* place,
                             ErrorCode code = ErrorCode::BadFormat) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(place)
                                << int(code);
        };
        std::string many;
        for (std::size_t i = 0; i < 4000; ++i) // of several blocks, from line 4 on
            many += biocDocument(i, "ran");
        row("broken late", bioc(many + "<document>\n<id>1</idd></document>"), "line 4005");
        row("cut off", bioc(many).substr(0, many.size()), "line 40");
        row("not closed", "<collection>\n" + many, "line 4002");
        row("wrong end", "<collection>\n" + many + "</collections>", "line 4002");
        row("wrong byte", bioc(many + "\n<document>\xFF</document>"), "a.x",
            ErrorCode::BadEncoding);
        row("two roots", bioc(many) + "\n<collection/>", "line 4006");
        row("deep",
            bioc(many + "<document>" +
                [] {
                    std::string deep;
                    for (int i = 0; i < 64; ++i)
                        deep += "<a>";
                    for (int i = 0; i < 64; ++i)
                        deep += "</a>";
                    return deep;
                }()
                + "</document>"),
            "line 4004");
        row("document type", "<!-- a -->\n<!DOCTYPE c [<!ENTITY b '<c>'>]>\n" + bioc(many),
            "line 2", ErrorCode::Unsafe);
        row("document type inside", bioc(many + "<!DOCTYPE c SYSTEM \"BioC.dtd\">"), "line 4004");
        row("another root", "<?xml version='1.0'?>\n<corpus>" + many + "</corpus>", "line 2");
        row("no root", "only words", "line 1");
        row("no documents", bioc("<date/>"), "a.x", ErrorCode::Empty);
        row("root alone", "<collection/>", "a.x", ErrorCode::Empty);
        row("nothing", "", "a.x", ErrorCode::Empty);
    }
    void biocFaults() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, place);
        QFETCH(int, code);
        const auto found = read("bioc", bytes.toStdString());
        QVERIFY(found.error.has_value());
        QVERIFY2(int(found.error->code) == code, found.error->text().c_str());
        QVERIFY2(found.error->where.find(place.toStdString()) != std::string::npos,
            found.error->text().c_str());
        QVERIFY(!found.error->remedy.empty());
    }

    // Lines and paragraphs of long files against one look at the whole.
    void textsAgreeWithTheWhole() {
        Philox rng(43);
        for (int round = 0; round < 24; ++round) {
            std::string bytes;
            static const std::array pieces{
                "\n", "\n", "\r\n", "\n\n", "\r", " \n", "é😊", "a b", "\r\r\n", "\t\r\n"};
            while (bytes.size() < 2 * kBlock) {
                bytes += pieces[rng.below(pieces.size())];
                bytes += std::string(rng.below(round % 3 == 0 ? 5000 : 50), 'x');
                if (round == 5) // one paragraph of all
                    bytes += "\nx";
            }
            for (const char* unit : {"line", "paragraph"}) {
                io::ImportOptions options;
                options.unit = unit;
                const auto found = read("text", bytes, options);
                QVERIFY2(!found.error, found.error ? found.error->text().c_str() : "");
                const auto parts = io::textParts(bytes, unit);
                QCOMPARE(found.documents.size(), parts.size());
                for (std::size_t i = 0; i < parts.size(); ++i) {
                    QVERIFY(found.documents[i].text
                        == bytes.substr(parts[i].first, parts[i].second - parts[i].first));
                    QCOMPARE(found.documents[i].name, "a:" + std::to_string(i + 1));
                }
            }
        }
    }

    void textFaultsNameTheByte() {
        io::ImportOptions options;
        options.unit = "line";
        for (std::size_t shift = 0; shift < 5; ++shift) {
            const std::string start = "ab\n" + std::string(kBlock - 3 - shift, 'x');
            QVERIFY(!read("text", start + "😊", options).error);
            for (const auto& [wrong, code] :
                {std::pair(std::string("\xF0\x9F\x98"), ErrorCode::BadEncoding),
                    std::pair(std::string("\xFF y"), ErrorCode::BadEncoding),
                    std::pair(std::string("\0", 1), ErrorCode::BadFormat)}) {
                const auto found = read("text", start + wrong, options);
                QVERIFY(found.error.has_value());
                QCOMPARE(found.error->code, code);
                const auto byte = "byte " + std::to_string(start.size());
                QVERIFY2(
                    found.error->what.find(byte) != std::string::npos, found.error->text().c_str());
            }
        }
        QCOMPARE(read("text", "", options).error->code, ErrorCode::Empty);
    }

    void pubtatorOfAnyLength() {
        Philox rng(44);
        std::string bytes;
        std::vector<std::string> texts;
        for (int i = 0; i < 80; ++i) {
            const auto id = std::to_string(i + 1);
            const std::string title = "Ana é" + std::string(rng.below(9000), 't');
            const std::string abstract(i == 40 ? 3 * kBlock : rng.below(9000), 'a');
            texts.push_back(abstract.empty() ? title : title + "\n" + abstract);
            bytes += id + "|t|" + title + "\r\n" + id + "|a|" + abstract + "\r\n" + id
                + "\t0\t3\tAna\tPER\r\n" + (i % 3 == 0 ? "" : "\r\n");
        }
        const auto found = read("pubtator", bytes);
        QVERIFY2(!found.error, found.error ? found.error->text().c_str() : "");
        QCOMPARE(found.documents.size(), texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            QVERIFY(found.documents[i].text == texts[i]);
            QCOMPARE(found.documents[i].spans.size(), std::size_t{1});
        }
        QCOMPARE(read("pubtator", "").error->code, ErrorCode::Empty);
    }

    // Other readers take a line of five cells for a relation; this one for an entity.
    void pubtatorWithoutIdentifier() {
        const std::string bytes = "1|t|Ana ran\n1|a|\n1\t0\t3\tAna\tPER\n1\t4\t7\tran\tACT\t-\n";
        const auto found = read("pubtator", bytes);
        QVERIFY(!found.error);
        QCOMPARE(found.documents.at(0).spans.size(), std::size_t{2});
        for (const auto& span : found.documents[0].spans)
            QVERIFY(span.attributes.empty());
        auto document = found.documents[0];
        document.spans[1].attributes["identifier"] = "-";
        const auto written = test::writeAs("pubtator", {document, found.documents[0]},
            std::filesystem::path(m_folder.path().toStdString()));
        QVERIFY(written.ok());
        std::ifstream file(written->paths.at(0));
        std::string line;
        int entities = 0;
        while (std::getline(file, line))
            if (line.find('\t') != std::string::npos) {
                QCOMPARE(std::count(line.begin(), line.end(), '\t'), std::ptrdiff_t(5));
                ++entities;
            }
        QCOMPARE(entities, 4);
        QVERIFY(!written->report.lost.empty());
    }

    void biocJsonNamesTheDocument() {
        std::string bytes = "{\"source\":\"x\",\"documents\":[";
        for (int i = 1; i <= 3000; ++i)
            bytes += std::string(i > 1 ? ",\n" : "") + "{\"id\":\"d" + std::to_string(i)
                + "\",\"passages\":[{\"offset\":0,\"text\":\"Ana ran " + std::string(100, 'x')
                + "\",\"annotations\":[{\"id\":\"1\",\"infons\":{\"type\":\"PER\"},\"text\":"
                  "\"Ana\","
                  "\"locations\":[{\"offset\":"
                + (i == 2500 ? "1" : "0") + ",\"length\":3}]}]}]}";
        bytes += "],\"infons\":{}}";
        const auto strict = read("bioc-json", bytes);
        QVERIFY(strict.error.has_value());
        QVERIFY(strict.error->where.find("document 2500") != std::string::npos);
        io::ImportOptions options;
        options.skipBad = true;
        const auto rest = read("bioc-json", bytes, options);
        QVERIFY(!rest.error);
        QCOMPARE(rest.documents.size(), std::size_t{3000});
        QCOMPARE(rest.report.spans, std::uint64_t(2999));
        QCOMPARE(read("bioc-json", "[1,2]").error->code, ErrorCode::Empty);
    }
};

QTEST_APPLESS_MAIN(TstStreams)
#include "tst_streams.moc"
