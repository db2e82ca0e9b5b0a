// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/real_window.h"

#include <QMenu>
#include <QSettings>

#include <functional>
#include <map>

// What each command is for: the rows of tst_actions, a file for each part of the program.
namespace evenspan::ui {

using Window = RealWindow;
using Effect = std::function<bool()>;

// `prepare` brings about what the command needs; the effect that it returns must not be there yet,
// and must be there after the key.
using Row = std::function<Effect(Window&)>;
using Rows = std::map<QString, Row>;

Rows windowRows();
Rows documentRows();
Rows labelRows();
Rows trainRows();

inline bool shows(const QWidget* widget) {
    return widget && widget->isVisible();
}

template <class T> Effect modal() {
    return [] { return qobject_cast<T*>(QApplication::activeModalWidget()) != nullptr; };
}

inline Effect page(Window& w, const QString& crumb) {
    return [&w, crumb] {
        const Page* shown = w.window->currentPage();
        return shown && shown->breadcrumb().startsWith(crumb);
    };
}

// The label page with its first document, the cursor on its first token.
inline void labelling(Window& w) {
    QVERIFY(w.openLabel());
    QTRY_VERIFY(w.window->currentPage()->breadcrumb().contains(QStringLiteral("one")));
    QTRY_COMPARE(w.canvas()->spans().size(), std::size_t(1));
}

// The same, and the first token is a PLACE that is picked.
inline void labelled(Window& w) {
    labelling(w);
    w.canvas()->select({0, 3});
    QTest::keyClick(w.canvas(), Qt::Key_L);
    QTRY_COMPARE(w.canvas()->spans().size(), std::size_t(2));
    QTRY_VERIFY(w.action(QStringLiteral("edit.undo"))->text().contains(QStringLiteral("PLACE")));
    for (const CanvasSpan& span : w.canvas()->spans())
        if (!span.suggested)
            w.canvas()->pick(span.id);
}

inline Effect places(Window& w, int count) {
    return [&w, count] {
        int found = 0;
        for (const CanvasSpan& span : w.canvas()->spans())
            found += !span.suggested;
        return found == count;
    };
}

inline Effect state(Window& w, DocumentState wanted) {
    return [&w, wanted] { return w.state(1) == QString::number(int(wanted)); };
}

} // namespace evenspan::ui
