// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/dialog.h"

#include <QElapsedTimer>
#include <QTimer>

#include <atomic>
#include <memory>
#include <stop_token>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace evenspan::ui {

class ProgressStrip;

// A dialog that first looks in the background at what would be done, then does it: a bar and the
// time left where that takes over 300 ms, and one button that closes it or stops the doing.
class JobDialog : public Dialog {
    Q_OBJECT
public:
    void reject() override; // first stops what is being done

protected:
    // Shared with the thread that looks or does.
    struct Share {
        std::atomic<quint64> done{0}, total{0};
        void set(quint64 of, quint64 all) {
            done = of;
            total = all;
        }
    };
    // The words beside the bar while it looks, and while it does.
    JobDialog(const QString& start, QString looking, QString doing, QWidget* parent);
    ~JobDialog() override; // asks what is being done to stop

    void addFoot(QVBoxLayout& column);
    std::shared_ptr<Share> beginLooking();
    void endLooking();
    std::shared_ptr<Share> beginDoing();
    void endDoing();
    bool isDoing() const { return m_doing; }
    std::stop_token stopToken() const { return m_stop.get_token(); } // of the doing
    void say(const QString& text);
    QPushButton* startButton() const { return m_start; }
    QPushButton* closeButton() const { return m_close; }

private:
    void follow();
    void setDoing(bool doing);
    std::shared_ptr<Share> begin();
    QString m_looking, m_words;
    ProgressStrip* m_progress;
    QLabel* m_state;
    QPushButton* m_start;
    QPushButton* m_close;
    QTimer m_timer;
    QElapsedTimer m_since;
    std::shared_ptr<Share> m_share;
    std::stop_source m_stop;
    bool m_doing = false;
};

} // namespace evenspan::ui
