// SPDX-License-Identifier: GPL-3.0-or-later
// What a run marked, the whole way: asked of a small model of random weights, kept, taken again,
// and what is left when the weights are gone.
#include "core/app/inspect/inspection_facts.h"
#include "core/app/inspect/mention_errors.h"
#include "core/app/inspect/run_confidence.h"
#include "core/app/runs/evaluate_run.h"
#include "core/app/runs/predict_run.h"
#include "core/app/runs/span_score_choice.h"
#include "core/engine/model_folder.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/grid.h"
#include "tests/torch/engine_module.h"
#include "tests/torch/small_tagger.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace evenspan;
namespace fs = std::filesystem;

namespace {

#ifdef EVENSPAN_ENGINE_MODULE
const fs::path kEngine = EVENSPAN_ENGINE_MODULE;
#else
const fs::path kEngine;
#endif
const fs::path kNoEngine = "there-is-no-engine";

// 20 decided and 4 undecided documents over a small vocabulary, with a finished run "r" that knows
// PER and LOC. `labels` of the entities, in turn.
struct Fixture {
    QTemporaryDir folder;
    std::unique_ptr<store::Project> project;
    std::vector<DocumentId> ids;
    RunId run;

    explicit Fixture(const std::vector<std::string>& labels = {"PER", "LOC"}) {
        const fs::path root = folder.path().toStdString();
        project = std::move(*store::Project::create(root / "p.evenspan"));
        test::writeSmallTokenizer(root);
        test::saveSmallTagger(root, project->filesFolder() / "models/r");
        Philox rng(3);
        std::vector<DocumentDraft> drafts;
        for (int d = 0; d < 24; ++d) {
            DocumentDraft draft;
            draft.name = "d" + std::to_string(d);
            draft.split = "test";
            draft.state = d < 20 ? DocumentState::Done : DocumentState::Unseen;
            for (std::uint64_t s = 1 + rng.below(3); s > 0; --s) {
                const auto begin = std::uint32_t(draft.text.size());
                draft.text += "w" + std::to_string(5 + rng.below(92));
                SpanDraft span;
                span.range = {begin, std::uint32_t(draft.text.size())};
                span.label = labels[rng.below(labels.size())];
                if (d < 20)
                    draft.spans.push_back(span);
                for (std::uint64_t w = 2 + rng.below(9); w > 0; --w)
                    draft.text += " w" + std::to_string(5 + rng.below(92));
                draft.text += " . ";
            }
            draft.grid = *makeGrid(draft.text);
            drafts.push_back(std::move(draft));
        }
        auto added = project->writer()->addDocuments("Import", drafts);
        if (!added)
            qFatal("%s", added.error().text().c_str());
        ids = *added;
        store::RunRow row;
        row.name = "r";
        row.state = store::RunState::Finished;
        row.path = "models/r";
        row.record = R"({"tags":["O","B-PER","I-PER","B-LOC","I-LOC"]})";
        row.finished = 7;
        run = *project->writer()->createRun(row);
    }
    Result<std::shared_ptr<const Inspection>> inspect(
        const fs::path& engine, bool undecided = false, const std::string& split = "test") {
        InspectionRequest request;
        request.run = "r";
        request.split = split;
        request.undecided = undecided;
        return inspectRun(*project, engine, request);
    }
    void loseWeights() const { fs::remove_all(project->filesFolder() / "models/r"); }
};

bool sameMarks(const Inspection& a, const Inspection& b) {
    return std::equal(a.sentences.begin(), a.sentences.end(), b.sentences.begin(),
        b.sentences.end(), [](const InspectedSentence& x, const InspectedSentence& y) {
            return x.document == y.document && x.words == y.words && x.gold == y.gold
                && x.predicted == y.predicted && x.scores == y.scores;
        });
}

} // namespace

class InspectionTest : public QObject {
    Q_OBJECT
    void needEngine() {
        if (kEngine.empty())
            QSKIP("built without the engine");
    }

private Q_SLOTS:
    void agreesWithAnEvaluation() {
        needEngine();
        Fixture f;
        const auto inspection = f.inspect(kEngine);
        QVERIFY2(inspection, inspection ? "" : inspection.error().text().c_str());
        EvaluateRequest request;
        request.run = "r";
        request.split = "test";
        const auto evaluation = evaluateRun(*f.project, kEngine, request);
        QVERIFY(evaluation);
        QCOMPARE((*inspection)->sentences.size(), evaluation->predicted.size());
        std::size_t marked = 0;
        for (std::size_t i = 0; i < evaluation->predicted.size(); ++i) {
            const auto& sentence = (*inspection)->sentences[i];
            QCOMPARE(sentence.words, evaluation->examples[i].words);
            QCOMPARE(sentence.gold, defaultMentions(evaluation->gold[i]));
            QCOMPARE(sentence.predicted, defaultMentions(evaluation->predicted[i]));
            marked += sentence.predicted.size();
        }
        QVERIFY(marked > 0);
        const auto scores = inspectionScores(**inspection);
        QVERIFY(scores);
        QCOMPARE(scores->outcome.scores.micro.f1, evaluation->scores.micro.f1);
        QCOMPARE((*inspection)->undecided, std::uint64_t(4));
        QVERIFY((*inspection)->table->column("subwords"));
    }

