// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <QNetworkAccessManager>
#include <QUrl>
#include <stop_token>
#include <string>

class QFile;
class QNetworkReply;
class QNetworkRequest;

namespace evenspan {

// Fetches one file over HTTP, going on after what `part` already holds. The server's ETag ties the
// part to the file it came from (If-Range, RFC 9110 section 13.1.5): a file that changed in between
// comes whole. Blocks; runs an event loop of its own.
class FileFetch {
public:
    static constexpr std::uint64_t kLargest = 20ull << 30; // bytes; no model's file is larger

    // `silence`: ms without a byte after which the server counts as gone.
    FileFetch(QNetworkAccessManager& network, QUrl url, std::filesystem::path part,
        std::stop_token stop, int silence);

    // False where the server has no such file. `progress` gets bytes so far and, where known, all.
    // Errors: Io (goes on when run again), NoSpace, ReadOnly, Unsafe (too large), Cancelled.
    Result<bool> run(const std::function<void(std::uint64_t, std::uint64_t)>& progress);

    // SHA-256 that the hub announces for a large file; empty where it announces none.
    const std::string& announcedSha256() const { return m_announced; }

private:
    Result<bool> receive(const QNetworkRequest& request,
        const std::function<void(std::uint64_t, std::uint64_t)>& progress);
    Result<bool> finish(QNetworkReply& reply, QFile& out, const std::optional<Error>& error);
    std::optional<Error> open(QFile& out, const QNetworkReply& reply, int status);
    void noteHash(const QNetworkReply& reply);

    QNetworkAccessManager& m_network;
    QUrl m_url;
    std::filesystem::path m_part;
    std::filesystem::path m_tagFile;
    std::stop_token m_stop;
    int m_silence;
    std::string m_announced;
    std::uint64_t m_from = 0;
    std::uint64_t m_total = 0;
};

} // namespace evenspan
