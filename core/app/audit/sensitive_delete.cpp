// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/audit_store.h"
#include "core/app/audit/sensitive_files.h"
#include "core/app/audit/sensitive_store.h"
#include "core/base/files.h"
#include "core/fairness/assess.h"
#include "core/fairness/crossed_ways.h"
#include "core/store/erase.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

namespace fs = std::filesystem;

namespace evenspan {

using namespace fairness;

namespace {

constexpr const char* kSuffix = ".audit.json";

bool speaksOf(const AuditResult& audit, const std::string& key) {
    const auto by = [&](const auto& each) { return comesFrom(each.id, key); };
    return std::any_of(audit.dimensions.begin(), audit.dimensions.end(), by)
        || (audit.change
            && std::any_of(audit.change->lines.begin(), audit.change->lines.end(),
                [&](const auto& line) { return comesFrom(line.dimension, key); }));
}

// What was said of other groups stays as it was said.
void takeOut(AuditResult& audit, const std::string& key) {
    const auto kinds =
        std::erase_if(audit.dimensions, [&](const auto& each) { return comesFrom(each.id, key); });
    std::erase_if(audit.limits, [&](const auto& each) { return comesFrom(each.dimension, key); });
    if (audit.change)
        std::erase_if(
            audit.change->lines, [&](const auto& line) { return comesFrom(line.dimension, key); });
    for (auto& limit : audit.limits)
        if (limit.code == "attribute_deleted") {
            limit.count += std::max<std::uint64_t>(kinds, 1);
            return chooseHeadline(audit);
        }
    audit.limits.push_back({"attribute_deleted", "", std::max<std::uint64_t>(kinds, 1)});
    chooseHeadline(audit);
}

class Deletion {
public:
    Deletion(store::Project& project, std::stop_token stop)
        : m_project(project)
        , m_stop(std::move(stop)) { }

