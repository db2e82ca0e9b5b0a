// SPDX-License-Identifier: GPL-3.0-or-later
// The list of labels of the labelling workspace.
#include "core/store/writer.h"
#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/label_page.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QInputDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPainter>

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

void LabelPage::fillPalette() {
    const QString wanted = m_filter->text().trimmed();
    m_palette->clear();
    m_palette->setIconSize({space(this, 6), space(this, 5)});
    for (int i = 0; i < int(m_labels.size()); ++i) {
        const auto& label = m_labels[std::size_t(i)];
        const QString name = QString::fromStdString(label.name);
        if (!wanted.isEmpty() && !name.contains(wanted, Qt::CaseInsensitive))
            continue;
        auto* item = new QListWidgetItem(
            keyCap(m_keys.keyOf(i), colourOf(label.name), m_palette), name, m_palette);
        item->setData(Qt::UserRole, i);
        item->setToolTip(QString::fromStdString(label.description));
        item->setData(Qt::AccessibleTextRole, tr("%1, key %2").arg(name, m_keys.keyOf(i)));
    }
}

void LabelPage::focusPalette() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void LabelPage::addLabel(const QString& name) {
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
                m_banner->showError(done.error());
            else
                m_window.toast().say(tr("Label %1 added").arg(name));
        });
}

void LabelPage::changeLabel(int label, const QString& done, store::LabelRow changed) {
    if (label < 0 || label >= int(m_labels.size()))
        return;
    m_workbench.edit(
        {}, [changed](store::Writer& writer) { return writer.changeLabel(changed); },
        [this, done](const Result<void>& result) {
            if (!result) {
                m_banner->showError(result.error());
                return;
            }
            m_window.toast().say(done, tr("Undo"),
                [this] { m_window.actions().action(QStringLiteral("edit.undo"))->trigger(); });
        });
}

void LabelPage::renameLabel(int label, const QString& name) {
    store::LabelRow changed = m_labels[std::size_t(label)];
    const QString now = name.trimmed();
    if (now.isEmpty() || now.toStdString() == changed.name)
        return;
    const QString before = QString::fromStdString(changed.name);
    changed.name = now.toStdString();
    changeLabel(label, tr("%1 is now called %2").arg(before, now), changed);
}

void LabelPage::setLabelKey(int label, const QString& key) {
    const QString now = key.trimmed().toLower();
    const bool right = now.isEmpty()
        || (now.size() == 1 && now.at(0).unicode() < 128 && now.at(0).isLetterOrNumber());
    if (!right) {
        m_banner->showNotice(tr("A key is one letter from a to z or one digit."));
        return;
    }
    for (int i = 0; i < int(m_labels.size()); ++i)
        if (i != label && !now.isEmpty() && m_labels[std::size_t(i)].key == now.toStdString()) {
            m_banner->showNotice(
                tr("The key %1 belongs to %2. Give that label another key first.")
                    .arg(now.toUpper(), QString::fromStdString(m_labels[std::size_t(i)].name)));
            return;
        }
    store::LabelRow changed = m_labels[std::size_t(label)];
    changed.key = now.toStdString();
    changeLabel(label, tr("Key of %1 changed").arg(QString::fromStdString(changed.name)), changed);
}

void LabelPage::archiveLabel(int label) {
    store::LabelRow changed = m_labels[std::size_t(label)];
    changed.archived = true;
    changeLabel(label,
        tr("%1 is archived; its %Ln entities stay", nullptr, int(changed.spans))
            .arg(QString::fromStdString(changed.name)),
        changed);
}

void LabelPage::labelMenu(const QPoint& at) {
    const QListWidgetItem* item = m_palette->itemAt(at);
    item = item ? item : m_palette->currentItem();
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
            renameLabel(label, now);
    });
    menu.addAction(tr("Change the key…"), this, [this, label, name] {
        bool yes = false;
        const QString now = QInputDialog::getText(this, tr("Change the key"),
            tr("Letter or digit for %1").arg(name), QLineEdit::Normal, m_keys.keyOf(label), &yes);
        if (yes)
            setLabelKey(label, now);
    });
    menu.addAction(tr("Archive"), this, [this, label] { archiveLabel(label); });
    menu.exec(m_palette->viewport()->mapToGlobal(at));
}

} // namespace evenspan::ui
