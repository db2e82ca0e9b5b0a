// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/import_documents.h"
#include "core/store/project.h"
#include "tests/io/io_cases.h"

#include <QTemporaryDir>

using namespace evenspan;
namespace fs = std::filesystem;

// A folder of 50,000 files, as some corpora come: each a document, in one step.
class TstManyFiles : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    static constexpr int kFiles = 50'000, kFolders = 100;

    fs::path path(const std::string& name) const {
        return fs::path(m_folder.path().toStdString()) / name;
    }
    static std::string number(int i) {
        const auto digits = std::to_string(i);
        return std::string(5 - digits.size(), '0') + digits;
    }
    static std::string text(int i) { return "Ana met Ben in Ulm, " + number(i) + ".\n"; }

private Q_SLOTS:
    void initTestCase() {
        for (int i = 0; i < kFiles; ++i) {
            const auto folder = path("notes/" + number(i / (kFiles / kFolders)));
            if (i % (kFiles / kFolders) == 0)
                fs::create_directories(folder);
            std::ofstream(folder / (number(i) + ".txt"), std::ios::binary) << text(i);
        }
        // One that is left out and told of, and one that is hidden.
        test::writeBytes(path("notes/00000/empty.txt"), "");
        test::writeBytes(path("notes/00099/.hidden.txt"), "no");
    }

    void allOfThemAreOneStep() {
        auto project = *store::Project::create(path("p.evenspan"));
        ImportRequest request;
        request.paths = {path("notes")};
        request.format = "text";
        double last = 0;
        bool rising = true;
        std::uint64_t seen = 0;
        const auto summary = importDocuments(
            *project->writer(), request, {}, [&](std::uint64_t documents, double share) {
                rising = rising && share >= last && share <= 1;
                last = share;
                seen = documents;
            });
        QVERIFY2(summary.ok(), summary ? "" : summary.error().text().c_str());
        QCOMPARE(summary->documents, std::uint64_t(kFiles));
        QVERIFY(rising && seen + 1 >= kFiles);
        QCOMPARE(summary->warnings.size(), std::size_t{1}); // the empty one
        const auto reader = *project->reader();
        QCOMPARE(reader->info()->total.documents, std::int64_t(kFiles));
        const auto ids = *reader->ids({});
        for (const int i : {0, 1, 499, 500, 24'999, kFiles - 1}) {
            const auto document = reader->document(ids.at(std::size_t(i)));
            QCOMPARE(document->text, text(i));
            QCOMPARE(document->row.name, number(i));
        }
        QCOMPARE(*reader->undoName(), "Import " + std::to_string(kFiles + 1) + " files");
        QVERIFY(*project->writer()->undo());
        QCOMPARE(reader->info()->total.documents, std::int64_t(0));
    }

    void aStopLeavesNothing() {
        auto project = *store::Project::create(path("stopped.evenspan"));
        ImportRequest request;
        request.paths = {path("notes")};
        request.format = "text";
        std::stop_source stop;
        const auto summary = importDocuments(
            *project->writer(), request, stop.get_token(), [&](std::uint64_t documents, double) {
                if (documents == 1000)
                    stop.request_stop();
            });
        QVERIFY(!summary);
        QCOMPARE(summary.error().code, ErrorCode::Cancelled);
        const auto reader = *project->reader();
        QCOMPARE(reader->info()->total.documents, std::int64_t(0));
        QVERIFY(!*project->writer()->undo());
    }

    // What is there is told from what each file holds, when no format was named.
    void formatsAreToldApart() {
        fs::create_directories(path("mixed"));
        for (int i = 0; i < 40; ++i)
            test::writeBytes(path("mixed/" + number(i) + ".txt"), text(i));
        test::writeBytes(path("mixed/table.conll"), "Ulm\tB-LOC\n");
        test::writeBytes(path("mixed/noise.bin"), std::string(100, '\xFF'));
        ImportRequest request;
        request.paths = {path("mixed")};
        const auto summary = previewImport(request);
        QVERIFY(summary.ok());
        QCOMPARE(summary->documents, std::uint64_t{1}); // labelled text goes before plain text
        QCOMPARE(summary->warnings.size(), std::size_t{41});
    }
};

QTEST_APPLESS_MAIN(TstManyFiles)
#include "tst_many_files.moc"
