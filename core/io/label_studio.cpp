// SPDX-License-Identifier: GPL-3.0-or-later
// Label Studio's JSON and JSON-MIN (labelstud.io/guide/export): tasks with "data", "annotations"
// (before 1.0 "completions") and "predictions"; offsets are code points since 2022 and UTF-16
// before; the covered text of a region tells. A region's text has line ends as the two characters
// \n.
#include "core/io/annotators.h"
#include "core/io/json_write.h"
#include "core/schema/annotators.h"
#include "core/schema/relations.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace evenspan::io {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

const std::set<std::string> kMinTaken{"id", "text", "label", "annotator", "annotation_id",
    "created_at", "updated_at", "lead_time", "evenspan"};

bool isRegion(const json& item) {
    return member(item, "start") && member(item, "end") && arrayIn(item, "labels");
}

int sniffLabelStudio(const FileHead& head, std::vector<std::string>& reasons) {
    const auto record = firstRecord(head);
    if (!record)
        return 0;
    const auto* data = member(*record, "data");
    if (data && data->is_object()
        && (arrayIn(*record, "annotations") || arrayIn(*record, "completions")
            || arrayIn(*record, "predictions"))) {
        reasons = {"records are tasks with \"data\" and \"annotations\" or \"predictions\""};
        return 96;
    }
    for (const auto& [key, value] : record->items())
        if (value.is_array() && !value.empty() && isRegion(value[0])) {
            reasons = {"records hold regions with start, end and labels under \"" + key + "\""};
            return 93;
        }
    if (data && data->is_object() && stringIn(*data, "text")) {
        reasons = {"records are tasks with \"data\""};
        return 60;
    }
    return 0;
}

// Line ends stand as \n in a region's text, unless the text itself has such characters.
std::string unescaped(const std::string& covered, const std::string& text) {
    if (covered.find("\\n") == std::string::npos || text.find("\\n") != std::string::npos)
        return covered;
    std::string out;
    for (std::size_t i = 0; i < covered.size(); ++i)
        if (covered[i] == '\\' && i + 1 < covered.size() && covered[i + 1] == 'n') {
            out += '\n';
            ++i;
        } else {
            out += covered[i];
        }
    return out;
}

// The labels of one region; false after a problem.
Result<bool> takeRegion(ReadJob& job, const json& value, const std::string& text,
    const std::string& where, std::vector<RawLabel>& out) {
    auto begin = wholeIn(value, "start"), end = wholeIn(value, "end");
    if (const auto* global = member(value, "globalOffsets")) {
        begin = wholeIn(*global, "start");
        end = wholeIn(*global, "end");
    }
    const json* names = nullptr;
    for (const char* key : {"labels", "hypertextlabels"})
        if (const auto* list = arrayIn(value, key))
            names = list;
    if (!begin || !end || !names || names->empty()) {
        if (auto listed =
                job.problem("A region lacks start, end or labels", where, "Give it all three.");
            !listed)
            return listed.error();
        return false;
    }
    if (names->size() > 1)
        job.warn("region with several labels; one span each", where);
    for (const auto& name : *names) {
        RawLabel label;
        label.begin = *begin;
        label.end = *end;
        label.label = plainText(name);
        if (const auto* covered = stringIn(value, "text"))
            label.covered = unescaped(*covered, text);
        out.push_back(std::move(label));
    }
    return true;
}

// {"type": "relation", "from_id", "to_id", "direction": right, left or bi, "labels"}, of regions of
// the same result, which may stand behind it.
void takeRelation(ReadJob& job, const json& item, const std::map<std::string, std::size_t>& regions,
    const std::string& where, std::vector<RawRelation>& out) {
    const auto placeOf = [&](const char* key) {
        const auto* id = member(item, key);
        return id ? regions.find(plainText(*id)) : regions.end();
    };
    auto from = placeOf("from_id"), to = placeOf("to_id");
    if (from == regions.end() || to == regions.end())
        return job.lost("relation between entities that are not there", where);
    const auto* direction = stringIn(item, "direction");
    if (direction && *direction == "left")
        std::swap(from, to);
    std::vector<std::string> types;
    if (const auto* labels = arrayIn(item, "labels"))
        for (const auto& label : *labels)
            types.push_back(plainText(label));
    if (types.empty())
        types.emplace_back();
    for (const auto& type : types) {
        out.push_back({from->second, to->second, type});
        if (direction && *direction == "bi")
            out.push_back({to->second, from->second, type});
    }
}

