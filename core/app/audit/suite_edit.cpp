// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/suite_edit.h"

#include "core/app/audit/run_audit.h"
#include "core/app/project/named_settings.h"
#include "core/store/setting_edit.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan {

using namespace fairness;
using SortedJson = nlohmann::json;

namespace {

const std::string kSuites = "suites", kSuite = "suite:"; // as in audit_store.cpp
const std::string kDrafts = "suite_drafts", kDraft = "suite_draft:";

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// All of one step: the group that holds these has its name.
Result<void> keep(store::Writer& writer, const std::string& key, const std::string& value) {
    return store::editSetting(writer, "Suite", key, value);
}

Result<void> keepNames(
    store::Writer& writer, const std::string& key, const std::vector<std::string>& names) {
    return keep(
        writer, key, SortedJson(names).dump(-1, ' ', false, SortedJson::error_handler_t::replace));
}

Result<std::vector<std::string>> namesNow(store::Writer& writer, const std::string& key) {
    auto text = store::settingNow(writer, key);
    if (!text)
        return text.error();
    return settingNamesOf(*text);
}

Result<std::optional<SuiteDraft>> unfinished(store::Reader& reader, const std::string& name) {
    auto text = reader.setting(kDraft + name);
    if (!text)
        return text.error();
    if (!*text || (*text)->empty())
        return std::optional<SuiteDraft>();
    auto draft = draftFromJson(**text);
    if (!draft)
        return draft.error();
    return std::optional(std::move(*draft));
}

SuiteSummary summaryOf(const SuiteDraft& draft, bool own) {
    std::set<std::string> groups;
    for (const auto& each : draft.names)
        groups.insert(each.group);
    return {draft.name, draft.label, draft.language, draft.names.size(), groups.size(),
        draft.templates.size(), own};
}

Result<SuiteNames> suitesNow(store::Writer& writer) {
    auto own = namesNow(writer, kSuites);
    if (!own)
        return own.error();
    auto unfinished = namesNow(writer, kDrafts);
    if (!unfinished)
        return unfinished.error();
    return SuiteNames{std::move(*own), std::move(*unfinished)};
}

// Takes a name out of both lists and its tables away.
Result<void> drop(store::Writer& writer, SuiteNames& names, const std::string& name) {
    for (const auto& [list, kind, prefix] : {std::tuple(&names.own, &kSuites, &kSuite),
             std::tuple(&names.unfinished, &kDrafts, &kDraft)})
        if (std::erase(*list, name) > 0) {
            if (auto done = keepNames(writer, *kind, *list); !done)
                return done;
            if (auto done = keep(writer, *prefix + name, ""); !done)
                return done;
        }
    return {};
}

Result<void> put(store::Writer& writer, SuiteNames& names, const SuiteDraft& draft) {
    if (!has(names.unfinished, draft.name)) {
        names.unfinished.push_back(draft.name);
        if (auto done = keepNames(writer, kDrafts, names.unfinished); !done)
            return done;
    }
    return keep(writer, kDraft + draft.name, draftToJson(draft));
}

Result<void> put(store::Writer& writer, SuiteNames& names, const Suite& suite) {
    if (std::erase(names.unfinished, suite.name) > 0) {
        if (auto done = keepNames(writer, kDrafts, names.unfinished); !done)
            return done;
        if (auto done = keep(writer, kDraft + suite.name, ""); !done)
            return done;
    }
    if (!has(names.own, suite.name)) {
        names.own.push_back(suite.name);
        if (auto done = keepNames(writer, kSuites, names.own); !done)
            return done;
    }
    return keep(writer, kSuite + suite.name, suiteToJson(suite));
}

std::string stepName(const SuiteNames& names, const std::string& name) {
    return (names.holds(name) ? "Change suite " : "New suite ") + name;
}

} // namespace

bool SuiteNames::holds(const std::string& name) const {
    return has(own, name) || has(unfinished, name);
}

Result<SuiteNames> ownSuites(store::Reader& reader) {
    auto own = settingNames(reader, kSuites);
    if (!own)
        return own.error();
    auto drafts = settingNames(reader, kDrafts);
    if (!drafts)
        return drafts.error();
    return SuiteNames{std::move(*own), std::move(*drafts)};
}

Result<std::vector<SuiteLine>> suiteLines(
    store::Reader& reader, const std::filesystem::path& shipped) {
    auto own = ownSuites(reader);
    if (!own)
        return own.error();
    auto all = suiteNames(reader, shipped);
    if (!all)
        return all.error();
    for (const auto& name : own->unfinished)
        if (!has(*all, name))
            all->push_back(name);
    std::vector<SuiteLine> out;
    for (const auto& name : *all) {
        SuiteLine line;
        const auto open = openDraft(reader, shipped, name);
        if (open) {
            line.summary = summaryOf(open->draft, open->own);
            line.unfinished = open->unfinished;
        } else {
            line.problem = open.error().what;
        }
        line.summary.name = name;
        line.summary.own = own->holds(name);
        out.push_back(std::move(line));
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::pair(!a.summary.own, a.summary.name)
            < std::pair(!b.summary.own, b.summary.name);
    });
    return out;
}

Result<OpenDraft> openDraft(
    store::Reader& reader, const std::filesystem::path& shipped, const std::string& name) {
    auto names = ownSuites(reader);
    if (!names)
        return names.error();
    if (has(names->unfinished, name)) {
        auto draft = unfinished(reader, name);
        if (!draft)
            return draft.error();
        if (*draft)
            return OpenDraft{std::move(**draft), true, true};
    }
    auto suite = openSuite(reader, shipped, name);
    if (!suite)
        return suite.error();
    return OpenDraft{draftOf(*suite), has(names->own, name), false};
}

Result<bool> keepDraft(
    store::Writer& writer, const SuiteDraft& draft, const std::string& replaced) {
    const auto suite = suiteOf(draft);
    auto names = suitesNow(writer);
    if (!names)
        return names.error();
    const bool renamed = !replaced.empty() && replaced != draft.name;
    const auto kept = writer.group(
        renamed ? "Rename suite " + replaced + " to " + draft.name : stepName(*names, draft.name),
        [&]() -> Result<void> {
            if (renamed)
                if (auto done = drop(writer, *names, replaced); !done)
                    return done;
            return suite ? put(writer, *names, *suite) : put(writer, *names, draft);
        });
    if (!kept)
        return kept.error();
    return suite.ok();
}

Result<void> keepSuite(store::Writer& writer, const Suite& suite) {
    auto names = suitesNow(writer);
    if (!names)
        return names.error();
    return writer.group(stepName(*names, suite.name), [&] { return put(writer, *names, suite); });
}

Result<void> removeDraft(store::Writer& writer, const std::string& name) {
    auto names = suitesNow(writer);
    if (!names)
        return names.error();
    if (!names->holds(name))
        return Error{ErrorCode::NotFound, "The project has no suite of its own with this name",
            name, "Shipped suites stay; see: evenspan-cli suite FILE list"};
    return writer.group("Remove suite " + name, [&] { return drop(writer, *names, name); });
}

std::string freeSuiteName(const std::string& wish, const std::vector<std::string>& taken) {
    std::string name = wish;
    for (int number = 2; has(taken, name); ++number)
        name = wish + " " + std::to_string(number);
    return name;
}

} // namespace evenspan
