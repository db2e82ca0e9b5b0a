// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/fine_tune_dialog.h"

#include "core/app/model/compute_plan.h"
#include "core/app/runs/data_facts.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/launch/model_dialog.h"
#include "ui/train/launch/plan_view.h"
#include "ui/train/launch/recipe_form.h"
#include "ui/train/launch/recipe_model.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSpinBox>
#include <QStackedWidget>

namespace evenspan::ui {

namespace {

constexpr int kPlanDelay = 700; // ms after the last change

QString freeName(const QStringList& taken) {
    for (int i = int(taken.size()) + 1;; ++i)
        if (const QString name = QStringLiteral("run-%1").arg(i); !taken.contains(name))
            return name;
}

} // namespace

FineTuneDialog::FineTuneDialog(Workbench& workbench, FileDialogs& dialogs,
    const QStringList& takenNames, QWidget* parent, const std::optional<engine::Recipe>& start)
    : QDialog(parent)
    , m_workbench(workbench)
    , m_dialogs(dialogs)
    , m_taken(takenNames)
    , m_banner(new ErrorBanner(this))
    , m_name(new QLineEdit(freeName(takenNames), this))
    , m_model(new QComboBox(this))
    , m_library(new QPushButton(tr("Models…"), this))
    , m_seeds(new QSpinBox(this))
    , m_depth(new QButtonGroup(this))
    , m_pages(new QStackedWidget(this))
    , m_effort(new QComboBox(this))
    , m_preset(new QComboBox(this))
    , m_data(mutedLabel({}, this))
    , m_form(new RecipeForm(this))
    , m_recipe(new RecipeModel(this))
    , m_plan(new PlanView(this))
    , m_start(primaryButton(tr("Start training"), this)) {
    setWindowTitle(tr("Fine-tune a model"));
    resize(space(this, 285), space(this, 150));
    m_model->addItem(tr("Looking for models…"));
    m_model->setEnabled(false);
    m_model->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);

    auto* head = new QGridLayout;
    head->setHorizontalSpacing(space(this, 4));
    head->setVerticalSpacing(space(this, 2));
    head->setColumnMinimumWidth(0, captionWidth());
    head->setColumnStretch(1, 1);
    const auto field = [&](int row, const QString& text, QWidget* widget, const QString& tip) {
        auto* label = new QLabel(text, this);
        label->setBuddy(widget);
        label->setToolTip(tip);
        widget->setToolTip(tip);
        widget->setAccessibleName(text);
        widget->setAccessibleDescription(tip);
        head->addWidget(label, row, 0);
        head->addWidget(widget, row, 1, 1, row == 0 ? 3 : 1);
    };
    field(0, tr("Name"), m_name, tr("How this run is called in the list and on the command line"));
    field(1, tr("Model"), m_model,
        tr("What learns: an encoder that was trained on plain text before, or a run to go on "
           "from"));
    auto* folder = new QPushButton(tr("Folder…"), this);
    folder->setAccessibleName(tr("Take a model from a folder"));
    folder->setToolTip(tr("A folder with config.json, tokenizer files and model.safetensors"));
    folder->setAutoDefault(false);
    head->addWidget(folder, 1, 2);
    m_library->setAccessibleName(tr("The library of models"));
    m_library->setToolTip(tr("See, add and download models"));
    m_library->setAutoDefault(false);
    m_library->hide();
    head->addWidget(m_library, 1, 3);

    m_seeds->setRange(1, 10);
    m_seeds->setSuffix(tr(" runs that differ by their seed"));
    m_seeds->hide();

    m_pages->addWidget(makeSimple());
    m_pages->addWidget(m_form);
    m_pages->addWidget(makeAll());
    auto* left = new QVBoxLayout;
    left->setSpacing(space(this, 4));
    left->addLayout(head);
    left->addWidget(m_seeds, 0, Qt::AlignLeft);
    left->addWidget(makeHead());
    left->addWidget(m_pages, 1);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(space(this, 4));
    middle->addLayout(left, 3);
    m_plan->setMinimumWidth(space(this, 72));
    middle->addWidget(m_plan, 2);

