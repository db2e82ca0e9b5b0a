// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/schema/align.h"
#include "tests/schema/tsv.h"

#include <algorithm>
#include <QTest>

using namespace evenspan;
using test::show;

namespace {

// "Ada Lovelace met Bob . He left ." with two sentences: 5 and 3 tokens.
const TokenGrid kGrid{
    {{0, 3}, {4, 12}, {13, 16}, {17, 20}, {20, 21}, {22, 24}, {25, 29}, {29, 30}}, {0, 5}};

SpanDraft span(std::uint32_t begin, std::uint32_t end, const char* label) {
    SpanDraft draft;
    draft.range = {begin, end};
    draft.label = label;
    return draft;
}

// Every rule read off its definition, one token at a time.
std::vector<std::vector<Mention>> naive(const TokenGrid& grid, std::vector<SpanDraft> spans) {
    struct Found {
        std::size_t sentence;
        Mention mention;
    };
    std::vector<Found> found;
    for (const auto& draft : spans) {
        for (std::size_t s = 0; s < grid.sentenceCount(); ++s) {
            const auto tokens = grid.sentence(s);
            std::vector<std::uint32_t> hit;
            for (std::uint32_t t = 0; t < tokens.size(); ++t)
                if (!draft.range.empty() && tokens[t].overlaps(draft.range))
                    hit.push_back(t);
            if (hit.empty())
                continue;
            found.push_back({s, {hit.front(), hit.back() + 1, draft.label}});
            break;
        }
    }
    std::vector<std::vector<Mention>> kept(grid.sentenceCount());
    while (!found.empty()) {
        const auto best =
            std::min_element(found.begin(), found.end(), [](const Found& a, const Found& b) {
                const auto sizeA = a.mention.end - a.mention.begin;
                const auto sizeB = b.mention.end - b.mention.begin;
                return sizeA != sizeB ? sizeA > sizeB : a.mention < b.mention;
            });
        const auto [sentence, mention] = *best;
        found.erase(best);
        auto& others = kept[sentence];
        if (std::none_of(others.begin(), others.end(),
                [&](const Mention& o) { return mention.begin < o.end && o.begin < mention.end; }))
            others.push_back(mention);
    }
    for (auto& mentions : kept)
        std::sort(mentions.begin(), mentions.end());
    return kept;
}

} // namespace

