// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop_notice.h"

#include "ui/shell/main_window.h"
#include "ui/shell/train_monitor.h"

#include <QApplication>
#include <QDBusMessage>
#include <QFileInfo>
#include <QLocale>
#include <QSettings>

namespace evenspan {

namespace {

// Without an address the library would start a bus of its own, which nobody listens to.
bool sessionHasBus() {
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

QString textOf(const ui::TrainEvent& event) {
    if (event.kind == ui::TrainEvent::Failed)
        return QCoreApplication::translate("Notice", "It failed. The window says why.");
    for (const ui::EntityScore& score : event.scores)
        if (score.label == QLatin1String("micro"))
            return QCoreApplication::translate("Notice", "F1 %1 percent")
                .arg(QLocale().toString(100 * score.f1, 'f', 1));
    return {};
}

} // namespace

void sendNotice(QDBusConnection bus, const QString& title, const QString& text) {
    QDBusMessage call =
        QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"),
            QStringLiteral("/org/freedesktop/Notifications"),
            QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    // Name, number of the notice that it replaces, icon, title, text, buttons, hints, milliseconds
    // (-1: as the desktop likes).
    call << QStringLiteral("Evenspan") << 0U << QStringLiteral("org.evenspan.Evenspan") << title
         << text << QStringList()
         << QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("org.evenspan.Evenspan")}}
         << -1;
    bus.send(call);
}

void noticeEndsOfRuns(ui::MainWindow& window) {
    QObject::connect(&window.monitor(), &ui::TrainMonitor::events, &window,
        [&window](const std::vector<ui::TrainEvent>& events) {
            for (const ui::TrainEvent& event : events) {
                if (event.kind != ui::TrainEvent::Finished && event.kind != ui::TrainEvent::Failed)
                    continue;
                if (window.isActiveWindow()
                    || !QSettings().value(QStringLiteral("notice"), true).toBool())
                    continue;
                QApplication::alert(&window);
                if (sessionHasBus())
                    sendNotice(QDBusConnection::sessionBus(),
                        QCoreApplication::translate("Notice", "Training %1 has ended")
                            .arg(event.run),
                        textOf(event));
            }
        });
}

} // namespace evenspan
