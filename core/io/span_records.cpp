// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/span_records.h"

#include "core/schema/relations.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace evenspan::io {

namespace {

using nlohmann::json;

struct NoSink : DocumentSink {
    Result<void> add(DocumentDraft&&) override { return {}; }
};

// Whether any character could be counted differently: one beyond ASCII, an escape, or \r\n.
Result<bool> unitMatters(ReadJob& job) {
    if (!job.encoding().empty())
        return true;
    auto source = ByteSource::open(job.path());
    if (!source)
        return source.error();
    std::string block;
    bool escape = false;
    for (;;) {
        block.clear();
        auto more = source->read(block, std::size_t{1} << 20);
        if (!more)
            return more.error();
        if (!*more)
            return false;
        if (!isAscii(block))
            return true;
        for (std::size_t at = 0; at < block.size();) {
            if (!escape)
                at = block.find('\\', at);
            else if (const char c = block[at]; c == 'u' || c == 'r')
                return true;
            escape = !escape && at != std::string::npos;
            at += at != std::string::npos;
        }
    }
}

} // namespace

Result<void> readSpanRecords(
    ReadJob& job, OffsetUnit usual, const ParseRecord& parse, const RecordShape& shape) {
    OffsetUnitDetector detector;
    auto matters = unitMatters(job);
    if (!matters)
        return matters.error();
    if (!*matters) {
        detector.allAlike();
    } else {
        ImportOptions lenient = job.options();
        lenient.skipBad = true;
        NoSink nowhere;
        ImportReport aside;
        ReadJob look(job.path(), lenient, nowhere, aside, job.stop(), {});
        auto seen = readRecords(
            look,
            [&](json&& record, std::uint64_t line) -> Result<void> {
                RawRecord raw;
                auto kept = parse(look, std::move(record), look.where(line), raw);
                if (!kept)
                    return kept.error();
                std::vector<RawSpan> spans;
                for (const auto& label : raw.labels)
                    spans.push_back({label.begin, label.end,
                        label.covered ? std::optional<std::string_view>(*label.covered)
                                      : std::nullopt});
                if (*kept)
                    detector.add(raw.document.text, spans);
                return {};
            },
            shape);
        if (!seen)
            return seen;
    }
    const auto unit = job.decideUnit(detector, usual);
    std::uint64_t number = 0;
    std::unordered_set<std::size_t> names;
    job.report().unit = "record";
    return readRecords(
        job,
        [&](json&& record, std::uint64_t line) -> Result<void> {
            RawRecord raw;
            const auto where = job.where(line);
            auto kept = parse(job, std::move(record), where, raw);
            if (!kept)
                return kept.error();
            ++number;
            if (!*kept)
                return {};
            // By hash: a file may have millions of names.
            if (!raw.document.name.empty()
                && !names.insert(std::hash<std::string>{}(raw.document.name)).second)
                job.warn("record whose name or id came before", where);
            return deliverSpans(job, std::move(raw), unit, number, where);
        },
        shape);
}

namespace {

// Relations of labels become relations of the spans that they became.
void relate(ReadJob& job, std::vector<RawRelation>&& relations,
    const std::vector<std::optional<std::size_t>>& places,
    const std::map<std::size_t, std::string>& ids, std::vector<SpanDraft>& spans,
    const std::string& where) {
    std::vector<Relation> found;
    for (auto& relation : relations)
        if (places[relation.from] && places[relation.to])
            found.push_back(
                {*places[relation.from], *places[relation.to], std::move(relation.type)});
        else
            job.lost("relation between entities that are not there", where);
    if (const auto replaced = addRelations(spans, found, ids); replaced > 0)
        job.lost("id of an entity that another one has too", where, replaced);
}

} // namespace

Result<void> deliverSpans(ReadJob& job, RawRecord&& raw, OffsetUnit unit, std::uint64_t number,
    const std::string& where) {
    auto& document = raw.document;
    const OffsetReader offsets(document.text, unit);
    std::vector<std::optional<std::size_t>> places(raw.labels.size()); // of labels, as spans
    std::map<std::size_t, std::string> ids;
    for (std::size_t at = 0; at < raw.labels.size(); ++at) {
        auto& label = raw.labels[at];
        auto range = job.place(offsets, label.begin, label.end, where);
        if (!range)
            return range.error();
        if (!*range)
            continue;
        if (!usableText(label.label)) {
            if (auto listed = job.problem("The span has no label", where, "Give it one."); !listed)
                return listed;
            continue;
        }
        if (label.covered && offsets.map().slice(**range) != *label.covered)
            job.warn("span whose text is not the one that the file gives", where);
        places[at] = document.spans.size();
        if (!label.id.empty())
            ids[document.spans.size()] = std::move(label.id);
        document.spans.push_back({**range, std::move(label.label), label.source, label.state,
            label.score, std::move(label.attributes)});
    }
    relate(job, std::move(raw.relations), places, ids, document.spans, where);
    if (document.name.empty())
        document.name = job.path().stem().string() + ":" + std::to_string(number);
    if (document.split.empty())
        document.split = job.split();
    if (!raw.stateGiven && document.state == DocumentState::Unseen
        && (!document.spans.empty() || raw.decided)) {
        const bool labelled = std::any_of(document.spans.begin(), document.spans.end(),
            [](const SpanDraft& span) { return span.state == SpanState::Accepted; });
        document.state = labelled || raw.decided ? DocumentState::Done : DocumentState::Suggested;
    }
    return job.deliver(std::move(document));
}

Result<bool> takeText(ReadJob& job, const json& record, const std::string& key,
    const std::string& where, std::string& text) {
    const auto* found = stringIn(record, key.c_str());
    if (found && usableText(*found)) {
        text = *found;
        return true;
    }
    if (auto listed = job.problem(found && found->empty() ? "The record's text is empty"
                : found                                   ? "The record's text has a NUL character"
                        : "The record has no text under \"" + key + "\"",
            where, "Mend it, or name the key of the text.");
        !listed)
        return listed.error();
    return false;
}

} // namespace evenspan::io
