// SPDX-License-Identifier: GPL-3.0-or-later
// doccano's JSON lines (doccano.github.io/doccano; backend/data_export and data_import of its
// source): "label" or, before 1.5, "labels" as [begin, end, name]; "entities" and "relations" of
// relation projects; "annotations" with numbers for labels of the oldest. Metadata stand beside the
// text. Offsets are UTF-16 units unless the project counts graphemes.
#include "core/io/json_write.h"
#include "core/io/span_records.h"

#include <nlohmann/json.hpp>
#include <set>

namespace evenspan::io {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kRelation = "relation "; // attribute "relation TYPE" = ids of targets
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
        const auto begin = isTriple(item) ? wholeNumber(item[0]) : std::nullopt;
        const auto end = isTriple(item) ? wholeNumber(item[1]) : std::nullopt;
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
            label.attributes["annotator"] = plainText(*user);
        labels.push_back(std::move(label));
    }
    return true;
}

void addRelations(
    ReadJob& job, const json& list, const std::string& where, std::vector<RawLabel>& labels) {
    for (const auto& item : list) {
        const auto* from = member(item, "from_id");
        const auto* to = member(item, "to_id");
        const auto* type = member(item, "type");
        RawLabel* source = nullptr;
        bool target = false;
        for (auto& label : labels) {
            const auto id = label.attributes.find("id");
            if (from && id != label.attributes.end() && id->second == plainText(*from))
                source = &label;
            target = target || (to && id != label.attributes.end() && id->second == plainText(*to));
        }
        if (!source || !target || !type) {
            job.lost("relation between entities that are not there", where);
            continue;
        }
        auto& ids = source->attributes[std::string(kRelation) + plainText(*type)];
        ids += (ids.empty() ? "" : " ") + plainText(*to);
    }
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
        addRelations(job, *list, where, out.labels);
    if (const auto* comments = arrayIn(record, "Comments"); comments && !comments->empty())
        job.lost("comment", where, comments->size());
    const auto textKey = job.setting("text", "text"), labelKey = job.setting("label", "label");
    for (const auto& [key, value] : record.items())
        if (!kTaken.contains(key) && key != textKey && key != labelKey)
            document.metadata[key] = plainText(value);
    if (const auto* meta = member(record, "meta"); meta && meta->is_object())
        for (const auto& [key, value] : meta->items())
            document.metadata[key] = plainText(value);
    return true;
}

Result<void> readDoccano(ReadJob& job) {
    return readSpanRecords(job, OffsetUnit::Utf16, parseDoccano);
}

class DoccanoWriter : public RecordWriter {
public:
    DoccanoWriter(const ExportOptions& options, ByteSink bytes, KeptSink kept)
        : RecordWriter({"doccano", "", "\n"}, std::move(bytes), std::move(kept)) {
        const auto shape = options.settings.find("shape");
        m_relations = shape != options.settings.end() && shape->second == "relation";
    }

private:
    bool keepsAttributes() const override { return m_relations; }

    Result<std::string> record(DocumentDraft& document) override {
        ordered_json out;
        out["id"] = number();
        out["text"] = document.text;
        const OffsetWriter offsets(document.text, OffsetUnit::Utf16);
        if (m_relations)
            writeEntities(document, offsets, out);
        else {
            auto& labels = out["label"] = ordered_json::array();
            for (const auto& span : document.spans) {
                const auto place = *offsets.write(span.range);
                labels.push_back({place.first, place.second, span.label});
            }
        }
        std::map<std::string, std::string> spare;
        for (const auto& [key, value] : document.metadata)
            if (kTaken.contains(key))
                spare[key] = value;
            else
                out[key] = value;
        out["Comments"] = ordered_json::array();
        out["evenspan"] = ownPart(document, spare);
        return dumpLine(out);
    }

    // Ids are given anew, so that documents put together never share one.
    void writeEntities(DocumentDraft& document, const OffsetWriter& offsets, ordered_json& out) {
        auto& entities = out["entities"] = ordered_json::array();
        auto& relations = out["relations"] = ordered_json::array();
        std::map<std::string, std::uint64_t> ids;
        for (const auto& span : document.spans) {
            const auto place = *offsets.write(span.range);
            ++m_lastId;
            if (const auto own = span.attributes.find("id"); own != span.attributes.end())
                ids[own->second] = m_lastId;
            entities.push_back({{"id", m_lastId}, {"label", span.label},
                {"start_offset", place.first}, {"end_offset", place.second}});
        }
        std::uint64_t id = m_lastId - document.spans.size();
        for (auto& span : document.spans) {
            ++id;
            std::map<std::string, std::string> kept{{"id", std::to_string(id)}};
            for (const auto& [key, value] : span.attributes) {
                if (key == "id")
                    continue;
                if (key.rfind(kRelation, 0) != 0) {
                    lost("attribute of a span");
                    continue;
                }
                for (std::size_t at = 0; at <= value.size();) {
                    const auto end = std::min(value.find(' ', at), value.size());
                    const auto target = ids.find(value.substr(at, end - at));
                    at = end + 1;
                    if (target == ids.end()) {
                        lost("relation to a span that is not written");
                        continue;
                    }
                    relations.push_back({{"id", ++m_lastRelation}, {"from_id", id},
                        {"to_id", target->second}, {"type", key.substr(kRelation.size())}});
                    auto& targets = kept[key];
                    targets += (targets.empty() ? "" : " ") + std::to_string(target->second);
                }
            }
            if (span.score)
                lost("span whose score is not kept");
            span.score.reset();
            span.attributes = std::move(kept);
        }
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
    return {"doccano", "doccano JSON lines", sniffDoccano, readDoccano, makeDoccanoWriter,
        "text label shape"};
}

} // namespace evenspan::io
