// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/audit/suite_document.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTabWidget;

namespace evenspan::ui {

class ElidedLabel;
class Field;
class FileDialogs;
class LiveDesk;
class SuiteGrid;
class SuiteTry;
class Workbench;

// One suite: its names, its sentences, where it is from, what is to be said of it, and a trial of
// the chosen row. Changes go into the document, each by itself; whoever shows the editor keeps
// them.
class SuiteEditor : public QWidget {
    Q_OBJECT
public:
    enum View { Names, Sentences, About };

    SuiteEditor(Workbench& workbench, LiveDesk* desk, FileDialogs& dialogs, QWidget* parent);

    void setDocument(SuiteDocument* document); // null: nothing is shown
    SuiteDocument* document() const { return m_document; }
    void setLabels(const QStringList& labels); // of the project
    void setTaken(const QStringList& names); // of other suites
    void setState(const QString& text, bool wrong);
    void setFindings(std::vector<fairness::DraftFinding> findings);
    void openView(View view);
    void loadRuns();
    SuiteTry* trial() const { return m_try; }
    QList<QWidget*> panels() const;

Q_SIGNALS:
    void duplicateWanted();
    void said(const QString& text);
    void failed(const evenspan::Error& error);

private:
    QWidget* makeAbout();
    void addRow(View view);
    void paste(View view, const QString& text);
    void importFile();
    void exportFile();
    void showFacts();
    void showAll();
    void showCounts();
    void tryRow();
    void renamed();

    Workbench& m_workbench;
    FileDialogs& m_dialogs;
    QPointer<SuiteDocument> m_document;
    ElidedLabel* m_title;
    ElidedLabel* m_state;
    QPushButton* m_duplicate;
    QPushButton* m_import;
    QPushButton* m_export;
    QTabWidget* m_views;
    SuiteGrid* m_names;
    SuiteGrid* m_sentences;
    QListWidget* m_findings;
    SuiteTry* m_try;
    QLineEdit* m_name = nullptr;
    Field* m_nameField = nullptr;
    QComboBox* m_label = nullptr;
    QLineEdit* m_facts[SuiteDocument::Facts] = {}; // those that are plain lines
    std::vector<fairness::DraftFinding> m_found;
    QStringList m_taken;
};

} // namespace evenspan::ui
