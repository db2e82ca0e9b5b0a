// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <functional>
#include <vector>

namespace evenspan::ui {

struct PlotLine;
struct PlotMark;

// Every number of a plot as a row, its marks first.
class PlotTwin : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Place, Value, Smoothed, Remark };

    // `text` writes a place of the horizontal axis.
    PlotTwin(const std::vector<PlotLine>& lines, const QVector<PlotMark>& marks,
        std::function<QString(double)> text, QObject* parent);
    void setHorizontal(const QString& name) { m_horizontal = name; }
    void refresh();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    const std::vector<PlotLine>& m_lines;
    const QVector<PlotMark>& m_marks;
    std::function<QString(double)> m_text;
    QString m_horizontal;
    std::vector<int> m_ends; // rows up to the end of each line, marks counted
    int m_markRows = 0;
};

} // namespace evenspan::ui
