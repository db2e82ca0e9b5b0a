// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/announce.h"
#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace evenspan::ui {

namespace {

// Where a window keeps room for it: an empty widget of this name among the parent's descendants.
const QString kRoom = QStringLiteral("toastRoom");

} // namespace

Toast::Toast(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_action(plainButton({}, {}, this)) {
    installFaces();
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    m_action->setAccessibleName(tr("Act on this message"));
    m_timer.setSingleShot(true);
    m_timer.setInterval(6000);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        if (m_run)
            m_run();
    });
    parent->installEventFilter(this);
    hide();
}

void Toast::say(const QString& text, const QString& action, std::function<void()> run) {
    hide(); // a sentence that follows another comes anew, for a screen reader too
    m_action->setText(action);
    m_action->setAccessibleName(action);
    m_action->setVisible(!action.isEmpty());
    m_run = std::move(run);
    setAccessibleName(text);
    m_timer.start();
    // The palette of a toast is that of the other look: it stands out without a shadow.
    const Look look = lookOf(parentWidget()->palette());
    setPalette(Colours::of(look == Look::Light ? Look::Dark : look).palette());
    for (QWidget* child : {static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_action)})
        child->setPalette(palette());
    place();
    show();
    raise();
    alert(this); // read aloud as it comes, wherever the keyboard is
}

// In the room that the window keeps for it, where it covers nothing; what does not fit there covers
// the words beside it, and the longest floats above the foot of the window.
void Toast::place() {
    const QString text = accessibleName();
    auto* room = parentWidget()->findChild<QWidget*>(kRoom);
    const QWidget* strip = room ? room->parentWidget() : nullptr;
    const bool offers = !m_action->text().isEmpty();
    const int side = space(this, 3), top = strip ? 1 : space(this, 2);
    // A button brings its own room at the right.
    layout()->setContentsMargins(side, top, offers ? top : side, top);
    m_action->setFixedHeight(strip ? strip->height() - 4 : m_action->sizeHint().height());
    m_text->setText(text);
    m_text->setToolTip({});
    m_text->setWordWrap(false);
    layout()->invalidate();
    const QSize wanted = layout()->sizeHint();
    const QRect area = parentWidget()->rect();
    if (strip) {
        room->installEventFilter(this); // a job that begins takes of its width
        const auto rectOf = [this](const QWidget* widget) {
            return QRect(widget->mapTo(parentWidget(), QPoint()), widget->size());
        };
        QRect free = rectOf(room);
        if (free.width() < wanted.width())
            free.setLeft(rectOf(strip).left() + side);
        if (free.width() >= wanted.width()) {
            const int height = strip->height() - 2;
            const int x = qBound(free.left(), (area.width() - wanted.width()) / 2,
                free.right() + 1 - wanted.width());
            setGeometry(x, free.center().y() - height / 2, wanted.width(), height);
            return;
        }
    }
    const int most = area.width() - 2 * space(this, 6);
    m_text->setWordWrap(wanted.width() > most);
    resize(qMin(wanted.width(), most), wanted.height());
    const int height = m_text->wordWrap() ? layout()->heightForWidth(width()) : wanted.height();
    const int foot = strip ? strip->height() + space(this, 1) : space(this, 13);
    setGeometry((area.width() - width()) / 2, area.height() - height - foot, width(), height);
}

bool Toast::eventFilter(QObject* watched, QEvent* event) {
    const bool about = watched == parentWidget() || watched->objectName() == kRoom;
    if (about && event->type() == QEvent::Resize && isVisible())
        QMetaObject::invokeMethod(
            this, [this] { place(); }, Qt::QueuedConnection); // laid out first
    return QFrame::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.hairline);
    painter.setBrush(c.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace evenspan::ui
