// SPDX-License-Identifier: GPL-3.0-or-later
// tool_search_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: paints the
// searches of a project, their empty state, and the export of a model with and without an error.
#include "tests/ui/picture_studio.h"
#include "tests/ui/real_window.h"
#include "tests/ui/run_files.h"
#include "tests/ui/study_sample.h"
#include "ui/train/export_model_dialog.h"
#include "ui/train/launch/searches_dialog.h"

using namespace evenspan;
using namespace evenspan::ui;

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    RealWindow real(studio.theme());
    real.window->resize(studio.size());
    const auto shot = [&](QWidget& widget, const char* name) {
        Studio::settle(400);
        studio.save(&widget, name);
    };
    const auto searches = [&](const char* name) {
        SearchesDialog dialog(real.workbench, real.window.get());
        dialog.open();
        shot(dialog, name);
    };
    (void)real.open();
    searches("searches-none");
    real.workbench.closeProject();
    (void)QTest::qWaitFor([&] { return !real.workbench.isOpen(); });
    addStudies(real.path, {sampleStudy("small", 12), sampleStudy("rates", 40)});
    addFinishedRun(real.path, "rates-17");
    (void)real.open();
    searches("searches");
    ExportModelDialog exporting(
        real.workbench, real.dialogs, QStringLiteral("rates-17"), real.window.get());
    exporting.open();
    shot(exporting, "export-model");
    real.dialogs.saved = real.folder.path(); // taken
    QTest::keyClick(&exporting, Qt::Key_Return);
    shot(exporting, "export-model-refused");
    return 0;
}
