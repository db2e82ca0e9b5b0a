// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between runs, and which of them differ by their seed alone.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/runs/run_settings.h"
#include "core/engine/recipe.h"

#include <nlohmann/json.hpp>
#endif
#include <algorithm>
#include <QTest>
#include <set>

using namespace evenspan;
using Json = nlohmann::ordered_json;

namespace {

Json record() {
    return Json::parse(R"({"model":{"sha256":"m1"},"tags":["O","B-PER","I-PER"],
        "where":{"language":"en"},"micro_batch":8,
        "data":{"learnt_sentences":120,"train":{"sha256":"t1"},"validation":{"sha256":"v1"},
                "held_out":{"chosen":12}},
        "compute":{"torch":"2.11","device":"cpu","cuda":"","cpu_features":["avx2"],
                   "precision":"fp32","matmul":"fp32:mkl","threads":2},
        "result":{"seconds":12.5}})");
}

store::RunRow run(const std::string& recipe, const Json& made = record()) {
    store::RunRow out;
    out.name = "run";
    out.recipe = recipe;
    out.record = made.dump();
    return out;
}

const RunSetting* find(const std::vector<RunSetting>& all, const std::string& key) {
    for (const auto& one : all)
        if (one.key == key)
            return &one;
    return nullptr;
}

} // namespace

class TstRunSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKeyOfTheRecipeIsThere() {
        const auto settings = settingsOf({run("{}"), run(R"({"epochs":3})")});
        std::vector<std::string> keys;
        for (const auto& one : settings)
            if (one.part == RunSetting::Recipe && !one.differs)
                keys.push_back(one.key);
        std::vector<std::string> expected;
        for (const auto& key : engine::recipeKeys())
            if (key.name != "epochs")
                expected.push_back(key.name);
        QCOMPARE(keys, expected); // in the recipe's own order
        for (const auto& one : settings)
            QCOMPARE(one.values.size(), std::size_t(2));
    }

    void whatDiffersStandsFirst() {
        auto other = record();
        other["compute"]["torch"] = "2.12";
        other["data"]["train"]["sha256"] = "t2";
        const auto settings =
            settingsOf({run(R"({"seed":1,"epochs":2})"), run(R"({"seed":2,"epochs":2})", other),
                run(R"({"seed":1,"epochs":2,"batch_size":32})")});
        std::vector<std::string> first;
        for (const auto& one : settings)
            if (one.differs)
                first.push_back(one.key);
        QCOMPARE(
            first, (std::vector<std::string>{"batch_size", "seed", "training sha256", "torch"}));
        QVERIFY(std::is_partitioned(
            settings.begin(), settings.end(), [](const RunSetting& one) { return one.differs; }));
        QCOMPARE(find(settings, "seed")->values, (std::vector<std::string>{"1", "2", "1"}));
        QCOMPARE(find(settings, "batch_size")->values,
            (std::vector<std::string>{"16", "16", "32"})); // the default of those that do not say
        QCOMPARE(find(settings, "epochs")->values, (std::vector<std::string>(3, "2.0")));
    }

    void recordsAreShownAsTheyAre_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("part");
        const auto row = [](const char* key, const char* value, RunSetting::Part part) {
            QTest::newRow(key) << QByteArray(key) << QByteArray(value) << int(part);
        };
        row("model sha256", "m1", RunSetting::Model);
        row("training sentences", "120", RunSetting::Data);
        row("training sha256", "t1", RunSetting::Data);
        row("validation sha256", "v1", RunSetting::Data);
        row("held out", "12", RunSetting::Data);
        row("where", R"({"language":"en"})", RunSetting::Data);
        row("tags", R"(["O","B-PER","I-PER"])", RunSetting::Data);
        row("torch", "2.11", RunSetting::Environment);
        row("device", "cpu", RunSetting::Environment);
        row("cpu_features", R"(["avx2"])", RunSetting::Environment);
        row("precision", "fp32", RunSetting::Environment);
        row("matmul", "fp32:mkl", RunSetting::Environment);
        row("threads", "2", RunSetting::Environment);
        row("micro_batch", "8", RunSetting::Environment);
    }
    void recordsAreShownAsTheyAre() {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        QFETCH(int, part);
        const auto settings = settingsOf({run("{}"), run("{}", Json::object())});
        bool found = false;
        for (const auto& each : settings)
            if (each.key == key.toStdString() && int(each.part) == part) {
                found = true;
                QCOMPARE(QByteArray::fromStdString(each.values[0]), value);
                QVERIFY(each.values[1].empty()); // the other run did not record it
                QVERIFY(each.differs);
            }
        QVERIFY(found);
    }

    void whatNobodyRecordedIsLeftOut() {
        // "cuda" is empty in both, as on a machine without one.
        const auto settings = settingsOf({run("{}"), run("{}")});
        QVERIFY(!find(settings, "cuda"));
        const auto bare = settingsOf({run("{}", Json::object())});
        for (const auto& one : bare) {
            QVERIFY(one.part == RunSetting::Recipe);
            QVERIFY(!one.differs); // one run differs from nobody
        }
        QVERIFY(settingsOf({}).empty());
    }

    // A run of a newer program, or a damaged one, is shown as far as it can be read.
    void recipesThatAreNotUnderstoodAreShownToo() {
        const auto settings =
            settingsOf({run(R"({"seed":1})"), run(R"({"seed":1,"shiny_new_key":[1,2]})")});
        const auto* key = find(settings, "shiny_new_key");
        QVERIFY(key && key->differs);
        QCOMPARE(key->values, (std::vector<std::string>{"", "[1,2]"}));
        QVERIFY(find(settings, "epochs")->values[1].empty());
        auto broken = run("no JSON");
        broken.record = "[1]";
        const auto both = settingsOf({run("{}"), broken});
        QVERIFY(!both.empty());
        for (const auto& one : both)
            QVERIFY(one.values[1].empty());
    }

    void seedsMakeNoOtherGroup() {
        const auto base = seedGroupKey(run(R"({"seed":1,"epochs":2})"));
        QCOMPARE(seedGroupKey(run(R"({"epochs":2,"seed":99})")), base);
        QCOMPARE(seedGroupKey(run(R"({"epochs":2.0})")), base);
        auto elsewhere = record(); // another machine, another validation: the same group
        elsewhere["compute"]["torch"] = "2.12";
        elsewhere["data"]["validation"]["sha256"] = "v2";
        QCOMPARE(seedGroupKey(run(R"({"epochs":2})", elsewhere)), base);
    }

    void everythingElseDoes() {
        std::set<std::string> keys{seedGroupKey(run("{}"))};
        for (const char* recipe : {R"({"epochs":2})", R"({"batch_size":8})",
                 R"({"learning_rate":0.001})", R"({"model":"other"})", R"({"schedule":"cosine"})"})
            QVERIFY(keys.insert(seedGroupKey(run(recipe))).second);
        for (const char* where : {"/model/sha256", "/data/train/sha256", "/tags"}) {
            auto other = record();
            other[Json::json_pointer(where)] = "x";
            QVERIFY2(keys.insert(seedGroupKey(run("{}", other))).second, where);
        }
    }

    void secondsOfTraining_data() {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<double>("seconds");
        QTest::newRow("said") << QByteArray(R"({"result":{"seconds":12.5}})") << 12.5;
        QTest::newRow("whole") << QByteArray(R"({"result":{"seconds":3}})") << 3.0;
        QTest::newRow("not finished") << QByteArray("{}") << 0.0;
        QTest::newRow("no result") << QByteArray(R"({"result":null})") << 0.0;
        QTest::newRow("no seconds") << QByteArray(R"({"result":{}})") << 0.0;
        QTest::newRow("words") << QByteArray(R"({"result":{"seconds":"long"}})") << 0.0;
        QTest::newRow("no JSON") << QByteArray("{") << 0.0;
        QTest::newRow("nothing") << QByteArray() << 0.0;
    }
    void secondsOfTraining() {
        QFETCH(QByteArray, record);
        QFETCH(double, seconds);
        store::RunRow row;
        row.record = record.toStdString();
        QCOMPARE(trainingSeconds(row), seconds);
    }

    void partsHaveNames() {
        QCOMPARE(settingPartName(RunSetting::Recipe), "recipe");
        QCOMPARE(settingPartName(RunSetting::Model), "model");
        QCOMPARE(settingPartName(RunSetting::Data), "data");
        QCOMPARE(settingPartName(RunSetting::Environment), "environment");
    }
};

QTEST_APPLESS_MAIN(TstRunSettings)
#include "tst_run_settings.moc"
