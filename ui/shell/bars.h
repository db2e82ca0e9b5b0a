// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace evenspan::ui {

class ActionRegistry;
class CommandPalette;
class ElidedLabel;
class ProgressStrip;

// Breadcrumb, search and commands, undo and redo with what they would do, menu.
class TopBar : public QWidget {
    Q_OBJECT
public:
    TopBar(ActionRegistry& registry, QWidget* parent);
    void setBreadcrumb(const QString& project, const QString& rest);
    void setUndo(const QString& undoName, const QString& redoName);
    CommandPalette* palette() const { return m_palette; }
    QToolButton* menuButton() const { return m_menu; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ActionRegistry& m_registry;
    QLabel* m_project;
    ElidedLabel* m_rest;
    CommandPalette* m_palette;
    QToolButton* m_undo;
    QToolButton* m_redo;
    QToolButton* m_menu;
};

// Saved state, the running job with time left and Stop, device, language, zoom.
class StatusStrip : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget* parent);
    void setSaved(const QString& text);
    // secondsLeft below 0: not known. An empty name hides the job.
    void setJob(const QString& name, double share, double secondsLeft);
    void setStop(const QString& tip); // what stopping does; empty: it cannot be stopped
    void setDevice(const QString& text);
    void setLanguage(const QString& text);
    void setZoom(int percent);

Q_SIGNALS:
    void stopRequested();
    void jobClicked();
    void languageClicked();
    void zoomClicked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ElidedLabel* m_saved;
    QWidget* m_job;
    QPushButton* m_jobName;
    ProgressStrip* m_bar;
    QLabel* m_left;
    QPushButton* m_stop;
    QLabel* m_device;
    QPushButton* m_language;
    QPushButton* m_zoom;
};

} // namespace evenspan::ui
