// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/runs/run_table_view.h"

#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/data_table.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/saved_filters.h"
#include "ui/train/runs/derived_column_form.h"
#include "ui/train/runs/run_table_model.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <set>

namespace evenspan::ui {

// The filters of the table lie with its other settings; each has its place in their list as an id.
class RunFilters : public FilterShelf {
public:
    explicit RunFilters(RunTableView& view)
        : m_view(view) { }
    bool writable() const override { return m_view.m_workbench.project().editable(); }
    void load(std::function<void(Result<Rows>)> reply) override {
        Rows rows;
        for (const auto& filter : m_view.m_settings.filters)
            rows.push_back({std::int64_t(rows.size()) + 1, filter.name, filter.text});
        later([rows = std::move(rows), reply = std::move(reply)] { reply(rows); });
    }
    void save(
        const store::FilterRow& row, std::function<void(const Result<void>&)> reply) override {
        auto filters = m_view.m_settings.filters;
        for (std::size_t i = 0; i < filters.size(); ++i)
            if (filters[i].name == row.name && std::int64_t(i) + 1 != row.id)
                return later([reply = std::move(reply)] {
                    reply(Error{ErrorCode::AlreadyExists, "A filter has this name already", {},
                        "Choose another name."});
                });
        if (row.id > 0 && row.id <= std::int64_t(filters.size()))
            filters[std::size_t(row.id - 1)] = {row.name, row.query};
        else
            filters.push_back({row.name, row.query});
        put(std::move(filters), std::move(reply));
    }
    void remove(
        const store::FilterRow& row, std::function<void(const Result<void>&)> reply) override {
        auto filters = m_view.m_settings.filters;
        if (row.id > 0 && row.id <= std::int64_t(filters.size()))
            filters.erase(filters.begin() + std::ptrdiff_t(row.id - 1));
        put(std::move(filters), std::move(reply));
    }

private:
    void put(std::vector<RunTableSettings::Filter> filters,
        std::function<void(const Result<void>&)> reply) {
        std::sort(filters.begin(), filters.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
        m_view.m_before = m_view.m_settings;
        m_view.m_settings.filters = std::move(filters);
        m_view.keep();
        later([reply = std::move(reply)] { reply({}); });
    }
    void later(std::function<void()> call) { QTimer::singleShot(0, &m_view, std::move(call)); }

    RunTableView& m_view;
};

RunTableView::RunTableView(Workbench& workbench, Toast& toast, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_toast(toast)
    , m_filter(new QLineEdit(this))
    , m_saved(new SavedFilters(std::make_unique<RunFilters>(*this), m_filter, this))
    , m_group(new QComboBox(this))
    , m_columnMenu(new QToolButton(this))
    , m_form(new DerivedColumnForm(this))
    , m_mistake(mutedLabel({}, this))
    , m_banner(new ErrorBanner(this))
    , m_table(new DataTable(this))
    , m_model(new RunTableModel(this))
    , m_none(mutedLabel(tr("No run matches. Clear the filter to see all of them."), this))
    , m_counts(mutedLabel({}, this))
    , m_compare(new QPushButton(this))
    , m_open(new QPushButton(tr("Open the run"), this)) {
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Runs as a table"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->installEventFilter(this);
    m_table->horizontalHeader()->setSectionsMovable(true);
    m_table->horizontalHeader()->setFirstSectionMovable(false);
    m_mistake->setWordWrap(true);
    m_mistake->hide();
    m_none->setAlignment(Qt::AlignCenter);
    m_none->hide();
    m_form->hide();
    m_compare->setAccessibleName(tr("Compare runs"));
    m_compare->hide();
    m_open->setEnabled(false);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(space(this, 2));
    foot->addWidget(m_counts, 1);
    foot->addWidget(m_compare);
    foot->addWidget(m_open);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 4), space(this, 4), space(this, 6), space(this, 4));
    column->setSpacing(space(this, 2));
    column->addWidget(makeHead());
    column->addWidget(m_banner);
    column->addWidget(m_saved);
    column->addWidget(m_form);
    column->addWidget(m_mistake);
    column->addWidget(m_none);
    column->addWidget(m_table, 1);
    column->addLayout(foot);
    setFocusProxy(m_table);

