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

namespace {

// lupdate writes the class alone as context where the namespace is written in one go.
class OwnTranslator : public QTranslator {
public:
    using QTranslator::QTranslator;
    QString translate(
        const char* context, const char* source, const char* note, int count) const override {
        const QByteArrayView name(context);
        const QByteArrayView prefix("evenspan::ui::");
        return QTranslator::translate(
            name.startsWith(prefix) ? context + prefix.size() : context, source, note, count);
    }
};

} // namespace

QList<Language> languages() {
    return {{QStringLiteral("en"), QStringLiteral("English")},
        {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
}

QString languageName(const QString& locale) {
    return locale.startsWith(QLatin1String("zh")) ? languages()[1].name : languages()[0].name;
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
        // Numbers and dates stay as the system writes them where it speaks English.
        if (QLocale::system().language() != QLocale::English)
            QLocale::setDefault(QLocale(QLocale::English));
    } else {
        QLocale::setDefault(QLocale(code));
    }
    auto* qt = new QTranslator(&application);
    if (qt->load(
            QStringLiteral("qtbase_") % code, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    auto* own = new OwnTranslator(&application);
    if (own->load(QStringLiteral(":/i18n/evenspan_") % code))
        QCoreApplication::installTranslator(own);
}

} // namespace evenspan::ui
