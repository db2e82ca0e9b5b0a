// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/label_studio.h"

#include "core/io/json_read.h"
#include "core/io/json_write.h"
#include "core/schema/annotators.h"
#include "core/schema/relations.h"

#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

using nlohmann::ordered_json;

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
            if (m_minimal ? isMinKey(key) : key == "text" || key == "evenspan")
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
