// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/annotations.h"
#include "core/store/labelling.h"
#include "tests/store/support.h"

using namespace evenspan;
using namespace evenspan::store;

namespace {

struct Fixture {
    QTemporaryDir folder;
    std::filesystem::path path = inFolder(folder, "p.evenspan");
    std::unique_ptr<Project> project = std::move(*Project::create(path));
    std::vector<DocumentId> ids;
    LabelId org;

    Fixture() {
        const std::vector<DocumentDraft> drafts(
            2, draft("d", "Okafor Labs hires in Turku", {span(0, 11, "ORG")}));
        ids = *project->writer()->addDocuments("Import", drafts);
        org = reader()->labels()->front().id;
    }
    std::shared_ptr<Reader> reader() { return *project->reader(); }
    Writer& writer() { return *project->writer(); }
    void reopen() {
        project.reset();
        project = std::move(*Project::open(path));
    }
};

NoteRow comment(DocumentId document, const std::string& text) {
    NoteRow note;
    note.document = document;
    note.text = text;
    return note;
}

} // namespace

class TstStoreAnnotations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void notesAreKeptChangedAndUndone() {
        Fixture f;
        f.writer().setActor("ada");
        Annotations annotations(f.writer());
        const auto first = annotations.saveNote(comment(f.ids[0], "Is this a company?"));
        EVENSPAN_OK(first);
        NoteRow flag;
        flag.document = f.ids[1];
        flag.span = f.reader()->document(f.ids[1])->spans[0].id;
        flag.kind = NoteKind::Flag;
        EVENSPAN_OK(annotations.saveNote(flag));
        f.writer().setActor("bo");
        auto rows = *notes(*f.reader(), {});
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(rows[0].author, std::string("ada"));
        QVERIFY(rows[0].created > 0);
        QCOMPARE(rows[1].span, flag.span);

