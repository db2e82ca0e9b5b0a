// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/plot.h"

#include "ui/common/colours.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"

#include <QAbstractTableModel>
#include <QFile>
#include <QKeyEvent>
#include <QPainter>
#include <QStackedLayout>
#include <QSvgGenerator>
#include <QTextStream>

#include <qcustomplot.h>

#include <cmath>

namespace evenspan::ui {

double Smoother::add(double value) {
    if (!std::isfinite(value))
        return value;
    m_mean = m_decay * m_mean + (1 - m_decay) * value;
    m_weight *= m_decay;
    return m_mean / (1 - m_weight);
}

void Smoother::reset() {
    m_mean = 0;
    m_weight = 1;
}

namespace {

struct Line {
    QString name;
    bool smoothed = false;
    Smoother smoother;
    QCPGraph* raw = nullptr;
    QCPGraph* smooth = nullptr; // null where not smoothed
    QCPItemText* tag = nullptr;
    QCPGraph* front() const { return smooth ? smooth : raw; }
};

// Every number of the plot: one row a point.
class Twin : public QAbstractTableModel {
public:
    explicit Twin(const std::vector<Line>& lines, QObject* parent)
        : QAbstractTableModel(parent)
        , m_lines(lines) { }
    QString horizontal;
    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : m_rows;
    }
    int columnCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : 4;
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override {
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
            return {};
        switch (section) {
        case 0:
            return Plot::tr("Line");
        case 1:
            return horizontal;
        case 2:
            return Plot::tr("Value");
        default:
            return Plot::tr("Smoothed");
        }
    }
    QVariant data(const QModelIndex& index, int role) const override {
        if (role == Qt::TextAlignmentRole)
            return int((index.column() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        if (role != Qt::DisplayRole)
            return {};
        int row = index.row();
        for (const Line& line : m_lines) {
            const int count = line.raw->dataCount();
            if (row >= count) {
                row -= count;
                continue;
            }
            const auto at = line.raw->data()->at(row);
            switch (index.column()) {
            case 0:
                return line.name;
            case 1:
                return QLocale().toString(at->key, 'g', 8);
            case 2:
                return QLocale().toString(at->value, 'g', 5);
            default:
                return line.smooth ? QLocale().toString(line.smooth->data()->at(row)->value, 'g', 5)
                                   : QString();
            }
        }
        return {};
    }
    void refresh() {
        int rows = 0;
        for (const Line& line : m_lines)
            rows += line.raw->dataCount();
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }

private:
    const std::vector<Line>& m_lines;
    int m_rows = 0;
};

} // namespace

struct Plot::Private {
    QCustomPlot* plot = nullptr;
    DataTable* table = nullptr;
    Twin* twin = nullptr;
    QStackedLayout* stack = nullptr;
    std::vector<Line> lines;
    QCPItemStraightLine* cross = nullptr;
    QCPItemText* readout = nullptr;
    bool fitted = true; // follows the data until the user zooms

    void dress(const QWidget* widget) {
        const Colours c = Colours::of(widget->palette());
        const Look look = lookOf(widget->palette());
        plot->setBackground(c.surface);
        QColor grid = c.hairline;
        if (look == Look::HighContrast)
            grid.setAlphaF(0.35F);
        const QFont small = scaledFont(widget->font(), 12 / 13.0);
        for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
            axis->setBasePen(axis == plot->xAxis ? QPen(c.hairline) : QPen(Qt::NoPen));
            axis->setTickPen(Qt::NoPen);
            axis->setSubTickPen(Qt::NoPen);
            axis->setTickLabelColor(c.muted);
            axis->setTickLabelFont(small);
            axis->setLabelColor(c.muted);
            axis->setLabelFont(small);
            axis->setNumberFormat(QStringLiteral("g"));
            axis->setNumberPrecision(5);
            axis->grid()->setZeroLinePen(Qt::NoPen);
            axis->grid()->setSubGridVisible(false);
            axis->grid()->setPen(QPen(grid, 1));
        }
        plot->xAxis->grid()->setVisible(false);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            Line& line = lines[i];
            const QColor colour = i == 0 ? c.accent : labelColour(int(i), look).line;
            const Qt::PenStyle dash = i == 0 ? Qt::SolidLine : i % 2 ? Qt::DashLine : Qt::DotLine;
            QColor faint = colour;
            faint.setAlphaF(0.28F);
            line.raw->setPen(QPen(line.smooth ? faint : colour, line.smooth ? 1 : 1.8, dash));
            if (line.smooth)
                line.smooth->setPen(QPen(colour, 2, dash));
            if (line.raw->scatterStyle().shape() != QCPScatterStyle::ssNone)
                line.raw->setScatterStyle(
                    QCPScatterStyle(QCPScatterStyle::ssDisc, colour, colour, 6));
            line.tag->setColor(colour);
            line.tag->setBrush(c.surface); // no grid line strikes a name through
            line.tag->setFont(scaledFont(widget->font(), 12 / 13.0, true));
        }
        cross->setPen(QPen(c.muted, 1, Qt::DotLine));
        readout->setColor(c.text);
        readout->setFont(small);
        QColor fill = c.raised;
        fill.setAlphaF(0.95F);
        readout->setBrush(fill);
        readout->setPadding(QMargins(6, 3, 6, 3));
    }

