// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/bias_report.h"

#include <algorithm>
#include <QStringList>

namespace evenspan::report {

using namespace fairness;

void BiasReport::fullTables() {
    open("annex-a", QStringLiteral("A"), tr("Annex: full tables"));
    say(tr("Every type by itself. Gaps of single types are corrected by Benjamini and Hochberg."));
    std::vector<Column> columns{{tr("Type"), false}, {tr("Mentions"), true}, {tr("Tagged"), true},
        {tr("Right"), true}, {tr("Recall"), true}, {tr("Precision"), true}, {tr("F1"), true},
        {tr("Tagged in 1,000 words"), true}};
    Table overall{QStringLiteral("full.overall"), tr("All text"), columns, {}, {}};
    for (const auto& cell : m_audit.overall)
        overall.rows.push_back({textCell(typeName(cell.type)), countCell(cell.gold),
            countCell(cell.predicted), countCell(cell.right), shareCell(cell.recall),
            shareCell(cell.precision), shareCell(cell.f1), rateCell(cell.selection)});
    if (!overall.rows.empty())
        add(std::move(overall));
    for (const auto& dimension : m_audit.dimensions) {
        const bool whole = dimension.unit == "document";
        Table table{QStringLiteral("full.") + shown(dimension.id), dimensionName(dimension),
            {{groupHead(dimension), false}, {tr("Type"), false}, {tr("Mentions"), true},
                {tr("Right"), true}, {tr("Recall"), true}},
            {}, {}};
        if (whole)
            for (const auto& head : {tr("Tagged"), tr("Precision"), tr("F1")})
                table.columns.push_back({head, true});
        Table words{QStringLiteral("full-words.") + shown(dimension.id),
            tr("Word by word, %1").arg(dimensionName(dimension)),
            {{groupHead(dimension), false}, {tr("Type"), false}, {tr("Words found"), true},
                {tr("Wrong words in 1,000"), true}, {tr("Tagged in 1,000 words"), true},
                {tr("Band of all groups"), true}},
            {}, {}};
        for (const auto& group : dimension.groups)
            for (const auto& cell : group.cells) {
                std::vector<Cell> row{textCell(groupName(group)), textCell(typeName(cell.type)),
                    countCell(cell.gold), countCell(cell.right), shareCell(cell.recall)};
                if (whole) {
                    row.push_back(countCell(cell.predicted));
                    row.push_back(shareCell(cell.precision));
                    row.push_back(shareCell(cell.f1));
                }
                words.rows.push_back({textCell(groupName(group)), textCell(typeName(cell.type)),
                    shareCell(cell.tokenTpr), rateCell(cell.tokenFpr), rateCell(cell.selection),
                    cell.bandLow && cell.bandHigh
                        ? textCell(tr("%1 to %2").arg(share(*cell.bandLow), share(*cell.bandHigh)))
                        : textCell(tr("n/a"))});
                table.rows.push_back(std::move(row));
            }
        if (!table.rows.empty()) {
            add(std::move(table));
            add(std::move(words));
        }
        Table gaps{QStringLiteral("full-gaps.") + shown(dimension.id),
            tr("Gaps of single types, %1").arg(dimensionName(dimension)),
            {{groupHead(dimension), false}, {tr("Type"), false}, {tr("Gap, points"), true},
                {tr("p"), true}, {tr("p, corrected"), true}, {tr("Result"), false}},
            {}, {}};
        for (const auto& gap : dimension.gaps)
            if (!gap.type.empty())
                gaps.rows.push_back({textCell(shown(gap.group)), textCell(shown(gap.type)),
                    pointsCell(gap.difference), chanceCell(gap.p), chanceCell(gap.adjusted),
                    textCell(verdictName(gap.verdict))});
        if (!gaps.rows.empty())
            add(std::move(gaps));
    }
}

void BiasReport::sources() {
    open("annex-b", QStringLiteral("B"), tr("Annex: lists of names, their sources and licences"));
    bool any = false;
    for (const auto& dimension : m_audit.dimensions) {
        if (!dimension.suite)
            continue;
        any = true;
        const auto& suite = *dimension.suite;
        const auto orUnknown = [this](const std::string& text) {
            return text.empty() ? tr("not recorded") : shown(text);
        };
        add(Definitions{
            {{tr("Suite"), shown(suite.name)}, {tr("Language"), orUnknown(suite.language)},
                {tr("Type of its gap"), orUnknown(suite.label)},
                {tr("Source"), orUnknown(suite.source)}, {tr("Licence"), orUnknown(suite.licence)},
                {tr("Taken on"), orUnknown(suite.date)}, {tr("Chosen by"), orUnknown(suite.rule)},
                {tr("Size"),
                    tr("%1 names × %2 patterns, %3 sentences")
                        .arg(count(suite.names), count(suite.templates), count(suite.sentences))},
                {tr("Fingerprint (SHA-256)"), orUnknown(suite.hash)}}});
        Table remarks{QStringLiteral("remarks.") + shown(dimension.id), tr("Remarks on the lists"),
            {{tr("Remark"), false}, {tr("Group"), false}, {tr("Names"), true}}, {}, {}};
        for (const auto& remark : suite.remarks) {
            const auto& code = remark.code;
            const auto text = code == "too_few" ? tr("too few names")
                : code == "word_like"           ? tr("names that are also common words")
                : code == "frequency" ? tr("frequencies differ from those of other groups")
                : code == "length"    ? tr("lengths differ from those of other groups")
                : code == "duplicate" || code == "duplicates" ? tr("names that stand twice")
                : code == "no_frequency"                      ? tr("names without a frequency")
                : code == "several_groups"                    ? tr("names in several groups")
                : code == "one_character"                     ? tr("names of one character")
                : code == "script" ? tr("names in another script than stated")
                                   : shown(code);
            remarks.rows.push_back({textCell(text),
                textCell(remark.group.empty() ? tr("whole list") : shown(remark.group)),
                countCell(remark.count)});
        }
        if (!remarks.rows.empty())
            add(std::move(remarks));
    }
    if (!any)
        say(tr("No lists of names were used in this audit."));
}

void BiasReport::hiringTable() {
    open("annex-c", QStringLiteral("C"),
        tr("Annex: table in the manner of New York City Local Law 144"));
    say(tr(
        "The law asks for rates and impact ratios of tools that rank or select candidates. An "
        "entity tagger selects nobody; the table uses its layout, with recall as the rate, for "
        "readers who are used to it. It is no bias audit in the sense of that law. Categories too "
        "small to be shown stay in the list; intersections are as in {#intersections}."));
    for (const auto& dimension : m_audit.dimensions) {
        if (dimension.source == "structure")
            continue;
        double best = 0;
        for (const auto& group : dimension.groups)
            if (!group.unknown && !group.cells.empty())
                best = std::max(best, group.cells.front().recall.value.value_or(0));
        Table table{QStringLiteral("ll144.") + shown(dimension.id), dimensionName(dimension),
            {{tr("Category"), false}, {tr("Mentions"), true}, {tr("Rate"), true},
                {tr("Impact ratio"), true}},
            {}, tr("Impact ratio: rate of the category over the highest rate. Screening only.")};
        for (const auto& group : dimension.groups) {
            const auto& recall = group.cells.empty()
                ? AuditMeasure{{}, {}, {}, "suppressed", {}, false}
                : group.cells.front().recall;
            const bool defined = recall.value && best > 0 && !group.unknown;
            table.rows.push_back({textCell(groupName(group)), countCell(group.mentions),
                recall.value ? Cell{share(*recall.value), recall.value}
                             : textCell(missing(recall.reason)),
                defined ? Cell{factor(*recall.value / best), *recall.value / best}
                        : textCell(tr("n/a"))});
        }
        if (!table.rows.empty())
            add(std::move(table));
    }
}

void BiasReport::actTable() {
    open("annex-d", QStringLiteral("D"),
        tr("Annex: where this report helps with Annex IV of the EU AI Act"));
    say(tr("Regulation (EU) 2024/1689 asks providers of high-risk systems for technical "
           "documentation. This table says which parts of it this report can feed. It is no legal "
           "advice, and does not say that the system is high-risk or that it conforms."));
    Table table{QStringLiteral("ai-act"), tr("Provisions and sections"),
        {{tr("Provision"), false}, {tr("What it asks for, in short"), false}, {tr("Here"), false}},
        {}, {}};
    const auto row = [&](const char* provision, const QString& asks, const QString& here) {
        table.rows.push_back({textCell(tr(provision)), textCell(asks), textCell(here)});
    };
    row(QT_TR_NOOP("Annex IV, 1(a)"), tr("intended purpose, provider, version"),
        tr("purpose as stated, and version: title page; provider: to be added"));
    row(QT_TR_NOOP("Annex IV, 2(b)"), tr("design: what the system optimises, main choices"),
        QStringLiteral("{#system}, {#annex-f}"));
    row(QT_TR_NOOP("Annex IV, 2(d)"), tr("data: origin, scope, labelling, cleaning"),
        tr("{#data}: counts and fingerprints; origin: to be added"));
    row(QT_TR_NOOP("Annex IV, 2(e)"), tr("human oversight"), QStringLiteral("{#sign-off}"));
    row(QT_TR_NOOP("Annex IV, 2(g)"),
        tr("testing: data, metrics of accuracy and of discriminatory effects, dated and signed "
           "logs"),
        QStringLiteral("{#method}, {#performance}, {#gaps}, {#annex-e}, {#sign-off}"));
    row(QT_TR_NOOP("Annex IV, 3"), tr("limits, accuracy for groups of persons, foreseeable risks"),
        QStringLiteral("{#performance}, {#limits}"));
    row(QT_TR_NOOP("Annex IV, 4"), tr("why the metrics are suitable"), QStringLiteral("{#method}"));
    row(QT_TR_NOOP("Annex IV, 5"), tr("risk management (Article 9)"), tr("not covered"));
    row(QT_TR_NOOP("Annex IV, 6 to 9"),
        tr("changes, standards, declaration of conformity, monitoring after sale"),
        tr("not covered"));
    row(QT_TR_NOOP("Article 10(2)(f), (g)"), tr("examination for bias, and measures against it"),
        QStringLiteral("{#gaps}, {#counterfactual}, {#mitigation}"));
    row(QT_TR_NOOP("Article 10(5)"),
        tr("sensitive data only where needed to find bias, protected and deleted"),
        tr("{#groups}; no value of a person leaves the project with this report"));
    row(QT_TR_NOOP("Article 15"), tr("declared accuracy"),
        QStringLiteral("{#summary}, {#annex-a}"));
    add(std::move(table));
}

void BiasReport::reproduction() {
    open("annex-e", QStringLiteral("E"), tr("Annex: to repeat this audit"));
    add(Definitions{{{tr("Program"), m_report.program}, {tr("Audit"), shown(m_audit.name)},
        {tr("Model run"), shown(m_audit.run)}, {tr("Split"), shown(m_audit.split)},
        {tr("Random seed"), QString::number(m_audit.seed)},
        {tr("Samples and relabellings"), count(m_audit.rounds)},
        {tr("Match"), shown(m_audit.match)}, {tr("Level of the tests"), share(m_audit.level)},
        {tr("False discovery rate"), share(m_audit.discovery)},
        {tr("A gap that matters"), share(m_audit.margin)},
        {tr("Least mentions, least documents or names"),
            QStringLiteral("%1, %2").arg(
                count(m_audit.leastMentions), count(m_audit.leastClusters))},
        {tr("Weights (SHA-256)"),
            m_audit.weights.empty() ? tr("not recorded") : shown(m_audit.weights)},
        {tr("Text and labels (SHA-256)"),
            m_audit.data.empty() ? tr("not recorded") : shown(m_audit.data)}}});
    say(tr(
        "The same seed gives the same figures on any number of threads. All figures are attached "
        "to the PDF as audit.json."));
}

void BiasReport::modelCard() {
    open("annex-f", QStringLiteral("F"), tr("Annex: model card"));
    say(tr("In the order of Mitchell and others (2019)."));
    QStringList labels, kinds;
    for (const auto& label : m_audit.labels)
        labels.push_back(shown(label));
    for (const auto& dimension : m_audit.dimensions)
        kinds.push_back(dimensionName(dimension));
    const auto none = tr("none");
    add(Definitions{{{tr("Model"),
                         tr("“%1”, from the encoder %2")
                             .arg(shown(m_audit.run), shown(m_audit.model))},
        {tr("Intended use"), m_audit.purpose.empty() ? tr("not stated") : shown(m_audit.purpose)},
        {tr("Factors"), kinds.isEmpty() ? none : kinds.join(QStringLiteral("; "))},
        {tr("Metrics"), tr("precision, recall and F1 of whole entities; see {#method}")},
        {tr("Evaluation data"),
            tr("%1 documents, %2 mentions; see {#data}")
                .arg(count(m_audit.documents), count(m_audit.mentions))},
        {tr("Training data"),
            m_audit.training.empty() ? tr("not recorded")
                                     : tr("fingerprint %1").arg(shown(m_audit.training))},
        {tr("Quantitative analyses"), QStringLiteral("{#performance}, {#gaps}, {#intersections}")},
        {tr("Ethical considerations"), QStringLiteral("{#cannot-say}, {#limits}")},
        {tr("Caveats"), QStringLiteral("{#limits}")},
        {tr("Types"), labels.isEmpty() ? none : labels.join(QStringLiteral(", "))}}});
}

} // namespace evenspan::report
