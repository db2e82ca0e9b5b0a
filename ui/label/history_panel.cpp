// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/history_panel.h"

#include "core/store/reader.h"
#include "ui/common/theme.h"
#include "ui/common/two_line_delegate.h"
#include "ui/common/widgets.h"
#include "ui/shell/step_text.h"

#include <QDateTime>
#include <QListWidget>
#include <QLocale>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

constexpr std::size_t kSteps = 200;

QString momentText(qint64 time) {
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(time);
    return at.date() == QDate::currentDate() ? QLocale().toString(at.time(), QLocale::ShortFormat)
                                             : QLocale().toString(at, QLocale::ShortFormat);
}

} // namespace

HistoryPanel::HistoryPanel(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_list(new QListWidget(this))
    , m_none(mutedLabel(tr("Nothing has happened to this document yet."), this))
    , m_restore(new QPushButton(tr("Go back to this moment"), this)) {
    m_list->setAccessibleName(tr("History of this document"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_none->setWordWrap(true);
    m_restore->setToolTip(
        tr("Labels and state become what they were just after the chosen step. One undo takes it "
           "back."));
    m_restore->setEnabled(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 2), 0, 0);
    column->addWidget(m_none);
    column->addWidget(m_list, 1);
    column->addWidget(m_restore);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        // The newest step is the present.
        m_restore->setEnabled(row > 0 && !m_workbench.project().readOnly);
    });
    connect(m_list, &QListWidget::itemActivated, this, &HistoryPanel::restore);
    connect(m_restore, &QPushButton::clicked, this, &HistoryPanel::restore);
}

HistoryPanel::~HistoryPanel() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void HistoryPanel::setDocument(DocumentId document) {
    m_document = document;
    m_stale = true;
    if (isVisible())
        load();
}

void HistoryPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_stale)
        load();
}

void HistoryPanel::load() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    m_stale = false;
    m_restore->setEnabled(false);
    if (m_document == DocumentId{}) {
        m_list->clear();
        m_none->show();
        return;
    }
    using Steps = std::vector<store::HistoryStep>;
    m_ticket = m_workbench.query<Steps>(
        [id = m_document](store::Reader& reader, std::stop_token stop) {
            return store::documentHistory(reader, id, kSteps, 0, stop);
        },
        [this](Result<Steps> steps) {
            m_ticket = 0;
            m_list->clear();
            if (!steps) {
                Q_EMIT failed(steps.error());
                return;
            }
            m_none->setVisible(steps->empty());
            for (const store::HistoryStep& step : *steps) {
                const QString name = stepText(QString::fromStdString(step.name));
                const QString what = step.kind == "undo" ? tr("Undone: %1").arg(name)
                    : step.kind == "redo"                ? tr("Redone: %1").arg(name)
                                                         : name;
                const QString when = momentText(step.time);
                auto* item = new QListWidgetItem(what, m_list);
                const QString note = tr("%1 by %2").arg(when, QString::fromStdString(step.actor));
                item->setData(TwoLineDelegate::kNote, note);
                item->setData(Qt::AccessibleTextRole, QString(what % QStringLiteral(", ") % note));
                item->setToolTip(what);
                item->setData(Qt::UserRole, qint64(step.group));
                item->setData(Qt::UserRole + 1, when);
                if (step.undone) {
                    QFont font = item->font();
                    font.setStrikeOut(true);
                    item->setFont(font);
                    item->setToolTip(what % QLatin1Char('\n') % tr("This step was undone"));
                }
            }
        });
}

void HistoryPanel::restore() {
    const QListWidgetItem* item = m_list->currentItem();
    if (!item || m_list->currentRow() == 0 || m_workbench.project().readOnly)
        return;
    Q_EMIT restoreRequested(item->data(Qt::UserRole).toLongLong(),
        tr("Go back to %1").arg(item->data(Qt::UserRole + 1).toString()));
}

} // namespace evenspan::ui
