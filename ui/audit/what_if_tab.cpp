// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/what_if_tab.h"

#include "core/app/audit/type_bias_sets.h"
#include "ui/audit/audit_mentions.h"
#include "ui/audit/type_sliders.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QApplication>
#include <QBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr double kMostBias = 6; // beyond which next to nothing changes
constexpr int kSlow = 300; // ms after which the window says that it is busy
const std::string kSplit = "validation";

TypeSliders::Scale cutScale() {
    return {0, 1, 0.001, 100, 1, {},
        [](const QString& type) { return WhatIfTab::tr("Least score of %1").arg(type); },
        [](const QString& type) {
            return WhatIfTab::tr("Least score of %1 in percent").arg(type);
        }};
}

TypeSliders::Scale biasScale() {
    return {-kMostBias, kMostBias, 0.05, 1, 2, WhatIfTab::tr("never"),
        [](const QString& type) { return WhatIfTab::tr("Readiness for %1").arg(type); },
        [](const QString& type) { return WhatIfTab::tr("Readiness for %1, a number").arg(type); }};
}

} // namespace

WhatIfTab::WhatIfTab(Workbench& workbench, RunDesk* desk, std::filesystem::path engine,
    std::filesystem::path suites, QWidget* parent)
    : AuditTab(parent)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_engine(std::move(engine))
    , m_suites(std::move(suites))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("audit"), tr("What if the run were more careful?"),
          tr("This installation cannot ask a model."), tr("Score the validation text"), this))
    , m_job(new QWidget(this))
    , m_progress(new ProgressStrip(m_job))
    , m_banner(new ErrorBanner(this))
    , m_head(mutedLabel({}, this))
    , m_busy(new ProgressStrip(this))
    , m_both(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_controls(new QScrollArea(this))
    , m_cuts(new TypeSliders(cutScale(), this))
    , m_biases(new TypeSliders(biasScale(), this))
    , m_biasBox(new QWidget(this))
    , m_view(new WhatIfView(this)) {
    setObjectName(QStringLiteral("what_if"));
    m_progress->setAccessibleName(tr("Progress of the scoring"));
    m_progress->setFixedWidth(space(this, 40));
    auto* stop = new QPushButton(tr("Cancel"), m_job);
    stop->setAccessibleName(tr("Cancel the scoring"));
    auto* job = new QVBoxLayout(m_job);
    job->addStretch(1);
    auto* line = new QHBoxLayout;
    line->setSpacing(space(this, 2));
    line->addStretch(1);
    line->addWidget(m_progress);
    line->addWidget(mutedLabel(tr("The model reads the validation text"), m_job));
    line->addWidget(stop);
    line->addStretch(1);
    job->addLayout(line);
    job->addStretch(1);

    m_head->setWordWrap(true);
    m_busy->setAccessibleName(tr("The sentences are decoded anew"));
    m_busy->setFixedWidth(space(this, 20));
    m_busy->hide();
    m_controls->setFrameShape(QFrame::NoFrame);
    m_controls->setWidgetResizable(true);
    m_controls->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_controls->setFocusPolicy(Qt::NoFocus);
    m_controls->setWidget(makeControls());
    auto* page = new QWidget(this);
    m_both->setSpacing(space(this, 4));
    m_both->addWidget(m_controls);
    m_both->addWidget(m_view, 1);
    auto* top = new QHBoxLayout;
    top->setSpacing(space(this, 2));
    top->addWidget(m_head, 1);
    top->addWidget(m_busy);
    auto* whole = new QVBoxLayout(page);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(space(this, 3));
    whole->addLayout(top);
    whole->addLayout(m_both, 1);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    for (QWidget* view : {static_cast<QWidget*>(m_empty), m_job, static_cast<QWidget*>(scroll)})
        m_stack->addWidget(view);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, space(this, 3), 0, 0);
    all->addWidget(m_banner);
    all->addWidget(m_stack, 1);
    m_slow.setSingleShot(true);
    m_slow.setInterval(kSlow);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        m_busy->setShare(-1);
        m_busy->show();
    });
    connect(m_empty->button(), &QPushButton::clicked, this, &WhatIfTab::score);
    connect(stop, &QPushButton::clicked, this, &WhatIfTab::cancel);
    connect(m_cuts, &TypeSliders::changed, this, &WhatIfTab::ask);
    connect(m_biases, &TypeSliders::changed, this, &WhatIfTab::ask);
    connect(m_view, &WhatIfView::groupPicked, this, &WhatIfTab::open);
    connect(&m_workbench, &Workbench::projectChanged, this, &WhatIfTab::showState);
    reflow();
    showState();
}

