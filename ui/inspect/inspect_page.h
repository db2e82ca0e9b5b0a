// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspect/confidence_tab.h"
#include "ui/inspect/inspect_tab.h"
#include "ui/shell/page.h"
#include "ui/shell/suggest_anew.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace evenspan::ui {

class BehaviourTab;
class ElidedLabel;
class EmptyState;
class ErrorBanner;
class MainWindow;
class ProgressStrip;

// Shows a place in the labelling workspace.
using PlaceOpener = std::function<void(DocumentId, CodePointRange)>;

// What a run marked in the documents of a split, from several sides. Run and split are chosen at
// the top; what the run says of them is computed in the background, with progress and cancel, and
// shown by the tabs.
class InspectPage : public Page {
    Q_OBJECT
public:
    // `desk` null: no run can be asked. `opener` empty: places cannot be opened.
    InspectPage(MainWindow& window, RunDesk* desk, PlaceOpener opener, QWidget* parent);
    ~InspectPage() override;

    // How the tab of confidence fits a temperature; without, it cannot.
    void setFitter(ConfidenceTab::Fitter fitter);
    // After the page's own tabs.
    void addTab(InspectTab* tab, const QString& name);
    QString breadcrumb() const override;
    QList<QWidget*> panels() const override;
    void shown() override;
    bool goUp() override;
    QList<std::pair<QString, QString>> keyHints() const override;

    void choose(const QString& run); // at the top, as soon as the list has it
    // Chooses run and split and, once they are read, lists the mentions that pass.
    void showMentions(const QString& run, const QString& split, MentionFilter filter);
    const InspectionPtr& inspection() const { return m_inspection; } // null: none is there
    bool computing() const { return m_ask != 0; }

private:
    struct Place {
        InspectTab* tab;
        QStackedWidget* stack; // why there is nothing, or the tab
        EmptyState* empty;
    };
    void reloadRuns();
    void fillSplits();
    void choiceChanged();
    void ask();
    void cancel();
    void take(Result<InspectionPtr> inspection);
    void showState();
    void showNotice();
    void sayNothing(const QString& title, const QString& text, const QString& action = {},
        std::function<void()> run = {});
    const store::RunRow* run() const; // chosen; null: none
    InspectionRequest request() const;
    InspectTab* current() const;
    void openPlace(DocumentId document, CodePointRange range);
    void applyWantedFilter();
    void loadScore();
    void showScore();
    void chooseScore(SpanScore score, bool calibrated, bool back = false);
    void rescored();
    void loadStale();

    MainWindow& m_window;
    Workbench& m_workbench;
    RunDesk* m_desk;
    PlaceOpener m_opener;
    QStackedWidget* m_stack;
    EmptyState* m_empty; // no run
    QComboBox* m_runBox;
    QComboBox* m_splitBox;
    ElidedLabel* m_note;
    ProgressStrip* m_progress;
    QPushButton* m_cancel;
    ErrorBanner* m_banner;
    QTabWidget* m_tabs;
    std::vector<Place> m_places;
    ConfidenceTab* m_confidence = nullptr;
    BehaviourTab* m_tests = nullptr;
    std::function<void()> m_emptyAction; // of the states in the tabs' places
    std::vector<store::RunRow> m_runs;
    InspectionPtr m_inspection;
    QString m_wanted; // run to choose
    std::optional<std::pair<QString, MentionFilter>> m_wantedFilter; // and the run it is of
    QString m_path; // of the project shown
    bool m_stale = true; // the labels may be others since
    bool m_rescore = false; // another score was chosen since
    ScoreChoice m_score; // the project goes by it
    Workbench::Ticket m_scoreTicket = 0, m_staleTicket = 0;
    StaleScores m_staleScores; // of suggestions
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    RunDesk::Ticket m_ask = 0;
    Workbench::Ticket m_ticket = 0;
};

// `more` adds tabs of other makers, after the page's own.
void addInspectPage(MainWindow& window, RunDesk* desk = nullptr, PlaceOpener opener = {},
    std::function<void(InspectPage&)> more = {});

} // namespace evenspan::ui
