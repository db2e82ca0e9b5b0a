// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/events.h"

#include <nlohmann/json.hpp>
#include <QTest>

#include <cmath>
#include <limits>

using namespace evenspan;
using namespace evenspan::engine;
using Kind = TrainEvent::Kind;

namespace {

// An event with every field that the kind keeps set to something of its own.
TrainEvent full(Kind kind) {
    TrainEvent e;
    e.kind = kind;
    e.step = 123;
    e.epoch = 1.5;
    e.time = 61.25;
    switch (kind) {
    case Kind::Started:
        e.run = "run-1";
        e.totalSteps = 900;
        e.device = "cuda:1";
        e.message = "5 windows";
        break;
    case Kind::Step:
        e.totalSteps = 900;
        e.device = "cpu";
        e.loss = 0.1234567890123;
        e.learningRate = 2e-5;
        e.gradNorm = 3.5;
        e.tokensPerSecond = 8431.5;
        break;
    case Kind::Eval:
        e.split = "validation";
        e.loss = 0.5;
        e.scores.micro = {0.5, 0.25, 1.0 / 3, 20};
        e.scores.macro = {0.5, 0.125, 0.2, 20};
        e.scores.types = {{"PER", {1, 0.5, 2.0 / 3, 12}}, {"日期", {0, 0, 0, 8}}};
        e.predicted = {{"PER", 6}};
        break;
    case Kind::Checkpoint:
        e.message = "last";
        break;
    case Kind::Log:
        e.message = "line\nbreak \"quoted\"";
        e.severity = Severity::Warning;
        e.note = note::kNeverPredicted;
        e.detail = "ORG, LOC";
        break;
    case Kind::Load:
        e.load = {50, 75.5, 1e9, -1, -1};
        break;
    case Kind::Examples:
        e.split = "validation";
        e.examples = {{7, 2, "Mara in Lisbon", true, {{0, 4, "PER", 1}}, {{8, 14, "LOC", 0.75}},
                          0.625, false},
            {8, 0, "上海", false, {}, {}, 1, true}};
        break;
    case Kind::Finished:
        e.run = "run-1";
        e.path = "models/run-1";
        e.bestStep = 100;
        e.stopped = true;
        e.scores.micro = {0.5, 0.25, 1.0 / 3, 20};
        break;
    }
    return e;
}

} // namespace

class TestEvents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comeBackAsTheyWere_data() {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind <= int(Kind::Finished); ++kind)
            QTest::addRow("%d", kind) << kind;
    }
    void comeBackAsTheyWere() {
        QFETCH(int, kind);
        const TrainEvent event = full(Kind(kind));
        const std::string line = toJsonLine(event);
        QCOMPARE(line.find('\n'), std::string::npos);
        const auto back = eventFromJsonLine(line);
        QVERIFY(back.ok());
        QCOMPARE(back->kind, event.kind);
        QCOMPARE(toJsonLine(*back), line); // every key that was written
        QCOMPARE(back->step, event.step);
        QCOMPARE(back->time, event.time);
        QCOMPARE(back->loss, event.loss);
        QCOMPARE(back->note, event.note);
        QCOMPARE(back->severity, event.severity);
        QVERIFY(back->load == event.load);
        QVERIFY(back->examples == event.examples);
        QVERIFY(back->predicted == event.predicted);
        QCOMPARE(back->scores.types.size(), event.scores.types.size());
    }

    // JSON has no NaN: it is written as null and read as what it was.
    void notANumber() {
        TrainEvent event = full(Kind::Step);
        event.loss = std::numeric_limits<double>::quiet_NaN();
        event.gradNorm = std::numeric_limits<double>::infinity();
        const auto back = eventFromJsonLine(toJsonLine(event));
        QVERIFY(back.ok());
        QVERIFY(std::isnan(back->loss));
        QVERIFY(std::isnan(back->gradNorm));
    }

    void whatIsNoEvent_data() {
        QTest::addColumn<QByteArray>("line");
        for (const char* line :
            {"", "{", "[]", "1", "{\"event\":\"dance\"}", "{\"step\":1}", "{\"event\":7}",
                "{\"event\":\"log\",\"message\":7}", "{\"event\":\"examples\",\"examples\":[{}]}",
                "{\"event\":\"step\",\"step\":\"one\"}"})
            QTest::newRow(line) << QByteArray(line);
    }
    void whatIsNoEvent() {
        QFETCH(QByteArray, line);
        const auto event = eventFromJsonLine(line.toStdString());
        QVERIFY(!event.ok());
        QCOMPARE(event.error().code, ErrorCode::BadFormat);
    }
};

QTEST_APPLESS_MAIN(TestEvents)
#include "tst_events.moc"
