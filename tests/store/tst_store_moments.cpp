// SPDX-License-Identifier: GPL-3.0-or-later
// Random work against a naive model: every moment of a document can be seen and restored, and undo
// gives back every earlier state.
#include "core/base/rng.h"
#include "core/store/labelling.h"
#include "core/store/moments.h"
#include "tests/store/support.h"

using namespace evenspan;
using namespace evenspan::store;

namespace {

// Emoji of several code points, combining accents, CRLF, right-to-left, Han without blanks.
const char* const kTexts[] = {"Zoe\xCC\x88 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB of Acme",
    "line one\r\nline two\tend", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D Acme 12",
    "\xE8\x89\xBE\xE5\x85\x8B\xE7\xBE\x8E\xE5\x9C\xA8\xE5\x8C\x97\xE4\xBA\xAC\xE5\xB8\x82"};
constexpr std::uint32_t kShortest = 7; // code points: ranges below fit every text

struct Model { // of one document
    std::map<SpanId, SpanRow> spans;
    DocumentState state = DocumentState::Unseen;
    std::string split;
    bool operator==(const Model&) const = default;
};

Model readModel(Reader& reader, DocumentId id) {
    const auto data = *reader.document(id);
    Model model{{}, data.row.state, data.row.split};
    for (const auto& span : data.spans)
        model.spans[span.id] = span;
    return model;
}

Model modelOf(const DocumentMoment& moment) {
    Model model{{}, moment.state, moment.split};
    for (const auto& span : moment.spans)
        model.spans[span.id] = span;
    return model;
}

class Work {
public:
    explicit Work(std::uint64_t seed)
        : m_rng(seed) {
        project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        std::vector<DocumentDraft> drafts;
        for (const char* text : kTexts) {
            drafts.push_back(draft("d", text));
            drafts.back().grid = {};
        }
        ids = *project->writer()->addDocuments("Import", drafts);
        for (const char* name : {"PER", "ORG", "LOC"}) {
            LabelRow label;
            label.name = name;
            if (!project->writer()->addLabel(label))
                qFatal("label");
        }
        now.resize(ids.size());
    }

    std::uint64_t below(std::uint64_t n) { return m_rng.below(n); }

    // One random edit of one document, in the store and in the model. False: nothing changed.
    bool edit() {
        static const char* const names[] = {"PER", "ORG", "LOC"};
        const std::size_t which = below(ids.size());
        Model& model = now[which];
        Writer& writer = *project->writer();
        const auto anySpan = [&] {
            auto at = model.spans.begin();
            std::advance(at, std::ptrdiff_t(below(model.spans.size())));
            return at->second;
        };
        const std::uint64_t what = below(10);
        if (what < 5 || model.spans.empty()) {
            SpanRow row;
            row.document = ids[which];
            row.range.begin = std::uint32_t(below(kShortest - 1));
            row.range.end = row.range.begin + 1 + std::uint32_t(below(kShortest - row.range.begin));
            row.label = names[below(3)];
            if (below(3) == 0) {
                row.state = SpanState::Suggested;
                row.score = double(below(100)) / 100;
            }
            if (row.range.size() > 2 && below(3) == 0)
                row.parts = {
                    {row.range.begin, row.range.begin + 1}, {row.range.begin + 2, row.range.end}};
            const auto id = writer.addSpan(row);
            if (!id)
                qFatal("%s", id.error().text().c_str());
            row.id = *id;
            model.spans[row.id] = row;
            return true;
        }
        if (what < 7) {
            const SpanRow row = anySpan();
            model.spans.erase(row.id);
            return writer.removeSpan(row.id).ok();
        }
        if (what < 9) {
            SpanRow row = anySpan();
            const SpanRow before = row;
            row.label = names[below(3)];
            row.state = SpanState(below(3));
            row.attributes["n"] = std::to_string(below(2));
            model.spans[row.id] = row;
            return writer.changeSpan(row).ok() && !(row == before);
        }
        const DocumentId one[]{ids[which]};
        if (below(2)) {
            const auto state = DocumentState(below(6));
            const bool same = state == model.state;
            model.state = state;
            return writer.setState(one, state).ok() && !same;
        }
        const std::string split = below(2) ? "train" : "test";
        const bool same = split == model.split;
        model.split = split;
        return writer.setSplit(one, split).ok() && !same;
    }

    std::vector<Model> stored() {
        const auto reader = *project->reader();
        std::vector<Model> out;
        for (const DocumentId id : ids)
            out.push_back(readModel(*reader, id));
        return out;
    }

    QTemporaryDir folder;
    std::unique_ptr<Project> project;
    std::vector<DocumentId> ids;
    std::vector<Model> now;

private:
    Philox m_rng;
};

} // namespace

