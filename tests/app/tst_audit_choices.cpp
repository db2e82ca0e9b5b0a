// SPDX-License-Identifier: GPL-3.0-or-later
// What an audit can be asked: how much text names can be swapped in, counted by hand, and what is
// not offered.
#include "core/app/audit/audit_choices.h"
#include "core/store/project.h"
#include "core/store/writer.h"
#include "core/text/grid.h"

#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;

namespace {

// Sentences of words apart by blanks, one a line; words with capitals are labelled by their first
// letter: P… is PER, L… is LOC.
DocumentDraft draftOf(const std::string& name, const std::string& split, const std::string& text,
    DocumentState state = DocumentState::Done) {
    DocumentDraft draft;
    draft.name = name;
    draft.split = split;
    draft.text = text;
    draft.state = state;
    draft.grid = *makeGrid(text);
    for (const auto& token : draft.grid.tokens) {
        const char first = text[token.begin]; // ASCII alone
        if (first != 'P' && first != 'L')
            continue;
        SpanDraft span;
        span.range = {token.begin, token.end};
        span.label = first == 'P' ? "PER" : "LOC";
        draft.spans.push_back(std::move(span));
    }
    draft.metadata["source"] = name.substr(0, 1);
    return draft;
}

} // namespace

class TestAuditChoices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sentencesAreCounted() {
        QTemporaryDir folder;
        auto project = std::move(*store::Project::create(
            std::filesystem::path(folder.path().toStdString()) / "p.evenspan"));
        const std::vector<DocumentDraft> drafts{
            draftOf("a1", "test", "Pa saw Pb .\n\nnobody left .\n\nPa went to Lo ."),
            draftOf("a2", "test", "here is Lo ."), draftOf("b1", "test", "Pc sat ."),
            draftOf("b2", "train", "Pd sat ."),
            draftOf("a3", "test", "Pe sat .", DocumentState::Unseen)};
        QVERIFY(project->writer()->addDocuments("import", drafts).ok());
        auto& reader = **project->reader();
        const auto all = countSwaps(reader, "test", {});
        QVERIFY(all.ok());
        QCOMPARE(all->at("PER").mentions, std::uint64_t(4));
        QCOMPARE(all->at("PER").sentences, std::uint64_t(3));
        QCOMPARE(all->at("PER").documents, std::uint64_t(2));
        QCOMPARE(all->at("LOC").sentences, std::uint64_t(2));
        QCOMPARE(all->at("LOC").documents, std::uint64_t(2));
        const auto some = countSwaps(reader, "test", {{"source", "b"}});
        QCOMPARE(some->at("PER").sentences, std::uint64_t(1));
        QVERIFY(!some->contains("LOC"));
        QVERIFY(countSwaps(reader, "none", {})->empty());
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!countSwaps(reader, "test", {}, stop.get_token()).ok());

        const auto choices = auditChoices(reader, EVENSPAN_SUITES);
        QVERIFY(choices.ok());
        QCOMPARE(choices->labels.size(), std::size_t(2));
        QVERIFY(choices->suites.size() >= 4 && choices->runs.empty());
        QCOMPARE(choices->columns, std::vector<std::string>{"source"});
    }

    void whatIsNotOfferedSaysWhy() {
        const std::vector<std::string> project{"PER", "LOC"};
        const AuditRun knows{"a", {"PER"}, {}}, unknown{"b", {}, {}};
        QCOMPARE(whyNoSuite(knows, "PER"), NotOffered::Offered);
        QCOMPARE(whyNoSuite(knows, "LOC"), NotOffered::RunLacksLabel);
        QCOMPARE(whyNoSuite(unknown, "LOC"), NotOffered::Offered); // the audit itself will say
        QCOMPARE(whyNoSwap(knows, project, "PER"), NotOffered::Offered);
        QCOMPARE(whyNoSwap(knows, project, "LOC"), NotOffered::RunLacksLabel);
        QCOMPARE(whyNoSwap(knows, project, "ORG"), NotOffered::ProjectLacksLabel);
    }
};

QTEST_APPLESS_MAIN(TestAuditChoices)
#include "tst_audit_choices.moc"
