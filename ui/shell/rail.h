// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace evenspan::ui {

// One entry of the rail: icon above a short word, with a small count of waiting work.
class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(const QString& icon, const QString& word, QWidget* parent);
    void setCount(int count);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon;
    int m_count = 0;
};

// The workspaces at the left edge of the window.
class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);
    // Returns its number.
    int add(const QString& icon, const QString& word);
    // The same at the foot: always enabled.
    int addFoot(const QString& icon, const QString& word);
    RailButton* button(int index) const { return m_buttons[std::size_t(index)].button; }
    void setCurrent(int index); // -1: none
    void setCount(int index, int count);
    void setEntriesEnabled(bool on);

Q_SIGNALS:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* m_column;
    struct Entry {
        RailButton* button;
        bool foot;
    };
    int insert(const QString& icon, const QString& word, bool foot);
    std::vector<Entry> m_buttons;
    int m_top = 0; // entries above the stretch
    bool m_setting = false; // checks are set here, not by the user
};

} // namespace evenspan::ui