Result<void> takeResult(ReadJob& job, const json& holder, const std::string& text,
    const std::string& where, Answer& out) {
    const auto* result = arrayIn(holder, "result");
    if (!result)
        return {};
    auto& labels = out.labels;
    std::map<std::string, std::size_t> regions;
    std::vector<const json*> relations;
    for (const auto& item : *result) {
        const auto* type = stringIn(item, "type");
        const auto* value = member(item, "value");
        if (type && *type == "relation") {
            relations.push_back(&item);
            continue;
        }
        if (!type || (*type != "labels" && *type != "hypertextlabels") || !value) {
            job.lost("result that is no labelled region", where);
            continue;
        }
        const auto first = labels.size();
        if (auto taken = takeRegion(job, *value, text, where, labels); !taken)
            return taken.error();
        if (const auto* id = member(item, "id"); id && first < labels.size()) {
            labels[first].id = plainText(*id);
            regions.emplace(labels[first].id, first);
        }
        const auto* score = member(item, "score");
        if (!score || !score->is_number())
            score = member(holder, "score");
        if (score && score->is_number())
            for (auto i = first; i < labels.size(); ++i)
                labels[i].score = std::clamp(score->get<double>(), 0.0, 1.0);
    }
    for (const auto* relation : relations)
        takeRelation(job, *relation, regions, where, out.relations);
    return {};
}

std::string annotatorOf(const json& annotation) {
    const auto* by = member(annotation, "completed_by");
    if (by && by->is_object())
        for (const char* key : {"id", "email", "username"})
            if (const auto* name = member(*by, key); name && !name->is_null())
                return plainText(*name);
    return by && !by->is_null() && !by->is_object() ? plainText(*by) : std::string();
}

// The key of `data` that holds the text: the one asked for, "text", else its longest string.
std::string textKeyOf(ReadJob& job, const json& data) {
    const auto asked = job.setting("text");
    if (!asked.empty() || stringIn(data, "text"))
        return asked.empty() ? "text" : asked;
    std::string best = "text";
    std::size_t longest = 0;
    std::vector<std::string> others;
    for (const auto& [key, value] : data.items())
        if (const auto* text = value.get_ptr<const std::string*>()) {
            others.push_back(key);
            if (text->size() <= longest)
                continue;
            longest = text->size();
            best = key;
        }
    // Once: other records may hold other strings.
    for (const auto& known : job.report().found)
        if (known.what == "text" && known.value == best)
            return best;
    job.found("text", best, "it is the longest string of the data", std::move(others));
    return best;
}

