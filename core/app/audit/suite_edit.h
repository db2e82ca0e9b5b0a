// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/suite_tables.h"
#include "core/fairness/suite_draft.h"
#include "core/store/writer.h"

namespace evenspan {

// The names of the project's own suites, and of those that are not finished. A suite may be both:
// an audit takes it as it was when it last had no mistake.
struct SuiteNames {
    std::vector<std::string> own, unfinished;
    bool holds(const std::string& name) const; // either
};
Result<SuiteNames> ownSuites(store::Reader& reader);

// A line of the list of suites. A shipped suite that the project has a copy of under its own name
// stands there once, as the project's.
struct SuiteLine {
    SuiteSummary summary; // of what is being written, where it is unfinished
    bool unfinished = false;
    std::string problem; // what is wrong with one that cannot be read; else empty
};
// The project's own first, each kind in the order of its names.
Result<std::vector<SuiteLine>> suiteLines(
    store::Reader& reader, const std::filesystem::path& shipped);

// What there is to edit: the unfinished table where there is one, else the suite. Errors: those of
// openSuite.
struct OpenDraft {
    fairness::SuiteDraft draft;
    bool own = false, unfinished = false;
};
Result<OpenDraft> openDraft(
    store::Reader& reader, const std::filesystem::path& shipped, const std::string& name);

// Keeps what was written, as one step that undo takes back: as the project's suite where nothing is
// wrong with it, else beside it, and the suite stays as it was. Says which. `replaced` is the name
// it had before, which is then gone.
Result<bool> keepDraft(
    store::Writer& writer, const fairness::SuiteDraft& draft, const std::string& replaced = {});
// One that has no mistake, such as from a file. One step.
Result<void> keepSuite(store::Writer& writer, const fairness::Suite& suite);
// A shipped suite of the name is seen again. One step. Errors: NotFound.
Result<void> removeDraft(store::Writer& writer, const std::string& name);

// "given names", "given names 2", …: one that no suite has.
std::string freeSuiteName(const std::string& wish, const std::vector<std::string>& taken);

} // namespace evenspan
