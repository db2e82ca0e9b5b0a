// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once for all files of the command line.
#include "packaging/cmake/core_headers.h"

#include <CLI/CLI.hpp>
