// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/import_documents.h"
#include "core/app/project/make_splits.h"
#include "core/schema/annotators.h"
#include "core/store/project.h"
#include "tests/io/io_cases.h"

#include <algorithm>
#include <QTemporaryDir>
#include <set>

using namespace evenspan;
namespace fs = std::filesystem;

namespace {

// JSON with ' for ".
std::string quoted(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

std::string record(const std::string& id, const std::string& text, const std::string& labels) {
    return quoted("{'id':'" + id + "','text':'" + text + "','label':" + labels + "}\n");
}

} // namespace

// A second import of documents that the project has, and splits over a real project.
class TstMergeImport : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Project> m_project;

    fs::path path(const std::string& name) const {
        return fs::path(m_folder->path().toStdString()) / name;
    }
    store::ProjectInfo info() const { return *(*m_project->reader())->info(); }
    std::vector<store::DocumentData> documents() const {
        std::vector<store::DocumentData> out;
        const auto reader = *m_project->reader();
        if (!reader->forEach({}, [&](store::DocumentData&& data) {
                out.push_back(std::move(data));
                return true;
            }))
            qFatal("the project cannot be read");
        return out;
    }
    ImportSummary import(const std::string& name, const std::string& bytes,
        MergeRule rule = MergeRule::Add, const std::string& annotator = {}) {
        test::writeBytes(path(name), bytes);
        ImportRequest request;
        request.paths = {path(name)};
        request.merge = rule;
        request.annotator = annotator;
        const auto reader = *m_project->reader();
        const auto promised = previewImport(request, {}, {}, {}, &*reader);
        auto summary = importDocuments(*m_project->writer(), request);
        if (!summary || !promised)
            qFatal("%s", (summary ? promised : summary).error().text().c_str());
        // A dry run promises exactly what then comes of it.
        if (!(promised->merge == summary->merge) || !(promised->repeats == summary->repeats))
            qFatal("the dry run promised something else");
        return *summary;
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = *store::Project::create(path("p.evenspan"));
        import("first.jsonl",
            record("a", "Mira met Bo in Ulm.", "[[0,4,'PER']]")
                + record("b", "Nobody is here.", "[]"));
    }
    void cleanup() { m_project.reset(); }

    void skipLeavesOutWhatIsThere() {
        const auto before = documents();
        const auto summary = import("again.jsonl",
            record("a", "Mira met Bo in Ulm.", "[[9,11,'PER']]")
                + record("z", "Nobody is here.", "[[0,6,'PER']]") // its text is known
                + record("b", "Another text.", "[]") // its id is
                + record("c", "New.", "[]"),
            MergeRule::Skip);
        QCOMPARE(summary.merge, (MergeCounts{1, 3, 0, 0, 1}));
        const auto after = documents();
        QCOMPARE(after.size(), std::size_t(3));
        QVERIFY(after[0] == before[0]);
        QVERIFY(after[1] == before[1]);
    }

    void givenIdsAreKnownByThemselves() {
        // doccano's ids are names of the file's giving; a CoNLL sentence has none.
        const auto summary =
            import("again.jsonl", record("b", "Another text.", "[]"), MergeRule::Skip);
        QCOMPARE(summary.merge, (MergeCounts{0, 1, 0, 0, 1}));
        QVERIFY(!summary.warnings.empty());
        import("train.conll", "Mira\tB-PER\nran\tO\n");
        QCOMPARE(import("train.conll", "Bo\tB-PER\nran\tO\n", MergeRule::Skip).merge,
            (MergeCounts{1, 0, 0, 0, 0}));
        QCOMPARE(import("train.conll", "Mira\tO\nran\tO\n", MergeRule::Skip).merge,
            (MergeCounts{0, 1, 0, 0, 0}));
    }

