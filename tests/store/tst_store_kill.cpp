// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "tests/store/support.h"

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace evenspan;
using namespace evenspan::store;

namespace {

constexpr int kRounds = 200;

// Adds spans and small imports for ever; writes one byte into the pipe for each acknowledged one.
// Runs in the child, which ends by being killed.
[[noreturn]] void work(const std::filesystem::path& path, int pipe, std::uint64_t seed) {
    auto project = Project::open(path);
    if (!project)
        ::_exit(2);
    Writer& writer = *(*project)->writer();
    Philox rng(seed);
    for (;;) {
        char kind = 's';
        bool done = false;
        if (rng.below(6) == 0) {
            kind = 'i';
            const std::vector<DocumentDraft> drafts(
                20, draft("k", "Mira Tolvanen works at Okafor Labs", {span(0, 13, "PER")}));
            done = writer.addDocuments("Import", drafts).ok();
        } else {
            SpanRow span;
            span.document = DocumentId(1);
            span.label = "PER";
            span.range = {0, 4};
            done = writer.addSpan(span).ok();
        }
        if (!done || ::write(pipe, &kind, 1) != 1)
            ::_exit(3);
    }
}

} // namespace

class TstStoreKill : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void acknowledgedChangesSurviveAKillAtAnyInstant() {
        QTemporaryDir folder;
        const auto path = inFolder(folder, "p.evenspan");
        std::int64_t documents = 1;
        std::int64_t spans = 1;
        {
            auto project = std::move(*Project::create(path));
            const std::vector first{draft("k", "Mira Tolvanen", {span(0, 13, "PER")})};
            EVENSPAN_OK(project->writer()->addDocuments("First", first));
        }
        Philox rng(11);
        for (int round = 0; round < kRounds; ++round) {
            int ends[2];
            QVERIFY(::pipe(ends) == 0);
            const std::uint64_t seed = rng.next64();
            const pid_t child = ::fork(); // no database handle is open here
            QVERIFY(child >= 0);
            if (child == 0) {
                ::close(ends[0]);
                work(path, ends[1], seed);
            }
            ::close(ends[1]);
            ::usleep(static_cast<useconds_t>(5'000 + rng.below(90'000)));
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY2(WIFSIGNALED(status), "the child ended by itself");
            char kind = 0;
            while (::read(ends[0], &kind, 1) == 1) {
                documents += kind == 'i' ? 20 : 0;
                spans += kind == 'i' ? 20 : 1;
            }
            ::close(ends[0]);

            auto project = Project::open(path);
            EVENSPAN_OK(project);
            const auto info = *(*(*project)->reader())->info();
            // At most the one change that was on its way may be there as well, whole or not at all.
            const bool none = info.total.documents == documents && info.total.spans == spans;
            const bool one = info.total.documents == documents && info.total.spans == spans + 1;
            const bool batch =
                info.total.documents == documents + 20 && info.total.spans == spans + 20;
            QVERIFY2(none || one || batch,
                qPrintable(QStringLiteral("round %1: %2 of %3 documents, %4 of %5 spans")
                               .arg(round)
                               .arg(info.total.documents)
                               .arg(documents)
                               .arg(info.total.spans)
                               .arg(spans)));
            documents = info.total.documents;
            spans = info.total.spans;
            // Every tenth round in full: quick_check runs at each opening.
            const auto report = (*project)->check(round % 10 == 9);
            EVENSPAN_OK(report);
            QVERIFY2(report->ok, problemsOf(*report).c_str());
        }
        QVERIFY(spans > kRounds);
    }
};

QTEST_APPLESS_MAIN(TstStoreKill)
#include "tst_store_kill.moc"
