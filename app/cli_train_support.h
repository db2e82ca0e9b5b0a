// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/events.h"

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

// "language=en" …; Errors: InvalidArgument.
Result<std::map<std::string, std::string>> readWhere(const std::vector<std::string>& rules);

} // namespace evenspan::cli
