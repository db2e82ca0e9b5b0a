// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/recipe_form.h"

#include "ui/common/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSpinBox>

#include <cmath>

namespace evenspan::ui {

namespace {

void choose(QComboBox* box, const std::string& value) {
    const int at = box->findData(QString::fromStdString(value));
    if (at >= 0)
        box->setCurrentIndex(at);
}

std::string chosen(const QComboBox* box) {
    return box->currentData().toString().toStdString();
}

} // namespace

RecipeForm::RecipeForm(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
    , m_rate(new QComboBox(this))
    , m_epochs(new QSpinBox(this))
    , m_batch(new QSpinBox(this))
    , m_length(new QSpinBox(this))
    , m_warmup(new QSpinBox(this))
    , m_schedule(new QComboBox(this))
    , m_patience(new QSpinBox(this))
    , m_weights(new QComboBox(this))
    , m_precision(new QComboBox(this))
    , m_device(new QComboBox(this))
    , m_seed(new QSpinBox(this))
    , m_deterministic(new QCheckBox(tr("The same bits each time"), this)) {
    m_epochs->setRange(1, 1000);
    m_batch->setRange(1, 4096);
    m_length->setRange(8, 8192);
    m_warmup->setRange(0, 100);
    m_warmup->setSuffix(QStringLiteral(" %"));
    m_patience->setRange(0, 10000);
    m_patience->setSpecialValueText(tr("Never"));
    m_seed->setRange(0, 2147483647);
    m_rate->setEditable(true);
    m_rate->addItems({QStringLiteral("1e-5"), QStringLiteral("2e-5"), QStringLiteral("5e-5"),
        QStringLiteral("1e-4"), QStringLiteral("2e-4"), QStringLiteral("5e-4")});
    m_schedule->addItem(tr("Falls evenly"), QStringLiteral("linear"));
    m_schedule->addItem(tr("Falls like a cosine"), QStringLiteral("cosine"));
    m_schedule->addItem(tr("Stays"), QStringLiteral("constant"));
    m_weights->addItem(tr("All alike"), QStringLiteral("none"));
    m_weights->addItem(tr("Rare ones more"), QStringLiteral("sqrt"));
    m_weights->addItem(tr("Rare ones much more"), QStringLiteral("balanced"));
    m_precision->addItem(tr("Chosen by the machine"), QStringLiteral("auto"));
    m_precision->addItem(tr("Full (fp32)"), QStringLiteral("fp32"));
    m_precision->addItem(tr("Half, wide range (bf16)"), QStringLiteral("bf16"));
    m_precision->addItem(tr("Half (fp16)"), QStringLiteral("fp16"));
    m_device->addItem(tr("Chosen by itself"), QStringLiteral("auto"));

    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space(this, 4));
    m_grid->setVerticalSpacing(space(this, 2));
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(3, 1);
    field(0, 0, tr("Learning rate"), m_rate,
        tr("How far one step moves the weights; 2e-4 suits small models, 5e-5 large ones"));
    field(0, 2, tr("Epochs"), m_epochs, tr("How often every training sentence is seen"));
    field(1, 0, tr("Batch size"), m_batch, tr("Sentences for one step"));
    field(1, 2, tr("Window length"), m_length,
        tr("Sub-words that are read at once; longer sentences are cut into overlapping windows"));
    field(2, 0, tr("Warm-up"), m_warmup, tr("Share of the steps in which the rate rises"));
    field(2, 2, tr("Then the rate"), m_schedule, tr("How the rate falls after the warm-up"));
    field(3, 0, tr("Stop early after"), m_patience,
        tr("Evaluations without a better score before the run stops by itself"));
    field(3, 2, tr("Labels count"), m_weights,
        tr("Whether rare labels weigh more in what is learnt: finds more of them, with more false "
           "finds"));
    field(4, 0, tr("Precision"), m_precision,
        tr("How exactly numbers are kept while training; half is faster where the machine has it"));
    field(4, 2, tr("Device"), m_device, tr("Where the arithmetic is done"));
    field(5, 0, tr("Seed"), m_seed,
        tr("The same seed gives the same shuffling and the same first weights"));
    m_deterministic->setToolTip(
        tr("On the same processor the same recipe gives the same weights, bit for bit"));
    m_deterministic->setAccessibleDescription(m_deterministic->toolTip());
    m_grid->addWidget(m_deterministic, 5, 2, 1, 2);
    m_grid->setRowStretch(6, 1);

    const auto tell = [this] {
        if (!m_filling)
            Q_EMIT changed();
    };
    connect(m_rate, &QComboBox::editTextChanged, this, tell);
    for (QSpinBox* box : {m_epochs, m_batch, m_length, m_warmup, m_patience, m_seed})
        connect(box, &QSpinBox::valueChanged, this, tell);
    for (QComboBox* box : {m_schedule, m_weights, m_precision, m_device})
        connect(box, &QComboBox::currentIndexChanged, this, tell);
    connect(m_deterministic, &QCheckBox::toggled, this, tell);
    setRecipe({});
}

void RecipeForm::field(
    int row, int column, const QString& text, QWidget* widget, const QString& tip) {
    auto* label = new QLabel(text, this);
    label->setBuddy(widget);
    label->setToolTip(tip);
    widget->setToolTip(tip);
    widget->setAccessibleName(text);
    widget->setAccessibleDescription(tip);
    m_grid->addWidget(label, row, column);
    m_grid->addWidget(widget, row, column + 1);
}

void RecipeForm::setMachine(const Machine& machine) {
    m_filling = true;
    for (int i = 0; i < machine.devices.size(); ++i)
        if (m_device->findData(machine.devices[i]) < 0)
            m_device->addItem(machine.deviceNames.value(i, machine.devices[i]), machine.devices[i]);
    m_filling = false;
}

void RecipeForm::setRecipe(const engine::Recipe& recipe) {
    m_filling = true;
    bool same = false;
    if (m_rate->currentText().toDouble(&same) != recipe.learning_rate || !same)
        m_rate->setEditText(QString::number(recipe.learning_rate, 'g', 6)
                                .replace(QStringLiteral("e-0"), QStringLiteral("e-")));
    m_epochs->setValue(int(std::ceil(recipe.epochs)));
    m_batch->setValue(int(recipe.batch_size));
    m_length->setValue(int(recipe.max_length));
    m_warmup->setValue(int(std::lround(100 * recipe.warmup_ratio)));
    m_patience->setValue(int(recipe.early_stopping_patience));
    m_seed->setValue(int(recipe.seed));
    choose(m_schedule, recipe.schedule);
    choose(m_weights, recipe.class_weights);
    choose(m_precision, recipe.precision);
    choose(m_device, recipe.device);
    m_deterministic->setChecked(recipe.deterministic);
    m_filling = false;
}

engine::Recipe RecipeForm::applied(engine::Recipe recipe, QString* problem) const {
    bool right = false;
    const double rate = m_rate->currentText().toDouble(&right);
    if (!right || rate <= 0 || rate > 1)
        *problem = tr("The learning rate is a number above 0 and at most 1, such as 2e-4.");
    else
        recipe.learning_rate = rate;
    // A share or a part of an epoch that stands in a recipe is not rounded by being shown.
    if (m_epochs->value() != int(std::ceil(recipe.epochs)))
        recipe.epochs = m_epochs->value();
    if (m_warmup->value() != int(std::lround(100 * recipe.warmup_ratio)))
        recipe.warmup_ratio = m_warmup->value() / 100.0;
    if (m_seed->value() != int(recipe.seed))
        recipe.seed = m_seed->value();
    recipe.batch_size = m_batch->value();
    recipe.max_length = m_length->value();
    recipe.early_stopping_patience = m_patience->value();
    recipe.schedule = chosen(m_schedule);
    recipe.class_weights = chosen(m_weights);
    recipe.precision = chosen(m_precision);
    recipe.device = chosen(m_device);
    recipe.deterministic = m_deterministic->isChecked();
    return recipe;
}

} // namespace evenspan::ui
