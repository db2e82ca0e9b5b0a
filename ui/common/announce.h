// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace evenspan::ui {

// Says a short sentence to who works with a screen reader. Nothing is seen of it, and the keyboard
// stays where it is. A sentence that follows at once takes the place of one that is not yet said.
void announce(QWidget* about, const QString& text);

// What a screen reader is told of widgets that Qt says too little of: toasts and banners are
// alerts, the button in a field has a name and the picture in it is none. Once is enough, more do
// no harm.
void installFaces();
// What such a widget says now is new.
void alert(QWidget* widget);

} // namespace evenspan::ui
