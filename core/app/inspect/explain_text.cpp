// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/explain_text.h"

#include "core/app/model/compute_plan.h"
#include "core/app/runs/run_data.h"
#include "core/engine/module.h"
#include "core/engine/word_logits.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace evenspan {

namespace {

constexpr std::size_t kExplained = 32; // sentences a forward pass
constexpr double kOwnDropout = 0.1; // where the model was trained without

constexpr std::pair<AttributionMethod, const char*> kMethods[] = {
    {AttributionMethod::Occlusion, "occlusion"},
    {AttributionMethod::IntegratedGradients, "integrated_gradients"},
    {AttributionMethod::GradientTimesInput, "gradient_x_input"},
    {AttributionMethod::Rollout, "rollout"}};

double logProbability(std::span<const float> logits, std::int32_t category) {
    double top = -std::numeric_limits<double>::infinity(), sum = 0;
    for (const float value : logits)
        top = std::max(top, static_cast<double>(value));
    for (const float value : logits)
        sum += std::exp(static_cast<double>(value) - top);
    return static_cast<double>(logits[static_cast<std::size_t>(category)]) - top - std::log(sum);
}

double entropyOf(std::span<const double> p) {
    double sum = 0;
    for (const double value : p)
        if (value > 0)
            sum -= value * std::log(value);
    return sum;
}

// For each sub-word of a window the word it belongs to; −1: special. Windows begin half a room
// apart (core/engine/windows.h), so places in the sentence follow from places in any window.
std::vector<std::int64_t> wordsInWindow(
    const engine::EncodedSentence& sentence, std::uint32_t window, std::size_t maxLength) {
    const std::size_t apart = engine::windowRoom(maxLength) / 2;
    const auto globalOf = [&](const engine::WordPlace& place) {
        return place.window * apart + place.position - 1;
    };
    const auto& ids = sentence.windows[window].ids;
    std::vector<std::int64_t> out(ids.size(), -1);
    for (std::size_t at = 1; at + 1 < ids.size(); ++at) {
        const std::size_t global = window * apart + at - 1;
        const auto next = std::upper_bound(sentence.words.begin(), sentence.words.end(), global,
            [&](std::size_t value, const engine::WordPlace& place) {
                return value < globalOf(place);
            });
        out[at] = next - sentence.words.begin() - 1;
    }
    return out;
}

} // namespace

const char* attributionName(AttributionMethod method) {
    for (const auto& [known, name] : kMethods)
        if (known == method)
            return name;
    return "";
}

std::optional<AttributionMethod> attributionOf(std::string_view name) {
    for (const auto& [method, known] : kMethods)
        if (known == name)
            return method;
    return std::nullopt;
}

std::vector<float> spanVector(
    const WordFeatures& features, std::uint32_t begin, std::uint32_t end) {
    std::vector<float> out(features.width, 0.f);
    for (std::uint32_t w = begin; w < end; ++w) {
        const auto row = features.of(w);
        for (std::size_t d = 0; d < features.width; ++d)
            out[d] += row[d] / static_cast<float>(end - begin);
    }
    return out;
}

Result<Explainer> Explainer::open(store::Project& project, const std::string& name,
    const std::filesystem::path& engine, const ComputeWish& wish) {
    auto run = openRun(project, name, engine, wish);
    if (!run)
        return run.error();
    Explainer out;
    out.m_folder = project.filesFolder() / run->row.path;
    out.m_engine = engine;
    out.m_run = std::move(*run);
    return out;
}

Result<engine::ExplainSession*> Explainer::session() {
    if (m_session)
        return m_session.get();
    auto folder = engine::openModelFolder(m_folder);
    if (!folder)
        return folder.error();
    auto engine = engine::loadEngine(m_engine);
    if (!engine)
        return engine.error();
    auto session = (*engine)->explain(folder->config, folder->weights, {});
    if (!session)
        return session.error();
    m_dropout = folder->config.classifierDropout;
    m_width = folder->config.hidden;
    m_session = std::move(*session);
    return m_session.get();
}

