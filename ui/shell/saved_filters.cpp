// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/saved_filters.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace evenspan::ui {

SavedFilters::SavedFilters(std::unique_ptr<FilterShelf> shelf, QLineEdit* field, QWidget* parent)
    : QWidget(parent)
    , m_shelf(std::move(shelf))
    , m_field(field)
    , m_button(new QToolButton(parent))
    , m_name(new QLineEdit(this)) {
    m_button->setIcon(icon(QStringLiteral("bookmark")));
    m_button->setAutoRaise(true);
    m_button->setAccessibleName(tr("Saved filters"));
    m_button->setToolTip(tr("Saved filters"));
    m_name->setPlaceholderText(tr("Name of this filter"));
    m_name->setAccessibleName(tr("Name of this filter"));
    m_name->setMaxLength(60);
    m_name->installEventFilter(this);
    auto* keep = new QPushButton(tr("Save"), this);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space(this, 2));
    row->addWidget(m_name, 1);
    row->addWidget(keep);
    row->addWidget(cancel);
    hide();
    connect(m_button, &QToolButton::clicked, this, &SavedFilters::openMenu);
    connect(keep, &QPushButton::clicked, this, &SavedFilters::saveName);
    connect(cancel, &QPushButton::clicked, this, &SavedFilters::closeName);
    connect(m_name, &QLineEdit::returnPressed, this, &SavedFilters::saveName);
}

SavedFilters::~SavedFilters() {
    *m_alive = false;
}

// Esc leaves the line that asks for a name.
bool SavedFilters::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_name && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        closeName();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SavedFilters::reload() {
    m_shelf->load([this, alive = m_alive](Result<FilterShelf::Rows> rows) {
        if (!*alive)
            return;
        if (!rows) {
            Q_EMIT failed(rows.error());
            return;
        }
        m_filters = std::move(*rows);
        refresh();
    });
}

const store::FilterRow* SavedFilters::inForce() const {
    const std::string typed = m_field->text().trimmed().toStdString();
    for (const store::FilterRow& row : m_filters)
        if (!typed.empty() && row.query == typed)
            return &row;
    return nullptr;
}

// The name of the filter that is in force stands on the button.
void SavedFilters::refresh() {
    const store::FilterRow* row = inForce();
    const QString name = row ? QString::fromStdString(row->name) : QString();
    m_button->setToolButtonStyle(row ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_button->setText(m_button->fontMetrics().elidedText(name, Qt::ElideRight, space(this, 24)));
    m_button->setToolTip(row ? tr("Saved filter “%1”").arg(name) : tr("Saved filters"));
}

void SavedFilters::fillMenu(QMenu* menu) {
    const store::FilterRow* now = inForce();
    const bool writable = m_shelf->writable();
    if (m_filters.empty())
        menu->addAction(tr("No saved filters yet"))->setEnabled(false);
    int at = 0;
    for (const store::FilterRow& row : m_filters) {
        QString name =
            QString::fromStdString(row.name).replace(QLatin1Char('&'), QStringLiteral("&&"));
        if (++at <= 9) // a digit chooses it
            name = QStringLiteral("&%1  ").arg(at) % name;
        const QString query = QString::fromStdString(row.query);
        QAction* action = menu->addAction(name % QLatin1Char('\t')
            % fontMetrics().elidedText(query, Qt::ElideRight, space(this, 60)));
        action->setCheckable(true);
        action->setChecked(&row == now);
        connect(action, &QAction::triggered, this, [this, query] {
            m_field->setFocus();
            Q_EMIT chosen(query);
        });
    }
    menu->addSeparator();
    QAction* save = menu->addAction(tr("&Save this filter…"));
    save->setEnabled(writable && !now && !m_field->text().trimmed().isEmpty());
    connect(save, &QAction::triggered, this, &SavedFilters::saveWanted);
    if (!now)
        return;
    const QString name = QString::fromStdString(now->name);
    QAction* rename = menu->addAction(tr("&Rename “%1”…").arg(name));
    rename->setEnabled(writable);
    connect(rename, &QAction::triggered, this, [this, row = *now] { beginRename(row); });
    QAction* drop = menu->addAction(tr("Re&move “%1”").arg(name));
    drop->setEnabled(writable);
    connect(drop, &QAction::triggered, this, [this, row = *now] { remove(row); });
}

void SavedFilters::openMenu() {
    auto* menu = new QMenu(m_button);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Saved filters"));
    fillMenu(menu);
    const int left = m_button->width() - menu->sizeHint().width();
    menu->popup(m_button->mapToGlobal(QPoint(qMin(0, left), m_button->height())));
    if (!menu->actions().isEmpty())
        menu->setActiveAction(menu->actions().constFirst());
}

void SavedFilters::beginSave() {
    m_named = {};
    m_named.query = m_field->text().trimmed().toStdString();
    m_name->clear();
    show();
    m_name->setFocus();
}

void SavedFilters::beginRename(const store::FilterRow& row) {
    m_named = row;
    m_name->setText(QString::fromStdString(row.name));
    m_name->selectAll();
    show();
    m_name->setFocus();
}

void SavedFilters::closeName() {
    hide();
    m_field->setFocus();
}

void SavedFilters::saveName() {
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return;
    store::FilterRow row = m_named;
    row.name = name.toStdString();
    const bool fresh = row.id == 0;
    m_shelf->save(row, [this, alive = m_alive, name, fresh](const Result<void>& done) {
        if (!*alive)
            return;
        if (!done) { // such as a name that is taken: the line stays open
            Q_EMIT failed(done.error());
            return;
        }
        closeName();
        reload();
        Q_EMIT said(
            fresh ? tr("Filter “%1” saved").arg(name) : tr("Filter renamed to “%1”").arg(name),
            true);
    });
}

void SavedFilters::remove(const store::FilterRow& row) {
    m_shelf->remove(row,
        [this, alive = m_alive, name = QString::fromStdString(row.name)](const Result<void>& done) {
            if (!*alive)
                return;
            if (!done) {
                Q_EMIT failed(done.error());
                return;
            }
            reload();
            Q_EMIT said(tr("Filter “%1” removed").arg(name), true);
        });
}

} // namespace evenspan::ui
