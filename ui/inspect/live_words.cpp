// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/live_words.h"

#include <QLocale>

#include <cmath>

namespace evenspan::ui {

std::vector<LiveWord> liveWords(
    const LiveReading& reading, const std::function<int(const std::string&)>& colour) {
    std::vector<LiveWord> out;
    for (std::size_t s = 0; s < reading.sentences.size(); ++s) {
        const ReadSentence& sentence = reading.sentences[s];
        const std::size_t base = out.size();
        for (std::uint32_t w = 0; w < sentence.words.size(); ++w) {
            const InspectedWord& word = sentence.words[w];
            const auto tag = std::size_t(word.tag);
            LiveWord one;
            one.text = QString::fromStdString(word.text);
            one.tag = QString::fromStdString(reading.tags[tag]);
            one.probability = double(word.probabilities[tag]);
            one.entropy = word.entropy;
            one.margin = word.margin;
            one.sentence = s;
            one.word = w;
            one.range = word.range;
            out.push_back(one);
        }
        for (const InspectedSpan& span : sentence.spans)
            for (auto w = span.words.begin; w < span.words.end; ++w) {
                LiveWord& word = out[base + w];
                word.label = QString::fromStdString(span.words.label);
                word.colour = colour(span.words.label);
                word.first = w == span.words.begin;
            }
    }
    return out;
}

std::vector<InspectedWord> wordsOf(const LiveReading& reading) {
    std::vector<InspectedWord> out;
    for (const ReadSentence& sentence : reading.sentences)
        out.insert(out.end(), sentence.words.begin(), sentence.words.end());
    return out;
}

QString percentText(double share) {
    return LiveModel::tr("%1 %").arg(QLocale().toString(100 * share, 'f', share > 0.999 ? 1 : 0));
}

QString changeText(const std::optional<double>& change) {
    if (!change || std::abs(*change) < 0.005)
        return {};
    return (*change > 0 ? QStringLiteral("+") : QStringLiteral("−"))
        % LiveModel::tr("%1 %").arg(QLocale().toString(100 * std::abs(*change), 'f', 0));
}

QString scoreText(const std::optional<double>& score) {
    if (!score)
        return {};
    return (*score < 0 ? QStringLiteral("−") : QStringLiteral("+"))
        % QLocale().toString(std::abs(*score), 'f', 2);
}

void LiveModel::setWords(std::vector<LiveWord> words) {
    beginResetModel();
    m_words = std::move(words);
    endResetModel();
}

int LiveModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_words.size());
}

int LiveModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Columns);
}

QVariant LiveModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= int(m_words.size()))
        return {};
    const LiveWord& word = m_words[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole && index.column() > Tag)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QLocale locale;
    switch (index.column()) {
    case Word:
        return word.text;
    case Tag:
        return word.tag;
    case Probability:
        return percentText(word.probability);
    case Change:
        return changeText(word.change);
    case Score:
        return scoreText(word.score);
    case Entropy:
        return locale.toString(word.entropy, 'f', 2);
    case Margin:
        return locale.toString(word.margin, 'f', 2);
    default:
        return {};
    }
}

QVariant LiveModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section > Tag ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QString names[] = {tr("Word"), tr("Tag"), tr("Probability"), tr("Change"), tr("Adds"),
        tr("Entropy"), tr("Margin")};
    const QString tips[] = {tr("The word, as the model reads it"), tr("The tag that was chosen"),
        tr("How probable the model finds its tag"),
        tr("By how much that changed since the version before"),
        tr("What the word adds to the log of the probability of what is explained; of rollout, "
           "the share of attention"),
        tr("How spread the probabilities of all tags are; 0: sure"),
        tr("By how much the likeliest tag leads the next one; 1: sure")};
    if (section < 0 || section >= Columns)
        return {};
    return role == Qt::DisplayRole ? QVariant(names[section])
        : role == Qt::ToolTipRole  ? QVariant(tips[section])
                                   : QVariant();
}

} // namespace evenspan::ui
