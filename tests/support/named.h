// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace evenspan::test {

// The first widget of the type below `in` that bears the accessible name; null if there is none.
template <class T> T* named(const QWidget* in, const char* name) {
    for (T* widget : in->findChildren<T*>())
        if (widget->accessibleName() == QString::fromUtf8(name))
            return widget;
    return nullptr;
}

} // namespace evenspan::test
