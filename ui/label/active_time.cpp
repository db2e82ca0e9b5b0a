// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/active_time.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QWidget>

namespace evenspan::ui {

namespace {

constexpr int kBatchMilliseconds = 30'000;

ActiveTime::Clock systemClock() {
    QElapsedTimer timer;
    timer.start();
    return [timer] { return timer.elapsed(); };
}

} // namespace

ActiveTime::ActiveTime(QWidget* page, Store store, Clock clock)
    : QObject(page)
    , m_page(page)
    , m_store(std::move(store))
    , m_clock(clock ? std::move(clock) : systemClock()) {
    m_batch.setInterval(kBatchMilliseconds);
    connect(&m_batch, &QTimer::timeout, this, &ActiveTime::flush);
    m_batch.start();
    qApp->installEventFilter(this);
}

void ActiveTime::setDocument(DocumentId document) {
    if (document == m_document)
        return;
    flush();
    m_document = document;
}

void ActiveTime::flush() {
    if (m_gathered > 0 && m_document != DocumentId{})
        m_store(m_document, m_gathered);
    m_gathered = 0;
}

void ActiveTime::touch() {
    const qint64 now = m_clock();
    if (m_last >= 0 && m_document != DocumentId{} && now - m_last <= kBreak)
        m_gathered += now - m_last;
    m_last = now;
}

bool ActiveTime::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::ShortcutOverride: // every key, also one that is a command
    case QEvent::KeyPress:
    case QEvent::InputMethod:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
        if (const auto* widget = qobject_cast<QWidget*>(watched);
            widget && (widget == m_page || m_page->isAncestorOf(widget)))
            touch();
        break;
    case QEvent::Hide:
        if (watched == m_page) {
            flush();
            m_last = -1; // what is done on another page is no labelling
        }
        break;
    default:
        break;
    }
    return false;
}

} // namespace evenspan::ui
