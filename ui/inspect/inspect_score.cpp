// SPDX-License-Identifier: GPL-3.0-or-later
// The inspection page and how the project scores entities: which score, calibrated or not, and what
// was suggested under another one.
#include "core/app/runs/span_score_choice.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/widgets.h"
#include "ui/inspect/inspect_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/span_score_text.h"
#include "ui/shell/suggest_anew.h"
#include "ui/shell/suggestion_service.h"

#include <QTabWidget>

namespace evenspan::ui {

void InspectPage::loadScore() {
    if (m_scoreTicket)
        m_workbench.forget(m_scoreTicket);
    m_scoreTicket = m_workbench.query<ScoreChoice>(
        [row = run() ? *run() : store::RunRow{}](
            store::Reader& reader, std::stop_token) -> Result<ScoreChoice> {
            auto calibrated = calibratedScores(reader);
            if (!calibrated)
                return calibrated.error();
            auto scoring = scoringOf(reader, row, *calibrated);
            if (!scoring)
                return scoring.error();
            return ScoreChoice{*scoring, *calibrated, false};
        },
        [this](Result<ScoreChoice> choice) {
            m_scoreTicket = 0;
            m_score = choice.valueOr({});
            showScore();
        });
}

void InspectPage::showScore() {
    m_score.editable = m_workbench.isOpen() && m_workbench.project().editable();
    for (const Place& place : m_places)
        place.tab->showScore(m_score);
}

// Kept in the project; the run is asked again, and what suggests reads its suggestions again.
// `back`: it was an undo, which needs none of its own.
void InspectPage::chooseScore(SpanScore score, bool calibrated, bool back) {
    const bool other = score != m_score.scoring.score;
    if (!other && calibrated == m_score.calibrated)
        return;
    const ScoreChoice before = m_score;
    m_score.scoring.score = score;
    m_score.calibrated = calibrated;
    if (!calibrated)
        m_score.scoring.temperature = 1; // the fitted one comes with loadScore()
    showScore();
    m_workbench.record(
        [score, calibrated, other](store::Writer& writer) {
            return other ? chooseSpanScore(writer, score)
                         : chooseCalibratedScores(writer, calibrated);
        },
        [this, alive = m_alive, before, score, calibrated, other, back](const Result<void>& kept) {
            if (!*alive)
                return;
            if (!kept) {
                m_score = before;
                showScore();
                return m_banner->showError(kept.error());
            }
            loadScore();
            rescored();
            const QString name = other ? spanScoreName(score)
                : calibrated           ? tr("calibrated")
                                       : tr("as the model says");
            if (back)
                m_window.toast().say(tr("Entities are scored as before: %1").arg(name));
            else
                m_window.toast().say(tr("Entities are scored anew: %1").arg(name), tr("Undo"),
                    [this, alive = m_alive, before] {
                        if (*alive)
                            chooseScore(before.scoring.score, before.calibrated, true);
                    });
        });
}

// The run is asked again; what it suggested is read again where a run suggests, else the page says
// that it is not.
void InspectPage::rescored() {
    m_stale = m_rescore = true;
    if (isVisible() && current() && current()->wantsInspection())
        ask();
    const SuggestionService* suggesting = m_workbench.suggestions();
    if (suggesting && !suggesting->state().run.isEmpty())
        suggestAnew(m_workbench, {});
    else
        loadStale();
}

void InspectPage::loadStale() {
    if (m_staleTicket)
        m_workbench.forget(m_staleTicket);
    m_staleTicket = askStaleScores(m_workbench, [this](Result<StaleScores> found) {
        m_staleTicket = 0;
        const auto before = m_staleScores.stale.documents;
        m_staleScores = found.valueOr({});
        if (m_staleScores.stale.documents != before)
            showNotice();
    });
}

} // namespace evenspan::ui
