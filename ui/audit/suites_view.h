// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/suite_edit.h"
#include "ui/audit/suite_document.h"
#include "ui/shell/workbench.h"

#include <QTimer>
#include <QWidget>

class QListWidget;

namespace evenspan::ui {

class ErrorBanner;
class FileDialogs;
class LiveDesk;
class SuiteEditor;
class SuiteList;

// The test suites of the project and those that are shipped, and the one that is written. Every
// edit is kept at once, as the project's suite where nothing is wrong with it, else beside it; it
// is a step of the project's history, so undo and redo have it as they have a label.
class SuitesView : public QWidget {
    Q_OBJECT
public:
    // `desk` null: rows cannot be tried.
    SuitesView(Workbench& workbench, LiveDesk* desk, FileDialogs& dialogs,
        std::filesystem::path shipped, QWidget* parent);
    ~SuitesView() override;

    void load(const QString& choose = {}); // the list anew; chooses one, else keeps the choice
    void forgetAll(); // another project
    void makeNew();
    void duplicate();
    void remove();
    SuiteEditor* editor() const { return m_editor; }
    QListWidget* list() const;
    QList<QWidget*> panels() const;
    QWidget* focusTarget() const;

Q_SIGNALS:
    void left();
    void said(const QString& text, const QString& action, const std::function<void()>& run);

private:
    struct Facts {
        std::vector<SuiteLine> lines;
        QStringList labels;
        std::optional<fairness::SuiteDraft> now; // the shown suite, where it is the project's
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
    void begin(const fairness::SuiteDraft& draft); // a new one of the project
    void keep(SuiteDocument* document);
    Workbench::Reply<void> kept();
    void check();
    void showState(const Checked& checked);
    QStringList namesTaken() const;

    Workbench& m_workbench;
    std::filesystem::path m_shipped;
    ErrorBanner* m_banner;
    SuiteList* m_side;
    SuiteEditor* m_editor;
    SuiteDocument* m_document = nullptr; // that is shown
    std::shared_ptr<const Words> m_words; // null: not read yet
    bool m_unread = false; // the list could not be read the last time
    bool m_ready = false; // the list was read: before nothing may be written
    std::uint64_t m_edits = 0; // so far: what was read before one is out of date
    int m_keeping = 0; // edits that are on their way to the disk
    bool m_failed = false; // the last one did not get there
    QString m_wanted; // to choose as soon as the list has it
    QTimer m_checking;
    Workbench::Ticket m_ticket = 0, m_opening = 0, m_check = 0, m_reading = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
