// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/training_service.h"

#include <QFrame>

class QLabel;
class QListWidget;
class QPushButton;

namespace evenspan::ui {

class MainWindow;
class Toast;

// The runs that wait, above the list of all runs, the runs that a crash interrupted, and how far a
// search or cross-training is. Hidden where there is none of them. In the list Alt+Up and Alt+Down
// move a run, Delete takes it out.
class QueuePanel : public QFrame {
    Q_OBJECT
public:
    QueuePanel(TrainingService& training, Toast& toast, QWidget* parent);
    QListWidget* list() { return m_list; }

Q_SIGNALS:
    void failed(const evenspan::Error& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showState();
    void showSeries();
    void showInterrupted();
    void showWaiting();
    void showButtons();
    const store::RunRow* chosen() const; // null: none
    void move(int by);
    void remove();

    TrainingService& m_training;
    Toast& m_toast;
    QLabel* m_series; // the search or cross-training that trains
    QWidget* m_cut; // what was interrupted
    QLabel* m_cutText;
    QPushButton* m_goOn;
    QPushButton* m_dismiss;
    QWidget* m_queue;
    QLabel* m_title;
    QPushButton* m_pause; // or start
    QListWidget* m_list;
    QPushButton* m_up;
    QPushButton* m_down;
    QPushButton* m_remove;
};

// Pause the run, go on with the one that was interrupted, pause or start the queue: for the
// palette and the menu, in the group of training.
void addQueueActions(MainWindow& window, const QString& group);

} // namespace evenspan::ui
