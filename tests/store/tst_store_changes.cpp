// SPDX-License-Identifier: GPL-3.0-or-later
// What changed since a moment, against the whole document read anew.
#include "core/base/rng.h"
#include "core/store/annotations.h"
#include "core/store/changes.h"
#include "core/store/moments.h"
#include "tests/store/support.h"

using namespace evenspan;
using namespace evenspan::store;

namespace {

const std::string kText = "one two three four five six seven eight nine ten eleven twelve";

SpanRow rowOf(DocumentId document, CodePointRange range, const std::string& label) {
    SpanRow row;
    row.document = document;
    row.range = range;
    row.label = label;
    return row;
}

} // namespace

class TstStoreChanges : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::unique_ptr<Project> make(const char* name) {
        auto project = std::move(*Project::create(inFolder(m_folder, name)));
        for (const char* label : {"PER", "ORG", "LOC"}) {
            LabelRow row;
            row.name = label;
            if (!project->writer()->addLabel(row))
                qFatal("no label");
        }
        const std::vector<DocumentDraft> drafts{
            draft("a", kText, {span(0, 3, "PER")}), draft("b", kText, {span(4, 7, "ORG")})};
        if (!project->writer()->addDocuments("Import", drafts))
            qFatal("no documents");
        return project;
    }

