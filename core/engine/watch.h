// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/events.h"

#include <cstdint>
#include <string>
#include <vector>

namespace evenspan::engine {

// Looks at the events of a run and warns, each thing once, with what to do about it. Pure: the same
// events give the same warnings, whatever the clock says. Where a threshold comes from:
//
// loss_explodes    the smoothed loss (decay 0.95, so one batch moves it by a twentieth) is for 10
//                  steps on end above 3 times its lowest value and above a quarter of where the run
//                  began. A run that learns nothing more stays near its lowest value; one that
//                  forgot everything falls back to the loss of "O everywhere", which for tags is
//                  about a third of ln(classes). Also at once where a loss is no number.
// nothing_found    F1 is 0 in each of the first 3 evaluations behind the warm-up. A new head says
//                  "O" for a while, since most words are; after three looks it no longer should.
// overfits         the validation loss rose at 3 evaluations on end, by 10 % or more over its
//                  lowest value, while the best F1 gained less than 0.002: one sentence more or
//                  less on a split of 500. Loss alone often rises while F1 still climbs (spaCy
//                  #9791), which is no reason to stop.
// never_predicted  at the third evaluation behind the warm-up, with some other label found, a label
//                  with 5 or more entities was not predicted once. A label that is found half the
//                  time would be missed five times in a row in 1 of 32 cases.
// rate_too_high    a gradient norm is 5 times what it was in the first 5 steps (their median), and
//                  the mean loss of steps 10 to 30 behind it is still above half of that of the
//                  first 5. Measured with MiniLM on the sample project: at a rate that works
//                  (2e-4) norms stay under 1.5 times the first ones and the loss is a fifth after
//                  40 steps; at 25 and 250 times that rate one norm is 9 to 11 times the first
//                  ones, within 10 steps, and the loss stays at three fifths.
class RunWatch {
public:
    explicit RunWatch(std::int64_t warmupSteps = 0)
        : m_warmup(warmupSteps) { }

    // What the event gives reason to: Log events, to be passed on after it.
    std::vector<TrainEvent> see(const TrainEvent& event);

private:
    void seeStep(const TrainEvent& event, std::vector<TrainEvent>& out);
    void seeNorm(const TrainEvent& event, std::vector<TrainEvent>& out);
    void seeEval(const TrainEvent& event, std::vector<TrainEvent>& out);
    bool once(const char* note);

    std::int64_t m_warmup;
    std::vector<std::string> m_said;
    // Training loss: its debiased average.
    double m_mean = 0, m_weight = 1, m_start = -1, m_lowest = -1;
    std::int64_t m_steps = 0;
    int m_high = 0; // steps on end that are too high
    // Gradient norms, the loss of the first steps and of those behind a peak.
    std::vector<double> m_firstNorms;
    double m_firstLoss = 0, m_lossBehind = 0;
    std::int64_t m_peak = -1; // the number of its step
    // Evaluations behind the warm-up.
    int m_evals = 0, m_zero = 0, m_rising = 0;
    double m_lastLoss = -1, m_lowestLoss = -1, m_bestF1 = 0, m_bestBefore = 0;
    std::vector<std::string> m_predicted; // labels that came up once
};

} // namespace evenspan::engine
