// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/suite_edit.h"
#include "ui/audit/suite_document.h"
#include "ui/shell/workbench.h"

#include <QTimer>
#include <QWidget>

class QListWidget;
class QPushButton;

namespace evenspan::ui {

class ErrorBanner;
class FileDialogs;
class LiveDesk;
class SuiteEditor;

// The test suites of the project and those that are shipped, and the one that is written. What is
// written is kept by itself: as the project's suite as soon as nothing is wrong with it, else
// beside it. Steps can be taken back while the project is open.
class SuitesView : public QWidget {
    Q_OBJECT
public:
    // `desk` null: rows cannot be tried.
    SuitesView(Workbench& workbench, LiveDesk* desk, FileDialogs& dialogs,
        std::filesystem::path shipped, QWidget* parent);
    ~SuitesView() override;

    void load(const QString& choose = {}); // the list anew; chooses one, else keeps the choice
    void forgetAll(); // another project
    void save(); // what was written last, at once
    void makeNew();
    void duplicate();
    void remove();
    SuiteEditor* editor() const { return m_editor; }
    QListWidget* list() const { return m_list; }
    QList<QWidget*> panels() const;
    QWidget* focusTarget() const;

Q_SIGNALS:
    void left();
    void said(const QString& text, const QString& action, const std::function<void()>& run);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Facts {
        std::vector<SuiteLine> lines;
        SuiteNames own;
        QStringList labels;
    };
    struct Checked {
        fairness::DraftRemarks rows;
        std::vector<fairness::DraftFinding> findings;
        bool sound = false;
    };
    using Words = std::set<std::string, std::less<>>;

    void take(Facts facts);
    void choose(const QString& name);
    void show(SuiteDocument* document);
    SuiteDocument* open(const fairness::SuiteDraft& draft, bool editable);
    SuiteDocument* documentOf(const QString& name) const;
    void keep(SuiteDocument* document);
    void check();
    void showState(const Checked& checked);
    QStringList namesTaken() const;

    Workbench& m_workbench;
    std::filesystem::path m_shipped;
    ErrorBanner* m_banner;
    QListWidget* m_list;
    QPushButton* m_new;
    QPushButton* m_duplicate;
    QPushButton* m_remove;
    SuiteEditor* m_editor;
    std::vector<SuiteLine> m_lines; // beside the rows of m_list
    std::vector<SuiteDocument*> m_documents; // that were opened
    std::vector<SuiteDocument*> m_unsaved;
    // Changed on the writer's thread alone once it is read.
    std::shared_ptr<SuiteNames> m_own = std::make_shared<SuiteNames>();
    std::shared_ptr<const Words> m_words; // null: not read yet
    bool m_ready = false; // the list was read: before nothing may be written
    QString m_wanted; // to choose as soon as the list has it
    QTimer m_saving, m_checking;
    Workbench::Ticket m_ticket = 0, m_opening = 0, m_check = 0, m_reading = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
