// SPDX-License-Identifier: GPL-3.0-or-later
// One file over HTTP from a server of the test's own: whole, in two parts, and all that goes wrong.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/model/file_fetch.h"
#include "core/base/files.h"
#endif
#include <functional>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
namespace fs = std::filesystem;

namespace {

// Answers every request with the bytes that `answer` gives, then closes. Runs in the event loop of
// the fetch itself.
class Server : public QTcpServer {
public:
    Server() {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port");
        connect(this, &QTcpServer::newConnection, this, [this] {
            auto* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                auto& request = m_requests[socket];
                request += socket->readAll();
                if (!request.contains("\r\n\r\n"))
                    return;
                requests.append(request);
                const auto bytes = answer(request);
                request.clear();
                if (bytes.isNull())
                    return; // silent for ever
                socket->write(bytes);
                socket->disconnectFromHost();
            });
        });
    }
    QUrl url(const char* path = "/model.safetensors") const {
        return QUrl(
            QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(QLatin1String(path)));
    }
    std::function<QByteArray(const QByteArray&)> answer;
    QByteArrayList requests;

private:
    QMap<QTcpSocket*, QByteArray> m_requests;
};

QByteArray whole(const QByteArray& body, const QByteArray& more = {}) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\nETag: \"v1\"\r\n" + more + "\r\n" + body;
}
QByteArray status(const char* line, const QByteArray& more = {}) {
    return QByteArray("HTTP/1.1 ") + line + "\r\nContent-Length: 0\r\n" + more + "\r\n";
}
QByteArray headerOf(const QByteArray& request, const char* name) {
    const QRegularExpression line(QStringLiteral("^%1: *(.*)\\r$").arg(QLatin1String(name)),
        QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption);
    return line.match(QString::fromLatin1(request)).captured(1).toLatin1();
}

} // namespace

