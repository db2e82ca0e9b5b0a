// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/inspection_keys.h"

namespace evenspan {

std::string inspectionKey(RunId run, bool undecided, const std::string& split) {
    return "inspection." + std::to_string(run.value) + "." + (undecided ? "undecided" : "decided")
        + "." + split;
}

std::vector<std::string> inspectionKeys(RunId run, const std::string& split) {
    return {inspectionKey(run, false, split), inspectionKey(run, true, split),
        inspectionKey(run, true, "")};
}

} // namespace evenspan
