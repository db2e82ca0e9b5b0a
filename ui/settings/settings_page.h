// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QTabWidget;

namespace evenspan::ui {

class MainWindow;
class ShortcutEditor;
class TextSample;

// Look, language, font, sizes, and the keys of all commands. Every change takes effect and is
// remembered at once; the language waits for the next start and says so.
class SettingsPage : public Page {
    Q_OBJECT

public:
    SettingsPage(MainWindow& window, QWidget* parent);

    QString breadcrumb() const override;
    bool goUp() override;
    QList<QWidget*> panels() const override;
    void shown() override;
    ShortcutEditor& keys() { return *m_keys; }
    void showKeys(); // the tab with the shortcut editor

private:
    QWidget* appearance();
    QWidget* training();
    void read(); // what is set now, also by the commands of the window

    MainWindow& m_window;
    QTabWidget* m_tabs;
    QComboBox* m_look;
    QComboBox* m_language;
    QLabel* m_languageNote;
    QComboBox* m_zoom;
    QComboBox* m_family;
    QComboBox* m_textSize;
    QComboBox* m_spacing;
    TextSample* m_sample;
    QCheckBox* m_ownProcess;
    QCheckBox* m_notice;
    ShortcutEditor* m_keys;
};

// Adds the page at the rail's foot, and its actions.
void addSettingsPage(MainWindow& window);

} // namespace evenspan::ui
