// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

class QAction;
class QWidget;

namespace evenspan::ui {

// What the user can do, once: the menu, the command palette, the list of keys, the shortcut editor
// and the tests all read it. Ids are stable ("project.import"), texts are translated sentences with
// a verb.
struct ActionSpec {
    QString id;
    QString text;
    QString icon; // a name of icons.h, or empty
    QKeySequence shortcut;
    QString group; // heading in the list of keys: "General", "Project", …
    std::function<void()> run;
    std::function<bool()> enabled; // empty: always
    QKeySequence also = {}; // a second key, such as Ctrl+Y for redo
};

// Why a command cannot have a key.
enum class KeyProblem {
    None,
    Taken, // by another command
    Letter, // letters and digits belong to labels
    AltGr, // types a character on some keyboards
    Text, // moves, chooses or copies in texts and lists
    Several, // more than one stroke
};
// All that can be said without the other commands: never Taken. No keys at all are fine.
KeyProblem keyProblem(const QKeySequence& keys);

struct KeyVerdict {
    KeyProblem problem = KeyProblem::None;
    QAction* holder = nullptr; // of Taken
    explicit operator bool() const { return problem == KeyProblem::None; }
};

class ActionRegistry : public QObject {
    Q_OBJECT

public:
    // Shortcuts work while `window` is active.
    explicit ActionRegistry(QWidget* window);

    // Ids and default keys are unique; a second one is refused (null). Where the user gave a
    // default key to another command, this one starts without it.
    QAction* add(const ActionSpec& spec);
    QAction* action(const QString& id) const; // null if unknown
    const std::vector<QAction*>& actions() const { return m_actions; }
    // The same, those of a group side by side, groups in the order of their first action.
    std::vector<QAction*> grouped() const;
    QString group(const QAction* action) const;
    // Asks every rule again; called when the project, a selection or a job changes.
    void refresh();
    // What the command would do now ("Undo: Import 3 files"); its tooltip follows.
    void setText(const QString& id, const QString& text);

    // --- Keys. Changes are remembered in the settings ("keys/<id>").
    QList<QKeySequence> defaults(const QString& id) const;
    bool changed(const QString& id) const;
    KeyVerdict judge(const QString& id, const QKeySequence& keys) const;
    // `keys` becomes the only key of the command; empty: it has none. Nothing happens where the
    // verdict names a problem.
    KeyVerdict setKeys(const QString& id, const QKeySequence& keys);
    KeyVerdict resetKeys(const QString& id); // Taken: the default belongs to another command now
    // The changed keys of all commands, to put them back after resetting all.
    QHash<QString, QString> changes() const;
    void setChanges(const QHash<QString, QString>& changes);
    // The tooltip of `widget` is `text` with the present key of the command behind it.
    void bindTip(QWidget* widget, const QString& id, const QString& text);

Q_SIGNALS:
    void keysChanged();

private:
    struct Entry {
        QAction* action;
        QString group;
        std::function<bool()> enabled;
        QList<QKeySequence> defaults;
        std::optional<QString> set; // by the user, portable text; empty: no key
    };
    struct Tip {
        QPointer<QWidget> widget;
        QString id;
        QString text;
    };
    Entry* entry(const QString& id);
    const Entry* entry(const QString& id) const;
    void remember(Entry& entry, const std::optional<QString>& keys);
    void giveKeys(); // to all commands, those of the user first
    void showTips();
    QWidget* m_window;
    std::vector<Entry> m_entries;
    std::vector<QAction*> m_actions;
    std::vector<Tip> m_tips;
};

} // namespace evenspan::ui
