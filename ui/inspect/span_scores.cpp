// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/span_scores.h"

#include "core/text/offset_map.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/live_words.h"

#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace evenspan::ui {

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

SpanScoreBox::SpanScoreBox(QWidget* parent)
    : QComboBox(parent) {
    setAccessibleName(tr("Score of an entity"));
    for (const SpanScore score : kAllSpanScores) {
        addItem(spanScoreName(score), int(score));
        setItemData(count() - 1, spanScoreTip(score), Qt::ToolTipRole);
    }
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    const auto tell = [this] {
        setToolTip(tr("%1. It holds for the whole project: errors, confidence, suggestions and the "
                      "cut below which a person reads")
                       .arg(spanScoreTip(score())));
        setAccessibleDescription(toolTip());
    };
    tell();
    connect(this, &QComboBox::currentIndexChanged, this, tell);
    connect(this, &QComboBox::activated, this, [this] { Q_EMIT scoreWanted(score()); });
}

void SpanScoreBox::setScore(SpanScore score) {
    setCurrentIndex(std::max(0, findData(int(score))));
}

SpanScoreLine::SpanScoreLine(QWidget* parent)
    : QWidget(parent)
    , m_kind(new SpanScoreBox(this))
    , m_calibrated(mutedLabel(tr("calibrated"), this))
    , m_text(new ElidedLabel(this)) {
    m_calibrated->setToolTip(tr("The run's logits are divided by the temperature that was fitted "
                                "under Confidence, for words and entities"));
    m_calibrated->hide();
    auto* caption = mutedLabel(tr("Entities by"), this);
    caption->setBuddy(m_kind);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space(this, 2));
    row->addWidget(caption);
    row->addWidget(m_kind);
    row->addWidget(m_calibrated);
    row->addWidget(m_text, 1);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &SpanScoreLine::showScores);
    showScores();
}

void SpanScoreLine::setScoring(const Scoring& scoring) {
    m_kind->setScore(scoring.score);
    m_calibrated->setVisible(scoring.calibrated());
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
                % percentText(spanScoreOf(entity.span, m_kind->score()));
    m_text->setFullText(!all.isEmpty() ? all.join(QStringLiteral("  ·  "))
            : m_read                   ? tr("No entity was marked")
                                       : QString());
}

} // namespace evenspan::ui
