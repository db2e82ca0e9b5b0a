// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/label_decisions.h"
#include "tests/store/support.h"

using namespace evenspan;
using namespace evenspan::store;

class TstStoreLabelDecisions : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::unique_ptr<Project> m_project;
    std::shared_ptr<Reader> m_reader;
    DocumentId m_document;

    Writer& writer() { return *m_project->writer(); }
    std::vector<SpanRow> accepted() {
        std::vector<SpanRow> out;
        const auto document = *m_reader->document(m_document);
        for (const auto& span : document.spans)
            if (span.state == SpanState::Accepted)
                out.push_back(span);
        return out;
    }
    LabelDecisionRow decision(LabelVerdict verdict, const char* place = "5-9:PER>5-9:ORG") const {
        LabelDecisionRow row;
        row.document = m_document;
        row.place = place;
        row.doubt = "type";
        row.verdict = verdict;
        row.source = "k";
        return row;
    }

private Q_SLOTS:
    void init() {
        m_reader.reset();
        m_project.reset();
        std::filesystem::remove(inFolder(m_folder, "p.evenspan"));
        m_project = std::move(*Project::create(inFolder(m_folder, "p.evenspan")));
        m_reader = *m_project->reader();
        const std::vector drafts{
            draft("a", "Anna Bell runs Okafor Labs", {span(5, 9, "PER"), span(15, 21, "ORG")})};
        m_document = writer().addDocuments("Import", drafts)->front();
    }
    void cleanup() {
        m_reader.reset();
        m_project.reset();
    }

    void keepAndUnsureLeaveTheLabels() {
        const auto before = snapshot(*m_project);
        for (const auto verdict : {LabelVerdict::Keep, LabelVerdict::Unsure}) {
            EVENSPAN_OK(decideLabel(writer(), decision(verdict), {}, {}, "Bell"));
            const auto rows = *labelDecisions(*m_reader);
            QCOMPARE(rows.size(), std::size_t{1}); // the second took the first one's place
            QCOMPARE(rows[0].verdict, verdict);
            QCOMPARE(rows[0].author, std::string("user"));
            QVERIFY(rows[0].created > 0);
        }
        QVERIFY(snapshot(*m_project) == before);
        QVERIFY(*writer().undo());
        QCOMPARE(labelDecisions(*m_reader)->front().verdict, LabelVerdict::Keep);
        QVERIFY(*writer().undo());
        QVERIFY(labelDecisions(*m_reader)->empty());
        QVERIFY(*writer().redo());
        QCOMPARE(labelDecisions(*m_reader)->size(), std::size_t{1});
    }

    void aFixIsOneStep() {
        const auto before = snapshot(*m_project);
        auto spans = accepted();
        EVENSPAN_OK(decideLabel(
            writer(), decision(LabelVerdict::Fix), {spans.data(), 1}, {{{{0, 9}, "ORG"}}}, "Bell"));
        const auto now = accepted();
        QCOMPARE(now.size(), std::size_t{2});
        QCOMPARE(now[0].id, spans[0].id); // the same span, with its attributes
        QVERIFY((now[0].range == CodePointRange{0, 9}));
        QCOMPARE(now[0].label, std::string("ORG"));
        QCOMPARE(now[0].source, SpanSource::Human);
        QCOMPARE(*m_reader->undoName(), std::string("Fix the label of “Bell”"));
        QVERIFY(*writer().undo());
        QVERIFY(snapshot(*m_project) == before);
        QVERIFY(labelDecisions(*m_reader)->empty());
        QVERIFY(*writer().redo());
        QCOMPARE(accepted()[0].label, std::string("ORG"));
        const auto report = m_project->check();
        QVERIFY2(report->ok, problemsOf(*report).c_str());
    }

    void mentionsComeAndGo() {
        auto spans = accepted();
        // Two become one.
        EVENSPAN_OK(decideLabel(
            writer(), decision(LabelVerdict::Fix), spans, {{{{0, 26}, "ORG"}}}, "Bell"));
        QCOMPARE(accepted().size(), std::size_t{1});
        QVERIFY(*writer().undo());
        QVERIFY(accepted() == spans);
        // One goes.
        EVENSPAN_OK(decideLabel(writer(), decision(LabelVerdict::Fix), {spans.data(), 1}, {}, "B"));
        QCOMPARE(accepted().size(), std::size_t{1});
        // One comes.
        EVENSPAN_OK(decideLabel(writer(), decision(LabelVerdict::Fix, ">0-9:PER"), {},
            {{{{0, 9}, "PER"}}}, "Anna Bell"));
        QCOMPARE(accepted().size(), std::size_t{2});
        QCOMPARE(labelDecisions(*m_reader)->size(), std::size_t{2});
    }

    void whatChangedMeanwhileIsNotTouched() {
        auto spans = accepted();
        auto changed = spans[0];
        changed.label = "ORG";
        EVENSPAN_OK(writer().changeSpan(changed));
        const auto before = snapshot(*m_project);
        const auto refused = [&](std::span<const SpanRow> given, LabelProposal to) {
            const std::vector proposed{to};
            const auto done =
                decideLabel(writer(), decision(LabelVerdict::Fix), given, proposed, "Bell");
            return !done && done.error().code == ErrorCode::InvalidArgument
                && snapshot(*m_project) == before && labelDecisions(*m_reader)->empty();
        };
        QVERIFY(refused({spans.data(), 1}, {{0, 9}, "PER"})); // another label now
        QVERIFY(refused({}, {{0, 6}, "PER"})); // something stands there
        spans[0] = changed;
        QVERIFY(refused({spans.data(), 1}, {{0, 21}, "PER"})); // would cover its neighbour
        spans[0].id = SpanId(999);
        QVERIFY(refused({spans.data(), 1}, {{0, 9}, "PER"}));
        const std::vector<LabelProposal> unknown{{{0, 9}, "NOWHERE"}};
        QCOMPARE(decideLabel(writer(), decision(LabelVerdict::Fix), {&changed, 1}, unknown, "")
                     .error()
                     .code,
            ErrorCode::NotFound);
        QVERIFY(snapshot(*m_project) == before);
    }

    void documentsInTheTrashAreLeftOut() {
        EVENSPAN_OK(decideLabel(writer(), decision(LabelVerdict::Keep), {}, {}, "Bell"));
        EVENSPAN_OK(writer().setTrashed({&m_document, 1}, true));
        QVERIFY(labelDecisions(*m_reader)->empty());
        QVERIFY(*writer().undo());
        QCOMPARE(labelDecisions(*m_reader)->size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TstStoreLabelDecisions)
#include "tst_store_label_decisions.moc"
