// SPDX-License-Identifier: GPL-3.0-or-later
// Label Studio's JSON and JSON-MIN (labelstud.io/guide/export): tasks with "data", "annotations"
// (before 1.0 "completions") and "predictions"; offsets are code points since 2022 and UTF-16
// before; the covered text of a region tells. A region's text has line ends as the two characters
// \n.
#include "core/io/annotators.h"
#include "core/io/json_write.h"

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

Result<void> takeResult(ReadJob& job, const json& holder, const std::string& text,
    const std::string& where, std::vector<RawLabel>& out) {
    const auto* result = arrayIn(holder, "result");
    if (!result)
        return {};
    for (const auto& item : *result) {
        const auto* type = stringIn(item, "type");
        const auto* value = member(item, "value");
        if (!type || (*type != "labels" && *type != "hypertextlabels") || !value) {
            job.lost(type && *type == "relation" ? "relation" : "result that is no labelled region",
                where);
            continue;
        }
        const auto first = out.size();
        if (auto taken = takeRegion(job, *value, text, where, out); !taken)
            return taken.error();
        const auto* score = member(item, "score");
        if (!score || !score->is_number())
            score = member(holder, "score");
        if (score && score->is_number())
            for (auto i = first; i < out.size(); ++i)
                out[i].score = std::clamp(score->get<double>(), 0.0, 1.0);
    }
    return {};
}

std::string annotatorOf(const json& annotation) {
    const auto* by = member(annotation, "completed_by");
    if (by && by->is_object())
        by = member(*by, "id");
    return by && !by->is_null() ? plainText(*by) : "unknown";
}

// The key of `data` that holds the text: the one asked for, "text", else its longest string.
std::string textKeyOf(ReadJob& job, const json& data) {
    const auto asked = job.setting("text");
    if (!asked.empty() || stringIn(data, "text"))
        return asked.empty() ? "text" : asked;
    std::string best = "text";
    std::size_t longest = 0;
    for (const auto& [key, value] : data.items())
        if (const auto* text = value.get_ptr<const std::string*>();
            text && text->size() > longest) {
            longest = text->size();
            best = key;
        }
    job.found("text", best, "it is the longest string of the data");
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
                if (auto done = takeResult(job, annotation, document.text, where, answer.labels);
                    !done)
                    return done.error();
                answers.push_back(std::move(answer));
            }
    takeAnswers(job, std::move(answers), where, out);
    if (const auto* list = arrayIn(record, "predictions"))
        for (const auto& prediction : *list) {
            std::vector<RawLabel> labels;
            if (auto done = takeResult(job, prediction, document.text, where, labels); !done)
                return done.error();
            for (auto& label : labels) {
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

class LabelStudioWriter : public RecordWriter {
public:
    LabelStudioWriter(bool minimal, ByteSink bytes, KeptSink kept)
        : RecordWriter({"label-studio", "[\n", ",\n", "\n]\n"}, std::move(bytes), std::move(kept))
        , m_minimal(minimal) { }

private:
    static bool decided(const DocumentDraft& document) {
        return !document.spans.empty() || document.state == DocumentState::Done
            || document.state == DocumentState::Reviewed;
    }

    Result<std::string> record(DocumentDraft& document) override {
        ordered_json data;
        data["text"] = document.text;
        std::map<std::string, std::string> spare;
        for (const auto& [key, value] : document.metadata)
            if (m_minimal ? kMinTaken.contains(key) : key == "text" || key == "evenspan")
                spare[key] = value;
            else
                data[key] = value;
        data["evenspan"] = ownPart(document, spare);
        const OffsetMap map(document.text);
        auto regions = ordered_json::array();
        std::size_t region = 0;
        for (const auto& span : document.spans) {
            ordered_json value{{"start", span.range.begin}, {"end", span.range.end},
                {"text", map.slice(span.range)}, {"labels", {span.label}}};
            if (m_minimal)
                regions.push_back(std::move(value));
            else
                regions.push_back({{"id", "r" + std::to_string(++region)}, {"from_name", "label"},
                    {"to_name", "text"}, {"type", "labels"}, {"origin", "manual"},
                    {"value", std::move(value)}});
        }
        ordered_json out{{"id", number()}};
        if (m_minimal) {
            out.update(data);
            if (decided(document)) {
                out["label"] = std::move(regions);
                out["annotator"] = 1;
                out["annotation_id"] = number();
            }
            return dumpLine(out);
        }
        out["data"] = std::move(data);
        out["annotations"] = ordered_json::array();
        if (decided(document))
            out["annotations"].push_back(
                {{"id", number()}, {"completed_by", 1}, {"was_cancelled", false},
                    {"ground_truth", document.state == DocumentState::Reviewed},
                    {"result", std::move(regions)}});
        out["predictions"] = ordered_json::array();
        return dumpLine(out);
    }

    bool m_minimal;
};

std::unique_ptr<DocumentWriter> makeLabelStudioWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept) {
    const auto shape = options.settings.find("shape");
    return std::make_unique<LabelStudioWriter>(
        shape != options.settings.end() && shape->second == "min", std::move(bytes),
        std::move(kept));
}

} // namespace

Format labelStudioFormat() {
    return {"label-studio", "Label Studio JSON", sniffLabelStudio, readLabelStudio,
        makeLabelStudioWriter, "text annotator shape config"};
}

} // namespace evenspan::io
