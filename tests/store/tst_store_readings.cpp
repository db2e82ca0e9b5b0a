// SPDX-License-Identifier: GPL-3.0-or-later
// What runs suggest: a record that undo passes by, fitted to what people decided.
#include "core/base/rng.h"
#include "core/store/annotations.h"
#include "core/store/labelling.h"
#include "core/store/moments.h"
#include "core/store/suggestions.h"
#include "tests/store/support.h"

using namespace evenspan;
using namespace evenspan::store;

namespace {

SpanRow row(std::uint32_t begin, std::uint32_t end, const std::string& label, double score = 0.5) {
    SpanRow out;
    out.range = {begin, end};
    out.label = label;
    out.score = score;
    return out;
}

// "0-6 ORG?" of every span; ? suggested, ! rejected.
QStringList spansOf(Project& project, DocumentId id) {
    QStringList out;
    const auto document = *(*project.reader())->document(id);
    for (const SpanRow& span : document.spans)
        out << QStringLiteral("%1-%2 %3%4")
                   .arg(span.range.begin)
                   .arg(span.range.end)
                   .arg(QString::fromStdString(span.label),
                       span.state == SpanState::Accepted        ? QString()
                           : span.state == SpanState::Suggested ? QStringLiteral("?")
                                                                : QStringLiteral("!"));
    return out;
}

struct Fixture {
    QTemporaryDir folder;
    std::unique_ptr<Project> project;
    std::vector<DocumentId> ids;
    RunId run, second;

    Fixture() {
        project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        for (const char* name : {"ORG", "LOC"}) {
            LabelRow label;
            label.name = name;
            if (!writer().addLabel(label))
                qFatal("label");
        }
        const std::vector<DocumentDraft> drafts(3, draft("d", "Okafor Labs hires in Turku today"));
        ids = *writer().addDocuments("Import", drafts);
        RunRow row;
        row.name = "r1";
        run = *writer().createRun(row);
        row.name = "r2";
        second = *writer().createRun(row);
    }
    Writer& writer() { return *project->writer(); }
    Reader& reader() { return *(m_reader = *project->reader()); }
    ReadingOutcome store(
        std::vector<SpanRow> spans, DocumentId id, RunId by, bool alsoDone = false) {
        const std::vector<Reading> readings{{id, std::move(spans), 0.25}};
        auto out = storeReadings(writer(), by, "Suggestions of r", readings, alsoDone);
        if (!out)
            qFatal("%s", out.error().text().c_str());
        return *out;
    }
    ReadingOutcome store(std::vector<SpanRow> spans) {
        return store(std::move(spans), ids[0], run);
    }
    DocumentState state(DocumentId id) { return reader().document(id)->row.state; }
    SpanRow span(const QString& text) {
        const auto document = *reader().document(ids[0]);
        for (const SpanRow& span : document.spans)
            if (QStringLiteral("%1-%2").arg(span.range.begin).arg(span.range.end) == text)
                return span;
        qFatal("no such span");
    }

private:
    std::shared_ptr<Reader> m_reader;
};

} // namespace

