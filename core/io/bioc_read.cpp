// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/bioc.h"
#include "core/io/xml_parts.h"
#include "core/text/utf8.h"

#include <charconv>

namespace evenspan::io {

BiocDocument::BiocDocument(Reading& reading, std::string id, Infons infons)
    : m_reading(reading) {
    m_document.name = std::move(id);
    if (const auto split = infons.find(kBiocSplit); split != infons.end()) {
        m_document.split = split->second;
        infons.erase(split);
    }
    if (const auto state = infons.find(kBiocState); state != infons.end())
        if (const auto known = documentStateFromName(state->second)) {
            m_document.state = *known;
            m_stated = true;
            infons.erase(state);
        }
    m_document.metadata = std::move(infons);
}

void BiocDocument::addPassage(BiocPassage&& passage, std::uint64_t line) {
    m_passages.emplace_back(std::move(passage), line);
}

void BiocDocument::addAnnotation(BiocAnnotation&& annotation) {
    const auto at = [&] { return m_reading.at(annotation.line); };
    if (!annotation.id.empty() && !m_ids.emplace(std::move(annotation.id), m_spans.size()).second)
        m_reading.warn("annotation whose number was used before", at());
    GivenSpan given;
    for (const auto& [offset, length] : annotation.locations)
        // A length that runs over the end of numbers becomes one beyond any text.
        given.parts.emplace_back(
            offset, length > UINT64_MAX - offset ? UINT64_MAX : offset + length);
    given.covered = std::move(annotation.text);
    given.line = annotation.line;
    if (!annotation.type.empty()) {
        given.span.label = std::move(annotation.type);
    } else {
        given.span.label = "annotation";
        m_reading.repair("annotation without a type read as \"annotation\"", at());
    }
    if (const auto score = annotation.infons.find(kBiocScore); score != annotation.infons.end()) {
        double value = 0;
        const auto& text = score->second;
        const auto end = text.data() + text.size();
        const auto read = std::from_chars(text.data(), end, value);
        if (read.ec == std::errc() && read.ptr == end && value >= 0 && value <= 1) {
            given.span.score = value;
            annotation.infons.erase(score);
        }
    }
    given.span.attributes = std::move(annotation.infons);
    m_spans.push_back(std::move(given));
}

void BiocDocument::addRelation(BiocRelation&& relation) {
    m_relations.push_back(std::move(relation));
}

void BiocDocument::placeAll(const std::vector<std::optional<std::size_t>>& places) {
    if (m_relations.empty())
        return;
    std::vector<GivenRelation> relations;
    for (auto& relation : m_relations) {
        const auto at = m_reading.at(relation.line);
        auto& nodes = relation.nodes;
        if (nodes.size() != 2) {
            m_reading.lost.add("relation that is not of two entities", at);
            continue;
        }
        const auto from = m_ids.find(nodes[0].first), to = m_ids.find(nodes[1].first);
        if (from == m_ids.end() || to == m_ids.end()) {
            m_reading.lost.add("relation between entities that are not there", at);
            continue;
        }
        const auto plain = [](const std::string& role, const char* own) {
            return role.empty() || role == own;
        };
        if (!plain(nodes[0].second, kBiocFrom) || !plain(nodes[1].second, kBiocTo))
            m_reading.lost.add("name of the two roles in a relation", at);
        const auto type = relation.infons.find("type");
        if (relation.infons.size() > (type != relation.infons.end()))
            m_reading.lost.add("infon of a relation beside its type", at);
        relations.push_back({from->second, to->second,
            type == relation.infons.end() ? std::string() : type->second, relation.line});
    }
    std::map<std::size_t, std::string> ids;
    for (const auto& [id, place] : m_ids)
        ids[place] = id;
    placeRelations(m_document, relations, places, ids, m_reading);
}

Result<void> BiocDocument::finish() {
    // The unit decides how long a passage is, and so what lies between two. Tried in turn; the one
    // under which the passages touch best is right, and most texts are the same in all.
    const auto length = [](std::string_view text, OffsetUnit unit) -> std::uint64_t {
        const OffsetMap map(text);
        return unit == OffsetUnit::CodePoint ? map.codePoints()
            : unit == OffsetUnit::Utf16      ? map.utf16Units()
                                             : text.size();
    };
    std::optional<OffsetUnit> unit;
    if (m_passages.size() > 1)
        for (const auto candidate : {OffsetUnit::CodePoint, OffsetUnit::Utf16, OffsetUnit::Utf8}) {
            bool fits = true;
            std::uint64_t end = 0;
            for (const auto& [passage, line] : m_passages) {
                const auto begin = passage.offset.value_or(end);
                fits = fits && begin >= end && begin - end <= 2;
                end = begin + length(passage.text, candidate);
            }
            if (fits && !unit)
                unit = candidate;
        }
    auto& text = m_document.text;
    std::uint64_t end = 0;
    for (auto& [passage, line] : m_passages) {
        const auto begin = passage.offset.value_or(end + (text.empty() ? 0 : 1));
        if (begin < end || begin - end > (std::uint64_t{1} << 20)) {
            m_reading.repair("passage whose offset does not follow the one before; put behind it",
                m_reading.at(line));
            if (!text.empty())
                text += '\n', ++end;
        } else {
            if (begin - end > 1)
                m_reading.repair("gap between passages filled with blanks", m_reading.at(line));
            for (; end < begin; ++end)
                text += end + 1 == begin ? '\n' : ' ';
        }
        text += passage.text;
        end += length(passage.text, unit.value_or(OffsetUnit::CodePoint));
        if (passage.infons.empty())
            continue;
        if (m_passages.size() == 1)
            m_document.metadata.merge(passage.infons);
        else
            m_reading.lost.add(
                "passage whose kind and other infons are not kept", m_reading.at(line));
    }
    // Covered texts tell the unit better than passages do.
    for (const auto& span : m_spans)
        if (span.covered)
            unit.reset();
    std::vector<std::optional<std::size_t>> places;
    const auto found = placeSpans(m_document, std::move(m_spans), unit, m_reading, &places);
    placeAll(places);
    if (found != OffsetUnit::CodePoint)
        m_reading.warn(std::string("document whose positions count ") + offsetUnitName(found),
            m_reading.path().filename().string());
    return m_reading.deliver(std::move(m_document), 0, m_stated);
}

namespace {

Infons xmlInfons(const pugi::xml_node& node) {
    Infons infons;
    for (const auto& infon : node.children("infon"))
        infons[infon.attribute("key").value()] = infon.child_value();
    return infons;
}

std::optional<std::uint64_t> numberIn(const pugi::xml_node& node, const char* name) {
    return wholeNumber(std::string_view(node.attribute(name).value()));
}

class BiocXml {
public:
    BiocXml(const XmlFile& file, Reading& reading)
        : m_file(file)
        , m_reading(reading) { }

