// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc cannot read a list made by a macro
#include "core/app/project/export_documents.h"
#include "core/app/project/import_documents.h"
#include "core/schema/annotators.h"
#include "core/store/annotator_names.h"
#include "core/store/project.h"
#include "tests/io/format_cases.h"
#include "tests/support/fresh_folders.h"
#endif

using namespace evenspan;
namespace fs = std::filesystem;

namespace {

SpanDraft span(std::uint32_t begin, std::uint32_t end, const char* label,
    SpanState state = SpanState::Accepted, const char* annotator = nullptr) {
    SpanDraft out;
    out.range = {begin, end};
    out.label = label;
    out.state = state;
    out.source = SpanSource::Import;
    if (annotator)
        out.attributes[kAnnotatorAttribute] = annotator;
    return out;
}

// ana's labels are the document's own; bo's and cy's stand as layers, and dee found nothing.
DocumentDraft layered() {
    DocumentDraft out;
    out.name = "d";
    out.text = "Ana met Bo in Oslo.";
    out.state = DocumentState::Done;
    out.grid = *makeGrid(out.text);
    out.spans = {span(0, 3, "PER", SpanState::Accepted, "ana"),
        span(8, 10, "PER", SpanState::Suggested, "bo"),
        span(14, 18, "LOC", SpanState::Suggested, "bo"),
        span(0, 3, "LOC", SpanState::Suggested, "cy, the second")};
    out.metadata[kAnnotatorsKey] = writeAnnotators({"ana", "bo", "cy, the second", "dee"});
    return out;
}

// "ana: 0-3 PER" a line for each span, sorted; who said nothing has a line too.
std::string said(const DocumentDraft& document) {
    auto copy = document;
    auto layers = takeLayers(copy);
    std::vector<std::string> lines;
    const auto list = [&](const std::string& name, const std::vector<SpanDraft>& spans) {
        lines.push_back(name + ":");
        for (const auto& one : spans)
            lines.push_back(name + ": " + std::to_string(one.range.begin) + "-"
                + std::to_string(one.range.end) + " " + one.label);
    };
    list("gold " + layers.gold, copy.spans);
    for (const auto& layer : layers.others)
        list(layer.name, layer.spans);
    std::sort(lines.begin(), lines.end());
    std::string all;
    for (const auto& line : lines)
        all += line + "\n";
    return all;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines)
        all += line + "\n";
    return all;
}

} // namespace

class TstAnnotators : public QObject {
    Q_OBJECT
    test::FreshFolders m_folders;

    std::filesystem::path folder() { return m_folders.next(); }
    std::vector<DocumentDraft> read(const std::string& name, const std::string& bytes,
        std::map<std::string, std::string> settings = {}) {
        const auto path = folder() / name;
        test::writeBytes(path, bytes);
        test::CollectingSink sink;
        io::ImportOptions options;
        options.settings = std::move(settings);
        const std::vector paths{path};
        if (const auto report = io::importFiles(paths, options, sink); !report)
            qFatal("%s", report.error().text().c_str());
        return std::move(sink.documents);
    }
    static std::vector<DocumentDraft> readBack(const fs::path& path, const std::string& format) {
        test::CollectingSink sink;
        io::ImportOptions options;
        options.format = format;
        const std::vector paths{path};
        if (const auto report = io::importFiles(paths, options, sink); !report)
            qFatal("%s", report.error().text().c_str());
        return std::move(sink.documents);
    }

private Q_SLOTS:
    void takenAndPutBack() {
        auto document = layered();
        auto layers = takeLayers(document);
        QCOMPARE(layers.gold, std::string("ana"));
        QCOMPARE(layers.others.size(), std::size_t{3});
        QCOMPARE(layers.others[0].name, std::string("bo"));
        QCOMPARE(layers.others[0].spans.size(), std::size_t{2});
        QVERIFY(layers.others[2].spans.empty());
        QCOMPARE(document.spans.size(), std::size_t{1});
        QVERIFY(document.spans[0].attributes.empty());
        QVERIFY(document.metadata.empty());
        putLayers(document, std::move(layers));
        QVERIFY(document == layered());
        // Labels of several people are nobody's own: each keeps its name.
        document.spans[1].state = SpanState::Accepted;
        const auto mixed = document;
        auto apart = takeLayers(document);
        QVERIFY(apart.gold.empty());
        QCOMPARE(document.spans[0].attributes.at(kAnnotatorAttribute), std::string("ana"));
        putLayers(document, std::move(apart));
        QCOMPARE(joined(test::spanKeys(document)), joined(test::spanKeys(mixed)));
    }

