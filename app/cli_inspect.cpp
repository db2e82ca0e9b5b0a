// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_score_support.h"
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/inspect/training_neighbours.h"
#include "core/app/runs/scoring.h"
#include "core/text/offset_map.h"

#include <algorithm>
#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string file, run, text, temperature, decoder, attribution, target, category;
    ComputeWish compute;
    double tolerance = 0.01;
    int passes = 30;
    bool occlusion = false, nearest = false, influence = false, uncertainty = false, json = false;
};

Json toJson(const Explanation& e) {
    Json words = Json::array();
    for (const double score : e.words)
        words.push_back(std::isnan(score) ? Json() : Json(score));
    Json out{{"method", attributionName(e.method)}, {"words", words}, {"value", e.value}};
    if (!e.baseline.empty())
        out["baseline"] = e.baseline;
    if (e.method == AttributionMethod::IntegratedGradients
        || e.method == AttributionMethod::GradientTimesInput) {
        out["special"] = e.special;
        out["baseline_value"] = e.baselineValue;
        out["gap"] = e.gap;
        out["steps"] = e.steps;
        out["complete"] = e.complete;
    }
    if (e.method == AttributionMethod::Rollout) {
        out["special"] = e.special;
        out["causal"] = false; // where information could flow, not what it was used for
    }
    return out;
}

Json toJson(const TrainingPlace& place) {
    return {{"document", place.document}, {"sentence", place.sentence}, {"text", place.text},
        {"label", place.label}, {"before", place.before}, {"after", place.after}};
}

class Inspection {
public:
    Inspection(store::Project& project, Explainer& explainer, const Session& session,
        const Arguments& arguments)
        : m_project(project)
        , m_explainer(explainer)
        , m_session(session)
        , m_arguments(arguments)
        , m_map(arguments.text) { }

    Result<void> run() {
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        const auto& row = m_explainer.run().row;
        const auto scoring = m_arguments.temperature.empty()
            ? scoringOf(**reader, row)
            : scoringOf(**reader, row, m_arguments.temperature == "fitted");
        if (!scoring)
            return scoring.error();
        InspectOptions options{m_arguments.occlusion, m_arguments.decoder};
        options.temperature = m_temperature = scoring->temperature;
        auto sentences = inspectText(m_explainer.run(), m_arguments.text, options, m_session.stop);
        if (!sentences)
            return sentences.error();
        m_sentences = std::move(*sentences);
        if (m_arguments.uncertainty) {
            auto doubt = m_explainer.doubt(m_arguments.text, m_arguments.passes, m_session.stop);
            if (!doubt)
                return doubt.error();
            m_doubt = std::move(*doubt);
        }
        if (auto done = prepareNeighbours(); !done)
            return done;
        std::optional<ExplainTarget> chosen;
        if (!m_arguments.target.empty()) {
            auto target = findTarget();
            if (!target)
                return target.error();
            chosen = *target;
        }
        if (!m_arguments.json && m_temperature != 1)
            std::printf("calibrated by the temperature %.3f\n\n", m_temperature);
        Json all = Json::array();
        for (std::size_t s = 0; s < m_sentences.size(); ++s) {
            auto one = sentence(s, !chosen);
            if (!one)
                return one.error();
            if (m_arguments.json)
                all.push_back(std::move(*one));
            else
                print(s, *one);
        }
        Json document{{"run", m_arguments.run}, {"tags", m_explainer.run().tags.tags()},
            {"temperature", m_temperature}, {"sentences", all}};
        if (m_index)
            document["training"] = {{"mentions", m_index->mentions()}, {"words", m_index->words()},
                {"kept", m_index->kept()}};
        if (chosen) {
            auto one = answer(*chosen);
            if (!one)
                return one.error();
            if (!m_arguments.json)
                printAnswer(chosen->sentence, *one);
            document["target"] = std::move(*one);
        }
        if (m_arguments.json)
            printJson(document);
        return {};
    }

private:
    const std::vector<std::string>& tags() const { return m_explainer.run().tags.tags(); }