    // The second time no engine is touched; of other weights it is.
    void whatWasMarkedIsKept() {
        needEngine();
        Fixture f;
        const auto first = f.inspect(kEngine);
        QVERIFY(first);
        const auto again = f.inspect(kNoEngine);
        QVERIFY(again);
        QVERIFY(!(*again)->weightsGone);
        QVERIFY(sameMarks(**first, **again));
        auto row = *(*f.project->reader())->run("r");
        row.finished = 8; // trained again
        QVERIFY(f.project->writer()->updateRun(row));
        const auto other = f.inspect(kNoEngine);
        QVERIFY(!other);
        QVERIFY(other.error().code == ErrorCode::EngineMissing);
        QVERIFY(f.inspect(kEngine));
        QVERIFY(f.inspect(kNoEngine));
    }

    void withoutWeightsWhatIsKeptIsShown() {
        needEngine();
        Fixture f;
        const auto first = f.inspect(kEngine);
        QVERIFY(first);
        f.loseWeights();
        const auto kept = f.inspect(kNoEngine);
        QVERIFY(kept);
        QVERIFY((*kept)->weightsGone);
        QVERIFY(sameMarks(**first, **kept));
        QVERIFY(!(*kept)->table->column("subwords"));
        // Nothing is kept of the others.
        const auto undecided = f.inspect(kNoEngine, true, "");
        QVERIFY(!undecided);
        QVERIFY(undecided.error().code == ErrorCode::NotFound);
        QVERIFY(!undecided.error().remedy.empty());
    }

    // The score that the project has chosen: made anew where another is kept, the same entities,
    // the figures of an evaluation; without weights that of what is kept, and it says so.
    void theScoreIsTheProjects() {
        needEngine();
        Fixture f;
        const auto mean = f.inspect(kEngine);
        QVERIFY(mean);
        QVERIFY((*mean)->score == SpanScore::Mean);
        EvaluateRequest request;
        request.run = "r";
        request.split = "test";
        request.marginals = true;
        const auto evaluation = evaluateRun(*f.project, kEngine, request);
        QVERIFY(evaluation);
        for (const SpanScore score :
            {SpanScore::Least, SpanScore::Product, SpanScore::Marginal, SpanScore::Mean}) {
            QVERIFY(chooseSpanScore(*f.project->writer(), score));
            QVERIFY(!f.inspect(kNoEngine)); // what is kept has another score
            const auto found = f.inspect(kEngine);
            QVERIFY(found);
            QVERIFY((*found)->score == score && !(*found)->scoreMissed);
            std::vector<double> scores;
            for (std::size_t i = 0; i < (*found)->sentences.size(); ++i) {
                const auto& sentence = (*found)->sentences[i];
                QVERIFY(sentence.predicted == (*mean)->sentences[i].predicted);
                scores.insert(scores.end(), sentence.scores.begin(), sentence.scores.end());
                for (std::size_t p = 0; p < sentence.scores.size(); ++p)
                    if (score == SpanScore::Least || score == SpanScore::Product)
                        QVERIFY(sentence.scores[p] <= (*mean)->sentences[i].scores[p] + 1e-6);
            }
            const auto theirs = scoredEntities(*evaluation, score);
            QCOMPARE(scores.size(), theirs.scores.size());
            for (std::size_t i = 0; i < scores.size(); ++i)
                QVERIFY(std::abs(scores[i] - theirs.scores[i]) < 1e-4);
            const auto kept = f.inspect(kNoEngine);
            QVERIFY(kept);
            QVERIFY((*kept)->score == score && sameMarks(**found, **kept));
        }
        QVERIFY(chooseSpanScore(*f.project->writer(), SpanScore::Least));
        QVERIFY(f.inspect(kEngine));
        QVERIFY(chooseSpanScore(*f.project->writer(), SpanScore::Marginal));
        f.loseWeights();
        const auto old = f.inspect(kNoEngine);
        QVERIFY(old);
        QVERIFY((*old)->weightsGone && (*old)->scoreMissed);
        QVERIFY((*old)->score == SpanScore::Least);
    }