        NoteRow answer = rows[0];
        answer.resolved = true;
        answer.author = "nobody"; // the author stays who wrote it
        QCOMPARE(annotations.saveNote(answer).valueOr(0), rows[0].id);
        QCOMPARE(notes(*f.reader(), {}, true)->size(), std::size_t{1});
        QCOMPARE(notes(*f.reader(), f.ids[0])->front().author, std::string("ada"));
        QVERIFY(*f.writer().undo());
        QVERIFY(*notes(*f.reader(), {}) == rows);
        QVERIFY(*f.writer().undo());
        QVERIFY(*f.writer().undo());
        QVERIFY(notes(*f.reader(), {})->empty());
        f.reopen();
        QVERIFY(*f.writer().redo());
        QVERIFY(*f.writer().redo());
        QVERIFY(*notes(*f.reader(), {}) == rows);
        // A note of a span that went stays with the document; one of the trash is not listed.
        EVENSPAN_OK(f.writer().removeSpan(flag.span));
        QCOMPARE(notes(*f.reader(), f.ids[1])->size(), std::size_t{1});
        EVENSPAN_OK(f.writer().setTrashed(std::vector{f.ids[1]}, true));
        QCOMPARE(notes(*f.reader(), {})->size(), std::size_t{1});
        const auto report = f.project->check();
        EVENSPAN_OK(report);
        QVERIFY2(report->ok, problemsOf(*report).c_str());
    }

    void whatCannotBeIsRefused() {
        Fixture f;
        Annotations annotations(f.writer());
        QCOMPARE(
            annotations.saveNote(comment(f.ids[0], "")).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(
            annotations.saveNote(comment(DocumentId(99), "x")).error().code, ErrorCode::NotFound);
        QCOMPARE(
            annotations.saveNote(comment(f.ids[0], "\xFF")).error().code, ErrorCode::BadEncoding);
        QCOMPARE(annotations.removeNote(7).error().code, ErrorCode::NotFound);
        QCOMPARE(annotations.setGuideline(LabelId(99), "x").error().code, ErrorCode::NotFound);
        AttributeRow choice;
        choice.name = "gender";
        choice.kind = AttributeKind::Choice;
        QCOMPARE(annotations.saveAttribute(choice).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(annotations.saveFilter({0, "bad", "label:"}).ok(), parseQuery("label:").ok());
        QVERIFY(!annotations.saveFilter({0, "bad", "nokey:x"}).ok());
        RuleRow rule;
        rule.name = "r";
        rule.definition = "{";
        QCOMPARE(annotations.saveRule(rule).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(*f.reader()->undoName(), std::string("Import"));
    }

    void everyVersionOfAGuidelineIsKept() {
        Fixture f;
        Annotations annotations(f.writer());
        QCOMPARE(annotations.setGuideline(f.org, "Companies.").valueOr(-1), std::int64_t{1});
        QCOMPARE(annotations.setGuideline(f.org, "Companies.").valueOr(-1), std::int64_t{1});
        QCOMPARE(annotations.setGuideline(f.org, "Companies, *not* brands.").valueOr(-1),
            std::int64_t{2});
        auto rows = *guidelines(*f.reader(), f.org);
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(rows[0].text, std::string("Companies."));
        QVERIFY(*f.writer().undo());
        QCOMPARE(guidelines(*f.reader(), f.org)->size(), std::size_t{1});
        QCOMPARE(annotations.setGuideline(f.org, "Third").valueOr(-1), std::int64_t{2});
    }

    void attributesSayWhatTheirValuesMayBe() {
        Fixture f;
        Annotations annotations(f.writer());
        AttributeRow row;
        row.name = "role";
        row.kind = AttributeKind::Choice;
        row.choices = {"buyer", "卖方"};
        const auto id = annotations.saveAttribute(row);
        EVENSPAN_OK(id);
        QCOMPARE(annotations.saveAttribute(row).error().code, ErrorCode::AlreadyExists);
        AttributeRow ofDocuments = row;
        ofDocuments.target = AttributeTarget::Document;
        EVENSPAN_OK(annotations.saveAttribute(ofDocuments)); // another target, another name space
        row.id = *id;
        QVERIFY(attributes(*f.reader())->front() == row);
        EVENSPAN_OK(checkAttribute(row, "卖方"));
        EVENSPAN_OK(checkAttribute(row, ""));
        QCOMPARE(checkAttribute(row, "seller").error().code, ErrorCode::InvalidArgument);
        row.kind = AttributeKind::Number;
        for (const char* good : {"1", "-0.5", "1e3"})
            EVENSPAN_OK(checkAttribute(row, good));
        for (const char* bad : {"1x", "nan", "inf", " 1", "one"})
            QVERIFY2(!checkAttribute(row, bad).ok(), bad);
        row.kind = AttributeKind::Flag;
        EVENSPAN_OK(checkAttribute(row, "yes"));
        QVERIFY(!checkAttribute(row, "true").ok());
        row.archived = true;
        EVENSPAN_OK(annotations.saveAttribute(row));
        QCOMPARE(attributes(*f.reader())->size(), std::size_t{1});
        QCOMPARE(attributes(*f.reader(), true)->size(), std::size_t{2});
    }

    void aRuleIsMeasuredByWhatBecameOfIt() {
        Fixture f;
        Annotations annotations(f.writer());
        RuleRow rule;
        rule.name = "companies";
        rule.definition = R"({"kind":"gazetteer"})";
        rule.id = annotations.saveRule(rule).valueOr(0);
        QVERIFY(rules(*f.reader())->front() == rule);
        std::vector<SpanRow> found;
        for (std::uint32_t at = 0; at < 4; ++at) {
            SpanRow row;
            row.document = f.ids[0];
            row.label = "ORG";
            row.range = {at, at + 2};
            row.source = SpanSource::Rule;
            row.rule = rule.id;
            found.push_back(row);
        }
        Labelling labelling(f.writer());
        QCOMPARE(labelling.addSuggestions("Rules", found)->added, std::int64_t{4});
        std::vector<SpanId> made;
        const auto data = *f.reader()->document(f.ids[0]);
        for (const auto& row : data.spans)
            if (row.rule == rule.id)
                made.push_back(row.id);
        QCOMPARE(made.size(), std::size_t{4});
        EVENSPAN_OK(labelling.accept(std::vector{made[0], made[1]}, "x"));
        EVENSPAN_OK(labelling.reject(std::vector{made[2]}, "x"));
        QVERIFY(ruleTallies(*f.reader())->front() == (RuleTally{rule.id, 2, 1, 1}));
        // What was rejected does not come back, and one step takes the others away.
        QCOMPARE(labelling.addSuggestions("Rules", found)->rejected, std::int64_t{1});
    }

    void filtersAndTimes() {
        Fixture f;
        Annotations annotations(f.writer());
        EVENSPAN_OK(annotations.saveFilter({0, "open people", "label:PER -state:done"}));
        const auto id = annotations.saveFilter({0, "acme", "acme"});
        QCOMPARE(
            annotations.saveFilter({0, "acme", "other"}).error().code, ErrorCode::AlreadyExists);
        QCOMPARE(savedFilters(*f.reader())->front().name, std::string("acme"));
        EVENSPAN_OK(annotations.removeFilter(*id));
        QCOMPARE(savedFilters(*f.reader())->size(), std::size_t{1});

        const std::string before = *f.reader()->undoName();
        EVENSPAN_OK(annotations.addActiveTime(f.ids[0], 1500));
        EVENSPAN_OK(annotations.addActiveTime(f.ids[0], 500));
        EVENSPAN_OK(annotations.addActiveTime(f.ids[1], 1000));
        QVERIFY(*effort(*f.reader()) == (Effort{3000, 2}));
        QVERIFY(*effort(*f.reader(), f.ids[0]) == (Effort{2000, 1}));
        QCOMPARE(*f.reader()->undoName(), before); // no edit
        QVERIFY(!annotations.addActiveTime(f.ids[0], -1).ok());
        // An import that is undone for ever takes its records with it.
        while (*f.writer().undo()) { }
        const std::vector<DocumentDraft> other{draft("e", "other")};
        EVENSPAN_OK(f.writer().addDocuments("Import", other));
        EVENSPAN_OK(f.writer().compact());
        QVERIFY(*effort(*f.reader()) == Effort{});
    }

    void discontinuousSpansKeepTheirParts() {
        Fixture f;
        SpanRow row;
        row.document = f.ids[0];
        row.label = "ORG";
        row.range = {0, 17};
        row.parts = {{0, 6}, {12, 17}};
        const auto id = f.writer().addSpan(row);
        EVENSPAN_OK(id);
        row.id = *id;
        const auto find = [&] {
            const auto data = *f.reader()->document(f.ids[0]);
            for (const auto& span : data.spans)
                if (span.id == *id)
                    return span;
            return SpanRow{};
        };
        QVERIFY(find() == row);
        SpanRow whole = row;
        whole.parts.clear();
        EVENSPAN_OK(f.writer().changeSpan(whole));
        QVERIFY(find().parts.empty());
        QVERIFY(*f.writer().undo());
        QVERIFY(find() == row);
        f.reopen();
        QVERIFY(find() == row);
        using Parts = std::vector<CodePointRange>;
        for (const Parts& bad :
            {Parts{{0, 17}}, Parts{{0, 6}, {6, 17}}, Parts{{12, 17}, {0, 6}},
                Parts{{0, 6}, {12, 16}}, Parts{{1, 6}, {12, 17}}, Parts{{0, 6}, {8, 8}, {9, 17}}}) {
            row.parts = bad;
            QCOMPARE(f.writer().addSpan(row).error().code, ErrorCode::InvalidArgument);
        }
        const auto report = f.project->check();
        QVERIFY2(report->ok, problemsOf(*report).c_str());
    }
};

QTEST_APPLESS_MAIN(TstStoreAnnotations)
#include "tst_store_annotations.moc"
