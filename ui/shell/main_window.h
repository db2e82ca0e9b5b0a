// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/action_registry.h"
#include "ui/shell/page.h"
#include "ui/shell/workbench.h"

#include <QMainWindow>

#include <functional>
#include <vector>

class QStackedWidget;

namespace evenspan::ui {

class FileDialogs;
class Rail;
class StartPage;
class StatusStrip;
class Theme;
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
    Page* showPage(const QString& id); // null if unknown or no project is open
    Page* currentPage() const; // null: the start page
    void showStart();
    void openPath(const QString& path);
    // Where the project page takes files that were dropped or chosen for a new project.
    void setImporter(std::function<void(const QStringList&)> importer);
    void setSearcher(std::function<void(const QString&)> searcher);

    ActionRegistry& actions() { return *m_actions; }
    Workbench& workbench() { return m_workbench; }
    FileDialogs& dialogs() { return m_dialogs; }
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
    };
    void addActions();
    void buildMenu();
    void showProject();
    void showJob();
    void newProject(const QStringList& files);
    void report(const Result<void>& result, const QString& forgetPath = {});
    void showKeys();
    void cyclePanels();
    void goUp();
    void setZoom(int percent);
    void chooseLanguage();

    Workbench& m_workbench;
    Theme& m_theme;
    FileDialogs& m_dialogs;
    ActionRegistry* m_actions;
    TrainMonitor* m_monitor;
    Rail* m_rail = nullptr;
    TopBar* m_top = nullptr;
    StatusStrip* m_status = nullptr;
    QStackedWidget* m_pages = nullptr;
    StartPage* m_start = nullptr;
    Toast* m_toast = nullptr;
    std::vector<Entry> m_entries;
    std::function<void(const QStringList&)> m_importer;
    std::function<void(const QString&)> m_searcher;
    QString m_shownProject;
};

} // namespace evenspan::ui
