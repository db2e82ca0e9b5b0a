// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/fine_tune_dialog.h"

#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QComboBox>
#include <QGridLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QSpinBox>

namespace evenspan::ui {

namespace {

QString freeName(const QStringList& taken) {
    for (int i = int(taken.size()) + 1;; ++i)
        if (const QString name = QStringLiteral("run-%1").arg(i); !taken.contains(name))
            return name;
}

} // namespace

FineTuneDialog::FineTuneDialog(
    Workbench& workbench, FileDialogs& dialogs, const QStringList& takenNames, QWidget* parent)
    : QDialog(parent)
    , m_workbench(workbench)
    , m_dialogs(dialogs)
    , m_taken(takenNames)
    , m_banner(new ErrorBanner(this))
    , m_name(new QLineEdit(freeName(takenNames), this))
    , m_model(new QComboBox(this))
    , m_device(new QComboBox(this))
    , m_epochs(new QSpinBox(this))
    , m_rate(new QComboBox(this))
    , m_batch(new QSpinBox(this))
    , m_precision(new QComboBox(this))
    , m_seed(new QSpinBox(this))
    , m_data(mutedLabel({}, this))
    , m_start(primaryButton(tr("Start training"), this)) {
    setWindowTitle(tr("Fine-tune a model"));
    setMinimumWidth(space(this, 150));
    m_epochs->setRange(1, 1000);
    m_epochs->setValue(4);
    m_batch->setRange(1, 1024);
    m_batch->setValue(16);
    m_seed->setRange(0, 2147483647);
    m_seed->setValue(42);
    m_rate->setEditable(true);
    m_rate->addItems({QStringLiteral("1e-5"), QStringLiteral("2e-5"), QStringLiteral("5e-5"),
        QStringLiteral("1e-4"), QStringLiteral("2e-4"), QStringLiteral("5e-4")});
    m_rate->setCurrentIndex(4);
    m_precision->addItem(tr("Chosen by the machine"), QStringLiteral("auto"));
    m_precision->addItem(tr("Full (fp32)"), QStringLiteral("fp32"));
    m_precision->addItem(tr("Half, wide range (bf16)"), QStringLiteral("bf16"));
    m_precision->addItem(tr("Half (fp16)"), QStringLiteral("fp16"));
    m_device->addItem(tr("Chosen by itself"), QStringLiteral("auto"));
    m_model->addItem(tr("Looking for models…"));
    m_model->setEnabled(false);
    m_data->setWordWrap(true);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space(this, 4));
    grid->setVerticalSpacing(space(this, 2));
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    grid->setColumnMinimumWidth(1, space(this, 40));
    grid->setColumnMinimumWidth(3, space(this, 40));
    const auto field = [&](int row, int column, int span, const QString& text, QWidget* widget,
                           const QString& tip) {
        auto* label = new QLabel(text, this);
        label->setBuddy(widget);
        label->setToolTip(tip);
        widget->setToolTip(tip);
        widget->setAccessibleName(text);
        widget->setAccessibleDescription(tip);
        grid->addWidget(label, row, column);
        grid->addWidget(widget, row, column + 1, 1, span);
    };
    field(0, 0, 3, tr("Name"), m_name,
        tr("How this run is called in the list and on the command line"));
    auto* folder = new QPushButton(tr("Folder…"), this);
    folder->setAccessibleName(tr("Take a model from a folder"));
    folder->setToolTip(tr("A folder with config.json, tokenizer files and model.safetensors"));
    folder->setAutoDefault(false);
    field(1, 0, 3, tr("Model"), m_model,
        tr("The encoder that learns; it was trained on plain text before"));
    grid->removeWidget(m_model);
    auto* modelRow = new QHBoxLayout;
    modelRow->setSpacing(space(this, 2));
    modelRow->addWidget(m_model, 1);
    modelRow->addWidget(folder);
    grid->addLayout(modelRow, 1, 1, 1, 3);
    field(2, 0, 1, tr("Epochs"), m_epochs, tr("How often every training sentence is seen"));
    field(2, 2, 1, tr("Learning rate"), m_rate,
        tr("How far one step moves the weights; 2e-4 suits small models, 5e-5 large ones"));
    field(3, 0, 1, tr("Batch size"), m_batch, tr("Sentences for one step"));
    field(3, 2, 1, tr("Precision"), m_precision,
        tr("How exactly numbers are kept while training; half is faster where the machine has it"));
    field(4, 0, 1, tr("Seed"), m_seed,
        tr("The same seed gives the same shuffling and the same first weights"));
    field(4, 2, 1, tr("Device"), m_device, tr("Where the arithmetic is done"));

    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    m_start->setDefault(true);
    m_start->setAccessibleName(m_start->text());
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_data, 1);
    foot->addWidget(cancel);
    foot->addWidget(m_start);
    auto* column = new QVBoxLayout(this);
    const int margin = space(this, 6);
    column->setContentsMargins(margin, margin, margin, space(this, 5));
    column->setSpacing(space(this, 4));
    column->addWidget(titleLabel(tr("Fine-tune a model"), this));
    column->addWidget(m_banner);
    column->addLayout(grid);
    column->addWidget(new Hairline(this));
    column->addLayout(foot);

    m_data->setText(tr("Counting the sentences…"));
    m_countTicket = workbench.trainingCounts([this](Result<TrainingCounts> counts) {
        m_countTicket = 0;
        if (counts)
            showCounts(*counts);
        else
            m_data->clear(); // the run itself will say what is wrong
    });

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_name, &QLineEdit::textChanged, this, &FineTuneDialog::check);
    connect(m_rate, &QComboBox::editTextChanged, this, &FineTuneDialog::check);
    connect(folder, &QPushButton::clicked, this, [this] {
        const QString path = m_dialogs.openFolder(this, tr("Folder of the model"));
        if (path.isEmpty())
            return;
        m_model->addItem(path, path);
        m_model->setCurrentIndex(m_model->count() - 1);
        m_model->setEnabled(true);
        m_ready = true;
        check();
    });
    m_ticket = workbench.machine([this](Result<Machine> machine) {
        m_ticket = 0;
        if (machine)
            fill(*machine);
        else
            m_banner->showError(machine.error());
    });
    check();
    m_name->selectAll();
    m_name->setFocus();
}

