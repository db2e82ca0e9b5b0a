// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <utility>

class QMimeData;

namespace evenspan::ui {

// A workspace behind an entry of the rail. Made when it is first shown.
class Page : public QWidget {
    Q_OBJECT

public:
    explicit Page(QWidget* parent = nullptr)
        : QWidget(parent) {
        setBackgroundRole(QPalette::Base);
        setAutoFillBackground(true);
    }
    // What stands behind the project's name at the top, "Documents", "Runs › first".
    virtual QString breadcrumb() const { return {}; }
    // Esc: goes up one level inside the page. False: already at the top.
    virtual bool goUp() { return false; }
    // What F6 visits, in order.
    virtual QList<QWidget*> panels() const { return {}; }
    // Called each time that the page comes to the front.
    virtual void shown() { }

    // Keys of the page that are no commands, for the list that `?` shows: what they do, and the
    // keys.
    virtual QList<std::pair<QString, QString>> keyHints() const { return {}; }

Q_SIGNALS:
    void breadcrumbChanged();
};

} // namespace evenspan::ui
