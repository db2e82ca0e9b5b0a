// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/span_scores.h"

#include "core/text/offset_map.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/live_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr SpanScore kAll[] = {
    SpanScore::Mean, SpanScore::Least, SpanScore::Product, SpanScore::Marginal};

QString tipOf(SpanScore score) {
    switch (score) {
    case SpanScore::Mean:
        return SpanScoreLine::tr(
            "The mean of the probabilities of its words' tags; what suggestions carry");
    case SpanScore::Least:
        return SpanScoreLine::tr("The probability of its least sure word");
    case SpanScore::Product:
        return SpanScoreLine::tr("The product over its words: as if they knew nothing of each "
                                 "other");
    case SpanScore::Marginal:
        return SpanScoreLine::tr("How probable exactly this entity is among all sequences of tags "
                                 "that are allowed");
    }
    return {};
}

QString keyOf() {
    return QStringLiteral("inspect/span_score");
}

} // namespace

QString spanScoreName(SpanScore score) {
    switch (score) {
    case SpanScore::Mean:
        return SpanScoreLine::tr("Mean of the words");
    case SpanScore::Least:
        return SpanScoreLine::tr("Least sure word");
    case SpanScore::Product:
        return SpanScoreLine::tr("Product of the words");
    case SpanScore::Marginal:
        return SpanScoreLine::tr("Marginal of the entity");
    }
    return {};
}

double spanScoreOf(const InspectedSpan& span, SpanScore score) {
    switch (score) {
    case SpanScore::Mean:
        return span.mean;
    case SpanScore::Least:
        return span.least;
    case SpanScore::Product:
        return span.product;
    case SpanScore::Marginal:
        return span.marginal;
    }
    return 0;
}

SpanScoreLine::SpanScoreLine(QWidget* parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_text(new ElidedLabel(this)) {
    m_kind->setAccessibleName(tr("Score of an entity"));
    for (const SpanScore score : kAll) {
        m_kind->addItem(spanScoreName(score), int(score));
        m_kind->setItemData(m_kind->count() - 1, tipOf(score), Qt::ToolTipRole);
    }
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(QSettings().value(keyOf(), 0).toInt())));
    m_kind->setToolTip(m_kind->currentData(Qt::ToolTipRole).toString());
    auto* caption = mutedLabel(tr("Entities by"), this);
    caption->setBuddy(m_kind);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space(this, 2));
    row->addWidget(caption);
    row->addWidget(m_kind);
    row->addWidget(m_text, 1);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        QSettings().setValue(keyOf(), m_kind->currentData());
        m_kind->setToolTip(m_kind->currentData(Qt::ToolTipRole).toString());
        showScores();
    });
    showScores();
}

SpanScore SpanScoreLine::score() const {
    return SpanScore(m_kind->currentData().toInt());
}

QString SpanScoreLine::text() const {
    return m_text->fullText();
}

void SpanScoreLine::setReading(const LiveReading* reading) {
    m_entities.clear();
    m_read = reading != nullptr;
    if (reading) {
        const OffsetMap map(reading->text);
        for (const ReadSentence& sentence : reading->sentences)
            for (const InspectedSpan& span : sentence.spans) {
                const CodePointRange range{sentence.words[span.words.begin].range.begin,
                    sentence.words[span.words.end - 1].range.end};
                const auto slice = map.slice(range);
                m_entities.push_back({QString::fromStdString(span.words.label),
                    QString::fromUtf8(slice.data(), qsizetype(slice.size())).simplified(), span});
            }
    }
    showScores();
}

void SpanScoreLine::showScores() {
    QStringList all;
    for (const Entity& entity : m_entities)
        all << entity.label % QChar(QLatin1Char(' ')) % entity.text % QChar(QLatin1Char(' '))
                % percentText(spanScoreOf(entity.span, score()));
    m_text->setFullText(!all.isEmpty() ? all.join(QStringLiteral("  ·  "))
            : m_read                   ? tr("No entity was marked")
                                       : QString());
}

} // namespace evenspan::ui
