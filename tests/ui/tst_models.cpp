// SPDX-License-Identifier: GPL-3.0-or-later
// The library of models in the window: what it says of a model, a folder that comes in, one that is
// damaged, removal with a way back, and a form that says what is missing before anything is asked.
#include "tests/ui/ui_support.h"
#include "ui/common/widgets.h"
#include "ui/train/launch/download_form.h"
#include "ui/train/launch/model_dialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

// A folder that a model could be: its weights are never read here.
QString makeFolder(const QTemporaryDir& in, const QString& name, bool pickle = false) {
    const QString folder = in.filePath(name);
    QDir().mkpath(folder);
    write(folder % QStringLiteral("/config.json"),
        R"({"model_type": "electra", "num_hidden_layers": 3, "hidden_size": 48})");
    write(folder % QStringLiteral("/vocab.txt"), "[PAD]\n[UNK]\n");
    write(folder % QStringLiteral("/README.md"),
        "---\nlicense: mit\nlanguage: [en, zh]\n---\n# About\n");
    write(folder
            % (pickle ? QStringLiteral("/pytorch_model.bin")
                      : QStringLiteral("/model.safetensors")),
        QByteArray(1000, 'w'));
    return folder;
}

QPushButton* button(QWidget* in, const QString& name) {
    for (QPushButton* each : in->findChildren<QPushButton*>())
        if (each->accessibleName() == name)
            return each;
    return nullptr;
}

struct Shown {
    QTemporaryDir library, outside;
    ModelStore store;
    ScriptedDialogs dialogs;
    ModelDialog dialog;

    Shown()
        : store(ModelLibrary({{"built-in", makeFolder(outside, QStringLiteral("b")).toStdString()}},
            library.path().toStdString()))
        , dialog(store, dialogs, nullptr) {
        dialog.show();
    }
    QListWidget* list() { return dialog.findChild<QListWidget*>(); }
    QStringList names() {
        QStringList out;
        for (int i = 0; i < list()->count(); ++i)
            out << list()->item(i)->text();
        return out;
    }
    void press(const QString& name) { QTest::mouseClick(button(&dialog, name), Qt::LeftButton); }
    QString details() {
        press(QStringLiteral("Copy details"));
        return QGuiApplication::clipboard()->text();
    }
    QString problem() {
        auto* banner = dialog.findChild<ErrorBanner*>();
        return banner->isVisible() ? banner->details() : QString();
    }
    QLineEdit* edit(const QString& caption) {
        for (QLineEdit* each : dialog.findChildren<QLineEdit*>())
            if (each->accessibleName() == caption)
                return each;
        return nullptr;
    }
    void add(const QString& folder) {
        dialogs.folder = folder;
        press(QStringLiteral("Add a folder…"));
    }
};

} // namespace

class TestModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = new Theme(*qApp);
    }
    void init() { QSettings().clear(); }

    void saysWhatAModelIs() {
        Shown shown;
        QTRY_COMPARE_WITH_TIMEOUT(shown.names(), QStringList{QStringLiteral("built-in")}, 30000);
        const QString details = shown.details();
        for (const char* fact : {"built-in", "electra", "3 layers, 48 wide", "mit", "English",
                 "came with Evenspan", "Size: "})
            QVERIFY2(details.contains(QLatin1String(fact)), qPrintable(details));
        QVERIFY(!button(&shown.dialog, QStringLiteral("Remove"))->isEnabled());
    }

    void aFolderComesInGoesAndComesBack() {
        Shown shown;
        shown.add(makeFolder(shown.outside, QStringLiteral("clinic")));
        const QStringList both{QStringLiteral("built-in"), QStringLiteral("clinic")};
        QTRY_COMPARE_WITH_TIMEOUT(shown.names(), both, 30000);
        QCOMPARE(shown.list()->currentItem()->text(), QStringLiteral("clinic"));
        QVERIFY(QFile::exists(shown.library.filePath(QStringLiteral("clinic/model.safetensors"))));
        QVERIFY(shown.details().contains(QStringLiteral("SHA-256: ")));
        shown.press(QStringLiteral("Remove"));
        QTRY_COMPARE_WITH_TIMEOUT(shown.names(), QStringList{QStringLiteral("built-in")}, 30000);
        QPushButton* undo = nullptr;
        for (QPushButton* each : shown.dialog.findChild<Toast*>()->findChildren<QPushButton*>())
            undo = each->isVisible() ? each : undo;
        QVERIFY(undo);
        undo->click();
        QTRY_COMPARE_WITH_TIMEOUT(shown.names(), both, 30000);
    }

    void refusesAPickleAndASecondOfTheName() {
        Shown shown;
        shown.add(makeFolder(shown.outside, QStringLiteral("old"), true));
        QTRY_VERIFY_WITH_TIMEOUT(shown.problem().contains(QStringLiteral("pickle")), 30000);
        shown.add(makeFolder(shown.outside, QStringLiteral("twin")));
        QTRY_COMPARE_WITH_TIMEOUT(shown.list()->count(), 2, 30000);
        QVERIFY(shown.problem().isEmpty());
        shown.add(makeFolder(shown.outside, QStringLiteral("twin")));
        QTRY_VERIFY_WITH_TIMEOUT(shown.problem().contains(QStringLiteral("of this name")), 30000);
        QCOMPARE(shown.list()->count(), 2);
    }

    void verifyFindsAChangedFile() {
        Shown shown;
        shown.add(makeFolder(shown.outside, QStringLiteral("clinic")));
        QTRY_COMPARE_WITH_TIMEOUT(shown.list()->count(), 2, 30000);
        const auto says = [&](const QString& words) {
            for (const QLabel* label : shown.dialog.findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(words))
                    return true;
            return false;
        };
        QTRY_VERIFY(button(&shown.dialog, QStringLiteral("Verify"))->isEnabled());
        shown.press(QStringLiteral("Verify"));
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("as it was recorded")), 30000);
        write(shown.library.filePath(QStringLiteral("clinic/vocab.txt")), "[PAD]\n");
        shown.press(QStringLiteral("Verify"));
        QTRY_VERIFY_WITH_TIMEOUT(shown.problem().contains(QStringLiteral("vocab.txt")), 30000);
    }

    void theFormSaysWhatIsMissing() {
        Shown shown;
        shown.press(QStringLiteral("Download…"));
        auto* form = shown.dialog.findChild<DownloadForm*>();
        QTRY_VERIFY(form->isVisible());
        QVERIFY(!form->request());
        shown.edit(QStringLiteral("Model"))->setFocus();
        QTest::keyClicks(shown.edit(QStringLiteral("Model")), QStringLiteral("owner/tiny"));
        QCOMPARE(
            shown.edit(QStringLiteral("Name in your library"))->text(), QStringLiteral("tiny"));
        auto* revision = shown.edit(QStringLiteral("Revision"));
        revision->setText(QStringLiteral("main"));
        QVERIFY(!form->request());
        QVERIFY(revision->accessibleDescription().contains(QStringLiteral("commit")));
        revision->setText(QString(40, QLatin1Char('A')));
        const auto request = form->request();
        QVERIFY(request);
        QCOMPARE(QString::fromStdString(request->revision), QString(40, QLatin1Char('a')));
        QVERIFY(request->mirrors.empty() && request->proxy.empty() && request->sha256.empty());
        for (const auto& [caption, bad, good] :
            {std::tuple{"Hub", "http://hub.example", "https://hub.example//"},
                {"Mirror (optional)", "mirror", "https://mirror.example"},
                {"SHA-256 of model.safetensors (optional)", "12", ""},
                {"Proxy (optional)", "3128", "http://proxy.example:3128"}}) {
            QLineEdit* edit = shown.edit(QLatin1String(caption));
            QVERIFY2(edit, caption);
            edit->setText(QLatin1String(bad));
            QVERIFY2(!form->request(), caption);
            edit->setText(QLatin1String(good));
            QVERIFY2(form->request(), caption);
        }
        QCOMPARE(form->request()->base, "https://hub.example");
        form->remember();
        DownloadForm again(nullptr);
        bool kept = false;
        for (const QLineEdit* each : again.findChildren<QLineEdit*>())
            kept = kept || each->text() == QStringLiteral("http://proxy.example:3128");
        QVERIFY(kept);
    }

    // A hub that says nothing: the dialog shows that it waits, Stop ends it, nothing is left.
    void aDownloadIsStopped() {
        QTcpServer hub;
        QVERIFY(hub.listen(QHostAddress::LocalHost));
        Shown shown;
        shown.press(QStringLiteral("Download…"));
        auto* form = shown.dialog.findChild<DownloadForm*>();
        shown.edit(QStringLiteral("Model"))->setText(QStringLiteral("owner/tiny"));
        shown.edit(QStringLiteral("Name in your library"))->setText(QStringLiteral("tiny"));
        shown.edit(QStringLiteral("Revision"))->setText(QString(40, QLatin1Char('1')));
        shown.edit(QStringLiteral("Hub"))
            ->setText(QStringLiteral("http://127.0.0.1:%1").arg(hub.serverPort()));
        QVERIFY(form->request());
        QSignalSpy asked(&hub, &QTcpServer::newConnection);
        shown.press(QStringLiteral("Download"));
        QTRY_VERIFY_WITH_TIMEOUT(!asked.isEmpty(), 30000);
        QPushButton* stop = button(&shown.dialog, QStringLiteral("Stop what runs"));
        QVERIFY(stop->isVisible());
        QVERIFY(!button(&shown.dialog, QStringLiteral("Download"))->isEnabled());
        stop->click();
        QTRY_VERIFY_WITH_TIMEOUT(!stop->isVisible(), 30000);
        QVERIFY(shown.problem().isEmpty());
        QVERIFY(button(&shown.dialog, QStringLiteral("Download"))->isEnabled());
        QCOMPARE(shown.list()->count(), 1);
    }

    // The reply comes when the dialog is gone.
    void closedWhileItWorks() {
        QTemporaryDir library, outside;
        ModelStore store(ModelLibrary({}, library.path().toStdString()));
        ScriptedDialogs dialogs;
        {
            ModelDialog dialog(store, dialogs, nullptr);
            dialog.show();
            dialogs.folder = makeFolder(outside, QStringLiteral("clinic"));
            QTest::mouseClick(button(&dialog, QStringLiteral("Add a folder…")), Qt::LeftButton);
        }
        bool listed = false;
        store.list([&](Result<std::vector<ModelEntry>>) { listed = true; });
        QTRY_VERIFY_WITH_TIMEOUT(listed, 30000);
    }

    void everyControlHasAName() {
        Shown shown;
        QTRY_COMPARE_WITH_TIMEOUT(shown.list()->count(), 1, 30000);
        for (QWidget* each : shown.dialog.findChildren<QWidget*>())
            if (each->focusPolicy() & Qt::TabFocus && !each->inherits("QScrollArea"))
                QVERIFY2(!each->accessibleName().isEmpty(), each->metaObject()->className());
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestModels)
#include "tst_models.moc"
