// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/export_documents.h"
#include "core/app/project/project_archive.h"
#include "core/base/files.h"
#include "core/io/pack_file.h"
#include "core/schema/annotators.h"
#include "core/schema/span_parts.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "tests/support/fresh_folders.h"

#include <fstream>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
namespace fs = std::filesystem;

class TstProjectArchive : public QObject {
    Q_OBJECT

    test::FreshFolders m_folders;
    std::filesystem::path folder() { return m_folders.next(); }

    // Two documents, a label with a colour and a key, an undone step.
    static std::unique_ptr<store::Project> make(const fs::path& at) {
        auto project = store::Project::create(at / "p.evenspan");
        if (!project)
            return nullptr;
        auto& writer = *(*project)->writer();
        DocumentDraft one;
        one.name = "one";
        one.text = "Zoë 😊 met Ana Ruiz\r\nin Oslo.";
        one.grid.tokens = {{0, 3}, {4, 5}, {6, 9}};
        one.grid.sentenceStarts = {0};
        one.gridImported = true;
        one.state = DocumentState::Reviewed;
        one.metadata = {{"language", "en"}};
        SpanDraft span;
        span.range = {10, 18};
        span.label = "PER";
        span.state = SpanState::Suggested;
        span.score = 0.5;
        span.attributes = {{"sure", "yes"}};
        one.spans = {span};
        DocumentDraft two = one;
        two.name = "two";
        const std::vector drafts{one, two};
        if (!writer.addDocuments("add", drafts))
            return nullptr;
        return std::move(*project);
    }

