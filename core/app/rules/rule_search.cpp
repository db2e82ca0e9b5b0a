// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/rules/rule_search.h"

#include "core/app/rules/rule_workers.h"
#include "core/rules/matcher.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/offset_map.h"

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

namespace evenspan {

using Json = nlohmann::ordered_json;

namespace {

// Documents, and bytes of texts, that are handed to the threads at a time.
constexpr std::size_t kMatched = 256;
constexpr std::size_t kMatchedBytes = std::size_t{4} << 20;
constexpr std::size_t kBatch = 5000; // places written between two looks at the stop

class Search {
public:
    explicit Search(const RuleSearchRequest& request)
        : m_request(request) { }

    RuleFindings findings;
    std::optional<Error> failure;

    void shut(std::uint32_t rule, Error problem) {
        if (!findings.counts[rule].problem)
            findings.counts[rule].problem = std::move(problem);
    }

    // False: it is over, by an error or a stop.
    bool look(const RuleWorkers::Matched& matched) {
        const store::DocumentData& document = matched.document;
        const auto& matches = matched.matches;
        if (!matches) {
            failure = matches.error();
            return false;
        }
        // From here on the rule counts no more, whatever another thread finds by it.
        for (const rules::RuleProblem& problem : matched.problems)
            shut(problem.rule, problem.error);
        ++findings.documents;
        if (matches->empty())
            return true;
        // What stands there, by range and label; rejected only where nothing else does.
        std::map<std::pair<CodePointRange, std::string_view>, bool> known;
        for (const store::SpanRow& span : document.spans)
            if (span.layer == store::kEntities) {
                const bool rejected = span.state == SpanState::Rejected;
                const auto [at, added] = known.try_emplace({span.range, span.label}, rejected);
                at->second = at->second && rejected;
            }
        std::optional<OffsetMap> map;
        for (const rules::RuleMatch& match : *matches) {
            RuleCount& count = findings.counts[match.rule];
            if (count.problem)
                continue;
            ++count.found;
            const auto [at, added] = known.try_emplace({match.range, count.label}, false);
            if ((added || m_request.everyExample) && count.examples.size() < m_request.examples) {
                if (!map)
                    map.emplace(document.text);
                count.examples.push_back(placeIn(document, *map, match.range));
            }
            if (!added) {
                ++(at->second ? count.rejected : count.present);
                continue;
            }
            ++count.fresh;
            if (findings.places.size() == m_request.limit) {
                failure = tooMany();
                return false;
            }
            findings.places.push_back({document.row.id, match.range, match.rule});
        }
        return true;
    }

    // Rules that failed on the way find nothing at all: half a rule's places would look like all.
    void finish() {
        for (RuleCount& count : findings.counts)
            if (count.problem) {
                count.found = count.fresh = count.present = count.rejected = 0;
                count.examples.clear();
            }
        std::erase_if(findings.places, [this](const RulePlace& place) {
            return findings.counts[place.rule].problem.has_value();
        });
    }

private:
    Error tooMany() const {
        const auto most = std::max_element(findings.counts.begin(), findings.counts.end(),
            [](const RuleCount& a, const RuleCount& b) { return a.fresh < b.fresh; });
        return {ErrorCode::OutOfMemory,
            "The rules find more than " + std::to_string(m_request.limit) + " new places",
            most->name, "Make this rule narrower, or choose fewer documents."};
    }

