// SPDX-License-Identifier: GPL-3.0-or-later
// The labelling workspace over AT-SPI, the bus that screen readers use (gitlab.gnome.org/GNOME/
// at-spi2-core, xml/): its parts are found, the text and the cursor are read, a label that is given
// by a key is heard as an alert and stands in the list of entities. The window runs as a program of
// its own on a virtual screen, with a message bus and an accessibility bus of its own.
#include "core/store/project.h"
#include "core/store/writer.h"
#include "core/text/grid.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>
#include <optional>
#include <signal.h>
#include <sys/prctl.h>

using namespace evenspan;

namespace {

constexpr int kLongest = 60000; // milliseconds
constexpr const char* kText = "Mira Tolvanen works at Okafor Labs in Ulm .";

// An element of a window, as the bus names it.
struct Element {
    QString service, path;
};

QString program(const QString& name) {
    return QStandardPaths::findExecutable(name,
        {QStringLiteral("/usr/bin"), QStringLiteral("/usr/libexec"), QStringLiteral("/usr/lib"),
            QStringLiteral("/usr/lib/at-spi2-core")});
}

} // namespace

class TestAtSpi : public QObject {
    Q_OBJECT

public:
    struct Appeared {
        Element element;
        QString role, name;
    };

public Q_SLOTS:
    void stateChanged(const QDBusMessage& message) {
        const QList<QVariant> what = message.arguments();
        if (what.size() > 1 && what[0].toString() == QStringLiteral("showing")
            && what[1].toInt() == 1)
            m_shown << Element{message.service(), message.path()};
    }
    void caretMoved(const QDBusMessage&) { ++m_caretMoves; }

private:
    QTemporaryDir m_folder;
    QProcess m_screen, m_session, m_launcher, m_window;
    std::optional<QDBusConnection> m_bus;
    QList<Element> m_shown; // since it was last emptied
    int m_caretMoves = 0;

