// SPDX-License-Identifier: GPL-3.0-or-later
// What an import does with documents that are there already, decided one by one.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/project/merge_import.h"
#include "core/base/rng.h"
#include "core/schema/annotators.h"
#include "core/schema/span_parts.h"
#include "core/store/project.h"
#include "tests/store/support.h"
#endif
#include <set>

using namespace evenspan;

namespace {

struct Known {
    std::int64_t id;
    std::string name, text, split;
};

DocumentDraft draftOf(const std::string& name, const std::string& text) {
    DocumentDraft out;
    out.name = name;
    out.text = text;
    out.split = "train";
    return out;
}

SpanDraft spanOf(std::uint32_t begin, std::uint32_t end, const char* label) {
    SpanDraft out;
    out.range = {begin, end};
    out.label = label;
    out.source = SpanSource::Import;
    return out;
}

constexpr std::array kRules{MergeRule::Add, MergeRule::Skip, MergeRule::Layer, MergeRule::Replace};

} // namespace

class TstImportMerger : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Project> m_project;
    DocumentId m_document;

    // One document "a": "Mira met Bo in Ulm" with Mira as gold.
    void make() {
        m_project.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = std::move(*store::Project::create(store::inFolder(*m_folder, "p.evenspan")));
        auto draft = store::draft("a", "Mira met Bo in Ulm", {store::span(0, 4, "PER")});
        draft.split = "train";
        draft.state = DocumentState::Done;
        draft.metadata = {{"source", "letters"}, {kAnnotatorsKey, "zoe"}};
        m_document = m_project->writer()->addDocuments("Import", std::vector{draft})->front();
    }
    store::DocumentData document() const {
        const auto reader = *m_project->reader();
        return *reader->document(m_document);
    }
    // Takes one draft for the document and finishes.
    Result<void> merge(MergeRule rule, const std::string& annotator, DocumentDraft draft) {
        ImportMerger merger(rule, annotator);
        auto& writer = *m_project->writer();
        const auto known = store::forEachKnown(
            writer, [&](const store::KnownDocument& one) { merger.known(one); });
        if (!known || merger.take(draft, "more.jsonl"))
            qFatal("the document is not known");
        return writer.group("Merge", [&] { return merger.finish(writer); });
    }

