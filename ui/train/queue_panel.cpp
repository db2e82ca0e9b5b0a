// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/queue_panel.h"

#include "core/app/runs/run_phase.h"
#include "ui/common/colours.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/main_window.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {
constexpr int kRows = 5; // of the list, before it scrolls
constexpr int kFewRows = 2; // in a low window
} // namespace

QueuePanel::QueuePanel(TrainingService& training, Toast& toast, QWidget* parent)
    : QFrame(parent)
    , m_training(training)
    , m_toast(toast)
    , m_series(new QLabel(this))
    , m_cut(new QWidget(this))
    , m_cutText(new QLabel(m_cut))
    , m_goOn(new QPushButton(tr("Go on"), m_cut))
    , m_dismiss(plainButton(tr("Not now"), {}, m_cut))
    , m_queue(new QWidget(this))
    , m_title(new QLabel(m_queue))
    , m_pause(plainButton({}, {}, m_queue))
    , m_list(new QListWidget(m_queue))
    , m_up(plainButton({}, QStringLiteral("up"), m_queue))
    , m_down(plainButton({}, QStringLiteral("down"), m_queue))
    , m_remove(plainButton({}, QStringLiteral("close"), m_queue)) {
    m_cutText->setWordWrap(true);
    m_title->setFont(scaledFont(font(), 1, true));
    const auto name = [](QPushButton* button, const QString& text, const QString& tip) {
        button->setAccessibleName(text);
        button->setToolTip(tip);
        button->setAutoDefault(false);
    };
    name(m_goOn, tr("Go on with the interrupted run"),
        tr("From its last checkpoint; on the processor it ends in the same bits"));
    name(m_dismiss, tr("Do not go on with the interrupted run"),
        tr("It stays in the list of runs, and can go on from there"));
    name(m_up, tr("Earlier"), tr("Train it earlier (Alt+Up)"));
    name(m_down, tr("Later"), tr("Train it later (Alt+Down)"));
    name(m_remove, tr("Take out of the queue"), tr("Take out of the queue (Delete)"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Runs that wait"));
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);

    auto* cut = new QVBoxLayout(m_cut);
    cut->setContentsMargins(0, 0, 0, 0);
    cut->setSpacing(space(this, 1));
    auto* answers = new QHBoxLayout;
    answers->setSpacing(space(this, 2));
    answers->addWidget(m_goOn);
    answers->addWidget(m_dismiss);
    answers->addStretch();
    cut->addWidget(m_cutText);
    cut->addLayout(answers);

    auto* head = new QHBoxLayout;
    head->setSpacing(0);
    head->addWidget(m_title, 1);
    head->addWidget(m_pause);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(0);
    for (QPushButton* button : {m_up, m_down, m_remove})
        foot->addWidget(button);
    foot->addStretch();
    auto* queue = new QVBoxLayout(m_queue);
    queue->setContentsMargins(0, 0, 0, 0);
    queue->setSpacing(space(this, 1));
    queue->addLayout(head);
    queue->addWidget(m_list);
    queue->addLayout(foot);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 3), space(this, 2), space(this, 2), space(this, 2));
    column->setSpacing(space(this, 3));
    m_series->setWordWrap(true);
    column->addWidget(m_series);
    column->addWidget(m_cut);
    column->addWidget(m_queue);

    connect(m_goOn, &QPushButton::clicked, this, [this] {
        if (const auto& cut = m_training.state().queue.interrupted; !cut.empty())
            m_training.goOn(QString::fromStdString(cut.back().name));
    });
    connect(m_dismiss, &QPushButton::clicked, this, [this] {
        if (const auto& cut = m_training.state().queue.interrupted; !cut.empty())
            m_training.dismissInterrupted(QString::fromStdString(cut.back().name));
    });
    connect(m_pause, &QPushButton::clicked, this,
        [this] { m_training.setQueuePaused(!m_training.state().queue.paused); });
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_remove, &QPushButton::clicked, this, &QueuePanel::remove);
    connect(m_list, &QListWidget::currentRowChanged, this, &QueuePanel::showButtons);
    connect(&training, &TrainingService::changed, this, &QueuePanel::showState);
    connect(&training, &TrainingService::failed, this, &QueuePanel::failed);
    connect(&training, &TrainingService::queued, this, [this](const QString& run) {
        const QString now = m_training.state().run;
        m_toast.say(now.isEmpty() ? tr("%1 waits in the queue").arg(run)
                                  : tr("%1 waits in the queue behind %2").arg(run, now));
    });
    showState();
}

void QueuePanel::showSeries() {
    const auto& series = m_training.state().series;
    m_series->setVisible(series.has_value());
    if (!series)
        return;
    const QString text = series->search ? series->all > 0
            ? tr("Search %1: %2 of at most %3 runs are done")
            : tr("Search %1: %2 runs are done")
        : series->all > 0 ? tr("Cross-training %1: %2 of %3 folds are done")
                                        : tr("Cross-training %1 begins");
    QString shown = text.arg(series->name);
    if (text.contains(QLatin1String("%2")))
        shown = shown.arg(series->done);
    if (text.contains(QLatin1String("%3")))
        shown = shown.arg(series->all);
    m_series->setText(shown);
}

void QueuePanel::showState() {
    showSeries();
    showInterrupted();
    showWaiting();
    setVisible(!m_series->isHidden() || !m_cut->isHidden() || !m_queue->isHidden());
}

