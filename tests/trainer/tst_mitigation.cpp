// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/engine/safetensors.h"
#include "tests/trainer/toy_session.h"

#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;

namespace {

constexpr std::size_t kVocabulary = 40;

struct Silent : EventSink {
    void on(const TrainEvent&) override { }
};

struct Kept : CheckpointSink {
    std::map<std::string, Tensor> last, moments;
    TrainState state;
    std::int64_t steps = 0;
    Result<void> saveBest(const WeightViews&, const TrainState&) override { return {}; }
    Result<void> saveLast(const WeightViews& weights, const WeightViews& optimizer,
        std::int64_t optimizerSteps, const TrainState& at) override {
        last = test::copied(weights);
        moments = test::copied(optimizer);
        steps = optimizerSteps;
        state = at;
        return {};
    }
};

EncodedSentence sentence(Philox& rng) {
    EncodedSentence out;
    EncodedWindow window{{1}, {-100}};
    const auto words = static_cast<std::uint32_t>(3 + rng.below(9));
    for (std::uint32_t w = 0; w < words; ++w) {
        const auto id = static_cast<std::int32_t>(3 + rng.below(kVocabulary - 3));
        window.ids.push_back(id);
        window.labels.push_back(id > 20 ? 1 : 0);
        out.words.push_back({0, w + 1});
    }
    window.ids.push_back(2);
    window.labels.push_back(-100);
    out.windows.push_back(std::move(window));
    return out;
}

TrainSpec spec(std::size_t count = 50) {
    TrainSpec s;
    s.tags = TagSet({"PER"}, TagScheme::Iob2);
    s.recipe.epochs = 3;
    s.recipe.batch_size = 8;
    s.recipe.accumulation = 2;
    s.recipe.learning_rate = 0.5;
    Philox rng(7);
    for (std::size_t i = 0; i < count; ++i)
        s.train.push_back(sentence(rng));
    return s;
}

// Groups of very different sizes: 0 most often, 3 never.
void group(TrainSpec& s) {
    Philox rng(3);
    for (std::size_t i = 0; i < s.train.size(); ++i)
        s.mitigation.groups.push_back(static_cast<std::int32_t>(rng.below(10) < 7 ? 0 : 1 + i % 2));
    s.mitigation.groupCount = 4;
    s.mitigation.droStep = 0.3;
}

void pair(TrainSpec& s, double weight) {
    Philox rng(5);
    s.mitigation.pairingWeight = weight;
    s.mitigation.partners.resize(s.train.size());
    for (std::size_t i = 0; i < s.train.size(); i += 3)
        for (int turn = 0; turn < 2; ++turn) {
            const auto other = sentence(rng);
            std::vector<std::array<std::uint32_t, 2>> words;
            for (std::uint32_t w = 0; w < s.train[i].words.size() && w < other.words.size(); ++w)
                words.push_back({w, w});
            s.mitigation.partners[i].push_back(partnersOf(s.train[i], other, words));
        }
}

Result<TrainSummary> train(
    const TrainSpec& s, test::ToySession& session, Kept& kept, std::stop_token stop = {}) {
    Silent silent;
    return runTraining(session, s, silent, kept, stop);
}

using test::distance;

} // namespace