    Result<SensitiveDeletion> go(const std::string& name) {
        if (!m_project.writer())
            return sensitiveReadOnly();
        auto reader = m_project.reader();
        if (!reader)
            return reader.error();
        m_reader = *reader;
        auto all = sensitiveAttributes(*m_reader);
        if (!all)
            return all.error();
        const bool known = std::any_of(all->begin(), all->end(),
            [&](const auto& each) { return each.key == sensitiveKey(name); });
        auto key = checkedSensitiveKey(*m_reader, name, known);
        if (!key)
            return key.error();
        m_key = *key;
        if (auto made = remakeAudits(); !made)
            return made.error();
        const auto target =
            ofDocuments() ? store::AttributeTarget::Document : store::AttributeTarget::Span;
        auto files = sensitiveFiles(*m_reader, m_project.filesFolder(), ofDocuments(), attribute());
        if (!files)
            return files.error();
        auto& writer = *m_project.writer();
        auto done = store::eraseAttribute(
            writer, target, attribute(), "Delete a sensitive attribute",
            [&] { return write(writer); }, m_stop);
        if (!done) {
            dropFiles(m_fresh);
            if (done.error().code == ErrorCode::Cancelled)
                return Error{ErrorCode::Cancelled, "Cancelled: nothing was deleted", m_key, ""};
            return done.error();
        }
        m_out.documents = done->documents;
        m_out.spans = done->spans;
        m_out.events = done->events;
        m_out.audits = m_requests.size();
        dropFiles(m_old);
        dropStrays();
        // From here on a failure undoes nothing: what is left is said, and done by another call.
        const auto note = [&](const Error& error) {
            if (!m_out.rest)
                m_out.rest = error;
        };
        if (auto cut = cutFromFiles(*files); !cut)
            note(cut.error());
        m_reader.reset(); // a reader's view of the past would hold the log
        auto backups = store::eraseInBackups(m_project.path(), target, attribute(), m_stop);
        if (backups)
            m_out.backups = *backups;
        else
            note(backups.error());
        if (auto rewritten = store::rewriteFile(writer, m_stop); !rewritten)
            note(rewritten.error());
        return m_out;
    }

private:
    Result<void> cancelled() const {
        if (m_stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Cancelled: nothing was deleted", m_key, ""};
        return {};
    }

    bool ofDocuments() const { return m_key.starts_with("meta:"); }
    std::string attribute() const { return m_key.substr(m_key.find(':') + 1); }

    Result<void> remakeAudits() {
        auto names = auditNames(*m_reader);
        if (!names)
            return names.error();
        auto rows = m_reader->files(m_stop);
        if (!rows)
            return rows.error();
        for (const auto& name : *names) {
            if (auto go = cancelled(); !go)
                return go;
            auto request = auditRequest(*m_reader, name);
            auto audit = openAudit(*m_reader, m_project.filesFolder(), name);
            if (!request)
                return request.error();
            if (!audit)
                return audit.error();
            const bool filtered =
                m_key.starts_with("meta:") && request->where.contains(m_key.substr(5));
            const bool spoken = speaksOf(*audit, m_key);
            if (!filtered && !spoken)
                continue;
            // The key stays, the value goes: repeated, the audit is refused and says why.
            if (filtered)
                request->where[m_key.substr(5)] = "";
            m_requests.push_back(std::move(*request));
            if (!spoken)
                continue;
            takeOut(*audit, m_key);
            for (const auto& row : *rows)
                if (isOf(row, name))
                    if (auto made = remake(row, *audit); !made)
                        return made;
        }
        return {};
    }

    static bool isOf(const store::FileRow& row, const std::string& name) {
        const auto facts = nlohmann::json::parse(row.provenance, nullptr, false);
        return row.role == kAuditRole && facts.is_object() && facts.value("audit", "") == name;
    }

    Result<void> remake(const store::FileRow& old, const AuditResult& audit) {
        const std::string text = auditToJson(audit);
        store::FileRow row = old;
        row.sha256 = sha256Hex(text);
        row.path = row.sha256 + kSuffix;
        row.size = static_cast<std::int64_t>(text.size());
        m_old.push_back(old);
        m_fresh.push_back(row);
        return writeFileAtomic(m_project.filesFolder() / row.path, text);
    }

    Result<void> write(store::Writer& writer) {
        for (const auto& row : m_old)
            if (auto gone = writer.removeFile(row.sha256); !gone)
                return gone;
        for (const auto& row : m_fresh)
            if (auto kept = writer.addFile(row); !kept)
                return kept;
        for (const auto& request : m_requests)
            if (auto kept = writer.setSetting("audit:" + request.name, auditRequestToJson(request));
                !kept)
                return kept;
        const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::system_clock::now().time_since_epoch())
                              .count();
        if (auto kept =
                keepSensitive(*m_reader, writer, {{m_key, SensitiveState::Deleted, "", time}});
            !kept)
            return kept;
        return logSensitive(*m_reader, writer, {{time, m_key, "deleted", "", ""}});
    }

    void dropFiles(const std::vector<store::FileRow>& rows) const {
        std::error_code ignored;
        for (const auto& row : rows)
            fs::remove(m_project.filesFolder() / row.path, ignored);
    }

    // An audit that was replaced by another of its name leaves its file.
    void dropStrays() const {
        auto rows = m_reader->files();
        if (!rows)
            return;
        std::set<std::string> listed;
        for (const auto& row : *rows)
            listed.insert(row.path);
        std::error_code failed;
        std::vector<fs::path> gone;
        for (const auto& entry : fs::directory_iterator(m_project.filesFolder(), failed)) {
            const auto name = entry.path().filename().string();
            if (!name.ends_with(kSuffix) || listed.contains(name))
                continue;
            const auto text = readFile(entry.path());
            const auto audit = text ? auditFromJson(*text) : Result<AuditResult>(text.error());
            if (audit && speaksOf(*audit, m_key))
                gone.push_back(entry.path());
        }
        for (const auto& path : gone)
            fs::remove(path, failed);
    }

    store::Project& m_project;
    std::stop_token m_stop;
    std::shared_ptr<store::Reader> m_reader;
    std::string m_key;
    std::vector<store::FileRow> m_old, m_fresh;
    std::vector<AuditRequest> m_requests;
    SensitiveDeletion m_out;
};

} // namespace

Result<SensitiveDeletion> deleteSensitive(
    store::Project& project, const std::string& name, std::stop_token stop) {
    return Deletion(project, std::move(stop)).go(name);
}

} // namespace evenspan
