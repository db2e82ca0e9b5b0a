// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/live_desk.h"
#include "ui/shell/span_score_text.h"

#include <QComboBox>

class QLabel;

namespace evenspan::ui {

class ElidedLabel;

double spanScoreOf(const InspectedSpan& span, SpanScore score);

// Which score of an entity the project goes by. What the user chooses is only said: whoever owns
// the box keeps it in the project and sets it everywhere.
class SpanScoreBox : public QComboBox {
    Q_OBJECT
public:
    explicit SpanScoreBox(QWidget* parent = nullptr);
    SpanScore score() const { return SpanScore(currentData().toInt()); }
    void setScore(SpanScore score); // without scoreWanted()

Q_SIGNALS:
    void scoreWanted(evenspan::SpanScore score);
};

// The entities of a reading with their scores, and which score that is.
class SpanScoreLine : public QWidget {
    Q_OBJECT
public:
    explicit SpanScoreLine(QWidget* parent = nullptr);
    void setReading(const LiveReading* reading); // copied from; null: nothing
    SpanScoreBox* box() const { return m_kind; }
    void setScoring(const Scoring& scoring);
    QString text() const; // "PER Mira Lund 93 %  ·  ORG Nordwerk 88 %"

private:
    struct Entity {
        QString label, text;
        InspectedSpan span;
    };
    void showScores();
    SpanScoreBox* m_kind;
    QLabel* m_calibrated;
    ElidedLabel* m_text;
    std::vector<Entity> m_entities;
    bool m_read = false;
};

} // namespace evenspan::ui
