// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/bioc.h"
#include "core/io/span_writer.h"
#include "core/io/xml_read.h"
#include "core/schema/relations.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

namespace evenspan::io {

namespace {

std::string shortest(double value) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

// Infons of a document and of a span, with Evenspan's own among them.
Infons infonsOf(const DocumentDraft& document) {
    Infons infons = document.metadata;
    if (!document.split.empty())
        infons[kBiocSplit] = document.split;
    if (document.state != DocumentState::Done)
        infons[kBiocState] = documentStateName(document.state);
    return infons;
}

class BiocWriter : public SpanWriter {
protected:
    BiocWriter(const char* format, ByteSink bytes, KeptSink kept)
        : SpanWriter(format,
            {.name = true,
                .split = true,
                .state = true,
                .metadata = true,
                .attributes = true,
                .score = true,
                .parts = true},
            std::move(bytes), std::move(kept)) { }

    Infons infonsOf(const SpanDraft& span) {
        Infons infons = span.attributes;
        if (partsOf(span).size() > 1)
            infons.erase("parts"); // they are the locations
        infons["type"] = span.label;
        if (span.score)
            infons[kBiocScore] = shortest(*span.score);
        return infons;
    }

    // Takes the relations out of the attributes; what stays of them is put back by
    // addRelations(spans, all, ids) once all is written. Annotations that they name are called as
    // their spans, all others by number.
    struct Linked {
        std::vector<Relation> all;
        std::map<std::size_t, std::string> ids; // of all annotations
    };
    Linked takeRelations(DocumentDraft& document) {
        auto& spans = document.spans;
        auto found = relationsOf(spans);
        if (found.dangling > 0)
            m_lost.add("relation to a span that is not written", where(), found.dangling);
        const auto own = relationIds(spans, found.all);
        removeRelations(spans);
        const std::set<std::string> taken(own.begin(), own.end());
        Linked linked{std::move(found.all), {}};
        std::size_t number = 0;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            auto& id = linked.ids[i];
            id = own[i];
            while (id.empty())
                if (auto next = std::to_string(++number); taken.count(next) == 0)
                    id = std::move(next);
        }
        return linked;
    }

    // Keys that mean something else here.
    void clear(DocumentDraft& document) {
        std::erase_if(document.metadata, [&](const auto& entry) {
            if (entry.first != kBiocSplit && entry.first != kBiocState)
                return false;
            m_lost.add("metadata named as BioC names something else", where());
            return true;
        });
        for (auto& span : document.spans)
            std::erase_if(span.attributes, [&](const auto& entry) {
                if (entry.first != "type" && entry.first != kBiocScore)
                    return false;
                m_lost.add("attribute named as BioC names something else", where());
                return true;
            });
        if (document.name.empty()) {
            document.name = std::to_string(report().documents);
            m_lost.add("document without a name, which becomes its number", where());
        }
    }
};

class BiocXmlWriter : public BiocWriter {
public:
    BiocXmlWriter(ByteSink bytes, KeptSink kept)
        : BiocWriter("bioc", std::move(bytes), std::move(kept)) {
        m_out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<collection><source>Evenspan</source>"
                "<date></date><key></key>\n";
    }

private:
    void infons(const Infons& entries) {
        for (const auto& [key, value] : entries)
            m_out += "<infon key=\"" + escapeXml(key, true) + "\">" + escapeXml(value) + "</infon>";
    }