Result<Explanation> Explainer::occlude(
    const engine::EncodedSentence& sentence, const ExplainTarget& target, std::stop_token stop) {
    const auto special = m_run.tokenizer->special();
    const auto mask = special.mask >= 0 ? special.mask : special.unk;
    if (mask < 0)
        return Error{ErrorCode::Unsupported, "The encoder has no mask: no word can be taken away",
            m_run.row.name, "Choose another method."};
    const auto classes = m_run.tags.size();
    std::vector<engine::EncodedSentence> all{sentence};
    for (std::size_t w = 0; w < sentence.words.size(); ++w)
        all.push_back(withoutWord(sentence, w, mask));
    auto logits =
        engine::wordLogits([this](const Batch& batch) { return m_run.session->logits(batch); },
            classes, all, {false, kExplained, m_run.padId}, stop);
    if (!logits)
        return logits.error();
    const auto value = [&](const std::vector<float>& of) {
        double sum = 0;
        for (std::uint32_t w = target.begin; w < target.end; ++w)
            sum += logProbability(
                std::span(of).subspan(w * classes, classes), target.classes[w - target.begin]);
        return sum;
    };
    Explanation out;
    out.value = value(logits->front());
    for (std::size_t w = 0; w < sentence.words.size(); ++w)
        out.words.push_back(out.value - value((*logits)[w + 1]));
    out.baseline = special.mask >= 0 ? "mask" : "unknown";
    return out;
}

Result<Explanation> Explainer::attribute(const engine::EncodedSentence& sentence,
    const ExplainTarget& target, const ExplainOptions& options, std::stop_token stop) {
    auto opened = session();
    if (!opened)
        return opened.error();
    const std::uint32_t window = sentence.words[target.begin].window;
    engine::AttributionRequest request;
    request.ids = sentence.windows[window].ids;
    request.tolerance = options.tolerance;
    request.mostSteps = options.mostSteps;
    request.stop = std::move(stop);
    const auto words = wordsInWindow(sentence, window, m_run.maxLength);
    // Of each target word its first sub-word here, whether or not this is where it is read.
    for (std::uint32_t w = target.begin; w < target.end; ++w)
        if (const auto at = std::find(words.begin(), words.end(), w); at != words.end())
            request.targets.push_back(
                {static_cast<std::int32_t>(at - words.begin()), target.classes[w - target.begin]});
    const std::int32_t pad = m_run.tokenizer->special().pad;
    for (std::size_t at = 0; at < words.size(); ++at)
        request.baseline.push_back(words[at] < 0 ? request.ids[at] : pad);
    auto found = options.method == AttributionMethod::Rollout ? (*opened)->rollout(request)
        : options.method == AttributionMethod::IntegratedGradients
        ? (*opened)->integratedGradients(request)
        : (*opened)->gradientTimesInput(request);
    if (!found)
        return found.error();
    Explanation out;
    out.value = found->value;
    out.baselineValue = found->baselineValue;
    out.gap = found->gap;
    out.steps = found->steps;
    out.complete = found->complete;
    if (options.method != AttributionMethod::Rollout)
        out.baseline = pad >= 0 ? "pad" : "zero";
    out.words.assign(sentence.words.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at] < 0) {
            out.special += found->scores[at];
            continue;
        }
        double& word = out.words[static_cast<std::size_t>(words[at])];
        word = (std::isnan(word) ? 0 : word) + found->scores[at];
    }
    return out;
}

Result<Explanation> Explainer::explain(const std::string& text, const ExplainTarget& target,
    const ExplainOptions& options, std::stop_token stop) {
    auto sentences = sentencesOf(text);
    if (!sentences)
        return sentences.error();
    const auto wrong = [](const char* what, const std::string& where) {
        return Error{
            ErrorCode::InvalidArgument, what, where, "Choose a word or an entity of the text."};
    };
    if (target.sentence >= sentences->examples.size())
        return wrong("The text has no such sentence", std::to_string(target.sentence));
    const auto& example = sentences->examples[target.sentence];
    if (target.begin >= target.end || target.end > example.words.size()
        || target.classes.size() != target.end - target.begin)
        return wrong("The sentence has no such words",
            std::to_string(target.begin) + " … " + std::to_string(target.end));
    for (const auto category : target.classes)
        if (category < 0 || static_cast<std::size_t>(category) >= m_run.tags.size())
            return wrong("The run has no such class", std::to_string(category));
    const auto encoded =
        encodeExamples(*m_run.tokenizer, std::span(&example, 1), m_run.maxLength, false);
    auto out = options.method == AttributionMethod::Occlusion
        ? occlude(encoded.front(), target, stop)
        : attribute(encoded.front(), target, options, stop);
    if (out)
        out->method = options.method;
    return out;
}

