// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/two_runs_tab.h"

#include "ui/common/data_table.h"
#include "ui/common/error_text.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/mention_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

TwoRunsTab::TwoRunsTab(Workbench& workbench, RunDesk* desk, QWidget* parent)
    : InspectTab(parent)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_other(new QComboBox(this))
    , m_change(new QComboBox(this))
    , m_note(new ElidedLabel(this))
    , m_progress(new ProgressStrip(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_stack(new QStackedWidget(this))
    , m_none(mutedLabel({}, this))
    , m_model(new PairPlacesModel(this))
    , m_table(new DataTable(this))
    , m_firstName(mutedLabel({}, this))
    , m_secondName(mutedLabel({}, this)) {
    const auto colour = [&workbench](const std::string& label) {
        return workbench.project().colourOf(label);
    };
    m_first = new MentionView(colour, this);
    m_second = new MentionView(colour, this);
    auto* with = mutedLabel(tr("Against"), this);
    with->setBuddy(m_other);
    m_other->setAccessibleName(tr("The other run"));
    m_other->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_change->setAccessibleName(tr("Which places are listed"));
    m_change->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setMuted(m_note);
    m_progress->setAccessibleName(tr("Progress of the other run's reading"));
    m_progress->setFixedWidth(space(this, 40));
    m_cancel->setAccessibleName(tr("Cancel reading of the other run"));
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Places"));
    m_table->setColumnWidth(PairPlacesModel::Change, space(this, 36));
    m_table->horizontalHeader()->setSectionResizeMode(PairPlacesModel::Text, QHeaderView::Stretch);
    for (const int column :
        {PairPlacesModel::Labelled, PairPlacesModel::First, PairPlacesModel::Second})
        m_table->setColumnWidth(column, space(this, 40));
    m_table->setColumnWidth(PairPlacesModel::Document, space(this, 30));

    auto* bar = new QHBoxLayout;
    bar->setSpacing(space(this, 2));
    bar->addWidget(with);
    bar->addWidget(m_other);
    bar->addWidget(m_change);
    bar->addSpacing(space(this, 2));
    bar->addWidget(m_note, 1);
    bar->addWidget(m_progress);
    bar->addWidget(m_cancel);
    auto* inside = new QWidget(this);
    auto* views = new QVBoxLayout(inside);
    views->setContentsMargins(0, 0, 0, 0);
    for (QWidget* widget : {static_cast<QWidget*>(m_firstName), static_cast<QWidget*>(m_first),
             static_cast<QWidget*>(m_secondName), static_cast<QWidget*>(m_second)})
        views->addWidget(widget);
    views->addStretch();
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(inside);
    area->setAccessibleName(tr("The sentence by both runs"));
    auto* places = new QSplitter(Qt::Vertical, this);
    places->setChildrenCollapsible(false);
    places->addWidget(m_table);
    places->addWidget(area);
    places->setSizes({space(this, 70), space(this, 64)});
    m_stack->addWidget(places);
    m_stack->addWidget(m_none);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(bar);
    column->addWidget(m_stack, 1);
    connect(m_other, &QComboBox::activated, this, &TwoRunsTab::ask);
    connect(m_change, &QComboBox::currentIndexChanged, this, [this] {
        const QVariant change = m_change->currentData();
        m_model->setShown(
            change.toInt() < 0 ? std::nullopt : std::optional(PlaceChange(change.toInt())));
        if (m_model->rowCount() > 0)
            m_table->selectRow(0);
        showChosen();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &TwoRunsTab::showChosen);
    connect(m_table, &DataTable::activatedRow, this,
        [this](const QModelIndex& index) { open(index.row()); });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        drop();
        m_other->setCurrentIndex(0);
        showState();
    });
    showState();
}

TwoRunsTab::~TwoRunsTab() {
    drop();
    if (m_runs)
        m_workbench.forget(m_runs);
}

void TwoRunsTab::drop() {
    if (m_ask && m_desk)
        m_desk->cancel(std::exchange(m_ask, 0));
    if (m_ticket)
        m_workbench.forget(std::exchange(m_ticket, 0));
}

QWidget* TwoRunsTab::focusTarget() {
    return m_stack->currentIndex() == 0 ? static_cast<QWidget*>(m_table) : m_other;
}

void TwoRunsTab::showChoice(const store::RunRow& run, const InspectionRequest&) {
    drop();
    m_inspection.reset();
    m_model->setPair(nullptr);
    if (m_runs)
        m_workbench.forget(m_runs);
    m_runs = m_workbench.runs([this, own = run.name](Result<std::vector<store::RunRow>> rows) {
        m_runs = 0;
        const QString before = m_other->currentIndex() > 0 ? m_other->currentText() : QString();
        const QSignalBlocker blocker(m_other);
        m_other->clear();
        m_other->addItem(tr("Choose a run"));
        if (rows)
            for (auto row = rows->rbegin(); row != rows->rend(); ++row)
                if (row->name != own
                    && (row->state == store::RunState::Finished
                        || row->state == store::RunState::Stopped))
                    m_other->addItem(QString::fromStdString(row->name));
        m_other->setCurrentIndex(qMax(0, m_other->findText(before)));
        if (m_inspection && !m_ask)
            ask();
        else
            showState();
    });
    showState();
}

void TwoRunsTab::showInspection(const InspectionPtr& inspection) {
    m_inspection = inspection;
    if (!m_runs)
        ask();
}

void TwoRunsTab::ask() {
    drop();
    m_model->setPair(nullptr);
    if (m_inspection && m_desk && m_other->currentIndex() > 0) {
        InspectionRequest request = m_inspection->request;
        request.run = m_other->currentText().toStdString();
        m_progress->setShare(-1);
        m_ask = m_desk->inspect(
            request, [this](double share) { m_progress->setShare(share); },
            [this](Result<InspectionPtr> second) {
                m_ask = 0;
                if (!second)
                    return showState(errorText(second.error()).what);
                compare(*second);
            });
    }
    showState();
}

void TwoRunsTab::compare(const InspectionPtr& second) {
    using Ptr = std::shared_ptr<const RunPair>;
    m_ticket = m_workbench.query<Ptr>(
        [first = m_inspection, second](store::Reader&, std::stop_token stop) -> Result<Ptr> {
            auto places = comparePlaces(*first, *second, stop);
            if (!places)
                return places.error();
            return Ptr(std::make_shared<const RunPair>(RunPair{first, second, std::move(*places)}));
        },
        [this](Result<Ptr> pair) {
            m_ticket = 0;
            if (!pair)
                return showState(errorText(pair.error()).what);
            m_model->setPair(*pair);
            showState();
        });
}

void TwoRunsTab::showState(const QString& why) {
    const auto& pair = m_model->pair();
    m_progress->setVisible(m_ask != 0);
    m_cancel->setVisible(m_ask != 0);
    m_change->setVisible(pair != nullptr);
    m_stack->setCurrentIndex(pair ? 0 : 1);
    m_none->setText(!why.isEmpty() ? why
            : comparing()          ? tr("The other run reads the documents…")
            : m_other->count() < 2
            ? tr("There is no other run. Train a second one to see what it fixes and breaks.")
            : tr("Choose another run above: this shows what it fixes, what it breaks and what both "
                 "have wrong."));
    m_note->setFullText({});
    if (!pair)
        return;
    const auto& counts = pair->places.counts;
    std::uint64_t differ = 0;
    for (const auto& [change, count] : counts)
        differ += change == PlaceChange::BothRight ? 0 : count;
    {
        const QSignalBlocker blocker(m_change);
        const QVariant before = m_change->currentData();
        m_change->clear();
        m_change->addItem(tr("All but right by both (%1)").arg(number(qint64(differ))), -1);
        for (const PlaceChange change : kAllPlaceChanges)
            m_change->addItem(tr("%1 (%2)").arg(PairPlacesModel::changeText(change),
                                  number(qint64(counts.at(change)))),
                int(change));
        m_change->setCurrentIndex(qMax(0, before.isValid() ? m_change->findData(before) : 0));
    }
    QString note = tr("%1 fixed, %2 broken")
                       .arg(number(qint64(counts.at(PlaceChange::Fixed))),
                           number(qint64(counts.at(PlaceChange::Broken))));
    if (pair->places.sentencesLeftOut > 0)
        note += QStringLiteral("  ·  ")
            % tr("%Ln sentences left out: only one run has them", nullptr,
                int(pair->places.sentencesLeftOut));
    m_note->setFullText(note);
    m_firstName->setText(QString::fromStdString(pair->first->request.run));
    m_secondName->setText(QString::fromStdString(pair->second->request.run));
    if (m_model->rowCount() > 0)
        m_table->selectRow(0);
    showChosen();
}

void TwoRunsTab::showChosen() {
    const ComparedPlace* place = m_model->at(m_table->currentIndex().row());
    if (!place) {
        m_first->showCase(nullptr, nullptr);
        m_second->showCase(nullptr, nullptr);
        return;
    }
    const auto& pair = m_model->pair();
    m_first->showWords(pair->first, place->first, place->begin, place->end);
    m_second->showWords(pair->second, place->second, place->begin, place->end);
}

void TwoRunsTab::open(int row) {
    const ComparedPlace* place = m_model->at(row);
    if (!place)
        return;
    const auto& sentence = m_model->pair()->first->sentences[place->first];
    Q_EMIT placeWanted(DocumentId(sentence.document),
        {sentence.places[place->begin].begin, sentence.places[place->end - 1].end});
}

} // namespace evenspan::ui
