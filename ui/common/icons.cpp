// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace evenspan::ui {

namespace {

class PaletteIcon : public QIconEngine {
public:
    explicit PaletteIcon(const QString& name)
        : m_name(name) { }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const int size = qMin(rect.width(), rect.height());
        const QPixmap pixmap =
            iconPixmap(m_name, colour(mode), size, painter->device()->devicePixelRatioF());
        painter->drawPixmap(
            rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, pixmap);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return iconPixmap(m_name, colour(mode), qMin(size.width(), size.height()), 1);
    }
    QPixmap scaledPixmap(
        const QSize& size, QIcon::Mode mode, QIcon::State state, qreal ratio) override {
        Q_UNUSED(ratio) // size is in device pixels here
        return pixmap(size, mode, state);
    }
    QIconEngine* clone() const override { return new PaletteIcon(m_name); }
    QString key() const override { return QStringLiteral("evenspan"); }

private:
    static QColor colour(QIcon::Mode mode) {
        const QPalette palette = QGuiApplication::palette();
        return palette.color(
            mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active, QPalette::ButtonText);
    }
    QString m_name;
};

} // namespace

QIcon icon(const QString& name) {
    return QIcon(new PaletteIcon(name));
}

QPixmap iconPixmap(const QString& name, const QColor& colour, int size, qreal ratio) {
    const QString key =
        QStringLiteral("evenspan/%1/%2/%3/%4").arg(name).arg(colour.rgba()).arg(size).arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return pixmap;
    QByteArray svg = file.readAll();
    svg.replace("currentColor", colour.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(svg);
    pixmap = QPixmap(QSize(size, size) * ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(colour.alphaF());
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace evenspan::ui
