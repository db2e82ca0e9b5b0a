// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/rules/rules_dialog.h"

#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/rules/rule_text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

// --- Counts

void RuleCountsModel::setCounts(std::vector<RuleCount> counts) {
    beginResetModel();
    m_counts = std::move(counts);
    endResetModel();
}

const RuleCount* RuleCountsModel::count(int row) const {
    return row >= 0 && row < rowCount() ? &m_counts[std::size_t(row)] : nullptr;
}

int RuleCountsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_counts.size());
}

int RuleCountsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RuleCountsModel::data(const QModelIndex& index, int role) const {
    const RuleCount* count = index.isValid() ? this->count(index.row()) : nullptr;
    if (!count)
        return {};
    const bool figure = index.column() >= Fresh;
    if (role == Qt::TextAlignmentRole)
        return int((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && count->problem)
        return problemText(*count->problem);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Name:
        return QString::fromStdString(count->name);
    case Label:
        return QString::fromStdString(count->label);
    case Fresh:
        return count->problem ? tr("left out") : number(count->fresh);
    default:
        return count->problem
            ? QString()
            : number(index.column() == Present ? count->present : count->rejected);
    }
}

QVariant RuleCountsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= Fresh ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return section == Fresh   ? tr("Places that would become suggestions")
            : section == Present  ? tr("Places that hold the label already, or a suggestion of it")
            : section == Rejected ? tr("Places where somebody rejected the label: they stay so")
                                  : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Rule");
    case Label:
        return tr("Label");
    case Fresh:
        return tr("New");
    case Present:
        return tr("There already");
    default:
        return tr("Rejected");
    }
}

// --- The dialog

RulesDialog::RulesDialog(
    Workbench& workbench, RuleScope scope, std::vector<std::int64_t> rules, QWidget* parent)
    : QDialog(parent)
    , m_workbench(workbench)
    , m_scope(std::move(scope))
    , m_rules(std::move(rules))
    , m_where(new QComboBox(this))
    , m_banner(new ErrorBanner(this))
    , m_model(new RuleCountsModel(this))
    , m_table(new DataTable(this))
    , m_about(mutedLabel({}, this))
    , m_examples(new QListWidget(this))
    , m_strip(new ProgressStrip(this))
    , m_facts(mutedLabel({}, this))
    , m_ok(primaryButton(tr("Suggest"), this)) {
    setWindowTitle(tr("Suggest by rules"));
    m_where->addItems({tr("In this document"), tr("In the documents shown"), tr("In the project")});
    m_where->setAccessibleName(tr("Where to look"));
    m_where->setCurrentIndex(m_scope.document == DocumentId{} ? 2 : 1);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("What each rule finds"));
    m_table->horizontalHeader()->setSectionResizeMode(RuleCountsModel::Name, QHeaderView::Stretch);
    m_table->setColumnWidth(RuleCountsModel::Label, space(this, 26));
    for (const int column :
        {RuleCountsModel::Fresh, RuleCountsModel::Present, RuleCountsModel::Rejected})
        m_table->setColumnWidth(column, space(this, 26));
    m_examples->setAccessibleName(tr("Examples"));
    m_examples->setFrameShape(QFrame::NoFrame);
    m_examples->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_about->setWordWrap(true);
    m_facts->setWordWrap(true);
    auto* top = new QHBoxLayout;
    top->addWidget(m_where);
    top->addStretch();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    m_ok->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 5), space(this, 5), space(this, 5), space(this, 4));
    column->setSpacing(space(this, 3));
    column->addLayout(top);
    column->addWidget(m_banner);
    column->addWidget(m_table, 3);
    column->addWidget(m_about);
    column->addWidget(m_examples, 2);
    column->addWidget(m_strip);
    column->addWidget(m_facts);
    column->addWidget(buttons);
    resize(space(this, 190), space(this, 130));

    m_ticking.setInterval(100);
    connect(&m_ticking, &QTimer::timeout, this,
        [this] { m_strip->setShare(m_thousandths->load() / 1000.0); });
    connect(m_where, &QComboBox::currentIndexChanged, this, &RulesDialog::look);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& index) { showExamples(index.row()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ok, &QPushButton::clicked, this, &RulesDialog::apply);
    look();
    m_ok->setFocus();
}

