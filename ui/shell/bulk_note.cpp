// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/bulk_note.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace evenspan::ui {

BulkNote::BulkNote(const QString& what, QWidget* parent)
    : QFrame(parent)
    , m_what(what)
    , m_text(new QLabel(what, this))
    , m_strip(new ProgressStrip(this))
    , m_cancel(plainButton(tr("Stop"), QStringLiteral("stop"), this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space(this, 4), space(this, 2), space(this, 2), space(this, 2));
    row->setSpacing(space(this, 3));
    row->addWidget(m_text);
    row->addWidget(m_strip);
    row->addWidget(m_cancel);
    m_strip->setFixedWidth(space(this, 40));
    m_strip->setAccessibleName(tr("Progress"));
    m_strip->setShare(-1);
    m_cancel->setAccessibleName(tr("Stop this change"));
    m_cancel->setToolTip(tr("Everything stays as it was."));
    setAccessibleName(what);
    setAutoFillBackground(false);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_stop.request_stop();
        m_cancel->setEnabled(false);
        m_text->setText(tr("Stopping…"));
        place();
    });
    m_timer.setInterval(100);
    connect(&m_timer, &QTimer::timeout, this, &BulkNote::follow);
    m_since.start();
    m_timer.start();
    parent->installEventFilter(this);
    hide();
}

BulkNote::~BulkNote() {
    m_stop.request_stop();
}

void BulkNote::finish() {
    m_timer.stop();
    hide();
    deleteLater();
}

void BulkNote::follow() {
    if (m_since.elapsed() < 300)
        return;
    const quint64 total = m_share->total;
    const double share = total > 0 ? double(m_share->done) / double(total) : -1;
    m_strip->setShare(share);
    if (!m_stop.stop_requested()) {
        const double seconds = double(m_since.elapsed()) / 1000;
        m_text->setText(share > 0.02 && share < 1 && seconds > 1
                ? tr("%1  %2 left").arg(m_what, durationText(seconds / share * (1 - share)))
                : m_what);
    }
    place();
    if (isVisible())
        return;
    show();
    raise();
}

void BulkNote::place() {
    adjustSize();
    const QRect area = parentWidget()->rect();
    // Several stand one above the other.
    int above = 0;
    for (const BulkNote* other :
        parentWidget()->findChildren<BulkNote*>(Qt::FindDirectChildrenOnly)) {
        if (other == this)
            break;
        above += other->isVisible() ? 1 : 0;
    }
    move((area.width() - width()) / 2,
        area.height() - height() - space(this, 13) - above * (height() + space(this, 2)));
}

bool BulkNote::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void BulkNote::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.hairline);
    painter.setBrush(c.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace evenspan::ui
