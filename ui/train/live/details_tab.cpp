// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/details_tab.h"

#include "core/engine/recipe.h"
#include "core/store/reader.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/run_desk.h"
#include "ui/shell/start_page.h"
#include "ui/train/live/confusion_view.h"
#include "ui/train/live/outcome_model.h"
#include "ui/train/live/run_actions.h"
#include "ui/train/runs/settings_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>

namespace evenspan::ui {

namespace {

constexpr int kSaveAfter = 700; // milliseconds without a key

QWidget* section(QWidget* parent, const QString& title, QWidget* body) {
    auto* part = new QWidget(parent);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(parent, 2));
    auto* heading = headingLabel(title, part);
    heading->setWordWrap(true);
    column->addWidget(heading);
    column->addWidget(body);
    return part;
}

} // namespace

DetailsTab::DetailsTab(Workbench& workbench, RunActions& actions, RunDesk* desk, QWidget* parent)
    : RunTab(parent)
    , m_workbench(workbench)
    , m_actions(actions)
    , m_desk(desk)
    , m_banner(new ErrorBanner(this))
    , m_star(plainButton(tr("Star"), QStringLiteral("star"), this))
    , m_tags(new QLineEdit(this))
    , m_note(new QPlainTextEdit(this))
    , m_split(new QComboBox(this))
    , m_score(new QPushButton(this))
    , m_scored(mutedLabel({}, this))
    , m_progress(new ProgressStrip(this))
    , m_table(new DataTable(this))
    , m_outcomes(new OutcomeModel(this))
    , m_borders(new QComboBox(this))
    , m_matrix(new DataTable(this))
    , m_confusion(new ConfusionModel(this))
    , m_everything(new QCheckBox(tr("Every setting"), this))
    , m_recipe(new DataTable(this))
    , m_settings(new SettingsModel(this))
    , m_origin(new QLabel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->setSpacing(space(this, 5));
    column->addWidget(m_banner);
    column->addWidget(makeMarks());
    column->addWidget(section(this, tr("Scores"), makeScores()));
    m_confusionPart = section(this, tr("What it takes for what"), makeConfusion());
    column->addWidget(m_confusionPart);
    m_recipe->setModel(m_settings);
    m_recipe->setAccessibleName(tr("Recipe of the run"));
    m_recipe->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto* recipe = new QWidget(this);
    auto* recipeColumn = new QVBoxLayout(recipe);
    recipeColumn->setContentsMargins(0, 0, 0, 0);
    recipeColumn->addWidget(m_recipe);
    recipeColumn->addWidget(m_everything);
    column->addWidget(section(this, tr("Recipe: what differs from the defaults"), recipe));
    connect(m_everything, &QCheckBox::toggled, this, &DetailsTab::showSettings);
    column->addWidget(section(this, tr("Where it comes from"), makeOrigin()));
    column->addStretch();
    m_saving.setSingleShot(true);
    m_saving.setInterval(kSaveAfter);
    connect(&m_saving, &QTimer::timeout, this, &DetailsTab::saveMarks);
    connect(&actions, &RunActions::marksChanged, this, &DetailsTab::showMarks);
    connect(&workbench, &Workbench::aboutToClose, this, &DetailsTab::saveMarks);
    connect(&workbench, &Workbench::documentsChanged, this, &DetailsTab::load);
    showOutcome();
}

DetailsTab::~DetailsTab() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    if (m_scoring && m_desk)
        m_desk->cancel(m_scoring);
}

QWidget* DetailsTab::makeMarks() {
    m_star->setCheckable(true);
    m_star->setAccessibleName(tr("Star"));
    m_star->setToolTip(tr("Runs with a star stand on top of the list"));
    m_tags->setPlaceholderText(tr("Tags, with commas between"));
    m_tags->setAccessibleName(tr("Tags of the run"));
    m_note->setPlaceholderText(tr("Why was this run made, and what came of it?"));
    m_note->setAccessibleName(tr("Note on the run"));
    m_note->viewport()->setAutoFillBackground(false); // it would cover the corners
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(3 * fontMetrics().lineSpacing() + space(this, 4));
    auto* part = new QWidget(this);
    auto* row = new QHBoxLayout;
    row->addWidget(m_tags, 1);
    row->addWidget(m_star);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(row);
    column->addWidget(m_note);
    connect(m_star, &QPushButton::clicked, this, &DetailsTab::saveMarks);
    connect(m_tags, &QLineEdit::editingFinished, this, &DetailsTab::saveMarks);
    connect(m_note, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_filling)
            m_saving.start();
    });
    return part;
}

