// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/export_documents.h"
#include "core/app/project/import_documents.h"
#include "core/store/project.h"
#include "tests/io/io_cases.h"

#include <nlohmann/json.hpp>
#include <QTemporaryDir>

using namespace evenspan;
namespace fs = std::filesystem;

namespace {

const std::string kConll = "Mira\tB-PER\nruns\tO\n\nUlm\tB-LOC\n";

QStringList texts(const std::vector<std::string>& lines) {
    QStringList out;
    for (const auto& line : lines)
        out << QString::fromStdString(line);
    return out;
}

} // namespace

// The two use cases over a real project.
class TstImportDocuments : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Project> m_project;

    fs::path path(const std::string& name) const {
        return fs::path(m_folder->path().toStdString()) / name;
    }
    fs::path file(const std::string& name, const std::string& bytes = kConll) const {
        fs::create_directories(path(name).parent_path());
        test::writeBytes(path(name), bytes);
        return path(name);
    }
    store::ProjectInfo info() const { return *(*m_project->reader())->info(); }

    Result<ImportSummary> import(std::vector<fs::path> paths, std::stop_token stop = {}) {
        ImportRequest request;
        request.paths = std::move(paths);
        return importDocuments(*m_project->writer(), request, stop);
    }

    RunId predictions() {
        store::RunRow run;
        run.name = "run-1";
        const auto id = *m_project->writer()->createRun(run);
        const auto ids = *(*m_project->reader())->ids({});
        const std::vector documents{ids.at(0), ids.at(1)};
        const std::vector<store::PredictionRow> rows{{ids.at(0), {5, 9}, "VERB", 0.9}};
        if (!m_project->writer()->savePredictions(id, documents, rows))
            qFatal("predictions are not kept");
        return id;
    }

    Result<ExportSummary> exportInto(const char* name, const std::string& source,
        std::optional<std::string> split = {}, bool verify = true) {
        ExportRequest request;
        request.out = path(name);
        request.options.format = "conll";
        request.source = source;
        request.split = std::move(split);
        request.verify = verify;
        return exportDocuments(**m_project->reader(), request);
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = *store::Project::create(path("p.evenspan"));
    }
    void cleanup() { m_project.reset(); }

    void severalFilesAreOneStep() {
        const auto summary =
            import({file("train.conll"), file("dev.conll"), file("note.txt", "Hi")});
        QVERIFY(summary);
        QCOMPARE(QString::fromStdString(summary->format), QStringLiteral("conll, text"));
        QCOMPARE(QString::fromStdString(summary->unit), QStringLiteral("sentence, file"));
        QCOMPARE(int(summary->documents), 5);
        QCOMPARE(info().total, (store::Counts{5, 5, 7, 4}));
        QCOMPARE(info().splits.at("validation").documents, std::int64_t(2));
        const auto reader = *m_project->reader();
        QCOMPARE(*reader->undoName(), std::string("Import 3 files"));
        QVERIFY(*m_project->writer()->undo());
        QCOMPARE(info().total, store::Counts{});
        QVERIFY(*m_project->writer()->redo());
        QCOMPARE(int(info().total.documents), 5);
    }

    void folderIsReadAsOneFormat() {
        file("set/b/train.conll");
        file("set/a.conll");
        file("set/notes.txt", "About it.");
        file("set/noise.bin", std::string(100, '\xFF'));
        file("set/.git/train.conll");
        file("set/.x.conll");
        ImportRequest request;
        request.paths = {path("set")};
        std::vector<std::string> names;
        const auto summary = previewImport(request, {}, {},
            [&](const DocumentDraft& document) { names.push_back(document.name); });
        QVERIFY(summary);
        QCOMPARE(texts(names),
            (QStringList{QStringLiteral("a:1"), QStringLiteral("a:2"), QStringLiteral("train:1"),
                QStringLiteral("train:2")}));
        QCOMPARE(summary->warnings.size(), std::size_t(2));
        QCOMPARE(info().total, store::Counts{});
        // Asked for by name, the notes are read.
        request.format = "text";
        request.paths = {path("set/notes.txt")};
        QCOMPARE(int(previewImport(request)->documents), 1);
    }

    void emptyFilesAmongOthersAreNamed() {
        const auto summary = import({file("a.conll"), file("empty.conll", ""), file("b.conll")});
        QVERIFY(summary);
        QCOMPARE(int(summary->documents), 4);
        QCOMPARE(summary->warnings.size(), std::size_t(1));
        QVERIFY(summary->warnings[0].find("empty.conll") != std::string::npos);
        const auto nothing = import({file("c.conll", ""), file("d.conll", "\n")});
        QVERIFY(!nothing);
        QCOMPARE(int(nothing.error().code), int(ErrorCode::Empty));
    }

    void labelsAreMapped() {
        ImportRequest request;
        request.paths = {file("a.conll")};
        request.mapping = {{"PER", "person"}, {"LOC", ""}, {"ORG", "unused"}};
        const auto summary = importDocuments(*m_project->writer(), request);
        QVERIFY(summary);
        QCOMPARE(int(summary->spans), 1);
        QCOMPARE(summary->lost.size(), std::size_t(1));
        QCOMPARE(summary->labels, (std::map<std::string, std::uint64_t>{{"person", 1}}));
        QCOMPARE(info().labels, (std::map<std::string, std::int64_t>{{"person", 1}}));
    }

    void aBadFileAfterAGoodOneLeavesNothing() {
        QVERIFY(import({file("a.conll")}));
        const auto before = info();
        for (const auto& bad : {file("bad.conll", "a\tO\n\xFF\tO\n"), path("absent.conll")}) {
            const auto summary = import({file("b.conll"), bad});
            QVERIFY(!summary);
            QVERIFY(summary.error().where.find(bad.filename().string()) != std::string::npos);
            QVERIFY(info() == before);
        }
        QVERIFY((*m_project->check()).ok);
        // The writer is free again.
        QVERIFY(import({file("b.conll")}));
    }

    void aStopLeavesNothing() {
        std::string big;
        for (int i = 0; i < 20000; ++i)
            big += kConll + "\n";
        ImportRequest request;
        request.paths = {file("big.conll", big)};
        std::stop_source stop;
        double share = 0;
        const auto summary = importDocuments(*m_project->writer(), request, stop.get_token(),
            [&](std::uint64_t documents, double at) {
                share = at;
                if (documents > 100)
                    stop.request_stop();
            });
        QVERIFY(!summary);
        QCOMPARE(int(summary.error().code), int(ErrorCode::Cancelled));
        QVERIFY(share > 0 && share < 1);
        QCOMPARE(info().total, store::Counts{});
        QVERIFY(info().labels.empty());
        QVERIFY((*m_project->check()).ok);
    }

    void jsonHasTheKeysOfTheDesign() {
        const auto summary = import({file("a.conll")});
        QVERIFY(summary);
        QStringList keys;
        const auto json = toJson(*summary);
        for (const auto& item : json.items())
            keys << QString::fromStdString(item.key());
        QCOMPARE(keys.join(QLatin1Char(' ')),
            QStringLiteral("format unit scheme documents sentences tokens spans repaired lost "
                           "warnings problems labels found merge repeats"));
    }

    void exportsAndComesBackTheSame() {
        QVERIFY(import({file("train.conll"), file("test.conll"), file("note.txt", "Hi. Ho!\n")}));
        const auto before = info();
        const auto summary = exportInto("all.conll", "gold");
        QVERIFY2(summary.ok(), summary.ok() ? "" : summary.error().text().c_str());
        QVERIFY(summary->verified);
        QVERIFY(summary->lost.empty());
        m_project = *store::Project::create(path("q.evenspan"));
        QVERIFY(import({path("all.conll")}));
        QVERIFY(info() == before);
    }

    void exportsOneSplit() {
        QVERIFY(import({file("train.conll"), file("test.conll")}));
        QCOMPARE(int(exportInto("t.conll", "gold", "test")->documents), 2);
        const auto none = exportInto("u.conll", "gold", "tset");
        QVERIFY(!none);
        QCOMPARE(int(none.error().code), int(ErrorCode::Empty));
        QVERIFY(none.error().remedy.find("train") != std::string::npos);
        QVERIFY(!fs::exists(path("u.conll")));
    }

    void trashStaysOut() {
        QVERIFY(import({file("train.conll")}));
        const auto ids = *(*m_project->reader())->ids({});
        const std::vector one{ids.at(0)};
        QVERIFY(m_project->writer()->setTrashed(one, true));
        QCOMPARE(int(exportInto("t.conll", "gold")->documents), 1);
    }

    void exportsWhatARunPredicted() {
        QVERIFY(import({file("train.conll"), file("test.conll")}));
        predictions();
        const auto summary = exportInto("run.conll", "run-1");
        QVERIFY2(summary.ok(), summary.ok() ? "" : summary.error().text().c_str());
        QCOMPARE(int(summary->documents), 2);
        QCOMPARE(int(summary->spans), 1);
        QVERIFY(summary->verified);
        test::CollectingSink sink;
        const std::vector paths{path("run.conll")};
        QVERIFY(io::importFiles(paths, {}, sink));
        QCOMPARE(sink.documents.at(0).spans.at(0).label, std::string("VERB"));
        QCOMPARE(sink.documents.at(0).spans.at(0).range, (CodePointRange{5, 9}));
        QVERIFY(sink.documents.at(1).spans.empty());
        const auto nothing = exportInto("x.conll", "run-1", "test");
        QCOMPARE(int(nothing.error().code), int(ErrorCode::Empty));
        const auto unknown = exportInto("x.conll", "run-2");
        QCOMPARE(int(unknown.error().code), int(ErrorCode::NotFound));
        QVERIFY(unknown.error().remedy.find("run-1") != std::string::npos);
        QVERIFY(!fs::exists(path("x.conll")));
    }

    void aStopKeepsTheOlderFile() {
        QVERIFY(import({file("train.conll")}));
        file("out.conll", "older");
        std::stop_source stop;
        ExportRequest request;
        request.out = path("out.conll");
        request.options.format = "conll";
        const auto summary = exportDocuments(**m_project->reader(), request, stop.get_token(),
            [&](std::uint64_t, std::uint64_t) { stop.request_stop(); });
        QVERIFY(!summary);
        QCOMPARE(int(summary.error().code), int(ErrorCode::Cancelled));
        std::string left;
        std::ifstream(path("out.conll")) >> left;
        QCOMPARE(left, std::string("older"));
        for (const auto& entry : fs::directory_iterator(path("")))
            QVERIFY2(entry.path().filename().string().find("out.conll") == std::string::npos
                    || entry.path().filename() == "out.conll",
                entry.path().c_str());
    }
};

QTEST_APPLESS_MAIN(TstImportDocuments)
#include "tst_import_documents.moc"
