// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/inspect/label_queue.h"
#include "core/app/train/kfold.h"
#include "core/base/files.h"
#include "core/store/reader.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string file, kfold, method = "spans", out;
    std::size_t limit = 5000;
    bool json = false;
};

const char* verdictName(store::LabelVerdict verdict) {
    return verdict == store::LabelVerdict::Keep ? "keep"
        : verdict == store::LabelVerdict::Fix   ? "fix"
                                                : "unsure";
}

Json sideJson(const std::vector<QueueMention>& mentions) {
    Json out = Json::array();
    for (const auto& each : mentions)
        out.push_back({{"start", each.range.begin}, {"end", each.range.end}, {"label", each.label},
            {"text", each.text}});
    return out;
}

Json rowJson(const QueueRow& row) {
    Json out{{"document", row.name}, {"sentence", row.sentence},
        {"sentence_start", row.sentenceRange.begin}, {"error", doubtKindName(row.kind)},
        {"given", sideJson(row.given)}, {"proposed", sideJson(row.proposed)}, {"odds", row.odds},
        {"by_model", row.byModel}, {"by_strings", row.byStrings}};
    if (row.givenProbability) {
        out["p_given"] = *row.givenProbability;
        out["p_proposed"] = *row.proposedProbability;
    }
    Json elsewhere = Json::object();
    for (const auto& [label, count] : row.elsewhere)
        elsewhere[label] = count;
    out["elsewhere"] = elsewhere;
    out["verdict"] = row.verdict ? Json(verdictName(*row.verdict)) : Json();
    return out;
}

Json tokenJson(const TokenRow& row) {
    return {{"document", row.document.value}, {"sentence", row.sentence}, {"token", row.token},
        {"given", row.given}, {"likeliest", row.likeliest}, {"score", row.score}};
}

Result<void> writeLines(const Json& rows, const std::string& path) {
    std::string out;
    for (const auto& row : rows)
        out += row.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    return writeFileAtomic(path, out);
}

std::string sideText(const std::vector<QueueMention>& mentions) {
    std::string out;
    for (const auto& each : mentions)
        out += (out.empty() ? "" : ", ") + each.text + " [" + each.label + "]";
    return out.empty() ? "nothing" : out;
}

int tokens(store::Project& project, store::Reader& reader, const Arguments& arguments,
    std::stop_token stop) {
    const auto method = arguments.method == "worst-token" ? TokenMethod::WorstToken
        : arguments.method == "confident-joint"           ? TokenMethod::ConfidentJoint
                                                          : TokenMethod::SelfConfidence;
    auto found = tokenQueue(reader, project.filesFolder(), arguments.kfold, method, stop);
    if (!found)
        return report(found.error());
    const bool more = found->size() > arguments.limit;
    found->resize(std::min(found->size(), arguments.limit));
    Json rows = Json::array();
    for (const auto& row : *found)
        rows.push_back(tokenJson(row));
    if (!arguments.out.empty())
        if (auto written = writeLines(rows, arguments.out); !written)
            return report(written.error());
    if (arguments.json)
        printJson({{"kfold", arguments.kfold}, {"method", arguments.method}, {"more", more},
            {"rows", rows}});
    else
        std::printf("%zu rows%s\n", rows.size(), more ? ", there are more" : "");
    return Done;
}

int run(const Session& session, Arguments arguments) {
    auto project = store::Project::openBest(arguments.file);
    if (!project)
        return report(project.error());
    auto reader = (*project)->reader();
    if (!reader)
        return report(reader.error());
    if (arguments.kfold.empty() && arguments.method != "strings") {
        auto names = OutOfFold::names(**reader);
        if (!names)
            return report(names.error());
        if (names->empty())
            return report({ErrorCode::NotFound, "The project has no cross-training", arguments.file,
                "Run evenspan-cli kfold first, or ask for --method strings."});
        arguments.kfold = names->back();
    }
    if (arguments.method != "spans" && arguments.method != "strings")
        return tokens(**project, **reader, arguments, session.stop);
    Progress progress("looking for label errors");
    QueueRequest request;
    request.kfold = arguments.method == "strings" ? std::string() : arguments.kfold;
    request.limit = arguments.limit;
    auto queue = makeLabelQueue(**reader, (*project)->filesFolder(), request, session.stop,
        [&](std::uint64_t done, std::uint64_t total) { progress.update(done, total); });
    if (!queue)
        return report(queue.error());
    auto decisions = store::labelDecisions(**reader, session.stop);
    if (!decisions)
        return report(decisions.error());
    const auto precision = precisionOf(*decisions, request.kfold);
    Json rows = Json::array();
    for (const auto& row : queue->rows)
        rows.push_back(rowJson(row));
    if (!arguments.out.empty())
        if (auto written = writeLines(rows, arguments.out); !written)
            return report(written.error());
    if (arguments.json) {
        printJson({{"kfold", request.kfold}, {"method", arguments.method},
            {"documents", queue->documents}, {"changed", queue->changed}, {"unread", queue->unread},
            {"more", queue->more},
            {"decided",
                {{"fixed", precision.fixed}, {"kept", precision.kept}, {"unsure", precision.unsure},
                    {"precision", precision.precision.estimate}, {"low", precision.precision.low},
                    {"high", precision.precision.high}}},
            {"rows", rows}});
        return Done;
    }
    std::size_t shown = 0;
    for (const auto& row : queue->rows) {
        if (row.verdict)
            continue;
        if (++shown > 20)
            break;
        std::printf("%6.2f  %-8s  %s: %s → %s\n", row.odds, doubtKindName(row.kind),
            row.name.c_str(), sideText(row.given).c_str(), sideText(row.proposed).c_str());
    }
    std::printf("%zu places in %llu documents\n", queue->rows.size(),
        static_cast<unsigned long long>(queue->documents));
    return Done;
}

} // namespace

void addLabelErrorsVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand(
        "label-errors", "Labels that may be wrong, the likeliest first, with what would be right");
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--kfold", arguments->kfold, "Name of the cross-training (else the newest)");
    verb->add_option("--method", arguments->method,
            "spans; strings (needs no model); or of tokens: self-confidence, worst-token, "
            "confident-joint")
        ->check(CLI::IsMember(
            {"spans", "strings", "self-confidence", "worst-token", "confident-joint"}));
    verb->add_option("--limit", arguments->limit, "Rows at most (else 5000)");
    verb->add_option("--out", arguments->out, "Write one JSON object a row")
        ->type_name("OUT.jsonl");
    verb->add_flag("--json", arguments->json, "Print one JSON document");
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return run(session, *arguments); };
    });
}

} // namespace evenspan::cli
