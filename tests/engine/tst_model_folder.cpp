// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of models: written and read again, refused with a reason, whole or not at all.
#include "tests/engine/model_samples.h"

using namespace evenspan;
using namespace evenspan::engine;

class TestModelFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void foldersGoThereAndBack_data();
    void foldersGoThereAndBack();
    void refusedFolders_data();
    void refusedFolders();
    void savesWholeOrNotAtAll();
    void tokenizerSettings_data();
    void tokenizerSettings();
};

void TestModelFolder::foldersGoThereAndBack_data() {
    familyRows();
    for (const char* type : {"roberta", "xlm-roberta", "camembert"})
        QTest::newRow(type) << type;
}

void TestModelFolder::foldersGoThereAndBack() {
    QFETCH(QString, type);
    Philox rng(3);
    const auto config = smallConfig(type.toStdString(), rng);
    const auto weights = randomWeights(config, rng);
    Place place;
    auto done = saveModelFolder(place.model, config, kTags, weights, place.encoder, "# Card\n");
    QVERIFY2(done.ok(), done.ok() ? "" : done.error().text().c_str());
    QCOMPARE(place.names(place.model),
        (std::vector<std::string>{"README.md", "config.json", "model.safetensors", "tokenizer.json",
            "tokenizer_config.json", "vocab.txt"}));
    QCOMPARE(place.names(place.root), (std::vector<std::string>{"encoder", "model"}));
    for (const char* name : {"vocab.txt", "tokenizer.json"})
        QCOMPARE(*readFile(place.model / name), *readFile(place.encoder / name));

    auto opened = openModelFolder(place.model);
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().text().c_str());
    QCOMPARE(opened->id2label, kTags);
    QCOMPARE(opened->sha256, *sha256File(place.model / "model.safetensors"));
    const ModelFolder copy = *opened; // the views outlive the first owner
    opened = Error{};
    QVERIFY(same(copy.weights, views(weights)));
    // The same model gives the same bytes.
    const auto twin = place.root / "twin";
    QVERIFY(saveModelFolder(twin, copy.config, copy.id2label, copy.weights, place.model, "# Card\n")
                .ok());
    for (const auto& name : place.names(place.model))
        QCOMPARE(*readFile(twin / name), *readFile(place.model / name));
}

void TestModelFolder::refusedFolders_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, ErrorCode code) {
        QTest::newRow(name) << QString::fromLatin1(name) << static_cast<int>(code);
    };
    row("no folder", ErrorCode::NotFound);
    row("no config", ErrorCode::NotFound);
    row("no weights", ErrorCode::NotFound);
    row("only a pickle", ErrorCode::Unsafe);
    row("a pickle in disguise", ErrorCode::Unsafe);
    row("shard outside", ErrorCode::Unsafe);
    row("shard a pickle", ErrorCode::Unsafe);
    row("shard missing", ErrorCode::NotFound);
    row("index broken", ErrorCode::BadConfig);
    row("weights cut", ErrorCode::Corrupt);
    row("config of another model", ErrorCode::BadConfig);
}

void TestModelFolder::refusedFolders() {
    QFETCH(QString, change);
    QFETCH(int, code);
    Philox rng(3);
    const auto config = smallConfig("bert", rng);
    Place place;
    QVERIFY(
        saveModelFolder(place.model, config, kTags, randomWeights(config, rng), place.encoder, "")
            .ok());
    const fs::path weights = place.model / "model.safetensors";
    const fs::path index = place.model / "model.safetensors.index.json";
    const std::string bytes = *readFile(weights);
    if (change == QLatin1String("no folder"))
        fs::remove_all(place.model);
    else if (change == QLatin1String("no config"))
        fs::remove(place.model / "config.json");
    else if (change == QLatin1String("weights cut"))
        Place::put(weights, bytes.substr(0, bytes.size() - 4));
    else if (change == QLatin1String("a pickle in disguise"))
        Place::put(weights, std::string("PK\x03\x04\x14\0\0\0\x08\0", 10));
    else if (change == QLatin1String("config of another model")) {
        auto other = config;
        other.intermediate += 1;
        Place::put(place.model / "config.json", configToJson(other, kTags));
    } else {
        fs::remove(weights);
        if (change == QLatin1String("only a pickle"))
            Place::put(place.model / "pytorch_model.bin", "\x80\x02");
        else if (change == QLatin1String("shard outside"))
            Place::put(index, R"({"weight_map":{"a":"../secret.safetensors"}})");
        else if (change == QLatin1String("shard a pickle"))
            Place::put(index, R"({"weight_map":{"a":"pytorch_model-00001.bin"}})");
        else if (change == QLatin1String("shard missing"))
            Place::put(index, R"({"weight_map":{"a":"model-00001.safetensors"}})");
        else if (change == QLatin1String("index broken"))
            Place::put(index, R"({"weight_map":[]})");
    }
    auto opened = openModelFolder(place.model);
    QVERIFY(!opened.ok());
    QCOMPARE(static_cast<int>(opened.error().code), code);
    QVERIFY(!opened.error().where.empty() && !opened.error().remedy.empty());
}

