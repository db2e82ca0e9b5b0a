// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/erase.h"

#include "core/store/query.h"
#include "core/store/span_row.h"
#include "core/store/writer.h"
#include "core/store/writer_state.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace evenspan::store {

using nlohmann::json;
using Ordered = nlohmann::ordered_json; // of records, whose order people read

namespace {

constexpr int kPage = 500; // rows in memory at once

struct Row {
    std::int64_t id = 0;
    std::string first, second, third;
};

bool asksFor(const QueryNode& node, const std::string& key, const std::string& field) {
    return (node.kind == QueryNode::Kind::Term && node.key == key && node.field == field)
        || std::any_of(node.children.begin(), node.children.end(),
            [&](const QueryNode& child) { return asksFor(child, key, field); });
}

class Eraser {
public:
    // `state` null: a backup, whose history gets no new line.
    Eraser(Database& db, Writer::State* state, AttributeTarget target, const std::string& name,
        std::stop_token stop)
        : m_db(db)
        , m_state(state)
        , m_spans(target == AttributeTarget::Span)
        , m_name(name)
        , m_key(json(name).dump())
        , m_interrupt(db, std::move(stop)) { }

    Erased go() {
        if (m_spans)
            spans();
        else
            documents();
        history();
        if (has("saved_filter"))
            filters();
        if (!m_spans)
            for (const auto& [table, id, column] : {std::tuple{"setting", "key", "value"},
                     {"run", "id", "record"}, {"file", "sha256", "provenance"}})
                records(table, id, column);
        return m_out;
    }

private:
    bool has(const char* table) {
        Statement s = m_db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
        return s.with(table).step();
    }

    // Rows of `sql` (id, and up to three texts) page by page: each may be changed by `each`.
    // `keys`: how often the attribute's name is asked for.
    template <class F> void walk(const std::string& sql, int keys, int texts, F&& each) {
        std::int64_t after = INT64_MIN;
        for (;;) {
            m_interrupt.check();
            std::vector<Row> rows;
            Statement s = m_db.prepare(sql);
            s.bind(1, after);
            for (int i = 0; i < keys; ++i)
                s.bind(2 + i, m_key);
            s.bind(2 + keys, kPage);
            while (s.step()) {
                Row row{s.integer(0), s.string(1), {}, {}};
                if (texts > 1)
                    row.second = s.string(2);
                if (texts > 2)
                    row.third = s.string(3);
                rows.push_back(std::move(row));
            }
            s.reset();
            for (const Row& row : rows)
                each(row);
            if (rows.empty())
                return;
            after = rows.back().id;
        }
    }

    bool take(json& values) const { return values.is_object() && values.erase(m_name) > 0; }

    void documents() {
        const bool table = has("document_meta");
        walk("SELECT id, metadata FROM document WHERE id > ? AND instr(metadata, ?) > 0 ORDER BY "
             "id LIMIT ?",
            1, 1, [&](const Row& row) {
                json values = json::parse(row.first);
                if (!take(values))
                    return;
                ++m_out.documents;
                if (m_state) {
                    const json side{{"to", values}};
                    json payload = side;
                    payload["document"] = row.id;
                    m_state->record(event::kMetadata, {row.id, row.id}, payload, side);
                }
                m_db.prepare("UPDATE document SET metadata = ? WHERE id = ?")
                    .with(values.dump(), row.id)
                    .run();
                if (table)
                    m_db.prepare("DELETE FROM document_meta WHERE key = ? AND document = ?")
                        .with(metaValue(m_name), row.id)
                        .run();
            });
    }

    void spans() {
        std::set<std::int64_t> documents;
        walk("SELECT id, attributes, document FROM span WHERE id > ? AND instr(attributes, ?) > 0 "
             "ORDER BY id LIMIT ?",
            1, 2, [&](const Row& row) {
                json values = json::parse(row.first);
                if (!take(values))
                    return;
                ++m_out.spans;
                documents.insert(std::stoll(row.second));
                m_db.prepare("UPDATE span SET attributes = ? WHERE id = ?")
                    .with(values.dump(), row.id)
                    .run();
                if (!m_state)
                    return;
                // So that an open view of the document reads its span again.
                const json now = spanJson(m_db, row.id);
                const Range range{std::stoll(row.second), std::stoll(row.second)};
                m_state->record(event::kSpanChange, range, now, now);
            });
        m_out.documents = documents.size();
    }

