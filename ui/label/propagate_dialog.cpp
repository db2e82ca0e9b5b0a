// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/propagate_dialog.h"

#include "core/store/reader.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>

namespace evenspan::ui {

namespace {

enum class Scope { Document, Chosen, Shown, Project };

} // namespace

void PlacesModel::setPlaces(std::vector<Place> places) {
    beginResetModel();
    m_places = std::move(places);
    m_ticks.assign(m_places.size(), false);
    m_count = 0;
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        m_ticks[i] = m_places[i].conflict.empty();
        m_count += m_ticks[i];
    }
    endResetModel();
    Q_EMIT countChanged();
}

std::vector<Place> PlacesModel::ticked() const {
    std::vector<Place> out;
    for (std::size_t i = 0; i < m_places.size(); ++i)
        if (m_ticks[i])
            out.push_back(m_places[i]);
    return out;
}

void PlacesModel::tickAll(bool yes) {
    if (m_places.empty())
        return;
    m_ticks.assign(m_places.size(), yes);
    m_count = yes ? int(m_places.size()) : 0;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::CheckStateRole});
    Q_EMIT countChanged();
}

int PlacesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_places.size());
}

int PlacesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant PlacesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Place& place = m_places[std::size_t(index.row())];
    if (role == Qt::CheckStateRole && index.column() == Text)
        return m_ticks[std::size_t(index.row())] ? Qt::Checked : Qt::Unchecked;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (index.column() == Document)
        return QString::fromStdString(place.name);
    if (index.column() == Note)
        return place.conflict.empty()
            ? QVariant()
            : tr("overlaps %1").arg(QString::fromStdString(place.conflict));
    const QString text = QString::fromStdString(place.before) % QStringLiteral("\u2039")
        % QString::fromStdString(place.hit) % QStringLiteral("\u203a")
        % QString::fromStdString(place.after);
    return text.simplified();
}

bool PlacesModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !index.isValid() || index.column() != Text)
        return false;
    const bool yes = value.toInt() == Qt::Checked;
    const auto at = std::size_t(index.row());
    if (m_ticks[at] != yes) {
        m_ticks[at] = yes;
        m_count += yes ? 1 : -1;
        Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
        Q_EMIT countChanged();
    }
    return true;
}

Qt::ItemFlags PlacesModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags base = QAbstractTableModel::flags(index);
    return index.column() == Text ? base | Qt::ItemIsUserCheckable : base;
}

QVariant PlacesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Text ? tr("Place") : section == Document ? tr("Document") : tr("Note");
}

PropagateDialog::PropagateDialog(Workbench& workbench, std::string text, std::string label,
    DocumentId document, store::DocumentFilter filter, QWidget* parent)
    : Dialog(parent)
    , m_workbench(workbench)
    , m_text(std::move(text))
    , m_label(std::move(label))
    , m_document(document)
    , m_filter(std::move(filter))
    , m_scope(new QComboBox(this))
    , m_as(new QComboBox(this))
    , m_whole(new QCheckBox(tr("Whole words"), this))
    , m_case(new QCheckBox(tr("Same case"), this))
    , m_facts(mutedLabel({}, this))
    , m_banner(new ErrorBanner(this))
    , m_model(new PlacesModel(this))
    , m_table(new DataTable(this)) {
    setWindowTitle(tr("Label equal words"));
    const QString shown = QString::fromStdString(m_text).simplified();
    auto* title = headingLabel(tr("“%1” as %2")
                                   .arg(shown.size() > 40 ? shown.left(40) % QChar(0x2026) : shown,
                                       QString::fromStdString(m_label)),
        this);
    title->setTextFormat(Qt::PlainText);
    m_scope->addItem(tr("In this document"), int(Scope::Document));
    m_scope->addItem(tr("In the documents shown"), int(Scope::Shown));
    m_scope->addItem(tr("In the project"), int(Scope::Project));
    m_scope->setAccessibleName(tr("Where to look"));
    m_as->addItems({tr("as labels"), tr("as suggestions")});
    m_as->setAccessibleName(tr("What to make"));
    m_whole->setChecked(true);
    m_case->setChecked(true);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Places"));
    m_table->horizontalHeader()->setSectionResizeMode(PlacesModel::Text, QHeaderView::Stretch);
    m_table->setColumnWidth(PlacesModel::Document, space(this, 32));
    m_table->setColumnWidth(PlacesModel::Note, space(this, 32));
    m_facts->setWordWrap(true);

    auto* choices = new QHBoxLayout;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_scope, m_as, m_whole, m_case})
        choices->addWidget(widget);
    choices->addStretch();
    auto* buttons = new QDialogButtonBox(this);
    auto* all = buttons->addButton(tr("Tick all"), QDialogButtonBox::ActionRole);
    auto* none = buttons->addButton(tr("Tick none"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Cancel);
    m_ok = primaryButton(tr("Label"), this);
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    m_ok->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 5), space(this, 5), space(this, 5), space(this, 4));
    column->setSpacing(space(this, 3));
    column->addWidget(title);
    column->addLayout(choices);
    column->addWidget(m_banner);
    column->addWidget(m_table, 1);
    column->addWidget(m_facts);
    column->addWidget(buttons);
    resize(space(this, 220), space(this, 130));

    connect(m_scope, &QComboBox::currentIndexChanged, this, &PropagateDialog::look);
    for (QCheckBox* box : {m_whole, m_case})
        connect(box, &QCheckBox::toggled, this, &PropagateDialog::look);
    connect(m_as, &QComboBox::currentIndexChanged, this, &PropagateDialog::showCount);
    connect(m_model, &PlacesModel::countChanged, this, &PropagateDialog::showCount);
    connect(all, &QPushButton::clicked, m_model, [this] { m_model->tickAll(true); });
    connect(none, &QPushButton::clicked, m_model, [this] { m_model->tickAll(false); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ok, &QPushButton::clicked, this, &PropagateDialog::apply);
    look();
    m_ok->setFocus();
}

