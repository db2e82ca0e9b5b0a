// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/order_tab.h"

#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr LearningMeasure kMeasures[] = {LearningMeasure::Mnlp, LearningMeasure::Entropy,
    LearningMeasure::Margin, LearningMeasure::Bald};

QString key(const char* name) {
    return QStringLiteral("inspect/order_") % QLatin1String(name);
}

} // namespace

OrderTab::OrderTab(Workbench& workbench, RunDesk* desk, OrderMaker maker, QWidget* parent)
    : InspectTab(parent)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_maker(std::move(maker))
    , m_measure(new QComboBox(this))
    , m_near(new QDoubleSpinBox(this))
    , m_random(new QSpinBox(this))
    , m_make(new QPushButton(tr("Ask the run"), this))
    , m_label(primaryButton(tr("Label in this order"), this))
    , m_progress(new ProgressStrip(this))
    , m_banner(new ErrorBanner(this))
    , m_note(new ElidedLabel(this))
    , m_table(new DataTable(this))
    , m_model(new OrderModel(this)) {
    auto* form = new QWidget(this);
    buildForm(form);
    m_label->setAccessibleName(m_label->text());
    m_label->setToolTip(tr("List the documents in the labelling workspace by this order "
                           "(sort:learning)"));
    setMuted(m_note);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Documents in the order in which to label them"));
    m_table->setColumnWidth(OrderModel::Place, space(this, 20));
    m_table->setColumnWidth(OrderModel::Unsure, space(this, 24));
    m_table->setColumnWidth(OrderModel::Why, space(this, 70));
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(OrderModel::Document, QHeaderView::Stretch);
    auto* head = new QHBoxLayout;
    head->setSpacing(space(this, 2));
    head->addWidget(m_note, 1);
    head->addWidget(m_label);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_banner);
    column->addWidget(form);
    column->addLayout(head);
    column->addWidget(m_table, 1);

    connect(m_make, &QPushButton::clicked, this, &OrderTab::make);
    connect(m_label, &QPushButton::clicked, this, &OrderTab::labellingWanted);
    connect(m_table, &DataTable::activatedRow, this, [this](const QModelIndex& index) {
        if (const DocumentId id = m_model->document(index.row()); id.value != 0)
            Q_EMIT placeWanted(id, {0, 0});
    });
    connect(&m_workbench, &Workbench::projectChanged, this, [this] {
        if (m_workbench.isOpen() && m_workbench.project().path == m_path)
            return showState(); // it may have become read-only
        if (m_ask)
            m_desk->cancel(std::exchange(m_ask, 0));
        m_path.clear();
        m_by.clear();
        m_model->setOrder({}, {});
        if (m_workbench.isOpen())
            load();
        showState();
    });
    if (m_workbench.isOpen())
        load();
    showState();
}

OrderTab::~OrderTab() {
    *m_alive = false;
    if (m_ticket)
        m_workbench.forget(m_ticket);
    if (m_ask && m_desk)
        m_desk->cancel(m_ask);
}

void OrderTab::buildForm(QWidget* form) {
    m_measure->setAccessibleName(tr("Unsure by"));
    for (const LearningMeasure measure : kMeasures) {
        m_measure->addItem(learningMeasureText(measure), int(measure));
        m_measure->setItemData(
            m_measure->count() - 1, learningMeasureTip(measure), Qt::ToolTipRole);
    }
    m_measure->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    const QSettings settings;
    m_measure->setCurrentIndex(std::max(0,
        m_measure->findData(settings.value(key("measure"), int(LearningMeasure::Mnlp)).toInt())));
    m_measure->setToolTip(m_measure->currentData(Qt::ToolTipRole).toString());
    const LearningOptions usual;
    m_random->setRange(0, 50);
    m_random->setSuffix(tr(" %"));
    m_random->setValue(settings.value(key("random"), int(100 * usual.randomShare + 0.5)).toInt());
    m_random->setAccessibleName(tr("Share drawn at random"));
    m_random->setToolTip(tr("So many documents are drawn, not chosen: scores on them are without "
                            "bias"));
    m_near->setRange(0.05, 1);
    m_near->setSingleStep(0.05);
    m_near->setDecimals(2);
    m_near->setValue(settings.value(key("near"), usual.nearDuplicate).toDouble());
    m_near->setAccessibleName(tr("Much alike from"));
    m_near->setToolTip(tr("From this share of common word triples on a text waits behind the "
                          "others; 1: only equal ones"));
    m_progress->setAccessibleName(tr("Progress of the order"));
    m_progress->setFixedWidth(space(this, 40));
    auto* row = new QHBoxLayout(form);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space(this, 2));
    const auto field = [&](const QString& text, QWidget* widget) {
        auto* caption = new QLabel(text, form);
        caption->setBuddy(widget);
        row->addWidget(caption);
        row->addWidget(widget);
        row->addSpacing(space(this, 2));
    };
    field(tr("Unsure by"), m_measure);
    field(tr("Drawn at random"), m_random);
    field(tr("Much alike from"), m_near);
    row->addStretch(1);
    row->addWidget(m_progress);
    row->addWidget(m_make);
    connect(m_measure, &QComboBox::currentIndexChanged, this, [this] {
        m_measure->setToolTip(m_measure->currentData(Qt::ToolTipRole).toString());
        QSettings().setValue(key("measure"), m_measure->currentData());
    });
    connect(m_random, &QSpinBox::valueChanged, this,
        [](int share) { QSettings().setValue(key("random"), share); });
    connect(m_near, &QDoubleSpinBox::valueChanged, this,
        [](double from) { QSettings().setValue(key("near"), from); });
}