    // One side of an event; true where something went.
    bool side(const std::string& kind, json& value) const {
        if (!value.is_object())
            return false;
        if (kind == event::kMetadata)
            return !m_spans && value.contains("to") && take(value["to"]);
        if (kind == event::kSpanAdd || kind == event::kSpanRemove || kind == event::kSpanChange)
            return m_spans && value.contains("attributes") && take(value["attributes"]);
        if (kind != event::kRow || value.value("table", "") != "saved_filter")
            return false;
        auto& row = value["row"];
        if (!row.is_object() || !row.contains("query") || !asks(row["query"]))
            return false;
        row["query"] = "";
        return true;
    }

    // Also true of what cannot be read but names the attribute.
    bool asks(const std::string& query) const {
        if (query.find(m_name) == std::string::npos)
            return false;
        std::optional<DocumentOrder> order;
        const auto tree = parseQuery(query, &order);
        return !tree || asksFor(*tree, m_spans ? "attr" : "meta", m_name);
    }

    void history() {
        // A filter names the attribute without quotation marks.
        walk("SELECT id, kind, payload, inverse FROM event WHERE id > ?1 AND (instr(payload, ?2) > "
             "0 OR instr(inverse, ?2) > 0 OR (kind = 'row' AND (instr(payload, 'saved_filter') > 0 "
             "OR instr(inverse, 'saved_filter') > 0))) ORDER BY id LIMIT ?3",
            1, 3, [&](const Row& row) {
                json payload = json::parse(row.second), inverse = json::parse(row.third);
                const bool there = side(row.first, payload), back = side(row.first, inverse);
                if (!there && !back)
                    return;
                ++m_out.events;
                m_db.prepare("UPDATE event SET payload = ?, inverse = ? WHERE id = ?")
                    .with(payload.dump(), inverse.dump(), row.id)
                    .run();
            });
    }

    void filters() {
        std::vector<std::int64_t> gone;
        walk("SELECT id, query FROM saved_filter WHERE id > ? ORDER BY id LIMIT ?", 0, 1,
            [&](const Row& row) {
                if (asks(row.first))
                    gone.push_back(row.id);
            });
        for (const auto id : gone)
            m_db.prepare("DELETE FROM saved_filter WHERE id = ?").with(id).run();
        m_out.filters = gone.size();
    }

    // `renamed`: groups that lost their names.
    bool clean(Ordered& value, std::map<std::string, std::string>& renamed) const {
        bool any = false;
        if (value.is_object()) {
            if (const auto where = value.find("where"); where != value.end() && where->is_object()
                && where->contains(m_name) && (*where)[m_name].is_string()) {
                any = any || (*where)[m_name] != "";
                (*where)[m_name] = "";
            }
            const auto by = value.find("group_by");
            const auto groups = value.find("groups");
            if (by != value.end() && groups != value.end() && groups->is_array()
                && (*by == m_name || *by == "meta:" + m_name))
                for (std::size_t i = 0; i < groups->size(); ++i)
                    if (auto& group = (*groups)[i]; group.is_object() && group.contains("group")
                        && group["group"].is_string() && group["group"] != "") {
                        const std::string number = "group " + std::to_string(i + 1);
                        any = any || group["group"] != number;
                        renamed[group["group"].get<std::string>()] = number;
                        group["group"] = number;
                    }
        }
        if (value.is_structured())
            for (auto& [key, child] : value.items())
                any = clean(child, renamed) || any;
        return any;
    }

    // What the groups weighed in the end stands by their names.
    static void rename(Ordered& value, const std::map<std::string, std::string>& renamed) {
        if (!value.is_structured())
            return;
        for (auto& [key, child] : value.items())
            rename(child, renamed);
        const auto weights = value.is_object() ? value.find("group_weights") : value.end();
        if (!value.is_object() || weights == value.end() || !weights->is_object())
            return;
        Ordered numbered = Ordered::object();
        for (const auto& [group, weight] : weights->items()) {
            const auto found = renamed.find(group);
            numbered[found == renamed.end() ? group : found->second] = weight;
        }
        *weights = std::move(numbered);
    }

