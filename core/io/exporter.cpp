// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/exporter.h"

#include "core/base/nearest.h"

#include <array>

namespace evenspan::io {

namespace {

struct OutputFormat {
    const char* name;
    std::unique_ptr<DocumentWriter> (*make)(const ExportOptions&, ByteSink, KeptSink);
};

constexpr std::array kFormats{
    OutputFormat{"conll", makeConllWriter}, OutputFormat{"text", makeTextWriter}};

} // namespace

Result<std::unique_ptr<DocumentWriter>> makeWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept) {
    for (const auto& format : kFormats)
        if (options.format == format.name)
            return format.make(options, std::move(bytes), std::move(kept));
    const auto names = exportFormatNames();
    const auto near = nearestWord(options.format, names);
    std::string all;
    for (const auto& name : names)
        all += (all.empty() ? "" : ", ") + name;
    return Error{ErrorCode::InvalidArgument, "There is no format of this name to write",
        options.format, near.empty() ? "Formats: " + all + "." : "Did you mean " + near + "?"};
}

std::vector<std::string> exportFormatNames() {
    std::vector<std::string> names;
    for (const auto& format : kFormats)
        names.emplace_back(format.name);
    return names;
}

} // namespace evenspan::io
