// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/try_suite.h"

#include "core/text/offset_map.h"

#include <map>

namespace evenspan {

using namespace fairness;

Result<Trial> makeTrial(
    const Suite& suite, const std::string& name, const std::string& pattern, std::size_t most) {
    if (name.empty() && pattern.empty())
        return Error{ErrorCode::InvalidArgument, "There is nothing to try", {},
            "Write a name, a sentence, or both."};
    if ((name + pattern).find_first_of("\r\n") != std::string::npos)
        return Error{ErrorCode::InvalidArgument, "A name and a sentence stand on one line", {},
            "Take the line ends out."};
    const auto at = pattern.find(kSlot);
    if (!pattern.empty()
        && (at == std::string::npos || pattern.find(kSlot, at + 1) != std::string::npos))
        return Error{ErrorCode::InvalidArgument, "The sentence needs one place for a name", {},
            "Write {name} once where the name is to stand."};
    Trial out;
    out.label = suite.label;
    std::vector<std::pair<std::size_t, std::size_t>> slots; // bytes
    const auto add = [&](const SuiteTemplate& in, const SuiteName& put, const std::string& group) {
        const auto filled = fill(in, put);
        slots.emplace_back(out.text.size() + filled.begin, out.text.size() + filled.end);
        out.text += filled.text + "\n";
        out.sentences.push_back({group, filled.text, {}});
    };
    SuiteName tried;
    tried.text = name;
    const SuiteTemplate own{"tried", pattern};
    if (!name.empty() && pattern.empty())
        for (const auto& each : suite.templates)
            add(each, tried, {});
    else if (!name.empty())
        add(own, tried, {});
    std::map<std::string, std::size_t> taken;
    if (!pattern.empty())
        for (const auto& each : suite.names)
            if (taken[each.group]++ < most)
                add(own, each, each.group);
    const OffsetMap map(out.text);
    const auto point = [&](std::size_t byte) {
        return map.toCodePoint(Utf8Offset(static_cast<std::uint32_t>(byte))).value;
    };
    for (std::size_t i = 0; i < slots.size(); ++i)
        out.sentences[i].slot = {point(slots[i].first), point(slots[i].second)};
    return out;
}

std::vector<TrialAnswer> trialAnswers(
    const Trial& trial, const std::vector<ReadSentence>& reading) {
    std::vector<TrialAnswer> out(trial.sentences.size(), TrialAnswer::Missed);
    for (const auto& sentence : reading)
        for (const auto& span : sentence.spans) {
            if (span.words.begin >= span.words.end || span.words.end > sentence.words.size())
                continue;
            const CodePointRange found{sentence.words[span.words.begin].range.begin,
                sentence.words[span.words.end - 1].range.end};
            for (std::size_t i = 0; i < trial.sentences.size(); ++i) {
                const auto& slot = trial.sentences[i].slot;
                if (!found.overlaps(slot) || out[i] == TrialAnswer::Found)
                    continue;
                const bool same = span.words.label == trial.label;
                if (same && found == slot)
                    out[i] = TrialAnswer::Found;
                else if (same)
                    out[i] = TrialAnswer::Borders;
                else if (out[i] == TrialAnswer::Missed)
                    out[i] = TrialAnswer::OtherType;
            }
        }
    return out;
}

} // namespace evenspan
