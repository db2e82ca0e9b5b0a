// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"
#include "ui/label/palette/label_keys.h"
#include "ui/shell/workbench.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace evenspan::ui {

// The labels of the project with their keys: found by typing, chosen by Enter, a click or a key;
// the button of a row, the context menu and the keys Right, F2 and Delete lead to the view of a
// label. Labels are counted in the order of labels().
class PalettePanel : public QWidget {
    Q_OBJECT
public:
    // What of a label somebody wants to see or change.
    enum class Wanted { About, Name, Key, Colour, Guideline, Examples, Merge, Archive };
    Q_ENUM(Wanted)

    explicit PalettePanel(Workbench& workbench, QWidget* parent = nullptr);
    ~PalettePanel() override;

    void load(); // asks the store again
    const std::vector<store::LabelRow>& labels() const { return m_labels; } // without archived ones
    const std::vector<store::LabelRow>& archived() const { return m_archived; }
    const store::LabelRow* find(LabelId id) const; // archived ones too
    const store::LabelRow* find(const std::string& name) const;
    const LabelKeys& keys() const { return m_keys; }
    QString keyOf(LabelId id) const; // empty for an archived one
    int colourOf(const std::string& label) const; // for labelColour()
    QListWidget* list() const { return m_list; }
    LabelId current() const; // of the list; 0: none

    // A character typed in the text: the label it completes. Half a pair narrows the list to the
    // labels that it may become.
    std::optional<int> type(QChar typed);
    void dropTyped();
    void focusFilter();
    void clearFilter();

    // Changes of a label, each one undo step; what cannot be is said by notice() or failed().
    void rename(int label, const QString& name);
    void setKey(int label, const QString& key); // empty: chosen by itself
    void archive(int label); // leaves the palette, its entities stay
    void restore(LabelId label);
    // `step` (of the undo menu) and `done` name the label by %1.
    void save(const QString& step, const QString& done, const store::LabelRow& before,
        const store::LabelRow& now);
    // Why the label cannot have this name or key; empty: it can.
    QString nameProblem(LabelId label, const QString& name) const;
    QString keyProblem(LabelId label, const QString& key) const;

Q_SIGNALS:
    void chosen(int label); // by its name
    void clicked(int label);
    void left(); // the focus belongs to the text again
    void loaded(); // labels() is new
    void wanted(evenspan::LabelId label, evenspan::ui::PalettePanel::Wanted what);
    void changed(const QString& text); // a step that can be undone
    void notice(const QString& text); // why something cannot be
    void failed(const evenspan::Error& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void showHint();
    void enter(bool add);
    void add(const QString& name);
    void activate(const QListWidgetItem* item, bool byMouse);
    void menu(const QPoint& at);
    bool listKey(int key);

    Workbench& m_workbench;
    QLineEdit* m_filter;
    QLabel* m_hint;
    QListWidget* m_list;
    QPushButton* m_archive; // shows the archived ones
    std::vector<store::LabelRow> m_labels, m_archived;
    LabelKeys m_keys;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
