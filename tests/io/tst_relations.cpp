// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc cannot read a list made by a macro
#include "core/base/rng.h"
#include "tests/io/format_cases.h"
#include "tests/support/fresh_folders.h"
#endif

using namespace evenspan;

namespace {

const std::string kText = "Zoë 😊 met Ana Ruiz in Oslo.";

struct Read {
    std::vector<DocumentDraft> documents;
    io::ImportReport report;
    std::string error;
};

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines)
        all += line + "\n";
    return all;
}

// "PER 10-18 -works_for-> LOC 22-26", sorted.
std::vector<std::string> told(const DocumentDraft& document) {
    const auto name = [&](std::size_t place) {
        const auto& span = document.spans[place];
        return span.label + " " + std::to_string(span.range.begin) + "-"
            + std::to_string(span.range.end);
    };
    std::vector<std::string> out;
    for (const auto& one : relationsOf(document.spans).all)
        out.push_back(name(one.from) + " -" + one.type + "-> " + name(one.to));
    std::sort(out.begin(), out.end());
    return out;
}

DocumentDraft related(Philox& random, int number) {
    DocumentDraft out;
    out.name = "d" + std::to_string(number);
    out.text = "Ana and Bo met Cy in Oslo, Bergen and Ål.";
    out.state = DocumentState::Done;
    out.grid = *makeGrid(out.text);
    const std::array<CodePointRange, 6> places{CodePointRange{0, 3}, CodePointRange{8, 10},
        CodePointRange{15, 17}, CodePointRange{21, 25}, CodePointRange{27, 33},
        CodePointRange{38, 40}};
    for (std::size_t i = 0; i < places.size(); ++i)
        if (i < 2 || random.below(3) > 0) {
            SpanDraft span;
            span.range = places[i];
            span.label = i < 3 ? "PER" : "LOC";
            span.source = SpanSource::Import;
            out.spans.push_back(std::move(span));
        }
    std::vector<Relation> relations;
    const std::array types{"knows", "works_for", "lives_in"};
    for (auto n = random.below(5); n > 0; --n)
        relations.push_back({random.below(out.spans.size()), random.below(out.spans.size()),
            types[random.below(types.size())]});
    addRelations(out.spans, relations);
    return out;
}

} // namespace

class TstRelations : public QObject {
    Q_OBJECT
    test::FreshFolders m_folders;

    std::filesystem::path folder() { return m_folders.next(); }

    static Read readFrom(const std::filesystem::path& path, bool skipBad = false) {
        test::CollectingSink sink;
        io::ImportOptions options;
        options.skipBad = skipBad;
        const std::vector paths{path};
        auto report = io::importFiles(paths, options, sink);
        Read out;
        out.documents = std::move(sink.documents);
        if (report)
            out.report = std::move(*report);
        else
            out.error = report.error().text();
        return out;
    }
    Read read(const std::string& name, const std::string& bytes) {
        const auto path = folder() / name;
        test::writeBytes(path, bytes);
        return readFrom(path);
    }

private Q_SLOTS:
    // Attributes and back, whatever the spans are called already.
    void attributes() {
        Philox random(7);
        for (int round = 0; round < 400; ++round) {
            std::vector<SpanDraft> spans(1 + random.below(6));
            const std::array ids{"", "1", "2", "a b", "T1", "x"};
            for (auto& span : spans) {
                span.attributes["note"] = "n";
                if (random.below(2))
                    span.attributes[kRelationId] = ids[random.below(ids.size())];
            }
            std::vector<Relation> relations;
            for (auto n = random.below(6); n > 0; --n)
                relations.push_back({random.below(spans.size()), random.below(spans.size()),
                    random.below(3) ? "a type" : ""});
            auto made = spans;
            std::map<std::size_t, std::string> asked{{0, "T1"}, {1, "b c"}};
            addRelations(made, relations, asked);
            QCOMPARE(hasRelations(made), !relations.empty());
            const auto found = relationsOf(made);
            QCOMPARE(found.dangling, std::size_t{0});
            QCOMPARE(found.all.size(), relations.size());
            for (const auto& one : relations)
                QCOMPARE(std::count(found.all.begin(), found.all.end(), one),
                    std::count(relations.begin(), relations.end(), one));
            removeRelations(made);
            QVERIFY(!hasRelations(made));
            for (std::size_t i = 0; i < spans.size(); ++i) {
                const bool named = std::any_of(relations.begin(), relations.end(),
                    [&](const Relation& one) { return one.from == i || one.to == i; });
                QCOMPARE(made[i].attributes.at("note"), std::string("n"));
                QCOMPARE(made[i].attributes.contains(kRelationId),
                    !named && spans[i].attributes.contains(kRelationId));
            }
        }
    }

