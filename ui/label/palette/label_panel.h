// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/labelling.h"
#include "ui/label/palette/palette_panel.h"
#include "ui/shell/workbench.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;

namespace evenspan::ui {

class Field;
class GuidelineEditor;
class HueChooser;
class LabelExamples;

// One label: its name, key, colour and description to change, its guideline, and examples of it.
// What a change touches stands above the fields before it is made; every change is one undo step.
// Text that cannot be saved stays in its field with the reason below.
class LabelPanel : public QWidget {
    Q_OBJECT
public:
    using Wanted = PalettePanel::Wanted;
    LabelPanel(Workbench& workbench, PalettePanel& palette, QWidget* parent = nullptr);
    ~LabelPanel() override;

    void show(LabelId label, Wanted wanted);
    LabelId label() const { return m_label; }
    bool dropTyped(); // what is not saved; false: there is nothing
    void labelsLoaded(); // the palette's labels are new
    void examplesStale(); // spans changed

Q_SIGNALS:
    void closed(); // back to the list
    void changed(const QString& text);
    void jumpRequested(evenspan::DocumentId document, evenspan::SpanId span);
    void failed(const evenspan::Error& error);

private:
    const store::LabelRow* row() const { return m_palette.find(m_label); }
    QWidget* buildAbout();
    void fill(bool all); // false: what somebody is typing stays
    void showFacts();
    void count();
    void checkName();
    void checkKey();
    void saveName();
    void saveKey();
    void saveDescription();
    void openChange(bool merge);

    Workbench& m_workbench;
    PalettePanel& m_palette;
    QLabel* m_cap;
    QLabel* m_title;
    QLabel* m_facts;
    QLabel* m_archived;
    QPushButton* m_back;
    QPushButton* m_restore;
    QPushButton* m_merge;
    QPushButton* m_archive;
    QTabWidget* m_tabs;
    QLineEdit* m_name;
    QLineEdit* m_key;
    QPlainTextEdit* m_description;
    HueChooser* m_hues;
    Field* m_nameField;
    Field* m_keyField;
    GuidelineEditor* m_guideline;
    LabelExamples* m_examples;
    LabelId m_label;
    store::LabelRow m_shown; // what the fields were filled from
    store::LabelImpact m_impact;
    bool m_counted = false;
    QTimer m_soon; // before counting again
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