void PropagateDialog::setChosen(std::vector<DocumentId> documents) {
    if (documents.size() < 2)
        return;
    m_chosen = std::move(documents);
    m_scope->insertItem(
        1, tr("In the %Ln chosen documents", nullptr, int(m_chosen.size())), int(Scope::Chosen));
}

PropagateDialog::~PropagateDialog() {
    *m_alive = false;
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void PropagateDialog::look() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    PlaceRequest request{m_text, m_label, {m_whole->isChecked(), m_case->isChecked()}, {}, {}};
    switch (Scope(m_scope->currentData().toInt())) {
    case Scope::Document:
        request.only = m_document;
        break;
    case Scope::Chosen:
        request.chosen = m_chosen;
        break;
    case Scope::Shown:
        request.filter = m_filter;
        break;
    case Scope::Project:
        break;
    }
    m_facts->setText(tr("Looking…"));
    m_ok->setEnabled(false);
    m_ticket = m_workbench.query<Places>(
        [request](store::Reader& reader, std::stop_token stop) {
            return findPlaces(reader, request, stop);
        },
        [this](Result<Places> found) {
            m_ticket = 0;
            if (!found) {
                m_banner->showError(found.error());
                m_facts->clear();
                return;
            }
            m_banner->clear();
            QStringList facts{tr("%Ln places found", nullptr, int(found->places.size()))};
            if (found->more)
                facts << tr("the list is cut: label these, then look again");
            if (found->already > 0)
                facts << tr("%Ln labelled already", nullptr, int(found->already));
            if (found->rejected > 0)
                facts << tr("%Ln rejected before", nullptr, int(found->rejected));
            m_facts->setText(facts.join(QStringLiteral("  ·  ")));
            m_model->setPlaces(std::move(found->places));
        });
}

void PropagateDialog::showCount() {
    const int count = m_model->tickedCount();
    m_ok->setEnabled(count > 0);
    m_ok->setText(m_as->currentIndex() == 0 ? tr("Label %Ln places", nullptr, count)
                                            : tr("Suggest %Ln places", nullptr, count));
}

void PropagateDialog::apply() {
    auto places = m_model->ticked();
    if (places.empty())
        return;
    m_ok->setEnabled(false);
    const bool suggest = m_as->currentIndex() == 1;
    bool one = true;
    for (const Place& place : places)
        one = one && place.document == m_document;
    auto made = std::make_shared<std::int64_t>(0);
    m_workbench.edit(
        one ? m_document : DocumentId{},
        [places = std::move(places), label = m_label, attributes = m_attributes, suggest, made](
            store::Writer& writer) -> Result<void> {
            auto count = labelPlaces(writer, places, label, suggest, attributes);
            if (!count)
                return count.error();
            *made = *count;
            return {};
        },
        [this, alive = m_alive, made](const Result<void>& done) {
            if (!*alive)
                return;
            if (!done) {
                m_banner->showError(done.error());
                m_ok->setEnabled(true);
                return;
            }
            Q_EMIT labelled(*made);
            accept();
        });
}

} // namespace evenspan::ui