QWidget* OrderTab::focusTarget() {
    return m_model->rowCount() > 0 ? static_cast<QWidget*>(m_table) : m_measure;
}

void OrderTab::showChoice(const store::RunRow& run, const InspectionRequest&) {
    if (m_run.id == run.id && m_run.finished == run.finished)
        return;
    if (m_ask)
        m_desk->cancel(std::exchange(m_ask, 0));
    m_run = run;
    showState();
}

Result<OrderTab::Kept> OrderTab::namesOf(
    store::Reader& reader, std::optional<LearningOrder> order, std::stop_token stop) {
    Kept out{std::move(order), {}};
    if (!out.order)
        return out;
    std::vector<DocumentId> ids;
    for (const LearningPick& pick : out.order->picks)
        if (ids.size() < OrderModel::kMost)
            ids.emplace_back(pick.document);
    auto rows = reader.rows(ids, stop);
    if (!rows)
        return rows.error();
    // A document may be gone since: its pick goes with it.
    std::map<std::int64_t, std::string> names;
    for (const auto& row : *rows)
        names[row.id.value] = row.name;
    std::erase_if(out.order->picks, [&](const LearningPick& pick) {
        return !names.contains(pick.document)
            && std::find(ids.begin(), ids.end(), DocumentId(pick.document)) != ids.end();
    });
    for (const LearningPick& pick : out.order->picks)
        if (const auto found = names.find(pick.document); found != names.end())
            out.names.push_back(found->second);
    return out;
}

void OrderTab::load() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_path = m_workbench.project().path;
    m_ticket = m_workbench.query<Kept>(
        [](store::Reader& reader, std::stop_token stop) -> Result<Kept> {
            auto order = keptLearningOrder(reader);
            if (!order)
                return order.error();
            return namesOf(reader, std::move(*order), stop);
        },
        [this](Result<Kept> kept) {
            m_ticket = 0;
            take(std::move(kept));
        });
}

void OrderTab::take(Result<Kept> kept) {
    if (kept) {
        m_model->setOrder(kept->order, kept->names);
        m_by = kept->order ? QString::fromStdString(kept->order->run) : QString();
        m_of = kept->order ? kept->order->measure : LearningMeasure::Mnlp;
        if (m_model->rowCount() > 0)
            m_table->selectRow(0);
    } else if (kept.error().code != ErrorCode::Cancelled) {
        m_banner->showError(kept.error());
    }
    showState();
}

void OrderTab::make() {
    if (m_ask) {
        m_desk->cancel(std::exchange(m_ask, 0));
        return showState();
    }
    m_banner->clear();
    m_progress->setShare(-1);
    LearningOptions options;
    options.randomShare = m_random->value() / 100.0;
    options.nearDuplicate = m_near->value();
    const auto measure = LearningMeasure(m_measure->currentData().toInt());
    m_ask = m_desk->ask<LearningOrder>(
        [maker = m_maker, run = m_run.name, measure, options](
            store::Project& project, std::stop_token stop, const RunBackend::Progress& progress) {
            return maker(project, run, measure, options, std::move(stop), progress);
        },
        [this](double share) { m_progress->setShare(share); },
        [this](Result<LearningOrder> order) {
            m_ask = 0;
            if (order)
                keep(std::move(*order));
            else if (order.error().code != ErrorCode::Cancelled)
                m_banner->showError(order.error());
            showState();
        });
    showState();
}

// Kept as a change of the project's lists, so that open ones follow it.
void OrderTab::keep(LearningOrder order) {
    m_keeping = true;
    m_workbench.edit(
        DocumentId(0),
        [run = m_run.id, order = std::move(order)](
            store::Writer& writer) { return keepLearningOrder(writer, run, order); },
        [this, alive = m_alive](const Result<void>& done) {
            if (!*alive)
                return;
            m_keeping = false;
            if (!done)
                m_banner->showError(done.error());
            else if (m_workbench.isOpen())
                load();
            showState();
        });
}

void OrderTab::showState() {
    const bool possible = m_desk && m_maker && m_workbench.isOpen();
    const bool editable = possible && m_workbench.project().editable();
    m_progress->setVisible(m_ask != 0);
    m_make->setText(m_ask ? tr("Cancel") : tr("Ask the run"));
    m_make->setAccessibleName(m_make->text());
    m_make->setEnabled(m_ask || (editable && m_run.id.value != 0 && !m_keeping));
    m_label->setEnabled(m_model->rowCount() > 0);
    for (QWidget* widget : {static_cast<QWidget*>(m_measure), static_cast<QWidget*>(m_random),
             static_cast<QWidget*>(m_near)})
        widget->setEnabled(m_ask == 0);
    if (m_ask)
        return m_note->setFullText(tr("The run reads the documents that nobody has decided on…"));
    if (m_model->total() == 0)
        return m_note->setFullText(tr("No order yet: ask the run which documents would teach it "
                                      "most"));
    m_note->setFullText(
        tr("%n documents by run %1, %2; %3 drawn at random, %4 wait behind their "
           "like",
            nullptr, int(m_model->total()))
            .arg(m_by, learningMeasureText(m_of), QLocale().toString(int(m_model->count(true))),
                QLocale().toString(int(m_model->count(false)))));
}

} // namespace evenspan::ui
