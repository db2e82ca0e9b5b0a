// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/name_search.h"

#include "core/store/contained.h"
#include "core/store/row_walk.h"

namespace evenspan::store {

DocumentSet documentsNamed(
    Database& database, std::string_view text, const InterruptOnStop& interrupt) {
    interrupt.check();
    const Contained sought(text);
    DocumentSet found;
    walkRows(database,
        "SELECT id FROM document INDEXED BY document_name WHERE each_row(id, name, ?1)",
        [&](std::int64_t id, const RowValue& name) {
            if (sought.isIn(name.text()))
                found.insert(id);
            return true;
        });
    return found;
}

} // namespace evenspan::store
