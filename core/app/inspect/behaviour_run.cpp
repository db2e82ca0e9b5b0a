// SPDX-License-Identifier: GPL-3.0-or-later
// Asking a run what the tests of behaviour ask, and keeping what it said.
#include "core/app/inspect/behaviour_tests.h"
#include "core/app/inspect/inspect_text.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

std::string keyOf(RunId run) {
    return "behaviour:" + std::to_string(run.value);
}

std::vector<MarkedSpan> spansOf(const std::vector<ReadSentence>& sentences) {
    std::vector<MarkedSpan> out;
    for (const auto& sentence : sentences)
        for (const auto& span : sentence.spans)
            out.push_back({span.range, span.words.label});
    std::sort(out.begin(), out.end());
    return out;
}

// The mean over the span's words of the probability that the word is of this label, whichever of
// its tags it has; 0 where no word stands there.
double sureOf(const std::vector<ReadSentence>& sentences, const MarkedSpan& span,
    const std::vector<std::string>& tags) {
    double sum = 0;
    std::size_t words = 0;
    for (const auto& sentence : sentences)
        for (const auto& word : sentence.words) {
            if (!word.range.overlaps(span.range))
                continue;
            ++words;
            for (std::size_t k = 0; k < tags.size() && k < word.probabilities.size(); ++k)
                if (tags[k].size() > 2 && tags[k].substr(2) == span.label)
                    sum += static_cast<double>(word.probabilities[k]);
        }
    return words == 0 ? 0 : sum / static_cast<double>(words);
}

Json spansJson(const std::vector<MarkedSpan>& spans) {
    Json out = Json::array();
    for (const auto& span : spans)
        out.push_back(
            {{"start", span.range.begin}, {"end", span.range.end}, {"label", span.label}});
    return out;
}

std::vector<MarkedSpan> spansFrom(const Json& json) {
    std::vector<MarkedSpan> out;
    for (const auto& one : json)
        out.push_back({{one.at("start").get<std::uint32_t>(), one.at("end").get<std::uint32_t>()},
            one.at("label").get<std::string>()});
    return out;
}

Json rateJson(const Proportion& rate, std::size_t tests) {
    return {{"tests", tests}, {"rate", rate.estimate}, {"low", rate.low}, {"high", rate.high}};
}

Proportion rateOf(const BehaviourReport& report, std::optional<BehaviourKind> kind) {
    std::int64_t passed = 0;
    for (const auto& result : report.results)
        passed += (!kind || result.kind == *kind) && !result.checks.empty() && result.passed();
    const auto all = static_cast<std::int64_t>(report.tests(kind));
    return wilsonInterval(passed, all).valueOr({});
}

} // namespace

bool BehaviourResult::passed() const {
    return failed() == 0;
}

std::size_t BehaviourResult::failed() const {
    return static_cast<std::size_t>(std::count_if(
        checks.begin(), checks.end(), [](const BehaviourCheck& one) { return !one.passed; }));
}

Proportion BehaviourReport::rate() const {
    return rateOf(*this, std::nullopt);
}

Proportion BehaviourReport::rate(BehaviourKind kind) const {
    return rateOf(*this, kind);
}

std::size_t BehaviourReport::tests(std::optional<BehaviourKind> kind) const {
    return static_cast<std::size_t>(
        std::count_if(results.begin(), results.end(), [&](const BehaviourResult& one) {
            return !one.checks.empty() && (!kind || one.kind == *kind);
        }));
}

Json behaviourReportToJson(const BehaviourReport& report) {
    Json out{{"run", report.run}, {"finished", report.runFinished},
        {"pass", rateJson(report.rate(), report.tests())}, {"results", Json::array()}};
    for (const auto kind :
        {BehaviourKind::Minimum, BehaviourKind::Invariance, BehaviourKind::Direction})
        if (report.tests(kind) > 0)
            out["kinds"][behaviourKindName(kind)] = rateJson(report.rate(kind), report.tests(kind));
    for (const auto& result : report.results) {
        Json one{{"name", result.name}, {"kind", behaviourKindName(result.kind)},
            {"passed", result.checks.empty() ? Json() : Json(result.passed())},
            {"checks", Json::array()}};
        for (const auto& check : result.checks) {
            Json each{{"text", check.text}, {"passed", check.passed}};
            if (check.change)
                each["change"] = textChangeName(*check.change);
            if (result.kind == BehaviourKind::Direction) {
                each["before"] = check.before;
                each["after"] = check.after;
            }
            each["expected"] = spansJson(check.expected);
            each["found"] = spansJson(check.found);
            one["checks"].push_back(each);
        }
        out["results"].push_back(one);
    }
    return out;
}