void QueuePanel::showInterrupted() {
    const auto& state = m_training.state();
    const auto& cut = state.queue.interrupted;
    m_cut->setVisible(state.possible && !cut.empty());
    if (cut.empty())
        return;
    // The newest one first: it is what the user remembers.
    const QString name = QString::fromStdString(cut.back().name);
    m_cutText->setText(cut.size() == 1
            ? tr("%1 was interrupted. Its last checkpoint is whole.").arg(name)
            : tr("%1 was interrupted, and %Ln more. Their last checkpoints are whole.", nullptr,
                int(cut.size()) - 1)
                  .arg(name));
    m_goOn->setText(state.training ? tr("Go on later") : tr("Go on"));
}

// A label that wraps tells its layout nothing of its height, and would be cut in a low window.
void QueuePanel::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    const QMargins around = layout()->contentsMargins();
    for (QLabel* label : {m_series, m_cutText})
        label->setMinimumHeight(
            std::max(0, label->heightForWidth(width() - around.left() - around.right())));
}

void QueuePanel::showWaiting() {
    const auto& state = m_training.state();
    const auto& waiting = state.queue.waiting;
    const bool paused = state.queue.paused;
    m_queue->setVisible(!waiting.empty());
    m_title->setText(paused ? tr("%Ln runs waiting, paused", nullptr, int(waiting.size()))
                            : tr("%Ln runs waiting", nullptr, int(waiting.size())));
    m_title->setToolTip(paused ? tr("The queue is paused: nothing starts by itself.") : QString());
    m_pause->setText(paused ? tr("Start") : QString());
    m_pause->setIcon(icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    m_pause->setAccessibleName(paused ? tr("Start the queue") : tr("Pause the queue"));
    m_pause->setToolTip(paused ? tr("Train the runs that wait, one after another")
                               : tr("The run that trains goes on; no other one starts"));
    m_pause->setEnabled(state.possible);
    const store::RunRow* before = chosen();
    const RunId id = before ? before->id : RunId{};
    const int place = m_list->currentRow();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    int at = std::min(place, int(waiting.size()) - 1);
    for (const store::RunRow& run : waiting) {
        const QString name = QString::fromStdString(run.name);
        auto* item =
            new QListWidgetItem(hasBegun(run) ? tr("%1, goes on").arg(name) : name, m_list);
        item->setData(Qt::UserRole, qint64(run.id.value));
        item->setToolTip(item->text());
        if (run.id == id)
            at = m_list->count() - 1;
    }
    m_list->setCurrentRow(at < 0 && m_list->count() > 0 ? 0 : at);
    if (const int rows = m_list->count(); rows > 0) {
        m_list->setMinimumHeight(std::min(rows, kFewRows) * m_list->sizeHintForRow(0));
        m_list->setMaximumHeight(std::min(rows, kRows) * m_list->sizeHintForRow(0));
    }
    showButtons();
}

const store::RunRow* QueuePanel::chosen() const {
    const auto* item = m_list->currentItem();
    const auto& waiting = m_training.state().queue.waiting;
    if (!item)
        return nullptr;
    const auto found = std::ranges::find(
        waiting, RunId(item->data(Qt::UserRole).toLongLong()), &store::RunRow::id);
    return found == waiting.end() ? nullptr : &*found;
}

void QueuePanel::showButtons() {
    const bool possible = m_training.state().possible && m_list->currentRow() >= 0;
    const bool more = m_list->count() > 1;
    m_up->setVisible(more);
    m_down->setVisible(more);
    m_up->setEnabled(possible && m_list->currentRow() > 0);
    m_down->setEnabled(possible && m_list->currentRow() + 1 < m_list->count());
    m_remove->setEnabled(possible);
}

void QueuePanel::move(int by) {
    const store::RunRow* run = chosen();
    const int to = m_list->currentRow() + by;
    if (run && to >= 0 && to < m_list->count())
        m_training.move(run->id, std::size_t(to));
}

void QueuePanel::remove() {
    const store::RunRow* run = chosen();
    if (!run || !m_training.state().possible)
        return;
    m_training.remove(run->id, [this](Result<RemovedRun> removed) {
        if (!removed) {
            Q_EMIT failed(removed.error());
            return;
        }
        m_toast.say(
            tr("%1 was taken out of the queue").arg(QString::fromStdString(removed->row.name)),
            tr("Undo"), [this, removed = *removed] { m_training.putBack(removed); });
    });
}

bool QueuePanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Delete)
            return remove(), true;
        if (key->modifiers() == Qt::AltModifier
            && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down))
            return move(key->key() == Qt::Key_Up ? -1 : 1), true;
    }
    return QFrame::eventFilter(watched, event);
}

void addQueueActions(MainWindow& window, const QString& group) {
    TrainingService* training = window.workbench().training();
    if (!training)
        return;
    window.actions().add({QStringLiteral("train.pause"), QueuePanel::tr("Pause training"),
        QStringLiteral("pause"), {}, group, [training] { training->pause(); },
        [training] {
            return training->state().training
                && training->state().ending == TrainingService::Ending::None;
        }});
    window.actions().add({QStringLiteral("train.go_on"),
        QueuePanel::tr("Go on with the interrupted run"), QStringLiteral("play"), {}, group,
        [training] {
            if (const auto& cut = training->state().queue.interrupted; !cut.empty())
                training->goOn(QString::fromStdString(cut.back().name));
        },
        [training] {
            return training->state().possible && !training->state().queue.interrupted.empty();
        }});
    window.actions().add({QStringLiteral("train.queue"),
        QueuePanel::tr("Start or pause the queue of runs"), QStringLiteral("play"), {}, group,
        [training] { training->setQueuePaused(!training->state().queue.paused); },
        [training] {
            return training->state().possible && !training->state().queue.waiting.empty();
        }});
    QObject::connect(
        training, &TrainingService::changed, &window, [&window] { window.actions().refresh(); });
}

void QueuePanel::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.hairline);
    painter.setBrush(c.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace evenspan::ui
