// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once for all tests of the window.
#include "packaging/cmake/json_templates.h"
#include "packaging/cmake/window_headers.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <random>
#include <sstream>
