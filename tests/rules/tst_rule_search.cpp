// SPDX-License-Identifier: GPL-3.0-or-later
// Rules over a project: what they would suggest, what they then do, and what they leave alone.
#include "core/app/rules/rule_search.h"
#include "core/base/rng.h"
#include "core/store/reader.h"
#include "core/text/grid.h"
#include "tests/store/support.h"

#include <nlohmann/json.hpp>
#include <set>

using namespace evenspan;
using namespace evenspan::store;

namespace {

DocumentDraft gridded(const std::string& name, const std::string& text) {
    DocumentDraft out;
    out.name = name;
    out.text = text;
    out.grid = *makeGrid(text);
    return out;
}

rules::Rule names(const char* name, const char* label, std::vector<std::string> phrases) {
    return {name, label, rules::Gazetteer{std::move(phrases), false, true}};
}

struct Fixture {
    QTemporaryDir folder;
    std::unique_ptr<Project> project;
    std::shared_ptr<Reader> reader;
    std::vector<DocumentId> ids;

    explicit Fixture(const std::vector<DocumentDraft>& drafts) {
        project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        for (const char* name : {"ORG", "LOC"}) {
            LabelRow label;
            label.name = name;
            if (!writer().addLabel(label))
                qFatal("no label");
        }
        ids = *writer().addDocuments("Import", drafts);
        reader = *project->reader();
    }
    Writer& writer() { return *project->writer(); }
    std::int64_t add(const rules::Rule& rule, bool enabled = true) {
        const auto id = saveRule(writer(), 0, rule, enabled);
        if (!id)
            qFatal("%s", id.error().text().c_str());
        return *id;
    }
    RuleSearchRequest request(std::vector<std::int64_t> chosen = {}) {
        RuleSearchRequest out;
        out.rules = *loadRules(*reader, chosen);
        return out;
    }
    RuleFindings find(const RuleSearchRequest& what) { return *findByRules(*reader, what); }
    QStringList spans(std::size_t document) {
        QStringList out;
        const auto data = reader->document(ids[document]);
        for (const SpanRow& span : data->spans)
            out << QStringLiteral("%1-%2 %3 %4")
                       .arg(span.range.begin)
                       .arg(span.range.end)
                       .arg(QString::fromStdString(span.label))
                       .arg(int(span.state));
        return out;
    }
};

} // namespace

class TstRuleSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsThenSuggestsThenUndoes() {
        auto first = gridded("one", "Ulm and Acme , Ulm again");
        first.spans = {span(0, 3, "LOC")};
        auto done = gridded("two", "\xE5\x9C\xA8 Ulm !");
        done.state = DocumentState::Done;
        Fixture f({first, done, gridded("three", "nothing here")});
        const auto places = f.add(names("towns", "LOC", {"Ulm"}));
        const auto firms = f.add(names("firms", "ORG", {"Acme"}));
        f.add(names("off", "ORG", {"again"}), false);
        const auto before = snapshot(*f.project);
        const auto found = f.find(f.request());
        QCOMPARE(found.documents, std::int64_t(3));
        QCOMPARE(found.counts.size(), std::size_t(2));
        QCOMPARE(found.counts[0].found, std::int64_t(3));
        QCOMPARE(found.counts[0].fresh, std::int64_t(2));
        QCOMPARE(found.counts[0].present, std::int64_t(1));
        QCOMPARE(found.counts[1].fresh, std::int64_t(1));
        QCOMPARE(found.counts[0].examples[1].before, std::string("\xE5\x9C\xA8 "));
        QCOMPARE(found.counts[0].examples[1].hit, std::string("Ulm"));
        QVERIFY(snapshot(*f.project) == before); // looking changes nothing

