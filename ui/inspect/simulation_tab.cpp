// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/simulation_tab.h"

#include "core/store/reader.h"
#include "ui/common/plot.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/order_model.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <map>

namespace evenspan::ui {

namespace {

constexpr const char* kRandom = "random";

// Mean F1 of each number of documents.
std::map<std::size_t, double> curveOf(
    const std::vector<SimulationPoint>& points, const std::string& order) {
    std::map<std::size_t, std::vector<double>> at;
    for (const SimulationPoint& point : points)
        if (point.order == order)
            at[point.documents].push_back(point.f1);
    std::map<std::size_t, double> out;
    for (const auto& [documents, values] : at)
        out[documents] = meanOf(values).mean;
    return out;
}

// By how much an order beats random, a mean over the curve, seed by seed.
std::vector<double> gainsOf(const std::vector<SimulationPoint>& points, const std::string& order) {
    std::map<std::uint64_t, std::vector<double>> own, random;
    for (const SimulationPoint& point : points)
        if (point.order == order)
            own[point.seed].push_back(point.f1);
        else if (point.order == kRandom)
            random[point.seed].push_back(point.f1);
    std::vector<double> out;
    for (const auto& [seed, values] : own)
        if (const auto found = random.find(seed); found != random.end())
            out.push_back(meanOf(values).mean - meanOf(found->second).mean);
    return out;
}

} // namespace

SimulationTab::SimulationTab(
    Workbench& workbench, RunDesk* desk, SimulationRunner runner, QWidget* parent)
    : InspectTab(parent)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_runner(std::move(runner))
    , m_seeds(new QSpinBox(this))
    , m_first(new QSpinBox(this))
    , m_batch(new QSpinBox(this))
    , m_rounds(new QSpinBox(this))
    , m_run(new QPushButton(this))
    , m_progress(new ProgressStrip(this))
    , m_banner(new ErrorBanner(this))
    , m_note(new ElidedLabel(this))
    , m_plot(new Plot(this)) {
    auto* form = new QWidget(this);
    buildForm(form);
    setMuted(m_note);
    m_plot->setAccessibleName(tr("Learning curves of the orders"));
    m_plot->setAxisNames(tr("Documents that were learnt from"), tr("F1 in percent"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_banner);
    column->addWidget(form);
    column->addWidget(m_note);
    column->addWidget(m_plot, 1);
    connect(m_run, &QPushButton::clicked, this, &SimulationTab::start);
    connect(&m_workbench, &Workbench::projectChanged, this, [this] {
        if (m_ask && (!m_workbench.isOpen() || m_workbench.project().path != m_path)) {
            m_desk->cancel(std::exchange(m_ask, 0));
            ++*m_generation;
        }
        showState();
    });
    showState();
}

SimulationTab::~SimulationTab() {
    ++*m_generation;
    if (m_ticket)
        m_workbench.forget(m_ticket);
    if (m_ask && m_desk)
        m_desk->cancel(m_ask);
}

void SimulationTab::buildForm(QWidget* form) {
    auto* orders = new QHBoxLayout;
    orders->setSpacing(space(this, 3));
    orders->addWidget(new QLabel(tr("Random beside"), form));
    for (const auto measure : {LearningMeasure::Mnlp, LearningMeasure::Entropy,
             LearningMeasure::Margin, LearningMeasure::Bald}) {
        auto* box = new QCheckBox(learningMeasureText(measure), form);
        box->setToolTip(learningMeasureTip(measure));
        box->setChecked(measure == LearningMeasure::Mnlp);
        orders->addWidget(box);
        m_orders.emplace_back(measure, box);
        connect(box, &QCheckBox::toggled, this, &SimulationTab::load);
    }
    orders->addStretch(1);
    auto* row = new QHBoxLayout;
    row->setSpacing(space(this, 2));
    const SimulationSpec usual;
    const auto field = [&](const QString& text, QSpinBox* box, int most, std::size_t value) {
        auto* caption = new QLabel(text, form);
        caption->setBuddy(box);
        box->setRange(1, most);
        box->setValue(int(value));
        box->setAccessibleName(text);
        row->addWidget(caption);
        row->addWidget(box);
        row->addSpacing(space(this, 2));
        connect(box, &QSpinBox::valueChanged, this, &SimulationTab::load);
    };
    field(tr("Documents at first"), m_first, 100'000, usual.first);
    field(tr("More each round"), m_batch, 100'000, usual.batch);
    field(tr("Rounds"), m_rounds, 100, usual.rounds);
    field(tr("Repeats"), m_seeds, 20, usual.seeds.size());
    m_seeds->setToolTip(tr("How often, each time dealt anew; one alone says little"));
    row->addStretch(1);
    m_progress->setAccessibleName(tr("Progress of the simulation"));
    m_progress->setFixedWidth(space(this, 40));
    row->addWidget(m_progress);
    row->addWidget(m_run);
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(orders);
    column->addLayout(row);
}

QWidget* SimulationTab::focusTarget() {
    return m_points.empty() ? static_cast<QWidget*>(m_orders.front().second) : m_plot;
}

// What runs goes on: another run can be looked at meanwhile.
void SimulationTab::showChoice(const store::RunRow& run, const InspectionRequest&) {
    m_next.reset();
    if (m_chosen.id == run.id && m_chosen.finished == run.finished)
        return;
    if (m_ask) {
        m_next = run;
        return;
    }
    m_chosen = run;
    load();
}

SimulationSpec SimulationTab::spec() const {
    SimulationSpec out;
    out.orders = {kRandom};
    for (const auto& [measure, box] : m_orders)
        if (box->isChecked())
            out.orders.emplace_back(learningMeasureName(measure));
    out.seeds.clear();
    for (int seed = 1; seed <= m_seeds->value(); ++seed)
        out.seeds.push_back(std::uint64_t(seed));
    out.first = std::size_t(m_first->value());
    out.batch = std::size_t(m_batch->value());
    out.rounds = std::size_t(m_rounds->value());
    // A recipe that cannot be read: the usual one.
    if (auto recipe = engine::recipeFromJson(m_chosen.recipe))
        out.recipe = std::move(*recipe);
    out.name = m_chosen.name + " " + std::to_string(m_chosen.id.value) + " "
        + std::to_string(out.first) + "+" + std::to_string(out.batch) + "x"
        + std::to_string(out.rounds) + " " + std::to_string(out.seeds.size());
    for (const auto& order : out.orders)
        out.name += " " + order;
    return out;
}

std::size_t SimulationTab::trainings() const {
    const SimulationSpec wanted = spec();
    return wanted.orders.size() * wanted.seeds.size() * (wanted.rounds + 1);
}

// What is kept of the choice.
void SimulationTab::load() {
    if (!m_workbench.isOpen() || m_ask || m_chosen.id.value == 0)
        return showState();
    if (m_ticket)
        m_workbench.forget(m_ticket);
    using Points = std::vector<SimulationPoint>;
    m_ticket =
        m_workbench.query<Points>([wanted = spec()](store::Reader& reader,
                                      std::stop_token) { return keptSimulation(reader, wanted); },
            [this](Result<Points> points) {
                m_ticket = 0;
                if (points)
                    showPoints(*points);
                else
                    m_banner->showError(points.error());
            });
    showState();
}

void SimulationTab::start() {
    if (m_ask) {
        m_desk->cancel(std::exchange(m_ask, 0));
        return ended(); // whole curves are kept
    }
    m_banner->clear();
    m_progress->setShare(0);
    m_path = m_workbench.project().path;
    m_before = m_points.size();
    m_since.start();
    using Points = std::vector<SimulationPoint>;
    // Points come one by one from the desk's thread; those of a simulation that was stopped do not.
    const auto watch = [this, current = m_generation, mine = ++*m_generation](
                           const SimulationPoint& point) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [this, current, mine, point] {
                if (*current == mine)
                    grow(point);
            },
            Qt::QueuedConnection);
    };
    m_ask = m_desk->ask<Points>(
        [runner = m_runner, wanted = spec(), watch](
            store::Project& project, std::stop_token stop, const RunBackend::Progress&) {
            return runner(project, wanted, std::move(stop), watch);
        },
        {},
        [this](Result<Points> points) {
            m_ask = 0;
            if (!points && points.error().code != ErrorCode::Cancelled)
                m_banner->showError(points.error());
            if (!points || m_next)
                return ended();
            ++*m_generation; // what is still on its way is among these
            showPoints(*points);
        });
    showState();
}

void SimulationTab::ended() {
    ++*m_generation;
    if (m_next)
        m_chosen = *std::exchange(m_next, std::nullopt);
    load();
}

// Trainings take as long as they have documents to learn from.
double SimulationTab::secondsLeft() const {
    const SimulationSpec wanted = spec();
    double all = 0, kept = 0, done = 0;
    for (std::size_t round = 0; round <= wanted.rounds; ++round)
        all += double(wanted.first + round * wanted.batch);
    all *= double(wanted.orders.size() * wanted.seeds.size());
    for (std::size_t at = 0; at < m_points.size(); ++at)
        (at < m_before ? kept : done) += double(m_points[at].documents);
    if (done <= 0)
        return -1;
    return double(m_since.elapsed()) / 1000 * std::max(0.0, all - kept - done) / done;
}

void SimulationTab::grow(const SimulationPoint& point) {
    m_points.push_back(point);
    m_progress->setShare(std::min(1.0, double(m_points.size()) / double(trainings())));
    showPoints(std::vector<SimulationPoint>(m_points));
}

void SimulationTab::showPoints(const std::vector<SimulationPoint>& points) {
    m_points = points;
    m_plot->removeLines();
    std::vector<std::string> orders;
    for (const SimulationPoint& point : points)
        if (std::find(orders.begin(), orders.end(), point.order) == orders.end())
            orders.push_back(point.order);
    for (const std::string& order : orders) {
        const auto measure = learningMeasureOf(order);
        const int line =
            m_plot->addLine(measure ? learningMeasureText(*measure) : tr("Random"), 0, true);
        QVector<double> x, y;
        for (const auto& [documents, f1] : curveOf(points, order)) {
            x << double(documents);
            y << 100 * f1;
        }
        m_plot->setData(line, x, y);
    }
    m_plot->fit();
    showState();
}

QString SimulationTab::runningText() const {
    QStringList parts{
        tr("%1 of %n trainings of %2", nullptr, int(trainings()))
            .arg(number(qint64(m_points.size())), QString::fromStdString(m_chosen.name))};
    if (const double left = secondsLeft(); left >= 0)
        parts << tr("%1 left").arg(durationText(left));
    parts << tr("whole curves are kept when you stop");
    return parts.join(QStringLiteral("  ·  "));
}

void SimulationTab::showState() {
    const bool possible = m_desk && m_runner && m_workbench.isOpen()
        && m_workbench.project().editable() && m_chosen.id.value != 0;
    for (const auto& [measure, box] : m_orders)
        box->setEnabled(m_ask == 0);
    for (QSpinBox* box : {m_seeds, m_first, m_batch, m_rounds})
        box->setEnabled(m_ask == 0);
    m_progress->setVisible(m_ask != 0);
    m_run->setText(m_ask ? tr("Stop") : m_points.empty() ? tr("Simulate") : tr("Go on"));
    m_run->setAccessibleName(m_run->text());
    m_run->setEnabled(m_ask || (possible && m_points.size() < trainings()));
    if (m_ask)
        return m_note->setFullText(runningText());
    if (m_points.empty())
        return m_note->setFullText(
            tr("Tries on the labelled training documents what each order would have brought: %n "
               "trainings with the recipe of the run at the top, scored on the split test",
                nullptr, int(trainings())));
    QStringList said;
    for (const auto& [measure, box] : m_orders) {
        const auto gains = gainsOf(m_points, learningMeasureName(measure));
        if (gains.empty())
            continue;
        const SimulationMean mean = meanOf(gains);
        const QString gain = (mean.mean < 0 ? QStringLiteral("−") : QStringLiteral("+"))
            % percent(std::abs(mean.mean));
        said << (std::isfinite(mean.low)
                ? tr("%1: %2 points of F1 over random (95 % interval %3 to %4)")
                      .arg(
                          learningMeasureText(measure), gain, percent(mean.low), percent(mean.high))
                : tr("%1: %2 points of F1 over random").arg(learningMeasureText(measure), gain));
    }
    m_note->setFullText(said.isEmpty() ? tr("The curve of random; the others are not whole yet")
                                       : said.join(QStringLiteral("  ·  ")));
}

} // namespace evenspan::ui
