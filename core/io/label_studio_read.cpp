// SPDX-License-Identifier: GPL-3.0-or-later
// Label Studio's JSON and JSON-MIN (labelstud.io/guide/export): tasks with "data", "annotations"
// (before 1.0 "completions") and "predictions"; offsets are code points since 2022 and UTF-16
// before; the covered text of a region tells. A region's text has line ends as the two characters
// \n.
#include "core/io/label_studio.h"

#include "core/io/annotators.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace evenspan::io {

namespace {

using nlohmann::json;

bool isRegion(const json& item) {
    return member(item, "start") && member(item, "end") && arrayIn(item, "labels");
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
        } else if (!isMinKey(key)) {
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

} // namespace

bool isMinKey(const std::string& key) {
    static const std::set<std::string> taken{"id", "text", "label", "annotator", "annotation_id",
        "created_at", "updated_at", "lead_time", "evenspan"};
    return taken.contains(key);
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

Result<void> readLabelStudio(ReadJob& job) {
    RecordShape shape;
    shape.own = "data";
    return readSpanRecords(job, OffsetUnit::CodePoint, parseLabelStudio, shape);
}

} // namespace evenspan::io
