// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/annotators.h"

#include <algorithm>

namespace evenspan::io {

void takeAnswers(
    ReadJob& job, std::vector<Answer>&& answers, const std::string& where, RawRecord& out) {
    if (answers.empty())
        return;
    const auto asked = job.setting("annotator");
    auto chosen = std::find_if(answers.begin(), answers.end(), [&](const Answer& answer) {
        return asked.empty() ? answer.preferred : answer.annotator == asked;
    });
    if (chosen == answers.end() && asked.empty())
        chosen = answers.begin();
    out.decided = chosen != answers.end();
    const bool several = answers.size() > 1 || chosen == answers.end();
    if (several)
        job.warn("document that several people labelled; one's labels are taken and the others' "
                 "stand as suggestions with their names",
            where);
    for (auto answer = answers.begin(); answer != answers.end(); ++answer)
        for (auto& label : answer->labels) {
            if (several)
                label.attributes["annotator"] = answer->annotator;
            if (answer != chosen)
                label.state = SpanState::Suggested;
            out.labels.push_back(std::move(label));
        }
}

} // namespace evenspan::io
