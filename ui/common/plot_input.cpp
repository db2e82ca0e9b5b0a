// SPDX-License-Identifier: GPL-3.0-or-later
// What mouse and keys do on a plot.
#include "ui/common/plot_private.h"
#include "ui/common/widgets.h"

#include <QKeyEvent>
#include <QToolTip>

#include <cmath>

namespace evenspan::ui {

namespace {
constexpr int kReach = 8; // pixels between the pointer and what it means
}

QString Plot::Private::horizontalText(double x) const {
    if (kind == Horizontal::Seconds)
        return durationText(x);
    return QLocale().toString(x, 'g', 8);
}

QString Plot::Private::valueText(double y) const {
    return std::isfinite(y) ? QLocale().toString(y, 'g', 4) : Plot::tr("no number");
}

QString Plot::Private::readoutAt(double x, double* shown) const {
    QStringList rows;
    double place = x, distance = qInf();
    for (const PlotLine& line : lines) {
        const int at = line.data.nearest(x);
        if (at >= 0 && std::abs(line.data.x(at) - x) < distance) {
            distance = std::abs(line.data.x(at) - x);
            place = line.data.x(at);
        }
    }
    // Of very many lines the picked one, else the first few.
    const int most = 12;
    int left = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const PlotSeries& front = lines[i].front();
        const int at = front.nearest(place);
        if (at < 0)
            continue;
        if (picked >= 0 && int(lines.size()) > most && int(i) != picked)
            continue;
        if (rows.size() == most) {
            ++left;
            continue;
        }
        rows << Plot::tr("%1 %2").arg(lines[i].name, valueText(front.y(at)));
    }
    if (rows.isEmpty())
        return {};
    if (left > 0)
        rows << Plot::tr("… and %n more", nullptr, left);
    if (shown)
        *shown = place;
    rows.prepend(Plot::tr("%1 %2").arg(horizontal, horizontalText(place)));
    return rows.join(QLatin1Char('\n'));
}

void Plot::Private::showCross(double x) {
    crossAt = x;
    double shown = x;
    const QString text = std::isfinite(x) ? readoutAt(x, &shown) : QString();
    const bool on = !text.isEmpty();
    cross->setVisible(on);
    readout->setVisible(on);
    if (on) {
        crossAt = shown;
        cross->point1->setCoords(shown, plot->yAxis->range().lower);
        cross->point2->setCoords(shown, plot->yAxis->range().upper);
        readout->setText(text);
        const bool left = plot->xAxis->coordToPixel(shown) > plot->axisRect()->center().x();
        readout->setPositionAlignment((left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
        readout->position->setCoords(shown, 0.05);
    }
    plot->layer(QStringLiteral("cursor"))->replot();
}

int Plot::Private::lineAt(const QPointF& place) const {
    int best = -1;
    double reach = kReach;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const double away = lines[i].frontGraph()->selectTest(place, false);
        if (away >= 0 && away < reach) {
            reach = away;
            best = int(i);
        }
    }
    return best;
}

QList<int> Plot::Private::marksAt(double pixel) const {
    QList<int> out;
    for (int i = 0; i < int(markItems.size()); ++i)
        if (std::abs(plot->xAxis->coordToPixel(marks[i].x) - pixel) <= kReach)
            out << i;
    return out;
}

QString Plot::markTextAt(const QPoint& place) const {
    QStringList parts;
    for (const int at : d->marksAt(place.x()))
        parts << tr("%1 (%2 %3)\n%4")
                     .arg(d->marks[at].name, d->horizontal, d->horizontalText(d->marks[at].x),
                         d->marks[at].text);
    return parts.join(QStringLiteral("\n\n"));
}

void Plot::connectMouse() {
    connect(d->plot, &QCustomPlot::mouseWheel, this, [this](QWheelEvent* event) {
        d->fitted = false;
        d->plot->axisRect()->setRangeZoom(
            event->modifiers() & Qt::ShiftModifier ? Qt::Vertical : Qt::Horizontal);
    });
    connect(d->plot, &QCustomPlot::mousePress, this,
        [this](QMouseEvent* event) { d->pressed = event->pos(); });
    connect(d->plot, &QCustomPlot::mouseRelease, this, [this](QMouseEvent* event) {
        if (event->button() == Qt::LeftButton && (event->pos() - d->pressed).manhattanLength() <= 4)
            pick(d->lineAt(event->pos()));
    });
    connect(d->plot, &QCustomPlot::mouseDoubleClick, this, [this] { fit(); });
    connect(d->plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        if (event->buttons() != Qt::NoButton && (event->pos() - d->pressed).manhattanLength() > 4)
            d->fitted = false; // dragged
        int hovered = -1;
        if (d->plot->legend->visible())
            for (std::size_t i = 0; i < d->lines.size(); ++i)
                if (auto* item = d->plot->legend->itemWithPlottable(d->lines[i].frontGraph());
                    item && item->outerRect().contains(event->pos()))
                    hovered = int(i);
        if (hovered != d->hovered) {
            d->hovered = hovered;
            d->paintCost = 0;
            refresh();
        }
        const bool inside = d->plot->axisRect()->rect().contains(event->pos());
        d->showCross(
            inside && hovered < 0 ? d->plot->xAxis->pixelToCoord(event->position().x()) : qQNaN());
        const QString text = inside ? markTextAt(event->pos()) : QString();
        if (!text.isEmpty())
            QToolTip::showText(event->globalPosition().toPoint(), text, d->plot);
        else if (QToolTip::isVisible())
            QToolTip::hideText();
    });
}