private Q_SLOTS:
    // 2,000 random edits, undo and redo among them: after each, what the changes make of the old
    // state is what a reader sees.
    void followsEveryEdit() {
        auto project = make("random.evenspan");
        Writer& writer = *project->writer();
        const auto reader = *project->reader();
        Philox rng(11);
        const DocumentId ids[]{DocumentId(1), DocumentId(2)};
        struct Mirror {
            DocumentMarks marks;
            Moment at;
        } mirrors[2];
        for (int d = 0; d < 2; ++d) {
            mirrors[d].at = *lastMoment(*reader);
            mirrors[d].marks = *reader->marks(ids[d]);
        }
        int whole = 0, small = 0;
        const auto range = [&] {
            const auto begin = static_cast<std::uint32_t>(rng.below(50));
            return CodePointRange{begin, begin + 1 + static_cast<std::uint32_t>(rng.below(9))};
        };
        // Undo and redo rename labels, too.
        const auto name = [&] { return (*reader->labels())[rng.below(3)].name; };
        for (int step = 0; step < 2'000; ++step) {
            const DocumentId id = ids[rng.below(2)];
            const auto spans = reader->marks(id)->spans;
            const auto any = [&] { return spans[rng.below(spans.size())]; };
            switch (rng.below(14)) {
            case 0:
            case 1:
                if (*reader->undoName() != "Import")
                    EVENSPAN_OK(writer.undo());
                break;
            case 2:
                EVENSPAN_OK(writer.redo());
                break;
            case 3:
                if (spans.empty())
                    break;
                EVENSPAN_OK(writer.removeSpan(any().id));
                break;
            case 4:
            case 5: {
                if (spans.empty())
                    break;
                SpanRow changed = any();
                changed.range = range();
                changed.parts.clear();
                changed.label = name();
                changed.state = static_cast<SpanState>(rng.below(3));
                EVENSPAN_OK(writer.changeSpan(changed));
                break;
            }
            case 6: {
                SpanRow joined = rowOf(id, {2, 20}, name());
                joined.parts = {{2, 5}, {9, 20}};
                EVENSPAN_OK(writer.addSpan(joined));
                break;
            }
            case 7:
                EVENSPAN_OK(writer.group("Many", [&]() -> Result<void> {
                    for (int i = 0; i < 5; ++i)
                        if (auto added = writer.addSpan(rowOf(ids[rng.below(2)], range(), name()));
                            !added)
                            return added.error();
                    return {};
                }));
                break;
            case 8:
                EVENSPAN_OK(writer.setState(ids, static_cast<DocumentState>(rng.below(6))));
                break;
            case 9: {
                if (rng.below(8) != 0)
                    break;
                LabelRow label = (*reader->labels())[0];
                label.name = label.name == "PER" ? "PERSON" : "PER";
                EVENSPAN_OK(writer.changeLabel(label));
                break;
            }
            case 10: {
                const auto steps = *documentHistory(*reader, id, 20);
                const auto& back = steps[rng.below(steps.size())];
                const auto done = restoreDocument(writer, id, back.group, "Restore");
                Q_UNUSED(done) // before the import there is nothing to go back to
                break;
            }
            case 12: {
                TokenGrid grid = draft("", kText).grid;
                grid.tokens.resize(3 + rng.below(9));
                EVENSPAN_OK(writer.saveGrid(id, grid, false));
                break;
            }
            case 11: {
                NoteRow note;
                note.document = id;
                note.text = "?";
                EVENSPAN_OK(Annotations(writer).saveNote(note));
                break;
            }
            default:
                EVENSPAN_OK(writer.addSpan(rowOf(id, range(), name())));
            }
            for (int d = 0; d < 2; ++d) {
                if (rng.below(3) == 0)
                    continue; // several edits in one answer
                Mirror& mirror = mirrors[d];
                const auto changes = changesSince(*reader, ids[d], mirror.at);
                EVENSPAN_OK(changes);
                (changes->whole ? whole : small) += 1;
                applyChanges(*changes, mirror.marks.spans);
                mirror.at = changes->now;
                const auto now = reader->marks(ids[d]);
                EVENSPAN_OK(now);
                QVERIFY(mirror.marks.spans == now->spans);
                QVERIFY(changes->row == now->row);
                mirror.marks.gridVersion = changes->gridVersion.value_or(mirror.marks.gridVersion);
                QCOMPARE(mirror.marks.gridVersion, now->gridVersion);
            }
        }
        QVERIFY(small > 20 * std::max(1, whole)); // only a renamed label makes all new
    }

    void readsOnlyWhatChanged() {
        auto project = make("few.evenspan");
        Writer& writer = *project->writer();
        const auto reader = *project->reader();
        const Moment start = *lastMoment(*reader);
        auto changes = *changesSince(*reader, DocumentId(1), start);
        QVERIFY(!changes.whole && changes.spans.empty() && changes.removed.empty());
        QVERIFY(!changes.notes && changes.sha256.size() == 32);
        const auto id = *writer.addSpan(rowOf(DocumentId(1), {4, 7}, "ORG"));
        EVENSPAN_OK(writer.addSpan(rowOf(DocumentId(2), {8, 13}, "ORG"))); // of another text
        changes = *changesSince(*reader, DocumentId(1), start);
        QCOMPARE(changes.spans.size(), std::size_t(1));
        QCOMPARE(changes.spans[0].id, id);
        EVENSPAN_OK(writer.undo());
        EVENSPAN_OK(writer.undo());
        changes = *changesSince(*reader, DocumentId(1), changes.now);
        QCOMPARE(changes.removed, std::vector<SpanId>{id});
        NoteRow note;
        note.document = DocumentId(1);
        note.text = "why?";
        EVENSPAN_OK(Annotations(writer).saveNote(note));
        QVERIFY(changesSince(*reader, DocumentId(1), changes.now)->notes);
        QVERIFY(!changesSince(*reader, DocumentId(2), changes.now)->notes);
    }

    // Where the history cannot answer, everything comes.
    void unsureMeansWhole() {
        auto project = make("unsure.evenspan");
        Writer& writer = *project->writer();
        const auto reader = *project->reader();
        const Moment start = *lastMoment(*reader);
        const auto whole = [&](Moment since, std::size_t limit = 2'000) {
            const auto changes = *changesSince(*reader, DocumentId(1), since, limit);
            return changes.whole && changes.spans == reader->marks(DocumentId(1))->spans;
        };
        QVERIFY(whole({}));
        QVERIFY(whole({start.group, start.time + 1})); // of another project
        QVERIFY(whole({start.group + 1, start.time})); // of a future that was taken back
        LabelRow label = (*reader->labels())[0];
        label.name = "PERSON";
        EVENSPAN_OK(writer.changeLabel(label));
        QVERIFY(whole(start));
        const Moment after = *lastMoment(*reader);
        for (int i = 0; i < 5; ++i)
            EVENSPAN_OK(writer.addSpan(rowOf(DocumentId(1), {0, 3}, "ORG")));
        QVERIFY(whole(after, 4));
        QVERIFY(!changesSince(*reader, DocumentId(1), after, 5)->whole);
        QCOMPARE(changesSince(*reader, DocumentId(9), after).error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TstStoreChanges)
#include "tst_store_changes.moc"
