// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/job_dialog.h"

#include "ui/common/widgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace evenspan::ui {

JobDialog::JobDialog(const QString& start, QString looking, QString doing, QWidget* parent)
    : Dialog(parent)
    , m_looking(std::move(looking))
    , m_words(std::move(doing))
    , m_progress(new ProgressStrip(this))
    , m_state(mutedLabel({}, this))
    , m_start(primaryButton(start, this))
    , m_close(new QPushButton(tr("Close"), this)) {
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->hide();
    m_start->setDefault(true);
    m_start->setAccessibleName(m_start->text());
    m_close->setAutoDefault(false);
    m_close->setAccessibleName(m_close->text());
    m_close->setObjectName(QStringLiteral("close"));
    m_timer.setInterval(100);
    connect(&m_timer, &QTimer::timeout, this, &JobDialog::follow);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
}

JobDialog::~JobDialog() {
    m_stop.request_stop();
}

void JobDialog::addFoot(QVBoxLayout& column) {
    column.addWidget(m_progress);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_state, 1);
    foot->addWidget(m_close);
    foot->addWidget(m_start);
    column.addLayout(foot);
}

std::shared_ptr<JobDialog::Share> JobDialog::begin() {
    m_share = std::make_shared<Share>();
    m_since.start();
    m_timer.start();
    return m_share;
}

std::shared_ptr<JobDialog::Share> JobDialog::beginLooking() {
    return begin();
}

void JobDialog::endLooking() {
    m_timer.stop();
    m_progress->setVisible(false);
    m_state->clear();
}

std::shared_ptr<JobDialog::Share> JobDialog::beginDoing() {
    m_stop = {};
    setDoing(true);
    return begin();
}

void JobDialog::endDoing() {
    m_timer.stop();
    setDoing(false);
}

void JobDialog::setDoing(bool doing) {
    m_doing = doing;
    m_close->setEnabled(true);
    m_close->setText(doing ? tr("Stop") : tr("Close"));
    m_close->setAccessibleName(m_close->text());
    m_state->clear();
    m_progress->setVisible(false);
}

void JobDialog::say(const QString& text) {
    m_state->setText(text);
}

void JobDialog::follow() {
    // What takes no time needs no bar.
    if (m_since.elapsed() < 300)
        return;
    const quint64 total = m_share->total;
    const double share = total > 0 ? double(m_share->done) / double(total) : -1;
    m_progress->setVisible(true);
    m_progress->setShare(share);
    if (m_doing && m_stop.stop_requested())
        return;
    QString text = m_doing ? m_words : m_looking;
    const double seconds = double(m_since.elapsed()) / 1000;
    if (share > 0.02 && share < 1 && seconds > 1)
        text = tr("%1 %2 left").arg(text, durationText(seconds / share * (1 - share)));
    m_state->setText(text);
}

void JobDialog::reject() {
    if (!m_doing)
        return Dialog::reject();
    m_stop.request_stop();
    m_close->setEnabled(false);
    m_state->setText(tr("Stopping…"));
}

} // namespace evenspan::ui