    void aLayerStandsBesideTheGold() {
        const auto bytes = record("a", "Mira met Bo in Ulm.", "[[0,4,'PER'],[15,18,'LOC']]")
            + record("b", "Nobody is here.", "[]");
        QCOMPARE(
            import("second.jsonl", bytes, MergeRule::Layer, "ana").merge.layered, std::uint64_t(2));
        const auto after = documents();
        QCOMPARE(after.size(), std::size_t(2));
        QCOMPARE(after[0].row.spans, std::int64_t(1)); // the gold is as it was
        QCOMPARE(after[0].spans.size(), std::size_t(3));
        int layer = 0;
        for (const auto& span : after[0].spans)
            if (span.attributes.contains(kAnnotatorAttribute)) {
                QCOMPARE(span.attributes.at(kAnnotatorAttribute), std::string("ana"));
                QVERIFY(span.state == SpanState::Suggested);
                ++layer;
            }
        QCOMPARE(layer, 2);
        // Somebody who found nothing answered too.
        QCOMPARE(after[1].row.metadata.at(kAnnotatorsKey), std::string("ana"));
        QVERIFY(after[0].row.state == DocumentState::Done);
        QVERIFY(info().labels.contains("LOC"));

        // The same once more changes nothing; a newer answer takes the older one's place.
        import("second.jsonl", bytes, MergeRule::Layer, "ana");
        QVERIFY(documents() == after);
        import("third.jsonl", record("a", "Mira met Bo in Ulm.", "[[9,11,'PER']]"),
            MergeRule::Layer, "ana");
        import("bo.jsonl", record("a", "Mira met Bo in Ulm.", "[]"), MergeRule::Layer);
        const auto last = documents();
        QCOMPARE(last[0].spans.size(), std::size_t(2));
        QCOMPARE(last[0].row.metadata.at(kAnnotatorsKey), std::string("ana, bo"));
    }

    void replaceTakesThePlaceAndIsOneStep() {
        const auto before = documents();
        const auto summary = import("again.jsonl",
            record("a", "Mira met Bo in Ulm.", "[[9,11,'PER']]")
                + record("b", "Somebody is here.", "[[0,8,'PER']]") + record("c", "New.", "[]"),
            MergeRule::Replace);
        QCOMPARE(summary.merge, (MergeCounts{1, 0, 0, 2, 1}));
        const auto after = documents();
        QCOMPARE(after.size(), std::size_t(3));
        QVERIFY(after[0].row.id == before[0].row.id);
        QCOMPARE(after[0].spans.size(), std::size_t(1));
        QCOMPARE(after[0].spans[0].range, (CodePointRange{9, 11}));
        QCOMPARE(after[1].text, std::string("Somebody is here."));
        QCOMPARE(info().trashed, std::int64_t(1));
        QVERIFY(*m_project->writer()->undo());
        QVERIFY(documents() == before);
        QCOMPARE(info().trashed, std::int64_t(0));
        QVERIFY(*m_project->writer()->redo());
        QVERIFY(documents() == after);
    }

    void whatStandsTwiceIsTold() {
        test::writeBytes(path("train.conll"), "Mira\tB-PER\nran\tO\n\nUlm\tB-LOC\n\nUlm\tB-LOC\n");
        test::writeBytes(path("test.conll"), "mira\tB-PER\nran\tO\n\nUlm\tB-LOC\n");
        ImportRequest request;
        request.paths = {path("train.conll"), path("test.conll")};
        const auto summary = *previewImport(request);
        QCOMPARE(summary.repeats.documents, std::uint64_t(5));
        QCOMPARE(summary.repeats.exact, std::uint64_t(2));
        QCOMPARE(summary.repeats.alike, std::uint64_t(3));
        QCOMPARE(summary.repeats.leaks,
            (std::vector<SplitLeak>{{"test", "train", 1, 2}, {"train", "test", 2, 3}}));
        QCOMPARE(repeatLines(summary.repeats).size(), std::size_t(3));
        QVERIFY(repeatLines(Repeats{}).empty());
    }

