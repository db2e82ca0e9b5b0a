// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/io/json_read.h"
#include "tests/io/io_cases.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <set>

using namespace evenspan;
using nlohmann::json;

namespace {

// A value with everything that JSON can say.
json randomValue(Philox& rng, int depth) {
    switch (rng.below(depth > 0 ? 9 : 6)) {
    case 0:
        return nullptr;
    case 1:
        return rng.below(2) == 0;
    case 2:
        return std::int64_t(rng.below(1u << 30)) * (rng.below(2) ? -7'000'000'001 : 1);
    case 3:
        return std::uint64_t(rng.below(1u << 31)) << rng.below(33);
    case 4:
        return (double(rng.below(1u << 30)) - 5e8) / std::pow(10.0, double(rng.below(40)));
    case 5: {
        static const std::array pieces{
            "a", "\"", "\\", "\n", "\t", "/", "é", "€", "😊", "\x7F", " ", "{", "]", "\x01", "日本"};
        std::string text;
        for (auto n = rng.below(12); n > 0; --n)
            text += pieces[rng.below(pieces.size())];
        return text;
    }
    case 6: {
        json list = json::array();
        for (auto n = rng.below(5); n > 0; --n)
            list.push_back(randomValue(rng, depth - 1));
        return list;
    }
    default: {
        json object = json::object();
        for (auto n = rng.below(5); n > 0; --n)
            object["k" + std::to_string(rng.below(40))] = randomValue(rng, depth - 1);
        return object;
    }
    }
}

std::string mutated(std::string text, Philox& rng) {
    static const std::array pieces{"\"", "\\", "\\u", "\\ud83d\\ude0a", "\\uD800", "\\udc00", "{",
        "}", "[", "]", ",", ":", "0", "-", ".", "e", "1e999", "01", "tru", "null", " ", "\n", "\t",
        "\x01", "\xC3", "\xFF", "\xEF\xBB\xBF", "18446744073709551616", "-9223372036854775809",
        "1E-400", "0.1e+2", "\\/", "\\b"};
    for (auto n = 1 + rng.below(3); n > 0; --n) {
        const auto at = rng.below(std::uint32_t(text.size()) + 1);
        if (rng.below(3) > 0)
            text.insert(at, pieces[rng.below(pieces.size())]);
        else
            text.erase(at, 1 + rng.below(3));
    }
    return text;
}

bool hasTwice(const std::string& text) {
    std::vector<std::set<std::string>> keys;
    bool twice = false;
    const auto parsed = json::parse(
        text,
        [&](int, json::parse_event_t event, json& value) {
            if (event == json::parse_event_t::object_start)
                keys.emplace_back();
            else if (event == json::parse_event_t::object_end)
                keys.pop_back();
            else if (event == json::parse_event_t::key)
                twice = !keys.back().insert(value.get<std::string>()).second || twice;
            return true;
        },
        false);
    return twice && !parsed.is_discarded();
}

} // namespace

class TstJsonParse : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    struct Read {
        std::vector<json> records;
        std::vector<std::uint64_t> lines;
        std::optional<Error> error;
    };
    Read readFile(const std::string& bytes, const io::RecordShape& shape = {}) {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "a.json";
        test::writeBytes(path, bytes);
        test::CollectingSink sink;
        io::ImportReport report;
        const io::ImportOptions options;
        io::ReadJob job(path, options, sink, report, {}, {});
        Read out;
        const auto done = io::readRecords(
            job,
            [&](json&& record, std::uint64_t line) -> Result<void> {
                out.records.push_back(std::move(record));
                out.lines.push_back(line);
                return {};
            },
            shape);
        if (!done)
            out.error = done.error();
        return out;
    }

private Q_SLOTS:
    // What nlohmann's own parser takes and makes of it, this one takes and makes of it.
    void agreesWithAnotherParser() {
        Philox rng(31);
        int taken = 0, refused = 0;
        for (int round = 0; round < 40'000; ++round) {
            auto text = randomValue(rng, 3).dump(round % 3 == 0 ? 2 : -1, ' ', round % 2 == 0);
            if (round % 4 > 0)
                text = mutated(std::move(text), rng);
            const auto expected = json::parse(text, nullptr, false);
            const auto found = io::parseJson(text, "a");
            const auto shown = QByteArray::fromStdString(text).toPercentEncoding();
            if (expected.is_discarded() || hasTwice(text)) {
                QVERIFY2(!found, shown.constData());
                ++refused;
            } else {
                QVERIFY2(found.ok(), shown.constData());
                QVERIFY2(*found == expected, shown.constData());
                QCOMPARE(found->dump(), expected.dump());
                QCOMPARE(int(found->type()), int(expected.type()));
                ++taken;
            }
        }
        QVERIFY(taken > 10'000 && refused > 10'000);
    }

