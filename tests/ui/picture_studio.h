// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/shell/language.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QSettings>
#include <QSize>
#include <QStandardPaths>
#include <QWidget>

#include <memory>

namespace evenspan::ui {

// What every tool that paints pictures begins with: FOLDER [light|dark|high-contrast] [zoom]
// [language] [WxH or what the tool takes there].
class Studio {
public:
    Studio(int& argc, char** argv) {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-pictures"));
        m_application = std::make_unique<QApplication>(argc, argv);
        m_arguments = QCoreApplication::arguments();
        QDir().mkpath(folder());
        QSettings().clear();
        installLanguage(*m_application, language());
        m_theme = std::make_unique<Theme>(*m_application);
        m_theme->setChoice(themeChoiceFromName(look()));
        m_theme->setZoom(zoom());
    }

    QString argument(int at, const char* otherwise = "") const {
        return m_arguments.value(at, QString::fromLatin1(otherwise));
    }
    QString folder() const { return argument(1, "pictures"); }
    QString look() const { return argument(2, "light"); }
    int zoom() const { return argument(3, "100").toInt(); }
    QString language() const { return argument(4, "en"); }
    QSize size() const {
        const QStringList parts = argument(5, "1280x800").split(QLatin1Char('x'));
        return {parts.value(0).toInt(), parts.value(1).toInt()};
    }
    Theme& theme() { return *m_theme; }
    QApplication& application() { return *m_application; }

    static void settle(int milliseconds) {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < milliseconds)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }

    void save(const QPixmap& picture, const QString& name) const {
        picture.save(QDir(folder()).filePath(QStringLiteral("%1-%2-%3-%4-%5.png")
                                                 .arg(name, look())
                                                 .arg(zoom())
                                                 .arg(language())
                                                 .arg(size().width())));
    }
    void save(QWidget* widget, const QString& name) const { save(widget->grab(), name); }
    void save(QWidget* widget, const char* name) const { save(widget, QString::fromLatin1(name)); }

private:
    std::unique_ptr<QApplication> m_application;
    QStringList m_arguments;
    std::unique_ptr<Theme> m_theme;
};

} // namespace evenspan::ui
