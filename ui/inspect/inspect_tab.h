// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/mention_table.h"
#include "core/app/runs/scoring.h"
#include "ui/shell/run_desk.h"
#include "ui/shell/workbench.h"

#include <QWidget>

namespace evenspan {
struct BehaviourTest; // core/app/inspect/behaviour_tests.h
}

namespace evenspan::ui {

// How a project scores the entities of the chosen run.
struct ScoreChoice {
    Scoring scoring;
    bool calibrated = true; // the project's switch; without a fitted temperature it changes nothing
    bool editable = false;
};

// One view of the inspection page. The page chooses run and split, asks for what the run marked
// there and gives it to every tab; while there is nothing, the page says why in the tab's place.
class InspectTab : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    // False: the tab works without an inspection (it asks the run itself), so it is always shown.
    virtual bool wantsInspection() const { return true; }
    // False: what documents without labels give is nothing to this tab.
    virtual bool worksWithoutGold() const { return true; }
    // Another run or split was chosen; what it gives comes later, or never.
    virtual void showChoice(const store::RunRow& run, const InspectionRequest& request) {
        Q_UNUSED(run)
        Q_UNUSED(request)
    }
    // Never null; never changes again, so threads may read it.
    virtual void showInspection(const InspectionPtr& inspection) { Q_UNUSED(inspection) }
    // Only some mentions are wanted: a count elsewhere was chosen.
    virtual void showOnly(const MentionFilter& filter) { Q_UNUSED(filter) }
    // How the project scores entities now, and whether that can be changed here.
    virtual void showScore(const ScoreChoice& choice) { Q_UNUSED(choice) }
    virtual QWidget* focusTarget() = 0; // what F6 goes to
    virtual bool goUp() { return false; } // Esc; false: nothing to leave

Q_SIGNALS:
    // The place is to be opened in the labelling workspace; Esc there leads back to this tab.
    void placeWanted(evenspan::DocumentId document, evenspan::CodePointRange range);
    // The mentions behind a count are to be listed.
    void mentionsWanted(const evenspan::MentionFilter& filter);
    // The project is to go by this score from now on.
    void scoreWanted(evenspan::SpanScore score);
    // The project's scores are to be calibrated from now on, or not.
    void calibratedWanted(bool calibrated);
    // What is kept of the run's confidence is new: its entities are scored otherwise.
    void confidenceFitted();
    // A test of behaviour is to be kept; its name may be taken.
    void testWanted(const evenspan::BehaviourTest& test);
};

} // namespace evenspan::ui
