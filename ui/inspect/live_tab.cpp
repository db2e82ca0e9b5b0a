// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/live_tab.h"

#include "core/app/inspect/version_change.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/live_text_view.h"
#include "ui/inspect/span_scores.h"
#include "ui/inspect/tag_bars.h"
#include "ui/inspect/why_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace evenspan::ui {

namespace {

constexpr int kPause = 60; // ms without a key before the run is asked
constexpr int kMostText = 20'000; // characters

QString methodName(AttributionMethod method) {
    switch (method) {
    case AttributionMethod::Occlusion:
        return LiveTab::tr("Occlusion");
    case AttributionMethod::IntegratedGradients:
        return LiveTab::tr("Integrated gradients");
    case AttributionMethod::GradientTimesInput:
        return LiveTab::tr("Gradient × input");
    case AttributionMethod::Rollout:
        return LiveTab::tr("Attention rollout");
    }
    return {};
}

QString methodTip(AttributionMethod method) {
    switch (method) {
    case AttributionMethod::Occlusion:
        return LiveTab::tr("How much less probable the tags become when a word is hidden");
    case AttributionMethod::IntegratedGradients:
        return LiveTab::tr("What each word adds on the way from an empty sentence to this one; the "
                           "parts add up to the whole");
    case AttributionMethod::GradientTimesInput:
        return LiveTab::tr("How steeply the answer hangs on each word here; quick, but the parts "
                           "do not add up");
    case AttributionMethod::Rollout:
        return LiveTab::tr("From which words attention could carry something here: not causal, and "
                           "not about a tag");
    }
    return {};
}

} // namespace

