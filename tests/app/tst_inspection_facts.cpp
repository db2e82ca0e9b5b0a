// SPDX-License-Identifier: GPL-3.0-or-later
// Two inspections held against each other, and what one says in numbers, against naive counts.
#include "core/app/inspect/inspection_facts.h"
#include "core/base/rng.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace evenspan;

namespace {

const std::vector<std::string> kLabels{"A", "B"};

std::vector<Mention> randomMentions(Philox& rng, std::uint32_t words) {
    std::vector<Mention> out;
    for (std::uint32_t at = 0; at < words;) {
        const auto length = 1 + std::uint32_t(rng.below(3));
        if (rng.below(3) == 0 && at + length <= words) {
            out.push_back({at, at + length, kLabels[rng.below(2)]});
            at += length;
        } else {
            ++at;
        }
    }
    return out;
}

// A pair over the same gold; the second lacks a sentence now and then.
std::pair<Inspection, Inspection> randomPair(std::uint64_t seed) {
    Philox rng(seed);
    Inspection first, second;
    first.gold = second.gold = true;
    for (std::int64_t document = 1; document <= 10; ++document)
        for (std::uint32_t s = 0; s < 4; ++s) {
            InspectedSentence sentence;
            sentence.document = document;
            sentence.sentence = s;
            const auto words = 1 + std::uint32_t(rng.below(8));
            sentence.words.assign(words, "w");
            sentence.blankBefore.assign(words, true);
            for (std::uint32_t w = 0; w < words; ++w)
                sentence.places.push_back({2 * w, 2 * w + 1});
            sentence.gold = randomMentions(rng, words);
            const auto mark = [&] {
                auto out = sentence;
                out.predicted = rng.below(2) ? sentence.gold : randomMentions(rng, words);
                out.scores.assign(out.predicted.size(), 0.5);
                return out;
            };
            first.documents[document].name = second.documents[document].name = "d";
            first.sentences.push_back(mark());
            if (rng.below(8) > 0)
                second.sentences.push_back(mark());
        }
    return {first, second};
}

} // namespace

class InspectionFactsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMentionStandsInOnePlace() {
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            const auto [first, second] = randomPair(seed);
            const auto compared = comparePlaces(first, second);
            QVERIFY(compared);
            std::map<std::pair<std::uint32_t, int>, std::vector<Mention>> found;
            std::uint64_t counted = 0;
            for (const auto& place : compared->places) {
                QVERIFY(place.begin < place.end);
                for (const auto& [side, mentions] :
                    {std::pair(0, &place.gold), {1, &place.byFirst}, {2, &place.bySecond}})
                    for (const auto& mention : *mentions) {
                        QVERIFY(place.begin <= mention.begin && mention.end <= place.end);
                        found[{place.first, side}].push_back(mention);
                    }
            }
            for (const auto& [change, count] : compared->counts)
                counted += count;
            QCOMPARE(counted, std::uint64_t(compared->places.size()));
            std::uint64_t alone = first.sentences.size();
            for (const auto& place : compared->places) {
                const auto& one = first.sentences[place.first];
                const auto& other = second.sentences[place.second];
                QCOMPARE(one.document, other.document);
                QCOMPARE(one.sentence, other.sentence);
                QCOMPARE((found[{place.first, 0}]), one.gold);
                QCOMPARE((found[{place.first, 1}]), one.predicted);
                QCOMPARE((found[{place.first, 2}]), other.predicted);
            }
            alone -= second.sentences.size();
            QCOMPARE(compared->sentencesLeftOut, alone);
        }
    }

    // A place is right for a run exactly when every word of it is marked as labelled, borders
    // included.
    void changesFollowFromWhatIsRight() {
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            const auto [first, second] = randomPair(seed);
            const auto compared = comparePlaces(first, second);
            QVERIFY(compared);
            for (const auto& place : compared->places) {
                const auto inside = [&](const std::vector<Mention>& all) {
                    std::vector<Mention> out;
                    for (const auto& mention : all)
                        if (mention.begin >= place.begin && mention.end <= place.end)
                            out.push_back(mention);
                    return out;
                };
                const auto& one = first.sentences[place.first];
                const auto& other = second.sentences[place.second];
                const bool before = inside(one.predicted) == inside(one.gold);
                const bool after = inside(other.predicted) == inside(one.gold);
                QCOMPARE(place.change == PlaceChange::BothRight, before && after);
                QCOMPARE(place.change == PlaceChange::Fixed, !before && after);
                QCOMPARE(place.change == PlaceChange::Broken, before && !after);
                QCOMPARE(place.change == PlaceChange::BothWrong,
                    !before && inside(one.predicted) == inside(other.predicted));
            }
        }
    }

    void placesAreCutWhereNothingOverlaps() {
        Inspection first, second;
        first.gold = second.gold = true;
        InspectedSentence sentence;
        sentence.document = 1;
        sentence.words.assign(6, "w");
        sentence.gold = {{0, 2, "A"}, {2, 3, "B"}};
        auto other = sentence;
        sentence.predicted = {{0, 1, "A"}, {2, 3, "B"}, {5, 6, "A"}};
        other.predicted = {{0, 2, "A"}, {2, 4, "B"}};
        first.sentences = {sentence};
        second.sentences = {other};
        const auto compared = comparePlaces(first, second);
        QVERIFY(compared);
        QCOMPARE(compared->places.size(), std::size_t(3));
        QVERIFY(compared->places[0].change == PlaceChange::Fixed);
        QVERIFY(compared->places[1].change == PlaceChange::Broken);
        QVERIFY(compared->places[2].change == PlaceChange::Fixed); // a false find is gone
    }

    void withoutGoldThereIsNothingToCompare() {
        const Inspection none;
        const auto compared = comparePlaces(none, none);
        QVERIFY(!compared);
        QVERIFY(compared.error().code == ErrorCode::InvalidArgument);
        QVERIFY(!compared.error().remedy.empty());
    }

    void scoresCountWhatIsThere() {
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            const auto inspection = randomPair(seed).first;
            const auto scores = inspectionScores(inspection);
            QVERIFY(scores);
            std::uint64_t gold = 0, marked = 0, right = 0, words = 0, starts = 0;
            for (const auto& sentence : inspection.sentences) {
                gold += sentence.gold.size();
                marked += sentence.predicted.size();
                words += sentence.words.size();
                ++starts;
                for (const auto& mention : sentence.gold)
                    right += std::uint64_t(
                        std::count(sentence.predicted.begin(), sentence.predicted.end(), mention));
            }
            const auto& micro = scores->outcome.scores.micro;
            QCOMPARE(micro.support, gold);
            QVERIFY(qAbs(micro.precision * double(marked) - double(right)) < 1e-6);
            QVERIFY(qAbs(micro.recall * double(gold) - double(right)) < 1e-6);
            QVERIFY(
                scores->outcome.micro.low <= micro.f1 && micro.f1 <= scores->outcome.micro.high);
            QVERIFY(qAbs(scores->overlap.overall.at(OverlapSchema::Strict).score().f1 - micro.f1)
                < 1e-9);
            // Each word is entered once, each sentence left once.
            for (const auto* tags : {&scores->labelled, &scores->marked}) {
                std::uint64_t all = 0, first = 0;
                for (std::size_t row = 0; row < tags->from.size(); ++row)
                    for (std::size_t column = 0; column < tags->to.size(); ++column) {
                        all += tags->at(row, column);
                        first += row == 0 ? tags->at(row, column) : 0;
                        // IOB2: nothing but B or I of a label leads to its I.
                        const auto& to = tags->to[column];
                        if (to[0] == 'I' && tags->from[row].substr(1) != to.substr(1))
                            QCOMPARE(tags->at(row, column), std::uint64_t(0));
                    }
                QCOMPARE(all, words + starts);
                QCOMPARE(first, starts);
            }
        }
    }
};

QTEST_GUILESS_MAIN(InspectionFactsTest)
#include "tst_inspection_facts.moc"
