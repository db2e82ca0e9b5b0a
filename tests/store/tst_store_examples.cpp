// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/store/annotations.h"
#include "core/store/label_examples.h"
#include "core/store/labelling.h"
#include "tests/store/support.h"

#include <set>

using namespace evenspan;
using namespace evenspan::store;

namespace {

// Shown documents, spans of every state, notes; labels PER (1) and ORG (2).
std::unique_ptr<Project> fill(const QTemporaryDir& folder, std::size_t documents, Philox& rng) {
    auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
    Writer& writer = *project->writer();
    std::vector<DocumentDraft> drafts;
    for (std::size_t i = 0; i < documents; ++i) {
        std::vector<SpanDraft> spans;
        for (std::uint64_t n = rng.below(4); n > 0; --n) {
            const auto at = std::uint32_t(rng.below(10));
            spans.push_back(span(at, at + 3, rng.below(2) ? "PER" : "ORG"));
            spans.back().state = static_cast<SpanState>(rng.below(3));
        }
        drafts.push_back(draft("d" + std::to_string(i), "alpha beta gamma", spans));
        drafts.back().state = static_cast<DocumentState>(rng.below(6));
    }
    drafts.push_back(draft("last", "x", {span(0, 1, "PER"), span(0, 1, "ORG")}));
    if (!writer.addDocuments("Import", drafts))
        qFatal("import");
    for (std::size_t i = 1; i <= documents; i += 3) {
        NoteRow note;
        note.document = DocumentId(std::int64_t(i));
        note.kind = rng.below(3) ? NoteKind::Comment : NoteKind::Flag;
        note.text = "why";
        note.resolved = rng.below(3) == 0;
        const auto data = (*project->reader())->document(note.document);
        if (!data->spans.empty() && rng.below(2))
            note.span = data->spans.back().id;
        if (!Annotations(writer).saveNote(note))
            qFatal("note");
        if (rng.below(5) == 0 && !writer.setTrashed(std::vector{note.document}, true))
            qFatal("trash");
    }
    return project;
}

// Ids that may be an example.
std::set<std::int64_t> allowed(Project& project, const std::string& label, ExampleKind kind) {
    const auto reader = *project.reader();
    const auto all = *notes(*reader, {}, true, 10'000);
    std::set<std::int64_t> out;
    for (const DocumentData& document : snapshot(project).shown) {
        for (const SpanRow& row : document.spans) {
            const bool commented = std::any_of(all.begin(), all.end(), [&](const NoteRow& note) {
                return note.kind == NoteKind::Comment && note.document == row.document
                    && (note.span.value == 0 || note.span == row.id);
            });
            const bool accepted = row.state == SpanState::Accepted;
            const bool fits = kind == ExampleKind::Rejected ? row.state == SpanState::Rejected
                : kind == ExampleKind::Accepted
                ? accepted
                : accepted && (commented || document.row.state == DocumentState::Disputed);
            if (fits && row.label == label)
                out.insert(row.id.value);
        }
    }
    return out;
}

} // namespace

class TstStoreExamples : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void examplesAreUsesOfTheirKind() {
        QTemporaryDir folder;
        Philox rng(7);
        auto project = fill(folder, 90, rng);
        const auto reader = *project->reader();
        for (const ExampleKind kind :
            {ExampleKind::Accepted, ExampleKind::Rejected, ExampleKind::Disputed}) {
            const auto fitting = allowed(*project, "PER", kind);
            for (const std::size_t limit : {0, 1, 5, 30, 500}) {
                const auto found = labelExamples(*reader, LabelId(1), kind, limit);
                EVENSPAN_OK(found);
                QCOMPARE(found->size(), std::min(limit, fitting.size()));
                std::set<std::int64_t> ids;
                for (const LabelExample& example : *found) {
                    QVERIFY(fitting.contains(example.span.value));
                    ids.insert(example.span.value);
                    const auto data = *reader->document(example.place.document);
                    QCOMPARE(example.name, data.row.name);
                    QCOMPARE(
                        example.place.before + example.place.hit + example.place.after, data.text);
                    QCOMPARE(example.place.hit,
                        data.text.substr(example.place.range.begin,
                            example.place.range.end - example.place.range.begin));
                }
                QCOMPARE(ids.size(), found->size());
            }
        }
        QCOMPARE(labelExamples(*reader, LabelId(99), ExampleKind::Accepted, 5).error().code,
            ErrorCode::NotFound);
    }