LiveTab::LiveTab(Workbench& workbench, LiveDesk* desk, QWidget* parent, WhyDesk* why)
    : InspectTab(parent)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_edit(new QPlainTextEdit(this))
    , m_pin(new QPushButton(tr("Pin this version"), this))
    , m_swap(new QPushButton(tr("Swap the name"), this))
    , m_save(new QPushButton(tr("Save as a test"), this))
    , m_method(new QComboBox(this))
    , m_class(new QComboBox(this))
    , m_note(new ElidedLabel(this))
    , m_banner(new ErrorBanner(this))
    , m_scores(new SpanScoreLine(this))
    , m_view(new LiveTextView(this))
    , m_bars(new TagBars(this))
    , m_lower(new QTabWidget(this))
    , m_table(new DataTable(this))
    , m_model(new LiveModel(this))
    , m_why(new WhyPanel(workbench, why, this))
    , m_pinnedArea(new QScrollArea(this))
    , m_pinned(nullptr) {
    m_edit->setPlaceholderText(tr("Type a sentence to see what the run reads in it"));
    m_edit->setAccessibleName(tr("Sentence to try"));
    m_edit->setTabChangesFocus(true);
    m_edit->setFont(scaledFont(font(), 16 / 13.0));
    m_edit->setFixedHeight(QFontMetrics(m_edit->font()).lineSpacing() * 2 + space(this, 5));
    m_pin->setToolTip(tr("Keep this version beside those that follow"));
    m_swap->setToolTip(tr("Put another name of the project in the place of the chosen entity"));
    m_save->setToolTip(
        tr("Keep the text and what is marked in it as a test of behaviour for every run"));
    m_method->setAccessibleName(tr("Method of explanation"));
    for (const auto method : {AttributionMethod::Occlusion, AttributionMethod::IntegratedGradients,
             AttributionMethod::GradientTimesInput, AttributionMethod::Rollout}) {
        m_method->addItem(methodName(method), int(method));
        m_method->setItemData(m_method->count() - 1, methodTip(method), Qt::ToolTipRole);
    }
    m_method->setCurrentIndex(std::max(
        0, m_method->findData(QSettings().value(QStringLiteral("inspect/method"), 0).toInt())));
    m_method->setToolTip(m_method->currentData(Qt::ToolTipRole).toString());
    m_class->setAccessibleName(tr("Tag that is explained"));
    m_class->setToolTip(tr("Explain why the words have their own tags, or how far they are from "
                           "another one"));
    m_class->addItem(tr("Its own tags"), -1);
    m_class->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setMuted(m_note);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Words of the sentence"));
    m_table->horizontalHeader()->setSectionResizeMode(LiveModel::Word, QHeaderView::Stretch);
    for (int column = LiveModel::Tag; column < LiveModel::Columns; ++column)
        m_table->setColumnWidth(column, space(this, 25));
    auto* inner = new QWidget(m_pinnedArea);
    m_pinned = new QHBoxLayout(inner);
    m_pinned->setContentsMargins(0, 0, 0, 0);
    m_pinned->setSpacing(space(this, 3));
    m_pinnedArea->setWidget(inner);
    m_pinnedArea->setWidgetResizable(true);
    m_pinnedArea->setFrameShape(QFrame::NoFrame);
    m_pinnedArea->setAccessibleName(tr("Pinned versions"));
    m_pinnedArea->setMinimumHeight(space(this, 40));
    m_pinnedArea->hide();

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space(this, 2));
    buttons->addWidget(m_method);
    buttons->addWidget(m_class);
    buttons->addWidget(m_note, 1);
    buttons->addWidget(m_swap);
    buttons->addWidget(m_save);
    buttons->addWidget(m_pin);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_view);
    split->addWidget(m_pinnedArea);
    split->addWidget(m_bars);
    m_lower->setAccessibleName(tr("Words or training text"));
    m_lower->setDocumentMode(true);
    m_lower->tabBar()->setExpanding(false);
    m_lower->tabBar()->setDrawBase(false);
    m_lower->tabBar()->setAccessibleName(tr("Words or training text"));
    m_lower->addTab(m_table, tr("Words"));
    m_lower->addTab(m_why, tr("Training text"));
    split->addWidget(m_lower);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setStretchFactor(2, 0);
    split->setStretchFactor(3, 3);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_edit);
    column->addWidget(m_banner);
    column->addLayout(buttons);
    column->addWidget(m_scores);
    connect(m_scores->box(), &SpanScoreBox::scoreWanted, this, &LiveTab::scoreWanted);
    column->addWidget(split, 1);

    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &LiveTab::read);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &LiveTab::textChanged);
    connect(m_view, &LiveTextView::chosen, this, &LiveTab::chosen);
    connect(m_bars, &TagBars::chosen, this, [this](std::size_t begin, std::size_t end) {
        m_view->choose(m_barsFrom + begin, m_barsFrom + end);
        chosen(m_view->chosenBegin(), m_view->chosenEnd());
    });
    connect(m_table, &DataTable::activatedRow, this, [this](const QModelIndex& index) {
        m_view->choose(std::size_t(index.row()), std::size_t(index.row()) + 1);
        chosen(m_view->chosenBegin(), m_view->chosenEnd());
    });
    connect(m_method, &QComboBox::activated, this, [this] {
        QSettings().setValue(QStringLiteral("inspect/method"), m_method->currentData());
        m_method->setToolTip(m_method->currentData(Qt::ToolTipRole).toString());
        explain();
    });
    connect(m_class, &QComboBox::activated, this, [this] {
        explain();
        askWhy();
    });
    connect(m_why, &WhyPanel::placeWanted, this, &LiveTab::placeWanted);
    connect(m_pin, &QPushButton::clicked, this, &LiveTab::pin);
    connect(m_save, &QPushButton::clicked, this, &LiveTab::saveTest);
    connect(m_swap, &QPushButton::clicked, this, &LiveTab::swap);
    // What it read belongs to a project that is gone.
    connect(&m_workbench, &Workbench::projectChanged, this, [this] {
        if (m_run
            && (!m_workbench.isOpen()
                || m_workbench.project().path.toStdString() != m_run->project)) {
            m_run.reset();
            if (m_desk)
                m_desk->release();
        }
    });
    showNote();
}

LiveTab::~LiveTab() {
    if (m_desk)
        m_desk->stop();
    if (m_names)
        m_workbench.forget(m_names);
}

QWidget* LiveTab::focusTarget() {
    return m_edit;
}

// From the answer back to the sentence.
bool LiveTab::goUp() {
    if (m_view->chosenBegin() == m_view->chosenEnd())
        return false;
    m_view->choose(0, 0);
    chosen(0, 0);
    m_edit->setFocus();
    return true;
}

void LiveTab::setText(const QString& text) {
    m_edit->setPlainText(text);
}

void LiveTab::showChoice(const store::RunRow& run, const InspectionRequest&) {
    const LiveRun now{m_workbench.project().path.toStdString(), run.name, run.finished.value_or(0)};
    if (m_run && *m_run == now)
        return;
    m_run = now;
    m_why->clear();
    // Another run's probabilities are no version before.
    m_before.clear();
    m_reading.reset();
    m_changes.clear();
    {
        const QSignalBlocker blocker(m_class);
        while (m_class->count() > 1)
            m_class->removeItem(1);
        m_class->setCurrentIndex(0);
    }
    dropExplanation();
    showWords();
    read();
}

void LiveTab::textChanged() {
    dropExplanation();
    m_why->clear();
    m_pause.start();
}

