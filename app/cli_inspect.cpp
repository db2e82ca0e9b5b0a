// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_score_support.h"
#include "app/cli_support.h"
#include "app/cli_verbs.h"
#include "core/app/inspect_text.h"
#include "core/text/offset_map.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace evenspan::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string file, run, text, decoder;
    ComputeWish compute;
    bool occlusion = false, json = false;
};

Json toJson(const OpenRun& run, const InspectedSentence& sentence, const OffsetMap& map) {
    const auto& tags = run.tags.tags();
    Json words = Json::array();
    for (const auto& word : sentence.words) {
        Json probabilities = Json::object();
        for (std::size_t k = 0; k < tags.size(); ++k)
            probabilities[tags[k]] = word.probabilities[k];
        words.push_back({{"start", word.range.begin}, {"end", word.range.end}, {"text", word.text},
            {"tag", tags[static_cast<std::size_t>(word.tag)]}, {"probabilities", probabilities},
            {"entropy", word.entropy}, {"margin", word.margin}});
    }
    Json spans = Json::array();
    for (const auto& span : sentence.spans) {
        Json one{{"start", span.range.begin}, {"end", span.range.end}, {"label", span.words.label},
            {"text", map.slice(span.range)}, {"mean", span.mean}, {"min", span.least},
            {"product", span.product}};
        if (!span.occlusion.empty())
            one["occlusion"] = span.occlusion;
        spans.push_back(one);
    }
    return {{"words", words}, {"spans", spans}, {"cut", sentence.cut}};
}

void print(const OpenRun& run, const InspectedSentence& sentence) {
    for (const auto& word : sentence.words) {
        const auto best = static_cast<std::size_t>(word.tag);
        std::printf("%-24s %-12s %5.1f %%  entropy %.2f\n", word.text.c_str(),
            run.tags.tags()[best].c_str(), 100 * static_cast<double>(word.probabilities[best]),
            word.entropy);
    }
    for (const auto& span : sentence.spans) {
        std::printf("  %s %u-%u  mean %.1f %%  least %.1f %%\n", span.words.label.c_str(),
            span.range.begin, span.range.end, 100 * span.mean, 100 * span.least);
        for (std::size_t w = 0; w < span.occlusion.size(); ++w)
            if (std::abs(span.occlusion[w]) >= 0.05)
                std::printf("    %+7.2f  %s\n", span.occlusion[w], sentence.words[w].text.c_str());
    }
    if (sentence.cut)
        std::printf("  (longer than a window: words far apart do not see each other)\n");
    std::printf("\n");
}

int inspect(const Session& session, const Arguments& arguments) {
    auto project = store::Project::openReadOnly(arguments.file);
    if (!project)
        return report(project.error());
    auto run = openRun(**project, arguments.run, session.places.engine, arguments.compute);
    if (!run)
        return report(run.error());
    auto sentences =
        inspectText(*run, arguments.text, {arguments.occlusion, arguments.decoder}, session.stop);
    if (!sentences)
        return report(sentences.error());
    const OffsetMap map(arguments.text);
    Json all = Json::array();
    for (const auto& sentence : *sentences) {
        if (arguments.json)
            all.push_back(toJson(*run, sentence, map));
        else
            print(*run, sentence);
    }
    if (arguments.json)
        printJson({{"run", arguments.run}, {"tags", run->tags.tags()}, {"sentences", all}});
    return Done;
}

} // namespace

void addInspectVerb(CLI::App& app, Session& session) {
    auto* verb = app.add_subcommand(
        "inspect", "Tags of a text with the probability of each, and which words they rest on");
    auto arguments = std::make_shared<Arguments>();
    verb->add_option("FILE", arguments->file, "The project file (*.evenspan)")->required();
    verb->add_option("--run", arguments->run, "Name of the run")->required();
    verb->add_option("--text", arguments->text, "The text")->required();
    verb->add_flag("--occlusion", arguments->occlusion,
        "What each word adds to each entity: its probability without the word");
    verb->add_option("--decoder", arguments->decoder, "viterbi or argmax (else the run's)")
        ->check(CLI::IsMember({"viterbi", "argmax"}));
    verb->add_option("--device", arguments->compute.device, "auto, cpu, cuda or cuda:N");
    verb->add_option("--threads", arguments->compute.threads, "CPU threads; 0: all cores")
        ->check(CLI::Range(0, 1024));
    verb->add_flag("--json", arguments->json, "Print one JSON document");
    verb->callback([&session, arguments] {
        session.run = [&session, arguments] { return inspect(session, *arguments); };
    });
}

} // namespace evenspan::cli
