// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/suite_tables.h"

#include "core/app/audit/run_audit.h"
#include "core/app/project/named_settings.h"
#include "core/text/letter_case.h"
#include "core/text/offset_map.h"

#include <algorithm>

namespace evenspan {

using namespace fairness;

Result<std::vector<SuiteSummary>> listSuites(
    store::Reader& reader, const std::filesystem::path& shipped) {
    auto names = suiteNames(reader, shipped);
    if (!names)
        return names.error();
    auto own = settingNames(reader, "suites");
    if (!own)
        return own.error();
    std::vector<SuiteSummary> out;
    for (const auto& name : *names) {
        auto suite = openSuite(reader, shipped, name);
        if (!suite)
            return suite.error();
        std::set<std::string> groups;
        for (const auto& each : suite->names)
            groups.insert(each.group);
        out.push_back({name, suite->label, suite->language, suite->names.size(), groups.size(),
            suite->templates.size(), std::find(own->begin(), own->end(), name) != own->end()});
    }
    return out;
}

std::vector<SuiteTemplate> templatesFromLines(std::string_view text) {
    std::vector<SuiteTemplate> out;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string line(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.pop_back();
        if (!line.empty())
            out.push_back({"t" + std::to_string(out.size() + 1), line});
    }
    return out;
}

Result<std::set<std::string, std::less<>>> projectWords(
    store::Reader& reader, std::stop_token stop) {
    constexpr std::size_t most = 1'000'000;
    std::set<std::string, std::less<>> out;
    std::size_t seen = 0;
    const auto walked = reader.forEach(
        {},
        [&](store::DocumentData&& document) {
            const OffsetMap map(document.text);
            for (const auto& token : document.grid.tokens) {
                const bool named = std::any_of(
                    document.spans.begin(), document.spans.end(), [&](const auto& span) {
                        return span.range.overlaps({token.begin, token.end});
                    });
                const auto word = map.slice({token.begin, token.end});
                if (!named && lowerCase(word) == word)
                    out.emplace(word);
            }
            seen += document.grid.tokens.size();
            return seen < most;
        },
        stop);
    if (!walked)
        return walked.error();
    return out;
}

} // namespace evenspan
