// SPDX-License-Identifier: GPL-3.0-or-later
// What changes of labels and attributes touch: told before, and so afterwards.
#include "core/base/rng.h"
#include "core/store/attribute_use.h"
#include "core/store/merge_impact.h"
#include "tests/store/support.h"

using namespace evenspan;
using namespace evenspan::store;

namespace {

struct Fixture {
    QTemporaryDir folder;
    std::unique_ptr<Project> project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
    std::vector<DocumentId> ids;

    Fixture() {
        const std::vector<DocumentDraft> drafts(4, draft("d", "a b c d e f g h i j k l m n o p"));
        ids = *writer().addDocuments("Import", drafts);
        for (const char* name : {"ORG", "LOC"}) {
            LabelRow label;
            label.name = name;
            if (!writer().addLabel(label))
                qFatal("label");
        }
    }
    Writer& writer() { return *project->writer(); }
    std::shared_ptr<Reader> reader() { return *project->reader(); }
    std::vector<SpanRow> spans(DocumentId id) { return reader()->document(id)->spans; }
    LabelRow label(const std::string& name) {
        const auto rows = *reader()->labels();
        for (const LabelRow& row : rows)
            if (row.name == name)
                return row;
        return {};
    }
    SpanId add(DocumentId document, std::uint32_t begin, const std::string& name, SpanState state,
        std::map<std::string, std::string> attributes = {}) {
        SpanRow row;
        row.document = document;
        row.range = {begin, begin + 1};
        row.label = name;
        row.state = state;
        row.attributes = std::move(attributes);
        return writer().addSpan(row).valueOr({});
    }
};

AttributeRow attribute(const std::string& name, AttributeTarget target) {
    AttributeRow row;
    row.name = name;
    row.target = target;
    row.kind = AttributeKind::Text;
    return row;
}

} // namespace