    // A temperature that is kept with the run: scores by it, the same entities; those that are kept
    // of another are not taken for it, and the switch brings back what was.
    void scoresAreCalibrated() {
        needEngine();
        Fixture f;
        const auto plain = f.inspect(kEngine);
        QVERIFY(plain);
        QCOMPARE((*plain)->temperature, 1.0);
        RunConfidence confidence;
        confidence.words = 100;
        confidence.runFinished = 7;
        confidence.temperature.value = 2.5;
        QVERIFY(keepConfidence(*f.project->writer(), f.run, confidence));
        for (const SpanScore score : kAllSpanScores) {
            QVERIFY(chooseSpanScore(*f.project->writer(), score));
            QVERIFY(!f.inspect(kNoEngine)); // what is kept is of other scores
            const auto found = f.inspect(kEngine);
            QVERIFY(found);
            QCOMPARE((*found)->temperature, 2.5);
            QVERIFY((*found)->score == score);
            EvaluateRequest request;
            request.run = "r";
            request.split = "test";
            request.marginals = request.calibrated = true;
            const auto evaluation = evaluateRun(*f.project, kEngine, request);
            QVERIFY(evaluation);
            QCOMPARE(evaluation->temperature, 2.5);
            const auto theirs = scoredEntities(*evaluation, score);
            PredictRequest predict;
            predict.run = "r";
            predict.split = "test";
            std::vector<double> said, scores, raw;
            const auto collect = [](std::vector<double>& to) {
                return [&to](PredictedSentence&& sentence) {
                    for (const PredictedSpan& span : sentence.spans)
                        to.push_back(span.score);
                };
            };
            QVERIFY(predictRun(*f.project, kEngine, predict, collect(said)));
            predict.calibrated = false;
            QVERIFY(predictRun(*f.project, kEngine, predict, collect(raw)));
            std::size_t changed = 0;
            for (std::size_t i = 0; i < (*found)->sentences.size(); ++i) {
                const auto& sentence = (*found)->sentences[i];
                QVERIFY(sentence.predicted == (*plain)->sentences[i].predicted);
                scores.insert(scores.end(), sentence.scores.begin(), sentence.scores.end());
            }
            QCOMPARE(scores.size(), theirs.scores.size());
            QVERIFY(said.size() >= scores.size()); // undecided documents are predicted, too
            QCOMPARE(said.size(), raw.size());
            for (std::size_t i = 0; i < scores.size(); ++i) {
                QVERIFY(std::abs(scores[i] - theirs.scores[i]) < 1e-4);
                QVERIFY(std::abs(scores[i] - said[i]) < 1e-4); // decided documents come first
                changed += std::abs(said[i] - raw[i]) > 0.01;
            }
            QVERIFY(changed > scores.size() / 2);
        }
        QVERIFY(chooseSpanScore(*f.project->writer(), SpanScore::Mean));
        QVERIFY(chooseCalibratedScores(*f.project->writer(), false));
        QVERIFY(!f.inspect(kNoEngine));
        const auto again = f.inspect(kEngine);
        QVERIFY(again);
        QVERIFY(sameMarks(**plain, **again));
        // A prediction under the switch of now does not pass for one of before.
        QVERIFY(chooseCalibratedScores(*f.project->writer(), true));
        PredictRequest predict;
        predict.run = "r";
        predict.split = "test";
        predict.keep = true;
        QVERIFY(predictRun(*f.project, kEngine, predict, [](PredictedSentence&&) {}));
        QVERIFY(chooseCalibratedScores(*f.project->writer(), false));
        QVERIFY(!f.inspect(kNoEngine));
        // Without weights what is kept says what it is.
        QVERIFY(f.inspect(kEngine));
        QVERIFY(chooseCalibratedScores(*f.project->writer(), true));
        f.loseWeights();
        const auto old = f.inspect(kNoEngine);
        QVERIFY(old);
        QVERIFY((*old)->scoreMissed);
        QCOMPARE((*old)->temperature, 1.0);
    }