    // Who said what comes back from the formats that have room for it; others tell what goes.
    void roundTrip_data() {
        QTest::addColumn<QString>("format");
        for (const auto& format : io::formats())
            if (format.read && format.write)
                QTest::addRow("%s", format.name) << QString::fromLatin1(format.name);
    }
    void roundTrip() {
        QFETCH(QString, format);
        auto undecided = layered();
        undecided.name = "e";
        undecided.spans.erase(undecided.spans.begin());
        undecided.metadata[kAnnotatorsKey] = writeAnnotators({"bo", "cy, the second"});
        undecided.state = DocumentState::Suggested;
        auto unnamed = layered();
        unnamed.name = "f";
        unnamed.spans[0].attributes.clear();
        unnamed.metadata[kAnnotatorsKey] = writeAnnotators({"bo", "cy, the second"});
        const std::vector documents{layered(), undecided, unnamed};
        auto written = test::writeAs(format.toStdString(), documents, folder());
        QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
        const auto lost = joined(written->report.lost);
        auto back = test::readAs(format.toStdString(), *written);
        QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
        io::ExportOptions asked;
        auto keeps = io::AnnotatorsKept::None;
        for (const auto& known : io::formats())
            if (format == QLatin1String(known.name) && known.annotators)
                keeps = known.annotators(asked);
        if (keeps == io::AnnotatorsKept::Layers) {
            QVERIFY2(lost.find("nnotator") == std::string::npos, lost.c_str());
            QCOMPARE(back->size(), documents.size());
            for (std::size_t i = 0; i < documents.size(); ++i) {
                QCOMPARE(said((*back)[i]), said(documents[i]));
                QCOMPARE(test::difference(written->kept[i], (*back)[i]), std::string());
            }
            return;
        }
        QVERIFY2(lost.find("× labels of another annotator beside the document's own")
                != std::string::npos,
            lost.c_str());
        const bool own = keeps == io::AnnotatorsKept::Own;
        QCOMPARE(lost.find("1 × name of an annotator") == std::string::npos, own);
        QCOMPARE(back->front().spans.empty()
                || !back->front().spans[0].attributes.contains(kAnnotatorAttribute),
            !own);
        for (const auto& document : *back)
            QVERIFY(!document.metadata.contains(kAnnotatorsKey)
                || document.metadata.at(kAnnotatorsKey) == "ana");
    }