void LiveTab::read() {
    const QString text = m_edit->toPlainText().left(kMostText);
    m_waiting = false;
    if (text.trimmed().isEmpty()) {
        if (m_desk)
            m_desk->stop();
        m_reading.reset();
        m_before.clear();
        m_changes.clear();
        m_banner->clear();
        showWords();
    } else if (!m_desk || !m_desk->possible()) {
        m_banner->showError({ErrorCode::EngineMissing, "This installation cannot ask a model", "",
            "Install the engine module, then start Evenspan again."});
    } else if (m_run) {
        m_waiting = true;
        m_desk->read(*m_run, text.toStdString(),
            [this](Result<LiveReading> reading) { take(std::move(reading)); });
    }
    showNote();
}

void LiveTab::take(Result<LiveReading> reading) {
    m_waiting = false;
    if (!reading) {
        if (reading.error().code != ErrorCode::Cancelled)
            m_banner->showError(reading.error());
        return showNote();
    }
    m_banner->clear();
    // The same text again is no new version.
    if (!m_reading || m_reading->text != reading->text) {
        if (m_reading)
            m_before = wordsOf(*m_reading);
        m_changes = m_before.empty() ? std::vector<std::optional<double>>{}
                                     : changesSince(m_before, wordsOf(*reading));
    }
    m_reading = std::move(*reading);
    if (m_class->count() == 1) {
        const QSignalBlocker blocker(m_class);
        for (std::size_t k = 0; k < m_reading->tags.size(); ++k)
            m_class->addItem(QString::fromStdString(m_reading->tags[k]), int(k));
    }
    showWords();
    showNote();
}

void LiveTab::showNote() {
    QString text;
    if (!m_run)
        text = tr("Choose a run at the top");
    else if (m_waiting)
        text = tr("Reading …");
    else if (!m_reading)
        text = tr("Type a sentence to see what the run reads in it");
    else if (m_asked)
        text = tr("Explaining …");
    else if (m_explanation) {
        const Explanation& e = *m_explanation;
        if (e.method == AttributionMethod::Rollout)
            text = tr("Where attention could come from: not causal");
        else if (e.method == AttributionMethod::Occlusion)
            text = tr("Each word hidden in turn");
        else if (e.method == AttributionMethod::IntegratedGradients)
            text = (e.complete ? tr("Complete within %1 after %n steps, from an empty sentence",
                        nullptr, e.steps)
                               : tr("Not complete: %1 missing after %n steps", nullptr, e.steps))
                       .arg(QLocale().toString(e.gap, 'g', 2));
        else
            text =
                tr("%1 is missing for the parts to add up").arg(QLocale().toString(e.gap, 'g', 2));
    } else if (m_view->chosenBegin() == m_view->chosenEnd())
        text = tr("Choose a word or an entity to see what it rests on");
    QStringList parts{text};
    if (m_reading
        && std::any_of(m_reading->sentences.begin(), m_reading->sentences.end(),
            [](const ReadSentence& sentence) { return sentence.cut; }))
        parts << tr("longer than a window: words far apart do not see each other");
    if (m_edit->toPlainText().size() > kMostText)
        parts << tr("only the first %1 characters are read").arg(number(kMostText));
    parts.removeAll(QString());
    m_note->setFullText(parts.join(QStringLiteral("  ·  ")));
}

void LiveTab::chosen(std::size_t begin, std::size_t end) {
    m_swap->setEnabled(chosenIsEntity());
    showBars();
    askWhy();
    if (begin < end)
        return explain();
    dropExplanation();
    showWords();
    showNote();
}

void LiveTab::dropExplanation() {
    if (m_desk)
        m_desk->stopExplaining();
    m_asked = false;
    m_explanation.reset();
}

void LiveTab::explain() {
    const auto wanted = target();
    if (!m_desk || !m_run || !wanted)
        return;
    ExplainOptions options;
    options.method = AttributionMethod(m_method->currentData().toInt());
    m_explanation.reset();
    m_explained = wanted->sentence;
    m_asked = true;
    m_desk->explain(*m_run, m_reading->text, *wanted, options,
        [this](Result<Explanation> found) { takeExplanation(std::move(found)); });
    showNote();
}

void LiveTab::takeExplanation(Result<Explanation> explanation) {
    m_asked = false;
    if (explanation) {
        m_explanation = std::move(*explanation);
        m_banner->clear();
    } else if (explanation.error().code != ErrorCode::Cancelled) {
        m_banner->showError(explanation.error());
    }
    showWords();
    showNote();
}

} // namespace evenspan::ui