    void records(const std::string& table, const std::string& id, const std::string& column) {
        std::vector<std::pair<std::string, std::string>> rows;
        Statement s = m_db.prepare("SELECT " + id + ", " + column + " FROM " + table
            + " WHERE instr(" + column + ", ?) > 0");
        s.with(m_key.substr(1, m_key.size() - 2)); // also behind "meta:"
        while (s.step())
            rows.emplace_back(s.string(0), s.string(1));
        s.reset();
        for (auto& [key, text] : rows) {
            m_interrupt.check();
            Ordered value = Ordered::parse(text, nullptr, false);
            if (value.is_discarded())
                continue;
            // The project's own filter is the object itself.
            if (key == "training.where")
                value = Ordered{{"where", std::move(value)}};
            std::map<std::string, std::string> renamed;
            if (!clean(value, renamed))
                continue;
            if (!renamed.empty())
                rename(value, renamed);
            if (key == "training.where")
                value = Ordered(value["where"]);
            ++m_out.records;
            m_db.prepare("UPDATE " + table + " SET " + column + " = ? WHERE " + id + " = ?")
                .with(value.dump(-1, ' ', false, Ordered::error_handler_t::replace), key)
                .run();
        }
    }

    Database& m_db;
    Writer::State* m_state;
    bool m_spans;
    const std::string m_name, m_key;
    InterruptOnStop m_interrupt;
    Erased m_out;
};

// What a row leaves behind is overwritten at once: a rewrite that does not come (a full disk) must
// not be all that keeps it from being read.
class SecureDelete {
public:
    explicit SecureDelete(Database& db)
        : m_db(db) {
        m_db.script("PRAGMA secure_delete=ON");
    }
    ~SecureDelete() {
        try {
            m_db.script("PRAGMA secure_delete=OFF");
        } catch (const Failure&) {
            // It only costs time.
        }
    }
    SecureDelete(const SecureDelete&) = delete;
    SecureDelete& operator=(const SecureDelete&) = delete;

private:
    Database& m_db;
};

void rewrite(Database& db, const std::stop_token& stop) {
    InterruptOnStop interrupt(db, stop);
    SecureDelete secure(db);
    db.script("VACUUM");
    Statement s = db.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
    if (s.step() && s.integer(0) != 0)
        fail(ErrorCode::Locked, "Another program reads the project, so that its log stays as it is",
            db.where(), "Close the project there, then delete once more.");
}

} // namespace

Result<Erased> eraseAttribute(Writer& writer, AttributeTarget target, const std::string& name,
    const std::string& step, const std::function<Result<void>()>& alongside, std::stop_token stop) {
    Writer::State& state = writer.state();
    std::lock_guard hold(state.mutex);
    return guard([&] {
        if (state.depth > 0)
            fail(ErrorCode::InvalidArgument, "Values cannot be erased as a part of a group");
        SecureDelete secure(*state.db);
        Change change(state, step, kRecord);
        const Erased out = Eraser(*state.db, &state, target, name, std::move(stop)).go();
        if (alongside)
            if (auto done = alongside(); !done)
                throw Failure{done.error()};
        change.commit();
        return out;
    });
}

Result<void> rewriteFile(Writer& writer, std::stop_token stop) {
    std::lock_guard hold(writer.state().mutex);
    return guard([&] { rewrite(*writer.state().db, stop); });
}

Result<std::uint64_t> eraseInBackups(const std::filesystem::path& project, AttributeTarget target,
    const std::string& name, std::stop_token stop) {
    return guard([&] {
        const std::string start = project.filename().string() + ".v";
        std::vector<std::filesystem::path> backups;
        for (const auto& entry :
            std::filesystem::directory_iterator(std::filesystem::absolute(project).parent_path())) {
            const std::string file = entry.path().filename().string();
            if (file.starts_with(start) && entry.is_regular_file()
                && file.find("-backup") != std::string::npos && !file.ends_with("-wal")
                && !file.ends_with("-shm") && !file.ends_with("-journal"))
                backups.push_back(entry.path());
        }
        std::sort(backups.begin(), backups.end());
        std::uint64_t held = 0;
        for (const auto& path : backups) {
            Database db(path, Database::Mode::ReadWrite);
            Erased found;
            {
                SecureDelete secure(db);
                Transaction transaction(db);
                found = Eraser(db, nullptr, target, name, stop).go();
                transaction.commit();
            }
            if (found == Erased{})
                continue;
            rewrite(db, stop);
            ++held;
        }
        return held;
    });
}

} // namespace evenspan::store