    auto* foot = new QHBoxLayout;
    foot->setSpacing(space(this, 2));
    const auto button = [&](const QString& text, const QString& tip, auto run) {
        auto* made = new QPushButton(text, this);
        made->setAutoDefault(false);
        made->setAccessibleName(text);
        made->setToolTip(tip);
        connect(made, &QPushButton::clicked, this, run);
        foot->addWidget(made);
    };
    button(tr("Load recipe…"), tr("Take every setting from a file"), [this] { loadRecipe(); });
    button(tr("Save recipe…"), tr("Keep every setting in a file, for another run or person"),
        [this] { saveRecipe(); });
    button(tr("Copy as command"), tr("The line of evenspan-cli that starts this very run"),
        [this] { QGuiApplication::clipboard()->setText(command()); });
    foot->addStretch();
    button(tr("Cancel"), {}, [this] { reject(); });
    if (workbench.isTraining())
        m_start->setText(tr("Put into the queue"));
    m_start->setDefault(true);
    m_start->setAccessibleName(m_start->text());
    foot->addWidget(m_start);
    auto* column = new QVBoxLayout(this);
    const int margin = space(this, 6);
    column->setContentsMargins(margin, margin, margin, space(this, 5));
    column->setSpacing(space(this, 4));
    column->addWidget(titleLabel(tr("Fine-tune a model"), this));
    column->addWidget(m_banner);
    column->addLayout(middle, 1);
    column->addWidget(new Hairline(this));
    column->addLayout(foot);

    connect(m_start, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_plan, &PlanView::extensionWanted, this, [this](qint64 pieces) {
        engine::Recipe recipe = m_recipe->recipe();
        recipe.extend_vocabulary = pieces;
        take(recipe, true);
        m_planning.start();
    });
    connect(m_name, &QLineEdit::textChanged, this, &FineTuneDialog::check);
    connect(m_model, &QComboBox::currentIndexChanged, this, [this] {
        for (const ModelChoice& model : m_models)
            if (model.name == m_model->currentData().toString() && model.hidden > 0)
                m_facts.hidden = model.hidden;
        suggest();
        m_planning.start();
    });
    connect(m_form, &RecipeForm::changed, this, [this] {
        QString problem;
        const engine::Recipe recipe = m_form->applied(m_recipe->recipe(), &problem);
        m_byHand = true;
        if (problem.isEmpty())
            m_recipe->setRecipe(recipe);
        check();
    });
    connect(m_recipe, &RecipeModel::changed, this, [this] {
        if (m_pages->currentIndex() == 2)
            m_byHand = true;
        m_form->setRecipe(m_recipe->recipe());
        check();
        m_planning.start();
    });
    connect(m_recipe, &RecipeModel::refused, m_banner, &ErrorBanner::showError);
    connect(folder, &QPushButton::clicked, this, [this] {
        const QString path = m_dialogs.openFolder(this, tr("Folder of the model"));
        if (path.isEmpty())
            return;
        if (!m_ready)
            m_model->clear();
        m_model->addItem(path, path); // its data is its text: fill() knows it by that
        m_model->setCurrentIndex(m_model->count() - 1);
        m_model->setEnabled(true);
        m_ready = true;
        check();
    });
    m_planning.setSingleShot(true);
    m_planning.setInterval(kPlanDelay);
    connect(&m_planning, &QTimer::timeout, this, &FineTuneDialog::plan);

    m_data->setText(tr("Counting the sentences…"));
    m_countTicket = workbench.trainingCounts([this](Result<TrainingCounts> counts) {
        m_countTicket = 0;
        if (!counts) {
            m_data->clear(); // the plan will say what is wrong
            return;
        }
        m_counts = *counts;
        m_facts.sentences = counts->train;
        suggest();
        showData(); // also where nothing is suggested
    });
    m_factsTicket = workbench.query<DataFacts>(
        [](store::Reader& reader, std::stop_token stop) { return readDataFacts(reader, stop); },
        [this](const Result<DataFacts>& facts) {
            m_factsTicket = 0;
            if (!facts)
                return;
            m_facts.mentions = facts->mentions;
            m_facts.longSentence = facts->longSentence;
            suggest();
            showData();
        });
    askMachine();
    if (start)
        take(*start, true);
    check();
    m_name->selectAll();
    m_name->setFocus();
}

FineTuneDialog::~FineTuneDialog() {
    for (const auto ticket : {m_ticket, m_countTicket, m_factsTicket, m_planTicket})
        if (ticket)
            m_workbench.forget(ticket);
}

void FineTuneDialog::setModels(ModelStore& store) {
    m_library->show();
    connect(m_library, &QPushButton::clicked, this, [this, &store] {
        auto* dialog = new ModelDialog(store, m_dialogs, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::finished, this, &FineTuneDialog::askMachine);
        dialog->open();
    });
}

void FineTuneDialog::setSeeds(int seeds) {
    m_seeds->setValue(seeds);
    m_seeds->setVisible(seeds > 1);
    m_seeds->setAccessibleName(tr("Runs"));
    m_seeds->setToolTip(tr("They wait in the queue one behind the other. How far they differ by "
                           "their seed alone is what a change has to be measured against."));
}

