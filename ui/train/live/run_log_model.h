// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/events.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <vector>

namespace evenspan::ui {

// What a run told, a line an event: when, at which step, how serious, what.
class RunLogModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Step, Kind, Text };
    static constexpr int kSeverity = Qt::UserRole; // int of engine::Severity

    using QAbstractTableModel::QAbstractTableModel;
    void setEvents(std::vector<engine::TrainEvent> events);
    void add(std::vector<engine::TrainEvent> events);
    // Steps, load and examples are no lines of a log.
    static bool isLine(const engine::TrainEvent& event);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<engine::TrainEvent> m_events;
};

// The lines that hold every word of a text, of at least a severity.
class RunLogFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setWords(const QString& text);
    void setSeverity(engine::Severity least);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
    engine::Severity m_least = engine::Severity::Info;
};

} // namespace evenspan::ui
