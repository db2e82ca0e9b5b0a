// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QPixmap>
#include <QString>

#include <string>

namespace evenspan::ui {

// Words for what core/app/inspect/mention_table.h names.
QString classText(const std::string& kind); // "Wrong type"
QString classHint(const std::string& kind); // one sentence
// A sign that tells the classes apart without colour: "✓", "≠", "+", "−"…
QString classSign(const std::string& kind);
// The sign alone, in the middle of a square as high as a line of the program's font: signs that are
// wide and narrow leave the words behind them in one line.
QPixmap signPicture(const QString& sign, const QColor& colour);
// Right, missed or marked where nothing is, and what stands between.
QColor classColour(const std::string& kind, const QPalette& palette);
QString featureText(const std::string& column); // "Casing"; "meta:source" gives "source"
QString featureHint(const std::string& column);
QString valueText(const std::string& column, const std::string& value);

} // namespace evenspan::ui
