// SPDX-License-Identifier: GPL-3.0-or-later
// JSON lines as Prodigy and spaCy's tools exchange them (prodi.gy/docs/api-interfaces): "text",
// "spans" with start, end, label, and "tokens" whose "end" is exclusive while token_end of a span
// is inclusive; "answer" accept, reject or ignore. Also spaCy's training tuples
// ["text", {"entities": [[begin, end, label], …]}]. Offsets are code points.
#include "core/io/json_write.h"
#include "core/io/span_records.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

bool isTuple(const json& record) {
    return record.is_array() && record.size() == 2 && record[0].is_string()
        && arrayIn(record[1], "entities");
}

int sniffProdigy(const FileHead& head, std::vector<std::string>& reasons) {
    const auto record = firstRecord(head);
    if (!record)
        return 0;
    if (stringIn(*record, "text") && arrayIn(*record, "spans")) {
        reasons = {"records have \"text\" and \"spans\""};
        return 90;
    }
    if (stringIn(*record, "text") && member(*record, "answer")) {
        reasons = {"records have \"text\" and \"answer\""};
        return 75;
    }
    // Nothing but a text: what these tools take as raw input.
    if (stringIn(*record, "text") && record->size() <= 2 && !member(*record, "label")
        && !member(*record, "labels") && !member(*record, "entities")) {
        reasons = {"records have \"text\" and no labels"};
        return 40;
    }
    return 0;
}

int sniffTuples(const FileHead& head, std::vector<std::string>& reasons) {
    const auto record = firstRecord(head);
    if (!record || !isTuple(*record))
        return 0;
    reasons = {"records are [text, {\"entities\": …}]"};
    return 95;
}

// Words as the file has them, where they are sound; each is a sentence's unless marked.
void takeTokens(ReadJob& job, const json& tokens, const std::string& where, DocumentDraft& out) {
    TokenGrid grid;
    const auto size = static_cast<std::int64_t>(countCodePoints(out.text));
    std::int64_t last = 0;
    for (const auto& token : tokens) {
        const auto begin = wholeIn(token, "start"), end = wholeIn(token, "end");
        if (!begin || !end || *begin < last || *end < *begin || *end > size) {
            job.warn("record whose words do not fit its text; they were found anew", where);
            return;
        }
        grid.tokens.push_back(
            {static_cast<std::uint32_t>(*begin), static_cast<std::uint32_t>(*end)});
        last = *end;
    }
    if (grid.tokens.empty())
        return;
    grid.sentenceStarts = {0};
    out.grid = std::move(grid);
    out.gridImported = true;
}

Result<bool> parseProdigy(ReadJob& job, json&& record, const std::string& where, RawRecord& out) {
    auto& document = out.document;
    const auto textKey = job.setting("text", "text");
    auto text = takeText(job, record, textKey, where, document.text);
    if (!text || !*text)
        return text;
    if (const auto* tokens = arrayIn(record, "tokens"))
        takeTokens(job, *tokens, where, document);
    out.stateGiven = takeOwnPart(record, document, job, where);
    const auto* answer = stringIn(record, "answer");
    // A rejected answer says that its spans are wrong, and nothing about the rest.
    const bool rejected = answer && *answer == "reject";
    const bool ignored = answer && *answer == "ignore";
    out.decided = answer && *answer == "accept";
    if (rejected)
        document.state = DocumentState::InWork;
    if (const auto* spans = arrayIn(record, "spans"); spans && !ignored)
        for (const auto& item : *spans) {
            const auto begin = wholeIn(item, "start"), end = wholeIn(item, "end");
            const auto* name = member(item, "label");
            if (!begin || !end || !name) {
                if (auto listed = job.problem(
                        "A span lacks start, end or label", where, "Give it all three.");
                    !listed)
                    return listed.error();
                continue;
            }
            RawLabel label;
            label.begin = *begin;
            label.end = *end;
            label.label = plainText(*name);
            if (const auto* covered = stringIn(item, "text"))
                label.covered = *covered;
            if (rejected)
                label.state = SpanState::Rejected;
            if (const auto* score = member(item, "score"); score && score->is_number())
                label.score = std::clamp(score->get<double>(), 0.0, 1.0);
            for (const auto& [key, value] : item.items())
                if (key != "start" && key != "end" && key != "label" && key != "text"
                    && key != "score" && key != "token_start" && key != "token_end")
                    label.attributes[key] = plainText(value);
            out.labels.push_back(std::move(label));
        }
    else if (ignored && arrayIn(record, "spans"))
        job.lost("span of a record that was ignored", where, arrayIn(record, "spans")->size());
    if (const auto* relations = arrayIn(record, "relations"); relations && !relations->empty())
        job.lost("relation", where, relations->size());
    if (const auto* meta = member(record, "meta"); meta && meta->is_object())
        for (const auto& [key, value] : meta->items())
            document.metadata[key] = plainText(value);
    for (const auto& [key, value] : record.items())
        if (key != textKey && key != "spans" && key != "tokens" && key != "meta" && key != "answer"
            && key != "relations" && (key.empty() || key.front() != '_'))
            document.metadata[key] = plainText(value);
    if (const auto* annotator = stringIn(record, "_annotator_id"))
        document.metadata["annotator"] = *annotator;
    return true;
}

