// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/shortcut_editor.h"

#include "ui/common/colours.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/settings/key_field.h"

#include <QAccessible>
#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

enum Column { Command, Keys, Default };
constexpr int kId = Qt::UserRole;

QString textOf(const QList<QKeySequence>& keys) {
    QStringList texts;
    for (const QKeySequence& sequence : keys)
        texts << sequence.toString(QKeySequence::NativeText);
    return texts.join(QStringLiteral(", "));
}

// What the command is called where nothing is to be done ("Undo", not "Undo: Import 3 files").
QString nameOf(const QAction& action) {
    const QString text = action.text();
    const bool step = action.objectName().startsWith(QLatin1String("edit."));
    return step ? text.section(QLatin1Char(':'), 0, 0) : text;
}

} // namespace

ShortcutEditor::ShortcutEditor(ActionRegistry& registry, Toast& toast, QWidget* parent)
    : QWidget(parent)
    , m_registry(registry)
    , m_toast(toast)
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeWidget(this))
    , m_none(mutedLabel(tr("No command is called so, and none has such a key."), this))
    , m_field(new KeyField(this))
    , m_remove(new QPushButton(tr("Take the key away"), this))
    , m_reset(new QPushButton(tr("Default"), this))
    , m_resetAll(new QPushButton(tr("All defaults"), this))
    , m_message(mutedLabel({}, this)) {
    m_search->setPlaceholderText(tr("Search by command or key, such as Ctrl+K"));
    m_search->setAccessibleName(tr("Search the commands"));
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_tree->setAccessibleName(tr("Commands and their keys"));
    m_tree->setHeaderLabels({tr("Command"), tr("Key"), tr("Default")});
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(0);
    m_tree->setItemsExpandable(false);
    m_tree->setUniformRowHeights(true);
    m_tree->setTabKeyNavigation(false);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionsMovable(false);
    m_tree->header()->setSectionResizeMode(Command, QHeaderView::Stretch);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->hide();
    m_field->setAccessibleName(tr("Key of the command"));
    m_field->setMinimumWidth(space(this, 30));
    m_field->setMaximumWidth(space(this, 60));
    m_remove->setToolTip(tr("The command stays in the menu and in the search field"));
    m_reset->setToolTip(tr("The key that this command comes with"));
    m_resetAll->setToolTip(tr("The keys that all commands come with"));
    m_message->setWordWrap(true);
    m_message->setMinimumHeight(fontMetrics().height());

    auto* edit = new QHBoxLayout;
    edit->setSpacing(space(this, 2));
    edit->addWidget(m_field, 1);
    edit->addWidget(m_remove);
    edit->addWidget(m_reset);
    edit->addStretch();
    edit->addWidget(m_resetAll);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 4), 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_search);
    column->addWidget(m_none);
    column->addWidget(m_tree, 1);
    column->addWidget(new Hairline(this));
    column->addLayout(edit);
    column->addWidget(m_message);

    connect(m_search, &QLineEdit::textChanged, this, &ShortcutEditor::filter);
    connect(m_search, &QLineEdit::returnPressed, m_tree, [this] { m_tree->setFocus(); });
    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this] {
        say({}, false);
        showChosen();
    });
    connect(m_tree, &QTreeWidget::itemActivated, m_field, [this] { m_field->setFocus(); });
    connect(m_field, &KeyField::pressed, this, &ShortcutEditor::take);
    connect(m_field, &KeyField::left, m_tree, [this] { m_tree->setFocus(); });
    connect(m_remove, &QPushButton::clicked, this, [this] { take({}); });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        const KeyVerdict verdict = m_registry.resetKeys(chosen());
        say(verdict ? tr("The default is back.")
                    : reason(m_registry.defaults(chosen()).value(0), verdict),
            !verdict);
    });
    connect(m_resetAll, &QPushButton::clicked, this, &ShortcutEditor::resetAll);
    connect(&m_registry, &ActionRegistry::keysChanged, this, &ShortcutEditor::fill);
    fill();
}

void ShortcutEditor::fill() {
    const QString before = chosen();
    {
        const QSignalBlocker quiet(m_tree);
        m_tree->clear();
        QTreeWidgetItem* group = nullptr;
        const QColor muted = Colours::of(palette()).muted;
        for (const QAction* action : m_registry.grouped()) {
            const QString name = m_registry.group(action);
            if (!group || group->text(Command) != name) {
                group = new QTreeWidgetItem(m_tree, {name});
                group->setFirstColumnSpanned(true);
                group->setFlags(Qt::ItemIsEnabled);
                group->setFont(Command, scaledFont(font(), 1, true));
                group->setSizeHint(Command, QSize(0, rowHeight(this)));
                group->setExpanded(true);
            }
            const QString id = action->objectName();
            const bool changed = m_registry.changed(id);
            auto* item = new QTreeWidgetItem(group, {nameOf(*action), textOf(action->shortcuts())});
            item->setData(Command, kId, id);
            item->setSizeHint(Command, QSize(0, rowHeight(this)));
            item->setForeground(Default, muted);
            if (changed) {
                const QString usual = textOf(m_registry.defaults(id));
                item->setText(Default, usual.isEmpty() ? tr("none") : usual);
                item->setFont(Keys, scaledFont(font(), 1, true));
            }
            item->setData(Command, Qt::AccessibleTextRole,
                QString(item->text(Command) % QStringLiteral(", ")
                    % (item->text(Keys).isEmpty() ? tr("no key") : item->text(Keys))));
        }
        m_tree->setColumnWidth(Keys, space(this, 44));
        m_tree->setColumnWidth(Default, space(this, 36));
    }
    filter();
    if (!before.isEmpty())
        choose(before);
    showChosen();
}

