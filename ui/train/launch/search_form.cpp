// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/search_form.h"

#include "core/app/model/model_library.h"
#include "core/app/search/train_series.h"
#include "ui/common/data_table.h"
#include "ui/common/error_text.h"
#include "ui/common/field.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/launch/recipe_source.h"
#include "ui/train/launch/recipe_texts.h"
#include "ui/train/launch/search_space_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QStandardItemModel>

namespace evenspan::ui {

namespace {
constexpr int kSuggested = 2; // keys that are ticked at first: they matter most
constexpr int kHalving = 100; // of the samplers' list: at random, with pruning
} // namespace

SearchForm::SearchForm(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_name(new QLineEdit(this))
    , m_source(new RecipeSource(workbench, this))
    , m_keys(new QStandardItemModel(this))
    , m_table(new DataTable(this))
    , m_sampler(new QComboBox(this))
    , m_trials(new QSpinBox(this))
    , m_minutes(new QSpinBox(this))
    , m_finalists(new QSpinBox(this))
    , m_seeds(new QSpinBox(this))
    , m_pruning(new QCheckBox(tr("Stop weak trials early"), this))
    , m_total(mutedLabel({}, this)) {
    m_sampler->addItem(tr("Learns from the trials (TPE)"), int(search::SamplerKind::Tpe));
    m_sampler->addItem(tr("At random"), int(search::SamplerKind::Random));
    m_sampler->addItem(tr("Every combination (grid)"), int(search::SamplerKind::Grid));
    m_sampler->addItem(tr("At random, the weaker stop early (halving)"), kHalving);
    const auto range = [](QSpinBox* box, int low, int high, int value) {
        box->setRange(low, high);
        box->setValue(value);
    };
    range(m_trials, 0, 10'000, 20);
    m_trials->setSpecialValueText(tr("no limit"));
    range(m_minutes, 0, 100'000, 0);
    m_minutes->setSpecialValueText(tr("no limit"));
    range(m_finalists, 0, 20, 2);
    m_finalists->setSpecialValueText(tr("none"));
    range(m_seeds, 1, 20, 3);
    m_keys->setHorizontalHeaderLabels({tr("Setting"), tr("Values to try")});
    m_table->setModel(m_keys);
    m_table->setAccessibleName(tr("Settings to try"));
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
        | QAbstractItemView::AnyKeyPressed);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_pruning->setAccessibleName(m_pruning->text());
    m_total->setWordWrap(true);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(ui::space(this, 4));
    grid->setVerticalSpacing(ui::space(this, 3));
    auto* finalists = new Field(tr("Finalists"), m_finalists, this);
    finalists->setHint(tr("The best trials, trained again with other seeds"));
    auto* minutes = new Field(tr("Minutes at most"), m_minutes, this);
    grid->addWidget(new Field(tr("Way of searching"), m_sampler, this), 0, 0, Qt::AlignTop);
    grid->addWidget(new Field(tr("Trials at most"), m_trials, this), 0, 1, Qt::AlignTop);
    grid->addWidget(minutes, 0, 2, Qt::AlignTop);
    grid->addWidget(m_pruning, 1, 0, Qt::AlignTop);
    grid->addWidget(finalists, 1, 1, Qt::AlignTop);
    grid->addWidget(new Field(tr("Seeds of each"), m_seeds, this), 1, 2, Qt::AlignTop);
    for (int column = 0; column < 3; ++column)
        grid->setColumnStretch(column, 1);
    auto* top = new QHBoxLayout;
    top->setSpacing(ui::space(this, 4));
    top->addWidget(new Field(tr("Name"), m_name, this), 1, Qt::AlignTop);
    top->addWidget(m_source, 2, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::space(this, 4));
    column->addWidget(headingLabel(tr("New search"), this));
    column->addLayout(top);
    column->addWidget(m_table, 1);
    column->addWidget(mutedLabel(
        tr("A list, as 8, 16, 32, or a range, as 1e-5 .. 1e-3; log behind a range draws it evenly "
           "in the logarithm."),
        this));
    column->addLayout(grid);
    column->addWidget(m_total);

    connect(m_source, &RecipeSource::changed, this, [this] {
        suggest();
        showTotal();
        Q_EMIT changed();
    });
    connect(m_keys, &QStandardItemModel::itemChanged, this, [this] {
        if (m_filling)
            return;
        m_byHand = true;
        showTotal();
        Q_EMIT changed();
    });
    connect(m_name, &QLineEdit::textChanged, this, &SearchForm::changed);
    connect(m_sampler, &QComboBox::currentIndexChanged, this, [this] {
        const bool halving = m_sampler->currentData().toInt() == kHalving;
        m_pruning->setEnabled(!halving);
        if (halving)
            m_pruning->setChecked(true);
        showTotal();
        Q_EMIT changed();
    });
    for (QSpinBox* box : {m_trials, m_minutes, m_finalists, m_seeds})
        connect(box, &QSpinBox::valueChanged, this, [this] {
            showTotal();
            Q_EMIT changed();
        });
    suggest();
    showTotal();
}

void SearchForm::suggest() {
    if (m_byHand)
        return;
    const engine::Recipe recipe = m_source->recipe();
    const SpaceRows rows = suggestedSpace(recipe.learning_rate, recipe.epochs, recipe.batch_size);
    m_filling = true;
    m_keys->setRowCount(0);
    for (const auto& [key, values] : rows) {
        auto* name = new QStandardItem(key);
        name->setCheckable(true);
        name->setEditable(false);
        name->setCheckState(m_keys->rowCount() < kSuggested ? Qt::Checked : Qt::Unchecked);
        for (const engine::RecipeKey& known : engine::recipeKeys())
            if (QString::fromStdString(known.name) == key)
                name->setToolTip(recipeMeaning(known));
        auto* value = new QStandardItem(values);
        value->setData(tr("Values to try of %1").arg(key), Qt::AccessibleTextRole);
        m_keys->appendRow({name, value});
    }
    m_table->resizeColumnToContents(0);
    m_filling = false;
}

void SearchForm::open(const QStringList& searches) {
    m_taken = searches;
    QString name = m_name->text().trimmed();
    for (int number = 1; name.isEmpty() || isTaken(name); ++number)
        name = QStringLiteral("search-%1").arg(number);
    m_name->setText(name);
    m_name->selectAll();
}

bool SearchForm::isTaken(const QString& name) const {
    if (m_taken.contains(name))
        return true;
    for (const QString& run : m_source->takenNames())
        if (run.startsWith(name % QLatin1Char('-')))
            return true;
    return false;
}

Result<search::Space> SearchForm::space() const {
    SpaceRows rows;
    for (int row = 0; row < m_keys->rowCount(); ++row)
        if (m_keys->item(row, 0)->checkState() == Qt::Checked)
            rows.emplace_back(m_keys->item(row, 0)->text(), m_keys->item(row, 1)->text());
    auto json = spaceJson(rows);
    if (!json)
        return json.error();
    return search::spaceFromJson(*json);
}

QString SearchForm::refusal() const {
    const QString name = m_name->text().trimmed();
    if (!isModelName(name.toStdString()))
        return tr("A name is made of letters, digits, '.', '_' and '-'.");
    if (isTaken(name))
        return tr("There is a search, or a run, with this name already.");
    if (const auto found = space(); !found) {
        if (found.error().code == ErrorCode::Empty)
            return tr("Tick at least one setting to try.");
        return tr("%1: these values cannot be tried. %2")
            .arg(QString::fromStdString(found.error().where),
                tr("Give a list, as 8, 16, 32, or a range, as 1e-5 .. 1e-3 log."));
    }
    if (m_trials->value() == 0 && m_minutes->value() == 0
        && m_sampler->currentData().toInt() != int(search::SamplerKind::Grid))
        return tr("Give it an end: a number of trials, or a time.");
    return m_source->problem();
}

search::StudySpec SearchForm::spec() const {
    search::StudySpec out;
    out.name = m_name->text().trimmed().toStdString();
    if (auto found = space())
        out.space = std::move(*found);
    out.base = m_source->recipe();
    const int sampler = m_sampler->currentData().toInt();
    out.sampler = sampler == kHalving ? search::SamplerKind::Random : search::SamplerKind(sampler);
    out.pruning = m_pruning->isChecked();
    out.runs = m_trials->value();
    out.seconds = 60.0 * m_minutes->value();
    out.finalists = m_finalists->value();
    out.seeds = m_seeds->value();
    return out;
}

void SearchForm::showTotal() {
    search::Study study;
    study.spec = spec();
    const auto all = studyProgress(study).second;
    m_total->setText(all > 0
            ? tr("%n runs at most, the repeats of the finalists and of the recipe as it is among "
                 "them.",
                nullptr, int(all))
            : tr("It ends when its time is over."));
}

} // namespace evenspan::ui
