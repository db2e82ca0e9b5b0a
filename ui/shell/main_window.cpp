// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/common/error_text.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/bars.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/language.h"
#include "ui/shell/manual_page.h"
#include "ui/shell/rail.h"
#include "ui/shell/start_page.h"
#include "ui/shell/suggestion_service.h"
#include "ui/shell/train_monitor.h"
#include "ui/shell/training_service.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

// What was said of a page goes with it; what offers to do something stays until its time is over.
void leavePage(Toast& toast) {
    if (!toast.findChild<QPushButton*>()->isVisibleTo(&toast))
        toast.hide();
}

} // namespace

MainWindow::MainWindow(Workbench& workbench, Theme& theme, FileDialogs& dialogs)
    : m_workbench(workbench)
    , m_theme(theme)
    , m_dialogs(dialogs)
    , m_actions(new ActionRegistry(this))
    , m_monitor(new TrainMonitor(workbench, this)) {
    setWindowTitle(QStringLiteral("Evenspan"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/evenspan.svg")));
    setAcceptDrops(true);
    addActions();
    auto* central = new QWidget(this);
    setCentralWidget(central);
    m_rail = new Rail(central);
    m_top = new TopBar(*m_actions, central);
    m_status = new StatusStrip(central);
    m_pages = new QStackedWidget(central);
    m_pages->setObjectName(QStringLiteral("pages"));
    m_pages->setFocusPolicy(Qt::NoFocus);
    m_start = new StartPage(m_pages);
    m_pages->addWidget(m_start);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    m_notice = new ErrorBanner(central);
    m_notice->setObjectName(QStringLiteral("notice"));
    right->addWidget(m_notice);
    right->addWidget(m_pages, 1);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addLayout(right, 1);
    auto* column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addLayout(middle, 1);
    column->addWidget(m_status);
    m_toast = new Toast(central);
    addFootPage({QStringLiteral("manual"), QStringLiteral("manual"), tr("Manual"),
                    tr("How things are done, beginning with the page you are on"),
                    [this](QWidget* parent) { return new ManualPage(*m_actions, parent); }},
        QKeySequence(QStringLiteral("F1")));
    buildMenu();

    connect(m_rail, &Rail::chosen, this, [this](int index) {
        const QString& id = m_entries[std::size_t(index)].spec.id;
        m_actions->action(QStringLiteral("go.") % id)->trigger();
    });
    connect(m_start, &StartPage::sampleChosen, this,
        [this] { m_actions->action(QStringLiteral("project.sample"))->trigger(); });
    connect(m_start, &StartPage::newChosen, this,
        [this] { m_actions->action(QStringLiteral("project.new"))->trigger(); });
    connect(m_start, &StartPage::openChosen, this,
        [this] { m_actions->action(QStringLiteral("project.open"))->trigger(); });
    connect(m_start, &StartPage::projectChosen, this, &MainWindow::openPath);
    connect(m_top->palette(), &CommandPalette::searchDocuments, this, [this](const QString& text) {
        if (m_searcher && m_workbench.isOpen())
            m_searcher(text);
    });
    connect(m_status, &StatusStrip::stopRequested, this, [this] {
        if (m_workbench.isTraining())
            m_monitor->stop();
        else if (SuggestionService* suggestions = m_workbench.suggestions())
            suggestions->stop();
    });
    connect(m_status, &StatusStrip::jobClicked, this, [this] {
        showPage(m_workbench.isTraining() ? QStringLiteral("train") : QStringLiteral("label"));
    });
    if (SuggestionService* suggestions = m_workbench.suggestions())
        connect(suggestions, &SuggestionService::changed, this, &MainWindow::showJob);
    connect(m_status, &StatusStrip::languageClicked, this,
        [this] { m_actions->action(QStringLiteral("view.language"))->trigger(); });
    connect(m_status, &StatusStrip::zoomClicked, this, [this] { setZoom(100); });
    connect(m_monitor, &TrainMonitor::changed, this, &MainWindow::showJob);
    connect(&m_workbench, &Workbench::trainingChanged, this, [this] {
        m_actions->refresh();
        showJob();
    });
    connect(&m_workbench, &Workbench::projectChanged, this, &MainWindow::showProject);

    m_status->setLanguage(languageName(QLocale().name()));
    m_status->setZoom(m_theme.zoom());
    const QByteArray geometry = QSettings().value(QStringLiteral("window/geometry")).toByteArray();
    if (geometry.isEmpty() || !restoreGeometry(geometry))
        resize(1280, 800);
    setMinimumSize(1024, 640);
    showProject();
}

MainWindow::~MainWindow() = default;

void MainWindow::addPage(const PageSpec& spec) {
    const auto number = std::count_if(
        m_entries.begin(), m_entries.end(), [](const Entry& entry) { return !entry.foot; });
    addEntry(spec, QKeySequence(QStringLiteral("Ctrl+%1").arg(number + 1)), tr("Go to"), false);
}

void MainWindow::addFootPage(const PageSpec& spec, const QKeySequence& keys) {
    addEntry(spec, keys, tr("General"), true);
}

void MainWindow::addEntry(
    const PageSpec& spec, const QKeySequence& keys, const QString& group, bool foot) {
    const int rail =
        foot ? m_rail->addFoot(spec.icon, spec.word) : m_rail->add(spec.icon, spec.word);
    m_entries.push_back({spec, nullptr, rail, foot});
    const QString id = QStringLiteral("go.") % spec.id;
    m_actions->add({id, foot ? spec.word : tr("Go to %1").arg(spec.word), spec.icon, keys, group,
        [this, page = spec.id] {
            page == QLatin1String("manual") ? showManual() : (void)showPage(page);
        },
        foot ? std::function<bool()>() : [this] { return m_workbench.isOpen(); }});
    m_actions->bindTip(m_rail->button(rail), id, spec.tip);
    m_rail->setEntriesEnabled(m_workbench.isOpen());
}

const MainWindow::Entry* MainWindow::currentEntry() const {
    for (const Entry& entry : m_entries)
        if (entry.page && entry.page == m_pages->currentWidget())
            return &entry;
    return nullptr;
}

// The manual opens at what it says of the page in front.
void MainWindow::showManual() {
    const Entry* here = currentEntry();
    const QString topic = here ? here->spec.id : QStringLiteral("start");
    if (auto* manual = qobject_cast<ManualPage*>(showPage(QStringLiteral("manual"))))
        if (topic != QLatin1String("manual"))
            manual->showTopic(topic);
}

Page* MainWindow::currentPage() const {
    return qobject_cast<Page*>(m_pages->currentWidget());
}

Page* MainWindow::showPage(const QString& id) {
    for (Entry& entry : m_entries) {
        if (entry.spec.id != id || (!entry.foot && !m_workbench.isOpen()))
            continue;
        if (const Entry* here = currentEntry(); entry.foot && !(here && here->foot))
            m_before = here ? here->spec.id : QString();
        if (!entry.page) {
            entry.page = entry.spec.make(m_pages);
            m_pages->addWidget(entry.page);
            connect(entry.page, &Page::breadcrumbChanged, this, [this] {
                if (const Page* page = currentPage())
                    m_top->setBreadcrumb(projectName(), page->breadcrumb());
            });
        }
        m_wayBack = nullptr;
        if (entry.page != m_pages->currentWidget())
            leavePage(*m_toast);
        m_pages->setCurrentWidget(entry.page);
        m_rail->setCurrent(entry.rail);
        m_top->setBreadcrumb(projectName(), entry.page->breadcrumb());
        entry.page->shown();
        m_actions->refresh(); // their rules ask which page is in front
        return entry.page;
    }
    return nullptr;
}

QString MainWindow::projectName() const {
    return m_workbench.isOpen() ? m_workbench.project().name : QStringLiteral("Evenspan");
}

void MainWindow::showStart() {
    leavePage(*m_toast);
    m_pages->setCurrentWidget(m_start);
    m_rail->setCurrent(-1);
    m_top->setBreadcrumb(QStringLiteral("Evenspan"), {});
    m_start->shown();
    m_actions->refresh();
}

void MainWindow::setImporter(std::function<void(const QStringList&)> importer) {
    m_importer = std::move(importer);
}

void MainWindow::setSearcher(std::function<void(const QString&)> searcher) {
    m_searcher = std::move(searcher);
}

void MainWindow::report(const Result<void>& result, const QString& forgetPath) {
    m_start->setBusy({});
    if (result)
        return;
    if (!forgetPath.isEmpty() && result.error().code == ErrorCode::NotFound)
        forgetProject(forgetPath);
    showStart();
    m_start->banner()->showError(result.error());
}

void MainWindow::openPath(const QString& path) {
    m_start->setBusy(tr("Opening %1…").arg(QFileInfo(path).fileName()));
    m_workbench.openProject(path, [this, path](const Result<void>& r) { report(r, path); });
}

void MainWindow::newProject(const QStringList& files) {
    const QString suggestion =
        (files.isEmpty() ? tr("Untitled") : QFileInfo(files.first()).completeBaseName())
        % QStringLiteral(".evenspan");
    QString path = m_dialogs.saveFile(
        this, tr("Where to keep the new project"), suggestion, tr("Projects (*.evenspan)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QLatin1String(".evenspan")))
        path += QLatin1String(".evenspan");
    m_start->setBusy(tr("Making %1…").arg(QFileInfo(path).fileName()));
    m_workbench.createProject(path, [this, files](const Result<void>& result) {
        report(result);
        if (result && m_importer && !files.isEmpty())
            m_importer(files);
    });
}

void MainWindow::showProject() {
    const bool open = m_workbench.isOpen();
    m_rail->setEntriesEnabled(open);
    m_actions->refresh();
    const ProjectState& project = m_workbench.project();
    showNotice();
    m_top->setUndo(open ? project.undoName : QString(), open ? project.redoName : QString());
    if (!open) {
        m_shownProject.clear();
        m_status->setSaved(tr("No project is open"));
        showStart();
        return;
    }
    const auto states = project.info.states;
    const auto count = [&states](const char* name) {
        const auto it = states.find(name);
        return it == states.end() ? std::int64_t{0} : it->second;
    };
    const double total = double(qMax<std::int64_t>(1, project.info.total.documents));
    rememberProject({project.path, QDateTime::currentDateTime(), project.info.total.documents,
        double(count("done") + count("reviewed")) / total});
    const QString time = project.savedAt
        ? QLocale().toString(
            QDateTime::fromMSecsSinceEpoch(project.savedAt).time(), QLocale::ShortFormat)
        : QString();
    m_status->setSaved(project.stopped ? tr("Editing has stopped – the disk is full")
            : project.readOnly         ? tr("Read only – %1").arg(errorText(project.notice).what)
            : time.isEmpty()           ? tr("All changes saved")
                                       : tr("All changes saved %1").arg(time));
    if (m_shownProject != project.path) {
        m_shownProject = project.path;
        setWindowTitle(project.name % QStringLiteral(" – Evenspan"));
        showFirst();
    } else if (const Page* page = currentPage()) {
        m_top->setBreadcrumb(project.name, page->breadcrumb());
    }
}

void MainWindow::showFirst() {
    for (const Entry& entry : m_entries)
        if (!entry.foot && showPage(entry.spec.id))
            return;
    showStart();
}

void MainWindow::goUp() {
    if (Page* page = currentPage(); page && page->goUp())
        return;
    if (const auto back = std::exchange(m_wayBack, nullptr))
        return back();
    if (const Entry* here = currentEntry(); here && here->foot) {
        if (m_before.isEmpty() || !showPage(m_before))
            showFirst();
        return;
    }
    m_pages->currentWidget()->setFocus();
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        goUp();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    QStringList files;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            files << url.toLocalFile();
    if (files.isEmpty())
        return;
    event->acceptProposedAction();
    if (files.size() == 1 && files.first().endsWith(QLatin1String(".evenspan")))
        openPath(files.first());
    else if (m_workbench.isOpen() && m_importer)
        m_importer(files);
    else
        newProject(files);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    QSettings().setValue(QStringLiteral("window/geometry"), saveGeometry());
    if (TrainingService* training = m_workbench.training())
        training->pause(); // its exact state is kept, and it says so at the next start
    else if (m_workbench.isTraining())
        m_workbench.stopTraining();
    event->accept();
}

} // namespace evenspan::ui
