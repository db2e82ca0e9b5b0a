// SPDX-License-Identifier: GPL-3.0-or-later
// spaCy's training tuples ["text", {"entities": [[begin, end, label], …]}]
// (spacy.io/api/data-formats, version 2). Offsets are code points.
#include "core/io/json_write.h"
#include "core/io/prodigy.h"

#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

bool isTuple(const json& record) {
    return record.is_array() && record.size() == 2 && record[0].is_string()
        && arrayIn(record[1], "entities");
}

int sniffTuples(const FileHead& head, std::vector<std::string>& reasons) {
    const auto record = firstRecord(head);
    if (!record || !isTuple(*record))
        return 0;
    reasons = {"records are [text, {\"entities\": …}]"};
    return 95;
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

Result<void> readTuples(ReadJob& job) {
    return readSpanRecords(job, OffsetUnit::CodePoint, parseTuple);
}

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

std::unique_ptr<DocumentWriter> makeTupleWriter(
    const ExportOptions&, ByteSink bytes, KeptSink kept) {
    return std::make_unique<TupleWriter>(std::move(bytes), std::move(kept));
}

} // namespace

Format spacyTuplesFormat() {
    return {"spacy-tuples", "spaCy training tuples", sniffTuples, readTuples, makeTupleWriter};
}

} // namespace evenspan::io