void Plot::setCross(double x) {
    d->showCross(x);
}

QString Plot::readout() const {
    return d->readout->visible() ? d->readout->text() : QString();
}

// From point to point of the picked line, else of the longest.
void Plot::stepCross(int by) {
    const PlotLine* along = nullptr;
    for (std::size_t i = 0; i < d->lines.size(); ++i)
        if (int(i) == d->picked
            || (d->picked < 0 && (!along || d->lines[i].data.size() > along->data.size())))
            along = &d->lines[i];
    if (!along || along->data.size() == 0)
        return;
    const PlotSeries& data = along->data;
    // Where many points share a pixel, a step is a pixel wide.
    const int inSight = data.lowerBound(right()) - data.lowerBound(left());
    const int stride = qMax(1, inSight / qMax(1, d->plot->axisRect()->width()));
    const int at = std::isfinite(d->crossAt) ? data.nearest(d->crossAt) + by * stride
        : by > 0                             ? data.lowerBound(left())
                                             : data.lowerBound(right()) - 1;
    setCross(data.x(qBound(0, at, data.size() - 1)));
    setAccessibleDescription(readout());
}

void Plot::keyPressEvent(QKeyEvent* event) {
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (event->matches(QKeySequence::Copy) && !tableShown())
        return copyPicture();
    const bool plain = modifiers == Qt::NoModifier;
    const bool shifted = modifiers == Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_T:
        if (plain)
            return showTable(!tableShown());
        break;
    case Qt::Key_L:
        if (plain)
            return setLogScale(!logScale());
        break;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int by = event->key() == Qt::Key_Right ? 1 : -1;
        if (plain)
            return stepCross(by);
        if (shifted)
            return pan(0.2 * by);
        break;
    }
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (plain && lines() > 0) {
            const int by = event->key() == Qt::Key_Down ? 1 : -1;
            const int count = lines() + 1; // one place is "none"
            return pick((d->picked + 1 + by + count) % count - 1);
        }
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        if (plain || shifted)
            return zoom(1.25);
        break;
    case Qt::Key_Minus:
        if (plain)
            return zoom(0.8);
        break;
    case Qt::Key_0:
        if (plain)
            return fit();
        break;
    case Qt::Key_Escape:
        if (d->picked >= 0 || std::isfinite(d->crossAt)) {
            setCross(qQNaN());
            return pick(-1);
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace evenspan::ui
