// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>
#include <stop_token>
#include <string>

namespace evenspan::cli {

// Exit status of design §6.
enum Exit { Done = 0, Failed = 1, Usage = 2, BadInput = 3, Interrupted = 130 };

Exit exitFor(ErrorCode code);

// Prints what, where and remedy on stderr; returns the exit status.
int report(const Error& error);

// Prints one JSON document on stdout.
void printJson(const nlohmann::ordered_json& value);

// Turns SIGINT and SIGTERM into a stop request; a second signal ends the process at once. Must be
// made before any other thread, so that all of them inherit the blocked signals.
class Interrupts {
public:
    Interrupts();
    std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
};

// One line on stderr that tells how far a long job is: rewritten in place on a terminal, else at
// most one line in five seconds. Silent until 300 ms have passed.
class Progress {
public:
    explicit Progress(std::string name);
    ~Progress();
    void update(std::uint64_t done, std::uint64_t total); // total 0: not known

private:
    std::string m_name;
    bool m_terminal;
    bool m_shown = false;
    double m_begin;
    double m_last;
};

} // namespace evenspan::cli