    // Fitting applies what it found, and a cut that was chosen before keeps its meaning: it leaves
    // as many of the entities to a person.
    void aFitMovesTheCut() {
        needEngine();
        Fixture f;
        const auto left = [](const Inspection& inspection, double cut) {
            int below = 0;
            for (const auto& sentence : inspection.sentences)
                for (const double score : sentence.scores)
                    below += score < cut;
            return below;
        };
        QVERIFY(chooseCalibratedScores(*f.project->writer(), false));
        const auto plain = f.inspect(kEngine);
        QVERIFY(plain);
        std::vector<double> scores;
        for (const auto& sentence : (*plain)->sentences)
            scores.insert(scores.end(), sentence.scores.begin(), sentence.scores.end());
        std::sort(scores.begin(), scores.end());
        const double cut = (scores[scores.size() / 3] + scores[scores.size() / 3 - 1]) / 2;
        ConfidenceRequest request;
        request.run = "r";
        request.split = "test";
        request.cut = cut;
        const auto first = fitConfidence(*f.project, kEngine, request);
        QVERIFY2(first, first ? "" : first.error().text().c_str());
        QCOMPARE(first->temperature, 1.0); // the project wants none
        QCOMPARE(first->confidence.cut, std::optional(cut));
        QVERIFY(first->confidence.temperature.value != 1);
        QVERIFY(sameMarks(**plain, **f.inspect(kNoEngine)));
        QVERIFY(chooseCalibratedScores(*f.project->writer(), true));
        const auto reader = *f.project->reader();
        const auto row = *reader->run("r");
        const auto scoring = *scoringOf(*reader, row);
        QCOMPARE(scoring.temperature, first->confidence.temperature.value);
        QVERIFY(!cutUnder(**keptConfidence(*reader, f.run), scoring)); // of the scores of before
        request.cut.reset();
        const auto second = fitConfidence(*f.project, kEngine, request);
        QVERIFY(second);
        QCOMPARE(second->temperature, scoring.temperature);
        QCOMPARE(second->movedFrom, std::optional(cut));
        QCOMPARE(second->confidence.cutTemperature, scoring.temperature);
        const auto calibrated = f.inspect(kEngine);
        QVERIFY(calibrated);
        QCOMPARE((*calibrated)->temperature, scoring.temperature);
        const auto moved = cutUnder(**keptConfidence(*reader, f.run), scoring);
        QVERIFY(moved && *moved != cut);
        QVERIFY(std::abs(left(**calibrated, *moved - 1e-6) - left(**plain, cut)) <= 1);
        const auto third = fitConfidence(*f.project, kEngine, request);
        QVERIFY(third && !third->movedFrom);
        QCOMPARE(third->confidence.cut, second->confidence.cut);
    }

    // A prediction that keeps something else makes the next inspection ask the model again.
    void anotherPredictionIsNotTakenForAnInspection() {
        needEngine();
        Fixture f;
        const auto first = f.inspect(kEngine);
        QVERIFY(first);
        PredictRequest request;
        request.run = "r";
        request.split = "test";
        request.keep = true;
        QVERIFY(predictRun(*f.project, kEngine, request, [](PredictedSentence&&) {}));
        const auto same = f.inspect(kNoEngine);
        QVERIFY(same);
        request.score = SpanScore::Product;
        QVERIFY(predictRun(*f.project, kEngine, request, [](PredictedSentence&&) {}));
        QVERIFY(!f.inspect(kNoEngine));
        const auto again = f.inspect(kEngine);
        QVERIFY(again);
        QVERIFY(sameMarks(**first, **again));
    }

    void documentsWithoutLabelsHaveNoGold() {
        needEngine();
        Fixture f;
        const auto inspection = f.inspect(kEngine, true, "");
        QVERIFY(inspection);
        QVERIFY(!(*inspection)->gold);
        QCOMPARE((*inspection)->documents.size(), std::size_t(4));
        for (const auto& sentence : (*inspection)->sentences)
            QVERIFY(sentence.gold.empty());
    }

    void labelsThatTheRunDoesNotKnowAreNamed() {
        needEngine();
        Fixture f({"PER", "SHIP"});
        const auto inspection = f.inspect(kEngine);
        QVERIFY(inspection);
        QCOMPARE((*inspection)->unknownLabels, std::vector<std::string>{"SHIP"});
        for (const auto row : (*inspection)->table->select({{{"gold", {"SHIP"}}}, {}, {}}))
            QVERIFY((*inspection)->table->at(row).kind != CaseKind::Right);
    }

    void aSplitWithoutDecisionsSaysSo() {
        Fixture f;
        const auto none = f.inspect(kNoEngine, false, "no such split");
        QVERIFY(!none);
        QVERIFY(none.error().code == ErrorCode::Empty);
        QVERIFY(!none.error().remedy.empty());
    }
};

QTEST_GUILESS_MAIN(InspectionTest)
#include "tst_inspection.moc"