QWidget* DetailsTab::makeScores() {
    m_split->setAccessibleName(tr("Split"));
    m_progress->setAccessibleName(tr("Scoring"));
    m_progress->hide();
    m_table->setModel(m_outcomes);
    m_table->setSortingEnabled(true);
    m_table->setAccessibleName(tr("Scores by label, with intervals"));
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setStretchLastSection(false);
    auto* whiskers = new IntervalDelegate(m_table);
    for (const int at : {OutcomeModel::Precision, OutcomeModel::Recall, OutcomeModel::F1})
        m_table->setItemDelegateForColumn(at, whiskers);
    m_scored->setWordWrap(true);
    auto* part = new QWidget(this);
    auto* row = new QHBoxLayout;
    row->addWidget(m_split);
    row->addWidget(m_score);
    row->addWidget(m_scored, 1);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(row);
    column->addWidget(m_progress);
    column->addWidget(m_table);
    connect(m_score, &QPushButton::clicked, this, &DetailsTab::score);
    connect(m_split, &QComboBox::currentIndexChanged, this, &DetailsTab::showOutcome);
    return part;
}

QWidget* DetailsTab::makeConfusion() {
    m_borders->addItems({tr("Same borders"), tr("Overlapping borders")});
    m_borders->setAccessibleName(tr("Which places are compared"));
    m_borders->setToolTip(tr("Overlapping: a name that was cut short counts as found"));
    m_matrix->setModel(m_confusion);
    m_matrix->setItemDelegate(new HeatDelegate(m_matrix));
    m_matrix->setAccessibleName(tr("Labels that are there by labels that were marked"));
    m_matrix->verticalHeader()->show();
    m_matrix->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_matrix->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto* hint = mutedLabel(tr("Rows: what is there. Columns: what the model marked."), this);
    hint->setWordWrap(true);
    auto* part = new QWidget(this);
    auto* row = new QHBoxLayout;
    row->addWidget(m_borders);
    row->addWidget(hint, 1);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(row);
    column->addWidget(m_matrix);
    connect(m_borders, &QComboBox::currentIndexChanged, this, &DetailsTab::showOutcome);
    return part;
}

QWidget* DetailsTab::makeOrigin() {
    m_origin->setWordWrap(true);
    m_origin->setTextFormat(Qt::RichText);
    m_origin->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_origin->setAccessibleName(tr("Where the run comes from"));
    return m_origin;
}

QWidget* DetailsTab::focusTarget() {
    return m_tags;
}

void DetailsTab::resizeEvent(QResizeEvent* event) {
    RunTab::resizeEvent(event);
    const bool narrow = width() < space(this, 150);
    for (const int column : {OutcomeModel::Right, OutcomeModel::Wrong, OutcomeModel::Missed})
        m_table->setColumnHidden(column, narrow);
}

void DetailsTab::fitTable(DataTable* table) {
    const int rows = table->model()->rowCount();
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setFixedHeight(
        table->horizontalHeader()->sizeHint().height() + rows * rowHeight(table) + 2);
}

void DetailsTab::showRun(const store::RunRow& run, bool live) {
    if (run.id != m_run.id) {
        saveMarks();
        if (m_scoring && m_desk)
            m_desk->cancel(m_scoring);
        m_scoring = 0;
        m_progress->hide();
        m_banner->clear();
        m_facts = {};
    }
    m_run = run;
    m_live = live;
    showSettings();
    showMarks();
    showFacts(m_facts);
    load();
}

void DetailsTab::showSettings() {
    std::vector<RunSetting> settings;
    for (RunSetting& setting : settingsOf({m_run, store::RunRow{}}))
        if (setting.part == RunSetting::Recipe && (setting.differs || m_everything->isChecked()))
            settings.push_back(std::move(setting));
    m_settings->setSettings(std::move(settings), {tr("This run"), tr("Default")});
    fitTable(m_recipe);
}

void DetailsTab::showMarks() {
    const store::RunMarks& marks = m_actions.marks(m_run.id);
    const bool editable = m_workbench.project().editable() && m_run.id.value > 0;
    m_filling = true;
    m_star->setChecked(marks.star);
    QStringList tags;
    for (const std::string& tag : marks.tags)
        tags << QString::fromStdString(tag);
    if (!m_tags->hasFocus())
        m_tags->setText(tags.join(QStringLiteral(", ")));
    if (!m_note->hasFocus() && !m_saving.isActive())
        m_note->setPlainText(QString::fromStdString(marks.note));
    m_filling = false;
    m_star->setEnabled(editable);
    m_tags->setReadOnly(!editable);
    m_note->setReadOnly(!editable);
}

