// SPDX-License-Identifier: GPL-3.0-or-later
// What readers and writers stand on for their speed, each against the plain way.
#include "core/base/rng.h"
#include "core/io/conll_dialect.h"
#include "core/io/conll_layout.h"
#include "core/io/hugging_face.h"
#include "core/io/json_part.h"
#include "core/io/row_deflate.h"
#include "core/io/scan.h"
#include "core/text/utf8.h"
#include "tests/io/io_cases.h"

#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <zlib.h>

using namespace evenspan;
using nlohmann::json;

namespace {

json randomValue(Philox& rng, int depth) {
    static const std::array<std::string, 8> texts{
        "", "plain", "\"", "a\nb", "é😊", "\\", "日本語", "a longer text that is no short string"};
    switch (rng.below(depth > 0 ? 9 : 7)) {
    case 0:
        return nullptr;
    case 1:
        return rng.below(2) == 0;
    case 2:
        return -std::int64_t(rng.below(1000));
    case 3:
        return std::uint64_t(rng.below(1000));
    case 4:
        return rng.below(1000) / 8.0;
    case 5:
    case 6:
        return texts[rng.below(texts.size())];
    case 7: {
        json list = json::array();
        for (auto n = rng.below(5); n > 0; --n)
            list.push_back(randomValue(rng, depth - 1));
        return list;
    }
    default: {
        json object = json::object();
        for (auto n = rng.below(3) == 0 ? 40 : rng.below(6); n > 0; --n)
            object[texts[rng.below(texts.size())] + std::to_string(rng.below(60))] =
                randomValue(rng, depth - 1);
        return object;
    }
    }
}

std::string inflated(const std::string& raw) {
    z_stream stream{};
    inflateInit2(&stream, -MAX_WBITS);
    std::string out(std::size_t{1} << 22, '\0');
    std::string in = raw + std::string("\x03\x00", 2); // a last block, of nothing
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0;
    out.resize(whole ? stream.total_out : 0);
    inflateEnd(&stream);
    return out;
}

} // namespace

class TstFastParts : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    std::filesystem::path file(const std::string& bytes) {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "a.json";
        test::writeBytes(path, bytes);
        return path;
    }

    struct Read {
        std::vector<json> records;
        std::vector<std::uint64_t> lines;
        std::vector<std::string> problems;
        std::string error;
        bool operator==(const Read&) const = default;
    };
    Read read(const std::string& bytes, bool parts, bool skipBad) {
        test::CollectingSink sink;
        io::ImportReport report;
        io::ImportOptions options;
        options.skipBad = skipBad;
        io::ReadJob job(file(bytes), options, sink, report, {}, {});
        Read out;
        const auto keep = [&](json&& record, std::uint64_t line) -> Result<void> {
            out.records.push_back(std::move(record));
            out.lines.push_back(line);
            return {};
        };
        const auto done = parts ? io::readParts(job, "documents",
                              [&](const io::JsonPart& record, std::uint64_t line) {
                                  return keep(record.json(), line);
                              })
                                : io::readRecords(job, keep, {"documents", {}});
        if (!done)
            out.error = done.error().text();
        job.finish();
        out.problems = report.problems;
        return out;
    }

    std::vector<DocumentDraft> rows(
        const std::string& bytes, std::size_t most, std::vector<std::string>* problems = nullptr) {
        test::CollectingSink sink;
        io::ImportReport report;
        io::ImportOptions options;
        options.skipBad = true;
        io::ReadJob job(file(bytes), options, sink, report, {}, {});
        const auto done = io::readHuggingFace(job, most);
        job.finish();
        if (problems)
            *problems = report.problems;
        return done ? std::move(sink.documents) : std::vector<DocumentDraft>();
    }

