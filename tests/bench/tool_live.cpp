// SPDX-License-Identifier: GPL-3.0-or-later
// tool_live PROJECT RUN ENGINE FILE: asks a run what the live editor asks, each line of FILE a
// sentence. Prints {"inspect.live": ms, "inspect.ig": s, ...}.
#include "core/app/inspect/explain_text.h"
#include "core/base/files.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <sstream>

using namespace evenspan;

namespace {

int fail(const std::string& text) {
    std::fprintf(stderr, "%s\n", text.c_str());
    return 3;
}

double at(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values.empty()
        ? 0
        : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

template <class F> double seconds(F&& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 5)
        return 2;
    auto project = store::Project::openReadOnly(argv[1]);
    if (!project)
        return fail(project.error().text());
    auto explainer = Explainer::open(**project, argv[2], argv[3]);
    if (!explainer)
        return fail(explainer.error().text());
    auto file = readFile(argv[4]);
    if (!file)
        return fail(file.error().text());
    std::istringstream lines(*file);
    std::vector<double> live, gradients;
    int complete = 0, most = 0;
    for (std::string line; std::getline(lines, line) && gradients.size() < 20;) {
        std::vector<ReadSentence> found;
        // The second half of the sentence, letter by letter.
        for (std::size_t end = line.size() / 2; end <= line.size(); ++end) {
            if (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80)
                continue; // within a character
            const std::string typed = line.substr(0, end);
            std::string wrong;
            live.push_back(1000 * seconds([&] {
                auto read = inspectText(explainer->run(), typed);
                if (read)
                    found = std::move(*read);
                else
                    wrong = read.error().text();
            }));
            if (!wrong.empty())
                return fail(wrong);
        }
        ExplainTarget target;
        for (std::size_t s = 0; s < found.size() && target.classes.empty(); ++s)
            if (!found[s].spans.empty()) {
                const auto& words = found[s].spans.front().words;
                target = {s, words.begin, words.end, {}};
                for (auto w = words.begin; w < words.end; ++w)
                    target.classes.push_back(found[s].words[w].tag);
            }
        if (target.classes.empty())
            continue;
        ExplainOptions options;
        options.method = AttributionMethod::IntegratedGradients;
        std::string wrong;
        gradients.push_back(seconds([&] {
            const auto out = explainer->explain(line, target, options);
            if (!out) {
                wrong = out.error().text();
                return;
            }
            complete += out->complete ? 1 : 0;
            most = std::max(most, out->steps);
        }));
        if (!wrong.empty())
            return fail(wrong);
    }
    if (gradients.size() > 1) // the first one loads the weights a second time
        gradients.erase(gradients.begin());
    std::printf(
        "{\"inspect.live\": %.3f, \"inspect.ig\": %.4f, \"letters\": %zu, \"entities\": %zu, "
        "\"live_median\": %.3f, \"ig_p95\": %.4f, \"complete\": %d, \"most_steps\": %d}\n",
        at(live, 0.95), at(gradients, 0.5), live.size(), gradients.size(), at(live, 0.5),
        at(gradients, 0.95), complete, most);
}