Result<bool> parseTask(ReadJob& job, json&& record, const std::string& where, RawRecord& out) {
    auto& document = out.document;
    json& data = record["data"];
    const auto textKey = textKeyOf(job, data);
    auto text = takeText(job, data, textKey, where, document.text);
    if (!text || !*text)
        return text;
    if (const auto* id = member(record, "id"))
        document.name = plainText(*id);
    const bool gold = !saysNoGold(data);
    out.stateGiven = takeOwnPart(data, document, job, where);
    for (const auto& [key, value] : data.items())
        if (key != textKey)
            document.metadata[key] = plainText(value);
    std::vector<Answer> answers;
    for (const char* key : {"annotations", "completions"})
        if (const auto* list = arrayIn(record, key))
            for (const auto& annotation : *list) {
                const auto* cancelled = member(annotation, "was_cancelled");
                if (cancelled && cancelled->is_boolean() && cancelled->get<bool>()) {
                    job.lost("annotation that was cancelled", where);
                    continue;
                }
                Answer answer;
                answer.annotator = annotatorOf(annotation);
                const auto* truth = member(annotation, "ground_truth");
                answer.preferred = truth && truth->is_boolean() && truth->get<bool>();
                if (auto done = takeResult(job, annotation, document.text, where, answer); !done)
                    return done.error();
                answers.push_back(std::move(answer));
            }
    takeAnswers(job, std::move(answers), where, out, gold);
    if (const auto* list = arrayIn(record, "predictions"))
        for (const auto& prediction : *list) {
            Answer said;
            if (auto done = takeResult(job, prediction, document.text, where, said); !done)
                return done.error();
            for (auto& relation : said.relations)
                out.relations.push_back({relation.from + out.labels.size(),
                    relation.to + out.labels.size(), std::move(relation.type)});
            for (auto& label : said.labels) {
                label.state = SpanState::Suggested;
                label.source = SpanSource::Model;
                if (const auto* model = stringIn(prediction, "model_version"))
                    label.attributes["model"] = *model;
                out.labels.push_back(std::move(label));
            }
        }
    return true;
}

Result<bool> parseMin(ReadJob& job, json&& record, const std::string& where, RawRecord& out) {
    auto& document = out.document;
    const auto textKey = textKeyOf(job, record);
    auto text = takeText(job, record, textKey, where, document.text);
    if (!text || !*text)
        return text;
    if (const auto* id = member(record, "id"))
        document.name = plainText(*id);
    out.stateGiven = takeOwnPart(record, document, job, where);
    for (const auto& [key, value] : record.items()) {
        if (key == textKey)
            continue;
        if (value.is_array() && !value.empty() && isRegion(value[0])) {
            for (const auto& region : value)
                if (auto taken = takeRegion(job, region, document.text, where, out.labels); !taken)
                    return taken;
        } else if (!kMinTaken.contains(key)) {
            document.metadata[key] = plainText(value);
        }
    }
    out.decided = record.contains("annotation_id") || record.contains("annotator");
    if (out.decided) {
        Answer answer;
        if (const auto* name = member(record, "annotator"); name && !name->is_null())
            answer.annotator = plainText(*name);
        answer.labels = std::move(out.labels);
        out.labels.clear();
        std::vector<Answer> answers;
        answers.push_back(std::move(answer));
        takeAnswers(job, std::move(answers), where, out);
    }
    return true;
}

Result<bool> parseLabelStudio(
    ReadJob& job, json&& record, const std::string& where, RawRecord& out) {
    const auto* data = member(record, "data");
    return data && data->is_object() ? parseTask(job, std::move(record), where, out)
                                     : parseMin(job, std::move(record), where, out);
}

Result<void> readLabelStudio(ReadJob& job) {
    return readSpanRecords(job, OffsetUnit::CodePoint, parseLabelStudio);
}

bool isMinimal(const ExportOptions& options) {
    const auto shape = options.settings.find("shape");
    return shape != options.settings.end() && shape->second == "min";
}

class LabelStudioWriter : public RecordWriter {
public:
    LabelStudioWriter(bool minimal, ByteSink bytes, KeptSink kept)
        : RecordWriter({"label-studio", "[\n", ",\n", "\n]\n"}, std::move(bytes), std::move(kept))
        , m_minimal(minimal) { }

private:
    bool keepsAttributes() const override { return true; } // record() takes what it can

    bool keepsLayers() const override { return !m_minimal; }

    static bool decided(const DocumentDraft& document) {
        return !document.spans.empty() || document.state == DocumentState::Done
            || document.state == DocumentState::Reviewed;
    }

