// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/score_table.h"

#include "ui/common/theme.h"

#include <QFont>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace evenspan::ui {

namespace {

bool isAverage(const EntityScore& score) {
    return score.label == QLatin1String("micro") || score.label == QLatin1String("macro")
        || score.label == QLatin1String("weighted");
}

EntityScore readScore(const QString& label, const QJsonObject& json) {
    return {label, json[QLatin1String("precision")].toDouble(),
        json[QLatin1String("recall")].toDouble(), json[QLatin1String("f1")].toDouble(),
        qint64(json[QLatin1String("support")].toDouble())};
}

} // namespace

std::vector<EntityScore> scoresFromJson(const QByteArray& json) {
    QJsonObject root = QJsonDocument::fromJson(json).object();
    if (!root.contains(QLatin1String("micro")))
        for (const char* split : {"test", "validation"})
            if (root[QLatin1String(split)].toObject().contains(QLatin1String("micro"))) {
                root = root[QLatin1String(split)].toObject();
                break;
            }
    std::vector<EntityScore> scores;
    for (const char* average : {"micro", "macro"})
        if (root.contains(QLatin1String(average)))
            scores.push_back(
                readScore(QLatin1String(average), root[QLatin1String(average)].toObject()));
    const QJsonObject types = root[QLatin1String("types")].toObject();
    for (auto it = types.begin(); it != types.end(); ++it)
        scores.push_back(readScore(it.key(), it->toObject()));
    return scores;
}

void ScoreModel::setScores(const std::vector<EntityScore>& scores) {
    beginResetModel();
    m_scores = scores;
    std::stable_partition(m_scores.begin(), m_scores.end(), isAverage);
    endResetModel();
}

int ScoreModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_scores.size());
}

int ScoreModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 5;
}

QVariant ScoreModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const EntityScore& score = m_scores[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int((index.column() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::FontRole && isAverage(score)) {
        QFont font = QGuiApplication::font();
        font.setWeight(QFont::DemiBold);
        return font;
    }
    if (role == Qt::ToolTipRole && index.column() == 0) {
        if (score.label == QLatin1String("micro"))
            return tr("All entities counted together");
        if (score.label == QLatin1String("macro"))
            return tr("The mean over labels, each with the same weight");
    }
    if (role != Qt::DisplayRole)
        return {};
    const auto percent = [](double value) { return QLocale().toString(100 * value, 'f', 1); };
    switch (index.column()) {
    case 0:
        return score.label == QLatin1String("micro") ? tr("All (micro)")
            : score.label == QLatin1String("macro")  ? tr("Mean of labels (macro)")
                                                     : score.label;
    case 1:
        return percent(score.precision);
    case 2:
        return percent(score.recall);
    case 3:
        return percent(score.f1);
    default:
        return number(score.support);
    }
}

QVariant ScoreModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QStringList names{tr("Label"), tr("Precision"), tr("Recall"), tr("F1"), tr("Support")};
    const QStringList tips{tr("What was looked for"),
        tr("Of what the model marked, how much is right, in percent"),
        tr("Of what is there, how much the model found, in percent"),
        tr("Harmonic mean of precision and recall, in percent"),
        tr("How many entities the texts hold")};
    if (role == Qt::DisplayRole)
        return names[section];
    if (role == Qt::ToolTipRole)
        return tips[section];
    return {};
}

void ScoreModel::sort(int column, Qt::SortOrder order) {
    Q_EMIT layoutAboutToBeChanged();
    const auto key = [column](const EntityScore& s) {
        return column == 1 ? s.precision
            : column == 2  ? s.recall
            : column == 3  ? s.f1
                           : double(s.support);
    };
    const auto first = std::find_if_not(m_scores.begin(), m_scores.end(), isAverage);
    std::stable_sort(first, m_scores.end(), [&](const EntityScore& a, const EntityScore& b) {
        const bool up = order == Qt::AscendingOrder;
        if (column == 0)
            return up ? a.label < b.label : b.label < a.label;
        return up ? key(a) < key(b) : key(b) < key(a);
    });
    Q_EMIT layoutChanged();
}

} // namespace evenspan::ui
