// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/label_queue.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace evenspan::ui {

class ElidedLabel;

// One place of the queue: its sentence as it is labelled and as it would be, why, and the three
// decisions.
class DoubtCard : public QWidget {
    Q_OBJECT
public:
    // `colour`: the colour of a label, as labelColour() numbers them.
    explicit DoubtCard(std::function<int(const std::string&)> colour, QWidget* parent = nullptr);
    // Null: nothing is chosen. Decisions are off where the project cannot be changed.
    void showRow(const QueueRow* row, bool editable);

Q_SIGNALS:
    void decided(evenspan::store::LabelVerdict verdict);
    void openWanted(); // in the labelling workspace

protected:
    void changeEvent(QEvent* event) override;

private:
    void paintTexts();
    QString sentence(const std::vector<QueueMention>& mentions) const;
    std::function<int(const std::string&)> m_colour;
    std::optional<QueueRow> m_row;
    QLabel* m_kind;
    ElidedLabel* m_place;
    QLabel* m_now;
    QLabel* m_then;
    QLabel* m_reason;
    QLabel* m_verdict;
    QPushButton* m_fix;
    QPushButton* m_keep;
    QPushButton* m_unsure;
    QPushButton* m_open;
};

} // namespace evenspan::ui
