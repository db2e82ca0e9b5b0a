// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/focus_ring.h"

#include "ui/common/colours.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QFocusEvent>
#include <QPainter>
#include <QTimer>

namespace evenspan::ui {

namespace {

constexpr int kWidth = 2;

class Ring : public QWidget {
public:
    explicit Ring(QWidget* parent)
        : QWidget(parent) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setObjectName(QStringLiteral("focusRing"));
    }

protected:
    void resizeEvent(QResizeEvent*) override {
        setMask(QRegion(rect()) - QRegion(rect().adjusted(kWidth, kWidth, -kWidth, -kWidth)));
    }
    void paintEvent(QPaintEvent*) override {
        QPainter(this).fillRect(rect(), Colours::of(palette()).accent);
    }
};

bool byKey(Qt::FocusReason reason) {
    return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason
        || reason == Qt::ShortcutFocusReason;
}

} // namespace

FocusRing::FocusRing(QObject* parent)
    : QObject(parent) {
    qApp->installEventFilter(this);
}

void FocusRing::surround(QWidget* area) {
    delete m_ring;
    m_ring = new Ring(area);
    place();
    m_ring->show();
}

// Above the scroll bars, which an area raises when it lays itself out.
void FocusRing::place() {
    m_ring->setGeometry(m_ring->parentWidget()->rect());
    QTimer::singleShot(0, m_ring.data(), &QWidget::raise);
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event) {
    const QEvent::Type type = event->type();
    if (type == QEvent::FocusIn) {
        if (auto* area = qobject_cast<QAbstractScrollArea*>(watched);
            area && byKey(static_cast<QFocusEvent*>(event)->reason()))
            surround(area);
    } else if (m_ring && watched == m_ring->parentWidget()) {
        if (type == QEvent::FocusOut)
            delete m_ring;
        else if (type == QEvent::Resize)
            place();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace evenspan::ui
