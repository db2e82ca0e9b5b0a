// SPDX-License-Identifier: GPL-3.0-or-later
// The window of sensitive attributes on a real project: what it lists, what a deletion says before,
// what is left of the values after, and what it does where nothing can be changed.
#include "core/app/audit/sensitive_attributes.h"
#include "core/base/files.h"
#include "tests/ui/audit_window.h"
#include "ui/audit/sensitive_dialog.h"
#include "ui/audit/sensitive_models.h"
#include "ui/common/action_registry.h"
#include "ui/common/data_table.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QSettings>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;
namespace fs = std::filesystem;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

namespace {

template <class T> T* named(QWidget* root, const char* name) {
    for (auto* one : root->findChildren<T*>())
        if (one->accessibleName() == QString::fromUtf8(name)
            || one->property("text").toString() == QString::fromUtf8(name))
            return one;
    return nullptr;
}

QStringList column(const QAbstractItemModel* model, int at) {
    QStringList out;
    for (int row = 0; row < model->rowCount(); ++row)
        out << model->index(row, at).data().toString();
    return out;
}

QStringList words(std::initializer_list<const char*> all) {
    QStringList out;
    for (const char* one : all)
        out << QString::fromUtf8(one);
    return out;
}

int markersIn(const fs::path& project) {
    int found = 0;
    for (const auto& entry : fs::recursive_directory_iterator(project.parent_path()))
        if (entry.is_regular_file() && entry.path().string().starts_with(project.string()))
            found += readFile(entry.path())->find("Zqx") != std::string::npos;
    return found;
}

struct LookedAt : AuditWindow {
    explicit LookedAt(Theme& theme, bool values = true)
        : AuditWindow(theme, 12) {
        if (!values)
            return;
        auto project = std::move(*store::Project::open(path));
        const auto reader = *project->reader();
        const auto ids = *reader->ids({});
        for (const auto id : ids) {
            auto metadata = reader->rows({id})->at(0).metadata;
            metadata["origin"] = "Zqx" + std::to_string(id.value % 2);
            if (!project->writer()->setMetadata(id, metadata))
                qFatal("no values");
        }
        if (!markSensitive(*project, "source")
            || !allowSensitive(*project, "origin", "the yearly check")
            || !admitSensitive(*project, {"meta:origin"}, false, "", "first audit"))
            qFatal("no attributes");
    }
    SensitiveDialog* show() {
        if (!openAudits())
            return nullptr;
        window->actions().action(QStringLiteral("audit.sensitive"))->trigger();
        return qobject_cast<SensitiveDialog*>(QApplication::activeModalWidget());
    }
};

} // namespace

class TestSensitiveDialog : public QObject {
    Q_OBJECT

