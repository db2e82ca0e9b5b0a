// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/data_table.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QSettings>
#include <QToolTip>

#include <algorithm>

namespace evenspan::ui {

namespace {

// Room at both sides of a cell, and a hairline below each row.
class CellDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        option->state &= ~QStyle::State_HasFocus;
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override {
        QStyledItemDelegate::paint(painter, option, index);
        QColor line = Colours::of(option.palette).hairline;
        line.setAlphaF(0.6F);
        painter->fillRect(
            QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), line);
    }
};

} // namespace

DataTable::DataTable(QWidget* parent)
    : QTableView(parent) {
    setItemDelegate(new CellDelegate(this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setMouseTracking(true);
    verticalHeader()->setVisible(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView* header = horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setMinimumSectionSize(space(this, 10));
    header->viewport()->installEventFilter(this);
    connect(header, &QWidget::customContextMenuRequested, this,
        [this, header](QPoint at) { headerMenu(header->mapToGlobal(at)); });
    connect(header, &QHeaderView::sectionResized, this, [this, header](int column, int, int size) {
        const QString id = columnId(column);
        if (m_applying || m_key.isEmpty() || id.isEmpty() || size <= 0
            || header->sectionResizeMode(column) != QHeaderView::Interactive)
            return;
        m_widths[id] = qRound(10000.0 * size / space(this, 100));
        QSettings().setValue(m_key % QStringLiteral("/width/") % id, m_widths[id]);
    });
    connect(header, &QHeaderView::sectionCountChanged, this, [this] { applyColumns(true); });
    connect(this, &QTableView::doubleClicked, this, &DataTable::activatedRow);
    applyMetrics();
}

void DataTable::applyMetrics() {
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(ui::rowHeight(this));
    applyColumns();
}

QString DataTable::columnId(int column) const {
    return model() ? model()->headerData(column, Qt::Horizontal, kColumnId).toString() : QString();
}

QString DataTable::columnTitle(int column) const {
    const QVariant title = model()->headerData(column, Qt::Horizontal, kColumnTitle);
    return (title.isValid() ? title : model()->headerData(column, Qt::Horizontal)).toString();
}

void DataTable::rememberColumns(const QString& key, const QList<Column>& defaults) {
    m_key = QStringLiteral("tables/") % key;
    m_defaults = defaults;
    QSettings settings;
    settings.beginGroup(m_key % QStringLiteral("/width"));
    for (const QString& id : settings.childKeys())
        m_widths[id] = qBound(500, settings.value(id).toInt(), 100000);
    settings.endGroup();
    settings.beginGroup(m_key % QStringLiteral("/shown"));
    for (const QString& id : settings.childKeys())
        m_shown[id] = settings.value(id).toBool();
    settings.endGroup();
    applyColumns();
}

void DataTable::setShortOfRoom(bool shortOfRoom) {
    if (m_shortOfRoom == shortOfRoom)
        return;
    m_shortOfRoom = shortOfRoom;
    m_wanted.clear();
    applyColumns();
}

void DataTable::applyColumns(bool newOnes) {
    if (m_key.isEmpty() || !model())
        return;
    m_applying = true;
    QSet<QString> known;
    std::swap(known, m_applied);
    for (int column = 0; column < model()->columnCount(); ++column) {
        const QString id = columnId(column);
        m_applied.insert(id);
        if (newOnes && !id.isEmpty() && known.contains(id))
            continue; // as it is, whoever made it so
        const auto found = std::find_if(m_defaults.begin(), m_defaults.end(),
            [&](const Column& known) { return known.id == id; });
        const Column wish = found == m_defaults.end() ? Column{id, 28, false, false} : *found;
        const bool shown = m_shown.value(id, wish.shown);
        const bool spared = m_shortOfRoom && wish.spare && !m_wanted.contains(id);
        setColumnHidden(column, !shown || spared);
        if (wish.width == 0) {
            horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
            continue;
        }
        const int width = m_widths.value(id, 100 * wish.width);
        setColumnWidth(column, qRound(width * space(this, 100) / 10000.0));
    }
    m_applying = false;
}

// What was just asked for by hand stays, however little room there is and whatever columns come and
// go: only another width of the window takes it away.
void DataTable::showColumn(int column, bool on) {
    if (!m_key.isEmpty()) {
        const QString id = columnId(column);
        m_shown[id] = on;
        if (on)
            m_wanted.insert(id);
        else
            m_wanted.remove(id);
        QSettings().setValue(m_key % QStringLiteral("/shown/") % id, on);
    }
    setColumnHidden(column, !on);
}

int DataTable::columnOf(const QString& id) const {
    for (int column = 0; column < model()->columnCount(); ++column)
        if (columnId(column) == id)
            return column;
    return -1;
}

// The last column that is shown stays.
void DataTable::fillColumns(QMenu* menu) {
    int shown = 0;
    for (int column = 0; column < model()->columnCount(); ++column)
        shown += isColumnHidden(column) ? 0 : 1;
    QHash<QString, QMenu*> groups;
    for (int column = 0; column < model()->columnCount(); ++column) {
        const QString group = model()->headerData(column, Qt::Horizontal, kColumnGroup).toString();
        QMenu* into = menu;
        if (!group.isEmpty()) {
            if (!groups.contains(group))
                groups[group] = menu->addMenu(group);
            into = groups[group];
        }
        QAction* action =
            into->addAction(columnTitle(column).replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(isColumnHidden(column) || shown > 1);
        // While the menu is open, columns of the project's metadata may come and shift the others.
        connect(action, &QAction::toggled, this, [this, column, id = columnId(column)](bool on) {
            if (const int now = id.isEmpty() ? column : columnOf(id); now >= 0)
                showColumn(now, on);
        });
    }
}

void DataTable::headerMenu(const QPoint& global) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Columns"));
    fillColumns(menu);
    menu->popup(global);
    menu->setActiveAction(menu->actions().value(0));
}

void DataTable::chooseColumns() {
    headerMenu(horizontalHeader()->mapToGlobal(QPoint(0, horizontalHeader()->height())));
}

QString DataTable::tsvCell(const QString& text) {
    QString out = text;
    for (QChar& c : out)
        if (c == QLatin1Char('\t') || c == QLatin1Char('\n') || c == QLatin1Char('\r'))
            c = QLatin1Char(' ');
    return out;
}

QString DataTable::selectionAsTsv() const {
    if (!selectionModel())
        return {};
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < model()->columnCount(); ++column)
        if (!isColumnHidden(column))
            cells << tsvCell(columnTitle(column));
    lines << cells.join(QLatin1Char('\t'));
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex& row : rows) {
        cells.clear();
        for (int column = 0; column < model()->columnCount(); ++column)
            if (!isColumnHidden(column))
                cells << tsvCell(row.siblingAtColumn(column).data().toString());
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void DataTable::copySelection() {
    QGuiApplication::clipboard()->setText(selectionAsTsv());
}

void DataTable::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        && currentIndex().isValid()) {
        Q_EMIT activatedRow(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void DataTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        applyMetrics();
}

// A cell that is cut shows the whole of its text.
bool DataTable::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QTableView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QModelIndex index = indexAt(help->pos());
    const QString text = index.data().toString();
    const int margin = 2 * (style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, this) + 1);
    if (!text.isEmpty()
        && fontMetrics().horizontalAdvance(text) + margin > columnWidth(index.column())
        && !index.data(Qt::ToolTipRole).isValid()) {
        QToolTip::showText(help->globalPos(), text, viewport(), visualRect(index));
        return true;
    }
    return QTableView::viewportEvent(event);
}

// The same for headings.
bool DataTable::eventFilter(QObject* watched, QEvent* event) {
    QHeaderView* header = horizontalHeader();
    if (watched == header->viewport() && event->type() == QEvent::ToolTip && model()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int column = header->logicalIndexAt(help->pos());
        const QString tip = model()->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString();
        const QString text = model()->headerData(column, Qt::Horizontal).toString();
        if (!tip.isEmpty())
            QToolTip::showText(help->globalPos(), tip, header->viewport());
        else if (column >= 0 && header->sectionSizeHint(column) > header->sectionSize(column))
            QToolTip::showText(help->globalPos(), text, header->viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QTableView::eventFilter(watched, event);
}

} // namespace evenspan::ui
