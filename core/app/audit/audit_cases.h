// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/run_audit.h"
#include "core/app/inspect/slot_answer.h"

#include <optional>
#include <set>

namespace evenspan {

// Which sentences of an audit: those behind one of its figures, where names were put into sentences
// or the groups are ones that the inspection page has no column for.
struct CaseWish {
    // "suite:NAME", "swap:LABEL:LIST", "list:NAME", "structure:frequency", "structure:polysemy"
    std::string dimension;
    std::string group; // of the names in their place; of suites and swaps, empty: every group
    // The same sentences with names of this group are asked, too, and only those whose answer is
    // another are listed. "" is the name as written, in the project's own sentences.
    std::optional<std::string> from;
    std::string pattern; // id of a suite's sentence; empty: every one
    std::set<SlotAnswer::Kind> answers; // empty: any
    enum class Change { Any, Lost, Gained } change = Change::Any; // where `from` is set
    bool operator==(const CaseWish&) const = default;
};

// What the run said of a name.
struct CaseAnswer {
    std::string name; // that stood there
    SlotAnswer::Kind kind = SlotAnswer::Kind::Missed;
    std::string said; // label of what it found there, of the first where several; empty: nothing
    double score = 0; // of what is right
    bool right() const { return kind == SlotAnswer::Kind::Right; }
};

struct AuditCase {
    std::string group, pattern; // pattern: of a suite
    std::string text; // the sentence with the name; of a swap, its words with blanks between them
    CaseAnswer answer;
    std::optional<CaseAnswer> before; // with the name of `from`
    // Where it stands as written; document 0: a suite's sentence.
    DocumentId document;
    std::uint32_t sentence = 0;
    Mention mention; // words of it
};

// What the run says of each name of a suite in each of its sentences: whether a name is hard
// everywhere, or a sentence for every name.
struct NameMap {
    struct Row {
        std::string name, group;
        // Of each pattern; unset: the name is no words of its own there.
        std::vector<std::optional<SlotAnswer::Kind>> answers;
    };
    std::vector<std::string> patterns; // ids, in the suite's order
    std::vector<Row> rows; // in the suite's order
};

struct AuditCases {
    std::vector<AuditCase> cases; // the first `most`
    std::uint64_t found = 0; // that the wish holds for
    std::uint64_t asked = 0; // sentences that the run was asked about
    NameMap map; // of a suite, without `from`: whatever `answers` are wanted, and all of them
};

// Asks the run of the audit again, about the sentences behind the figure alone (of swaps: about the
// split, too), with the present lists, labels and weights. Nothing is kept. Blocks; stops within a
// batch. Errors: NotFound (the audit has no such groups, or there is no such group), those of
// runAudit.
Result<AuditCases> auditCases(store::Project& project, const std::filesystem::path& engine,
    const AuditRequest& request, const CaseWish& wish, std::size_t most = 2000,
    std::stop_token stop = {}, const std::function<void(const AuditProgress&)>& progress = {});

// Where the swapped name of a case stands in its document, in code points. NotFound where the
// document has changed so that there are no such words.
Result<CodePointRange> placeOf(store::Reader& reader, const AuditCase& one);

} // namespace evenspan
