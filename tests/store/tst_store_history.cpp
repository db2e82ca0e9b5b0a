// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "tests/store/support.h"

using namespace evenspan;
using namespace evenspan::store;

namespace {

// A plain copy of everything for each step: what undo must give back.
struct Model {
    std::vector<Snapshot> past; // states that undo reaches, oldest first
    std::vector<Snapshot> future; // states that redo reaches, nearest last
    Snapshot now;
};

// One random edit through the writer; returns false where it changed nothing by rule.
class Editor {
public:
    Editor(Project& project, Philox& rng)
        : m_writer(*project.writer())
        , m_reader(*project.reader())
        , m_rng(rng) { }

    Result<void> edit(const Snapshot& now) {
        std::vector<const DocumentData*> all;
        for (const auto& document : now.shown)
            all.push_back(&document);
        for (const auto& document : now.trash)
            all.push_back(&document);
        if (all.empty() || m_rng.below(12) == 0)
            return import();
        const DocumentData& target = *all[m_rng.below(all.size())];
        std::vector<DocumentId> some{target.row.id};
        for (const DocumentData* document : all)
            if (m_rng.below(3) == 0)
                some.push_back(document->row.id);
        switch (m_rng.below(11)) {
        case 0:
            return m_writer.setSplit(some, m_rng.below(2) ? "train" : "test");
        case 1:
            return m_writer.setState(some, static_cast<DocumentState>(m_rng.below(6)));
        case 2:
            return m_writer.setTrashed(some, m_rng.below(2) == 0);
        case 3:
            return m_writer.setMetadata(
                target.row.id, {{"language", std::to_string(m_rng.below(3))}});
        case 4:
            return grid(target);
        case 5: {
            LabelRow label = now.labels[m_rng.below(now.labels.size())];
            label.name += std::to_string(m_rng.below(10));
            label.colour = "#123456";
            label.archived = m_rng.below(2) == 0;
            return m_writer.changeLabel(label);
        }
        case 6:
            if (!target.spans.empty())
                return m_writer.removeSpan(target.spans[m_rng.below(target.spans.size())].id);
            return add(target, now);
        case 7:
            if (!target.spans.empty()) {
                SpanRow span = target.spans[m_rng.below(target.spans.size())];
                span.range = range(target);
                span.state = static_cast<SpanState>(m_rng.below(3));
                span.score = m_rng.uniform();
                return m_writer.changeSpan(span);
            }
            return add(target, now);
        case 8:
            return m_writer.group("Several", [&]() -> Result<void> {
                if (auto done = add(target, now); !done)
                    return done;
                return m_writer.setSplit(some, "several");
            });
        default:
            return add(target, now);
        }
    }

private:
    CodePointRange range(const DocumentData& target) {
        const auto size = static_cast<std::uint32_t>(target.row.characters);
        const auto begin = static_cast<std::uint32_t>(m_rng.below(size));
        return {begin, begin + 1 + static_cast<std::uint32_t>(m_rng.below(size - begin))};
    }
    Result<void> add(const DocumentData& target, const Snapshot& now) {
        SpanRow span;
        span.document = target.row.id;
        span.label = now.labels[m_rng.below(now.labels.size())].name;
        span.range = range(target);
        span.state = static_cast<SpanState>(m_rng.below(3));
        if (m_rng.below(2))
            span.attributes = {{"certain", "no"}};
        const auto added = m_writer.addSpan(span);
        return added ? Result<void>() : Result<void>(added.error());
    }
    Result<void> grid(const DocumentData& target) {
        TokenGrid grid;
        grid.tokens = {range(target)};
        grid.sentenceStarts = {0};
        return m_writer.saveGrid(target.row.id, grid, m_rng.below(2) == 0);
    }
    Result<void> import() {
        std::vector<DocumentDraft> drafts;
        for (std::uint64_t i = 0; i <= m_rng.below(3); ++i)
            drafts.push_back(draft("d", "Mira Tolvanen works at Okafor Labs " + std::to_string(i),
                {span(0, 13, "PER"), span(23, 34, m_rng.below(4) ? "ORG" : "LAB")}));
        const auto done = m_writer.addDocuments("Import", drafts);
        return done ? Result<void>() : Result<void>(done.error());
    }

    Writer& m_writer;
    std::shared_ptr<Reader> m_reader;
    Philox& m_rng;
};

void compare(Project& project, const Snapshot& expected, int step) {
    const Snapshot got = snapshot(project);
    if (got == expected)
        return;
    QVERIFY2(got.shown == expected.shown, qPrintable(QString::number(step)));
    QVERIFY2(got.trash == expected.trash, qPrintable(QString::number(step)));
    QVERIFY2(got.labels == expected.labels, qPrintable(QString::number(step)));
    QVERIFY2(got.info == expected.info, qPrintable(QString::number(step)));
}

} // namespace

class TstStoreHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void undoAndRedoGiveEveryEarlierState() {
        QTemporaryDir folder;
        const auto path = inFolder(folder, "p.evenspan");
        auto project = std::move(*Project::create(path));
        Philox rng(7);
        Model model;
        model.now = snapshot(*project);
        for (int step = 0; step < 2'400; ++step) {
            const auto choice = rng.below(100);
            if (choice < 20) {
                const auto done = project->writer()->undo();
                EVENSPAN_OK(done);
                QCOMPARE(*done, !model.past.empty());
                if (*done) {
                    model.future.push_back(std::move(model.now));
                    model.now = std::move(model.past.back());
                    model.past.pop_back();
                }
            } else if (choice < 35) {
                const auto done = project->writer()->redo();
                EVENSPAN_OK(done);
                QCOMPARE(*done, !model.future.empty());
                if (*done) {
                    model.past.push_back(std::move(model.now));
                    model.now = std::move(model.future.back());
                    model.future.pop_back();
                }
            } else if (choice == 35) {
                project.reset();
                auto again = Project::open(path);
                EVENSPAN_OK(again);
                project = std::move(*again);
            } else if (choice == 36 && rng.below(4) == 0) {
                EVENSPAN_OK(project->writer()->compact());
            } else {
                const std::string before = *(*project->reader())->undoName();
                const auto newest = (*project->reader())->history({}, 1);
                const auto done = Editor(*project, rng).edit(model.now);
                const auto after = (*project->reader())->history({}, 1);
                const bool changed =
                    !after->empty() && (newest->empty() || after->front().id != newest->front().id);
                if (!done) {
                    QCOMPARE(done.error().code, ErrorCode::AlreadyExists);
                    QVERIFY(!changed);
                } else if (changed) {
                    model.past.push_back(std::move(model.now));
                    model.future.clear();
                    model.now = snapshot(*project);
                    checkSums(model.now);
                }
            }
            compare(*project, model.now, step);
            if (QTest::currentTestFailed())
                return;
        }
        const auto report = project->check();
        EVENSPAN_OK(report);
        QVERIFY2(report->ok, problemsOf(*report).c_str());
        while (*project->writer()->undo()) {
            compare(*project, model.past.back(), -1);
            model.past.pop_back();
        }
        QVERIFY(model.past.empty());
    }

    void historyNamesWhatTouchedADocument() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        Writer& writer = *project->writer();
        writer.setActor("analyst");
        const std::vector<DocumentDraft> drafts(5, draft("d", "Okafor Labs", {span(0, 6, "ORG")}));
        const auto ids = *writer.addDocuments("Import 5 files", drafts);
        EVENSPAN_OK(writer.setSplit(std::vector{ids[0], ids[2], ids[4]}, "test"));
        EVENSPAN_OK(writer.setState(std::vector{ids[1]}, DocumentState::Done));
        const auto reader = *project->reader();
        const auto first = *reader->history(ids[1], 10);
        QCOMPARE(first.size(), std::size_t{2});
        QCOMPARE(first[0].kind, std::string("state"));
        QCOMPARE(first[0].actor, std::string("analyst"));
        QCOMPARE(first[1].groupName, std::string("Import 5 files"));
        QCOMPARE(reader->history(ids[2], 10)->front().kind, std::string("split"));
        QCOMPARE(*reader->undoName(), std::string("Set state"));
        EVENSPAN_OK(writer.undo());
        QCOMPARE(*reader->redoName(), std::string("Set state"));
        QVERIFY(reader->history(ids[1], 10)->front().undone);
    }

    void failedGroupsLeaveNothing() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        Writer& writer = *project->writer();
        const std::vector drafts{draft("d", "Okafor Labs", {span(0, 6, "ORG")})};
        const auto ids = *writer.addDocuments("Import", drafts);
        const Snapshot before = snapshot(*project);
        const auto done = writer.group("Both", [&]() -> Result<void> {
            if (auto split = writer.setSplit(ids, "test"); !split)
                return split;
            return writer.removeSpan(SpanId(99));
        });
        QCOMPARE(done.error().code, ErrorCode::NotFound);
        QVERIFY(snapshot(*project) == before);
        QCOMPARE(*(*project->reader())->undoName(), std::string("Import"));
    }

private:
    // The sums against a count of what was read.
    void checkSums(const Snapshot& now) {
        Counts total;
        std::map<std::string, std::int64_t> labels;
        for (const DocumentData& document : now.shown) {
            ++total.documents;
            total.sentences += std::int64_t(document.grid.sentenceCount());
            total.tokens += std::int64_t(document.grid.tokens.size());
            for (const SpanRow& span : document.spans) {
                total.spans += span.state == SpanState::Accepted;
                labels[span.label] += span.state == SpanState::Accepted;
            }
        }
        QVERIFY(total == now.info.total);
        for (const LabelRow& label : now.labels)
            QCOMPARE(label.spans, labels[label.name]);
        QCOMPARE(now.info.trashed, std::int64_t(now.trash.size()));
    }
};

QTEST_APPLESS_MAIN(TstStoreHistory)
#include "tst_store_history.moc"
