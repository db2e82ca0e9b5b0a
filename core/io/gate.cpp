// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/span_writer.h"
#include "core/io/xml_read.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <cstring>
#include <map>

// Text with its annotations as XML, in GATE's two ways (gate.ac.uk, user guide, "XML"):
// inline, where elements stand around what they label, and GATE's own document with numbered nodes
// in the text and the annotations behind it, which is only read.
//
// Inline as Evenspan writes it: <documents>, in it <document name split state> with an empty
// <meta key value/> for each entry, then the text. A label that is no name for an element stands as
// <entity label="…">. Of other files every element with text becomes a span, but for the outermost.
namespace evenspan::io {

namespace {

constexpr const char* kEntity = "entity";
constexpr const char* kMeta = "meta";

// Collects the text of one element and the spans in it; a loop, not a recursion.
class InlineText : public pugi::xml_tree_walker {
public:
    InlineText(DocumentDraft& document, const XmlFile& file, Reading& reading)
        : m_document(document)
        , m_file(file)
        , m_reading(reading) { }

    bool for_each(pugi::xml_node& node) override {
        closeTo(depth());
        if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
            m_document.text += node.value();
            m_at += static_cast<std::uint32_t>(countCodePoints(node.value()));
            return true;
        }
        if (node.type() != pugi::node_element)
            return true;
        if (std::strcmp(node.name(), kMeta) == 0 && node.attribute("key") && !node.first_child()) {
            m_document.metadata[node.attribute("key").value()] = node.attribute("value").value();
            return true;
        }
        Open open{depth(), m_at, node.name(), {}, m_file.lineOf(node)};
        for (const auto& attribute : node.attributes())
            open.attributes[attribute.name()] = attribute.value();
        // <entity label="…"> is Evenspan's, <ENAMEX TYPE="…"> that of the MUC corpora.
        const char* naming = std::strcmp(node.name(), kEntity) == 0 ? "label" : "TYPE";
        const bool muc = open.label == "ENAMEX" || open.label == "TIMEX" || open.label == "NUMEX";
        if (const auto given = open.attributes.find(naming); (muc || open.label == kEntity)
            && given != open.attributes.end() && !given->second.empty()) {
            open.label = given->second;
            open.attributes.erase(given);
        }
        m_open.push_back(std::move(open));
        return true;
    }
    bool end(pugi::xml_node&) override {
        closeTo(0);
        return true;
    }

private:
    struct Open {
        int depth;
        std::uint32_t begin;
        std::string label;
        std::map<std::string, std::string> attributes;
        std::uint64_t line;
    };
    void closeTo(int depth) {
        for (; !m_open.empty() && m_open.back().depth >= depth; m_open.pop_back()) {
            auto& open = m_open.back();
            if (open.begin == m_at) {
                m_reading.lost.add("element without text", m_reading.at(open.line));
                continue;
            }
            SpanDraft span;
            span.range = {open.begin, m_at};
            span.label = std::move(open.label);
            span.source = SpanSource::Import;
            span.attributes = std::move(open.attributes);
            m_document.spans.push_back(std::move(span));
        }
    }