QWidget* WhatIfTab::makeControls() {
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, space(this, 4), 0);
    column->setSpacing(space(this, 2));
    const auto say = [&](QVBoxLayout* into, QLabel* label) {
        label->setWordWrap(true);
        into->addWidget(label);
    };
    column->addWidget(headingLabel(tr("Keep what is at least so sure"), inside));
    say(column,
        mutedLabel(tr("In percent of the model's own score. What is less sure is dropped "
                      "in every group alike."),
            inside));
    column->addWidget(m_cuts);
    auto* noCut = new QPushButton(tr("Back to no cut"), inside);
    column->addWidget(noCut, 0, Qt::AlignLeft);
    auto* below = new QVBoxLayout(m_biasBox);
    below->setContentsMargins(0, space(this, 3), 0, 0);
    below->setSpacing(space(this, 2));
    below->addWidget(headingLabel(tr("Say a type more or less readily"), m_biasBox));
    say(below,
        mutedLabel(tr("Before the run decides: at +1 the odds of the type are 2.7 times what they "
                      "were, at −1 a third, and “never” leaves it out."),
            m_biasBox));
    below->addWidget(m_biases);
    auto* plain = new QPushButton(tr("Back to the run as it is"), m_biasBox);
    below->addWidget(plain, 0, Qt::AlignLeft);
    column->addWidget(m_biasBox);
    column->addStretch(1);
    connect(noCut, &QPushButton::clicked, this, [this] { setCut({}, 0); });
    connect(plain, &QPushButton::clicked, this, [this] { setBias({}, 0); });
    return inside;
}

// Side by side where there is room, else one below the other.
void WhatIfTab::reflow() {
    const bool narrow = width() < space(this, 180);
    m_both->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_controls->setMinimumWidth(narrow ? 0 : space(this, 75));
    m_controls->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : space(this, 75));
    m_controls->setMinimumHeight(narrow ? m_controls->widget()->sizeHint().height() : 0);
    m_view->fit(narrow, width());
}

void WhatIfTab::resizeEvent(QResizeEvent* event) {
    AuditTab::resizeEvent(event);
    reflow();
}

WhatIfTab::~WhatIfTab() {
    if (m_asking)
        m_workbench.forget(m_asking);
    if (m_run && m_desk)
        m_desk->cancel(m_run);
}

QWidget* WhatIfTab::focusTarget() {
    if (m_stack->currentIndex() == Asking)
        return m_empty->button();
    return m_cuts->first() ? m_cuts->first() : m_view->focusTarget();
}

void WhatIfTab::showAudit(const AuditPtr& audit, std::size_t dimension) {
    const bool other = !m_audit || m_audit->audit.name != audit->audit.name
        || m_audit->audit.time != audit->audit.time;
    m_audit = audit;
    m_dimension = dimension;
    if (other) {
        if (m_run)
            m_desk->cancel(std::exchange(m_run, 0));
        m_sets.reset();
        m_banner->clear();
    }
    showState();
    ask();
}

void WhatIfTab::showState() {
    const auto& splits = m_workbench.project().info.splits;
    const auto found = splits.find(kSplit);
    const bool text = found != splits.end() && found->second.documents > 0;
    m_empty->setTexts(tr("What if the run were more careful?"),
        !m_desk ? tr("This installation cannot ask a model.")
            : text
            ? tr("Drop what the run is not sure of, type by type, and see at once what that "
                 "does to every group. The run is scored on the validation text: what is "
                 "chosen on the text of the test looks better than it is. Nothing is changed.")
            : tr("This needs validation text, and the project has none: what is chosen on "
                 "the text of the test looks better than it is. Put some documents into the "
                 "split “validation”."));
    m_empty->button()->setEnabled(m_desk && text && m_audit);
    m_stack->setCurrentIndex(m_run ? Scoring : m_sets ? Showing : Asking);
}

void WhatIfTab::score() {
    if (!m_desk || !m_audit || m_run)
        return;
    AuditRequest request = m_audit->request;
    request.split = kSplit;
    request.shipped = m_suites;
    m_banner->clear();
    m_run = m_desk->ask<std::shared_ptr<const WhatIfSets>>(
        [request, engine = m_engine](store::Project& project, std::stop_token stop,
            const RunBackend::Progress& tell) -> Result<std::shared_ptr<const WhatIfSets>> {
            auto made = whatIfSets(project, engine, request, stop, [&](const AuditProgress& now) {
                const bool suite = std::string_view(now.phase) == "suite";
                const double share = now.total ? double(now.done) / double(now.total) : 0;
                tell(suite ? 0.5 + share / 2 : share / (request.suites.empty() ? 1 : 2));
            });
            if (!made)
                return made.error();
            return std::make_shared<const WhatIfSets>(std::move(*made));
        },
        [this](double share) { m_progress->setShare(share); },
        [this](Result<std::shared_ptr<const WhatIfSets>> made) {
            m_run = 0;
            if (made)
                return take(*made);
            m_banner->showError(made.error());
            showState();
        });
    m_progress->setShare(-1);
    showState();
}

