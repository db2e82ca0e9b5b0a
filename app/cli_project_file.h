// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/project.h"

#include <memory>
#include <string>

namespace evenspan::cli {

// The error of a project that could not be opened; where there is none, how to make one. A missing
// project is asked for, not made: a slip in its name would make a second one.
Error withRemedy(Error error, const std::string& file);

// For reading, or for changes that are the command line's own.
Result<std::unique_ptr<store::Project>> openProject(const std::string& file, bool write);

} // namespace evenspan::cli
