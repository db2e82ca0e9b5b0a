// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/bars.h"

#include "ui/common/action_registry.h"
#include "ui/common/colours.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/command_palette.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace evenspan::ui {

namespace {

QToolButton* toolButton(QAction* action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setDefaultAction(action);
    button->setAccessibleName(action->text());
    button->setIconSize(QSize(space(parent, 5), space(parent, 5)));
    button->setFixedSize(space(parent, 8), space(parent, 8));
    return button;
}

} // namespace

TopBar::TopBar(ActionRegistry& registry, QWidget* parent)
    : QWidget(parent)
    , m_registry(registry)
    , m_project(new QLabel(this))
    , m_rest(new ElidedLabel(this))
    , m_palette(new CommandPalette(registry, this))
    , m_undo(toolButton(registry.action(QStringLiteral("edit.undo")), this))
    , m_redo(toolButton(registry.action(QStringLiteral("edit.redo")), this))
    , m_menu(new QToolButton(this)) {
    m_project->setFont(scaledFont(font(), 1, true));
    setMuted(m_rest);
    m_menu->setAutoRaise(true);
    m_menu->setIcon(icon(QStringLiteral("more")));
    m_menu->setIconSize(m_undo->iconSize());
    m_menu->setFixedSize(m_undo->size());
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->setToolTip(tr("Menu"));
    m_palette->setMinimumWidth(space(this, 60));
    m_palette->setMaximumWidth(space(this, 130));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space(this, 4), space(this, 2), space(this, 3), space(this, 2));
    row->setSpacing(space(this, 1));
    auto* crumbs = new QHBoxLayout;
    crumbs->setSpacing(space(this, 1));
    crumbs->addWidget(m_project);
    crumbs->addWidget(m_rest, 1);
    row->addLayout(crumbs, 2);
    row->addWidget(m_palette, 3);
    auto* right = new QHBoxLayout;
    right->setSpacing(space(this, 1));
    right->addStretch();
    right->addWidget(m_undo);
    right->addWidget(m_redo);
    right->addWidget(m_menu);
    row->addLayout(right, 2);
}

void TopBar::setBreadcrumb(const QString& project, const QString& rest) {
    m_project->setText(project);
    m_rest->setFullText(rest.isEmpty() ? QString() : QStringLiteral("›  ") % rest);
}

void TopBar::setUndo(const QString& undoName, const QString& redoName) {
    const auto dress = [this](QToolButton* button, const QString& text) {
        m_registry.setText(button->defaultAction()->objectName(), text);
        button->setAccessibleName(text);
    };
    dress(m_undo, undoName.isEmpty() ? tr("Undo") : tr("Undo: %1").arg(undoName));
    dress(m_redo, redoName.isEmpty() ? tr("Redo") : tr("Redo: %1").arg(redoName));
}

void TopBar::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(
        QRect(0, height() - 1, width(), 1), Colours::of(QWidget::palette()).hairline);
}

StatusStrip::StatusStrip(QWidget* parent)
    : QWidget(parent)
    , m_saved(new ElidedLabel(this))
    , m_job(new QWidget(this))
    , m_jobName(plainButton({}, {}, m_job))
    , m_bar(new ProgressStrip(m_job))
    , m_left(mutedLabel({}, m_job))
    , m_stop(plainButton(tr("Stop"), QStringLiteral("stop"), m_job))
    , m_device(mutedLabel({}, this))
    , m_language(plainButton({}, {}, this))
    , m_zoom(plainButton({}, {}, this)) {
    const QFont small = scaledFont(font(), 12 / 13.0);
    setMuted(m_saved);
    m_jobName->setAccessibleName(tr("Show the running job"));
    m_bar->setFixedWidth(space(this, 30));
    m_bar->setAccessibleName(tr("Progress of the running job"));
    m_jobName->setToolTip(tr("Show the running job"));
    m_stop->setAccessibleName(tr("Stop the running job"));
    m_language->setToolTip(tr("Language"));
    m_zoom->setToolTip(tr("Size of text"));
    m_zoom->setAccessibleName(tr("Size of text"));
    m_language->setAccessibleName(tr("Language"));
    auto* job = new QHBoxLayout(m_job);
    job->setContentsMargins(0, 0, 0, 0);
    job->addWidget(m_jobName);
    job->addWidget(m_bar);
    job->addWidget(m_left);
    job->addWidget(m_stop);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space(this, 4), 1, space(this, 2), 0);
    row->setSpacing(space(this, 3));
    // What the window says for a moment stands between what is saved and what runs: there it covers
    // nothing. See Toast.
    auto* room = new QWidget(this);
    room->setObjectName(QStringLiteral("toastRoom"));
    room->setAttribute(Qt::WA_TransparentForMouseEvents);
    row->addWidget(m_saved, 1);
    row->addWidget(room, 3);
    row->addWidget(m_job);
    row->addWidget(m_device);
    row->addWidget(m_language);
    row->addWidget(m_zoom);
    for (QWidget* child : findChildren<QWidget*>()) {
        child->setFont(small);
        if (auto* button = qobject_cast<QPushButton*>(child)) {
            button->setFixedHeight(space(this, 6));
            button->setIconSize(QSize(space(this, 4), space(this, 4)));
            button->setAutoDefault(false);
        }
    }
    setFixedHeight(space(this, 7) + 1);
    m_job->hide();
    connect(m_stop, &QPushButton::clicked, this, &StatusStrip::stopRequested);
    connect(m_jobName, &QPushButton::clicked, this, &StatusStrip::jobClicked);
    connect(m_language, &QPushButton::clicked, this, &StatusStrip::languageClicked);
    connect(m_zoom, &QPushButton::clicked, this, &StatusStrip::zoomClicked);
}

void StatusStrip::setSaved(const QString& text) {
    m_saved->setFullText(text);
}

void StatusStrip::setJob(const QString& name, double share, double secondsLeft) {
    m_job->setVisible(!name.isEmpty());
    m_jobName->setText(name);
    m_jobName->setAccessibleName(tr("Show the running job: %1").arg(name));
    m_bar->setShare(share);
    m_left->setText(secondsLeft < 0 ? tr("working") : tr("%1 left").arg(durationText(secondsLeft)));
}

void StatusStrip::setStop(const QString& tip) {
    m_stop->setToolTip(tip);
    m_stop->setVisible(!tip.isEmpty());
}

void StatusStrip::setDevice(const QString& text) {
    m_device->setText(text);
}
void StatusStrip::setLanguage(const QString& text) {
    m_language->setText(text);
}
void StatusStrip::setZoom(int percent) {
    m_zoom->setText(tr("%1 %").arg(percent));
}

void StatusStrip::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(QRect(0, 0, width(), 1), Colours::of(palette()).hairline);
}

} // namespace evenspan::ui