    void rescale() {
        plot->rescaleAxes();
        // Room at the right for the names of the lines, and a little above and below.
        QCPRange x = plot->xAxis->range();
        int widest = 0;
        for (const Line& line : lines)
            widest = qMax(widest, QFontMetrics(line.tag->font()).horizontalAdvance(line.name) + 14);
        const double reserve = double(widest) / qMax(100, plot->axisRect()->width() - widest);
        plot->xAxis->setRange(x.lower, x.upper + (x.upper - x.lower) * reserve);
        if (plot->yAxis->scaleType() == QCPAxis::stLinear) {
            QCPRange y = plot->yAxis->range();
            const double pad = y.size() * 0.06;
            plot->yAxis->setRange(
                y.lower >= 0 ? qMax(0.0, y.lower - pad) : y.lower - pad, y.upper + pad);
        }
    }

    // Names stand at the ends of their lines, the lowest below its end, the others above. Where the
    // numbers of the axis stand below it, all are above, and those that would cover it a line
    // higher.
    void placeTags() {
        const Line* lowest = nullptr;
        for (Line& line : lines) {
            const QCPGraph* graph = line.front();
            line.tag->setVisible(graph->dataCount() > 0);
            if (graph->dataCount() == 0)
                continue;
            const auto last = graph->data()->constEnd() - 1;
            line.tag->position->setCoords(last->key, last->value);
            line.tag->setText(line.name);
            if (!lowest || last->value < lowest->tag->position->value())
                lowest = &line;
        }
        if (!lowest)
            return;
        const int height = QFontMetrics(lowest->tag->font()).height();
        const double floor = plot->yAxis->coordToPixel(lowest->tag->position->value());
        const bool noRoom = lines.size() > 1 && floor + height > plot->axisRect()->bottom();
        for (Line& line : lines) {
            const bool below = &line == lowest && !noRoom;
            const double own = plot->yAxis->coordToPixel(line.tag->position->value());
            const bool raised = noRoom && &line != lowest && floor - own < height;
            if (raised)
                line.tag->position->setCoords(
                    line.tag->position->key(), plot->yAxis->pixelToCoord(floor - height));
            line.tag->setPositionAlignment(Qt::AlignLeft
                | (lines.size() < 2 ? Qt::AlignVCenter
                        : below     ? Qt::AlignTop
                                    : Qt::AlignBottom));
        }
    }
};

Plot::Plot(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>()) {
    d->plot = new QCustomPlot(this);
    d->plot->setAccessibleName(tr("Plot; press T for a table of its numbers"));
    d->plot->setPlottingHint(QCP::phFastPolylines);
    d->plot->setNotAntialiasedElements(QCP::aeNone);
    d->plot->setInteractions(QCP::iRangeZoom | QCP::iRangeDrag);
    d->plot->axisRect()->setRangeZoom(Qt::Horizontal);
    d->plot->setFocusPolicy(Qt::NoFocus);
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
    d->readout->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);

    d->twin = new Twin(d->lines, this);
    d->table = new DataTable(this);
    d->table->setModel(d->twin);
    d->table->setAccessibleName(tr("Numbers of the plot"));
    d->stack = new QStackedLayout(this);
    d->stack->addWidget(d->plot);
    d->stack->addWidget(d->table);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Plot; press T for a table of its numbers"));
    setMinimumHeight(space(this, 36));

    connect(d->plot, &QCustomPlot::mouseWheel, this, [this](QWheelEvent* event) {
        d->fitted = false;
        d->plot->axisRect()->setRangeZoom(
            event->modifiers() & Qt::ShiftModifier ? Qt::Vertical : Qt::Horizontal);
    });
    connect(d->plot, &QCustomPlot::mousePress, this, [this] { d->fitted = false; });
    connect(d->plot, &QCustomPlot::mouseDoubleClick, this, [this] { fit(); });
    connect(d->plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        const double x = d->plot->xAxis->pixelToCoord(event->position().x());
        QStringList parts;
        double shown = x;
        for (const Line& line : d->lines) {
            if (line.front()->dataCount() == 0)
                continue;
            const auto at = line.front()->data()->findBegin(x);
            shown = at->key;
            parts << tr("%1 %2").arg(line.name, QLocale().toString(at->value, 'g', 4));
        }
        const bool on = !parts.isEmpty() && d->plot->axisRect()->rect().contains(event->pos());
        d->cross->setVisible(on);
        d->readout->setVisible(on);
        if (on) {
            d->cross->point1->setCoords(shown, 0);
            d->cross->point2->setCoords(shown, 1);
            d->readout->setText(tr("%1 %2: %3")
                                    .arg(d->twin->horizontal, QLocale().toString(shown, 'g', 6),
                                        parts.join(QStringLiteral(", "))));
            const bool left = event->pos().x() > d->plot->width() / 2;
            d->readout->setPositionAlignment(
                (left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
            d->readout->position->setCoords(shown, 0.02);
        }
        d->plot->layer(QStringLiteral("cursor"))->replot();
    });
    d->dress(this);
}

