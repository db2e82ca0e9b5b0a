// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace evenspan::cli {

struct Session;

// Suites of sentences and names, as audits take them.
void addSuiteVerb(CLI::App& app, Session& session);

} // namespace evenspan::cli