private Q_SLOTS:
    void cleanup() { m_project.reset(); }

    void rulesHaveNames() {
        for (const auto rule : kRules)
            QVERIFY(mergeRuleFromName(mergeRuleName(rule)) == rule);
        for (const char* name : {"", "Skip", "merge", "add "})
            QVERIFY(!mergeRuleFromName(name));
    }

    void namesThatWereMade_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("given");
        const auto row = [](const char* name, bool given) {
            QTest::newRow(*name ? name : "none") << QByteArray(name) << given;
        };
        row("train:12", false); // of the file's own and a number
        row("train:0", false);
        row("", false);
        row("train:", true);
        row("train:12a", true);
        row("train", true);
        row("other:12", true); // of another file: a name there
        row("train:1:2", true);
        row("12", true);
        row("Train:12", true);
    }
    void namesThatWereMade() {
        QFETCH(QByteArray, name);
        QFETCH(bool, given);
        ImportMerger merger(MergeRule::Skip, {});
        const auto own = name.toStdString();
        merger.known({DocumentId(1), own, "train", "one text"});
        auto draft = draftOf(own, "another text");
        // A given name says that it is the same document with another text.
        QCOMPARE(merger.take(draft, "/some/where/train.conll"), !given);
        QCOMPARE(merger.counts().changed, std::uint64_t(given));
        auto same = draftOf(own, "one text");
        QVERIFY(!merger.take(same, "train.conll")); // by its text, whatever its name
    }

    // Against a list that is searched from its start.
    void decisionsAreThoseOfTheRule() {
        Philox rng(17);
        for (int round = 0; round < 400; ++round)
            for (const auto rule : kRules) {
                ImportMerger merger(rule, "ana");
                std::vector<Known> known;
                for (auto left = rng.below(8); left > 0; --left) {
                    known.push_back(
                        {std::int64_t(known.size() + 1), "n" + std::to_string(rng.below(4)),
                            "t" + std::to_string(rng.below(5)), rng.below(2) ? "train" : "test"});
                    const auto& one = known.back();
                    merger.known({DocumentId(one.id), one.name, one.split, one.text});
                }
                MergeCounts expected;
                for (auto left = rng.below(8); left > 0; --left) {
                    auto draft = draftOf(rng.below(4) ? "n" + std::to_string(rng.below(6)) : "",
                        "t" + std::to_string(rng.below(7)));
                    const auto text = draft.text, name = draft.name;
                    const auto of = [&](auto test) {
                        return std::find_if(known.begin(), known.end(), test);
                    };
                    auto match = known.end();
                    if (!name.empty()) {
                        match = of([&](auto& k) { return k.name == name && k.text == text; });
                        if (match == known.end())
                            match = of([&](auto& k) { return k.name == name; });
                    }
                    if (match == known.end())
                        match = of([&](auto& k) { return k.text == text; });
                    bool fresh = rule == MergeRule::Add || match == known.end();
                    if (fresh) {
                        ++expected.added;
                    } else {
                        const bool changed = match->text != text;
                        expected.changed += changed;
                        if (rule == MergeRule::Skip) {
                            ++expected.skipped;
                        } else if (rule == MergeRule::Layer) {
                            fresh = changed;
                            ++(changed ? expected.added : expected.layered);
                        } else {
                            fresh = changed;
                            ++expected.replaced;
                        }
                    }
                    QCOMPARE(merger.take(draft, "file.jsonl"), fresh);
                    if (fresh) {
                        QCOMPARE(draft.text, text); // goes in as it is
                        QCOMPARE(draft.name, name);
                    }
                }
                QVERIFY(merger.counts() == expected);
            }
    }

    // Repeats are told of the new documents alone, among all.
    void repeatsAmongOldAndNew() {
        ImportMerger merger(MergeRule::Add, {});
        merger.known({DocumentId(1), "a", "test", "One text."});
        merger.known({DocumentId(2), "b", "train", "One text."}); // leaked before
        for (const char* text : {"One text.", "ONE  text.", "Two.", "Two."}) {
            auto draft = draftOf("x", text);
            QVERIFY(merger.take(draft, "f.jsonl"));
        }
        const auto repeats = merger.repeats();
        QCOMPARE(repeats.documents, std::uint64_t(4));
        QCOMPARE(repeats.exact, std::uint64_t(2)); // the first and the last
        QCOMPARE(repeats.alike, std::uint64_t(3));
        QCOMPARE(repeats.leaks,
            (std::vector<SplitLeak>{{"test", "train", 1, 1}, {"train", "test", 1, 2}}));
    }

    void aLayerIsSuggestedByItsAnnotator() {
        make();
        auto draft = draftOf("a", "Mira met Bo in Ulm");
        draft.spans = {spanOf(9, 11, "PER"), spanOf(15, 18, "NEW")};
        draft.spans[1].score = 0.5;
        const auto before = document();
        QVERIFY(merge(MergeRule::Layer, "ana", draft).ok());
        const auto after = document();
        QCOMPARE(after.spans.size(), std::size_t(3));
        for (const auto& span : after.spans) {
            const bool gold = span.range == CodePointRange{0, 4};
            QCOMPARE(span.state, gold ? SpanState::Accepted : SpanState::Suggested);
            QCOMPARE(span.attributes.contains(kAnnotatorAttribute), !gold);
            if (!gold)
                QCOMPARE(span.attributes.at(kAnnotatorAttribute), std::string("ana"));
        }
        QCOMPARE(after.row.metadata.at(kAnnotatorsKey), std::string("zoe, ana"));
        QCOMPARE(after.row.metadata.at("source"), std::string("letters"));
        QVERIFY(after.row.split == "train");
        QVERIFY(*m_project->writer()->undo());
        QVERIFY(document() == before);
        QVERIFY(*m_project->writer()->redo());
        QVERIFY(document() == after);
    }

    // Whose layer it is: the one asked for, else the first of the file's own, else the file's name.
    void annotatorsAreFound() {
        for (const auto& [asked, own, expected] :
            {std::tuple("ana", "bo", "ana"), {"", "bo, cy", "bo"}, {"", "", "more"}}) {
            make();
            auto draft = draftOf("a", "Mira met Bo in Ulm");
            draft.spans = {spanOf(9, 11, "PER")};
            if (*own)
                draft.metadata[kAnnotatorsKey] = own;
            QVERIFY(merge(MergeRule::Layer, asked, draft).ok());
            QCOMPARE(document().spans[1].attributes.at(kAnnotatorAttribute), std::string(expected));
        }
        // A suggestion keeps the name that it has.
        make();
        auto draft = draftOf("a", "Mira met Bo in Ulm");
        draft.spans = {spanOf(9, 11, "PER")};
        draft.spans[0].state = SpanState::Suggested;
        draft.spans[0].attributes = {{kAnnotatorAttribute, "cy"}};
        QVERIFY(merge(MergeRule::Layer, "ana", draft).ok());
        QCOMPARE(document().spans[1].attributes.at(kAnnotatorAttribute), std::string("cy"));
        QCOMPARE(document().row.metadata.at(kAnnotatorsKey), std::string("zoe, ana, cy"));
    }

    void theSameLayerAgainChangesNothing() {
        make();
        auto draft = draftOf("a", "Mira met Bo in Ulm");
        draft.spans = {spanOf(9, 11, "PER"), spanOf(9, 11, "ORG")};
        QVERIFY(merge(MergeRule::Layer, "ana", draft).ok());
        const auto once = document();
        QVERIFY(merge(MergeRule::Layer, "ana", draft).ok());
        QVERIFY(document() == once);
        // Another answer of hers takes its place; what somebody else said stays.
        QVERIFY(merge(MergeRule::Layer, "bo", draft).ok());
        QCOMPARE(document().spans.size(), std::size_t(5));
        draft.spans = {spanOf(15, 18, "LOC")};
        QVERIFY(merge(MergeRule::Layer, "ana", draft).ok());
        std::set<std::string> said;
        for (const auto& span : document().spans)
            if (span.attributes.contains(kAnnotatorAttribute))
                said.insert(span.attributes.at(kAnnotatorAttribute) + ":" + span.label);
        QCOMPARE(said, (std::set<std::string>{"ana:LOC", "bo:ORG", "bo:PER"}));
    }

    // What became gold, or was rejected, is somebody's decision and stays.
    void decisionsOutliveANewLayer() {
        make();
        auto draft = draftOf("a", "Mira met Bo in Ulm");
        draft.spans = {spanOf(9, 11, "PER"), spanOf(15, 18, "LOC")};
        QVERIFY(merge(MergeRule::Layer, "ana", draft).ok());
        auto accepted = document().spans[1], rejected = document().spans[2];
        accepted.state = SpanState::Accepted;
        rejected.state = SpanState::Rejected;
        QVERIFY(m_project->writer()->changeSpan(accepted).ok());
        QVERIFY(m_project->writer()->changeSpan(rejected).ok());
        draft.spans.clear(); // she now finds nothing
        QVERIFY(merge(MergeRule::Layer, "ana", draft).ok());
        QCOMPARE(document().spans.size(), std::size_t(3));
        draft.spans = {spanOf(15, 18, "LOC")}; // and what was rejected does not come back
        QVERIFY(merge(MergeRule::Layer, "ana", draft).ok());
        QCOMPARE(document().spans.size(), std::size_t(3));
        QCOMPARE(document().spans[2].state, SpanState::Rejected);
    }

    void replacingTakesAllOfTheNew() {
        make();
        auto draft = draftOf("other name", "Mira met Bo in Ulm"); // known by its text
        draft.spans = {spanOf(9, 11, "PER"), spanOf(0, 18, "EVENT")};
        draft.spans[1].attributes = {
            {kPartsAttribute, writeParts(std::vector<CodePointRange>{{0, 4}, {15, 18}})},
            {"sure", "no"}};
        draft.split = "test";
        draft.state = DocumentState::Reviewed;
        draft.metadata = {{"source", "papers"}, {"page", "3"}};
        const auto before = document();
        QVERIFY(merge(MergeRule::Replace, "", draft).ok());
        const auto after = document();
        QCOMPARE(after.row.name, std::string("a")); // it stays the same document
        QCOMPARE(after.row.split, std::string("test"));
        QCOMPARE(after.row.state, DocumentState::Reviewed);
        QCOMPARE(after.row.metadata,
            (std::map<std::string, std::string>{{"page", "3"}, {"source", "papers"}}));
        QCOMPARE(after.spans.size(), std::size_t(2));
        QCOMPARE(after.spans[0].label, std::string("EVENT"));
        QCOMPARE(after.spans[0].parts, (std::vector<CodePointRange>{{0, 4}, {15, 18}}));
        QCOMPARE(after.spans[0].attributes, (std::map<std::string, std::string>{{"sure", "no"}}));
        QVERIFY(*m_project->writer()->undo());
        QVERIFY(document() == before);
        // Without a split of its own the document keeps its split.
        draft.split.clear();
        QVERIFY(merge(MergeRule::Replace, "", draft).ok());
        QCOMPARE(document().row.split, std::string("train"));
    }

    void anErrorTakesAllOfItBack() {
        make();
        auto draft = draftOf("a", "Mira met Bo in Ulm");
        draft.spans = {spanOf(9, 11, "PER"), spanOf(15, 99, "LOC")}; // beyond the text
        for (const auto rule : {MergeRule::Layer, MergeRule::Replace}) {
            const auto before = store::snapshot(*m_project);
            const auto done = merge(rule, "ana", draft);
            QVERIFY(!done.ok());
            QCOMPARE(done.error().code, ErrorCode::InvalidArgument);
            QVERIFY(store::snapshot(*m_project) == before);
        }
    }
};

QTEST_GUILESS_MAIN(TstImportMerger)
#include "tst_import_merger.moc"
