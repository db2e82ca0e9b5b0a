// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/exporter.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// CoNLL-U (universaldependencies.org/format.html) and CoNLL-U Plus (…/ext-format.html).
//
// The text comes back exactly by the fields that UDPipe made known (ufal.mff.cuni.cz/udpipe):
// SpaceAfter=No, SpacesBefore, SpacesAfter and SpacesInToken in MISC, with \s \t \r \n \p \\ for
// blank, tab, line ends, bar and backslash. Sentences without a word on it are parted by a line
// end, paragraphs by two. A word whose surface is a range ("1-2") is one word, empty nodes are
// none.
//
// Entities stand in MISC as NER=B-PER, or in CoNLL-U Plus in the column whose name ends in NER.
// Beside the standard comments: "# split = ", "# state = ", "# meta KEY = VALUE", "# only_text = "
// of a document without words, with values as conll_dialect.h quotes them.
namespace evenspan::io {

class ReadJob;

constexpr std::string_view kConlluNer = "NER";

Result<void> readConllu(ReadJob& job);
std::unique_ptr<DocumentWriter> makeConlluWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept);
std::unique_ptr<DocumentWriter> makeConlluPlusWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept);

std::string escapeSpaces(std::string_view text);
std::string unescapeSpaces(std::string_view text);

// Which column is what; from the first lines of a file.
struct ConlluColumns {
    std::size_t count = 10, id = 0, form = 1;
    std::optional<std::size_t> misc = 9, ner;
    bool plus = false;
    std::vector<std::string> names;
};
// Nothing where ID or FORM is missing.
std::optional<ConlluColumns> conlluColumns(std::string_view globalColumns);

} // namespace evenspan::io
