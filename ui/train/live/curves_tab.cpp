// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/curves_tab.h"

#include "core/app/runs/run_history.h"
#include "ui/common/plot.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/live/run_events.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QSignalBlocker>
#include <QSlider>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr double kSmoothing = 0.9;
const QString kBoard = QStringLiteral("train/tensorboard"); // a folder; empty: none

QVector<double> vectorOf(const std::vector<double>& values, double factor = 1) {
    QVector<double> out;
    out.reserve(int(values.size()));
    for (const double value : values)
        out << factor * value;
    return out;
}

double examplesOf(const store::RunRow& run) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(run.record))
        .object()[QLatin1String("data")]
        .toObject()[QLatin1String("learnt_sentences")]
        .toDouble();
}

} // namespace

CurvesTab::CurvesTab(Workbench& workbench, QWidget* parent)
    : RunTab(parent)
    , m_workbench(workbench)
    , m_banner(new ErrorBanner(this))
    , m_chart(new QComboBox(this))
    , m_over(new QComboBox(this))
    , m_smoothing(new QSlider(Qt::Horizontal, this))
    , m_smoothingValue(mutedLabel({}, this))
    , m_log(new QCheckBox(tr("Logarithmic"), this))
    , m_table(new QToolButton(this))
    , m_more(new QToolButton(this))
    , m_plot(new Plot(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_banner);
    column->addWidget(makeControls());
    column->addWidget(m_plot, 1);
    // With large text or in a low window the page scrolls; the curve keeps a readable height.
    m_plot->setMinimumHeight(space(this, 60));

    QSettings settings;
    m_chart->setCurrentIndex(
        qMax(0, m_chart->findData(settings.value(QStringLiteral("train/chart")))));
    m_over->setCurrentIndex(
        qBound(0, settings.value(QStringLiteral("train/over"), 0).toInt(), int(Over::Examples)));
    m_smoothing->setValue(settings.value(QStringLiteral("train/smoothing"), 90).toInt());
    rebuild();
}

CurvesTab::~CurvesTab() {
    for (const Workbench::Ticket ticket : {m_ticket, m_historyTicket})
        if (ticket)
            m_workbench.forget(ticket);
}

