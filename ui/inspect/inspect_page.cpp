// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/inspect_page.h"

#include "core/app/inspect/behaviour_tests.h"
#include "core/store/reader.h"
#include "core/store/run_marks.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/behaviour_tab.h"
#include "ui/inspect/errors_tab.h"
#include "ui/inspect/scores_tab.h"
#include "ui/inspect/slices_tab.h"
#include "ui/inspect/two_runs_tab.h"
#include "ui/shell/main_window.h"
#include "ui/shell/suggestion_service.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr int kUndecided = Qt::UserRole + 1; // of an entry of the splits: bool
constexpr int kLeastHeight = 95; // of a tab, in steps: six rows of a table and a sentence below

bool canBeLookedAt(const store::RunRow& run) {
    return run.state == store::RunState::Finished || run.state == store::RunState::Stopped
        || (run.state == store::RunState::Interrupted && !run.path.empty());
}

} // namespace

InspectPage::InspectPage(MainWindow& window, RunDesk* desk, PlaceOpener opener, QWidget* parent)
    : Page(parent)
    , m_window(window)
    , m_workbench(window.workbench())
    , m_desk(desk)
    , m_opener(std::move(opener))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("inspect"), tr("No run to look into yet"),
          tr("This page shows what a model tagged, right and wrong, beside what is labelled: every "
             "error as a text that one key opens. It needs a run that has been trained."),
          tr("Fine-tune a model"), this))
    , m_runBox(new QComboBox(this))
    , m_splitBox(new QComboBox(this))
    , m_note(new ElidedLabel(this))
    , m_progress(new ProgressStrip(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_banner(new ErrorBanner(this))
    , m_tabs(new QTabWidget(this)) {
    m_runBox->setAccessibleName(tr("Run"));
    m_runBox->setToolTip(tr("Which run is looked into"));
    m_splitBox->setAccessibleName(tr("Documents"));
    m_splitBox->setToolTip(tr("Which documents are looked at"));
    for (QComboBox* box : {m_runBox, m_splitBox}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setMaximumWidth(space(this, 75));
    }
    setMuted(m_note);
    m_progress->setAccessibleName(tr("Progress of the run's reading"));
    m_progress->setFixedWidth(space(this, 40));
    m_cancel->setAccessibleName(tr("Cancel reading"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->setAccessibleName(tr("Views of what the run marked"));
    auto* head = new QHBoxLayout;
    head->setSpacing(space(this, 2));
    head->addWidget(m_runBox);
    head->addWidget(m_splitBox);
    head->addSpacing(space(this, 2));
    head->addWidget(m_note, 1);
    head->addWidget(m_progress);
    head->addWidget(m_cancel);
    auto* main = new QWidget(this);
    auto* column = new QVBoxLayout(main);
    column->setContentsMargins(space(this, 6), space(this, 4), space(this, 6), space(this, 3));
    column->setSpacing(space(this, 3));
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_tabs, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(main);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);

    connect(m_empty->button(), &QPushButton::clicked, this, [this] {
        if (QAction* action = m_window.actions().action(QStringLiteral("train.new")))
            action->trigger();
    });
    connect(m_runBox, &QComboBox::activated, this, &InspectPage::choiceChanged);
    connect(m_splitBox, &QComboBox::activated, this, &InspectPage::choiceChanged);
    connect(m_cancel, &QPushButton::clicked, this, &InspectPage::cancel);
    connect(&m_workbench, &Workbench::trainingChanged, this, &InspectPage::reloadRuns);
    connect(&m_workbench, &Workbench::projectChanged, this, [this] {
        if (!m_workbench.isOpen() || m_workbench.project().path == m_path)
            return;
        m_path = m_workbench.project().path;
        m_inspection.reset();
        m_stale = true;
        loadScore();
        loadStale();
        fillSplits();
        reloadRuns();
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        if (isVisible() && m_rescore && current() && current()->wantsInspection())
            ask();
    });
    connect(&m_workbench, &Workbench::documentEdited, this, [this] { m_stale = true; });
    connect(&m_workbench, &Workbench::documentsChanged, this, [this] {
        m_stale = true;
        fillSplits();
    });
    addTab(new ErrorsTab(m_workbench, this), tr("Errors"));
    addTab(new SlicesTab(m_workbench, this), tr("Slices"));
    addTab(new InspectScoresTab(m_workbench, this), tr("Labels"));
    addTab(new TwoRunsTab(m_workbench, m_desk, this), tr("Two runs"));
    m_confidence = new ConfidenceTab(m_workbench, this);
    addTab(m_confidence, tr("Confidence"));
    m_tests = new BehaviourTab(m_workbench, m_desk, this, &m_window.dialogs());
    addTab(m_tests, tr("Tests"));
    if (SuggestionService* suggesting = m_workbench.suggestions())
        connect(suggesting, &SuggestionService::requestDone, this, &InspectPage::loadStale);
    if (m_workbench.isOpen()) {
        m_path = m_workbench.project().path;
        loadScore();
        loadStale();
        fillSplits();
        reloadRuns();
    }
    showState();
}

InspectPage::~InspectPage() {
    *m_alive = false;
    for (const Workbench::Ticket ticket : {m_scoreTicket, m_staleTicket, m_ticket})
        if (ticket)
            m_workbench.forget(ticket);
    if (m_ask && m_desk)
        m_desk->cancel(m_ask);
}

void InspectPage::setFitter(ConfidenceTab::Fitter fitter) {
    m_confidence->setFitter(m_desk, std::move(fitter));
}

void InspectPage::addTab(InspectTab* tab, const QString& name) {
    auto* stack = new QStackedWidget(m_tabs);
    auto* empty = new EmptyState(QStringLiteral("inspect"), tr("Not read yet"),
        tr("The run has not read these documents."), tr("Read them"), stack);
    stack->addWidget(empty);
    // In a low window or with large text a tab is scrolled rather than squeezed.
    auto* scroll = new QScrollArea(stack);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus); // what is in it scrolls it
    tab->setMinimumHeight(space(this, kLeastHeight));
    scroll->setWidget(tab);
    stack->addWidget(scroll);
    m_places.push_back({tab, stack, empty});
    m_tabs->addTab(stack, name);
    connect(empty->button(), &QPushButton::clicked, this, [this] {
        if (m_emptyAction)
            m_emptyAction();
    });
    connect(tab, &InspectTab::placeWanted, this, &InspectPage::openPlace);
    connect(tab, &InspectTab::mentionsWanted, this, [this](const MentionFilter& filter) {
        m_places.front().tab->showOnly(filter);
        m_tabs->setCurrentIndex(0);
        m_places.front().tab->focusTarget()->setFocus();
    });
    connect(tab, &InspectTab::scoreWanted, this,
        [this](SpanScore score) { chooseScore(score, m_score.calibrated); });
    connect(tab, &InspectTab::calibratedWanted, this,
        [this](bool calibrated) { chooseScore(m_score.scoring.score, calibrated); });
    connect(tab, &InspectTab::confidenceFitted, this, [this] {
        loadScore();
        rescored();
    });
    tab->showScore(m_score);
    connect(tab, &InspectTab::testWanted, this, [this](const BehaviourTest& test) {
        m_tests->add(test);
        m_window.toast().say(tr("Kept as a test"), tr("Show"), [this] {
            for (std::size_t at = 0; at < m_places.size(); ++at)
                if (m_places[at].tab == m_tests)
                    m_tabs->setCurrentIndex(int(at));
            m_tests->focusTarget()->setFocus();
        });
    });
    if (const store::RunRow* chosen = run())
        tab->showChoice(*chosen, request());
    if (m_inspection)
        tab->showInspection(m_inspection);
    showState();
}

QString InspectPage::breadcrumb() const {
    return m_runBox->currentText().isEmpty() || m_stack->currentIndex() == 0
        ? tr("Inspect")
        : tr("Inspect") % QStringLiteral("  ›  ") % m_runBox->currentText();
}

QList<QWidget*> InspectPage::panels() const {
    if (m_stack->currentIndex() == 0)
        return {m_empty->button()};
    QList<QWidget*> out{m_runBox, m_tabs->tabBar()};
    if (InspectTab* tab = current(); tab && tab->isVisible())
        out << tab->focusTarget();
    return out;
}

void InspectPage::shown() {
    if (m_stack->currentIndex() == 0)
        return m_empty->button()->setFocus();
    loadStale();
    if (m_stale && !m_ask)
        ask();
    if (InspectTab* tab = current(); tab && tab->isVisible())
        tab->focusTarget()->setFocus();
    else
        m_runBox->setFocus();
}

bool InspectPage::goUp() {
    InspectTab* tab = current();
    return tab && tab->isVisible() && tab->goUp();
}

QList<std::pair<QString, QString>> InspectPage::keyHints() const {
    return {{tr("Open the mention in the labelling workspace"), tr("Enter")},
        {tr("Come back from there, or drop the filter"), tr("Esc")},
        {tr("Choose or drop a value of a filter"), tr("Space")}};
}

InspectTab* InspectPage::current() const {
    const int at = m_tabs->currentIndex();
    return at >= 0 && at < int(m_places.size()) ? m_places[std::size_t(at)].tab : nullptr;
}

void InspectPage::choose(const QString& run) {
    m_wanted = run;
    reloadRuns();
}

void InspectPage::reloadRuns() {
    if (!m_workbench.isOpen())
        return;
    if (m_ticket)
        m_workbench.forget(m_ticket);
    using Rows = std::vector<store::RunRow>;
    m_ticket = m_workbench.query<Rows>(
        [](store::Reader& reader, std::stop_token stop) -> Result<Rows> {
            auto rows = reader.runs(stop);
            if (!rows)
                return rows;
            auto marks = store::runMarks(reader, stop);
            if (!marks)
                return marks.error();
            std::erase_if(*rows, [&](const store::RunRow& row) {
                const auto found = marks->find(row.id);
                return !canBeLookedAt(row)
                    || (found != marks->end() && found->second.trashed.has_value());
            });
            std::reverse(rows->begin(), rows->end()); // the newest first
            return rows;
        },
        [this](Result<Rows> rows) {
            m_ticket = 0;
            if (!rows)
                return m_banner->showError(rows.error());
            const store::RunRow* before = run();
            const RunId oldId = before ? before->id : RunId{};
            const std::int64_t oldEnd = before ? before->finished.value_or(0) : 0;
            const QString name = !m_wanted.isEmpty() ? std::exchange(m_wanted, QString())
                : before                             ? m_runBox->currentText()
                         : QSettings().value(QStringLiteral("inspect/run")).toString();
            m_runs = std::move(*rows);
            const QSignalBlocker blocker(m_runBox);
            m_runBox->clear();
            for (const store::RunRow& row : m_runs)
                m_runBox->addItem(QString::fromStdString(row.name));
            m_runBox->setCurrentIndex(m_runs.empty() ? -1 : qMax(0, m_runBox->findText(name)));
            m_stack->setCurrentIndex(m_runs.empty() ? 0 : 1);
            const store::RunRow* now = run();
            if (now && (now->id != oldId || now->finished.value_or(0) != oldEnd))
                choiceChanged();
            Q_EMIT breadcrumbChanged();
        });
}

void InspectPage::fillSplits() {
    if (!m_workbench.isOpen())
        return;
    const bool first = m_splitBox->count() == 0;
    const QVariant before = m_splitBox->currentData();
    const bool undecided = m_splitBox->currentData(kUndecided).toBool();
    const QSignalBlocker blocker(m_splitBox);
    m_splitBox->clear();
    for (const auto& [split, counts] : m_workbench.project().info.splits) {
        const QString name = QString::fromStdString(split);
        m_splitBox->addItem(split.empty() ? tr("No split")
                : split == "train"        ? tr("Training")
                : split == "validation"   ? tr("Validation")
                : split == "test"         ? tr("Test")
                                          : name,
            name);
    }
    m_splitBox->addItem(tr("Documents without labels"), QString());
    m_splitBox->setItemData(m_splitBox->count() - 1, true, kUndecided);
    const QVariant wanted = first
        ? QSettings().value(QStringLiteral("inspect/split"), QStringLiteral("validation"))
        : before;
    int at = undecided ? m_splitBox->count() - 1 : m_splitBox->findData(wanted);
    for (const char* split : {"validation", "test"})
        if (at < 0)
            at = m_splitBox->findData(QLatin1String(split));
    m_splitBox->setCurrentIndex(qMax(0, at));
}

const store::RunRow* InspectPage::run() const {
    const int at = m_runBox->currentIndex();
    return at >= 0 && at < int(m_runs.size()) ? &m_runs[std::size_t(at)] : nullptr;
}

InspectionRequest InspectPage::request() const {
    InspectionRequest request;
    request.run = m_runBox->currentText().toStdString();
    request.split = m_splitBox->currentData().toString().toStdString();
    request.undecided = m_splitBox->currentData(kUndecided).toBool();
    return request;
}

void InspectPage::choiceChanged() {
    const store::RunRow* chosen = run();
    if (!chosen)
        return;
    QSettings settings;
    settings.setValue(QStringLiteral("inspect/run"), m_runBox->currentText());
    settings.setValue(QStringLiteral("inspect/split"), m_splitBox->currentData());
    m_inspection.reset();
    m_stale = true;
    for (const Place& place : m_places)
        place.tab->showChoice(*chosen, request());
    loadScore();
    if (m_ask)
        cancel();
    if (isVisible())
        ask();
    else
        showState();
    Q_EMIT breadcrumbChanged();
}

void InspectPage::ask() {
    if (!run())
        return;
    if (!m_desk)
        return take(Error{ErrorCode::EngineMissing, "This installation cannot ask a model", "",
            "Install the engine module, then start Evenspan again."});
    if (m_ask)
        m_desk->cancel(m_ask);
    m_stale = m_rescore = false;
    m_banner->clear();
    m_banner->setAction({}, {});
    m_ask = m_desk->inspect(
        request(), [this](double share) { m_progress->setShare(share); },
        [this](Result<InspectionPtr> inspection) {
            m_ask = 0;
            take(std::move(inspection));
        });
    m_progress->setShare(-1);
    showState();
}

void InspectPage::cancel() {
    if (m_ask)
        m_desk->cancel(std::exchange(m_ask, 0));
    m_stale = true;
    showState();
}

void InspectPage::openPlace(DocumentId document, CodePointRange range) {
    if (!m_opener)
        return;
    m_opener(document, range);
    if (m_window.currentPage() == this)
        return;
    m_window.setWayBack([this] { m_window.showPage(QStringLiteral("inspect")); });
    m_window.toast().say(tr("Esc leads back to the inspection"));
}

void addInspectPage(
    MainWindow& window, RunDesk* desk, PlaceOpener opener, std::function<void(InspectPage&)> more) {
    window.addPage({QStringLiteral("inspect"), QStringLiteral("inspect"),
        InspectPage::tr("Inspect"), InspectPage::tr("See what a run tagged, right and wrong"),
        [&window, desk, opener = std::move(opener), more = std::move(more)](QWidget* parent) {
            auto* page = new InspectPage(window, desk, opener, parent);
            if (more)
                more(*page);
            return page;
        }});
}

} // namespace evenspan::ui
