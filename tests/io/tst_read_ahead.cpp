// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/io/ahead.h"
#include "core/io/formats.h"
#include "core/io/json_packed.h"
#include "core/io/json_read.h"
#include "core/io/json_text.h"
#include "core/io/json_write.h"
#include "tests/io/io_cases.h"

#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <stdexcept>

using namespace evenspan;
using nlohmann::json;

namespace {

std::string randomText(Philox& rng) {
    static const std::array pieces{"a", "bc", "\"", "\\", "\n", "\t", "\r", "/", "é", "€", "😊",
        "\x7F", " ", "{", "]", "\x01", "\x1F", "日本", ","};
    std::string text;
    for (auto n = rng.below(8); n > 0; --n)
        text += pieces[rng.below(pieces.size())];
    return text;
}

// A record as the tools write one, and now and then as none does.
json randomRecord(Philox& rng, std::uint32_t odd) {
    json words = json::array(), tokens = json::array();
    for (auto n = rng.below(30); n > 0; --n) {
        words.push_back(rng.below(4) > 0 ? "plain" : randomText(rng));
        json token{{"text", words.back()}, {"start", rng.below(2000)}, {"end", rng.below(2000)},
            {"id", n}, {"ws", n % 2 == 0}};
        tokens.push_back(std::move(token));
    }
    if (rng.below(odd) == 0) {
        static const std::array<json, 8> strange{json(nullptr), json(true), json(1.5), json(-7),
            json(UINT64_MAX), json("x"), json{{"start", {{"start", 4}}}, {"end", 9}},
            json{{"end", 3}, {"start", -1}, {"more", {1, {{"a", 1}}, "b"}}}};
        for (auto* list : {&words, &tokens})
            list->insert(list->begin() + rng.below(std::uint32_t(list->size()) + 1),
                strange[rng.below(strange.size())]);
    }
    json record{{"words", std::move(words)}, {"tokens", std::move(tokens)}, {"rest", {1, "x"}}};
    if (rng.below(odd) == 0)
        record["words"] = "no list";
    if (rng.below(odd) == 0)
        record["tokens"] = {{"start", 1}};
    return record;
}

json placesOf(const json& list) {
    json places = json::array();
    for (const auto& item : list) {
        const auto begin = io::wholeIn(item, "start"), end = io::wholeIn(item, "end");
        places.push_back(begin && end ? json{*begin, *end} : json{-1, -1});
    }
    return places;
}

} // namespace

class TstReadAhead : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    std::filesystem::path file(const std::string& bytes) {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "a.jsonl";
        test::writeBytes(path, bytes);
        return path;
    }

    // What readRecords() makes of a file, with the lists unpacked again.
    struct Read {
        std::vector<json> records;
        io::ImportReport report;
        Result<void> done;
    };
    Read read(const std::string& bytes, bool packed) {
        test::CollectingSink sink;
        Read out;
        io::ImportOptions options;
        options.skipBad = true;
        io::ReadJob job(file(bytes), options, sink, out.report, {}, {});
        io::RecordShape shape;
        if (packed)
            shape.keep = [](const std::string& key) {
                return key == "words" ? io::RecordPart::Words
                    : key == "tokens" ? io::RecordPart::Places
                                      : io::RecordPart::All;
            };
        const auto take = [&](json&& record, std::uint64_t) -> Result<void> {
            const auto* words = io::member(record, "words");
            const auto* tokens = io::member(record, "tokens");
            json plain = record;
            if (packed && words)
                if (const auto found = io::packedWords(*words)) {
                    plain["words"] = json::array();
                    for (const auto& word : *found)
                        plain["words"].push_back(std::string(word));
                }
            if (packed && tokens) {
                if (const auto found = io::packedPlaces(*tokens)) {
                    plain["tokens"] = json::array();
                    for (const auto& [begin, end] : *found)
                        plain["tokens"].push_back({begin, end});
                }
            } else if (tokens && tokens->is_array()) {
                plain["tokens"] = placesOf(*tokens);
            }
            out.records.push_back(std::move(plain));
            return {};
        };
        out.done = io::readRecords(job, take, shape);
        job.finish();
        return out;
    }

    // Spans over one record a line; of `pad` bytes each.
    static std::string doccano(std::size_t records, std::size_t pad) {
        std::string out;
        for (std::size_t i = 0; i < records; ++i)
            out += "{\"id\":" + std::to_string(i) + ",\"text\":\"Ana met Ben "
                + std::string(pad, 'x') + "\",\"label\":[[0,3,\"PER\"],[8,11,\"PER\"]]}\n";
        return out;
    }