private Q_SLOTS:
    void scansFindWhatALoopFinds() {
        Philox rng(81);
        for (int round = 0; round < 20'000; ++round) {
            std::string text;
            for (auto n = rng.below(40); n > 0; --n)
                text += static_cast<char>(rng.below(8) == 0 ? rng.below(256) : 'a' + rng.below(26));
            const char* const end = text.data() + text.size();
            const auto control = std::find_if(text.begin(), text.end(),
                [](char c) { return static_cast<unsigned char>(c) < 16; });
            QCOMPARE(io::findControl(text.data(), end) - text.data(), control - text.begin());
            const auto stop = std::find_if(text.begin(), text.end(), [](char c) {
                const auto byte = static_cast<unsigned char>(c);
                return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
            });
            QCOMPARE(io::findStringStop(text.data(), end) - text.data(), stop - text.begin());
        }
    }

    // Any inflater gives the rows back, wherever the same stood before.
    void rowsComeBackFromTheirBlocks() {
        Philox rng(82);
        for (int round = 0; round < 40; ++round) {
            io::RowDeflater rows;
            std::string expected, made;
            const auto words = 1 + rng.below(round % 2 == 0 ? 30 : 100'000);
            for (auto n = round == 0 ? 0 : rng.below(6000); n > 0; --n) {
                const io::RowDeflater::Row row{(1 + rng.below(words)) * 0x9E3779B97F4A7C15ull,
                    rng.below(3), rng.below(20) == 0 ? rng.below(5) * 0xABCDEF0123456789ull : 0,
                    rng.below(20) == 0 ? 1 : ~std::uint64_t{0}};
                rows.add(row);
                for (const auto value : row)
                    for (int i = 0; i < 8; ++i)
                        expected += static_cast<char>(value >> (8 * i));
                if (rows.waiting() > 1000)
                    made += rows.take();
            }
            rows.finish();
            made += rows.take();
            QCOMPARE(rows.bytes(), std::uint64_t(expected.size()));
            QVERIFY(inflated(made) == expected);
            QCOMPARE(rows.checksum(),
                std::uint32_t(adler32(1, reinterpret_cast<const Bytef*>(expected.data()),
                    static_cast<uInt>(expected.size()))));
        }
    }

    void partsAreWhatRecordsAre() {
        Philox rng(83);
        int refused = 0;
        for (int round = 0; round < 3000; ++round) {
            json records = json::array();
            for (auto n = rng.below(6); n > 0; --n)
                records.push_back(randomValue(rng, 3));
            json whole{{"a", randomValue(rng, 2)}, {"documents", std::move(records)},
                {"z", randomValue(rng, 2)}};
            auto text = whole.dump(round % 3 == 0 ? 1 : -1, ' ', round % 2 == 0);
            if (round % 4 == 1)
                text.insert(1, R"("z":{"x":1,"x":{"documents":[1]}},)"); // keys that stand twice
            if (round % 4 == 2)
                text.erase(rng.below(std::uint32_t(text.size())), 1 + rng.below(3));
            if (round % 50 == 3)
                text = "{\"documents\":[" + std::string(rng.below(80), '[');
            for (const bool skip : {false, true}) {
                const auto plain = read(text, false, skip), parts = read(text, true, skip);
                QCOMPARE(parts.error, plain.error);
                QVERIFY2(parts == plain, text.c_str());
                refused += !plain.error.empty();
            }
        }
        QVERIFY(refused > 500);
    }

    void aListAloneHoldsRecords() {
        for (const char* text : {"", "[{\"id\":1}]", "5", "{\"documents\":{\"id\":1}}",
                 "[[{\"documents\":[1]}]]", "{\"x\":{\"documents\":[5]},\"documents\":[7]}",
                 "{\"documents\":[1],\n\"documents\":[2]}"})
            QVERIFY2(read(text, true, true) == read(text, false, true), text);
    }

    // A record larger than all before it, and small ones behind it.
    void memoryIsUsedAgain() {
        json records = json::array();
        for (const std::size_t size : {10, 5'000'000, 10, 70'000, 3})
            records.push_back({{"text", std::string(size, 'x')}, {"list", {size, "y"}}});
        const auto found = read(json{{"documents", records}}.dump(), true, false);
        QVERIFY(json(found.records) == records);
    }

    void wordsAreJoinedOnTheWay() {
        Philox rng(84);
        static const std::array<std::string, 9> pieces{
            "a", "word", "", "é", "日本", "語", "😊", "x日", "ﬁn"};
        io::WordJoiner joiner;
        for (int round = 0; round < 5000; ++round) {
            const bool glue = rng.below(5) == 0;
            std::vector<std::string> words;
            std::string bytes; // words as a line has them, something behind each
            for (auto n = rng.below(8); n > 0; --n) {
                auto word = pieces[rng.below(pieces.size())];
                if (rng.below(6) == 0)
                    word += std::string(rng.below(40), 'w');
                bytes += word + "|";
                words.push_back(std::move(word));
            }
            // Not one byte behind the last word may be looked at.
            const std::vector<char> exact(bytes.begin(), bytes.end() - (bytes.empty() ? 0 : 1));
            joiner.clear();
            std::size_t at = 0;
            for (const auto& word : words) {
                const auto behind = exact.size() - at - word.size();
                joiner.add({exact.data() + at, word.size()}, glue,
                    rng.below(2) == 0 ? 0 : rng.below(std::uint32_t(behind) + 1));
                at += word.size() + 1;
            }
            auto expected = io::joinWords(words, glue);
            std::string text = "é ";
            std::vector<CodePointRange> places;
            const auto end = joiner.appendTo(text, 2, places);
            QCOMPARE(text, "é " + expected.text);
            QCOMPARE(std::size_t(end), 2 + countCodePoints(expected.text));
            for (auto& range : expected.ranges)
                range = {range.begin + 2, range.end + 2};
            QVERIFY(places == expected.ranges);
            const auto kept = joiner.words();
            QVERIFY(std::equal(kept.begin(), kept.end(), words.begin(), words.end()));
        }
    }

    // Sentences read at once hold what those do whose lines are looked at one by one.
    void plainLinesAreWhatOtherLinesAre() {
        Philox rng(86);
        static const std::array<std::string, 9> pieces{
            "a", "word", "", "é", "日本", "#", "-DOCSTART-", "longer-than-sixteen-bytes", " "};
        static const std::array<std::string, 7> tags{"O", "O", "O", "B-A", "I-A", "I-B", "x"};
        for (int round = 0; round < 400; ++round) {
            const auto kinds = round % 4 == 0 ? tags.size() : tags.size() - 1;
            const auto words = round % 3 == 0 ? pieces.size() : std::size_t{2};
            std::string lines, other;
            const auto add = [&](const std::string& line) {
                lines += line + "\n";
                other += line + "\r\n";
            };
            if (round % 5 == 0)
                add("# evenspan conll 1 IOB2");
            for (auto n = 2 + rng.below(30); n > 0; --n) {
                if (rng.below(6) == 0)
                    add(rng.below(4) == 0 ? "# newdoc id = " + std::to_string(n) : "# odd");
                for (auto m = rng.below(8); m > 0; --m)
                    add(pieces[rng.below(std::uint32_t(words))] + "\t"
                        + tags[rng.below(std::uint32_t(kinds))]
                        + (rng.below(60) == 0 ? "\tmore" : ""));
                add(rng.below(8) == 0 ? " " : "");
            }
            if (round % 7 == 0)
                lines.pop_back();
            const auto readAs = [&](const std::string& bytes) {
                test::CollectingSink sink;
                io::ImportOptions options;
                options.format = "conll";
                const std::vector paths{file(bytes)};
                const auto done = io::importFiles(paths, options, sink);
                std::vector<std::string> said{done ? std::string() : done.error().text()};
                if (done)
                    for (const auto* list : {&done->repaired, &done->lost, &done->warnings})
                        said.insert(said.end(), list->begin(), list->end());
                return std::pair(done ? sink.documents : std::vector<DocumentDraft>(), said);
            };
            const auto plain = readAs(lines), one = readAs(other);
            QVERIFY2(plain.second == one.second, lines.c_str());
            QVERIFY2(plain.first == one.first, lines.c_str());
        }
    }

    // Rows taken without a JSON value each are what the parser makes of them, and the same is
    // complained about. A blank behind a record keeps it from being plain.
    void plainRowsAreWhatParsedRowsAre() {
        Philox rng(87);
        static const std::array<std::string, 8> pieces{
            "a", "word", "", "é", "日本", "\"", "a\nb", "more-than-sixteen-bytes"};
        static const std::array<std::string, 6> tags{"O", "O", "B-A", "I-A", "I-B", "x"};
        std::size_t taken = 0;
        for (int round = 0; round < 600; ++round) {
            const auto words = round % 3 == 0 ? pieces.size() : std::size_t{5};
            // The first row tells the columns, and that there is one a line.
            std::string plain = R"({"tokens":["a","b"],"ner_tags":["O","B-A"]})"
                                "\n",
                        parsed = plain;
            for (auto n = 2 + rng.below(8); n > 0; --n) {
                json row{{"tokens", json::array()}, {"ner_tags", json::array()}};
                for (auto m = 1 + rng.below(5); m > 0; --m) {
                    row["tokens"].push_back(pieces[rng.below(std::uint32_t(words))]);
                    row["ner_tags"].push_back(
                        tags[rng.below(std::uint32_t(tags.size()) - (round % 4 == 0 ? 0 : 1))]);
                }
                switch (rng.below(12)) {
                case 0:
                    row["id"] = nullptr;
                    break;
                case 1:
                    row["ner_tags"].push_back("O");
                    break;
                case 2:
                    row.erase("ner_tags");
                    break;
                case 3:
                    row["ner_tags"][0] = rng.below(3);
                    break;
                case 4:
                    row["other"] = {{"a", 1}};
                    break;
                case 5:
                    row["tokens"] = rng.below(2) == 0 ? json(5) : json::array();
                    break;
                default:
                    row["id"] =
                        rng.below(2) == 0 ? json(rng.below(100)) : json("é" + std::to_string(n));
                    row["score"] = rng.below(2) == 0 ? json(0) : json(-1.5);
                    row["pos"] = {"x", 1};
                }
                auto text = row.dump();
                if (rng.below(3) == 0) // as Python writes it
                    for (const char* sign : {"\":", ",\""})
                        for (std::size_t at = 0; (at = text.find(sign, at)) != std::string::npos;)
                            text.insert(at += 1 + (sign[0] == '"'), " ");
                if (rng.below(20) == 0)
                    text.insert(1, R"("x":1,"x":2,)"); // a key that stands twice
                if (rng.below(20) == 0)
                    text.erase(rng.below(std::uint32_t(text.size())), 1);
                plain += text + "\n";
                parsed += text + " \n";
            }
            std::vector<std::string> problems, expected;
            const auto found = rows(plain, io::kRowsWait, &problems);
            const auto wanted = rows(parsed, io::kRowsWait, &expected);
            for (auto* list :
                {&problems, &expected}) // the blank counts where a record is cut short
                for (auto& line : *list)
                    line.erase(std::min(line.rfind(", column "), line.size()));
            QVERIFY2(problems == expected, plain.c_str());
            QVERIFY2(found == wanted, plain.c_str());
            taken += found.size();
        }
        QVERIFY(taken > 1000);
    }

    // Runs of tags say of schemes and mentions what whole sentences say.
    void runsOfTagsSayWhatSentencesSay() {
        Philox rng(85);
        static const std::array<std::string, 10> kinds{
            "O", "O", "O", "B-A", "I-A", "I-B", "E-A", "S-B", "L-A", "U"};
        for (int round = 0; round < 500; ++round) {
            SchemeDetector whole, parts;
            io::TagRuns runs;
            for (int sentence = 0; sentence < 5; ++sentence) {
                std::vector<std::string> tags;
                runs.clear();
                for (std::uint32_t i = 0, n = rng.below(12); i < n; ++i) {
                    tags.push_back(kinds[rng.below(round % 2 == 0 ? 6 : 10)]);
                    runs.add(i, tags.back());
                }
                whole.add(tags);
                for (const auto scheme : kAllTagSchemes) {
                    std::vector<TagRepair> repairs, found;
                    const auto expected =
                        mentionsFromTags(tags, scheme, Reading::Lenient, &repairs);
                    std::vector<Mention> mentions;
                    runs.each([&](std::uint32_t first, std::span<const std::string> run) {
                        auto some = mentionsFromTags(run, scheme, Reading::Lenient, &found);
                        for (auto& mention : some)
                            mentions.push_back(
                                {mention.begin + first, mention.end + first, mention.label});
                    });
                    QVERIFY(mentions == expected);
                    QCOMPARE(found.size(), repairs.size());
                }
                runs.each([&](std::uint32_t, std::span<const std::string> run) { parts.add(run); });
            }
            QCOMPARE(parts.labelledTags(), whole.labelledTags());
            const auto a = whole.ranking(), b = parts.ranking();
            QCOMPARE(a.size(), b.size());
            for (std::size_t i = 0; i < a.size(); ++i)
                QVERIFY(a[i].scheme == b[i].scheme && a[i].violations == b[i].violations);
        }
    }

    // Rows that are too many to wait are read again: the same documents, and nothing told twice.
    void rowsThatDoNotWaitAreReadAgain() {
        std::string bytes;
        for (int i = 0; i < 50; ++i) {
            json row{{"id", i}, {"tokens", {"Ana", "met", "日本", "Ben"}},
                {"ner_tags", {"I-PER", "O", "O", i % 2 == 0 ? "I-PER" : "B-PER"}},
                {"place", "x" + std::to_string(i)}};
            if (i % 10 == 7)
                row["ner_tags"] = {"O"};
            bytes += row.dump() + "\n";
        }
        std::vector<std::string> once, twice;
        const auto kept = rows(bytes, io::kRowsWait, &once), again = rows(bytes, 1000, &twice);
        QCOMPARE(kept.size(), std::size_t{45});
        QCOMPARE(kept[0].spans.size(), std::size_t{2});
        QCOMPARE(kept[0].metadata.at("place"), std::string("x0"));
        QVERIFY(kept == again);
        QCOMPARE(once, twice);
        QCOMPARE(once.size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TstFastParts)
#include "tst_fast_parts.moc"
