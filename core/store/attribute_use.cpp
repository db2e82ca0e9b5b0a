// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/attribute_use.h"

#include "core/store/reader.h"
#include "core/store/span_row.h"
#include "core/store/writer_state.h"

#include <nlohmann/json.hpp>
#include <vector>

namespace evenspan::store {

namespace {

// The name as a key of the stored JSON: few rows hold it, and only those are read as JSON.
std::string keyIn(const std::string& name) {
    return nlohmann::json(name).dump() + ":";
}

using Values = std::map<std::string, std::string>;

// `old` becomes `now` in place; false: there was no `old`.
bool rekey(Values& values, const std::string& old, const std::string& now) {
    const auto found = values.find(old);
    if (found == values.end())
        return false;
    if (values.contains(now))
        fail(ErrorCode::AlreadyExists, "Some places hold a value of this name already", now,
            "Choose another name.");
    values[now] = found->second;
    values.erase(old);
    return true;
}

void moveSpanValues(Writer& writer, const std::string& old, const std::string& now) {
    Statement s = writer.state().db->prepare("SELECT " + std::string(kSpanColumns)
        + " FROM span s JOIN label l ON l.id = s.label WHERE instr(s.attributes, ?) > 0");
    s.with(keyIn(old));
    std::vector<SpanRow> rows;
    while (s.step())
        rows.push_back(spanFrom(s));
    s.reset();
    for (SpanRow& row : rows)
        if (rekey(row.attributes, old, now))
            require(writer.changeSpan(row));
}

void moveDocumentValues(Writer& writer, const std::string& old, const std::string& now) {
    Statement s = writer.state().db->prepare(
        "SELECT id, metadata FROM document WHERE hidden < 2 AND instr(metadata, ?) > 0");
    s.with(keyIn(old));
    std::vector<std::pair<DocumentId, Values>> rows;
    while (s.step())
        rows.emplace_back(DocumentId(s.integer(0)), mapFromJson(s.text(1)));
    s.reset();
    for (auto& [id, values] : rows)
        if (rekey(values, old, now))
            require(writer.setMetadata(id, values));
}

} // namespace

Result<AttributeUse> attributeUse(
    Reader& reader, const AttributeRow& attribute, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        Statement s = reader.database().prepare(attribute.target == AttributeTarget::Span
                ? "SELECT s.attributes FROM span s JOIN document d ON d.id = s.document WHERE "
                  "instr(s.attributes, ?) > 0 AND d.hidden = 0"
                : "SELECT metadata FROM document WHERE instr(metadata, ?) > 0 AND hidden = 0");
        s.with(keyIn(attribute.name));
        AttributeUse out;
        while (s.step()) {
            const Values values = mapFromJson(s.text(0));
            const auto found = values.find(attribute.name);
            if (found == values.end())
                continue;
            ++out.total;
            if (out.values.size() < AttributeUse::kListed || out.values.contains(found->second))
                ++out.values[found->second];
        }
        return out;
    });
}

Result<std::int64_t> saveAttributeWithValues(Writer& writer, const AttributeRow& attribute) {
    return guard([&] {
        std::int64_t id = 0;
        require(writer.group("Change attribute " + attribute.name, [&] {
            return guard([&] {
                Statement s = writer.state().db->prepare("SELECT name FROM attribute WHERE id = ?");
                s.with(attribute.id);
                const std::string old = s.step() ? s.string(0) : attribute.name;
                s.reset();
                auto saved = Annotations(writer).saveAttribute(attribute);
                if (!saved)
                    throw Failure{saved.error()};
                id = *saved;
                if (old == attribute.name)
                    return;
                if (attribute.target == AttributeTarget::Span)
                    moveSpanValues(writer, old, attribute.name);
                else
                    moveDocumentValues(writer, old, attribute.name);
            });
        }));
        return id;
    });
}

} // namespace evenspan::store
