// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/formats.h"

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace evenspan::io {

constexpr int kJsonDepth = 64;

// One value of a text. `line` is that of its first character in its file. Errors: BadFormat with
// line and column (RFC 8259 broken or cut short, deeper than kJsonDepth, a number beyond what a
// double holds, half a surrogate pair, a key twice in one object), BadEncoding.
Result<nlohmann::json> parseJson(
    std::string_view text, const std::string& file, std::uint64_t line = 1);

// Gets a record and the line that it begins on. An error ends the reading.
using RecordSink = std::function<Result<void>(nlohmann::json&& record, std::uint64_t line)>;

// How much of a record's part is built: the value, of an array the number of its elements (nulls
// stand for them), or nothing; or of an array its strings or its elements' places in a few bytes,
// see json_packed.h. Words that are not all strings, and what is no array, are built as All.
enum class RecordPart { All, Size, None, Words, Places };
using RecordParts = std::function<RecordPart(const std::string& key)>;

struct RecordShape {
    // Records are the elements of the array under this key of the file's one object, and of no
    // other; without that array there is none.
    const char* list = nullptr;
    RecordParts keep; // unset: all of every record
    // Where a file has one record a line: sees each line first, as sound UTF-8 without NUL. False:
    // and has done nothing, so that it is read as any other.
    std::function<Result<bool>(std::string_view record, std::uint64_t line)> quick = {};
    // Set where records have Evenspan's own part, see takeOwnPart(): its lists are kept in a few
    // bytes. "": it is a part of the record itself; else of the object under this key of it.
    const char* own = nullptr;
};

// The records of a file, one after another, however they are laid out: one a line; the elements of
// one array; or those of an array under "data", "rows", "examples" or "annotations" in one object
// that is no record itself. Memory does not grow with the number of records. A line that cannot be
// read goes to ReadJob::problem(), and so does a key that stands twice (the last one counts);
// inside one big value an error ends the reading. Shows progress, and stops.
Result<void> readRecords(ReadJob& job, const RecordSink& sink, const RecordShape& shape = {});

// The first record of a file's start, for a look; nothing where there is none.
std::optional<nlohmann::json> firstRecord(const FileHead& head);

// Parts of a record; nothing where there is no such key or it has another type.
const nlohmann::json* member(const nlohmann::json& record, const char* key);
const nlohmann::json* arrayIn(const nlohmann::json& record, const char* key);
const std::string* stringIn(const nlohmann::json& record, const char* key);
std::optional<std::int64_t> wholeNumberOf(const nlohmann::json& value);
std::optional<std::int64_t> wholeIn(const nlohmann::json& record, const char* key);
// As metadata keep it: a string as it is, null as "", everything else as JSON.
std::string plainText(const nlohmann::json& value);

// A text that the project can keep: not "", no NUL character.
bool usableText(const std::string& text);

// What a record of another tool's format cannot say, under the key "evenspan" beside what it can:
//   {"name", "split", "state", "metadata", "tokens": [begin, end, …], "sentences": [first word, …]}
// `spare`: metadata that the format has no place for.
nlohmann::ordered_json ownPart(
    const DocumentDraft& document, const std::map<std::string, std::string>& spare = {});
// Takes it out of `record`, whose lists may be packed, into the document, whose text is set. True
// where it gives a state.
bool takeOwnPart(
    nlohmann::json& record, DocumentDraft& document, ReadJob& job, const std::string& where);

} // namespace evenspan::io
