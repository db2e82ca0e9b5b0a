// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/document_measures.h"

#include "core/store/reader.h"
#include "core/store/sqlite.h"
#include "core/store/writer_state.h"

#include <unordered_map>

namespace evenspan::store {

Result<std::vector<DocumentMeasure>> documentMeasures(
    Reader& reader, const std::vector<DocumentId>& documents, std::stop_token stop) {
    return guard([&] {
        Database& db = reader.database();
        InterruptOnStop interrupt(db, stop);
        ReadTransaction view(db);
        Statement s =
            db.prepare("SELECT (SELECT max(score) FROM span WHERE document = ?1 AND state = 1), "
                       "(SELECT value FROM uncertainty WHERE document = ?1)");
        // As core/app/inspect/learning_order.h keeps it; read once for all of them.
        std::unordered_map<std::int64_t, std::int64_t> places;
        for (const DocumentId id : documents)
            places.try_emplace(id.value, 0);
        Statement order = db.prepare("SELECT j.value, j.key FROM setting s, json_each(s.value, "
                                     "'$.order') j WHERE s.key = 'learning_order'");
        while (order.step())
            if (const auto found = places.find(order.integer(0)); found != places.end())
                found->second = order.integer(1) + 1;
        std::vector<DocumentMeasure> out;
        out.reserve(documents.size());
        for (const DocumentId id : documents) {
            interrupt.check();
            s.with(id.value).step();
            const auto number = [&](int column) {
                return s.isNull(column) ? std::nullopt : std::optional(s.real(column));
            };
            const std::int64_t place = places[id.value];
            out.push_back({number(0), number(1), place > 0 ? std::optional(place) : std::nullopt});
            s.reset();
        }
        return out;
    });
}

} // namespace evenspan::store