void DetailsTab::saveMarks() {
    m_saving.stop();
    if (m_filling || m_run.id.value == 0 || m_note->isReadOnly())
        return;
    store::RunMarks marks = m_actions.marks(m_run.id);
    marks.star = m_star->isChecked();
    marks.note = m_note->toPlainText().toStdString();
    marks.tags.clear();
    for (const QString& tag : m_tags->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        QString word = tag.simplified();
        if (word.startsWith(QLatin1Char('#')))
            word.remove(0, 1);
        while (word.toUtf8().size() > 64)
            word.chop(1);
        if (!word.isEmpty())
            marks.tags.insert(word.toStdString());
    }
    m_actions.setMarks(m_run.id, marks);
}

void DetailsTab::load() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    if (m_run.id.value == 0 || !m_workbench.isOpen())
        return;
    m_ticket = m_workbench.query<RunFacts>(
        [run = m_run](store::Reader& reader, std::stop_token stop) {
            return readRunFacts(reader, run, stop);
        },
        [this](Result<RunFacts> facts) {
            m_ticket = 0;
            if (facts)
                showFacts(*facts);
            else
                m_banner->showError(facts.error());
        });
}

void DetailsTab::showFacts(const RunFacts& facts) {
    m_facts = facts;
    const QString before = m_split->currentText();
    {
        const QSignalBlocker blocker(m_split);
        m_split->clear();
        m_split->addItems(facts.splits);
        for (const QString& wanted : {before, QStringLiteral("test"), QStringLiteral("validation")})
            if (const int at = m_split->findText(wanted); at >= 0) {
                m_split->setCurrentIndex(at);
                break;
            }
    }
    showOutcome();
    m_origin->setText(originText(m_run, m_facts, false));
    m_origin->setToolTip(originText(m_run, m_facts, true));
    m_origin->setVisible(!m_origin->text().isEmpty());
}

const RunOutcome* DetailsTab::outcome() const {
    for (const RunOutcome& one : m_facts.outcomes)
        if (QString::fromStdString(one.split) == m_split->currentText())
            return &one;
    return nullptr;
}

void DetailsTab::showOutcome() {
    const RunOutcome* shown = outcome();
    const bool fresh = shown && isFresh(*shown, m_run, m_facts.newestGroup);
    const bool hasModel = !m_live
        && (m_run.state == store::RunState::Finished || m_run.state == store::RunState::Stopped);
    m_outcomes->setOutcome(shown);
    m_table->setVisible(shown);
    fitTable(m_table);
    m_split->setVisible(m_split->count() > 0);
    m_score->setVisible(m_split->count() > 0 && m_desk);
    m_score->setEnabled(hasModel && m_desk && m_desk->possible());
    m_score->setText(m_scoring ? tr("Cancel") : shown ? tr("Score again") : tr("Score"));
    m_score->setAccessibleName(m_score->text());
    if (shown)
        m_scored->setText(tr("On %n documents, %1. ", nullptr, int(shown->documents.size()))
                              .arg(ageText(QDateTime::fromMSecsSinceEpoch(shown->time),
                                  QDateTime::currentDateTime()))
            % (fresh ? tr("Intervals at 95 %.") : tr("The project changed since: score again.")));
    else
        m_scored->setText(m_live ? tr("Scores with intervals can be made when the run has ended.")
                : m_split->count() == 0
                ? tr("The project has no split to score on. Give documents a split, such as test.")
                : hasModel ? tr("Not scored on this split yet.")
                           : tr("This run has no model to score."));
    m_confusionPart->setVisible(shown);
    if (shown)
        m_confusion->setConfusion(
            m_borders->currentIndex() == 0 ? shown->exact : shown->overlapping);
    fitTable(m_matrix);
}

void DetailsTab::score() {
    if (m_scoring) {
        m_desk->cancel(m_scoring);
        m_scoring = 0;
        m_progress->hide();
        showOutcome();
        return;
    }
    if (!m_desk || m_split->count() == 0)
        return;
    m_banner->clear();
    m_progress->setShare(-1);
    m_progress->show();
    m_scoring = m_desk->score(
        QString::fromStdString(m_run.name), m_split->currentText(),
        [this](double share) { m_progress->setShare(share); },
        [this](Result<RunOutcome> result) {
            m_scoring = 0;
            m_progress->hide();
            if (!result) {
                m_banner->showError(result.error());
                showOutcome();
                return;
            }
            std::erase_if(m_facts.outcomes,
                [&](const RunOutcome& old) { return old.split == result->split; });
            m_facts.outcomes.push_back(std::move(*result));
            showOutcome();
            load();
        });
    showOutcome();
}

} // namespace evenspan::ui
