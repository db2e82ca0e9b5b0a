// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"
#include "app/desktop_notice.h"
#include "app/live_backend.h"
#include "app/run_backend.h"
#include "app/suggestion_backend.h"
#include "app/training_backend.h"
#include "app/why_backend.h"
#include "core/app/demo.h"
#include "core/app/runs/subwords.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/corrections_tab.h"
#include "ui/audit/try_names_tab.h"
#include "ui/audit/what_if_tab.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/inspect/inspect_page.h"
#include "ui/inspect/live_tab.h"
#include "ui/inspect/order_tab.h"
#include "ui/inspect/simulation_tab.h"
#include "ui/label/label_page.h"
#include "ui/project/project_page.h"
#include "ui/review/review_page.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/app_workbench.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/train/launch/model_store.h"
#include "ui/train/train_page.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSettings>
#include <QTextStream>
#include <QTimer>

namespace fs = std::filesystem;
using namespace evenspan;
using namespace evenspan::ui;

namespace {

// The sample project, made once in the user's data folder and opened from there ever after.
Result<fs::path> openSample(const Places& places) {
    const fs::path target = places.data / "sample.evenspan";
    std::error_code failed;
    if (fs::exists(target, failed))
        return target;
    auto made = makeSampleProject(places.sample, target);
    return made ? Result<fs::path>(target) : made.error();
}

// The labelling workspace at a place; Esc there leads back.
PlaceOpener openInLabelling(MainWindow& window) {
    return [&window](DocumentId document, CodePointRange range) {
        if (auto* page = qobject_cast<LabelPage*>(window.showPage(QStringLiteral("label"))))
            page->goToPlace(document, range);
    };
}

// The inspection page with the mentions of a run that pass; Esc there leads back.
MentionsOpener openInInspection(MainWindow& window) {
    return [&window](const QString& run, const QString& split, const MentionFilter& filter) {
        if (auto* page = qobject_cast<InspectPage*>(window.showPage(QStringLiteral("inspect"))))
            page->showMentions(run, split, filter);
    };
}

OrderMaker makeOrders(const Places& places) {
    return [engine = places.engine](store::Project& project, const std::string& run,
               LearningMeasure measure, const LearningOptions& options, std::stop_token stop,
               const RunBackend::Progress& progress) {
        return makeLearningOrder(project, engine, run, measure, options, std::move(stop),
            [&](std::size_t done, std::size_t all) {
                progress(all == 0 ? -1.0 : static_cast<double>(done) / static_cast<double>(all));
            });
    };
}

SimulationRunner makeSimulations(const Places& places) {
    return [engine = places.engine, library = makeModelLibrary(places)](store::Project& project,
               const SimulationSpec& spec, std::stop_token stop, const SimulationWatch& watch) {
        return simulateRuns(project, library, engine, spec, std::move(stop), watch);
    };
}

ConfidenceTab::Fitter makeFitter(const Places& places) {
    return [engine = places.engine](store::Project& project, const std::string& run,
               const std::string& split, std::stop_token stop,
               const RunBackend::Progress& progress) -> Result<RunConfidence> {
        ConfidenceRequest request;
        request.run = run;
        request.split = split;
        auto found = fitConfidence(
            project, engine, request, std::move(stop), [&](std::size_t done, std::size_t all) {
                progress(all == 0 ? -1.0 : static_cast<double>(done) / static_cast<double>(all));
            });
        if (!found)
            return found.error();
        return found->confidence;
    };
}

// The labelling workspace with its documents in the order that is kept.
void labelInOrder(MainWindow& window) {
    if (auto* page = qobject_cast<LabelPage*>(window.showPage(QStringLiteral("label"))))
        page->listBy(QStringLiteral("sort:learning"));
}

// Corrections of a gap, each with the way there: the launcher, a page, another tab.
void addCorrections(AuditPage& page, MainWindow& window) {
    auto* tab = new CorrectionsTab(window.workbench(), &page);
    page.addTab(tab, CorrectionsTab::tr("Corrections"));
    QObject::connect(tab, &CorrectionsTab::recipeWanted, &window,
        [&window](const engine::Recipe& recipe, int seeds) {
            if (auto* train = qobject_cast<TrainPage*>(window.showPage(QStringLiteral("train"))))
                train->fineTuneFrom(recipe, seeds);
        });
    QObject::connect(
        tab, &CorrectionsTab::pageWanted, &window, [&window, &page](const QString& name) {
            if (!page.showTab(name))
                window.showPage(name);
        });
}

// Says on stdout how long the first painted frame took, then ends the program (a benchmark).
class FirstPaint : public QObject {
public:
    explicit FirstPaint(const QElapsedTimer& timer)
        : m_timer(timer) { }
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && !m_seen) {
            m_seen = true;
            QTimer::singleShot(0, this, [this] {
                QTextStream(stdout) << m_timer.elapsed() << " ms\n";
                QCoreApplication::quit();
            });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    const QElapsedTimer& m_timer;
    bool m_seen = false;
};

} // namespace

