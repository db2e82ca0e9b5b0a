// SPDX-License-Identifier: GPL-3.0-or-later
// The window is killed at random instants while somebody labels by keys: every label that was on
// the screen is in the project afterwards. The child is this program with other arguments.
#include "core/base/rng.h"
#include "tests/label/label_fixture.h"

#include <QElapsedTimer>
#include <QProcess>

#include <map>
#include <unistd.h>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

constexpr int kRounds = 40;
constexpr int kDocuments = 6;

std::filesystem::path make(const QTemporaryDir& folder) {
    const auto path = std::filesystem::path(folder.path().toStdString()) / "p.evenspan";
    auto project = std::move(*store::Project::create(path));
    for (const char* name : {"ORG", "PER", "PLACE"}) {
        store::LabelRow label;
        label.name = name;
        if (!project->writer()->addLabel(label))
            qFatal("no label");
    }
    std::vector<DocumentDraft> drafts;
    for (int i = 0; i < kDocuments; ++i) {
        std::string text;
        for (int word = 0; word < 400; ++word)
            text += "word" + std::to_string(word) + ' ';
        drafts.push_back(draft("d" + std::to_string(i), text));
    }
    if (!project->writer()->addDocuments("Import", drafts))
        qFatal("no documents");
    return path;
}

// Labels for ever; says on stdout which span of which label is on the screen, a line each.
int child(const QString& path, std::uint64_t seed) {
    Theme theme(*qApp);
    AppWorkbench workbench(
        [] { return Result<std::filesystem::path>(std::filesystem::path()); }, nullptr);
    SystemFileDialogs dialogs;
    MainWindow window(workbench, theme, dialogs);
    addLabelPage(window);
    window.show();
    window.openPath(path);
    LabelPage* page = nullptr;
    const auto open = [&] {
        page = qobject_cast<LabelPage*>(window.currentPage());
        const auto* palette =
            page ? page->findChild<QListWidget*>(QStringLiteral("palette")) : nullptr;
        return page && page->hasDocument() && palette->count() == 3;
    };
    if (!QTest::qWaitFor(open, 50'000))
        return 2;
    auto* canvas = page->findChild<TextCanvas*>();
    canvas->setFocus();
    Philox rng(seed);
    std::map<SpanId, QString> said;
    const auto say = [&] {
        QByteArray lines;
        for (const CanvasSpan& span : canvas->spans())
            if (QString& label = said[span.id]; label != span.label) {
                label = span.label;
                lines += QByteArray::number(qlonglong(span.id.value)) + ' '
                    + QByteArray::number(span.hull().begin) + ' '
                    + QByteArray::number(span.hull().end) + ' ' + label.toUtf8() + '\n';
            }
        return lines.isEmpty() || ::write(1, lines.constData(), std::size_t(lines.size())) > 0;
    };
    if (!say() || ::write(1, "ready\n", 6) != 6)
        return 3;
    for (;;) {
        if (rng.below(12) == 0)
            QTest::keyClick(
                canvas, rng.below(2) ? Qt::Key_PageDown : Qt::Key_PageUp, Qt::ControlModifier);
        QTest::keyClick(canvas, rng.below(3) ? Qt::Key_Right : Qt::Key_Down, Qt::NoModifier);
        if (rng.below(3) == 0)
            QTest::keyClick(canvas, Qt::Key_Right, Qt::ShiftModifier);
        constexpr Qt::Key letters[]{Qt::Key_O, Qt::Key_P, Qt::Key_L};
        QTest::keyClick(canvas, letters[rng.below(3)]);
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        if (!say())
            return 4;
    }
}

} // namespace

class TstLabelKill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasOnTheScreenIsThere() {
        QTemporaryDir folder;
        const auto path = make(folder);
        Philox rng(5);
        std::map<std::int64_t, QString> shown; // "begin end label" by id; ids are never used again
        for (int round = 0; round < kRounds; ++round) {
            QProcess process;
            process.setProcessChannelMode(QProcess::SeparateChannels);
            process.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--child"), QString::fromStdString(path.string()),
                    QString::number(rng.next64())});
            QVERIFY(process.waitForStarted());
            QByteArray out;
            while (!out.contains("ready\n")) {
                QVERIFY2(process.waitForReadyRead(60'000), process.readAllStandardError());
                out += process.readAllStandardOutput();
            }
            QThread::msleep(rng.below(350));
            process.kill();
            QVERIFY(process.waitForFinished(30'000));
            QCOMPARE(process.exitStatus(), QProcess::CrashExit);
            out += process.readAllStandardOutput();
            for (const QByteArray& line : out.split('\n')) {
                const QString text = QString::fromUtf8(line);
                // The last line may be cut short.
                if (text.count(QLatin1Char(' ')) == 3 && out.contains(QByteArray(line + '\n')))
                    shown[text.section(QLatin1Char(' '), 0, 0).toLongLong()] =
                        text.section(QLatin1Char(' '), 1);
            }

            auto project = store::Project::open(path);
            QVERIFY2(project.ok(), "the project does not open");
            std::map<std::int64_t, QString> stored;
            auto reader = (*project)->reader();
            QVERIFY(reader.ok());
            for (int id = 1; id <= kDocuments; ++id) {
                const auto document = (*reader)->document(DocumentId(id));
                QVERIFY(document.ok());
                for (const store::SpanRow& span : document->spans)
                    stored[span.id.value] = QStringLiteral("%1 %2 %3")
                                                .arg(span.range.begin)
                                                .arg(span.range.end)
                                                .arg(QString::fromStdString(span.label));
            }
            // A label may be newer on disk than the screen said, never missing.
            for (const auto& [id, text] : shown) {
                const auto found = stored.find(id);
                QVERIFY2(found != stored.end(),
                    qPrintable(QStringLiteral("round %1: span %2 is gone").arg(round).arg(id)));
                QCOMPARE(found->second.section(QLatin1Char(' '), 0, 1),
                    text.section(QLatin1Char(' '), 0, 1));
            }
            const auto report = (*project)->check(true); // quick_check and foreign_key_check too
            QVERIFY(report.ok());
            QVERIFY2(report->ok, "the check finds a fault");
        }
        QVERIFY2(shown.size() > kRounds, qPrintable(QString::number(shown.size())));
        qInfo("%zu labels on the screen, all of them stored", shown.size());
    }
};

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("evenspan-kill"));
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--child"))
        return child(arguments.value(2), arguments.value(3).toULongLong());
    TstLabelKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_label_kill.moc"