    DocumentDraft& m_document;
    const XmlFile& m_file;
    Reading& m_reading;
    std::uint32_t m_at = 0;
    std::vector<Open> m_open;
};

// Of GATE's own documents: what it makes itself and what marks words.
bool isGateWorking(std::string_view type) {
    static constexpr std::array names{"SpaceToken", "Split", "Lookup", "DEFAULT_TOKEN"};
    return std::find(names.begin(), names.end(), type) != names.end();
}

Result<void> readGateDocument(const XmlFile& file, const pugi::xml_node& root, Reading& reading) {
    DocumentDraft document;
    std::map<std::string, std::uint32_t> nodes;
    std::uint32_t at = 0;
    for (const auto& node : root.child("TextWithNodes").children()) {
        if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
            document.text += node.value();
            at += static_cast<std::uint32_t>(countCodePoints(node.value()));
        } else if (std::strcmp(node.name(), "Node") == 0
            && !nodes.emplace(node.attribute("id").value(), at).second) {
            return reading.broken("Two nodes of the text have one number", file.lineOf(node),
                "Save the document again.");
        }
    }
    const auto features = [](const pugi::xml_node& holder) {
        std::map<std::string, std::string> found;
        for (const auto& feature : holder.children("Feature"))
            found[feature.child_value("Name")] = feature.child_value("Value");
        return found;
    };
    document.metadata = features(root.child("GateDocumentFeatures"));
    std::vector<CodePointRange> tokens;
    std::vector<std::uint32_t> sentences;
    for (const auto& set : root.children("AnnotationSet")) {
        const std::string name = set.attribute("Name").value();
        for (const auto& annotation : set.children("Annotation")) {
            const auto line = file.lineOf(annotation);
            const std::string type = annotation.attribute("Type").value();
            const auto begin = nodes.find(annotation.attribute("StartNode").value());
            const auto end = nodes.find(annotation.attribute("EndNode").value());
            if (begin == nodes.end() || end == nodes.end() || begin->second > end->second
                || type.empty()) {
                reading.bad("The nodes of the annotation are not there, or in the wrong order",
                    reading.at(line));
            } else if (begin->second == end->second) {
                reading.bad("The span has no character", reading.at(line));
            } else if (name == "Original markups" || isGateWorking(type)) {
                reading.lost.add(
                    "annotation of GATE's own work, which is not kept", reading.at(line));
            } else if (name.empty() && type == "Token") {
                tokens.push_back({begin->second, end->second});
            } else if (name.empty() && type == "Sentence") {
                sentences.push_back(begin->second);
            } else {
                SpanDraft span;
                span.range = {begin->second, end->second};
                span.label = type;
                span.source = SpanSource::Import;
                span.attributes = features(annotation);
                if (!name.empty())
                    span.attributes["annotation set"] = name;
                document.spans.push_back(std::move(span));
            }
        }
    }
    if (!placeWords(document, std::move(tokens), std::move(sentences)))
        reading.lost.add("word that overlaps another; the words were found anew", reading.at(1));
    return reading.deliver(std::move(document));
}

Result<void> readInline(
    const XmlFile& file, const pugi::xml_node& node, bool own, Reading& reading) {
    DocumentDraft document;
    bool stated = false;
    if (own) {
        document.name = node.attribute("name").value();
        document.split = node.attribute("split").value();
        if (const auto state = documentStateFromName(node.attribute("state").value())) {
            document.state = *state;
            stated = true;
        }
    } else {
        for (const auto& attribute : node.attributes())
            document.metadata[attribute.name()] = attribute.value();
    }
    InlineText text(document, file, reading);
    auto start = node;
    start.traverse(text);
    return reading.deliver(std::move(document), 0, stated);
}

int sniffGate(const FileHead& head, std::vector<std::string>& reasons) {
    const auto root = rootElement(head.bytes);
    if (root == "GateDocument") {
        reasons = {"the first element is GateDocument"};
        return 95;
    }
    if (root == "documents" && head.bytes.find("<document ") != std::string_view::npos) {
        reasons = {"a list of documents with labels as elements"};
        return 93;
    }
    if (!root.empty() && root != "collection" && root != "XMI" && root != "html"
        && root != "View") {
        reasons = {"XML whose elements may stand around what they label"};
        return 40;
    }
    return 0;
}

Result<void> readGate(ReadJob& job) {
    auto file = parseXml(job);
    if (!file)
        return file.error();
    Reading reading(job);
    const auto root = (*file)->tree.document_element();
    if (std::strcmp(root.name(), "GateDocument") == 0) {
        if (auto done = readGateDocument(**file, root, reading); !done)
            return done;
        return reading.finish("document");
    }
    if (std::strcmp(root.name(), "documents") != 0) {
        if (auto done = readInline(**file, root, false, reading); !done)
            return done;
        return reading.finish("document");
    }
    for (const auto& node : root.children("document"))
        if (auto done = readInline(**file, node, true, reading); !done)
            return done;
    return reading.finish("document");
}

