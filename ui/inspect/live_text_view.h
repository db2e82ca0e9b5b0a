// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspect/live_words.h"

#include <QAbstractScrollArea>

#include <vector>

namespace evenspan::ui {

// A reading drawn as text: entities in their labels' colours, the probability of each word's tag
// below it with its change, and behind the words what they add to what is explained (accent: for
// it; the colour of errors: against it). A word or an entity can be chosen.
class LiveTextView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit LiveTextView(QWidget* parent = nullptr);

    // `words` of one reading; the choice is dropped.
    void setWords(std::vector<LiveWord> words);
    const std::vector<LiveWord>& words() const { return m_words; }
    // Words [begin, end) of words(); empty: nothing.
    void choose(std::size_t begin, std::size_t end);
    std::size_t chosenBegin() const { return m_begin; }
    std::size_t chosenEnd() const { return m_end; }
    QRect wordRect(std::size_t word) const; // on the viewport
    int heightFor(int width) const;
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(std::size_t begin, std::size_t end); // by the user; the same twice: none

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    std::vector<QRect> layOut(int width, int* height) const;
    void refresh();
    void pick(std::size_t begin, std::size_t end);
    QString below(const LiveWord& word) const;
    QFont wordFont() const;
    QFont smallFont() const;

    std::vector<LiveWord> m_words;
    std::vector<QRect> m_rects; // in the whole drawing
    std::size_t m_begin = 0, m_end = 0;
};

} // namespace evenspan::ui
