// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/suggest_anew.h"

#include "core/store/query.h"
#include "core/store/reader.h"
#include "ui/shell/suggestion_service.h"

namespace evenspan::ui {

Workbench::Ticket askStaleScores(
    Workbench& workbench, std::function<void(Result<StaleScores>)> reply) {
    const SuggestionService* suggesting = workbench.suggestions();
    if (!workbench.isOpen() || !suggesting || !suggesting->state().possible)
        return 0;
    return workbench.query<StaleScores>(
        [](store::Reader& reader, std::stop_token stop) -> Result<StaleScores> {
            auto stale = store::staleSuggestions(reader, stop);
            if (!stale)
                return stale.error();
            StaleScores found{*stale, {}};
            if (stale->documents == 0)
                return found;
            auto runs = reader.runs(stop);
            if (!runs)
                return runs.error();
            for (const store::RunRow& run : *runs)
                if (run.id == stale->run)
                    found.run = QString::fromStdString(run.name);
            return found;
        },
        std::move(reply));
}

bool suggestAnew(Workbench& workbench, const QString& run) {
    SuggestionService* suggesting = workbench.suggestions();
    if (!suggesting || !suggesting->state().possible)
        return false;
    if (suggesting->state().run.isEmpty() && !run.isEmpty())
        suggesting->setRun(run);
    store::DocumentFilter open; // documents with a scored suggestion
    open.query = *store::parseQuery("score>=0");
    suggesting->request(open);
    return !suggesting->state().run.isEmpty();
}

} // namespace evenspan::ui
