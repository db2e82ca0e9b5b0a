// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/side_views.h"

#include "ui/common/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QListWidget>
#include <QScrollBar>
#include <QStackedWidget>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr int kHeading = Qt::UserRole + 1; // of a heading: true

bool isHeading(const QListWidgetItem* item) {
    return item->data(kHeading).toBool();
}

} // namespace

SideViews::SideViews(const QStringList& headings, QWidget* parent)
    : QWidget(parent)
    , m_list(new QListWidget(this))
    , m_stack(new QStackedWidget(this)) {
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    for (const QString& heading : headings) {
        auto* item = new QListWidgetItem(heading, m_list);
        item->setFlags(Qt::NoItemFlags); // arrows pass over it
        item->setData(kHeading, true);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space(this, 4));
    row->addWidget(m_list);
    row->addWidget(m_stack, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        const int at = currentIndex();
        if (at < 0)
            return;
        m_stack->setCurrentWidget(m_views[std::size_t(at)].widget);
        Q_EMIT currentChanged(at);
    });
    fit();
}

void SideViews::addView(int heading, QWidget* view, const QString& name, const QString& tip) {
    int at = 0; // behind every view of this heading and of those above
    while (at < count() && m_views[std::size_t(at)].heading <= heading)
        ++at;
    m_views.insert(m_views.begin() + at, {heading, view});
    m_stack->addWidget(view);
    auto* item = new QListWidgetItem(name);
    item->setToolTip(tip);
    m_list->insertItem(at + heading + 1, item);
    if (count() == 1)
        m_list->setCurrentItem(item);
    fit();
}

int SideViews::rowOf(int at) const {
    return at < 0 || at >= count() ? -1 : at + m_views[std::size_t(at)].heading + 1;
}

QWidget* SideViews::widget(int at) const {
    return at < 0 || at >= count() ? nullptr : m_views[std::size_t(at)].widget;
}

QString SideViews::name(int at) const {
    const int row = rowOf(at);
    return row < 0 ? QString() : m_list->item(row)->text();
}

int SideViews::currentIndex() const {
    for (int at = 0; at < count(); ++at)
        if (rowOf(at) == m_list->currentRow())
            return at;
    return -1;
}

void SideViews::setCurrentIndex(int at) {
    if (rowOf(at) >= 0)
        m_list->setCurrentRow(rowOf(at));
}

void SideViews::setCurrentWidget(QWidget* view) {
    for (int at = 0; at < count(); ++at)
        if (widget(at) == view)
            setCurrentIndex(at);
}

// As wide as its longest name, and no wider.
void SideViews::fit() {
    const int high = rowHeight(this);
    int wide = 0;
    for (int row = 0; row < m_list->count(); ++row) {
        auto* item = m_list->item(row);
        const bool heading = isHeading(item);
        if (heading) // readable, though it cannot be chosen
            item->setForeground(Colours::of(palette()).muted);
        item->setFont(heading ? scaledFont(font(), 12.0 / 13, true) : font());
        item->setSizeHint({0, heading ? high + (row > 0 ? space(this, 2) : 0) : high});
        item->setTextAlignment(
            Qt::AlignLeft | (heading && row > 0 ? Qt::AlignBottom : Qt::AlignVCenter));
        wide = std::max(wide, QFontMetrics(item->font()).horizontalAdvance(item->text()));
    }
    m_list->setFixedWidth(
        wide + space(this, 6) + m_list->verticalScrollBar()->sizeHint().width() / 2);
}

void SideViews::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange
        || event->type() == QEvent::PaletteChange)
        fit();
}

} // namespace evenspan::ui
