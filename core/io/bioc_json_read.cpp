// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/bioc.h"
#include "core/io/json_part.h"
#include "core/text/utf8.h"

#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

std::string plain(const JsonPart& value) {
    return value.isString() ? std::string(value.text()) : value.json().dump();
}

Infons infonsOf(const JsonPart& node) {
    Infons infons;
    if (const auto* found = node.find("infons"))
        for (const auto& [key, value] : found->members())
            infons[std::string(key)] = plain(value);
    return infons;
}

std::string textOf(const JsonPart& node, const char* key) {
    const auto* found = node.find(key);
    return found && (found->isString() || found->isNumber()) ? plain(*found) : std::string();
}

std::optional<std::uint64_t> numberOf(const JsonPart& node, const char* key) {
    const auto* found = node.find(key);
    return found ? found->count() : std::nullopt;
}

std::span<const JsonPart> listOf(const JsonPart& node, const char* key) {
    const auto* found = node.find(key);
    return found ? found->items() : std::span<const JsonPart>();
}

// JSON has no lines worth a name: places are numbers of documents.
class BiocJson {
public:
    explicit BiocJson(Reading& reading)
        : m_reading(reading) { }

    Result<void> read(const JsonPart& node, std::uint64_t number) {
        m_number = number;
        BiocDocument document(m_reading, textOf(node, "id"), infonsOf(node));
        relations(node, document);
        for (const auto& passage : listOf(node, "passages")) {
            relations(passage, document);
            BiocPassage found{numberOf(passage, "offset"), textOf(passage, "text"), {}};
            found.infons = infonsOf(passage);
            annotations(passage, document);
            std::optional<std::uint64_t> end;
            for (const auto& sentence : listOf(passage, "sentences")) {
                relations(sentence, document);
                annotations(sentence, document);
                if (passage.find("text") && !found.text.empty() && !end)
                    continue;
                const auto offset = numberOf(sentence, "offset");
                const auto text = textOf(sentence, "text");
                if (end)
                    for (auto at = *end; at < offset.value_or(*end + 1) && at < *end + 1024; ++at)
                        found.text += ' ';
                found.text += text;
                end = offset.value_or(end.value_or(0)) + countCodePoints(text);
            }
            document.addPassage(std::move(found), m_number);
        }
        annotations(node, document);
        return document.finish();
    }

private:
    void relations(const JsonPart& node, BiocDocument& document) {
        for (const auto& child : listOf(node, "relations")) {
            BiocRelation relation{infonsOf(child), {}, m_number};
            for (const auto& end : listOf(child, "nodes"))
                relation.nodes.emplace_back(textOf(end, "refid"), textOf(end, "role"));
            document.addRelation(std::move(relation));
        }
    }

    void annotations(const JsonPart& node, BiocDocument& document) {
        for (const auto& child : listOf(node, "annotations")) {
            BiocAnnotation annotation;
            annotation.line = m_number;
            bool sound = true;
            for (const auto& [key, value] : child.members())
                if (key == "id") {
                    annotation.id = textOf(child, "id");
                } else if (key == "text") {
                    annotation.text = textOf(child, "text");
                } else if (key == "infons") {
                    for (const auto& [name, infon] : value.members())
                        if (name == "type" && !plain(infon).empty())
                            annotation.type = plain(infon);
                        else
                            annotation.infons[std::string(name)] = plain(infon);
                } else if (key == "locations") {
                    for (const auto& location : value.items()) {
                        const auto offset = numberOf(location, "offset"),
                                   length = numberOf(location, "length");
                        sound = sound && offset && length;
                        if (sound)
                            annotation.locations.emplace_back(*offset, *length);
                    }
                }
            if (!sound)
                m_reading.bad("The place of the annotation cannot be read", m_reading.at(m_number));
            else
                document.addAnnotation(std::move(annotation));
        }
    }

    Reading& m_reading;
    std::uint64_t m_number = 0;
};

int sniffBiocJson(const FileHead& head, std::vector<std::string>& reasons) {
    const auto first = head.bytes.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || head.bytes[first] != '{'
        || head.bytes.find("\"documents\"") == std::string_view::npos
        || head.bytes.find("\"passages\"") == std::string_view::npos)
        return 0;
    reasons = {"an object with \"documents\" and \"passages\", as BioC has them"};
    return 96;
}

Result<void> readBiocJson(ReadJob& job) {
    Reading reading(job);
    reading.setPlace("document");
    BiocJson bioc(reading);
    std::uint64_t number = 0;
    auto done = readParts(job, "documents",
        [&](const JsonPart& node, std::uint64_t) { return bioc.read(node, ++number); });
    return done ? reading.finish("document") : done;
}

} // namespace

Format biocJsonFormat() {
    Format format{"bioc-json", "BioC JSON", sniffBiocJson, readBiocJson, makeBiocJsonWriter};
    format.relations = [](const ExportOptions&) { return true; };
    format.annotators = [](const ExportOptions&) { return AnnotatorsKept::Own; };
    return format;
}

} // namespace evenspan::io