void FineTuneDialog::askMachine() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.machine([this](Result<Machine> machine) {
        m_ticket = 0;
        if (machine)
            fill(*machine);
        else
            m_banner->showError(machine.error());
    });
}

void FineTuneDialog::showData() {
    if (!m_counts)
        return;
    const TrainingCounts& counts = *m_counts;
    QStringList lines;
    lines << (counts.train == 0
            ? tr("No decided sentence to learn from yet: mark documents as done")
            : counts.validation > 0
            ? tr("%1 sentences to learn from, %2 to choose the best weights by")
                  .arg(number(counts.train), number(counts.validation))
            : tr("%1 sentences; a tenth is held out, since there is no validation split")
                  .arg(number(counts.train)));
    if (!counts.where.isEmpty())
        lines << tr("Only documents with %1").arg(counts.where.join(QStringLiteral(", ")));
    if (counts.undecided > 0)
        lines << tr("%1 undecided sentences are left out").arg(number(counts.undecided));
    if (!m_byHand && m_preset->currentData().toString().isEmpty())
        lines << reasons(m_recipe->recipe());
    m_data->setText(lines.join(QLatin1Char('\n')));
}

void FineTuneDialog::fill(const Machine& machine) {
    const QString before = m_ready ? m_model->currentData().toString() : QString();
    QStringList folders; // chosen by hand
    for (int i = 0; m_ready && i < m_model->count(); ++i)
        if (m_model->itemData(i) == m_model->itemText(i))
            folders << m_model->itemText(i);
    for (const QString& device : machine.devices)
        m_facts.gpu = m_facts.gpu || device.startsWith(QStringLiteral("cuda"));
    // That of a graphics card is not known beforehand; the run cuts its batches where it is short.
    m_facts.memory = m_facts.gpu ? 0 : availableBytes();
    m_models = machine.models;
    m_model->clear();
    for (const QString& folder : folders)
        m_model->addItem(folder, folder);
    for (const ModelChoice& model : machine.models)
        m_model->addItem(model.summary.isEmpty()
                ? model.name
                : model.name % QStringLiteral("  –  ") % model.summary,
            model.name);
    for (const QString& run : m_taken) // whose weights are there; a run without says so
        m_model->addItem(tr("Go on from %1").arg(run), QString(QStringLiteral("run:") % run));
    const int wanted = m_model->findData(QString::fromStdString(m_recipe->recipe().model));
    if (m_byHand && wanted >= 0)
        m_model->setCurrentIndex(wanted);
    if (const int same = m_model->findData(before); !before.isEmpty() && same >= 0)
        m_model->setCurrentIndex(same);
    m_model->setEnabled(m_model->count() > 0);
    m_form->setMachine(machine);
    if (machine.engineProblem)
        m_banner->showError(*machine.engineProblem);
    else if (machine.models.empty() && !m_ready)
        m_banner->showNotice(tr("No model is on this machine. Choose a folder, or download one."));
    else
        m_banner->clear();
    m_ready = m_ready || (!machine.models.empty() && !machine.engineProblem);
    check();
    m_planning.start();
}

void FineTuneDialog::suggest() {
    if (m_byHand)
        return;
    engine::Recipe recipe = suggestRecipe(m_facts, Effort(m_effort->currentData().toInt()));
    if (const QString preset = m_preset->currentData().toString(); !preset.isEmpty())
        if (auto changed = applyPreset(recipe, preset.toStdString()))
            recipe = *changed;
    take(recipe, false);
    showData();
}

void FineTuneDialog::take(const engine::Recipe& recipe, bool byHand) {
    m_recipe->setRecipe(recipe);
    m_form->setRecipe(recipe);
    m_byHand = byHand;
}

void FineTuneDialog::check() {
    QString problem;
    m_form->applied(m_recipe->recipe(), &problem);
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        problem = tr("Give the run a name.");
    else if (m_taken.contains(name))
        problem = tr("There is a run with this name already.");
    m_start->setEnabled(m_ready && problem.isEmpty() && !m_plan->blocks());
    m_start->setToolTip(problem);
    if (!problem.isEmpty())
        m_banner->showNotice(problem);
    else if (m_ready)
        m_banner->clear();
}

void FineTuneDialog::plan() {
    if (!m_ready)
        return;
    if (m_workbench.isTraining()) { // a probe would share the device with the run that trains
        m_plan->showBusy();
        return;
    }
    if (m_planTicket)
        m_workbench.forget(m_planTicket);
    m_plan->showWaiting();
    m_planTicket = m_workbench.planTraining(request(), [this](Result<RunPlan> plan) {
        m_planTicket = 0;
        if (plan)
            m_plan->showPlan(*plan);
        else
            m_plan->showProblem(plan.error());
        check();
    });
}

} // namespace evenspan::ui
