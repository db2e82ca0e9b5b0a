// SPDX-License-Identifier: GPL-3.0-or-later
// What is no JSON, no record or no span, as the readers of JSON records and tables answer it.
#include "core/base/rng.h"
#include "core/io/exporter.h"
#include "core/text/utf8.h"
#include "tests/io/io_cases.h"

#include <algorithm>
#include <QTemporaryDir>

using namespace evenspan;
using test::CollectingSink;

class TstJsonBad : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    Result<io::ImportReport> read(const std::string& bytes, CollectingSink& sink,
        io::ImportOptions options = {}, const std::string& name = "a.json") {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / name;
        test::writeBytes(path, bytes);
        return io::importFiles(std::span(&path, 1), options, sink);
    }

private Q_SLOTS:
    // Each is refused with its place; where the rest is asked for, it is left out and listed.
    void bad_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("what");
        const auto row = [](const char* tag, const QByteArray& line, const char* what) {
            QTest::newRow(tag) << line << QByteArray(what);
        };
        row("too deep",
            "{\"text\":\"a\",\"spans\":[],\"x\":" + QByteArray(70, '[') + QByteArray(70, ']') + "}",
            "deeper");
        row("key twice", R"({"text":"a","text":"b","spans":[]})", "twice");
        row("huge number", R"({"text":"a","spans":[{"start":1e999,"end":1,"label":"X"}]})",
            "too large");
        row("big whole number",
            R"({"text":"a","spans":[{"start":99999999999999999999,"end":1,"label":"X"}]})",
            "lacks");
        row("lone surrogate", R"({"text":"\ud83d","spans":[]})", "surrogate");
        row("truncated", R"({"text":"a","spans":[)", "ends");
        row("no JSON", R"({"text":"a",,})", "broken");
        row("outside", R"({"text":"abc","spans":[{"start":0,"end":9,"label":"X"}]})", "outside");
        row("inverted", R"({"text":"abc","spans":[{"start":2,"end":1,"label":"X"}]})", "before");
        row("empty span", R"({"text":"abc","spans":[{"start":1,"end":1,"label":"X"}]})", "empty");
        row("negative", R"({"text":"abc","spans":[{"start":-2,"end":1,"label":"X"}]})", "outside");
        row("no label", R"({"text":"abc","spans":[{"start":0,"end":1}]})", "lacks");
        row("empty label", R"({"text":"abc","spans":[{"start":0,"end":1,"label":""}]})", "label");
        row("no text", R"({"spans":[]})", "no text");
        row("empty text", R"({"text":"","spans":[]})", "empty");
        row("text is a number", R"({"text":7,"spans":[]})", "no text");
        row("NUL", R"({"text":"a\u0000b","spans":[]})", "NUL");
        row("a bare word", "nonsense}", "broken");
    }
    void bad() {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, what);
        const QByteArray good = R"({"text":"Bo","spans":[{"start":0,"end":2,"label":"PER"}]})";
        const auto bytes = QByteArray(good + "\n" + line + "\n" + good + "\n").toStdString();
        io::ImportOptions options;
        options.format = "prodigy";
        CollectingSink strict;
        const auto refused = read(bytes, strict, options);
        QVERIFY(!refused);
        QVERIFY2(refused.error().what.find(what.toStdString()) != std::string::npos,
            refused.error().what.c_str());
        QVERIFY2(refused.error().where.find("line 2") != std::string::npos,
            refused.error().where.c_str());
        QVERIFY(!refused.error().remedy.empty());
        options.skipBad = true;
        CollectingSink lenient;
        const auto report = read(bytes, lenient, options);
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
        QVERIFY(lenient.documents.size() >= 2);
        QCOMPARE(lenient.documents.back().text, std::string("Bo"));
        QCOMPARE(report->problems.size(), std::size_t(1));
        QVERIFY(report->problems[0].find("line 2") != std::string::npos);
    }

    // One big array is read record by record, and an error in it names line and column.
    void bigArray() {
        std::string bytes = "[\n";
        for (int i = 0; i < 20000; ++i)
            bytes += std::string(i ? ",\n" : "")
                + "{\"text\": \"Ana 😊 is here\", \"spans\": [{\"start\": 0, \"end\": 3, \"label\": "
                  "\"PER\"}]}";
        CollectingSink sink;
        const auto report = read(bytes + "\n]\n", sink);
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
        QCOMPARE(sink.documents.size(), std::size_t(20000));
        CollectingSink cut;
        const auto broken = read(bytes, cut);
        QVERIFY(!broken);
        QCOMPARE(int(broken.error().code), int(ErrorCode::BadFormat));
        QVERIFY(broken.error().where.find("line 20001") != std::string::npos);
    }

    // The readers take anything: an answer or an error, never more. Equal bytes, equal answers.
    void anyBytes() {
        Philox random(3);
        const std::array seeds{
            std::string(R"({"id":1,"text":"Zoë 😊","label":[[0,3,"P"]],"meta":{"a":1}})"),
            std::string(
                R"([{"id":1,"data":{"text":"Zoë"},"annotations":[{"result":[{"type":"labels",)"
                R"("value":{"start":0,"end":3,"text":"Zoë","labels":["P"]}}]}]}])"),
            std::string(R"(["Zoë",{"entities":[[0,3,"P"]]}])"),
            std::string(R"({"tokens":["a","b"],"ner_tags":["B-X","I-X"]})"),
            std::string(
                R"([{"fields":{"text":"Zoë"},"responses":{"q":[{"value":[{"start":0,"end":1,)"
                R"("label":"P"}]}]},"metadata":{"evenspan":"{}"}}])"),
            std::string("text,spans\r\n\"Zoë, a\",\"[[0,3,\"\"P\"\"]]\"\r\n")};
        const std::array pieces{"{", "}", "[", "]", "\"", ",", ":", "\\u", "\\ud83d", "1e400", "-1",
            "null", "\n", "\r", "\xFF", "\xE2\x80", "0", "99999999999", "[[", "\"text\":", "\x00"};
        for (int round = 0; round < 3000; ++round) {
            auto bytes = seeds[random.below(seeds.size())];
            for (auto n = 1 + random.below(4); n > 0; --n) {
                const auto at = random.below(bytes.size() + 1);
                const auto length = random.below(std::min<std::size_t>(bytes.size() - at, 9) + 1);
                if (random.below(3) == 0)
                    bytes.insert(at, bytes.substr(random.below(bytes.size() + 1), 30));
                else
                    bytes.replace(at, length, pieces[random.below(pieces.size())]);
            }
            io::ImportOptions options;
            const std::array names{"auto", "doccano", "label-studio", "prodigy", "spacy-tuples",
                "hf-json", "argilla", "csv"};
            options.format = names[random.below(names.size())];
            options.skipBad = random.below(2) == 0;
            CollectingSink one, two;
            const char* name = random.below(4) ? "a.json" : "a.csv";
            const auto first = read(bytes, one, options, name);
            const auto second = read(bytes, two, options, name);
            QCOMPARE(first.ok(), second.ok());
            QVERIFY(one.documents == two.documents);
            if (!first)
                QVERIFY(!first.error().what.empty() && !first.error().remedy.empty());
            for (const auto& document : one.documents) {
                QVERIFY(!firstInvalidUtf8(document.text) && !document.text.empty());
                const auto size = countCodePoints(document.text);
                for (const auto& item : document.spans)
                    QVERIFY(!item.range.empty() && item.range.end <= size && !item.label.empty());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TstJsonBad)
#include "tst_json_bad.moc"
