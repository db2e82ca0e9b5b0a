// SPDX-License-Identifier: GPL-3.0-or-later
// What the palette changes: labels added, renamed, archived, their keys.
#include "core/store/writer.h"
#include "ui/label/palette/label_delegate.h"
#include "ui/label/palette/palette_panel.h"

#include <QLineEdit>
#include <QListWidget>
#include <QMenu>

#include <algorithm>

namespace evenspan::ui {

namespace {

bool mayBeKey(QChar c) {
    return c.unicode() < 128 && c.isLetterOrNumber();
}

} // namespace

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
            if (done)
                Q_EMIT changed(tr("Label %1 added").arg(name));
            else
                Q_EMIT failed(done.error());
        });
}

void PalettePanel::save(const QString& step, const QString& done, const store::LabelRow& before,
    const store::LabelRow& now) {
    const QString name = QString::fromStdString(before.name);
    m_workbench.edit(
        {},
        [now, step = step.arg(name).toStdString()](store::Writer& writer) {
            return writer.group(step, [&] { return writer.changeLabel(now); });
        },
        [this, done = done.arg(name)](const Result<void>& result) {
            if (result)
                Q_EMIT changed(done);
            else
                Q_EMIT failed(result.error());
        });
}

QString PalettePanel::nameProblem(LabelId label, const QString& name) const {
    const QString now = name.trimmed();
    if (now.isEmpty())
        return tr("A label needs a name.");
    const store::LabelRow* other = find(now.toStdString());
    if (!other || other->id == label)
        return {};
    return other->archived
        ? tr("An archived label is called so. Choose another name, or bring that one back.")
        : tr("There is already a label of this name. Choose another one, or merge the two.");
}

QString PalettePanel::keyProblem(LabelId label, const QString& key) const {
    const QString now = key.trimmed().toLower();
    if (now.isEmpty())
        return {};
    const int length = m_keys.keyLength();
    if (now.size() != length || !std::all_of(now.begin(), now.end(), mayBeKey))
        return length == 1 ? tr("A key is one letter from a to z or one digit.")
                           : tr("With so many labels a key is two letters from a to z or digits.");
    for (const store::LabelRow& other : m_labels)
        if (other.id != label && other.key == now.toStdString())
            return tr("The key %1 belongs to %2. Give that label another key first.")
                .arg(now.toUpper(), QString::fromStdString(other.name));
    return {};
}

void PalettePanel::rename(int label, const QString& name) {
    const store::LabelRow& before = m_labels[std::size_t(label)];
    store::LabelRow now = before;
    now.name = name.trimmed().toStdString();
    if (!now.name.empty() && now.name != before.name)
        save(tr("Rename %1"), tr("%1 is renamed"), before, now);
}

void PalettePanel::setKey(int label, const QString& key) {
    const store::LabelRow& before = m_labels[std::size_t(label)];
    if (const QString problem = keyProblem(before.id, key); !problem.isEmpty()) {
        Q_EMIT notice(problem);
        return;
    }
    store::LabelRow now = before;
    now.key = key.trimmed().toLower().toStdString();
    save(tr("Change the key of %1"), tr("Key of %1 changed"), before, now);
}

void PalettePanel::archive(int label) {
    const store::LabelRow& before = m_labels[std::size_t(label)];
    store::LabelRow now = before;
    now.archived = true;
    save(tr("Archive %1"), tr("%1 is archived; its entities stay"), before, now);
}

void PalettePanel::restore(LabelId label) {
    const store::LabelRow* before = find(label);
    if (!before)
        return;
    store::LabelRow now = *before;
    now.archived = false;
    save(tr("Bring back %1"), tr("%1 is in use again"), *before, now);
}

void PalettePanel::menu(const QPoint& at) {
    const QListWidgetItem* item = m_list->itemAt(at);
    item = item ? item : m_list->currentItem();
    if (!item)
        return;
    const LabelId id(item->data(LabelDelegate::Id).toLongLong());
    const bool readOnly = m_workbench.project().readOnly;
    QMenu menu(this);
    const auto entry = [&](const QString& text, Wanted what, const char* keys = "") {
        QAction* action = menu.addAction(text, this, [this, id, what] { Q_EMIT wanted(id, what); });
        action->setShortcut(QKeySequence(QString::fromLatin1(keys)));
        action->setEnabled(what == Wanted::About || what == Wanted::Examples || !readOnly);
    };
    entry(tr("About this label"), Wanted::About, "Right");
    entry(tr("Examples"), Wanted::Examples);
    menu.addSeparator();
    if (m_archive->isChecked()) {
        QAction* back = menu.addAction(tr("Bring back"), this, [this, id] { restore(id); });
        back->setEnabled(!readOnly);
    } else {
        entry(tr("Rename…"), Wanted::Name, "F2");
        entry(tr("Change the key…"), Wanted::Key);
        entry(tr("Change the colour…"), Wanted::Colour);
        entry(tr("Merge into…"), Wanted::Merge);
        entry(tr("Archive…"), Wanted::Archive, "Del");
    }
    menu.exec(m_list->viewport()->mapToGlobal(at));
}

} // namespace evenspan::ui