class TstStoreMoments : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // 10,000 steps: edits, undo, redo. The store equals the model after every hundredth and at the
    // end; then undo to the start equals every state on the way back.
    void tenThousandEditsAndEveryStateComesBack() {
        Work work(41);
        std::vector<std::vector<Model>> past{work.now}; // states that undo comes back to
        std::vector<std::vector<Model>> future;
        Writer& writer = *work.project->writer();
        for (int step = 1; step <= 10'000; ++step) {
            const std::uint64_t what = work.below(10);
            if (what == 0 && past.size() > 1) {
                QVERIFY(*writer.undo());
                future.push_back(past.back());
                past.pop_back();
                work.now = past.back();
            } else if (what == 1 && !future.empty()) {
                QVERIFY(*writer.redo());
                past.push_back(future.back());
                future.pop_back();
                work.now = past.back();
            } else if (work.edit()) {
                past.push_back(work.now);
                future.clear();
            }
            if (step % 100 == 0)
                QVERIFY2(work.stored() == work.now, qPrintable(QString::number(step)));
        }
        QVERIFY(past.size() > 5'000);
        const auto report = work.project->check();
        EVENSPAN_OK(report);
        QVERIFY2(report->ok, problemsOf(*report).c_str());
        for (std::size_t left = past.size(); left > 1; --left) {
            QVERIFY(*writer.undo());
            if (left % 50 == 0 || left < 60)
                QVERIFY2(work.stored() == past[left - 2], qPrintable(QString::number(left)));
        }
    }

    void everyMomentCanBeSeenAndRestored() {
        Work work(7);
        Writer& writer = *work.project->writer();
        struct Kept {
            std::int64_t group;
            std::vector<Model> models;
        };
        std::vector<Kept> kept;
        const auto lastGroup = [&] {
            const auto reader = *work.project->reader();
            std::int64_t last = 0;
            for (const DocumentId id : work.ids)
                last = std::max(last, documentHistory(*reader, id, 1)->front().group);
            return last;
        };
        for (int step = 0; step < 400; ++step) {
            const std::uint64_t what = work.below(10);
            if (what == 0 && step > 20)
                QVERIFY(*writer.undo());
            else if (what == 1)
                QVERIFY(writer.redo().ok());
            else
                work.edit();
            work.now = work.stored();
            kept.push_back({lastGroup(), work.now});
        }
        const auto reader = *work.project->reader();
        for (const Kept& moment : kept)
            for (std::size_t i = 0; i < work.ids.size(); ++i) {
                const auto seen = documentAt(*reader, work.ids[i], moment.group);
                EVENSPAN_OK(seen);
                QVERIFY(modelOf(*seen) == moment.models[i]);
            }
        for (int round = 0; round < 20; ++round) {
            const Kept& moment = kept[work.below(kept.size())];
            const std::size_t which = work.below(work.ids.size());
            const auto before = work.stored();
            EVENSPAN_OK(restoreDocument(writer, work.ids[which], moment.group, "Restore"));
            auto wanted = before;
            wanted[which] = moment.models[which];
            QVERIFY(work.stored() == wanted);
            if (before[which] == wanted[which])
                continue;
            QCOMPARE(*reader->undoName(), std::string("Restore"));
            QVERIFY(*writer.undo());
            QVERIFY(work.stored() == before);
            QVERIFY(*writer.redo());
        }
        const auto report = work.project->check();
        QVERIFY2(report->ok, problemsOf(*report).c_str());
    }

    void theHistoryNamesStepsAndWhatIsUndone() {
        Work work(3);
        Writer& writer = *work.project->writer();
        writer.setActor("ada");
        const DocumentId one[]{work.ids[1]};
        EVENSPAN_OK(writer.setState(one, DocumentState::Done));
        EVENSPAN_OK(writer.setState(work.ids, DocumentState::Reviewed)); // a bulk change
        QVERIFY(*writer.undo());
        const auto reader = *work.project->reader();
        const auto steps = *documentHistory(*reader, work.ids[1], 10);
        QCOMPARE(steps.size(), std::size_t{4});
        QCOMPARE(steps[0].kind, std::string("undo"));
        QVERIFY(steps[1].undone && !steps[2].undone);
        QCOMPARE(steps[2].actor, std::string("ada"));
        QCOMPARE(steps[3].name, std::string("Import"));
        QCOMPARE(documentHistory(*reader, work.ids[1], 10, steps[2].group)->size(), std::size_t{1});
        QCOMPARE(documentHistory(*reader, work.ids[0], 10)->size(), std::size_t{3});
        QCOMPARE(documentHistory(*reader, DocumentId(77), 10).error().code, ErrorCode::NotFound);
        QCOMPARE(documentAt(*reader, work.ids[1], 0).error().code, ErrorCode::InvalidArgument);
    }

    void aLabelThatWasTakenBackStopsARestore() {
        Work work(5);
        Writer& writer = *work.project->writer();
        LabelRow label;
        label.name = "NEW";
        EVENSPAN_OK(writer.addLabel(label));
        SpanRow row;
        row.document = work.ids[0];
        row.range = {0, 2};
        row.label = "NEW";
        EVENSPAN_OK(writer.addSpan(row));
        const auto reader = *work.project->reader();
        const std::int64_t moment = documentHistory(*reader, work.ids[0], 1)->front().group;
        QVERIFY(*writer.undo());
        QVERIFY(*writer.undo());
        const auto before = work.stored();
        const auto refused = restoreDocument(writer, work.ids[0], moment, "Restore");
        QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
        QVERIFY(work.stored() == before);
        QCOMPARE(*reader->redoName(), std::string("Add label NEW")); // nothing happened
    }
};

QTEST_APPLESS_MAIN(TstStoreMoments)
#include "tst_store_moments.moc"
