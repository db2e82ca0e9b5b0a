// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/audit_history.h"

#include "core/app/audit/run_audit.h"
#include "core/fairness/assess.h"
#include "core/report/audit_parts.h"

#include <algorithm>
#include <tuple>

namespace evenspan {

using namespace fairness;

namespace {

// The lowest of the groups that may be judged; as the audit's own headline chooses among all.
void fillWorst(AuditLine& line, const AuditDimension& dimension) {
    line.measure = dimension.headline;
    line.worst.reason = "too_few";
    for (const auto& group : dimension.groups) {
        const auto* value = judgedMeasure(dimension, group);
        if (!value)
            continue;
        ++line.groups;
        if (!line.worst.value || *value->value < *line.worst.value) {
            line.worst = *value;
            line.worstGroup = group.name;
        }
    }
}

} // namespace

Result<AuditHistory> auditHistory(store::Reader& reader, const std::filesystem::path& files,
    const std::string& language, const std::stop_token& stop) {
    auto names = auditNames(reader);
    if (!names)
        return names.error();
    using Key = std::tuple<std::string, std::string, std::map<std::string, std::string>>;
    std::map<Key, AuditQuestion> questions;
    AuditHistory out;
    for (auto name = names->rbegin(); name != names->rend(); ++name) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Cancelled", {}, {}};
        const auto audit = openAudit(reader, files, *name);
        const auto request = auditRequest(reader, *name);
        if (!audit || !request)
            continue;
        const auto& head = audit->headline;
        AuditLine line{*name, audit->run, audit->split, audit->time, head.worstGroup, head.f1,
            head.worst, {}, head.assessable};
        for (const auto& dimension : audit->dimensions)
            if (dimension.id == head.worstDimension)
                line.measure = dimension.headline;
        out.audits.push_back(line);
        const auto called = report::dimensionNames(*audit, language);
        if (!called)
            return called.error();
        for (std::size_t d = 0; d < audit->dimensions.size(); ++d) {
            const auto& dimension = audit->dimensions[d];
            auto& question = questions[{dimension.id, audit->split, request->where}];
            if (question.runs.empty())
                question = {
                    dimension.id, (*called)[d].toStdString(), audit->split, request->where, {}};
            AuditLine own{*name, audit->run, audit->split, audit->time, {}, head.f1, {}, {}, 0};
            fillWorst(own, dimension);
            question.runs.push_back(std::move(own));
        }
    }
    const auto newer = [](const AuditLine& a, const AuditLine& b) { return a.time > b.time; };
    std::stable_sort(out.audits.begin(), out.audits.end(), newer);
    for (auto& [key, question] : questions) {
        std::stable_sort(question.runs.begin(), question.runs.end(), newer);
        std::vector<AuditLine> newest;
        for (auto& line : question.runs)
            if (std::none_of(newest.begin(), newest.end(),
                    [&](const auto& each) { return each.run == line.run; }))
                newest.push_back(std::move(line));
        question.runs = std::move(newest);
        out.questions.push_back(std::move(question));
    }
    std::stable_sort(out.questions.begin(), out.questions.end(), [&](const auto& a, const auto& b) {
        return a.runs.size() != b.runs.size() ? a.runs.size() > b.runs.size()
                                              : newer(a.runs.front(), b.runs.front());
    });
    return out;
}

} // namespace evenspan
