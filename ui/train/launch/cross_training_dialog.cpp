// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/cross_training_dialog.h"

#include "core/app/model/model_library.h"
#include "ui/common/data_table.h"
#include "ui/common/field.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/launch/recipe_source.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <cmath>

namespace evenspan::ui {

CrossTrainingDialog::CrossTrainingDialog(Workbench& workbench, QWidget* parent)
    : SeriesDialog(workbench, false,
        {tr("Cross-training"), tr("Cross-training"), tr("New cross-training…"),
            tr("Start cross-training")},
        parent)
    , m_verdict(new QLabel(this))
    , m_model(new QStandardItemModel(this))
    , m_folds(new DataTable(this))
    , m_name(new QLineEdit(this))
    , m_number(new QSpinBox(this))
    , m_source(new RecipeSource(workbench, this)) {
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_verdict->setAccessibleName(tr("What it found"));
    m_folds->setAccessibleName(tr("Folds"));
    m_folds->setModel(m_model);
    m_folds->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto* shown = new QWidget(this);
    auto* content = new QVBoxLayout(shown);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(space(this, 4));
    content->addWidget(m_verdict);
    content->addWidget(m_folds, 1);
    auto* empty = new EmptyState(QStringLiteral("train"), tr("No cross-training yet"),
        tr("It trains one model for each part of the decided documents, on all the others. Each "
           "part is then judged by a model that never saw it: that is how wrong labels are found."),
        tr("New cross-training…"), this);
    begin(reading(), empty, shown, makeForm());
}

QWidget* CrossTrainingDialog::makeForm() {
    auto* form = new QWidget(this);
    m_number->setRange(2, 100);
    m_number->setValue(5);
    auto* name = new Field(tr("Name"), m_name, form);
    name->setHint(tr("Its runs are called after it: NAME-fold-1, NAME-fold-2, …"));
    auto* number = new Field(tr("Folds"), m_number, form);
    number->setHint(tr("As many runs, and each leaves one part out. Five is usual."));
    auto* row = new QHBoxLayout;
    row->setSpacing(space(this, 4));
    row->addWidget(name, 1, Qt::AlignTop);
    row->addWidget(number, 1, Qt::AlignTop);
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 4));
    column->addWidget(headingLabel(tr("New cross-training"), form));
    column->addLayout(row);
    column->addWidget(m_source);
    column->addStretch();
    connect(m_name, &QLineEdit::textChanged, this, [this] { formChanged(); });
    connect(m_source, &RecipeSource::changed, this, [this] { formChanged(); });
    return form;
}

SeriesDialog::Reading CrossTrainingDialog::reading() {
    return [](store::Reader& reader) -> Result<Found> {
        auto names = kfoldNames(reader);
        if (!names)
            return names.error();
        Found found;
        auto all = std::make_shared<std::vector<KFold>>();
        for (auto name = names->rbegin(); name != names->rend(); ++name) {
            auto kfold = openKFold(reader, *name);
            if (kfold) {
                found.entries.push_back({QString::fromStdString(*name), !kfold->done()});
                all->push_back(std::move(*kfold));
            } else if (kfold.error().code != ErrorCode::NotFound) { // killed before its first fold
                found.broken = kfold.error();
                found.broken->where = *name;
            }
        }
        found.data = std::shared_ptr<const std::vector<KFold>>(std::move(all));
        return found;
    };
}

void CrossTrainingDialog::keep(std::shared_ptr<const void> data) {
    m_all = std::static_pointer_cast<const std::vector<KFold>>(std::move(data));
}

void CrossTrainingDialog::showEntry(std::size_t at) {
    const KFold& kfold = (*m_all)[at];
    std::vector<double> scores;
    std::size_t documents = 0;
    m_model->clear();
    m_model->setHorizontalHeaderLabels(
        {tr("Run"), tr("Documents left out"), tr("F1"), tr("State")});
    bool live = trains(QString::fromStdString(kfold.spec.name)); // the first that is not done
    for (const KFoldFold& fold : kfold.folds) {
        documents += fold.documents.size();
        if (fold.done)
            scores.push_back(fold.f1);
        const auto item = [](const QString& text, bool number) {
            auto* out = new QStandardItem(text);
            if (number)
                out->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            return out;
        };
        m_model->appendRow({item(QString::fromStdString(fold.run), false),
            item(QLocale().toString(qulonglong(fold.documents.size())), true),
            item(fold.done ? QLocale().toString(100 * fold.f1, 'f', 2) : QStringLiteral("–"), true),
            item(fold.done                       ? tr("finished")
                    : std::exchange(live, false) ? tr("training")
                                                 : tr("to be continued"),
                false)});
    }
    for (int column : {1, 2})
        m_model->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_folds->resizeColumnsToContents();
    m_folds->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
    const int done = int(scores.size());
    QStringList lines{tr("%1 of %n folds are done.", nullptr, int(kfold.folds.size())).arg(done)};
    if (done > 1) {
        double mean = 0, square = 0;
        for (const double score : scores)
            mean += score / done;
        for (const double score : scores)
            square += (score - mean) * (score - mean) / (done - 1);
        lines << tr("Their F1 on documents that they never saw is %1 ± %2 (standard deviation).")
                     .arg(QLocale().toString(100 * mean, 'f', 2),
                         QLocale().toString(100 * std::sqrt(square), 'f', 2));
    }
    lines << tr("%n documents take part.", nullptr, int(documents));
    m_verdict->setText(lines.join(tr(" ", "between two sentences")));
}

void CrossTrainingDialog::offer(const QString& run) {
    m_source->choose(run);
}

void CrossTrainingDialog::openForm() {
    QString name = m_name->text().trimmed();
    for (int number = 1; name.isEmpty() || isTaken(name); ++number)
        name = QStringLiteral("cross-%1").arg(number);
    m_name->setText(name);
    m_name->selectAll();
}

bool CrossTrainingDialog::isTaken(const QString& name) const {
    if (m_all)
        for (const KFold& kfold : *m_all)
            if (QString::fromStdString(kfold.spec.name) == name)
                return true;
    for (const QString& run : m_source->takenNames())
        if (run.startsWith(name % QLatin1String("-fold-")))
            return true;
    return false;
}

QString CrossTrainingDialog::refusal() const {
    const QString name = m_name->text().trimmed();
    if (!isModelName(name.toStdString()))
        return tr("A name is made of letters, digits, '.', '_' and '-'.");
    if (isTaken(name))
        return tr("There is a cross-training, or a run, with this name already.");
    return m_source->problem();
}

TrainSeries CrossTrainingDialog::wanted() const {
    KFoldSpec spec;
    spec.name = m_name->text().trimmed().toStdString();
    spec.folds = m_number->value();
    spec.recipe = m_source->recipe();
    return {spec.name, spec, false};
}

QWidget* CrossTrainingDialog::firstField() const {
    return m_name;
}

TrainSeries CrossTrainingDialog::again(const QString& name) const {
    return {name.toStdString(), KFoldSpec{}, true};
}

} // namespace evenspan::ui
