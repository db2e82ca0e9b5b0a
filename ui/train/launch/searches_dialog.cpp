// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/searches_dialog.h"

#include "core/app/search/importance.h"
#include "core/app/search/train_study.h"
#include "ui/common/data_table.h"
#include "ui/common/plot.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/launch/search_form.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLocale>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <limits>
#include <nlohmann/json.hpp>

namespace evenspan::ui {

namespace {

using search::Study;
using search::Trial;
using search::TrialState;

// Six keys are as many as a search of this size can tell apart.
constexpr int kMostKeys = 6;
constexpr int kSortRole = Qt::UserRole + 1;

QString points(double share) {
    return QLocale().toString(100 * share, 'f', 2);
}

// A score as people read it; a loss as it is.
QString valueText(const Study& study, double value) {
    return study.spec.base.best_metric == "loss" ? QLocale().toString(-value, 'f', 4)
                                                 : points(value);
}

} // namespace

SearchesDialog::SearchesDialog(Workbench& workbench, QWidget* parent)
    : SeriesDialog(workbench, true,
        {tr("Searches"), tr("Search"), tr("New search…"), tr("Start search")}, parent)
    , m_verdict(new QLabel(this))
    , m_history(new Plot(this))
    , m_importance(new QGridLayout)
    , m_model(new QStandardItemModel(this))
    , m_trials(new DataTable(this))
    , m_form(new SearchForm(workbench, this)) {
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_verdict->setAccessibleName(tr("What it found"));
    m_history->setAccessibleName(tr("Score of each trial"));
    m_values = m_history->addLine(tr("Trial"), 0, true);
    m_best = m_history->addLine(tr("Best so far"));
    m_trials->setAccessibleName(tr("Trials"));
    m_model->setSortRole(kSortRole);
    m_trials->setModel(m_model);
    m_trials->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_trials->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    m_trials->setSortingEnabled(true);
    m_importance->setHorizontalSpacing(space(this, 3));
    m_importance->setVerticalSpacing(space(this, 2));
    m_importance->setColumnStretch(1, 1);

    auto* right = new QVBoxLayout;
    right->setSpacing(space(this, 2));
    right->addWidget(headingLabel(tr("What mattered"), this));
    right->addLayout(m_importance);
    right->addWidget(mutedLabel(tr("In the ranges that were tried"), this));
    right->addStretch();
    auto* middle = new QHBoxLayout;
    middle->setSpacing(space(this, 6));
    middle->addWidget(m_history, 2);
    middle->addLayout(right, 1);
    auto* shown = new QWidget(this);
    auto* content = new QVBoxLayout(shown);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(space(this, 4));
    content->addWidget(m_verdict);
    content->addLayout(middle, 3);
    content->addWidget(m_trials, 2);
    connect(m_form, &SearchForm::changed, this, [this] { formChanged(); });
    auto* empty = new EmptyState(QStringLiteral("train"), tr("No searches yet"),
        tr("A search tries recipes and tests whether the best is better than chance. It may take "
           "hours, can be stopped, and goes on where it was."),
        tr("New search…"), this);
    begin(reading(), empty, shown, m_form);
}

SeriesDialog::Reading SearchesDialog::reading() {
    return [](store::Reader& reader) -> Result<Found> {
        auto names = search::studyNames(reader);
        if (!names)
            return names.error();
        Found found;
        auto all = std::make_shared<std::vector<Study>>();
        for (auto name = names->rbegin(); name != names->rend(); ++name) {
            auto study = search::openStudy(reader, *name);
            if (study) {
                found.entries.push_back({QString::fromStdString(*name), !study->done});
                all->push_back(std::move(*study));
            }
            // One that was killed before its first trial has a name and nothing else.
            else if (study.error().code != ErrorCode::NotFound) {
                found.broken = study.error();
                found.broken->where = *name;
            }
        }
        found.data = std::shared_ptr<const std::vector<Study>>(std::move(all));
        return found;
    };
}

void SearchesDialog::keep(std::shared_ptr<const void> data) {
    m_studies = std::static_pointer_cast<const std::vector<Study>>(std::move(data));
}

void SearchesDialog::showEntry(std::size_t at) {
    showStudy((*m_studies)[at]);
}

void SearchesDialog::openForm() {
    QStringList names;
    for (std::size_t at = 0; m_studies && at < m_studies->size(); ++at)
        names << QString::fromStdString((*m_studies)[at].spec.name);
    m_form->open(names);
}

QString SearchesDialog::refusal() const {
    return m_form->refusal();
}

TrainSeries SearchesDialog::wanted() const {
    const search::StudySpec spec = m_form->spec();
    return {spec.name, spec, false};
}

QWidget* SearchesDialog::firstField() const {
    return m_form->name();
}

TrainSeries SearchesDialog::again(const QString& name) const {
    return {name.toStdString(), search::StudySpec{}, true};
}

QStringList SearchesDialog::sentences(const Study& study) {
    QStringList out;
    const Trial* best = study.winner();
    if (!best)
        return {tr("No trial has come to its end yet.")};
    const int finished = int(study.ranking().size());
    out << tr("The best of %n finished trials is %1.", nullptr, finished)
               .arg(QString::fromStdString(best->run));
    if (!study.done)
        out << tr("The search is not at its end.");
    if (!study.gain) {
        out << tr("Its gain over the recipe as it was is not tested: the best of many is better by "
                  "chance alone.");
        return out;
    }
    const search::Gain& gain = *study.gain;
    out << tr("On %n documents of the split %1 it scores F1 %2, the recipe as it was %3.", nullptr,
        int(gain.documents))
               .arg(QString::fromStdString(gain.split), points(gain.winner), points(gain.standard));
    const QString text = gain.proven()
        ? tr("That is more than chance: the difference of %1 points lies between %2 and %3 (95 %).")
        : gain.high < 0
        ? tr("That is worse: the difference of %1 points lies between %2 and %3 (95 %).")
        : tr("That may be chance: the difference of %1 points lies between %2 and %3 (95 %).");
    out << text.arg(points(gain.winner - gain.standard), points(gain.low), points(gain.high));
    if (gain.split == "validation")
        out << tr("The documents that tested it are those that chose it, so its score is too "
                  "high. Decide some test documents for an honest answer.");
    return out;
}

void SearchesDialog::showStudy(const Study& study) {
    m_verdict->setText(sentences(study).join(tr(" ", "between two sentences")));
    const bool loss = study.spec.base.best_metric == "loss";
    m_history->setAxisNames(tr("Trial"), loss ? tr("Loss") : tr("F1 in percent"));
    QVector<double> x, y, bestX, bestY;
    for (const Trial& trial : study.trials) {
        if (trial.state != TrialState::Complete && trial.state != TrialState::Pruned)
            continue;
        const double shown = loss ? -trial.value : 100 * trial.value;
        x << double(trial.number + 1);
        y << shown;
        if (trial.state != TrialState::Complete)
            continue;
        const double before = bestY.isEmpty() ? shown : bestY.last();
        bestX << double(trial.number + 1);
        bestY << (loss ? std::min(before, shown) : std::max(before, shown));
    }
    m_history->setData(m_values, x, y);
    m_history->setData(m_best, bestX, bestY);
    m_history->pick(m_best); // the trials stand faint behind it
    m_history->fit();
    m_history->refresh();
    showImportance(study);
    showTrials(study);
}

void SearchesDialog::showImportance(const Study& study) {
    while (QLayoutItem* item = m_importance->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto found = search::importance(study.spec.space, study.observations(), study.spec.seed);
    int row = 0;
    for (const auto& [key, share] : found) {
        if (row == kMostKeys)
            break;
        const QString name = QString::fromStdString(key);
        const QString text = tr("%1 %").arg(QLocale().toString(100 * share, 'f', 0));
        auto* bar = new ProgressStrip(this);
        bar->setShare(share);
        bar->setAccessibleName(tr("%1: %2").arg(name, text));
        auto* number = new QLabel(text, this);
        number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_importance->addWidget(new QLabel(name, this), row, 0);
        m_importance->addWidget(bar, row, 1, Qt::AlignVCenter);
        m_importance->addWidget(number, row, 2);
        ++row;
    }
}

void SearchesDialog::showTrials(const Study& study) {
    const auto& parameters = study.spec.space.parameters;
    const bool loss = study.spec.base.best_metric == "loss";
    QStringList names{tr("Run"), tr("State"), loss ? tr("Loss") : tr("F1")};
    for (const auto& parameter : parameters)
        names << QString::fromStdString(parameter.key);
    const bool live = trains(QString::fromStdString(study.spec.name));
    const auto stateText = [live](TrialState state) {
        switch (state) {
        case TrialState::Running:
            return live ? tr("training") : tr("to be continued");
        case TrialState::Complete:
            return tr("finished");
        case TrialState::Pruned:
            return tr("stopped early");
        case TrialState::Failed:
            return tr("failed");
        case TrialState::OutOfTime:
            break;
        }
        return tr("out of time");
    };
    m_model->clear();
    m_trials->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    m_model->setHorizontalHeaderLabels(names);
    std::vector<const Trial*> order = study.ranking();
    for (const Trial& trial : study.trials)
        if (trial.state != TrialState::Complete)
            order.push_back(&trial);
    const Trial* winner = study.winner();
    for (const Trial* trial : order) {
        const auto point = search::pointToJson(study.spec.space, trial->point);
        QList<QStandardItem*> row;
        const auto put = [&](const QString& text, const QVariant& sorted) {
            auto* item = new QStandardItem(text);
            item->setData(sorted, kSortRole);
            if (sorted.typeId() == QMetaType::Double)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            if (trial == winner) {
                QFont font = m_trials->font();
                font.setWeight(QFont::DemiBold);
                item->setFont(font);
            }
            row << item;
        };
        put(QString::fromStdString(trial->run), double(trial->number));
        row.first()->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        const QString failure = QString::fromStdString(trial->failure);
        const QString state = stateText(trial->state);
        put(failure.isEmpty() ? state : tr("%1: %2").arg(state, failure), state);
        const bool none = trial->evaluations.empty() || trial->state == TrialState::Running;
        put(none ? QStringLiteral("–") : valueText(study, trial->value),
            none ? -std::numeric_limits<double>::infinity()
                 : (loss ? -trial->value : trial->value));
        for (const auto& parameter : parameters) {
            const auto& value = point[parameter.key];
            const QString text = value.is_number_float()
                ? QLocale().toString(value.get<double>(), 'g', 4)
                : value.is_string() ? QString::fromStdString(value.get<std::string>())
                                    : QString::fromStdString(value.dump());
            put(text, value.is_number() ? QVariant(value.get<double>()) : QVariant(text));
        }
        m_model->appendRow(row);
    }
    for (int column = 2; column < m_model->columnCount(); ++column)
        if (!order.empty())
            m_model->horizontalHeaderItem(column)->setTextAlignment(
                m_model->item(0, column)->textAlignment());
    m_trials->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_trials->resizeColumnsToContents();
    // Room that is left goes to the states, where a failure says why.
    m_trials->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
}

} // namespace evenspan::ui
