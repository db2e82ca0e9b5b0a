// SPDX-License-Identifier: GPL-3.0-or-later
// doccano's JSON lines (doccano.github.io/doccano; backend/data_export and data_import of its
// source): "label" or, before 1.5, "labels" as [begin, end, name]; "entities" and "relations" of
// relation projects; "annotations" with numbers for labels of the oldest. Metadata stand beside the
// text. Offsets are UTF-16 units unless the project counts graphemes.
#include "core/io/annotators.h"
#include "core/io/json_text.h"
#include "core/io/json_write.h"
#include "core/io/span_records.h"
#include "core/schema/annotators.h"
#include "core/schema/relations.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace evenspan::io {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

const std::set<std::string> kTaken{"id", "text", "data", "label", "labels", "entities", "relations",
    "annotations", "meta", "Comments", "annotation_approver", "evenspan"};

bool isTriple(const json& value) {
    return value.is_array() && value.size() >= 3 && value[0].is_number_integer()
        && value[1].is_number_integer();
}

int sniffDoccano(const FileHead& head, std::vector<std::string>& reasons) {
    const auto record = firstRecord(head);
    if (!record || !stringIn(*record, "text"))
        return 0;
    for (const char* key : {"label", "labels"})
        if (const auto* list = arrayIn(*record, key))
            if (list->empty() || isTriple((*list)[0])) {
                reasons = {std::string("records have \"text\" and \"") + key
                    + "\" with [begin, end, name]"};
                return list->empty() ? 70 : 95;
            }
    for (const char* key : {"entities", "annotations"})
        if (const auto* list = arrayIn(*record, key))
            if (!list->empty() && wholeIn((*list)[0], "start_offset")) {
                reasons = {std::string("records have \"") + key + "\" with start_offset"};
                return 95;
            }
    if (arrayIn(*record, "entities") && arrayIn(*record, "relations")) {
        reasons = {"records have \"entities\" and \"relations\""};
        return 80;
    }
    return 0;
}

Result<bool> parseTriples(
    ReadJob& job, const json& list, const std::string& where, std::vector<RawLabel>& labels) {
    for (const auto& item : list) {
        const auto begin = isTriple(item) ? wholeNumberOf(item[0]) : std::nullopt;
        const auto end = isTriple(item) ? wholeNumberOf(item[1]) : std::nullopt;
        if (!begin || !end) {
            if (auto listed = job.problem("A label is not [begin, end, name]", where,
                    "Write two whole numbers and a name.");
                !listed)
                return listed.error();
            continue;
        }
        RawLabel label;
        label.begin = *begin;
        label.end = *end;
        label.label = plainText(item[2]);
        labels.push_back(std::move(label));
    }
    return true;
}

Result<bool> parseObjects(
    ReadJob& job, const json& list, const std::string& where, std::vector<RawLabel>& labels) {
    for (const auto& item : list) {
        const auto begin = wholeIn(item, "start_offset"), end = wholeIn(item, "end_offset");
        const auto* name = member(item, "label");
        if (!begin || !end || !name) {
            if (auto listed = job.problem("An entity lacks label, start_offset or end_offset",
                    where, "Give it all three.");
                !listed)
                return listed.error();
            continue;
        }
        RawLabel label;
        label.begin = *begin;
        label.end = *end;
        label.label = plainText(*name);
        if (name->is_number())
            job.warn("label that is a number; the file does not hold its name", where);
        if (const auto* id = member(item, "id"))
            label.attributes["id"] = plainText(*id);
        if (const auto* user = member(item, "user"))
            label.attributes[kAnnotatorAttribute] = plainText(*user);
        labels.push_back(std::move(label));
    }
    return true;
}

void takeRelations(ReadJob& job, const json& list, const std::string& where, RawRecord& out) {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < out.labels.size(); ++i)
        if (const auto id = out.labels[i].attributes.find(kRelationId);
            id != out.labels[i].attributes.end())
            places.emplace(id->second, i);
    const auto placeOf = [&](const json& item, const char* key) {
        const auto* id = member(item, key);
        return id ? places.find(plainText(*id)) : places.end();
    };
    for (const auto& item : list) {
        const auto from = placeOf(item, "from_id"), to = placeOf(item, "to_id");
        const auto* type = member(item, "type");
        if (from == places.end() || to == places.end())
            job.lost("relation between entities that are not there", where);
        else
            out.relations.push_back(
                {from->second, to->second, type ? plainText(*type) : std::string()});
    }
}

// Entities that name their user are that user's answer; of several, each one's is a layer.
void takeUsers(ReadJob& job, const std::string& where, RawRecord& out) {
    std::vector<Answer> answers;
    std::vector<std::pair<std::size_t, std::size_t>> places; // of labels: answer, place in it
    for (auto& label : out.labels) {
        const auto user = label.attributes.find(kAnnotatorAttribute);
        const auto name = user == label.attributes.end() ? std::string() : user->second;
        auto answer = std::find_if(answers.begin(), answers.end(),
            [&](const Answer& one) { return one.annotator == name; });
        if (answer == answers.end())
            answer = answers.insert(answer, Answer{name, false, {}, {}});
        places.emplace_back(answer - answers.begin(), answer->labels.size());
        answer->labels.push_back(std::move(label));
    }
    if (answers.empty() || (answers.size() == 1 && answers[0].annotator.empty())) {
        for (std::size_t i = 0; i < places.size(); ++i)
            out.labels[i] = std::move(answers[0].labels[i]);
        return;
    }
    for (auto& relation : out.relations)
        if (places[relation.from].first == places[relation.to].first)
            answers[places[relation.from].first].relations.push_back({places[relation.from].second,
                places[relation.to].second, std::move(relation.type)});
        else
            job.lost("relation between entities of two annotators", where);
    out.relations.clear();
    out.labels.clear();
    takeAnswers(job, std::move(answers), where, out);
}

