// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/uima.h"

#include "core/io/json_read.h"
#include "core/io/xml_read.h"
#include "core/schema/annotators.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

namespace evenspan::io {

std::string_view casShortName(std::string_view type) {
    return type.substr(type.find_last_of(".:/") + 1);
}

CasRole casRole(std::string_view type) {
    const auto name = casShortName(type);
    if (name == "Token")
        return CasRole::Token;
    if (name == "Sentence")
        return CasRole::Sentence;
    if (name == "DocumentAnnotation" || name == "DocumentMetaData")
        return CasRole::Document;
    if (name == "NamedEntity")
        return CasRole::Entity;
    // Layers of DKPro Core and of INCEpTION's own book-keeping.
    for (const char* part :
        {".lexmorph.", ".syntax.", ".segmentation.", "/lexmorph/", "/syntax/", "/segmentation/",
            ".coref.", "/coref/", ".metadata.", "/metadata/", ".structure.", "/structure/",
            "CASMetadata", "TagsetDescription", "LayerDefinition", "FeatureDefinition"})
        if (type.find(part) != std::string_view::npos)
            return CasRole::Working;
    for (const char* known : {"Lemma", "Stem", "POS", "MorphologicalFeatures", "Dependency",
             "Paragraph", "Heading", "Div", "Compound", "SurfaceForm", "CASMetadata", "TOP",
             "AnnotationBase", "FSArray", "StringArray", "FSList"})
        if (name == known)
            return CasRole::Working;
    return CasRole::Entity;
}

void nameByPlace(DocumentDraft& document, const std::filesystem::path& path) {
    const auto folder = path.parent_path();
    const auto kind = folder.parent_path().filename();
    if (kind != "annotation" && kind != "curation")
        return;
    if (document.name.empty())
        document.name = folder.filename().string();
    // The one file is of nobody, the other of all.
    const auto name = path.stem().string();
    if (name != "INITIAL_CAS" && name != "CURATION_USER")
        nameAnnotator(document, name);
}

Result<void> deliverCas(
    std::string text, std::vector<CasAnnotation>&& annotations, Reading& reading) {
    DocumentDraft document;
    document.text = std::move(text);
    const OffsetMap map(document.text);
    std::vector<GivenSpan> spans;
    std::vector<CodePointRange> tokens;
    std::vector<std::uint32_t> sentences;
    std::vector<CasAnnotation*> links;
    std::map<std::string, std::size_t> numbers; // of annotations that become spans
    for (auto& annotation : annotations) {
        const auto role = casRole(annotation.type);
        if (role == CasRole::Document) {
            for (const auto& [key, value] : annotation.features)
                if (key == "documentTitle" || (key == "documentId" && document.name.empty()))
                    document.name = value;
                else if (key == "language" && value != "x-unspecified")
                    document.metadata[key] = value;
            continue;
        }
        if (role == CasRole::Working) {
            reading.lost.add("annotation of the layer " + std::string(casShortName(annotation.type))
                    + ", which is not kept",
                reading.at(annotation.line));
            continue;
        }
        if (role != CasRole::Entity) {
            if (annotation.begin > annotation.end || annotation.end > map.utf16Units()) {
                reading.bad(
                    "The word or sentence lies outside the text", reading.at(annotation.line));
                continue;
            }
            const auto from = static_cast<std::uint32_t>(annotation.begin),
                       to = static_cast<std::uint32_t>(annotation.end);
            const CodePointRange range{
                map.toCodePoint(Utf16Offset(from)).value, map.toCodePoint(Utf16Offset(to)).value};
            if (role == CasRole::Token)
                tokens.push_back(range);
            else
                sentences.push_back(range.begin);
            continue;
        }
        if (!annotation.governor.empty() && !annotation.dependent.empty()) {
            links.push_back(&annotation);
            continue;
        }
        if (!annotation.id.empty())
            numbers.emplace(annotation.id, spans.size());
        GivenSpan given;
        given.parts = {{annotation.begin, annotation.end}};
        given.line = annotation.line;
        auto& features = annotation.features;
        given.span.label = casShortName(annotation.type);
        for (const char* key : {"value", "label"})
            if (const auto found = features.find(key);
                found != features.end() && !found->second.empty()) {
                given.span.label = found->second;
                features.erase(found);
                break;
            }
        given.span.attributes = std::move(features);
        spans.push_back(std::move(given));
    }
    std::vector<GivenRelation> relations;
    for (auto* link : links) {
        const auto at = reading.at(link->line);
        const auto from = numbers.find(link->governor), to = numbers.find(link->dependent);
        if (from == numbers.end() || to == numbers.end()) {
            reading.lost.add("relation between entities that are not there", at);
            continue;
        }
        auto& features = link->features;
        auto type = features.find("value");
        if (type == features.end())
            type = features.find("label");
        if (type == features.end() || type->second.empty())
            type = std::find_if(features.begin(), features.end(),
                [](const auto& feature) { return !feature.second.empty(); });
        if (features.size() > (type != features.end()))
            reading.lost.add("feature of a relation beside its type", at);
        relations.push_back({from->second, to->second,
            type == features.end() ? std::string(casShortName(link->type)) : type->second,
            link->line});
    }
    std::vector<std::optional<std::size_t>> places;
    placeSpans(document, std::move(spans), OffsetUnit::Utf16, reading, &places);
    placeRelations(document, relations, places, {}, reading);
    if (!placeWords(document, std::move(tokens), std::move(sentences)))
        reading.lost.add("document whose words overlap; they were found anew", reading.at(1));
    nameByPlace(document, reading.path());
    return reading.deliver(std::move(document));
}

namespace {

bool isReserved(std::string_view attribute) {
    for (const char* name : {"xmi:id", "sofa", "begin", "end", "Governor", "Dependent"})
        if (attribute == name)
            return true;
    return false;
}

// The full name that an XMI element's namespace stands for:
// "http:///de/tudarmstadt/…/type.ecore" + "NamedEntity".
std::string fullType(const pugi::xml_node& root, const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    if (colon == std::string_view::npos)
        return std::string(name);
    const std::string prefix = "xmlns:" + std::string(name.substr(0, colon));
    std::string space = node.attribute(prefix.c_str()).value();
    if (space.empty())
        space = root.attribute(prefix.c_str()).value();
    if (space.rfind("http:///", 0) == 0)
        space.erase(0, 8);
    if (space.size() > 6 && space.substr(space.size() - 6) == ".ecore")
        space.resize(space.size() - 6);
    std::replace(space.begin(), space.end(), '/', '.');
    return space + "." + std::string(name.substr(colon + 1));
}

int sniffXmi(const FileHead& head, std::vector<std::string>& reasons) {
    if (rootElement(head.bytes) != "XMI")
        return 0;
    reasons = {"the first element is xmi:XMI"};
    return 95;
}

Result<void> readXmi(ReadJob& job) {
    auto file = parseXml(job);
    if (!file)
        return file.error();
    Reading reading(job);
    const auto root = (*file)->tree.document_element();
    if (localName(root.name()) != "XMI")
        return reading.broken(
            "The first element is not xmi:XMI", (*file)->lineOf(root), "Choose another format.");
    // Each Sofa is a view: a text of its own.
    std::map<std::string, std::pair<std::string, std::vector<CasAnnotation>>> views;
    std::vector<std::string> order;
    for (const auto& node : root.children())
        if (localName(node.name()) == "Sofa") {
            const std::string id = node.attribute("xmi:id").value();
            if (!node.attribute("sofaString")) {
                reading.lost.add("view without a text", reading.at((*file)->lineOf(node)));
            } else if (views
                           .try_emplace(id, node.attribute("sofaString").value(),
                               std::vector<CasAnnotation>())
                           .second) {
                order.push_back(id);
            } else {
                return reading.broken(
                    "Two views have one number", (*file)->lineOf(node), "Export the file again.");
            }
        }
    for (const auto& node : root.children()) {
        if (node.type() != pugi::node_element || !node.attribute("begin")
            || !node.attribute("sofa"))
            continue;
        CasAnnotation annotation;
        annotation.type = fullType(root, node);
        annotation.line = (*file)->lineOf(node);
        const auto view = views.find(node.attribute("sofa").value());
        const auto begin = wholeNumber(node.attribute("begin").value());
        const auto end = wholeNumber(node.attribute("end").value());
        if (view == views.end() || !begin || !end) {
            reading.bad("The annotation is of no view, or has no begin and end",
                reading.at(annotation.line));
            continue;
        }
        annotation.begin = *begin;
        annotation.end = *end;
        annotation.id = node.attribute("xmi:id").value();
        annotation.governor = node.attribute("Governor").value();
        annotation.dependent = node.attribute("Dependent").value();
        for (const auto& attribute : node.attributes())
            if (!isReserved(attribute.name()))
                annotation.features[attribute.name()] = attribute.value();
        view->second.second.push_back(std::move(annotation));
    }
    for (const auto& id : order)
        if (auto done =
                deliverCas(std::move(views[id].first), std::move(views[id].second), reading);
            !done)
            return done;
    return reading.finish("document");
}

int sniffCasJson(const FileHead& head, std::vector<std::string>& reasons) {
    const auto first = head.bytes.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || head.bytes[first] != '{'
        || (head.bytes.find("\"%FEATURE_STRUCTURES\"") == std::string_view::npos
            && head.bytes.find("\"%TYPES\"") == std::string_view::npos))
        return 0;
    reasons = {"an object with \"%TYPES\" or \"%FEATURE_STRUCTURES\", as a UIMA CAS has them"};
    return 96;
}

Result<void> readCasJson(ReadJob& job) {
    using nlohmann::json;
    const auto bytes = readWholeText(job);
    if (!bytes)
        return bytes.error();
    auto tree = parseJson(*bytes, job.where());
    if (!tree)
        return tree.error();
    Reading reading(job);
    reading.setPlace("feature structure");
    const auto list = tree->is_object() ? tree->find("%FEATURE_STRUCTURES") : tree->end();
    if (!tree->is_object() || list == tree->end() || !list->is_array())
        return reading.broken("There is no list of feature structures", 0,
            "Check that this is a UIMA CAS in JSON, version 0.4 or later.");
    const auto text = [](const json& node, const char* key) -> std::optional<std::string> {
        const auto found = node.find(key);
        if (found == node.end() || !found->is_string())
            return std::nullopt;
        return found->get<std::string>();
    };
    std::map<std::uint64_t, std::pair<std::string, std::vector<CasAnnotation>>> views;
    for (const auto& node : *list)
        if (node.is_object() && text(node, "%TYPE") == "uima.cas.Sofa") {
            const auto id = node.find("%ID");
            const auto words = text(node, "sofaString");
            if (words && id != node.end() && id->is_number_unsigned())
                views.try_emplace(id->get<std::uint64_t>(), *words, std::vector<CasAnnotation>());
        }
    std::uint64_t number = 0;
    for (const auto& node : *list) {
        ++number;
        const auto type = node.is_object() ? text(node, "%TYPE") : std::nullopt;
        if (!type || !node.contains("begin"))
            continue;
        const auto whole = [&](const char* key) -> std::optional<std::uint64_t> {
            const auto found = node.find(key);
            if (found == node.end() || !found->is_number_unsigned())
                return std::nullopt;
            return found->get<std::uint64_t>();
        };
        const auto begin = whole("begin"), end = whole("end"), sofa = whole("@sofa");
        const auto view = sofa ? views.find(*sofa) : views.end();
        if (!begin || !end || view == views.end()) {
            reading.bad(
                "The annotation is of no view, or has no begin and end", reading.at(number));
            continue;
        }
        CasAnnotation annotation{*type, *begin, *end, {}, number, {}, {}, {}};
        for (const auto& [key, to] :
            {std::pair("%ID", &annotation.id), std::pair("@Governor", &annotation.governor),
                std::pair("@Dependent", &annotation.dependent)})
            if (const auto found = whole(key))
                *to = std::to_string(*found);
        for (const auto& [key, value] : node.items())
            if (!key.empty() && key[0] != '%' && key[0] != '@' && key[0] != '^' && key != "begin"
                && key != "end" && !value.is_null() && !value.is_structured())
                annotation.features[key] =
                    value.is_string() ? value.get<std::string>() : value.dump();
        view->second.second.push_back(std::move(annotation));
    }
    for (auto& [id, view] : views)
        if (auto done = deliverCas(std::move(view.first), std::move(view.second), reading); !done)
            return done;
    return reading.finish("document");
}

} // namespace

Format xmiFormat() {
    return {"xmi", "UIMA XMI", sniffXmi, readXmi};
}

Format casJsonFormat() {
    return {"cas-json", "UIMA CAS JSON", sniffCasJson, readCasJson};
}

} // namespace evenspan::io
