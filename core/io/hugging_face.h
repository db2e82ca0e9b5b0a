// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/conll_dialect.h"
#include "core/io/formats.h"

#include <functional>
#include <nlohmann/json_fwd.hpp>

// Rows of words and tags as `datasets` keeps them in JSON (huggingface.co/docs/datasets): "tokens"
// beside tags as strings, or as numbers of a list of names that stands outside the rows. There are
// no blanks: the words are joined.
namespace evenspan::io {

// The key of a record's words; "" where it has none.
std::string rowWordKey(const nlohmann::json& record);
// The column as long as the words whose values are tags or numbers; one named so goes first.
std::string rowTagKey(const nlohmann::json& record, std::size_t words);
// "O,B-PER,…", or a file: JSON (a list, or anything with "names" or "id2label" in it) or lines.
Result<std::vector<std::string>> tagNamesFrom(const std::string& setting);

// What the error says where names are needed: by the setting "names".
constexpr const char* kTagsAreNumbers =
    "The tags are numbers, and the file does not hold their names";

int sniffHuggingFace(const FileHead& head, std::vector<std::string>& reasons);
// The scheme of the tags is known when all were read: rows of `most` bytes wait for it in memory,
// and where they are more the file is read again.
constexpr std::size_t kRowsWait = std::size_t{96} << 20;
Result<void> readHuggingFace(ReadJob& job, std::size_t most = kRowsWait);

// The document that the words of a row make, as a reader finds it.
DocumentDraft rowDocument(WordJoiner& words);
// Adds its entities, of which the first word of the row is `first`. `lost`, where set, is called
// for each of words without characters, which is left out.
void addEntities(DocumentDraft& document, std::vector<Mention>& mentions, std::uint32_t first = 0,
    const std::function<void()>& lost = {});

} // namespace evenspan::io
