// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once for all tests of the window; QtTest itself knows the folder of each test, so it
// cannot be among them.
#include "packaging/cmake/window_headers.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <fstream>
#include <random>
#include <sstream>
