// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/reading.h"

#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace evenspan::io {

// One XML file, or an element of one, in memory.
struct XmlFile {
    pugi::xml_document tree;
    std::unique_ptr<LineIndex> lines;
    bool namedDtd = false; // it names the DTD that parse() was told of, which is not read
    std::uint64_t linesBefore = 0; // of the file, where this is a piece of one
    std::uint64_t lineOf(const pugi::xml_node& node) const {
        return linesBefore + lines->lineAt(node.offset_debug());
    }
};

// Reads a file with every blank of its text as it stands. A document type (DTD) is refused,
// whatever it says, but for a bare reference to the file `harmlessDtd`, which is never opened.
// Errors: those of readFile; Unsafe (a DTD), BadFormat (not well-formed, over 64 elements deep,
// over 1 GiB), BadEncoding, Empty.
Result<std::unique_ptr<XmlFile>> parseXml(ReadJob& job, std::string_view harmlessDtd = {});

// Where a text stands in its file.
struct XmlPlace {
    pugi::xml_encoding encoding = pugi::encoding_auto;
    std::uint64_t linesBefore = 0;
    int depth = 0; // elements around it
};
// The same of a text that is in memory, as UTF-8 as far as the encoding says so.
Result<std::unique_ptr<XmlFile>> parseXmlText(
    ReadJob& job, std::string&& text, XmlPlace at, std::string_view harmlessDtd = {});

// The local part of a name: "type:Token" → "Token".
std::string_view localName(std::string_view name);
// The first element's local name in the start of a file, and the declaration of its namespaces;
// empty where this is no XML.
std::string_view rootElement(std::string_view head);

// Text for an element or attribute value. The characters that XML 1.0 has no way to write
// (w3.org/TR/xml, production 2) are reported by firstForbidden().
std::string escapeXml(std::string_view text, bool attribute = false);
// Byte position of the first of them, or npos.
std::size_t firstForbidden(std::string_view text);
// Unsupported, where any part of the document that will be written holds such a character.
Result<void> requireXmlText(const DocumentDraft& document, const std::string& where);
// A name that any reader takes for elements and attributes: letters of ASCII, digits, "_", "-",
// ".", starting with a letter or "_" but not with "xml".
bool isXmlName(std::string_view name);

} // namespace evenspan::io
