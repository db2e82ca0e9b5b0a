// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/annotator_agreement.h"

#include "core/app/audit/group_ways.h"
#include "core/fairness/crossed_ways.h"
#include "core/fairness/suppression.h"
#include "core/schema/annotators.h"
#include "core/store/reader.h"

#include <algorithm>
#include <cmath>

namespace evenspan {

using namespace fairness;

namespace {

using Marks = std::set<std::tuple<std::uint32_t, std::uint32_t, std::string>>;

Marks marksOf(const std::vector<SpanDraft>& spans) {
    Marks out;
    for (const auto& span : spans)
        out.insert({span.range.begin, span.range.end, span.label});
    return out;
}

// What each annotator of a document marked; those who marked nothing, too.
std::vector<Marks> layersOf(store::DocumentData&& data) {
    DocumentDraft draft;
    draft.metadata = std::move(data.row.metadata);
    draft.state = data.row.state;
    for (auto& span : data.spans)
        draft.spans.push_back({span.range, std::move(span.label), span.source, span.state,
            span.score, std::move(span.attributes)});
    const auto layers = takeLayers(draft);
    std::vector<Marks> out;
    if (!layers.gold.empty()) {
        std::erase_if(
            draft.spans, [](const auto& span) { return span.state != SpanState::Accepted; });
        out.push_back(marksOf(draft.spans));
    }
    for (const auto& layer : layers.others)
        out.push_back(marksOf(layer.spans));
    return out;
}

Ratio agreed(const std::vector<Marks>& layers) {
    Ratio out;
    for (std::size_t a = 0; a < layers.size(); ++a)
        for (std::size_t b = a + 1; b < layers.size(); ++b) {
            const auto both = std::count_if(layers[a].begin(), layers[a].end(),
                [&](const auto& mark) { return layers[b].contains(mark); });
            out.over += 2 * static_cast<double>(both);
            out.under += static_cast<double>(layers[a].size() + layers[b].size());
        }
    return out;
}

AuditMeasure measured(const std::vector<Ratio>& documents, std::uint64_t least) {
    AuditMeasure out;
    if (documents.empty() || documents.size() < least) {
        out.reason = documents.empty() ? "not_asked" : "too_few";
        return out;
    }
    const auto found = estimate(documents);
    if (!found) {
        out.reason = "nothing";
        return out;
    }
    out.value = found->value;
    if (found->clusters > 1) {
        const double half = studentQuantile(0.975, static_cast<double>(found->clusters - 1))
            * std::sqrt(found->variance);
        out.low = std::max(0.0, found->value - half);
        out.high = std::min(1.0, found->value + half);
        out.method = "t";
    }
    return out;
}

} // namespace

Result<Agreement> annotatorAgreement(
    const AuditData& data, store::Reader& reader, const std::stop_token& stop) {
    Agreement out;
    for (const auto& [id, facts] : data.metadata) {
        const auto names = facts.find(kAnnotatorsKey);
        if (names == facts.end() || readAnnotators(names->second).size() < 2)
            continue;
        auto document = reader.document(DocumentId(id), stop);
        if (!document)
            return document.error();
        const auto layers = layersOf(std::move(*document));
        if (layers.size() > 1)
            out[id] = agreed(layers);
    }
    return out;
}

void addAgreement(
    const Agreement& agreement, const AuditData& data, std::uint64_t least, AuditResult& audit) {
    std::vector<Ratio> all;
    for (const auto& [document, ratio] : agreement)
        all.push_back(ratio);
    audit.annotated = all.size();
    audit.agreement = measured(all, least);
    if (all.empty())
        return;
    for (auto& dimension : audit.dimensions) {
        if (dimension.unit != "document")
            continue;
        const auto groupOf = documentGroups(dimension.id, data);
        std::map<std::string, std::vector<Ratio>> groups;
        for (const auto& [document, ratio] : agreement)
            groups[groupOf(document)].push_back(ratio);
        std::vector<std::string> names;
        std::vector<std::uint64_t> counts;
        std::vector<Assessment> shown;
        for (const auto& group : dimension.groups) {
            names.push_back(group.unknown ? std::string() : group.name);
            counts.push_back(groups[names.back()].size());
            const bool hidden = group.level == "suppressed" || counts.back() < least;
            // That there is none may be said.
            shown.push_back(
                hidden && counts.back() > 0 ? Assessment::Suppressed : Assessment::Full);
        }
        // All of them together are told: no count that is hidden may be what is left.
        const auto parts = crossedParts(dimension.id).size();
        suppressComplement(counts, crossedSums(names, parts), shown, {least, 0});
        for (std::size_t g = 0; g < counts.size(); ++g) {
            auto& group = dimension.groups[g];
            if (group.level == "suppressed" || shown[g] == Assessment::Suppressed) {
                const bool few = counts[g] < least && group.level != "suppressed";
                group.agreement.reason = few ? "too_few" : "suppressed";
                continue;
            }
            group.agreement = measured(groups[names[g]], least);
            group.annotated = counts[g];
        }
    }
}

} // namespace evenspan
