// SPDX-License-Identifier: GPL-3.0-or-later
// Encoders on this machine: described, added, taken out, brought back, checked.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/model/model_library.h"
#include "core/base/files.h"

#include <nlohmann/json.hpp>
#endif
#include <algorithm>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
namespace fs = std::filesystem;

class TstModelLibrary : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;

    fs::path path(const std::string& name) const {
        return fs::path(m_folder->path().toStdString()) / name;
    }
    static void write(const fs::path& file, const std::string& bytes) {
        fs::create_directories(file.parent_path());
        if (!writeFileAtomic(file, bytes))
            qFatal("not written");
    }
    fs::path model(const std::string& name, const std::string& card = {}) const {
        const auto folder = path(name);
        write(folder / "config.json",
            R"({"model_type":"bert","num_hidden_layers":6,"hidden_size":384})");
        write(folder / "model.safetensors", "weights of " + name);
        write(folder / "vocab.txt", "[PAD]\n[UNK]\n");
        write(folder / "training_args.bin", "a pickle");
        write(folder / "optimizer.pt", "another");
        if (!card.empty())
            write(folder / "README.md", card);
        return folder;
    }
    ModelLibrary library() const { return ModelLibrary({}, path("user")); }
    std::vector<std::string> names(const ModelLibrary& of) const {
        std::vector<std::string> out;
        for (const auto& entry : of.list())
            out.push_back(entry.name);
        return out;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aFolderIsDescribed() {
        const auto entry = describeModelFolder(model("m"));
        QVERIFY(entry.ok());
        QCOMPARE(entry->name, std::string("m"));
        QCOMPARE(entry->modelType, std::string("bert"));
        QCOMPARE(entry->layers, std::int64_t(6));
        QCOMPARE(entry->hidden, std::int64_t(384));
        QCOMPARE(entry->licence, std::string("unknown"));
        QVERIFY(entry->languages.empty());
        std::uint64_t bytes = 0; // of what a model needs, not of what lies beside it
        for (const char* file : {"config.json", "model.safetensors", "vocab.txt"})
            bytes += fs::file_size(path("m") / file);
        QCOMPARE(entry->bytes, bytes);
        write(path("m/config.json"), R"({"model_type":"distilbert","n_layers":3,"dim":64})");
        QCOMPARE(describeModelFolder(path("m"))->layers, std::int64_t(3));
        QCOMPARE(describeModelFolder(path("m"))->hidden, std::int64_t(64));
        write(path("m/config.json"), R"({"model_type":5,"num_hidden_layers":"six"})");
        QCOMPARE(describeModelFolder(path("m"))->modelType, std::string("unknown"));
        QCOMPARE(describeModelFolder(path("m"))->layers, std::int64_t(0));
    }

    void whatTheCardStates_data() {
        QTest::addColumn<QByteArray>("card");
        QTest::addColumn<QByteArray>("licence");
        QTest::addColumn<QByteArray>("languages"); // apart by blanks
        const auto row = [](const char* name, const char* card, const char* licence,
                             const char* languages) {
            QTest::newRow(name) << QByteArray(card) << QByteArray(licence) << QByteArray(languages);
        };
        row("a word", "---\nlicense: mit\nlanguage: en\n---\n# M", "mit", "en");
        row("the other order", "---\nlanguage: en\nlicense: mit\n---\n", "mit", "en");
        row("a list", "---\nlanguage:\n- en\n- de\nlicense: mit\n---\n", "mit", "en de");
        row("an indented list", "---\nlanguage:\n  - en\n  - zh\n---\n", "unknown", "en zh");
        row("brackets", "---\nlanguage: [en, 'de', \"fr\"]\nlicense: 'gpl-3.0'\n---\n", "gpl-3.0",
            "en de fr");
        row("CRLF", "---\r\nlicense: mit\r\nlanguage:\r\n- en\r\n- de\r\n---\r\n", "mit", "en de");
        row("a list at the end", "---\nlicense: mit\nlanguage:\n- en\n---\n", "mit", "en");
        row("an empty value", "---\nlicense:\nlanguage:\n---\n", "unknown", "");
        row("no end", "---\nlicense: mit\n", "unknown", "");
        row("no head", "# M\nlicense: mit\n", "unknown", "");
        row("below the head", "---\ntags: x\n---\nlicense: mit\n", "unknown", "");
        row("another key that ends so", "---\nsub-license: mit\n---\n", "unknown", "");
        row("another key that begins so", "---\nlicense_name: mine\nlicense: other\n---\n", "other",
            "");
        row("nothing but a line", "---", "unknown", "");
    }
    void whatTheCardStates() {
        QFETCH(QByteArray, card);
        QFETCH(QByteArray, licence);
        QFETCH(QByteArray, languages);
        const auto entry = describeModelFolder(model("m", card.toStdString()));
        QVERIFY(entry.ok());
        QCOMPARE(QByteArray::fromStdString(entry->licence), licence);
        QByteArrayList found;
        for (const auto& language : entry->languages)
            found << QByteArray::fromStdString(language);
        QCOMPARE(found.join(' '), languages);
    }

    void whatIsNoModelIsRefused() {
        const auto code = [&](const fs::path& folder) {
            const auto entry = describeModelFolder(folder);
            if (!entry && (entry.error().where.empty() || entry.error().remedy.empty()))
                qFatal("an error without its place or remedy");
            return entry ? ErrorCode::Internal : entry.error().code;
        };
        QCOMPARE(code(path("nowhere")), ErrorCode::NotFound);
        const auto folder = model("m");
        QCOMPARE(code(folder / "config.json"), ErrorCode::NotFound); // a file
        fs::remove(folder / "model.safetensors");
        QCOMPARE(code(folder), ErrorCode::NotFound);
        write(folder / "pytorch_model.bin", "a pickle");
        QCOMPARE(code(folder), ErrorCode::Unsafe);
        write(folder / "model-00001-of-00002.safetensors", "half"); // several files are weights too
        QCOMPARE(code(folder), ErrorCode::Internal);
        write(folder / "config.json", "[1]");
        QCOMPARE(code(folder), ErrorCode::BadConfig);
        fs::remove(folder / "config.json");
        QCOMPARE(code(folder), ErrorCode::NotFound);
    }

    void namesAreNames_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("sound");
        for (const char* name : {"a", "MiniLM-L6.v2", "x_1", "-", "9"})
            QTest::newRow(name) << QByteArray(name) << true;
        for (const char* name : {"", ".", "..", ".hidden", "a/b", "a b", "ä", "a\n", "a\\b", "a:b"})
            QTest::newRow(qPrintable(QStringLiteral("no: ") + QString::fromUtf8(name)))
                << QByteArray(name) << false;
        QTest::newRow("100 letters") << QByteArray(100, 'a') << true;
        QTest::newRow("101 letters") << QByteArray(101, 'a') << false;
    }
    void namesAreNames() {
        QFETCH(QByteArray, name);
        QFETCH(bool, sound);
        QCOMPARE(isModelName(name.toStdString()), sound);
        if (!sound) {
            auto models = library();
            QCOMPARE(models.add(model("m"), name.toStdString()).error().code,
                ErrorCode::InvalidArgument);
            QCOMPARE(models.remove(name.toStdString()).error().code, ErrorCode::NotFound);
            QCOMPARE(models.restore(name.toStdString()).error().code, ErrorCode::NotFound);
        }
    }

    void addingKeepsWhatAModelNeeds() {
        auto models = library();
        QVERIFY(models.list().empty()); // the folder is made on first use
        std::vector<std::uint64_t> seen;
        const auto folder = model("m", "---\nlicense: mit\n---\n");
        const auto entry =
            models.add(folder, "mine", {}, [&](std::uint64_t done, std::uint64_t total) {
                seen.push_back(done);
                QVERIFY(done <= total);
            });
        QVERIFY(entry.ok());
        QCOMPARE(seen.size(), std::size_t(4));
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QCOMPARE(seen.back(), entry->bytes);
        QCOMPARE(entry->name, std::string("mine"));
        QCOMPARE(entry->folder, path("user/mine"));
        std::vector<std::string> files;
        for (const auto& item : fs::directory_iterator(path("user/mine")))
            files.push_back(item.path().filename().string());
        std::sort(files.begin(), files.end());
        QCOMPARE(files,
            (std::vector<std::string>{
                "README.md", "config.json", "model.json", "model.safetensors", "vocab.txt"}));
        for (const auto& [file, hash] : entry->sha256)
            QCOMPARE(hash, *sha256File(path("user/mine") / file));
        QCOMPARE(entry->sha256.size(), std::size_t(4));
        const auto listed = models.list();
        QCOMPARE(listed.size(), std::size_t(1));
        QCOMPARE(listed[0].source, folder.string());
        QVERIFY(listed[0].sha256 == entry->sha256);
        QVERIFY(!listed[0].builtIn);
        QCOMPARE(models.find("mine")->folder, entry->folder);
        // Another source is said, and a second one of the name is not taken.
        QCOMPARE(models.add(folder, "other", {}, {}, "an address")->source, "an address");
        QCOMPARE(models.find("other")->source, std::string("an address"));
        QCOMPARE(models.add(folder, "mine").error().code, ErrorCode::AlreadyExists);
        QCOMPARE(models.add(path("nowhere"), "third").error().code, ErrorCode::NotFound);
    }

    void aStopLeavesNothing() {
        auto models = library();
        std::stop_source stop;
        const auto stopped =
            models.add(model("m"), "mine", stop.get_token(), [&](std::uint64_t, std::uint64_t) {
                stop.request_stop(); // after the first file
            });
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QVERIFY(fs::is_empty(path("user")));
        QVERIFY(models.list().empty());
        QVERIFY(models.add(path("m"), "mine").ok());
    }

    void removedModelsComeBackUntilAnotherGoes() {
        auto models = library();
        for (const char* name : {"a", "b"})
            QVERIFY(models.add(model("m"), name).ok());
        const auto before = *models.find("a");
        QVERIFY(models.remove("a").ok());
        QCOMPARE(names(models), std::vector<std::string>{"b"});
        QCOMPARE(models.remove("a").error().code, ErrorCode::NotFound);
        QVERIFY(models.restore("a").ok());
        QCOMPARE(models.find("a")->sha256, before.sha256);
        QCOMPARE(models.restore("a").error().code, ErrorCode::NotFound);
        QVERIFY(models.remove("a").ok());
        QVERIFY(models.remove("b").ok()); // takes the place of "a"
        QCOMPARE(models.restore("a").error().code, ErrorCode::NotFound);
        QVERIFY(models.add(path("m"), "b").ok());
        QCOMPARE(models.restore("b").error().code, ErrorCode::AlreadyExists);
    }

    void builtInModelsStay() {
        const auto folder = model("shipped");
        ModelLibrary models({{"minilm", folder}, {"absent", path("nowhere")}}, path("user"));
        QCOMPARE(names(models), std::vector<std::string>{"minilm"});
        QVERIFY(models.list()[0].builtIn);
        QCOMPARE(models.remove("minilm").error().code, ErrorCode::ReadOnly);
        QVERIFY(fs::exists(folder / "config.json"));
        QCOMPARE(models.add(model("m"), "minilm").error().code, ErrorCode::AlreadyExists);
        // Its published hash is known: these weights are others.
        QCOMPARE(*models.verify("minilm"), std::vector<std::string>{"model.safetensors"});
    }

    void whatIsNotThereIsNamed() {
        auto models = library();
        QVERIFY(models.find("minilm").error().remedy.find("none") != std::string::npos);
        QVERIFY(models.add(model("m"), "minilm").ok());
        const auto near = models.find("minilmm").error();
        QCOMPARE(near.code, ErrorCode::NotFound);
        QVERIFY(near.remedy.find("minilm") != std::string::npos);
        QVERIFY(models.find("zzz").error().remedy.find("minilm") != std::string::npos);
        QCOMPARE(models.find(path("m").string())->name, std::string("m")); // a folder will do
        QCOMPARE(models.find(path("user").string()).error().code, ErrorCode::NotFound);
    }

    void everyChangedFileIsNamed() {
        auto models = library();
        QVERIFY(models.add(model("m"), "mine").ok());
        QVERIFY(models.verify("mine")->empty());
        write(path("user/mine/vocab.txt"), "other words");
        fs::remove(path("user/mine/config.json"));
        write(path("user/mine/config.json"), R"({"model_type":"bert"})");
        QCOMPARE(*models.verify("mine"), (std::vector<std::string>{"config.json", "vocab.txt"}));
        fs::remove(path("user/mine/vocab.txt"));
        QCOMPARE(models.verify("mine")->size(), std::size_t(2));
        QCOMPARE(models.verify("yours").error().code, ErrorCode::NotFound);
        // A folder that was only put there: nothing is known of it.
        fs::copy(path("m"), path("user/put"), fs::copy_options::recursive);
        QCOMPARE(models.verify("put").error().code, ErrorCode::Unsupported);
    }

    void aDamagedRecordLosesNoModel_data() {
        QTest::addColumn<QByteArray>("record");
        for (const char* record :
            {"", "{", "[]", "null", R"({"source":5})", R"({"source":null,"sha256":[]})",
                R"({"sha256":{"vocab.txt":1}})", R"({"revision":{},"sha256":"x"})"})
            QTest::newRow(record) << QByteArray(record);
    }
    void aDamagedRecordLosesNoModel() {
        QFETCH(QByteArray, record);
        auto models = library();
        QVERIFY(models.add(model("m"), "mine").ok());
        write(path("user/mine/model.json"), record.toStdString());
        const auto listed = models.list();
        QCOMPARE(listed.size(), std::size_t(1));
        QCOMPARE(listed[0].name, std::string("mine"));
        QVERIFY(listed[0].sha256.empty());
        QCOMPARE(models.verify("mine").error().code, ErrorCode::Unsupported);
    }

    void whatLiesBesideIsNoModel() {
        auto models = library();
        QVERIFY(models.add(model("m"), "mine").ok());
        write(path("user/note.txt"), "x");
        fs::create_directories(path("user/empty"));
        fs::copy(path("m"), path("user/.half.part"), fs::copy_options::recursive);
        fs::copy(path("m"), path("user/two words"), fs::copy_options::recursive);
        QCOMPARE(names(models), std::vector<std::string>{"mine"});
    }
};

QTEST_GUILESS_MAIN(TstModelLibrary)
#include "tst_model_library.moc"