    Result<void> prepareNeighbours() {
        if (!m_arguments.nearest && !m_arguments.influence)
            return {};
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        Progress progress("training text");
        auto index = TrainingIndex::build(**reader, m_explainer, m_session.stop,
            [&](std::size_t done, std::size_t total) { progress.update(done, total); });
        if (!index)
            return index.error();
        m_index = std::move(*index);
        auto sentences = sentencesOf(m_arguments.text);
        if (!sentences)
            return sentences.error();
        auto features = m_explainer.features(sentences->examples, m_session.stop);
        if (!features)
            return features.error();
        m_features = std::move(*features);
        return {};
    }

    Result<ExplainTarget> findTarget() const {
        unsigned begin = 0, end = 0;
        char rest = 0;
        if (std::sscanf(m_arguments.target.c_str(), "%u:%u%c", &begin, &end, &rest) != 2)
            return Error{ErrorCode::InvalidArgument, "This is no range", m_arguments.target,
                "Give --target BEGIN:END in code points of the text."};
        std::optional<std::int32_t> category;
        if (!m_arguments.category.empty()) {
            const auto found = std::find(tags().begin(), tags().end(), m_arguments.category);
            if (found == tags().end()) {
                std::string known;
                for (const auto& tag : tags())
                    known += (known.empty() ? "" : ", ") + tag;
                return Error{ErrorCode::InvalidArgument, "The run has no such tag",
                    m_arguments.category, "It has: " + known + "."};
            }
            category = static_cast<std::int32_t>(found - tags().begin());
        }
        for (std::size_t s = 0; s < m_sentences.size(); ++s) {
            ExplainTarget out{s, 0, 0, {}};
            for (std::uint32_t w = 0; w < m_sentences[s].words.size(); ++w) {
                const auto& word = m_sentences[s].words[w];
                if (word.range.begin >= end || word.range.end <= begin)
                    continue;
                if (out.classes.empty())
                    out.begin = w;
                out.end = w + 1;
                out.classes.push_back(category ? *category : word.tag);
            }
            if (!out.classes.empty())
                return out;
        }
        return Error{ErrorCode::InvalidArgument, "No word of the text stands there",
            m_arguments.target, "Give --target BEGIN:END in code points of the text."};
    }

    // What was asked of one target: attribution, nearest, influence.
    Result<Json> answer(const ExplainTarget& target) {
        const auto& words = m_sentences[target.sentence].words;
        Json classes = Json::array();
        for (const auto category : target.classes)
            classes.push_back(tags()[static_cast<std::size_t>(category)]);
        Json out{{"start", words[target.begin].range.begin},
            {"end", words[target.end - 1].range.end}, {"sentence", target.sentence},
            {"classes", classes}};
        if (!m_arguments.attribution.empty()) {
            auto found = m_explainer.explain(m_arguments.text, target,
                {*attributionOf(m_arguments.attribution), m_arguments.tolerance, 512},
                m_session.stop);
            if (!found)
                return found.error();
            out["attribution"] = toJson(*found);
        }
        if (m_arguments.nearest) {
            out["nearest"] = Json::array();
            for (const auto& near : m_index->nearest(
                     spanVector(m_features[target.sentence], target.begin, target.end))) {
                Json one = toJson(near.place);
                one["cosine"] = near.cosine;
                out["nearest"].push_back(one);
            }
        }
        if (m_arguments.influence) {
            const auto& seen = m_features[target.sentence];
            for (const bool against : {false, true}) {
                Json list = Json::array();
                for (const auto& one : m_index->influence(seen.of(target.begin),
                         std::span(seen.logits).subspan(target.begin * seen.classes, seen.classes),
                         target.classes.front(), against)) {
                    list.push_back(toJson(one.place));
                    list.back()["score"] = one.score;
                }
                out["influence"][against ? "against" : "for"] = list;
            }
        }
        return out;
    }

