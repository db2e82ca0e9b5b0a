// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/examples_model.h"

#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QLocale>

namespace evenspan::ui {

void ExamplesModel::setExamples(std::vector<engine::RunExample> examples) {
    beginResetModel();
    m_examples = std::move(examples);
    endResetModel();
}

int ExamplesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_examples.size());
}

int ExamplesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 4;
}

QString ExamplesModel::spansText(
    const engine::RunExample& example, const std::vector<engine::ExampleSpan>& spans) {
    const auto text = QString::fromStdString(example.text).toUcs4();
    QStringList parts;
    for (const engine::ExampleSpan& span : spans) {
        const auto begin = std::min<qsizetype>(span.begin, text.size());
        const auto end = std::min<qsizetype>(span.end, text.size());
        parts << tr("%1 %2").arg(QString::fromStdString(span.label),
            QString::fromUcs4(
                reinterpret_cast<const char32_t*>(text.constData()) + begin, end - begin));
    }
    return parts.isEmpty() ? tr("none") : parts.join(QStringLiteral("; "));
}

QString ExamplesModel::whereText(const engine::RunExample& example) {
    return tr("Document %1, sentence %2")
        .arg(number(example.document), number(qint64(example.sentence) + 1));
}

QVariant ExamplesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Sentence:
        return tr("Sentence");
    case Gold:
        return tr("Labelled");
    case Predicted:
        return tr("Predicted");
    default:
        return tr("Sure, percent");
    }
}

QVariant ExamplesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const engine::RunExample& one = example(index.row());
    if (role == kExample)
        return index.row();
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Sure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && index.column() == Sentence)
        return tr("%1: %2. Labelled: %3. Predicted: %4. %5 percent sure.")
            .arg(whereText(one), QString::fromStdString(one.text), spansText(one, one.gold),
                spansText(one, one.predicted), percent(one.score, 0));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Sentence:
        return QString::fromStdString(one.text);
    case Gold:
        return spansText(one, one.gold);
    case Predicted:
        return spansText(one, one.predicted);
    default:
        return percent(one.score, 0);
    }
}

} // namespace evenspan::ui
