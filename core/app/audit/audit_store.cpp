// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/audit_store.h"

#include "core/app/audit/run_audit.h"
#include "core/app/audit/suite_edit.h"
#include "core/app/project/named_settings.h"
#include "core/base/files.h"
#include "core/base/nearest.h"
#include "core/store/writer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;
constexpr const char* kAudits = "audits";
constexpr const char* kAudit = "audit:";
constexpr const char* kSuiteNames = "suites";
constexpr const char* kSuitePrefix = "suite:";

Result<std::vector<std::string>> shippedSuites(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed))
        if (entry.path().extension() == ".json")
            names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

Error readOnly(const std::string& suite) {
    return {ErrorCode::ReadOnly, "The project cannot be written to", "suite " + suite,
        "Close it elsewhere, or work on a copy."};
}

} // namespace

std::string auditRequestToJson(const AuditRequest& r) {
    Json swaps = Json::array();
    for (const auto& swap : r.swaps)
        swaps.push_back({{"label", swap.label}, {"list", swap.list}});
    return Json{{"name", r.name}, {"run", r.run}, {"split", r.split}, {"where", r.where},
        {"groups", r.groups}, {"suites", r.suites}, {"swaps", swaps}, {"purpose", r.purpose},
        {"seed", r.seed}, {"rounds", r.rounds}, {"margin", r.margin},
        {"least_mentions", r.leastMentions}, {"least_clusters", r.leastClusters},
        {"decoder", r.decoder}, {"before", r.before}, {"after", r.after}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<AuditRequest> auditRequestFromJson(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        AuditRequest r;
        r.name = json.at("name").get<std::string>();
        r.run = json.at("run").get<std::string>();
        r.split = json.at("split").get<std::string>();
        r.where = json.at("where").get<std::map<std::string, std::string>>();
        r.groups = json.at("groups").get<std::vector<std::string>>();
        r.suites = json.at("suites").get<std::vector<std::string>>();
        // Audits made before there were swaps have none.
        for (const auto& swap : json.value("swaps", Json::array()))
            r.swaps.push_back(
                {swap.at("label").get<std::string>(), swap.at("list").get<std::string>()});
        r.purpose = json.at("purpose").get<std::string>();
        r.seed = json.at("seed").get<std::uint64_t>();
        r.rounds = json.at("rounds").get<std::uint64_t>();
        r.margin = json.at("margin").get<double>();
        r.leastMentions = json.at("least_mentions").get<std::uint64_t>();
        r.leastClusters = json.at("least_clusters").get<std::uint64_t>();
        r.decoder = json.at("decoder").get<std::string>();
        r.before = json.value("before", std::vector<std::string>());
        r.after = json.value("after", std::vector<std::string>());
        return r;
    } catch (const std::exception&) {
        return Error{ErrorCode::Corrupt, "What the audit was asked for cannot be read", "audit",
            "Make the audit anew."};
    }
}

Result<void> keepAudit(store::Project& project, const AuditRequest& request, RunId run,
    const fairness::AuditResult& audit) {
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    auto names = settingNames(**reader, kAudits);
    if (!names)
        return names.error();
    auto rows = (*reader)->files();
    if (!rows)
        return rows.error();
    const std::string text = auditToJson(audit);
    store::FileRow row;
    row.sha256 = sha256Hex(text);
    row.path = row.sha256 + ".audit.json";
    row.size = static_cast<std::int64_t>(text.size());
    row.run = run;
    row.role = kAuditRole;
    row.provenance =
        Json{{"audit", request.name}, {"run", request.run}, {"split", request.split}}.dump(
            -1, ' ', false, Json::error_handler_t::replace);
    const fs::path folder = project.filesFolder();
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (auto written = writeFileAtomic(folder / row.path, text); !written)
        return written;
    auto& writer = *project.writer();
    const auto kept = writer.group("Audit", [&]() -> Result<void> {
        if (auto done = writer.addFile(row); !done)
            return done;
        for (const auto& old : *rows) {
            const auto facts = Json::parse(old.provenance, nullptr, false);
            if (old.role == kAuditRole && old.sha256 != row.sha256 && facts.is_object()
                && facts.value("audit", "") == request.name)
                if (auto gone = writer.removeFile(old.sha256); !gone)
                    return gone;
        }
        if (std::find(names->begin(), names->end(), request.name) == names->end())
            if (auto done = addSettingName(writer, kAudits, *names, request.name); !done)
                return done;
        return writer.setSetting(kAudit + request.name, auditRequestToJson(request));
    });
    if (!kept)
        fs::remove(folder / row.path, failed);
    return kept;
}

Result<std::vector<std::string>> auditNames(store::Reader& reader) {
    return settingNames(reader, kAudits);
}

Result<AuditRequest> auditRequest(store::Reader& reader, const std::string& name) {
    auto text = reader.setting(kAudit + name);
    if (!text)
        return text.error();
    if (!*text)
        return Error{ErrorCode::NotFound, "The project has no such audit", name,
            "Make it with: evenspan-cli audit FILE --run RUN --name " + name};
    return auditRequestFromJson(**text);
}

Result<fairness::AuditResult> openAudit(store::Project& project, const std::string& name) {
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    return openAudit(**reader, project.filesFolder(), name);
}

Result<fairness::AuditResult> openAudit(
    store::Reader& reader, const fs::path& files, const std::string& name) {
    auto rows = reader.files();
    if (!rows)
        return rows.error();
    for (const auto& row : *rows) {
        const auto facts = Json::parse(row.provenance, nullptr, false);
        if (row.role != kAuditRole || !facts.is_object() || facts.value("audit", "") != name)
            continue;
        const auto path = files / row.path;
        auto text = readFile(path);
        if (!text)
            return text.error();
        if (sha256Hex(*text) != row.sha256)
            return Error{ErrorCode::HashMismatch, "The file of the audit was changed",
                path.string(), "Restore it from a backup, or make the audit again."};
        return fairness::auditFromJson(*text);
    }
    return Error{ErrorCode::NotFound, "The project has no such audit", name,
        "Make it with: evenspan-cli audit FILE --run RUN --name " + name};
}

Result<std::vector<std::string>> suiteNames(store::Reader& reader, const fs::path& shipped) {
    auto names = settingNames(reader, kSuiteNames);
    auto more = shippedSuites(shipped);
    if (!names)
        return names;
    for (auto& name : *more)
        if (std::find(names->begin(), names->end(), name) == names->end())
            names->push_back(std::move(name));
    return names;
}

Result<fairness::Suite> openSuite(
    store::Reader& reader, const fs::path& shipped, const std::string& name) {
    auto own = reader.setting(kSuitePrefix + name);
    if (!own)
        return own.error();
    if (*own && !(*own)->empty())
        return fairness::suiteFromJson(**own);
    auto names = suiteNames(reader, shipped);
    if (!names)
        return names.error();
    if (std::find(names->begin(), names->end(), name) == names->end()) {
        std::string all;
        for (const auto& each : *names)
            all += (all.empty() ? "" : ", ") + each;
        const auto near = nearestWord(name, *names);
        return Error{ErrorCode::NotFound, "There is no such suite", name,
            near.empty() ? "There are: " + all + "." : "Did you mean " + near + "?"};
    }
    auto text = readFile(shipped / (name + ".json"));
    if (!text)
        return text.error();
    return fairness::suiteFromJson(*text);
}

Result<void> removeSuite(store::Project& project, const std::string& name) {
    if (!project.writer())
        return readOnly(name);
    return removeDraft(*project.writer(), name);
}

Result<void> saveSuite(store::Project& project, const fairness::Suite& suite) {
    if (auto sound = checkSuite(suite); !sound)
        return sound;
    if (!project.writer())
        return readOnly(suite.name);
    return keepSuite(*project.writer(), suite);
}

} // namespace evenspan
