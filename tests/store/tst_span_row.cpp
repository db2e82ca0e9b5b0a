// SPDX-License-Identifier: GPL-3.0-or-later
// A span in its three shapes: the row of the table, the JSON of the history, the value.
#include "core/base/rng.h"
#include "core/store/span_row.h"
#include "core/store/writer_state.h"
#include "tests/store/support.h"

#include <nlohmann/json.hpp>

using namespace evenspan;
using namespace evenspan::store;
using nlohmann::json;

namespace {

SpanRow plain() {
    SpanRow row;
    row.id = SpanId(7);
    row.document = DocumentId(3);
    row.label = "PER";
    row.range = {4, 9};
    return row;
}

std::map<std::string, std::string> randomAttributes(Philox& rng) {
    static const std::vector<std::string> texts{"", "sure", "yes", "a \"quoted\" one", "\\",
        "\n\t\r", "名前", "👩‍👧", "\xCC\x81", "{}", "null", "0", std::string("\0x", 2)};
    std::map<std::string, std::string> out;
    for (auto left = rng.below(4); left > 0; --left)
        out[texts[rng.below(texts.size())]] = texts[rng.below(texts.size())];
    return out;
}

SpanRow randomRow(Philox& rng) {
    SpanRow row;
    row.id = SpanId(static_cast<std::int64_t>(1 + rng.below(1ULL << 50)));
    row.document = DocumentId(static_cast<std::int64_t>(1 + rng.below(1ULL << 40)));
    row.layer = LayerId(static_cast<std::int64_t>(1 + rng.below(3)));
    row.label = rng.below(2) ? "PER" : "地名";
    const auto begin = static_cast<std::uint32_t>(rng.below(1U << 31));
    row.range = {begin, begin + 1 + static_cast<std::uint32_t>(rng.below(1U << 30))};
    row.source = static_cast<SpanSource>(rng.below(4));
    row.state = static_cast<SpanState>(rng.below(3));
    if (rng.below(2))
        row.score = rng.uniform();
    row.attributes = randomAttributes(rng);
    if (rng.below(2))
        row.run = RunId(static_cast<std::int64_t>(1 + rng.below(1000)));
    if (rng.below(2))
        row.rule = static_cast<std::int64_t>(1 + rng.below(1000));
    if (rng.below(2) && row.range.size() > 8) {
        const auto [first, last] = row.range;
        row.parts = {{first, first + 2}, {first + 3, first + 4}, {last - 2, last}};
    }
    return row;
}

} // namespace