Result<bool> parseTuple(ReadJob& job, json&& record, const std::string& where, RawRecord& out) {
    if (!isTuple(record)) {
        if (auto listed = job.problem("The record is not [text, {\"entities\": …}]", where,
                "Write it so, or choose another format.");
            !listed)
            return listed.error();
        return false;
    }
    json shaped{{"text", std::move(record[0])}};
    auto& spans = shaped["spans"] = json::array();
    for (auto& item : record[1]["entities"])
        spans.push_back(item.is_array() && item.size() >= 3
                ? json{{"start", item[0]}, {"end", item[1]}, {"label", item[2]}}
                : std::move(item));
    for (auto& [key, value] : record[1].items())
        if (key == "evenspan")
            shaped[key] = std::move(value);
        else if (key != "entities")
            job.lost("annotation that is no entity", where);
    return parseProdigy(job, std::move(shaped), where, out);
}

Result<void> readProdigy(ReadJob& job) {
    return readSpanRecords(job, OffsetUnit::CodePoint, parseProdigy);
}
Result<void> readTuples(ReadJob& job) {
    return readSpanRecords(job, OffsetUnit::CodePoint, parseTuple);
}

class ProdigyWriter : public RecordWriter {
public:
    ProdigyWriter(ByteSink bytes, KeptSink kept)
        : RecordWriter({"prodigy", "", "\n"}, std::move(bytes), std::move(kept)) { }

private:
    bool keepsAttributes() const override { return true; }

    Result<std::string> record(DocumentDraft& document) override {
        ordered_json out;
        out["text"] = document.text;
        out["meta"] = document.metadata;
        const auto& words = document.grid.tokens;
        if (document.gridImported) {
            const OffsetMap map(document.text);
            auto& tokens = out["tokens"] = ordered_json::array();
            for (std::size_t i = 0; i < words.size(); ++i) {
                const bool blank = map.slice({words[i].end, words[i].end + 1}) == " ";
                tokens.push_back({{"text", map.slice(words[i])}, {"start", words[i].begin},
                    {"end", words[i].end}, {"id", i}, {"ws", blank}});
            }
        }
        auto& spans = out["spans"] = ordered_json::array();
        for (auto& span : document.spans) {
            ordered_json item{{"start", span.range.begin}, {"end", span.range.end}};
            const auto from = std::lower_bound(words.begin(), words.end(), span.range.begin,
                [](const auto& word, std::uint32_t at) { return word.begin < at; });
            const auto to = std::lower_bound(words.begin(), words.end(), span.range.end,
                [](const auto& word, std::uint32_t at) { return word.end < at; });
            if (document.gridImported && from != words.end() && to != words.end() && from <= to
                && from->begin == span.range.begin && to->end == span.range.end) {
                item["token_start"] = from - words.begin();
                item["token_end"] = to - words.begin();
            }
            item["label"] = span.label;
            if (span.score)
                item["score"] = *span.score;
            for (const auto& [key, value] : span.attributes)
                if (!item.contains(key) && key != "text" && key != "score" && key != "token_start"
                    && key != "token_end")
                    item[key] = value;
                else
                    lost("attribute whose name the format takes for itself");
            spans.push_back(std::move(item));
        }
        out["answer"] = document.state == DocumentState::Done
                || document.state == DocumentState::Reviewed || !document.spans.empty()
            ? "accept"
            : "ignore";
        out["evenspan"] = ownPart(document);
        return dumpLine(out);
    }
};

class TupleWriter : public RecordWriter {
public:
    TupleWriter(ByteSink bytes, KeptSink kept)
        : RecordWriter({"spacy-tuples", "[\n", ",\n", "\n]\n"}, std::move(bytes), std::move(kept)) {
    }

private:
    Result<std::string> record(DocumentDraft& document) override {
        auto entities = ordered_json::array();
        for (const auto& span : document.spans)
            entities.push_back({span.range.begin, span.range.end, span.label});
        auto record = ordered_json::array();
        record.push_back(document.text);
        record.push_back({{"entities", std::move(entities)}});
        if (!document.metadata.empty() || !document.split.empty())
            lost("document whose name, split, state and metadata are not kept");
        else
            lost("document whose name and state are not kept");
        document.metadata.clear();
        document.split.clear();
        document.name = "";
        if (document.gridImported)
            lost("document whose own words and sentences are not kept");
        document.gridImported = false;
        document.state = document.spans.empty() ? DocumentState::Unseen : DocumentState::Done;
        return dumpLine(record);
    }
    bool keepsWords() const override { return false; }
    bool keepsSpans() const override { return true; }
};

std::unique_ptr<DocumentWriter> makeProdigyWriter(
    const ExportOptions&, ByteSink bytes, KeptSink kept) {
    return std::make_unique<ProdigyWriter>(std::move(bytes), std::move(kept));
}
std::unique_ptr<DocumentWriter> makeTupleWriter(
    const ExportOptions&, ByteSink bytes, KeptSink kept) {
    return std::make_unique<TupleWriter>(std::move(bytes), std::move(kept));
}

} // namespace

Format prodigyFormat() {
    return {"prodigy", "Prodigy and spaCy JSON lines", sniffProdigy, readProdigy, makeProdigyWriter,
        "text"};
}

Format spacyTuplesFormat() {
    return {"spacy-tuples", "spaCy training tuples", sniffTuples, readTuples, makeTupleWriter};
}

} // namespace evenspan::io
