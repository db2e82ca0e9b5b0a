// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's notification service, played by an object at the other end of a private connection.
#include "app/desktop_notice.h"

#include <QDBusError>
#include <QDBusServer>
#include <QTest>

using namespace evenspan;

class Desktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    QStringList said;
    QVariantMap hints;
    int timeout = 0;

public Q_SLOTS:
    uint Notify(const QString& program, uint replaces, const QString& icon, const QString& title,
        const QString& text, const QStringList& buttons, const QVariantMap& more,
        int milliseconds) {
        said << program << QString::number(replaces) << icon << title << text
             << buttons.join(QLatin1Char(','));
        hints = more;
        timeout = milliseconds;
        return 7;
    }
};

class TestDesktopNotice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void callsTheService() {
        QDBusServer server;
        QVERIFY2(server.isConnected(), qPrintable(server.lastError().message()));
        Desktop desktop;
        QList<QDBusConnection> ends;
        connect(&server, &QDBusServer::newConnection, this, [&](const QDBusConnection& made) {
            ends << made;
            ends.last().registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop,
                QDBusConnection::ExportAllSlots);
        });
        QDBusConnection bus =
            QDBusConnection::connectToPeer(server.address(), QStringLiteral("notice-test"));
        QVERIFY(bus.isConnected());
        QTRY_COMPARE_WITH_TIMEOUT(ends.size(), 1, 30000);
        sendNotice(bus, QStringLiteral("Training run-1 has ended"), QStringLiteral("F1 91.3"));
        QTRY_COMPARE_WITH_TIMEOUT(desktop.said,
            (QStringList{QStringLiteral("Evenspan"), QStringLiteral("0"),
                QStringLiteral("org.evenspan.Evenspan"), QStringLiteral("Training run-1 has ended"),
                QStringLiteral("F1 91.3"), QString()}),
            30000);
        QCOMPARE(desktop.timeout, -1);
        QCOMPARE(desktop.hints.value(QStringLiteral("desktop-entry")).toString(),
            QStringLiteral("org.evenspan.Evenspan"));
        QDBusConnection::disconnectFromPeer(QStringLiteral("notice-test"));
    }
};

QTEST_GUILESS_MAIN(TestDesktopNotice)
#include "tst_desktop_notice.moc"
