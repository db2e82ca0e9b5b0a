// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/text_fonts.h"

#include <QFontDatabase>

namespace evenspan::ui {

QList<TextFont> TextFonts::common() {
    return {{tr("Of the window"), {}}, {tr("Serif"), QStringLiteral("serif")},
        {tr("Fixed width"), QFontDatabase::systemFont(QFontDatabase::FixedFont).family()}};
}

QList<TextFont> TextFonts::installed() {
    QList<TextFont> fonts;
    for (const QString& family : QFontDatabase::families())
        if (!QFontDatabase::isPrivateFamily(family) && QFontDatabase::isSmoothlyScalable(family))
            fonts.push_back({family, family});
    return fonts;
}

QString TextFonts::name(const QString& family) {
    for (const TextFont& font : common())
        if (font.family == family)
            return font.name;
    return family;
}

} // namespace evenspan::ui