class GateWriter : public SpanWriter {
public:
    GateWriter(ByteSink bytes, KeptSink kept)
        : SpanWriter("gate",
            {.name = true, .split = true, .state = true, .metadata = true, .attributes = true},
            std::move(bytes), std::move(kept)) {
        m_out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<documents>\n";
    }

private:
    // Elements must stand in one another or apart.
    void removeCrossing(std::vector<SpanDraft>& spans) {
        std::vector<std::uint32_t> ends;
        std::erase_if(spans, [&](const SpanDraft& span) {
            while (!ends.empty() && ends.back() <= span.range.begin)
                ends.pop_back();
            if (!ends.empty() && ends.back() < span.range.end) {
                m_lost.add("span that crosses the end of another", where());
                return true;
            }
            ends.push_back(span.range.end);
            return false;
        });
    }

    static bool isPlainName(const std::string& label) {
        return isXmlName(label) && label != kEntity && label != kMeta && label != "ENAMEX"
            && label != "TIMEX" && label != "NUMEX";
    }

    std::string startTag(SpanDraft& span) {
        std::string tag = "<";
        const bool plain = isPlainName(span.label);
        tag += plain ? span.label
                     : std::string(kEntity) + " label=\"" + escapeXml(span.label, true) + "\"";
        std::erase_if(span.attributes, [&](const auto& entry) {
            if (isXmlName(entry.first) && (plain || entry.first != "label")) {
                tag += " " + entry.first + "=\"" + escapeXml(entry.second, true) + "\"";
                return false;
            }
            m_lost.add("attribute whose name XML cannot have", where());
            return true;
        });
        return tag + ">";
    }

    Result<void> write(DocumentDraft& document) override {
        if (auto sound = requireXmlText(document, where()); !sound)
            return sound;
        if (document.name.empty()) {
            document.name = "document " + std::to_string(report().documents);
            m_lost.add("document without a name, which becomes its number", where());
        }
        removeCrossing(document.spans);
        m_out += "<document name=\"" + escapeXml(document.name, true) + "\"";
        if (!document.split.empty())
            m_out += " split=\"" + escapeXml(document.split, true) + "\"";
        if (document.state != DocumentState::Done)
            m_out += std::string(" state=\"") + documentStateName(document.state) + "\"";
        m_out += ">";
        for (const auto& [key, value] : document.metadata)
            m_out += "<meta key=\"" + escapeXml(key, true) + "\" value=\"" + escapeXml(value, true)
                + "\"/>";
        const OffsetMap map(document.text);
        std::uint32_t at = 0;
        std::vector<const SpanDraft*> open;
        const auto moveTo = [&](std::uint32_t to) {
            m_out += escapeXml(map.slice({at, to}));
            at = to;
        };
        const auto closeTo = [&](std::uint32_t to) {
            for (; !open.empty() && open.back()->range.end <= to; open.pop_back()) {
                moveTo(open.back()->range.end);
                m_out += isPlainName(open.back()->label) ? "</" + open.back()->label + ">"
                                                         : std::string("</entity>");
            }
        };
        for (auto& span : document.spans) {
            closeTo(span.range.begin);
            moveTo(span.range.begin);
            m_out += startTag(span);
            open.push_back(&span);
        }
        closeTo(map.codePoints());
        moveTo(map.codePoints());
        m_out += "</document>\n";
        return {};
    }
    Result<void> writeEnd() override {
        m_out += "</documents>\n";
        return {};
    }
};

} // namespace

Format gateFormat() {
    Format format{"gate", "GATE XML", sniffGate, readGate,
        [](const ExportOptions&, ByteSink bytes, KeptSink kept) -> std::unique_ptr<DocumentWriter> {
            return std::make_unique<GateWriter>(std::move(bytes), std::move(kept));
        }};
    format.annotators = [](const ExportOptions&) { return AnnotatorsKept::Own; };
    return format;
}

} // namespace evenspan::io
