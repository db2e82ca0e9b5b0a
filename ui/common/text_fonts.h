// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace evenspan::ui {

// A font that the text of documents may have. An empty family is the window's own font.
struct TextFont {
    QString name;
    QString family;
};

// The fonts that every machine has: the window's, a serif, one of fixed width.
class TextFonts {
    Q_DECLARE_TR_FUNCTIONS(TextFonts)

public:
    static QList<TextFont> common();
    // The others of this machine that can be drawn at any size, by name.
    static QList<TextFont> installed();
    // The name under which a family is offered; its own where it is none of the common ones.
    static QString name(const QString& family);
};

} // namespace evenspan::ui
