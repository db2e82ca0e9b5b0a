// SPDX-License-Identifier: GPL-3.0-or-later
// JSON lines as Prodigy and spaCy's tools exchange them (prodi.gy/docs/api-interfaces): "text",
// "spans" with start, end, label, and "tokens" whose "end" is exclusive while token_end of a span
// is inclusive; "answer" accept, reject or ignore; "relations" with label, head_span, child_span
// and, as "head" and "child", the last word of each. Offsets are code points.
#include "core/io/prodigy.h"

#include "core/io/json_packed.h"
#include "core/io/json_write.h"
#include "core/schema/annotators.h"
#include "core/schema/relations.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

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

// Words as the file has them, where they are sound; each is a sentence's unless marked.
void takeTokens(ReadJob& job, const json& tokens, const std::string& where, DocumentDraft& out) {
    auto places = packedPlaces(tokens);
    if (!places && !tokens.is_array())
        return;
    if (!places) { // one record that is the whole file is built as it stands
        places.emplace();
        for (const auto& token : tokens) {
            const auto begin = wholeIn(token, "start"), end = wholeIn(token, "end");
            places->emplace_back(begin && end ? *begin : -1, begin && end ? *end : -1);
        }
    }
    TokenGrid grid;
    grid.tokens.reserve(places->size());
    const auto size = static_cast<std::int64_t>(countCodePoints(out.text));
    std::int64_t last = 0;
    for (const auto& [begin, end] : *places) {
        if (begin < last || end < begin || end > size) {
            job.warn("record whose words do not fit its text; they were found anew", where);
            return;
        }
        grid.tokens.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        last = end;
    }
    if (grid.tokens.empty())
        return;
    grid.sentenceStarts = {0};
    out.grid = std::move(grid);
    out.gridImported = true;
}

// The span that one end of a relation stands on: by its place, else the shortest around its word.
std::optional<std::size_t> endOf(const json& relation, const char* span, const char* word,
    const DocumentDraft& document, const std::vector<RawLabel>& labels) {
    if (const auto* place = member(relation, span)) {
        const auto begin = wholeIn(*place, "start"), end = wholeIn(*place, "end");
        const auto* name = stringIn(*place, "label");
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < labels.size(); ++i)
            if (begin == labels[i].begin && end == labels[i].end
                && (!found || (name && *name == labels[i].label)))
                found = i;
        if (found || (begin && end))
            return found;
    }
    const auto at = wholeIn(relation, word);
    const auto& words = document.grid.tokens;
    if (!at || *at < 0 || *at >= static_cast<std::int64_t>(words.size()))
        return {};
    const auto& token = words[static_cast<std::size_t>(*at)];
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (labels[i].begin <= token.begin && labels[i].end >= token.end
            && (!found
                || labels[i].end - labels[i].begin < labels[*found].end - labels[*found].begin))
            found = i;
    return found;
}

void takeTaskRelations(ReadJob& job, const json& list, const std::string& where, RawRecord& out) {
    for (const auto& item : list) {
        const auto from = endOf(item, "head_span", "head", out.document, out.labels);
        const auto to = endOf(item, "child_span", "child", out.document, out.labels);
        const auto* type = member(item, "label");
        if (from && to)
            out.relations.push_back({*from, *to, type ? plainText(*type) : std::string()});
        else
            job.lost("relation between words that are no entities", where);
    }
}

} // namespace

Result<bool> parseProdigy(ReadJob& job, json&& record, const std::string& where, RawRecord& out) {
    auto& document = out.document;
    const auto textKey = job.setting("text", "text");
    auto text = takeText(job, record, textKey, where, document.text);
    if (!text || !*text)
        return text;
    if (const auto* tokens = member(record, "tokens"))
        takeTokens(job, *tokens, where, document);
    // Words that were written for the sake of relations are not the document's own.
    const auto* own = member(record, "evenspan");
    const bool spare = own && own->is_object() && !own->contains("tokens");
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
    if (const auto* relations = arrayIn(record, "relations"); relations && ignored)
        job.lost("relation of a record that was ignored", where, relations->size());
    else if (relations)
        takeTaskRelations(job, *relations, where, out);
    if (spare) {
        document.grid = {};
        document.gridImported = false;
    }
    if (const auto* meta = member(record, "meta"); meta && meta->is_object())
        for (const auto& [key, value] : meta->items())
            document.metadata[key] = plainText(value);
    for (const auto& [key, value] : record.items())
        if (key != textKey && key != "spans" && key != "tokens" && key != "meta" && key != "answer"
            && key != "relations" && (key.empty() || key.front() != '_'))
            document.metadata[key] = plainText(value);
    for (const char* key : {"_annotator_id", "_session_id"})
        if (const auto* annotator = stringIn(record, key); annotator && !annotator->empty()) {
            for (auto& label : out.labels)
                label.attributes.try_emplace(kAnnotatorAttribute, *annotator);
            if (!ignored)
                document.metadata.try_emplace(kAnnotatorsKey, writeAnnotators({*annotator}));
            break;
        }
    return true;
}

