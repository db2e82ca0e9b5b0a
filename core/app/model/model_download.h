// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/model/model_library.h"

#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// What to fetch from a hub: files under <base>/<repository>/resolve/<revision>/<file>.
struct DownloadRequest {
    std::string base; // "https://…" of the hub or of a mirror, without a slash at its end
    std::string repository; // "owner/name"
    std::string revision; // a commit, 40 hexadecimal digits: a branch name can move
    std::string name; // under which the library keeps it
    // Addresses that are tried in turn where the one before fails or has other bytes.
    std::vector<std::string> mirrors;
    std::string proxy; // "http://host:port", "socks5://…"; empty: what the environment says
    int silence = 30000; // ms without a byte after which a hub counts as gone
    // Hashes that must hold, by file name; where none is given for the weights, the hash that the
    // hub announces for them is taken and recorded.
    std::map<std::string, std::string> sha256;
};

using DownloadProgress =
    std::function<void(const std::string& file, std::uint64_t done, std::uint64_t total)>;

// Fetches a model into the library. Blocks; runs its own event loop, so call it from a worker
// thread or from the command line. A part that was fetched before goes on where it stopped, if the
// hub still has the same file. Nothing enters the library before every hash holds.
// Errors: InvalidArgument (address or revision), NotFound, Unsafe (a file too large, a name that
// leaves the folder), HashMismatch, Io (network, a redirect to plain http or without end),
// Cancelled.
Result<ModelEntry> downloadModel(ModelLibrary& library, const DownloadRequest& request,
    std::stop_token stop = {}, const DownloadProgress& progress = {});

} // namespace evenspan
