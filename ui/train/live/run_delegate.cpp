// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/run_delegate.h"

#include "core/app/runs/run_phase.h"
#include "ui/common/colours.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/start_page.h"
#include "ui/train/live/score_table.h"

#include <QDateTime>
#include <QListWidgetItem>
#include <QLocale>
#include <QPainter>

namespace evenspan::ui {

namespace {
constexpr int kScore = Qt::UserRole;
constexpr int kNote = Qt::UserRole + 1;
constexpr int kState = Qt::UserRole + 2;
constexpr int kStar = Qt::UserRole + 3;
} // namespace

QString RunDelegate::agedText(const store::RunRow& run) {
    const QDateTime created = QDateTime::fromMSecsSinceEpoch(run.created);
    const double seconds = secondsTaken(run);
    return ageText(created, QDateTime::currentDateTime())
        % (seconds > 0 ? tr(", took %1").arg(durationText(seconds)) : QString());
}

QString RunDelegate::statusText(const store::RunRow& run, bool live) {
    if (live)
        return tr("Training");
    const QString age =
        ageText(QDateTime::fromMSecsSinceEpoch(run.created), QDateTime::currentDateTime());
    const QString aged = agedText(run);
    switch (run.state) {
    case store::RunState::Queued:
        return tr("Waiting");
    case store::RunState::Running:
        return tr("Training");
    case store::RunState::Stopped:
        return (isPaused(run) ? tr("Paused, %1") : tr("Stopped, %1")).arg(aged);
    case store::RunState::Failed:
        return tr("Failed, %1").arg(age);
    case store::RunState::Finished:
        return tr("Finished, %1").arg(aged);
    case store::RunState::Interrupted:
        return tr("Interrupted, %1").arg(age);
    }
    return {};
}

void RunDelegate::fill(
    QListWidgetItem* item, const store::RunRow& run, bool live, const store::RunMarks& marks) {
    item->setText(QString::fromStdString(run.name));
    store::RunRow brief = run;
    if (!marks.tags.empty())
        brief.finished.reset(); // the tags need the room
    // A finished run shows its score: the word would only cut off the time that it took.
    QString status = statusText(brief, live);
    if (!live && run.state == store::RunState::Finished)
        status = agedText(brief);
    QStringList below{status};
    for (const std::string& tag : marks.tags)
        below << QLatin1Char('#') % QString::fromStdString(tag);
    item->setData(kNote, below.join(QStringLiteral("  ")));
    item->setData(kStar, marks.star);
    item->setData(kState, live ? int(store::RunState::Running) : int(run.state));
    const auto scores = scoresFromJson(QByteArray::fromStdString(run.scores));
    item->setData(
        kScore, scores.empty() ? QString() : QLocale().toString(100 * scores.front().f1, 'f', 1));
    item->setToolTip(item->text() % QLatin1Char('\n') % statusText(run, live)
        % (marks.note.empty() ? QString()
                              : QLatin1Char('\n') % QString::fromStdString(marks.note)));
    item->setData(Qt::AccessibleTextRole,
        QString(item->text() % QStringLiteral(", ") % statusText(brief, live)
            % (marks.tags.empty() ? QString() : QStringLiteral(", ") % below.mid(1).join(u' '))
            % (marks.star ? QStringLiteral(", ") % tr("with a star") : QString())));
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {100, 2 * option.fontMetrics.lineSpacing() + space(option.widget, 4)};
}

void RunDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Colours c = Colours::of(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || option.state & QStyle::State_MouseOver) {
        painter->setPen(
            selected && option.state & QStyle::State_HasFocus ? QPen(c.accent) : QPen(Qt::NoPen));
        painter->setBrush(selected ? c.accentSoft : c.raised);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
    const int line = option.fontMetrics.lineSpacing();
    const QRect area = option.rect.adjusted(
        space(option.widget, 3), space(option.widget, 2), -space(option.widget, 3), 0);
    const QString score = index.data(kScore).toString();
    int scoreWidth = option.fontMetrics.horizontalAdvance(score) + 8;
    if (index.data(kStar).toBool()) {
        const int size = space(option.widget, 4);
        painter->drawPixmap(area.right() - scoreWidth - size, area.top() + (line - size) / 2,
            iconPixmap(QStringLiteral("star"), c.accent, size,
                option.widget ? option.widget->devicePixelRatioF() : 1.0));
        scoreWidth += size + 4;
    }
    painter->setFont(scaledFont(option.font, 1, true));
    painter->setPen(c.text);
    painter->drawText(QRect(area.left(), area.top(), area.width() - scoreWidth, line),
        int(Qt::AlignLeft | Qt::AlignVCenter),
        painter->fontMetrics().elidedText(
            index.data().toString(), Qt::ElideRight, area.width() - scoreWidth));
    painter->drawText(QRect(area.left(), area.top(), area.width(), line),
        int(Qt::AlignRight | Qt::AlignVCenter), score);
    painter->setFont(option.font);
    const int state = index.data(kState).toInt();
    painter->setPen(state == int(store::RunState::Failed) ? c.error
            : state == int(store::RunState::Running)      ? c.accent
                                                          : c.muted);
    painter->drawText(QRect(area.left(), area.top() + line, area.width(), line),
        int(Qt::AlignLeft | Qt::AlignVCenter),
        option.fontMetrics.elidedText(index.data(kNote).toString(), Qt::ElideRight, area.width()));
    painter->restore();
}

} // namespace evenspan::ui
