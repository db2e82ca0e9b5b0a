// SPDX-License-Identifier: GPL-3.0-or-later
// What the run read, as it is shown: words, entities with their scores, bars.
#include "ui/inspect/live_tab.h"

#include "ui/common/theme.h"
#include "ui/inspect/live_text_view.h"
#include "ui/inspect/span_scores.h"
#include "ui/inspect/tag_bars.h"
#include "ui/inspect/why_panel.h"

#include <QComboBox>
#include <QPushButton>

#include <cmath>

namespace evenspan::ui {

void LiveTab::showScore(const ScoreChoice& choice) {
    m_scores->setScoring(choice.scoring);
    m_scores->box()->setEnabled(choice.editable);
    if (!m_run || m_run->temperature == choice.scoring.temperature)
        return;
    // Of another temperature probabilities are no version before.
    m_run->temperature = choice.scoring.temperature;
    m_before.clear();
    m_reading.reset();
    m_changes.clear();
    read();
}

namespace {
constexpr int kRoom = 120, kRoomOfPins = 44; // in steps of the grid
} // namespace

void LiveTab::showWords() {
    makeRoom();
    std::vector<LiveWord> words;
    if (m_reading)
        words = liveWords(*m_reading,
            [this](const std::string& label) { return m_workbench.project().colourOf(label); });
    for (std::size_t w = 0; w < words.size(); ++w) {
        if (w < m_changes.size())
            words[w].change = m_changes[w];
        if (m_explanation && words[w].sentence == m_explained
            && words[w].word < m_explanation->words.size()
            && !std::isnan(m_explanation->words[words[w].word]))
            words[w].score = m_explanation->words[words[w].word];
    }
    const bool same = words.size() == m_view->words().size();
    const auto begin = m_view->chosenBegin(), end = m_view->chosenEnd();
    m_view->setWords(words);
    if (same)
        m_view->choose(begin, end);
    m_model->setWords(std::move(words));
    m_scores->setReading(m_reading ? &*m_reading : nullptr);
    showBars();
    m_pin->setEnabled(m_reading.has_value() && m_pins.size() < kMostPinned);
    m_save->setEnabled(m_reading.has_value() && m_workbench.project().editable());
    m_swap->setEnabled(chosenIsEntity());
}

// Where there is less room the page scrolls, rather than that one part covers another.
void LiveTab::makeRoom() {
    setMinimumHeight(space(this, m_pins.empty() ? kRoom : kRoom + kRoomOfPins));
}

// Of the sentence that the chosen word stands in, else of the first one.
void LiveTab::showBars() {
    const auto& words = m_view->words();
    const auto begin = m_view->chosenBegin(), end = m_view->chosenEnd();
    const std::size_t sentence = begin < end ? words[begin].sentence : 0;
    std::vector<TagBars::Word> shown;
    QStringList tags;
    std::vector<int> colours;
    m_barsFrom = 0;
    if (m_reading && sentence < m_reading->sentences.size()) {
        for (std::size_t s = 0; s < sentence; ++s)
            m_barsFrom += m_reading->sentences[s].words.size();
        for (const InspectedWord& word : m_reading->sentences[sentence].words)
            shown.push_back({QString::fromStdString(word.text),
                {word.probabilities.begin(), word.probabilities.end()}, int(word.tag)});
        for (const std::string& tag : m_reading->tags) {
            tags << QString::fromStdString(tag);
            const auto parts = splitTag(tag);
            colours.push_back(parts.prefix == 'O'
                    ? -1
                    : m_workbench.project().colourOf(std::string(parts.label)));
        }
    }
    m_bars->setSentence(std::move(shown), tags, std::move(colours));
    if (begin < end)
        m_bars->choose(begin - m_barsFrom, end - m_barsFrom);
}

std::optional<ExplainTarget> LiveTab::target() const {
    const auto begin = m_view->chosenBegin(), end = m_view->chosenEnd();
    if (!m_reading || begin >= end)
        return std::nullopt;
    const auto& words = m_view->words();
    const int category = m_class->currentData().toInt();
    ExplainTarget out;
    out.sentence = words[begin].sentence;
    out.begin = words[begin].word;
    out.end = out.begin;
    for (auto w = begin; w < end && words[w].sentence == out.sentence; ++w) {
        out.end = words[w].word + 1;
        out.classes.push_back(
            category >= 0 ? category : m_reading->sentences[out.sentence].words[words[w].word].tag);
    }
    return out;
}

void LiveTab::askWhy() {
    if (const auto wanted = target(); wanted && m_run)
        m_why->setTarget(*m_run, m_reading->text, *wanted);
    else
        m_why->clear();
}

} // namespace evenspan::ui
