// SPDX-License-Identifier: GPL-3.0-or-later
// Argilla's records as JSON (docs.argilla.io, rg.Dataset.records.to_json): "fields", "metadata",
// "suggestions" and "responses" by question; and token classification of 1.x with "prediction" and
// "annotation" as [label, begin, end, score]. Offsets are code points.
#include "core/io/annotators.h"
#include "core/io/json_write.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

int sniffArgilla(const FileHead& head, std::vector<std::string>& reasons) {
    const auto record = firstRecord(head);
    if (!record)
        return 0;
    const auto* fields = member(*record, "fields");
    if (fields && fields->is_object()
        && (member(*record, "responses") || member(*record, "suggestions"))) {
        reasons = {"records have \"fields\" and \"responses\" or \"suggestions\""};
        return 95;
    }
    if (stringIn(*record, "text") && arrayIn(*record, "tokens")
        && (member(*record, "annotation") || member(*record, "prediction"))) {
        reasons = {"records have \"text\", \"tokens\" and \"annotation\" or \"prediction\""};
        return 94;
    }
    return 0;
}

Result<void> takeSpans(
    ReadJob& job, const json& list, const std::string& where, std::vector<RawLabel>& out) {
    if (!list.is_array())
        return {};
    for (const auto& item : list) {
        RawLabel label;
        std::optional<std::int64_t> begin, end;
        if (item.is_array() && item.size() >= 3) {
            label.label = plainText(item[0]);
            begin = wholeNumberOf(item[1]);
            end = wholeNumberOf(item[2]);
            if (item.size() > 3 && item[3].is_number())
                label.score = std::clamp(item[3].get<double>(), 0.0, 1.0);
        } else if (const auto* name = member(item, "label")) {
            label.label = plainText(*name);
            begin = wholeIn(item, "start");
            end = wholeIn(item, "end");
            if (const auto* score = member(item, "score"); score && score->is_number())
                label.score = std::clamp(score->get<double>(), 0.0, 1.0);
        }
        if (!begin || !end) {
            if (auto listed =
                    job.problem("A span lacks start, end or label", where, "Give it all three.");
                !listed)
                return listed;
            continue;
        }
        label.begin = *begin;
        label.end = *end;
        out.push_back(std::move(label));
    }
    return {};
}

bool isSpanList(const json& value) {
    return value.is_array() && (value.empty() || member(value[0], "start") || value[0].is_array());
}

void suggest(std::vector<RawLabel>&& labels, const std::string& agent, RawRecord& out) {
    for (auto& label : labels) {
        label.state = SpanState::Suggested;
        label.source = SpanSource::Model;
        if (!agent.empty())
            label.attributes["model"] = agent;
        out.labels.push_back(std::move(label));
    }
}

// 2.x: answers stand under the name of their question.
Result<void> takeQuestions(
    ReadJob& job, const json& record, const std::string& where, bool gold, RawRecord& out) {
    std::vector<Answer> answers;
    if (const auto* responses = member(record, "responses"); responses && responses->is_object())
        for (const auto& [question, list] : responses->items())
            for (const auto& response : list.is_array() ? list : json::array({list})) {
                const auto* value = member(response, "value");
                if (!value || !isSpanList(*value)) {
                    job.lost("answer to a question that is not about spans", where);
                    continue;
                }
                Answer answer;
                const auto* user = member(response, "user_id");
                answer.annotator = user && !user->is_null() ? plainText(*user) : std::string();
                if (auto done = takeSpans(job, *value, where, answer.labels); !done)
                    return done;
                const auto* status = stringIn(response, "status");
                if (status && *status == "discarded") {
                    job.lost("answer that was discarded", where);
                    continue;
                }
                answers.push_back(std::move(answer));
            }
    takeAnswers(job, std::move(answers), where, out, gold);
    if (const auto* all = member(record, "suggestions"); all && all->is_object())
        for (const auto& [question, suggestion] : all->items()) {
            const auto* value = member(suggestion, "value");
            if (!value || !isSpanList(*value)) {
                job.lost("suggestion for a question that is not about spans", where);
                continue;
            }
            std::vector<RawLabel> labels;
            if (auto done = takeSpans(job, *value, where, labels); !done)
                return done;
            const auto* agent = stringIn(suggestion, "agent");
            suggest(std::move(labels), agent ? *agent : "", out);
        }
    return {};
}

