// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/mention_errors.h"
#include "core/app/runs/evaluate_run.h"
#include "core/fairness/assess.h"
#include "core/fairness/suite.h"

#include <functional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// Groups beyond which a matrix of swaps cannot be read and is left out.
constexpr std::size_t kSwapGroups = 10;

// An evaluation with everything by which an audit can put it into groups.
struct AuditData {
    Evaluation evaluation;
    MentionErrors errors;
    std::map<std::int64_t, std::map<std::string, std::string>> metadata; // of each document
    std::vector<std::string> types; // sorted, of either side
    std::map<std::string, double> pieces; // sub-words of each word of a gold mention
};

// Fills `metadata` for the documents of the evaluation.
Result<void> readMetadata(AuditData& data, store::Reader& reader, const std::stop_token& stop);
// One group for everything.
fairness::GroupTable wholeTable(const AuditData& data);
// Groups of documents: `groupOf` gives a document's group, "" where it is not known. `also`: groups
// that are listed even if nothing is in them.
using DocumentGroup = std::function<std::string(std::int64_t document)>;
fairness::GroupTable documentTable(const AuditData& data, const std::string& id,
    const std::string& source, const DocumentGroup& groupOf, std::vector<std::string> also = {});
// Groups of gold mentions: `groupOf` gives a mention's group, "" where it has none. A wrong
// prediction that overlaps gold mentions counts with the first of them; others have no group.
using MentionGroup =
    std::function<std::string(const MentionError& place, const DescribedMention& gold)>;
fairness::GroupTable mentionTable(const AuditData& data, const std::string& id,
    const std::string& source, const MentionGroup& groupOf, std::vector<std::string> also = {});

// Ways to group that need nothing but the text: "casing", "length", "position", "script", "seen"
// (the usual), and those of audit_slices.h.
std::vector<std::string> structureNames();
std::vector<std::string> usualStructures();
// Whether its groups would be people who labelled: no audit has those.
bool namesAnnotators(const std::string& way);
// The same ways with "meta:" before a metadata column that was given by its plain name; several
// with a plus between them are taken together (core/fairness/crossed_ways.h). Errors:
// InvalidArgument (a way that there is not: those there are; one together with itself).
Result<std::vector<std::string>> waysToGroup(
    store::Reader& reader, std::vector<std::string> groups, const std::stop_token& stop);
// Words of the split that stand outside every entity and in lower case.
std::set<std::string, std::less<>> ordinaryWords(const AuditData& data);

// What a suite's sentences gave.
struct SuiteRun {
    fairness::GroupTable table;
    std::vector<fairness::CrossedRow>
        everyTemplate; // as table.crossed, with those that tell nothing
    struct Found { // a name that was found in a template that tells something
        std::uint32_t group = 0;
        double score = 0;
    };
    std::vector<Found> found;
    fairness::AuditSuite facts; // with the linter's remarks
    std::vector<fairness::AuditTemplateCell> templates;
    std::vector<fairness::AuditSwap> swaps; // not yet adjusted
    std::uint64_t unaligned = 0; // sentences whose slot is not words of its own: left out
};
struct SuiteWords; // suite_sentences.h
// `words`: ordinary words of the project in lower case, for the linter. `keep`: takes what the
// model gives for each word; null: nothing is kept. Errors: LabelMismatch (the run does not know
// the slot's label), Cancelled, those of predict.
Result<SuiteRun> runSuite(OpenRun& run, const fairness::Suite& suite, bool viterbi,
    const std::set<std::string, std::less<>>& words, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress, SuiteWords* keep = nullptr);

} // namespace evenspan
