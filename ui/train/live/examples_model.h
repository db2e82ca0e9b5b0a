// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/run_notes.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>
#include <QTextLayout>

#include <functional>
#include <vector>

namespace evenspan::ui {

// Sentences of the validation split with gold and predicted entities; a row a sentence. The first
// column speaks for the whole row to a screen reader.
class ExamplesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Sentence, Gold, Predicted, Sure };
    static constexpr int kExample = Qt::UserRole; // int, of example()

    using QAbstractTableModel::QAbstractTableModel;
    void setExamples(std::vector<engine::RunExample> examples);
    const engine::RunExample& example(int row) const { return m_examples[std::size_t(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    // "PER Mara Quint; LOC Lisbon", or "none".
    static QString spansText(
        const engine::RunExample& example, const std::vector<engine::ExampleSpan>& spans);
    static QString whereText(const engine::RunExample& example);

private:
    std::vector<engine::RunExample> m_examples;
};

// Draws a sentence twice, as it is labelled and as the model reads it, with the labels' colours;
// what the other line does not have is underlined by a wave.
class ExampleDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    // `colour`: the number of a label's colour, for labelColour().
    ExampleDelegate(std::function<int(const std::string&)> colour, QObject* parent);
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;

private:
    struct Drawn;
    Drawn layOut(const QStyleOptionViewItem& option, const engine::RunExample& example) const;
    std::function<int(const std::string&)> m_colour;
};

} // namespace evenspan::ui
