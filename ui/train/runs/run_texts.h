// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/compare_runs.h"
#include "core/app/train/verify_run.h"

#include <QCoreApplication>
#include <QString>

namespace evenspan::ui {

// What is said of runs, in the language of the window.
class RunTexts {
    Q_DECLARE_TR_FUNCTIONS(RunTexts)
public:
    // "B finds more than A: +1.3 F1, 95 % interval +0.2 to +2.4, p = 0.02; on 230 documents".
    static QString verdict(const Comparison& comparison, const PairVerdict& verdict);
    static QString groupName(const SeedGroup& group); // "base (3 seeds)"
    static QString doubt(const Doubt& doubt);
    static QString verification(const Verification& verification); // some sentences
    // The line of evenspan-cli that makes the run anew.
    static QString command(const QString& project, const store::RunRow& run);
    static QString points(double share); // "+1.3"
    static QString p(double value); // "p = 0.02"
};

} // namespace evenspan::ui