QWidget* CurvesTab::makeControls() {
    auto* controls = new QWidget(this);
    // Its width is given, not asked: with large text the groups stand one below the other.
    controls->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_controls = new QBoxLayout(QBoxLayout::LeftToRight, controls);
    m_controls->setContentsMargins(0, 0, 0, 0);
    m_controls->setSpacing(space(this, 2));
    m_fine = new QBoxLayout(QBoxLayout::LeftToRight);
    m_fine->setSpacing(space(this, 2));
    const auto group = [&](QBoxLayout* into, std::initializer_list<QWidget*> widgets) {
        auto* row = new QHBoxLayout;
        row->setSpacing(space(this, 2));
        for (QWidget* widget : widgets)
            row->addWidget(widget);
        row->addStretch();
        into->addLayout(row);
    };
    for (const ChartKind& kind : chartKinds())
        m_chart->addItem(kind.title, kind.id);
    m_chart->setAccessibleName(tr("Chart"));
    m_chart->setToolTip(tr("What the curves show"));
    for (const QString& name :
        {tr("Over steps"), tr("Over epochs"), tr("Over time"), tr("Over examples")})
        m_over->addItem(name);
    m_over->setAccessibleName(tr("Horizontal axis"));
    m_over->setToolTip(tr("What stands below the curves"));
    auto* smoothing = new QLabel(tr("&Smoothing"), controls);
    smoothing->setBuddy(m_smoothing);
    m_smoothing->setRange(0, 99);
    m_smoothing->setPageStep(10);
    m_smoothing->setFixedWidth(space(this, 24));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setToolTip(tr("How much the strong line averages; 0 shows the raw values alone"));
    m_smoothingValue->setMinimumWidth(
        m_smoothingValue->fontMetrics().horizontalAdvance(QStringLiteral("0.00")));
    m_log->setToolTip(tr("Equal distances are equal factors (L)"));
    m_table->setText(tr("Table"));
    m_table->setCheckable(true);
    m_table->setToolTip(tr("The numbers of the chart as a table (T)"));
    m_more->setText(tr("More"));
    m_more->setToolTip(tr("Fit, copy or save the chart"));
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    menu->addAction(tr("Show everything (0)"), m_plot, &Plot::fit);
    menu->addAction(tr("Copy as a picture"), m_plot, &Plot::copyPicture);
    menu->addAction(tr("Save as SVG, PNG or CSV…"), this, &CurvesTab::saveWanted);
    menu->addSeparator();
    m_board = menu->addAction(tr("Write for TensorBoard too…"));
    m_board->setCheckable(true);
    showBoard();
    connect(m_board, &QAction::triggered, this, [this](bool on) {
        QSettings().remove(kBoard);
        if (on)
            Q_EMIT boardWanted();
        showBoard();
    });
    connect(m_more, &QToolButton::clicked, menu,
        [this, menu] { menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    group(m_controls, {m_chart, m_over});
    m_controls->addLayout(m_fine, 1);
    group(m_fine, {smoothing, m_smoothing, m_smoothingValue});
    m_fine->addStretch();
    group(m_fine, {m_log, m_table, m_more});

    connect(m_chart, &QComboBox::currentIndexChanged, this, [this] {
        QSettings().setValue(QStringLiteral("train/chart"), chart());
        m_plot->pick(-1);
        rebuild();
    });
    connect(m_over, &QComboBox::currentIndexChanged, this, [this](int index) {
        QSettings().setValue(QStringLiteral("train/over"), index);
        rebuild();
    });
    connect(m_smoothing, &QSlider::valueChanged, this, [this](int value) {
        QSettings().setValue(QStringLiteral("train/smoothing"), value);
        m_smoothingValue->setText(QLocale().toString(value / 100.0, 'f', 2));
        m_plot->setSmoothing(value / 100.0);
    });
    connect(m_log, &QCheckBox::toggled, m_plot, &Plot::setLogScale);
    connect(m_plot, &Plot::logScaleChanged, m_log, &QCheckBox::setChecked);
    connect(m_table, &QToolButton::toggled, m_plot, &Plot::showTable);
    connect(m_plot, &Plot::tableChanged, m_table, &QToolButton::setChecked);
    return controls;
}

void CurvesTab::resizeEvent(QResizeEvent* event) {
    RunTab::resizeEvent(event);
    for (QBoxLayout* row : {m_controls, m_fine})
        row->setDirection(QBoxLayout::LeftToRight);
    for (QBoxLayout* row : {m_controls, m_fine})
        if (m_controls->sizeHint().width() > width())
            row->setDirection(QBoxLayout::TopToBottom);
}

void CurvesTab::showBoard() {
    const QString folder = QSettings().value(kBoard).toString();
    m_board->setChecked(!folder.isEmpty());
    m_board->setToolTip(folder.isEmpty()
            ? tr("The next runs write their curves into a folder that TensorBoard reads")
            : tr("The next runs write their curves into %1").arg(folder));
}

QString CurvesTab::chart() const {
    return m_chart->currentData().toString();
}

Over CurvesTab::over() const {
    return Over(m_over->currentIndex());
}

void CurvesTab::showChart(const QString& id) {
    m_chart->setCurrentIndex(qMax(0, m_chart->findData(id)));
}

void CurvesTab::start(const QString& run) {
    for (Workbench::Ticket* ticket : {&m_ticket, &m_historyTicket}) {
        if (*ticket)
            m_workbench.forget(*ticket);
        *ticket = 0;
    }
    m_shown = run;
    m_curves = {};
    m_notes.clear();
    m_meanwhile.clear();
    m_banner->clear();
}

void CurvesTab::showRun(const store::RunRow& run, bool live) {
    const QString name = QString::fromStdString(run.name);
    const double examples = examplesOf(run);
    const bool sameRun = name == m_shown;
    setExamples(examples > 0 ? examples : sameRun ? m_examples : 0);
    // The plot of a live run is fed by its events; everything else is read from the project.
    if (live && sameRun)
        return;
    if (sameRun) {
        m_meanwhile.clear(); // what it shows stays until the answer is there
    } else {
        // A run that goes on tells its first steps before its row is here.
        auto before = m_shown.isEmpty() ? std::move(m_meanwhile) : decltype(m_meanwhile)();
        start(name);
        m_meanwhile = std::move(before);
        rebuild();
    }
    ask(run.id);
}

// How many sentences an epoch has is in the run's record, which comes a moment after its start.
void CurvesTab::setExamples(double examples) {
    if (auto* items = qobject_cast<QStandardItemModel*>(m_over->model()))
        items->item(int(Over::Examples))->setEnabled(examples > 0);
    if (examples == m_examples)
        return;
    m_examples = examples;
    if (over() == Over::Examples)
        rebuild();
}

void CurvesTab::ask(RunId run) {
    for (const Workbench::Ticket ticket : {m_ticket, m_historyTicket})
        if (ticket)
            m_workbench.forget(ticket);
    m_ticket = m_workbench.curves(run, [this](Result<RunCurves> curves) {
        m_ticket = 0;
        if (!curves)
            return m_banner->showError(curves.error());
        m_curves = std::move(*curves);
        // What came while the question was under way; steps that the answer has do not count.
        for (const engine::TrainEvent& event : std::exchange(m_meanwhile, {}))
            m_curves.add(event);
        rebuild();
    });
    m_historyTicket = m_workbench.history(m_shown, [this](Result<RunHistory> history) {
        m_historyTicket = 0;
        if (!history)
            return m_banner->showError(history.error());
        const auto live = std::exchange(m_notes, {});
        for (const engine::TrainEvent& event : history->log)
            keep(event);
        for (const engine::TrainEvent& event : live)
            if (history->log.empty() || event.step > history->log.back().step)
                keep(event);
        placeMarks();
        m_plot->refresh();
    });
}

void CurvesTab::keep(const engine::TrainEvent& event) {
    if (!markOf(event, 0))
        return;
    // Of many that were the best for a while, the last is the best.
    if (event.note == engine::note::kBest)
        std::erase_if(m_notes,
            [](const engine::TrainEvent& other) { return other.note == engine::note::kBest; });
    m_notes.push_back(event);
    m_marksChanged = true;
}

void CurvesTab::take(const TrainEvent& event) {
    if (event.kind == TrainEvent::Started && event.step == 0) {
        start(event.run);
        rebuild();
        return;
    }
    if (event.kind == TrainEvent::Started && event.run != m_shown) {
        start({}); // it goes on: what it had is read when its row comes
        rebuild();
        return;
    }
    if (event.kind == TrainEvent::Examples)
        return;
    // Some ten thousand steps a second may come.
    if (event.kind == TrainEvent::Step && !m_ticket && !m_shown.isEmpty())
        return m_curves.addStep(event.step, event.epoch, event.loss, event.learningRate,
            event.gradNorm, event.tokensPerSecond);
    const engine::TrainEvent told = engineEvent(event);
    if (event.kind == TrainEvent::Log)
        return keep(told);
    if (m_ticket || m_shown.isEmpty())
        m_meanwhile.push_back(told);
    m_curves.add(told);
}

void CurvesTab::refresh() {
    feed();
    if (std::exchange(m_marksChanged, false))
        placeMarks();
}

void CurvesTab::rebuild() {
    const QString id = chart();
    for (const ChartKind& kind : chartKinds())
        if (kind.id == id)
            m_plot->setAxisNames(over() == Over::Step ? tr("Step")
                    : over() == Over::Epoch           ? tr("Epoch")
                    : over() == Over::Time            ? tr("Time")
                                                      : tr("Examples"),
                kind.vertical);
    m_plot->setHorizontal(
        over() == Over::Time ? Plot::Horizontal::Seconds : Plot::Horizontal::Number);
    m_plot->removeLines();
    m_lines = chartLines(id, m_curves);
    m_fed.assign(m_lines.size(), 0);
    for (const ChartLine& line : m_lines) {
        const int number = m_plot->addLine(line.name, line.smooth ? kSmoothing : 0, line.marker);
        if (!line.label.isEmpty())
            m_plot->setLineColour(number, m_workbench.project().colourOf(line.label.toStdString()));
    }
    const double decay = m_smoothing->value() / 100.0;
    m_smoothingValue->setText(QLocale().toString(decay, 'f', 2));
    if (decay != kSmoothing)
        m_plot->setSmoothing(decay);
    feed();
    placeMarks();
    m_plot->fit();
}

void CurvesTab::feed() {
    // A label or a split that comes up later brings a line of its own.
    if (chartLines(chart(), m_curves).size() != m_lines.size())
        return rebuild();
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const ChartLine& line = m_lines[i];
        const CurveSeries* series = m_curves.find(line.split, line.key);
        if (!series || series->step.size() == m_fed[i])
            continue;
        const auto from = std::ptrdiff_t(m_fed[i]);
        const std::vector<double> steps(series->step.begin() + from, series->step.end());
        const auto places = placesOf(over(), m_curves, steps, m_examples > 0 ? m_examples : 1);
        if (from == 0)
            m_plot->setData(int(i), vectorOf(places), vectorOf(series->value, line.factor));
        else
            for (std::size_t k = 0; k < steps.size(); ++k)
                m_plot->append(int(i), places[k], line.factor * series->value[m_fed[i] + k]);
        m_fed[i] = series->step.size();
    }
    m_plot->refresh();
}

void CurvesTab::placeMarks() {
    std::vector<double> steps;
    for (const engine::TrainEvent& event : m_notes)
        steps.push_back(double(event.step));
    std::sort(steps.begin(), steps.end());
    std::stable_sort(m_notes.begin(), m_notes.end(),
        [](const auto& a, const auto& b) { return a.step < b.step; });
    const auto places = placesOf(over(), m_curves, steps, m_examples > 0 ? m_examples : 1);
    QVector<PlotMark> marks;
    for (std::size_t i = 0; i < m_notes.size(); ++i)
        if (const auto mark = markOf(m_notes[i], places[i]))
            marks << *mark;
    m_plot->setMarks(marks);
}

QWidget* CurvesTab::focusTarget() {
    return m_plot;
}

} // namespace evenspan::ui
