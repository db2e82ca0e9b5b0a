// SPDX-License-Identifier: GPL-3.0-or-later
// A run's weights handed over whole, or not at all, and archives taken back only as they were.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/runs/export_model.h"
#include "core/base/files.h"
#include "core/io/pack_file.h"
#include "core/store/project.h"
#include "core/store/writer.h"
#endif
#include <algorithm>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, const std::string& bytes) {
    fs::create_directories(file.parent_path());
    if (!writeFileAtomic(file, bytes))
        qFatal("not written");
}
std::vector<std::string> filesIn(const fs::path& folder) {
    std::vector<std::string> out;
    for (const auto& item : fs::directory_iterator(folder))
        out.push_back(item.path().filename().string());
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace

class TstHandOverModel : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Project> m_project;

    fs::path path(const std::string& name) const {
        return fs::path(m_folder->path().toStdString()) / name;
    }
    fs::path model() const { return m_project->filesFolder() / "models/r"; }
    Result<ExportedModel> exported(ModelFormat format, const fs::path& target,
        std::stop_token stop = {}, bool replace = false,
        const std::function<void(std::uint64_t, std::uint64_t)>& progress = {}) const {
        const auto reader = *m_project->reader();
        ExportModelRequest request;
        request.run = "r";
        request.format = format;
        request.target = target;
        request.replace = replace;
        return exportModel(*reader, m_project->filesFolder(), request, std::move(stop), progress);
    }
    // An archive whose files went through `change`: name to bytes; empty name: left out.
    fs::path changed(const std::function<void(std::string& name, std::string& bytes)>& change,
        const std::string& extra = {}) const {
        const auto good = path("good.zip"), bad = path("bad.zip"), unpacked = path("unpacked");
        fs::remove(good);
        fs::remove_all(unpacked);
        if (!exported(ModelFormat::Archive, good))
            qFatal("not exported");
        const auto names = *unpackFile(good, unpacked);
        fs::remove(bad);
        auto zip = *ZipWriter::create(bad);
        for (auto name : names) {
            auto bytes = *readFile(unpacked / name);
            change(name, bytes);
            if (!name.empty() && !zip->add(name, bytes))
                qFatal("not packed");
        }
        if (!extra.empty() && !zip->add(extra, "x"))
            qFatal("not packed");
        if (!zip->finish())
            qFatal("not packed");
        return bad;
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = std::move(*store::Project::create(path("p.evenspan")));
        auto& writer = *m_project->writer();
        store::RunRow run;
        run.name = "r";
        run.path = "models/r";
        run.state = store::RunState::Finished;
        QVERIFY(writer.createRun(run).ok());
        const std::string weights(5000, 'w');
        write(model() / "model.safetensors", weights);
        write(model() / "config.json", R"({"model_type":"bert","num_hidden_layers":1})");
        write(model() / "vocab.txt", "[PAD]\n");
        write(model() / "README.md", "---\nlicense: mit\n---\n");
        write(model() / ".hidden", "not for others");
        store::FileRow file;
        file.sha256 = sha256Hex(weights);
        file.path = "models/r/model.safetensors";
        file.size = 5000;
        file.role = "weights";
        QVERIFY(writer.addFile(file).ok());
    }
    void cleanup() { m_project.reset(); }

    void aFolderHoldsTheSameFiles() {
        std::vector<std::uint64_t> seen;
        const auto done = exported(ModelFormat::HuggingFace, path("out"), {}, false,
            [&](std::uint64_t bytes, std::uint64_t total) {
                QVERIFY(bytes <= total);
                seen.push_back(bytes);
            });
        QVERIFY(done.ok());
        QCOMPARE(done->target, path("out"));
        const std::vector<std::string> names{
            "README.md", "config.json", "model.safetensors", "vocab.txt"};
        QCOMPARE(done->files, names);
        QCOMPARE(filesIn(path("out")), names);
        std::uint64_t bytes = 0;
        for (const auto& name : names) {
            QCOMPARE(*readFile(path("out") / name), *readFile(model() / name));
            bytes += fs::file_size(path("out") / name);
        }
        QCOMPARE(done->bytes, bytes);
        QVERIFY(std::is_sorted(seen.begin(), seen.end()) && seen.back() == bytes);
        // "folder/" is the folder.
        QCOMPARE(exported(ModelFormat::HuggingFace, path("other") / "")->target, path("other"));
    }

    void anArchiveListsItsFiles() {
        const auto done = exported(ModelFormat::Archive, path("m.zip"));
        QVERIFY(done.ok());
        QCOMPARE(done->files, std::vector<std::string>{"m.zip"});
        QCOMPARE(done->bytes, std::uint64_t(fs::file_size(path("m.zip"))));
        const auto names = *unpackFile(path("m.zip"), path("unpacked"));
        QCOMPARE(names,
            (std::vector<std::string>{"r/README.md", "r/SHA256SUMS", "r/config.json",
                "r/model.safetensors", "r/vocab.txt"}));
        std::string sums;
        for (const char* name : {"README.md", "config.json", "model.safetensors", "vocab.txt"})
            sums += *sha256File(model() / name) + "  " + name + "\n";
        QCOMPARE(*readFile(path("unpacked/r/SHA256SUMS")), sums);
        // The same model gives the same bytes.
        QVERIFY(exported(ModelFormat::Archive, path("n.zip")).ok());
        QCOMPARE(*readFile(path("n.zip")), *readFile(path("m.zip")));
    }

    void anArchiveComesBackAsAModel() {
        QVERIFY(exported(ModelFormat::Archive, path("m.zip")).ok());
        ModelLibrary library({}, path("user"));
        const auto entry = addModelArchive(library, path("m.zip"), "back");
        QVERIFY(entry.ok());
        QCOMPARE(entry->name, std::string("back"));
        QCOMPARE(entry->source, path("m.zip").string());
        QCOMPARE(entry->licence, std::string("mit"));
        QCOMPARE(*readFile(path("user/back/model.safetensors")),
            *readFile(model() / "model.safetensors"));
        QVERIFY(library.verify("back")->empty());
        QCOMPARE(filesIn(path("user")), std::vector<std::string>{"back"}); // nothing beside it
        QCOMPARE(
            addModelArchive(library, path("m.zip"), "back").error().code, ErrorCode::AlreadyExists);
        QCOMPARE(addModelArchive(library, path("m.zip"), "../x").error().code,
            ErrorCode::InvalidArgument);
        QCOMPARE(filesIn(path("user")), std::vector<std::string>{"back"});
    }

    void aFlatArchiveIsTakenToo() {
        const auto flat = changed([](std::string& name, std::string&) { name = name.substr(2); });
        ModelLibrary library({}, path("user"));
        QVERIFY(addModelArchive(library, flat, "flat").ok());
    }

    void changedArchivesAreRefused_data() {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("where");
        const auto row = [](const char* what, const char* code, const char* where) {
            QTest::newRow(what) << QByteArray(what) << QByteArray(code) << QByteArray(where);
        };
        row("a changed file", "hash-mismatch", "vocab.txt");
        row("a missing file", "hash-mismatch", "vocab.txt");
        row("a file too many", "hash-mismatch", "extra.txt");
        row("a file beside the folder", "hash-mismatch", "extra.txt");
        row("no list", "bad-format", "SHA256SUMS");
        row("a list of nothing", "hash-mismatch", "README.md");
        row("a broken list", "hash-mismatch", "README.md");
        row("a name outside", "unsafe", "");
    }
    void changedArchivesAreRefused() {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, where);
        const bool sums = what.contains("list");
        const auto bad = changed(
            [&](std::string& name, std::string& bytes) {
                const bool list = name.ends_with(kSumsFile),
                           vocabulary = name.ends_with("vocab.txt");
                if (what == "a changed file" && vocabulary)
                    bytes += "x";
                if ((what == "a missing file" && vocabulary) || (what == "no list" && list))
                    name.clear();
                if (sums && list)
                    bytes = what == "a list of nothing" ? "" : bytes.substr(0, 100);
            },
            what == "a file too many"                ? "r/extra.txt"
                : what == "a file beside the folder" ? "extra.txt"
                : what == "a name outside"           ? "../extra.txt"
                                                     : "");
        ModelLibrary library({}, path("user"));
        const auto added = addModelArchive(library, bad, "bad");
        QVERIFY(!added.ok());
        QCOMPARE(QByteArray(errorCodeName(added.error().code)), code);
        QVERIFY2(added.error().where.find(where.toStdString()) != std::string::npos,
            added.error().where.c_str());
        QVERIFY(!added.error().remedy.empty());
        QVERIFY(library.list().empty());
        QVERIFY(fs::is_empty(path("user")));
        QVERIFY(!fs::exists(path("extra.txt")));
    }

    void noArchiveAtAll() {
        write(path("text.zip"), "no archive");
        ModelLibrary library({}, path("user"));
        QCOMPARE(
            addModelArchive(library, path("text.zip"), "x").error().code, ErrorCode::BadFormat);
        QVERIFY(!addModelArchive(library, path("nowhere.zip"), "x").ok());
        QVERIFY(fs::is_empty(path("user")));
    }

    void weightsThatChangedAreNotHandedOver_data() {
        QTest::addColumn<int>("format");
        for (const auto format :
            {ModelFormat::HuggingFace, ModelFormat::Onnx, ModelFormat::Archive})
            QTest::newRow(modelFormatName(format)) << int(format);
    }
    void weightsThatChangedAreNotHandedOver() {
        QFETCH(int, format);
        write(model() / "model.safetensors", std::string(4999, 'w') + "v");
        const auto done = exported(ModelFormat(format), path("out.zip"));
        QCOMPARE(done.error().code, ErrorCode::HashMismatch);
        QVERIFY(done.error().where.find("model.safetensors") != std::string::npos);
        QVERIFY(!fs::exists(path("out.zip")));
        fs::remove_all(model());
        QCOMPARE(exported(ModelFormat(format), path("out.zip")).error().code, ErrorCode::NotFound);
    }

    void nothingIsWrittenOver() {
        write(path("there"), "mine");
        fs::create_directories(path("folder"));
        for (const auto format : {ModelFormat::HuggingFace, ModelFormat::Archive}) {
            QCOMPARE(exported(format, path("there")).error().code, ErrorCode::AlreadyExists);
            QCOMPARE(exported(format, path("folder")).error().code, ErrorCode::AlreadyExists);
            QCOMPARE(exported(format, path("folder"), {}, true).error().code,
                ErrorCode::AlreadyExists); // never a folder
            QCOMPARE(exported(format, path("no/where")).error().code, ErrorCode::NotFound);
        }
        QCOMPARE(exported(ModelFormat::HuggingFace, path("there"), {}, true).error().code,
            ErrorCode::AlreadyExists);
        QCOMPARE(*readFile(path("there")), std::string("mine"));
        QVERIFY(exported(ModelFormat::Archive, path("there"), {}, true).ok());
        QVERIFY(*readFile(path("there")) != "mine");
    }

    void aStopLeavesNothing() {
        for (const auto format : {ModelFormat::HuggingFace, ModelFormat::Archive}) {
            std::stop_source stop;
            const auto before = filesIn(m_folder->path().toStdString());
            const auto done = exported(format, path("out"), stop.get_token(), false,
                [&](std::uint64_t, std::uint64_t) { stop.request_stop(); });
            QCOMPARE(done.error().code, ErrorCode::Cancelled);
            QCOMPARE(filesIn(m_folder->path().toStdString()), before);
        }
        // What an interrupted export left is no hindrance.
        write(path(".out.part/old"), "x");
        QVERIFY(exported(ModelFormat::HuggingFace, path("out")).ok());
        QCOMPARE(filesIn(path("out")).size(), std::size_t(4));
    }

    void unknownRunsAreNamed() {
        const auto reader = *m_project->reader();
        ExportModelRequest request;
        request.run = "q";
        request.target = path("out");
        const auto done = exportModel(*reader, m_project->filesFolder(), request);
        QCOMPARE(done.error().code, ErrorCode::NotFound);
        QVERIFY(done.error().remedy.find('r') != std::string::npos);
    }

    void formatsHaveNames() {
        for (const auto format :
            {ModelFormat::HuggingFace, ModelFormat::Onnx, ModelFormat::Archive})
            QVERIFY(modelFormatFromName(modelFormatName(format)) == format);
        for (const char* name : {"", "HF", "zip", "onnx "})
            QVERIFY(!modelFormatFromName(name));
    }
};

QTEST_GUILESS_MAIN(TstHandOverModel)
#include "tst_hand_over_model.moc"