int main(int argc, char** argv) {
    QElapsedTimer timer;
    timer.start();
    QCoreApplication::setApplicationName(QStringLiteral("Evenspan"));
    QCoreApplication::setOrganizationName(QStringLiteral("Evenspan"));
    QCoreApplication::setApplicationVersion(QStringLiteral(EVENSPAN_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.evenspan.Evenspan"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QApplication application(argc, argv);
    installLanguage(application, chosenLanguage());

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Label names in text and fine-tune models on them"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("project"),
        QCoreApplication::translate("main", "A project to open (.evenspan)"),
        QStringLiteral("[project]"));
    const QCommandLineOption firstPaint(QStringLiteral("first-paint"),
        QCoreApplication::translate("main", "Print the time to the first painted frame, then end"));
    parser.addOption(firstPaint);
    parser.process(application);

    Theme theme(application);
    QSettings settings;
    theme.setChoice(themeChoiceFromName(settings.value(QStringLiteral("theme")).toString()));
    theme.setZoom(settings.value(QStringLiteral("zoom"), 100).toInt());

    const Places places = findPlaces();
    AppWorkbench workbench([places] { return openSample(places); }, makeTrainingBackend(places),
        makeSuggestionBackend(places), makeRunBackend(places));
    LiveDesk live(makeLiveBackend(places));
    WhyDesk why(makeWhyBackend(places));
    SystemFileDialogs dialogs;
    MainWindow window(workbench, theme, dialogs);
    addProjectPage(window);
    addLabelPage(window, std::make_shared<Encoders>(makeModelLibrary(places)));
    addReviewPage(window, openInLabelling(window));
    addTrainPage(window, std::make_shared<ModelStore>(makeModelLibrary(places)),
        &workbench.runDesk(), openInLabelling(window));
    addInspectPage(window, &workbench.runDesk(), openInLabelling(window), [&](InspectPage& page) {
        page.setFitter(makeFitter(places));
        page.addTab(new LiveTab(workbench, &live, &page, &why), LiveTab::tr("Try it"));
        auto* order = new OrderTab(workbench, &workbench.runDesk(), makeOrders(places), &page);
        page.addTab(order, OrderTab::tr("Order"));
        page.addTab(
            new SimulationTab(workbench, &workbench.longDesk(), makeSimulations(places), &page),
            SimulationTab::tr("Simulation"));
        QObject::connect(
            order, &OrderTab::labellingWanted, &window, [&window] { labelInOrder(window); });
    });
    addAuditPage(window, &workbench.runDesk(),
        {places.engine, places.suites, EVENSPAN_VERSION, &live, openInLabelling(window)},
        openInInspection(window), [&workbench, &window, &live, places](AuditPage& page) {
            page.addTab(
                new WhatIfTab(workbench, &workbench.runDesk(), places.engine, places.suites, &page),
                WhatIfTab::tr("What if"));
            page.addTab(new TryNamesTab(workbench, &live, places.suites, &page),
                TryNamesTab::tr("Try names"));
            addCorrections(page, window);
        });
    addSettingsPage(window);
    noticeEndsOfRuns(window);
    FirstPaint watch(timer);
    if (parser.isSet(firstPaint))
        window.installEventFilter(&watch);
    if (const QStringList paths = parser.positionalArguments(); !paths.isEmpty())
        window.openPath(QFileInfo(paths.first()).absoluteFilePath());
    window.show();
    return QApplication::exec();
}
