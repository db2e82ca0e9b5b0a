// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/fairness/ratio.h"
#include "core/fairness/suppression.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

// What would become of each group if predicted entities below a score were dropped, by type: from
// stored predictions, without the model. Scores are in [0, 1]. To look only: the same cut for all
// groups may narrow one gap and widen another, and cuts of their own for groups may be unlawful.
namespace evenspan::fairness {

struct ScoredAnswer {
    std::uint32_t group = 0, type = 0;
    double score = 0;
    bool right = false;
};

struct WhatIfData {
    std::vector<std::string> groups, types;
    std::vector<ScoredAnswer> answers; // predicted entities, with the group that they count in
    std::vector<std::uint64_t> gold; // [groups × types]
    std::vector<std::uint64_t> clusters; // [groups] with a gold entity
    std::size_t unknown = std::size_t(-1); // of those without a value: never the worst, no gap
    LeastCounts least;
};

struct WhatIfGroup {
    std::string group;
    Assessment level = Assessment::Suppressed;
    // Nothing where undefined, and nothing at all of a group that is suppressed.
    std::optional<double> precision, recall, f1;
    std::optional<double> gap; // recall minus that of all other groups that are shown
    Tally tally; // zeros where suppressed
};
struct WhatIfAnswer {
    std::vector<WhatIfGroup> groups;
    Tally all; // every group, suppressed ones too
    std::optional<double> worst,
        widest; // smallest recall; largest minus smallest: assessable groups
};

class WhatIf {
public:
    // Sorts once; afterwards an answer takes a search a group and type, however many entities there
    // are. Errors: InvalidArgument (sizes that do not fit, a group, type or score out of range).
    static Result<WhatIf> make(WhatIfData data);
    // An entity stays where its score is at least its type's cut. Errors: InvalidArgument (not one
    // cut a type).
    Result<WhatIfAnswer> at(std::span<const double> cuts) const;

private:
    struct Column { // of a group and type, by score
        std::vector<double> scores;
        std::vector<std::uint64_t> rightFrom; // right ones among those from each place on
    };
    WhatIfData m_data; // without the answers
    std::vector<Column> m_columns;
    std::vector<Assessment> m_levels;
};

} // namespace evenspan::fairness
