// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/annotators.h"

#include "core/schema/annotators.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::io {

void takeAnswers(ReadJob& job, std::vector<Answer>&& answers, const std::string& where,
    RawRecord& out, bool gold) {
    if (answers.empty())
        return;
    const auto asked = job.setting("annotator");
    auto chosen = std::find_if(answers.begin(), answers.end(), [&](const Answer& answer) {
        return asked.empty() ? answer.preferred : answer.annotator == asked;
    });
    if (!gold && asked.empty())
        chosen = answers.end();
    else if (chosen == answers.end() && asked.empty())
        chosen = answers.begin();
    out.decided = chosen != answers.end();
    const bool several = answers.size() > 1 || chosen == answers.end();
    std::vector<std::string> names;
    if (chosen != answers.end())
        names.push_back(chosen->annotator);
    for (const auto& answer : answers)
        names.push_back(answer.annotator);
    if (names = readAnnotators(writeAnnotators(names)); !names.empty())
        out.document.metadata[kAnnotatorsKey] = writeAnnotators(names);
    if (several)
        job.warn("document that several people labelled; one's labels are taken and the others' "
                 "stand as suggestions with their names",
            where);
    for (auto answer = answers.begin(); answer != answers.end(); ++answer) {
        for (auto& relation : answer->relations)
            out.relations.push_back({relation.from + out.labels.size(),
                relation.to + out.labels.size(), std::move(relation.type)});
        for (auto& label : answer->labels) {
            if (!answer->annotator.empty())
                label.attributes[kAnnotatorAttribute] = answer->annotator;
            if (answer != chosen)
                label.state = SpanState::Suggested;
            out.labels.push_back(std::move(label));
        }
    }
}

bool saysNoGold(const nlohmann::json& holder) {
    const auto* own = member(holder, "evenspan");
    const auto* gold = own ? member(*own, "gold") : nullptr;
    return gold && gold->is_boolean() && !gold->get<bool>();
}

} // namespace evenspan::io
