// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/model_download.h"

#include "core/base/files.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <QEventLoop>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>
#include <QUrl>

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace evenspan {

namespace {

constexpr std::uint64_t kLargest = 20ull << 30;

struct Wanted {
    const char* file;
    bool required;
};
constexpr Wanted kFiles[]{{"config.json", true}, {"tokenizer.json", false}, {"vocab.txt", false},
    {"vocab.json", false}, {"merges.txt", false}, {"tokenizer_config.json", false},
    {"special_tokens_map.json", false}, {"README.md", false}, {"model.safetensors", true}};

Error invalid(const std::string& what, const std::string& where, const std::string& remedy) {
    return {ErrorCode::InvalidArgument, what, where, remedy};
}

Result<void> checkRequest(const DownloadRequest& request) {
    const QUrl url(QString::fromStdString(request.base));
    const bool local =
        url.host() == QLatin1String("127.0.0.1") || url.host() == QLatin1String("localhost");
    if (!url.isValid() || !(url.scheme() == QLatin1String("https") || local))
        return invalid(
            "A model is only fetched over https", request.base, "Give an https address.");
    if (request.revision.size() != 40
        || !std::all_of(request.revision.begin(), request.revision.end(),
            [](unsigned char c) { return std::isxdigit(c) != 0; }))
        return invalid("The revision is not a commit", request.revision,
            "Give the 40 digits of a commit: a branch name such as 'main' can change.");
    const auto slash = request.repository.find('/');
    if (slash == std::string::npos || !isModelName(request.repository.substr(0, slash))
        || !isModelName(request.repository.substr(slash + 1)))
        return invalid(
            "The repository is not of the form owner/name", request.repository, "Check it.");
    if (!isModelName(request.name))
        return invalid(
            "This is no name for a model", request.name, "Use letters, digits, '.', '_' and '-'.");
    return {};
}

// Fetches one file, going on after what `part` already holds. `etag` ties the part to the file it
// came from. Returns false where the hub has no such file.
class FileFetch {
public:
    FileFetch(QNetworkAccessManager& network, QUrl url, fs::path part, std::stop_token stop)
        : m_network(network)
        , m_url(std::move(url))
        , m_part(std::move(part))
        , m_tagFile(m_part.string() + ".etag")
        , m_stop(std::move(stop)) { }

    Result<bool> run(const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
        std::error_code failed;
        m_from = fs::exists(m_part, failed) ? fs::file_size(m_part, failed) : 0;
        const auto tag = readFile(m_tagFile, 4096);
        if (!tag || tag->empty())
            m_from = 0;
        QNetworkRequest request(m_url);
        request.setAttribute(
            QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
        request.setMaximumRedirectsAllowed(8);
        request.setTransferTimeout(30000);
        request.setRawHeader("Accept-Encoding", "identity");
        if (m_from > 0) {
            request.setRawHeader("Range", "bytes=" + QByteArray::number(qulonglong(m_from)) + "-");
            // Without If-Range a file that changed in between would be glued to the old half.
            request.setRawHeader("If-Range", QByteArray::fromStdString(*tag));
        }
        return receive(request, progress);
    }

    const std::string& announcedSha256() const { return m_announced; }

private:
    Result<bool> receive(const QNetworkRequest& request,
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
                error = Error{ErrorCode::NoSpace, "The download could not be written",
                    m_part.string(), "Free some space; the part that came is kept."};
            if (!error && static_cast<std::uint64_t>(out.pos()) > kLargest)
                error = Error{ErrorCode::Unsafe, "The file is larger than any model",
                    m_part.string(), "Check the address."};
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

    Result<bool> finish(QNetworkReply& reply, QFile& out, const std::optional<Error>& error) {
        const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
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
            // The part is longer than the file: it belongs to another version.
            std::error_code ignored;
            fs::remove(m_part, ignored);
            return Error{ErrorCode::Io, "The hub refused to go on with the part that was here",
                where, "Start the download again."};
        }
        if (failure != QNetworkReply::NoError || !whole)
            return Error{ErrorCode::Io, "The download broke off: " + text, where,
                "Start it again; it goes on where it stopped."};
        return true;
    }

    std::optional<Error> open(QFile& out, const QNetworkReply& reply, int status) {
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
    void noteHash(const QNetworkReply& reply) {
        QByteArray tag = reply.rawHeader("X-Linked-ETag");
        tag.replace('"', "");
        if (tag.size() == 64)
            m_announced = tag.toLower().toStdString();
    }

    QNetworkAccessManager& m_network;
    QUrl m_url;
    fs::path m_part;
    fs::path m_tagFile;
    std::stop_token m_stop;
    std::string m_announced;
    std::uint64_t m_from = 0;
    std::uint64_t m_total = 0;
};

} // namespace

Result<ModelEntry> downloadModel(ModelLibrary& library, const DownloadRequest& request,
    std::stop_token stop, const DownloadProgress& progress) {
    if (auto checked = checkRequest(request); !checked)
        return checked.error();
    std::error_code failed;
    const auto target = library.userFolder() / request.name;
    if (fs::exists(target, failed))
        return Error{ErrorCode::AlreadyExists, "There is a model of this name", request.name,
            "Give it another name with --name."};
    const auto part = library.userFolder() / ("." + request.name + ".download");
    fs::create_directories(part, failed);
    if (failed)
        return systemError(failed.value(), "The model folder could not be made", part.string());

    QNetworkAccessManager network;
    std::map<std::string, std::string> hashes;
    for (const auto& wanted : kFiles) {
        const QUrl url(QString::fromStdString(request.base + "/" + request.repository + "/resolve/"
            + request.revision + "/" + wanted.file));
        const auto path = part / wanted.file;
        FileFetch fetch(network, url, path, stop);
        auto got = fetch.run([&](std::uint64_t done, std::uint64_t total) {
            if (progress)
                progress(wanted.file, done, total);
        });
        if (!got)
            return got.error();
        if (!*got && wanted.required)
            return Error{ErrorCode::NotFound, "The hub has no such file",
                url.toString().toStdString(),
                "Check owner/name and revision; a model without safetensors cannot be used."};
        if (!*got)
            continue;
        auto hash = sha256File(path);
        if (!hash)
            return hash.error();
        const auto given = request.sha256.find(wanted.file);
        const std::string expected =
            given != request.sha256.end() ? given->second : fetch.announcedSha256();
        if (!expected.empty() && expected != *hash) {
            fs::remove_all(part, failed);
            return Error{ErrorCode::HashMismatch, "The file that came is not the one expected",
                url.toString().toStdString(),
                "Nothing was kept. Check the hash, or use another mirror."};
        }
        hashes[wanted.file] = *hash;
    }
    for (const auto& item : fs::directory_iterator(part, failed))
        if (item.path().extension() == ".etag")
            fs::remove(item.path(), failed);
    const Json record{{"source", request.base + "/" + request.repository},
        {"revision", request.revision}, {"sha256", hashes}};
    if (auto written = writeFileAtomic(part / "model.json", record.dump(2)); !written)
        return written.error();
    if (auto entry = describeModelFolder(part); !entry)
        return entry.error();
    fs::rename(part, target, failed);
    if (failed)
        return systemError(failed.value(), "The model could not be put in place", target.string());
    return library.find(request.name);
}

} // namespace evenspan
