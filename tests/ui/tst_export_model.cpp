// SPDX-License-Identifier: GPL-3.0-or-later
// A run handed over from the window: each form of it at the place that was asked for, what is said
// of a bad one, and a stop that leaves nothing.
#include "tests/ui/real_window.h"
#include "tests/ui/run_files.h"
#include "ui/common/widgets.h"
#include "ui/train/export_model_dialog.h"
#include "ui/train/live/run_actions.h"
#include "ui/train/runs_list.h"
#include "ui/train/train_page.h"

#include <QLabel>
#include <QMenu>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

constexpr int kPatience = 30000;

struct Opened : RealWindow {
    explicit Opened(Theme& theme, std::size_t weights = 5000)
        : RealWindow(theme) {
        addFinishedRun(path, "r", weights);
        if (!open())
            qFatal("the project does not open");
        // From where it is opened: the list has its runs and the focus.
        window->showPage(QStringLiteral("train"));
        if (!QTest::qWaitFor(
                [this] {
                    const auto* runs = window->findChild<RunsList*>();
                    return runs->chosen() && runs->isAncestorOf(QApplication::focusWidget());
                },
                kPatience))
            qFatal("the list of runs does not fill");
        dialog = new ExportModelDialog(workbench, dialogs, QStringLiteral("r"), window.get());
        dialog->open();
    }
    // Not qWaitForWindowActive(): to Qt a dialog is active as soon as its parent is.
    bool active() const {
        return QTest::qWaitFor(
            [this] { return QApplication::activeWindow() == dialog; }, kPatience);
    }
    // As a keyboard does: the arrows from where the focus is.
    bool choose(ModelFormat format) {
        if (!active())
            return false;
        for (auto* button : dialog->findChildren<QRadioButton*>())
            if (button->isChecked())
                button->setFocus();
        for (int step = 0; step < 2 && dialog->format() != format; ++step)
            QTest::keyClick(QApplication::focusWidget(),
                int(dialog->format()) < int(format) ? Qt::Key_Down : Qt::Key_Up);
        return dialog->format() == format;
    }
    QString state() const {
        QStringList texts;
        for (auto* label : dialog->findChildren<QLabel*>())
            texts << label->text();
        return texts.join(QLatin1Char('|'));
    }
    QPushButton* button(const QString& name) const {
        for (auto* each : dialog->findChildren<QPushButton*>())
            if (each->accessibleName() == name)
                return each;
        return nullptr;
    }
    QString out(const char* name) const { return folder.filePath(QLatin1String(name)); }
    std::filesystem::path model() const {
        return store::Project::filesFolder(path) / "models" / "r";
    }
    QPointer<ExportModelDialog> dialog;
};

} // namespace

class TstExportModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-export-model"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    void aFolderIsWritten() {
        Opened w(*m_theme);
        QCOMPARE(w.dialog->format(), ModelFormat::HuggingFace);
        w.dialogs.saved = w.out("given");
        QSignalSpy done(w.dialog, &ExportModelDialog::exported);
        QTest::keyClick(w.dialog, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, kPatience);
        QCOMPARE(done.at(0).at(0).toString(), w.dialogs.saved);
        for (const char* name : {"config.json", "model.safetensors", "README.md"})
            QCOMPARE(
                *readFile(w.dialogs.saved.toStdString() + "/" + name), *readFile(w.model() / name));
        QVERIFY(!w.dialog->isVisible());
    }

    void anArchiveIsWrittenAndReplaced() {
        Opened w(*m_theme);
        QVERIFY(w.choose(ModelFormat::Archive));
        w.dialogs.saved = w.file("given.zip", "what stood there");
        QSignalSpy done(w.dialog, &ExportModelDialog::exported);
        w.button(QStringLiteral("Choose a place…"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, kPatience);
        QCOMPARE(readFile(w.dialogs.saved.toStdString())->substr(0, 2), std::string("PK"));
    }

    // The file is of the kind that was chosen, whatever its name; and what the system's dialog did
    // not ask about stays.
    void theEndingIsOurs() {
        Opened w(*m_theme);
        QVERIFY(w.choose(ModelFormat::Archive));
        w.dialogs.saved = w.out("bare");
        QSignalSpy done(w.dialog, &ExportModelDialog::exported);
        w.button(QStringLiteral("Choose a place…"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, kPatience);
        QCOMPARE(done.at(0).at(0).toString(), w.out("bare.zip"));
        QVERIFY(!QFile::exists(w.out("bare")));
        w.dialog->open();
        w.file("kept.zip", "what stood there");
        w.dialogs.saved = w.out("kept");
        w.button(QStringLiteral("Choose a place…"))->click();
        auto* banner = w.dialog->findChild<ErrorBanner*>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatience);
        QCOMPARE(*readFile(w.out("kept.zip").toStdString()), std::string("what stood there"));
    }

    // The focus begins at the forms; Tab goes down, Enter asks for the place from anywhere.
    void theKeyboardReachesAll() {
        Opened w(*m_theme);
        QVERIFY(w.active());
        QStringList seen;
        for (int step = 0; step < 3; ++step) {
            seen << QApplication::focusWidget()->accessibleName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(seen,
            QStringList({QStringLiteral("Hugging Face folder"), QStringLiteral("Close"),
                QStringLiteral("Choose a place…")}));
    }

    // No text is cut, at any size of it, nor once a message stands above.
    void theTextsHaveRoom() {
        for (const int zoom : {100, 200}) {
            m_theme->setZoom(zoom);
            Opened w(*m_theme);
            std::ofstream(w.model() / "model.safetensors") << "other weights";
            w.dialogs.saved = w.out("given");
            w.button(QStringLiteral("Choose a place…"))->click();
            auto* banner = w.dialog->findChild<ErrorBanner*>();
            QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatience);
            for (auto* label : w.dialog->findChildren<QLabel*>())
                if (label->isVisible() && label->wordWrap())
                    QTRY_VERIFY2_WITH_TIMEOUT(
                        label->height() >= label->heightForWidth(label->width()),
                        qPrintable(label->text()), kPatience);
        }
        m_theme->setZoom(100);
    }

    // The menu of a run opens it, where there are weights.
    void theMenuOffersIt() {
        Opened w(*m_theme);
        delete w.dialog;
        auto* page = qobject_cast<TrainPage*>(w.window->currentPage());
        Q_EMIT page->findChild<RunsList*>()->menuWanted(QPoint(10, 10));
        auto* menu = page->findChildren<QMenu*>().last();
        QAction* action = nullptr;
        for (QAction* each : menu->actions())
            if (each->text() == QStringLiteral("Export model…"))
                action = each;
        QVERIFY(action && action->isEnabled());
        action->trigger();
        menu->close();
        w.dialog = page->findChild<ExportModelDialog*>();
        QVERIFY(w.dialog && w.dialog->isVisible());
        w.dialogs.saved = w.out("given");
        w.button(QStringLiteral("Choose a place…"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(!w.dialog, kPatience); // it deletes itself
        QVERIFY(w.window->toast().isVisible());
        QVERIFY(QFile::exists(w.out("given")));
        store::RunRow run;
        run.name = "r";
        for (const auto state :
            {store::RunState::Running, store::RunState::Failed, store::RunState::Interrupted,
                store::RunState::Finished, store::RunState::Stopped}) {
            run.state = state;
            QCOMPARE(RunActions::hasModel(run, {}),
                state == store::RunState::Finished || state == store::RunState::Stopped);
            QVERIFY(!RunActions::hasModel(run, QStringLiteral("r")));
        }
    }

    void whatGoesWrongIsSaid() {
        Opened w(*m_theme);
        QVERIFY(w.choose(ModelFormat::Onnx)); // these are no weights
        w.dialogs.saved = w.out("given.onnx");
        w.button(QStringLiteral("Choose a place…"))->click();
        auto* banner = w.dialog->findChild<ErrorBanner*>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatience);
        QVERIFY(!QFile::exists(w.dialogs.saved));
        QVERIFY(w.dialog->isVisible() && w.button(QStringLiteral("Choose a place…"))->isEnabled());
        // Another form after it, and another message.
        QVERIFY(w.choose(ModelFormat::HuggingFace));
        std::filesystem::create_directory(w.out("taken").toStdString());
        w.dialogs.saved = w.out("taken");
        w.button(QStringLiteral("Choose a place…"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(banner->details().contains(QStringLiteral("taken")), kPatience);
        QVERIFY(std::filesystem::is_empty(w.out("taken").toStdString()));
    }

    void changedWeightsAreRefused() {
        Opened w(*m_theme);
        std::ofstream(w.model() / "model.safetensors") << "other weights";
        w.dialogs.saved = w.out("given");
        w.button(QStringLiteral("Choose a place…"))->click();
        auto* banner = w.dialog->findChild<ErrorBanner*>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatience);
        QVERIFY(banner->details().contains(QStringLiteral("not what the run saved")));
        QVERIFY(!QFile::exists(w.dialogs.saved));
    }

    void givingUpAsksNothing() {
        Opened w(*m_theme);
        w.dialogs.saved.clear();
        w.button(QStringLiteral("Choose a place…"))->click();
        QCOMPARE(w.dialogs.asked, 1);
        QVERIFY(w.dialog->isVisible() && w.button(QStringLiteral("Choose a place…"))->isEnabled());
        QTest::keyClick(w.dialog, Qt::Key_Escape);
        QVERIFY(!w.dialog || !w.dialog->isVisible());
    }

    void aStopLeavesNothing() {
        Opened w(*m_theme, 60'000'000);
        QVERIFY(w.choose(ModelFormat::Archive));
        w.dialogs.saved = w.out("given.zip");
        QSignalSpy done(w.dialog, &ExportModelDialog::exported);
        w.button(QStringLiteral("Choose a place…"))->click();
        QVERIFY(!w.button(QStringLiteral("Choose a place…"))->isEnabled());
        QVERIFY(w.dialog->findChild<ProgressStrip*>()->isVisible());
        QTest::keyClick(w.dialog, Qt::Key_Escape); // ends the work, not the dialog
        QVERIFY(w.dialog->isVisible() && !w.button(QStringLiteral("Stop"))->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(
            w.button(QStringLiteral("Choose a place…"))->isEnabled(), kPatience);
        QVERIFY2(w.state().contains(QStringLiteral("nothing was exported")), qPrintable(w.state()));
        QVERIFY(w.dialog->isVisible() && w.button(QStringLiteral("Close"))->isEnabled());
        QVERIFY(!w.dialog->findChild<ErrorBanner*>()->isVisible());
        QCOMPARE(done.count(), 0);
        QVERIFY(!QFile::exists(w.dialogs.saved));
        // And closing in the middle of it is no harm.
        w.button(QStringLiteral("Choose a place…"))->click();
        delete w.dialog;
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TstExportModel)
#include "tst_export_model.moc"