    m_typing.setSingleShot(true);
    m_typing.setInterval(150);
    connect(&m_typing, &QTimer::timeout, this, &RunTableView::applyFilter);
    connect(m_filter, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, &RunTableView::applyFilter);
    connect(m_saved, &SavedFilters::chosen, this, [this](const QString& text) {
        m_filter->setText(text);
        applyFilter();
    });
    connect(m_saved, &SavedFilters::saveWanted, this, [this] {
        applyFilter();
        if (!m_mistake->isVisibleTo(this))
            m_saved->beginSave();
    });
    connect(m_saved, &SavedFilters::failed, m_banner, &ErrorBanner::showError);
    connect(m_saved, &SavedFilters::said, this, [this](const QString& text) {
        m_toast.say(text, tr("Undo"), [this, alive = m_alive, before = m_before] {
            if (*alive)
                restore(before);
        });
    });
    connect(m_group, &QComboBox::currentIndexChanged, this, [this] {
        m_settings.group = m_group->currentData().toString().toStdString();
        keep();
        applyFilter();
    });
    connect(m_form, &DerivedColumnForm::made, this, &RunTableView::keepColumn);
    connect(m_form, &DerivedColumnForm::cancelled, this, &RunTableView::goUp);
    connect(m_table, &DataTable::activatedRow, this, &RunTableView::activate);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        if (!selected().empty())
            Q_EMIT menuWanted(m_table->viewport()->mapToGlobal(at));
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &RunTableView::showButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &RunTableView::showButtons);
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
        [this](int column, Qt::SortOrder order) {
            QSettings().setValue(QStringLiteral("tables/runs/sort"),
                QStringList{
                    m_model->headerData(column, Qt::Horizontal, DataTable::kColumnId).toString(),
                    order == Qt::AscendingOrder ? QStringLiteral("up") : QStringLiteral("down")});
        });
    connect(m_open, &QPushButton::clicked, this, [this] {
        const auto runs = selected();
        if (runs.size() == 1)
            Q_EMIT openWanted(QString::fromStdString(runs.front().name));
    });
    connect(m_compare, &QPushButton::clicked, this, [this] {
        QStringList names;
        for (const auto& run : selected())
            names << QString::fromStdString(run.name);
        Q_EMIT compareWanted(names);
    });
}

RunTableView::~RunTableView() {
    *m_alive = false;
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

QWidget* RunTableView::makeHead() {
    m_filter->setPlaceholderText(tr("Filter, such as model:minilm f1>80 -#old"));
    m_filter->setAccessibleName(tr("Filter the table of runs"));
    m_filter->setToolTip(
        tr("Words of name, model, tags and note; #tag; column:text; column>3, <, =; star:yes; "
           "archived:yes; - denies. Names of columns stand in the tooltips of their headings."));
    m_filter->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_filter->setClearButtonEnabled(true);
    m_group->setAccessibleName(tr("Group the runs by"));
    m_group->setToolTip(tr("Group the runs by a tag, the model or any key of the recipe; a group "
                           "shows the mean ± the standard deviation of its runs"));
    m_group->setSizeAdjustPolicy(QComboBox::AdjustToContentsOnFirstShow);
    m_group->setMinimumContentsLength(16);
    m_columnMenu->setText(tr("Columns"));
    m_columnMenu->setAccessibleName(tr("Columns of the table"));
    m_columnMenu->setToolTip(tr("Choose columns, or make one from a formula"));
    m_columnMenu->setPopupMode(QToolButton::InstantPopup);
    auto* columns = new QMenu(m_columnMenu);
    columns->setAccessibleName(m_columnMenu->accessibleName());
    m_columnMenu->setMenu(columns);
    connect(columns, &QMenu::aboutToShow, this, [this, columns] { fillColumns(columns); });
    auto* close = new QPushButton(tr("Close"), this);
    close->setAccessibleName(tr("Close the table of runs"));
    connect(close, &QPushButton::clicked, this, &RunTableView::closed);
    auto* head = new QWidget(this);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    auto* first = new QHBoxLayout;
    first->addWidget(titleLabel(tr("All runs"), this), 1);
    first->addWidget(close);
    column->addLayout(first);
    auto* second = new QHBoxLayout;
    second->setSpacing(space(this, 2));
    second->addWidget(m_filter, 1);
    second->addWidget(m_saved->button());
    second->addWidget(m_group);
    second->addWidget(m_columnMenu);
    column->addLayout(second);
    return head;
}

QList<QWidget*> RunTableView::panels() const {
    return {m_filter, m_table};
}

bool RunTableView::goUp() {
    if (!m_form->isVisibleTo(this))
        return false;
    m_form->hide();
    m_editing = -1;
    m_table->setFocus();
    return true;
}

void RunTableView::reload() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    if (!m_workbench.isOpen())
        return;
    const bool known = m_path == m_workbench.project().path;
    m_ticket = m_workbench.query<Loaded>(
        [known, settings = m_settings](
            store::Reader& reader, std::stop_token stop) -> Result<Loaded> {
            Loaded out;
            out.settings = settings;
            if (!known) {
                auto kept = readRunTableSettings(reader);
                if (!kept)
                    return kept.error();
                out.settings = std::move(*kept);
            }
            auto runs = readTableRuns(reader, stop);
            if (!runs)
                return runs.error();
            out.runs = std::move(*runs);
            derive(out.runs, out.settings.derived);
            out.columns = runColumns(out.runs, out.settings.derived);
            return out;
        },
        [this](Result<Loaded> loaded) {
            m_ticket = 0;
            if (!loaded)
                return m_banner->showError(loaded.error());
            take(std::move(*loaded));
        });
}