FineTuneDialog::~FineTuneDialog() {
    for (const auto ticket : {m_ticket, m_countTicket})
        if (ticket)
            m_workbench.forget(ticket);
}

void FineTuneDialog::showCounts(const TrainingCounts& counts) {
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
    m_data->setText(lines.join(QLatin1Char('\n')));
}

void FineTuneDialog::fill(const Machine& machine) {
    if (m_ready) // a folder was chosen meanwhile
        m_model->insertSeparator(0);
    else
        m_model->clear();
    for (const ModelChoice& model : machine.models)
        m_model->addItem(model.summary.isEmpty()
                ? model.name
                : model.name % QStringLiteral("  –  ") % model.summary,
            model.name);
    m_model->setEnabled(m_model->count() > 0);
    for (int i = 0; i < machine.devices.size(); ++i)
        m_device->addItem(machine.deviceNames.value(i, machine.devices[i]), machine.devices[i]);
    if (machine.engineProblem)
        m_banner->showError(*machine.engineProblem);
    else if (machine.models.empty() && !m_ready)
        m_banner->showNotice(tr("No model is on this machine. Choose a folder, or add one with "
                                "“evenspan-cli models download”."));
    m_ready = m_ready || (!machine.models.empty() && !machine.engineProblem);
    check();
}

void FineTuneDialog::check() {
    bool rateRight = false;
    const double rate = m_rate->currentText().toDouble(&rateRight);
    const QString name = m_name->text().trimmed();
    QString problem;
    if (name.isEmpty())
        problem = tr("Give the run a name.");
    else if (m_taken.contains(name))
        problem = tr("There is a run with this name already.");
    else if (!rateRight || rate <= 0 || rate > 1)
        problem = tr("The learning rate is a number above 0 and at most 1, such as 2e-4.");
    m_start->setEnabled(m_ready && problem.isEmpty());
    m_start->setToolTip(problem);
    if (!problem.isEmpty())
        m_banner->showNotice(problem);
    else if (m_ready)
        m_banner->clear();
}

TrainRequest FineTuneDialog::request() const {
    QJsonObject recipe{{QStringLiteral("epochs"), m_epochs->value()},
        {QStringLiteral("learning_rate"), m_rate->currentText().toDouble()},
        {QStringLiteral("batch_size"), m_batch->value()},
        {QStringLiteral("precision"), m_precision->currentData().toString()},
        {QStringLiteral("seed"), m_seed->value()},
        {QStringLiteral("device"), m_device->currentData().toString()}};
    return {m_name->text().trimmed(), m_model->currentData().toString(),
        QJsonDocument(recipe).toJson(QJsonDocument::Compact)};
}

} // namespace evenspan::ui