void ShortcutEditor::filter() {
    const QString text = m_search->text().trimmed();
    QTreeWidgetItem* first = nullptr;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem* group = m_tree->topLevelItem(i);
        int shown = 0;
        for (int j = 0; j < group->childCount(); ++j) {
            QTreeWidgetItem* item = group->child(j);
            const bool fits = text.isEmpty()
                || item->text(Command).contains(text, Qt::CaseInsensitive)
                || item->text(Keys).contains(text, Qt::CaseInsensitive);
            item->setHidden(!fits);
            shown += fits;
            if (fits && !first)
                first = item;
        }
        group->setHidden(shown == 0);
    }
    m_none->setVisible(!first);
    m_tree->setVisible(first);
    const QTreeWidgetItem* current = m_tree->currentItem();
    if (first && (!current || current->isHidden() || !current->parent()))
        m_tree->setCurrentItem(first);
}

void ShortcutEditor::choose(const QString& id) {
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        for (int j = 0; j < m_tree->topLevelItem(i)->childCount(); ++j) {
            QTreeWidgetItem* item = m_tree->topLevelItem(i)->child(j);
            if (item->data(Command, kId).toString() == id)
                m_tree->setCurrentItem(item);
        }
}

QString ShortcutEditor::chosen() const {
    const QTreeWidgetItem* item = m_tree->currentItem();
    return item ? item->data(Command, kId).toString() : QString();
}

QWidget* ShortcutEditor::list() const {
    return m_tree;
}

QString ShortcutEditor::message() const {
    return m_message->text();
}

bool ShortcutEditor::clearSearch() {
    if (m_search->text().isEmpty())
        return false;
    m_search->clear();
    m_tree->setFocus();
    return true;
}

void ShortcutEditor::showChosen() {
    const QString id = chosen();
    const QAction* action = m_registry.action(id);
    for (QWidget* part : {static_cast<QWidget*>(m_field), static_cast<QWidget*>(m_remove)})
        part->setEnabled(action);
    m_reset->setEnabled(action && m_registry.changed(id));
    m_resetAll->setEnabled(!m_registry.changes().isEmpty());
    m_field->setKeys(action ? action->shortcuts() : QList<QKeySequence>());
    m_field->setAccessibleName(
        action ? tr("Key of “%1”: press the new key").arg(nameOf(*action)) : tr("Key"));
    m_remove->setEnabled(action && !action->shortcuts().isEmpty());
}

// Read out by screen readers as soon as it changes.
void ShortcutEditor::say(const QString& text, bool problem) {
    m_message->setText(text);
    QPalette colours = palette();
    const Colours c = Colours::of(colours);
    colours.setColor(QPalette::PlaceholderText, problem ? c.error : c.muted);
    m_message->setPalette(colours);
    m_message->setAccessibleName(text);
    if (!text.isEmpty()) {
        QAccessibleEvent event(m_message, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

QString ShortcutEditor::reason(const QKeySequence& keys, const KeyVerdict& verdict) const {
    const QString key = keys.toString(QKeySequence::NativeText);
    switch (verdict.problem) {
    case KeyProblem::Taken:
        return tr("%1 belongs to “%2”. Press another key, or change that command first.")
            .arg(key, verdict.holder ? nameOf(*verdict.holder) : QString());
    case KeyProblem::Letter:
        return tr("Letters and digits belong to labels. Add Ctrl or Alt, or take an F key.");
    case KeyProblem::AltGr:
        return tr("AltGr, which is Ctrl+Alt on many keyboards, types characters there. Press "
                  "another key.");
    case KeyProblem::Text:
        return tr("%1 moves, chooses or copies in texts and lists. Press another key.").arg(key);
    case KeyProblem::Several:
    case KeyProblem::None:
        break;
    }
    return tr("Press one key, with Ctrl, Alt or Shift if you like.");
}

void ShortcutEditor::take(const QKeySequence& keys) {
    const QAction* action = m_registry.action(chosen());
    if (!action)
        return;
    const QString name = nameOf(*action);
    const KeyVerdict verdict = m_registry.setKeys(chosen(), keys);
    if (!verdict)
        say(reason(keys, verdict), true);
    else if (keys.isEmpty())
        say(tr("“%1” has no key now.").arg(name), false);
    else
        say(tr("%1: %2").arg(keys.toString(QKeySequence::NativeText), name), false);
}

void ShortcutEditor::resetAll() {
    const QHash<QString, QString> before = m_registry.changes();
    m_registry.setChanges({});
    m_toast.say(tr("All keys are the defaults again"), tr("Undo"),
        [registry = &m_registry, before] { registry->setChanges(before); });
}

} // namespace evenspan::ui
