// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/facet_tree.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/inspect/inspect_texts.h"

#include <QEvent>
#include <QHeaderView>
#include <QLocale>

#include <algorithm>

namespace evenspan::ui {

namespace {
constexpr int kColumn = Qt::UserRole + 1, kValue = Qt::UserRole + 2;
}

FacetTree::FacetTree(QWidget* parent)
    : QTreeWidget(parent)
    , m_open{{"class", true}, {"type", true}} {
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Filters"));
    setHeaderLabels({tr("Filter"), tr("Mentions"), tr("Right")});
    headerItem()->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    headerItem()->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    headerItem()->setToolTip(2, tr("Share of these mentions that is right"));
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    header()->setMinimumSectionSize(space(this, 4));
    setIndentation(space(this, 3));
    setMinimumWidth(space(this, 70));
    setUniformRowHeights(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QTreeWidget::itemChanged, this, &FacetTree::ticked);
    connect(this, &QTreeWidget::itemExpanded, this, [this](QTreeWidgetItem* item) {
        m_open[item->data(0, kColumn).toString().toStdString()] = true;
    });
    connect(this, &QTreeWidget::itemCollapsed, this, [this](QTreeWidgetItem* item) {
        m_open[item->data(0, kColumn).toString().toStdString()] = false;
    });
}

void FacetTree::setWanted(const std::map<std::string, std::set<std::string>>& wanted) {
    m_wanted = wanted;
    for (const auto& [column, values] : wanted)
        m_open[column] = true;
}

// The item with the cursor keeps it, so that the keyboard goes on where it was.
void FacetTree::setFacets(const std::vector<Facet>& facets, bool gold, const QString& score) {
    const QTreeWidgetItem* before = currentItem();
    const QString column = before ? before->data(0, kColumn).toString() : QString();
    const QVariant value = before ? before->data(0, kValue) : QVariant();
    m_filling = true;
    clear();
    setColumnHidden(2, !gold);
    for (const Facet& facet : facets) {
        const auto chosen = m_wanted.find(facet.column);
        auto* head = new QTreeWidgetItem(this,
            {facet.column == "score" ? tr("Score (%1)").arg(score) : featureText(facet.column)});
        const QString name = QString::fromStdString(facet.column);
        head->setData(0, kColumn, name);
        head->setToolTip(0, featureHint(facet.column));
        head->setFont(0, scaledFont(font(), 1, true));
        head->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        std::vector<TableGroup> groups = facet.groups;
        if (groups.size() > kValues) {
            std::stable_sort(groups.begin(), groups.end(),
                [](const TableGroup& a, const TableGroup& b) { return a.count > b.count; });
            groups.resize(kValues);
        }
        if (chosen != m_wanted.end())
            for (const std::string& wanted : chosen->second)
                if (std::none_of(groups.begin(), groups.end(),
                        [&](const TableGroup& group) { return group.value == wanted; }))
                    groups.push_back({wanted, 0, 0});
        for (const TableGroup& group : groups) {
            const QString text = valueText(facet.column, group.value);
            auto* item = new QTreeWidgetItem(head,
                {text, number(qint64(group.count)),
                    group.count == 0
                        ? QString()
                        : tr("%1 %").arg(QLocale().toString(
                            100.0 * double(group.right) / double(group.count), 'f', 0))});
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setData(0, kColumn, name);
            item->setData(0, kValue, QString::fromStdString(group.value));
            if (facet.column == "class")
                showSign(item);
            item->setCheckState(0,
                chosen != m_wanted.end() && chosen->second.contains(group.value) ? Qt::Checked
                                                                                 : Qt::Unchecked);
            item->setToolTip(0, facet.column == "class" ? classHint(group.value) : text);
            item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
            item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
            if (name == column && item->data(0, kValue) == value)
                setCurrentItem(item);
        }
        head->setExpanded(m_open[facet.column]);
        if (name == column && !value.isValid())
            setCurrentItem(head);
    }
    m_filling = false;
}

void FacetTree::showSign(QTreeWidgetItem* item) const {
    const std::string kind = item->data(0, kValue).toString().toStdString();
    item->setData(
        0, Qt::DecorationRole, signPicture(classSign(kind), classColour(kind, palette())));
}

// Signs are pictures in the colours and the size of then.
void FacetTree::changeEvent(QEvent* event) {
    QTreeWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange)
        return;
    m_filling = true;
    for (int at = 0; at < topLevelItemCount(); ++at) {
        QTreeWidgetItem* head = topLevelItem(at);
        if (head->data(0, kColumn).toString() == QStringLiteral("class"))
            for (int row = 0; row < head->childCount(); ++row)
                showSign(head->child(row));
    }
    m_filling = false;
}

void FacetTree::ticked(QTreeWidgetItem* item) {
    if (m_filling || !item->parent())
        return;
    const std::string column = item->data(0, kColumn).toString().toStdString();
    const std::string value = item->data(0, kValue).toString().toStdString();
    if (item->checkState(0) == Qt::Checked)
        m_wanted[column].insert(value);
    else
        m_wanted[column].erase(value);
    if (m_wanted[column].empty())
        m_wanted.erase(column);
    Q_EMIT wantedChanged();
}

} // namespace evenspan::ui