    void splitsAreOneStep() {
        std::string bytes;
        for (int i = 0; i < 40; ++i)
            bytes += quoted("{'id':" + std::to_string(i + 10) + ",'text':'Text "
                + std::to_string(i % 30) + "','author':'" + std::to_string(i % 7)
                + "','label':[[0,4,'" + (i % 4 == 0 ? "RARE" : "OFTEN") + "']]}\n");
        import("more.jsonl", bytes);
        const auto before = info();
        SplitRequest request;
        request.by = SplitBy::Group;
        request.key = "author";
        request.together = true;
        request.stratify = true;
        const auto reader = *m_project->reader();
        const auto plan = *planSplits(*reader, request);
        QVERIFY(plan.repeats.leaks.empty());
        QCOMPARE(plan.alone, std::int64_t(2));
        QVERIFY(info() == before);
        // A stop on the way leaves everything as it was.
        std::stop_source stop;
        std::vector<std::uint64_t> seen;
        const auto stopped = applySplits(*m_project->writer(), plan, "Make splits",
            stop.get_token(), [&](std::uint64_t done, std::uint64_t total) {
                seen.push_back(done);
                QCOMPARE(total, std::uint64_t(42));
                stop.request_stop();
            });
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QCOMPARE(seen.size(), std::size_t(1));
        QVERIFY(info() == before);
        QVERIFY(applySplits(*m_project->writer(), plan, "Make splits"));
        std::map<std::string, std::set<std::string>> authors, texts;
        for (const auto& data : documents()) {
            texts[data.text].insert(data.row.split);
            if (data.row.metadata.contains("author"))
                authors[data.row.metadata.at("author")].insert(data.row.split);
        }
        for (const auto* map : {&authors, &texts})
            for (const auto& [key, splits] : *map)
                QCOMPARE(splits.size(), std::size_t(1));
        for (const auto& part : plan.parts)
            if (!part.documents.empty()) {
                const auto counts = info().splits.at(part.part.name);
                QCOMPARE(counts.documents, std::int64_t(part.documents.size()));
                QCOMPARE(counts.spans, part.spans);
            }
        QVERIFY(*m_project->writer()->undo());
        QVERIFY(info() == before);

        request.by = SplitBy::Ratio;
        request.together = false;
        const auto even = *planSplits(*reader, request);
        QCOMPARE(even.parts[0].documents.size(), std::size_t(34)); // 33.6 of 42
        QCOMPARE(even.parts[1].labels.at("RARE"), std::int64_t(1));
        QVERIFY(!even.repeats.leaks.empty());
    }

    void slipsAreRefused() {
        const auto reader = *m_project->reader();
        const auto code = [&](const SplitRequest& request) {
            const auto plan = planSplits(*reader, request);
            return plan ? ErrorCode::Internal : plan.error().code;
        };
        SplitRequest request;
        QCOMPARE(code(request), ErrorCode::Empty); // two documents, three parts
        request.parts = {{"train", 1}};
        QCOMPARE(code(request), ErrorCode::InvalidArgument);
        request.parts = {{"train", 1}, {"train", 1}};
        QCOMPARE(code(request), ErrorCode::InvalidArgument);
        request.parts = {{"train", 1}, {"test", 0}};
        QCOMPARE(code(request), ErrorCode::InvalidArgument);
        request.parts = {{"train", 1}, {"test", 1}};
        QCOMPARE(code(request), ErrorCode::Internal); // sound
        request.by = SplitBy::Time;
        QCOMPARE(code(request), ErrorCode::InvalidArgument);
        request.key = "date";
        QCOMPARE(code(request), ErrorCode::InvalidArgument);
    }

    void annotatorsAreWrittenAndRead() {
        const std::vector<std::string> names{"ana", "a, b", "c\\", ",", "5"};
        QCOMPARE(readAnnotators(writeAnnotators(names)), names);
        QCOMPARE(readAnnotators("x,x, ,y"), (std::vector<std::string>{"x", "y"}));
        QVERIFY(readAnnotators("").empty());
    }
};

QTEST_GUILESS_MAIN(TstMergeImport)
#include "tst_merge_import.moc"
