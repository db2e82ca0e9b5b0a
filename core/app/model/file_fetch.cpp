// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/model/file_fetch.h"

#include "core/base/files.h"

#include <QEventLoop>
#include <QFile>
#include <QNetworkReply>
#include <QTimer>

namespace fs = std::filesystem;

namespace evenspan {

FileFetch::FileFetch(
    QNetworkAccessManager& network, QUrl url, fs::path part, std::stop_token stop, int silence)
    : m_network(network)
    , m_url(std::move(url))
    , m_part(std::move(part))
    , m_tagFile(m_part.string() + ".etag")
    , m_stop(std::move(stop))
    , m_silence(silence) { }

Result<bool> FileFetch::run(const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
    std::error_code failed;
    m_from = fs::exists(m_part, failed) ? fs::file_size(m_part, failed) : 0;
    const auto tag = readFile(m_tagFile, 4096);
    if (!tag || tag->empty())
        m_from = 0;
    QNetworkRequest request(m_url);
    request.setAttribute(
        QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setMaximumRedirectsAllowed(8);
    request.setTransferTimeout(m_silence);
    request.setRawHeader("Accept-Encoding", "identity");
    if (m_from > 0) {
        request.setRawHeader("Range", "bytes=" + QByteArray::number(qulonglong(m_from)) + "-");
        // Without If-Range a file that changed in between would be glued to the old half.
        request.setRawHeader("If-Range", QByteArray::fromStdString(*tag));
    }
    return receive(request, progress);
}

Result<bool> FileFetch::receive(const QNetworkRequest& request,
    const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
    QFile out(QString::fromStdString(m_part.string()));
    QEventLoop loop;
    QNetworkReply* reply = m_network.get(request);
    std::optional<Error> error;
    bool opened = false;
    QObject::connect(reply, &QNetworkReply::metaDataChanged, &loop, [&] { noteHash(*reply); });
    auto drain = [&] {
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (error || (status != 200 && status != 206))
            return;
        if (!opened) {
            opened = true;
            error = open(out, *reply, status);
        }
        const QByteArray bytes = reply->readAll();
        if (!error && out.write(bytes) != bytes.size())
            error = Error{ErrorCode::NoSpace, "The download could not be written", m_part.string(),
                "Free some space; the part that came is kept."};
        if (!error && static_cast<std::uint64_t>(out.pos()) > kLargest)
            error = Error{ErrorCode::Unsafe, "The file is larger than any model", m_part.string(),
                "Check the address."};
        if (progress)
            progress(static_cast<std::uint64_t>(out.pos()), m_total);
        if (error)
            reply->abort();
    };
    QObject::connect(reply, &QNetworkReply::readyRead, &loop, drain);
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (m_stop.stop_requested())
            reply->abort();
    });
    poll.start(50);
    if (!reply->isFinished())
        loop.exec();
    drain();
    return finish(*reply, out, error);
}

Result<bool> FileFetch::finish(
    QNetworkReply& reply, QFile& out, const std::optional<Error>& error) {
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray range = reply.rawHeader("Content-Range");
    const auto failure = reply.error();
    const auto where = m_url.toString().toStdString();
    const auto text = reply.errorString().toStdString();
    reply.deleteLater();
    const bool whole = m_total == 0 || static_cast<std::uint64_t>(out.pos()) == m_total;
    out.close();
    if (m_stop.stop_requested())
        return Error{ErrorCode::Cancelled, "Stopped; the part that came is kept", where, {}};
    if (error)
        return *error;
    if (status == 404 || status == 401 || status == 403)
        return false;
    if (status == 416) {
        // Nothing is left to send: the part was whole already. Of another length it belongs to
        // another version, and all of it comes again.
        if (range == "bytes */" + QByteArray::number(qulonglong(m_from)))
            return true;
        std::error_code ignored;
        fs::remove(m_part, ignored);
        return Error{ErrorCode::Io, "The hub refused to go on with the part that was here", where,
            "Start the download again."};
    }
    if (failure != QNetworkReply::NoError || !whole)
        return Error{ErrorCode::Io, "The download broke off: " + text, where,
            "Start it again; it goes on where it stopped."};
    return true;
}

std::optional<Error> FileFetch::open(QFile& out, const QNetworkReply& reply, int status) {
    const auto length = reply.header(QNetworkRequest::ContentLengthHeader).toULongLong();
    if (status == 206) {
        const QByteArray range = reply.rawHeader("Content-Range");
        const QByteArray expected = "bytes " + QByteArray::number(qulonglong(m_from)) + "-";
        if (!range.startsWith(expected))
            return Error{ErrorCode::Io, "The hub sent another part than was asked for",
                m_url.toString().toStdString(), "Start the download again."};
    } else {
        m_from = 0; // the whole file comes, whatever was here
    }
    m_total = length > 0 ? m_from + length : 0;
    const auto mode = m_from > 0 ? QIODevice::Append : QIODevice::Truncate;
    if (!out.open(QIODevice::WriteOnly | mode))
        return Error{ErrorCode::ReadOnly, "The download could not be written", m_part.string(),
            "Choose a folder that you may write to."};
    const auto written = writeFileAtomic(m_tagFile, reply.rawHeader("ETag").toStdString());
    return written ? std::nullopt : std::optional<Error>(written.error());
}

// Large files carry their SHA-256 as X-Linked-ETag on the first answer, before the redirect;
// the ETag of the storage behind it is something else.
void FileFetch::noteHash(const QNetworkReply& reply) {
    QByteArray tag = reply.rawHeader("X-Linked-ETag");
    tag.replace('"', "");
    if (tag.size() == 64)
        m_announced = tag.toLower().toStdString();
}

} // namespace evenspan