void WhatIfTab::take(std::shared_ptr<const WhatIfSets> sets) {
    const bool here = m_stack->isAncestorOf(QApplication::focusWidget());
    m_sets = std::move(sets);
    std::vector<std::string> types = m_sets->sets.front().types;
    for (const auto& set : m_sets->sets) // a suite may ask for a label that the text lacks
        for (const auto& type : set.types)
            if (std::find(types.begin(), types.end(), type) == types.end())
                types.push_back(type);
    m_cuts->setTypes(types);
    m_biases->setTypes(m_sets->bias ? m_sets->bias->types() : std::vector<std::string>());
    m_biasBox->setVisible(m_sets->bias != nullptr);
    reflow();
    showState();
    ask();
    if (here && isVisible())
        focusTarget()->setFocus();
}

void WhatIfTab::cancel() {
    if (m_run)
        m_desk->cancel(std::exchange(m_run, 0));
    showState();
    Q_EMIT said(tr("Cancelled: nothing was scored"));
}

void WhatIfTab::setCut(const QString& type, double share) {
    m_cuts->set(type, share);
}

double WhatIfTab::cut(const QString& type) const {
    return m_cuts->value(type.toStdString());
}

void WhatIfTab::setBias(const QString& type, double bias) {
    m_biases->set(type, bias);
}

double WhatIfTab::bias(const QString& type) const {
    return m_biases->value(type.toStdString());
}

const WhatIfSet* WhatIfTab::current() const {
    if (!m_sets || !m_audit || m_dimension >= m_audit->audit.dimensions.size())
        return nullptr;
    for (const auto& set : m_sets->sets)
        if (set.id == m_audit->audit.dimensions[m_dimension].id)
            return &set;
    return nullptr;
}

// The mentions of a group in the text that was scored.
void WhatIfTab::open(int group) {
    if (!m_audit || m_dimension >= m_audit->audit.dimensions.size() || group < 0
        || std::size_t(group) >= m_groups.size())
        return;
    auto dimension = m_audit->audit.dimensions[m_dimension];
    dimension.groups.assign(1, {});
    dimension.groups.front().name = m_groups[std::size_t(group)];
    dimension.groups.front().unknown = m_groups[std::size_t(group)].empty();
    if (const auto filter = mentionsBehind(dimension, "performance." + dimension.id, 0, 0))
        Q_EMIT mentionsWanted(*filter, QString::fromStdString(kSplit));
    else
        Q_EMIT said(tr("These groups are not of single mentions"));
}

void WhatIfTab::ask() {
    if (m_asking)
        m_workbench.forget(std::exchange(m_asking, 0));
    if (!m_sets || !m_audit)
        return;
    m_head->setText(tr("%1 on the validation text, %n document(s). To look only: the same cut may "
                       "narrow one gap and widen another.",
        nullptr, int(m_sets->documents))
                        .arg(shown(m_sets->run)));
    const WhatIfSet* set = current();
    m_view->setNone(set ? QString()
                        : tr("Names that were swapped in the text have no score of their own. "
                             "Choose other groups above."));
    const WhatIfSet* groups = set ? set : &m_sets->sets.front();
    if (!m_busy->isVisible())
        m_slow.start();
    // Decoding a split again takes longer than a window's thread may wait, and so may thousands of
    // groups. The newest wish wins: an older one is stopped.
    m_asking = m_workbench.query<WhatIfView::Answer>(
        [sets = m_sets, groups, cuts = m_cuts->values(), biases = m_biases->values(),
            biased = m_biases->any()](
            store::Reader&, std::stop_token stop) -> Result<WhatIfView::Answer> {
            WhatIfView::Answer out;
            out.documents = groups->unit == "document";
            const auto take = [&](fairness::WhatIfAnswer& into, const WhatIfSet& of,
                                  bool cut) -> Result<void> {
                std::vector<double> at;
                for (const auto& type : of.types) {
                    const auto found = cuts.find(type);
                    at.push_back(cut && found != cuts.end() ? found->second : 0);
                }
                auto found = of.whatIf.at(at);
                if (!found)
                    return found.error();
                into = std::move(*found);
                return {};
            };
            const WhatIfSet *everything = &sets->sets.front(), *then = groups,
                            *allThen = everything;
            std::vector<WhatIfSet> anew;
            if (biased && sets->bias) {
                auto made = sets->bias->at(biases, stop);
                if (!made)
                    return made.error();
                anew = std::move(*made);
                for (const auto& each : anew) {
                    then = each.id == groups->id ? &each : then;
                    allThen = each.id == everything->id ? &each : allThen;
                }
            }
            for (auto done : {take(out.now, *groups, false), take(out.then, *then, true),
                     take(out.allNow, *everything, false), take(out.allThen, *allThen, true)})
                if (!done)
                    return done.error();
            return out;
        },
        [this](Result<WhatIfView::Answer> answer) {
            m_asking = 0;
            m_slow.stop();
            m_busy->hide();
            m_groups.clear();
            if (answer) {
                for (const auto& each : answer->now.groups)
                    m_groups.push_back(each.group);
                m_view->show(*answer);
            } else if (m_workbench.isOpen())
                m_banner->showError(answer.error());
        });
}

} // namespace evenspan::ui
