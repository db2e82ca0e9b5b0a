// SPDX-License-Identifier: GPL-3.0-or-later
// Colours and keys of labels beside a file of Label Studio: read, taken as far as the project has
// chosen nothing, and written again.
#include "core/app/project/export_documents.h"
#include "core/app/project/import_documents.h"
#include "core/app/project/label_looks.h"
#include "core/base/files.h"
#include "core/store/project.h"
#include "tests/io/io_cases.h"

#include <QTemporaryDir>

using namespace evenspan;
namespace fs = std::filesystem;

namespace {

const std::string kTask = R"([{"id":1,"data":{"text":"Mira in Ulm"},"annotations":[{"result":[
{"type":"labels","value":{"start":0,"end":4,"labels":["PER"]}},
{"type":"labels","value":{"start":8,"end":11,"labels":["LOC"]}}]}]}])";

const std::string kConfig = R"(<?xml version="1.0"?>
<!-- as the interface shows it -->
<View><Header value="Names"/>
  <Labels name="label" toName="text">
    <Label value="Person" alias="PER" background="#F00" hotkey="P"/>
    <Label value="LOC" background=" DarkOrange " hotkey="ctrl+l"/>
    <Label value="A &amp; B" background="no colour" hotkey="1"/>
    <Label value="LOC" background="blue"/>
    <Label background="blue"/>
  </Labels>
  <Text name="text" value="$text"/>
  <Choices name="c" toName="text"><Choice value="no label"/></Choices>
  <RectangleLabels name="r" toName="i"><Label value="of a picture"/></RectangleLabels>
</View>)";

} // namespace

