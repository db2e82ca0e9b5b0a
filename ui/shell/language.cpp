// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/language.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

static void initialiseResources() {
    Q_INIT_RESOURCE(translations);
}

namespace evenspan::ui {

QList<Language> languages() {
    return {{QStringLiteral("en"), QStringLiteral("English")},
        {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
}

QString chosenLanguage() {
    const QString set = QSettings().value(QStringLiteral("language")).toString();
    for (const Language& language : languages())
        if (language.code == set)
            return set;
    const QLocale system = QLocale::system();
    return system.language() == QLocale::Chinese && system.script() != QLocale::TraditionalHanScript
        ? QStringLiteral("zh_CN")
        : QStringLiteral("en");
}

void chooseLanguage(const QString& code) {
    QSettings().setValue(QStringLiteral("language"), code);
}

void installLanguage(QApplication& application, const QString& code) {
    initialiseResources();
    if (code == QLatin1String("en")) {
        // Plural forms of English are written out in the sources ("%n day(s)").
        QLocale::setDefault(QLocale(QLocale::English));
        return;
    }
    QLocale::setDefault(QLocale(code));
    auto* qt = new QTranslator(&application);
    if (qt->load(
            QStringLiteral("qtbase_") % code, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    auto* own = new QTranslator(&application);
    if (own->load(QStringLiteral(":/i18n/evenspan_") % code))
        QCoreApplication::installTranslator(own);
}

} // namespace evenspan::ui