class TstFileFetch : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    QNetworkAccessManager m_network;
    QByteArray m_body;
    std::string m_announced;

    fs::path part() const { return fs::path(m_folder->path().toStdString()) / "file.part"; }
    QByteArray kept() const {
        const auto bytes = readFile(part());
        return bytes ? QByteArray::fromStdString(*bytes) : QByteArray("nothing");
    }
    Result<bool> fetch(const QUrl& url, std::stop_token stop = {},
        const std::function<void(std::uint64_t, std::uint64_t)>& progress = {},
        int silence = 20000) {
        FileFetch one(m_network, url, part(), std::move(stop), silence);
        auto done = one.run(progress);
        m_announced = one.announcedSha256();
        return done;
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_body.clear();
        for (int i = 0; i < 200000; ++i)
            m_body += char(i * 7 % 251);
    }

    void aFileComesWhole() {
        Server server;
        server.answer = [&](const QByteArray&) -> QByteArray { return whole(m_body); };
        std::vector<std::uint64_t> seen;
        const auto done = fetch(server.url(), {}, [&](std::uint64_t bytes, std::uint64_t total) {
            QCOMPARE(total, std::uint64_t(m_body.size()));
            seen.push_back(bytes);
        });
        QVERIFY(done.ok() && *done);
        QCOMPARE(kept(), m_body);
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QCOMPARE(seen.back(), std::uint64_t(m_body.size()));
        QCOMPARE(*readFile(part().string() + ".etag"), std::string("\"v1\""));
        QVERIFY(headerOf(server.requests[0], "Range").isEmpty());
        QCOMPARE(headerOf(server.requests[0], "Accept-Encoding"), QByteArray("identity"));
        QVERIFY(m_announced.empty());
    }

    void aBrokenDownloadGoesOn() {
        Server server;
        server.answer = [&](const QByteArray& request) -> QByteArray {
            const auto range = headerOf(request, "Range");
            if (range.isEmpty()) // breaks off after 90000 bytes
                return whole(m_body).left(whole(m_body).size() - m_body.size() + 90000);
            const auto from = range.mid(6, range.indexOf('-') - 6).toInt();
            const auto rest = m_body.mid(from);
            return "HTTP/1.1 206 Partial Content\r\nContent-Length: "
                + QByteArray::number(rest.size()) + "\r\nContent-Range: bytes "
                + QByteArray::number(from) + "-199999/200000\r\nETag: \"v1\"\r\n\r\n" + rest;
        };
        const auto broken = fetch(server.url());
        QVERIFY(!broken.ok());
        QCOMPARE(broken.error().code, ErrorCode::Io);
        QVERIFY(!broken.error().remedy.empty() && !broken.error().where.empty());
        const auto size = kept().size();
        QVERIFY(size > 0 && size <= 90000 && m_body.startsWith(kept()));
        std::vector<std::uint64_t> seen;
        const auto done = fetch(server.url(), {}, [&](std::uint64_t bytes, std::uint64_t total) {
            QCOMPARE(total, std::uint64_t(m_body.size())); // of the whole, not of the rest
            seen.push_back(bytes);
        });
        QVERIFY(done.ok() && *done);
        QCOMPARE(kept(), m_body);
        // Qt may send a request again whose answer broke off, so the one that counts is the last.
        const auto& request = server.requests.last();
        QCOMPARE(headerOf(request, "Range"), "bytes=" + QByteArray::number(size) + "-");
        QCOMPARE(headerOf(request, "If-Range"), QByteArray("\"v1\""));
        QVERIFY(seen.front() >= std::uint64_t(size));
    }

    // The server has another file by now: nothing of the old half stays.
    void aChangedFileComesWhole() {
        QVERIFY(writeFileAtomic(part(), std::string(500, 'x')).ok());
        QVERIFY(writeFileAtomic(part().string() + ".etag", "\"v0\"").ok());
        Server server;
        server.answer = [&](const QByteArray&) -> QByteArray { return whole(m_body.left(300)); };
        QVERIFY(*fetch(server.url()));
        QCOMPARE(headerOf(server.requests[0], "If-Range"), QByteArray("\"v0\""));
        QCOMPARE(kept(), m_body.left(300));
        QCOMPARE(*readFile(part().string() + ".etag"), std::string("\"v1\""));
    }

    void aPartOfUnknownOriginIsNotTrusted() {
        for (const bool empty : {false, true}) {
            QVERIFY(writeFileAtomic(part(), "rubbish").ok());
            if (empty)
                QVERIFY(writeFileAtomic(part().string() + ".etag", "").ok());
            Server server;
            server.answer = [&](const QByteArray&) -> QByteArray { return whole(m_body); };
            QVERIFY(*fetch(server.url()));
            QVERIFY(headerOf(server.requests[0], "Range").isEmpty());
            QCOMPARE(kept(), m_body);
        }
    }

    void aPartThatIsWholeStays() {
        QVERIFY(writeFileAtomic(part(), "12345").ok());
        QVERIFY(writeFileAtomic(part().string() + ".etag", "\"v1\"").ok());
        Server server;
        server.answer = [](const QByteArray&) -> QByteArray {
            return status("416 Range Not Satisfiable", "Content-Range: bytes */5\r\n");
        };
        QVERIFY(*fetch(server.url()));
        QCOMPARE(kept(), QByteArray("12345"));
        // Longer than the file there: it is another one's part, and goes.
        server.answer = [](const QByteArray&) -> QByteArray {
            return status("416 Range Not Satisfiable", "Content-Range: bytes */3\r\n");
        };
        const auto refused = fetch(server.url());
        QCOMPARE(refused.error().code, ErrorCode::Io);
        QVERIFY(!fs::exists(part()));
    }

    void anotherPartThanAskedForIsRefused() {
        QVERIFY(writeFileAtomic(part(), "12345").ok());
        QVERIFY(writeFileAtomic(part().string() + ".etag", "\"v1\"").ok());
        Server server;
        server.answer = [](const QByteArray&) -> QByteArray {
            return QByteArray("HTTP/1.1 206 Partial Content\r\nContent-Length: 3\r\n"
                              "Content-Range: bytes 4-6/7\r\nETag: \"v1\"\r\n\r\nabc");
        };
        const auto refused = fetch(server.url());
        QCOMPARE(refused.error().code, ErrorCode::Io);
        QCOMPARE(kept(), QByteArray("12345")); // as it was
    }

    void answersWithoutAFile_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("error");
        QTest::newRow("404") << QByteArray("404 Not Found") << false;
        QTest::newRow("401") << QByteArray("401 Unauthorized") << false;
        QTest::newRow("403") << QByteArray("403 Forbidden") << false;
        QTest::newRow("500") << QByteArray("500 Internal Server Error") << true;
        QTest::newRow("503") << QByteArray("503 Service Unavailable") << true;
        QTest::newRow("410") << QByteArray("410 Gone") << true;
    }
    void answersWithoutAFile() {
        QFETCH(QByteArray, line);
        QFETCH(bool, error);
        Server server;
        server.answer = [&](const QByteArray&) -> QByteArray { return status(line.constData()); };
        const auto done = fetch(server.url());
        QCOMPARE(!done.ok(), error);
        if (done.ok())
            QVERIFY(!*done);
        else
            QCOMPARE(done.error().code, ErrorCode::Io);
        QVERIFY(!fs::exists(part()));
    }

    void redirectsAreFollowedAndHashesKept() {
        const QByteArray hash(64, 'A');
        Server server;
        server.answer = [&](const QByteArray& request) -> QByteArray {
            return request.startsWith("GET /there ")
                ? whole(m_body, "X-Linked-ETag: short\r\n")
                : status("302 Found", "Location: /there\r\nX-Linked-ETag: \"" + hash + "\"\r\n");
        };
        QVERIFY(*fetch(server.url()));
        QCOMPARE(kept(), m_body);
        QCOMPARE(m_announced, std::string(64, 'a')); // small letters, without quotes
        Server round;
        round.answer = [](const QByteArray&) -> QByteArray {
            return status("302 Found", "Location: /\r\n");
        };
        const auto lost = fetch(round.url());
        QVERIFY(!lost.ok());
        QCOMPARE(lost.error().code, ErrorCode::Io);
    }

    void anEmptyFileAndOneOfUnknownLength() {
        Server server;
        server.answer = [](const QByteArray&) -> QByteArray { return whole({}); };
        QVERIFY(*fetch(server.url()));
        QCOMPARE(kept(), QByteArray());
        server.answer = [&](const QByteArray&) -> QByteArray {
            return "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + m_body;
        };
        QVERIFY(*fetch(server.url(), {}, [](std::uint64_t, std::uint64_t total) {
            QCOMPARE(total, std::uint64_t(0)); // not known
        }));
        QCOMPARE(kept(), m_body);
        // Without a tag the next fetch starts anew.
        server.answer = [&](const QByteArray&) -> QByteArray { return whole(m_body.left(9)); };
        QVERIFY(*fetch(server.url()));
        QCOMPARE(kept(), m_body.left(9));
    }

    void aStopKeepsThePart() {
        Server server;
        server.answer =
            [&](const QByteArray&) -> QByteArray { // a part, and then nothing more comes
            return whole(m_body).left(60000);
        };
        std::stop_source stop;
        const auto stopped = fetch(server.url(), stop.get_token(),
            [&](std::uint64_t, std::uint64_t) { stop.request_stop(); });
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QVERIFY(kept().size() > 0 && m_body.startsWith(kept()));
        // Before it begins: nothing is asked for long.
        Server silent;
        silent.answer = [](const QByteArray&) -> QByteArray { return QByteArray(); };
        QCOMPARE(fetch(silent.url(), stop.get_token()).error().code, ErrorCode::Cancelled);
    }

    void aSilentServerIsGone() {
        Server server;
        server.answer = [](const QByteArray&) -> QByteArray { return QByteArray(); };
        const auto gone = fetch(server.url(), {}, {}, 300);
        QCOMPARE(gone.error().code, ErrorCode::Io);
        const auto nobody = fetch(QUrl(QStringLiteral("http://127.0.0.1:1/x")));
        QCOMPARE(nobody.error().code, ErrorCode::Io);
    }

    void whereNothingCanBeWritten() {
        Server server;
        server.answer = [&](const QByteArray&) -> QByteArray { return whole(m_body); };
        FileFetch one(m_network, server.url(),
            fs::path(m_folder->path().toStdString()) / "no/folder/file", {}, 20000);
        const auto done = one.run({});
        QVERIFY(!done.ok());
        QCOMPARE(done.error().code, ErrorCode::ReadOnly);
        QVERIFY(!done.error().remedy.empty());
    }
};

QTEST_GUILESS_MAIN(TstFileFetch)
#include "tst_file_fetch.moc"
