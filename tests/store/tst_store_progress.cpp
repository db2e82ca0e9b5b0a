// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/annotations.h"
#include "core/store/progress.h"
#include "tests/store/support.h"

using namespace evenspan;
using namespace evenspan::store;

class TstStoreProgress : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byStateAndByLabel() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        Writer& writer = *project->writer();
        SpanDraft imported = span(0, 6, "ORG");
        imported.source = SpanSource::Import;
        SpanDraft open = span(21, 26, "LOC");
        open.state = SpanState::Suggested;
        SpanDraft rejected = span(7, 11, "LOC");
        rejected.state = SpanState::Rejected;
        const std::vector<DocumentDraft> drafts(
            4, draft("d", "Okafor Labs hires in Turku", {imported, open, rejected}));
        const auto ids = *writer.addDocuments("Import", drafts);
        const auto reader = *project->reader();
        QCOMPARE(*pace(*reader), Pace{}); // what an import brought is nobody's work
        SpanRow mine;
        mine.document = ids[0];
        mine.label = "LOC";
        mine.range = {12, 17};
        EVENSPAN_OK(writer.addSpan(mine));
        mine.document = ids[1];
        EVENSPAN_OK(writer.addSpan(mine));
        Annotations annotations(writer);
        EVENSPAN_OK(annotations.addActiveTime(ids[0], 30'000));
        EVENSPAN_OK(annotations.addActiveTime(ids[0], 60'000));
        EVENSPAN_OK(annotations.addActiveTime(ids[3], 10'000'000));
        EVENSPAN_OK(writer.setState(std::vector{ids[0]}, DocumentState::Done));
        EVENSPAN_OK(writer.setTrashed(std::vector{ids[3]}, true));
        const auto now = progress(*reader);
        EVENSPAN_OK(now);
        // Documents without a measured time, and those in the trash, say nothing of the pace.
        QCOMPARE(now->pace, (Pace{90'000, 1}));
        QCOMPARE(now->pace.perHour(), 40.0);
        QCOMPARE(now->states.size(), std::size_t{6});
        QCOMPARE(now->states.at(DocumentState::Done), (StateProgress{1, 90'000}));
        QCOMPARE(now->states.at(DocumentState::Unseen), (StateProgress{2, 0}));
        QCOMPARE(now->states.at(DocumentState::Disputed), (StateProgress{0, 0}));
        QCOMPARE(now->labels.at("ORG"), (LabelCounts{3, 0, 0}));
        QCOMPARE(now->labels.at("LOC"), (LabelCounts{2, 3, 3}));
        QCOMPARE(*pace(*reader), now->pace);
        EVENSPAN_OK(writer.setState(std::vector{ids[1]}, DocumentState::Reviewed));
        QCOMPARE(progress(*reader)->states.at(DocumentState::Reviewed).documents, 1);
    }

    void theFirstMinuteSaysNothing() {
        QCOMPARE((Pace{59'999, 7}).perHour(), 0.0);
        QCOMPARE((Pace{60'000, 1}).perHour(), 60.0);
    }
};

QTEST_APPLESS_MAIN(TstStoreProgress)
#include "tst_store_progress.moc"