private Q_SLOTS:
    // Lists kept in a few bytes an element hold what the plain ones do, whatever stands in them,
    // and the same is complained about; one record a line and one array, short files and long ones.
    void packedListsHoldWhatPlainOnesDo() {
        Philox rng(71);
        for (int round = 0; round < 80; ++round) {
            const bool longFile = round % 20 == 0;
            const std::uint32_t odd = round % 2 == 0 ? 6 : 1000;
            std::string lines, list;
            for (auto n = longFile ? 1200 : 2 + rng.below(6); n > 0; --n) {
                auto text = randomRecord(rng, odd).dump();
                if (round % 3 == 1) // as Python writes it
                    text = randomRecord(rng, odd).dump(-1, ' ', true);
                if (rng.below(8) == 0) {
                    const auto at = text.find("\"id\":");
                    if (at != std::string::npos)
                        text.insert(at, "\"id\":0,"); // a key that stands twice
                }
                lines += text + "\n";
                list += (list.empty() ? "[" : ",\n") + text;
            }
            QVERIFY(!longFile || lines.size() > io::kWorthThread);
            for (const auto& text : {lines, list + "]"}) {
                const auto plain = read(text, false), packed = read(text, true);
                QVERIFY(plain.done.ok() && packed.done.ok());
                QVERIFY(plain.records == packed.records);
                QVERIFY(plain.report.problems == packed.report.problems);
            }
        }
    }

    // Of Evenspan's own part the lists come packed, and nothing else of that name does.
    void ownListsHoldWhatPlainOnesDo() {
        Philox rng(72);
        const std::function<void(json&)> unpack = [&](json& value) {
            if (value.is_binary())
                value = io::wholeNumbers(value).value();
            else if (value.is_structured())
                for (auto& part : value)
                    unpack(part);
        };
        int packed = 0;
        for (int round = 0; round < 400; ++round) {
            static const std::array<json, 7> strange{json(-1), json(1.5), json(UINT64_MAX),
                json("x"), json::array({1}), json{{"tokens", {1}}}, json(nullptr)};
            const auto list = [&] {
                json numbers = json::array();
                for (auto n = rng.below(300); n > 0; --n)
                    numbers.push_back(rng.below(rng.below(2) == 0 ? 12 : 2'000'000'000));
                if (rng.below(6) == 0)
                    numbers.insert(numbers.begin() + rng.below(std::uint32_t(numbers.size()) + 1),
                        strange[rng.below(strange.size())]);
                return numbers;
            };
            const auto own = [&] {
                return json{{"name", "a"}, {"tokens", list()}, {"sentences", list()},
                    {"more", {{"tokens", list()}}}};
            };
            std::string text;
            for (auto n = 2 + rng.below(4); n > 0; --n)
                text += json{{"evenspan", own()}, {"tokens", list()},
                            {"data", {{"evenspan", own()}, {"tokens", list()}}},
                            {"list", {{{"evenspan", own()}}}}}
                            .dump(-1, ' ', round % 2 == 0)
                    + "\n";
            for (const char* home : {"", "data"}) {
                const auto readAs = [&](const char* place) {
                    test::CollectingSink sink;
                    io::ImportReport report;
                    const io::ImportOptions options;
                    io::ReadJob job(file(text), options, sink, report, {}, {});
                    std::vector<json> records;
                    io::RecordShape shape;
                    shape.own = place;
                    const auto done = io::readRecords(
                        job,
                        [&](json&& record, std::uint64_t) -> Result<void> {
                            records.push_back(std::move(record));
                            return {};
                        },
                        shape);
                    return done ? records : std::vector<json>();
                };
                const auto plain = readAs(nullptr);
                auto found = readAs(home);
                QVERIFY(!plain.empty());
                QCOMPARE(found.size(), plain.size());
                for (std::size_t i = 0; i < found.size(); ++i) {
                    const auto& ours = *home ? found[i]["data"]["evenspan"] : found[i]["evenspan"];
                    packed += ours["tokens"].is_binary() + ours["sentences"].is_binary();
                    // Outside it, and deeper in it, lists stay as they are.
                    QVERIFY(!found[i]["tokens"].is_binary() && !ours["more"]["tokens"].is_binary());
                    QVERIFY(!found[i]["list"][0]["evenspan"]["tokens"].is_binary());
                    unpack(found[i]);
                    QVERIFY2(found[i] == plain[i], text.c_str());
                }
            }
        }
        QVERIFY(packed > 1000);
    }

    void pythonsBlanksAreTakenToo() {
        const std::string record =
            R"({"words": ["a", "b", "c"], "tokens": [{"text": "a", "start": 0,)"
            R"( "end": 1}, {"text": "b", "start": 2, "end": 3}, {"text": "c",)"
            R"( "start": 04, "end": 5}]})";
        // The last number is none: the fault is the one that the parser finds.
        const auto wrong = read(record + "\n" + record + "\n", true);
        QCOMPARE(wrong.records.size(), std::size_t{0});
        QCOMPARE(wrong.report.problems.size(), std::size_t{1});
        auto right = record;
        right.replace(right.find("04"), 2, "4");
        const auto found = read(right + "\n" + right + "\n", true);
        QCOMPARE(found.records.size(), std::size_t{2});
        QVERIFY(found.records[0]["tokens"] == json::parse("[[0,1],[2,3],[4,5]]"));
        QVERIFY(found.records[0]["words"] == json::parse(R"(["a","b","c"])"));
    }

    void deepListsAreRefused() {
        std::string inside;
        for (int i = 0; i < 70; ++i)
            inside += "[";
        const std::string record = "{\"tokens\":[" + inside + "]}";
        const auto found = read(record + "\n" + record + "\n", true);
        QCOMPARE(found.report.problems.size(), std::size_t{1});
        QVERIFY(found.report.problems[0].find("deeper") != std::string::npos);
    }

    void itemsComeInOrderAndNoMoreThanMayWait() {
        io::Ahead<int> ahead(10);
        std::atomic<int> made = 0, taken = 0;
        int most = 0;
        ahead.start([&] {
            for (int i = 0; i < 1000 && ahead.put(int(i), 3); ++i)
                ++made;
        });
        for (int expected = 0;; ++expected) {
            const auto item = ahead.next();
            if (!item) {
                QCOMPARE(expected, 1000);
                break;
            }
            ++taken;
            most = std::max(most, made.load() - taken.load());
            QCOMPARE(*item, expected);
        }
        QVERIFY(most <= 4); // three wait, and one is on its way
    }

    void oneItemMayBeHeavierThanAll() {
        io::Ahead<int> ahead(10);
        ahead.start([&] { QVERIFY(ahead.put(1, 1000) && ahead.put(2, 1000)); });
        QCOMPARE(ahead.next(), std::optional(1));
        QCOMPARE(ahead.next(), std::optional(2));
        QVERIFY(!ahead.next());
    }

    void aCallerWhoWantsNoMoreEndsIt() {
        bool refused = false;
        {
            io::Ahead<int> ahead(1);
            ahead.start([&] {
                while (ahead.put(7, 1)) { }
                refused = true;
            });
            QCOMPARE(ahead.next(), std::optional(7));
            ahead.end();
            QVERIFY(refused);
        }
    }

    void whatTheThreadThrowsIsThrownToTheCaller() {
        io::Ahead<int> ahead(100);
        ahead.start([&] {
            (void)ahead.put(1, 1);
            throw std::runtime_error("no memory");
        });
        QCOMPARE(ahead.next(), std::optional(1));
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, (void)ahead.next());
        QVERIFY(!ahead.next());
    }

    // The sink and the progress are called on the caller's thread, in order.
    void aLongFileReachesTheSinkOnTheCallersThread() {
        const auto path = file(doccano(6000, 200));
        QVERIFY(std::filesystem::file_size(path) > io::kWorthThread);
        struct Sink : test::CollectingSink {
            std::thread::id caller = std::this_thread::get_id();
            bool here = true;
            Result<void> add(DocumentDraft&& document) override {
                here = here && std::this_thread::get_id() == caller;
                return CollectingSink::add(std::move(document));
            }
        } sink;
        std::uint64_t last = 0, calls = 0;
        bool rising = true;
        auto report = io::importFiles(
            std::span(&path, 1), {}, sink, {}, [&](std::uint64_t at, std::uint64_t total) {
                rising = rising && at >= last && at <= total
                    && std::this_thread::get_id() == sink.caller;
                last = at;
                ++calls;
            });
        QVERIFY(report.ok());
        QVERIFY(sink.here && rising && calls > 2);
        QCOMPARE(sink.documents.size(), std::size_t{6000});
        for (std::size_t i = 0; i < sink.documents.size(); ++i) {
            QCOMPARE(sink.documents[i].name, std::to_string(i));
            QCOMPARE(sink.documents[i].spans.size(), std::size_t{2});
            QCOMPARE(sink.documents[i].grid.tokens.size(), std::size_t{4});
        }
        QCOMPARE(report->documents, std::uint64_t{6000});
        QCOMPARE(report->tokens, std::uint64_t{24000});
        QCOMPARE(report->labels.at("PER"), std::uint64_t{12000});
    }

    void aSinkThatRefusesEndsALongFile() {
        const auto path = file(doccano(6000, 200));
        struct Sink : io::DocumentSink {
            int count = 0;
            Result<void> add(DocumentDraft&&) override {
                if (++count == 3000)
                    return Error{ErrorCode::NoSpace, "The disk is full", {}, {}};
                return {};
            }
        } sink;
        const auto report = io::importFiles(std::span(&path, 1), {}, sink);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::NoSpace);
        QCOMPARE(sink.count, 3000);
    }

    void aStopEndsALongFile() {
        const auto path = file(doccano(20'000, 200));
        std::stop_source stop;
        struct Sink : io::DocumentSink {
            explicit Sink(std::stop_source& source)
                : stop(source) { }
            std::stop_source& stop;
            int count = 0;
            Result<void> add(DocumentDraft&&) override {
                if (++count == 10)
                    stop.request_stop();
                return {};
            }
        } sink(stop);
        const auto report = io::importFiles(std::span(&path, 1), {}, sink, stop.get_token());
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::Cancelled);
        QVERIFY(sink.count < 20'000);
    }

    void aFaultFarInALongFileIsToldWithItsLine() {
        auto bytes = doccano(6000, 200);
        bytes += "{\"id\":1,\"text\":7}\n" + doccano(10, 0);
        const auto path = file(bytes);
        test::CollectingSink sink;
        const auto report = io::importFiles(std::span(&path, 1), {}, sink);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::BadFormat);
        QVERIFY2(report.error().where.find("line 6001") != std::string::npos,
            report.error().where.c_str());
        io::ImportOptions lenient;
        lenient.skipBad = true;
        test::CollectingSink rest;
        const auto listed = io::importFiles(std::span(&path, 1), lenient, rest);
        QVERIFY(listed.ok());
        QCOMPARE(rest.documents.size(), std::size_t{6010});
        QCOMPARE(listed->problems.size(), std::size_t{1});
    }

    // Byte for byte what the JSON library writes.
    void textIsWrittenAsTheLibraryDoes() {
        Philox rng(72);
        for (int round = 0; round < 5000; ++round) {
            auto text = randomText(rng);
            if (round % 10 == 0)
                text += "\xE2\x82";
            std::string out;
            io::appendJson(out, text);
            QVERIFY2(out == io::dumpLine(nlohmann::ordered_json(text)), text.c_str());
        }
        for (int round = 0; round < 300; ++round) {
            DocumentDraft document;
            document.name = randomText(rng);
            document.split = randomText(rng);
            document.state = static_cast<DocumentState>(rng.below(6));
            document.gridImported = round % 2 == 0;
            for (std::uint32_t at = 0, n = rng.below(5); n > 0; --n, at += 7)
                document.grid.tokens.push_back({at, at + std::uint32_t(rng.below(7))});
            if (!document.grid.tokens.empty())
                document.grid.sentenceStarts = {0};
            std::map<std::string, std::string> spare;
            for (auto n = rng.below(3); n > 0; --n)
                spare[randomText(rng)] = randomText(rng);
            std::string out;
            io::appendOwnPart(out, document, spare);
            QCOMPARE(out, io::dumpLine(io::ownPart(document, spare)));
        }
    }
};

QTEST_APPLESS_MAIN(TstReadAhead)
#include "tst_read_ahead.moc"
