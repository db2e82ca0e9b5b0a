// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/model/model_download.h"

#include "core/app/model/file_fetch.h"
#include "core/base/files.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QUrl>
#include <set>

namespace fs = std::filesystem;
using SortedJson = nlohmann::json;

namespace evenspan {

namespace {

struct Wanted {
    const char* file;
    bool required;
};
constexpr Wanted kFiles[]{{"config.json", true}, {"tokenizer.json", false}, {"vocab.txt", false},
    {"vocab.json", false}, {"merges.txt", false}, {"tokenizer_config.json", false},
    {"special_tokens_map.json", false}, {"README.md", false}};

Error invalid(const std::string& what, const std::string& where, const std::string& remedy) {
    return {ErrorCode::InvalidArgument, what, where, remedy};
}

Result<void> checkRequest(const DownloadRequest& request) {
    std::vector<std::string> bases{request.base};
    bases.insert(bases.end(), request.mirrors.begin(), request.mirrors.end());
    for (const auto& base : bases) {
        const QUrl url(QString::fromStdString(base));
        const bool local =
            url.host() == QLatin1String("127.0.0.1") || url.host() == QLatin1String("localhost");
        if (!url.isValid() || !(url.scheme() == QLatin1String("https") || local))
            return invalid("A model is only fetched over https", base, "Give an https address.");
    }
    if (!request.proxy.empty() && QUrl(QString::fromStdString(request.proxy)).host().isEmpty())
        return invalid("The proxy is not an address", request.proxy,
            "Write for example http://proxy.example:3128.");
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

// The address as given; else what the environment says (http_proxy, https_proxy, no_proxy).
class Proxies : public QNetworkProxyFactory {
public:
    explicit Proxies(const std::string& address)
        : m_address(QString::fromStdString(address)) { }
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override {
        if (m_address.isEmpty())
            return systemProxyForQuery(query);
        const auto kind = m_address.scheme().startsWith(QLatin1String("socks"))
            ? QNetworkProxy::Socks5Proxy
            : QNetworkProxy::HttpProxy;
        return {QNetworkProxy(kind, m_address.host(), quint16(m_address.port(8080)),
            m_address.userName(), m_address.password())};
    }

private:
    QUrl m_address;
};

// The files of one model from one hub into one folder.
class ModelFetch {
public:
    ModelFetch(const DownloadRequest& request, std::string base, fs::path part,
        std::stop_token stop, const DownloadProgress& progress)
        : m_request(request)
        , m_base(std::move(base))
        , m_part(std::move(part))
        , m_stop(std::move(stop))
        , m_progress(progress) {
        m_network.setProxyFactory(new Proxies(request.proxy)); // owned by the manager
    }

    Result<void> run() {
        for (const auto& wanted : kFiles) {
            auto got = fetch(wanted.file);
            if (!got)
                return got.error();
            if (!*got && wanted.required)
                return missing(wanted.file);
        }
        auto whole = fetch("model.safetensors");
        if (!whole)
            return whole.error();
        return *whole ? Result<void>() : fetchShards();
    }

    const std::map<std::string, std::string>& hashes() const { return m_hashes; }

private:
    Error missing(const std::string& file) const {
        return {ErrorCode::NotFound, "The hub has no such file", address(file),
            "Check owner/name and revision; a model without safetensors cannot be used."};
    }

    std::string address(const std::string& file) const {
        return m_base + "/" + m_request.repository + "/resolve/" + m_request.revision + "/" + file;
    }

    // Large weights come in several files that an index names.
    Result<void> fetchShards() {
        const std::string index = "model.safetensors.index.json";
        auto got = fetch(index);
        if (!got)
            return got.error();
        if (!*got)
            return missing("model.safetensors");
        auto text = readFile(m_part / index, 64 << 20);
        if (!text)
            return text.error();
        const SortedJson parsed = SortedJson::parse(*text, nullptr, false);
        std::set<std::string> shards;
        if (parsed.is_object() && parsed.contains("weight_map") && parsed["weight_map"].is_object())
            for (const auto& file : parsed["weight_map"])
                shards.insert(file.is_string() ? file.get<std::string>() : std::string());
        if (shards.empty())
            return Error{ErrorCode::Corrupt, "The list of the weights' files cannot be read",
                address(index), "Try another revision."};
        for (const auto& shard : shards) {
            // A name from outside never leaves the folder.
            if (!isModelName(shard) || fs::path(shard).extension() != ".safetensors")
                return Error{ErrorCode::Unsafe, "The list of the weights' files names another file",
                    address(index), "Do not use this model."};
            auto came = fetch(shard);
            if (!came)
                return came.error();
            if (!*came)
                return missing(shard);
        }
        return {};
    }

    Result<bool> fetch(const std::string& file) {
        const auto path = m_part / file;
        FileFetch fetch(m_network, QUrl(QString::fromStdString(address(file))), path, m_stop,
            m_request.silence);
        auto got = fetch.run([&](std::uint64_t done, std::uint64_t total) {
            if (m_progress)
                m_progress(file, done, total);
        });
        if (!got || !*got)
            return got;
        auto hash = sha256File(path);
        if (!hash)
            return hash.error();
        const auto given = m_request.sha256.find(file);
        const std::string expected =
            given != m_request.sha256.end() ? given->second : fetch.announcedSha256();
        if (!expected.empty() && expected != *hash) {
            std::error_code ignored;
            fs::remove_all(m_part, ignored);
            return Error{ErrorCode::HashMismatch, "The file that came is not the one expected",
                address(file), "Nothing was kept. Check the hash, or use another mirror."};
        }
        m_hashes[file] = *hash;
        return true;
    }

    const DownloadRequest& m_request;
    std::string m_base;
    fs::path m_part;
    std::stop_token m_stop;
    const DownloadProgress& m_progress;
    QNetworkAccessManager m_network;
    std::map<std::string, std::string> m_hashes;
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
    std::vector<std::string> bases{request.base};
    bases.insert(bases.end(), request.mirrors.begin(), request.mirrors.end());
    std::optional<Error> problem;
    for (const auto& base : bases) {
        fs::create_directories(part, failed);
        if (failed)
            return systemError(failed.value(), "The model folder could not be made", part.string());
        ModelFetch fetch(request, base, part, stop, progress);
        if (auto done = fetch.run(); !done) {
            // What another address may mend: the network, a file that is missing or was changed.
            const auto code = done.error().code;
            problem = done.error();
            if (code == ErrorCode::Io || code == ErrorCode::NotFound
                || code == ErrorCode::HashMismatch)
                continue;
            return done.error();
        }
        for (const auto& item : fs::directory_iterator(part, failed))
            if (item.path().extension() == ".etag")
                fs::remove(item.path(), failed);
        const SortedJson record{{"source", base + "/" + request.repository},
            {"revision", request.revision}, {"sha256", fetch.hashes()}};
        if (auto written = writeFileAtomic(part / "model.json", record.dump(2)); !written)
            return written.error();
        if (auto entry = describeModelFolder(part); !entry)
            return entry.error();
        fs::rename(part, target, failed);
        if (failed)
            return systemError(
                failed.value(), "The model could not be put in place", target.string());
        return library.find(request.name);
    }
    return *problem;
}

} // namespace evenspan
