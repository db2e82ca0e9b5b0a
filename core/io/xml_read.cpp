// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/xml_read.h"

#include "core/base/files.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace evenspan::io {

namespace {

constexpr int kDeepestXml = 64;

// pugixml's walk is a loop, so no depth can exhaust the stack.
struct DepthCheck : pugi::xml_tree_walker {
    explicit DepthCheck(int most)
        : deepest(most) { }
    bool for_each(pugi::xml_node& node) override {
        // The walk counts from 0, and text inside the last element is no element.
        if (node.type() != pugi::node_element || depth() < deepest)
            return true;
        where = node.offset_debug();
        return false;
    }
    int deepest;
    std::ptrdiff_t where = -1;
};

// A document type that only names a file: `collection SYSTEM "BioC.dtd"`.
bool namesOnly(std::string_view type, std::string_view file) {
    if (file.empty() || type.find('[') != std::string_view::npos)
        return false;
    const auto quote = type.find_last_of("\"'");
    if (quote == std::string_view::npos || quote == 0)
        return false;
    const auto open = type.rfind(type[quote], quote - 1);
    return open != std::string_view::npos && type.substr(open + 1, quote - open - 1) == file;
}

} // namespace

Result<std::unique_ptr<XmlFile>> parseXml(ReadJob& job, std::string_view harmlessDtd) {
    const auto& path = job.path();
    // An encoding that the user named goes before what the file says of itself.
    const bool named = !job.encoding().empty();
    auto bytes = named ? job.text() : readFile(path, std::uint64_t{1} << 30);
    if (!bytes)
        return bytes.error();
    if (bytes->empty())
        return Error{ErrorCode::Empty, "The file is empty", path.string(), "Choose another file."};
    const auto encoding = named ? pugi::encoding_utf8 : pugi::encoding_auto;
    return parseXmlText(job, std::move(*bytes), {encoding, 0, 0}, harmlessDtd);
}

Result<std::unique_ptr<XmlFile>> parseXmlText(
    ReadJob& job, std::string&& text, XmlPlace at, std::string_view harmlessDtd) {
    auto file = std::make_unique<XmlFile>();
    file->lines = std::make_unique<LineIndex>(text);
    file->linesBefore = at.linesBefore;
    const auto place = [&](std::ptrdiff_t byte) {
        return job.where(at.linesBefore + file->lines->lineAt(byte));
    };
    const auto flags = (pugi::parse_default & ~static_cast<unsigned>(pugi::parse_eol))
        | pugi::parse_ws_pcdata | pugi::parse_doctype | pugi::parse_declaration;
    const auto parsed = file->tree.load_buffer(text.data(), text.size(), flags, at.encoding);
    // What stands before the fault is known even where the rest is broken.
    for (const auto& node : file->tree.children())
        if (node.type() == pugi::node_doctype) {
            if (!namesOnly(node.value(), harmlessDtd))
                return Error{ErrorCode::Unsafe, "The file brings a document type (DTD) with it",
                    job.where(file->lineOf(node)),
                    "Take the <!DOCTYPE …> out; what it declares must stand in the text itself."};
            file->namedDtd = true;
        }
    if (!parsed)
        return Error{ErrorCode::BadFormat,
            std::string("The XML is not well-formed: ") + parsed.description(),
            place(parsed.offset), "Mend this place, or export it again."};
    DepthCheck depth(kDeepestXml - at.depth);
    if (!file->tree.traverse(depth))
        return Error{ErrorCode::BadFormat,
            "Elements stand more than " + std::to_string(kDeepestXml) + " deep in one another",
            place(depth.where), "Check that this is a file of annotations."};
    if (parsed.encoding == pugi::encoding_utf8)
        if (auto valid = requireUtf8(text, job.path().string()); !valid)
            return valid.error();
    return file;
}

std::string_view localName(std::string_view name) {
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view rootElement(std::string_view head) {
    const auto first = head.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || head[first] != '<')
        return {};
    for (std::size_t at = first; at < head.size();) {
        if (head[at] != '<') {
            at = head.find('<', at);
            if (at == std::string_view::npos)
                return {};
        }
        if (head.substr(at, 4) == "<!--") {
            at = head.find("-->", at);
            at = at == std::string_view::npos ? head.size() : at + 3;
            continue;
        }
        if (head.substr(at, 2) == "<?" || head.substr(at, 2) == "<!") {
            at = head.find('>', at);
            at = at == std::string_view::npos ? head.size() : at + 1;
            continue;
        }
        const auto end = head.find_first_of(" \t\r\n/>", at + 1);
        const auto name = head.substr(at + 1, end == std::string_view::npos ? end : end - at - 1);
        return isXmlName(localName(name)) ? localName(name) : std::string_view();
    }
    return {};
}

std::string escapeXml(std::string_view text, bool attribute) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text)
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '\r': // a reader would make it a line feed
            out += "&#13;";
            break;
        case '"':
            out += attribute ? "&quot;" : "\"";
            break;
        case '\n':
            out += attribute ? "&#10;" : "\n";
            break;
        case '\t':
            out += attribute ? "&#9;" : "\t";
            break;
        default:
            out += c;
        }
    return out;
}

std::size_t firstForbidden(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r')
            return i;
        if (byte == 0xEF
            && (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF"))
            return i;
    }
    return std::string_view::npos;
}

Result<void> requireXmlText(const DocumentDraft& document, const std::string& where) {
    const auto sound = [](const std::string& text) {
        return firstForbidden(text) == std::string_view::npos;
    };
    bool all = sound(document.name) && sound(document.text) && sound(document.split);
    for (const auto& [key, value] : document.metadata)
        all = all && sound(key) && sound(value);
    for (const auto& span : document.spans) {
        all = all && sound(span.label);
        for (const auto& [key, value] : span.attributes)
            all = all && sound(key) && sound(value);
    }
    if (!all)
        return Error{ErrorCode::Unsupported,
            "A control character stands in the document, which XML has no way to write", where,
            "Leave the document out, or choose a format that is not XML."};
    return {};
}

bool isXmlName(std::string_view name) {
    if (name.empty())
        return false;
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    const auto later = [&](char c) {
        return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    if (!letter(name.front()) || !std::all_of(name.begin(), name.end(), later))
        return false;
    const auto small = [&](std::size_t i) { return static_cast<char>(name[i] | 0x20); };
    return name.size() < 3 || small(0) != 'x' || small(1) != 'm' || small(2) != 'l';
}

} // namespace evenspan::io
