// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/document_measures.h"

#include "core/store/reader.h"
#include "core/store/sqlite.h"
#include "core/store/writer_state.h"

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
        std::vector<DocumentMeasure> out;
        out.reserve(documents.size());
        for (const DocumentId id : documents) {
            interrupt.check();
            s.with(id.value).step();
            const auto number = [&](int column) {
                return s.isNull(column) ? std::nullopt : std::optional(s.real(column));
            };
            out.push_back({number(0), number(1)});
            s.reset();
        }
        return out;
    });
}

} // namespace evenspan::store