    void faultsNameTheirPlace_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("place");
        const auto row = [](const char* text, const char* what, const char* place) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(what) << QByteArray(place);
        };
        row("", "ends", "line 1, column 0");
        row("{\"a\":1,\n \"b\" 2}", "broken", "line 2, column 6");
        row("[1,\n\n  tru]", "broken", "line 3, column 6");
        row("{\"a\":\n \"x\\q\"}", "broken", "line 2, column 5");
        row("{\"a\":\n \"x\ty\"}", "control", "line 2, column 4");
        row("[\"\\ud83d\"]", "surrogate", "line 1, column 8");
        row("[1e999]", "large", "line 1, column 6");
        row("[\"\xC3(\"]", "UTF-8", "line 1, column 3");
        row("{\"a\":1,\"a\":2}", "twice", "line 1, column 10");
        row("[1] 2", "broken", "line 1, column 5");
        row("[1,]", "broken", "line 1, column 4");
        row("{\"a\":[1", "ends", "line 1, column 7");
        row("\"abc", "ends", "line 1, column 4");
    }
    void faultsNameTheirPlace() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, place);
        const auto found = io::parseJson(text.toStdString(), "a.json");
        QVERIFY(!found);
        QVERIFY2(found.error().what.find(what.toStdString()) != std::string::npos,
            found.error().text().c_str());
        QCOMPARE(QByteArray::fromStdString(found.error().where), "a.json: " + place);
    }

    // Strings, numbers and escapes that a block's end cuts, at every distance from it.
    void valuesRunOverBlocks() {
        const std::string value =
            "{\"k\\u00e9y\":[-12.5e-3,\"x\\ud83d\\ude0ay é😊\",true,null,98765]}";
        const auto expected = json::parse(value);
        constexpr std::size_t kBlock = std::size_t{1} << 18;
        for (std::size_t shift = 0; shift <= value.size() + 4; ++shift) {
            std::string text = "[" + value + ",\n";
            text += "\"" + std::string(kBlock - text.size() - 4 - shift, 'y') + "\",\n";
            text += value + ",\n\"" + std::string(3 * kBlock, 'z') + "\"\n]";
            const auto found = readFile(text);
            QVERIFY2(!found.error, found.error ? found.error->text().c_str() : "");
            QCOMPARE(found.records.size(), std::size_t{4});
            QVERIFY(found.records[0] == expected && found.records[2] == expected);
            QCOMPARE(
                found.records[1].get<std::string>().size(), kBlock - value.size() - 3 - 4 - shift);
            QCOMPARE(found.records[3].get<std::string>().size(), 3 * kBlock);
            QCOMPARE(found.lines[2], std::uint64_t(3));
        }
    }

    void recordsOfEveryLayout() {
        const std::vector<json> both{
            json::parse("{\"text\":\"a\"}"), json::parse("{\"text\":[{}]}")};
        for (const char* text :
            {"{\"text\":\"a\"}\n{\"text\":[{}]}\n", "[{\"text\":\"a\"},\n{\"text\":[{}]}]",
                "{\"version\":[1,[2]],\"data\":[{\"text\":\"a\"},{\"text\":[{}]}],\"more\":{\"x\":"
                "1}}"}) {
            const auto found = readFile(text);
            QVERIFY(!found.error);
            QVERIFY2(found.records == both, text);
        }
        // A key of a wrapper's name in a record of its own.
        const auto one = readFile("{\"text\":\"a\",\n\"data\":[1,2]}");
        QVERIFY(one.records == std::vector{json::parse("{\"text\":\"a\",\"data\":[1,2]}")});
    }

    void oneListAlone() {
        const io::RecordShape shape{"documents", {}};
        const auto found = readFile("{\"data\":[{\"x\":1}],\"infons\":{\"documents\":[5]},"
                                    "\"documents\":[{\"id\":1},{\"id\":2}]}",
            shape);
        QVERIFY(!found.error);
        QVERIFY((found.records == std::vector{json{{"id", 1}}, json{{"id", 2}}}));
        for (const char* none : {"[{\"id\":1}]", "{\"id\":1}", "5", "{\"documents\":{\"id\":1}}",
                 "[[{\"documents\":[1]}]]"})
            QVERIFY2(readFile(none, shape).records.empty(), none);
        const auto twice = readFile("{\"documents\":[1],\n\"documents\":[2]}", shape);
        QCOMPARE(twice.error->code, ErrorCode::BadFormat);
        QVERIFY(twice.error->where.find("line 2") != std::string::npos);
    }

    // Parts that nobody asked for are not built; what is built is as without.
    void partsOfRecords() {
        Philox rng(33);
        const auto keep = [](const std::string& key) {
            const int number = std::stoi(key.substr(1));
            return number % 3 == 0 ? io::RecordPart::All
                : number % 3 == 1  ? io::RecordPart::Size
                                   : io::RecordPart::None;
        };
        for (int round = 0; round < 300; ++round) {
            std::vector<json> expected;
            std::string lines, list;
            for (auto n = 2 + rng.below(4); n > 0; --n) {
                json record = json::object();
                for (auto k = rng.below(8); k > 0; --k)
                    record["k" + std::to_string(rng.below(30))] = randomValue(rng, 3);
                lines += record.dump() + "\n";
                list += (list.empty() ? "[" : ",\n") + record.dump();
                json kept = json::object();
                for (const auto& [key, value] : record.items())
                    if (keep(key) == io::RecordPart::All)
                        kept[key] = value;
                    else if (keep(key) == io::RecordPart::Size)
                        kept[key] = value.is_array() ? json(value.size(), nullptr) : value;
                expected.push_back(std::move(kept));
            }
            for (const auto& text : {lines, list + "]"}) {
                const auto found = readFile(text, {nullptr, keep});
                QVERIFY2(!found.error, text.c_str());
                QVERIFY2(found.records == expected, text.c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TstJsonParse)
#include "tst_json_parse.moc"
