// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

// What a run tells beside its numbers.
namespace evenspan::engine {

enum class Severity { Info, Warning, Error };

// Stable names of what happened; the window has its own words for each, the message is for a
// terminal. Events with a name are marked on the curves.
namespace note {
inline constexpr const char* kBest = "best"; // the best evaluation so far
inline constexpr const char* kWarmupEnd = "warmup_end"; // the learning rate is at its highest
inline constexpr const char* kScheduleEnd = "schedule_end"; // … and at its end
inline constexpr const char* kMemory = "memory"; // less at once from here on
inline constexpr const char* kOverflow = "overflow"; // a step of fp16 was left out
inline constexpr const char* kStoppedEarly = "stopped_early";
inline constexpr const char* kCheckpointFailed = "checkpoint_failed";
inline constexpr const char* kNotANumber = "not_a_number";
// Warnings of RunWatch.
inline constexpr const char* kLossExplodes = "loss_explodes";
inline constexpr const char* kNothingFound = "nothing_found";
inline constexpr const char* kOverfits = "overfits";
inline constexpr const char* kNeverPredicted = "never_predicted";
inline constexpr const char* kRateTooHigh = "rate_too_high";
} // namespace note

// A sentence of the validation split as the model reads it now.
struct ExampleSpan {
    std::uint32_t begin = 0, end = 0; // half-open, code points of RunExample::text
    std::string label;
    double score = 1; // mean probability of its words; 1 for gold
    bool operator==(const ExampleSpan&) const = default;
};
struct RunExample {
    std::int64_t document = 0;
    std::uint32_t sentence = 0; // in the document
    std::string text; // its words, with one blank where the document has any; may be cut
    bool cut = false; // the sentence is longer
    std::vector<ExampleSpan> gold, predicted;
    double score = 0; // how sure the model is, in (0, 1]
    bool agrees = false; // predicted is gold
    bool operator==(const RunExample&) const = default;
};

} // namespace evenspan::engine
