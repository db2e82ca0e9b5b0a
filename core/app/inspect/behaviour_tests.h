// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/app/runs/open_run.h"
#include "core/base/types.h"
#include "core/metrics/wilson.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace evenspan {

struct ReadSentence; // core/app/inspect/inspect_text.h
namespace store {
class Reader;
class Writer;
} // namespace store

// Tests of behaviour in the three kinds of CheckList (Ribeiro et al. 2020, arXiv 2005.04118,
// section 2): what every run must be able to do, whatever its score on a test split.
enum class BehaviourKind {
    Minimum, // exactly the marked spans are tagged in the text
    Invariance, // a change of the text leaves the tags as they were
    Direction, // in another text the run is surer, or less sure, of a label
};
const char* behaviourKindName(BehaviourKind kind); // "minimum", "invariance", "direction"
std::optional<BehaviourKind> behaviourKindOf(std::string_view name);

// Changes that an invariance test makes. All but Swap leave the words of entities alone, but for
// their case.
enum class TextChange {
    Lower, // all letters small
    Upper, // all letters large
    Typos, // two neighbouring letters exchanged in one word outside of entities
    Punctuation, // the last mark dropped, or a full stop added; quotation marks around the whole
    Swap, // an entity replaced by another name of its label
    Negated, // "It is not true that …" before it
};
inline constexpr TextChange kAllTextChanges[] = {TextChange::Lower, TextChange::Upper,
    TextChange::Typos, TextChange::Punctuation, TextChange::Swap, TextChange::Negated};
const char* textChangeName(TextChange change); // "lower", "upper", "typos", …
std::optional<TextChange> textChangeOf(std::string_view name);

struct MarkedSpan {
    CodePointRange range; // of the text
    std::string label;
    auto operator<=>(const MarkedSpan&) const = default;
};
struct MarkedText {
    std::string text;
    std::vector<MarkedSpan> spans; // sorted, apart
    bool operator==(const MarkedText&) const = default;
};
// "[Ana Ruiz](PER) lives in [Oslo](LOC)." as one types it: a span in square brackets, its label in
// round ones right behind. A backslash takes the meaning from the sign behind it; a bracket that is
// followed by no label is text. Errors: BadEncoding, BadFormat (an empty span or label).
Result<MarkedText> parseMarked(std::string_view typed);
std::string writeMarked(const MarkedText& text);

struct BehaviourTest {
    std::string name; // unique in the project
    BehaviourKind kind = BehaviourKind::Minimum;
    MarkedText text; // Direction: exactly one span
    std::vector<TextChange> changes; // Invariance: at least one
    std::map<std::string, std::vector<std::string>> names; // Swap, by label; else the project's
    MarkedText other; // Direction: exactly one span
    bool rises = false; // Direction: the run must be surer of `other`'s span; else less sure
    double least = 0; // by how much, a difference of probabilities in [0, 1]
    bool operator==(const BehaviourTest&) const = default;
};
// Errors: InvalidArgument with what is missing.
Result<void> checkBehaviourTest(const BehaviourTest& test);

// Format "evenspan.behaviour.1": {"format", "tests": [{"name", "kind", "text", …}]} with marked
// texts. Errors of the second: BadFormat with the number of the test, InvalidArgument.
std::string behaviourTestsToJson(const std::vector<BehaviourTest>& tests);
Result<std::vector<BehaviourTest>> behaviourTestsFromJson(std::string_view json);

// A project keeps its tests in its setting "behaviour". Errors: Corrupt.
Result<std::vector<BehaviourTest>> keptBehaviourTests(store::Reader& reader);
Result<void> keepBehaviourTests(store::Writer& writer, const std::vector<BehaviourTest>& tests);
// `name`, or with a number behind it where a test has it.
std::string freeTestName(const std::vector<BehaviourTest>& tests, const std::string& name);

// Adds `more` where the same test is not there yet; a name that is taken gets a number. How many
// were there already.
std::size_t mergeBehaviourTests(std::vector<BehaviourTest>& tests, std::vector<BehaviourTest> more);

// A text that an invariance test compares with its own, and where the spans of the one lie in the
// other.
struct TextVariant {
    TextChange change = TextChange::Lower;
    std::string text;
    // What stands in the place of a range of the first text, sorted; what lies between moves along.
    struct Edit {
        CodePointRange from;
        std::uint32_t length = 0; // code points now
    };
    std::vector<Edit> edits;
    CodePointRange moved(CodePointRange range) const;
};
// At most `most` of each change, the same ones each time. `names`: for Swap, where the test has
// none of its own.
std::vector<TextVariant> variantsOf(const BehaviourTest& test,
    const std::map<std::string, std::vector<std::string>>& names, std::size_t most = 4);

// One comparison of a test. `expected` and `found` are in `text`.
struct BehaviourCheck {
    std::optional<TextChange> change; // Invariance
    std::string text;
    std::vector<MarkedSpan> expected, found;
    double before = 0, after = 0; // Direction: probability of the label there
    bool passed = false;
};
struct BehaviourResult {
    std::string name;
    BehaviourKind kind = BehaviourKind::Minimum;
    std::vector<BehaviourCheck> checks; // none: nothing could be changed, so nothing is said
    bool passed() const; // all checks
    std::size_t failed() const;
};
struct BehaviourReport {
    std::string run;
    std::int64_t runFinished = 0; // later the weights are others
    std::vector<BehaviourResult> results; // in the order of the tests
    // Tests that pass, of those with a check: 95 % intervals of Wilson (core/metrics/wilson.h).
    // Checks of one test hang together, so tests are what is counted.
    Proportion rate() const;
    Proportion rate(BehaviourKind kind) const;
    std::size_t tests(std::optional<BehaviourKind> kind = {}) const; // with a check
};
nlohmann::ordered_json behaviourReportToJson(const BehaviourReport& report);
Result<BehaviourReport> behaviourReportFromJson(const std::string& json); // Corrupt

// The newest report of each run, in its setting "behaviour:ID". Unset: there is none, or its
// weights were others.
Result<std::optional<BehaviourReport>> keptBehaviourReport(
    store::Reader& reader, const store::RunRow& run);
Result<void> keepBehaviourReport(store::Writer& writer, RunId run, const BehaviourReport& report);

// How a model reads a text: core/app/inspect/inspect_text.h.
using TextReading = std::function<Result<std::vector<ReadSentence>>(const std::string& text)>;
// `tags`: names of the model's classes. Errors: those of `read`.
Result<BehaviourResult> tryBehaviour(const BehaviourTest& test,
    const std::map<std::string, std::vector<std::string>>& names,
    const std::vector<std::string>& tags, const TextReading& read);

// Runs tests on a run of the project; the report is not kept. Errors: Empty (no test), those of
// openRun and inspectText, Cancelled.
Result<BehaviourReport> runBehaviourTests(store::Project& project,
    const std::filesystem::path& engine, const std::string& run,
    const std::vector<BehaviourTest>& tests, std::stop_token stop = {},
    const std::function<void(std::size_t done, std::size_t total)>& progress = {});

// Up to 40 names of each label, as they stand in accepted spans of the project, sorted.
Result<std::map<std::string, std::vector<std::string>>> namesByLabel(
    store::Reader& reader, std::stop_token stop = {});

} // namespace evenspan