class TstSpanRow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // What undo and redo read: the keys are stored and may never change.
    void theHistoryKeepsItsWords() {
        const auto made = spanJson(plain(), 5);
        const auto expected = json::parse(
            R"({"id":7,"document":3,"layer":1,"label":5,"first":4,"last":9,"source":0,"state":0,)"
            R"("score":null,"attributes":{},"run":null})");
        QCOMPARE(made.dump(), expected.dump());
        auto full = plain();
        full.source = SpanSource::Rule;
        full.state = SpanState::Rejected;
        full.score = 0.5;
        full.attributes = {{"sure", "no"}};
        full.run = RunId(2);
        full.parts = {{4, 5}, {7, 9}};
        full.rule = 11;
        QCOMPARE(spanJson(full, 5).dump(),
            json::parse(R"({"id":7,"document":3,"layer":1,"label":5,"first":4,"last":9,"source":2,)"
                        R"("state":2,"score":0.5,"attributes":{"sure":"no"},"run":2,)"
                        R"("parts":[[4,5],[7,9]],"rule":11})")
                .dump());
    }

    // Events of the first version have neither parts nor a rule.
    void aSpanOfTheFirstVersionIsRead() {
        const auto row = spanFromJson(
            json::parse(R"({"id":7,"document":3,"layer":1,"label":5,"first":4,"last":9,"source":3,)"
                        R"("state":1,"score":0.25,"attributes":{"a":"b"},"run":4})"),
            "PER");
        auto expected = plain();
        expected.source = SpanSource::Import;
        expected.state = SpanState::Suggested;
        expected.score = 0.25;
        expected.attributes = {{"a", "b"}};
        expected.run = RunId(4);
        QVERIFY(row == expected);
        QVERIFY(!row.rule && row.parts.empty());
    }

    void attributesThatAreNoObjectAreNone() {
        // nlohmann's json(std::map{}) was once written as null.
        auto written = spanJson(plain(), 1);
        written["attributes"] = nullptr;
        QVERIFY(spanFromJson(written, "PER") == plain());
    }

    void everySpanComesBackFromTheHistory() {
        Philox rng(511);
        for (int round = 0; round < 3000; ++round) {
            const auto row = randomRow(rng);
            const auto text = spanJson(row, 9).dump(); // as the event keeps it
            QVERIFY(spanFromJson(json::parse(text), row.label) == row);
        }
    }

    void sameMeansEveryFieldOfIt() {
        const auto one = spanJson(plain(), 5);
        QVERIFY(sameSpan(one, one));
        QVERIFY(!sameSpan(one, spanJson(plain(), 6))); // another label
        const auto differs = [&](auto change) {
            auto other = plain();
            change(other);
            return !sameSpan(one, spanJson(other, 5)) && !sameSpan(spanJson(other, 5), one);
        };
        QVERIFY(differs([](SpanRow& r) { r.id = SpanId(8); }));
        QVERIFY(differs([](SpanRow& r) { r.document = DocumentId(4); }));
        QVERIFY(differs([](SpanRow& r) { r.layer = LayerId(2); }));
        QVERIFY(differs([](SpanRow& r) { r.range.begin = 5; }));
        QVERIFY(differs([](SpanRow& r) { r.range.end = 10; }));
        QVERIFY(differs([](SpanRow& r) { r.source = SpanSource::Model; }));
        QVERIFY(differs([](SpanRow& r) { r.state = SpanState::Suggested; }));
        QVERIFY(differs([](SpanRow& r) { r.score = 0.0; })); // 0 is a score
        QVERIFY(differs([](SpanRow& r) { r.attributes["a"] = ""; }));
        QVERIFY(differs([](SpanRow& r) { r.run = RunId(0); }));
        QVERIFY(differs([](SpanRow& r) { r.parts = {{4, 5}, {7, 9}}; }));
        QVERIFY(differs([](SpanRow& r) { r.rule = 0; }));
        // What an older version leaves out is the same as "none".
        auto older = one;
        older["parts"] = json::array();
        QVERIFY(sameSpan(one, older));
    }

    void whatIsNoSpanIsAnError() {
        for (const char* key : {"id", "document", "layer", "first", "last", "source", "state",
                 "score", "attributes", "run"}) {
            auto broken = spanJson(plain(), 1);
            broken.erase(key);
            QVERIFY_THROWS_EXCEPTION(json::exception, spanFromJson(broken, "PER"));
        }
        auto broken = spanJson(plain(), 1);
        broken["parts"] = json::array({json::array({1})});
        QVERIFY_THROWS_EXCEPTION(json::exception, spanFromJson(broken, "PER"));
    }

    // What is written through the writer is what the table and the reader give.
    void theTableKeepsEveryField() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        Writer& writer = *project->writer();
        std::string text;
        for (int i = 0; i < 200; ++i)
            text += "word" + std::to_string(i) + " ";
        text.pop_back();
        const auto ids = *writer.addDocuments("Import", std::vector{draft("a", text)});
        LabelRow label;
        label.name = "PER";
        EVENSPAN_OK(writer.addLabel(label));
        RunRow run;
        run.name = "first";
        const auto runId = *writer.createRun(run);
        Philox rng(512);
        std::vector<SpanRow> written;
        for (int round = 0; round < 80; ++round) {
            auto row = plain();
            row.document = ids.front();
            const auto begin = static_cast<std::uint32_t>(rng.below(800));
            row.range = {begin, begin + 10 + static_cast<std::uint32_t>(rng.below(50))};
            row.source = static_cast<SpanSource>(rng.below(4));
            row.state = static_cast<SpanState>(rng.below(3));
            if (rng.below(2))
                row.score = rng.uniform();
            if (rng.below(2))
                row.run = runId;
            if (rng.below(3) == 0)
                row.parts = {{begin, begin + 3}, {row.range.end - 2, row.range.end}};
            row.attributes = randomAttributes(rng);
            std::erase_if(row.attributes, [](const auto& pair) {
                return pair.first.find('\0') != std::string::npos
                    || pair.second.find('\0') != std::string::npos;
            });
            const auto id = writer.addSpan(row);
            EVENSPAN_OK(id);
            row.id = *id;
            written.push_back(row);
        }
        auto& state = writer.state();
        Statement rows = state.db->prepare("SELECT " + std::string(kSpanColumns)
            + " FROM span s JOIN label l ON l.id = s.label ORDER BY s.id");
        for (const auto& row : written) {
            QVERIFY(rows.step());
            QVERIFY(spanFrom(rows) == row);
            QVERIFY(spanFromJson(spanJson(*state.db, row.id.value), "PER") == row);
        }
        QVERIFY(!rows.step());
        // And a redo brings back the very same.
        const auto before = snapshot(*project);
        for (int i = 0; i < 80; ++i)
            QVERIFY(*writer.undo());
        for (int i = 0; i < 80; ++i)
            QVERIFY(*writer.redo());
        QVERIFY(snapshot(*project) == before);
    }

    void aSpanThatIsNotThereIsNotFound() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        auto& state = project->writer()->state();
        const auto asked =
            guard([&] { return spanFromJson(spanJson(*state.db, 404), "PER").range; });
        QVERIFY(!asked);
        QCOMPARE(asked.error().code, ErrorCode::NotFound);
        QCOMPARE(asked.error().where, std::string("404"));
    }
};

QTEST_GUILESS_MAIN(TstSpanRow)
#include "tst_span_row.moc"