void RunTableView::take(Loaded loaded) {
    std::set<std::int64_t> chosen;
    for (const auto& run : selected())
        chosen.insert(run.id.value);
    const int scrolled = m_table->verticalScrollBar()->value();
    const bool first = m_path != m_workbench.project().path;
    m_path = m_workbench.project().path;
    m_settings = std::move(loaded.settings);
    m_model->setRuns(std::move(loaded.runs), std::move(loaded.columns));
    if (first) {
        const QSignalBlocker blocker(m_filter);
        m_filter->setText(QString::fromStdString(m_settings.filter));
        m_saved->reload();
    }
    fillGroups();
    rememberColumns();
    applyFilter();
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (const auto* run = m_model->runAt(row); run && chosen.count(run->row.id.value))
            m_table->selectionModel()->select(
                m_model->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    m_table->verticalScrollBar()->setValue(scrolled);
}

// What differs first: only that makes groups.
void RunTableView::fillGroups() {
    const QSignalBlocker blocker(m_group);
    m_group->clear();
    m_group->addItem(tr("No groups"), QString());
    m_group->addItem(tr("Group: seeds"), QStringLiteral("seed"));
    m_group->addItem(tr("Group: tag"), QStringLiteral("tag"));
    m_group->addItem(tr("Group: model"), QStringLiteral("model"));
    m_group->addItem(tr("Group: state"), QStringLiteral("state"));
    for (const bool differs : {true, false}) {
        m_group->insertSeparator(m_group->count());
        for (const RunColumn& column : m_model->columns())
            if (column.part == RunColumn::Recipe && column.differs == differs
                && column.id != "seed")
                m_group->addItem(tr("Group: %1").arg(QString::fromStdString(column.id)),
                    QString::fromStdString(column.id));
    }
    const int at = m_group->findData(QString::fromStdString(m_settings.group));
    m_group->setCurrentIndex(std::max(0, at));
}

void RunTableView::applyFilter() {
    m_typing.stop();
    const auto filter = RunFilter::parse(m_filter->text().toStdString(), m_model->columns());
    m_saved->refresh();
    m_mistake->setVisible(!filter);
    if (!filter) { // what was in force stays until it can be read
        const ErrorText text = errorText(filter.error());
        QStringList parts{text.what, text.remedy, text.detail};
        parts.removeAll(QString());
        m_mistake->setText(parts.join(QStringLiteral("  ·  ")));
        m_mistake->setAccessibleName(m_mistake->text());
        if (m_model->shown() > 0)
            return;
    }
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < m_model->runs().size(); ++i)
        if (!filter || filter->matches(m_model->runs()[i]))
            shown.push_back(i);
    m_model->setShown(std::move(shown), m_settings.group);
    if (filter && m_settings.filter != m_filter->text().toStdString()) {
        m_settings.filter = m_filter->text().toStdString();
        keep();
    }
    const bool none = m_model->shown() == 0 && !m_model->runs().empty();
    m_none->setVisible(none);
    m_table->setVisible(!none);
    showCounts();
}

void RunTableView::showCounts() {
    QString text = tr("%1 of %n runs", nullptr, int(m_model->runs().size()))
                       .arg(number(qint64(m_model->shown())));
    if (m_model->groups() > 0)
        text += QStringLiteral("  ·  ") % tr("%n groups", nullptr, int(m_model->groups()));
    m_counts->setText(text);
}

void RunTableView::showButtons() {
    const auto runs = selected();
    m_open->setEnabled(runs.size() == 1);
    m_compare->setVisible(runs.size() > 1);
    m_compare->setText(tr("Compare %n runs", nullptr, int(runs.size())));
    m_compare->setAccessibleName(m_compare->text());
}

std::vector<store::RunRow> RunTableView::selected() const {
    std::set<std::size_t> chosen;
    for (const QModelIndex& row : m_table->selectionModel()->selectedRows())
        for (const std::size_t run : m_model->runsOf(row.row()))
            chosen.insert(run);
    std::vector<store::RunRow> out;
    for (const std::size_t run : chosen)
        out.push_back(m_model->runs()[run].row);
    return out;
}

void RunTableView::activate(const QModelIndex& index) {
    if (m_model->isGroup(index.row()))
        m_model->fold(index.row(), !m_model->isFolded(index.row()));
    else if (const TableRun* run = m_model->runAt(index.row()))
        Q_EMIT openWanted(QString::fromStdString(run->row.name));
}

// Left and Right fold a group, as in a tree.
bool RunTableView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int row = m_table->currentIndex().row();
        if ((key->key() == Qt::Key_Left || key->key() == Qt::Key_Right) && m_model->isGroup(row)) {
            m_model->fold(row, key->key() == Qt::Key_Left);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void RunTableView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_table->setShortOfRoom(width() < space(this, 190));
}

void RunTableView::keep() {
    if (m_workbench.isOpen() && m_workbench.project().editable())
        m_workbench.record([settings = m_settings](store::Writer& writer) {
            return keepRunTableSettings(writer, settings);
        });
}

} // namespace evenspan::ui
