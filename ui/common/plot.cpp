// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/plot.h"

#include "ui/common/data_table.h"
#include "ui/common/plot_private.h"
#include "ui/common/plot_twin.h"
#include "ui/common/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QStackedLayout>

#include <cmath>

namespace evenspan::ui {

namespace {
constexpr int kMostMarks = 200; // more would be a wall
constexpr double kShareOfPainting = 1 / 50.0;
} // namespace

Plot::Plot(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>()) {
    d->owner = this;
    d->plot = new QCustomPlot(this);
    d->plot->setAccessibleName(tr("Plot; press T for a table of its numbers"));
    d->plot->setPlottingHint(QCP::phFastPolylines);
    d->plot->setNotAntialiasedElements(QCP::aeNone);
    d->plot->setInteractions(QCP::iRangeZoom | QCP::iRangeDrag);
    d->plot->axisRect()->setRangeZoom(Qt::Horizontal);
    d->plot->setFocusPolicy(Qt::NoFocus);
    d->plot->legend->setVisible(false);
    d->plot->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
    d->plot->addLayer(QStringLiteral("cursor"), nullptr, QCustomPlot::limAbove);
    d->plot->layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
    d->cross = new QCPItemStraightLine(d->plot);
    d->readout = new QCPItemText(d->plot);
    for (QCPAbstractItem* item :
        {static_cast<QCPAbstractItem*>(d->cross), static_cast<QCPAbstractItem*>(d->readout)}) {
        item->setLayer(QStringLiteral("cursor"));
        item->setVisible(false);
        item->setSelectable(false);
    }
    d->readout->position->setTypeX(QCPItemPosition::ptPlotCoords);
    d->readout->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    d->readout->setTextAlignment(Qt::AlignLeft);

    d->twin = new PlotTwin(
        d->lines, d->marks, [this](double x) { return d->horizontalText(x); }, this);
    d->table = new DataTable(this);
    d->table->setModel(d->twin);
    d->table->setAccessibleName(tr("Numbers of the plot"));
    d->table->setColumnWidth(PlotTwin::Name, space(this, 44));
    d->table->horizontalHeader()->setStretchLastSection(true);
    d->stack = new QStackedLayout(this);
    d->stack->addWidget(d->plot);
    d->stack->addWidget(d->table);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Plot; press T for a table of its numbers"));
    setMinimumHeight(space(this, 36));

    d->paint.setSingleShot(true);
    connect(&d->paint, &QTimer::timeout, this, &Plot::paintNow);
    connect(d->plot->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] {
        d->feed();
        d->placeMarks();
        d->placeTags();
    });
    connect(d->plot->yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
        [this] { d->placeTags(); });
    connectMouse();
    d->dress(this);
    d->sinceShare.start();
}

Plot::~Plot() = default;

void Plot::setAxisNames(const QString& horizontal, const QString& vertical) {
    d->horizontal = horizontal;
    d->twin->setHorizontal(horizontal);
    d->plot->xAxis->setLabel(horizontal);
    d->plot->yAxis->setLabel(vertical);
}

void Plot::setHorizontal(Horizontal kind) {
    d->kind = kind;
    if (kind == Horizontal::Number) {
        d->plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
        return;
    }
    const QSharedPointer<QCPAxisTickerTime> ticker(new QCPAxisTickerTime);
    ticker->setTimeFormat(QStringLiteral("%h:%m:%s"));
    d->plot->xAxis->setTicker(ticker);
}

int Plot::addLine(const QString& name, double smooth, bool marker) {
    PlotLine line;
    line.name = name;
    line.smoothed = smooth > 0;
    line.marker = marker;
    line.raw = d->plot->addGraph();
    line.raw->setName(name);
    if (smooth > 0) {
        d->decay = smooth;
        line.smooth = d->plot->addGraph();
        line.smooth->setName(name);
    }
    line.smoother = Smoother(d->decay);
    // One row of the legend a line: that of what stands in front.
    const bool listed = lines() < kLegend;
    if (line.smooth || !listed)
        line.raw->removeFromLegend();
    if (line.smooth && !listed)
        line.smooth->removeFromLegend();
    line.tag = new QCPItemText(d->plot);
    line.tag->setPadding(QMargins(6, 0, 0, 0));
    line.tag->setVisible(false);
    line.tag->setSelectable(false);
    line.tag->setClipToAxisRect(false);
    d->lines.push_back(line);
    d->plot->legend->setVisible(lines() > kDirectNames && lines() <= kLegend);
    refresh(); // which dresses it too
    return lines() - 1;
}

