// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QAbstractButton>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QWidget>

#include <functional>

class QBoxLayout;
class QVBoxLayout;

namespace evenspan::ui {

// Labels by role, so that type has the same few sizes everywhere.
QLabel* titleLabel(const QString& text, QWidget* parent = nullptr); // 20 px semi-bold
QLabel* headingLabel(const QString& text, QWidget* parent = nullptr); // 15 px semi-bold
QLabel* mutedLabel(const QString& text, QWidget* parent = nullptr); // secondary colour
void setMuted(QLabel* label);
QLabel* wrapped(QLabel* label); // the same label, which may take several lines

QPushButton* primaryButton(const QString& text, QWidget* parent = nullptr);
QPushButton* plainButton(const QString& text, const QString& icon, QWidget* parent = nullptr);

// A horizontal hairline.
class Hairline : public QWidget {
    Q_OBJECT
public:
    explicit Hairline(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

// A label that shortens its text with an ellipsis and then shows the whole as a tooltip.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    void setFullText(const QString& text);
    QString fullText() const { return m_text; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
};

// A surface with one hairline and 6 px corners.
class Panel : public QFrame {
    Q_OBJECT
public:
    explicit Panel(QWidget* parent = nullptr);
    QVBoxLayout* column() const { return m_column; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* m_column;
};

// A large choice: icon, title, one line of explanation. Behaves as a button.
class ChoiceCard : public QAbstractButton {
    Q_OBJECT
public:
    ChoiceCard(const QString& icon, const QString& title, const QString& text, const QString& keys,
        QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon;
    QString m_note;
    QString m_keys;
};

// A figure with its name below: "12,345" / "Sentences".
class Figure : public QWidget {
    Q_OBJECT
public:
    explicit Figure(const QString& name, QWidget* parent = nullptr);
    void setValue(const QString& value);
    QString value() const { return m_value->text(); }

private:
    QLabel* m_value;
};

// What a page will show, why it shows nothing yet, and the one action that fills it.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const QString& icon, const QString& title, const QString& text,
        const QString& action, QWidget* parent = nullptr);
    void setTexts(const QString& title, const QString& text);
    QPushButton* button() const { return m_button; }

private:
    void fitText();
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_button;
    QString m_iconName;

protected:
    void changeEvent(QEvent* event) override;
};

// What went wrong, where, and the remedy, with "Copy details". Hidden until show() is called.
class ErrorBanner : public QFrame {
    Q_OBJECT
public:
    explicit ErrorBanner(QWidget* parent = nullptr);
    void showError(const Error& error);
    // The same in words that fit the place better than the error's own.
    void showErrorAs(const Error& error, const QString& what, const QString& remedy);
    // A button beside the message, which then stays until clear() is called.
    void setAction(const QString& text, std::function<void()> run);
    void showNotice(const QString& text); // the same place for a warning
    void clear();
    QString details() const { return m_details; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_icon;
    QLabel* m_what;
    QLabel* m_remedy;
    QPushButton* m_copy;
    QPushButton* m_hide;
    QPushButton* m_action;
    std::function<void()> m_run;
    QString m_details;
    bool m_warning = false;
};

// A sentence that goes away by itself, with one action ("Undo") instead of a question before.
class Toast : public QFrame {
    Q_OBJECT
public:
    explicit Toast(QWidget* parent);
    void say(const QString& text, const QString& action = {}, std::function<void()> run = {});

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    QLabel* m_text;
    QPushButton* m_action;
    std::function<void()> m_run;
    QTimer m_timer;
};

// Thin bar; share below 0: busy without a known end.
class ProgressStrip : public QWidget {
    Q_OBJECT
public:
    explicit ProgressStrip(QWidget* parent = nullptr);
    void setShare(double share);
    double share() const { return m_share; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_share = 0;
    int m_phase = 0;
    QTimer m_timer;
};

// "3 min 20 s", "1 h 05 min"; "about a second" below 2.
QString durationText(double seconds);

} // namespace evenspan::ui
