// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspect/inspect_tab.h"
#include "ui/inspect/live_words.h"
#include "ui/shell/live_desk.h"

#include <QTimer>

#include <optional>
#include <vector>

class QComboBox;
class QHBoxLayout;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QTabWidget;

namespace evenspan::ui {

class DataTable;
class ElidedLabel;
class ErrorBanner;
class LiveTextView;
class SpanScoreLine;
class TagBars;
class WhyDesk;
class WhyPanel;

// A sentence is typed, and the run says at once what it reads in it: tags, how sure of each, and
// what changed since the version before; bars show the probabilities of all tags. A word or an
// entity is explained by the words around it. Versions are pinned beside each other; a name is
// swapped for another one of the project.
class LiveTab : public InspectTab {
    Q_OBJECT
public:
    // `desk` null: no run can be asked; `why` null: the training text cannot.
    LiveTab(Workbench& workbench, LiveDesk* desk, QWidget* parent, WhyDesk* why = nullptr);
    ~LiveTab() override;

    bool wantsInspection() const override { return false; }
    void showChoice(const store::RunRow& run, const InspectionRequest& request) override;
    void showScore(const ScoreChoice& choice) override;
    QWidget* focusTarget() override;
    bool goUp() override;
    void setText(const QString& text);
    static constexpr std::size_t kMostPinned = 4;

private:
    void textChanged();
    void read();
    void take(Result<LiveReading> reading);
    void chosen(std::size_t begin, std::size_t end);
    // What is chosen, with the words' own tags or with the one that is asked about.
    std::optional<ExplainTarget> target() const;
    void explain();
    void askWhy();
    void takeExplanation(Result<Explanation> explanation);
    void dropExplanation();
    void showWords();
    void showBars();
    void makeRoom();
    void showNote();
    void pin();
    void swap();
    void saveTest();
    void replaceChosen(const QString& name);
    bool chosenIsEntity() const;

    Workbench& m_workbench;
    LiveDesk* m_desk;
    QPlainTextEdit* m_edit;
    QPushButton* m_pin;
    QPushButton* m_swap;
    QPushButton* m_save;
    QComboBox* m_method;
    QComboBox* m_class;
    ElidedLabel* m_note;
    ErrorBanner* m_banner;
    SpanScoreLine* m_scores;
    LiveTextView* m_view;
    TagBars* m_bars;
    QTabWidget* m_lower;
    DataTable* m_table;
    LiveModel* m_model;
    WhyPanel* m_why;
    QScrollArea* m_pinnedArea;
    QHBoxLayout* m_pinned;
    std::vector<QWidget*> m_pins;
    QTimer m_pause; // of typing
    std::optional<LiveRun> m_run;
    std::optional<LiveReading> m_reading;
    std::vector<InspectedWord> m_before; // of the version before
    std::vector<std::optional<double>> m_changes;
    std::optional<Explanation> m_explanation;
    std::size_t m_explained = 0; // its sentence
    std::size_t m_barsFrom = 0; // the first word of the sentence whose bars are shown
    bool m_asked = false; // an explanation is on its way
    bool m_waiting = false; // a reading is
    Workbench::Ticket m_names = 0;
};

} // namespace evenspan::ui
