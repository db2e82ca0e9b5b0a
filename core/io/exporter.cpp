// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/exporter.h"

#include "core/base/nearest.h"
#include "core/io/formats.h"

namespace evenspan::io {

namespace {

const Format* formatNamed(const std::string& name) {
    for (const auto& format : formats())
        if (name == format.name)
            return &format;
    return nullptr;
}

} // namespace

Result<std::unique_ptr<DocumentWriter>> makeWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept) {
    if (const auto* format = formatNamed(options.format); format && format->write)
        return format->write(options, std::move(bytes), std::move(kept));
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
    for (const auto& format : formats())
        if (format.write)
            names.emplace_back(format.name);
    return names;
}

bool writesFolder(const std::string& name) {
    const auto* format = formatNamed(name);
    return format && format->folder;
}

bool readsBack(const std::string& name) {
    const auto* format = formatNamed(name);
    return format && format->read;
}

} // namespace evenspan::io
