// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition.h"

#include <functional>
#include <stop_token>

namespace CLI {
class App;
}

namespace evenspan::fairness {
struct AuditResult;
}

namespace evenspan::cli {

// What every verb gets. `run` is set while the command line is read and called afterwards.
struct Session {
    Places places;
    std::stop_token stop;
    std::function<int()> run;
};

// Each adds its verbs, with their flags and help, to the command line.
void addProjectVerbs(CLI::App& app, Session& session);
void addModelVerbs(CLI::App& app, Session& session);
void addModelExport(CLI::App& models, Session& session); // below `models`
void addIoVerbs(CLI::App& app, Session& session);
void addSplitVerb(CLI::App& app, Session& session);
void addRulesVerb(CLI::App& app, Session& session);
void addTrainVerb(CLI::App& app, Session& session);
void addQueueVerb(CLI::App& app, Session& session);
void addWorkerVerb(CLI::App& app, Session& session);
void addSearchVerb(CLI::App& app, Session& session);
void addKFoldVerb(CLI::App& app, Session& session);
void addLabelErrorsVerb(CLI::App& app, Session& session);
void addCalibrateVerb(CLI::App& app, Session& session);
void addEvaluateVerb(CLI::App& app, Session& session);
void addInspectVerb(CLI::App& app, Session& session);
void addTestCasesVerb(CLI::App& app, Session& session);
void addOrderVerb(CLI::App& app, Session& session);
void addSimulateVerb(CLI::App& app, Session& session);
void addPredictVerb(CLI::App& app, Session& session);
void addCompareVerb(CLI::App& app, Session& session);
void addVerifyVerb(CLI::App& app, Session& session);
void addAuditVerb(CLI::App& app, Session& session);
void addSensitiveVerb(CLI::App& app, Session& session);
void addReportVerb(CLI::App& app, Session& session);
void addDemoVerb(CLI::App& app, Session& session);
void addDoctor(CLI::App& app, Session& session);

// The figures of an audit as a table on stdout.
void printAudit(const fairness::AuditResult& audit);

} // namespace evenspan::cli