void Plot::setLineColour(int line, int labelIndex) {
    d->lines[std::size_t(line)].labelIndex = labelIndex;
    d->restyle(this);
}

void Plot::removeLines() {
    for (const PlotLine& line : d->lines) {
        d->plot->removeItem(line.tag);
        if (line.smooth)
            d->plot->removeGraph(line.smooth);
        d->plot->removeGraph(line.raw);
    }
    d->lines.clear();
    d->hovered = -1;
    d->plot->legend->setVisible(false);
    pick(-1);
}

int Plot::lines() const {
    return int(d->lines.size());
}

QString Plot::lineName(int line) const {
    return d->lines[std::size_t(line)].name;
}

void Plot::append(int line, double x, double y) {
    PlotLine& to = d->lines[std::size_t(line)];
    to.data.append(x, y);
    if (to.smooth)
        to.average.append(x, to.smoother.add(y));
}

void Plot::setData(int line, const QVector<double>& x, const QVector<double>& y) {
    PlotLine& to = d->lines[std::size_t(line)];
    to.data.clear();
    to.average.clear();
    to.smoother.reset();
    for (int i = 0; i < qMin(x.size(), y.size()); ++i)
        append(line, x[i], y[i]);
}

void Plot::clear() {
    for (PlotLine& line : d->lines) {
        line.data.clear();
        line.average.clear();
        line.smoother.reset();
    }
    d->fitted = true;
    setCross(qQNaN());
    refresh();
}

// Soon, and all the later the longer painting took last time.
void Plot::refresh() {
    if (d->paint.isActive())
        return;
    const double pause = qMin(1000.0, d->paintCost / kShareOfPainting);
    const double since = d->sincePaint.isValid() ? double(d->sincePaint.elapsed()) : 1e9;
    d->paint.start(since >= pause ? 0 : int(pause - since));
}

void Plot::paintNow() {
    d->paint.stop();
    if (tableShown())
        d->twin->refresh();
    QElapsedTimer timer;
    timer.start();
    d->restyle(this);
    if (d->fitted)
        d->rescale();
    d->feed();
    d->placeTags();
    d->placeMarks();
    if (isVisible())
        d->plot->replot(QCustomPlot::rpImmediateRefresh);
    d->paintCost = double(timer.nsecsElapsed()) / 1e6;
    d->paintSum += d->paintCost;
    d->sincePaint.start();
}

double Plot::paintShare() const {
    const double share = d->paintSum / qMax(1.0, double(d->sinceShare.restart()));
    d->paintSum = 0;
    return share;
}

int Plot::size(int line) const {
    return d->lines[std::size_t(line)].data.size();
}

QVector<double> Plot::values(int line, bool smoothed) const {
    const PlotLine& from = d->lines[std::size_t(line)];
    const auto& values = smoothed && from.smooth ? from.average.values() : from.data.values();
    return QVector<double>(values.begin(), values.end());
}

void Plot::setSmoothing(double decay) {
    decay = qBound(0.0, decay, 0.999);
    d->decay = decay;
    for (PlotLine& line : d->lines) {
        if (!line.smooth)
            continue;
        line.smooth->setVisible(decay > 0);
        line.smoother = Smoother(decay);
        line.average.clear();
        for (int i = 0; i < line.data.size(); ++i)
            line.average.append(line.data.x(i), line.smoother.add(line.data.y(i)));
    }
    d->paintCost = 0; // somebody waits for it
    refresh();
}

double Plot::smoothing() const {
    return d->decay;
}