class TestMitigation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Against the formula in a plain loop, on random data of 2 to 5 groups.
    void weightsAreThoseOfThePaper() {
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            Philox rng(seed);
            const auto count = 2 + rng.below(4);
            std::vector<std::int32_t> groups;
            std::vector<bool> held;
            for (int i = 0; i < 400; ++i) {
                groups.push_back(static_cast<std::int32_t>(rng.below(count)));
                held.push_back(rng.uniform() < 0.3 + 0.1 * static_cast<double>(groups.back()));
            }
            const auto done = reweigh(groups, held, count);
            double sum = 0;
            std::vector<double> ofGroup(count), withGroup(count);
            double with = 0;
            for (std::size_t i = 0; i < groups.size(); ++i) {
                double both = 0, own = 0, y = 0;
                for (std::size_t j = 0; j < groups.size(); ++j) {
                    own += groups[j] == groups[i];
                    y += held[j] == held[i];
                    both += groups[j] == groups[i] && held[j] == held[i];
                }
                // No cell is empty or cut here, so nothing is left to scale.
                QVERIFY(
                    std::abs(static_cast<double>(done.weights[i]) - own * y / (400 * both)) < 1e-5);
                const auto weight = static_cast<double>(done.weights[i]);
                sum += weight;
                const auto g = static_cast<std::size_t>(groups[i]);
                ofGroup[g] += weight;
                withGroup[g] += held[i] ? weight : 0;
                with += held[i] ? weight : 0;
            }
            QVERIFY(std::abs(sum / 400 - 1) < 1e-5);
            // Weighed, the group does not foretell y.
            for (std::size_t g = 0; g < count; ++g)
                QVERIFY(std::abs(withGroup[g] / ofGroup[g] - with / sum) < 1e-5);
        }
    }

    void rareCellsAreCutAndTheMeanStaysOne() {
        // 1 of 1000 in group 1 holds an entity, all of group 0 do: the formula gives above 100.
        std::vector<std::int32_t> groups;
        std::vector<bool> held;
        for (int i = 0; i < 1000; ++i) {
            groups.push_back(i < 500 ? 0 : 1);
            held.push_back(i < 501);
        }
        const auto done = reweigh(groups, held, 3);
        QVERIFY(done.cells[1][1].cut);
        QVERIFY(!done.cells[0][1].cut);
        QCOMPARE(done.cells[0][0].sentences, std::int64_t(0));
        QCOMPARE(done.cells[0][0].weight, 1.0);
        QCOMPARE(done.cells[2][0].sentences, std::int64_t(0)); // a group without sentences
        double sum = 0;
        for (const float weight : done.weights)
            sum += static_cast<double>(weight);
        QVERIFY(std::abs(sum / 1000 - 1) < 1e-6);
        QVERIFY(done.cells[1][1].weight / done.cells[1][0].weight <= kMostWeight / kLeastWeight);
    }

    // Many updates against the formula written out, with a group that has no data.
    void droFollowsTheAlgorithm() {
        const std::vector<double> shares{0.7, 0.25, 0.05, 0};
        GroupDro dro(0.05, shares);
        std::vector<double> q{1. / 3, 1. / 3, 1. / 3, 0};
        Philox rng(1);
        for (int step = 0; step < 200; ++step) {
            std::vector<double> losses;
            for (std::size_t g = 0; g < 4; ++g)
                losses.push_back(rng.below(3) == 0 ? 0 : 10 * rng.uniform());
            dro.update(losses, 40);
            double sum = 0;
            for (std::size_t g = 0; g < 3; ++g)
                sum += q[g] *= std::exp(0.05 * losses[g] / (40 * shares[g]));
            for (auto& weight : q)
                weight /= sum;
            for (std::size_t g = 0; g < 4; ++g) {
                QVERIFY(std::abs(dro.weights()[g] - q[g]) < 1e-12);
                QVERIFY(std::abs(dro.factor(g) - (g < 3 ? q[g] / shares[g] : 0)) < 1e-9);
            }
        }
        const auto before = dro.weights();
        dro.update(std::vector<double>{1, NAN, 1, 1}, 40);
        dro.update(std::vector<double>{1, 1, 1, 1}, 0);
        QVERIFY(dro.weights() == before);
        // However large the losses are, a number comes out.
        dro.update(std::vector<double>{1e9, 1, 1, 0}, 1);
        QVERIFY(dro.weights()[0] > 0.999);
    }

    // The trainer's weights, replayed beside it from what the session is given and tells.
    void theTrainerWeighsByTheLossesOfTheStepsBefore_data() { cuts(); }
    void theTrainerWeighsByTheLossesOfTheStepsBefore() {
        QFETCH(int, rows);
        auto s = spec();
        group(s);
        cut(s, rows);
        std::map<std::vector<std::int32_t>, std::size_t> groupOf; // by the ids of a sentence
        std::vector<double> shares(4);
        double labels = 0;
        for (std::size_t i = 0; i < s.train.size(); ++i) {
            const auto g = static_cast<std::size_t>(s.mitigation.groups[i]);
            groupOf[s.train[i].windows[0].ids] = g;
            const auto own = static_cast<double>(s.train[i].words.size());
            shares[g] += own;
            labels += own;
        }
        for (auto& share : shares)
            share /= labels;
        struct Watched : test::ToySession {
            Watched(GroupDro dro, std::map<std::vector<std::int32_t>, std::size_t>& of)
                : ToySession(kVocabulary, 3)
                , replay(std::move(dro))
                , groupOf(of) { }
            Result<void> accumulate(
                const Batch& batch, double normalizer, std::uint64_t counter) override {
                auto done = ToySession::accumulate(batch, normalizer, counter);
                labels = normalizer;
                for (std::int32_t r = 0; r < batch.rows; ++r) {
                    const auto at = batch.ids.begin() + r * batch.columns;
                    const auto g = groupOf.at({at, at + batch.lengths[std::size_t(r)]});
                    right = right
                        && batch.terms.rowWeights.at(std::size_t(r))
                            == static_cast<float>(replay.factor(g));
                    sums[g] += rowLosses()[std::size_t(r)];
                }
                return done;
            }
            Result<StepResult> step(double rate, double head, bool read) override {
                replay.update(sums, labels);
                sums.assign(4, 0);
                ++steps;
                return ToySession::step(rate, head, read);
            }
            GroupDro replay;
            std::map<std::vector<std::int32_t>, std::size_t>& groupOf;
            std::vector<double> sums = std::vector<double>(4);
            double labels = 0;
            int steps = 0;
            bool right = true;
        } session(GroupDro(0.3, shares), groupOf);
        Kept kept;
        const auto done = train(s, session, kept);
        QVERIFY(done.ok());
        QVERIFY(session.right);
        QCOMPARE(session.steps, 12); // 3 epochs of 7 batches, two a step
        for (std::size_t g = 0; g < 4; ++g)
            QVERIFY(std::abs(done->state.groupWeights[g] - session.replay.weights()[g]) < 1e-12);
        // It did something: the weights are even no more.
        QVERIFY(std::abs(session.replay.weights()[0] - 1. / 3) > 0.01);
        QCOMPARE(done->state.groupWeights[3], 0.0);
    }

    void weightsOfSentencesReachTheirRows() {
        auto s = spec();
        std::map<std::vector<std::int32_t>, float> weightOf;
        for (std::size_t i = 0; i < s.train.size(); ++i) {
            s.mitigation.weights.push_back(0.5f + 0.01f * static_cast<float>(i));
            weightOf[s.train[i].windows[0].ids] = s.mitigation.weights.back();
        }
        test::ToySession session(kVocabulary, 3);
        bool right = true;
        session.fault = [&](const char*, const Batch* batch) -> std::optional<Error> {
            for (std::int32_t r = 0; batch && r < batch->rows; ++r) {
                const auto at = batch->ids.begin() + r * batch->columns;
                right = right
                    && batch->terms.rowWeights.at(std::size_t(r))
                        == weightOf.at({at, at + batch->lengths[std::size_t(r)]});
            }
            return std::nullopt;
        };
        Kept kept;
        QVERIFY(train(s, session, kept).ok());
        QVERIFY(right);
        QVERIFY(!session.terms.empty() && !session.terms[0].rowLosses);
    }

    // Beside a sentence stands the partner of its epoch, aligned; its labels are not learnt.
    void partnersStandBehindTheirSentences_data() { cuts(); }
    void partnersStandBehindTheirSentences() {
        QFETCH(int, rows);
        auto s = spec();
        pair(s, 0.8);
        cut(s, rows);
        std::map<std::vector<std::int32_t>, std::size_t> number;
        for (std::size_t i = 0; i < s.train.size(); ++i)
            number[s.train[i].windows[0].ids] = i;
        test::ToySession session(kVocabulary, 3);
        std::size_t call = 0, pairs = 0, all = 0;
        double scale = 0;
        bool right = true;
        session.fault = [&](const char*, const Batch* batch) -> std::optional<Error> {
            if (!batch) {
                right = right && (pairs == 0 || std::abs(scale * double(pairs) - 0.8) < 1e-12);
                all += pairs;
                pairs = 0;
                ++call;
                return std::nullopt;
            }
            if (batch->terms.pairs.empty())
                return std::nullopt;
            scale = batch->terms.pairScale;
            pairs += batch->terms.pairs.size();
            const auto epoch = call / 4; // 4 steps an epoch
            for (const auto& each : batch->terms.pairs) {
                const auto ids = [&](std::int32_t row) {
                    const auto at = batch->ids.begin() + row * batch->columns;
                    return std::vector<std::int32_t>(at, at + batch->lengths[std::size_t(row)]);
                };
                const auto& turns = s.mitigation.partners[number.at(ids(each.rowA))];
                right = right && each.rowB > each.rowA && each.columnA == each.columnB
                    && ids(each.rowB) == turns[epoch % 2][0].window.ids
                    && batch->labels[std::size_t(each.rowB * batch->columns + each.columnB)] < 0;
            }
            return std::nullopt;
        };
        Kept kept;
        QVERIFY(train(s, session, kept).ok());
        QVERIFY(right);
        QVERIFY(all > 100);
    }

    // Whatever the cut into micro-batches, the update is that of the whole batch.
    void theCutDoesNotMatter() {
        for (const bool dro : {false, true}) {
            auto whole = spec();
            pair(whole, 0.8);
            if (dro)
                group(whole);
            auto parts = whole;
            cut(parts, 3);
            test::ToySession a(kVocabulary, 3), b(kVocabulary, 3);
            Kept kept;
            QVERIFY(train(whole, a, kept).ok());
            QVERIFY(train(parts, b, kept).ok());
            QVERIFY(distance(a.values(), b.values()) < 1e-4);
        }
    }

    // A stronger pull leaves the paired sub-words closer together.
    void pairingPullsAnswersTogether() {
        std::vector<double> gaps;
        for (const double weight : {0.0, 0.3, 3.0}) {
            auto s = spec();
            pair(s, weight);
            s.recipe.learning_rate = 0.2;
            test::ToySession session(kVocabulary, 3);
            Kept kept;
            QVERIFY(train(s, session, kept).ok());
            double gap = 0;
            for (std::size_t i = 0; i < s.train.size(); ++i)
                for (const auto& turn : s.mitigation.partners[i])
                    for (const auto& [a, b] : turn[0].pairs)
                        for (std::size_t c = 0; c < 3; ++c) {
                            const auto here = s.train[i].windows[0].ids[a];
                            const auto there = turn[0].window.ids[b];
                            gap += std::pow(
                                static_cast<double>(session.values()[std::size_t(here) * 3 + c])
                                    - static_cast<double>(
                                        session.values()[std::size_t(there) * 3 + c]),
                                2);
                        }
            gaps.push_back(gap);
        }
        QVERIFY2(gaps[1] < gaps[0] && gaps[2] < gaps[1],
            qPrintable(QStringLiteral("%1 %2 %3").arg(gaps[0]).arg(gaps[1]).arg(gaps[2])));
    }

    // Stopped anywhere and gone on from what was saved: the bits of the unbroken run, and the same
    // run twice: the same bits.
    void resumesBitForBit_data() {
        QTest::addColumn<int>("calls");
        for (const int calls : {1, 4, 9, 16, 23})
            QTest::addRow("%d", calls) << calls;
    }
    void resumesBitForBit() {
        QFETCH(int, calls);
        auto s = spec();
        group(s);
        pair(s, 0.5);
        test::ToySession whole(kVocabulary, 3), again(kVocabulary, 3);
        Kept kept;
        const auto unbroken = train(s, whole, kept);
        QVERIFY(unbroken.ok() && train(s, again, kept).ok());
        QVERIFY(again.values() == whole.values());

        test::ToySession broken(kVocabulary, 3);
        std::stop_source stop;
        int seen = 0;
        broken.fault = [&](const char*, const Batch* batch) -> std::optional<Error> {
            if (batch && ++seen == calls)
                stop.request_stop();
            return std::nullopt;
        };
        Kept part;
        QVERIFY(train(s, broken, part, stop.get_token())->stopped || calls > 20);
        test::ToySession resumed(kVocabulary, 3);
        const auto w = viewsOf(part.last), m = viewsOf(part.moments);
        QVERIFY(resumed.restore(w, m, part.steps).ok());
        s.resume = trainStateFromJson(toJson(part.state)).valueOr({});
        QVERIFY(s.resume->groupWeights == part.state.groupWeights);
        const auto done = train(s, resumed, part);
        QVERIFY(done.ok());
        QVERIFY(resumed.values() == whole.values());
        QVERIFY(done->state.groupWeights == unbroken->state.groupWeights);
    }

    // Nothing switched on: no batch has terms, and the state says nothing of groups.
    void offIsOff() {
        auto s = spec();
        pair(s, 0); // partners that do not pull
        test::ToySession session(kVocabulary, 3), plain(kVocabulary, 3);
        Kept kept;
        const auto done = train(s, session, kept);
        QVERIFY(done.ok());
        for (const auto& terms : session.terms)
            QVERIFY(terms.none());
        QVERIFY(toJson(done->state).find("group") == std::string::npos);
        QVERIFY(train(spec(), plain, kept).ok());
        QVERIFY(plain.values() == session.values());
    }

    // Words that are read in windows of different number, or in none that the other has.
    void partnersOfLongSentences() {
        EncodedSentence one, other;
        one.windows = {{{1, 5, 6, 2}, {}}, {{1, 6, 7, 2}, {}}};
        one.words = {{0, 1}, {0, 2}, {1, 2}};
        other.windows = {{{1, 5, 8, 9, 2}, {}}};
        other.words = {{0, 1}, {0, 2}, {0, 3}};
        const std::vector<std::array<std::uint32_t, 2>> words{{0, 0}, {1, 2}, {2, 1}};
        const auto partners = partnersOf(one, other, words);
        QCOMPARE(partners.size(), std::size_t(2));
        QVERIFY((partners[0].pairs == std::vector<std::array<std::uint32_t, 2>>{{1, 1}, {2, 3}}));
        QCOMPARE(partners[0].window.ids, other.windows[0].ids);
        QVERIFY(partners[1].pairs.empty() && partners[1].window.ids.empty());
    }

    void whatDoesNotFitIsRefused() {
        const auto refused = [](auto change) {
            auto s = spec();
            group(s);
            change(s.mitigation);
            test::ToySession session(kVocabulary, 3);
            Kept kept;
            const auto done = train(s, session, kept);
            return !done.ok() && done.error().code == ErrorCode::InvalidArgument;
        };
        QVERIFY(!refused([](Mitigation&) {}));
        QVERIFY(refused([](Mitigation& m) { m.groups.pop_back(); }));
        QVERIFY(refused([](Mitigation& m) { m.groups[0] = 4; }));
        QVERIFY(refused([](Mitigation& m) { m.groups[0] = -1; }));
        QVERIFY(refused([](Mitigation& m) { m.weights.assign(50, 1); }));
        QVERIFY(refused([](Mitigation& m) { m.partners.resize(3); }));
    }

private:
    static void cuts() {
        QTest::addColumn<int>("rows");
        QTest::newRow("whole") << 0;
        QTest::newRow("in parts") << 3;
    }
    static void cut(TrainSpec& s, int rows) {
        if (rows == 0)
            return;
        s.resume = TrainState{};
        s.resume->rowsAtOnce = rows;
    }
};

QTEST_APPLESS_MAIN(TestMitigation)
#include "tst_mitigation.moc"
