// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/bias_report.h"

namespace evenspan::report {

using namespace fairness;

void BiasReport::method() {
    open("method", QStringLiteral("5"), tr("How it was measured"));
    say(tr("A mention counts as found where the model marks exactly the same words with the same "
           "type. TP is the number of mentions found, FN of mentions missed, FP of tags that are "
           "wrong."));
    open("formulas", QStringLiteral("5.1"), tr("Formulas"), 2);
    say(QStringLiteral("%1 = TP / (TP + FN)\n%2 = TP / (TP + FP)\n%3 = 2 TP / (2 TP + FP + FN)")
            .arg(tr("Recall"), tr("Precision"), tr("F1")),
        Paragraph::Kind::Formula);
    say(tr("%1 = figure of the group − figure of all others\n"
           "%2 = lowest / best,  %3 = most missed / least missed\n"
           "RED = mean over groups of |recall − recall of all|\n"
           "NFNED = 100 × mean over groups of |missed − missed of all|\n"
           "GE(2) = (1 / 2n) Σ ((b / μ)² − 1),  b = 1 found, 0 missed")
            .arg(tr("Gap"), tr("Ratio"), tr("Miss ratio")),
        Paragraph::Kind::Formula);
    say(tr("Where a formula divides by zero the figure is undefined and printed as “n/a” with the "
           "reason. It is never taken as 0 or 1 and never enters a lowest, a best or a gap."));
    open("statistics", QStringLiteral("5.2"), tr("Intervals and tests"), 2);
    add(Definitions{{{tr("What is drawn anew"),
                         tr("Documents, or names together with sentence patterns, never single "
                            "mentions: mentions of one document resemble each other.")},
        {tr("Interval of recall"),
            tr("Wilson (1927), with the number of mentions divided by the design effect of their "
               "documents.")},
        {tr("Interval of F1"),
            tr("Bootstrap, BCa (Efron 1987), %1 samples.").arg(count(m_audit.rounds))},
        {tr("Interval of a gap"),
            tr("From the variance between documents (delta method, t) below 40 documents, else "
               "bootstrap.")},
        {tr("Names in sentences"), tr("Two-way bootstrap over names and patterns (Owen 2007).")},
        {tr("Test of a gap"),
            tr("Groups are dealt anew to whole documents %1 times; the gap is divided by its own "
               "standard error.")
                .arg(count(m_audit.rounds))},
        {tr("Correction"),
            tr("Holm (1979) over all types together at %1; Benjamini and Hochberg (1995) over "
               "single "
               "types at %2.")
                .arg(share(m_audit.level), share(m_audit.discovery))},
        {tr("A gap that matters"),
            tr("%1 points, as chosen before the audit. “No gap that matters” needs two one-sided "
               "tests; a gap that is merely not shown is not enough.")
                .arg(points(m_audit.margin).mid(1))},
        {tr("Random seed"), QString::number(m_audit.seed)}}});
    add(Table{QStringLiteral("sizes"), tr("How much may be said of a group"),
        {{tr("Mentions, and documents or names"), false}, {tr("Shown"), false}},
        {{textCell(tr("under %1, or under %2")
                       .arg(count(m_audit.leastMentions), count(m_audit.leastClusters))),
             textCell(tr("nothing"))},
            {textCell(tr("under 30, or under 12")),
                textCell(tr("recall with its interval; no gap"))},
            {textCell(tr("under 100, or under 20")),
                textCell(tr("everything, marked “imprecise”; never named as the lowest group"))},
            {textCell(tr("from 100 in 20 on")), textCell(tr("everything"))}},
        {}});
}

void BiasReport::limits() {
    open("limits", QStringLiteral("14"), tr("Limits and what remains at risk"));
    Bullets list;
    for (const auto& limit : m_audit.limits)
        list.items.push_back(limitText(limit));
    list.items.push_back(
        tr("The text of this audit is a sample. Other text may give other figures."));
    list.items.push_back(tr(
        "Many figures stand in this report. Some look striking by chance; only those that passed "
        "the corrected test are called a gap."));
    list.items.push_back(tr("A model may keep names of its training text. Who hands it on hands on "
                            "something of that text."));
    add(std::move(list));
    Table table{QStringLiteral("not-assessable"), tr("Groups that could not be judged"),
        {{tr("Kind"), false}, {tr("Group"), false}, {tr("Reason"), false}}, {}, {}};
    for (const auto& dimension : m_audit.dimensions)
        for (const auto& group : dimension.groups)
            if (group.level == "suppressed" || group.level == "recall_only") {
                QString reason = tr("under 30 mentions, or under 12 documents or names");
                if (group.level == "suppressed")
                    reason = tr("under %1 mentions or %2 documents or names, or hidden for another")
                                 .arg(count(m_audit.leastMentions), count(m_audit.leastClusters));
                else if (!group.cells.empty() && group.cells.front().recall.reason == "no_gold")
                    reason = tr("nothing to find");
                table.rows.push_back({textCell(dimensionName(dimension)),
                    textCell(groupName(group)), textCell(reason)});
            }
    if (!table.rows.empty())
        add(std::move(table));
    open("sign-off", QStringLiteral("14.1"), tr("Decision and sign-off"), 2);
    say(tr("To be filled in by the person who answers for the use of this model. The program makes "
           "no decision."));
    add(SignOff{
        {tr("Purpose of use"), tr("Differences accepted, and why"), tr("Measures, and by when"),
            tr("Next audit"), tr("Name and role"), tr("Date, signature")}});
}

void BiasReport::glossary() {
    open("glossary", {}, tr("Glossary"));
    add(Definitions{{{tr("Audit"), tr("This measurement, with everything that made it.")},
        {tr("Bootstrap"),
            tr("Drawing the documents anew many times, to see how far a figure moves by chance.")},
        {tr("Calibration"), tr("Whether 90% means nine times of ten.")},
        {tr("Corrected p"),
            tr("p made larger because several tests were made at once and one of many comes out by "
               "chance.")},
        {tr("Encoder"), tr("The part of the model that was taught language before this task.")},
        {tr("Entity, mention"), tr("A stretch of text that names something, and its type.")},
        {tr("F1"), tr("Recall and precision in one number; see {#formulas}.")},
        {tr("Gap"), tr("A group's figure minus that of all others, in points.")},
        {tr("Interval"),
            tr("Range in which the true figure lies, 95 times of 100, if the text was drawn by "
               "chance.")},
        {tr("p"), tr("How often chance alone gives a gap at least this large, were there none.")},
        {tr("Point"), tr("One hundredth: from 90% to 87% are three points.")},
        {tr("Precision"), tr("Share of the model's tags that are right.")},
        {tr("Recall"), tr("Share of the mentions that the model finds.")},
        {tr("Run"), tr("One training of a model, with its data and settings.")},
        {tr("SHA-256"), tr("A fingerprint of a file: equal fingerprints, equal files.")},
        {tr("Split"), tr("The part of the text that was kept apart, here for this audit.")},
        {tr("Suite"), tr("Sentences with a gap into which names of lists are put.")},
        {tr("Type"), tr("Kind of an entity, such as person or place.")}}});
}

} // namespace evenspan::report
