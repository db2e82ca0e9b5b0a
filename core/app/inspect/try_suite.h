// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/inspect_text.h"
#include "core/fairness/suite.h"

namespace evenspan {

// A name or a sentence tried in a suite before it stands there: the text to ask a run about, one
// sentence a line, and where in it the names are.
struct TrialSentence {
    std::string group; // of the name; empty: the name that is tried
    std::string text;
    CodePointRange slot; // in the whole text
};
struct Trial {
    std::string text;
    std::string label; // of the slots
    std::vector<TrialSentence> sentences;
};
// `name`: in the pattern, or in each of the suite's where there is none. `pattern`: with the first
// `most` names of each group, in the order of the suite. Either may be empty. Errors:
// InvalidArgument (both are empty; a pattern without one "{name}"; a line end in one of them).
Result<Trial> makeTrial(const fairness::Suite& suite, const std::string& name,
    const std::string& pattern, std::size_t most = 20);

enum class TrialAnswer { Found, OtherType, Borders, Missed };
// What a run says of each sentence's name, from its reading of the whole text.
std::vector<TrialAnswer> trialAnswers(const Trial& trial, const std::vector<ReadSentence>& reading);

} // namespace evenspan
