// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <cstdint>
#include <map>
#include <stop_token>
#include <string>

// How far labelling is, and how fast it goes. Documents in the trash count nowhere.
namespace evenspan::store {

class Reader;

// Over the documents on which active time was measured.
struct Pace {
    std::int64_t milliseconds = 0; // active time of everybody
    std::int64_t entities = 0; // accepted, but not those that an import brought
    bool operator==(const Pace&) const = default;

    // Entities an hour; 0 in the first minute, which says nothing yet.
    double perHour() const {
        return milliseconds < 60'000
            ? 0
            : static_cast<double>(entities) * 3.6e6 / static_cast<double>(milliseconds);
    }
};
Result<Pace> pace(Reader& reader, std::stop_token stop = {});

struct StateProgress {
    std::int64_t documents = 0;
    std::int64_t milliseconds = 0; // active time on them
    bool operator==(const StateProgress&) const = default;
};
struct LabelCounts {
    std::int64_t accepted = 0;
    std::int64_t suggested = 0; // waiting
    std::int64_t rejected = 0;
    bool operator==(const LabelCounts&) const = default;
};
struct Progress {
    Pace pace;
    std::map<DocumentState, StateProgress> states; // every state
    std::map<std::string, LabelCounts> labels; // in use, or with spans
    bool operator==(const Progress&) const = default;
};
// Reads every open and rejected suggestion: for a page that was asked for, not for each edit.
Result<Progress> progress(Reader& reader, std::stop_token stop = {});

} // namespace evenspan::store
