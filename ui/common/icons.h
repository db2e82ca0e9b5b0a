// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace evenspan::ui {

// The icons drawn for this program (resources/icons: 1.5 px stroke on a 20 px grid). They take the
// palette's text colour when they are painted, so a change of theme needs no new icons.
QIcon icon(const QString& name);
// The same in a fixed colour; size in device-independent pixels.
QPixmap iconPixmap(const QString& name, const QColor& colour, int size, qreal ratio);

} // namespace evenspan::ui
