// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/rules/propagate.h"
#include "core/base/rng.h"
#include "core/text/grid.h"
#include "core/text/offset_map.h"
#include "core/text/utf8.h"
#include "tests/store/support.h"

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

// The plain reading of the promise: try every place in turn.
std::vector<CodePointRange> naive(
    const std::string& text, const TokenGrid& grid, const std::string& wanted, bool whole) {
    const OffsetMap map(text);
    const auto size = std::uint32_t(countCodePoints(wanted));
    const auto all = std::uint32_t(countCodePoints(text));
    std::vector<CodePointRange> out;
    for (std::uint32_t at = 0; size > 0 && at + size <= all;) {
        const CodePointRange place{at, at + size};
        bool begins = false, ends = false;
        for (const CodePointRange token : grid.tokens) {
            begins = begins || token.begin == place.begin;
            ends = ends || token.end == place.end;
        }
        const bool fits = map.slice(place) == wanted && (!whole || (begins && ends));
        if (fits)
            out.push_back(place);
        at += fits ? size : 1;
    }
    return out;
}

} // namespace

class TstPropagate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsWhatAPlainReadingFinds() {
        Philox rng(11);
        const std::vector<std::string> pieces{"a", "b", " ", "ab", ".", "\xC3\xA9",
            "\xE5\x8C\x97\xE4\xBA\xAC", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", "e\xCC\x81",
            "\xD7\xA9\xD7\x9C", "\r\n"};
        for (int round = 0; round < 2'000; ++round) {
            std::string text, wanted;
            for (std::uint64_t i = 0, n = rng.below(30); i < n; ++i)
                text += pieces[rng.below(pieces.size())];
            for (std::uint64_t i = 0, n = rng.below(3); i < n; ++i)
                wanted += pieces[rng.below(pieces.size())];
            const TokenGrid grid = *makeGrid(text);
            for (const bool whole : {false, true})
                QVERIFY(findText(text, grid, wanted, {whole, true})
                    == naive(text, grid, wanted, whole));
        }
    }

    void caseIsFoldedWithoutMovingOffsets() {
        // İ folds to itself in simple folding, ß to ß, Ω and the ohm sign to ω.
        const std::string text = "\xC4\xB0"
                                 "ZM\xC4\xB0R \xC3\x89"
                                 "cole ECOLE \xC3\xA9"
                                 "COLE "
                                 "\xE2\x84\xA6";
        const TokenGrid grid = *makeGrid(text);
        const TextMatch any{true, false};
        QVERIFY(findText(text, grid,
                    "\xC3\xA9"
                    "cole",
                    any)
            == (std::vector<CodePointRange>{{6, 11}, {18, 23}}));
        QVERIFY(findText(text, grid, "\xCF\x89", any) == (std::vector<CodePointRange>{{24, 25}}));
        QVERIFY(findText(text, grid,
            "\xC3\xA9"
            "cole",
            {true, true})
                    .empty());
    }

    void listsConflictsAndLeavesOutWhatIsDecided() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        auto first = gridded("one", "Ulm and Ulm Labs , Ulm and ULM in Ulmen .");
        first.spans = {span(0, 3, "LOC"), span(8, 16, "ORG")};
        auto rejected = span(19, 22, "LOC");
        rejected.state = SpanState::Rejected;
        first.spans.push_back(rejected);
        auto second = gridded("two", "\xE5\x9C\xA8 Ulm !");
        second.state = DocumentState::Done;
        const auto trash = gridded("gone", "Ulm");
        const std::vector drafts{first, second, trash};
        const auto ids = *project->writer()->addDocuments("Import", drafts);
        EVENSPAN_OK(project->writer()->setTrashed(std::vector{ids[2]}, true));
        const auto reader = *project->reader();
        PlaceRequest request{"Ulm", "LOC", {true, true}, {}, {}};
        auto found = *findPlaces(*reader, request);
        QCOMPARE(found.already, std::int64_t{1});
        QCOMPARE(found.rejected, std::int64_t{1});
        QCOMPARE(found.places.size(), std::size_t{2});
        QCOMPARE(found.places[0].conflict, std::string("ORG"));
        QCOMPARE(found.places[0].after, std::string(" Labs , Ulm and ULM in Ulmen ."));
        QCOMPARE(found.places[1].hit, std::string("Ulm"));
        QCOMPARE(found.places[1].before, std::string("\xE5\x9C\xA8 "));
        request.match = {false, false};
        QCOMPARE(findPlaces(*reader, request)->places.size(), std::size_t{4});
        request.limit = 3;
        QVERIFY(findPlaces(*reader, request)->more);
        request.limit = 100;
        request.filter.states = {DocumentState::Done};
        QCOMPARE(findPlaces(*reader, request)->places.size(), std::size_t{1});
        // Of the filter's documents those that were chosen, in whatever order.
        request.chosen = {ids[2], ids[0]};
        QCOMPARE(findPlaces(*reader, request)->places.size(), std::size_t{0});
        request.filter = {};
        QCOMPARE(findPlaces(*reader, request)->places.size(), std::size_t{3});
        request.chosen = {ids[1], ids[0]};
        const auto both = *findPlaces(*reader, request);
        QCOMPARE(both.places.size(), std::size_t{4});
        QVERIFY(both.places[0].document == ids[0] && both.places[3].document == ids[1]);
        request.limit = 3;
        QVERIFY(findPlaces(*reader, request)->more);
        request.limit = 100;
        request.only = ids[0];
        QCOMPARE(findPlaces(*reader, request)->places.size(), std::size_t{3});

        // A done document stays done; an unseen one is begun; one undo takes all of it back.
        const Snapshot before = snapshot(*project);
        QCOMPARE(labelPlaces(*project->writer(), found.places, "LOC", false).valueOr(0),
            std::int64_t{2});
        QCOMPARE(reader->document(ids[0])->row.state, DocumentState::InWork);
        QCOMPARE(reader->document(ids[1])->row.state, DocumentState::Done);
        QCOMPARE(*reader->undoName(), std::string("Label “Ulm” as LOC (2 places)"));
        QVERIFY(*project->writer()->undo());
        QVERIFY(snapshot(*project) == before);
        QVERIFY(!labelPlaces(*project->writer(), found.places, "NONE", false).ok());
        QVERIFY(snapshot(*project) == before);
    }
};

QTEST_APPLESS_MAIN(TstPropagate)
#include "tst_propagate.moc"
