// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/rng.h"
#include "core/io/pack_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <map>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
namespace fs = std::filesystem;

namespace {

struct Entry {
    std::string name, bytes, link;
    unsigned type = AE_IFREG;
};

// What no well-meaning program writes.
void writeTar(const fs::path& path, const std::vector<Entry>& entries) {
    struct archive* out = archive_write_new();
    archive_write_set_format_pax_restricted(out);
    archive_write_open_filename(out, path.c_str());
    for (const auto& entry : entries) {
        struct archive_entry* head = archive_entry_new();
        archive_entry_set_pathname(head, entry.name.c_str());
        archive_entry_set_filetype(head, entry.type);
        archive_entry_set_perm(head, 0644);
        archive_entry_set_size(head, static_cast<la_int64_t>(entry.bytes.size()));
        if (!entry.link.empty())
            archive_entry_set_symlink(head, entry.link.c_str());
        archive_write_header(out, head);
        archive_write_data(out, entry.bytes.data(), entry.bytes.size());
        archive_entry_free(head);
    }
    archive_write_close(out);
    archive_write_free(out);
}

} // namespace

class PackFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path at(const std::string& name) const {
        return m_folder.path().toStdString() + "/" + name;
    }

    fs::path write(const std::string& name, const std::map<std::string, std::string>& files) {
        auto zip = ZipWriter::create(at(name));
        bool store = false;
        for (const auto& [file, bytes] : files)
            if (!(*zip)->add(file, bytes, store = !store))
                return {};
        return (*zip)->finish() ? at(name) : fs::path();
    }

private Q_SLOTS:
    void roundTrip() {
        Philox rng(7);
        for (int round = 0; round < 20; ++round) {
            std::map<std::string, std::string> files;
            const auto count = 1 + rng.below(6);
            for (std::uint64_t n = 0; n < count; ++n) {
                std::string bytes(rng.below(200'000), '\0');
                for (auto& byte : bytes)
                    byte = static_cast<char>(rng.below(round % 2 ? 256 : 3));
                files["folder/" + std::to_string(n) + (n % 2 ? ".ü.txt" : ".bin")] = bytes;
            }
            const auto name = std::to_string(round) + ".zip";
            const auto zip = write(name, files);
            QVERIFY(!zip.empty());
            auto names = unpackFile(zip, at("out" + std::to_string(round)));
            QVERIFY2(names.ok(), names ? "" : names.error().text().c_str());
            QCOMPARE(names->size(), files.size());
            for (const auto& [file, bytes] : files)
                QCOMPARE(*readFile(at("out" + std::to_string(round)) / file), bytes);
            // The same files, the same bytes.
            QCOMPARE(*readFile(write("again.zip", files)), *readFile(zip));
        }
    }

    void filesAreCopied() {
        const std::string bytes(3'000'000, 'x');
        QVERIFY(writeFileAtomic(at("long"), bytes).ok());
        auto zip = ZipWriter::create(at("long.zip"));
        std::uint64_t told = 0;
        QVERIFY((*zip)
                    ->addFile("long", at("long"), false, {}, [&](std::uint64_t n) { told += n; })
                    .ok());
        QVERIFY(!(*zip)->addFile("none", at("none"), false).ok());
        QVERIFY((*zip)->finish().ok());
        QCOMPARE(told, bytes.size());
        QVERIFY(unpackFile(at("long.zip"), at("long-out")).ok());
        QCOMPARE(*readFile(at("long-out") / "long"), bytes);
    }

    void aStopLeavesNothing() {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(writeFileAtomic(at("some"), "bytes").ok());
        {
            auto zip = ZipWriter::create(at("stopped.zip"));
            QCOMPARE((*zip)->addFile("some", at("some"), false, stop.get_token()).error().code,
                ErrorCode::Cancelled);
        }
        QVERIFY(!fs::exists(at("stopped.zip")));
        const auto zip = write("whole.zip", {{"a", "b"}});
        QCOMPARE(unpackFile(zip, at("s"), stop.get_token()).error().code, ErrorCode::Cancelled);
    }

    void unsafePathsAreRefused_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"../out", "/tmp/out", "a/../../out", "a/..", "a\\b", "..", "../"})
            QTest::newRow(name) << QString::fromUtf8(name);
    }
    void unsafePathsAreRefused() {
        QFETCH(QString, name);
        writeTar(at("unsafe.tar"), {{name.toStdString(), "x", {}}});
        auto names = unpackFile(at("unsafe.tar"), at("unsafe"));
        QVERIFY(!names.ok());
        QCOMPARE(names.error().code, ErrorCode::Unsafe);
        QVERIFY(!fs::exists(at("out")));
    }

    void linksAndTwinsAreRefused() {
        writeTar(at("link.tar"), {{"a", "", "/etc/hostname", AE_IFLNK}});
        QCOMPARE(unpackFile(at("link.tar"), at("l")).error().code, ErrorCode::Unsafe);
        writeTar(at("pipe.tar"), {{"a", "", "", AE_IFIFO}});
        QCOMPARE(unpackFile(at("pipe.tar"), at("p")).error().code, ErrorCode::Unsafe);
        writeTar(at("twin.tar"), {{"a", "1", ""}, {"./a", "2", ""}});
        QCOMPARE(unpackFile(at("twin.tar"), at("t")).error().code, ErrorCode::Unsafe);
    }

    void bombsAreRefused() {
        const auto zip = write("bomb.zip", {{"a", std::string(50'000'000, '\0')}});
        QVERIFY(fs::file_size(zip) < 100'000);
        QCOMPARE(unpackFile(zip, at("bomb")).error().code, ErrorCode::Unsafe);
        QVERIFY(!fs::exists(at("bomb") / "a"));
    }

    void brokenFilesAreRefused() {
        QVERIFY(writeFileAtomic(at("text"), "no archive").ok());
        QCOMPARE(unpackFile(at("text"), at("x1")).error().code, ErrorCode::BadFormat);
        QCOMPARE(unpackFile(at("absent"), at("x2")).error().code, ErrorCode::NotFound);
        QVERIFY(writeFileAtomic(at("empty"), "").ok());
        QVERIFY(!unpackFile(at("empty"), at("x3")).ok());
        const auto whole =
            *readFile(write("cut.zip", {{"a", std::string(100'000, 'q')}, {"b", "x"}}));
        QVERIFY(writeFileAtomic(at("half"), whole.substr(0, 200)).ok());
        QVERIFY(!unpackFile(at("half"), at("x4")).ok());
        // The sum of a file's bytes no longer fits; "b" is stored as it is.
        auto changed = *readFile(write("sound.zip", {{"a", ""}, {"b", std::string(500, 'q')}}));
        changed[changed.find("qqq") + 100] = 'r';
        QVERIFY(writeFileAtomic(at("changed"), changed).ok());
        QVERIFY(!unpackFile(at("changed"), at("x5")).ok());
    }
};

QTEST_APPLESS_MAIN(PackFileTest)
#include "tst_pack_file.moc"
