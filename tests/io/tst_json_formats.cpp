// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/io/exporter.h"
#include "core/io/json_read.h"
#include "core/text/grid.h"
#include "core/text/utf8.h"
#include "tests/io/io_cases.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <QTemporaryDir>

using namespace evenspan;
using test::CollectingSink;

namespace {

const std::string kText = "Zoë 😊 met Ana Ruiz in Oslo.";

SpanDraft span(std::uint32_t begin, std::uint32_t end, const char* label) {
    SpanDraft out;
    out.range = {begin, end};
    out.label = label;
    out.source = SpanSource::Import;
    return out;
}

const std::array kPieces{" ", "  ", "\n", "\r\n", "\t", "\"", "\\", "\\n", ",", ";", "=1+1", "a",
    "Kim", "9", "é", "e\xCC\x81", "\xE2\x80\x8B", "\xE2\x80\x8F", "שלום", "科",
    "👩‍👩‍👧", "🇳🇴", "😊", "\xE2\x80\xA8", "\x01", "\x7F", "<b>", "नि"};

DocumentDraft randomDocument(Philox& random) {
    DocumentDraft out;
    const auto text = [&](std::size_t pieces) {
        std::string made;
        for (std::size_t i = 0; i < pieces; ++i)
            made += kPieces[random.below(kPieces.size())];
        return made;
    };
    out.text = text(1 + random.below(14));
    out.name = "n" + text(random.below(3));
    out.split = random.below(2) ? "train" : "";
    out.state = DocumentState(random.below(6));
    for (auto n = random.below(3); n > 0; --n)
        out.metadata[random.below(4) ? "k" + text(random.below(3)) : "label"] =
            text(random.below(3));
    const auto size = static_cast<std::uint32_t>(countCodePoints(out.text));
    for (auto n = random.below(5); n > 0; --n) {
        const auto begin = static_cast<std::uint32_t>(random.below(size));
        out.spans.push_back(
            span(begin, begin + 1 + static_cast<std::uint32_t>(random.below(size - begin)),
                n % 2 ? "PER" : "a label"));
    }
    out.grid = *makeGrid(out.text);
    if (random.below(3) == 0) {
        out.gridImported = true;
        if (!out.grid.tokens.empty())
            out.grid.tokens.front().end = out.grid.tokens.front().begin;
    }
    return out;
}

DocumentDraft normal(DocumentDraft document) {
    std::sort(document.spans.begin(), document.spans.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.range, a.label) < std::tuple(b.range, b.label);
    });
    for (auto& item : document.spans)
        item.attributes.erase("id");
    return document;
}

std::string differs(const DocumentDraft& x, const DocumentDraft& y) {
    const auto a = normal(x), b = normal(y);
    return a == b                  ? ""
        : a.text != b.text         ? "text"
        : a.grid != b.grid         ? "grid"
        : a.spans != b.spans       ? "spans"
        : a.name != b.name         ? "name"
        : a.split != b.split       ? "split"
        : a.state != b.state       ? "state"
        : a.metadata != b.metadata ? "metadata"
                                   : "origin";
}

} // namespace

