// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/action_registry.h"

#include "ui/common/icons.h"

#include <QAction>
#include <QSettings>
#include <QWidget>

#include <algorithm>

namespace evenspan::ui {

namespace {

QString settingOf(const QString& id) {
    return QStringLiteral("keys/") % id;
}

QString withKey(const QString& text, const QKeySequence& keys) {
    return keys.isEmpty() ? text
                          : QString(text % QStringLiteral("  (")
                              % keys.toString(QKeySequence::NativeText) % QLatin1Char(')'));
}

} // namespace

KeyProblem keyProblem(const QKeySequence& keys) {
    if (keys.isEmpty())
        return KeyProblem::None;
    if (keys.count() != 1)
        return KeyProblem::Several;
    const Qt::Key key = keys[0].key();
    const Qt::KeyboardModifiers modifiers = keys[0].keyboardModifiers();
    const bool control = modifiers & Qt::ControlModifier;
    const bool alt = modifiers & Qt::AltModifier;
    const bool printing = key >= Qt::Key_Space && key < Qt::Key_Escape;
    if (modifiers & Qt::GroupSwitchModifier || key == Qt::Key_AltGr || (control && alt && printing))
        return KeyProblem::AltGr;
    if (printing && !control && !alt && !(modifiers & Qt::MetaModifier)
        && QChar::isLetterOrNumber(char32_t(key)))
        return KeyProblem::Letter;
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Escape:
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return KeyProblem::Text;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        return control ? KeyProblem::None : KeyProblem::Text;
    case Qt::Key_A:
    case Qt::Key_C:
    case Qt::Key_V:
    case Qt::Key_X:
        return modifiers == Qt::ControlModifier ? KeyProblem::Text : KeyProblem::None;
    default:
        return KeyProblem::None;
    }
}

ActionRegistry::ActionRegistry(QWidget* window)
    : QObject(window)
    , m_window(window) { }

QAction* ActionRegistry::add(const ActionSpec& spec) {
    QList<QKeySequence> defaults{spec.shortcut, spec.also};
    defaults.removeAll(QKeySequence());
    for (const Entry& other : m_entries) {
        const bool clash = std::any_of(defaults.begin(), defaults.end(),
            [&](const QKeySequence& keys) { return other.defaults.contains(keys); });
        if (other.action->objectName() == spec.id || clash) {
            qWarning("the command %s was refused: its id or key belongs to %s", qPrintable(spec.id),
                qPrintable(other.action->objectName()));
            return nullptr;
        }
    }
    auto* action = new QAction(spec.text, this);
    action->setObjectName(spec.id);
    if (!spec.icon.isEmpty())
        action->setIcon(icon(spec.icon));
    action->setShortcutContext(Qt::WindowShortcut);
    connect(action, &QAction::triggered, this, [run = spec.run] { run(); });
    m_window->addAction(action);
    const QVariant set = QSettings().value(settingOf(spec.id));
    m_entries.push_back({action, spec.group, spec.enabled, defaults,
        set.isValid() ? std::optional(set.toString()) : std::nullopt});
    m_actions.push_back(action);
    if (spec.enabled)
        action->setEnabled(spec.enabled());
    giveKeys();
    return action;
}

ActionRegistry::Entry* ActionRegistry::entry(const QString& id) {
    for (Entry& entry : m_entries)
        if (entry.action->objectName() == id)
            return &entry;
    return nullptr;
}

const ActionRegistry::Entry* ActionRegistry::entry(const QString& id) const {
    return const_cast<ActionRegistry*>(this)->entry(id);
}

QAction* ActionRegistry::action(const QString& id) const {
    const Entry* found = entry(id);
    return found ? found->action : nullptr;
}

QString ActionRegistry::group(const QAction* action) const {
    const Entry* found = entry(action->objectName());
    return found ? found->group : QString();
}

std::vector<QAction*> ActionRegistry::grouped() const {
    QStringList groups;
    for (const Entry& entry : m_entries)
        if (!groups.contains(entry.group))
            groups << entry.group;
    std::vector<QAction*> result;
    for (const QString& group : groups)
        for (const Entry& entry : m_entries)
            if (entry.group == group)
                result.push_back(entry.action);
    return result;
}