class TstStoreLabelChanges : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Spans of both labels at random, many on one place in every mix of states.
    void aMergeDoesWhatWasTold() {
        Philox rng(5);
        for (int round = 0; round < 30; ++round) {
            Fixture f;
            for (int i = 0; i < 40; ++i)
                f.add(f.ids[rng.below(3)], 2 * std::uint32_t(rng.below(6)),
                    rng.below(2) ? "ORG" : "LOC", SpanState(rng.below(3)));
            if (round % 3 == 0)
                EVENSPAN_OK(f.writer().setTrashed(std::vector{f.ids[0]}, true));
            const LabelRow org = f.label("ORG"), loc = f.label("LOC");
            const auto told = mergeImpact(*f.reader(), org.id, loc.id);
            EVENSPAN_OK(told);
            const auto count = [&] {
                std::int64_t all = 0;
                for (const DocumentId id : f.ids)
                    if (!f.reader()->document(id)->row.trashed)
                        all += std::int64_t(f.spans(id).size());
                return all;
            };
            const std::int64_t before = count();
            const Snapshot snap = snapshot(*f.project);
            EVENSPAN_OK(Labelling(f.writer()).mergeLabels("ORG", "LOC"));
            QCOMPARE(before - count(), told->folded);
            QCOMPARE(f.label("LOC").spans - loc.spans, told->gained);
            QCOMPARE(f.label("ORG").spans, std::int64_t{0});
            QVERIFY(*f.writer().undo());
            QVERIFY(snapshot(*f.project) == snap);
        }
        Fixture f;
        QCOMPARE(mergeImpact(*f.reader(), LabelId(99), f.label("LOC").id).error().code,
            ErrorCode::NotFound);
        QCOMPARE(mergeImpact(*f.reader(), f.label("LOC").id, LabelId(99)).error().code,
            ErrorCode::NotFound);
    }

    void attributesAreCountedByValue() {
        Fixture f;
        f.add(f.ids[0], 0, "ORG", SpanState::Accepted, {{"role", "buyer"}, {"x", "role"}});
        f.add(f.ids[0], 2, "ORG", SpanState::Suggested, {{"role", "buyer"}});
        f.add(f.ids[1], 0, "LOC", SpanState::Accepted, {{"role", "seller"}});
        f.add(f.ids[1], 2, "LOC", SpanState::Accepted, {{"other", "\"role\":"}});
        f.add(f.ids[2], 0, "LOC", SpanState::Accepted, {{"role", "none"}});
        EVENSPAN_OK(f.writer().setTrashed(std::vector{f.ids[2]}, true));
        EVENSPAN_OK(f.writer().setMetadata(f.ids[0], {{"role", "letter"}}));
        AttributeUse use;
        use.total = 3;
        use.values = {{"buyer", 2}, {"seller", 1}};
        QCOMPARE(*attributeUse(*f.reader(), attribute("role", AttributeTarget::Span)), use);
        use.total = 1;
        use.values = {{"letter", 1}};
        QCOMPARE(*attributeUse(*f.reader(), attribute("role", AttributeTarget::Document)), use);
        QCOMPARE(attributeUse(*f.reader(), attribute("no", AttributeTarget::Span))->total,
            std::int64_t{0});
    }

    // The trash too: what comes back from it must still be read under the new name.
    void aNewNameTakesTheValuesAlong() {
        Fixture f;
        AttributeRow role = attribute("rôle \"x\"", AttributeTarget::Span);
        role.id = saveAttributeWithValues(f.writer(), role).valueOr(0);
        QVERIFY(role.id > 0);
        f.add(f.ids[0], 0, "ORG", SpanState::Accepted, {{role.name, "buyer"}, {"x", "1"}});
        f.add(f.ids[1], 0, "ORG", SpanState::Rejected, {{role.name, "seller"}});
        EVENSPAN_OK(f.writer().setTrashed(std::vector{f.ids[1]}, true));
        const Snapshot before = snapshot(*f.project);
        role.name = "part";
        QCOMPARE(saveAttributeWithValues(f.writer(), role).valueOr(0), role.id);
        using Values = std::map<std::string, std::string>;
        QVERIFY(f.spans(f.ids[0])[0].attributes == (Values{{"part", "buyer"}, {"x", "1"}}));
        QVERIFY(f.spans(f.ids[1])[0].attributes == (Values{{"part", "seller"}}));
        QCOMPARE(attributes(*f.reader())->front().name, std::string("part"));
        QVERIFY(*f.writer().undo());
        QVERIFY(snapshot(*f.project) == before);
        QCOMPARE(attributes(*f.reader())->front().name, std::string("rôle \"x\""));
        // A value that would be lost is not: nothing changes.
        role.name = "x";
        QCOMPARE(saveAttributeWithValues(f.writer(), role).error().code, ErrorCode::AlreadyExists);
        QVERIFY(snapshot(*f.project) == before);
    }

    void documentsToo() {
        Fixture f;
        AttributeRow source = attribute("source", AttributeTarget::Document);
        source.id = saveAttributeWithValues(f.writer(), source).valueOr(0);
        EVENSPAN_OK(f.writer().setMetadata(f.ids[0], {{"source", "mail"}, {"year", "2020"}}));
        source.name = "origin";
        EVENSPAN_OK(saveAttributeWithValues(f.writer(), source));
        using Values = std::map<std::string, std::string>;
        QVERIFY(f.reader()->document(f.ids[0])->row.metadata
            == (Values{{"origin", "mail"}, {"year", "2020"}}));
        AttributeRow twin = attribute("origin", AttributeTarget::Document);
        QCOMPARE(saveAttributeWithValues(f.writer(), twin).error().code, ErrorCode::AlreadyExists);
        twin.target = AttributeTarget::Span; // names are unique among those of one target
        EVENSPAN_OK(saveAttributeWithValues(f.writer(), twin));
    }
};

QTEST_GUILESS_MAIN(TstStoreLabelChanges)
#include "tst_store_label_changes.moc"