    Result<Json> sentence(std::size_t s, bool explained) {
        const ReadSentence& sentence = m_sentences[s];
        Json words = Json::array();
        for (std::size_t w = 0; w < sentence.words.size(); ++w) {
            const auto& word = sentence.words[w];
            Json probabilities = Json::object();
            for (std::size_t k = 0; k < tags().size(); ++k)
                probabilities[tags()[k]] = word.probabilities[k];
            words.push_back({{"start", word.range.begin}, {"end", word.range.end},
                {"text", word.text}, {"tag", tags()[static_cast<std::size_t>(word.tag)]},
                {"probabilities", probabilities}, {"entropy", word.entropy},
                {"margin", word.margin}});
            if (!m_doubt.empty()) {
                words.back()["bald"] = m_doubt[s].words[w].bald;
                words.back()["mean_entropy"] = m_doubt[s].words[w].entropy;
            }
        }
        Json spans = Json::array();
        for (const auto& span : sentence.spans) {
            Json one{{"start", span.range.begin}, {"end", span.range.end},
                {"label", span.words.label}, {"text", m_map.slice(span.range)}, {"mean", span.mean},
                {"min", span.least}, {"product", span.product}, {"marginal", span.marginal}};
            if (!span.occlusion.empty())
                one["occlusion"] = span.occlusion;
            if (explained) {
                ExplainTarget target{s, span.words.begin, span.words.end, {}};
                for (auto w = target.begin; w < target.end; ++w)
                    target.classes.push_back(sentence.words[w].tag);
                auto more = answer(target);
                if (!more)
                    return more.error();
                for (const char* key : {"attribution", "nearest", "influence"})
                    if (more->contains(key))
                        one[key] = (*more)[key];
            }
            spans.push_back(one);
        }
        Json out{{"words", words}, {"spans", spans}, {"cut", sentence.cut}};
        if (!m_doubt.empty()) {
            out["mnlp"] = m_doubt[s].mnlp;
            out["dropout"] = m_doubt[s].dropout;
        }
        return out;
    }

    static void printScores(const Json& scores, const std::vector<InspectedWord>& words) {
        for (std::size_t w = 0; w < scores.size(); ++w)
            if (scores[w].is_number() && std::abs(scores[w].get<double>()) >= 0.05)
                std::printf("    %+7.2f  %s\n", scores[w].get<double>(), words[w].text.c_str());
    }

    void printAnswer(std::size_t s, const Json& found) const {
        const auto& words = m_sentences[s].words;
        if (found.contains("attribution")) {
            const Json& a = found["attribution"];
            std::printf("    %s", a["method"].get<std::string>().c_str());
            if (a.contains("steps"))
                std::printf(", %d steps, gap %.2g%s", a["steps"].get<int>(), a["gap"].get<double>(),
                    a["complete"].get<bool>() ? "" : " (not complete)");
            if (a.contains("causal"))
                std::printf(" (where information could flow: not a cause)");
            std::printf("\n");
            printScores(a["words"], words);
        }
        if (found.contains("nearest"))
            for (const auto& near : found["nearest"])
                std::printf("    %.3f  %s  %s [%s] %s\n", near["cosine"].get<double>(),
                    near["label"].get<std::string>().c_str(),
                    near["before"].get<std::string>().c_str(),
                    near["text"].get<std::string>().c_str(),
                    near["after"].get<std::string>().c_str());
        if (found.contains("influence"))
            for (const char* side : {"for", "against"})
                for (const auto& one : found["influence"][side])
                    std::printf("    %+9.3g  %s  %s [%s] %s\n", one["score"].get<double>(),
                        one["label"].get<std::string>().c_str(),
                        one["before"].get<std::string>().c_str(),
                        one["text"].get<std::string>().c_str(),
                        one["after"].get<std::string>().c_str());
    }

