// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/action_registry.h"
#include "ui/common/theme.h"
#include "ui/shell/page.h"
#include "ui/shell/workbench.h"

#include <QMainWindow>

#include <functional>
#include <vector>

class QMenu;
class QStackedWidget;

namespace evenspan::ui {

class ErrorBanner;
class FileDialogs;
class ManualPage;
class Rail;
class StartPage;
class StatusStrip;
class Toast;
class TopBar;
class TrainMonitor;

struct PageSpec {
    QString id;
    QString icon;
    QString word; // in the rail
    QString tip;
    std::function<Page*(QWidget* parent)> make; // called when the page is first shown
};

// Hosts the pages: rail, top bar, status strip, start page, drag and drop. What a page does is the
// page's own business; what the program does is the workbench's.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(Workbench& workbench, Theme& theme, FileDialogs& dialogs);
    ~MainWindow() override;

    void addPage(const PageSpec& spec);
    // The same at the rail's foot, with a key of its own; such a page needs no project.
    void addFootPage(const PageSpec& spec, const QKeySequence& keys);
    Page* showPage(const QString& id); // null if unknown, or if it needs a project and none is open
    Page* currentPage() const; // null: the start page
    void showStart();
    void openPath(const QString& path);
    // Where the project page takes files that were dropped or chosen for a new project.
    void setImporter(std::function<void(const QStringList&)> importer);
    void setSearcher(std::function<void(const QString&)> searcher);
    // Where Esc leads at the top of the page in front, when another page brought the user here;
    // until any page is shown again.
    void setWayBack(std::function<void()> back) { m_wayBack = std::move(back); }
    bool hasWayBack() const { return bool(m_wayBack); }

    // Remembered and, but for the language, shown at once.
    void setLook(ThemeChoice choice);
    void setZoom(int percent); // of all text
    void setLanguage(const QString& code); // from the next start
    ActionRegistry& actions() { return *m_actions; }
    Workbench& workbench() { return m_workbench; }
    FileDialogs& dialogs() { return m_dialogs; }
    QMenu& menu() { return *m_menu; }
    TrainMonitor& monitor() { return *m_monitor; }
    Toast& toast() { return *m_toast; }
    Theme& theme() { return m_theme; }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    struct Entry {
        PageSpec spec;
        Page* page = nullptr;
        int rail = -1;
        bool foot = false;
    };
    const Entry* currentEntry() const; // null: the start page
    void addEntry(const PageSpec& spec, const QKeySequence& keys, const QString& group, bool foot);
    void showManual();
    void addActions();
    void buildMenu();
    QString projectName() const;
    void showProject();
    void showFirst(); // page of the open project, else the start
    void showJob();
    void showNotice(); // read-only, or the disk is full
    void newProject(const QStringList& files);
    void report(const Result<void>& result, const QString& forgetPath = {});
    void showKeys();
    void cyclePanels();
    void goUp();

    Workbench& m_workbench;
    Theme& m_theme;
    FileDialogs& m_dialogs;
    ActionRegistry* m_actions;
    TrainMonitor* m_monitor;
    Rail* m_rail = nullptr;
    TopBar* m_top = nullptr;
    StatusStrip* m_status = nullptr;
    ErrorBanner* m_notice = nullptr;
    QString m_noticed; // what it says, so that a notice that was hidden stays hidden
    QStackedWidget* m_pages = nullptr;
    StartPage* m_start = nullptr;
    Toast* m_toast = nullptr;
    std::vector<Entry> m_entries;
    std::function<void(const QStringList&)> m_importer;
    std::function<void(const QString&)> m_searcher;
    std::function<void()> m_wayBack;
    QMenu* m_menu = nullptr;
    QString m_shownProject;
    QString m_before; // the page to go back to from a page at the foot; empty: the start
};

} // namespace evenspan::ui
