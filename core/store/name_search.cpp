// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/name_search.h"

#include <array>
#include <exception>
#include <memory>
#include <sqlite3.h>

namespace evenspan::store {

namespace {

constexpr const char* kPointer = "evenspan names"; // the kind of pointer that the function takes

constexpr std::array<char, 256> kSmall = [] {
    std::array<char, 256> out{};
    for (int c = 0; c < 256; ++c)
        out[std::size_t(c)] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return out;
}();

char small(char c) {
    return kSmall[static_cast<unsigned char>(c)];
}

struct Search {
    NamePattern pattern;
    DocumentSet found;
    std::exception_ptr failure; // no exception may cross SQLite
};

// gather_named(id, name, search): takes the id where the name fits, and is never true.
void gather(sqlite3_context* context, int, sqlite3_value** values) {
    auto* search = static_cast<Search*>(sqlite3_value_pointer(values[2], kPointer));
    if (!search) {
        sqlite3_result_error(context, "gather_named() is for the program alone", -1);
        return;
    }
    sqlite3_result_int(context, 0);
    // A text as it lies there: no copy is made for a terminating zero.
    const auto* bytes = static_cast<const char*>(sqlite3_value_blob(values[1]));
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[1]));
    if (!search->pattern.isIn({size ? bytes : "", size}))
        return;
    try {
        search->found.insert(sqlite3_value_int64(values[0]));
    } catch (...) {
        search->failure = std::current_exception();
        sqlite3_result_error_nomem(context); // ends the walk
    }
}

} // namespace

NamePattern::NamePattern(std::string_view text)
    : m_text(text) {
    for (char& c : m_text)
        c = small(c);
}

bool NamePattern::isIn(std::string_view name) const {
    const std::size_t size = m_text.size();
    if (size == 0)
        return true;
    if (size > name.size())
        return false;
    const char first = m_text.front();
    const char* const last = name.data() + (name.size() - size);
    for (const char* at = name.data(); at <= last; ++at) {
        if (small(*at) != first)
            continue;
        std::size_t same = 1;
        while (same < size && small(at[same]) == m_text[same])
            ++same;
        if (same == size)
            return true;
    }
    return false;
}

DocumentSet documentsNamed(
    Database& database, std::string_view text, const InterruptOnStop& interrupt) {
    interrupt.check();
    Search search{NamePattern(text), {}, {}};
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(database.handle(),
        "SELECT id FROM document INDEXED BY document_name WHERE gather_named(id, name, ?)", -1,
        &statement, nullptr);
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> owner(
        statement, sqlite3_finalize);
    if (code == SQLITE_OK)
        code = sqlite3_bind_pointer(statement, 1, &search, kPointer, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement); // no row passes: this is the whole walk
    if (search.failure)
        std::rethrow_exception(search.failure);
    if (code != SQLITE_DONE)
        database.fail(code);
    return std::move(search.found);
}

int addNameSearch(sqlite3* database) {
    return sqlite3_create_function_v2(database, "gather_named", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY,
        nullptr, gather, nullptr, nullptr, nullptr);
}

} // namespace evenspan::store