Result<bool> parseArgilla(ReadJob& job, json&& record, const std::string& where, RawRecord& out) {
    auto& document = out.document;
    const bool old = !member(record, "fields");
    const json& fields = old ? record : record["fields"];
    auto text = takeText(job, fields, job.setting("text", "text"), where, document.text);
    if (!text || !*text)
        return text;
    if (const auto* id = member(record, "id"); id && !id->is_null())
        document.name = plainText(*id);
    bool gold = true;
    const auto* metadata = member(record, "metadata");
    if (metadata && metadata->is_object())
        for (const auto& [key, value] : metadata->items())
            if (key != "evenspan")
                document.metadata[key] = plainText(value);
    if (metadata && metadata->is_object() && metadata->contains("evenspan")) {
        // Metadata are flat there, so that the own part stands as a string.
        const auto* own = stringIn(*metadata, "evenspan");
        auto parsed = own ? parseJson(*own, where) : Result<json>(json());
        if (parsed) {
            json holder{{"evenspan", std::move(*parsed)}};
            gold = !saysNoGold(holder);
            out.stateGiven = takeOwnPart(holder, document, job, where);
        }
    }
    if (!old) {
        if (auto done = takeQuestions(job, record, where, gold, out); !done)
            return done.error();
        return true;
    }
    if (const auto* list = member(record, "annotation"); list && list->is_array()) {
        out.decided = true;
        if (auto done = takeSpans(job, *list, where, out.labels); !done)
            return done.error();
    }
    if (const auto* list = member(record, "prediction")) {
        std::vector<RawLabel> labels;
        if (auto done = takeSpans(job, *list, where, labels); !done)
            return done.error();
        const auto* agent = stringIn(record, "prediction_agent");
        suggest(std::move(labels), agent ? *agent : "", out);
    }
    return true;
}

Result<void> readArgilla(ReadJob& job) {
    return readSpanRecords(job, OffsetUnit::CodePoint, parseArgilla);
}

class ArgillaWriter : public RecordWriter {
public:
    ArgillaWriter(ByteSink bytes, KeptSink kept)
        : RecordWriter({"argilla", "[\n", ",\n", "\n]\n"}, std::move(bytes), std::move(kept)) { }

private:
    bool keepsAttributes() const override { return true; } // record() drops them
    bool keepsLayers() const override { return true; }

    ordered_json responseOf(const std::string& name, std::vector<SpanDraft>& spans) {
        dropAttributes(spans);
        auto value = ordered_json::array();
        for (const auto& span : spans)
            value.push_back(
                {{"start", span.range.begin}, {"end", span.range.end}, {"label", span.label}});
        return {{"value", std::move(value)},
            {"user_id", name.empty() ? ordered_json() : ordered_json(name)},
            {"status", "submitted"}};
    }

    Result<std::string> record(DocumentDraft& document) override {
        auto layers = takeLayersOf(document);
        const bool decided = !document.spans.empty() || document.state == DocumentState::Done
            || document.state == DocumentState::Reviewed;
        std::map<std::string, std::string> spare;
        ordered_json metadata = ordered_json::object();
        for (const auto& [key, value] : document.metadata)
            if (key == "evenspan")
                spare[key] = value;
            else
                metadata[key] = value;
        auto own = ownPart(document, spare);
        if (!decided && !layers.others.empty())
            own["gold"] = false;
        metadata["evenspan"] = dumpLine(own);
        ordered_json out{{"id", std::to_string(number())},
            {"status", decided ? "completed" : "pending"}, {"fields", {{"text", document.text}}},
            {"metadata", std::move(metadata)}, {"suggestions", ordered_json::object()},
            {"responses", ordered_json::object()}};
        auto responses = ordered_json::array();
        if (decided)
            responses.push_back(responseOf(layers.gold, document.spans));
        for (auto& layer : layers.others)
            responses.push_back(responseOf(layer.name, layer.spans));
        if (!responses.empty())
            out["responses"]["spans"] = std::move(responses);
        putLayers(document, std::move(layers));
        return dumpLine(out);
    }
};

std::unique_ptr<DocumentWriter> makeArgillaWriter(
    const ExportOptions&, ByteSink bytes, KeptSink kept) {
    return std::make_unique<ArgillaWriter>(std::move(bytes), std::move(kept));
}

} // namespace

Format argillaFormat() {
    Format format{"argilla", "Argilla records", sniffArgilla, readArgilla, makeArgillaWriter,
        "text annotator"};
    format.annotators = [](const ExportOptions&) { return AnnotatorsKept::Layers; };
    return format;
}

} // namespace evenspan::io
