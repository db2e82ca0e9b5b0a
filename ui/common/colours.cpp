// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/colours.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace evenspan::ui {

namespace {

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double gamma(double channel) {
    return channel <= 0.0031308 ? channel * 12.92 : 1.055 * std::pow(channel, 1 / 2.4) - 0.055;
}

double luminance(const QColor& colour) {
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

constexpr int kGrey = -361; // index of a chosen colour without a hue
constexpr double kLeastChroma = 0.02;

struct Oklch {
    double chroma;
    double hue; // degrees in [0, 360)
};

Oklch oklchOf(const QColor& colour) {
    const double red = linear(colour.redF());
    const double green = linear(colour.greenF());
    const double blue = linear(colour.blueF());
    const double l = std::cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    const double m = std::cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    const double s = std::cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    const double a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
    const double b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
    const double hue = std::atan2(b, a) * 180 / std::numbers::pi;
    return {std::hypot(a, b), hue < 0 ? hue + 360 : hue};
}

} // namespace

double contrast(const QColor& a, const QColor& b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor fromOklch(double lightness, double chroma, double hue) {
    const double angle = hue * std::numbers::pi / 180;
    for (double c = chroma; c >= 0; c -= 0.002) {
        const double a = c * std::cos(angle);
        const double b = c * std::sin(angle);
        const double l = std::pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        const double m = std::pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        const double s = std::pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        const double red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
        const double green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
        const double blue = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
        const auto inside = [](double v) { return v >= -1e-4 && v <= 1 + 1e-4; };
        if (inside(red) && inside(green) && inside(blue)) {
            const auto channel = [](double v) { return float(gamma(std::clamp(v, 0.0, 1.0))); };
            return QColor::fromRgbF(channel(red), channel(green), channel(blue));
        }
    }
    const int grey = int(std::lround(gamma(std::pow(lightness, 3)) * 255));
    return QColor(grey, grey, grey);
}

LabelColour labelColour(int index, Look look) {
    const double hue = index < 0 ? -1.0 - index : std::fmod(25 + 137.508 * index, 360);
    const double tint = index == kGrey ? 0 : 1;
    switch (look) {
    case Look::Light:
        return {fromOklch(0.92, 0.055 * tint, hue), fromOklch(0.36, 0.10 * tint, hue),
            fromOklch(0.58, 0.15 * tint, hue)};
    case Look::Dark:
        return {fromOklch(0.34, 0.065 * tint, hue), fromOklch(0.91, 0.06 * tint, hue),
            fromOklch(0.74, 0.13 * tint, hue)};
    case Look::HighContrast:
        return {fromOklch(0.86, 0.12 * tint, hue), QColor(Qt::black),
            fromOklch(0.86, 0.12 * tint, hue)};
    }
    return {};
}

QColor labelHue(int choice) {
    return fromOklch(0.58, 0.15, 360.0 * choice / kLabelHues);
}

std::optional<int> labelColourIndex(const QColor& stored) {
    if (!stored.isValid())
        return std::nullopt;
    const Oklch colour = oklchOf(stored);
    return colour.chroma < kLeastChroma ? kGrey : -1 - int(std::lround(colour.hue)) % 360;
}

std::optional<int> labelHueChoice(const QColor& stored) {
    const auto index = labelColourIndex(stored);
    if (!index || *index == kGrey)
        return std::nullopt;
    const double step = 360.0 / kLabelHues, hue = -1.0 - *index;
    const double nearest = std::round(hue / step);
    if (std::abs(hue - nearest * step) > 5)
        return std::nullopt;
    return int(nearest) % kLabelHues;
}

Colours Colours::of(Look look) {
    const auto rgb = [](unsigned value) { return QColor::fromRgb(value); };
    Colours c;
    switch (look) {
    case Look::Light:
        c.window = rgb(0xf5f6f8);
        c.surface = rgb(0xffffff);
        c.raised = rgb(0xeceef2);
        c.hairline = rgb(0xdee1e7);
        c.text = rgb(0x1b1e25);
        c.muted = rgb(0x5c6372);
        c.accent = rgb(0x3355cc);
        c.accentSoft = rgb(0xe0e7fb);
        c.onAccent = rgb(0xffffff);
        c.good = rgb(0x1d7a46);
        c.warning = rgb(0x8f5a00);
        c.error = rgb(0xb3261e);
        break;
    case Look::Dark:
        c.window = rgb(0x16181c);
        c.surface = rgb(0x1d2025);
        c.raised = rgb(0x292d34);
        c.hairline = rgb(0x333842);
        c.text = rgb(0xe7e9ee);
        c.muted = rgb(0x9fa6b4);
        c.accent = rgb(0x8ba5ff);
        c.accentSoft = rgb(0x2b3660);
        c.onAccent = rgb(0x10142a);
        c.good = rgb(0x6fd096);
        c.warning = rgb(0xe9b55c);
        c.error = rgb(0xff8f85);
        break;
    case Look::HighContrast:
        c.window = rgb(0x000000);
        c.surface = rgb(0x000000);
        c.raised = rgb(0x1f1f1f);
        c.hairline = rgb(0xffffff);
        c.text = rgb(0xffffff);
        c.muted = rgb(0xffffff);
        c.accent = rgb(0xffe14d);
        c.accentSoft = rgb(0x4a4000);
        c.onAccent = rgb(0x000000);
        c.good = rgb(0x7dff9b);
        c.warning = rgb(0xffc24d);
        c.error = rgb(0xff9d94);
        break;
    }
    return c;
}

Look lookOf(const QPalette& palette) {
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    if (window == QColor(Qt::black))
        return Look::HighContrast;
    return luminance(window) < 0.2 ? Look::Dark : Look::Light;
}

Colours Colours::of(const QPalette& palette) {
    return of(lookOf(palette));
}

QPalette Colours::palette() const {
    QPalette p;
    p.setColor(QPalette::Window, window);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, surface);
    p.setColor(QPalette::AlternateBase, window);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::PlaceholderText, muted);
    p.setColor(QPalette::Button, surface);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, error);
    p.setColor(QPalette::Highlight, accentSoft);
    p.setColor(QPalette::HighlightedText, text);
    p.setColor(QPalette::Link, accent);
    p.setColor(QPalette::LinkVisited, accent);
    p.setColor(QPalette::ToolTipBase, raised);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::Light, raised);
    p.setColor(QPalette::Midlight, raised);
    p.setColor(QPalette::Mid, hairline);
    p.setColor(QPalette::Dark, muted);
    p.setColor(QPalette::Shadow, hairline);
    for (const auto role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        QColor faint = muted;
        faint.setAlphaF(0.55F);
        p.setColor(QPalette::Disabled, role, faint);
    }
    return p;
}

} // namespace evenspan::ui
