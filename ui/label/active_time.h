// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h" // before types.h: moc cannot read <compare> first
#include "core/base/types.h"

#include <QObject>
#include <QTimer>

#include <functional>

class QWidget;

namespace evenspan::ui {

// Measures how long somebody works on a document: the time between two signs of life (a key, the
// mouse, the wheel) in the page. A pause of more than a minute is a break and counts nothing, so
// that no cup of coffee is work. Times are given away in batches, not with every key.
class ActiveTime : public QObject {
    Q_OBJECT

public:
    static constexpr qint64 kBreak = 60'000; // milliseconds
    using Clock = std::function<qint64()>; // milliseconds that never go back
    using Store = std::function<void(DocumentId document, qint64 milliseconds)>;

    // `clock` empty: the system's.
    ActiveTime(QWidget* page, Store store, Clock clock = {});

    void setDocument(DocumentId document); // what was gathered goes to the one before
    void flush();
    qint64 gathered() const { return m_gathered; } // not given away yet

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void touch();

    QWidget* m_page;
    Store m_store;
    Clock m_clock;
    DocumentId m_document;
    qint64 m_last = -1; // sign of life; below 0: none yet
    qint64 m_gathered = 0;
    QTimer m_batch;
};

} // namespace evenspan::ui
