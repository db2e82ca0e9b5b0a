// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/run_facts.h"

#include "core/app/runs/run_settings.h"
#include "core/store/reader.h"
#include "ui/common/theme.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::ui {

namespace {

constexpr qsizetype kLongestLineage = 100;

class OriginTexts {
    Q_DECLARE_TR_FUNCTIONS(OriginTexts)
};

nlohmann::json parsed(const std::string& text) {
    auto json = nlohmann::json::parse(text, nullptr, false);
    return json.is_object() ? json : nlohmann::json::object();
}

QString modelOf(const store::RunRow& run) {
    return QString::fromStdString(parsed(run.recipe).value("model", std::string()));
}

} // namespace

Result<RunFacts> readRunFacts(
    store::Reader& reader, const store::RunRow& run, const std::stop_token& stop) {
    RunFacts facts;
    auto outcomes = keptOutcomes(reader, run, stop);
    if (!outcomes)
        return outcomes.error();
    facts.outcomes = std::move(*outcomes);
    auto newest = store::newestGroup(reader, {}, stop);
    if (!newest)
        return newest.error();
    facts.newestGroup = *newest;
    facts.seenGroup = parsed(run.record).value("event_group", std::int64_t{0});
    if (facts.seenGroup == 0) // older runs did not write it down
        if (auto then = store::newestGroup(reader, run.created, stop))
            facts.seenGroup = *then;
    auto info = reader.info(stop);
    if (!info)
        return info.error();
    for (const auto& [split, counts] : info->splits)
        if (!split.empty())
            facts.splits << QString::fromStdString(split);
    auto runs = reader.runs(stop);
    if (!runs)
        return runs.error();
    QString name = QString::fromStdString(run.name), from = modelOf(run);
    facts.lineage << name;
    while (facts.lineage.size() < kLongestLineage) {
        const bool isRun = from.startsWith(QLatin1String("run:"));
        facts.lineage << (isRun ? from.mid(4) : from);
        const auto found = std::find_if(runs->begin(), runs->end(), [&](const auto& row) {
            return isRun && QString::fromStdString(row.name) == facts.lineage.last();
        });
        if (found == runs->end())
            break;
        from = modelOf(*found);
    }
    return facts;
}

QString originText(const store::RunRow& run, const RunFacts& facts, bool whole) {
    QString html = QStringLiteral("<table cellspacing=\"0\" cellpadding=\"2\">");
    const auto row = [&](const QString& name, const QString& value) {
        if (!value.isEmpty())
            html += QStringLiteral("<tr><td>%1&nbsp;&nbsp;&nbsp;</td><td>%2</td></tr>")
                        .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    };
    const auto record = parsed(run.record);
    row(OriginTexts::tr("Lineage"), facts.lineage.join(QStringLiteral("  ←  ")));
    if (facts.seenGroup > 0)
        row(OriginTexts::tr("Project"),
            facts.newestGroup > facts.seenGroup
                ? OriginTexts::tr("as it was after step %1 of its history; %n steps since", nullptr,
                    int(facts.newestGroup - facts.seenGroup))
                      .arg(number(facts.seenGroup))
                : OriginTexts::tr("as it is now, after step %1 of its history")
                      .arg(number(facts.seenGroup)));
    const QStringList names{OriginTexts::tr("Weights at the start"),
        OriginTexts::tr("Sentences learnt"), OriginTexts::tr("Training data"),
        OriginTexts::tr("Validation data"), OriginTexts::tr("Held out"),
        OriginTexts::tr("Only documents with"), OriginTexts::tr("Tags"), QStringLiteral("torch"),
        OriginTexts::tr("Device"), QStringLiteral("CUDA"), OriginTexts::tr("Processor"),
        OriginTexts::tr("Precision"), OriginTexts::tr("Matrix products"),
        OriginTexts::tr("Threads"), OriginTexts::tr("Sentences at once")};
    const QStringList keys{QStringLiteral("model sha256"), QStringLiteral("training sentences"),
        QStringLiteral("training sha256"), QStringLiteral("validation sha256"),
        QStringLiteral("held out"), QStringLiteral("where"), QStringLiteral("tags"),
        QStringLiteral("torch"), QStringLiteral("device"), QStringLiteral("cuda"),
        QStringLiteral("cpu_features"), QStringLiteral("precision"), QStringLiteral("matmul"),
        QStringLiteral("threads"), QStringLiteral("micro_batch")};
    for (const RunSetting& setting : settingsOf({run})) {
        const auto at = keys.indexOf(QString::fromStdString(setting.key));
        QString value = QString::fromStdString(setting.values.front());
        if (setting.key == "tags" || setting.key == "where") // a list as people write it
            value.remove(QRegularExpression(QStringLiteral("[][{}\"]")))
                .replace(QLatin1Char(','), QStringLiteral(", "));
        if (setting.part != RunSetting::Recipe && at >= 0 && !value.isEmpty() && value.size() < 400)
            row(names[at],
                setting.key.ends_with("sha256") && !whole
                    ? QStringLiteral("sha256 ") % value.left(12) % QChar(0x2026)
                    : value);
    }
    return record.empty() && facts.lineage.size() < 2 ? QString()
                                                      : html % QStringLiteral("</table>");
}

} // namespace evenspan::ui
