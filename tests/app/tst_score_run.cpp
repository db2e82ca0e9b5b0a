// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a scored run: counts by definition, and JSON that gives back what went in.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/runs/score_run.h"
#include "core/base/rng.h"
#include "core/metrics/wilson.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <nlohmann/json.hpp>
#endif
#include <algorithm>
#include <cmath>
#include <QTemporaryDir>
#include <QTest>
#include <set>

using namespace evenspan;
using Json = nlohmann::ordered_json;

namespace {

std::vector<std::string> randomTags(Philox& rng, std::size_t words) {
    static const std::vector<std::string> labels{"PER", "LOC", "地"};
    std::vector<Mention> mentions;
    for (std::uint32_t at = 0; at < words;) {
        const auto size = 1 + std::uint32_t(rng.below(2));
        if (rng.below(3) == 0 && at + size <= words)
            mentions.push_back({at, at + size, labels[rng.below(3)]});
        at += size;
    }
    return tagsFromMentions(mentions, std::uint32_t(words), TagScheme::Iob2);
}

Evaluation randomEvaluation(std::uint64_t seed, std::size_t sentences = 60) {
    Philox rng(seed);
    Evaluation out;
    for (std::size_t s = 0; s < sentences; ++s) {
        const auto words = rng.below(9);
        out.gold.push_back(randomTags(rng, words));
        out.predicted.push_back(rng.below(2) ? out.gold.back() : randomTags(rng, words));
        out.documentOf.push_back(std::int64_t(1 + rng.below(7)) * 100);
    }
    out.scores = *scoreDefault(out.gold, out.predicted);
    out.data = std::string(64, 'a');
    out.runFinished = 77;
    out.sentences = sentences;
    out.undecided = 3;
    out.unknownLabels = {"ORG"};
    return out;
}

RunOutcome sample() {
    auto out = *outcomeOf(randomEvaluation(5), "test");
    out.group = 12;
    return out;
}

} // namespace

class TstScoreRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsAreThoseOfTheTags() {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto evaluation = randomEvaluation(seed);
            const auto outcome = outcomeOf(evaluation, "validation");
            QVERIFY(outcome.ok());
            QCOMPARE(outcome->split, std::string("validation"));
            QCOMPARE(outcome->data, evaluation.data);
            QCOMPARE(outcome->runFinished, std::int64_t(77));
            QCOMPARE(outcome->undecided, std::uint64_t(3));
            QCOMPARE(outcome->unknownLabels, evaluation.unknownLabels);
            std::map<std::int64_t, DocumentCounts> documents;
            std::map<std::string, DocumentCounts> labels;
            for (std::size_t s = 0; s < evaluation.gold.size(); ++s) {
                const auto gold = mentionsFromTags(evaluation.gold[s], TagScheme::Iob2);
                const auto found = mentionsFromTags(evaluation.predicted[s], TagScheme::Iob2);
                auto& document = documents[evaluation.documentOf[s]];
                for (const auto& mention : gold)
                    if (std::find(found.begin(), found.end(), mention) == found.end())
                        ++document.missed, ++labels[mention.label].missed;
                for (const auto& mention : found) {
                    const bool right = std::find(gold.begin(), gold.end(), mention) != gold.end();
                    ++(right ? document.right : document.wrong);
                    ++(right ? labels[mention.label].right : labels[mention.label].wrong);
                }
            }
            QVERIFY(outcome->documents == documents);
            QCOMPARE(outcome->labels.size(), labels.size());
            std::vector<DocumentCounts> all;
            for (const auto& [id, counts] : documents)
                all.push_back(counts);
            for (const auto& [label, counts] : labels) {
                const auto& own = outcome->labels.at(label);
                QVERIFY(own.counts == counts);
                const DocumentCounts one[]{counts};
                QVERIFY(std::abs(own.f1.estimate - microF1(one)) < 1e-12);
                QVERIFY(own.f1.low <= own.f1.estimate && own.f1.estimate <= own.f1.high);
                QVERIFY(own.f1.low >= 0 && own.f1.high <= 1);
            }
            QVERIFY(std::abs(outcome->micro.estimate - microF1(all)) < 1e-12);
            QVERIFY(std::abs(outcome->micro.estimate - evaluation.scores.micro.f1) < 1e-12);
            const auto interval = *bootstrapF1(all, 2000, 0.95, 1);
            QCOMPARE(outcome->micro.low, interval.low);
            QCOMPARE(outcome->micro.high, interval.high);
            QVERIFY(outcomeOf(evaluation, "validation")->labels == outcome->labels);
        }
    }

    void confusionsHoldEveryEntityOnce() {
        const auto evaluation = randomEvaluation(9, 200);
        const auto outcome = *outcomeOf(evaluation, "test");
        std::map<std::string, std::uint64_t> gold, predicted;
        for (std::size_t s = 0; s < evaluation.gold.size(); ++s) {
            for (const auto& m : mentionsFromTags(evaluation.gold[s], TagScheme::Iob2))
                ++gold[m.label];
            for (const auto& m : mentionsFromTags(evaluation.predicted[s], TagScheme::Iob2))
                ++predicted[m.label];
        }
        const auto& exact = outcome.exact;
        for (std::size_t l = 0; l < exact.labels.size(); ++l) {
            std::uint64_t row = 0, column = 0;
            for (std::size_t other = 0; other < exact.size(); ++other) {
                row += exact.at(l, other);
                column += exact.at(other, l);
            }
            QCOMPARE(row, gold[exact.labels[l]]);
            QCOMPARE(column, predicted[exact.labels[l]]);
            QCOMPARE(
                exact.at(l, l), std::uint64_t(outcome.labels.at(exact.labels[l]).counts.right));
        }
        // Overlapping borders pair more.
        std::uint64_t strict = 0, loose = 0;
        for (std::size_t l = 0; l < exact.labels.size(); ++l) {
            strict += exact.at(l, l);
            loose += outcome.overlapping.at(l, l);
        }
        QVERIFY(loose >= strict);
    }

    void anEmptySplitHasNoScore() {
        const auto outcome = outcomeOf(Evaluation{}, "test");
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.error().code, ErrorCode::InvalidArgument);
        // A sentence without an entity has one: none was missed.
        Evaluation plain;
        plain.gold = plain.predicted = {{"O", "O"}};
        plain.documentOf = {4};
        const auto none = outcomeOf(plain, "test");
        QVERIFY(none.ok());
        QVERIFY(none->labels.empty());
        QCOMPARE(none->documents.size(), std::size_t(1));
        QVERIFY(outcomeFromJson(outcomeToJson(*none).dump()).ok());
    }

    void aStopEndsTheIntervals() {
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(outcomeOf(randomEvaluation(1), "test", stop.get_token()).error().code,
            ErrorCode::Cancelled);
    }

    void whatIsKeptComesBack() {
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            auto outcome = *outcomeOf(randomEvaluation(seed), "a \"split\"\n地");
            outcome.group = std::int64_t(seed) << 40;
            const auto text = outcomeToJson(outcome).dump();
            const auto back = outcomeFromJson(text);
            QVERIFY(back.ok());
            QCOMPARE(outcomeToJson(*back).dump(), text);
            QCOMPARE(back->split, outcome.split);
            QCOMPARE(back->group, outcome.group);
            QCOMPARE(back->time, outcome.time);
            QVERIFY(back->labels == outcome.labels);
            QVERIFY(back->documents == outcome.documents);
            QVERIFY(back->exact == outcome.exact && back->overlapping == outcome.overlapping);
            QCOMPARE(back->micro.low, outcome.micro.low); // every digit
            QCOMPARE(back->scores.micro.f1, outcome.scores.micro.f1);
            QCOMPARE(back->scores.types.size(), outcome.scores.types.size());
            QCOMPARE(back->unknownLabels, outcome.unknownLabels);
        }
    }

    void whatIsBrokenIsRefused_data() {
        QTest::addColumn<QByteArray>("json");
        const Json sound = outcomeToJson(sample());
        for (const auto& [key, value] : sound.items()) {
            if (key == "version")
                continue;
            Json broken = sound;
            broken.erase(key);
            QTest::addRow("no %s", key.c_str()) << QByteArray::fromStdString(broken.dump());
            broken = sound;
            broken[key] = value.is_string() ? Json(7) : Json("seven");
            QTest::addRow("another %s", key.c_str()) << QByteArray::fromStdString(broken.dump());
        }
        Json broken = sound;
        broken["exact"]["cells"].erase(0);
        QTest::newRow("a cell too few") << QByteArray::fromStdString(broken.dump());
        broken = sound;
        broken["overlapping"]["labels"].push_back("NEW");
        QTest::newRow("a label too many") << QByteArray::fromStdString(broken.dump());
        broken = sound;
        broken["documents"][0] = {1, 2};
        QTest::newRow("half a document") << QByteArray::fromStdString(broken.dump());
        broken = sound;
        broken["micro"] = {0.5};
        QTest::newRow("half an interval") << QByteArray::fromStdString(broken.dump());
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("cut off") << QByteArray::fromStdString(sound.dump().substr(0, 400));
    }
    void whatIsBrokenIsRefused() {
        QFETCH(QByteArray, json);
        const auto read = outcomeFromJson(json.toStdString());
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::Corrupt);
        QVERIFY(!read.error().where.empty() && !read.error().remedy.empty());
    }

    void everyPieceOfTheTextIsReadOrRefused() {
        const auto text = outcomeToJson(sample()).dump();
        Philox rng(4);
        for (int round = 0; round < 2000; ++round) {
            auto broken = text;
            for (auto left = 1 + rng.below(3); left > 0; --left)
                broken[rng.below(broken.size())] = char(32 + rng.below(95));
            const auto read = outcomeFromJson(broken);
            if (read)
                QVERIFY(read->exact.cells.size() == read->exact.size() * read->exact.size());
            else
                QCOMPARE(read.error().code, ErrorCode::Corrupt);
        }
    }

    void theProjectKeepsOneForEachSplit() {
        QTemporaryDir folder;
        auto project = std::move(*store::Project::create(
            std::filesystem::path(folder.path().toStdString()) / "p.evenspan"));
        auto& writer = *project->writer();
        store::RunRow run;
        run.name = "first";
        run.id = *writer.createRun(run);
        const auto reader = *project->reader();
        QVERIFY(keptOutcomes(*reader, run)->empty());
        for (const char* split : {"test", "validation", "test"}) {
            auto outcome = sample();
            outcome.split = split;
            outcome.undecided = 40 + std::string(split).size();
            QVERIFY(store::saveRunScore(
                writer, {run.id, split, outcome.data, 1, 2, outcomeToJson(outcome).dump()}));
        }
        QVERIFY(store::saveRunScore(writer, {run.id, "broken", "", 1, 2, "{\"version\":1}"}));
        const auto kept = *keptOutcomes(*reader, run);
        QCOMPARE(kept.size(), std::size_t(2)); // what cannot be read is left out
        std::set<std::string> splits;
        for (const auto& outcome : kept) {
            splits.insert(outcome.split);
            QCOMPARE(outcome.undecided, std::uint64_t(40 + outcome.split.size()));
        }
        QCOMPARE(splits, (std::set<std::string>{"test", "validation"}));
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(keptOutcomes(*reader, run, stop.get_token()).error().code, ErrorCode::Cancelled);
    }

    void freshMeansNothingHappenedSince() {
        auto outcome = sample();
        store::RunRow run;
        run.finished = 77;
        QVERIFY(isFresh(outcome, run, 12));
        QVERIFY(!isFresh(outcome, run, 13)); // somebody labelled on
        QVERIFY(!isFresh(outcome, run, 11)); // or went back
        run.finished = 78; // the run was trained again
        QVERIFY(!isFresh(outcome, run, 12));
        run.finished.reset();
        QVERIFY(!isFresh(outcome, run, 12));
        outcome.runFinished = 0;
        QVERIFY(isFresh(outcome, run, 12));
    }

    void sharesHaveWilsonsIntervals() {
        Philox rng(8);
        for (int round = 0; round < 500; ++round) {
            const DocumentCounts counts{std::uint32_t(rng.below(50)), std::uint32_t(rng.below(50)),
                std::uint32_t(rng.below(50))};
            const auto shares = shareIntervals(counts);
            for (const auto& [interval, other] : {std::pair(shares.precision, counts.wrong),
                     std::pair(shares.recall, counts.missed)}) {
                const auto n = std::int64_t(counts.right) + other;
                const auto expected = *wilsonInterval(counts.right, n);
                QCOMPARE(interval.low, expected.low);
                QCOMPARE(interval.high, expected.high);
                QCOMPARE(interval.estimate, expected.estimate);
                if (n == 0)
                    QVERIFY(interval.low == 0 && interval.high == 1); // nothing is known
            }
        }
    }
};

QTEST_GUILESS_MAIN(TstScoreRun)
#include "tst_score_run.moc"
