// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/run_log_model.h"

#include "ui/common/colours.h"
#include "ui/common/widgets.h"
#include "ui/train/live/run_events.h"

#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

namespace evenspan::ui {

namespace {

// h:mm:ss, so that lines align.
QString clockText(double seconds) {
    const qint64 all = qMax<qint64>(0, qint64(seconds));
    return QStringLiteral("%1:%2:%3")
        .arg(all / 3600)
        .arg(all / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(all % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

bool RunLogModel::isLine(const engine::TrainEvent& event) {
    using EventKind = engine::TrainEvent::Kind;
    return event.kind != EventKind::Step && event.kind != EventKind::Load
        && event.kind != EventKind::Examples;
}

void RunLogModel::setEvents(std::vector<engine::TrainEvent> events) {
    beginResetModel();
    m_events = std::move(events);
    std::erase_if(m_events, [](const engine::TrainEvent& event) { return !isLine(event); });
    endResetModel();
}

void RunLogModel::add(std::vector<engine::TrainEvent> events) {
    std::erase_if(events, [](const engine::TrainEvent& event) { return !isLine(event); });
    if (events.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(events.size()) - 1);
    m_events.insert(m_events.end(), std::make_move_iterator(events.begin()),
        std::make_move_iterator(events.end()));
    endInsertRows();
}

int RunLogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_events.size());
}

int RunLogModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 4;
}

QVariant RunLogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Step:
        return tr("Step");
    case Kind:
        return tr("Kind");
    default:
        return tr("What happened");
    }
}

QVariant RunLogModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const engine::TrainEvent& event = m_events[std::size_t(index.row())];
    if (role == kSeverity)
        return int(event.severity);
    if (role == Qt::TextAlignmentRole)
        return int((index.column() <= Step ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && event.severity != engine::Severity::Info
        && index.column() == Kind) {
        const Colours c = Colours::of(QGuiApplication::palette());
        return event.severity == engine::Severity::Error ? c.error : c.warning;
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time:
        return clockText(event.time);
    case Step:
        return QLocale().toString(qint64(event.step));
    case Kind:
        return severityText(event.severity);
    default:
        return runEventText(event);
    }
}

void RunLogFilter::setWords(const QString& text) {
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void RunLogFilter::setSeverity(engine::Severity least) {
    m_least = least;
    invalidateFilter();
}

bool RunLogFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QAbstractItemModel* lines = sourceModel();
    const QModelIndex text = lines->index(row, RunLogModel::Text, parent);
    if (text.data(RunLogModel::kSeverity).toInt() < int(m_least))
        return false;
    if (m_words.isEmpty())
        return true;
    const QString line = text.data().toString();
    for (const QString& word : m_words)
        if (!line.contains(word, Qt::CaseInsensitive))
            return false;
    return true;
}

} // namespace evenspan::ui
