// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/span_score_text.h"

#include <QCoreApplication>

namespace evenspan::ui {

namespace {

class ScoreWords {
    Q_DECLARE_TR_FUNCTIONS(SpanScoreText)
public:
    static QString name(SpanScore score);
    static QString brief(SpanScore score);
    static QString tip(SpanScore score);
    static QString calibrated(const QString& name) { return tr("%1, calibrated").arg(name); }
};

QString ScoreWords::name(SpanScore score) {
    switch (score) {
    case SpanScore::Mean:
        return tr("Mean of the words");
    case SpanScore::Least:
        return tr("Least sure word");
    case SpanScore::Product:
        return tr("Product of the words");
    case SpanScore::Marginal:
        return tr("Marginal of the entity");
    }
    return {};
}

QString ScoreWords::brief(SpanScore score) {
    switch (score) {
    case SpanScore::Mean:
        return tr("mean");
    case SpanScore::Least:
        return tr("least");
    case SpanScore::Product:
        return tr("product");
    case SpanScore::Marginal:
        return tr("marginal");
    }
    return {};
}

QString ScoreWords::tip(SpanScore score) {
    switch (score) {
    case SpanScore::Mean:
        return tr("The mean of the probabilities of its words' tags");
    case SpanScore::Least:
        return tr("The probability of its least sure word");
    case SpanScore::Product:
        return tr("The product over its words: as if they knew nothing of each other");
    case SpanScore::Marginal:
        return tr("How probable exactly this entity is among all sequences of tags that are "
                  "allowed");
    }
    return {};
}

} // namespace

QString spanScoreName(SpanScore score) {
    return ScoreWords::name(score);
}

QString spanScoreShort(SpanScore score) {
    return ScoreWords::brief(score);
}

QString scoringName(const Scoring& scoring) {
    const QString name = ScoreWords::name(scoring.score);
    return scoring.calibrated() ? ScoreWords::calibrated(name) : name;
}

QString scoringShort(const Scoring& scoring) {
    const QString name = ScoreWords::brief(scoring.score);
    return scoring.calibrated() ? ScoreWords::calibrated(name) : name;
}

QString spanScoreTip(SpanScore score) {
    return ScoreWords::tip(score);
}

} // namespace evenspan::ui
