// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/bias_report.h"

#include <QDateTime>
#include <QStringList>
#include <QTimeZone>

namespace evenspan::report {

using namespace fairness;

void BiasReport::front() {
    const auto time = QDateTime::fromMSecsSinceEpoch(m_audit.time, QTimeZone::utc());
    m_report.title = tr("Bias report");
    m_report.subtitle = tr("How evenly an entity tagger works across groups");
    m_report.runningHead = tr("Bias report · %1").arg(shown(m_audit.name));
    m_report.program = QStringLiteral("Evenspan ") + shown(m_audit.version);
    m_report.date = time.toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss'Z'"));
    m_report.facts = {{tr("Audit"), shown(m_audit.name)},
        {tr("Date"), time.toString(QStringLiteral("yyyy-MM-dd HH:mm")) + QStringLiteral(" UTC")},
        {tr("Model run"), shown(m_audit.run)},
        {tr("Encoder"), m_audit.model.empty() ? tr("not recorded") : shown(m_audit.model)},
        {tr("Text"),
            tr("split “%1”, %2 documents").arg(shown(m_audit.split), count(m_audit.documents))},
        {tr("Purpose"), m_audit.purpose.empty() ? tr("not stated") : shown(m_audit.purpose)}};
    m_report.disclaimer =
        tr("This report holds totals only: no sentence of the text, no name from it, no person. It "
           "measures; it does not certify. Whether a difference is acceptable is for people to "
           "decide; "
           "their decision belongs into {#sign-off}.");
    m_report.words = {tr("Contents"), tr("Page"), tr("Figure %1"), tr("Table %1"), tr("yes"),
        tr("no"), tr("continued"), tr("All figures of the audit as JSON")};
}

void BiasReport::summary() {
    open("summary", QStringLiteral("1"), tr("Summary"));
    say(tr("This audit looks at how well the run “%1” finds entities in the split “%2” (%3 "
           "documents, "
           "%4 mentions), and whether it does so equally well for different groups.")
            .arg(shown(m_audit.run), shown(m_audit.split), count(m_audit.documents),
                count(m_audit.mentions)),
        Paragraph::Kind::Lead);
    const auto& head = m_audit.headline;
    const auto range = [this](const AuditMeasure& measure) {
        if (!measure.value || !measure.low || !measure.high)
            return tr("no interval");
        return tr("95% interval: %1 to %2").arg(share(*measure.low), share(*measure.high));
    };
    KeyFigures key;
    key.figures.push_back({tr("F1 over everything"),
        head.f1.value ? share(*head.f1.value) : missing(head.f1.reason), range(head.f1),
        tr("F1 weighs two things equally: how much of what should be tagged was found, and how "
           "much "
           "of what was tagged is right. 100% is perfect."),
        tr("It does not say how any one group fares. A good average can hide a group that is "
           "served badly.")});
    const auto* worst = dimension(head.worstDimension);
    if (worst && head.worst.value) {
        key.figures.push_back({tr("Lowest group: %1").arg(shown(head.worstGroup)),
            share(*head.worst.value), range(head.worst),
            tr("%1 of the group that fares worst, out of %2 groups that are large enough to be "
               "judged (%3).")
                .arg(measureName(worst->headline), count(head.assessable), dimensionName(*worst)),
            tr("It was chosen because it is the lowest, so chance makes it look somewhat worse "
               "than it is. Smaller groups could not be judged at all.")});
    } else {
        key.figures.push_back(
            {tr("Lowest group"), tr("n/a"), QString(), tr("No group is large enough to be judged."),
                tr("This does not mean that all groups are served equally well.")});
    }
    const auto* where = dimension(head.gapDimension);
    if (where && head.gap && head.gap->difference.value) {
        const auto& gap = head.gap->difference;
        key.figures.push_back({tr("Largest gap: %1").arg(shown(head.gap->group)),
            tr("%1 points").arg(points(*gap.value)),
            gap.low && gap.high
                ? tr("95% interval: %1 to %2").arg(points(*gap.low), points(*gap.high))
                : tr("no interval"),
            tr("%1 of this group minus that of all others (%2). Below zero the group is served "
               "worse. After correction for the number of tests, a difference like this would "
               "come up by chance with a probability of at most %3.")
                .arg(measureName(head.gap->measure), dimensionName(*where),
                    head.gap->adjusted ? chance(*head.gap->adjusted) : tr("n/a")),
            tr("It does not say why. Other properties of the text may differ between the groups "
               "as well.")});
    } else {
        key.figures.push_back({tr("Largest gap"), tr("none shown"), QString(),
            tr("No difference between a group and all others passed its test after correction for "
               "the number of tests."),
            tr("This does not show that there is none. {#gaps} says for each group how large a gap "
               "would have to be to be found.")});
    }
    add(std::move(key));
    open("cannot-say", QStringLiteral("1.1"), tr("What this audit cannot say"), 2);
    add(Bullets{
        {tr("Whether a difference is unlawful or acceptable. No threshold in this report is "
            "a verdict."),
            tr("How the model behaves on other text, or on groups that are not in this text."),
            tr("Why a difference exists: it shows where to look, not the cause."),
            tr("Anything about people. Groups of names are names associated with a country or a "
               "gender, never persons.")}});
}

void BiasReport::system() {
    open("system", QStringLiteral("2"), tr("The system"));
    say(tr(
        "An entity tagger reads a text word by word and marks the stretches that name a person, a "
        "place or whatever it was taught. This is the one that was audited."));
    const auto orUnknown = [this](const std::string& text) {
        return text.empty() ? tr("not recorded") : shown(text);
    };
    add(Definitions{
        {{tr("Model run"), shown(m_audit.run)}, {tr("Encoder"), orUnknown(m_audit.model)},
            {tr("Weights (SHA-256)"), orUnknown(m_audit.weights)},
            {tr("Types it can say"), orUnknown(joined(m_audit.labels).toStdString())},
            {tr("Decoding"), orUnknown(m_audit.decoder)},
            {tr("Training text (SHA-256)"), orUnknown(m_audit.training)}}});
    if (!m_audit.unknownLabels.empty())
        say(tr("The text also has types that this model does not know: %1. It cannot find them, "
               "and "
               "they count as missed.")
                .arg(joined(m_audit.unknownLabels)),
            Paragraph::Kind::Warning);
}

void BiasReport::data() {
    open("data", QStringLiteral("3"), tr("The text"));
    add(Table{QStringLiteral("data"), tr("What was looked at"),
        {{tr("What"), false}, {tr("Count"), true}},
        {{textCell(tr("Documents")), countCell(m_audit.documents)},
            {textCell(tr("Sentences")), countCell(m_audit.sentences)},
            {textCell(tr("Words")), countCell(m_audit.tokens)},
            {textCell(tr("Mentions that people marked")), countCell(m_audit.mentions)},
            {textCell(tr("Sentences not decided, left out")), countCell(m_audit.undecided)}},
        {}});
    add(Definitions{{{tr("Split"), shown(m_audit.split)},
        {tr("Text and labels (SHA-256)"),
            m_audit.data.empty() ? tr("not recorded") : shown(m_audit.data)}}});
    agreement();
}

void BiasReport::agreement() {
    say(tr("The marks of people are taken as right. Where people disagree or err more often in one "
           "group than in another, a gap of the labels looks like a gap of the model."));
    if (m_audit.annotated == 0) {
        say(tr("No document was labelled by several people, so how far they agree is not known."));
        return;
    }
    Table table{QStringLiteral("agreement"), tr("How far annotators agree"),
        {{tr("Group"), false}, {tr("Documents of several annotators"), true},
            {tr("Agreement"), true}},
        {},
        tr("F1 of one annotator against another, over all pairs; in brackets: 95% interval. A gap "
           "that is smaller than the difference of agreement cannot be told from noise of the "
           "labels.")};
    table.rows.push_back(
        {textCell(tr("all text")), countCell(m_audit.annotated), shareCell(m_audit.agreement)});
    for (const auto& one : m_audit.dimensions)
        for (const auto& group : one.groups)
            if (one.unit == "document")
                table.rows.push_back(
                    {textCell(groupName(group) + QStringLiteral(" · ") + dimensionName(one)),
                        group.annotated ? countCell(group.annotated) : textCell(tr("not shown")),
                        shareCell(group.agreement)});
    add(std::move(table));
}

void BiasReport::groups() {
    open("groups", QStringLiteral("4"), tr("The groups"));
    say(tr("Groups come from a column of the documents, from an attribute that people set on "
           "mentions, from the form of the words, or from lists of names put into test sentences. "
           "Groups under %1 mentions or %2 documents or names are not shown, nor are figures from "
           "which a hidden one could be computed.")
            .arg(count(m_audit.leastMentions), count(m_audit.leastClusters)));
    if (m_audit.dimensions.empty()) {
        say(tr("No groups were chosen for this audit, so nothing could be compared."),
            Paragraph::Kind::Warning);
        return;
    }
    const auto& dimensions = m_audit.dimensions;
    Table table{QStringLiteral("groups"), tr("Kinds of groups"),
        {{tr("Kind"), false}, {tr("The group belongs to"), false}, {tr("Groups"), true},
            {tr("Shown"), true}, {tr("Judged for gaps"), true},
            {tr("Mentions without group"), true}},
        {}, tr("A group is judged for gaps from 30 mentions in 12 documents or names on.")};
    for (const auto& one : dimensions) {
        std::uint64_t visible = 0, judged = 0;
        std::optional<std::uint64_t> unknown = 0;
        for (const auto& group : one.groups) {
            visible += group.level != "suppressed";
            judged += !group.unknown && (group.level == "imprecise" || group.level == "full");
            if (group.unknown)
                unknown = group.mentions;
        }
        table.rows.push_back({textCell(dimensionName(one)),
            textCell(putsNames(one.source)   ? tr("the name in a sentence")
                    : one.unit == "document" ? tr("the document")
                                             : tr("the mention")),
            countCell(one.groups.size() + one.moreGroups), countCell(visible), countCell(judged),
            countCell(unknown)});
    }
    add(std::move(table));
}

} // namespace evenspan::report