    Result<void> write(DocumentDraft& document) override {
        clear(document);
        if (auto sound = requireXmlText(document, where()); !sound)
            return sound;
        m_out += "<document><id>" + escapeXml(document.name) + "</id>";
        infons(io::infonsOf(document));
        m_out += "<passage><offset>0</offset><text>" + escapeXml(document.text) + "</text>\n";
        const OffsetMap map(document.text);
        auto linked = takeRelations(document);
        for (std::size_t i = 0; i < document.spans.size(); ++i) {
            const auto& span = document.spans[i];
            m_out += "<annotation id=\"" + escapeXml(linked.ids[i], true) + "\">";
            infons(infonsOf(span));
            for (const auto& part : partsOf(span))
                m_out += "<location offset=\"" + std::to_string(part.begin) + "\" length=\""
                    + std::to_string(part.size()) + "\"/>";
            m_out += "<text>" + escapeXml(coveredText(map, span)) + "</text></annotation>\n";
        }
        std::size_t number = 0;
        for (const auto& relation : linked.all) {
            m_out += "<relation id=\"R" + std::to_string(++number) + "\">";
            if (!relation.type.empty())
                infons({{"type", relation.type}});
            for (const auto& [place, role] :
                {std::pair(relation.from, kBiocFrom), std::pair(relation.to, kBiocTo)})
                m_out += "<node refid=\"" + escapeXml(linked.ids[place], true) + "\" role=\"" + role
                    + "\"/>";
            m_out += "</relation>\n";
        }
        addRelations(document.spans, linked.all, linked.ids);
        m_out += "</passage></document>\n";
        return {};
    }
    Result<void> writeEnd() override {
        m_out += "</collection>\n";
        return {};
    }
};

class BiocJsonWriter : public BiocWriter {
public:
    BiocJsonWriter(ByteSink bytes, KeptSink kept)
        : BiocWriter("bioc-json", std::move(bytes), std::move(kept)) {
        m_out = "{\"source\":\"Evenspan\",\"date\":\"\",\"key\":\"\",\"infons\":{},\"documents\":[";
    }

private:
    Result<void> write(DocumentDraft& document) override {
        clear(document);
        using json = nlohmann::ordered_json;
        const OffsetMap map(document.text);
        json annotations = json::array();
        auto linked = takeRelations(document);
        for (std::size_t i = 0; i < document.spans.size(); ++i) {
            const auto& span = document.spans[i];
            json locations = json::array();
            for (const auto& part : partsOf(span))
                locations.push_back({{"offset", part.begin}, {"length", part.size()}});
            annotations.push_back({{"id", linked.ids[i]}, {"infons", infonsOf(span)},
                {"text", coveredText(map, span)}, {"locations", std::move(locations)}});
        }
        json relations = json::array();
        for (const auto& relation : linked.all)
            relations.push_back({{"id", "R" + std::to_string(relations.size() + 1)},
                {"infons", relation.type.empty() ? json::object() : json{{"type", relation.type}}},
                {"nodes",
                    json::array({{{"refid", linked.ids[relation.from]}, {"role", kBiocFrom}},
                        {{"refid", linked.ids[relation.to]}, {"role", kBiocTo}}})}});
        addRelations(document.spans, linked.all, linked.ids);
        json passage{{"offset", 0}, {"infons", json::object()}, {"text", document.text},
            {"sentences", json::array()}, {"annotations", std::move(annotations)},
            {"relations", std::move(relations)}};
        json node{{"id", document.name}, {"infons", io::infonsOf(document)},
            {"passages", json::array({std::move(passage)})}, {"annotations", json::array()},
            {"relations", json::array()}};
        m_out += report().documents > 1 ? ",\n" : "\n";
        m_out += node.dump();
        return {};
    }
    Result<void> writeEnd() override {
        m_out += "\n]}\n";
        return {};
    }
};

} // namespace

std::unique_ptr<DocumentWriter> makeBiocXmlWriter(
    const ExportOptions&, ByteSink bytes, KeptSink kept) {
    return std::make_unique<BiocXmlWriter>(std::move(bytes), std::move(kept));
}

std::unique_ptr<DocumentWriter> makeBiocJsonWriter(
    const ExportOptions&, ByteSink bytes, KeptSink kept) {
    return std::make_unique<BiocJsonWriter>(std::move(bytes), std::move(kept));
}

} // namespace evenspan::io
