// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/train/plan_run.h"
#include "core/store/project.h"
#include "ui/shell/workbench.h"

#include <functional>
#include <stop_token>

namespace evenspan::ui {

// How the workbench trains: the composition gives it, so that neither the engine nor its module is
// touched before they are needed. All calls block and run on threads of their own.
class TrainingBackend {
public:
    virtual ~TrainingBackend() = default;
    // Models and devices. May load the engine (about 0.3 s).
    virtual Result<Machine> machine() = 0;
    // What the run would be; a few seconds, ended by a stop. The project is not changed.
    virtual Result<RunPlan> plan(
        store::Project& project, const TrainRequest& request, std::stop_token stop) = 0;
    // The whole run, from the project's documents to its saved weights and scores; makes and keeps
    // the run's row, or takes the one that `request.resume` means. `sink` is called on this thread:
    // Started first, Finished last. On an error there is no Finished.
    virtual Result<void> train(store::Project& project, const TrainRequest& request,
        const std::function<void(TrainEvent&&)>& sink, std::stop_token stop) = 0;
};

// Whether runs train in a process of their own; a setting of the user, off at first. It costs half
// a second at a run's start; a fault of a card's driver then ends the run alone, and a pause gives
// all of the card's memory back.
bool trainsInChild();
void setTrainsInChild(bool on);

} // namespace evenspan::ui
