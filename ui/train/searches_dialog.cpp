// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/searches_dialog.h"

#include "core/app/search/importance.h"
#include "core/app/search/train_study.h"
#include "ui/common/data_table.h"
#include "ui/common/plot.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QStackedWidget>
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
    : QDialog(parent)
    , m_workbench(workbench)
    , m_banner(new ErrorBanner(this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("train"), tr("No searches yet"),
          tr("A search tries recipes and tests whether the best is better than chance. It is run "
             "in a terminal, with the project closed here; this page then shows what it found."),
          tr("Copy as command"), this))
    , m_names(new QComboBox(this))
    , m_verdict(new QLabel(this))
    , m_history(new Plot(this))
    , m_importance(new QGridLayout)
    , m_model(new QStandardItemModel(this))
    , m_trials(new DataTable(this)) {
    setWindowTitle(tr("Searches"));
    resize(space(this, 230), space(this, 170));
    m_empty->button()->setAccessibleName(m_empty->button()->text());
    m_names->setAccessibleName(tr("Search"));
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

    auto* head = new QHBoxLayout;
    head->addWidget(titleLabel(tr("Searches"), this), 1);
    head->addWidget(m_names);
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
    m_pages->addWidget(m_empty);
    m_pages->addWidget(shown);
    auto* close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);
    close->setAccessibleName(close->text());
    auto* foot = new QHBoxLayout;
    foot->addStretch();
    foot->addWidget(close);
    auto* column = new QVBoxLayout(this);
    const int margin = space(this, 6);
    column->setContentsMargins(margin, margin, margin, space(this, 5));
    column->setSpacing(space(this, 4));
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    column->addWidget(new Hairline(this));
    column->addLayout(foot);

    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_names, &QComboBox::currentIndexChanged, this, [this](int at) {
        if (at >= 0)
            showStudy(m_studies[std::size_t(at)]);
    });
    connect(m_empty->button(), &QPushButton::clicked, this, [this] {
        const QString path = m_workbench.project().path;
        QGuiApplication::clipboard()->setText(
            QStringLiteral("evenspan-cli search \"%1\" --space space.json").arg(path));
        m_empty->button()->setText(tr("Copied"));
    });
    m_names->hide();
    reload();
}

SearchesDialog::~SearchesDialog() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void SearchesDialog::reload() {
    m_ticket = m_workbench.query<Found>(
        [](store::Reader& reader, std::stop_token) -> Result<Found> {
            auto names = search::studyNames(reader);
            if (!names)
                return names.error();
            Found found;
            for (auto name = names->rbegin(); name != names->rend(); ++name) {
                auto study = search::openStudy(reader, *name);
                if (study)
                    found.studies.push_back(std::move(*study));
                // One that was killed before its first trial has a name and nothing else.
                else if (study.error().code != ErrorCode::NotFound) {
                    found.broken = study.error();
                    found.broken->where = *name;
                }
            }
            return found;
        },
        [this](Result<Found> found) {
            m_ticket = 0;
            if (!found)
                return m_banner->showError(found.error());
            show(std::move(*found));
        });
}

void SearchesDialog::show(Found found) {
    if (found.broken)
        m_banner->showError(*found.broken);
    m_studies = std::move(found.studies);
    m_names->setVisible(!m_studies.empty());
    m_pages->setCurrentIndex(m_studies.empty() ? 0 : 1);
    for (const Study& study : m_studies)
        m_names->addItem(QString::fromStdString(study.spec.name));
    if (m_studies.empty())
        m_empty->button()->setFocus();
    else
        m_names->setFocus();
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
        out << tr("The search is not at its end: “evenspan-cli search --resume” goes on.");
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
    m_verdict->setText(sentences(study).join(QLatin1Char(' ')));
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
    const auto stateText = [](TrialState state) {
        switch (state) {
        case TrialState::Running:
            return tr("to be continued");
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
        const bool none = trial->evaluations.empty();
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