void ActionRegistry::refresh() {
    for (const Entry& entry : m_entries)
        if (entry.enabled)
            entry.action->setEnabled(entry.enabled());
}

void ActionRegistry::setText(const QString& id, const QString& text) {
    if (QAction* found = action(id)) {
        found->setText(text);
        found->setToolTip(withKey(text, found->shortcut()));
    }
}

QList<QKeySequence> ActionRegistry::defaults(const QString& id) const {
    const Entry* found = entry(id);
    return found ? found->defaults : QList<QKeySequence>();
}

bool ActionRegistry::changed(const QString& id) const {
    const Entry* found = entry(id);
    return found && found->set;
}

KeyVerdict ActionRegistry::judge(const QString& id, const QKeySequence& keys) const {
    if (const KeyProblem problem = keyProblem(keys); problem != KeyProblem::None)
        return {problem, nullptr};
    for (const Entry& other : m_entries)
        if (!keys.isEmpty() && other.action->objectName() != id
            && other.action->shortcuts().contains(keys))
            return {KeyProblem::Taken, other.action};
    return {};
}

KeyVerdict ActionRegistry::setKeys(const QString& id, const QKeySequence& keys) {
    const KeyVerdict verdict = judge(id, keys);
    Entry* found = entry(id);
    if (!verdict || !found)
        return verdict;
    const QList<QKeySequence> wanted =
        keys.isEmpty() ? QList<QKeySequence>() : QList<QKeySequence>{keys};
    remember(*found,
        wanted == found->defaults ? std::nullopt
                                  : std::optional(keys.toString(QKeySequence::PortableText)));
    giveKeys();
    return verdict;
}

KeyVerdict ActionRegistry::resetKeys(const QString& id) {
    Entry* found = entry(id);
    if (!found)
        return {};
    for (const QKeySequence& keys : found->defaults)
        if (const KeyVerdict verdict = judge(id, keys); verdict.problem == KeyProblem::Taken)
            return verdict;
    remember(*found, std::nullopt);
    giveKeys();
    return {};
}

QHash<QString, QString> ActionRegistry::changes() const {
    QHash<QString, QString> result;
    for (const Entry& entry : m_entries)
        if (entry.set)
            result.insert(entry.action->objectName(), *entry.set);
    return result;
}

void ActionRegistry::setChanges(const QHash<QString, QString>& changes) {
    for (Entry& entry : m_entries) {
        const auto found = changes.find(entry.action->objectName());
        remember(entry, found == changes.end() ? std::nullopt : std::optional(*found));
    }
    giveKeys();
}

void ActionRegistry::remember(Entry& entry, const std::optional<QString>& keys) {
    entry.set = keys;
    const QString setting = settingOf(entry.action->objectName());
    if (keys)
        QSettings().setValue(setting, *keys);
    else
        QSettings().remove(setting);
}

void ActionRegistry::giveKeys() {
    QList<QKeySequence> taken;
    const auto take = [&taken](const QList<QKeySequence>& wanted) {
        QList<QKeySequence> got;
        for (const QKeySequence& keys : wanted)
            if (!keys.isEmpty() && keyProblem(keys) == KeyProblem::None && !taken.contains(keys))
                got << keys;
        taken << got;
        return got;
    };
    for (const bool users : {true, false})
        for (const Entry& entry : m_entries) {
            if (entry.set.has_value() != users)
                continue;
            const QList<QKeySequence> got =
                take(users ? QList{QKeySequence(*entry.set, QKeySequence::PortableText)}
                           : entry.defaults);
            if (entry.action->shortcuts() != got)
                entry.action->setShortcuts(got);
            entry.action->setToolTip(withKey(entry.action->text(), entry.action->shortcut()));
        }
    showTips();
    Q_EMIT keysChanged();
}

void ActionRegistry::bindTip(QWidget* widget, const QString& id, const QString& text) {
    std::erase_if(m_tips, [widget](const Tip& tip) { return !tip.widget || tip.widget == widget; });
    m_tips.push_back({widget, id, text});
    showTips();
}

void ActionRegistry::showTips() {
    for (const Tip& tip : m_tips) {
        const QAction* of = action(tip.id);
        if (tip.widget)
            tip.widget->setToolTip(withKey(tip.text, of ? of->shortcut() : QKeySequence()));
    }
}

} // namespace evenspan::ui
