// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/bias_report.h"

#include "core/fairness/crossed_ways.h"

#include <cmath>
#include <QLocale>
#include <QStringList>

namespace evenspan::report {

using namespace fairness;

namespace {

// A real minus sign, as wide as the plus.
QString withMinus(QString text) {
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

// Never "-0.0".
QString fixed(double value, int digits) {
    const double unit = std::pow(10, digits);
    double rounded = std::round(value * unit) / unit;
    if (rounded == 0)
        rounded = 0;
    return withMinus(QString::number(rounded, 'f', digits));
}

QString interval(const AuditMeasure& measure, double unit, int digits) {
    if (!measure.low || !measure.high)
        return {};
    return QStringLiteral(" [%1, %2]")
        .arg(fixed(unit * *measure.low, digits), fixed(unit * *measure.high, digits));
}

} // namespace

QString joined(const std::vector<std::string>& texts) {
    QStringList out;
    for (const auto& text : texts)
        out << shown(text);
    return out.join(QStringLiteral(", "));
}

QString BiasReport::count(std::uint64_t value) const {
    return QLocale(QLocale::English).toString(qulonglong(value));
}
QString BiasReport::share(double value) const {
    return fixed(100 * value, 1) + QLatin1Char('%');
}
QString BiasReport::points(double value) const {
    const auto text = fixed(100 * value, 1);
    return value > 0 && text != QLatin1String("0.0") ? QLatin1Char('+') + text : text;
}
QString BiasReport::factor(double value) const {
    return fixed(value, 3);
}
QString BiasReport::chance(double p) const {
    return p < 0.0001 ? QStringLiteral("<0.0001") : fixed(p, 4);
}

QString BiasReport::missing(const std::string& reason) const {
    if (reason == "suppressed")
        return tr("not shown");
    if (reason == "no_gold")
        return tr("n/a (nothing to find)");
    if (reason == "no_prediction")
        return tr("n/a (nothing tagged)");
    if (reason == "nothing")
        return tr("n/a (nothing to find, nothing tagged)");
    if (reason == "too_few")
        return tr("n/a (too few)");
    if (reason == "no_attribute")
        return tr("n/a (wrong tags have no group)");
    if (reason == "no_names")
        return tr("n/a (no names)");
    return tr("n/a");
}

QString BiasReport::printed(const AuditMeasure& measure) const {
    return measure.value ? share(*measure.value) + interval(measure, 100, 1)
                         : missing(measure.reason);
}
QString BiasReport::printedPoints(const AuditMeasure& measure) const {
    return measure.value ? points(*measure.value) + interval(measure, 100, 1)
                         : missing(measure.reason);
}

Cell BiasReport::shareCell(const AuditMeasure& measure) const {
    return {printed(measure), measure.value};
}
Cell BiasReport::pointsCell(const AuditMeasure& measure) const {
    return {printedPoints(measure), measure.value};
}
Cell BiasReport::factorCell(const AuditMeasure& measure) const {
    if (!measure.value)
        return {missing(measure.reason), {}};
    return {QString(factor(*measure.value) + interval(measure, 1, 3)), measure.value};
}
Cell BiasReport::rateCell(const AuditMeasure& measure) const {
    if (!measure.value)
        return {missing(measure.reason), {}};
    return {QString(fixed(*measure.value, 2) + interval(measure, 1, 2)), measure.value};
}
Cell BiasReport::countCell(const std::optional<std::uint64_t>& value) const {
    if (!value)
        return {tr("not shown"), {}};
    return {count(*value), double(*value)};
}
Cell BiasReport::chanceCell(const std::optional<double>& p) const {
    return p ? Cell{chance(*p), p} : Cell{tr("n/a"), {}};
}
Cell BiasReport::textCell(const QString& text) const {
    return {text, {}};
}

QString BiasReport::measureName(const std::string& code) const {
    if (code == "f1")
        return tr("F1");
    if (code == "recall")
        return tr("Recall");
    if (code == "precision")
        return tr("Precision");
    return shown(code);
}

QString BiasReport::dimensionName(const AuditDimension& dimension) const {
    const auto id = shown(dimension.id);
    const auto value = id.mid(id.indexOf(QLatin1Char(':')) + 1);
    if (dimension.source == "crossed") {
        QStringList names;
        for (const auto& part : crossedParts(dimension.id))
            names << partName(shown(part));
        const auto all = names.join(QStringLiteral(" × "));
        return (dimension.unit == "document" ? tr("Documents by %1") : tr("Mentions by %1"))
            .arg(all);
    }
    if (dimension.source == "document")
        return tr("Documents by “%1”").arg(value);
    if (dimension.source == "attribute")
        return tr("Mentions by the attribute “%1”").arg(value);
    if (dimension.source == "suite")
        return tr("Test suite “%1”").arg(value);
    if (dimension.source == "swap")
        return tr("Names swapped in the text: %1, list “%2”")
            .arg(value.section(QLatin1Char(':'), 0, 0), value.section(QLatin1Char(':'), 1));
    if (value == QLatin1String("script"))
        return tr("Mentions by writing system");
    if (value == QLatin1String("casing"))
        return tr("Mentions by capital letters");
    if (value == QLatin1String("length"))
        return tr("Mentions by number of words");
    if (value == QLatin1String("seen"))
        return tr("Mentions seen in training, or not");
    if (value == QLatin1String("position"))
        return tr("Mentions by place in the sentence");
    if (value == QLatin1String("subwords"))
        return tr("Mentions by number of sub-words");
    if (value == QLatin1String("frequency"))
        return tr("Mentions by how often they are labelled in training");
    if (value == QLatin1String("polysemy"))
        return tr("Mentions that are ordinary words, too, or not");
    if (dimension.source == "list")
        return tr("Mentions whose names are in the list “%1”").arg(value);
    return tr("Mentions by “%1”").arg(value);
}

// A kind of groups as one of several that are taken together.
QString BiasReport::partName(const QString& id) const {
    const auto kind = id.section(QLatin1Char(':'), 0, 0);
    const auto value = id.section(QLatin1Char(':'), 1);
    if (kind == QLatin1String("list"))
        return tr("list “%1”").arg(value);
    static const std::pair<const char*, const char*> structures[] = {
        {"script", QT_TR_NOOP("writing system")}, {"casing", QT_TR_NOOP("capital letters")},
        {"length", QT_TR_NOOP("number of words")},
        {"position", QT_TR_NOOP("place in the sentence")}, {"seen", QT_TR_NOOP("seen in training")},
        {"subwords", QT_TR_NOOP("number of sub-words")},
        {"frequency", QT_TR_NOOP("frequency in training")},
        {"polysemy", QT_TR_NOOP("ordinary words")}};
    if (kind == QLatin1String("structure"))
        for (const auto& [code, words] : structures)
            if (value == QLatin1String(code))
                return tr(words);
    return QStringLiteral("“%1”").arg(value);
}

QString BiasReport::groupHead(const AuditDimension& dimension) const {
    return putsNames(dimension.source) || dimension.source == "list" ? tr("Names associated with")
                                                                     : tr("Group");
}

QString BiasReport::groupName(const AuditGroup& group) const {
    return group.unknown ? tr("(unknown)") : shown(group.name);
}

QString BiasReport::clusterName(const AuditDimension& dimension) const {
    return dimension.cluster == "name" ? tr("Names") : tr("Documents");
}

QString BiasReport::levelName(const std::string& level) const {
    if (level == "suppressed")
        return tr("not shown");
    if (level == "recall_only")
        return tr("recall only");
    if (level == "imprecise")
        return tr("imprecise");
    return tr("full");
}

QString BiasReport::verdictName(const std::string& verdict) const {
    if (verdict == "gap")
        return tr("gap shown");
    if (verdict == "no_gap_of_margin")
        return tr("no gap that matters");
    if (verdict == "not_shown")
        return tr("open");
    return tr("not assessable");
}

QString BiasReport::typeName(const std::string& type) const {
    return type.empty() ? tr("all types") : shown(type);
}

QString BiasReport::limitText(const AuditLimit& limit) const {
    QString text = [&] {
        const auto& code = limit.code;
        if (code == "one_group")
            return tr("There is only one group, so there is nothing to compare it with.");
        if (code == "no_group")
            return tr("No document or mention carries a group.");
        if (code == "unknown_value")
            return tr("%1 mentions or documents have no value. They are shown as “unknown” and no "
                      "gap is tested for them.");
        if (code == "suppressed")
            return tr("Groups too small to be shown: %1.");
        if (code == "complementary")
            return tr("%1 further figures are hidden, since a hidden one could be computed from "
                      "them.");
        if (code == "not_assessable")
            return tr("Groups too small for a verdict about a gap: %1.");
        if (code == "unknown_labels")
            return tr("%1 types in the text are not known to the model. It cannot find them.");
        if (code == "undecided")
            return tr("Sentences left out because no person has decided them: %1.");
        if (code == "uninformative_templates")
            return tr(
                "Templates that are always or never solved tell nothing about groups and were "
                "left out of the gaps: %1.");
        if (code == "list_remarks")
            return tr("Remarks of the check of the name lists: %1; see {#annex-b}.");
        if (code == "label_quality")
            return tr("How well people agreed on the labels was not measured for each group. A "
                      "small gap may come from the labels.");
        if (code == "many_groups")
            return tr("Further groups that are not listed: %1.");
        if (code == "names_not_people")
            return tr("A group of names says how the model treats those names. It says nothing of "
                      "the people who bear them.");
        if (code == "attribute_deleted")
            return tr("Kinds of groups whose figures were deleted later, together with the "
                      "sensitive attribute that they came from: %1.");
        if (code == "overlapping")
            return tr("Groups overlap: a mention may count in several of them.");
        if (code == "binary_gender")
            return tr("The name lists know two genders only, as their sources do.");
        if (code == "names_learnt")
            return tr("%1 names were left out, since the model has learnt from them.");
        if (code == "few_names")
            return tr("Groups with too few names to stand for their kind: %1.");
        return shown(code);
    }();
    if (text.contains(QLatin1String("%1")))
        text = text.arg(count(limit.count));
    const auto* where = dimension(limit.dimension);
    return where ? QString(dimensionName(*where) + QStringLiteral(": ") + text) : text;
}

const AuditDimension* BiasReport::dimension(const std::string& id) const {
    for (const auto& one : m_audit.dimensions)
        if (one.id == id)
            return &one;
    return nullptr;
}

} // namespace evenspan::report
