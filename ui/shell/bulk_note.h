// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QFrame>
#include <QTimer>

#include <atomic>
#include <memory>
#include <stop_token>

class QLabel;
class QPushButton;

namespace evenspan::ui {

class ProgressStrip;

// A change of many documents that is under way: what, how far, the time left, and Stop. It shows
// itself at the window's foot once the change has taken 300 ms; the window stays free meanwhile.
class BulkNote : public QFrame {
    Q_OBJECT
public:
    // With the thread that writes.
    struct Share {
        std::atomic<quint64> done{0}, total{0};
    };
    BulkNote(const QString& what, QWidget* parent);
    ~BulkNote() override;

    std::shared_ptr<Share> share() const { return m_share; }
    std::stop_token stopToken() const { return m_stop.get_token(); }
    void finish(); // hides and deletes it

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();
    void place();

    QString m_what;
    QLabel* m_text;
    ProgressStrip* m_strip;
    QPushButton* m_cancel;
    std::shared_ptr<Share> m_share = std::make_shared<Share>();
    std::stop_source m_stop;
    QTimer m_timer;
    QElapsedTimer m_since;
};

} // namespace evenspan::ui
