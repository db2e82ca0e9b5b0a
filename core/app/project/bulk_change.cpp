// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/bulk_change.h"

#include "core/store/writer.h"

#include <algorithm>

namespace evenspan {

Result<void> changeInPieces(store::Writer& writer, const std::string& name,
    std::span<const DocumentId> documents,
    const std::function<Result<void>(std::span<const DocumentId>)>& change, std::stop_token stop,
    const std::function<void(std::uint64_t done, std::uint64_t total)>& progress) {
    return writer.group(name, [&]() -> Result<void> {
        for (auto rest = documents; !rest.empty();) {
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, "Stopped; nothing was changed", {}, {}};
            const auto piece = rest.first(std::min(rest.size(), kBulkPiece));
            if (auto done = change(piece); !done)
                return done;
            rest = rest.subspan(piece.size());
            if (progress)
                progress(documents.size() - rest.size(), documents.size());
        }
        return {};
    });
}

} // namespace evenspan
