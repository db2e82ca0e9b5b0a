// SPDX-License-Identifier: GPL-3.0-or-later
// The space that a search goes through: what is read, where values lie, how a grid is laid.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/search/space.h"
#include "core/base/rng.h"

#include <nlohmann/json.hpp>
#endif
#include <algorithm>
#include <cmath>
#include <QTest>
#include <set>

using namespace evenspan;
using namespace evenspan::search;
using Json = nlohmann::ordered_json;

namespace {

Space spaceOf(const std::string& json) {
    auto space = spaceFromJson(json);
    if (!space)
        qFatal("%s", space.error().text().c_str());
    return *space;
}
Parameter range(double low, double high, double step = 0, bool log = false, bool whole = false) {
    Parameter out;
    out.key = "learning_rate";
    out.low = low;
    out.high = high;
    out.step = step;
    out.log = log;
    out.whole = whole;
    return out;
}
Parameter list(std::size_t size) {
    Parameter out;
    out.key = "schedule";
    for (std::size_t i = 0; i < size; ++i)
        out.choices.push_back(std::to_string(i));
    return out;
}
bool near(double a, double b, double by = 1e-9) {
    return std::abs(a - b) <= by * std::max({1.0, std::abs(a), std::abs(b)});
}

} // namespace

class TstSpace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKeyOfTheRecipeCanBeSearched() {
        const Json defaults = Json::parse(engine::recipeToJson({}));
        for (const auto& [key, value] : defaults.items()) {
            Json json;
            json[key] = Json::array({value});
            const auto space = spaceFromJson(json.dump());
            QVERIFY2(space.ok(), key.c_str());
            QCOMPARE(space->parameters.size(), std::size_t(1));
            QCOMPARE(space->parameters[0].whole, value.is_number_integer());
            const auto recipe = recipeAt(*space, {0}, {});
            QVERIFY(recipe.ok());
            QVERIFY(*recipe == engine::Recipe{});
        }
    }

    void rangesHaveTheirEnds_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("sound");
        const auto row = [](const char* json, bool sound) {
            QTest::newRow(json) << QByteArray(json) << sound;
        };
        row(R"({"batch_size":{"min":1,"max":4096}})", true);
        row(R"({"batch_size":{"min":0,"max":16}})", false); // no recipe has 0
        row(R"({"batch_size":{"min":1,"max":4097}})", false);
        row(R"({"batch_size":{"min":1.5,"max":16}})", false); // half a sentence
        row(R"({"batch_size":{"min":1,"max":16.25}})", false);
        row(R"({"batch_size":{"min":1.0,"max":16.0}})", true);
        row(R"({"seed":{"min":0,"max":1e300}})", false);
        row(R"({"dropout":{"min":0,"max":0.5,"points":1}})", false);
        row(R"({"dropout":{"min":0,"max":0.5,"points":2}})", true);
        row(R"({"dropout":{"min":0,"max":0.5,"points":2.5}})", false);
        row(R"({"dropout":{"min":0,"max":0.5,"points":1e300}})", false);
        row(R"({"dropout":{"min":0,"max":0.5,"points":-2}})", false);
        row(R"({"dropout":{"min":0,"max":0.5,"step":-0.1}})", false);
        row(R"({"dropout":{"min":0,"max":0.5,"step":true}})", false);
        row(R"({"dropout":{"min":0.5,"max":0.5}})", false);
        row(R"({"dropout":{"min":null,"max":0.5}})", false);
        row(R"({"dropout":{}})", false);
        row(R"({"dropout":[[0.1]]})", false);
        row(R"({"deterministic":[true,false]})", true);
        row(R"({"deterministic":{"min":0,"max":1}})", false);
        row(R"({"model":["minilm","run:a"]})", true);
        row("null", false);
        row("", false);
        row("{\"dropout\":[0.1],", false);
    }
    void rangesHaveTheirEnds() {
        QFETCH(QByteArray, json);
        QFETCH(bool, sound);
        const auto space = spaceFromJson(json.toStdString());
        QCOMPARE(space.ok(), sound);
        if (!sound) {
            QVERIFY(space.error().code == ErrorCode::BadConfig);
            QVERIFY(!space.error().what.empty() && !space.error().where.empty());
            QVERIFY(!space.error().remedy.empty());
        } else {
            QVERIFY(spaceOf(spaceToJson(*space)) == *space);
        }
    }

    void aNearMissIsNamed() {
        const auto error = spaceFromJson(R"({"dropout":{"min":0,"maxx":1}})").error();
        QVERIFY(error.where.find("dropout") != std::string::npos);
        QVERIFY(error.remedy.find("max") != std::string::npos);
        QCOMPARE(spaceFromJson("{}").error().code, ErrorCode::Empty);
    }

    // The nearest of all values that there are.
    void snappingFindsTheNearest() {
        Philox rng(41);
        for (int round = 0; round < 4000; ++round) {
            const double low = std::floor(rng.uniform() * 20) / 4, step = 0.25 * (1 + rng.below(5));
            const auto count = 1 + rng.below(9);
            // The last step may not reach the end.
            const double high = low + double(count) * step + step * 0.4 * double(rng.below(2));
            const auto parameter = range(low, high, step);
            std::vector<double> values;
            for (std::uint64_t n = 0; n <= count; ++n)
                values.push_back(low + double(n) * step);
            const double asked = low - 2 + rng.uniform() * (high - low + 4);
            const double found = snapped(parameter, asked);
            double least = INFINITY;
            for (const double value : values)
                least = std::min(least, std::abs(value - std::clamp(asked, low, high)));
            QVERIFY(std::any_of(
                values.begin(), values.end(), [&](double v) { return near(v, found); }));
            QVERIFY(near(std::abs(found - std::clamp(asked, low, high)), least));
            QCOMPARE(snapped(parameter, found), found);
        }
        QCOMPARE(snapped(range(1, 2), 1.7), 1.7); // anywhere between
        QCOMPARE(snapped(range(1, 2), 7), 2.0);
        QCOMPARE(snapped(list(3), 1.4), 1.0);
        QCOMPARE(snapped(list(3), -9), 0.0);
        QCOMPARE(snapped(list(3), 9), 2.0);
    }

    void unitsAreTheWayThereAndBack() {
        Philox rng(42);
        for (int round = 0; round < 2000; ++round) {
            const double low = 1e-6 + rng.uniform(), high = low + 1e-3 + 10 * rng.uniform();
            for (const bool log : {false, true}) {
                const auto parameter = range(low, high, 0, log);
                const double unit = rng.uniform();
                const double value = valueAt(parameter, unit);
                QVERIFY(value >= low && value <= high);
                QVERIFY(near(unitOf(parameter, value), unit, 1e-7));
                QVERIFY(near(value,
                    log ? low * std::pow(high / low, unit) : low + unit * (high - low), 1e-7));
            }
        }
        for (const auto& parameter : {range(2, 8), range(2, 8, 0, true), range(2, 8, 3)}) {
            QVERIFY(near(valueAt(parameter, 0), 2) && near(valueAt(parameter, -5), 2));
            QVERIFY(near(valueAt(parameter, 1), 8) && near(valueAt(parameter, 5), 8));
            QVERIFY(near(unitOf(parameter, 2), 0) && near(unitOf(parameter, 8), 1));
        }
        QCOMPARE(unitOf(list(1), 0), 0.0); // one choice lies nowhere else
        QCOMPARE(valueAt(list(1), 0.7), 0.0);
        for (double n = 0; n < 4; ++n)
            QCOMPARE(valueAt(list(4), unitOf(list(4), n)), n);
    }

    void pointsBecomeRecipes() {
        const auto space = spaceOf(R"({"learning_rate":{"min":1e-5,"max":1e-3,"log":true},
            "batch_size":{"min":2,"max":64},"schedule":["linear","cosine"],"deterministic":[true]})");
        // By key: batch_size, deterministic, learning_rate, schedule.
        engine::Recipe base;
        base.epochs = 7;
        const auto recipe = *recipeAt(space, {32, 0, 1e-4, 1}, base);
        QCOMPARE(recipe.batch_size, std::int64_t(32));
        QCOMPARE(recipe.learning_rate, 1e-4);
        QCOMPARE(recipe.schedule, std::string("cosine"));
        QVERIFY(recipe.deterministic);
        QCOMPARE(recipe.epochs, 7.0); // what is not searched stays
        QCOMPARE(pointToJson(space, {32, 0, 1e-4, 1}).dump(),
            std::string(R"({"batch_size":32,"deterministic":true,"learning_rate":0.0001,)"
                        R"("schedule":"cosine"})"));
        // A whole number stays whole, however it was drawn.
        QCOMPARE(pointToJson(space, {31.9999, 0, 1e-4, 0})["batch_size"].dump(), std::string("32"));
        QCOMPARE(pointToJson(space, {8}).size(), std::size_t(1));
    }

    // Against counting by hand.
    void gridsAreAllCombinations() {
        const auto space = spaceOf(R"({"batch_size":{"min":4,"max":10,"step":3},
            "dropout":[0.1,0.3],"schedule":["linear","cosine","constant"]})");
        const auto points = *gridOf(space);
        std::vector<Point> expected;
        for (const double size : {4, 7, 10})
            for (const double dropout : {0, 1})
                for (const double schedule : {0, 1, 2})
                    expected.push_back({size, dropout, schedule});
        QVERIFY(points == expected); // the last key turns fastest
        QCOMPARE(gridOf(space, 18)->size(), std::size_t(18));
        const auto refused = gridOf(space, 17);
        QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
        QVERIFY(!refused.error().where.empty() && !refused.error().remedy.empty());
    }

    void rangesOfAGrid_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QList<double>>("values");
        QTest::newRow("five") << QByteArray(R"({"dropout":{"min":0,"max":0.4}})")
                              << QList<double>{0, 0.1, 0.2, 0.3, 0.4};
        QTest::newRow("two") << QByteArray(R"({"dropout":{"min":0,"max":0.4,"points":2}})")
                             << QList<double>{0, 0.4};
        QTest::newRow("steps") << QByteArray(R"({"dropout":{"min":0,"max":0.5,"step":0.2}})")
                               << QList<double>{0, 0.2, 0.4};
        QTest::newRow("steps that end with it")
            << QByteArray(R"({"dropout":{"min":0,"max":0.3,"step":0.1}})")
            << QList<double>{0, 0.1, 0.2, 0.3};
        QTest::newRow("decades") << QByteArray(
            R"({"learning_rate":{"min":1e-5,"max":0.1,"log":true}})")
                                 << QList<double>{1e-5, 1e-4, 1e-3, 1e-2, 1e-1};
        QTest::newRow("whole numbers")
            << QByteArray(R"({"batch_size":{"min":2,"max":5}})") << QList<double>{2, 3, 4, 5};
        QTest::newRow("whole, fewer than points")
            << QByteArray(R"({"batch_size":{"min":2,"max":4,"points":9}})")
            << QList<double>{2, 3, 4};
        QTest::newRow("whole, in the logarithm")
            << QByteArray(R"({"batch_size":{"min":1,"max":4096,"log":true,"points":4}})")
            << QList<double>{1, 16, 256, 4096};
        QTest::newRow("many whole numbers, five of them")
            << QByteArray(R"({"seed":{"min":1,"max":1000000,"log":true,"points":3}})")
            << QList<double>{1, 1000, 1000000};
    }
    void rangesOfAGrid() {
        QFETCH(QByteArray, json);
        QFETCH(QList<double>, values);
        const auto points = gridOf(spaceOf(json.toStdString()));
        QVERIFY(points.ok());
        QCOMPARE(points->size(), std::size_t(values.size()));
        for (qsizetype i = 0; i < values.size(); ++i)
            QVERIFY(near((*points)[std::size_t(i)][0], values[i]));
    }

    // Counted before they are made: none of these may fill the memory.
    void hugeGridsAreRefusedAtOnce_data() {
        QTest::addColumn<QByteArray>("json");
        for (const char* json :
            {R"({"dropout":{"min":0,"max":0.5,"step":1e-15}})",
                R"({"dropout":{"min":0,"max":0.5,"points":1000000000000}})",
                R"({"dropout":{"min":0,"max":0.5,"step":0.1,"points":1000000000000}})",
                R"({"seed":{"min":0,"max":9007199254740991}})",
                R"({"learning_rate":{"min":1e-6,"max":1,"log":true,"points":4000000000000000000}})",
                R"({"seed":{"min":0,"max":60000},"batch_size":[1,2]})"})
            QTest::newRow(json) << QByteArray(json);
    }
    void hugeGridsAreRefusedAtOnce() {
        QFETCH(QByteArray, json);
        const auto points = gridOf(spaceOf(json.toStdString()));
        QVERIFY(!points.ok());
        QCOMPARE(points.error().code, ErrorCode::InvalidArgument);
    }
};

QTEST_APPLESS_MAIN(TstSpace)
#include "tst_space.moc"
