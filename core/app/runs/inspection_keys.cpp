// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/inspection_keys.h"

namespace evenspan {

std::string inspectionKey(RunId run, bool undecided, const std::string& split) {
    return "inspection." + std::to_string(run.value) + "." + (undecided ? "undecided" : "decided")
        + "." + split;
}

// The plain mean goes without saying: projects of before there was a choice hold it.
std::string inspectionStamp(std::int64_t runFinished, const Scoring& scoring) {
    const std::string finished = std::to_string(runFinished);
    return scoring == Scoring{} ? finished : finished + " " + scoringText(scoring);
}

std::optional<Scoring> stampedScoring(const std::string& stamp) {
    if (stamp.empty())
        return std::nullopt;
    const auto blank = stamp.find(' ');
    return blank == std::string::npos ? Scoring{}
                                      : parseScoring(std::string_view(stamp).substr(blank + 1));
}

std::vector<std::string> inspectionKeys(RunId run, const std::string& split) {
    return {inspectionKey(run, false, split), inspectionKey(run, true, split),
        inspectionKey(run, true, "")};
}

} // namespace evenspan