    QList<QVariant> call(const Element& to, const char* interface, const char* method,
        const QList<QVariant>& with = {}) const {
        QDBusMessage message = QDBusMessage::createMethodCall(to.service, to.path,
            QLatin1String("org.a11y.atspi.") + QLatin1String(interface), QLatin1String(method));
        message.setArguments(with);
        return m_bus->call(message, QDBus::Block, 10000).arguments();
    }
    QVariant property(const Element& of, const char* interface, const char* name) const {
        QDBusMessage message = QDBusMessage::createMethodCall(of.service, of.path,
            QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
        message << QString(QLatin1String("org.a11y.atspi.") + QLatin1String(interface))
                << QString::fromLatin1(name);
        const QList<QVariant> reply = m_bus->call(message, QDBus::Block, 10000).arguments();
        return reply.isEmpty() ? QVariant() : reply[0].value<QDBusVariant>().variant();
    }
    QString name(const Element& of) const { return property(of, "Accessible", "Name").toString(); }
    QString role(const Element& of) const {
        return call(of, "Accessible", "GetRoleName").value(0).toString();
    }
    QList<Element> children(const Element& of) const {
        QList<Element> out;
        const QList<QVariant> reply = call(of, "Accessible", "GetChildren");
        if (reply.isEmpty() || !reply[0].canConvert<QDBusArgument>())
            return out;
        const auto list = reply[0].value<QDBusArgument>();
        for (list.beginArray(); !list.atEnd();) {
            Element child;
            QDBusObjectPath path;
            list.beginStructure();
            list >> child.service >> path;
            list.endStructure();
            child.path = path.path();
            out << child;
        }
        return out;
    }
    std::optional<Element> find(
        const Element& below, const std::function<bool(const Element&)>& fits) const {
        const QList<Element> all = children(below);
        for (const Element& child : all)
            if (fits(child))
                return child;
        for (const Element& child : all)
            if (const auto found = find(child, fits))
                return found;
        return std::nullopt;
    }
    std::optional<Element> application() const {
        const Element root{QStringLiteral("org.a11y.atspi.Registry"),
            QStringLiteral("/org/a11y/atspi/accessible/root")};
        for (const Element& one : children(root))
            if (name(one) == QStringLiteral("Evenspan"))
                return one;
        return std::nullopt;
    }
    std::optional<Element> canvas() const {
        const auto app = application();
        return app ? find(*app,
                   [this](const Element& one) {
                       return name(one) == QStringLiteral("Text")
                           && call(one, "Text", "GetText", {0, -1}).value(0).toString()
                           == QString::fromUtf8(kText);
                   })
                   : std::nullopt;
    }
    // By X's name of the key, as if somebody pressed it.
    void press(int symbol) const {
        constexpr uint kBySymbol = 3; // AtspiKeySynthType
        call({QStringLiteral("org.a11y.atspi.Registry"),
                 QStringLiteral("/org/a11y/atspi/registry/deviceeventcontroller")},
            "DeviceEventController", "GenerateKeyboardEvent", {symbol, QString(), kBySymbol});
    }
    bool heard(const QString& words) {
        for (const Element& one : m_shown)
            if (role(one).startsWith(QStringLiteral("alert")) && name(one).contains(words))
                return true;
        return false;
    }
    // By the clock: a look through a whole window takes longer than a step of QTRY_VERIFY.
    static bool comes(const std::function<bool()>& there) {
        const QDeadlineTimer end(kLongest);
        while (!there()) {
            if (end.hasExpired())
                return false;
            QTest::qWait(50);
        }
        return true;
    }
    // Pressed again where nothing comes: a window that is being laid out may miss the first.
    bool answers(int key, const std::function<bool()>& there) const {
        return comes([&] {
            press(key);
            const QDeadlineTimer soon(5000);
            while (!there() && !soon.hasExpired())
                QTest::qWait(50);
            return there();
        });
    }
    static QByteArray firstLine(QProcess& process) {
        while (!process.canReadLine() && process.waitForReadyRead(kLongest)) { }
        return process.readLine().trimmed();
    }

private Q_SLOTS:
    void initTestCase() {
        const QString screen = program(QStringLiteral("Xvfb"));
        const QString session = program(QStringLiteral("dbus-daemon"));
        const QString launcher = program(QStringLiteral("at-spi-bus-launcher"));
        if (screen.isEmpty() || session.isEmpty() || launcher.isEmpty()
            || program(QStringLiteral("at-spi2-registryd")).isEmpty())
            QSKIP("Xvfb, dbus-daemon or at-spi2-core is not installed");

        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "p.evenspan";
        {
            auto project = std::move(*store::Project::create(path));
            store::LabelRow label;
            label.name = "PER";
            label.key = "p";
            QVERIFY(project->writer()->addLabel(label).ok());
            DocumentDraft draft;
            draft.name = "one";
            draft.text = kText;
            draft.grid = *makeGrid(draft.text);
            QVERIFY(project->writer()->addDocuments("Import", std::vector{draft}).ok());
        }
        // Whatever ends this test, nothing of it stays behind.
        for (QProcess* process : {&m_screen, &m_session, &m_launcher, &m_window})
            process->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name :
            {"HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
            environment.insert(QString::fromLatin1(name), m_folder.path());
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));

        m_screen.setProcessEnvironment(environment);
        m_screen.start(screen,
            {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-nolisten"),
                QStringLiteral("tcp"), QStringLiteral("-screen"), QStringLiteral("0"),
                QStringLiteral("1280x800x24")});
        const QByteArray display = firstLine(m_screen);
        if (display.isEmpty())
            QSKIP("no virtual screen can be opened here");
        environment.insert(
            QStringLiteral("DISPLAY"), QLatin1Char(':') + QString::fromUtf8(display));

        m_session.setProcessEnvironment(environment);
        m_session.start(session,
            {QStringLiteral("--session"), QStringLiteral("--nofork"),
                QStringLiteral("--print-address")});
        const QString address = QString::fromUtf8(firstLine(m_session));
        if (address.isEmpty())
            QSKIP("no message bus can be started here");
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), address);

        m_launcher.setProcessEnvironment(environment);
        m_launcher.start(launcher, {QStringLiteral("--launch-immediately")});
        QVERIFY(m_launcher.waitForStarted());
        const QDBusConnection bus =
            QDBusConnection::connectToBus(address, QStringLiteral("session of the test"));
        QVERIFY(bus.isConnected());
        const auto ask = QDBusMessage::createMethodCall(QStringLiteral("org.a11y.Bus"),
            QStringLiteral("/org/a11y/bus"), QStringLiteral("org.a11y.Bus"),
            QStringLiteral("GetAddress"));
        QString found;
        QVERIFY(comes([&] {
            found = bus.call(ask).arguments().value(0).toString();
            return found.contains(QLatin1Char('=')); // no message of an error
        }));
        m_bus = QDBusConnection::connectToBus(found, QStringLiteral("accessibility of the test"));
        QVERIFY(m_bus->isConnected());
        m_bus->connect({}, {}, QStringLiteral("org.a11y.atspi.Event.Object"),
            QStringLiteral("StateChanged"), this, SLOT(stateChanged(QDBusMessage)));
        m_bus->connect({}, {}, QStringLiteral("org.a11y.atspi.Event.Object"),
            QStringLiteral("TextCaretMoved"), this, SLOT(caretMoved(QDBusMessage)));
        call(
            {QStringLiteral("org.a11y.atspi.Registry"), QStringLiteral("/org/a11y/atspi/registry")},
            "Registry", "RegisterEvent", {QStringLiteral("object:")});

        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        environment.insert(QStringLiteral("QT_LINUX_ACCESSIBILITY_ALWAYS_ON"), QStringLiteral("1"));
        m_window.setProcessEnvironment(environment);
        m_window.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_window.start(QStringLiteral(EVENSPAN_WINDOW), {QString::fromStdString(path.string())});
        QVERIFY(m_window.waitForStarted());
        int starts = 1; // a screen may need a moment before it takes a window
        QVERIFY(comes([&] {
            if (m_window.state() == QProcess::NotRunning && starts++ < 5) {
                QTest::qWait(500);
                m_window.start();
            }
            return application().has_value();
        }));
    }

    void cleanupTestCase() {
        for (QProcess* process : {&m_window, &m_launcher, &m_session, &m_screen})
            if (process->state() != QProcess::NotRunning) {
                process->terminate();
                if (!process->waitForFinished(5000))
                    process->kill();
                process->waitForFinished(5000);
            }
    }

    void theTextIsReadAndALabelIsHeard() {
        // On to the page, by what its button offers.
        const auto button = find(*application(), [this](const Element& one) {
            return name(one) == QStringLiteral("Label") && role(one) == QStringLiteral("check box");
        });
        QVERIFY(button);
        QVERIFY(comes([&] { // again where the project was only being opened
            if (!call(*button, "Action", "DoAction", {0}).value(0).toBool())
                return false;
            const QDeadlineTimer soon(5000);
            while (!canvas() && !soon.hasExpired())
                QTest::qWait(50);
            return canvas().has_value();
        }));
        const Element text = *canvas();
        QCOMPARE(property(text, "Text", "CharacterCount").toInt(), int(qstrlen(kText)));
        QVERIFY(call(text, "Component", "GrabFocus").value(0).toBool());

        // The cursor goes with the keys, and says so.
        const int before = property(text, "Text", "CaretOffset").toInt();
        const int moves = m_caretMoves;
        constexpr int kRight = 0xFF53, kLetterP = 'p'; // X11's keysymdef.h
        QVERIFY(answers(
            kRight, [&] { return property(text, "Text", "CaretOffset").toInt() > before; }));
        QVERIFY(comes([&] { return m_caretMoves > moves; }));

        // A label is an alert.
        m_shown.clear();
        QVERIFY(answers(kLetterP, [this] { return heard(QStringLiteral("PER")); }));
        // (Qt's bridge passes no attribute of a place that it does not know by name, so the label
        // of one is read from the list beside the text.)
        const auto table = find(*application(), [this](const Element& one) {
            return name(one) == QStringLiteral("Entities of this document");
        });
        QVERIFY(table);
        QVERIFY(comes([&] {
            return find(*table, [&](const Element& one) {
                return name(one).contains(QStringLiteral("PER"));
            }).has_value();
        }));
    }
};

QTEST_GUILESS_MAIN(TestAtSpi)
#include "tst_at_spi.moc"
