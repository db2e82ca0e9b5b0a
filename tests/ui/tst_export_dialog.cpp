// SPDX-License-Identifier: GPL-3.0-or-later
// Documents exported from the window: what is said of them before, that the file is the one that
// the core writes by the same choices, and what happens where it cannot be written.
#include "core/app/project/export_documents.h"
#include "core/base/files.h"
#include "tests/ui/real_window.h"
#include "ui/common/widgets.h"
#include "ui/project/export_dialog.h"
#include "ui/project/project_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

constexpr int kPatience = 30000;

DocumentDraft draft(const std::string& name, const std::string& split, const std::string& text) {
    DocumentDraft out;
    out.name = name;
    out.split = split;
    out.text = text;
    out.grid = *makeGrid(text);
    return out;
}

SpanDraft accepted(std::uint32_t begin, std::uint32_t end, const char* label) {
    SpanDraft span;
    span.range = {begin, end};
    span.label = label;
    return span;
}

// The window on a project with two documents more: "three" with two labels that overlap, in the
// split train, and "four", whose text a spreadsheet would run, in test. A run has predicted "one".
struct Opened : RealWindow {
    explicit Opened(Theme& theme, int more = 0)
        : RealWindow(theme) {
        {
            auto project = std::move(*store::Project::open(path));
            std::vector<DocumentDraft> drafts{
                draft("three", "train", "Okafor Labs Ulm is new ."), draft("four", "test", "=1+1")};
            drafts[0].spans = {accepted(0, 15, "ORG"), accepted(12, 15, "PLACE")};
            for (int i = 0; i < more; ++i)
                drafts.push_back(draft("m" + std::to_string(i), "train",
                    "Text number " + std::to_string(i) + " of many ."));
            if (!project->writer()->addDocuments("Import", drafts))
                qFatal("no documents");
            store::RunRow run;
            run.name = "r";
            run.state = store::RunState::Finished;
            const auto id = *project->writer()->createRun(run);
            store::PredictionRow row;
            row.document = DocumentId{1};
            row.range = {0, 3};
            row.label = "PLACE";
            const DocumentId predicted[]{DocumentId{1}};
            if (!project->writer()->savePredictions(id, predicted, {&row, 1}))
                qFatal("no predictions");
        }
        if (!open())
            qFatal("the project does not open");
        window->showPage(QStringLiteral("project"));
        const int documents = 4 + more;
        if (!QTest::qWaitFor([&] { return list().documents().rowCount() == documents; }, kPatience))
            qFatal("no list");
    }
    void ask() {
        window->actions().refresh();
        action(QStringLiteral("project.export"))->trigger();
        dialog = window->findChild<ExportDialog*>();
        if (!dialog)
            qFatal("no dialog");
    }
    // What stands in the dialog once the last choice has been looked at.
    bool looked() const {
        return QTest::qWaitFor(
            [this] { return start()->isEnabled() || !banner()->details().isEmpty(); }, kPatience);
    }
    template <class T> T* named(const char* name) const {
        for (auto* each : dialog->findChildren<T*>())
            if (each->accessibleName() == QString::fromUtf8(name))
                return each;
        qFatal("no control %s", name);
    }
    bool choose(const char* box, const QVariant& data) {
        auto* combo = named<QComboBox>(box);
        const int at = combo->findData(data);
        if (at < 0)
            return false;
        combo->setCurrentIndex(at);
        return looked();
    }
    bool chooseText(const char* box, const QString& text) {
        auto* combo = named<QComboBox>(box);
        for (int i = 0; i < combo->count(); ++i)
            if (combo->itemText(i).contains(text)) {
                combo->setCurrentIndex(i);
                return looked();
            }
        return false;
    }
    QPushButton* start() const { return named<QPushButton>("Choose a place…"); }
    ErrorBanner* banner() const { return dialog->findChild<ErrorBanner*>(); }
    QString counts() const { return dialog->findChild<QLabel*>(QStringLiteral("counts"))->text(); }
    QString losses() const {
        QStringList out;
        const auto* box = named<QListWidget>("What the file would not hold");
        for (int i = 0; i < box->count(); ++i)
            out << box->item(i)->text();
        return out.join(QLatin1Char('\n'));
    }
    QString out(const char* name) const { return folder.filePath(QLatin1String(name)); }
    // What the core writes.
    std::string core(ExportRequest request, QString* documents = nullptr) const {
        request.out = folder.filePath(QStringLiteral("by-core")).toStdString();
        auto project = std::move(*store::Project::openReadOnly(path));
        const auto reader = *project->reader();
        const auto summary = exportDocuments(*reader, request);
        if (!summary)
            qFatal("the core does not write it");
        if (documents) // a sentence each, for formats of sentences
            *documents = QString::number(summary->documents) % QStringLiteral(" documents");
        return *readFile(request.out);
    }
    // Empty: it was refused.
    QString write(const QString& place) {
        dialogs.saved = place;
        QSignalSpy done(dialog, &ExportDialog::exported);
        start()->click();
        if (!QTest::qWaitFor(
                [&] { return done.count() == 1 || !banner()->details().isEmpty(); }, kPatience))
            return {};
        return done.isEmpty() ? QString() : done.at(0).at(0).toString();
    }
    QPointer<ExportDialog> dialog;
};

} // namespace

class TstExportDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-export-dialog"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    void needsAProject() {
        RealWindow w(*m_theme);
        w.window->actions().refresh();
        QVERIFY(!w.action(QStringLiteral("project.export"))->isEnabled());
        QVERIFY(w.open());
        w.window->actions().refresh();
        QVERIFY(w.action(QStringLiteral("project.export"))->isEnabled());
    }

    void lossesStandThereBeforeAnythingIsWritten() {
        Opened w(*m_theme);
        w.ask();
        QVERIFY(!w.start()->isEnabled()); // nobody has looked yet
        QVERIFY(w.looked());
        QVERIFY(w.choose("Format", QStringLiteral("conll")));
        QVERIFY2(w.counts().contains(QStringLiteral("4 documents")), qPrintable(w.counts()));
        QVERIFY2(w.counts().contains(QStringLiteral("1 entit")), qPrintable(w.counts()));
        QVERIFY2(w.losses().contains(QStringLiteral("overlap")), qPrintable(w.losses()));
        QVERIFY2(w.losses().startsWith(QStringLiteral("Lost: ")), qPrintable(w.losses()));
        // Those asked for are named as such; of the two the shorter one begins later.
        QVERIFY(w.choose("Labels that overlap", int(OverlapPolicy::Longest)));
        QVERIFY2(w.losses().contains(QStringLiteral("as asked")), qPrintable(w.losses()));
        QCOMPARE(w.dialogs.asked, 0);
        QCOMPARE(QDir(w.folder.path()).entryList({QStringLiteral("*.conll")}).size(), 0);
    }

    void theFileIsTheCores_data() {
        QTest::addColumn<QString>("format");
        for (const std::string& name : io::exportFormatNames())
            if (!io::writesFolder(name))
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void theFileIsTheCores() {
        QFETCH(QString, format);
        Opened w(*m_theme);
        w.ask();
        QVERIFY(w.choose("Format", format));
        QVERIFY(w.start()->isEnabled());
        ExportRequest request;
        request.options.format = format.toStdString();
        QVERIFY(w.choose("Labels that overlap", int(OverlapPolicy::First)));
        request.overlap = OverlapPolicy::First;
        const QString said = w.write(w.out("given.out"));
        QString documents;
        QVERIFY(*readFile(w.out("given.out").toStdString()) == w.core(request, &documents));
        QVERIFY2(said.startsWith(documents), qPrintable(said));
        QVERIFY(said.contains(QStringLiteral("given.out")));
        QVERIFY(!said.contains(QStringLiteral("read back")));
        QTRY_VERIFY(!w.dialog);
        QTRY_VERIFY(w.window->toast().isVisible());
    }

    void tagsFollowTheChosenScheme() {
        Opened w(*m_theme);
        w.ask();
        QVERIFY(w.choose("Format", QStringLiteral("conll")));
        QVERIFY(w.choose("Labels that overlap", int(OverlapPolicy::Longest)));
        QVERIFY(w.choose("Tags", int(TagScheme::Bilou)));
        QVERIFY(!w.write(w.out("a.conll")).isEmpty());
        const std::string text = *readFile(w.out("a.conll").toStdString());
        QVERIFY(text.find("L-ORG") != std::string::npos);
        ExportRequest request;
        request.options.format = "conll";
        request.options.scheme = TagScheme::Bilou;
        request.overlap = OverlapPolicy::Longest;
        QVERIFY(text == w.core(request));
    }

    void choicesThatAFormatHasNotAreNotShown() {
        Opened w(*m_theme);
        w.ask();
        QVERIFY(w.choose("Format", QStringLiteral("text")));
        QVERIFY(!w.named<QComboBox>("Tags")->isVisible());
        QVERIFY(!w.named<QComboBox>("Form")->isVisible());
        QVERIFY(!w.named<QCheckBox>("Make cells safe for spreadsheets")->isVisible());
        QVERIFY(w.choose("Format", QStringLiteral("csv")));
        QVERIFY(w.named<QComboBox>("Form")->isVisible());
        QVERIFY(w.named<QCheckBox>("Make cells safe for spreadsheets")->isVisible());
        // A format that is only written cannot be read back.
        QVERIFY(w.choose("Format", QStringLiteral("spacy")));
        QVERIFY(!w.named<QCheckBox>("Read the file back and compare")->isEnabled());
    }

    void cellsAreMadeSafeOnRequestAlone() {
        Opened w(*m_theme);
        w.ask();
        QVERIFY(w.choose("Format", QStringLiteral("csv")));
        QVERIFY2(w.losses().contains(QStringLiteral("spreadsheet")), qPrintable(w.losses()));
        QVERIFY(w.losses().contains(QStringLiteral("Note: ")));
        w.named<QCheckBox>("Make cells safe for spreadsheets")->setChecked(true);
        QVERIFY(w.looked());
        QVERIFY2(w.losses().contains(QStringLiteral("has a ' before it")), qPrintable(w.losses()));
        QVERIFY(w.choose("Form", QStringLiteral("delimiter=tab")));
        QVERIFY(!w.write(w.out("t")).isEmpty());
        const std::string text = *readFile(w.out("t.tsv").toStdString()); // the ending is ours
        QVERIFY(text.find("four\t'=1+1\t") != std::string::npos);
    }

    void theListsFilterIsTheFirstScope() {
        Opened w(*m_theme);
        auto* bar = w.window->currentPage()->findChild<FilterBar*>();
        // OR binds weaker than what stands beside it; the order is no condition.
        bar->setText(QStringLiteral("name:three OR name:four sort:name"));
        QTRY_COMPARE_WITH_TIMEOUT(w.list().documents().rowCount(), 2, kPatience);
        for (auto* box : w.window->currentPage()->findChildren<QComboBox*>())
            if (box->accessibleName() == QStringLiteral("Show one split"))
                box->setCurrentIndex(box->findData(QStringLiteral("test")));
        QTRY_COMPARE_WITH_TIMEOUT(w.list().documents().rowCount(), 1, kPatience);
        w.ask();
        QVERIFY(w.named<QComboBox>("Documents")->currentText().contains(QStringLiteral("1 doc")));
        QVERIFY(w.choose("Format", QStringLiteral("text")));
        QVERIFY(!w.write(w.out("a.txt")).isEmpty());
        QCOMPARE(*readFile(w.out("a.txt").toStdString()), std::string("=1+1"));
    }

    void aStateIsAScopeForRunsToo() {
        Opened w(*m_theme);
        for (auto* box : w.window->currentPage()->findChildren<QComboBox*>())
            if (box->accessibleName() == QStringLiteral("Show one state"))
                box->setCurrentIndex(box->findData(int(DocumentState::Unseen)));
        QTRY_COMPARE_WITH_TIMEOUT(w.list().documents().rowCount(), 4, kPatience);
        bool stored = false;
        w.workbench.edit(
            {},
            [](store::Writer& writer) {
                const DocumentId one[]{DocumentId{1}};
                return writer.setState(one, DocumentState::Done);
            },
            [&](const Result<void>& done) { stored = done.ok(); });
        QTRY_VERIFY_WITH_TIMEOUT(stored, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(w.list().documents().rowCount(), 3, kPatience);
        w.ask();
        QVERIFY(w.looked());
        QTRY_VERIFY_WITH_TIMEOUT(
            w.named<QComboBox>("Labels from")->findData(QStringLiteral("r")) > 0, kPatience);
        // The run predicted "one" alone, and that is done.
        QVERIFY(w.choose("Labels from", QStringLiteral("r")));
        QVERIFY(!w.start()->isEnabled());
        QVERIFY(w.banner()->details().contains(QStringLiteral("predicted none")));
        // And of all documents there is one.
        QVERIFY(w.chooseText("Documents", QStringLiteral("All documents")));
        QVERIFY(w.start()->isEnabled());
        QVERIFY(w.banner()->details().isEmpty());
        QVERIFY(w.choose("Format", QStringLiteral("conll")));
        QVERIFY2(w.counts().contains(QStringLiteral("1 document")), qPrintable(w.counts()));
        QVERIFY(!w.write(w.out("r.conll")).isEmpty());
        const std::string text = *readFile(w.out("r.conll").toStdString());
        QVERIFY(text.find("Ulm\tB-PLACE") != std::string::npos);
        ExportRequest request;
        request.options.format = "conll";
        request.source = "r";
        QVERIFY(text == w.core(request));
    }

    void aSplitIsAScope() {
        Opened w(*m_theme);
        w.ask();
        QVERIFY(w.choose("Format", QStringLiteral("text")));
        QVERIFY(w.chooseText("Documents", QStringLiteral("Split: Test")));
        QVERIFY(!w.write(w.out("a.txt")).isEmpty());
        QCOMPARE(*readFile(w.out("a.txt").toStdString()), std::string("=1+1"));
    }

    void whatIsReadBackIsSaid() {
        Opened w(*m_theme);
        w.ask();
        QVERIFY(w.choose("Format", QStringLiteral("conll")));
        w.named<QCheckBox>("Read the file back and compare")->setChecked(true);
        const QString said = w.write(w.out("a.conll"));
        QVERIFY2(said.contains(QStringLiteral("the same")), qPrintable(said));
    }

    // As many files as the labels need; one that stands in the way is named and kept.
    void overlapsGoIntoSeveralFiles() {
        Opened w(*m_theme);
        w.ask();
        QVERIFY(w.choose("Format", QStringLiteral("conll")));
        QVERIFY(w.choose("Labels that overlap", int(OverlapPolicy::Layers)));
        QVERIFY2(w.counts().contains(QStringLiteral("2 files")), qPrintable(w.counts()));
        const QString second = w.file("a.layer2.conll", "mine");
        QCOMPARE(w.write(w.out("a.conll")), QString());
        QVERIFY(w.banner()->details().contains(QStringLiteral("a.layer2.conll")));
        QVERIFY(!QFile::exists(w.out("a.conll")));
        QVERIFY(QFile::remove(second));
        QVERIFY(!w.write(w.out("a.conll")).isEmpty());
        QVERIFY(readFile(second.toStdString())->find("B-PLACE") != std::string::npos);
        QVERIFY(readFile(w.out("a.conll").toStdString())->find("B-PLACE") == std::string::npos);
    }

    // The system's dialog asked about "a", not about "a.txt".
    void aNameThatNobodyWasAskedAboutIsNotReplaced() {
        Opened w(*m_theme);
        w.ask();
        QVERIFY(w.choose("Format", QStringLiteral("text")));
        const QString old = w.file("a.txt", "mine");
        QCOMPARE(w.write(w.out("a")), QString());
        QCOMPARE(*readFile(old.toStdString()), std::string("mine"));
        QVERIFY(w.dialog->isVisible());
        QVERIFY(!w.write(old).isEmpty()); // this one it asked about
        QVERIFY(*readFile(old.toStdString()) != "mine");
    }

    void aFolderMustBeNew() {
        Opened w(*m_theme);
        w.ask();
        QVERIFY(w.choose("Format", QStringLiteral("brat")));
        const QString place = w.out("given");
        QVERIFY(QDir().mkpath(place));
        (void)w.file("given/mine.txt", "mine");
        QCOMPARE(w.write(place), QString());
        QVERIFY(w.start()->isEnabled()); // for another place
        QCOMPARE(QDir(place).entryList(QDir::Files), QStringList{QStringLiteral("mine.txt")});
        QVERIFY(!w.write(w.out("new")).isEmpty());
        QCOMPARE(QDir(w.out("new")).entryList({QStringLiteral("*.ann")}).size(), 4);
    }

    void givingUpTheDialogForPlacesWritesNothing() {
        Opened w(*m_theme);
        w.ask();
        QVERIFY(w.looked());
        w.dialogs.saved.clear();
        w.start()->click();
        QCOMPARE(w.dialogs.asked, 1);
        QVERIFY(w.dialog->isVisible());
        QVERIFY(w.start()->isEnabled());
        QTest::keyClick(w.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!w.dialog);
    }

    void aStopLeavesNothing() {
        Opened w(*m_theme, 3000);
        w.ask();
        QVERIFY(w.choose("Format", QStringLiteral("conll")));
        w.dialogs.saved = w.out("a.conll");
        w.start()->click();
        QVERIFY(!w.named<QComboBox>("Format")->isEnabled());
        QTest::keyClick(w.dialog, Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(w.start()->isEnabled(), kPatience);
        QVERIFY(w.dialog->isVisible());
        QCOMPARE(QDir(w.folder.path()).entryList({QStringLiteral("a.*")}), QStringList());
        QVERIFY(w.named<QComboBox>("Format")->isEnabled());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TstExportDialog)
#include "tst_export_dialog.moc"
