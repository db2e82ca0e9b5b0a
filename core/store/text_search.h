// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/document_set.h"
#include "core/store/sqlite.h"
#include "core/store/text_walk.h"

#include <memory>
#include <optional>
#include <string>

namespace evenspan::store {

inline constexpr std::size_t kLongestSought = 5'000; // bytes of a text that is sought

// The documents whose text contains a text or matches an expression; letters a–z in either case
// for the former. All that is read is the index of three letters each where that tells enough:
//  - a text of three characters and more by those that it is made of;
//  - one of one or two by those that begin with it, and by how the texts end (text_ends.h), which
//    the first such search learns while it reads every text;
//  - an expression by the longest stretch of plain characters in it.
// What holds more than that is read and looked at: the candidates, or, where these are many, every
// text in order, by two threads. A text is seen up to its first NUL. Throws Failure.
class TextSearch {
public:
    TextSearch(Database& database, const InterruptOnStop& interrupt);

    // Other documents are not asked for from now on.
    void setRange(const TextRange& range);

    // Right for the documents of the range and of `within` (null: for all); others may be missing
    // or too many. One object asks for one thing: what the index says of it is kept.
    DocumentSet containing(const std::string& text, const DocumentSet* within);
    DocumentSet matching(const std::string& expression, const DocumentSet* within);

private:
    struct Candidates {
        DocumentSet set;
        bool exact = false;
        std::int64_t upTo = 0; // the ids behind were not looked at
    };
    // `part`: stands in every text that is sought; all of it where `whole`.
    DocumentSet search(
        const std::string& part, bool whole, const TextTestMaker& make, const DocumentSet* within);
    // Nothing where the index cannot tell, or where there are so many that reading is quicker.
    std::optional<Candidates> candidates(const std::u32string& part, bool whole);
    std::optional<DocumentSet> holdingThrees(const std::u32string& part, std::int64_t most);
    std::optional<DocumentSet> holdingFewer(const std::u32string& part);
    bool beginning(const std::string& letters, DocumentSet& out); // false: too many
    void dropUnknown(DocumentSet& set);
    DocumentSet each(const DocumentSet& set, const TextTestMaker& make);
    bool few(const DocumentSet& set) const;

    Database& m_db;
    const InterruptOnStop& m_interrupt;
    TextEnds* m_ends; // null: of no use here
    std::int64_t m_last = 0; // the newest document
    TextRange m_range;
    bool m_looked = false; // m_candidates is what the index says
    std::optional<Candidates> m_candidates;
};

// Makes a connection that will only read ready for such searches: call it before it is told so.
// `ends`: what the connections of one project share.
void prepareTextSearch(Database& database, std::shared_ptr<TextEnds> ends);

} // namespace evenspan::store
