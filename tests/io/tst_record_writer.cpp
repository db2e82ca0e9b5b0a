// SPDX-License-Identifier: GPL-3.0-or-later
// What all writers of JSON records share: checks, losses, layout, and what a reader will find.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/base/rng.h"
#include "core/io/json_tokens.h"
#include "core/io/json_write.h"
#include "core/text/utf8.h"

#include <nlohmann/json.hpp>
#endif
#include <cmath>
#include <QTest>

using namespace evenspan;
using namespace evenspan::io;
using nlohmann::json;

namespace {

// A record is the document's name and its labels.
class PlainWriter final : public RecordWriter {
public:
    PlainWriter(Shape shape, ByteSink bytes, KeptSink kept, bool attributes = false)
        : RecordWriter(shape, std::move(bytes), std::move(kept))
        , m_attributes(attributes) { }
    bool fails = false;
    std::vector<std::uint64_t> numbers;

protected:
    Result<std::string> record(DocumentDraft& document) override {
        numbers.push_back(number());
        if (fails)
            return Error{ErrorCode::Unsupported, "No", where(), "Another format."};
        std::string out = document.name;
        for (const auto& span : document.spans)
            out += " " + span.label;
        if (document.name == "short") {
            document.spans.clear();
            lost("span that is not kept");
        }
        return out;
    }
    bool keepsAttributes() const override { return m_attributes; }

private:
    bool m_attributes;
};

struct Work {
    std::string bytes;
    std::vector<DocumentDraft> kept;
    RecordWriter::Shape shape{"plain", "<", ";", ">"};
    bool full = false;
    std::unique_ptr<PlainWriter> writer;
    explicit Work(bool attributes = false, bool keep = true) {
        writer = std::make_unique<PlainWriter>(
            shape,
            [this](std::string_view more) -> Result<void> {
                if (full)
                    return Error{ErrorCode::NoSpace, "Full", "file", "Free some space."};
                bytes += more;
                return {};
            },
            keep ? KeptSink([this](DocumentDraft&& draft) { kept.push_back(std::move(draft)); })
                 : KeptSink(),
            attributes);
    }
};

DocumentDraft draft(const std::string& name, const std::string& text = "Mira met Bo.") {
    DocumentDraft out;
    out.name = name;
    out.text = text;
    return out;
}
SpanDraft span(std::uint32_t begin, std::uint32_t end, const char* label) {
    SpanDraft out;
    out.range = {begin, end};
    out.label = label;
    return out;
}

} // namespace

class TstRecordWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recordsAreLaidOut() {
        for (const int count : {0, 1, 2, 5}) {
            Work work;
            std::string expected = "<";
            for (int i = 0; i < count; ++i) {
                QVERIFY(work.writer->add(draft("d" + std::to_string(i))).ok());
                expected += (i ? ";d" : "d") + std::to_string(i);
            }
            const auto report = work.writer->finish();
            QVERIFY(report.ok());
            QCOMPARE(work.bytes, expected + ">");
            QCOMPARE(report->format, std::string("plain"));
            QCOMPARE(report->documents, std::uint64_t(count));
            QCOMPARE(report->tokens, std::uint64_t(4 * count));
            QCOMPARE(report->sentences, std::uint64_t(count));
            QVERIFY(report->lost.empty());
            QCOMPARE(work.kept.size(), std::size_t(count));
        }
        // Lines of their own: without a document there is nothing, not even a line end.
        std::string bytes;
        PlainWriter lines({"lines", "", "\n", "\n"},
            [&](std::string_view more) -> Result<void> {
                bytes += more;
                return {};
            },
            {});
        QVERIFY(lines.finish().ok());
        QCOMPARE(bytes, std::string());
    }

    void spansAreThoseThatWereAccepted() {
        Work work;
        auto document = draft("d");
        document.spans = {span(9, 11, "C"), span(0, 8, "B"), span(0, 4, "A"), span(0, 4, "A2"),
            span(5, 8, "no"), span(5, 8, "maybe")};
        document.spans[4].state = SpanState::Rejected;
        document.spans[5].state = SpanState::Suggested;
        document.spans[0].attributes = {{"sure", "yes"}};
        document.spans[1].score = 0.5;
        QVERIFY(work.writer->add(document).ok());
        const auto report = *work.writer->finish();
        QCOMPARE(work.bytes, std::string("<d A A2 B C>")); // by place, else in their order
        QCOMPARE(report.spans, std::uint64_t(4));
        QCOMPARE(report.lost,
            (std::vector<std::string>{
                "1 × span whose attributes are not kept (first at document 1)",
                "1 × span whose score is not kept (first at document 1)",
                "2 × suggestion or rejected span, not written (first at document 1)"}));
        // The kept document is what a reader finds.
        QCOMPARE(work.kept[0].spans.size(), std::size_t(4));
        QVERIFY(work.kept[0].spans[3].attributes.empty() && !work.kept[0].spans[2].score);
        QCOMPARE(work.kept[0].grid.tokens.size(), std::size_t(4)); // made, since none was given
        Work keeps(true);
        QVERIFY(keeps.writer->add(document).ok());
        QCOMPARE(keeps.writer->finish()->lost.size(), std::size_t(1));
        QCOMPARE(keeps.kept[0].spans[3].attributes.at("sure"), std::string("yes"));
        QCOMPARE(keeps.kept[0].spans[2].score.value_or(0), 0.5);
    }

    void whatARecordLosesIsCounted() {
        Work work;
        for (const char* name : {"short", "long", "short"}) {
            auto document = draft(name);
            document.spans = {span(0, 4, "A")};
            QVERIFY(work.writer->add(document).ok());
        }
        QVERIFY(work.writer->add(draft("empty", "")).ok());
        const auto report = *work.writer->finish();
        QCOMPARE(report.spans, std::uint64_t(1));
        QCOMPARE(report.documents, std::uint64_t(3)); // the empty one has no record
        QCOMPARE(report.lost,
            (std::vector<std::string>{"1 × document without text (first at document 4)",
                "2 × span that is not kept (first at document 1)"}));
        QCOMPARE(work.writer->numbers, (std::vector<std::uint64_t>{1, 2, 3}));
    }

    void importedWordsAreCountedAsTheyAre() {
        Work work(false, false);
        auto document = draft("d");
        document.grid.tokens = {{0, 12}};
        document.grid.sentenceStarts = {0};
        document.gridImported = true;
        QVERIFY(work.writer->add(document).ok());
        QCOMPARE(work.writer->finish()->tokens, std::uint64_t(1));
    }

    void whatCannotBeWrittenIsAnError_data() {
        QTest::addColumn<int>("part");
        QTest::addColumn<QByteArray>("code");
        const char* parts[]{"name", "text", "split", "key", "value", "label"};
        for (int part = 0; part < 6; ++part)
            QTest::newRow(parts[part]) << part << QByteArray("bad-encoding");
        QTest::newRow("empty span") << 6 << QByteArray("invalid-argument");
        QTest::newRow("span beyond the text") << 7 << QByteArray("invalid-argument");
        QTest::newRow("record") << 8 << QByteArray("unsupported");
    }
    void whatCannotBeWrittenIsAnError() {
        QFETCH(int, part);
        QFETCH(QByteArray, code);
        Work work;
        QVERIFY(work.writer->add(draft("first")).ok());
        auto document = draft("d");
        const auto at = [&](int number) { return std::string(part == number ? "\xFF" : "x"); };
        document.name = at(0);
        document.text = part == 1 ? "\xED\xA0\x80" : "Mira met Bo.";
        document.split = at(2);
        document.metadata = {{at(3), at(4)}};
        document.spans = {span(0, part == 6 ? 0 : part == 7 ? 13 : 4, at(5).c_str())};
        work.writer->fails = part == 8;
        const auto added = work.writer->add(document);
        QVERIFY(!added.ok());
        QCOMPARE(QByteArray(errorCodeName(added.error().code)), code);
        QVERIFY(added.error().where.find("document 2") != std::string::npos);
        QVERIFY(!added.error().remedy.empty());
    }

    void aFullDiskIsSaid() {
        Work work;
        work.full = true;
        Result<void> done;
        for (int i = 0; i < 10 && done.ok(); ++i) // written in larger pieces
            done = work.writer->add(draft(std::string(20000, 'n')));
        QCOMPARE(done.error().code, ErrorCode::NoSpace);
        Work last;
        QVERIFY(last.writer->add(draft("d")).ok());
        last.full = true;
        QCOMPARE(last.writer->finish().error().code, ErrorCode::NoSpace);
    }

    void linesHoldOneValue() {
        const nlohmann::ordered_json value{{"b", "a\n\xC3\xA9\xF0\x9F\x98\x80"}, {"a", {1, 2.5}}};
        const auto line = dumpLine(value);
        QCOMPARE(line, std::string("{\"b\":\"a\\n\xC3\xA9\xF0\x9F\x98\x80\",\"a\":[1,2.5]}"));
        QVERIFY(dumpLine("\xFF").find("\xEF\xBF\xBD") != std::string::npos); // never an exception
    }

    // --- The words of a JSON text, read from their first byte on
    void stringsAreRead() {
        Philox rng(19);
        static constexpr std::u32string_view letters =
            U"ab\"\\/\b\f\n\r\t\u0001\u00E9\u4E1C\uFFFF\U0001F600\u2028";
        for (int round = 0; round < 5000; ++round) {
            std::string text;
            for (auto left = rng.below(12); left > 0; --left)
                appendUtf8(text, letters[rng.below(letters.size())]);
            const auto written = json(text).dump(-1, ' ', rng.below(2) == 0); // also as \uXXXX
            const auto behind = written + "rest";
            JsonWindow window(behind);
            JsonTokens tokens(window);
            const auto read = tokens.string();
            QVERIFY(read.has_value() && !tokens.fault());
            QCOMPARE(std::string(*read), text);
            QCOMPARE(std::string(window.at(), window.end()), std::string("rest"));
        }
    }

    void numbersAreRead_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("kind"); // i signed, u unsigned, d double, else the fault
        const auto row = [](const char* text, const char* kind) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(kind);
        };
        row("0", "u");
        row("-0", "i");
        row("18446744073709551615", "u");
        row("18446744073709551616", "d");
        row("-9223372036854775808", "i");
        row("-9223372036854775809", "d");
        row("1.5", "d");
        row("1e2", "d");
        row("1E+2", "d");
        row("-0.0", "d");
        row("1e-400", "d"); // nearly nothing
        row("1e400", "number");
        row("-1e400", "number");
        row("-", "end");
        row("1.", "end");
        row("1.x", "syntax");
        row("1e", "end");
        row("1e+", "end");
        row("-x", "syntax");
    }
    void numbersAreRead() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, kind);
        const auto bytes = text.toStdString();
        JsonWindow window(bytes);
        JsonTokens tokens(window);
        const auto read = tokens.number();
        if (!read) {
            QVERIFY(tokens.fault().has_value());
            QCOMPARE(QByteArray(*tokens.fault() == JsonFault::Number ? "number"
                             : *tokens.fault() == JsonFault::End     ? "end"
                                                                     : "syntax"),
                kind);
            return;
        }
        static constexpr const char* kinds[]{"i", "u", "d"};
        QCOMPARE(QByteArray(kinds[read->index()]), kind);
        const double expected = std::strtod(bytes.c_str(), nullptr);
        QCOMPARE(std::visit([](auto value) { return double(value); }, *read), expected);
    }

    void brokenStrings_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("fault");
        const auto row = [](const char* text, JsonFault fault) {
            QTest::newRow(text) << QByteArray(text) << int(fault);
        };
        row("\"", JsonFault::End);
        row("\"a", JsonFault::End);
        row("\"\\", JsonFault::End);
        row("\"\\u12", JsonFault::End);
        row("\"\\x\"", JsonFault::Syntax);
        row("\"\\u12G4\"", JsonFault::Syntax);
        row("\"\\ud800\"", JsonFault::Surrogate);
        row("\"\\ud800\\n\"", JsonFault::Surrogate);
        row("\"\\ud800\\ud800\"", JsonFault::Surrogate);
        row("\"\\udc00\"", JsonFault::Surrogate);
        row("\"a\nb\"", JsonFault::Control);
        row("\"\x1F\"", JsonFault::Control);
        row("\"\xFF\"", JsonFault::Encoding);
        row("\"\xC3\"", JsonFault::Encoding);
        row("\"\xED\xA0\x80\"", JsonFault::Encoding);
        row("\"\xC3\\u00e9\"", JsonFault::Encoding);
    }
    void brokenStrings() {
        QFETCH(QByteArray, text);
        QFETCH(int, fault);
        const auto bytes = text.toStdString();
        JsonWindow window(bytes);
        JsonTokens tokens(window);
        QVERIFY(!tokens.string());
        QVERIFY(tokens.fault().has_value());
        QCOMPARE(int(*tokens.fault()), fault);
    }
};

QTEST_APPLESS_MAIN(TstRecordWriter)
#include "tst_record_writer.moc"