    static std::vector<store::DocumentData> documents(store::Project& project) {
        std::vector<store::DocumentData> out;
        auto reader = project.reader();
        (void)(*reader)->forEach({}, [&](store::DocumentData&& data) {
            out.push_back(std::move(data));
            return true;
        });
        return out;
    }

private Q_SLOTS:
    void comesBackTheSame() {
        const auto at = folder();
        auto project = make(at);
        QVERIFY(project);
        auto written = writeArchive(*project, at / "p.zip");
        QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
        QCOMPARE(written->files, std::uint64_t{1});
        auto restored = restoreArchive(at / "p.zip", at / "q.evenspan");
        QVERIFY2(restored.ok(), restored.ok() ? "" : restored.error().text().c_str());
        auto again = store::Project::open(at / "q.evenspan");
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().text().c_str());
        QCOMPARE((*again)->id(), project->id());
        QVERIFY(documents(**again) == documents(*project));
        auto a = project->reader(), b = (*again)->reader();
        QVERIFY(*(*a)->info() == *(*b)->info());
        QVERIFY(*(*a)->labels() == *(*b)->labels());
        const auto mine = (*a)->history({}, 100), theirs = (*b)->history({}, 100);
        QCOMPARE(mine->size(), theirs->size());
        for (std::size_t i = 0; i < mine->size(); ++i)
            QCOMPARE((*mine)[i].payload, (*theirs)[i].payload);
        QVERIFY((*again)->check()->ok);
        // Nothing is left of the work.
        for (const auto& entry : fs::directory_iterator(at))
            QVERIFY(entry.path().filename().string().find(".part") == std::string::npos);
        const auto twice = restoreArchive(at / "p.zip", at / "q.evenspan");
        QCOMPARE(twice.error().code, ErrorCode::AlreadyExists);
    }

    void damageIsSeen() {
        const auto at = folder();
        auto project = make(at);
        QVERIFY(writeArchive(*project, at / "p.zip").ok());
        auto bytes = *readFile(at / "p.zip");
        std::ofstream(at / "cut.zip", std::ios::binary) << bytes.substr(0, bytes.size() / 2);
        QVERIFY(!restoreArchive(at / "cut.zip", at / "r.evenspan").ok());
        // A project that is not the one of the manifest.
        QVERIFY(unpackFile(at / "p.zip", at / "open").ok());
        auto zip = ZipWriter::create(at / "other.zip");
        QVERIFY((*zip)->add("manifest.json", *readFile(at / "open/manifest.json")).ok());
        QVERIFY((*zip)->add("project.evenspan", "something else").ok());
        QVERIFY((*zip)->finish().ok());
        QCOMPARE(restoreArchive(at / "other.zip", at / "r.evenspan").error().code,
            ErrorCode::HashMismatch);
        // A file that the manifest does not list.
        zip = ZipWriter::create(at / "more.zip");
        QVERIFY((*zip)->add("manifest.json", *readFile(at / "open/manifest.json")).ok());
        QVERIFY((*zip)->add("project.evenspan", *readFile(at / "open/project.evenspan")).ok());
        QVERIFY((*zip)->add("files/more", "x").ok());
        QVERIFY((*zip)->finish().ok());
        QCOMPARE(restoreArchive(at / "more.zip", at / "r.evenspan").error().code,
            ErrorCode::HashMismatch);
        zip = ZipWriter::create(at / "none.zip");
        QVERIFY((*zip)->add("readme", "x").ok());
        QVERIFY((*zip)->finish().ok());
        QCOMPARE(
            restoreArchive(at / "none.zip", at / "r.evenspan").error().code, ErrorCode::BadFormat);
        zip = ZipWriter::create(at / "up.zip");
        QVERIFY((*zip)->add("../up", "x").ok());
        QVERIFY((*zip)->finish().ok());
        QCOMPARE(restoreArchive(at / "up.zip", at / "r.evenspan").error().code, ErrorCode::Unsafe);
        QVERIFY(!fs::exists(at / "r.evenspan"));
        QVERIFY(!fs::exists(at / "up"));
    }

    // What comes in pieces is kept in pieces, and goes out so.
    void partsOfSpans() {
        const auto at = folder();
        auto project = store::Project::create(at / "p.evenspan");
        QVERIFY(project.ok());
        DocumentDraft document;
        document.name = "d";
        document.text = "North and South Korea";
        SpanDraft apart, odd;
        apart.range = odd.range = {0, 21};
        apart.label = odd.label = "LOC";
        apart.attributes = {{kPartsAttribute, "0-5 16-21"}, {"sure", "yes"}};
        odd.attributes = {{kPartsAttribute, "1-5 16-21"}};
        document.spans = {apart, odd};
        const std::vector drafts{document};
        QVERIFY((*project)->writer()->addDocuments("add", drafts).ok());
        const auto found = documents(**project).at(0).spans;
        QCOMPARE(found.size(), std::size_t{2});
        QVERIFY((found[0].parts == std::vector<CodePointRange>{{0, 5}, {16, 21}}));
        QCOMPARE(found[0].attributes.size(), std::size_t{1});
        // Parts that are not the span's stay what they were: an attribute of that name.
        QVERIFY(found[1].parts.empty());
        QCOMPARE(found[1].attributes.at(kPartsAttribute), std::string("1-5 16-21"));
        QVERIFY((*project)->check()->ok);
        auto reader = (*project)->reader();
        ExportRequest request;
        request.out = at / "out.xml";
        request.options.format = "bioc";
        request.verify = true;
        const auto written = exportDocuments(**reader, request);
        QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
        const auto bytes = *readFile(request.out);
        QVERIFY(bytes.find("<location offset=\"16\" length=\"5\"/>") != std::string::npos);
    }

    // Who said what is in the archive: the gold layer, another's, and one who saw no entity.
    void annotatorsLayersComeBack() {
        const auto at = folder();
        auto project = store::Project::create(at / "p.evenspan");
        QVERIFY(project.ok());
        DocumentDraft document;
        document.name = "d";
        document.text = "Ana met Ben in Oslo";
        document.state = DocumentState::Done;
        SpanDraft ana, oslo, wrong;
        ana.range = {0, 3};
        ana.label = "PER";
        oslo.range = {15, 19};
        oslo.label = "LOC";
        wrong.range = {8, 19};
        wrong.label = "PER";
        document.spans = {ana, oslo};
        AnnotatorLayers layers;
        layers.gold = "ana";
        layers.others = {{"bo, the second", {ana, wrong}}, {"cy", {}}};
        putLayers(document, std::move(layers));
        const std::vector drafts{document};
        QVERIFY((*project)->writer()->addDocuments("add", drafts).ok());
        QVERIFY(writeArchive(**project, at / "p.zip").ok());
        QVERIFY(restoreArchive(at / "p.zip", at / "q.evenspan").ok());
        auto again = store::Project::open(at / "q.evenspan");
        QVERIFY(again.ok());
        QVERIFY(documents(**again) == documents(**project));
        QCOMPARE(documents(**again).at(0).spans.size(), std::size_t{4});
        // As another tool's several answers they are the same too.
        std::vector<std::string> written;
        for (auto* of : {project->get(), again->get()}) {
            auto reader = of->reader();
            ExportRequest request;
            request.out = at / ("out" + std::to_string(written.size()) + ".json");
            request.options.format = "label-studio";
            QVERIFY(exportDocuments(**reader, request).ok());
            written.push_back(*readFile(request.out));
        }
        QCOMPARE(written[0], written[1]);
        for (const char* name : {"ana", "bo, the second", "cy"})
            QVERIFY2(
                written[0].find("\"email\":\"" + std::string(name)) != std::string::npos, name);
    }

    void stopLeavesNothing() {
        const auto at = folder();
        auto project = make(at);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!writeArchive(*project, at / "p.zip", stop.get_token()).ok());
        QVERIFY(!fs::exists(at / "p.zip"));
    }
};

QTEST_APPLESS_MAIN(TstProjectArchive)
#include "tst_project_archive.moc"
