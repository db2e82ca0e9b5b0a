// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/mention_table.h"
#include "ui/shell/run_desk.h"

#include <QFont>
#include <QRect>
#include <QWidget>

#include <functional>
#include <vector>

namespace evenspan::ui {

// A sentence twice, one line below the other with each word at the same place: as it is labelled
// and as the run marked it. Every entity has its label beside it and, where there is gold, a sign
// for right or wrong; the words of the chosen case are underlined. Words that are wider than the
// widget are cut into pieces.
class MentionView : public QWidget {
    Q_OBJECT
public:
    // `colour`: the number of a label's colour, for labelColour().
    explicit MentionView(std::function<int(const std::string&)> colour, QWidget* parent = nullptr);
    // `one` null: nothing is shown.
    void showCase(const InspectionPtr& inspection, const TableCase* one);
    // Any sentence of the inspection, words `begin` to `end` underlined.
    void showWords(const InspectionPtr& inspection, std::uint32_t sentence, std::uint32_t begin,
        std::uint32_t end);
    QSize sizeHint() const override;
    QString spoken() const; // what a screen reader says

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Piece { // of a word
        QString text;
        std::uint32_t word = 0;
        int x = 0, width = 0, row = 0;
    };
    void layOut();
    int rowHeight() const;
    int nameWidth() const;
    void paintSide(QPainter& painter, int row, int top, bool gold) const;
    void paintNames(QPainter& painter, int row, int top, bool gold) const;
    bool agrees(const Mention& mention, bool gold) const;

    std::function<int(const std::string&)> m_colour;
    InspectionPtr m_inspection;
    const InspectedSentence* m_sentence = nullptr;
    std::uint32_t m_begin = 0, m_end = 0; // words of the chosen case
    std::vector<Piece> m_pieces;
    int m_rows = 0;
};

} // namespace evenspan::ui