void Plot::setMarks(const QVector<PlotMark>& marks) {
    for (const PlotMarkItems& items : d->markItems) {
        d->plot->removeItem(items.line);
        d->plot->removeItem(items.dot);
    }
    d->markItems.clear();
    d->marks = marks;
    for (const PlotMark& mark : marks) {
        if (int(d->markItems.size()) == kMostMarks)
            break; // the table has them all
        PlotMarkItems items{new QCPItemStraightLine(d->plot), new QCPItemText(d->plot)};
        items.line->point1->setCoords(mark.x, 0);
        items.line->point2->setCoords(mark.x, 1);
        items.line->point1->setTypeY(QCPItemPosition::ptAxisRectRatio);
        items.line->point2->setTypeY(QCPItemPosition::ptAxisRectRatio);
        items.dot->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        items.dot->position->setCoords(mark.x, 0);
        items.dot->setPositionAlignment(Qt::AlignHCenter | Qt::AlignTop);
        // A letter each: colour alone would leave somebody out.
        items.dot->setText(mark.weight == PlotMark::Note ? QStringLiteral("●")
                : mark.weight == PlotMark::Warning       ? QStringLiteral("▲")
                                                         : QStringLiteral("■"));
        for (QCPAbstractItem* item :
            {static_cast<QCPAbstractItem*>(items.line), static_cast<QCPAbstractItem*>(items.dot)}) {
            item->setSelectable(false);
            item->setLayer(QStringLiteral("grid")); // behind the lines
        }
        d->markItems.push_back(items);
    }
    d->dress(this);
    refresh();
}

const QVector<PlotMark>& Plot::marks() const {
    return d->marks;
}

void Plot::pick(int line) {
    if (line >= lines())
        line = -1;
    if (line == d->picked)
        return;
    d->picked = line;
    d->restyle(this);
    d->paintCost = 0;
    refresh();
    Q_EMIT pickedChanged(line);
}

int Plot::picked() const {
    return d->picked;
}

void Plot::setLogScale(bool on) {
    if (on == logScale())
        return;
    d->plot->yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    d->plot->yAxis->setTicker(on ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                 : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    d->dress(this);
    fit();
    Q_EMIT logScaleChanged(on);
}

bool Plot::logScale() const {
    return d->plot->yAxis->scaleType() == QCPAxis::stLogarithmic;
}

void Plot::showTable(bool on) {
    if (on == tableShown())
        return;
    d->stack->setCurrentIndex(on ? 1 : 0);
    if (on)
        d->twin->refresh();
    else
        refresh();
    Q_EMIT tableChanged(on);
}

bool Plot::tableShown() const {
    return d->stack->currentIndex() == 1;
}

void Plot::fit() {
    d->fitted = true;
    d->paintCost = 0;
    refresh();
}

void Plot::zoom(double factor) {
    d->fitted = false;
    d->plot->xAxis->scaleRange(1 / factor);
    d->paintCost = 0;
    refresh();
}

void Plot::pan(double share) {
    d->fitted = false;
    d->plot->xAxis->moveRange(share * d->plot->xAxis->range().size());
    d->paintCost = 0;
    refresh();
}

double Plot::left() const {
    return d->plot->xAxis->range().lower;
}

double Plot::right() const {
    return d->plot->xAxis->range().upper;
}

double Plot::bottom() const {
    return d->plot->yAxis->range().lower;
}

double Plot::top() const {
    return d->plot->yAxis->range().upper;
}

QPoint Plot::placeOf(double x, double y) const {
    return {int(d->plot->xAxis->coordToPixel(x)), int(d->plot->yAxis->coordToPixel(y))};
}

QWidget* Plot::canvas() const {
    return d->plot;
}

int Plot::drawn(int line) const {
    return d->lines[std::size_t(line)].raw->dataCount();
}

bool Plot::legendShown() const {
    return d->plot->legend->visible();
}

void Plot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (d->cross
        && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)) {
        d->dress(this);
        d->paintCost = 0;
        refresh();
    }
}

void Plot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    d->paintCost = 0;
    refresh();
}

void Plot::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    d->paintCost = 0;
    refresh();
}

} // namespace evenspan::ui
