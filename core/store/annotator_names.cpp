// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/annotator_names.h"

#include "core/schema/annotators.h"
#include "core/store/reader.h"
#include "core/store/reader_query.h"
#include "core/store/writer_state.h"

#include <set>

namespace evenspan::store {

Result<std::vector<std::string>> annotatorNames(Reader& reader, std::stop_token stop) {
    return guard([&] {
        Database& db = reader.database();
        InterruptOnStop interrupt(db, stop);
        // The index folds letter case: of lists that differ in it alone, each is met by itself.
        Statement s = db.prepare(
            "SELECT DISTINCT m.value COLLATE BINARY FROM document_meta m CROSS JOIN document d ON "
            "d.id = m.document WHERE m.key = ? AND d.hidden = 0");
        s.with(kAnnotatorsKey);
        std::set<std::string> names;
        while (s.step())
            for (auto& name : readAnnotators(s.string(0)))
                names.insert(std::move(name));
        return std::vector<std::string>(names.begin(), names.end());
    });
}

} // namespace evenspan::store
