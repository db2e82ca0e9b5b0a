// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/palette_panel.h"

#include "core/store/writer.h"
#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QInputDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

// The key of a label on its colour.
QIcon keyCap(const QString& key, int colour, const QWidget* widget) {
    const int width = space(widget, 6), height = space(widget, 5);
    const qreal ratio = widget->devicePixelRatioF();
    QPixmap pixmap((QSizeF(width, height) * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const LabelColour colours = labelColour(colour, lookOf(widget->palette()));
    painter.setPen(colours.line);
    painter.setBrush(colours.fill);
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), 4, 4);
    painter.setPen(colours.text);
    painter.setFont(widget->font());
    painter.drawText(QRect(0, 0, width, height), Qt::AlignCenter, key.toUpper());
    return QIcon(pixmap);
}

} // namespace

PalettePanel::PalettePanel(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_filter(new QLineEdit(this))
    , m_list(new QListWidget(this)) {
    m_filter->setPlaceholderText(tr("Find or add a label"));
    m_filter->setAccessibleName(tr("Find or add a label"));
    m_filter->setToolTip(tr("Enter takes the first label of the list, or adds a new one (Ctrl+L)"));
    m_list->setObjectName(QStringLiteral("palette"));
    m_list->setAccessibleName(tr("Labels"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(headingLabel(tr("Labels"), this));
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &PalettePanel::fill);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        const QString text = m_filter->text().trimmed();
        const QListWidgetItem* first = m_list->item(0);
        if (first)
            Q_EMIT chosen(first->data(Qt::UserRole).toInt());
        else if (!text.isEmpty())
            add(text);
        m_filter->clear();
        Q_EMIT left();
    });
    connect(m_list, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) {
        Q_EMIT clicked(item->data(Qt::UserRole).toInt());
        Q_EMIT left();
    });
    connect(m_list, &QListWidget::customContextMenuRequested, this, &PalettePanel::menu);
}

PalettePanel::~PalettePanel() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void PalettePanel::load() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.labels([this](Result<std::vector<store::LabelRow>> rows) {
        m_ticket = 0;
        if (!rows) {
            Q_EMIT failed(rows.error());
            return;
        }
        std::erase_if(*rows, [](const store::LabelRow& row) { return row.archived; });
        const bool same = m_labels.size() == rows->size()
            && std::equal(rows->begin(), rows->end(), m_labels.begin(),
                [](const auto& a, const auto& b) { return a.name == b.name && a.key == b.key; });
        m_labels = std::move(*rows);
        if (!same) { // half a typed pair must not be lost to a count
            std::vector<LabelKeys::Label> keys;
            for (const auto& row : m_labels)
                keys.push_back({QString::fromStdString(row.name), QString::fromStdString(row.key)});
            m_keys.assign(keys);
        }
        fill();
    });
}

// The order in which every page counts labels, so that a label has one colour everywhere.
int PalettePanel::colourOf(const std::string& label) const {
    const auto& known = m_workbench.project().info.labels;
    return int(std::distance(known.begin(), known.find(label)));
}

void PalettePanel::fill() {
    const QString wanted = m_filter->text().trimmed();
    m_list->clear();
    m_list->setIconSize({space(this, 6), space(this, 5)});
    for (int i = 0; i < int(m_labels.size()); ++i) {
        const auto& label = m_labels[std::size_t(i)];
        const QString name = QString::fromStdString(label.name);
        if (!wanted.isEmpty() && !name.contains(wanted, Qt::CaseInsensitive))
            continue;
        auto* item = new QListWidgetItem(
            keyCap(m_keys.keyOf(i), colourOf(label.name), m_list), name, m_list);
        item->setData(Qt::UserRole, i);
        item->setToolTip(QString::fromStdString(label.description));
        item->setData(Qt::AccessibleTextRole, tr("%1, key %2").arg(name, m_keys.keyOf(i)));
    }
}

void PalettePanel::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void PalettePanel::clearFilter() {
    m_filter->clear();
}

void PalettePanel::add(const QString& name) {
    m_workbench.edit(
        {},
        [name = name.toStdString()](store::Writer& writer) {
            store::LabelRow label;
            label.name = name;
            auto id = writer.addLabel(label);
            return id ? Result<void>() : Result<void>(id.error());
        },
        [this, name](const Result<void>& done) {
            if (!done)
                Q_EMIT failed(done.error());
            else
                Q_EMIT said(tr("Label %1 added").arg(name));
        });
}

void PalettePanel::change(int label, const QString& done, store::LabelRow changed) {
    if (label < 0 || label >= int(m_labels.size()))
        return;
    m_workbench.edit(
        {}, [changed](store::Writer& writer) { return writer.changeLabel(changed); },
        [this, done](const Result<void>& result) {
            if (result)
                Q_EMIT this->changed(done);
            else
                Q_EMIT failed(result.error());
        });
}

void PalettePanel::rename(int label, const QString& name) {
    store::LabelRow changed = m_labels[std::size_t(label)];
    const QString now = name.trimmed();
    if (now.isEmpty() || now.toStdString() == changed.name)
        return;
    const QString before = QString::fromStdString(changed.name);
    changed.name = now.toStdString();
    change(label, tr("%1 is now called %2").arg(before, now), changed);
}

void PalettePanel::setKey(int label, const QString& key) {
    const QString now = key.trimmed().toLower();
    const bool right = now.isEmpty()
        || (now.size() == 1 && now.at(0).unicode() < 128 && now.at(0).isLetterOrNumber());
    if (!right) {
        Q_EMIT notice(tr("A key is one letter from a to z or one digit."));
        return;
    }
    for (int i = 0; i < int(m_labels.size()); ++i)
        if (i != label && !now.isEmpty() && m_labels[std::size_t(i)].key == now.toStdString()) {
            Q_EMIT notice(
                tr("The key %1 belongs to %2. Give that label another key first.")
                    .arg(now.toUpper(), QString::fromStdString(m_labels[std::size_t(i)].name)));
            return;
        }
    store::LabelRow changed = m_labels[std::size_t(label)];
    changed.key = now.toStdString();
    change(label, tr("Key of %1 changed").arg(QString::fromStdString(changed.name)), changed);
}

void PalettePanel::archive(int label) {
    store::LabelRow changed = m_labels[std::size_t(label)];
    changed.archived = true;
    change(label,
        tr("%1 is archived; its %Ln entities stay", nullptr, int(changed.spans))
            .arg(QString::fromStdString(changed.name)),
        changed);
}

void PalettePanel::menu(const QPoint& at) {
    const QListWidgetItem* item = m_list->itemAt(at);
    item = item ? item : m_list->currentItem();
    if (!item || m_workbench.project().readOnly)
        return;
    const int label = item->data(Qt::UserRole).toInt();
    const QString name = QString::fromStdString(m_labels[std::size_t(label)].name);
    QMenu menu(this);
    menu.addAction(tr("Rename…"), this, [this, label, name] {
        bool yes = false;
        const QString now = QInputDialog::getText(
            this, tr("Rename the label"), tr("Name"), QLineEdit::Normal, name, &yes);
        if (yes)
            rename(label, now);
    });
    menu.addAction(tr("Change the key…"), this, [this, label, name] {
        bool yes = false;
        const QString now = QInputDialog::getText(this, tr("Change the key"),
            tr("Letter or digit for %1").arg(name), QLineEdit::Normal, m_keys.keyOf(label), &yes);
        if (yes)
            setKey(label, now);
    });
    menu.addAction(tr("Archive"), this, [this, label] { archive(label); });
    menu.exec(m_list->viewport()->mapToGlobal(at));
}

} // namespace evenspan::ui