Result<bool> parseDoccano(ReadJob& job, json&& record, const std::string& where, RawRecord& out) {
    auto& document = out.document;
    auto text = takeText(job, record, job.setting("text", "text"), where, document.text);
    if (!text || !*text)
        return text;
    if (const auto* id = member(record, "id"))
        document.name = plainText(*id);
    out.stateGiven = takeOwnPart(record, document, job, where);
    for (const std::string& key : {job.setting("label", "label"), std::string("labels")})
        if (const auto* list = arrayIn(record, key.c_str()))
            if (auto done = parseTriples(job, *list, where, out.labels); !done)
                return done;
    for (const char* key : {"entities", "annotations"})
        if (const auto* list = arrayIn(record, key))
            if (auto done = parseObjects(job, *list, where, out.labels); !done)
                return done;
    if (const auto* list = arrayIn(record, "relations"))
        takeRelations(job, *list, where, out);
    if (const auto* comments = arrayIn(record, "Comments"); comments && !comments->empty())
        job.lost("comment", where, comments->size());
    const auto textKey = job.setting("text", "text"), labelKey = job.setting("label", "label");
    for (const auto& [key, value] : record.items())
        if (!kTaken.contains(key) && key != textKey && key != labelKey)
            document.metadata[key] = plainText(value);
    if (const auto* meta = member(record, "meta"); meta && meta->is_object())
        for (const auto& [key, value] : meta->items())
            document.metadata[key] = plainText(value);
    if (const auto* approver = member(record, "annotation_approver");
        approver && !approver->is_null())
        document.metadata["annotation_approver"] = plainText(*approver);
    takeUsers(job, where, out);
    return true;
}

Result<void> readDoccano(ReadJob& job) {
    RecordShape shape;
    shape.own = "";
    return readSpanRecords(job, OffsetUnit::Utf16, parseDoccano, shape);
}

bool hasRelationShape(const ExportOptions& options) {
    const auto shape = options.settings.find("shape");
    return shape != options.settings.end() && shape->second == "relation";
}

class DoccanoWriter : public RecordWriter {
public:
    DoccanoWriter(const ExportOptions& options, ByteSink bytes, KeptSink kept)
        : RecordWriter({"doccano", "", "\n"}, std::move(bytes), std::move(kept)) {
        m_relations = hasRelationShape(options);
    }

private:
    bool keepsAttributes() const override { return m_relations; }

    Result<std::string> record(DocumentDraft& document) override {
        std::string out;
        out.reserve(document.text.size() + document.grid.tokens.size() * 10
            + document.spans.size() * 24 + 256);
        out += "{\"id\":";
        appendNumber(out, number());
        out += ",\"text\":";
        appendJson(out, document.text);
        const OffsetWriter offsets(document.text, OffsetUnit::Utf16);
        if (m_relations) {
            ordered_json parts;
            writeEntities(document, offsets, parts);
            for (const auto& [key, value] : parts.items())
                out += ",\"" + key + "\":" + dumpLine(value);
        } else {
            out += ",\"label\":[";
            const char* before = "[";
            for (const auto& span : document.spans) {
                const auto place = *offsets.write(span.range);
                out += before;
                appendNumber(out, static_cast<std::uint64_t>(place.first));
                out += ',';
                appendNumber(out, static_cast<std::uint64_t>(place.second));
                out += ',';
                appendJson(out, span.label);
                out += ']';
                before = ",[";
            }
            out += ']';
        }
        std::map<std::string, std::string> spare;
        for (const auto& [key, value] : document.metadata)
            if (kTaken.contains(key)) {
                spare[key] = value;
            } else {
                out += ',';
                appendJson(out, key);
                out += ':';
                appendJson(out, value);
            }
        out += ",\"Comments\":[],\"evenspan\":";
        appendOwnPart(out, document, spare);
        out += '}';
        return out;
    }

    // Ids are given anew, so that documents put together never share one.
    void writeEntities(DocumentDraft& document, const OffsetWriter& offsets, ordered_json& out) {
        auto entities = ordered_json::array(), relations = ordered_json::array();
        const auto found = relationsOf(document.spans);
        if (found.dangling > 0)
            lost("relation to a span that is not written", found.dangling);
        const auto first = m_lastId + 1;
        for (auto& span : document.spans) {
            const auto place = *offsets.write(span.range);
            entities.push_back({{"id", ++m_lastId}, {"label", span.label},
                {"start_offset", place.first}, {"end_offset", place.second}});
            for (const auto& [key, value] : span.attributes)
                if (key != kRelationId && !isRelationKey(key))
                    lost("attribute of a span");
            if (span.score)
                lost("span whose score is not kept");
            span.score.reset();
            span.attributes = {{kRelationId, std::to_string(m_lastId)}};
        }
        for (const auto& relation : found.all)
            relations.push_back({{"id", ++m_lastRelation}, {"from_id", first + relation.from},
                {"to_id", first + relation.to}, {"type", relation.type}});
        out["entities"] = std::move(entities);
        out["relations"] = std::move(relations);
        addRelations(document.spans, found.all);
    }

    bool m_relations = false;
    std::uint64_t m_lastId = 0, m_lastRelation = 0;
};

std::unique_ptr<DocumentWriter> makeDoccanoWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept) {
    return std::make_unique<DoccanoWriter>(options, std::move(bytes), std::move(kept));
}

} // namespace

Format doccanoFormat() {
    Format format{"doccano", "doccano JSON lines", sniffDoccano, readDoccano, makeDoccanoWriter,
        "text label shape"};
    format.relations = hasRelationShape;
    return format;
}

} // namespace evenspan::io
