// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are not as they should be, and who may open what.
#include "core/store/sqlite.h"
#include "tests/store/support.h"

#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace evenspan;
using namespace evenspan::store;
namespace fs = std::filesystem;

class TstStoreFiles : public QObject {
    Q_OBJECT
private:
    fs::path make(const QTemporaryDir& folder, int documents = 3) {
        const auto path = inFolder(folder, "p.evenspan");
        auto project = std::move(*Project::create(path));
        const std::vector<DocumentDraft> drafts(std::size_t(documents),
            draft("d", "Mira Tolvanen works at Okafor Labs", {span(0, 13, "PER")}));
        if (auto done = project->writer()->addDocuments("Import", drafts); !done)
            qFatal("%s", done.error().text().c_str());
        return path;
    }
    void change(const fs::path& path, std::string_view sql) {
        Database(path, Database::Mode::ReadWrite).script(sql);
    }
    void write(const fs::path& path, const std::string& bytes) {
        std::ofstream(path, std::ios::binary) << bytes;
    }

private Q_SLOTS:
    void wrongFilesAreRefused_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const char* sql, ErrorCode code) {
            QTest::newRow(name) << QString::fromLatin1(sql) << int(code);
        };
        row("foreign id", "PRAGMA application_id = 7", ErrorCode::Foreign);
        row("newer",
            "PRAGMA user_version = 99; UPDATE meta SET value = '99' WHERE key = "
            "'min_reader'",
            ErrorCode::TooNew);
        row("newer but readable", "PRAGMA user_version = 99", ErrorCode::TooNew);
        row("trigger", "CREATE TRIGGER t AFTER INSERT ON document BEGIN DELETE FROM span; END",
            ErrorCode::Corrupt);
        row("view", "CREATE VIEW v AS SELECT * FROM document", ErrorCode::Corrupt);
        row("table", "CREATE TABLE extra(x)", ErrorCode::Corrupt);
        row("column", "ALTER TABLE setting ADD COLUMN x TEXT", ErrorCode::Corrupt);
        row("lost table", "DROP TABLE prediction", ErrorCode::Corrupt);
        row("unfinished", "PRAGMA user_version = 0", ErrorCode::Corrupt);
    }
    void wrongFilesAreRefused() {
        QFETCH(QString, sql);
        QFETCH(int, code);
        QTemporaryDir folder;
        const auto path = make(folder);
        change(path, sql.toStdString());
        const auto project = Project::open(path);
        QVERIFY(!project.ok());
        QCOMPARE(int(project.error().code), code);
        QVERIFY(!project.error().remedy.empty());
        QVERIFY(!fs::exists(fs::path(path) += "-lock"));
    }

    void aNewerFileThatMayBeReadOpensReadOnly() {
        QTemporaryDir folder;
        const auto path = make(folder);
        change(path,
            "CREATE TABLE later(x INTEGER) STRICT; PRAGMA user_version = "
                + std::to_string(migrations().size() + 1));
        const auto project = Project::openBest(path);
        EVENSPAN_OK(project);
        QVERIFY((*project)->readOnly());
        QCOMPARE((*project)->notice().code, ErrorCode::TooNew);
        QCOMPARE((*(*project)->reader())->info()->total.documents, std::int64_t{3});
    }

    void otherBytesAreRefused() {
        QTemporaryDir folder;
        const auto path = inFolder(folder, "x.evenspan");
        QCOMPARE(Project::open(path).error().code, ErrorCode::NotFound);
        write(path, "");
        QCOMPARE(Project::open(path).error().code, ErrorCode::Foreign);
        write(path, std::string(10'000, 'x'));
        QCOMPARE(Project::open(path).error().code, ErrorCode::Foreign);
        QCOMPARE(Project::create(path).error().code, ErrorCode::AlreadyExists);
        QCOMPARE(fs::file_size(path), std::uintmax_t{10'000});
        QCOMPARE(
            Project::open(folder.path().toStdString()).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(Project::create(inFolder(folder, "no/such/p.evenspan")).error().code,
            ErrorCode::NotFound);
    }

    void truncatedFilesNeverCrash() {
        QTemporaryDir folder;
        const auto whole = make(folder, 300);
        const auto size = fs::file_size(whole);
        for (std::uintmax_t keep = 0; keep < size; keep += size / 23 + 1) {
            const auto path = inFolder(folder, "cut.evenspan");
            fs::copy_file(whole, path, fs::copy_options::overwrite_existing);
            fs::resize_file(path, keep);
            const auto project = Project::open(path);
            QVERIFY2(!project.ok(), qPrintable(QString::number(keep)));
            const auto code = project.error().code;
            QVERIFY(code == ErrorCode::Corrupt || code == ErrorCode::Foreign);
        }
    }

    void damagedPagesAreFound() {
        QTemporaryDir folder;
        const auto whole = make(folder, 300);
        const auto size = fs::file_size(whole);
        int refused = 0;
        for (std::uintmax_t at = 4096; at < size; at += 4096) {
            const auto path = inFolder(folder, "bad.evenspan");
            fs::copy_file(whole, path, fs::copy_options::overwrite_existing);
            {
                std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
                file.seekp(static_cast<std::streamoff>(at));
                file << std::string(64, '\xff');
            }
            const auto project = Project::open(path);
            if (!project) {
                QCOMPARE(project.error().code, ErrorCode::Corrupt);
                ++refused;
            } else { // pages of the search index hold blobs that only the full check reads
                (void)(*(*project)->reader())->info();
                (void)(*project)->check();
            }
        }
        QVERIFY(refused > 0);
    }

    void oneWriterAtATime() {
        QTemporaryDir folder;
        const auto path = make(folder);
        const auto first = Project::open(path);
        EVENSPAN_OK(first);
        const auto second = Project::open(path);
        QCOMPARE(second.error().code, ErrorCode::Locked);
        const auto reading = Project::openBest(path);
        EVENSPAN_OK(reading);
        QVERIFY((*reading)->readOnly());
        QVERIFY(!(*reading)->writer());
        QCOMPARE((*reading)->notice().code, ErrorCode::Locked);
        EVENSPAN_OK((*first)->writer()->setSplit(std::vector{DocumentId(1)}, "test"));
        QCOMPARE((*(*reading)->reader())->document(DocumentId(1))->row.split, std::string("test"));
    }

    void readOnlyFoldersOpenReadOnly() {
        if (::geteuid() == 0)
            QSKIP("the administrator may write everywhere");
        QTemporaryDir folder;
        const auto path = make(folder);
        fs::permissions(path.parent_path(), fs::perms::owner_write, fs::perm_options::remove);
        const auto project = Project::openBest(path);
        fs::permissions(path.parent_path(), fs::perms::owner_write, fs::perm_options::add);
        EVENSPAN_OK(project);
        QCOMPARE((*project)->notice().code, ErrorCode::ReadOnly);
    }

    void runsOfADeadProcessAreInterrupted() {
        QTemporaryDir folder;
        const auto path = make(folder);
        {
            auto project = std::move(*Project::open(path));
            RunRow run;
            run.name = "first";
            run.state = RunState::Running;
            EVENSPAN_OK(project->writer()->createRun(run));
        }
        auto project = std::move(*Project::open(path));
        QCOMPARE((*project->reader())->run("first")->state, RunState::Interrupted);
    }

    void anOlderFileIsBackedUpThenMigrated() {
        QTemporaryDir folder;
        const auto path = make(folder);
        auto steps = migrations();
        steps.push_back({"next_more",
            "CREATE TABLE more(x TEXT DEFAULT ';') STRICT;"
            "INSERT INTO more VALUES ('a;b');",
            1});
        OpenOptions options;
        options.migrations = &steps;
        {
            const auto project = Project::open(path, options);
            EVENSPAN_OK(project);
            QCOMPARE((*project)->schemaVersion(), int(migrations().size()) + 1);
            QVERIFY(fs::exists((*project)->backupPath()));
            const auto before = Project::open((*project)->backupPath());
            EVENSPAN_OK(before);
            QVERIFY(snapshot(**before) == snapshot(**project));
        }
        steps.push_back({"next_broken", "CREATE TABLE third(x) ; CREATE TABLE oops(", 1});
        QVERIFY(!Project::open(path, options).ok());
        steps.pop_back();
        EVENSPAN_OK(Project::open(path, options)); // still whole, still one version on
    }

    void aFullDiskLosesNothing() {
        QTemporaryDir folder;
        const auto path = make(folder);
        const pid_t child = ::fork();
        if (child == 0) { // the limit stays with the child
            ::signal(SIGXFSZ, SIG_IGN);
            auto project = Project::open(path);
            const rlimit limit{600'000, 600'000};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            Writer& writer = *(*project)->writer();
            const std::vector<DocumentDraft> few(4, draft("d", "Okafor Labs moved"));
            int made = 0;
            Result<std::vector<DocumentId>> last = writer.addDocuments("Few", few);
            for (; last && made < 10'000; ++made)
                last = writer.addDocuments("Few", few);
            if (last)
                ::_exit(100);
            const auto info = (*(*project)->reader())->info();
            const bool kept = info && info->total.documents == 3 + 4 * made;
            ::_exit(kept && last.error().code != ErrorCode::Internal ? 0 : 101);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        QCOMPARE(WEXITSTATUS(status), 0);
        auto project = Project::open(path);
        EVENSPAN_OK(project);
        QVERIFY((*project)->check()->ok);
        QVERIFY((*(*project)->reader())->info()->total.documents % 4 == 3);
    }
};

QTEST_APPLESS_MAIN(TstStoreFiles)
#include "tst_store_files.moc"