        const auto made = suggestByRules(f.writer(), found);
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().text().c_str());
        QCOMPARE(*made, (SuggestionOutcome{3, 0, 0}));
        QCOMPARE(f.spans(0),
            (QStringList{QStringLiteral("0-3 LOC 0"), QStringLiteral("8-12 ORG 1"),
                QStringLiteral("15-18 LOC 1")}));
        const auto document = *f.reader->document(f.ids[0]);
        QCOMPARE(document.spans[1].source, SpanSource::Rule);
        QCOMPARE(document.spans[1].rule, std::optional(firms));
        QCOMPARE(document.spans[2].rule, std::optional(places));
        QCOMPARE(document.row.state, DocumentState::Suggested);
        QCOMPARE(document.row.spans, std::int64_t(1)); // a suggestion is no label
        QCOMPARE(f.reader->document(f.ids[1])->row.state, DocumentState::Done);
        QCOMPARE(f.reader->document(f.ids[2])->row.state, DocumentState::Unseen);
        QCOMPARE(*f.reader->undoName(), std::string("Suggest 3 places by 2 rules"));
        // A second time there is nothing to do.
        const auto again = f.find(f.request());
        QVERIFY(again.places.empty());
        QCOMPARE(again.counts[0].present, std::int64_t(3));
        QVERIFY(*f.writer().undo());
        QVERIFY(snapshot(*f.project) == before);
    }

    void whatWasRejectedDoesNotComeBack() {
        Fixture f({gridded("one", "Ulm and Ulm and Ulm")});
        const auto id = f.add(names("towns", "LOC", {"Ulm"}));
        EVENSPAN_OK(suggestByRules(f.writer(), f.find(f.request())));
        auto spans = f.reader->document(f.ids[0])->spans;
        Labelling labelling(f.writer());
        EVENSPAN_OK(labelling.reject(std::vector{spans[0].id}, "Ulm"));
        EVENSPAN_OK(labelling.accept(std::vector{spans[1].id}, "Ulm"));
        const auto found = f.find(f.request());
        QCOMPARE(found.counts[0].rejected, std::int64_t(1));
        QCOMPARE(found.counts[0].present, std::int64_t(2));
        QCOMPARE(found.counts[0].fresh, std::int64_t(0));
        // Its record: one of two was right, one is open.
        const auto summary = listRules(*f.reader)->front();
        QCOMPARE(summary.tally, (RuleTally{id, 1, 1, 1}));
        QCOMPARE(summary.precision->estimate, 0.5);
        QVERIFY(summary.precision->low > 0.09 && summary.precision->high < 0.91);
        // A rejection between the look and the step counts as well.
        while (*f.writer().undo() && !f.reader->document(f.ids[0])->spans.empty()) { }
        const auto early = f.find(f.request());
        QCOMPARE(early.places.size(), std::size_t(3));
        EVENSPAN_OK(suggestByRules(f.writer(), early));
        spans = f.reader->document(f.ids[0])->spans;
        EVENSPAN_OK(labelling.reject(std::vector{spans[2].id}, "Ulm"));
        QCOMPARE(*suggestByRules(f.writer(), early), (SuggestionOutcome{0, 2, 1}));
    }

    void scopes() {
        auto a = gridded("a", "Ulm"), b = gridded("b", "Ulm Ulm"), c = gridded("c", "Ulm");
        b.split = "train";
        Fixture f({a, b, c});
        EVENSPAN_OK(f.writer().setTrashed(std::vector{f.ids[2]}, true));
        f.add(names("towns", "LOC", {"Ulm"}));
        auto request = f.request();
        QCOMPARE(f.find(request).places.size(), std::size_t(3));
        request.filter.split = "train";
        QCOMPARE(f.find(request).places.size(), std::size_t(2));
        request.only = f.ids[0];
        QCOMPARE(f.find(request).places.size(), std::size_t(1));
        request.only.reset();
        request.filter.query = *parseQuery("name:a");
        request.filter.split.reset();
        QCOMPARE(f.find(request).places.size(), std::size_t(1));
        request.examples = 0;
        QVERIFY(f.find(request).counts[0].examples.empty());
    }

    void aRuleThatFailsLeavesTheOthersAlone() {
        Fixture f({gridded("short", "aab Ulm"), gridded("long", std::string(4000, 'a') + " Ulm")});
        f.add({"endless", "ORG", rules::Expression{"(a+)+b", true, 0}});
        f.add(names("towns", "LOC", {"Ulm"}));
        auto request = f.request();
        request.timeLimit = std::chrono::milliseconds(20);
        const auto found = f.find(request);
        QVERIFY(found.counts[0].problem);
        QCOMPARE(found.counts[0].problem->where, std::string("endless"));
        QCOMPARE(found.counts[0].found, std::int64_t(0)); // not even what it found before
        QCOMPARE(found.places.size(), std::size_t(2));
        QCOMPARE(suggestByRules(f.writer(), found)->added, std::int64_t(2));
        QCOMPARE(toJson(found)["problems"].size(), std::size_t(1));
    }

    // More than one batch, with a rule that fails in the middle and one that cannot be compiled.
    void anyNumberOfThreadsFindsTheSame() {
        std::vector<DocumentDraft> drafts;
        for (int i = 0; i < 900; ++i) {
            std::string text = "Ulm " + std::to_string(i) + " Acme aab";
            for (int word = i % 7; word > 0; --word)
                text += " Halden Ulm";
            if (i == 500)
                text.assign(4000, 'a').append(" Ulm");
            drafts.push_back(gridded(("d" + std::to_string(i)).c_str(), text));
            if (i % 5 == 0)
                drafts.back().spans = {span(0, 3, "LOC")};
        }
        Fixture f(drafts);
        f.add(names("towns", "LOC", {"Ulm", "Halden Ulm"}));
        f.add({"endless", "ORG", rules::Expression{"(a+)+b", true, 0}});
        f.add(names("firms", "ORG", {"Acme"}));
        f.add({"numbers", "ORG", rules::Expression{"\\d+", true, 0}});
        auto request = f.request();
        request.timeLimit = std::chrono::milliseconds(50);
        request.threads = 1;
        const auto one = f.find(request);
        QCOMPARE(one.documents, std::int64_t(900));
        QVERIFY(one.counts[1].problem && !one.counts[0].problem);
        QVERIFY(one.counts[0].present > 0 && one.counts[3].fresh > 800);
        for (const unsigned threads : {0U, 2U, 5U}) {
            request.threads = threads;
            std::uint64_t last = 0;
            const auto several =
                *findByRules(*f.reader, request, {}, [&](std::uint64_t done, std::uint64_t total) {
                    QCOMPARE(done, ++last);
                    QCOMPARE(total, std::uint64_t(900));
                });
            QCOMPARE(last, std::uint64_t(900));
            QVERIFY(toJson(several) == toJson(one));
            QCOMPARE(several.places.size(), one.places.size());
            for (std::size_t i = 0; i < one.places.size(); ++i)
                QVERIFY(several.places[i].document == one.places[i].document
                    && several.places[i].range == one.places[i].range
                    && several.places[i].rule == one.places[i].rule);
        }
        // The same limit is met by the same rule, and a stop is answered.
        request.limit = 700;
        for (const unsigned threads : {1U, 4U}) {
            request.threads = threads;
            const auto many = findByRules(*f.reader, request);
            QCOMPARE(many.error().code, ErrorCode::OutOfMemory);
            QCOMPARE(many.error().where, std::string("towns"));
        }
        request.limit = RuleSearchRequest().limit;
        std::stop_source stop;
        const auto stopped = findByRules(*f.reader, request, stop.get_token(),
            [&](std::uint64_t, std::uint64_t) { stop.request_stop(); });
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    }

    void aLabelThatIsNotInUse() {
        Fixture f({gridded("one", "Ulm Acme")});
        f.add(names("towns", "LOC", {"Ulm"}));
        f.add(names("firms", "ORG", {"Acme"}));
        LabelRow label = f.reader->labels()->at(1);
        QCOMPARE(label.name, std::string("LOC"));
        label.archived = true;
        EVENSPAN_OK(f.writer().changeLabel(label));
        auto found = f.find(f.request());
        QVERIFY(found.counts[0].problem && !found.counts[1].problem);
        QCOMPARE(found.places.size(), std::size_t(1));
        label.archived = false;
        label.name = "TOWN";
        EVENSPAN_OK(f.writer().changeLabel(label));
        found = f.find(f.request());
        QVERIFY(found.counts[0].problem->what.find("LOC") != std::string::npos);
        QVERIFY(!found.counts[0].problem->remedy.empty());
        // A rule that is only tried makes its label when it is saved.
        RuleSearchRequest trial;
        trial.rules = {{0, names("try", "NEW", {"Ulm"})}};
        QCOMPARE(f.find(trial).places.size(), std::size_t(1));
    }

    void twoRulesOfOneLabelSuggestOnce() {
        Fixture f({gridded("one", "Ulm")});
        f.add(names("towns", "LOC", {"Ulm"}));
        f.add({"capitals", "LOC", rules::Expression{"U\\w+", true, 0}});
        f.add({"capitals too", "ORG", rules::Expression{"U\\w+", true, 0}});
        const auto found = f.find(f.request());
        QCOMPARE(found.counts[0].fresh, std::int64_t(1));
        QCOMPARE(found.counts[1].present, std::int64_t(1));
        QCOMPARE(found.counts[2].fresh, std::int64_t(1));
        EVENSPAN_OK(suggestByRules(f.writer(), found));
        QCOMPARE(
            f.spans(0), (QStringList{QStringLiteral("0-3 LOC 1"), QStringLiteral("0-3 ORG 1")}));
    }

    void limitsAndStops() {
        Fixture f({gridded("one", "Ulm Ulm Ulm"), gridded("two", "Ulm")});
        f.add(names("towns", "LOC", {"Ulm"}));
        auto request = f.request();
        request.limit = 2;
        const auto cut = findByRules(*f.reader, request);
        QCOMPARE(cut.error().code, ErrorCode::OutOfMemory);
        QCOMPARE(cut.error().where, std::string("towns"));
        request.limit = 4;
        std::vector<std::pair<std::uint64_t, std::uint64_t>> seen;
        const auto found = findByRules(*f.reader, request, {},
            [&](std::uint64_t done, std::uint64_t total) { seen.emplace_back(done, total); });
        QVERIFY(found.ok());
        QVERIFY(seen == (std::vector<std::pair<std::uint64_t, std::uint64_t>>{{1, 2}, {2, 2}}));
        std::stop_source stop;
        QCOMPARE(
            findByRules(*f.reader, request, (stop.request_stop(), stop.get_token())).error().code,
            ErrorCode::Cancelled);
        const auto before = snapshot(*f.project);
        QCOMPARE(suggestByRules(f.writer(), *found, stop.get_token()).error().code,
            ErrorCode::Cancelled);
        QVERIFY(snapshot(*f.project) == before);
        QVERIFY(!loadRules(*f.reader, std::vector<std::int64_t>{77}));
    }

    // Rules over random words in random states: what is made is what a naive reading makes.
    void manyDocumentsEqualTheNaiveReading() {
        Philox rng(3);
        const std::vector<std::string> words{"ulm", "acme", "bonn", "and", "Acme", "ULM"};
        std::vector<DocumentDraft> drafts;
        for (int i = 0; i < 120; ++i) {
            std::string text;
            for (int w = 0; w < 8; ++w)
                text += (w ? " " : "") + words[rng.below(words.size())];
            drafts.push_back(gridded("d" + std::to_string(i), text));
            for (const CodePointRange token : drafts.back().grid.tokens)
                if (rng.below(5) == 0) {
                    auto there = span(token.begin, token.end, rng.below(2) ? "LOC" : "ORG");
                    there.state = SpanState(rng.below(3));
                    drafts.back().spans.push_back(there);
                }
        }
        Fixture f(drafts);
        f.add(names("towns", "LOC", {"ulm", "bonn"}));
        f.add({"firms", "ORG", rules::Expression{"\\bacme\\b", true, 0}});
        f.add({"upper", "ORG", rules::TokenPatterns{{*rules::patternFromText("[capitals]")}}});
        std::vector<std::set<std::tuple<std::uint32_t, std::uint32_t, std::string, int>>> wanted;
        for (const DocumentDraft& draft : drafts) {
            auto& set = wanted.emplace_back();
            for (const SpanDraft& s : draft.spans)
                set.emplace(s.range.begin, s.range.end, s.label, int(s.state));
            for (const CodePointRange token : draft.grid.tokens) {
                const std::string word = draft.text.substr(token.begin, token.size());
                const auto suggest = [&](const char* label) {
                    for (int state = 0; state < 3; ++state)
                        if (set.contains({token.begin, token.end, label, state}))
                            return;
                    set.emplace(token.begin, token.end, label, 1);
                };
                if (word == "ulm" || word == "ULM" || word == "bonn")
                    suggest("LOC");
                if (word == "acme" || word == "ULM")
                    suggest("ORG");
            }
        }
        const auto before = snapshot(*f.project);
        EVENSPAN_OK(suggestByRules(f.writer(), f.find(f.request())));
        for (std::size_t i = 0; i < drafts.size(); ++i) {
            std::set<std::tuple<std::uint32_t, std::uint32_t, std::string, int>> found;
            const auto document = f.reader->document(f.ids[i]);
            for (const SpanRow& s : document->spans)
                found.emplace(s.range.begin, s.range.end, s.label, int(s.state));
            QVERIFY(found == wanted[i]);
        }
        QVERIFY((*f.project->check(true)).ok);
        QVERIFY(*f.writer().undo());
        QVERIFY(snapshot(*f.project) == before);
    }
};

QTEST_APPLESS_MAIN(TstRuleSearch)
#include "tst_rule_search.moc"
