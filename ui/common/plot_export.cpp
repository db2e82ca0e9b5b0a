// SPDX-License-Identifier: GPL-3.0-or-later
// Plots as files and pictures.
#include "ui/common/plot_private.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QSvgGenerator>
#include <QTextStream>

namespace evenspan::ui {

namespace {

QString quoted(QString text) {
    text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

} // namespace

bool Plot::exportTo(const QString& path) {
    paintNow(); // what stands in the queue belongs into the picture
    if (path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive))
        return d->plot->savePng(path, 0, 0, 2);
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        QSvgGenerator generator;
        generator.setFileName(path);
        generator.setSize(d->plot->size());
        generator.setViewBox(d->plot->rect());
        QCPPainter painter;
        if (!painter.begin(&generator))
            return false;
        painter.setMode(QCPPainter::pmVectorized);
        painter.setMode(QCPPainter::pmNoCaching);
        d->plot->toPainter(&painter, d->plot->width(), d->plot->height());
        return painter.end();
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return false;
    QTextStream out(&file);
    out << "line,x,value,smoothed\n";
    out.setRealNumberPrecision(12);
    for (const PlotLine& line : d->lines)
        for (int i = 0; i < line.data.size(); ++i) {
            out << quoted(line.name) << ',' << line.data.x(i) << ',' << line.data.y(i) << ',';
            if (line.smooth && i < line.average.size())
                out << line.average.y(i);
            out << '\n';
        }
    out.flush();
    return file.error() == QFile::NoError;
}

void Plot::copyPicture() {
    paintNow();
    QGuiApplication::clipboard()->setPixmap(d->plot->toPixmap(0, 0, 2));
}

} // namespace evenspan::ui
