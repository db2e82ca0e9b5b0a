// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/curve_charts.h"

#include <QCoreApplication>

#include <algorithm>

namespace evenspan::ui {

namespace {

struct CurveCharts {
    Q_DECLARE_TR_FUNCTIONS(CurveCharts)
};

QString splitName(const std::string& split) {
    if (split == "train")
        return CurveCharts::tr("Training");
    if (split == "validation")
        return CurveCharts::tr("Validation");
    return QString::fromStdString(split);
}

} // namespace

QList<ChartKind> chartKinds() {
    return {{QStringLiteral("loss"), CurveCharts::tr("Loss"), CurveCharts::tr("Loss")},
        {QStringLiteral("f1"), CurveCharts::tr("F1 by label"), CurveCharts::tr("F1, percent")},
        {QStringLiteral("precision"), CurveCharts::tr("Precision and recall"),
            CurveCharts::tr("Percent")},
        {QStringLiteral("learning_rate"), CurveCharts::tr("Learning rate"),
            CurveCharts::tr("Learning rate")},
        {QStringLiteral("grad_norm"), CurveCharts::tr("Gradient norm"),
            CurveCharts::tr("Gradient norm")},
        {QStringLiteral("speed"), CurveCharts::tr("Tokens per second"),
            CurveCharts::tr("Tokens per second")},
        {QStringLiteral("load"), CurveCharts::tr("Load"),
            CurveCharts::tr("Percent of the machine")},
        {QStringLiteral("memory"), CurveCharts::tr("Memory"), CurveCharts::tr("Gigabytes")}};
}

std::vector<ChartLine> chartLines(const QString& id, const RunCurves& curves) {
    std::vector<ChartLine> out;
    const auto plain = [&](const char* split, const char* key, const QString& name, bool smooth,
                           double factor = 1) {
        if (curves.find(split, key))
            out.push_back({split, key, name, smooth, false, {}, factor});
    };
    if (id == QLatin1String("loss")) {
        out.push_back({"train", "loss", splitName("train"), true, false, {}, 1});
        out.push_back({"validation", "loss", splitName("validation"), false, true, {}, 1});
        for (const CurveSeries& one : curves.series)
            if (one.key == "loss" && one.split != "train" && one.split != "validation")
                out.push_back({one.split, one.key, splitName(one.split), false, true, {}, 1});
    } else if (id == QLatin1String("f1")) {
        for (const CurveSeries& one : curves.series)
            if (one.key == "f1")
                out.push_back(
                    {one.split, one.key, CurveCharts::tr("All labels"), false, true, {}, 100});
        std::vector<ChartLine> labels;
        for (const CurveSeries& one : curves.series)
            if (one.key.starts_with("f1:")) {
                const QString label = QString::fromStdString(one.key.substr(3));
                labels.push_back({one.split, one.key, label, false, true, label, 100});
            }
        std::sort(labels.begin(), labels.end(),
            [](const ChartLine& a, const ChartLine& b) { return a.label < b.label; });
        out.insert(out.end(), labels.begin(), labels.end());
    } else if (id == QLatin1String("precision")) {
        for (const CurveSeries& one : curves.series)
            if (one.key == "precision" || one.key == "recall")
                out.push_back({one.split, one.key,
                    one.key == "recall" ? CurveCharts::tr("Recall") : CurveCharts::tr("Precision"),
                    false, true, {}, 100});
    } else if (id == QLatin1String("learning_rate")) {
        plain("train", "learning_rate", CurveCharts::tr("Learning rate"), false);
    } else if (id == QLatin1String("grad_norm")) {
        plain("train", "grad_norm", CurveCharts::tr("Gradient norm"), true);
    } else if (id == QLatin1String("speed")) {
        plain("train", "tokens_per_second", CurveCharts::tr("Tokens per second"), true);
    } else if (id == QLatin1String("load")) {
        plain(kMachineSplit, "cpu", CurveCharts::tr("Processor, this program"), false);
        plain(kMachineSplit, "cpu_of_all", CurveCharts::tr("Processor, everybody"), false);
        plain(kMachineSplit, "gpu", CurveCharts::tr("Graphics card"), false);
    } else if (id == QLatin1String("memory")) {
        plain(kMachineSplit, "memory", CurveCharts::tr("Memory, this program"), false, 1e-9);
        plain(kMachineSplit, "gpu_memory", CurveCharts::tr("Memory of the graphics card"), false,
            1e-9);
    }
    return out;
}

std::vector<double> placesOf(
    Over over, const RunCurves& curves, const std::vector<double>& steps, double examples) {
    switch (over) {
    case Over::Step:
        return steps;
    case Over::Epoch:
        return curves.epochsOf(steps);
    case Over::Time:
        return curves.timesOf(steps);
    case Over::Examples: {
        auto places = curves.epochsOf(steps);
        for (double& place : places)
            place *= examples;
        return places;
    }
    }
    return steps;
}

} // namespace evenspan::ui
