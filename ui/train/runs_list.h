// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_marks.h"
#include "ui/shell/workbench.h"

#include <QWidget>

#include <map>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace evenspan::ui {

// The runs of the project, newest first, and those with a star on top; a field filters them by
// words of name, model, tags and note ("#tag" by a tag alone). Archived runs and those in the trash
// are shown where they are asked for.
class RunsList : public QWidget {
    Q_OBJECT
public:
    enum Shown { Current, Starred, Archived, Trash };
    using Marks = std::map<RunId, store::RunMarks>;

    explicit RunsList(QWidget* parent);

    // `live`: the name of the run that trains; the chosen run stays chosen.
    void setRuns(const std::vector<store::RunRow>& runs, const QString& live);
    void setMarks(const Marks& marks);
    const std::vector<store::RunRow>& runs() const { return m_runs; } // as they are listed
    void choose(const QString& name); // without a signal
    const store::RunRow* chosen() const; // null: none
    std::vector<store::RunRow> selected() const; // those that are visible, as they are listed
    QListWidget* list() { return m_list; }
    QLineEdit* filterField() { return m_filter; }
    void setShown(Shown which);

Q_SIGNALS:
    void chosenChanged(); // by the user, or since the chosen run is gone
    void selectionChanged();
    void menuWanted(const QPoint& global); // for selected()
    void trashWanted(); // the Delete key
    void starWanted(); // the key *

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void applyFilter();
    bool matches(const store::RunRow& run) const;
    const store::RunMarks& marksOf(const store::RunRow& run) const;

    QLineEdit* m_filter;
    QComboBox* m_shown;
    QListWidget* m_list;
    QLabel* m_none;
    std::vector<store::RunRow> m_runs;
    Marks m_marks;
    QString m_live;
};

} // namespace evenspan::ui
