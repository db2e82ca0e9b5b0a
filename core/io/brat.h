// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/exporter.h"

#include <filesystem>

// brat standoff (brat.nlplab.org/standoff.html): NAME.txt with the exact text, NAME.ann with a line
// for each entity, attribute, note, link and relation. Positions are code points.
//
// Entities become spans; their attributes (A, M) become attributes, notes (#) attributes named
// "#TYPE", links to dictionaries (N) attributes named "link:TYPE" with the reference and, after a
// tab, its text. A relation of two entities, its arguments called Arg1 and Arg2, is one of their
// spans (core/schema/relations.h). Other relations, those that have attributes or notes, events and
// equivalences are kept line by line as metadata "brat:R1" of the document; the entities that they
// name carry their number as the attribute "brat:id". Writing puts all of this back.
namespace evenspan::io {

constexpr const char* kBratId = "brat:id";
constexpr const char* kBratLine = "brat:";
constexpr const char* kBratLink = "link:";
constexpr const char* kBratNote = "#";

// True for a text that has annotations beside it: the pair is read through its .ann file.
bool isBratCompanion(const std::filesystem::path& path);

// A folder: each file is begun by ExportOptions::nextFile.
std::unique_ptr<DocumentWriter> makeBratWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept);

} // namespace evenspan::io
