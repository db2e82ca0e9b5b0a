// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/live_desk.h"
#include "ui/shell/why_desk.h"

#include <QThread>

#include <atomic>
#include <mutex>

namespace evenspan::ui {

// Capital words are of PER; the probability hangs on the length of the text.
class FakeLive : public LiveBackend {
public:
    struct State {
        std::mutex mutex;
        std::vector<std::string> asked;
        std::vector<ExplainTarget> targets;
        std::vector<AttributionMethod> methods;
        std::atomic<bool> hold{false}; // readings wait until it is false or they are stopped
        std::atomic<int> released{0}, stopped{0};
        std::optional<Error> error;
    };
    explicit FakeLive(std::shared_ptr<State> state)
        : m_state(std::move(state)) { }

    Result<LiveReading> read(
        const LiveRun&, const std::string& text, std::stop_token stop) override {
        {
            const std::lock_guard lock(m_state->mutex);
            m_state->asked.push_back(text);
            if (m_state->error)
                return *m_state->error;
        }
        while (m_state->hold && !stop.stop_requested())
            QThread::msleep(1);
        if (stop.stop_requested()) {
            ++m_state->stopped;
            return Error{ErrorCode::Cancelled, "Stopped", "", ""};
        }
        LiveReading out{text, {"O", "B-PER", "I-PER"}, {}};
        auto cut = sentencesOf(text);
        const float sure = 1.f - 1.f / static_cast<float>(2 + text.size());
        for (std::size_t s = 0; s < cut->examples.size(); ++s) {
            ReadSentence sentence;
            for (std::size_t w = 0; w < cut->ranges[s].size(); ++w) {
                InspectedWord word;
                word.text = cut->examples[s].words[w];
                word.range = cut->ranges[s][w];
                const bool name = word.text[0] >= 'A' && word.text[0] <= 'Z';
                const bool on = name && w > 0 && sentence.words.back().tag != 0;
                word.tag = name ? (on ? 2 : 1) : 0;
                word.probabilities.assign(3, (1 - sure) / 2);
                word.probabilities[static_cast<std::size_t>(word.tag)] = sure;
                if (name && !on)
                    sentence.spans.push_back(
                        {{static_cast<std::uint32_t>(w), static_cast<std::uint32_t>(w + 1), "PER"},
                            {}, 0, 0, 0, {}, 0});
                else if (on)
                    sentence.spans.back().words.end = static_cast<std::uint32_t>(w + 1);
                sentence.words.push_back(word);
            }
            for (auto& span : sentence.spans) { // each score another one
                span.mean = static_cast<double>(sure);
                span.least = span.mean - 0.1;
                span.product = span.mean - 0.2;
                span.marginal = span.mean - 0.3;
            }
            out.sentences.push_back(sentence);
        }
        return out;
    }
    Result<Explanation> explain(const LiveRun&, const std::string& text,
        const ExplainTarget& target, const ExplainOptions& options, std::stop_token) override {
        const std::lock_guard lock(m_state->mutex);
        m_state->targets.push_back(target);
        m_state->methods.push_back(options.method);
        Explanation out;
        out.method = options.method;
        const auto cut = sentencesOf(text);
        for (std::size_t w = 0; w < cut->examples[target.sentence].words.size(); ++w)
            out.words.push_back(w % 2 ? -0.25 : 1.5);
        out.steps = 32;
        out.gap = 0.004;
        out.complete = true;
        return out;
    }
    void release() override { ++m_state->released; }

private:
    std::shared_ptr<State> m_state;
};

// Training text of two places in the project's first document; for a text of n words, all n of
// them are nearest.
class FakeWhy : public WhyBackend {
public:
    struct State {
        std::mutex mutex;
        std::vector<ExplainTarget> targets;
        std::atomic<bool> hold{false}; // readings of the training text wait
        std::atomic<int> read{0}, stopped{0}, released{0};
        std::int64_t document = 1;
    };
    explicit FakeWhy(std::shared_ptr<State> state)
        : m_state(std::move(state)) { }
    Result<WhyAnswer> why(const LiveRun&, const std::string&, const ExplainTarget& target,
        std::stop_token stop, const Progress& progress) override {
        if (!m_open) {
            ++m_state->read;
            progress(0.5);
            while (m_state->hold && !stop.stop_requested())
                QThread::msleep(1);
            if (stop.stop_requested()) {
                ++m_state->stopped;
                return Error{ErrorCode::Cancelled, "Stopped", "", ""};
            }
            m_open = true;
        }
        const std::lock_guard lock(m_state->mutex);
        m_state->targets.push_back(target);
        const auto place = [&](std::uint32_t begin, std::uint32_t end, const char* label,
                               const char* text) {
            return TrainingPlace{
                m_state->document, 0, begin, end, label, text, "then", "came to see"};
        };
        WhyAnswer out;
        out.nearest = {{place(0, 2, "PER", "Mira Tolvanen"), 0.9875},
            {place(3, 5, "ORG", "Okafor Labs"), 0.5}};
        out.with = {{place(0, 1, "B-PER", "Mira"), 2.5}};
        out.against = {{place(3, 4, "B-ORG", "Okafor"), -1.25}};
        out.mentions = 96;
        out.words = 240;
        out.kept = 200;
        return out;
    }
    void release() override {
        ++m_state->released;
        m_open = false;
    }

private:
    std::shared_ptr<State> m_state;
    bool m_open = false;
};

} // namespace evenspan::ui
