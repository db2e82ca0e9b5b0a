// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/live_desk.h"

#include <QWidget>

class QComboBox;

namespace evenspan::ui {

class ElidedLabel;

// One number for how sure a run is of an entity, from the probabilities of its words' tags.
enum class SpanScore { Mean, Least, Product, Marginal };
QString spanScoreName(SpanScore score); // "Mean of the words"
double spanScoreOf(const InspectedSpan& span, SpanScore score);

// The entities of a reading with their scores, and which score that is. The choice is remembered.
class SpanScoreLine : public QWidget {
    Q_OBJECT
public:
    explicit SpanScoreLine(QWidget* parent = nullptr);
    void setReading(const LiveReading* reading); // copied from; null: nothing
    SpanScore score() const;
    QString text() const; // "PER Mira Lund 93 %  ·  ORG Nordwerk 88 %"

private:
    struct Entity {
        QString label, text;
        InspectedSpan span;
    };
    void showScores();
    QComboBox* m_kind;
    ElidedLabel* m_text;
    std::vector<Entity> m_entities;
    bool m_read = false;
};

} // namespace evenspan::ui
