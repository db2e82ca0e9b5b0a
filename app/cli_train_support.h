// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/events.h"
#include "core/engine/recipe.h"

#include <cstdio>
#include <map>
#include <string>
#include <unistd.h>
#include <vector>

namespace evenspan::cli {

// Events of a run as JSON lines where wanted, and as a short account on stderr.
class TrainPrinter : public engine::EventSink {
public:
    explicit TrainPrinter(std::FILE* lines); // null: none
    void on(const engine::TrainEvent& event) override;
    void endLine(); // of the line that is rewritten in place

private:
    std::FILE* m_lines;
    bool m_terminal;
    bool m_open = false;
    double m_shown = 0;
};

// `base`, or the recipe of the file --recipe in its place, with every --set and the --model; empty
// words change nothing.
// Errors: those of the file, BadConfig (in it), InvalidArgument (a wrong --set is a wrong call).
Result<engine::Recipe> readRecipe(engine::Recipe base, const std::string& file,
    const std::vector<std::string>& settings, const std::string& model);

// "language=en" …; Errors: InvalidArgument.
Result<std::map<std::string, std::string>> readWhere(const std::vector<std::string>& rules);

} // namespace evenspan::cli