Result<std::vector<SentenceDoubt>> Explainer::doubt(
    const std::string& text, int passes, std::stop_token stop) {
    auto sentences = sentencesOf(text);
    if (!sentences)
        return sentences.error();
    auto opened = session();
    if (!opened)
        return opened.error();
    engine::DropoutRequest request;
    request.passes = passes;
    request.probability = m_dropout > 0 ? m_dropout : kOwnDropout;
    request.stop = stop;
    const auto classes = m_run.tags.size();
    std::vector<SentenceDoubt> out;
    for (const auto& sentence :
        encodeExamples(*m_run.tokenizer, sentences->examples, m_run.maxLength, false)) {
        SentenceDoubt doubt;
        doubt.dropout = request.probability;
        doubt.words.resize(sentence.words.size());
        for (std::uint32_t window = 0; window < sentence.windows.size(); ++window) {
            const EncodedWindow* one = &sentence.windows[window];
            const Batch batch = engine::makeBatch(std::span(&one, 1), m_run.padId);
            auto logits = (*opened)->dropoutLogits(batch, request);
            if (!logits)
                return logits.error();
            const std::size_t each = one->ids.size() * classes;
            for (std::size_t w = 0; w < sentence.words.size(); ++w) {
                if (sentence.words[w].window != window)
                    continue;
                std::vector<double> mean(classes, 0.0), p(classes);
                double within = 0;
                for (int pass = 0; pass < passes; ++pass) {
                    const auto row =
                        std::span(*logits).subspan(static_cast<std::size_t>(pass) * each
                                + sentence.words[w].position * classes,
                            classes);
                    for (std::size_t k = 0; k < classes; ++k) {
                        p[k] = std::exp(logProbability(row, static_cast<std::int32_t>(k)));
                        mean[k] += p[k] / passes;
                    }
                    within += entropyOf(p) / passes;
                }
                doubt.words[w].entropy = entropyOf(mean);
                doubt.words[w].bald = std::max(0.0, doubt.words[w].entropy - within);
            }
        }
        out.push_back(std::move(doubt));
    }
    // The rest is of the model as it is, without dropout.
    auto inspected = inspectText(m_run, text, {}, stop);
    if (!inspected)
        return inspected.error();
    for (std::size_t s = 0; s < out.size(); ++s) {
        for (const auto& word : (*inspected)[s].words)
            out[s].mnlp += std::log(std::max(1e-30,
                static_cast<double>(word.probabilities[static_cast<std::size_t>(word.tag)])));
        out[s].mnlp /= static_cast<double>(std::max<std::size_t>(1, out[s].words.size()));
    }
    return out;
}

Result<std::vector<WordFeatures>> Explainer::features(std::span<const engine::Example> sentences,
    std::stop_token stop, const std::function<void(std::size_t, std::size_t)>& progress) {
    auto opened = session();
    if (!opened)
        return opened.error();
    const std::size_t classes = m_run.tags.size();
    const auto width = static_cast<std::size_t>(m_width);
    // Features and logits of a sub-word side by side, so that they find their word as one row.
    const auto rows = [&](const Batch& batch) -> Result<std::vector<float>> {
        auto found = (*opened)->features(batch);
        if (!found)
            return found.error();
        const std::size_t n = found->values.size() / width;
        std::vector<float> out;
        out.reserve(n * (width + classes));
        for (std::size_t t = 0; t < n; ++t) {
            const auto value = found->values.begin() + static_cast<std::ptrdiff_t>(t * width);
            const auto logit = found->logits.begin() + static_cast<std::ptrdiff_t>(t * classes);
            out.insert(out.end(), value, value + static_cast<std::ptrdiff_t>(width));
            out.insert(out.end(), logit, logit + static_cast<std::ptrdiff_t>(classes));
        }
        return out;
    };
    const auto encoded = encodeExamples(*m_run.tokenizer, sentences, m_run.maxLength, false);
    auto values = engine::wordLogits(
        rows, width + classes, encoded, {false, kExplained, m_run.padId}, stop, progress);
    if (!values)
        return values.error();
    std::vector<WordFeatures> out;
    for (std::size_t s = 0; s < values->size(); ++s) {
        WordFeatures one{width, classes, {}, {}};
        for (std::size_t w = 0; w < encoded[s].words.size(); ++w) {
            const auto row =
                (*values)[s].begin() + static_cast<std::ptrdiff_t>(w * (width + classes));
            one.values.insert(one.values.end(), row, row + static_cast<std::ptrdiff_t>(width));
            one.logits.insert(one.logits.end(), row + static_cast<std::ptrdiff_t>(width),
                row + static_cast<std::ptrdiff_t>(width + classes));
        }
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace evenspan
