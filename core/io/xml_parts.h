// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/xml_read.h"

#include <functional>

namespace evenspan::io {

// A file whose root holds parts one after another, as BioC's collection holds documents.
struct XmlPartsShape {
    std::string_view root, part; // names of elements
    std::string_view harmlessDtd; // see parseXml()
};

// Gets a part's element, with the file that knows its lines. An error ends the reading.
using XmlPartSink = std::function<Result<void>(const pugi::xml_node& part, const XmlFile& file)>;

// Reads such a file part by part: of a file in UTF-8 no more than one child of the root is held. A
// file that says it is in another encoding is held whole. What is no part is checked and passed by.
// Shows progress, and stops. True where the file named the harmless DTD. Errors: those of
// parseXml(), with a part or other child of the root over 1 GiB; BadFormat (another root, something
// behind it), Cancelled.
Result<bool> readXmlParts(ReadJob& job, const XmlPartsShape& shape, const XmlPartSink& sink);

} // namespace evenspan::io