class TstJsonFormats : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    std::filesystem::path path(const std::string& name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    Result<io::ImportReport> read(const std::string& bytes, CollectingSink& sink,
        io::ImportOptions options = {}, const std::string& name = "a.json") {
        test::writeBytes(path(name), bytes);
        const std::vector paths{path(name)};
        return io::importFiles(paths, options, sink);
    }

    static Result<io::ExportReport> write(const std::vector<DocumentDraft>& documents,
        const io::ExportOptions& options, std::string& bytes, std::vector<DocumentDraft>& kept) {
        auto writer = io::makeWriter(
            options,
            [&](std::string_view part) -> Result<void> {
                bytes += part;
                return {};
            },
            [&](DocumentDraft&& document) { kept.push_back(std::move(document)); });
        if (!writer)
            return writer.error();
        for (const auto& document : documents)
            if (auto done = (*writer)->add(document); !done)
                return done.error();
        return (*writer)->finish();
    }

private Q_SLOTS:
    // The same sentence as each tool writes it: recognised by itself, and the same spans.
    void recognised_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* tag, const char* format, const char* bytes) {
            QTest::newRow(tag) << QString::fromLatin1(format)
                               << QByteArray(bytes).replace("TEXT", QByteArray(kText.c_str()));
        };
        row("doccano old", "doccano",
            R"({"id":1,"text":"TEXT","meta":{},"labels":[[11,19,"PER"],[23,27,"LOC"]]})");
        row("doccano new", "doccano",
            R"({"id":1,"text":"TEXT","label":[[11,19,"PER"],[23,27,"LOC"]],"Comments":[]})");
        row("doccano graphemes", "doccano",
            R"({"id":1,"text":"TEXT","label":[[10,18,"PER"],[22,26,"LOC"]],"Comments":[]})");
        row("doccano relations", "doccano",
            R"({"id":1,"text":"TEXT","entities":[{"id":5,"label":"PER","start_offset":11,)"
            R"("end_offset":19},{"id":6,"label":"LOC","start_offset":23,"end_offset":27}],)"
            R"("relations":[{"id":1,"from_id":5,"to_id":6,"type":"in"}],"Comments":[]})");
        row("label studio", "label-studio",
            R"([{"id":1,"data":{"text":"TEXT"},"annotations":[{"id":9,"was_cancelled":false,)"
            R"("result":[{"id":"r1","type":"labels","value":{"start":10,"end":18,)"
            R"("text":"Ana Ruiz","labels":["PER"]}},{"type":"labels","value":{"start":22,)"
            R"("end":26,"text":"Oslo","labels":["LOC"]}}]}]}])");
        row("label studio before 1.0, UTF-16", "label-studio",
            R"([{"id":1,"data":{"body":"TEXT"},"completions":[{"id":9,"result":[{"id":"r1",)"
            R"("type":"labels","value":{"start":11,"end":19,"text":"Ana Ruiz","labels":["PER"]}},)"
            R"({"type":"labels","value":{"start":23,"end":27,"text":"Oslo",)"
            R"("labels":["LOC"]}}]}]}])");
        row("label studio min", "label-studio",
            R"([{"id":1,"text":"TEXT","label":[{"start":10,"end":18,"text":"Ana Ruiz",)"
            R"("labels":["PER"]},{"start":22,"end":26,"text":"Oslo","labels":["LOC"]}],)"
            R"("annotator":2,"lead_time":6.1}])");
        row("prodigy", "prodigy",
            R"({"text":"TEXT","spans":[{"start":10,"end":18,"label":"PER"},)"
            R"({"start":22,"end":26,"label":"LOC"}],"answer":"accept","_view_id":"ner"})");
        row("prodigy, pretty", "prodigy",
            "[\n {\n  \"text\": \"TEXT\",\n  \"spans\": "
            "[{\"start\":10,\"end\":18,\"label\":\"PER\"},"
            "\n{\"start\":22,\"end\":26,\"label\":\"LOC\"}]\n }\n]\n");
        row("tuples", "spacy-tuples", R"([["TEXT",{"entities":[[10,18,"PER"],[22,26,"LOC"]]}]])");
        row("tuples in an object", "spacy-tuples",
            R"({"classes":["PER"],"annotations":[["TEXT",{"entities":[[10,18,"PER"],)"
            R"([22,26,"LOC"]]}]]})");
        row("argilla", "argilla",
            R"([{"id":"1","fields":{"text":"TEXT"},"metadata":{},"suggestions":{},"responses":)"
            R"({"q":[{"value":[{"start":10,"end":18,"label":"PER"},{"start":22,"end":26,)"
            R"("label":"LOC"}],"user_id":"u"}]}}])");
        row("argilla 1", "argilla",
            R"([{"text":"TEXT","tokens":["Zoë"],"annotation":[["PER",10,18],["LOC",22,26]]}])");
    }
    void recognised() {
        QFETCH(QString, format);
        QFETCH(QByteArray, bytes);
        CollectingSink sink;
        const auto report = read(bytes.toStdString(), sink);
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
        QCOMPARE(QString::fromStdString(report->format), format);
        QCOMPARE(sink.documents.size(), std::size_t(1));
        const auto& document = sink.documents[0];
        QCOMPARE(document.text, kText);
        QCOMPARE(document.spans.size(), std::size_t(2));
        QVERIFY(document.spans[0].range == (CodePointRange{10, 18}));
        QVERIFY(document.spans[1].range == (CodePointRange{22, 26}));
        QCOMPARE(document.spans[1].label, std::string("LOC"));
        QCOMPARE(int(document.state), int(DocumentState::Done));
        QVERIFY(report->problems.empty());
    }

    // What was written comes back, and `kept` says exactly what.
    void roundTrip_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("shape");
        QTest::addColumn<bool>("whole"); // everything comes back
        const auto row = [](const char* tag, const char* format, const char* shape, bool whole) {
            QTest::newRow(tag) << QString::fromLatin1(format) << QString::fromLatin1(shape)
                               << whole;
        };
        row("doccano", "doccano", "", true);
        row("doccano relation", "doccano", "relation", true);
        row("label studio", "label-studio", "", true);
        row("label studio min", "label-studio", "min", true);
        row("prodigy", "prodigy", "", true);
        row("argilla", "argilla", "", true);
        row("csv", "csv", "", false);
        row("tsv", "csv", "tab", false);
    }
    void roundTrip() {
        QFETCH(QString, format);
        QFETCH(QString, shape);
        QFETCH(bool, whole);
        Philox random(11);
        std::vector<DocumentDraft> documents;
        for (int i = 0; i < 250; ++i)
            documents.push_back(randomDocument(random));
        io::ExportOptions options;
        options.format = format.toStdString();
        if (!shape.isEmpty())
            options.settings[format == QLatin1String("csv") ? "delimiter" : "shape"] =
                shape.toStdString();
        std::string bytes;
        std::vector<DocumentDraft> kept;
        const auto written = write(documents, options, bytes, kept);
        QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
        QVERIFY(!whole || written->lost.empty());
        CollectingSink sink;
        io::ImportOptions how;
        how.format = options.format;
        // Texts of odd pieces may fit another unit by chance.
        how.offsets =
            format == QLatin1String("doccano") ? io::OffsetUnit::Utf16 : io::OffsetUnit::CodePoint;
        const auto report = read(bytes, sink, how);
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
        QCOMPARE(sink.documents.size(), documents.size());
        QCOMPARE(kept.size(), documents.size());
        for (std::size_t i = 0; i < documents.size(); ++i) {
            const auto& expected = whole ? documents[i] : kept[i];
            const auto difference = differs(expected, sink.documents[i]);
            QVERIFY2(difference.empty(), (std::to_string(i) + ": " + difference).c_str());
            const auto told = differs(kept[i], sink.documents[i]);
            QVERIFY2(told.empty(), (std::to_string(i) + " kept: " + told).c_str());
        }
    }

    void tuplesAndRowsKeepWhatTheySay() {
        Philox random(5);
        std::vector<DocumentDraft> documents;
        for (int i = 0; i < 100; ++i)
            documents.push_back(randomDocument(random));
        for (const char* format : {"spacy-tuples", "hf-json"}) {
            std::string bytes;
            std::vector<DocumentDraft> kept;
            io::ExportOptions options;
            options.format = format;
            QVERIFY(write(documents, options, bytes, kept));
            CollectingSink sink;
            io::ImportOptions how;
            how.format = format;
            how.offsets = io::OffsetUnit::CodePoint;
            how.scheme = TagScheme::Iob2;
            how.skipBad = true;
            const auto report = read(bytes, sink, how);
            QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
            QCOMPARE(sink.documents.size(), kept.size());
            for (std::size_t i = 0; i < kept.size(); ++i) {
                QCOMPARE(sink.documents[i].text, kept[i].text);
                QVERIFY(normal(sink.documents[i]).spans == normal(kept[i]).spans);
            }
        }
    }

    void severalPeopleAndMachines() {
        CollectingSink sink;
        const std::string bytes = R"([{"id":1,"data":{"text":"Ana in Oslo"},"annotations":[
          {"id":1,"completed_by":1,"was_cancelled":true,"result":[]},
          {"id":2,"completed_by":2,"result":[{"type":"labels","value":{"start":0,"end":3,"labels":["A"]}}]},
          {"id":3,"completed_by":{"id":3,"email":"x"},"ground_truth":true,"result":[
             {"type":"labels","value":{"start":7,"end":11,"labels":["B"]}},
             {"type":"relation","from_id":"x","to_id":"y"}]}],
          "predictions":[{"model_version":"m3","score":0.91,"result":[
             {"type":"labels","value":{"start":0,"end":3,"labels":["C"]}}]}]}])";
        const auto report = read(bytes, sink);
        QVERIFY(report);
        const auto& spans = sink.documents.at(0).spans;
        QCOMPARE(spans.size(), std::size_t(3));
        QCOMPARE(int(spans[0].state), int(SpanState::Suggested));
        QCOMPARE(spans[0].attributes.at("annotator"), std::string("2"));
        QCOMPARE(int(spans[1].state), int(SpanState::Accepted));
        QCOMPARE(spans[1].attributes.at("annotator"), std::string("3"));
        QCOMPARE(int(spans[2].source), int(SpanSource::Model));
        QCOMPARE(int(spans[2].state), int(SpanState::Suggested));
        QCOMPARE(*spans[2].score, 0.91);
        QCOMPARE(report->lost.size(), std::size_t(2)); // the cancelled one and the relation
        io::ImportOptions options;
        options.settings["annotator"] = "2";
        CollectingSink other;
        QVERIFY(read(bytes, other, options));
        QCOMPARE(int(other.documents.at(0).spans[0].state), int(SpanState::Accepted));
    }

    void rejectedAnswersAreNoTruth() {
        CollectingSink sink;
        QVERIFY(
            read("{\"text\":\"Ana\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"P\"}],"
                 "\"answer\":\"reject\"}\n{\"text\":\"Bo\",\"spans\":[],\"answer\":\"accept\"}\n"
                 "{\"text\":\"Cy\",\"spans\":[],\"answer\":\"ignore\"}\n",
                sink));
        QCOMPARE(int(sink.documents.at(0).spans.at(0).state), int(SpanState::Rejected));
        QCOMPARE(int(sink.documents[0].state), int(DocumentState::InWork));
        QCOMPARE(int(sink.documents[1].state), int(DocumentState::Done));
        QCOMPARE(int(sink.documents[2].state), int(DocumentState::Unseen));
    }

    void numbersForTagsNeedTheirNames() {
        const std::string rows = "{\"id\":\"0\",\"tokens\":[\"Ana\",\"Ruiz\",\"left\"],"
                                 "\"ner_tags\":[1,2,0]}\n{\"id\":\"1\",\"tokens\":[\"Oslo\"],"
                                 "\"ner_tags\":[3]}\n";
        CollectingSink sink;
        const auto refused = read(rows, sink);
        QVERIFY(!refused);
        QVERIFY(refused.error().remedy.find("names=") != std::string::npos);
        io::ImportOptions options;
        options.settings["names"] = "O,B-PER,I-PER,B-LOC";
        const auto report = read(rows, sink, options);
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
        QCOMPARE(QString::fromStdString(report->scheme), QStringLiteral("IOB2"));
        QCOMPARE(sink.documents.at(0).text, std::string("Ana Ruiz left"));
        QVERIFY(sink.documents[0].spans.at(0).range == (CodePointRange{0, 8}));
        QCOMPARE(sink.documents[1].spans.at(0).label, std::string("LOC"));
        // The names may stand in a file beside it.
        test::writeBytes(path("dataset_info.json"),
            R"({"features":{"ner_tags":{"feature":{"names":["O","B-PER","I-PER","B-LOC"]}}}})");
        CollectingSink again;
        QVERIFY(read(rows, again));
        QCOMPARE(again.documents.size(), std::size_t(2));
        std::filesystem::remove(path("dataset_info.json"));
        const auto parquet = read("PAR1....", sink, {}, "a.parquet");
        QCOMPARE(int(parquet.error().code), int(ErrorCode::Unsupported));
        QVERIFY(parquet.error().remedy.find("to_json") != std::string::npos);
    }

    void tables() {
        CollectingSink sink;
        const auto rows = read("id;body;start;end;label\n1;\"Ana; or \"\"Bo\"\"\";0;3;PER\n"
                               "1;\"Ana; or \"\"Bo\"\"\";9;11;PER\n2;\"two\nlines\";;;\n",
            sink, {}, "a.csv");
        QVERIFY2(rows.ok(), rows.ok() ? "" : rows.error().text().c_str());
        QCOMPARE(sink.documents.size(), std::size_t(2));
        QCOMPARE(sink.documents[0].text, std::string("Ana; or \"Bo\""));
        QCOMPARE(sink.documents[0].spans.size(), std::size_t(2));
        QCOMPARE(sink.documents[1].text, std::string("two\nlines"));
        // Without a column named as a text the longest cells are it.
        CollectingSink guessed;
        const auto named = read(
            "nr,who,what\n1,Ana,\"met Bo, and left\"\n2,Bo,\"came, too\"\n", guessed, {}, "b.csv");
        QVERIFY2(named.ok(), named.ok() ? "" : named.error().text().c_str());
        QCOMPARE(guessed.documents.at(1).text, std::string("came, too"));
        QCOMPARE(guessed.documents.at(1).metadata.at("who"), std::string("Bo"));
        CollectingSink none;
        const auto numbers = read("a,b\n1,2\n3,4\n", none, {}, "c.csv");
        QCOMPARE(numbers.error().what, std::string("No column is named as a text"));
        std::string plain, escaped;
        std::vector<DocumentDraft> kept;
        DocumentDraft formula;
        formula.text = "=cmd()";
        io::ExportOptions options;
        options.format = "csv";
        const auto said = write({formula}, options, plain, kept);
        QVERIFY(said);
        QVERIFY(plain.find("'=cmd") == std::string::npos);
        QCOMPARE(said->warnings.size(), std::size_t(1));
        options.settings["formulas"] = "escape";
        const auto asked = write({formula}, options, escaped, kept);
        QVERIFY(escaped.find("'=cmd()") != std::string::npos);
        QCOMPARE(asked->lost.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TstJsonFormats)
#include "tst_json_formats.moc"
