// SPDX-License-Identifier: GPL-3.0-or-later
// The inspection page and the score of an entity that the project goes by.
#include "core/app/runs/span_score_choice.h"
#include "core/store/query.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/widgets.h"
#include "ui/inspect/inspect_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/span_score_text.h"
#include "ui/shell/suggestion_service.h"

#include <QTabWidget>

namespace evenspan::ui {

void InspectPage::loadScore() {
    if (m_scoreTicket)
        m_workbench.forget(m_scoreTicket);
    m_scoreTicket = m_workbench.query<SpanScore>(
        [](store::Reader& reader, std::stop_token) { return chosenSpanScore(reader); },
        [this](Result<SpanScore> score) {
            m_scoreTicket = 0;
            m_score = score.valueOr(SpanScore::Mean);
            showScore();
        });
}

void InspectPage::showScore() {
    const bool editable = m_workbench.isOpen() && m_workbench.project().editable();
    for (const Place& place : m_places)
        place.tab->showScore(m_score, editable);
}

// Kept in the project; the run is asked again, and what suggests reads its suggestions again.
// `back`: it was an undo, which needs none of its own.
void InspectPage::chooseScore(SpanScore score, bool back) {
    if (score == m_score)
        return;
    const SpanScore before = std::exchange(m_score, score);
    showScore();
    m_workbench.record([score](store::Writer& writer) { return chooseSpanScore(writer, score); },
        [this, alive = m_alive, before, score, back](const Result<void>& kept) {
            if (!*alive)
                return;
            if (!kept) {
                m_score = before;
                showScore();
                return m_banner->showError(kept.error());
            }
            m_stale = m_rescore = true;
            if (isVisible() && current() && current()->wantsInspection())
                ask();
            if (SuggestionService* suggesting = m_workbench.suggestions();
                suggesting && !suggesting->state().run.isEmpty()) {
                store::DocumentFilter open; // documents with a scored suggestion
                open.query = *store::parseQuery("score>=0");
                suggesting->request(open);
            }
            const QString name = spanScoreName(score);
            if (back)
                m_window.toast().say(tr("Entities are scored as before: %1").arg(name));
            else
                m_window.toast().say(tr("Entities are scored anew: %1").arg(name), tr("Undo"),
                    [this, alive = m_alive, before] {
                        if (*alive)
                            chooseScore(before, true);
                    });
        });
}

} // namespace evenspan::ui
