// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/bars.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/keys_view.h"
#include "ui/shell/language.h"
#include "ui/shell/main_menu.h"
#include "ui/shell/main_window.h"
#include "ui/shell/rail.h"
#include "ui/shell/start_page.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>

// The commands that belong to the window itself.
namespace evenspan::ui {

void MainWindow::addActions() {
    const QString general = tr("General");
    const QString project = tr("Project");
    const QString view = tr("View");
    const auto open = [this] { return m_workbench.isOpen(); };
    const auto add = [this](const char* id, const QString& text, const char* icon,
                         const QString& keys, const QString& group, std::function<void()> run,
                         std::function<bool()> enabled = {}, const QString& also = {}) {
        m_actions->add({QLatin1String(id), text, QLatin1String(icon), QKeySequence(keys), group,
            std::move(run), std::move(enabled), QKeySequence(also)});
    };
    add("general.palette", tr("Search and commands"), "search", QStringLiteral("Ctrl+K"), general,
        [this] { m_top->palette()->open(); });
    add(
        "edit.undo", tr("Undo"), "undo", QStringLiteral("Ctrl+Z"), general,
        [this] {
            // Named by what can be redone now: a step may have come that the window did not know.
            m_workbench.undo([this](const Result<void>& result) {
                m_toast->say(result ? tr("Undone: %1").arg(m_workbench.project().redoName)
                                    : QString::fromStdString(result.error().text()),
                    result ? tr("Redo") : QString(),
                    [this] { m_actions->action(QStringLiteral("edit.redo"))->trigger(); });
            });
        },
        [this] { return m_workbench.isOpen() && !m_workbench.project().undoName.isEmpty(); });
    add(
        "edit.redo", tr("Redo"), "redo", QStringLiteral("Ctrl+Shift+Z"), general,
        [this] {
            m_workbench.redo([this](const Result<void>& result) {
                m_toast->say(result ? tr("Done again: %1").arg(m_workbench.project().undoName)
                                    : QString::fromStdString(result.error().text()));
            });
        },
        [this] { return m_workbench.isOpen() && !m_workbench.project().redoName.isEmpty(); },
        QStringLiteral("Ctrl+Y"));
    add("project.new", tr("New project from files"), "new", QStringLiteral("Ctrl+N"), project,
        [this] {
            const QStringList files =
                m_dialogs.openFiles(this, tr("Files for the new project"), importFilter());
            if (!files.isEmpty())
                newProject(files);
        });
    add("project.open", tr("Open a project"), "open", QStringLiteral("Ctrl+O"), project, [this] {
        const QString path =
            m_dialogs.openFile(this, tr("Open a project"), tr("Projects (*.evenspan)"));
        if (!path.isEmpty())
            openPath(path);
    });
    add("project.sample", tr("Open the sample"), "sample", {}, project, [this] {
        m_start->setBusy(tr("Opening the sample…"));
        m_workbench.openSample([this](const Result<void>& result) { report(result); });
    });
    add(
        "project.close", tr("Close the project"), "close", QStringLiteral("Ctrl+W"), project,
        [this] { m_workbench.closeProject(); }, open);
    add("view.theme", tr("Change the look"), "theme", QStringLiteral("Ctrl+Shift+L"), view, [this] {
        const auto next = ThemeChoice((int(m_theme.choice()) + 1) % 4);
        setLook(next);
        const QStringList names{
            tr("Look of the system"), tr("Light"), tr("Dark"), tr("High contrast")};
        m_toast->say(names[int(next)]);
    });
    add(
        "view.larger", tr("Larger text"), "", QStringLiteral("Ctrl++"), view,
        [this] { setZoom(m_theme.zoom() + 10); }, {}, QStringLiteral("Ctrl+="));
    add("view.smaller", tr("Smaller text"), "", QStringLiteral("Ctrl+-"), view,
        [this] { setZoom(m_theme.zoom() - 10); });
    add("view.normal", tr("Normal text size"), "", QStringLiteral("Ctrl+0"), view,
        [this] { setZoom(100); });
    add("view.panels", tr("Next panel"), "", QStringLiteral("F6"), view, [this] { cyclePanels(); });
    add("view.language", tr("Change the language"), "language", {}, view, [this] {
        const QList<Language> known = languages();
        qsizetype at = 0;
        for (qsizetype i = 0; i < known.size(); ++i)
            if (known[i].code == chosenLanguage())
                at = i;
        const Language& next = known[(at + 1) % known.size()];
        setLanguage(next.code);
        m_toast->say(tr("%1 from the next start").arg(next.name));
    });
    add("general.keys", tr("Keys of this page"), "keys", QStringLiteral("?"), general,
        [this] { showKeys(); });
    add("general.quit", tr("Quit"), "", QStringLiteral("Ctrl+Q"), general, [this] { close(); });
}

void MainWindow::buildMenu() {
    m_menu = new QMenu(this);
    m_menu->setAccessibleName(tr("Menu"));
    connect(m_menu, &QMenu::aboutToShow, this, [this] { fillMenu(*m_menu, *m_actions); });
    QToolButton* button = m_top->menuButton();
    connect(button, &QToolButton::clicked, m_menu, [this, button] {
        fillMenu(*m_menu, *m_actions); // its size is needed before it shows
        m_menu->popup(button->mapToGlobal(
            QPoint(button->width() - m_menu->sizeHint().width(), button->height() + 2)));
    });
}

void MainWindow::showKeys() {
    QStringList elsewhere;
    const Entry* here = currentEntry();
    for (const Entry& entry : m_entries)
        if (&entry != here && entry.spec.id != QLatin1String("project"))
            elsewhere << entry.spec.id;
    const Page* page = currentPage();
    auto* view = new KeysView(*m_actions, here ? here->spec.id : QString(),
        page ? page->keyHints() : QList<std::pair<QString, QString>>(), elsewhere, this);
    view->setAttribute(Qt::WA_DeleteOnClose);
    view->open();
}

void MainWindow::cyclePanels() {
    QList<QWidget*> panels;
    for (QWidget* button : m_rail->findChildren<QWidget*>())
        if (button->isEnabled() && button->focusPolicy() != Qt::NoFocus) {
            panels << button;
            break;
        }
    panels << m_top->palette();
    if (const Page* page = currentPage())
        panels << page->panels();
    int at = -1;
    for (int i = 0; i < panels.size(); ++i)
        if (QApplication::focusWidget()
            && (panels[i] == QApplication::focusWidget()
                || panels[i]->isAncestorOf(QApplication::focusWidget())))
            at = i;
    for (int step = 1; step <= panels.size(); ++step) {
        QWidget* next = panels[(at + step) % panels.size()];
        if (next->isVisible() && next->isEnabled()) {
            next->setFocus(Qt::ShortcutFocusReason); // shows the ring, as Tab does
            return;
        }
    }
}

void MainWindow::setLook(ThemeChoice choice) {
    m_theme.setChoice(choice);
    QSettings().setValue(QStringLiteral("theme"), themeChoiceName(choice));
}

void MainWindow::setZoom(int percent) {
    m_theme.setZoom(percent);
    m_status->setZoom(m_theme.zoom());
    QSettings().setValue(QStringLiteral("zoom"), m_theme.zoom());
}

void MainWindow::setLanguage(const QString& code) {
    chooseLanguage(code);
    m_status->setLanguage(languageName(code));
}

} // namespace evenspan::ui