    Theme* m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QSettings().clear();
        m_theme = new Theme(*qApp);
    }

    void anEmptyProjectSaysWhatWillStandHere() {
        LookedAt bench(*m_theme, false);
        auto* dialog = bench.show();
        QVERIFY(dialog);
        const auto said = [&] {
            for (auto* label : dialog->findChildren<QLabel*>())
                if (label->isVisible()
                    && label->text().startsWith(
                        QStringLiteral("No attribute is called sensitive.")))
                    return true;
            return false;
        };
        SOON(said());
        QVERIFY(!named<DataTable>(dialog, "Log")->isVisible());
        QVERIFY(!named<QPushButton>(dialog, "Delete values…")->isVisible());
        dialog->close();
    }

    void attributesAndLogWithoutWhoLooked() {
        LookedAt bench(*m_theme);
        auto* dialog = bench.show();
        QVERIFY(dialog);
        auto* keys = dialog->findChild<SensitiveKeysModel*>();
        auto* log = dialog->findChild<SensitiveLogModel*>();
        QAbstractItemModelTester first(keys), second(log);
        SOON(keys->rowCount() == 2);
        QCOMPARE(column(keys, SensitiveKeysModel::Attribute),
            words({"source (documents)", "origin (documents)"}));
        QCOMPARE(column(keys, SensitiveKeysModel::State), words({"refused", "allowed"}));
        QCOMPARE(column(keys, SensitiveKeysModel::Purpose), words({"–", "the yearly check"}));
        // The newest first.
        QCOMPARE(column(log, SensitiveLogModel::What),
            words({"looked at", "allowed for a purpose", "called sensitive"}));
        QCOMPARE(column(log, SensitiveLogModel::Audit), words({"first audit", "–", "–"}));
        for (int row = 0; row < log->rowCount(); ++row)
            for (int at = 0; at < log->columnCount(); ++at)
                QVERIFY(!log->index(row, at).data().toString().contains(QStringLiteral("Zqx")));
        // Only what is allowed can be refused again.
        auto* table = named<DataTable>(dialog, "Sensitive attributes");
        auto* end = named<QPushButton>(dialog, "End the permission");
        table->setCurrentIndex(keys->index(0, 0));
        SOON(!end->isEnabled());
        table->setCurrentIndex(keys->index(1, 0));
        SOON(end->isEnabled());
        end->click();
        SOON(keys->rowCount() == 2
            && column(keys, SensitiveKeysModel::State) == words({"refused", "refused"}));
        QCOMPARE(log->rowCount(), 4);
        dialog->close();
    }

    void aDeletionAsksFirstAndThenNoByteIsLeft() {
        LookedAt bench(*m_theme);
        QVERIFY(markersIn(bench.path) > 0);
        auto* dialog = bench.show();
        QVERIFY(dialog);
        auto* keys = dialog->findChild<SensitiveKeysModel*>();
        SOON(keys->rowCount() == 2);
        named<DataTable>(dialog, "Sensitive attributes")->setCurrentIndex(keys->index(1, 0));
        auto* sure = named<QPushButton>(dialog, "Delete for good");
        QVERIFY(!sure->isVisible());
        named<QPushButton>(dialog, "Delete values…")->click();
        QVERIFY(sure->isVisible());
        bool reach = false, limits = false, asked = false;
        for (auto* label : dialog->findChildren<QLabel*>()) {
            reach = reach || label->text().contains(QStringLiteral("no undo"));
            limits = limits || label->text().contains(QStringLiteral("archives and copies"));
            asked = asked
                || label->text() == QStringLiteral("Delete all values of origin (documents)?");
        }
        QVERIFY(reach && limits && asked);
        // Esc goes up one level, and nothing has happened.
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!sure->isVisible() && dialog->isVisible());
        named<QPushButton>(dialog, "Delete values…")->click();
        sure->click();
        SOON(!dialog->deleting());
        SOON(column(keys, SensitiveKeysModel::State).value(1)
            == QStringLiteral("refused: values deleted"));
        QCOMPARE(column(dialog->findChild<SensitiveLogModel*>(), SensitiveLogModel::What).value(0),
            QStringLiteral("values deleted"));
        QCOMPARE(markersIn(bench.path), 0);
        dialog->close();
        // What undo is offered is the edit before, and it brings nothing back.
        std::optional<Result<void>> undone;
        bench.workbench.undo([&](Result<void> done) { undone = done; });
        SOON(undone.has_value());
        QVERIFY(*undone);
        SOON(markersIn(bench.path) == 0);
    }

    void whereNothingCanBeWrittenNothingIsOffered() {
        LookedAt bench(*m_theme);
        const auto held = std::move(*store::Project::open(bench.path)); // by another program
        auto* dialog = bench.show();
        QVERIFY(dialog);
        SOON(dialog->findChild<SensitiveKeysModel*>()->rowCount() == 2);
        QVERIFY(!named<QPushButton>(dialog, "Delete values…")->isEnabled());
        QVERIFY(!named<QPushButton>(dialog, "End the permission")->isEnabled());
        dialog->close();
    }
};

QTEST_MAIN(TestSensitiveDialog)
#include "tst_sensitive_dialog.moc"
