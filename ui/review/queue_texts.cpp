// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/queue_texts.h"

#include "ui/common/texts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace evenspan::ui {

namespace {

struct QueueTexts {
    Q_DECLARE_TR_FUNCTIONS(QueueTexts)
};

QString labels(const std::vector<QueueMention>& mentions) {
    QStringList out;
    for (const QueueMention& each : mentions)
        out << QString::fromStdString(each.label);
    return out.join(QStringLiteral(", "));
}

QString texts(const std::vector<QueueMention>& mentions) {
    QStringList out;
    for (const QueueMention& each : mentions)
        out << QString::fromStdString(each.text).simplified();
    return out.join(QStringLiteral(" | "));
}

// "PER 9 times, no label once"
QString usesText(const QueueRow& row) {
    QStringList out;
    for (const auto& [label, count] : row.elsewhere) {
        const int times = int(std::min<std::uint64_t>(count, 1'000'000));
        out << (label.empty() ? QueueTexts::tr("no label (%Ln times)", nullptr, times)
                              : QueueTexts::tr("%1 (%Ln times)", nullptr, times)
                                    .arg(QString::fromStdString(label)));
        if (out.size() == 3)
            break;
    }
    return out.join(QStringLiteral(", "));
}

} // namespace

QString doubtText(DoubtKind kind) {
    switch (kind) {
    case DoubtKind::Type:
        return QueueTexts::tr("Wrong type");
    case DoubtKind::Boundary:
        return QueueTexts::tr("Wrong border");
    case DoubtKind::Spurious:
        return QueueTexts::tr("Not an entity");
    case DoubtKind::Missing:
        return QueueTexts::tr("Missing entity");
    }
    return {};
}

QString verdictText(store::LabelVerdict verdict) {
    switch (verdict) {
    case store::LabelVerdict::Keep:
        return QueueTexts::tr("Kept");
    case store::LabelVerdict::Fix:
        return QueueTexts::tr("Fixed");
    case store::LabelVerdict::Unsure:
        return QueueTexts::tr("Unsure");
    }
    return {};
}

QString changeText(const QueueRow& row) {
    switch (row.kind) {
    case DoubtKind::Type:
        return QueueTexts::tr("%1 → %2").arg(labels(row.given), labels(row.proposed));
    case DoubtKind::Boundary:
        return labels(row.given) == labels(row.proposed)
            ? QueueTexts::tr("%1: “%2” → “%3”")
                  .arg(labels(row.given), texts(row.given), texts(row.proposed))
            : QueueTexts::tr("%1 “%2” → %3 “%4”")
                  .arg(labels(row.given), texts(row.given), labels(row.proposed),
                      texts(row.proposed));
    case DoubtKind::Spurious:
        return QueueTexts::tr("Remove %1").arg(labels(row.given));
    case DoubtKind::Missing:
        return QueueTexts::tr("Add %1").arg(labels(row.proposed));
    }
    return {};
}

QString reasonText(const QueueRow& row) {
    QStringList out;
    if (row.givenProbability && row.byModel)
        out << QueueTexts::tr("A model that never saw this text gives the label as it stands "
                              "%1 %, the proposed one %2 %.")
                   .arg(percent(*row.givenProbability, 0), percent(*row.proposedProbability, 0));
    if (!row.elsewhere.empty())
        out << QueueTexts::tr("In other documents “%1”: %2.")
                   .arg(
                       texts(row.given.empty() ? row.proposed : row.given).left(60), usesText(row));
    return out.join(QLatin1Char(' '));
}

QString precisionText(const QueuePrecision& precision) {
    const std::int64_t decided = precision.fixed + precision.kept;
    if (decided + precision.unsure == 0)
        return {};
    QString out = decided == 0
        ? QueueTexts::tr("None decided yet")
        : QueueTexts::tr("%1 of %2 were errors: %3 % (%4 to %5 %)")
              .arg(precision.fixed)
              .arg(decided)
              .arg(percent(precision.precision.estimate, 0), percent(precision.precision.low, 0),
                  percent(precision.precision.high, 0));
    if (precision.unsure > 0)
        out += QueueTexts::tr(", %Ln unsure", nullptr, int(precision.unsure));
    return out;
}

} // namespace evenspan::ui
