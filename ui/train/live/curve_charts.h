// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/run_curves.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace evenspan::ui {

// What a chart of a run shows: which of its series, by which name, times what.
struct ChartLine {
    std::string split, key; // of the series
    QString name;
    bool smooth = false; // many noisy points: an average stands in front
    bool marker = false; // few points: each gets a disc
    QString label; // takes this label's colour; empty: the colour of its place
    double factor = 1;
};
struct ChartKind {
    QString id; // "loss", for the settings
    QString title; // "Loss"
    QString vertical; // name of the vertical axis
};

// In the order of the choice.
QList<ChartKind> chartKinds();
// The lines of a chart for what the run has. The loss always has one of training and one of
// validation, so that they keep their place while the run has no evaluation yet.
std::vector<ChartLine> chartLines(const QString& id, const RunCurves& curves);

// What stands below the curves.
enum class Over { Step, Epoch, Time, Examples };
// Places of steps. `examples`: sentences an epoch.
std::vector<double> placesOf(
    Over over, const RunCurves& curves, const std::vector<double>& steps, double examples);

} // namespace evenspan::ui