void TestModelFolder::savesWholeOrNotAtAll() {
    Philox rng(3);
    const auto config = smallConfig("bert", rng);
    auto weights = randomWeights(config, rng);
    Place place;
    const auto refused = [&](const fs::path& target, const std::vector<std::string>& tags,
                             const fs::path& tokenizer) {
        auto done = saveModelFolder(target, config, tags, weights, tokenizer, "");
        return done ? ErrorCode::Internal : done.error().code;
    };
    QCOMPARE(refused(place.model, {"O"}, place.encoder), ErrorCode::InvalidArgument);
    QCOMPARE(refused(place.model, {"O", "O", "B"}, place.encoder), ErrorCode::InvalidArgument);
    QCOMPARE(refused(place.model, kTags, place.root / "none"), ErrorCode::NotFound);
    QCOMPARE(refused(place.root / "none/model", kTags, place.encoder), ErrorCode::NotFound);
    QCOMPARE(refused(place.encoder, kTags, place.encoder), ErrorCode::AlreadyExists);
    weights.erase("classifier.weight");
    QCOMPARE(refused(place.model, kTags, place.encoder), ErrorCode::BadConfig);
    QCOMPARE(place.names(place.root), (std::vector<std::string>{"encoder"}));
    QCOMPARE(place.names(place.encoder), (std::vector<std::string>{"tokenizer.json", "vocab.txt"}));
}

void TestModelFolder::tokenizerSettings_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("has");
    QTest::addColumn<QByteArray>("hasNot");
    QTest::newRow("none") << QByteArray() << QByteArray(R"("model_max_length": 6)") << QByteArray();
    QTest::newRow("too long") << QByteArray(R"({"model_max_length":1e30})")
                              << QByteArray(R"("model_max_length": 6)") << QByteArray("1e");
    QTest::newRow("shorter") << QByteArray(R"({"model_max_length":5})")
                             << QByteArray(R"("model_max_length": 5)") << QByteArray();
    QTest::newRow("class kept") << QByteArray(R"({"tokenizer_class":"BertTokenizerFast"})")
                                << QByteArray("BertTokenizerFast")
                                << QByteArray("\"BertTokenizer\"");
    QTest::newRow("code left out") << QByteArray(R"({"auto_map":{"AutoTokenizer":"x.py"}})")
                                   << QByteArray("BertTokenizer") << QByteArray("x.py");
}

void TestModelFolder::tokenizerSettings() {
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, has);
    QFETCH(QByteArray, hasNot);
    Philox rng(3);
    const auto config = smallConfig("bert", rng);
    Place place;
    if (!source.isEmpty())
        Place::put(place.encoder / "tokenizer_config.json", source.toStdString());
    QVERIFY(
        saveModelFolder(place.model, config, kTags, randomWeights(config, rng), place.encoder, "")
            .ok());
    const auto text = QByteArray::fromStdString(*readFile(place.model / "tokenizer_config.json"));
    QVERIFY2(text.contains(has), text.constData());
    QVERIFY(hasNot.isEmpty() || !text.contains(hasNot));
}

QTEST_APPLESS_MAIN(TestModelFolder)
#include "tst_model_folder.moc"
