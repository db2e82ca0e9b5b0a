// SPDX-License-Identifier: GPL-3.0-or-later
// A small model of random weights suggests: the whole way from its files to the project.
#include "core/app/runs/kept_confidence.h"
#include "core/app/runs/predict_run.h"
#include "core/app/runs/span_score_choice.h"
#include "core/app/runs/suggest.h"
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
constexpr int kDocuments = 30;

// A project of short texts over a small vocabulary, with a finished run "r".
struct Fixture {
    QTemporaryDir folder;
    std::unique_ptr<store::Project> project;
    std::vector<DocumentId> ids;

    explicit Fixture(const std::vector<const char*>& labels = {"PER", "LOC"}) {
        const fs::path root = folder.path().toStdString();
        project = std::move(*store::Project::create(root / "p.evenspan"));
        test::writeSmallTokenizer(root);
        test::saveSmallTagger(root, project->filesFolder() / "models/r");
        for (const char* name : labels) {
            store::LabelRow label;
            label.name = name;
            if (!writer().addLabel(label))
                qFatal("label");
        }
        Philox rng(3);
        std::vector<DocumentDraft> drafts;
        for (int d = 0; d < kDocuments; ++d) {
            DocumentDraft draft;
            draft.name = "d" + std::to_string(d);
            draft.split = "test";
            for (std::uint64_t s = 1 + rng.below(3); s > 0; --s) {
                for (std::uint64_t w = 2 + rng.below(9); w > 0; --w)
                    draft.text += "w" + std::to_string(5 + rng.below(92)) + ' ';
                draft.text += ". ";
            }
            draft.grid = *makeGrid(draft.text);
            drafts.push_back(std::move(draft));
        }
        ids = *writer().addDocuments("Import", drafts);
        store::RunRow run;
        run.name = "r";
        run.state = store::RunState::Finished;
        run.path = "models/r";
        if (!writer().createRun(run))
            qFatal("run");
    }
    store::Writer& writer() { return *project->writer(); }
    store::DocumentData document(DocumentId id) { return *(*project->reader())->document(id); }
    std::unique_ptr<SuggestionModel> open() {
        auto model = openSuggestionModel(*project, "r", kEngine, {"cpu", "fp32", 1});
        if (!model)
            qFatal("%s", model.error().text().c_str());
        return std::move(*model);
    }
};

using Place = std::tuple<std::int64_t, std::uint32_t, std::uint32_t, std::string>;

} // namespace

