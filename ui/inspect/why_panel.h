// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/why_desk.h"
#include "ui/shell/workbench.h"

#include <QAbstractTableModel>
#include <QWidget>

class QComboBox;
class QPushButton;

namespace evenspan::ui {

class DataTable;
class ElidedLabel;
class ErrorBanner;
class ProgressStrip;

// Places of the training text with a figure each.
class WhyModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Label, Words, Figure, Text, Columns };
    enum Kind { Nearest, With, Against };

    using QAbstractTableModel::QAbstractTableModel;
    void show(const WhyAnswer& answer, Kind kind);
    void clear();
    const TrainingPlace* place(int row) const; // null: there is none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    Kind m_kind = Nearest;
    std::vector<std::pair<TrainingPlace, double>> m_rows;
};

// What of the training text stands behind the chosen words: the labelled mentions that the run sees
// most alike, and the words that pulled its answer there or away. The training text is read once,
// when it is asked for the first time; then every choice is answered by itself.
class WhyPanel : public QWidget {
    Q_OBJECT
public:
    // `desk` null: nothing can be asked.
    WhyPanel(Workbench& workbench, WhyDesk* desk, QWidget* parent);
    ~WhyPanel() override;
    // What is chosen; answers at once where the run's training text is read.
    void setTarget(const LiveRun& run, const std::string& text, const ExplainTarget& target);
    void clear(); // nothing is chosen
    QWidget* focusTarget() const;

Q_SIGNALS:
    void placeWanted(evenspan::DocumentId document, evenspan::CodePointRange range);

private:
    struct Target {
        LiveRun run;
        std::string text;
        ExplainTarget words;
    };
    void ask();
    void take(Result<WhyAnswer> answer);
    void showRows();
    void showState();
    void open(const TrainingPlace& place);

    Workbench& m_workbench;
    WhyDesk* m_desk;
    QComboBox* m_kind;
    ElidedLabel* m_note;
    ProgressStrip* m_progress;
    QPushButton* m_button;
    ErrorBanner* m_banner;
    DataTable* m_table;
    WhyModel* m_model;
    std::optional<Target> m_target;
    std::optional<WhyAnswer> m_answer; // of the target
    std::optional<LiveRun> m_read; // whose training text is read
    bool m_stale = false; // labels are others since
    bool m_asked = false;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
