// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/announce.h"
#include "ui/common/colours.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

// What follows another message comes anew, for a screen reader too.
void appear(ErrorBanner& banner, const QString& said) {
    banner.setVisible(false);
    banner.setAccessibleName(said);
    banner.setVisible(true);
    alert(&banner);
}

} // namespace

ErrorBanner::ErrorBanner(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_what(new QLabel(this))
    , m_remedy(mutedLabel({}, this))
    , m_copy(plainButton(tr("Copy details"), QStringLiteral("copy"), this))
    , m_hide(plainButton({}, QStringLiteral("close"), this))
    , m_action(plainButton({}, {}, this)) {
    m_what->setWordWrap(true);
    m_remedy->setWordWrap(true);
    m_what->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_remedy->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy->setAccessibleName(tr("Copy the details of this message"));
    m_hide->setAccessibleName(tr("Hide this message"));
    m_hide->setToolTip(tr("Hide"));
    setAction({}, {});
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_what);
    texts->addWidget(m_remedy);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space(this, 3), space(this, 2), space(this, 2), space(this, 2));
    row->setSpacing(space(this, 2));
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(m_action, 0, Qt::AlignTop);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    row->addWidget(m_hide, 0, Qt::AlignTop);
    connect(m_copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_details); });
    connect(m_hide, &QPushButton::clicked, this, &ErrorBanner::clear);
    connect(m_action, &QPushButton::clicked, this, [this] {
        if (m_run)
            m_run();
    });
    setVisible(false);
    installFaces();
}

void ErrorBanner::setAction(const QString& text, std::function<void()> run) {
    m_action->setText(text);
    m_action->setAccessibleName(text.isEmpty() ? tr("Act on this message") : text);
    m_action->setVisible(!text.isEmpty());
    m_hide->setVisible(text.isEmpty());
    m_run = std::move(run);
}

void ErrorBanner::showError(const Error& error) {
    const ErrorText text = errorText(error);
    QStringList below{text.remedy, text.detail};
    below.removeAll(QString());
    showErrorAs(error, text.what, below.join(QLatin1Char('\n')));
}

void ErrorBanner::showErrorAs(const Error& error, const QString& what, const QString& remedy) {
    m_warning = false;
    m_what->setText(what);
    m_remedy->setText(remedy);
    m_remedy->setVisible(!remedy.isEmpty());
    m_details = QString::fromStdString(error.text()) % QStringLiteral(" [")
        % QLatin1String(errorCodeName(error.code)) % QLatin1Char(']');
    m_icon->setPixmap(iconPixmap(QStringLiteral("warning"), Colours::of(palette()).error,
        space(this, 5), devicePixelRatioF()));
    m_copy->setVisible(true);
    appear(*this, m_details);
}

void ErrorBanner::showNotice(const QString& text) {
    m_warning = true;
    m_what->setText(text);
    m_remedy->clear();
    m_remedy->setVisible(false);
    m_details = text;
    m_icon->setPixmap(iconPixmap(QStringLiteral("info"), Colours::of(palette()).warning,
        space(this, 5), devicePixelRatioF()));
    m_copy->setVisible(false);
    appear(*this, text);
}

void ErrorBanner::clear() {
    m_details.clear();
    setVisible(false);
}

void ErrorBanner::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = m_warning ? c.warning : c.error;
    painter.setPen(fill);
    fill.setAlphaF(0.08F);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

ProgressStrip::ProgressStrip(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_timer.setInterval(50);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_phase = (m_phase + 3) % 100;
        update();
    });
}

void ProgressStrip::setShare(double share) {
    m_share = share > 1 ? 1 : share;
    if (m_share < 0 && motionAllowed())
        m_timer.start();
    else
        m_timer.stop();
    setAccessibleDescription(m_share < 0 ? tr("Working") : tr("%1 %").arg(int(m_share * 100)));
    update();
}

QSize ProgressStrip::sizeHint() const {
    return {space(this, 30), space(this, 1)};
}

void ProgressStrip::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const qreal radius = height() / 2.0;
    painter.setBrush(c.hairline);
    painter.drawRoundedRect(rect(), radius, radius);
    painter.setBrush(c.accent);
    const QRectF bar = m_share < 0
        ? QRectF(width() * (m_phase / 100.0) - width() * 0.25, 0, width() * 0.25, height())
        : QRectF(0, 0, width() * m_share, height());
    painter.setClipRect(rect());
    painter.drawRoundedRect(bar, radius, radius);
}

} // namespace evenspan::ui
