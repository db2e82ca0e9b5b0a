// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/recipe_source.h"

#include "core/app/model/compute_plan.h"
#include "core/app/runs/data_facts.h"
#include "ui/common/error_text.h"
#include "ui/common/field.h"
#include "ui/common/theme.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace evenspan::ui {

namespace {
constexpr int kEfforts = 3; // the first entries of the list
} // namespace

RecipeSource::RecipeSource(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_from(new QComboBox(this))
    , m_model(new QComboBox(this))
    , m_fromField(new Field(tr("Recipe"), m_from, this)) {
    m_from->addItem(tr("Made from the data, quick"));
    m_from->addItem(tr("Made from the data, balanced"));
    m_from->addItem(tr("Made from the data, thorough"));
    m_from->setCurrentIndex(int(Effort::Balanced));
    for (QComboBox* box : {m_from, m_model}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(20);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space(this, 4));
    row->addWidget(m_fromField, 1, Qt::AlignTop);
    row->addWidget(new Field(tr("Model"), m_model, this), 1, Qt::AlignTop);
    connect(m_from, &QComboBox::currentIndexChanged, this, [this] {
        showModel();
        Q_EMIT changed();
    });
    connect(m_model, &QComboBox::currentIndexChanged, this, &RecipeSource::changed);
    m_counts = workbench.trainingCounts([this](const Result<TrainingCounts>& counts) {
        m_counts = 0;
        if (counts)
            m_facts.sentences = counts->train + counts->validation;
        Q_EMIT changed();
    });
    m_data = workbench.query<DataFacts>(
        [](store::Reader& reader, std::stop_token stop) { return readDataFacts(reader, stop); },
        [this](const Result<DataFacts>& facts) {
            m_data = 0;
            if (facts) {
                m_facts.mentions = facts->mentions;
                m_facts.longSentence = facts->longSentence;
            }
            Q_EMIT changed();
        });
    m_runs = workbench.runs([this](const Result<std::vector<store::RunRow>>& runs) {
        m_runs = 0;
        if (runs)
            fillRuns(*runs);
        Q_EMIT changed();
    });
    m_machine = workbench.machine([this](const Result<Machine>& machine) {
        m_machine = 0;
        if (machine)
            fillModels(*machine);
        else
            m_engineProblem = machine.error();
        Q_EMIT changed();
    });
}

RecipeSource::~RecipeSource() {
    for (const auto ticket : {m_counts, m_data, m_runs, m_machine})
        if (ticket)
            m_workbench.forget(ticket);
}

void RecipeSource::fillRuns(const std::vector<store::RunRow>& runs) {
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) { // the newest first
        const QString name = QString::fromStdString(run->name);
        m_taken << name;
        auto recipe = engine::recipeFromJson(run->recipe);
        if (!recipe)
            continue;
        m_recipes.push_back(std::move(*recipe));
        m_from->addItem(tr("As run %1").arg(name), name);
    }
    choose(m_wanted);
}

void RecipeSource::choose(const QString& run) {
    m_wanted = run;
    if (const int at = m_from->findData(run); !run.isEmpty() && at >= 0)
        m_from->setCurrentIndex(at);
}

void RecipeSource::fillModels(const Machine& machine) {
    m_engineProblem = machine.engineProblem;
    m_facts.gpu = machine.devices.size() > 1;
    m_facts.memory = m_facts.gpu ? 0 : availableBytes();
    m_models = machine.models;
    showModel();
}

// A run's recipe brings its model along; it can still be another one.
void RecipeSource::showModel() {
    const QString before = m_model->currentData().toString();
    m_model->clear();
    for (const ModelChoice& model : m_models)
        m_model->addItem(model.name, model.name);
    QString wanted = before;
    if (const int at = m_from->currentIndex() - kEfforts; at >= 0) {
        wanted = QString::fromStdString(m_recipes[std::size_t(at)].model);
        if (m_model->findData(wanted) < 0)
            m_model->addItem(wanted, wanted);
    }
    if (const int at = m_model->findData(wanted); at >= 0)
        m_model->setCurrentIndex(at);
}

QString RecipeSource::problem() const {
    if (m_engineProblem)
        return errorText(*m_engineProblem).what;
    if (m_counts || m_runs || m_machine)
        return tr("Models and runs are being read.");
    return m_model->count() == 0 ? tr("There is no model to start from: add one to the library.")
                                 : QString();
}

engine::Recipe RecipeSource::recipe() const {
    const int at = m_from->currentIndex();
    engine::Recipe out;
    if (at >= kEfforts) {
        out = m_recipes[std::size_t(at - kEfforts)];
    } else {
        RecipeFacts facts = m_facts;
        for (const ModelChoice& model : m_models)
            if (model.name == m_model->currentData().toString())
                facts.hidden = model.hidden;
        out = suggestRecipe(facts, Effort(at));
    }
    if (m_model->currentIndex() >= 0)
        out.model = m_model->currentData().toString().toStdString();
    return out;
}

} // namespace evenspan::ui