class TstAlign : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void exactSpansStayAsTheyAre() {
        const std::vector<SpanDraft> spans{span(22, 24, "PER"), span(0, 12, "PER")};
        const auto out = alignSpans(kGrid, spans);
        QCOMPARE(show(out.sentences[0]), QStringLiteral("PER[0,2)"));
        QCOMPARE(show(out.sentences[1]), QStringLiteral("PER[0,1)"));
        QVERIFY(out.notes.empty());
        QCOMPARE(rangeOf(kGrid, 0, out.sentences[0][0]), (CodePointRange{0, 12}));
        QCOMPARE(rangeOf(kGrid, 1, out.sentences[1][0]), (CodePointRange{22, 24}));
    }

    void oneNoteForEachRule_data() {
        QTest::addColumn<unsigned>("begin");
        QTest::addColumn<unsigned>("end");
        QTest::addColumn<int>("rule");
        QTest::addColumn<QString>("first");
        QTest::newRow("inside a token") << 5u << 7u << int(AlignmentRule::Widened) << "PER[1,2)";
        QTest::newRow("from a blank") << 3u << 12u << int(AlignmentRule::Widened) << "PER[1,2)";
        QTest::newRow("over the border")
            << 17u << 24u << int(AlignmentRule::CutAtSentence) << "PER[3,5)";
        QTest::newRow("a blank") << 12u << 13u << int(AlignmentRule::DroppedNoToken) << "";
        QTest::newRow("nothing") << 5u << 5u << int(AlignmentRule::DroppedNoToken) << "";
        QTest::newRow("past the end") << 30u << 40u << int(AlignmentRule::DroppedNoToken) << "";
    }

    void oneNoteForEachRule() {
        QFETCH(unsigned, begin);
        QFETCH(unsigned, end);
        QFETCH(int, rule);
        QFETCH(QString, first);
        const std::vector<SpanDraft> spans{span(begin, end, "PER")};
        const auto out = alignSpans(kGrid, spans);
        QCOMPARE(show(out.sentences[0]), first);
        QVERIFY(out.sentences[1].empty());
        QCOMPARE(out.notes.size(), std::size_t{1});
        QCOMPARE(int(out.notes[0].rule), rule);
        QCOMPARE(out.notes[0].range, (CodePointRange{begin, end}));
        QCOMPARE(out.notes[0].label, std::string("PER"));
        QVERIFY(*alignmentRuleName(out.notes[0].rule));
    }

    void longestThenEarliestWins() {
        const auto out = alignSpans(kGrid,
            std::vector{span(0, 3, "A"), span(4, 20, "B"), span(0, 12, "C"), span(17, 21, "D")});
        QCOMPARE(show(out.sentences[0]), QStringLiteral("A[0,1) B[1,4)"));
        QCOMPARE(out.notes.size(), std::size_t{2});
        QCOMPARE(out.notes[0].label, std::string("C"));
        QCOMPARE(out.notes[1].label, std::string("D"));
        for (const auto& note : out.notes)
            QCOMPARE(note.rule, AlignmentRule::DroppedOverlap);
    }

    void emptyGridAndEmptyTokens() {
        const std::vector<SpanDraft> spans{span(0, 3, "A")};
        const auto nothing = alignSpans({}, spans);
        QVERIFY(nothing.sentences.empty());
        QCOMPARE(nothing.notes.size(), std::size_t{1});
        // A token without characters lies in a span that goes on after it, and is none of its own.
        const TokenGrid grid{{{0, 1}, {2, 2}, {3, 4}}, {0}};
        QCOMPARE(show(alignSpans(grid, std::vector{span(0, 4, "A")}).sentences[0]),
            QStringLiteral("A[0,3)"));
        QCOMPARE(alignSpans(grid, std::vector{span(2, 2, "A")}).notes.at(0).rule,
            AlignmentRule::DroppedNoToken);
    }

    void equalsTheNaiveModel() {
        Philox rng(11);
        for (int round = 0; round < 3000; ++round) {
            TokenGrid grid;
            grid.sentenceStarts.push_back(0);
            std::uint32_t at = 0;
            const auto tokens = 1 + rng.below(14);
            for (std::uint32_t t = 0; t < tokens; ++t) {
                at += static_cast<std::uint32_t>(rng.below(2));
                const auto size = static_cast<std::uint32_t>(1 + rng.below(4));
                if (t > 0 && rng.below(5) == 0)
                    grid.sentenceStarts.push_back(t);
                grid.tokens.push_back({at, at + size});
                at += size;
            }
            std::vector<SpanDraft> spans;
            for (auto n = rng.below(6); n > 0; --n) {
                const auto begin = static_cast<std::uint32_t>(rng.below(at + 2));
                spans.push_back(span(begin, begin + static_cast<std::uint32_t>(rng.below(9)),
                    rng.below(2) ? "A" : "B"));
            }
            const auto out = alignSpans(grid, spans);
            const auto expected = naive(grid, spans);
            std::size_t kept = 0;
            for (std::size_t s = 0; s < expected.size(); ++s) {
                QCOMPARE(show(out.sentences[s]), show(expected[s]));
                kept += expected[s].size();
            }
            // Nothing vanishes: what is not kept is named once as dropped.
            const auto dropped =
                std::count_if(out.notes.begin(), out.notes.end(), [](const AlignmentNote& note) {
                    return note.rule == AlignmentRule::DroppedOverlap
                        || note.rule == AlignmentRule::DroppedNoToken;
                });
            QCOMPARE(kept + static_cast<std::size_t>(dropped), spans.size());
            // What was kept goes through unchanged a second time.
            std::vector<SpanDraft> again;
            for (std::size_t s = 0; s < out.sentences.size(); ++s)
                for (const auto& mention : out.sentences[s]) {
                    const auto range = rangeOf(grid, s, mention);
                    again.push_back(span(range.begin, range.end, mention.label.c_str()));
                }
            const auto second = alignSpans(grid, again);
            QVERIFY(second.notes.empty());
            QVERIFY(second.sentences == out.sentences);
        }
    }
};

QTEST_APPLESS_MAIN(TstAlign)
#include "tst_align.moc"
