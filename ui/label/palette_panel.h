// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"
#include "ui/label/label_keys.h"
#include "ui/shell/workbench.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QListWidget;

namespace evenspan::ui {

// The labels of the project with their keys: found by typing, chosen by Enter, a click or a key,
// changed from the menu of a row. Labels are counted in the order of labels().
class PalettePanel : public QWidget {
    Q_OBJECT
public:
    explicit PalettePanel(Workbench& workbench, QWidget* parent = nullptr);
    ~PalettePanel() override;

    void load(); // asks the store again
    const std::vector<store::LabelRow>& labels() const { return m_labels; } // without archived ones
    LabelKeys& keys() { return m_keys; }
    const LabelKeys& keys() const { return m_keys; }
    int colourOf(const std::string& label) const; // for labelColour()
    QListWidget* list() const { return m_list; }
    void focusFilter();
    void clearFilter();

    // Changes of a label, each one undo step; what cannot be is said by notice() or failed().
    void rename(int label, const QString& name);
    void setKey(int label, const QString& key); // one letter or digit; empty: chosen by itself
    void archive(int label); // leaves the palette, its entities stay

Q_SIGNALS:
    void chosen(int label); // by its name
    void clicked(int label);
    void left(); // the focus belongs to the text again
    void changed(const QString& text); // a step that can be undone
    void said(const QString& text);
    void notice(const QString& text); // why something cannot be
    void failed(const evenspan::Error& error);

private:
    void fill();
    void add(const QString& name);
    void change(int label, const QString& done, store::LabelRow changed);
    void menu(const QPoint& at);

    Workbench& m_workbench;
    QLineEdit* m_filter;
    QListWidget* m_list;
    std::vector<store::LabelRow> m_labels;
    LabelKeys m_keys;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
