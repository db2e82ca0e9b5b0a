// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/confidence_tab.h"

#include "core/app/inspect/inspection.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/plot.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/span_scores.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace evenspan::ui {

namespace {

constexpr std::size_t kBins = 10;
constexpr std::size_t kRounds = 1000; // draws of what chance gives
constexpr double kFirstCut = 0.5; // where nobody chose one
const std::string kFitSplit = "validation";

} // namespace

ConfidenceTab::ConfidenceTab(Workbench& workbench, QWidget* parent)
    : InspectTab(parent)
    , m_workbench(workbench)
    , m_stack(new QStackedWidget(this))
    , m_none(mutedLabel(tr("The run has marked nothing with a score here."), this))
    , m_banner(new ErrorBanner(this))
    , m_score(new SpanScoreBox(this))
    , m_verdict(new QLabel(this))
    , m_reliability(new Plot(this))
    , m_curve(new Plot(this))
    , m_cut(new QDoubleSpinBox(this))
    , m_effect(new QLabel(this))
    , m_keep(new QPushButton(tr("Keep this cut"), this))
    , m_temperature(new QLabel(this))
    , m_fit(new QPushButton(this))
    , m_calibrated(new QCheckBox(tr("Calibrated scores"), this))
    , m_progress(new ProgressStrip(this)) {
    m_none->setAlignment(Qt::AlignCenter);
    for (QLabel* label : {m_verdict, m_effect, m_temperature}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_verdict->setAccessibleName(tr("What the scores are worth"));
    m_effect->setAccessibleName(tr("What the cut brings"));
    m_reliability->setAccessibleName(tr("How often entities of a score are right"));
    m_reliability->setAxisNames(tr("Score in percent"), tr("Right in percent"));
    m_reliability->addLine(tr("Entities"), 0, true);
    m_reliability->addLine(tr("Score as it says"));
    m_reliability->addLine(tr("95 % interval"));
    m_curve->setAccessibleName(tr("What a cut gains and loses"));
    m_curve->setAxisNames(tr("Cut in percent"), tr("Percent"));
    for (const QString& name : {tr("Precision"), tr("Recall"), tr("F1"), tr("Left to a person")})
        m_curve->addLine(name);
    m_cut->setRange(0, 1);
    m_cut->setSingleStep(0.01);
    m_cut->setDecimals(2);
    m_cut->setAccessibleName(tr("Send to review below"));
    m_keep->setAutoDefault(false);
    m_keep->setAccessibleName(m_keep->text());

    auto* figures = new QWidget(this);
    auto* left = new QVBoxLayout;
    left->addWidget(headingLabel(tr("Do scores mean what they say?"), figures));
    left->addWidget(m_reliability, 1);
    auto* right = new QVBoxLayout;
    right->addWidget(headingLabel(tr("What is left to a person"), figures));
    right->addWidget(m_curve, 1);
    auto* plots = new QHBoxLayout;
    plots->setSpacing(space(this, 6));
    plots->addLayout(left, 1);
    plots->addLayout(right, 1);
    auto* caption = new QLabel(tr("Send to review below"), figures);
    caption->setBuddy(m_cut);
    auto* cut = new QHBoxLayout;
    cut->setSpacing(space(this, 3));
    cut->addWidget(caption);
    cut->addWidget(m_cut);
    cut->addWidget(m_keep);
    cut->addWidget(m_effect, 1);
    auto* content = new QVBoxLayout(figures);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(space(this, 3));
    auto* kind = new QLabel(tr("Score of an entity"), figures);
    kind->setBuddy(m_score);
    auto* head = new QHBoxLayout;
    head->setSpacing(space(this, 3));
    head->addWidget(kind);
    head->addWidget(m_score);
    head->addWidget(m_verdict, 1);
    content->addLayout(head);
    content->addLayout(plots, 1);
    content->addLayout(cut);
    m_temperature->setAccessibleName(tr("What the temperature brings"));
    m_temperature->setToolTip(
        tr("One number that all logits are divided by, so that probabilities mean what they say "
           "(Guo et al. 2017); which tag is likeliest stays as it is"));
    m_fit->setAutoDefault(false);
    m_calibrated->setAccessibleName(m_calibrated->text());
    m_calibrated->setChecked(true);
    m_calibrated->setToolTip(
        tr("Scores of entities go by the temperature of their run where one is fitted: errors, "
           "suggestions, the cut, predictions. It holds for the whole project"));
    m_progress->setAccessibleName(tr("Progress of fitting"));
    m_progress->setFixedWidth(space(this, 30));
    auto* heat = new QHBoxLayout;
    heat->setSpacing(space(this, 3));
    heat->addWidget(m_fit);
    heat->addWidget(m_progress);
    heat->addWidget(m_calibrated);
    heat->addWidget(m_temperature, 1);
    content->addLayout(heat);
    m_stack->addWidget(m_none);
    m_stack->addWidget(figures);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    connect(m_score, &SpanScoreBox::scoreWanted, this, &ConfidenceTab::scoreWanted);
    connect(m_cut, &QDoubleSpinBox::valueChanged, this, &ConfidenceTab::showCut);
    connect(m_keep, &QPushButton::clicked, this, &ConfidenceTab::keepCut);
    connect(m_fit, &QPushButton::clicked, this, &ConfidenceTab::fit);
    connect(m_calibrated, &QCheckBox::clicked, this, &ConfidenceTab::calibratedWanted);
    showTemperature();
}

ConfidenceTab::~ConfidenceTab() {
    *m_alive = false;
    if (m_ask)
        m_desk->cancel(m_ask);
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

QWidget* ConfidenceTab::focusTarget() {
    return m_stack->currentIndex() == 1 ? static_cast<QWidget*>(m_cut) : this;
}

void ConfidenceTab::showChoice(const store::RunRow& run, const InspectionRequest& request) {
    m_run = run;
    m_split = QString::fromStdString(request.split);
    m_banner->clear();
    if (m_ask)
        m_desk->cancel(std::exchange(m_ask, 0));
    showTemperature();
}

void ConfidenceTab::showScore(const ScoreChoice& choice) {
    m_score->setScore(choice.scoring.score);
    m_score->setEnabled(choice.editable);
    m_calibrated->setChecked(choice.calibrated);
    m_calibrated->setEnabled(choice.editable);
}

Result<ConfidenceTab::Found> ConfidenceTab::find(
    const Inspection& inspection, store::Reader& reader, const store::RunRow& run) {
    Found found;
    found.scoring = {inspection.score, inspection.temperature};
    std::vector<double> scores;
    std::vector<std::uint8_t> right;
    for (const InspectedSentence& sentence : inspection.sentences) {
        found.gold += sentence.gold.size();
        for (std::size_t i = 0; i < sentence.predicted.size(); ++i) {
            if (i >= sentence.scores.size() || !std::isfinite(sentence.scores[i]))
                continue;
            scores.push_back(std::clamp(sentence.scores[i], 0.0, 1.0));
            right.push_back(
                std::ranges::find(sentence.gold, sentence.predicted[i]) != sentence.gold.end());
        }
    }
    auto kept = keptConfidence(reader, run.id);
    if (!kept)
        return kept.error();
    // Of older weights a cut says nothing.
    if (*kept && (*kept)->runFinished == run.finished.value_or(0))
        found.kept = std::move(*kept);
    found.entities = scores.size();
    if (scores.empty())
        return found;
    auto bins = reliabilityBins(scores, right, kBins);
    auto chance = perfectCalibrationError(scores, kBins, kRounds, 1);
    auto brier = brierScore(scores, right);
    auto thresholds = thresholdCurve(scores, right, found.gold);
    for (const Error* error : {bins ? nullptr : &bins.error(), chance ? nullptr : &chance.error(),
             brier ? nullptr : &brier.error(), thresholds ? nullptr : &thresholds.error()})
        if (error)
            return *error;
    found.bins = std::move(*bins);
    found.error = calibrationError(found.bins);
    found.chance = *chance;
    found.brier = *brier;
    found.thresholds = std::move(*thresholds);
    return found;
}

void ConfidenceTab::setFitter(RunDesk* desk, Fitter fitter) {
    m_desk = desk;
    m_fitter = std::move(fitter);
    showTemperature();
}

// On the validation split, so that test texts stay unseen; without one on what is shown. The cut
// that is kept keeps its meaning.
void ConfidenceTab::fit() {
    if (m_ask) {
        m_desk->cancel(std::exchange(m_ask, 0));
        return showTemperature();
    }
    m_banner->clear();
    m_progress->setShare(-1);
    const std::string split =
        m_workbench.project().info.splits.contains(kFitSplit) ? kFitSplit : m_split.toStdString();
    m_ask = m_desk->ask<RunConfidence>(
        [fitter = m_fitter, run = m_run.name, split](
            store::Project& project, std::stop_token stop, const RunBackend::Progress& progress) {
            return fitter(project, run, split, std::move(stop), progress);
        },
        [this](double share) { m_progress->setShare(share); },
        [this](Result<RunConfidence> fitted) {
            m_ask = 0;
            if (!fitted) {
                if (fitted.error().code != ErrorCode::Cancelled)
                    m_banner->showError(fitted.error());
                return showTemperature();
            }
            takeFit(std::move(*fitted));
        });
    showTemperature();
}

void ConfidenceTab::takeFit(RunConfidence now) {
    const auto before = m_found.kept;
    m_found.kept = std::move(now);
    const RunConfidence& kept = *m_found.kept;
    showTemperature();
    showCut();
    if (before && before->cut && kept.cut && before->score == kept.score
        && before->cutTemperature != kept.cutTemperature)
        m_banner->showNotice(
            tr("The cut went from %1 to %2: scores are others now, and as much of %4 as before, "
               "%3 %, is left to a person.")
                .arg(QLocale().toString(*before->cut, 'f', 2),
                    QLocale().toString(*kept.cut, 'f', 2), percent(kept.cutLeft),
                    QString::fromStdString(kept.split)));
    Q_EMIT confidenceFitted();
}

void ConfidenceTab::showTemperature() {
    const bool fitting = m_ask != 0;
    const bool known = m_found.kept && m_found.kept->words > 0;
    m_progress->setVisible(fitting);
    m_fit->setText(fitting ? tr("Cancel")
            : known        ? tr("Fit the temperature again")
                           : tr("Fit a temperature"));
    m_fit->setAccessibleName(m_fit->text());
    m_fit->setEnabled(fitting
        || (m_desk && m_fitter && m_workbench.isOpen() && m_workbench.project().editable()
            && m_run.id.value != 0));
    m_temperature->setText(known
            ? tr("Temperature %1, fitted on %2: it brings the error of the words' tags from %3 to "
                 "%4 points. It is kept with the run.")
                  .arg(QLocale().toString(m_found.kept->temperature.value, 'f', 2),
                      QString::fromStdString(m_found.kept->split),
                      percent(m_found.kept->errorBefore), percent(m_found.kept->errorAfter))
            : tr("No temperature is fitted yet: it would say how far the probabilities of the "
                 "words' tags are from what they should be."));
}

void ConfidenceTab::showInspection(const InspectionPtr& inspection) {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.query<Found>(
        [inspection, run = m_run](store::Reader& reader, std::stop_token) -> Result<Found> {
            return find(*inspection, reader, run);
        },
        [this](Result<Found> found) {
            m_ticket = 0;
            if (!found)
                return m_banner->showError(found.error());
            show(std::move(*found));
        });
}

void ConfidenceTab::show(Found found) {
    m_found = std::move(found);
    showTemperature();
    m_stack->setCurrentIndex(m_found.entities > 0 ? 1 : 0);
    if (m_found.entities == 0)
        return;
    QStringList words;
    words << tr("%Ln entities have a score: %1.", nullptr, int(m_found.entities))
                 .arg(scoringName(m_found.scoring));
    words << (m_found.error > m_found.chance.high
            ? tr("Scores are off by %1 points on average (ECE); chance alone gives up to %2, so "
                 "they do not mean what they say.")
            : tr("Scores are off by %1 points on average (ECE); chance alone gives up to %2, so "
                 "nothing speaks against them."))
                 .arg(percent(m_found.error), percent(m_found.chance.high));
    words << tr("Brier score %1.").arg(QLocale().toString(m_found.brier, 'f', 3));
    m_verdict->setText(words.join(tr(" ", "between two sentences")));

    QVector<double> x, y, whiskerX, whiskerY;
    for (const ReliabilityBin& bin : m_found.bins) {
        x << 100 * bin.score;
        y << 100 * bin.right.estimate;
        for (const double end : {100 * bin.right.low, 100 * bin.right.high, qQNaN()}) {
            whiskerX << x.last();
            whiskerY << end; // a number that is none ends the stroke
        }
    }
    m_reliability->setData(0, x, y);
    m_reliability->setData(1, x, x);
    m_reliability->setData(2, whiskerX, whiskerY);
    m_reliability->fit();
    m_reliability->refresh();
    QVector<double> at, lines[4];
    for (const ThresholdPoint& point : m_found.thresholds) {
        at << 100 * point.threshold;
        lines[0] << 100 * point.precision;
        lines[1] << 100 * point.recall;
        lines[2] << 100 * point.f1;
        lines[3] << 100 * point.left;
    }
    for (int line = 0; line < 4; ++line)
        m_curve->setData(line, at, lines[line]);
    m_curve->fit();
    m_curve->refresh();
    m_cut->setValue(m_found.cut().value_or(kFirstCut));
    showCut();
}

void ConfidenceTab::showCut() {
    const ThresholdPoint point = pointAt(m_found.thresholds, m_cut->value());
    const auto cut = m_found.cut();
    const bool kept = cut && std::abs(*cut - m_cut->value()) < 0.005;
    m_effect->setText(
        tr("Above it %1 % is right and %2 % of all entities are found; %3 % of what is marked is "
           "left to a person.")
            .arg(percent(point.precision), percent(point.recall), percent(point.left)));
    if (m_found.kept && m_found.kept->cut && !cut)
        m_effect->setText(m_effect->text() % QLatin1Char(' ')
            % tr("The cut that is kept, %1, is of other scores (%2) and is not offered.")
                  .arg(QLocale().toString(*m_found.kept->cut, 'f', 2),
                      scoringName({m_found.kept->score, m_found.kept->cutTemperature})));
    m_keep->setText(kept ? tr("Kept") : tr("Keep this cut"));
    m_keep->setEnabled(!kept && m_workbench.project().editable() && m_run.id.value != 0);
    m_keep->setToolTip(tr("Accepting suggestions in the labelling workspace offers it"));
    m_curve->setMarks({{100 * m_cut->value(), tr("Cut"), m_effect->text(), PlotMark::Note}});
}

void ConfidenceTab::keepCut() {
    const ThresholdPoint point = pointAt(m_found.thresholds, m_cut->value());
    RunConfidence kept = m_found.kept.value_or(RunConfidence{});
    if (!m_found.kept) {
        kept.split = m_split.toStdString();
        kept.entities = m_found.entities;
        kept.runFinished = m_run.finished.value_or(0);
    }
    kept.score = m_found.scoring.score;
    kept.cutTemperature = m_found.scoring.temperature;
    kept.cut = m_cut->value();
    kept.cutPrecision = point.precision;
    kept.cutLeft = point.left;
    m_workbench.record(
        [run = m_run.id, kept](store::Writer& writer) { return keepConfidence(writer, run, kept); },
        [this, alive = m_alive, kept](const Result<void>& done) {
            if (!*alive)
                return;
            if (!done)
                return m_banner->showError(done.error());
            m_found.kept = kept;
            showCut();
        });
}

} // namespace evenspan::ui
