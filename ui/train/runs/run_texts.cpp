// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/runs/run_texts.h"

#include "ui/train/launch/command_line.h"

#include <QLocale>

#include <nlohmann/json.hpp>

namespace evenspan::ui {

QString RunTexts::points(double share) {
    const QString text = QLocale().toString(100 * share, 'f', 1);
    return share < 0 ? text : QLatin1Char('+') % text;
}

QString RunTexts::p(double value) {
    if (value < 0.001)
        return tr("p < %1").arg(QLocale().toString(0.001, 'f', 3));
    return tr("p = %1").arg(QLocale().toString(value, 'f', value < 0.1 ? 3 : 2));
}

QString RunTexts::groupName(const SeedGroup& group) {
    const QString name = QString::fromStdString(group.name);
    return group.runs.size() == 1 ? name
                                  : tr("%1 (%n seeds)", nullptr, int(group.runs.size())).arg(name);
}

QString RunTexts::verdict(const Comparison& comparison, const PairVerdict& verdict) {
    const auto& difference = verdict.bootstrap.difference;
    const QString better = groupName(comparison.groups[verdict.a]);
    const QString other = groupName(comparison.groups[verdict.b]);
    const QString head = verdict.differs()
        ? tr("%1 finds more than %2").arg(better, other)
        : tr("No difference is shown between %1 and %2").arg(better, other);
    QString chance = p(verdict.p);
    if (comparison.verdicts.size() > 1)
        chance = tr("%1 (%2 among %n tests)", nullptr, int(comparison.verdicts.size()))
                     .arg(chance, p(verdict.adjusted));
    return tr("%1: %2 F1, %3 % interval %4 to %5, %6; on %n documents", nullptr,
        int(comparison.documents))
        .arg(head, points(difference.estimate),
            QLocale().toString(100 * comparison.confidence, 'g', 3), points(difference.low),
            points(difference.high), chance);
}

QString RunTexts::doubt(const Doubt& doubt) {
    const QString detail = QString::fromStdString(doubt.detail);
    switch (doubt.kind) {
    case BitsDoubt::NotOnCpu:
        return tr("it was trained on %1, where sums come in any order").arg(detail);
    case BitsDoubt::NotDeterministic:
        return tr("its recipe did not ask for determinism");
    case BitsDoubt::OtherMachine:
        return tr("it was trained on another machine (%1)").arg(detail);
    case BitsDoubt::OtherData:
        return tr("the documents changed since");
    case BitsDoubt::OtherModel:
        return tr("the model that it started from changed since");
    case BitsDoubt::MemoryFallback:
        return tr("memory was short, so its batches became smaller while it ran");
    }
    return {};
}

QString RunTexts::verification(const Verification& verification) {
    QString text = verification.sameBits()
        ? tr("Trained again, %1 has the same weights, bit for bit.")
              .arg(QString::fromStdString(verification.run))
        : verification.promised()
        ? tr("Trained again, %1 has other weights, although the same were promised.")
              .arg(QString::fromStdString(verification.run))
        : tr("Trained again, %1 has other weights.").arg(QString::fromStdString(verification.run));
    QStringList reasons;
    for (const Doubt& one : verification.doubts)
        reasons << doubt(one);
    if (!reasons.isEmpty())
        text += QLatin1Char(' ')
            % tr("The same bits are not promised: %1.").arg(reasons.join(QStringLiteral("; ")));
    if (const auto& scores = verification.scores)
        text += QLatin1Char(' ')
            % tr("F1 on %1: %2, was %3; difference %4, 95 % interval %5 to %6, on %n documents.",
                nullptr, int(scores->documents))
                  .arg(QString::fromStdString(scores->split),
                      QLocale().toString(100 * scores->after, 'f', 1),
                      QLocale().toString(100 * scores->before, 'f', 1),
                      points(scores->test.difference.estimate), points(scores->test.difference.low),
                      points(scores->test.difference.high));
    return text;
}

QString RunTexts::command(const QString& project, const store::RunRow& run) {
    QString line = QStringLiteral("evenspan-cli train ") % shellWord(project);
    const auto recipe = engine::recipeFromJson(run.recipe);
    if (!recipe)
        return line;
    line += recipeOptions(*recipe);
    const auto record = nlohmann::ordered_json::parse(run.record, nullptr, false);
    if (record.is_object() && record.contains("where") && record["where"].is_object())
        for (const auto& [key, value] : record["where"].items())
            if (value.is_string())
                line += QStringLiteral(" --where ")
                    % shellWord(QString::fromStdString(key + "=" + value.get<std::string>()));
    return line;
}

} // namespace evenspan::ui
