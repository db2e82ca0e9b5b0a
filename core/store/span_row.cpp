// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/span_row.h"

#include "core/store/writer_state.h"

#include <nlohmann/json.hpp>

namespace evenspan::store {

using nlohmann::json;

namespace {

json partsJson(const std::vector<CodePointRange>& parts) {
    json out = json::array();
    for (const CodePointRange part : parts)
        out.push_back({part.begin, part.end});
    return out;
}

std::vector<CodePointRange> partsFrom(const json& parts) {
    std::vector<CodePointRange> out;
    for (const json& part : parts)
        out.push_back({part.at(0).get<std::uint32_t>(), part.at(1).get<std::uint32_t>()});
    return out;
}

} // namespace

SpanRow spanFrom(const Statement& s) {
    SpanRow row;
    row.id = SpanId(s.integer(0));
    row.document = DocumentId(s.integer(1));
    row.layer = LayerId(s.integer(2));
    row.label = s.string(3);
    row.range = {
        static_cast<std::uint32_t>(s.integer(4)), static_cast<std::uint32_t>(s.integer(5))};
    row.source = static_cast<SpanSource>(s.integer(6));
    row.state = static_cast<SpanState>(s.integer(7));
    if (!s.isNull(8))
        row.score = s.real(8);
    row.attributes = mapFromJson(s.text(9));
    if (!s.isNull(10))
        row.run = RunId(s.integer(10));
    if (!s.isNull(11))
        row.parts = partsFrom(json::parse(s.text(11)));
    if (!s.isNull(12))
        row.rule = s.integer(12);
    return row;
}

json spanJson(const SpanRow& span, std::int64_t label) {
    json out{{"id", span.id.value}, {"document", span.document.value}, {"layer", span.layer.value},
        {"label", label}, {"first", span.range.begin}, {"last", span.range.end},
        {"source", static_cast<int>(span.source)}, {"state", static_cast<int>(span.state)},
        {"score", span.score ? json(*span.score) : json()},
        {"attributes", span.attributes.empty() ? json::object() : json(span.attributes)},
        {"run", span.run ? json(span.run->value) : json()}};
    if (!span.parts.empty())
        out["parts"] = partsJson(span.parts);
    if (span.rule)
        out["rule"] = *span.rule;
    return out;
}

json spanJson(Database& database, std::int64_t id) {
    static const std::string sql = "SELECT " + std::string(kSpanColumns)
        + ", s.label FROM span s JOIN label l ON l.id = s.label JOIN document d ON d.id = "
          "s.document WHERE s.id = ? AND d.hidden < 2";
    Statement s = database.cached(sql.c_str());
    s.with(id);
    if (!s.step())
        fail(ErrorCode::NotFound, "There is no such span", std::to_string(id));
    return spanJson(spanFrom(s), s.integer(13));
}

SpanRow spanFromJson(const json& span, std::string label) {
    SpanRow row;
    row.id = SpanId(span.at("id").get<std::int64_t>());
    row.document = DocumentId(span.at("document").get<std::int64_t>());
    row.layer = LayerId(span.at("layer").get<std::int64_t>());
    row.label = std::move(label);
    row.range = {span.at("first").get<std::uint32_t>(), span.at("last").get<std::uint32_t>()};
    row.source = static_cast<SpanSource>(span.at("source").get<int>());
    row.state = static_cast<SpanState>(span.at("state").get<int>());
    if (!span.at("score").is_null())
        row.score = span.at("score").get<double>();
    if (span.at("attributes").is_object())
        row.attributes = span.at("attributes").get<std::map<std::string, std::string>>();
    if (!span.at("run").is_null())
        row.run = RunId(span.at("run").get<std::int64_t>());
    if (const auto parts = span.find("parts"); parts != span.end())
        row.parts = partsFrom(*parts);
    if (const auto rule = span.find("rule"); rule != span.end())
        row.rule = rule->get<std::int64_t>();
    return row;
}

bool sameSpan(const json& a, const json& b) {
    return a.at("label") == b.at("label") && spanFromJson(a, {}) == spanFromJson(b, {});
}

} // namespace evenspan::store
