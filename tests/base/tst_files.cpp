// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include <csignal>
#include <fcntl.h>
#include <QTemporaryDir>
#include <QTest>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace evenspan;
namespace fs = std::filesystem;

class TstFiles : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    fs::path path(const char* name) const { return fs::path(m_dir.path().toStdString()) / name; }
    static std::size_t count(const fs::path& folder) {
        std::size_t n = 0;
        for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder))
            ++n;
        return n;
    }
private Q_SLOTS:
    void writesAndReads() {
        const std::string bytes("a\0b\xff", 4);
        QVERIFY(writeFileAtomic(path("one"), bytes).ok());
        QCOMPARE(*readFile(path("one")), bytes);
        QVERIFY(writeFileAtomic(path("one"), "new").ok());
        QCOMPARE(*readFile(path("one")), std::string("new"));
    }

    void withoutCommitNothingChanges() {
        const auto folder = path("folder");
        fs::create_directory(folder);
        QVERIFY(writeFileAtomic(folder / "kept", "old").ok());
        {
            auto file = AtomicFile::create(folder / "kept");
            QVERIFY(file.ok());
            QVERIFY(file->write(std::string(3 << 20, 'x')).ok());
        }
        QCOMPARE(*readFile(folder / "kept"), std::string("old"));
        QCOMPARE(count(folder), std::size_t{1});
    }

    void aFullDiskLeavesTheOldFile() {
        const auto target = path("full");
        QVERIFY(writeFileAtomic(target, "old").ok());
        const pid_t child = ::fork();
        if (child == 0) {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{1 << 16, 1 << 16};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            auto done = writeFileAtomic(target, std::string(1 << 20, 'x'));
            ::_exit(!done && done.error().code == ErrorCode::NoSpace ? 0 : 1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        QCOMPARE(WEXITSTATUS(status), 0);
        QCOMPARE(*readFile(target), std::string("old"));
    }

    void errorsNameTheirKind() {
        QCOMPARE(readFile(path("absent")).error().code, ErrorCode::NotFound);
        QCOMPARE(readFile(path(".")).error().code, ErrorCode::InvalidArgument);
        QVERIFY(writeFileAtomic(path("big"), "0123456789").ok());
        QCOMPARE(readFile(path("big"), 9).error().code, ErrorCode::BadFormat);
        QVERIFY(readFile(path("big"), 10).ok());
        QCOMPARE(AtomicFile::create(path("no/such/folder")).error().code, ErrorCode::NotFound);
        const auto error = systemError(ENOSPC, "what", "where");
        QVERIFY(!error.remedy.empty());
        QCOMPARE(error.where, std::string("where"));
    }

    // FIPS 180-2, appendix B.
    void sha256() {
        QCOMPARE(sha256Hex("abc"),
            std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QVERIFY(writeFileAtomic(path("million"), std::string(1000000, 'a')).ok());
        QCOMPARE(*sha256File(path("million")),
            std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
    }

    void filesGetTheUsualMode() {
        const mode_t old = ::umask(022);
        QVERIFY(writeFileAtomic(path("mode"), "x").ok());
        ::umask(old);
        struct stat info { };
        QCOMPARE(::stat(path("mode").c_str(), &info), 0);
        QCOMPARE(static_cast<int>(info.st_mode & 0777), 0644);
    }
};

QTEST_APPLESS_MAIN(TstFiles)
#include "tst_files.moc"
