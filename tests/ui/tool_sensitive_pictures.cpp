// SPDX-License-Identifier: GPL-3.0-or-later
// tool_sensitive_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: the window of
// sensitive attributes, empty, filled, and before a deletion.
#include "core/app/audit/sensitive_attributes.h"
#include "tests/ui/audit_window.h"
#include "tests/ui/picture_studio.h"
#include "ui/audit/sensitive_dialog.h"

#include <QTableView>

using namespace evenspan;
using namespace evenspan::ui;

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    for (const bool filled : {false, true}) {
        AuditWindow bench(studio.theme(), 12);
        if (filled) {
            auto project = std::move(*store::Project::open(bench.path));
            const std::string why = "Whether letters and reports are read equally well";
            if (!markSensitive(*project, "source") || !markSensitive(*project, "attribute:gender")
                || !allowSensitive(*project, "source", why)
                || !admitSensitive(*project, {"meta:source"}, false, "", "spring audit")
                || !admitSensitive(*project, {"meta:source"}, false,
                    "The same question again, after the list of names was widened in summer",
                    "summer audit"))
                return 1;
        }
        bench.window->resize(studio.size());
        bench.openAudits();
        Studio::settle(500);
        SensitiveDialog dialog(bench.workbench, &bench.workbench.runDesk(), bench.window.get());
        dialog.show();
        Studio::settle(800);
        studio.save(&dialog, filled ? "2-log" : "1-none");
        if (!filled)
            continue;
        for (auto* button : dialog.findChildren<QPushButton*>())
            if (button->text() == SensitiveDialog::tr("Delete values…"))
                button->click();
        Studio::settle(500);
        studio.save(&dialog, "3-before-deleting");
    }
    return 0;
}