class TstSuggest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        if (kEngine.empty())
            QSKIP("built without the engine");
    }

    // What is suggested is what predicting the same documents says, place by place.
    void asThePredictionOfTheRun() {
        Fixture f;
        std::vector<Place> predicted;
        PredictRequest request;
        request.run = "r";
        request.split = "test";
        request.compute = {"cpu", "fp32", 1};
        const auto done =
            predictRun(*f.project, kEngine, request, [&](PredictedSentence&& sentence) {
                const auto id =
                    f.ids[std::stoul(sentence.document.substr(1))].value; // "d7" is the eighth
                for (const PredictedSpan& span : sentence.spans)
                    predicted.emplace_back(
                        id, span.begin + sentence.offset, span.end + sentence.offset, span.label);
            });
        QVERIFY2(done.ok(), done ? "" : done.error().text().c_str());
        QVERIFY(predicted.size() > kDocuments / 2); // the comparison says something
        const auto model = f.open();
        std::size_t settled = 0;
        const auto out = suggest(*f.project, *model, {f.ids, false, false}, {},
            [&](std::size_t documents) { settled = documents; });
        QVERIFY2(out.ok(), out ? "" : out.error().text().c_str());
        QCOMPARE(settled, f.ids.size());
        QCOMPARE(out->read, kDocuments);
        std::vector<Place> suggested;
        for (const DocumentId id : f.ids)
            for (const store::SpanRow& span : f.document(id).spans) {
                QCOMPARE(span.state, SpanState::Suggested);
                QVERIFY(span.score && *span.score > 0 && *span.score <= 1);
                suggested.emplace_back(id.value, span.range.begin, span.range.end, span.label);
            }
        std::sort(predicted.begin(), predicted.end());
        std::sort(suggested.begin(), suggested.end());
        QCOMPARE(suggested, predicted);
        QCOMPARE(out->added, std::int64_t(predicted.size()));
    }

    // The uncertainty of a text is the mean over its words, whatever its sentences are; texts read
    // together say what they say alone.
    void theUncertaintyIsOfTheWords() {
        Fixture f;
        const auto model = f.open();
        std::vector<store::DocumentData> all;
        for (const DocumentId id : f.ids)
            all.push_back(f.document(id));
        const auto together = model->read(all);
        QVERIFY(together.ok());
        for (std::size_t i = 0; i < all.size(); ++i) {
            QVERIFY((*together)[i].uncertainty > 0);
            QVERIFY((*together)[i].uncertainty < std::log(5.0)); // of five classes
            const auto alone = model->read({&all[i], 1});
            QVERIFY(alone.ok());
            QVERIFY(std::fabs(alone->front().uncertainty - (*together)[i].uncertainty) < 1e-4);
            // Each sentence as a document of its own: their mean, weighted by words.
            double sum = 0;
            for (std::size_t s = 0; s < all[i].grid.sentenceCount(); ++s) {
                store::DocumentData part = all[i];
                const auto tokens = all[i].grid.sentence(s);
                part.grid.tokens.assign(tokens.begin(), tokens.end());
                part.grid.sentenceStarts = {0};
                sum += model->read({&part, 1})->front().uncertainty * double(tokens.size());
            }
            QVERIFY(std::fabs(sum / double(all[i].grid.tokens.size()) - (*together)[i].uncertainty)
                < 1e-4);
        }
        store::DocumentData empty;
        QCOMPARE(model->read({&empty, 1})->front().uncertainty, 0.0);
    }

    void readOnceUnlessAsked() {
        Fixture f;
        const auto model = f.open();
        const std::vector first(f.ids.begin(), f.ids.begin() + 4);
        QCOMPARE(suggest(*f.project, *model, {first, false, false})->read, 4);
        QCOMPARE(suggest(*f.project, *model, {f.ids, false, false})->read, kDocuments - 4);
        const auto again = suggest(*f.project, *model, {f.ids, false, true});
        QCOMPARE(again->read, kDocuments);
        QVERIFY(again->changed.empty());
    }

    // Another score of the project makes what is suggested count as unread, document by document.
    void scoresAreThoseThatTheProjectHasChosen() {
        Fixture f;
        const auto model = f.open();
        QCOMPARE(suggest(*f.project, *model, {f.ids, false, false})->read, kDocuments);
        const auto scores = [&f] {
            std::vector<std::pair<store::SpanRow, double>> out;
            for (const DocumentId id : f.ids)
                for (const store::SpanRow& span : f.document(id).spans)
                    if (span.state == SpanState::Suggested)
                        out.emplace_back(span, span.score.value_or(-1));
            return out;
        };
        const auto means = scores();
        QVERIFY(means.size() > 3);
        QVERIFY(chooseSpanScore(f.writer(), SpanScore::Product));
        const auto stale = store::countStale(**f.project->reader());
        QVERIFY(stale && *stale > 1);
        QVERIFY(scores() == means); // until they are read again
        const std::vector first(f.ids.begin(), f.ids.begin() + kDocuments / 2);
        const auto half = suggest(*f.project, *model, {first, false, false});
        QVERIFY(half && half->read > 0);
        const auto left = store::countStale(**f.project->reader());
        QVERIFY(left && *left == *stale - half->read);
        QCOMPARE(suggest(*f.project, *model, {f.ids, false, false})->read, *left);
        QCOMPARE(*store::countStale(**f.project->reader()), std::int64_t(0));
        const auto products = scores();
        QCOMPARE(products.size(), means.size());
        int lower = 0;
        for (std::size_t i = 0; i < means.size(); ++i) {
            QCOMPARE(products[i].first.id, means[i].first.id); // the same suggestions
            QVERIFY(products[i].second <= means[i].second + 1e-6);
            lower += products[i].second < means[i].second - 1e-6;
        }
        QCOMPARE(suggest(*f.project, *model, {f.ids, false, false})->read, 0);
        QVERIFY(lower >= 0);
    }

    // A temperature that is fitted for the run does the same, and what waits is counted, with the
    // run that it is of.
    void scoresAreCalibratedWhereATemperatureIsKept() {
        Fixture f;
        const auto model = f.open();
        QVERIFY(suggest(*f.project, *model, {f.ids, false, false}));
        const auto scores = [&f] {
            std::vector<double> out;
            for (const DocumentId id : f.ids)
                for (const store::SpanRow& span : f.document(id).spans)
                    if (span.state == SpanState::Suggested)
                        out.push_back(span.score.value_or(-1));
            return out;
        };
        const auto plain = scores();
        const auto reader = *f.project->reader();
        const auto run = *reader->run("r");
        QCOMPARE(store::staleSuggestions(*reader)->documents, std::int64_t(0));
        RunConfidence confidence;
        confidence.words = 10;
        confidence.temperature.value = 3;
        confidence.runFinished = run.finished.value_or(0);
        QVERIFY(keepConfidence(f.writer(), run.id, confidence));
        QVERIFY(store::forgetReadings(f.writer(), RunId(run.id.value + 1))); // another run's
        QCOMPARE(*store::countStale(*reader), std::int64_t(0));
        QVERIFY(store::forgetReadings(f.writer(), run.id));
        const auto stale = *store::staleSuggestions(*reader);
        QCOMPARE(stale.documents, *store::countStale(*reader));
        QCOMPARE(stale.suggestions, std::int64_t(plain.size()));
        QCOMPARE(stale.run, run.id);
        const auto again = suggest(*f.project, *model, {f.ids, false, false});
        QVERIFY(again);
        QCOMPARE(again->read, stale.documents);
        QCOMPARE(store::staleSuggestions(*reader)->documents, std::int64_t(0));
        const auto calibrated = scores();
        QCOMPARE(calibrated.size(), plain.size());
        // Of five classes, at a temperature above 1 a likeliest class is less probable.
        std::size_t lower = 0;
        for (std::size_t i = 0; i < plain.size(); ++i)
            lower += calibrated[i] < plain[i];
        QVERIFY(lower * 10 > plain.size() * 9);
        QVERIFY(chooseCalibratedScores(f.writer(), false));
        QVERIFY(suggest(*f.project, *model, {f.ids, false, false})->read > 0);
        QVERIFY(scores() == plain);
        // Documents that are done meanwhile do not wait.
        QVERIFY(chooseCalibratedScores(f.writer(), true));
        const auto before = store::staleSuggestions(*reader)->documents;
        QVERIFY(before > 0);
        if (!f.writer().setState(f.ids, DocumentState::Done))
            qFatal("state");
        QCOMPARE(store::staleSuggestions(*reader)->documents, std::int64_t(0));
    }

    void doneDocumentsAreLeftInPeace() {
        Fixture f;
        const auto model = f.open();
        if (!f.writer().setState(f.ids, DocumentState::Done))
            qFatal("state");
        QCOMPARE(suggest(*f.project, *model, {f.ids, false, false})->read, 0);
        QCOMPARE(suggest(*f.project, *model, {f.ids, true, false})->read, kDocuments);
        QCOMPARE(f.document(f.ids[0]).row.state, DocumentState::Done);
    }

    void aStopKeepsWhatIsStored() {
        Fixture f;
        const auto model = f.open();
        std::stop_source stop;
        stop.request_stop();
        const auto out = suggest(*f.project, *model, {f.ids, false, false}, stop.get_token());
        QVERIFY(!out.ok());
        QCOMPARE(out.error().code, ErrorCode::Cancelled);
        QCOMPARE(suggest(*f.project, *model, {f.ids, false, false})->read, kDocuments);
    }

    void labelsOfTheRunThatTheProjectHasNot() {
        Fixture one({"LOC"});
        const auto model = one.open();
        QCOMPARE(model->unknownLabels(), std::vector<std::string>{"PER"});
        QVERIFY(suggest(*one.project, *model, {one.ids, false, false})->added > 0);
        for (const DocumentId id : one.ids)
            for (const store::SpanRow& span : one.document(id).spans)
                QCOMPARE(span.label, std::string("LOC"));
        Fixture none({"DATE"});
        const auto refused = openSuggestionModel(*none.project, "r", kEngine, {"cpu", "fp32", 1});
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::LabelMismatch);
        QVERIFY(!refused.error().remedy.empty());
    }

    void whatIsMissingIsSaid() {
        Fixture f;
        const auto code = [&](const char* run, const fs::path& engine) {
            const auto model = openSuggestionModel(*f.project, run, engine, {"cpu", "fp32", 1});
            return model                       ? ErrorCode::Internal
                : model.error().remedy.empty() ? ErrorCode::Internal
                                               : model.error().code;
        };
        QCOMPARE(code("q", kEngine), ErrorCode::NotFound);
        QCOMPARE(code("r", "/nowhere/libevenspan_engine.so"), ErrorCode::EngineMissing);
        fs::remove_all(f.project->filesFolder() / "models/r");
        QCOMPARE(code("r", kEngine), ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TstSuggest)
#include "tst_suggest.moc"