RulesDialog::~RulesDialog() {
    *m_alive = false;
    m_stop.request_stop();
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

// While places are written, the first Esc stops that and shows it; nothing is left half done.
void RulesDialog::reject() {
    m_stop.request_stop();
    if (!m_applying)
        QDialog::reject();
}

void RulesDialog::run(const QString& text) {
    m_banner->clear();
    m_facts->setText(text);
    *m_thousandths = 0;
    m_strip->setShare(0);
    m_strip->setVisible(true);
    m_ticking.start();
    m_ok->setEnabled(false);
}

void RulesDialog::rest(const QString& text) {
    m_ticking.stop();
    m_strip->setVisible(false);
    m_facts->setText(text);
}

void RulesDialog::look() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_findings.reset();
    m_model->setCounts({});
    showExamples(-1);
    run(tr("Looking…"));
    RuleSearchRequest request;
    if (m_where->currentIndex() == 0)
        request.only = m_scope.document;
    else if (m_where->currentIndex() == 1)
        request.filter = m_scope.filter;
    m_ticket = m_workbench.query<RuleFindings>(
        [request, ids = m_rules, share = m_thousandths](
            store::Reader& reader, std::stop_token stop) mutable -> Result<RuleFindings> {
            auto loaded = loadRules(reader, ids);
            if (!loaded)
                return loaded.error();
            request.rules = std::move(*loaded);
            return findByRules(reader, request, stop, [&](std::uint64_t done, std::uint64_t total) {
                *share = int(1000 * done / std::max<std::uint64_t>(total, 1));
            });
        },
        [this](Result<RuleFindings> found) {
            m_ticket = 0;
            showFindings(std::move(found));
        });
}

void RulesDialog::showFindings(Result<RuleFindings> found) {
    if (!found) {
        rest({});
        m_banner->showError(found.error());
        return;
    }
    m_findings = std::make_shared<RuleFindings>(std::move(*found));
    const auto places = qint64(m_findings->places.size());
    m_model->setCounts(m_findings->counts);
    for (const RuleCount& count : m_findings->counts)
        if (count.problem) {
            m_banner->showError(*count.problem);
            break;
        }
    QStringList facts{tr("%Ln documents looked through", nullptr, int(m_findings->documents))};
    if (m_findings->counts.empty())
        facts = QStringList{tr("No rule is switched on. Switch one on in the list of rules.")};
    else if (places == 0)
        facts << tr("nothing new is found");
    else
        facts << tr("suggestions do not count as done");
    rest(facts.join(QStringLiteral("  ·  ")));
    m_ok->setText(places > 0 ? tr("Suggest %Ln places", nullptr, int(places)) : tr("Suggest"));
    m_ok->setEnabled(places > 0);
    if (!m_findings->counts.empty())
        m_table->selectRow(0);
}

void RulesDialog::showExamples(int row) {
    m_examples->clear();
    const RuleCount* count = m_model->count(row);
    m_about->setText(!count  ? QString()
            : count->problem ? problemText(*count->problem)
            : count->examples.empty()
            ? tr("%1 finds nothing new here.").arg(QString::fromStdString(count->name))
            : tr("Examples of %1").arg(QString::fromStdString(count->name)));
    if (!count)
        return;
    for (const Place& place : count->examples) {
        auto* item = new QListWidgetItem(placeText(place), m_examples);
        item->setToolTip(QString::fromStdString(place.name) % QLatin1Char('\n') % item->text());
    }
}

void RulesDialog::apply() {
    if (!m_findings || m_findings->places.empty())
        return;
    m_applying = true;
    m_stop = {};
    m_where->setEnabled(false);
    run(tr("Suggesting…"));
    auto made = std::make_shared<store::SuggestionOutcome>();
    m_workbench.edit(
        m_where->currentIndex() == 0 ? m_scope.document : DocumentId{},
        [findings = m_findings, made, stop = m_stop.get_token(), share = m_thousandths](
            store::Writer& writer) -> Result<void> {
            const auto done =
                suggestByRules(writer, *findings, stop, [&](std::uint64_t at, std::uint64_t total) {
                    *share = int(1000 * at / std::max<std::uint64_t>(total, 1));
                });
            if (!done)
                return done.error();
            *made = *done;
            return {};
        },
        [this, alive = m_alive, made](const Result<void>& done) {
            if (!*alive)
                return;
            m_applying = false;
            m_where->setEnabled(true);
            rest({});
            if (!done) {
                m_ok->setEnabled(true);
                m_banner->showError(done.error());
                return;
            }
            Q_EMIT suggested(made->added);
            accept();
        });
}

} // namespace evenspan::ui