class TstLabelConfig : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Project> m_project;

    fs::path path(const char* name) const {
        return fs::path(m_folder->path().toStdString()) / name;
    }
    fs::path file(const char* name, const std::string& bytes) const {
        test::writeBytes(path(name), bytes);
        return path(name);
    }
    std::map<std::string, store::LabelRow> labels() const {
        const auto reader = *m_project->reader();
        const auto rows = *reader->labels();
        std::map<std::string, store::LabelRow> out;
        for (const store::LabelRow& row : rows)
            out[row.name] = row;
        return out;
    }
    Result<ImportSummary> import(std::map<std::string, std::string> settings = {}) {
        ImportRequest request;
        request.paths = {path("tasks.json")};
        request.settings = std::move(settings);
        return importDocuments(*m_project->writer(), request);
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = *store::Project::create(path("p.evenspan"));
        file("tasks.json", kTask);
    }
    void cleanup() { m_project.reset(); }

    void labelsOfTextAreRead() {
        const auto read = io::readLabelConfig(kConfig, "c.xml");
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
        const std::vector<io::LabelLook> wanted{
            {"PER", "#ff0000", "p"}, {"LOC", "#ff8c00", ""}, {"A & B", "", "1"}};
        QVERIFY(read->labels == wanted);
        QCOMPARE(read->warnings.size(), std::size_t(2)); // ctrl+l, and no colour
        QVERIFY(read->warnings[0].find("LOC") != std::string::npos);
    }

    void colours_data() {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("colour");
        const auto row = [](const char* written, const char* colour) {
            QTest::newRow(written) << QString::fromLatin1(written) << QString::fromLatin1(colour);
        };
        row("#AbC", "#aabbcc");
        row("#0a1B2c", "#0a1b2c");
        row("aliceblue", "#f0f8ff");
        row("YellowGreen", "#9acd32");
        row("tan", "#d2b48c");
        row("rebeccapurple", "#663399");
        row("#12", "");
        row("#12345g", "");
        row("blu", "");
        row("bluest", "");
        row("zzz", "");
        row("", "");
    }
    void colours() {
        QFETCH(QString, written);
        QTEST(QString::fromStdString(io::cssColour(written.toStdString())), "colour");
    }

    void refused_data() {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<int>("code");
        QTest::newRow("no XML") << QByteArray("{\"a\":1}") << int(ErrorCode::BadFormat);
        QTest::newRow("cut off") << QByteArray("<View><Labels><Label value=\"a\"/>")
                                 << int(ErrorCode::BadFormat);
        QTest::newRow("a DTD") << QByteArray("<!DOCTYPE View [<!ENTITY a \"b\">]><View><Labels>"
                                             "<Label value=\"&a;\"/></Labels></View>")
                               << int(ErrorCode::Unsafe);
        QTest::newRow("no label") << QByteArray(
            "<View><Choices><Choice value=\"a\"/></Choices></View>")
                                  << int(ErrorCode::Empty);
        QTest::newRow("too long") << QByteArray((4 << 20) + 1, ' ') << int(ErrorCode::BadFormat);
        QTest::newRow("very deep")
            << QByteArray("<a>").repeated(200'000) << int(ErrorCode::BadFormat);
        QTest::newRow("very deep and closed")
            << QByteArray("<a>").repeated(200'000) + QByteArray("</a>").repeated(200'000)
            << int(ErrorCode::Empty);
    }
    void refused() {
        QFETCH(QByteArray, xml);
        QFETCH(int, code);
        const auto read = io::readLabelConfig(xml.toStdString(), "c.xml");
        QVERIFY(!read.ok());
        QCOMPARE(int(read.error().code), code);
        QVERIFY(read.error().where.starts_with("c.xml") && !read.error().remedy.empty());
    }

    void whatIsWrittenReadsBack() {
        const std::vector<io::LabelLook> looks{{"PER", "#ff0000", "p"},
            {"a<b> \"c\" & 'd'", "", "1"}, {"\xE5\x9C\xB0", "#00ff00", ""}, {"two\nlines", "", ""}};
        const auto text = io::writeLabelConfig(looks);
        QCOMPARE(text.left, std::uint64_t(0));
        const auto read = io::readLabelConfig(text.xml, "c.xml");
        QVERIFY(read.ok() && read->warnings.empty());
        QVERIFY(read->labels == looks);
        const auto none = io::writeLabelConfig({{std::string("a\x01"), "", ""}});
        QCOMPARE(none.left, std::uint64_t(1));
    }

    void whatLiesBesideIsTakenInTheSameStep() {
        file("tasks.label_config.xml", kConfig);
        const auto before = labels();
        ImportRequest request;
        request.paths = {path("tasks.json")};
        const auto seen = previewImport(request);
        const auto tells = [](const ImportSummary& summary) {
            return std::any_of(summary.found.begin(), summary.found.end(),
                [](const io::Finding& f) { return f.value == "tasks.label_config.xml"; });
        };
        QVERIFY(tells(*seen));
        const auto summary = import();
        QVERIFY2(summary.ok(), summary.ok() ? "" : summary.error().text().c_str());
        QVERIFY(tells(*summary));
        QCOMPARE(summary->warnings.size(), std::size_t(2));
        const auto after = labels();
        QCOMPARE(after.size(), std::size_t(3));
        QCOMPARE(after.at("PER").colour, std::string("#ff0000"));
        QCOMPARE(after.at("PER").key, std::string("p"));
        QCOMPARE(after.at("LOC").colour, std::string("#ff8c00"));
        QCOMPARE(after.at("A & B").key, std::string("1"));
        QVERIFY(*m_project->writer()->undo());
        QVERIFY(labels() == before);
    }

    void whatTheProjectChoseStays() {
        store::LabelRow own;
        own.name = "PER";
        own.colour = "#123456";
        QVERIFY(m_project->writer()->addLabel(own));
        own = {};
        own.name = "DATE";
        own.key = "p";
        QVERIFY(m_project->writer()->addLabel(own));
        const auto config = file("other.xml", kConfig);
        const auto summary = import({{"config", config.string()}});
        QVERIFY2(summary.ok(), summary.ok() ? "" : summary.error().text().c_str());
        QCOMPARE(labels().at("PER").colour, std::string("#123456"));
        QCOMPARE(labels().at("PER").key, std::string()); // p is taken
        QVERIFY(std::any_of(summary->warnings.begin(), summary->warnings.end(),
            [](const std::string& line) { return line.find("already") != std::string::npos; }));
    }

    void aBadOneBesideIsAWarningAndANamedOneAnError() {
        file("label_config.xml", "no XML");
        const auto summary = import();
        QVERIFY(summary.ok());
        QCOMPARE(summary->warnings.size(), std::size_t(1));
        const auto before = labels();
        QCOMPARE(import({{"config", path("label_config.xml").string()}}).error().code,
            ErrorCode::BadFormat);
        QCOMPARE(
            import({{"config", path("absent.xml").string()}}).error().code, ErrorCode::NotFound);
        QVERIFY(labels() == before);
        QVERIFY(import({{"config", "no"}})->warnings.empty());
    }

    // Out of one project and into another.
    void exportAndImportAreEqual() {
        file("label_config.xml", kConfig);
        QVERIFY(import().ok());
        store::LabelRow gone;
        gone.name = "OLD";
        gone.archived = true;
        gone.id = *m_project->writer()->addLabel(gone);
        QVERIFY(m_project->writer()->changeLabel(gone));
        ExportRequest request;
        request.options.format = "label-studio";
        request.out = path("out.json");
        request.dryRun = true;
        QVERIFY(exportDocuments(**m_project->reader(), request).ok());
        QVERIFY(!fs::exists(path("out.label_config.xml")));
        request.dryRun = false;
        const auto summary = exportDocuments(**m_project->reader(), request);
        QVERIFY2(summary.ok(), summary.ok() ? "" : summary.error().text().c_str());
        QCOMPARE(summary->warnings.size(), std::size_t(1));
        QVERIFY(readFile(path("out.label_config.xml"))->find("OLD") == std::string::npos);
        auto other = std::move(*store::Project::create(path("q.evenspan")));
        ImportRequest back;
        back.paths = {path("out.json")};
        QVERIFY(importDocuments(*other->writer(), back).ok());
        auto wanted = labels();
        wanted.erase("OLD");
        const auto reader = *other->reader();
        const auto rows = *reader->labels();
        QCOMPARE(rows.size(), wanted.size());
        for (const store::LabelRow& row : rows) {
            QCOMPARE(row.colour, wanted.at(row.name).colour);
            QCOMPARE(row.key, wanted.at(row.name).key);
        }
        request.out = path("without.json");
        request.options.settings["config"] = "no";
        QVERIFY(exportDocuments(**m_project->reader(), request).ok());
        QVERIFY(!fs::exists(path("without.label_config.xml")));
    }
};

QTEST_APPLESS_MAIN(TstLabelConfig)
#include "tst_label_config.moc"