    Result<void> read(const pugi::xml_node& node) {
        BiocDocument document(m_reading, node.child_value("id"), xmlInfons(node));
        relations(node, document);
        for (const auto& passage : node.children("passage")) {
            relations(passage, document);
            BiocPassage found{wholeNumber(std::string_view(passage.child_value("offset"))),
                passage.child_value("text"), {}};
            found.infons = xmlInfons(passage);
            annotations(passage, document);
            if (!passage.child("text") && passage.child("sentence"))
                fromSentences(passage, found);
            for (const auto& sentence : passage.children("sentence")) {
                relations(sentence, document);
                annotations(sentence, document);
            }
            document.addPassage(std::move(found), m_file.lineOf(passage));
        }
        annotations(node, document);
        return document.finish();
    }

private:
    void relations(const pugi::xml_node& node, BiocDocument& document) {
        for (const auto& child : node.children("relation")) {
            BiocRelation relation{xmlInfons(child), {}, m_file.lineOf(child)};
            for (const auto& end : child.children("node"))
                relation.nodes.emplace_back(
                    end.attribute("refid").value(), end.attribute("role").value());
            document.addRelation(std::move(relation));
        }
    }

    void annotations(const pugi::xml_node& node, BiocDocument& document) {
        for (const auto& child : node.children("annotation")) {
            BiocAnnotation annotation;
            annotation.id = child.attribute("id").value();
            annotation.infons = xmlInfons(child);
            if (const auto type = annotation.infons.find("type");
                type != annotation.infons.end() && !type->second.empty()) {
                annotation.type = std::move(type->second);
                annotation.infons.erase(type);
            }
            annotation.line = m_file.lineOf(child);
            bool sound = true;
            for (const auto& location : child.children("location")) {
                const auto offset = numberIn(location, "offset");
                const auto length = numberIn(location, "length");
                sound = sound && offset && length;
                if (sound)
                    annotation.locations.emplace_back(*offset, *length);
            }
            if (child.child("text"))
                annotation.text = child.child_value("text");
            if (!sound)
                m_reading.bad(
                    "The place of the annotation cannot be read", m_reading.at(annotation.line));
            else
                document.addAnnotation(std::move(annotation));
        }
    }

    // A passage may hold its text in sentences alone.
    void fromSentences(const pugi::xml_node& passage, BiocPassage& found) {
        std::optional<std::uint64_t> end;
        for (const auto& sentence : passage.children("sentence")) {
            const auto offset = wholeNumber(std::string_view(sentence.child_value("offset")));
            const std::string text = sentence.child_value("text");
            if (!end)
                found.offset = found.offset ? found.offset : offset;
            else
                for (auto at = *end; at < offset.value_or(*end + 1) && at < *end + 1024; ++at)
                    found.text += ' ';
            found.text += text;
            end = offset.value_or(end.value_or(0)) + countCodePoints(text);
        }
    }

    const XmlFile& m_file;
    Reading& m_reading;
};

int sniffBiocXml(const FileHead& head, std::vector<std::string>& reasons) {
    if (rootElement(head.bytes) != "collection")
        return 0;
    reasons = {"the first element is BioC's collection"};
    return 95;
}

Result<void> readBiocXml(ReadJob& job) {
    Reading reading(job);
    auto namedDtd = readXmlParts(job, {"collection", "document", "BioC.dtd"},
        [&](const pugi::xml_node& node, const XmlFile& file) {
            return BiocXml(file, reading).read(node);
        });
    if (!namedDtd)
        return namedDtd.error();
    if (*namedDtd)
        reading.warn("document type BioC.dtd that is named and was not read", reading.at(1));
    return reading.finish("document");
}

} // namespace

Format biocFormat() {
    Format format{"bioc", "BioC XML", sniffBiocXml, readBiocXml, makeBiocXmlWriter};
    format.relations = [](const ExportOptions&) { return true; };
    format.annotators = [](const ExportOptions&) { return AnnotatorsKept::Own; };
    return format;
}

} // namespace evenspan::io
