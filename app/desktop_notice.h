// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QString>

namespace evenspan {

namespace ui {
class MainWindow;
}

// Tells the desktop when a run ends and the window is not the active one: its entry in the task bar
// calls for attention, and where the session has a notification service (Desktop Notifications
// Specification 1.2, org.freedesktop.Notifications.Notify) a short text appears. Without one, on
// other systems or by the setting "notice" = false, nothing more happens.
void noticeEndsOfRuns(ui::MainWindow& window);

// The call itself; it waits for nothing.
void sendNotice(QDBusConnection bus, const QString& title, const QString& text);

} // namespace evenspan