    void labelStudioPeople() {
        const std::string bytes = R"([{"id":1,"data":{"text":"Ana in Oslo"},"annotations":[
          {"id":2,"completed_by":2,"result":[
             {"id":"a","type":"labels","value":{"start":0,"end":3,"labels":["A"]}},
             {"id":"b","type":"labels","value":{"start":7,"end":11,"labels":["B"]}},
             {"type":"relation","from_id":"a","to_id":"b","labels":["in"]}]},
          {"id":3,"completed_by":{"email":"bo@example.org"},"ground_truth":true,"result":[
             {"id":"a","type":"labels","value":{"start":7,"end":11,"labels":["B"]}}]},
          {"id":4,"completed_by":5,"result":[]}]}])";
        const auto documents = read("a.json", bytes);
        QCOMPARE(said(documents.at(0)),
            std::string("2:\n2: 0-3 A\n2: 7-11 B\n5:\ngold bo@example.org:\n"
                        "gold bo@example.org: 7-11 B\n"));
        // Ids are of one annotation; the relation stays with its spans.
        auto copy = documents[0];
        auto layers = takeLayers(copy);
        QCOMPARE(relationsOf(layers.others.at(0).spans).all.size(), std::size_t{1});
        const auto asked = read("a.json", bytes, {{"annotator", "5"}});
        QVERIFY(said(asked.at(0)).find("gold 5:\n") != std::string::npos);
        const auto minimal = read("b.json",
            R"([{"id":1,"text":"Ana","label":[{"start":0,"end":3,"labels":["P"]}],"annotator":7}])");
        QCOMPARE(said(minimal.at(0)), std::string("gold 7:\ngold 7: 0-3 P\n"));
    }

    void prodigyAndDoccanoPeople() {
        const auto prodigy = read("a.jsonl",
            R"({"text":"Ana","spans":[{"start":0,"end":3,"label":"P"}],"answer":"accept",)"
            R"("_annotator_id":"set-ana","_session_id":"set"})"
            "\n"
            R"({"text":"Bo","spans":[],"answer":"accept","_session_id":"set-bo"})");
        QCOMPARE(said(prodigy.at(0)), std::string("gold set-ana:\ngold set-ana: 0-3 P\n"));
        QCOMPARE(said(prodigy.at(1)), std::string("gold set-bo:\n"));
        const auto doccano = read("b.jsonl",
            R"({"id":1,"text":"Ana in Oslo","annotations":[{"label":1,"start_offset":0,)"
            R"("end_offset":3,"user":1},{"label":2,"start_offset":7,"end_offset":11,"user":4},)"
            R"({"label":2,"start_offset":0,"end_offset":3,"user":4}],"annotation_approver":"x"})");
        QCOMPARE(
            said(doccano.at(0)), std::string("4:\n4: 0-3 2\n4: 7-11 2\ngold 1:\ngold 1: 0-3 1\n"));
        QCOMPARE(doccano[0].metadata.at("annotation_approver"), std::string("x"));
    }

    // A folder for each document, a file for each annotator: one document with layers, and each
    // annotator's labels can be written by themselves.
    void filesOfPeople() {
        const auto root = folder() / "annotation" / "letter.txt";
        fs::create_directories(root);
        const auto file = [](const char* first, const char* second) {
            return "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Thing|value\n\n\n"
                   "#Text=Ana ran\n1-1\t0-3\tAna\t"
                + std::string(first) + "\t\n1-2\t4-7\tran\t" + second + "\t\n";
        };
        test::writeBytes(root / "ana.tsv", file("PER", "_"));
        test::writeBytes(root / "bo.tsv", file("LOC", "EVT"));
        test::writeBytes(root / "cy.tsv", file("_", "_"));
        const auto place = folder();
        auto project = store::Project::create(place / "p.evenspan");
        QVERIFY2(project.ok(), project.ok() ? "" : project.error().text().c_str());
        ImportRequest request;
        request.paths = {root.parent_path()};
        request.merge = MergeRule::Layer;
        {
            const auto reader = *(*project)->reader();
            const auto promised = previewImport(request, {}, {}, {}, &*reader);
            QVERIFY(promised.ok());
            const auto summary = importDocuments(*(*project)->writer(), request);
            QVERIFY2(summary.ok(), summary.ok() ? "" : summary.error().text().c_str());
            QVERIFY(summary->merge == promised->merge);
            QCOMPARE(summary->merge.added, std::uint64_t{1});
            QCOMPARE(summary->merge.layered, std::uint64_t{2});
        }
        const auto reader = *(*project)->reader();
        auto names = store::annotatorNames(*reader);
        QVERIFY(names.ok());
        QVERIFY((*names == std::vector<std::string>{"ana", "bo", "cy"}));
        const auto exported = [&](const std::string& name) {
            ExportRequest out;
            out.out = place / (name + ".json");
            out.options.format = "label-studio";
            out.source = kAnnotatorSource + name;
            out.verify = true;
            const auto summary = exportDocuments(*reader, out);
            if (!summary)
                return summary.error().text();
            return said(readBack(out.out, "label-studio").at(0));
        };
        QCOMPARE(exported("ana"), std::string("gold ana:\ngold ana: 0-3 PER\n"));
        QCOMPARE(exported("bo"), std::string("gold bo:\ngold bo: 0-3 LOC\ngold bo: 4-7 EVT\n"));
        QCOMPARE(exported("cy"), std::string("gold cy:\n"));
        QVERIFY(exported("anna").find("Did you mean ana?") != std::string::npos);
        // And all of it at once.
        ExportRequest out;
        out.out = place / "all.json";
        out.options.format = "label-studio";
        out.verify = true;
        const auto summary = exportDocuments(*reader, out);
        QVERIFY2(summary.ok(), summary.ok() ? "" : summary.error().text().c_str());
        QCOMPARE(said(readBack(out.out, "label-studio").at(0)),
            std::string("bo:\nbo: 0-3 LOC\nbo: 4-7 EVT\ncy:\ngold ana:\ngold ana: 0-3 PER\n"));
        // One undo takes all of it back.
        QVERIFY((*project)->writer()->undo().ok());
        QCOMPARE((*reader->info()).total.documents, std::int64_t{0});
    }

    // Equal texts of one annotator are different documents.
    void equalTextsOfOnePerson() {
        const auto place = folder();
        std::string bytes;
        for (const char* who : {"ana", "ana", "bo", "bo"})
            bytes += std::string(R"({"text":"Yes.","spans":[],"answer":"accept","_annotator_id":")")
                + who + "\"}\n";
        test::writeBytes(place / "a.jsonl", bytes);
        auto project = store::Project::create(place / "p.evenspan");
        QVERIFY(project.ok());
        ImportRequest request;
        request.paths = {place / "a.jsonl"};
        request.merge = MergeRule::Layer;
        const auto summary = importDocuments(*(*project)->writer(), request);
        QVERIFY2(summary.ok(), summary.ok() ? "" : summary.error().text().c_str());
        QCOMPARE(summary->merge.added, std::uint64_t{2});
        QCOMPARE(summary->merge.layered, std::uint64_t{2});
        const auto reader = *(*project)->reader();
        int both = 0;
        QVERIFY(reader
                    ->forEach({},
                        [&](store::DocumentData&& data) {
                            both += data.row.metadata.at(kAnnotatorsKey) == "ana, bo";
                            return true;
                        })
                    .ok());
        QCOMPARE(both, 2);
    }
};

QTEST_APPLESS_MAIN(TstAnnotators)
#include "tst_annotators.moc"
