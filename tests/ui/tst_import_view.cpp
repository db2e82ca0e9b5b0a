// SPDX-License-Identifier: GPL-3.0-or-later
// Files imported from the window: what is said of them before, every finding that can be answered
// otherwise, and what happens to documents that are there already.
#include "core/base/files.h"
#include "core/io/hugging_face.h"
#include "tests/ui/real_window.h"
#include "ui/common/colours.h"
#include "ui/common/widgets.h"
#include "ui/project/import_choices.h"
#include "ui/project/import_view.h"
#include "ui/project/project_page.h"
#include "ui/project/sample_delegate.h"

#include <nlohmann/json.hpp>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTranslator>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

constexpr int kPatience = 30000;

// The window on its project (two documents) with an import of one file.
struct Opened : RealWindow {
    explicit Opened(Theme& theme)
        : RealWindow(theme) {
        if (!open())
            qFatal("the project does not open");
        window->showPage(QStringLiteral("project"));
        window->resize(1280, 800);
    }
    // Looks at the file; false: it cannot be read as it is.
    bool look(const QString& path) {
        window->findChild<ProjectPage*>()->import({path});
        return looked();
    }
    bool looked() const {
        return QTest::qWaitFor(
                   [this] { return start()->isEnabled() || !banner()->details().isEmpty(); },
                   kPatience)
            && start()->isEnabled();
    }
    ImportView* view() const { return window->findChild<ImportView*>(); }
    ErrorBanner* banner() const { return view()->findChild<ErrorBanner*>(); }
    template <class T> T* named(const char* name) const {
        for (auto* each : view()->findChildren<T*>())
            if (each->accessibleName().startsWith(QString::fromUtf8(name)))
                return each;
        qFatal("no control %s", name);
    }
    QPushButton* start() const { return named<QPushButton>("Import"); }
    QComboBox* box(const char* name) const { return named<QComboBox>(name); }
    // As a user does, who may choose only what is shown.
    bool choose(const char* name, const QVariant& data) {
        QComboBox* combo = box(name);
        const int at = combo->findData(data);
        if (at < 0 || !combo->isVisible())
            return false;
        combo->setCurrentIndex(at);
        Q_EMIT combo->activated(at);
        return looked();
    }
    QString notes() const {
        QStringList out;
        const auto* all = named<QListWidget>("What was found");
        for (int i = 0; i < all->count(); ++i)
            out << all->item(i)->text();
        return out.join(QLatin1Char('\n'));
    }
    QString figure(int at) const { return view()->findChildren<Figure*>().at(at)->value(); }
    bool import(int documents) {
        start()->click();
        return QTest::qWaitFor(
            [&] {
                return window->currentPage()->breadcrumb() == QStringLiteral("Documents")
                    && workbench.project().info.total.documents == documents;
            },
            kPatience);
    }
    store::DocumentData document(std::int64_t id) {
        std::optional<store::DocumentData> found;
        workbench.document(
            DocumentId(id), [&](Result<store::DocumentData> data) { found = std::move(*data); });
        if (!QTest::qWaitFor([&] { return found.has_value(); }, kPatience))
            qFatal("no document");
        return *found;
    }
};

// Stands for a language: whatever reports are made of comes back as a mark with what is put in.
class Marks : public QTranslator {
public:
    QString translate(const char* context, const char* source, const char*, int) const override {
        if (qstrcmp(context, "ReportWords") != 0)
            return {};
        QString out = QStringLiteral("※");
        const QString text = QString::fromUtf8(source);
        for (const char* hole : {"%1", "%2", "%3", "%Ln"})
            if (text.contains(QLatin1String(hole)))
                out += QLatin1Char(' ') % QLatin1String(hole);
        return out;
    }
    bool isEmpty() const override { return false; }
};

const char* const kColumns = "Ulm\tI-PLACE\nMira\tI-PER\n.\tO\n\nNo\tO\n\n";

} // namespace

