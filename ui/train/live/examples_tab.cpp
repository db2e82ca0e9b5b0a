// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/examples_tab.h"

#include "core/app/runs/run_history.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/live/examples_model.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

ExamplesTab::ExamplesTab(Workbench& workbench, QWidget* parent)
    : RunTab(parent)
    , m_workbench(workbench)
    , m_banner(new ErrorBanner(this))
    , m_step(new QComboBox(this))
    , m_note(new ElidedLabel(this))
    , m_table(new QToolButton(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(mutedLabel(tr("Sentences come here with the first evaluation: as they are labelled, "
                            "and as the model reads them."),
          this))
    , m_list(new QListView(this))
    , m_twin(new DataTable(this))
    , m_model(new ExamplesModel(this)) {
    m_step->setAccessibleName(tr("Evaluation"));
    m_step->setToolTip(tr("Which evaluation is shown"));
    setMuted(m_note);
    m_table->setText(tr("Table"));
    m_table->setCheckable(true);
    m_table->setToolTip(tr("The sentences as a table (T)"));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ExampleDelegate(
        [this](const std::string& label) { return m_workbench.project().colourOf(label); },
        m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Examples"));
    m_list->setAccessibleDescription(tr("Enter opens the document of a sentence"));
    m_list->setToolTip(m_list->accessibleDescription());
    m_twin->setModel(m_model);
    m_twin->setAccessibleName(tr("Examples as a table"));
    m_twin->horizontalHeader()->setSectionResizeMode(ExamplesModel::Sentence, QHeaderView::Stretch);
    for (const int column : {ExamplesModel::Gold, ExamplesModel::Predicted})
        m_twin->setColumnWidth(column, space(this, 50));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_twin);
    m_stack->setMinimumHeight(space(this, 46));

    auto* row = new QHBoxLayout;
    row->setSpacing(space(this, 2));
    row->addWidget(m_step);
    row->addWidget(m_note, 1);
    row->addWidget(m_table);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_banner);
    column->addLayout(row);
    column->addWidget(m_stack, 1);
    connect(m_step, &QComboBox::currentIndexChanged, this, &ExamplesTab::showStep);
    connect(m_table, &QToolButton::toggled, this, &ExamplesTab::setTable);
    connect(m_list, &QListView::activated, this, &ExamplesTab::open);
    connect(m_twin, &DataTable::activatedRow, this, &ExamplesTab::open);
    fillSteps();
}

ExamplesTab::~ExamplesTab() {
    for (const Workbench::Ticket ticket : {m_ticket, m_openTicket})
        if (ticket)
            m_workbench.forget(ticket);
}

// Sentences are told by number; where they stand is asked of the document as it is now.
void ExamplesTab::open(const QModelIndex& index) {
    if (!index.isValid())
        return;
    if (m_openTicket)
        m_workbench.forget(m_openTicket);
    const engine::RunExample& example = m_model->example(index.row());
    m_openTicket = m_workbench.document(DocumentId(example.document),
        [this, sentence = example.sentence](Result<store::DocumentData> document) {
            m_openTicket = 0;
            if (!document)
                return m_banner->showError(document.error());
            if (sentence >= document->grid.sentenceCount()) {
                Q_EMIT placeWanted(document->row.id, {0, 0}); // it was cut into sentences anew
                return;
            }
            const auto words = document->grid.sentence(sentence);
            Q_EMIT placeWanted(document->row.id,
                words.empty() ? CodePointRange{0, 0}
                              : CodePointRange{words.front().begin, words.back().end});
        });
}

void ExamplesTab::showRun(const store::RunRow& run, bool live) {
    const QString name = QString::fromStdString(run.name);
    if (live && name == m_shown)
        return;
    if (name != m_shown && !m_shown.isEmpty()) {
        m_byStep.clear();
        m_epochs.clear();
        fillSteps();
    }
    m_shown = name;
    m_banner->clear();
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.history(name, [this](Result<RunHistory> history) {
        m_ticket = 0;
        if (!history)
            return m_banner->showError(history.error());
        for (engine::TrainEvent& event : history->examples) {
            m_byStep[event.step] = std::move(event.examples);
            m_epochs[event.step] = event.epoch;
        }
        fillSteps();
    });
}

void ExamplesTab::take(const TrainEvent& event) {
    if (event.kind == TrainEvent::Started && (event.step == 0 || event.run != m_shown)) {
        if (m_ticket)
            m_workbench.forget(m_ticket);
        m_ticket = 0;
        m_shown = event.step == 0 ? event.run : QString(); // else it goes on: showRun() asks
        m_byStep.clear();
        m_epochs.clear();
        m_changed = true;
    } else if (event.kind == TrainEvent::Examples) {
        m_byStep[event.step] = event.examples;
        m_epochs[event.step] = event.epoch;
        m_changed = true;
    }
}

void ExamplesTab::refresh() {
    if (std::exchange(m_changed, false))
        fillSteps();
}

// The newest evaluation first. Whoever looks at the newest sees the next one when it comes.
void ExamplesTab::fillSteps() {
    const bool newest = m_step->currentIndex() <= 0;
    const QVariant chosen = m_step->currentData();
    {
        const QSignalBlocker blocker(m_step);
        m_step->clear();
        for (auto it = m_byStep.rbegin(); it != m_byStep.rend(); ++it)
            m_step->addItem(
                tr("Step %1, epoch %2")
                    .arg(number(it->first), QLocale().toString(m_epochs[it->first], 'f', 1)),
                qint64(it->first));
        m_step->setCurrentIndex(newest ? 0 : qMax(0, m_step->findData(chosen)));
    }
    m_step->setEnabled(m_step->count() > 1);
    m_step->setVisible(m_step->count() > 0);
    showStep();
}

void ExamplesTab::showStep() {
    const auto found = m_byStep.find(m_step->currentData().toLongLong());
    const bool some = m_step->count() > 0 && found != m_byStep.end();
    m_table->setEnabled(some);
    if (!some) {
        m_model->setExamples({});
        m_note->setFullText({});
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    const auto& examples = found->second;
    const int differ = int(std::count_if(examples.begin(), examples.end(),
        [](const engine::RunExample& example) { return !example.agrees; }));
    m_note->setFullText(differ == 0
            ? tr("Every validation sentence is read as it is labelled; these "
                 "are the least sure")
            : tr("%n of them read otherwise than labelled, the least sure first", nullptr, differ));
    const int row = m_list->currentIndex().row();
    m_model->setExamples(examples);
    if (row >= 0)
        m_list->setCurrentIndex(m_model->index(qMin(row, m_model->rowCount() - 1), 0));
    setTable(m_table->isChecked());
}

void ExamplesTab::setTable(bool on) {
    if (m_step->count() > 0)
        m_stack->setCurrentWidget(on ? static_cast<QWidget*>(m_twin) : m_list);
}

void ExamplesTab::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_T && event->modifiers() == Qt::NoModifier && m_table->isEnabled())
        return m_table->toggle();
    RunTab::keyPressEvent(event);
}

void ExamplesTab::resizeEvent(QResizeEvent* event) {
    RunTab::resizeEvent(event);
    m_list->doItemsLayout(); // lines break elsewhere
}

QWidget* ExamplesTab::focusTarget() {
    return m_stack->currentWidget() == m_empty ? static_cast<QWidget*>(m_table)
                                               : m_stack->currentWidget();
}

} // namespace evenspan::ui
