// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QApplication;

namespace evenspan::ui {

struct Language {
    QString code; // "en", "zh_CN"
    QString name; // in the language itself
};
QList<Language> languages();
// The name of the language that a locale ("en_GB", "zh_CN") is shown in.
QString languageName(const QString& locale);
// The language of the settings, else of the system where it is one of ours, else English.
QString chosenLanguage();
// Takes effect at the next start. Empty: the system's.
void chooseLanguage(const QString& code);
// Loads the texts of Evenspan and of Qt's own dialogs; called before the first widget is made.
void installLanguage(QApplication& application, const QString& code);

} // namespace evenspan::ui