Result<BehaviourReport> behaviourReportFromJson(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        BehaviourReport out;
        out.run = json.at("run").get<std::string>();
        out.runFinished = json.at("finished").get<std::int64_t>();
        for (const auto& one : json.at("results")) {
            BehaviourResult result;
            result.name = one.at("name").get<std::string>();
            result.kind =
                behaviourKindOf(one.at("kind").get<std::string>()).value_or(BehaviourKind::Minimum);
            for (const auto& each : one.at("checks")) {
                BehaviourCheck check;
                if (each.contains("change"))
                    check.change = textChangeOf(each.at("change").get<std::string>());
                check.text = each.at("text").get<std::string>();
                check.passed = each.at("passed").get<bool>();
                check.before = each.value("before", 0.0);
                check.after = each.value("after", 0.0);
                check.expected = spansFrom(each.at("expected"));
                check.found = spansFrom(each.at("found"));
                result.checks.push_back(std::move(check));
            }
            out.results.push_back(std::move(result));
        }
        return out;
    } catch (const Json::exception&) {
        return Error{ErrorCode::Corrupt, "What a run did in the tests cannot be read", "",
            "Run the tests again."};
    }
}

Result<std::optional<BehaviourReport>> keptBehaviourReport(
    store::Reader& reader, const store::RunRow& run) {
    auto text = reader.setting(keyOf(run.id));
    if (!text)
        return text.error();
    std::optional<BehaviourReport> out;
    if (!*text)
        return out;
    auto report = behaviourReportFromJson(**text);
    if (report && report->runFinished == run.finished.value_or(0))
        out = std::move(*report);
    return out;
}

Result<void> keepBehaviourReport(store::Writer& writer, RunId run, const BehaviourReport& report) {
    return writer.setSetting(keyOf(run),
        behaviourReportToJson(report).dump(-1, ' ', false, Json::error_handler_t::replace));
}

Result<BehaviourResult> tryBehaviour(const BehaviourTest& test,
    const std::map<std::string, std::vector<std::string>>& names,
    const std::vector<std::string>& tags, const TextReading& read) {
    BehaviourResult out{test.name, test.kind, {}};
    auto own = read(test.text.text);
    if (!own)
        return own.error();
    const auto found = spansOf(*own);
    if (test.kind == BehaviourKind::Minimum) {
        BehaviourCheck check{{}, test.text.text, test.text.spans, found, 0, 0, false};
        check.passed = check.expected == check.found;
        out.checks.push_back(std::move(check));
        return out;
    }
    if (test.kind == BehaviourKind::Direction) {
        auto other = read(test.other.text);
        if (!other)
            return other.error();
        BehaviourCheck check{{}, test.other.text, test.other.spans, spansOf(*other), 0, 0, false};
        check.before = sureOf(*own, test.text.spans.at(0), tags);
        check.after = sureOf(*other, test.other.spans.at(0), tags);
        const double gain = test.rises ? check.after - check.before : check.before - check.after;
        check.passed = gain > 0 && gain >= test.least;
        out.checks.push_back(std::move(check));
        return out;
    }
    // What the run tags in the text is not what matters, but that it stays.
    for (auto& variant : variantsOf(test, names)) {
        auto changed = read(variant.text);
        if (!changed)
            return changed.error();
        BehaviourCheck check{variant.change, variant.text, {}, spansOf(*changed), 0, 0, false};
        for (const auto& span : found)
            check.expected.push_back({variant.moved(span.range), span.label});
        std::sort(check.expected.begin(), check.expected.end());
        check.passed = check.expected == check.found;
        out.checks.push_back(std::move(check));
    }
    return out;
}

Result<BehaviourReport> runBehaviourTests(store::Project& project,
    const std::filesystem::path& engine, const std::string& name,
    const std::vector<BehaviourTest>& tests, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress) {
    if (tests.empty())
        return Error{ErrorCode::Empty, "There is no test", "", "Write one, or import some."};
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    auto names = namesByLabel(**reader, stop);
    if (!names)
        return names.error();
    auto run = openRun(project, name, engine);
    if (!run)
        return run.error();
    BehaviourReport out{run->row.name, run->row.finished.value_or(0), {}};
    for (std::size_t t = 0; t < tests.size(); ++t) {
        if (progress)
            progress(t, tests.size());
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Cancelled", "", ""};
        auto result = tryBehaviour(tests[t], *names, run->tags.tags(),
            [&](const std::string& text) { return inspectText(*run, text, {}, stop); });
        if (!result)
            return result.error();
        out.results.push_back(std::move(*result));
    }
    if (progress)
        progress(tests.size(), tests.size());
    return out;
}

} // namespace evenspan