class TstStoreReadings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aReadingBecomesSuggestions() {
        Fixture f;
        const ReadingOutcome out = f.store({row(0, 6, "ORG", 0.9), row(21, 26, "LOC", 0.4)});
        QCOMPARE(out.added, 2);
        QCOMPARE(out.changed, std::vector{f.ids[0]});
        QCOMPARE(spansOf(*f.project, f.ids[0]),
            (QStringList{QStringLiteral("0-6 ORG?"), QStringLiteral("21-26 LOC?")}));
        const SpanRow span = f.span(QStringLiteral("0-6"));
        QCOMPARE(span.source, SpanSource::Model);
        QCOMPARE(span.run, std::optional(f.run));
        QCOMPARE(span.score, std::optional(0.9));
        QCOMPARE(f.state(f.ids[0]), DocumentState::Suggested);
        QCOMPARE(f.reader().info()->total.spans, 0); // none counts as a label
        // The same once more changes nothing.
        QVERIFY(f.store({row(0, 6, "ORG", 0.9), row(21, 26, "LOC", 0.4)}).changed.empty());
        EVENSPAN_OK(f.project->check());
        QVERIFY2(f.project->check()->ok, problemsOf(*f.project->check()).c_str());
    }

    void stalePlacesGoThoseThatStayKeepTheirIds() {
        Fixture f;
        f.store({row(0, 6, "ORG", 0.9), row(21, 26, "LOC", 0.4)});
        const SpanId kept = f.span(QStringLiteral("0-6")).id;
        const ReadingOutcome out =
            f.store({row(0, 6, "ORG", 0.7), row(12, 17, "LOC")}, f.ids[0], f.second);
        QCOMPARE(out.added, 1);
        QCOMPARE(out.kept, 1);
        QCOMPARE(out.withdrawn, 1);
        const SpanRow span = f.span(QStringLiteral("0-6"));
        QCOMPARE(span.id, kept);
        QCOMPARE(span.run, std::optional(f.second));
        QCOMPARE(span.score, std::optional(0.7));
        QCOMPARE(spansOf(*f.project, f.ids[0]),
            (QStringList{QStringLiteral("0-6 ORG?"), QStringLiteral("12-17 LOC?")}));
        // Nothing left: the document is as untouched as before.
        f.store({}, f.ids[0], f.second);
        QCOMPARE(spansOf(*f.project, f.ids[0]), QStringList());
        QCOMPARE(f.state(f.ids[0]), DocumentState::Unseen);
    }

    void suggestionsOfOthersStay() {
        Fixture f;
        SpanRow byRule = row(7, 11, "ORG");
        byRule.document = f.ids[0];
        byRule.source = SpanSource::Rule;
        EVENSPAN_OK(Labelling(f.writer()).addSuggestions("Rule", std::vector{byRule}));
        f.store({row(0, 6, "ORG"), row(7, 11, "ORG")});
        f.store({});
        QCOMPARE(spansOf(*f.project, f.ids[0]), QStringList{QStringLiteral("7-11 ORG?")});
    }

    void decisionsArePassedBy_data() {
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        QTest::addColumn<QString>("label");
        QTest::addColumn<bool>("added");
        // "Okafor Labs" 0-11 is labelled ORG; 21-26 as LOC is rejected.
        QTest::newRow("the same") << 0 << 11 << "ORG" << false;
        QTest::newRow("the same range, another label") << 0 << 11 << "LOC" << false;
        QTest::newRow("the same label, shorter") << 0 << 6 << "ORG" << false;
        QTest::newRow("the same label, longer") << 0 << 17 << "ORG" << false;
        QTest::newRow("another label across the border") << 7 << 17 << "LOC" << false;
        QTest::newRow("another label inside") << 0 << 6 << "LOC" << true;
        QTest::newRow("another label around") << 0 << 17 << "LOC" << true;
        QTest::newRow("behind it") << 12 << 17 << "ORG" << true;
        QTest::newRow("rejected") << 21 << 26 << "LOC" << false;
        QTest::newRow("rejected as another label") << 21 << 26 << "ORG" << true;
        QTest::newRow("beside the rejected one") << 18 << 26 << "LOC" << true;
        QTest::newRow("no label of the project") << 18 << 20 << "DATE" << false;
    }
    void decisionsArePassedBy() {
        QFETCH(int, begin);
        QFETCH(int, end);
        QFETCH(QString, label);
        QFETCH(bool, added);
        Fixture f;
        SpanRow labelled = row(0, 11, "ORG");
        labelled.document = f.ids[0];
        labelled.source = SpanSource::Human;
        EVENSPAN_OK(Labelling(f.writer()).add(std::vector{labelled}, "Okafor Labs"));
        f.store({row(21, 26, "LOC")});
        EVENSPAN_OK(
            Labelling(f.writer()).reject(std::vector{f.span(QStringLiteral("21-26")).id}, "Turku"));
        const auto out =
            f.store({row(std::uint32_t(begin), std::uint32_t(end), label.toStdString())}, f.ids[0],
                f.second);
        QCOMPARE(out.added, added ? 1 : 0);
        QCOMPARE(out.labelled + out.rejected + out.unknown, added ? 0 : 1);
    }

    // A person's Ctrl+Z takes back what the person did, whatever a machine wrote since.
    void undoPassesRecordsBy() {
        Fixture f;
        f.store({row(0, 11, "ORG"), row(21, 26, "LOC")});
        QCOMPARE(*f.reader().undoName(), std::string("Import"));
        EVENSPAN_OK(
            Labelling(f.writer()).accept(std::vector{f.span(QStringLiteral("0-11")).id}, "Okafor"));
        f.store({row(12, 17, "LOC")}, f.ids[1], f.run);
        f.store({row(12, 17, "LOC")}, f.ids[0], f.second);
        QCOMPARE(*f.reader().undoName(), std::string("Accept “Okafor” as ORG"));
        QVERIFY(*f.writer().undo());
        QCOMPARE(spansOf(*f.project, f.ids[0]),
            (QStringList{QStringLiteral("0-11 ORG?"), QStringLiteral("12-17 LOC?")}));
        QCOMPARE(spansOf(*f.project, f.ids[1]), QStringList{QStringLiteral("12-17 LOC?")});
        // A record between undo and redo does not take the redo away.
        f.store({row(0, 6, "ORG")}, f.ids[2], f.run);
        QCOMPARE(*f.reader().redoName(), std::string("Accept “Okafor” as ORG"));
        QVERIFY(*f.writer().redo());
        QCOMPARE(f.span(QStringLiteral("0-11")).state, SpanState::Accepted);
        QVERIFY2(f.project->check()->ok, problemsOf(*f.project->check()).c_str());
    }

    void theHistoryKnowsThem() {
        Fixture f;
        f.store({row(0, 11, "ORG")});
        const auto first = documentHistory(f.reader(), f.ids[0], 10);
        EVENSPAN_OK(first);
        QCOMPARE(first->front().kind, std::string("record"));
        QCOMPARE(first->front().name, std::string("Suggestions of r"));
        f.store({row(12, 17, "LOC")});
        const auto then = documentAt(f.reader(), f.ids[0], first->front().group);
        EVENSPAN_OK(then);
        QCOMPARE(then->spans.size(), std::size_t{1});
        QCOMPARE(then->spans[0].range, (CodePointRange{0, 11}));
        const auto before = documentAt(f.reader(), f.ids[0], first->at(1).group);
        EVENSPAN_OK(before);
        QVERIFY(before->spans.empty());
        QCOMPARE(before->state, DocumentState::Unseen);
    }

    void doneDocumentsAreAskedForOnly() {
        Fixture f;
        EVENSPAN_OK(f.writer().setState(std::vector{f.ids[0]}, DocumentState::Done));
        QCOMPARE(f.store({row(0, 6, "ORG")}).added, 0);
        QCOMPARE(f.state(f.ids[0]), DocumentState::Done);
        QCOMPARE(f.store({row(0, 6, "ORG")}, f.ids[0], f.run, true).added, 1);
        QCOMPARE(f.state(f.ids[0]), DocumentState::Done);
        EVENSPAN_OK(f.writer().setTrashed(std::vector{f.ids[1]}, true));
        QCOMPARE(f.store({row(0, 6, "ORG")}, f.ids[1], f.run, true).added, 0);
        QCOMPARE(f.store({row(0, 6, "ORG")}, DocumentId(99), f.run).added, 0);
    }

    void whatIsReadIsKnown() {
        Fixture f;
        EVENSPAN_OK(f.writer().setState(std::vector{f.ids[2]}, DocumentState::Done));
        const auto left = [&](RunId run, bool alsoDone) {
            return *unread(f.reader(), run, std::vector{f.ids[2], f.ids[1], f.ids[0]}, alsoDone);
        };
        QCOMPARE(left(f.run, false), (std::vector{f.ids[1], f.ids[0]}));
        QCOMPARE(left(f.run, true), (std::vector{f.ids[2], f.ids[1], f.ids[0]}));
        f.store({}, f.ids[1], f.run);
        QCOMPARE(left(f.run, false), std::vector{f.ids[0]});
        QCOMPARE(left(f.second, false), (std::vector{f.ids[1], f.ids[0]}));
    }

    void whatAPersonLabelsEndsItsSuggestions() {
        Fixture f;
        f.store({row(0, 11, "ORG"), row(21, 26, "LOC")});
        SpanRow mine = row(0, 6, "ORG");
        mine.document = f.ids[0];
        mine.source = SpanSource::Human;
        EVENSPAN_OK(f.writer().group("Label", [&]() -> Result<void> {
            if (auto id = f.writer().addSpan(mine); !id)
                return id.error();
            auto gone = withdrawContradicted(f.writer(), f.ids[0]);
            return gone ? Result<void>() : Result<void>(gone.error());
        }));
        QCOMPARE(spansOf(*f.project, f.ids[0]),
            (QStringList{QStringLiteral("0-6 ORG"), QStringLiteral("21-26 LOC?")}));
        QVERIFY(*f.writer().undo()); // one step, both ways
        QCOMPARE(spansOf(*f.project, f.ids[0]),
            (QStringList{QStringLiteral("0-11 ORG?"), QStringLiteral("21-26 LOC?")}));
    }

    void manyAreRejectedInOneStep() {
        Fixture f;
        f.store({row(0, 11, "ORG", 0.9), row(21, 26, "LOC", 0.2)});
        f.store({row(0, 11, "ORG", 0.8)}, f.ids[1], f.second);
        DocumentFilter all;
        const auto open = [&](const OpenSuggestions& which) {
            return *countOpen(f.reader(), all, which);
        };
        QCOMPARE(open({}), 3);
        QCOMPARE(open({f.run, {}, {}}), 2);
        QCOMPARE(open({{}, SpanSource::Rule, {}}), 0);
        QCOMPARE(open({{}, SpanSource::Model, 0.5}), 2);
        EVENSPAN_OK(rejectOpen(f.writer(), all, {f.run, {}, {}}));
        QCOMPARE(open({}), 1);
        QCOMPARE(*f.reader().undoName(), std::string("Reject 2 suggestions"));
        QCOMPARE(f.store({row(0, 11, "ORG", 0.9)}).rejected, 1); // they do not come back
        QVERIFY(*f.writer().undo());
        QCOMPARE(open({f.run, {}, {}}), 2);
    }

    // Readings between a person's steps: undone to the start, none of the labels is left and every
    // sum is right; redone to the end, the labels are those of the end.
    void anyMixtureOfBoth() {
        Fixture f;
        Philox rng(11);
        const char* labels[]{"ORG", "LOC"};
        int steps = 0;
        for (int i = 0; i < 400; ++i) {
            const DocumentId id = f.ids[rng.below(3)];
            const auto begin = static_cast<std::uint32_t>(rng.below(24));
            SpanRow span = row(begin, begin + 1 + static_cast<std::uint32_t>(rng.below(7)),
                labels[rng.below(2)], rng.uniform());
            span.document = id;
            const auto document = *f.reader().document(id);
            std::vector<SpanId> open;
            for (const SpanRow& there : document.spans)
                if (there.state == SpanState::Suggested)
                    open.push_back(there.id);
            switch (rng.below(4)) {
            case 0:
                span.source = SpanSource::Human;
                EVENSPAN_OK(Labelling(f.writer()).add(std::vector{span}, "x"));
                ++steps;
                break;
            case 1:
                if (!open.empty()) {
                    EVENSPAN_OK(Labelling(f.writer()).accept(std::vector{open.front()}, "x"));
                    ++steps;
                }
                break;
            case 2:
                if (!open.empty()) {
                    EVENSPAN_OK(Labelling(f.writer()).reject(std::vector{open.back()}, "x"));
                    ++steps;
                }
                break;
            default:
                f.store(
                    {span, row(3, 5, "LOC", rng.uniform())}, id, rng.below(2) ? f.run : f.second);
            }
        }
        const auto decided = [&] {
            QStringList out;
            for (const DocumentId id : f.ids)
                out << spansOf(*f.project, id).filter(QRegularExpression(QStringLiteral("[^?]$")));
            return out;
        };
        const QStringList end = decided();
        for (int i = 0; i < steps; ++i)
            QVERIFY(*f.writer().undo());
        QCOMPARE(decided(), QStringList());
        QCOMPARE(f.reader().info()->total.spans, 0);
        QVERIFY2(f.project->check()->ok, problemsOf(*f.project->check()).c_str());
        for (int i = 0; i < steps; ++i)
            QVERIFY(*f.writer().redo());
        QCOMPARE(decided(), end);
        QVERIFY2(f.project->check()->ok, problemsOf(*f.project->check()).c_str());
    }
};

QTEST_APPLESS_MAIN(TstStoreReadings)
#include "tst_store_readings.moc"
