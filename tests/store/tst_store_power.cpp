// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that fails, and one that loses its power.
#include "tests/store/fault_disk.h"
#include "tests/store/support.h"

#include <sqlite3.h>

using namespace evenspan;
using namespace evenspan::store;

namespace {

constexpr int kCuts = 300;

// One change chosen by the generator; the error is the command's own.
Result<void> change(Project& project, Philox& rng, std::size_t& labels) {
    Writer& writer = *project.writer();
    switch (rng.below(6)) {
    case 0: {
        const std::vector<DocumentDraft> drafts(1 + rng.below(30),
            draft("k", "Mira Tolvanen works at Okafor Labs", {span(0, 13, "PER")}));
        auto done = writer.addDocuments("Import", drafts);
        return done ? Result<void>() : done.error();
    }
    case 1: {
        LabelRow label;
        label.name = "L" + std::to_string(labels++);
        auto done = writer.addLabel(label);
        return done ? Result<void>() : done.error();
    }
    case 2: {
        auto done = writer.undo();
        return done ? Result<void>() : done.error();
    }
    case 3:
        return writer.checkpoint();
    default: {
        SpanRow row;
        row.document = DocumentId(1);
        row.label = "PER";
        row.range = {0, 4};
        auto done = writer.addSpan(row);
        // An undo may have taken the document away: then there is nothing to do.
        return done || done.error().code == ErrorCode::NotFound ? Result<void>() : done.error();
    }
    }
}

} // namespace

class TstStorePower : public QObject {
    Q_OBJECT
private:
    std::filesystem::path make(const QTemporaryDir& folder) {
        const auto path = inFolder(folder, "p.evenspan");
        auto project = std::move(*Project::create(path));
        const std::vector first{draft("k", "Mira Tolvanen", {span(0, 13, "PER")})};
        if (auto done = project->writer()->addDocuments("First", first); !done)
            qFatal("%s", done.error().text().c_str());
        return path;
    }

private Q_SLOTS:
    // Every change that was acknowledged is there; the one under way is there whole or not at all.
    void acknowledgedChangesSurviveACutOfThePower() {
        FaultDisk disk;
        QTemporaryDir folder;
        const auto path = make(folder);
        Philox rng(29);
        std::size_t labels = 0;
        int torn = 0;
        for (int round = 0; round < kCuts; ++round) {
            Snapshot acknowledged;
            std::optional<Snapshot> next;
            {
                auto project = Project::open(path);
                EVENSPAN_OK(project);
                acknowledged = snapshot(**project);
                const int calm = int(rng.below(6));
                for (int i = 0; i < calm; ++i) {
                    EVENSPAN_OK(change(**project, rng, labels));
                    acknowledged = snapshot(**project);
                }
                // What the change under way would have made, by making it on a copy.
                const int passing = int(rng.below(12));
                const Philox here = rng;
                const std::size_t labelsHere = labels;
                const auto copy = inFolder(folder, "copy.evenspan");
                for (const char* end : {"", "-wal", "-shm"})
                    std::filesystem::remove(copy.string() + end);
                EVENSPAN_OK((*project)->writer()->backup(copy));
                {
                    auto twin = Project::open(copy);
                    EVENSPAN_OK(twin);
                    Philox again = here;
                    std::size_t l = labelsHere;
                    EVENSPAN_OK(change(**twin, again, l));
                    next = snapshot(**twin);
                }
                disk.failAfter(passing, SQLITE_IOERR_WRITE);
                const auto done = change(**project, rng, labels);
                if (done) // the power went after it, when the file was closed
                    acknowledged = *next;
                else
                    QVERIFY(disk.failed());
            }
            torn += disk.failed();
            disk.leaveAsAfterPowerCut(rng);
            auto project = Project::open(path);
            EVENSPAN_OK(project);
            const Snapshot found = snapshot(**project);
            QVERIFY2(found == acknowledged || found == *next,
                qPrintable(QStringLiteral("round %1").arg(round)));
            const auto report = (*project)->check(round % 10 == 9);
            EVENSPAN_OK(report);
            QVERIFY2(report->ok, problemsOf(*report).c_str());
        }
        QVERIFY2(torn > kCuts / 2, "the power was cut in too few changes");
    }

    // A change that the disk refuses leaves the project as it was, says why, and the same writer
    // goes on once the disk is well.
    void refusedChangesLeaveNothing_data() {
        QTest::addColumn<int>("sqlite");
        QTest::addColumn<int>("code");
        QTest::newRow("full") << SQLITE_FULL << int(ErrorCode::NoSpace);
        QTest::newRow("write") << SQLITE_IOERR_WRITE << int(ErrorCode::Io);
        QTest::newRow("sync") << SQLITE_IOERR_FSYNC << int(ErrorCode::Io);
    }
    void refusedChangesLeaveNothing() {
        QFETCH(int, sqlite);
        QFETCH(int, code);
        FaultDisk disk;
        QTemporaryDir folder;
        const auto path = make(folder);
        Philox rng(static_cast<std::uint64_t>(sqlite));
        std::size_t labels = 0;
        int refused = 0;
        Snapshot last;
        {
            auto project = Project::open(path);
            EVENSPAN_OK(project);
            for (int round = 0; round < 150; ++round) {
                const Snapshot before = snapshot(**project);
                disk.failAfter(int(rng.below(8)), sqlite);
                const auto done = change(**project, rng, labels);
                disk.heal();
                if (!done) {
                    ++refused;
                    QCOMPARE(int(done.error().code), code);
                    QVERIFY(!done.error().remedy.empty());
                    QVERIFY(snapshot(**project) == before);
                }
            }
            EVENSPAN_OK(change(**project, rng, labels));
            last = snapshot(**project);
            const auto report = (*project)->check(true);
            EVENSPAN_OK(report);
            QVERIFY2(report->ok, problemsOf(*report).c_str());
        }
        QVERIFY(refused > 30);
        auto project = Project::open(path);
        EVENSPAN_OK(project);
        QVERIFY(snapshot(**project) == last);
    }
};

QTEST_APPLESS_MAIN(TstStorePower)
#include "tst_store_power.moc"