    void print(std::size_t s, const Json& found) const {
        const ReadSentence& sentence = m_sentences[s];
        for (std::size_t w = 0; w < sentence.words.size(); ++w) {
            const auto& word = sentence.words[w];
            const auto best = static_cast<std::size_t>(word.tag);
            std::printf("%-24s %-12s %5.1f %%  entropy %.2f", word.text.c_str(),
                tags()[best].c_str(), 100 * static_cast<double>(word.probabilities[best]),
                word.entropy);
            if (!m_doubt.empty())
                std::printf("  margin %.2f  BALD %.3f", word.margin, m_doubt[s].words[w].bald);
            std::printf("\n");
        }
        for (std::size_t i = 0; i < sentence.spans.size(); ++i) {
            const auto& span = sentence.spans[i];
            std::printf(
                "  %s %u-%u  mean %.1f %%  least %.1f %%  product %.1f %%  marginal %.1f %%\n",
                span.words.label.c_str(), span.range.begin, span.range.end, 100 * span.mean,
                100 * span.least, 100 * span.product, 100 * span.marginal);
            printScores(Json(span.occlusion), sentence.words);
            printAnswer(s, found["spans"][i]);
        }
        if (!m_doubt.empty())
            std::printf("  MNLP %.3f\n", m_doubt[s].mnlp);
        if (sentence.cut)
            std::printf("  (longer than a window: words far apart do not see each other)\n");
        std::printf("\n");
    }

    store::Project& m_project;
    Explainer& m_explainer;
    const Session& m_session;
    const Arguments& m_arguments;
    OffsetMap m_map;
    std::vector<ReadSentence> m_sentences;
    std::vector<SentenceDoubt> m_doubt;
    double m_temperature = 1; // of the probabilities
    std::vector<WordFeatures> m_features;
    std::optional<TrainingIndex> m_index;
};

int inspect(const Session& session, const Arguments& arguments) {
    if (!arguments.category.empty() && arguments.target.empty())
        return report(Error{ErrorCode::InvalidArgument, "A tag without a word", "--class",
            "Say which word with --target BEGIN:END."});
    auto project = store::Project::openReadOnly(arguments.file);
    if (!project)
        return report(project.error());
    auto explainer =
        Explainer::open(**project, arguments.run, session.places.engine, arguments.compute);
    if (!explainer)
        return report(explainer.error());
    const auto done = Inspection(**project, *explainer, session, arguments).run();
    return done ? Done : report(done.error());
}

} // namespace

void addInspectVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand(
        "inspect", "Tags of a text with the probability of each, and what they rest on");
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--run", arguments->run, "Name of the run")->required();
    verb->add_option("--text", arguments->text, "The text")->required();
    verb->add_flag("--occlusion", arguments->occlusion,
        "What each word adds to each entity: its probability without the word");
    verb->add_option("--attribution", arguments->attribution,
            "What each word adds to each entity, or to the target: occlusion, "
            "integrated_gradients, gradient_x_input or rollout")
        ->check(
            CLI::IsMember({"occlusion", "integrated_gradients", "gradient_x_input", "rollout"}));
    verb->add_option("--target", arguments->target,
        "Explain the words at BEGIN:END (code points of the text) instead of every entity");
    verb->add_option(
        "--class", arguments->category, "The tag that the target is asked about (else its own)");
    verb->add_option("--tolerance", arguments->tolerance,
            "How far integrated gradients may be from complete, in nats")
        ->check(CLI::Range(1e-6, 100.0));
    verb->add_flag(
        "--nearest", arguments->nearest, "The ten training mentions that are most alike");
    verb->add_flag("--influence", arguments->influence,
        "The training words that spoke most for and against the target's first tag");
    verb->add_flag("--uncertainty", arguments->uncertainty,
        "BALD of each word from passes with dropout, and MNLP of each sentence");
    verb->add_option("--passes", arguments->passes, "Passes with dropout")
        ->check(CLI::Range(2, 1000));
    verb->add_option("--decoder", arguments->decoder, "viterbi or argmax (else the run's)")
        ->check(CLI::IsMember({"viterbi", "argmax"}));
    verb->add_option("--device", arguments->compute.device, "auto, cpu, cuda or cuda:N");
    verb->add_option("--threads", arguments->compute.threads,
            "CPU threads; 0: as OMP_NUM_THREADS says, else all cores")
        ->check(CLI::Range(0, 1024));
    addTemperatureOption(verb, arguments->temperature, "Probabilities of words and entities");
    verb->add_flag("--json", arguments->json, "Print one JSON document");
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return inspect(session, *arguments); };
    });
}

} // namespace evenspan::cli