    void danglingOnesAreCounted() {
        std::vector<SpanDraft> spans(3);
        spans[0].attributes = {{"id", "1"}, {"relation knows", "2 3 9"}};
        spans[1].attributes = {{"id", "2"}};
        spans[2].attributes = {{"id", "2"}};
        const auto found = relationsOf(spans);
        QCOMPARE(found.all.size(), std::size_t{0}); // two are called 2, none 3 or 9
        QCOMPARE(found.dangling, std::size_t{3});
        removeRelations(spans);
        QVERIFY(!hasRelations(spans));
    }

    // The same sentence with the same relation as each tool writes it.
    void recognised_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* tag, const char* name, QByteArray bytes) {
            QTest::newRow(tag) << QString::fromLatin1(name)
                               << bytes.replace("TEXT", QByteArray(kText.c_str()));
        };
        row("doccano", "a.jsonl",
            R"({"id":1,"text":"TEXT","entities":[{"id":5,"label":"PER","start_offset":11,)"
            R"("end_offset":19},{"id":6,"label":"LOC","start_offset":23,"end_offset":27}],)"
            R"("relations":[{"id":1,"from_id":5,"to_id":6,"type":"in"}],"Comments":[]})");
        row("label studio", "a.json",
            R"([{"id":1,"data":{"text":"TEXT"},"annotations":[{"id":9,"result":[)"
            R"({"type":"relation","from_id":"Lq1","to_id":"x2","direction":"right","labels":["in"]},)"
            R"({"id":"Lq1","type":"labels","value":{"start":10,"end":18,"text":"Ana Ruiz",)"
            R"("labels":["PER"]}},{"id":"x2","type":"labels","value":{"start":22,"end":26,)"
            R"("text":"Oslo","labels":["LOC"]}}]}]}])");
        row("label studio, from right to left", "a.json",
            R"([{"id":1,"data":{"text":"TEXT"},"annotations":[{"id":9,"result":[)"
            R"({"id":"Lq1","type":"labels","value":{"start":10,"end":18,"text":"Ana Ruiz",)"
            R"("labels":["PER"]}},{"id":"x2","type":"labels","value":{"start":22,"end":26,)"
            R"("text":"Oslo","labels":["LOC"]}},{"type":"relation","from_id":"x2",)"
            R"("to_id":"Lq1","direction":"left","labels":["in"]}]}]}])");
        row("prodigy, by spans", "a.jsonl",
            R"({"text":"TEXT","spans":[{"start":10,"end":18,"label":"PER"},)"
            R"({"start":22,"end":26,"label":"LOC"}],"relations":[{"head":3,"child":5,)"
            R"("label":"in","head_span":{"start":10,"end":18,"label":"PER"},)"
            R"("child_span":{"start":22,"end":26,"label":"LOC"}}],"answer":"accept"})");
        row("prodigy, by words", "a.jsonl",
            R"({"text":"TEXT","tokens":[{"text":"Ana","start":10,"end":13,"id":0},)"
            R"({"text":"Ruiz","start":14,"end":18,"id":1},{"text":"Oslo","start":22,"end":26,)"
            R"("id":2}],"spans":[{"start":10,"end":18,"label":"PER"},)"
            R"({"start":22,"end":26,"label":"LOC"}],"relations":[{"head":1,"child":2,)"
            R"("label":"in"}],"answer":"accept"})");
        row("bioc", "a.xml",
            "<collection><document><id>1</id><passage><offset>0</offset><text>TEXT</text>"
            "<annotation id=\"A\"><infon key=\"type\">PER</infon><location offset=\"10\" "
            "length=\"8\"/><text>Ana Ruiz</text></annotation><annotation id=\"B\"><infon "
            "key=\"type\">LOC</infon><location offset=\"22\" length=\"4\"/><text>Oslo</text>"
            "</annotation><relation id=\"R\"><infon key=\"type\">in</infon><node refid=\"A\" "
            "role=\"\"/><node refid=\"B\" "
            "role=\"\"/></relation></passage></document></collection>");
        row("bioc json, of the document", "a.json",
            R"({"documents":[{"id":"1","passages":[{"offset":0,"text":"TEXT","annotations":[)"
            R"({"id":"A","infons":{"type":"PER"},"text":"Ana Ruiz","locations":[{"offset":10,)"
            R"("length":8}]},{"id":"B","infons":{"type":"LOC"},"text":"Oslo","locations":[)"
            R"({"offset":22,"length":4}]}]}],"relations":[{"id":"R","infons":{"type":"in"},)"
            R"("nodes":[{"refid":"A","role":"Arg1"},{"refid":"B","role":"Arg2"}]}]}]})");
        row("pubtator", "a.txt",
            "1|t|TEXT\n1|a|\n1\t10\t18\tAna Ruiz\tPER\tQ1\n1\t22\t26\tOslo\tLOC\tQ2\n"
            "1\tin\tQ1\tQ2\n");
        row("webanno, numbered", "a.tsv",
            "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Thing|value\n"
            "#T_RL=webanno.custom.Link|label|BT_webanno.custom.Thing\n\n\n#Text=TEXT\n"
            "1-1\t0-3\tZoë\t_\t_\t_\n1-2\t4-6\t😊\t_\t_\t_\n1-3\t7-10\tmet\t_\t_\t_\n"
            "1-4\t11-14\tAna\tPER[3]\t_\t_\n1-5\t15-19\tRuiz\tPER[3]\t_\t_\n"
            "1-6\t20-22\tin\t_\t_\t_\n1-7\t23-27\tOslo\tLOC[4]\tin\t1-4[3_4]\n"
            "1-8\t27-28\t.\t_\t_\t_\n");
        row("webanno, one without a number", "a.tsv",
            "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Thing|value\n"
            "#T_RL=webanno.custom.Link|label|BT_webanno.custom.Thing\n\n\n#Text=TEXT\n"
            "1-1\t0-3\tZoë\t_\t_\t_\n1-2\t4-6\t😊\t_\t_\t_\n1-3\t7-10\tmet\t_\t_\t_\n"
            "1-4\t11-14\tAna\tPER[3]\t_\t_\n1-5\t15-19\tRuiz\tPER[3]\t_\t_\n"
            "1-6\t20-22\tin\t_\t_\t_\n1-7\t23-27\tOslo\tLOC\tin\t1-4[3_0]\n"
            "1-8\t27-28\t.\t_\t_\t_\n");
        row("xmi", "a.xmi",
            "<xmi:XMI xmlns:xmi='a' xmlns:c='http:///webanno/custom.ecore'>"
            "<c:Thing xmi:id='3' sofa='1' begin='11' end='19' value='PER'/>"
            "<c:Thing xmi:id='4' sofa='1' begin='23' end='27' value='LOC'/>"
            "<c:Link xmi:id='5' sofa='1' begin='23' end='27' Governor='3' Dependent='4' "
            "label='in'/><cas:Sofa xmi:id='1' sofaString='TEXT'/></xmi:XMI>");
        row("cas json", "a.json",
            R"({"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaString":"TEXT"},)"
            R"({"%ID":3,"%TYPE":"c.Thing","@sofa":1,"begin":11,"end":19,"value":"PER"},)"
            R"({"%ID":4,"%TYPE":"c.Thing","@sofa":1,"begin":23,"end":27,"value":"LOC"},)"
            R"({"%ID":5,"%TYPE":"c.Link","@sofa":1,"begin":23,"end":27,"@Governor":3,)"
            R"("@Dependent":4,"label":"in"}]})");
    }
    void recognised() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        const auto found = read(name.toStdString(), bytes.toStdString());
        QVERIFY2(found.error.empty(), found.error.c_str());
        QVERIFY2(found.report.lost.empty(), joined(found.report.lost).c_str());
        QVERIFY2(found.report.problems.empty(), joined(found.report.problems).c_str());
        QCOMPARE(found.documents.size(), std::size_t{1});
        QCOMPARE(found.documents[0].spans.size(), std::size_t{2});
        QCOMPARE(joined(told(found.documents[0])), std::string("PER 10-18 -in-> LOC 22-26\n"));
    }

    void bratFiles() {
        const auto at = folder();
        test::writeBytes(at / "doc.txt", kText);
        test::writeBytes(at / "doc.ann",
            "R3\tin Arg1:T1 Arg2:T2\nT1\tPER 10 18\tAna Ruiz\nT2\tLOC 22 26\tOslo\n"
            "R1\tnear Arg1:T2 Arg2:T1\nR2\towns Owner:T1 Thing:T2\nA1\tNegated R1\n");
        const auto found = readFrom(at / "doc.ann");
        QVERIFY2(found.error.empty(), found.error.c_str());
        const auto& document = found.documents.at(0);
        QCOMPARE(joined(told(document)), std::string("PER 10-18 -in-> LOC 22-26\n"));
        // One that an attribute names, and one with other names for its ends, stay lines.
        QCOMPARE(document.metadata.at("brat:R1"), std::string("near Arg1:T2 Arg2:T1"));
        QCOMPARE(document.metadata.at("brat:R2"), std::string("owns Owner:T1 Thing:T2"));
        auto written = test::writeAs("brat", found.documents, folder());
        QVERIFY(written.ok());
        QVERIFY2(written->report.lost.empty(), joined(written->report.lost).c_str());
        auto again = test::readAs("brat", *written);
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().text().c_str());
        QVERIFY(document == again->front());
    }

    // What is written comes back, ids and all, as the writer says that it kept it.
    void roundTrip_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("shape");
        for (const auto& format : io::formats())
            if (format.read && format.write) {
                QTest::addRow("%s", format.name) << QString::fromLatin1(format.name) << QString();
                if (std::string_view(format.name) == "doccano")
                    QTest::addRow("doccano relation") << "doccano"
                                                      << "relation";
                if (std::string_view(format.name) == "label-studio")
                    QTest::addRow("label studio min") << "label-studio"
                                                      << "min";
            }
    }
    void roundTrip() {
        QFETCH(QString, format);
        QFETCH(QString, shape);
        Philox random(21);
        std::vector<DocumentDraft> documents;
        std::size_t relations = 0;
        for (int i = 0; i < 60; ++i) {
            documents.push_back(related(random, i));
            relations += relationsOf(documents.back().spans).all.size();
            if (format == QLatin1String("pubtator"))
                for (std::size_t n = 0; n < documents.back().spans.size(); ++n)
                    documents.back().spans[n].attributes["identifier"] = "Q" + std::to_string(n);
        }
        QVERIFY(relations > 60);
        std::map<std::string, std::string> settings;
        if (!shape.isEmpty())
            settings["shape"] = shape.toStdString();
        io::ExportOptions asked;
        asked.settings = settings;
        bool keeps = false;
        for (const auto& known : io::formats())
            if (format == QLatin1String(known.name))
                keeps = known.relations && known.relations(asked);
        auto written = test::writeAs(format.toStdString(), documents, folder(), settings);
        QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
        const auto lost = joined(written->report.lost);
        if (!keeps) {
            // All of them are told, and none stays as an attribute that nobody understands.
            QVERIFY2(lost.find(std::to_string(relations) + " × relation (") != std::string::npos,
                lost.c_str());
            for (const auto& document : written->kept)
                QVERIFY(!hasRelations(document.spans));
            return;
        }
        QVERIFY2(lost.find("relation") == std::string::npos, lost.c_str());
        auto back = test::readAs(format.toStdString(), *written);
        QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
        test::sortByName(*back);
        test::sortByName(written->kept);
        test::sortByName(documents);
        QCOMPARE(back->size(), documents.size());
        for (std::size_t i = 0; i < documents.size(); ++i) {
            QCOMPARE(joined(told((*back)[i])), joined(told(documents[i])));
            const auto& kept = written->kept[i].spans;
            const auto& theirs = (*back)[i].spans;
            QCOMPARE(theirs.size(), kept.size());
            for (std::size_t n = 0; n < kept.size(); ++n)
                QVERIFY(kept[n].attributes == theirs[n].attributes);
        }
    }

    // Relations that a format cannot hold are told, each with its reason.
    void losses() {
        const auto bioc = read("a.xml",
            "<collection><document><id>1</id><passage><offset>0</offset><text>Ana Bo Cy</text>"
            "<annotation id=\"A\"><infon key=\"type\">P</infon><location offset=\"0\" "
            "length=\"3\"/></annotation><annotation id=\"B\"><infon key=\"type\">P</infon>"
            "<location offset=\"4\" length=\"2\"/></annotation><relation id=\"1\"><node "
            "refid=\"A\" role=\"\"/></relation><relation id=\"2\"><infon key=\"type\">t</infon>"
            "<infon key=\"score\">1</infon><node refid=\"A\" role=\"agent\"/><node refid=\"B\" "
            "role=\"theme\"/></relation><relation id=\"3\"><node refid=\"A\" role=\"\"/><node "
            "refid=\"Z\" role=\"\"/></relation></passage></document></collection>");
        QVERIFY2(bioc.error.empty(), bioc.error.c_str());
        const auto lost = joined(bioc.report.lost);
        for (const char* line : {"1 × relation that is not of two entities",
                 "1 × relation between entities that are not there",
                 "1 × name of the two roles in a relation",
                 "1 × infon of a relation beside its type"})
            QVERIFY2(lost.find(line) != std::string::npos, lost.c_str());
        QCOMPARE(joined(told(bioc.documents.at(0))), std::string("P 0-3 -t-> P 4-6\n"));

        // A relation to a span that stays out goes with it.
        Philox random(1);
        DocumentDraft document = related(random, 0);
        removeRelations(document.spans);
        addRelations(document.spans, {{0, 1, "knows"}, {1, 0, "knows"}});
        document.spans[1].state = SpanState::Suggested;
        for (const char* format : {"bioc", "bioc-json", "brat", "prodigy", "label-studio"}) {
            auto written = test::writeAs(format, {document}, folder());
            QVERIFY(written.ok());
            const auto told = joined(written->report.lost);
            QVERIFY2(told.find("1 × relation to a span that is not written") != std::string::npos,
                (format + (": " + told)).c_str());
        }
    }

    // A PubTator line that no two spans answer to is kept as it stands.
    void pubtatorLines() {
        const std::string bytes = "1|t|Ana met Ana in Oslo\n1|a|\n1\t0\t3\tAna\tPER\tQ1\n"
                                  "1\t8\t11\tAna\tPER\tQ1\n1\t15\t19\tOslo\tLOC\tQ2\n"
                                  "1\tin\tQ1\tQ2\n1\tassociated\tQ2\tQ9\tNovel\n\n";
        const auto found = read("a.txt", bytes);
        QVERIFY2(found.error.empty(), found.error.c_str());
        QVERIFY2(found.report.lost.empty(), joined(found.report.lost).c_str());
        const auto& document = found.documents.at(0);
        QCOMPARE(document.metadata.at("pubtator:1"), std::string("in\tQ1\tQ2"));
        QCOMPARE(document.metadata.at("pubtator:2"), std::string("associated\tQ2\tQ9\tNovel"));
        auto written = test::writeAs("pubtator", found.documents, folder());
        QVERIFY(written.ok());
        QVERIFY2(written->report.lost.empty(), joined(written->report.lost).c_str());
        auto again = test::readAs("pubtator", *written);
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().text().c_str());
        QVERIFY(document == again->front());
    }
};

QTEST_APPLESS_MAIN(TstRelations)
#include "tst_relations.moc"
