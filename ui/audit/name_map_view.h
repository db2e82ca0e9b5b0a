// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_cases.h"
#include "ui/audit/figures_model.h"

#include <QWidget>

class QLabel;

namespace evenspan::ui {

class DataTable;

QString answerWords(const CaseAnswer& answer); // "found", "as LOC", "missed"

// Names by sentences: what the run says of each, the hardest names first. Darker is worse, and the
// word stands in the cell. It shows names, so no report has it.
class NameMapModel : public FiguresModel {
    Q_OBJECT
public:
    explicit NameMapModel(QWidget* parent); // whose colours it takes
    void setMap(NameMap map);
    const NameMap& map() const { return m_map; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    // Of a cell; unset: it is of no single sentence.
    std::optional<std::size_t> patternAt(int column) const;

private:
    NameMap m_map;
};

class NameMapView : public QWidget {
    Q_OBJECT
public:
    explicit NameMapView(QWidget* parent = nullptr);
    void setMap(NameMap map);
    NameMapModel* model() const { return m_model; }
    QWidget* focusTarget() const;

Q_SIGNALS:
    // A cell was chosen; `pattern` empty: the name in all of its sentences.
    void picked(const QString& name, const QString& group, const QString& pattern);

private:
    NameMapModel* m_model;
    DataTable* m_table;
    QLabel* m_note;
};

} // namespace evenspan::ui
