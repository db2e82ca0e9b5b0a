// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"

#include "ui/common/enter_presses.h"
#include "ui/common/focus_ring.h"
#include "ui/common/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>
#include <QLocale>
#include <QStyle>
#include <QWidget>

#include <array>
#include <cmath>
#include <utility>

// Static libraries do not register their resources by themselves.
static void initialiseResources() {
    Q_INIT_RESOURCE(icons);
}

namespace evenspan::ui {

namespace {

constexpr std::array<std::pair<ThemeChoice, const char*>, 4> kNames{
    {{ThemeChoice::System, "system"}, {ThemeChoice::Light, "light"}, {ThemeChoice::Dark, "dark"},
        {ThemeChoice::HighContrast, "high-contrast"}}};

// Chinese letters come from this family in the weight of the rest; the fallback that the font
// system picks by itself may be a bold face.
void addChinese(QFont& font) {
    // The real name comes first: a generic one such as "Sans Serif" would be passed over.
    font.setFamilies({QFontInfo(font).family(), QStringLiteral("Noto Sans CJK SC")});
}

// The system's font; where no desktop names one, the best of those that are there.
QFont baseFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QString family = QFontInfo(font).family();
    if (family.startsWith(QLatin1String("DejaVu")) || family.isEmpty()) {
        const QStringList known = QFontDatabase::families();
        for (const auto& name : {QStringLiteral("Inter"), QStringLiteral("Cantarell"),
                 QStringLiteral("Noto Sans"), QStringLiteral("Liberation Sans")}) {
            if (known.contains(name)) {
                font.setFamilies({name});
                break;
            }
        }
    }
    addChinese(font);
    if (QFontInfo(font).pixelSize() < 13)
        font.setPixelSize(13);
    return font;
}

} // namespace

QString themeChoiceName(ThemeChoice choice) {
    for (const auto& [value, name] : kNames)
        if (value == choice)
            return QLatin1String(name);
    return QStringLiteral("system");
}

ThemeChoice themeChoiceFromName(const QString& name) {
    for (const auto& [value, text] : kNames)
        if (name == QLatin1String(text))
            return value;
    return ThemeChoice::System;
}

Theme::Theme(QApplication& application)
    : QObject(&application)
    , m_application(application)
    , m_systemPalette(QApplication::palette())
    , m_systemFont(baseFont()) {
    initialiseResources();
    QApplication::setStyle(new Style);
    new FocusRing(this);
    new EnterPresses(this);
    apply();
}

Look Theme::look() const {
    switch (m_choice) {
    case ThemeChoice::Light:
        return Look::Light;
    case ThemeChoice::Dark:
        return Look::Dark;
    case ThemeChoice::HighContrast:
        return Look::HighContrast;
    case ThemeChoice::System:
        break;
    }
    return lookOf(m_systemPalette);
}

void Theme::setChoice(ThemeChoice choice) {
    m_choice = choice;
    apply();
}

void Theme::setZoom(int percent) {
    m_zoom = qBound(80, percent, 200);
    apply();
}

void Theme::apply() {
    QApplication::setPalette(Colours::of(look()).palette());
    QFont font = m_systemFont;
    const int base = QFontInfo(m_systemFont).pixelSize();
    font.setPixelSize(qMax(11, int(std::lround(base * m_zoom / 100.0))));
    QApplication::setFont(font);
    Q_EMIT changed();
}

int space(const QWidget* widget, int steps) {
    const QFont font = widget ? widget->font() : QApplication::font();
    const int unit = qMax(3, int(std::lround(QFontInfo(font).pixelSize() * 4 / 13.0)));
    return unit * steps;
}

int rowHeight(const QWidget* widget) {
    return QFontInfo(widget->font()).pixelSize() + space(widget, 4) + 1;
}

QFont scaledFont(const QFont& font, double scale, bool semiBold) {
    QFont result = font;
    result.setPixelSize(qMax(11, int(std::lround(QFontInfo(font).pixelSize() * scale))));
    if (semiBold)
        result.setWeight(QFont::DemiBold);
    return result;
}

QFont monospaceFont(const QFont& font) {
    QFont result = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    addChinese(result);
    result.setPixelSize(QFontInfo(font).pixelSize());
    return result;
}

QString number(qint64 value) {
    return QLocale().toString(value);
}

bool motionAllowed() {
    return QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
}

} // namespace evenspan::ui
