// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/store/labelling.h"
#include "core/store/suggestions.h"
#include "tests/store/support.h"

using namespace evenspan;
using namespace evenspan::store;

namespace {

SpanRow row(DocumentId document, std::uint32_t begin, std::uint32_t end, const std::string& label,
    std::optional<double> score = {}) {
    SpanRow out;
    out.document = document;
    out.range = {begin, end};
    out.label = label;
    out.score = score;
    return out;
}

std::vector<SpanRow> spansOf(Project& project, DocumentId id) {
    return (*project.reader())->document(id)->spans;
}

// Two shown documents and one in the trash, two labels.
struct Fixture {
    QTemporaryDir folder;
    std::unique_ptr<Project> project;
    std::vector<DocumentId> ids;

    Fixture() {
        project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        const std::vector<DocumentDraft> drafts(
            3, draft("d", "Okafor Labs hires in Turku", {span(0, 11, "ORG"), span(21, 26, "LOC")}));
        ids = *project->writer()->addDocuments("Import", drafts);
        if (!project->writer()->setTrashed(std::vector{ids[2]}, true))
            qFatal("trash");
    }
    std::string undoName() const { return *(*project->reader())->undoName(); }
};

} // namespace

class TstStoreSuggestions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stepsCarryAShortExcerpt() {
        QCOMPARE(stepName("Label", "Acme", "ORG", 1), std::string("Label “Acme” as ORG"));
        QCOMPARE(stepName("Remove", "a\nb\tc", {}, 3), std::string("Remove “a b c” (3 places)"));
        const std::string han = "表";
        std::string exact;
        for (int i = 0; i < 24; ++i)
            exact += han;
        QCOMPARE(stepName("Label", exact, "X", 1), "Label “" + exact + "” as X");
        QCOMPARE(stepName("Label", exact + han, "X", 1), "Label “" + exact + "…” as X");
    }

    void aBulkActionIsOneStep() {
        Fixture f;
        Labelling labelling(*f.project->writer());
        const Snapshot before = snapshot(*f.project);
        const std::vector rows{row(f.ids[0], 0, 6, "ORG"), row(f.ids[1], 0, 6, "ORG")};
        const auto added = labelling.add(rows, "Okafor");
        EVENSPAN_OK(added);
        QCOMPARE(added->size(), std::size_t{2});
        QCOMPARE(f.undoName(), std::string("Label “Okafor” as ORG (2 places)"));
        EVENSPAN_OK(labelling.relabel(*added, "LOC", "Okafor"));
        QCOMPARE(f.undoName(), std::string("Relabel “Okafor” as LOC (2 places)"));
        EVENSPAN_OK(labelling.remove(*added, "Okafor"));
        QCOMPARE(f.undoName(), std::string("Remove “Okafor” as LOC (2 places)"));
        QVERIFY(snapshot(*f.project) == before);
        for (int i = 0; i < 3; ++i)
            QVERIFY(*f.project->writer()->undo());
        QVERIFY(snapshot(*f.project) == before);
        QCOMPARE((*f.project->reader())->redoName().valueOr(""),
            std::string("Label “Okafor” as ORG (2 places)"));
    }

    void oneBadSpanTakesTheWholeActionBack() {
        Fixture f;
        Labelling labelling(*f.project->writer());
        const Snapshot before = snapshot(*f.project);
        const std::vector beyond{row(f.ids[0], 0, 6, "ORG"), row(f.ids[1], 0, 600, "ORG")};
        QCOMPARE(labelling.add(beyond, "Okafor").error().code, ErrorCode::InvalidArgument);
        const std::vector unknown{row(f.ids[0], 0, 6, "ORG"), row(f.ids[1], 0, 6, "NEW")};
        QCOMPARE(labelling.add(unknown, "Okafor").error().code, ErrorCode::NotFound);
        const std::vector missing{before.shown[0].spans[0].id, SpanId(999)};
        QCOMPARE(labelling.remove(missing, "x").error().code, ErrorCode::NotFound);
        // A label is no suggestion: it can be neither accepted nor rejected.
        const std::vector decided{before.shown[0].spans[0].id};
        QCOMPARE(labelling.accept(decided, "x").error().code, ErrorCode::InvalidArgument);
        QCOMPARE(labelling.reject(decided, "x").error().code, ErrorCode::InvalidArgument);
        QVERIFY(snapshot(*f.project) == before);
    }

    void rejectedSuggestionsDoNotComeBack() {
        Fixture f;
        Labelling labelling(*f.project->writer());
        const std::vector rows{row(f.ids[0], 12, 17, "ORG", 0.4), // new
            row(f.ids[0], 0, 11, "ORG", 0.9), // labelled already
            row(f.ids[0], 0, 11, "LOC", 0.2), // another label on it: new
            row(f.ids[0], 12, 17, "ORG", 0.5)}; // twice in the batch
        const auto first = labelling.addSuggestions("Suggest", rows);
        EVENSPAN_OK(first);
        QCOMPARE(*first, (SuggestionOutcome{2, 2, 0}));
        QCOMPARE(f.undoName(), std::string("Suggest"));
        std::vector<SpanId> suggested;
        for (const SpanRow& span : spansOf(*f.project, f.ids[0]))
            if (span.state == SpanState::Suggested)
                suggested.push_back(span.id);
        QCOMPARE(suggested.size(), std::size_t{2});
        // Suggestions are never counted as labels.
        QCOMPARE((*f.project->reader())->document(f.ids[0])->row.spans, std::int64_t{2});
        EVENSPAN_OK(labelling.reject(suggested, "hires"));
        QCOMPARE(f.undoName(), std::string("Reject “hires” (2 places)"));
        const Snapshot rejected = snapshot(*f.project);
        QCOMPARE(*labelling.addSuggestions("Again", rows), (SuggestionOutcome{0, 1, 3}));
        QVERIFY(snapshot(*f.project) == rejected);
        QVERIFY(*f.project->writer()->undo()); // the empty batch left no step
        QCOMPARE(*labelling.addSuggestions("Again", rows), (SuggestionOutcome{0, 4, 0}));
    }

    void acceptingFromAScoreTakesWhatWasCounted() {
        Fixture f;
        Labelling labelling(*f.project->writer());
        std::vector<SpanRow> rows;
        for (const DocumentId id : f.ids)
            rows.insert(rows.end(),
                {row(id, 0, 6, "ORG", 0.9), row(id, 7, 11, "ORG", 0.5), row(id, 12, 17, "LOC")});
        EVENSPAN_OK(labelling.addSuggestions("Suggest", rows));
        EVENSPAN_OK(f.project->writer()->setSplit(std::vector{f.ids[1]}, "test"));
        const Snapshot before = snapshot(*f.project);
        const auto reader = *f.project->reader();
        DocumentFilter test;
        test.split = "test";
        DocumentFilter text;
        text.text = "hires";
        for (const DocumentFilter& filter : {DocumentFilter{}, test, text})
            for (const double score : {0.0, 0.5, 0.6, 1.0}) {
                const auto count = countOpen(*reader, filter, {{}, {}, score});
                EVENSPAN_OK(count);
                const std::int64_t each = score <= 0.5 ? 2 : score <= 0.9 ? 1 : 0;
                QCOMPARE(*count, each * (filter.split ? 1 : 2));
                QCOMPARE(*labelling.acceptFrom(filter, score), *count);
                if (*count > 0) {
                    QCOMPARE(f.undoName(), "Accept " + std::to_string(*count) + " suggestions");
                    QCOMPARE(*countOpen(*reader, filter, {{}, {}, score}), std::int64_t{0});
                    QVERIFY(*f.project->writer()->undo());
                }
                QVERIFY(snapshot(*f.project) == before);
            }
    }

    void mergedLabelsLeaveOneSpanAPlace() {
        Fixture f;
        Labelling labelling(*f.project->writer());
        Writer& writer = *f.project->writer();
        EVENSPAN_OK(labelling.add(
            std::vector{row(f.ids[0], 0, 11, "LOC"), row(f.ids[1], 12, 17, "LOC")}, "x"));
        SpanRow weak = row(f.ids[1], 21, 26, "ORG", 0.3);
        weak.state = SpanState::Rejected;
        EVENSPAN_OK(writer.addSpan(weak)); // the accepted LOC there wins over it
        const Snapshot before = snapshot(*f.project);
        const auto reader = *f.project->reader();
        LabelId loc;
        for (const LabelRow& label : before.labels)
            if (label.name == "LOC")
                loc = label.id;
        QCOMPARE(*labelImpact(*reader, loc), (LabelImpact{2, 4, 0, 0}));
        QCOMPARE(labelImpact(*reader, LabelId(99)).error().code, ErrorCode::NotFound);
        const auto merged = labelling.mergeLabels("LOC", "ORG");
        EVENSPAN_OK(merged);
        QCOMPARE(*merged, std::int64_t{5}); // four shown, one in the trash
        QCOMPARE(*labelImpact(*reader, loc), (LabelImpact{0, 0, 0, 0}));
        QCOMPARE(spansOf(*f.project, f.ids[0]).size(), std::size_t{2});
        QCOMPARE(spansOf(*f.project, f.ids[1]).size(), std::size_t{3});
        for (const SpanRow& span : spansOf(*f.project, f.ids[1]))
            QVERIFY(span.label == "ORG" && span.state == SpanState::Accepted);
        const auto labels = *reader->labels();
        for (const LabelRow& label : labels)
            QCOMPARE(label.archived, label.name == "LOC");
        QCOMPARE(f.undoName(), std::string("Merge LOC into ORG"));
        const auto report = f.project->check();
        EVENSPAN_OK(report);
        QVERIFY2(report->ok, problemsOf(*report).c_str());
        const Snapshot after = snapshot(*f.project);
        QVERIFY(*writer.undo());
        QVERIFY(snapshot(*f.project) == before);
        QVERIFY(*writer.redo());
        QVERIFY(snapshot(*f.project) == after);
        QCOMPARE(labelling.mergeLabels("ORG", "ORG").error().code, ErrorCode::InvalidArgument);
        QCOMPARE(labelling.mergeLabels("ORG", "NEW").error().code, ErrorCode::NotFound);
        QVERIFY(snapshot(*f.project) == after);
    }

    // Random batches: one step each, and undo gives back every earlier state.
    void randomBatchesAreUndoneWhole() {
        Fixture f;
        Labelling labelling(*f.project->writer());
        Philox rng(11);
        std::vector<Snapshot> states{snapshot(*f.project)};
        for (int step = 0; step < 200; ++step) {
            std::vector<SpanRow> rows;
            std::vector<SpanId> suggested;
            std::vector<SpanId> any;
            for (const DocumentId id : f.ids)
                for (const SpanRow& span : spansOf(*f.project, id)) {
                    if (rng.below(3) == 0)
                        any.push_back(span.id);
                    if (span.state == SpanState::Suggested && rng.below(2) == 0)
                        suggested.push_back(span.id);
                }
            for (std::uint64_t i = 0; i <= rng.below(4); ++i) {
                const auto begin = static_cast<std::uint32_t>(rng.below(25));
                rows.push_back(row(f.ids[rng.below(3)], begin, begin + 1,
                    rng.below(2) ? "ORG" : "LOC", rng.uniform()));
            }
            switch (rng.below(6)) {
            case 0:
                EVENSPAN_OK(labelling.add(rows, "x"));
                break;
            case 1:
                EVENSPAN_OK(labelling.remove(any, "x"));
                break;
            case 2:
                EVENSPAN_OK(labelling.accept(suggested, "x"));
                break;
            case 3:
                EVENSPAN_OK(labelling.reject(suggested, "x"));
                break;
            case 4:
                EVENSPAN_OK(labelling.relabel(any, "LOC", "x"));
                break;
            default:
                EVENSPAN_OK(labelling.addSuggestions("Suggest", rows));
            }
            Snapshot now = snapshot(*f.project);
            if (!(now == states.back()))
                states.push_back(std::move(now));
        }
        for (; states.size() > 1; states.pop_back()) {
            QVERIFY(snapshot(*f.project) == states.back());
            QVERIFY(*f.project->writer()->undo());
        }
        QVERIFY(snapshot(*f.project) == states.front());
    }
};

QTEST_APPLESS_MAIN(TstStoreSuggestions)
#include "tst_store_suggestions.moc"
