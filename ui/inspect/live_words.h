// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/live_desk.h"

#include <QAbstractTableModel>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace evenspan::ui {

// A word of a reading, as it is shown.
struct LiveWord {
    QString text, tag, label; // label: "" outside of entities
    double probability = 0, entropy = 0, margin = 0; // probability: of its tag
    std::optional<double> change; // of it, since the version before
    std::optional<double> score; // what it adds to what is explained
    std::size_t sentence = 0;
    std::uint32_t word = 0; // of the sentence
    CodePointRange range; // of the text
    int colour = 0; // for labelColour(), of an entity
    bool first = false; // of its entity
};

// The words of all sentences; `colour` gives the number of a label's colour.
std::vector<LiveWord> liveWords(
    const LiveReading& reading, const std::function<int(const std::string&)>& colour);
// The same as liveWords' order, of the sentences' words.
std::vector<InspectedWord> wordsOf(const LiveReading& reading);

// "98 %"; "+3 %", "−12 %" and "" below half a percent.
QString percentText(double share);
QString changeText(const std::optional<double>& change);
QString scoreText(const std::optional<double>& score);

// The words as a table: sorts by any column.
class LiveModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Word, Tag, Probability, Change, Score, Entropy, Margin, Columns };

    using QAbstractTableModel::QAbstractTableModel;
    void setWords(std::vector<LiveWord> words);
    const std::vector<LiveWord>& words() const { return m_words; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<LiveWord> m_words;
};

} // namespace evenspan::ui
