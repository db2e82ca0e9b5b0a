// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/file_dialogs.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

namespace evenspan::ui {

QString SystemFileDialogs::openFile(QWidget* parent, const QString& title, const QString& filter) {
    const QString path = QFileDialog::getOpenFileName(parent, title, m_folder, filter);
    if (!path.isEmpty())
        m_folder = QFileInfo(path).absolutePath();
    return path;
}

QStringList SystemFileDialogs::openFiles(
    QWidget* parent, const QString& title, const QString& filter) {
    const QStringList paths = QFileDialog::getOpenFileNames(parent, title, m_folder, filter);
    if (!paths.isEmpty())
        m_folder = QFileInfo(paths.first()).absolutePath();
    return paths;
}

QString SystemFileDialogs::openFolder(QWidget* parent, const QString& title) {
    const QString path = QFileDialog::getExistingDirectory(parent, title, m_folder);
    if (!path.isEmpty())
        m_folder = path;
    return path;
}

QString SystemFileDialogs::saveFile(
    QWidget* parent, const QString& title, const QString& suggestion, const QString& filter) {
    const QString start = m_folder.isEmpty() ? QDir::home().filePath(suggestion)
                                             : QDir(m_folder).filePath(suggestion);
    const QString path = QFileDialog::getSaveFileName(parent, title, start, filter);
    if (!path.isEmpty())
        m_folder = QFileInfo(path).absolutePath();
    return path;
}

QString importFilter() {
    return QCoreApplication::translate(
        "FileDialogs", "Texts and labelled files (%1);;All files (*)")
        .arg(
            QStringLiteral("*.txt *.conll *.conllu *.conllup *.iob *.iob2 *.bio *.tsv *.csv *.json "
                           "*.jsonl *.ann *.xml *.xmi *.pubtator *.zip"));
}

} // namespace evenspan::ui
