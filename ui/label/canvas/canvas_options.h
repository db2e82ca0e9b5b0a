// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/subwords.h"
#include "ui/label/canvas/canvas_document.h"
#include "ui/shell/workbench.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QMenu;
class QPushButton;

namespace evenspan::ui {

class TextCanvas;

// How the text is shown: token grid, sub-words and windows of an encoder, size, font and spacing.
// Every choice is remembered. Sub-words are cut in the background for what is visible.
class CanvasOptions : public QObject {
    Q_OBJECT
public:
    // The sentences of the shown document that a range touches; without one: nothing is shown.
    using Sentences = std::function<std::optional<SubwordRequest>(CodePointRange, std::size_t)>;

    // `encoders` null: there are none to choose from.
    CanvasOptions(TextCanvas& canvas, Workbench& workbench, std::shared_ptr<Encoders> encoders,
        Sentences sentences, QWidget* parent);
    ~CanvasOptions() override;

    QPushButton* button() const { return m_button; } // opens a menu of all choices
    QMenu* menu() const { return m_menu; }

    void reload(); // what the settings say now
    enum class View { Tokens, Subwords, Windows };
    void toggle(View view);
    void nextEncoder();
    void nextSize();
    void nextSpacing();
    void toggleTwoClicks();
    QString encoder() const; // its name, empty before it is known
    bool computing() const { return m_ticket != 0 || m_timer.isActive(); }

Q_SIGNALS:
    void said(const QString& text); // what a key changed
    void failed(const evenspan::Error& error);

private:
    void fillMenu();
    void load();
    void apply();
    void setSize(int pixels);
    void setSpacing(int percent);
    void setFamily(const QString& family);
    void setEncoder(const QString& name);
    void setLimit(int limit); // 0: the encoder's own
    void findEncoders();
    void look(); // cuts what is visible, if it is not known yet
    void drop();
    const EncoderChoice* chosen() const;

    TextCanvas& m_canvas;
    Workbench& m_workbench;
    std::shared_ptr<Encoders> m_encoders;
    Sentences m_sentences;
    QPushButton* m_button;
    QMenu* m_menu;
    QTimer m_timer;
    CanvasViews m_views;
    int m_size = 16, m_spacing = 175, m_limit = 0;
    QString m_family, m_encoder;
    bool m_twoClicks = false;
    std::vector<EncoderChoice> m_choices;
    CodePointRange m_known; // cut already
    Workbench::Ticket m_ticket = 0, m_choicesTicket = 0;
    QString m_project;
};

} // namespace evenspan::ui