    // The regions and relations of one annotation. What it cannot hold of the spans goes.
    ordered_json regionsOf(const OffsetMap& map, std::vector<SpanDraft>& spans) {
        auto regions = ordered_json::array();
        const auto relations = relationsOf(spans);
        if (relations.dangling > 0)
            lost("relation to a span that is not written", relations.dangling);
        removeRelations(spans);
        dropAttributes(spans);
        std::map<std::size_t, std::string> ids;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            const auto& span = spans[i];
            ids[i] = "r" + std::to_string(++m_region);
            ordered_json value{{"start", span.range.begin}, {"end", span.range.end},
                {"text", map.slice(span.range)}, {"labels", {span.label}}};
            if (m_minimal)
                regions.push_back(std::move(value));
            else
                regions.push_back({{"id", ids[i]}, {"from_name", "label"}, {"to_name", "text"},
                    {"type", "labels"}, {"origin", "manual"}, {"value", std::move(value)}});
        }
        for (const auto& relation : relations.all)
            regions.push_back({{"type", "relation"}, {"from_id", ids[relation.from]},
                {"to_id", ids[relation.to]}, {"direction", "right"},
                {"labels",
                    relation.type.empty() ? ordered_json::array()
                                          : ordered_json::array({relation.type})}});
        addRelations(spans, relations.all, ids);
        return regions;
    }

    // A number as Label Studio gives its users, else what it asks for of users it does not know.
    static ordered_json completedBy(const std::string& name) {
        const bool number = name.size() < 10 && !name.empty() && name.front() != '0'
            && name.find_first_not_of("0123456789") == std::string::npos;
        return number ? ordered_json(std::stoi(name)) : ordered_json{{"email", name}};
    }

    Result<std::string> record(DocumentDraft& document) override {
        auto layers = m_minimal ? AnnotatorLayers() : takeLayersOf(document);
        ordered_json data;
        data["text"] = document.text;
        std::map<std::string, std::string> spare;
        for (const auto& [key, value] : document.metadata)
            if (m_minimal ? kMinTaken.contains(key) : key == "text" || key == "evenspan")
                spare[key] = value;
            else
                data[key] = value;
        data["evenspan"] = ownPart(document, spare);
        const bool gold = decided(document);
        if (!gold && !layers.others.empty())
            data["evenspan"]["gold"] = false;
        const OffsetMap map(document.text);
        m_region = 0;
        auto regions = regionsOf(map, document.spans);
        ordered_json out{{"id", number()}};
        if (m_minimal) {
            out.update(data);
            if (gold) {
                out["label"] = std::move(regions);
                out["annotation_id"] = number();
            }
            return dumpLine(out);
        }
        out["data"] = std::move(data);
        auto& annotations = out["annotations"] = ordered_json::array();
        const auto annotate = [&](const std::string& name, bool truth, ordered_json&& result) {
            ordered_json annotation{{"id", ++m_annotation}};
            if (!name.empty())
                annotation["completed_by"] = completedBy(name);
            annotation.update({{"was_cancelled", false}, {"ground_truth", truth}});
            annotation["result"] = std::move(result);
            annotations.push_back(std::move(annotation));
        };
        if (gold)
            annotate(layers.gold,
                document.state == DocumentState::Reviewed || !layers.others.empty(),
                std::move(regions));
        for (auto& layer : layers.others)
            annotate(layer.name, false, regionsOf(map, layer.spans));
        out["predictions"] = ordered_json::array();
        putLayers(document, std::move(layers));
        return dumpLine(out);
    }

    std::size_t m_region = 0, m_annotation = 0;
    bool m_minimal;
};

std::unique_ptr<DocumentWriter> makeLabelStudioWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept) {
    return std::make_unique<LabelStudioWriter>(
        isMinimal(options), std::move(bytes), std::move(kept));
}

} // namespace

Format labelStudioFormat() {
    Format format{"label-studio", "Label Studio JSON", sniffLabelStudio, readLabelStudio,
        makeLabelStudioWriter, "text annotator shape config"};
    format.relations = [](const ExportOptions& options) { return !isMinimal(options); };
    format.annotators = [](const ExportOptions& options) {
        return isMinimal(options) ? AnnotatorsKept::None : AnnotatorsKept::Layers;
    };
    return format;
}

} // namespace evenspan::io
