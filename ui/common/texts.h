// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>

#include <string>

namespace evenspan::ui {

// UTF-8 of the core, as the window shows it.
inline QString shown(const std::string& text) {
    return QString::fromStdString(text);
}

// A share as per cent, without the sign, as the user's language writes numbers: 0.4256 → "42.6".
inline QString percent(double share, int digits = 1) {
    return QLocale().toString(100 * share, 'f', digits);
}

} // namespace evenspan::ui
