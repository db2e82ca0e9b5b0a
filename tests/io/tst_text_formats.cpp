// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc cannot read a list made by a macro
#include "core/text/offset_map.h"
#include "tests/io/format_cases.h"
#include "tests/support/fresh_folders.h"
#endif

using namespace evenspan;

namespace {

const std::array kOwn{"conllu", "conllu-plus", "pubtator", "bioc", "bioc-json", "gate", "brat"};

// What a document's spans cover, with their labels: "PER Ana Ruiz".
std::vector<std::string> covered(const DocumentDraft& document) {
    const OffsetMap map(document.text);
    std::vector<std::string> out;
    for (const auto& span : document.spans)
        out.push_back(span.label + " " + std::string(map.slice(span.range)));
    std::sort(out.begin(), out.end());
    return out;
}

SpanDraft span(std::uint32_t begin, std::uint32_t end, const char* label) {
    SpanDraft draft;
    draft.range = {begin, end};
    draft.label = label;
    draft.source = SpanSource::Import;
    return draft;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines)
        all += line + "\n";
    return all;
}

} // namespace

class TstTextFormats : public QObject {
    Q_OBJECT

    test::FreshFolders m_folders;

    std::filesystem::path folder() { return m_folders.next(); }

    struct Read {
        std::vector<DocumentDraft> documents;
        io::ImportReport report;
        std::optional<Error> error;
    };
    Read read(const std::string& name, const std::string& bytes, bool skipBad = false,
        const std::string& format = "auto") {
        const auto path = folder() / name;
        test::writeBytes(path, bytes);
        return readFrom(path, skipBad, format);
    }
    static Read readFrom(const std::filesystem::path& path, bool skipBad = false,
        const std::string& format = "auto") {
        test::CollectingSink sink;
        io::ImportOptions options;
        options.skipBad = skipBad;
        options.format = format;
        const std::vector paths{path};
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
    // What a writer says that it keeps is what its reader finds, over 200 texts in which positions
    // differ between all units.
    void readsBackWhatIsKept_data() {
        QTest::addColumn<QString>("format");
        for (const auto* name : kOwn)
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void readsBackWhatIsKept() {
        QFETCH(QString, format);
        const auto name = format.toStdString();
        const auto documents = test::hardDocuments();
        auto written = test::writeAs(name, documents, folder());
        QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
        QCOMPARE(written->kept.size(), documents.size());
        io::ImportReport report;
        auto found = test::readAs(name, *written, &report);
        QVERIFY2(found.ok(), found.ok() ? "" : found.error().text().c_str());
        QCOMPARE(found->size(), documents.size());
        test::sortByName(*found);
        test::sortByName(written->kept);
        for (std::size_t i = 0; i < found->size(); ++i) {
            const auto differs = test::difference(written->kept[i], (*found)[i]);
            QVERIFY2(differs.empty(), (written->kept[i].name + ": " + differs).c_str());
        }
        QVERIFY2(report.lost.empty() && report.repaired.empty() && report.problems.empty(),
            joined(report.lost).c_str());
        // And it is recognised without being named. The two kinds of CoNLL-U are one to read.
        auto sniffed = io::sniff(written->paths.front());
        QVERIFY(sniffed.ok());
        QCOMPARE(QString::fromStdString(sniffed->format),
            name == "conllu-plus" ? QStringLiteral("conllu") : format);
    }

    // Nothing goes without a word: where no loss is listed the documents are the same, and each
    // kind of loss leaves the rest as it was.
    void lossesAreListed_data() { readsBackWhatIsKept_data(); }
    void lossesAreListed() {
        QFETCH(QString, format);
        for (const auto& document : test::hardDocuments()) {
            auto written = test::writeAs(format.toStdString(), {document}, folder());
            QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
            const auto differs = test::difference(document, written->kept.front());
            QVERIFY2(differs.empty() == written->report.lost.empty(),
                (document.name + ": " + differs + " with losses " + joined(written->report.lost))
                    .c_str());
        }
    }

    // Where the format can hold it, nothing is lost at all.
    void bioCHoldsAll() {
        for (const char* format : {"bioc", "bioc-json"}) {
            const auto documents = test::hardDocuments();
            auto written = test::writeAs(format, documents, folder());
            QVERIFY(written.ok());
            QVERIFY2(written->report.lost.empty(), joined(written->report.lost).c_str());
            for (std::size_t i = 0; i < documents.size(); ++i)
                QCOMPARE(test::difference(documents[i], written->kept[i]), std::string());
        }
    }

    void conlluHoldsWordsAndText() {
        DocumentDraft document;
        document.name = "d";
        document.text = "  Ana\u00A0Ruiz\tleft. Then\n\nshe | he\r\nran";
        document.gridImported = true;
        document.state = DocumentState::Reviewed;
        document.metadata = {{"k = 1", "line\nend"}};
        document.grid.tokens = {
            {2, 5}, {6, 10}, {11, 15}, {15, 16}, {17, 21}, {23, 26}, {27, 28}, {29, 31}, {33, 36}};
        document.grid.sentenceStarts = {0, 4, 5, 8};
        document.spans = {span(2, 10, "PER"), span(33, 36, "A-B|C")};
        for (const char* format : {"conllu", "conllu-plus"}) {
            auto written = test::writeAs(format, {document}, folder());
            QVERIFY(written.ok());
            QVERIFY2(written->report.lost.empty(), joined(written->report.lost).c_str());
            auto found = test::readAs(format, *written);
            QVERIFY2(found.ok(), found.ok() ? "" : found.error().text().c_str());
            QCOMPARE(test::difference(document, found->front()), std::string());
        }
    }

    void conlluOfOthers() {
        const auto found = read("a.conllu",
            "# newdoc id = a\n# newpar\n# sent_id = 1\n# text = vámonos al mar\n"
            "1-2\tvámonos\t_\t_\t_\t_\t_\t_\t_\t_\n"
            "1\tvamos\tir\tVERB\t_\t_\t0\troot\t_\t_\n2\tnos\tnosotros\tPRON\t_\t_\t1\tobj\t_\t_\n"
            "2.1\tyo\tyo\tPRON\t_\t_\t_\t_\t_\t_\n"
            "3-4\tal\t_\t_\t_\t_\t_\t_\t_\t_\n3\ta\ta\tADP\t_\t_\t5\tcase\t_\t_\n"
            "4\tel\tel\tDET\t_\t_\t5\tdet\t_\t_\n"
            "5\tmar\tmar\tNOUN\t_\t_\t1\tobl\t_\tNER=B-LOC|SpaceAfter=No\n\n");
        QVERIFY2(!found.error, found.error ? found.error->text().c_str() : "");
        QCOMPARE(found.report.format, std::string("conllu"));
        QCOMPARE(found.documents.size(), std::size_t{1});
        QCOMPARE(found.documents[0].text, std::string("vámonos al mar"));
        QCOMPARE(found.documents[0].grid.tokens.size(), std::size_t{3});
        QCOMPARE(joined(covered(found.documents[0])), std::string("LOC mar\n"));
        const auto lost = joined(found.report.lost);
        QVERIFY2(lost.find("empty node") != std::string::npos, lost.c_str());
        QVERIFY2(lost.find("4 × words of a multiword token") != std::string::npos, lost.c_str());
    }

    void webAnno() {
        const auto found = read("a.tsv",
            "#FORMAT=WebAnno TSV 3.3\n"
            "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue\n"
            "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n\n\n"
            "#Text=Zoë 😊 met Ana Ruiz in Oslo.\n"
            "1-1\t0-3\tZoë\tNNP\t_\t_\n1-2\t4-6\t😊\t_\t_\t_\n1-3\t7-10\tmet\t_\t_\t_\n"
            "1-4\t11-14\tAna\t_\t*[1]\tPER[1]\n1-5\t15-19\tRuiz\t_\t*[1]|*\tPER[1]|LAST\\_NAME\n"
            "1-6\t20-22\tin\t_\t_\t_\n1-7\t23-27\tOslo\t_\thttp://x/Q585\tLOC\n"
            "1-7.1\t23-25\tOs\t_\t*\tPART\n1-8\t27-28\t.\t_\t_\t_\n\n"
            "#Text=She ran.\n2-1\t29-32\tShe\t_\t_\t_\n2-2\t33-36\tran\t_\t_\t_\n"
            "2-3\t36-37\t.\t_\t_\t_\n");
        QVERIFY2(!found.error, found.error ? found.error->text().c_str() : "");
        QCOMPARE(found.report.format, std::string("webanno"));
        const auto& document = found.documents.at(0);
        QCOMPARE(document.text, std::string("Zoë 😊 met Ana Ruiz in Oslo.\nShe ran."));
        QCOMPARE(joined(covered(document)),
            std::string("LAST_NAME Ruiz\nLOC Oslo\nPART Os\nPER Ana Ruiz\n"));
        QCOMPARE(document.grid.sentenceCount(), std::size_t{2});
        QCOMPARE(document.grid.tokens.size(), std::size_t{11});
        for (const auto& span : document.spans)
            QCOMPARE(span.attributes.count("identifier"), std::size_t(span.label == "LOC"));
        QVERIFY(joined(found.report.lost).find("layer POS") != std::string::npos);
    }

    void bratPair() {
        const auto at = folder();
        test::writeBytes(at / "doc.txt", "Zoë 😊 met Ana Ruiz in Oslo.\nNorth and South Korea");
        test::writeBytes(at / "doc.ann",
            "T1\tPER 10 18\tAna Ruiz\nT2\tLOC 22 26\tOslo\nA1\tConfidence T1 High\nA2\tSure T2\n"
            "N1\tReference T2 Wikidata:Q585\tOslo\nR1\tLocatedIn Arg1:T1 Arg2:T2\n"
            "#1\tAnnotatorNotes T1\tcheck spelling\nT3\tLOC 28 33;44 49\tNorth Korea\n"
            "*\tEquiv T1 T3\n");
        QVERIFY(io::sniff(at / "doc.txt")->belongs);
        const auto found = readFrom(at / "doc.ann");
        QVERIFY2(!found.error, found.error ? found.error->text().c_str() : "");
        QVERIFY2(found.report.lost.empty(), joined(found.report.lost).c_str());
        const auto& document = found.documents.at(0);
        QCOMPARE(document.spans.size(), std::size_t{3});
        QCOMPARE(document.spans[0].attributes.at("Confidence"), std::string("High"));
        QCOMPARE(document.spans[0].attributes.at("#AnnotatorNotes"), std::string("check spelling"));
        QCOMPARE(
            document.spans[1].attributes.at("link:Reference"), std::string("Wikidata:Q585\tOslo"));
        QCOMPARE(document.spans[2].attributes.at("parts"), std::string("28-33 44-49"));
        const auto relations = relationsOf(document.spans);
        QCOMPARE(relations.all.size(), std::size_t{1});
        QVERIFY(relations.all[0] == (Relation{0, 1, "LocatedIn"}));
        QCOMPARE(document.metadata.at("brat:*1"), std::string("Equiv T1 T3"));
        // And all of it goes back.
        auto written = test::writeAs("brat", found.documents, folder());
        QVERIFY(written.ok());
        QVERIFY2(written->report.lost.empty(), joined(written->report.lost).c_str());
        auto again = test::readAs("brat", *written);
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().text().c_str());
        QCOMPARE(test::difference(document, again->front()), std::string());
    }

    void gateDocument() {
        const auto found = read("g.xml",
            "<?xml version='1.0' encoding='UTF-8'?>\n<GateDocument version=\"3\">"
            "<GateDocumentFeatures><Feature><Name>lang</Name><Value>en</Value></Feature>"
            "</GateDocumentFeatures><TextWithNodes><Node id=\"0\"/>Zoë 😊 met <Node id=\"11\"/>Ana "
            "Ruiz<Node id=\"19\"/> in Oslo.<Node id=\"28\"/></TextWithNodes><AnnotationSet>"
            "<Annotation Id=\"1\" Type=\"Person\" StartNode=\"11\" EndNode=\"19\"><Feature><Name>"
            "rule</Name><Value>R1</Value></Feature></Annotation></AnnotationSet></GateDocument>");
        QVERIFY2(!found.error, found.error ? found.error->text().c_str() : "");
        QCOMPARE(joined(covered(found.documents.at(0))), std::string("Person Ana Ruiz\n"));
        QCOMPARE(found.documents[0].metadata.at("lang"), std::string("en"));
        QCOMPARE(found.documents[0].spans[0].attributes.at("rule"), std::string("R1"));
    }

    void bioCOfOthers() {
        const auto found = read("b.xml",
            "<?xml version='1.0'?><!DOCTYPE collection SYSTEM \"BioC.dtd\">\n<collection><source/>"
            "<date/><key/><document><id>7</id><passage><infon key=\"type\">title</infon><offset>0"
            "</offset><text>Café π</text></passage><passage><offset>9</offset><text>The ataxia"
            "</text><annotation id=\"1\"><infon key=\"type\">Disease</infon><location "
            "offset=\"13\" "
            "length=\"6\"/><text>ataxia</text></annotation></passage></document></collection>");
        QVERIFY2(!found.error, found.error ? found.error->text().c_str() : "");
        // Offsets of bytes, told by the covered text and by the passages' own.
        QCOMPARE(found.documents.at(0).text, std::string("Café π\nThe ataxia"));
        QCOMPARE(joined(covered(found.documents[0])), std::string("Disease ataxia\n"));
        QVERIFY(joined(found.report.warnings).find("BioC.dtd") != std::string::npos);
    }

    // Everything that is wrong is said with its place and a remedy; the rest comes when asked for.
    void badInput_data() {
        for (const char* column : {"name", "bytes", "place"})
            QTest::addColumn<QString>(column);
        QTest::addColumn<int>("spans"); // with what is bad left out; -1: nothing can be read
        const auto row = [](const char* what, const char* name, const char* bytes,
                             const char* place, int spans) {
            QTest::newRow(what) << QString::fromUtf8(name) << QString::fromUtf8(bytes)
                                << QString::fromUtf8(place) << spans;
        };
        row("dtd", "a.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "line 1", -1);
        row("outer dtd", "a.xml",
            "<!DOCTYPE collection SYSTEM \"http://x/BioC.dtd\">\n"
            "<collection><document/></collection>",
            "line 1", -1);
        row("truncated xml", "a.xml", "<collection><document>\n<id>1</id>", "line 2", -1);
        row("pubtator outside", "a.txt",
            "1|t|Ana\n1|a|left\n1\t0\t3\tAna\tPER\n1\t5\t99\tx\tPER\n\n", "line 4", 1);
        row("pubtator inverted", "a.txt", "1|t|Ana\n1\t0\t3\tAna\tPER\n1\t3\t0\tAna\tPER\n\n",
            "line 3", 1);
        row("pubtator zero width", "a.txt", "1|t|Ana\n1\t0\t3\tAna\tPER\n1\t2\t2\t\tPER\n\n",
            "line 3", 1);
        row("pubtator wrong text", "a.txt", "1|t|Ana\n1\t0\t3\tAna\tPER\n1\t0\t2\tBo\tPER\n\n",
            "line 3", 1);
        row("pubtator other number", "a.txt", "1|t|Ana\n1\t0\t3\tAna\tPER\n2\t0\t2\tAn\tPER\n\n",
            "line 3", 1);
        row("bioc place", "a.xml",
            "<collection><document><id>1</id><passage><offset>0</offset><text>Ana ran</text>"
            "<annotation id='1'><infon key='type'>P</infon><location offset='0' length='3'/>"
            "</annotation>\n<annotation id='2'><infon key='type'>P</infon>"
            "<location offset='-1' length='3'/></annotation></passage></document></collection>",
            "line 2", 1);
        row("bioc huge", "a.xml",
            "<collection><document><id>1</id><passage><offset>0</offset><text>Ana ran</text>\n"
            "<annotation id='1'><infon key='type'>P</infon><location offset='1' "
            "length='18446744073709551615'/></annotation></passage></document></collection>",
            "line 2", 0);
        row("bioc json malformed", "a.json", "{\"documents\":[\n{\"id\":\"1\",\"passages\":[}]}",
            "line 2, column 23", -1);
        row("bioc json twice", "a.json", "{\"documents\":[],\"passages\":1,\"documents\":[]}",
            "a.json", -1);
        row("cas json end", "a.json",
            "{\"%TYPES\":{},\"%FEATURE_STRUCTURES\":[{\"%ID\":1,\"%TYPE\":\"uima.cas.Sofa\","
            "\"sofaString\":\"Ana ran\"},{\"%ID\":2,\"%TYPE\":\"x.NamedEntity\",\"@sofa\":1,"
            "\"begin\":0,\"end\":3,\"value\":\"PER\"},{\"%ID\":3,\"%TYPE\":\"x.NamedEntity\","
            "\"@sofa\":1,\"begin\":4,\"end\":70,\"value\":\"PER\"}]}",
            "feature structure 3", 1);
        row("cas json no name", "a.json",
            "{\"%TYPES\":{},\"%FEATURE_STRUCTURES\":[{\"%ID\":1,\"%TYPE\":\"uima.cas.Sofa\","
            "\"sofaString\":\"Ana ran\"},{\"%ID\":3,\"%TYPE\":\"x.\",\"@sofa\":1,\"begin\":4,"
            "\"end\":7}]}",
            "a.json", 0);
        row("xmi no view", "a.xmi",
            "<xmi:XMI xmlns:xmi='http://www.omg.org/XMI' xmlns:cas='http:///uima/cas.ecore' "
            "xmlns:t='http:///x.ecore'>\n<t:NamedEntity xmi:id='5' sofa='1' begin='0' end='3' "
            "value='PER'/>\n<t:NamedEntity xmi:id='6' sofa='9' begin='0' end='3' value='PER'/>"
            "<cas:Sofa xmi:id='1' sofaString='Ana ran'/></xmi:XMI>",
            "line 3", 1);
        row("gate nodes", "a.xml",
            "<GateDocument><TextWithNodes><Node id='0'/>Ana<Node id='3'/></TextWithNodes>"
            "<AnnotationSet>\n<Annotation Type='P' StartNode='0' EndNode='3'/>\n"
            "<Annotation Type='P' StartNode='3' EndNode='0'/></AnnotationSet></GateDocument>",
            "line 3", 1);
        row("webanno row", "a.tsv",
            "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.NamedEntity|value\n\n\n#Text=Ana\n1-1\t0\tAna\tPER\n",
            "line 6", -1);
        row("conllu columns", "a.conllu", "1\tAna\t_\t_\t_\t_\t_\t_\t_\tNER=B-PER\n2\tran\n\n",
            "line 2", 1);
        row("conllu number", "a.conllu",
            "1\tAna\t_\t_\t_\t_\t_\t_\t_\tNER=B-PER\nx\tran\t_\t_\t_\t_\t_\t_\t_\t_\n\n", "line 2",
            1);
    }
    void badInput() {
        QFETCH(QString, name);
        QFETCH(QString, bytes);
        QFETCH(QString, place);
        QFETCH(int, spans);
        const auto strict = read(name.toStdString(), bytes.toStdString());
        QVERIFY(strict.error.has_value());
        QVERIFY2(strict.error->where.find(place.toStdString()) != std::string::npos,
            strict.error->text().c_str());
        QVERIFY(!strict.error->remedy.empty());
        const auto rest = read(name.toStdString(), bytes.toStdString(), true);
        if (spans < 0) {
            QVERIFY(rest.error.has_value());
            return;
        }
        QVERIFY2(!rest.error, rest.error ? rest.error->text().c_str() : "");
        QCOMPARE(rest.report.spans, std::uint64_t(spans));
        QCOMPARE(rest.report.problems.size(), std::size_t{1});
        QVERIFY2(rest.report.problems[0].find(place.toStdString()) != std::string::npos,
            rest.report.problems[0].c_str());
    }

    void bratBadInput() {
        const auto at = folder();
        test::writeBytes(at / "alone.ann", "T1\tPER 0 3\tAna\n");
        const auto alone = readFrom(at / "alone.ann");
        QVERIFY(alone.error.has_value());
        QCOMPARE(alone.error->code, ErrorCode::BadFormat);
        QVERIFY(alone.error->remedy.find("alone.txt") != std::string::npos);
        test::writeBytes(at / "b.txt", "Ana ran home");
        test::writeBytes(at / "b.ann",
            "T1\tPER 0 3\tAna\nT1\tPER 4 7\tran\nT2\tPER 8 40\thome\nT3\tPER 7 4\tran\n"
            "T4\tPER 2 2\t\nT5\tPER 0 3;2 5\tAna a ra\nT6\tPER x y\tz\nA1\tSure T9\nQ1\tx\n");
        QVERIFY(readFrom(at / "b.ann").error.has_value());
        const auto rest = readFrom(at / "b.ann", true);
        QVERIFY(!rest.error);
        QCOMPARE(rest.documents.at(0).spans.size(), std::size_t{1});
        const auto problems = joined(rest.report.problems);
        for (const char* place :
            {"b.ann: line 2", "line 3", "line 4", "line 5", "line 6", "line 7", "line 8", "line 9"})
            QVERIFY2(problems.find(place) != std::string::npos, (place + problems).c_str());
    }

    void deepFilesAreRefused() {
        std::string xml = "<collection>", json = "{\"documents\":1,\"passages\":";
        for (int i = 0; i < 100'000; ++i)
            xml += "<a>", json += "[";
        const auto deepXml = read("d.xml", xml);
        QVERIFY(deepXml.error.has_value());
        const auto deepJson = read("d.json", json, true, "bioc-json");
        QVERIFY(deepJson.error.has_value());
        QVERIFY(deepJson.error->what.find("64 levels") != std::string::npos);
        for (int i = 0; i < 100'000; ++i)
            xml += "</a>";
        const auto closed = read("e.xml", xml + "</collection>", true);
        QVERIFY(closed.error.has_value());
        QVERIFY(closed.error->what.find("64 deep") != std::string::npos);
    }

    void controlCharactersAreNoXml() {
        DocumentDraft document;
        document.name = "d";
        document.text = "a\x01z";
        for (const char* format : {"bioc", "gate"}) {
            auto written = test::writeAs(format, {document}, folder());
            QVERIFY(!written.ok());
            QCOMPARE(written.error().code, ErrorCode::Unsupported);
        }
        document.text = "a\r\n\tz";
        for (const char* format : {"bioc", "gate"}) {
            auto written = test::writeAs(format, {document}, folder());
            auto found = test::readAs(format, *written);
            QVERIFY(found.ok());
            QCOMPARE(found->front().text, document.text);
        }
    }

    // Spans that cross or lie in one another.
    void gateNests() {
        DocumentDraft document;
        document.name = "d";
        document.text = "a < b & c > d";
        document.state = DocumentState::Done;
        document.spans = {
            span(0, 9, "OUT"), span(0, 5, "IN"), span(0, 5, "two words"), span(4, 13, "CROSS")};
        auto written = test::writeAs("gate", {document}, folder());
        QVERIFY(written.ok());
        QCOMPARE(joined(written->report.lost),
            std::string("1 × span that crosses the end of another (first at document 1)\n"));
        auto found = test::readAs("gate", *written);
        QVERIFY2(found.ok(), found.ok() ? "" : found.error().text().c_str());
        QCOMPARE(joined(covered(found->front())),
            std::string("IN a < b\nOUT a < b & c\ntwo words a < b\n"));
    }
};

QTEST_APPLESS_MAIN(TstTextFormats)
#include "tst_text_formats.moc"
