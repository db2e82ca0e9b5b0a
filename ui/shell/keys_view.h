// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QString>

#include <utility>

namespace evenspan::ui {

class ActionRegistry;

// The keys of a page, as `?` shows them: those of the page itself first, then those of every page.
// Esc closes it.
class KeysView : public QDialog {
    Q_OBJECT
public:
    // `page`: its id, empty for the start. `hints`: keys of the page that are no commands. Commands
    // whose id begins with a name of `elsewhere` belong to other pages and are left out.
    KeysView(const ActionRegistry& registry, const QString& page,
        const QList<std::pair<QString, QString>>& hints, const QStringList& elsewhere,
        QWidget* parent);
};

} // namespace evenspan::ui