    const RuleSearchRequest& m_request;
};

} // namespace

Result<RuleFindings> findByRules(store::Reader& reader, const RuleSearchRequest& request,
    std::stop_token stop, const RuleProgress& progress) {
    std::vector<rules::Rule> rules;
    for (const LoadedRule& loaded : request.rules)
        rules.push_back(loaded.rule);
    const auto labels = reader.labels(stop);
    if (!labels)
        return labels.error();
    Search search(request);
    for (const LoadedRule& loaded : request.rules) {
        RuleCount& count = search.findings.counts.emplace_back();
        count.rule = loaded.id;
        count.name = loaded.rule.name;
        count.label = loaded.rule.label;
        const auto label = std::find_if(labels->begin(), labels->end(),
            [&](const store::LabelRow& row) { return row.name == count.label; });
        // A rule that is only tried may name a label that saving it will make.
        if (label == labels->end() ? loaded.id != 0 : label->archived)
            count.problem = Error{ErrorCode::NotFound,
                "The project has no label \"" + count.label + "\" in use", count.name,
                "Give the rule another label, or bring the label back."};
    }
    const auto start = [&](unsigned threads) {
        auto workers = std::make_unique<RuleWorkers>(rules, request.timeLimit, threads, stop);
        for (const rules::RuleProblem& problem : workers->unusable())
            search.shut(problem.rule, problem.error);
        return workers;
    };
    if (request.only) {
        auto document = reader.document(*request.only, stop);
        if (!document)
            return document.error();
        const auto workers = start(1);
        std::vector<RuleWorkers::Matched> one(1);
        one.front().document = std::move(*document);
        workers->exchange(std::move(one));
        search.look(workers->exchange({}).front());
    } else {
        const auto total = reader.count(request.filter, stop);
        if (!total)
            return total.error();
        const bool few = *total < static_cast<std::int64_t>(kMatched);
        const auto workers = start(few && request.threads == 0 ? 1 : request.threads);
        std::vector<RuleWorkers::Matched> batch;
        std::size_t bytes = 0;
        // What was matched meanwhile is counted while the next documents are.
        const auto take = [&]() -> bool {
            const auto matched = workers->exchange(std::exchange(batch, {}));
            bytes = 0;
            for (const RuleWorkers::Matched& one : matched) {
                if (!search.look(one))
                    return false;
                if (progress)
                    progress(static_cast<std::uint64_t>(search.findings.documents),
                        static_cast<std::uint64_t>(*total));
            }
            return true;
        };
        const auto walked = reader.forEach(
            request.filter,
            [&](store::DocumentData&& document) {
                bytes += document.text.size();
                batch.emplace_back().document = std::move(document);
                return (batch.size() < kMatched && bytes < kMatchedBytes) || take();
            },
            stop);
        if (!walked)
            return walked.error();
        if (!search.failure && take())
            take();
    }
    if (search.failure)
        return *search.failure;
    search.finish();
    return std::move(search.findings);
}

Result<store::SuggestionOutcome> suggestByRules(store::Writer& writer, const RuleFindings& findings,
    std::stop_token stop, const RuleProgress& progress) {
    store::SuggestionOutcome out;
    std::int64_t rules = 0;
    std::string name;
    for (const RuleCount& count : findings.counts)
        if (count.fresh > 0 && ++rules == 1)
            name = count.name;
    const std::string step = "Suggest " + std::to_string(findings.places.size()) + " places by "
        + (rules == 1 ? "rule " + name : std::to_string(rules) + " rules");
    store::Labelling labelling(writer);
    const auto done = writer.group(step, [&]() -> Result<void> {
        std::vector<store::SpanRow> rows;
        std::vector<DocumentId> documents;
        const auto& places = findings.places;
        for (std::size_t i = 0; i < places.size(); ++i) {
            store::SpanRow& row = rows.emplace_back();
            const RuleCount& count = findings.counts[places[i].rule];
            row.document = places[i].document;
            row.range = places[i].range;
            row.label = count.label;
            row.source = SpanSource::Rule;
            row.state = SpanState::Suggested;
            row.rule = count.rule;
            // Whole documents, so that each one's spans are read once.
            const bool last = i + 1 == places.size();
            if (last || places[i + 1].document != places[i].document)
                documents.push_back(places[i].document);
            else
                continue;
            if (!last && rows.size() < kBatch)
                continue;
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, "Stopped; nothing was suggested", {}, {}};
            const auto made = labelling.addSuggestions(step, rows);
            if (!made)
                return made.error();
            out.added += made->added;
            out.duplicates += made->duplicates;
            out.rejected += made->rejected;
            if (auto marked = labelling.markSuggested(documents); !marked)
                return marked;
            rows.clear();
            documents.clear();
            if (progress)
                progress(i + 1, places.size());
        }
        return {};
    });
    return done ? Result<store::SuggestionOutcome>(out)
                : Result<store::SuggestionOutcome>(done.error());
}

Json toJson(const RuleFindings& findings) {
    Json counts = Json::array(), problems = Json::array();
    for (const RuleCount& count : findings.counts) {
        if (count.problem)
            problems.push_back({{"rule", count.name}, {"error", count.problem->what},
                {"remedy", count.problem->remedy}});
        Json examples = Json::array();
        for (const Place& place : count.examples)
            examples.push_back({{"document", place.name}, {"start", place.range.begin},
                {"end", place.range.end}, {"text", place.hit}});
        counts.push_back({{"name", count.name}, {"label", count.label}, {"found", count.found},
            {"new", count.fresh}, {"present", count.present}, {"rejected", count.rejected},
            {"examples", examples}});
    }
    return {{"documents", findings.documents}, {"rules", counts}, {"problems", problems}};
}

} // namespace evenspan