    // Not the first documents alone: an import sorts by source, and its front is all alike.
    void acceptedOnesAreSpreadOverDocuments() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        const std::vector<DocumentDraft> drafts(
            100, draft("d", "alpha beta", {span(0, 5, "PER"), span(6, 10, "PER")}));
        EVENSPAN_OK(project->writer()->addDocuments("Import", drafts));
        const auto found =
            *labelExamples(**project->reader(), LabelId(1), ExampleKind::Accepted, 10);
        std::set<std::int64_t> tenths;
        for (const LabelExample& example : found)
            tenths.insert((example.place.document.value - 1) / 10);
        QCOMPARE(tenths.size(), std::size_t{10});
    }

    // The sums that filters and examples read, after all kinds of changes and their undo.
    void sumsFollowEveryChange() {
        QTemporaryDir folder;
        Philox rng(11);
        auto project = fill(folder, 30, rng);
        Writer& writer = *project->writer();
        const auto impactIsRight = [&] {
            LabelImpact expected;
            for (const DocumentData& document : snapshot(*project).shown) {
                bool any = false;
                for (const SpanRow& row : document.spans) {
                    if (row.label != "PER")
                        continue;
                    any = true;
                    ++(row.state == SpanState::Accepted         ? expected.accepted
                            : row.state == SpanState::Suggested ? expected.suggested
                                                                : expected.rejected);
                }
                expected.documents += any;
            }
            const auto impact = labelImpact(**project->reader(), LabelId(1));
            return (impact ? *impact : LabelImpact{}) == expected; // undone labels have none
        };
        for (int round = 0; round < 150; ++round) {
            const DocumentId id(1 + std::int64_t(rng.below(31)));
            const auto found = (*project->reader())->document(id);
            if (!found) { // its import is undone
                EVENSPAN_OK(writer.redo());
                continue;
            }
            const DocumentData& data = *found;
            switch (rng.below(6)) {
            case 0:
                EVENSPAN_OK(writer.setMetadata(
                    id, {{"a", rng.below(2) ? "x" : "X"}, {std::string(rng.below(3), 'k'), "v"}}));
                break;
            case 1:
                EVENSPAN_OK(writer.setTrashed(std::vector{id}, !data.row.trashed));
                break;
            case 2:
                if (rng.below(2) ? !writer.undo() : !writer.redo())
                    QFAIL("travel");
                break;
            default:
                if (data.spans.empty() || rng.below(3) == 0) {
                    SpanRow row;
                    row.document = id;
                    row.range = {0, 1};
                    row.label = rng.below(2) ? "PER" : "ORG";
                    row.source = static_cast<SpanSource>(rng.below(4));
                    row.state = static_cast<SpanState>(rng.below(3));
                    EVENSPAN_OK(writer.addSpan(row));
                } else if (rng.below(2)) {
                    EVENSPAN_OK(writer.removeSpan(data.spans.front().id));
                } else {
                    SpanRow row = data.spans.back();
                    row.label = rng.below(2) ? "PER" : "ORG";
                    row.source = static_cast<SpanSource>(rng.below(4));
                    row.state = static_cast<SpanState>(rng.below(3));
                    EVENSPAN_OK(writer.changeSpan(row));
                }
            }
            if (round % 10 == 0)
                QVERIFY2(impactIsRight(), std::to_string(round).c_str());
        }
        const auto report = project->check();
        EVENSPAN_OK(report);
        QVERIFY2(report->ok, problemsOf(*report).c_str());
        while (*writer.undo()) { }
        QVERIFY(project->check()->ok);
        QVERIFY(impactIsRight());
    }
};

QTEST_APPLESS_MAIN(TstStoreExamples)
#include "tst_store_examples.moc"
