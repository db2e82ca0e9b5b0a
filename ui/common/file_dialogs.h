// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace evenspan::ui {

// Where the window asks for files. A class of its own so that tests answer instead of a dialog.
class FileDialogs {
public:
    virtual ~FileDialogs() = default;
    // Empty: the user gave up.
    virtual QString openFile(QWidget* parent, const QString& title, const QString& filter) = 0;
    virtual QStringList openFiles(QWidget* parent, const QString& title, const QString& filter) = 0;
    virtual QString openFolder(QWidget* parent, const QString& title) = 0;
    virtual QString saveFile(QWidget* parent, const QString& title, const QString& suggestion,
        const QString& filter) = 0;
};

// The system's own dialogs; remembers the last folder.
class SystemFileDialogs : public FileDialogs {
public:
    QString openFile(QWidget* parent, const QString& title, const QString& filter) override;
    QStringList openFiles(QWidget* parent, const QString& title, const QString& filter) override;
    QString openFolder(QWidget* parent, const QString& title) override;
    QString saveFile(QWidget* parent, const QString& title, const QString& suggestion,
        const QString& filter) override;

private:
    QString m_folder;
};

// What a dialog that asks for files to import offers: endings of the formats that can be read.
QString importFilter();

} // namespace evenspan::ui
