// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/progress_button.h"

#include "core/store/reader.h"
#include "ui/common/colours.h"
#include "ui/common/data_table.h"
#include "ui/common/error_text.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/documents_model.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QScreen>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

constexpr int kSoon = 400; // milliseconds
constexpr int kRows = 8; // of labels before the table scrolls

qint64 doneOf(const store::ProjectInfo& info) {
    qint64 done = 0;
    for (const char* state : {"done", "reviewed"})
        if (const auto found = info.states.find(state); found != info.states.end())
            done += found->second;
    return done;
}

QStringList paceParts(const store::Pace& pace) {
    QStringList parts;
    if (pace.perHour() > 0)
        parts << ProgressButton::tr("%Ln entities an hour", nullptr, int(pace.perHour() + 0.5));
    if (pace.milliseconds > 0)
        parts << durationText(double(pace.milliseconds) / 1000);
    return parts;
}

QStandardItem* cell(const QString& text, bool figure = false) {
    auto* item = new QStandardItem(text);
    item->setEditable(false);
    if (figure)
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return item;
}

DataTable* tableOf(QStandardItemModel* model, const QString& name, QWidget* parent) {
    auto* table = new DataTable(parent);
    table->setModel(model);
    table->setAccessibleName(name);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return table;
}

void fitRows(DataTable* table, int most) {
    const int rows = qMin(most, table->model()->rowCount());
    table->setFixedHeight(table->horizontalHeader()->sizeHint().height()
        + rows * table->verticalHeader()->defaultSectionSize() + 2 * table->frameWidth());
}

} // namespace

ProgressButton::ProgressButton(Workbench& workbench, QWidget* parent)
    : QPushButton(parent)
    , m_workbench(workbench) {
    setProperty("plain", true);
    setObjectName(QStringLiteral("progress"));
    setToolTip(tr("Progress by state and by label. Time counts while keys or the mouse are used; "
                  "a pause of more than a minute is a break"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &ProgressButton::askPace);
    connect(&workbench, &Workbench::projectChanged, this, [this] {
        showLine();
        m_soon.start();
    });
    connect(this, &QPushButton::clicked, this, &ProgressButton::open);
    showLine();
    m_soon.start();
}

ProgressButton::~ProgressButton() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void ProgressButton::askPace() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    if (!m_workbench.isOpen())
        return;
    m_ticket = m_workbench.query<store::Pace>(
        [](store::Reader& reader, std::stop_token stop) { return store::pace(reader, stop); },
        [this](Result<store::Pace> pace) {
            m_ticket = 0;
            m_pace = pace ? *pace : store::Pace{};
            showLine();
        });
}

void ProgressButton::showLine() {
    if (!m_workbench.isOpen())
        return;
    const store::ProjectInfo& info = m_workbench.project().info;
    QStringList parts{tr("%1 of %2 done").arg(number(doneOf(info)), number(info.total.documents))};
    parts << paceParts(m_pace);
    setText(parts.join(QStringLiteral("  ·  ")));
    setAccessibleName(text());
}

void ProgressButton::open() {
    if (!m_workbench.isOpen())
        return;
    auto* popup = new ProgressPopup(m_workbench, this);
    popup->adjustSize();
    QPoint at = mapToGlobal(QPoint(width() - popup->width(), -popup->height() - space(this, 1)));
    const QRect free = screen()->availableGeometry();
    at.setX(qBound(free.left(), at.x(), qMax(free.left(), free.right() - popup->width())));
    at.setY(qMax(free.top(), at.y()));
    popup->move(at);
    popup->show();
}

ProgressPopup::ProgressPopup(Workbench& workbench, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_workbench(workbench)
    , m_title(headingLabel(tr("Progress"), this))
    , m_pace(mutedLabel({}, this))
    , m_states(new QStandardItemModel(0, 3, this))
    , m_labels(new QStandardItemModel(0, 4, this))
    , m_stateTable(tableOf(m_states, tr("Progress by state"), this))
    , m_labelTable(tableOf(m_labels, tr("Progress by label"), this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("progressPopup"));
    setAccessibleName(tr("Progress"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 4));
    column->setSpacing(space(this, 2));
    column->addWidget(m_title);
    column->addWidget(m_pace);
    column->addWidget(m_stateTable);
    column->addSpacing(space(this, 2));
    column->addWidget(m_labelTable);
    setFixedWidth(space(this, 110));
    m_pace->setWordWrap(true);
    store::Progress empty; // the sums that are known at once
    for (int state = 0; state <= int(DocumentState::Disputed); ++state) {
        const auto& states = workbench.project().info.states;
        const auto found = states.find(documentStateName(DocumentState(state)));
        empty.states[DocumentState(state)].documents = found == states.end() ? 0 : found->second;
    }
    for (const auto& [label, count] : workbench.project().info.labels)
        empty.labels[label].accepted = count;
    fill(empty);
    m_pace->setText(tr("Counting…"));
    m_ticket = m_workbench.query<store::Progress>(
        [](store::Reader& reader, std::stop_token stop) { return store::progress(reader, stop); },
        [this](Result<store::Progress> progress) {
            m_ticket = 0;
            if (progress)
                fill(*progress);
            else
                m_pace->setText(errorText(progress.error()).what);
        });
    m_labelTable->setFocus();
}

ProgressPopup::~ProgressPopup() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void ProgressPopup::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(Colours::of(palette()).hairline);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void ProgressPopup::fill(const store::Progress& progress) {
    const QStringList pace = paceParts(progress.pace);
    m_pace->setText(pace.isEmpty() ? tr("No active time is measured yet: it begins with the first "
                                        "key in a text.")
                                   : pace.join(QStringLiteral("  ·  ")));
    m_states->setRowCount(0);
    m_states->setHorizontalHeaderLabels({tr("State"), tr("Documents"), tr("Active time")});
    for (const auto& [state, row] : progress.states)
        m_states->appendRow({cell(stateText(state)), cell(number(row.documents), true),
            cell(row.milliseconds > 0 ? durationText(double(row.milliseconds) / 1000)
                                      : QStringLiteral("–"),
                true)});
    m_labels->setRowCount(0);
    m_labels->setHorizontalHeaderLabels(
        {tr("Label"), tr("Entities"), tr("Suggested"), tr("Rejected")});
    for (const auto& [label, row] : progress.labels)
        m_labels->appendRow({cell(QString::fromStdString(label)), cell(number(row.accepted), true),
            cell(number(row.suggested), true), cell(number(row.rejected), true)});
    for (QStandardItemModel* model : {m_states, m_labels})
        for (int column = 1; column < model->columnCount(); ++column)
            model->horizontalHeaderItem(column)->setTextAlignment(
                Qt::AlignRight | Qt::AlignVCenter);
    fitRows(m_stateTable, int(progress.states.size()));
    fitRows(m_labelTable, kRows);
}

} // namespace evenspan::ui
