// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that fills while somebody labels, and one that cannot be written to: on a tmpfs of a few
// megabytes, where this account may mount one.
#include "tests/label/label_fixture.h"
#include "tests/label/small_disk.h"
#include "ui/label/notes_panel.h"

#include <QPushButton>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

// The window of the usual fixture, on a project on that disk.
struct OnDisk : Fixture {
    OnDisk(Theme& theme, const QString& path)
        : Fixture(theme, {}) {
        window->openPath(path);
        if (!QTest::qWaitFor([&] {
                page = qobject_cast<LabelPage*>(window->currentPage());
                return workbench.project().path == path && page && page->hasDocument();
            }))
            qFatal("the page did not open");
        canvas = page->findChild<TextCanvas*>();
        canvas->setFocus();
    }
    ErrorBanner* notice() const {
        return window->findChild<ErrorBanner*>(QStringLiteral("notice"));
    }
    bool can(const char* action) {
        return window->actions().action(QString::fromLatin1(action))->isEnabled();
    }
};

void makeProject(const QString& path) {
    auto project = std::move(*store::Project::create(path.toStdString()));
    for (const char* name : {"ORG", "PER", "PLACE"}) {
        store::LabelRow label;
        label.name = name;
        if (!project->writer()->addLabel(label))
            qFatal("label");
    }
    std::string text;
    for (int i = 0; i < 400; ++i)
        text += "Ulm ";
    if (!project->writer()->addDocuments(
            "Import", std::vector{draft("one", text), draft("two", "Mira met Acme .")}))
        qFatal("documents");
}

} // namespace

class TstLabelDisk : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    void aFullDiskStopsEditingAndLosesNothing() {
        SmallDisk disk;
        if (!disk.mounted())
            QSKIP("this account may not mount a tmpfs");
        makeProject(disk.path("p.evenspan"));
        OnDisk f(*m_theme, disk.path("p.evenspan"));
        QVERIFY(!f.notice()->isVisible());
        disk.fill();
        // Until what the log of the project still has is used up.
        for (int i = 0; i < 400 && !f.workbench.project().stopped; ++i) {
            const std::size_t before = f.canvas->spans().size();
            f.key(Qt::Key_L);
            QTRY_VERIFY(f.canvas->spans().size() > before || f.workbench.project().stopped);
            f.key(Qt::Key_Right);
        }
        QVERIFY(f.workbench.project().stopped);
        QTRY_VERIFY(f.notice()->isVisible());
        QVERIFY(f.notice()->accessibleName().contains(QStringLiteral("disk is full")));
        // Nothing is done halfway: what is shown is what is stored, and stays so.
        const QStringList stored = f.spans();
        QCOMPARE(f.canvas->spans().size(), std::size_t(stored.size()));
        for (const char* action : {"label.done", "label.propagate", "label.accept_above"})
            QVERIFY2(!f.can(action), action);
        QVERIFY(f.can("label.next")); // reading goes on
        f.key(Qt::Key_P);
        f.key(Qt::Key_Z, Qt::ControlModifier);
        auto* notes = f.page->findChild<NotesPanel*>();
        auto* field = notes->findChild<QLineEdit*>();
        f.page->findChild<QTabWidget*>()->setCurrentIndex(1);
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("Is it full?"));
        QTest::keyClick(field, Qt::Key_Return);
        QTest::qWait(200);
        QCOMPARE(f.spans(), stored);
        QCOMPARE(field->text(), QStringLiteral("Is it full?")); // what was typed is still there
        // The button: there is none yet, then there is.
        QPushButton* again = nullptr;
        for (auto* button : f.notice()->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Try again"))
                again = button;
        QVERIFY(again && again->isVisible());
        QTest::mouseClick(again, Qt::LeftButton);
        QTest::qWait(200);
        QVERIFY(f.workbench.project().stopped);
        disk.makeRoom();
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_VERIFY(!f.workbench.project().stopped);
        QTRY_VERIFY(!f.notice()->isVisible());
        QTRY_VERIFY(f.can("label.done"));
        QCOMPARE(f.spans(), stored);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(notes->rows().size(), std::size_t(1));
        f.canvas->setFocus();
        f.key(Qt::Key_End, Qt::ControlModifier);
        f.key(Qt::Key_P);
        QTRY_COMPARE(f.spans().size(), stored.size() + 1);
        const auto beside = store::Project::openReadOnly(disk.path("p.evenspan").toStdString());
        QVERIFY(beside.ok());
        QVERIFY((*beside)->check()->ok);
    }

    void itGoesOnByItself() {
        SmallDisk disk;
        if (!disk.mounted())
            QSKIP("this account may not mount a tmpfs");
        makeProject(disk.path("p.evenspan"));
        OnDisk f(*m_theme, disk.path("p.evenspan"));
        disk.fill();
        for (int i = 0; i < 400 && !f.workbench.project().stopped; ++i) {
            f.trigger("label.done"); // a decision that cannot be stored is not passed by
            QTest::qWait(20);
            f.trigger("label.previous");
            f.key(Qt::Key_L);
            f.key(Qt::Key_Right);
            QTest::qWait(20);
        }
        QVERIFY(f.workbench.project().stopped);
        QTRY_VERIFY(f.notice()->isVisible());
        disk.makeRoom();
        QTRY_VERIFY_WITH_TIMEOUT(!f.workbench.project().stopped, 60'000);
        QTRY_VERIFY(!f.notice()->isVisible());
    }

    void aReadOnlyDiskSaysSo() {
        SmallDisk disk;
        if (!disk.mounted())
            QSKIP("this account may not mount a tmpfs");
        makeProject(disk.path("p.evenspan"));
        QVERIFY(disk.readOnly());
        OnDisk f(*m_theme, disk.path("p.evenspan"));
        QVERIFY(f.workbench.project().readOnly);
        QTRY_VERIFY(f.notice()->isVisible());
        QVERIFY(!f.notice()->details().isEmpty());
        for (const char* action : {"label.done", "label.propagate", "label.accept_above"})
            QVERIFY2(!f.can(action), action);
        QVERIFY(f.can("label.next"));
        const auto before = f.spans();
        f.key(Qt::Key_P);
        QTest::qWait(200);
        QCOMPARE(f.spans(), before);
        QCOMPARE(f.canvas->spans().size(), std::size_t(0));
    }
};

QTEST_MAIN(TstLabelDisk)
#include "tst_label_disk.moc"
