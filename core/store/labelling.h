// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::store {

class Reader;
class Writer;

// What a batch of suggestions came to.
struct SuggestionOutcome {
    std::int64_t added = 0;
    std::int64_t duplicates = 0; // already there, as a label or as a suggestion
    std::int64_t rejected = 0; // somebody rejected the same range and label before
    bool operator==(const SuggestionOutcome&) const = default;
};

// What a change of a label touches, in documents that are not in the trash.
struct LabelImpact {
    std::int64_t documents = 0; // with at least one span of the label, whatever its state
    std::int64_t accepted = 0;
    std::int64_t suggested = 0;
    std::int64_t rejected = 0;
    bool operator==(const LabelImpact&) const = default;
};

// `Label “Acme” as ORG`: the text in one line, cut to 24 code points. `places` above 1 is added.
std::string stepName(
    std::string_view verb, std::string_view excerpt, std::string_view label, std::size_t places);

// The commands of labelling, each one undo step over the writer's own commands, whatever the number
// of spans. `excerpt` is the text that the first span covers (the caller has it on the screen); it
// is only used for the step's name. Ranges are half-open, in code points.
//
// Errors as Writer's; after one nothing has changed. Calls may come from any thread.
class Labelling {
public:
    explicit Labelling(Writer& writer)
        : m_writer(writer) { }

    // Ids in the order of `spans`.
    Result<std::vector<SpanId>> add(std::span<const SpanRow> spans, std::string_view excerpt);
    Result<void> remove(std::span<const SpanId> spans, std::string_view excerpt);
    Result<void> relabel(
        std::span<const SpanId> spans, const std::string& label, std::string_view excerpt);
    // Both refuse spans that are no suggestions (InvalidArgument). A rejected one stays in the
    // project, so that addSuggestions() knows it.
    Result<void> accept(std::span<const SpanId> suggestions, std::string_view excerpt);
    Result<void> reject(std::span<const SpanId> suggestions, std::string_view excerpt);

    // Stores what is new as suggestions, whatever state the rows carry. `name` is the undo step's.
    Result<SuggestionOutcome> addSuggestions(
        const std::string& name, std::span<const SpanRow> spans);
    // Documents among these that nobody had begun count as suggested from now on; others keep their
    // state.
    Result<void> markSuggested(std::span<const DocumentId> documents);
    // Accepts every suggestion with a score of at least `score` in documents that match; those
    // without a score are left alone. Returns how many: what countOpen() promised, unless
    // somebody changed the project in between. Time grows with the spans of the matches.
    Result<std::int64_t> acceptFrom(const DocumentFilter& filter, double score);

    // Spans of `from` become spans of `into`; where both stand on one range of one layer, one is
    // left (the accepted one, else `into`'s). Then `from` is archived. Returns the number of spans
    // that changed or went. InvalidArgument where both are the same label.
    Result<std::int64_t> mergeLabels(const std::string& from, const std::string& into);

private:
    Writer& m_writer;
};

// NotFound. Reads the label's spans.
Result<LabelImpact> labelImpact(Reader& reader, LabelId label, std::stop_token stop = {});

} // namespace evenspan::store
