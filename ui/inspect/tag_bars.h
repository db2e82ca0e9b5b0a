// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QStringList>

#include <vector>

namespace evenspan::ui {

// The probabilities of all tags of a sentence as bars: a column for each word, a row for each tag
// that is anywhere probable enough to be seen. The bar of the chosen tag is strong, the others are
// faint. A word can be chosen; what it is read as is said to screen readers and by its tooltip.
class TagBars : public QAbstractScrollArea {
    Q_OBJECT
public:
    struct Word {
        QString text;
        std::vector<double> probabilities; // one a tag
        int tag = 0; // that was chosen
    };
    // A tag that stays below it in all words has no row, unless it was chosen.
    static constexpr double kLeast = 0.01;

    explicit TagBars(QWidget* parent = nullptr);

    // `colours`: of each tag, for labelColour(); below 0: outside of entities. The choice is
    // dropped.
    void setSentence(std::vector<Word> words, QStringList tags, std::vector<int> colours);
    const std::vector<Word>& words() const { return m_words; }
    const std::vector<int>& rows() const { return m_rows; } // tags, in the order of the tags
    // Words [begin, end); empty: nothing.
    void choose(std::size_t begin, std::size_t end);
    std::size_t chosenBegin() const { return m_begin; }
    std::size_t chosenEnd() const { return m_end; }
    // On the viewport: the whole column of a word; the bar of a tag in it, empty where it has no
    // row.
    QRect columnRect(std::size_t word) const;
    QRect barRect(std::size_t word, int tag) const;
    // "Mira: B-PER 93 %, O 4 %", by falling probability.
    QString spoken(std::size_t word) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(std::size_t begin, std::size_t end); // by the user

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void refresh();
    void pick(std::size_t word);
    QFont smallFont() const;
    int headHeight() const;
    int rowHeight() const;
    int nameWidth() const;
    int wordAt(const QPoint& place) const; // -1: none
    int rowOf(int tag) const; // -1: none

    std::vector<Word> m_words;
    QStringList m_tags;
    std::vector<int> m_colours;
    std::vector<int> m_rows;
    std::vector<int> m_lefts; // of the columns, from the first one's on; one more: the end
    bool m_rightToLeft = false;
    std::size_t m_begin = 0, m_end = 0;
};

} // namespace evenspan::ui