namespace {

Result<void> readProdigy(ReadJob& job) {
    RecordShape shape;
    shape.keep = [](const std::string& key) {
        return key == "tokens" ? RecordPart::Places : RecordPart::All;
    };
    shape.own = "";
    return readSpanRecords(job, OffsetUnit::CodePoint, parseProdigy, shape);
}
class ProdigyWriter : public RecordWriter {
public:
    ProdigyWriter(ByteSink bytes, KeptSink kept)
        : RecordWriter({"prodigy", "", "\n"}, std::move(bytes), std::move(kept)) { }

private:
    bool keepsAttributes() const override { return true; }

    // Whom the whole record is of.
    static std::string annotatorOf(const DocumentDraft& document) {
        const auto named = document.metadata.find(kAnnotatorsKey);
        const auto names = named == document.metadata.end() ? std::vector<std::string>()
                                                            : readAnnotators(named->second);
        if (names.size() != 1)
            return {};
        const bool all =
            std::all_of(document.spans.begin(), document.spans.end(), [&](const SpanDraft& span) {
                const auto own = span.attributes.find(kAnnotatorAttribute);
                return own != span.attributes.end() && own->second == names[0];
            });
        return all ? names[0] : std::string();
    }

    // Takes the relations out of the attributes. Of two spans of one place and label, a relation
    // names neither: it goes, and is told.
    void settle(std::vector<SpanDraft>& spans, Relations& relations) {
        if (!hasRelations(spans))
            return;
        const auto alone = [&](std::size_t place) {
            return std::count_if(spans.begin(), spans.end(), [&](const SpanDraft& other) {
                return other.range == spans[place].range && other.label == spans[place].label;
            }) == 1;
        };
        if (const auto twins = std::erase_if(relations.all,
                [&](const Relation& one) { return !alone(one.from) || !alone(one.to); });
            twins > 0)
            lost("relation of one of two equal spans", twins);
        // Ids stay on their spans as an attribute; what is made of them goes.
        for (auto& span : spans)
            std::erase_if(
                span.attributes, [](const auto& entry) { return isRelationKey(entry.first); });
    }

    Result<std::string> record(DocumentDraft& document) override {
        ordered_json out;
        out["text"] = document.text;
        out["meta"] = document.metadata;
        const auto& words = document.grid.tokens;
        auto relations = relationsOf(document.spans);
        if (relations.dangling > 0)
            lost("relation to a span that is not written", relations.dangling);
        settle(document.spans, relations);
        const bool withWords = document.gridImported || !relations.all.empty();
        if (withWords) {
            const OffsetMap map(document.text);
            auto& tokens = out["tokens"] = ordered_json::array();
            for (std::size_t i = 0; i < words.size(); ++i) {
                const bool blank = map.slice({words[i].end, words[i].end + 1}) == " ";
                tokens.push_back({{"text", map.slice(words[i])}, {"start", words[i].begin},
                    {"end", words[i].end}, {"id", i}, {"ws", blank}});
            }
        }
        // The words that a span begins and ends with, where it stands on words.
        const auto place = [&](const SpanDraft& span) {
            ordered_json item{{"start", span.range.begin}, {"end", span.range.end}};
            const auto from = std::lower_bound(words.begin(), words.end(), span.range.begin,
                [](const auto& word, std::uint32_t at) { return word.begin < at; });
            const auto to = std::lower_bound(words.begin(), words.end(), span.range.end,
                [](const auto& word, std::uint32_t at) { return word.end < at; });
            if (withWords && from != words.end() && to != words.end() && from <= to
                && from->begin == span.range.begin && to->end == span.range.end) {
                item["token_start"] = from - words.begin();
                item["token_end"] = to - words.begin();
            }
            item["label"] = span.label;
            return item;
        };
        auto& spans = out["spans"] = ordered_json::array();
        for (auto& span : document.spans) {
            auto item = place(span);
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
        if (!relations.all.empty()) {
            auto& list = out["relations"] = ordered_json::array();
            for (const auto& relation : relations.all) {
                auto head = place(document.spans[relation.from]);
                auto child = place(document.spans[relation.to]);
                ordered_json item = ordered_json::object();
                if (head.contains("token_end") && child.contains("token_end")) {
                    item["head"] = head["token_end"];
                    item["child"] = child["token_end"];
                }
                item["label"] = relation.type;
                item["head_span"] = std::move(head);
                item["child_span"] = std::move(child);
                list.push_back(std::move(item));
            }
            addRelations(document.spans, relations.all);
        }
        if (const auto name = annotatorOf(document); !name.empty())
            out["_annotator_id"] = name;
        out["answer"] = document.state == DocumentState::Done
                || document.state == DocumentState::Reviewed || !document.spans.empty()
            ? "accept"
            : "ignore";
        out["evenspan"] = ownPart(document);
        return dumpLine(out);
    }
};

std::unique_ptr<DocumentWriter> makeProdigyWriter(
    const ExportOptions&, ByteSink bytes, KeptSink kept) {
    return std::make_unique<ProdigyWriter>(std::move(bytes), std::move(kept));
}
} // namespace

Format prodigyFormat() {
    Format format{"prodigy", "Prodigy and spaCy JSON lines", sniffProdigy, readProdigy,
        makeProdigyWriter, "text"};
    format.relations = [](const ExportOptions&) { return true; };
    format.annotators = [](const ExportOptions&) { return AnnotatorsKept::Own; };
    return format;
}

} // namespace evenspan::io