class TstImportView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-import-view"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    // Places stay where line ends and tabs become blanks, whatever the bytes; what is cut is cut.
    void textsOfSamplesKeepTheirPlaces() {
        DocumentDraft draft;
        draft.text = "\U0001F600\r\nMira\tO.";
        const auto mark = [&](std::uint32_t begin, std::uint32_t end, const char* label) {
            SpanDraft span;
            span.range = {begin, end};
            span.label = label;
            draft.spans.push_back(span);
        };
        mark(8, 10, "B");
        mark(3, 7, "PER");
        mark(3, 10, "A");
        mark(9, 9, "EMPTY");
        draft.spans.push_back(draft.spans[0]);
        draft.spans.back().state = SpanState::Rejected;
        const SampleText whole = sampleText(draft, 200);
        QCOMPARE(whole.text, QStringLiteral("\U0001F600  Mira O."));
        QCOMPARE(whole.marks.size(), qsizetype(3));
        QCOMPARE(whole.marks[0].label, QStringLiteral("A"));
        QCOMPARE(whole.text.mid(whole.marks[1].begin, whole.marks[1].end - whole.marks[1].begin),
            QStringLiteral("Mira"));
        QCOMPARE(whole.text.mid(whole.marks[2].begin), QStringLiteral("O."));
        const SampleText cut = sampleText(draft, 5);
        QCOMPARE(cut.text, QStringLiteral("\U0001F600  Mi"));
        QCOMPARE(cut.marks.size(), qsizetype(2));
        QCOMPARE(cut.marks[1].end, int(cut.text.size()));
    }

    void labelsAreDrawnAndCounted() {
        Opened w(*m_theme);
        const auto path = w.folder.filePath(QStringLiteral("a.jsonl"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"id\":1,\"text\":\"Mira in Ulm\",\"label\":[[0,4,\"PER\"],[8,11,\"TOWN\"]]}\n"
                   "{\"id\":2,\"text\":\"Ulm\",\"label\":[[0,3,\"TOWN\"]]}\n");
        file.close();
        QVERIFY(w.look(path));
        auto* table = w.named<QTableView>("First documents");
        const auto marks =
            table->model()->index(0, 2).data(SampleDelegate::kMarks).value<SampleMarks>();
        QCOMPARE(marks.size(), qsizetype(2));
        QCOMPARE(marks[0].label, QStringLiteral("PER"));
        QCOMPARE(marks[0].colour, w.workbench.project().colourOf("PER"));
        // A label that is new has a colour of its own.
        for (const auto& [label, place] : w.workbench.project().labelPlaces)
            QVERIFY(marks[1].colour != w.workbench.project().colourOf(label));
        QCOMPARE(w.named<QLabel>("Entities by label")->accessibleName(),
            QStringLiteral("Entities by label: TOWN 2, PER 1"));
        // Where the label is drawn the cell is of its colour.
        QTest::qWait(50);
        const QImage image = table->viewport()->grab().toImage();
        const QRect cell = table->visualRect(table->model()->index(0, 2));
        const QColor fill = labelColour(marks[0].colour, lookOf(table->palette())).fill;
        int tinted = 0;
        const double scale = image.devicePixelRatio();
        for (int x = cell.left(); x < cell.left() + 120 && x < cell.right(); ++x)
            for (int y = cell.top(); y < cell.bottom(); ++y)
                tinted += image.pixel(int(x * scale), int(y * scale)) == fill.rgb() ? 1 : 0;
        QVERIFY2(tinted > 50, qPrintable(QString::number(tinted)));
    }

    void anImportIsSeenBeforeItHappens() {
        Opened w(*m_theme);
        QVERIFY(w.look(w.file("a.conll", kColumns)));
        QCOMPARE(w.figure(0), QStringLiteral("2"));
        QCOMPARE(w.figure(3), QStringLiteral("2"));
        QVERIFY2(w.notes().contains(QStringLiteral("Found: format conll")), qPrintable(w.notes()));
        QCOMPARE(w.workbench.project().info.total.documents, 2);
        QVERIFY(w.import(4));
        QTRY_VERIFY(w.window->toast().isVisible());
        QCOMPARE(w.document(3).spans.size(), std::size_t(2));
        bool undone = false;
        w.workbench.undo([&](const Result<void>& done) { undone = done.ok(); });
        QTRY_VERIFY_WITH_TIMEOUT(undone, kPatience);
        QTRY_COMPARE(w.workbench.project().info.total.documents, 2);
    }

    // Every scheme reads the same tags its own way.
    void theTagSchemeIsAnswered() {
        Opened w(*m_theme);
        QVERIFY(w.look(w.file("a.conll", "Ulm\tB-PLACE\nNeu\tI-PLACE\n.\tO\n\n")));
        QCOMPARE(w.figure(3), QStringLiteral("1"));
        QVERIFY(w.box("Tags")->isVisible());
        QVERIFY(!w.box("Tags")->toolTip().isEmpty()); // why
        QVERIFY(w.choose("Tags", QStringLiteral("BILOU")));
        QVERIFY(w.notes().contains(QStringLiteral("Repaired")));
        QCOMPARE(w.box("Tags")->currentText(), QStringLiteral("BILOU")); // stays chosen
        QVERIFY(w.choose("Tags", QVariant(QString()))); // and back
        QVERIFY(!w.notes().contains(QStringLiteral("Repaired")));
    }

    void theColumnOfTheLabelsIsAnswered() {
        Opened w(*m_theme);
        QVERIFY(w.look(w.file("a.conll", "Ulm NE B-NP B-PLACE\nist V B-VP O\nNeu A B-ADJP O\n\n")));
        QCOMPARE(w.figure(3), QStringLiteral("1"));
        QVERIFY(w.box("Labels stand in")->isVisible());
        QVERIFY(w.choose("Labels stand in", QStringLiteral("3")));
        QCOMPARE(w.figure(3), QStringLiteral("3"));
        QVERIFY(w.choose("Labels stand in", QStringLiteral("none")));
        QCOMPARE(w.figure(3), QStringLiteral("0"));
    }

    void theNamesOfNumbersAreAnswered() {
        Opened w(*m_theme);
        QVERIFY(!w.look(w.file("a.jsonl", "{\"tokens\":[\"Ulm\",\"is\"],\"ner_tags\":[1,0]}\n")));
        auto* names = w.named<QLineEdit>("Names of the tags");
        QVERIFY(names->isVisible());
        QTest::keyClicks(names, QStringLiteral("O,B-PLACE"));
        QTest::keyClick(names, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return w.start()->isEnabled(); }, kPatience));
        QCOMPARE(w.figure(3), QStringLiteral("1"));
        QVERIFY(w.import(3));
        // Other files are not asked about.
        QVERIFY(w.look(w.file("b.conll", kColumns)));
        QVERIFY(!w.named<QLineEdit>("Names of the tags")->isVisible());
    }

    // What ends it is said in the words of the layer that found it, in the window's language.
    void aFailureSpeaksTheLanguageOfTheWindow() {
        Opened w(*m_theme);
        QLocale::setDefault(QLocale(QLocale::Chinese));
        Marks marks;
        QCoreApplication::installTranslator(&marks);
        const auto removed = qScopeGuard([&] {
            QCoreApplication::removeTranslator(&marks);
            QLocale::setDefault(QLocale::c());
        });
        (void)w.look(w.file("a.jsonl", "{\"tokens\":[\"Ulm\"],\"ner_tags\":[1]}\n"));
        QTRY_VERIFY_WITH_TIMEOUT(w.banner()->isVisible(), kPatience);
        QString said;
        for (const auto* label : w.banner()->findChildren<QLabel*>())
            said += label->text() % QLatin1Char('\n');
        QVERIFY2(said.contains(QStringLiteral("※")), qPrintable(said));
        QVERIFY2(!said.contains(QLatin1String(io::kTagsAreNumbers)), qPrintable(said));
    }

    void theDelimiterIsAnswered() {
        Opened w(*m_theme);
        QVERIFY(w.look(w.file("a.csv", "text,note;body\nhello,x;y\n")));
        QVERIFY(w.box("Between cells")->isVisible());
        QVERIFY(w.box("Between cells")->currentText().contains(QStringLiteral("comma")));
        QVERIFY(w.choose("Format", QStringLiteral("csv")));
        QVERIFY(w.choose("Text stands in", QStringLiteral("note;body")));
        QVERIFY(w.import(3));
        QCOMPARE(w.document(3).text, std::string("x;y"));
    }

    // One emoji before the label: 2 code units of UTF-16, one code point.
    void theUnitOfOffsetsIsAnswered() {
        Opened w(*m_theme);
        QVERIFY(w.look(
            w.file("a.jsonl", "{\"text\":\"\xF0\x9F\x98\x8A Ulm !!\",\"label\":[[3,6,\"X\"]]}\n")));
        QVERIFY(
            w.box("Places are counted in")->currentText().contains(QStringLiteral("UTF-16 units")));
        QVERIFY(w.choose("Places are counted in", QStringLiteral("codepoint")));
        QVERIFY(w.import(3));
        QCOMPARE(w.document(3).spans.at(0).range.begin, 3U);
        QCOMPARE(w.document(3).spans.at(0).range.end, 6U);
    }

    void aWrongEncodingIsSaidAndAnswered() {
        Opened w(*m_theme);
        QVERIFY(!w.look(w.file("a.txt", "Z\xFCrich liegt am See, sagt M\xFCller.")));
        QVERIFY(w.banner()->details().contains(QStringLiteral("bad_encoding"))
            || w.banner()->details().contains(QStringLiteral("UTF-8")));
        QVERIFY(w.choose("Encoding", QStringLiteral("windows-1252")));
        QVERIFY(w.import(3));
        QVERIFY(w.document(3).text.starts_with("Z\xC3\xBCrich"));
    }

    void aTextIsCutAsAsked() {
        Opened w(*m_theme);
        QVERIFY(w.look(w.file("a.txt", "One .\nTwo .\nThree .\n")));
        QCOMPARE(w.figure(0), QStringLiteral("1"));
        QVERIFY(w.choose("Each document is", QStringLiteral("line")));
        QCOMPARE(w.figure(0), QStringLiteral("3"));
        // Another format: what was chosen for the one before is forgotten.
        QVERIFY(w.choose("Format", QStringLiteral("auto")));
        QCOMPARE(w.figure(0), QStringLiteral("1"));
    }

    // "Nothing here ." is in the project already.
    void whatIsHereAlreadyIsSaidAndLeftOut() {
        Opened w(*m_theme);
        QVERIFY(w.look(w.file("a.txt", "Nothing here .")));
        QVERIFY2(w.notes().contains(QStringLiteral("1 of them were in the project")),
            qPrintable(w.notes()));
        QVERIFY(w.choose("Documents that are here", int(MergeRule::Skip)));
        QVERIFY2(w.notes().contains(QStringLiteral("1 left out")), qPrintable(w.notes()));
        QVERIFY(!w.named<QLineEdit>("Annotator")->isVisible());
        QVERIFY(w.import(2));
    }

    void aLayerGetsItsAnnotator() {
        Opened w(*m_theme);
        QVERIFY(
            w.look(w.file("a.jsonl", "{\"text\":\"Nothing here .\",\"label\":[[0,7,\"PER\"]]}\n")));
        QVERIFY(w.choose("Documents that are here", int(MergeRule::Layer)));
        auto* annotator = w.named<QLineEdit>("Annotator");
        QVERIFY(annotator->isVisible());
        annotator->setFocus();
        QTest::keyClicks(annotator, QStringLiteral("second"));
        QTest::keyClick(annotator, Qt::Key_Return);
        QVERIFY(w.looked());
        QVERIFY2(w.notes().contains(QStringLiteral("1 with a new layer")), qPrintable(w.notes()));
        QVERIFY(w.import(2));
        const auto spans = w.document(2).spans;
        QCOMPARE(spans.size(), std::size_t(1));
        bool named = false;
        for (const auto& [key, value] : spans[0].attributes)
            named = named || value == "second";
        QVERIFY(named);
    }

    // In another language no sentence of what was found, mended and lost stays English.
    void reportsSpeakTheLanguageOfTheWindow_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("least"); // lines
        QTest::newRow("doccano")
            << QStringLiteral("a.jsonl")
            << QByteArray(
                   "{\"id\":1,\"text\":\"Mira in Ulm\",\"label\":[[0,4,\"PER\"],[9,99,\"X\"],"
                   "[1,1,\"X\"],\"x\"],\"Comments\":[\"c\"]}\n"
                   "{\"id\":1,\"text\":\"Mira in Ulm\",\"label\":[[0,4,7]]}\n"
                   "{\"id\":3,\"text\":\"\",\"label\":[]}\n{\"id\":4,\"id\":4,\"text\":\"a\"}\n{,"
                   "\n")
            << 8;
        QTest::newRow("label studio")
            << QStringLiteral("a.json")
            << QByteArray(
                   "[{\"id\":1,\"data\":{\"body\":\"Mira in Ulm "
                   "\xF0\x9F\x98\x8A\"},\"annotations\":["
                   "{\"completed_by\":1,\"result\":[{\"id\":\"a\",\"type\":\"labels\",\"value\":{"
                   "\"start\":0,\"end\":4,\"text\":\"Mora\",\"labels\":[\"P\",\"Q\"]}},{\"type\":"
                   "\"choices\"},{\"type\":\"relation\",\"from_id\":\"a\",\"to_id\":\"b\"}]},"
                   "{\"completed_by\":2,\"was_cancelled\":true},{\"completed_by\":3,\"result\":[]}]"
                   "}]")
            << 7;
        QTest::newRow("columns")
            << QStringLiteral("a.conll")
            << QByteArray(
                   "Ulm\tx\tB-PLACE\nNeu\tx\tI-PER\n.\tx\tO\n\n# a note\nUlm\tx\tI-PLACE\n\n")
            << 4;
        QTest::newRow("bioc")
            << QStringLiteral("a.xml")
            << QByteArray(
                   "<collection><document><id>1</id><passage><infon "
                   "key='type'>title</infon><offset>0"
                   "</offset><text>Mira</text><annotation id='1'><location offset='0' length='4'/>"
                   "<text>Mora</text></annotation><annotation id='1'><infon key='type'>P</infon>"
                   "<location offset='0' length='x'/></annotation><annotation id='1'><location "
                   "offset='0' length='4'/></annotation><relation id='R'><node refid='1' role='a'/>"
                   "</relation></passage><passage><offset>90</offset><text>Ulm</text></passage>"
                   "</document></collection>")
            << 7;
        QTest::newRow("webanno")
            << QStringLiteral("a.tsv")
            << QByteArray(
                   "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.POS|value\n#T_SP=x.Thing|value\n"
                   "#T_RL=x.Link|a|b|BT_x.Thing\n\n\n#Text=Mira ran\n1-1\t0-4\tMora\tN\tPER\tq\tr\t"
                   "9-9[7_0]\n1-2\t5-8\tran\tV\t_\t_\t_\t_\n\n#Text=Ulm\n2-1\t20-23\tUlm\t_\tP\t_"
                   "\t_\t_\n")
            << 5;
        QTest::newRow("pubtator")
            << QStringLiteral("a.txt")
            << QByteArray(
                   "1|t|Mira\n1\t0\t4\tMora\tP\tQ1\n1\t0\t4\tMira\t\tQ1\n2\t0\t1\tx\tP\tQ\n1\t0\n"
                   "1\t0\t4\tMira\tP\tQ1\tmore\n")
            << 6;
        QTest::newRow("table")
            << QStringLiteral("a.csv")
            << QByteArray(
                   "text;start;end;label\nMira;0;4;P\nMira;x;4;P\nMira\n;0;1;P\nMira;3;2;P\n")
            << 6;
    }
    void reportsSpeakTheLanguageOfTheWindow() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(int, least);
        Opened w(*m_theme);
        Marks marks;
        QVERIFY(w.look(w.file(qPrintable(name), bytes)));
        QCoreApplication::installTranslator(&marks);
        const auto removed = qScopeGuard([&] { QCoreApplication::removeTranslator(&marks); });
        QVERIFY(w.look(w.folder.filePath(name)));
        QStringList lines = w.notes().split(QLatin1Char('\n'));
        for (const auto* box : w.view()->findChildren<QComboBox*>())
            if (box->isVisible() && !box->toolTip().isEmpty())
                lines << QStringLiteral("tip: ")
                        % box->toolTip().split(QLatin1Char('\n')).join(QStringLiteral("; "));
        QVERIFY2(lines.size() >= least, qPrintable(lines.join(QLatin1Char('\n'))));
        // Two words of small letters beside each other are a sentence; the heading is the window's.
        static const QRegularExpression english(QStringLiteral("[a-z]{2,} [a-z]{2,}"));
        for (const QString& line : lines) {
            const QString said = line.mid(line.indexOf(QStringLiteral(": ")) + 2);
            QVERIFY2(!english.match(said).hasMatch(), qPrintable(line));
            QVERIFY2(said.contains(QStringLiteral("※")), qPrintable(line));
        }
    }

    void leaksBetweenSplitsAreSaid() {
        Opened w(*m_theme);
        QVERIFY(w.look(w.file("a.csv", "text,split\nsame,train\nsame,test\nother,test\n")));
        QVERIFY2(w.notes().contains(QStringLiteral("Repeated: ")), qPrintable(w.notes()));
        QVERIFY2(w.notes().contains(QStringLiteral("stands in Train too")), qPrintable(w.notes()));
    }

    void theReportIsSaved() {
        Opened w(*m_theme);
        QVERIFY(w.look(w.file("a.conll", kColumns)));
        w.dialogs.saved = w.folder.filePath(QStringLiteral("report.json"));
        w.named<QPushButton>("Save report")->click();
        const auto json = nlohmann::json::parse(*readFile(w.dialogs.saved.toStdString()));
        QCOMPARE(json["documents"].get<int>(), 2);
        QCOMPARE(json["labels"]["PLACE"].get<int>(), 1);
        // For people: the lines that stand there, as they stand there.
        w.dialogs.saved = w.folder.filePath(QStringLiteral("report.txt"));
        w.named<QPushButton>("Save report")->click();
        const auto text = QString::fromStdString(*readFile(w.dialogs.saved.toStdString()));
        for (const QString& line : w.notes().split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            QVERIFY2(text.contains(line), qPrintable(line));
        QVERIFY(text.contains(QStringLiteral("PLACE: 1")));
        w.dialogs.saved = QStringLiteral("/nowhere/at/all.json");
        w.named<QPushButton>("Save report")->click();
        QVERIFY(w.banner()->details().contains(QStringLiteral("could not be written")));
    }

    void aStopLeavesTheProject() {
        Opened w(*m_theme);
        QByteArray many;
        for (int i = 0; i < 20000; ++i)
            many += "Text number " + QByteArray::number(i) + " .\n";
        QVERIFY(w.look(w.file("a.txt", many)));
        QVERIFY(w.choose("Each document is", QStringLiteral("line")));
        w.start()->click();
        QVERIFY(!w.view()->findChild<ImportChoices*>()->isEnabled());
        QTest::keyClick(w.window.get(), Qt::Key_Escape);
        QCOMPARE(w.window->currentPage()->breadcrumb(), QStringLiteral("Documents"));
        // What comes behind it on the writer's thread finds the project as it was.
        bool stored = false;
        w.workbench.record([](store::Writer&) { return Result<void>(); },
            [&](const Result<void>&) { stored = true; });
        QTRY_VERIFY_WITH_TIMEOUT(stored, kPatience);
        QCOMPARE(w.workbench.project().info.total.documents, 2);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TstImportView)
#include "tst_import_view.moc"
