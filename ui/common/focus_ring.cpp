// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/focus_ring.h"

#include "ui/common/colours.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QEvent>
#include <QPainter>

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

bool wanted(const QWidget* focus) {
    return qobject_cast<const QAbstractScrollArea*>(focus)
        && focus->window()->windowType() != Qt::Popup
        && focus->window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

} // namespace

FocusRing::FocusRing(QObject* parent)
    : QObject(parent) {
    connect(
        qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { follow(now); });
}

void FocusRing::follow(QWidget* focus) {
    if (m_ring) {
        m_ring->parentWidget()->removeEventFilter(this);
        delete m_ring;
    }
    if (!wanted(focus))
        return;
    m_ring = new Ring(focus);
    m_ring->setGeometry(focus->rect());
    m_ring->show();
    focus->installEventFilter(this);
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event) {
    if (m_ring && event->type() == QEvent::Resize && watched == m_ring->parentWidget())
        m_ring->resize(m_ring->parentWidget()->size());
    return QObject::eventFilter(watched, event);
}

} // namespace evenspan::ui
