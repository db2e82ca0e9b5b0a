// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/fake_workbench.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/inspect_page.h"
#include "ui/label/label_page.h"
#include "ui/project/project_page.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/main_window.h"
#include "ui/train/launch/model_store.h"
#include "ui/train/train_page.h"

#include <QTemporaryDir>

#include <memory>

namespace evenspan::ui {

// Answers the window's questions for files.
class ScriptedDialogs : public FileDialogs {
public:
    QString file;
    QStringList files;
    QString folder;
    QString saved;
    int asked = 0;
    QString openFile(QWidget*, const QString&, const QString&) override { return ++asked, file; }
    QStringList openFiles(QWidget*, const QString&, const QString&) override {
        return ++asked, files;
    }
    QString openFolder(QWidget*, const QString&) override { return ++asked, folder; }
    QString saveFile(QWidget*, const QString&, const QString&, const QString&) override {
        return ++asked, saved;
    }
};

// The real window on a scripted workbench.
struct Bench {
    FakeWorkbench workbench;
    ScriptedDialogs dialogs;
    // In a folder of its own: empty but for what a test adds.
    QTemporaryDir modelFolder;
    std::shared_ptr<ModelStore> models = std::make_shared<ModelStore>(
        ModelLibrary({}, std::filesystem::path(modelFolder.path().toStdString())));
    std::unique_ptr<MainWindow> window;

    explicit Bench(Theme& theme) {
        window = std::make_unique<MainWindow>(workbench, theme, dialogs);
        addProjectPage(*window);
        addLabelPage(*window);
        addTrainPage(*window, models);
        addInspectPage(*window);
        addSettingsPage(*window);
    }
};

} // namespace evenspan::ui
