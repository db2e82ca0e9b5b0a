// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/suite.h"
#include "core/store/reader.h"

#include <filesystem>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// A suite in a list of suites.
struct SuiteSummary {
    std::string name, label, language;
    std::uint64_t names = 0, groups = 0, templates = 0;
    bool own = false; // of the project, else shipped
};
Result<std::vector<SuiteSummary>> listSuites(
    store::Reader& reader, const std::filesystem::path& shipped);

// Templates of a text, one a line ("t1", "t2", …); empty lines are left out.
std::vector<fairness::SuiteTemplate> templatesFromLines(std::string_view text);

// Lower-case words of the project that stand outside every entity, for lintSuite(); of the first
// million words, so that it takes no longer in a large project.
Result<std::set<std::string, std::less<>>> projectWords(
    store::Reader& reader, std::stop_token stop = {});

} // namespace evenspan