Plot::~Plot() = default;

void Plot::setAxisNames(const QString& horizontal, const QString& vertical) {
    d->twin->horizontal = horizontal;
    d->plot->xAxis->setLabel(horizontal);
    d->plot->yAxis->setLabel(vertical);
}

int Plot::addLine(const QString& name, double smooth, bool marker) {
    Line line;
    line.name = name;
    line.smoothed = smooth > 0;
    line.smoother = Smoother(smooth);
    line.raw = d->plot->addGraph();
    if (marker)
        line.raw->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 6));
    if (smooth > 0)
        line.smooth = d->plot->addGraph();
    line.tag = new QCPItemText(d->plot);
    line.tag->setPadding(QMargins(6, 0, 0, 0));
    line.tag->setVisible(false);
    line.tag->setSelectable(false);
    line.tag->setClipToAxisRect(false);
    d->lines.push_back(line);
    d->dress(this);
    return int(d->lines.size()) - 1;
}

void Plot::append(int line, double x, double y) {
    Line& to = d->lines[std::size_t(line)];
    to.raw->addData(x, y);
    if (to.smooth)
        to.smooth->addData(x, to.smoother.add(y));
}

void Plot::setData(int line, const QVector<double>& x, const QVector<double>& y) {
    Line& to = d->lines[std::size_t(line)];
    to.raw->setData(x, y, true);
    if (!to.smooth)
        return;
    to.smoother.reset();
    QVector<double> smoothed;
    smoothed.reserve(y.size());
    for (const double value : y)
        smoothed << to.smoother.add(value);
    to.smooth->setData(x, smoothed, true);
}

void Plot::clear() {
    for (Line& line : d->lines) {
        line.raw->data()->clear();
        line.smoother.reset();
        if (line.smooth)
            line.smooth->data()->clear();
    }
    d->fitted = true;
    refresh();
}

void Plot::refresh() {
    if (d->fitted)
        d->rescale();
    d->placeTags();
    if (tableShown())
        d->twin->refresh();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

int Plot::size(int line) const {
    return d->lines[std::size_t(line)].raw->dataCount();
}

QVector<double> Plot::values(int line, bool smoothed) const {
    const Line& of = d->lines[std::size_t(line)];
    QVector<double> result;
    const QCPGraph* graph = smoothed ? of.front() : of.raw;
    for (auto it = graph->data()->constBegin(); it != graph->data()->constEnd(); ++it)
        result << it->value;
    return result;
}

void Plot::setLogScale(bool on) {
    d->plot->yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    d->plot->yAxis->setTicker(on ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                 : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    d->fitted = true;
    refresh();
}

bool Plot::logScale() const {
    return d->plot->yAxis->scaleType() == QCPAxis::stLogarithmic;
}

void Plot::showTable(bool on) {
    d->stack->setCurrentIndex(on ? 1 : 0);
    if (on)
        d->twin->refresh();
}

bool Plot::tableShown() const {
    return d->stack->currentIndex() == 1;
}

void Plot::fit() {
    d->fitted = true;
    refresh();
}

bool Plot::exportTo(const QString& path) {
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
    for (const Line& line : d->lines) {
        QString name = line.name;
        name.replace(QLatin1Char('"'), QStringLiteral("\"\""));
        for (int i = 0; i < line.raw->dataCount(); ++i) {
            const auto at = line.raw->data()->at(i);
            out << '"' << name << "\"," << at->key << ',' << at->value << ',';
            if (line.smooth)
                out << line.smooth->data()->at(i)->value;
            out << '\n';
        }
    }
    out.flush();
    return file.error() == QFile::NoError;
}

void Plot::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_T && event->modifiers() == Qt::NoModifier) {
        showTable(!tableShown());
        return;
    }
    if (event->key() == Qt::Key_L && event->modifiers() == Qt::NoModifier) {
        setLogScale(!logScale());
        return;
    }
    QWidget::keyPressEvent(event);
}

void Plot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (d->cross
        && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)) {
        d->dress(this);
        d->plot->replot(QCustomPlot::rpQueuedReplot);
    }
}

} // namespace evenspan::ui
