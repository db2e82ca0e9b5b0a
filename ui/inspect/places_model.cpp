// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/two_runs_tab.h"

#include "ui/common/colours.h"
#include "ui/inspect/inspect_texts.h"

#include <QGuiApplication>

namespace evenspan::ui {

namespace {

QString mentionsText(const InspectedSentence& sentence, const std::vector<Mention>& mentions) {
    QStringList out;
    for (const Mention& mention : mentions)
        out << QString::fromStdString(
            mention.label + " " + textOf(sentence, mention.begin, mention.end));
    return out.isEmpty() ? PairPlacesModel::tr("(none)") : out.join(QStringLiteral("; "));
}

} // namespace

QString PairPlacesModel::changeText(PlaceChange change) {
    switch (change) {
    case PlaceChange::Fixed:
        return tr("Fixed");
    case PlaceChange::Broken:
        return tr("Broken");
    case PlaceChange::Changed:
        return tr("Wrong otherwise");
    case PlaceChange::BothWrong:
        return tr("Wrong alike");
    default:
        return tr("Right by both");
    }
}

QString PairPlacesModel::changeSign(PlaceChange change) {
    switch (change) {
    case PlaceChange::Fixed:
        return QStringLiteral("▲");
    case PlaceChange::Broken:
        return QStringLiteral("▼");
    case PlaceChange::Changed:
        return QStringLiteral("↔");
    case PlaceChange::BothWrong:
        return QStringLiteral("✗");
    default:
        return QStringLiteral("✓");
    }
}

void PairPlacesModel::setPair(std::shared_ptr<const RunPair> pair) {
    beginResetModel();
    m_pair = std::move(pair);
    list();
    endResetModel();
}

void PairPlacesModel::setShown(std::optional<PlaceChange> change) {
    beginResetModel();
    m_shown = change;
    list();
    endResetModel();
}

void PairPlacesModel::list() {
    m_rows.clear();
    if (!m_pair)
        return;
    const auto& places = m_pair->places.places;
    for (std::uint32_t i = 0; i < places.size(); ++i)
        if (m_shown ? places[i].change == *m_shown : places[i].change != PlaceChange::BothRight)
            m_rows.push_back(i);
}

const ComparedPlace* PairPlacesModel::at(int row) const {
    return m_pair && row >= 0 && row < rowCount() ? &m_pair->places.places[m_rows[std::size_t(row)]]
                                                  : nullptr;
}

int PairPlacesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PairPlacesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Columns);
}

QVariant PairPlacesModel::data(const QModelIndex& index, int role) const {
    const ComparedPlace* place = index.isValid() ? at(index.row()) : nullptr;
    if (!place)
        return {};
    if ((role == Qt::ForegroundRole || role == Qt::DecorationRole) && index.column() == Change) {
        const Colours c = Colours::of(QGuiApplication::palette());
        const QColor colour = place->change == PlaceChange::Fixed ? c.good
            : place->change == PlaceChange::BothRight             ? c.muted
            : place->change == PlaceChange::Broken                ? c.error
                                                                  : c.warning;
        return role == Qt::ForegroundRole
            ? QVariant(colour)
            : QVariant(signPicture(changeSign(place->change), colour));
    }
    if (role != Qt::DisplayRole)
        return {};
    const auto& sentence = m_pair->first->sentences[place->first];
    switch (index.column()) {
    case Change:
        return changeText(place->change);
    case Text:
        return QString::fromStdString(textOf(sentence, place->begin, place->end));
    case Labelled:
        return mentionsText(sentence, place->gold);
    case First:
        return mentionsText(sentence, place->byFirst);
    case Second:
        return mentionsText(sentence, place->bySecond);
    default:
        return QString::fromStdString(m_pair->first->documents.at(sentence.document).name);
    }
}

QVariant PairPlacesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    switch (section) {
    case Change:
        return tr("Outcome");
    case Text:
        return tr("Words");
    case Labelled:
        return tr("Labelled");
    case First:
        return m_pair ? QString::fromStdString(m_pair->first->request.run) : tr("First run");
    case Second:
        return m_pair ? QString::fromStdString(m_pair->second->request.run) : tr("Second run");
    default:
        return tr("Document");
    }
}

} // namespace evenspan::ui
