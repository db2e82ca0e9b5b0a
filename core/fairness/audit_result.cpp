// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/audit_result.h"

#include <nlohmann/json.hpp>
#include <type_traits>

namespace evenspan::fairness {

namespace {

using Json = nlohmann::ordered_json;
constexpr int kFormat = 1;

// Each kind names its members once; the same list writes and reads.
template <class A> void members(A& a, AuditMeasure& m) {
    a("value", m.value);
    a("low", m.low);
    a("high", m.high);
    a("reason", m.reason);
    a("method", m.method);
    a("unstable", m.unstable);
}

template <class A> void members(A& a, AuditCell& c) {
    a("type", c.type);
    a("gold", c.gold);
    a("predicted", c.predicted);
    a("right", c.right);
    a("precision", c.precision);
    a("recall", c.recall);
    a("f1", c.f1);
    a("selection", c.selection);
    a("token_tpr", c.tokenTpr);
    a("token_fpr", c.tokenFpr);
    a("band_low", c.bandLow);
    a("band_high", c.bandHigh);
}

template <class A> void members(A& a, AuditErrors& e) {
    a("right", e.right);
    a("other_type", e.otherType);
    a("boundary", e.boundary);
    a("split", e.split);
    a("merged", e.merged);
    a("missed", e.missed);
    a("spurious", e.spurious);
    a("type1", e.type1);
    a("type2", e.type2);
    a("type3", e.type3);
    a("weighted1", e.weighted1);
    a("weighted2", e.weighted2);
    a("weighted3", e.weighted3);
}

template <class A> void members(A& a, AuditBin& b) {
    a("score", b.score);
    a("right", b.right);
    a("low", b.low);
    a("high", b.high);
    a("count", b.count);
}

template <class A> void members(A& a, AuditCalibration& c) {
    a("count", c.count);
    a("error", c.error);
    a("chance", c.chance);
    a("chance_high", c.chanceHigh);
    a("brier", c.brier);
    a("bins", c.bins);
}

template <class A> void members(A& a, AuditGroup& g) {
    a("name", g.name);
    a("unknown", g.unknown);
    a("level", g.level);
    a("mentions", g.mentions);
    a("clusters", g.clusters);
    a("documents", g.documents);
    a("names", g.names);
    a("fertility", g.fertility);
    a("annotated", g.annotated);
    a("agreement", g.agreement);
    a("cells", g.cells);
    a("errors", g.errors);
    a("calibration", g.calibration);
}

template <class A> void members(A& a, AuditGap& g) {
    a("group", g.group);
    a("type", g.type);
    a("measure", g.measure);
    a("difference", g.difference);
    a("rest", g.rest);
    a("test", g.test);
    a("p", g.p);
    a("adjusted", g.adjusted);
    a("correction", g.correction);
    a("family", g.family);
    a("detectable", g.detectable);
    a("equivalence", g.equivalence);
    a("verdict", g.verdict);
}

template <class A> void members(A& a, AuditSpread& s) {
    a("type", s.type);
    a("measure", s.measure);
    a("groups", s.groups);
    a("best", s.best);
    a("worst", s.worst);
    a("difference", s.difference);
    a("ratio", s.ratio);
    a("miss_ratio", s.missRatio);
    a("red", s.red);
    a("nfned", s.nfned);
    a("token_odds", s.tokenOdds);
    a("between", s.between);
    a("between_share", s.betweenShare);
    a("below_four_fifths", s.belowFourFifths);
}

template <class A> void members(A& a, AuditSwap& s) {
    a("from", s.from);
    a("to", s.to);
    a("pairs", s.pairs);
    a("net", s.net);
    a("lost", s.lost);
    a("gained", s.gained);
    a("flips", s.flips);
    a("collateral", s.collateral);
    a("token_gap", s.tokenGap);
    a("verdict", s.verdict);
    a("p", s.p);
    a("adjusted", s.adjusted);
}

template <class A> void members(A& a, AuditTemplateCell& c) {
    a("template", c.templateId);
    a("group", c.group);
    a("names", c.names);
    a("recall", c.recall);
}

template <class A> void members(A& a, AuditSuite::Remark& r) {
    a("code", r.code);
    a("group", r.group);
    a("count", r.count);
}

template <class A> void members(A& a, AuditSuite& s) {
    a("name", s.name);
    a("language", s.language);
    a("label", s.label);
    a("source", s.source);
    a("licence", s.licence);
    a("date", s.date);
    a("rule", s.rule);
    a("names", s.names);
    a("templates", s.templates);
    a("sentences", s.sentences);
    a("hash", s.hash);
    a("uninformative", s.uninformative);
    a("remarks", s.remarks);
}

template <class A> void members(A& a, AuditDimension& d) {
    a("id", d.id);
    a("source", d.source);
    a("unit", d.unit);
    a("cluster", d.cluster);
    a("headline", d.headline);
    a("groups", d.groups);
    a("more_groups", d.moreGroups);
    a("unattributed", d.unattributed);
    a("spreads", d.spreads);
    a("gaps", d.gaps);
    a("swaps", d.swaps);
    a("templates", d.templates);
    a("suite", d.suite);
}

template <class A> void members(A& a, AuditLimit& l) {
    a("code", l.code);
    a("dimension", l.dimension);
    a("count", l.count);
}

template <class A> void members(A& a, AuditChangeLine& l) {
    a("dimension", l.dimension);
    a("group", l.group);
    a("kind", l.kind);
    a("measure", l.measure);
    a("before", l.before);
    a("after", l.after);
    a("change", l.change);
    a("drawn_low", l.drawnLow);
    a("drawn_high", l.drawnHigh);
    a("p", l.p);
    a("adjusted", l.adjusted);
    a("swap_p", l.swapP);
    a("verdict", l.verdict);
}

template <class A> void members(A& a, AuditChange& c) {
    a("before", c.before);
    a("after", c.after);
    a("differences", c.differences);
    a("documents", c.documents);
    a("names_learnt", c.namesLearnt);
    a("rounds", c.rounds);
    a("swaps", c.swaps);
    a("few_seeds", c.fewSeeds);
    a("lines", c.lines);
}

template <class A> void members(A& a, AuditHeadline& h) {
    a("f1", h.f1);
    a("worst_dimension", h.worstDimension);
    a("worst_group", h.worstGroup);
    a("worst", h.worst);
    a("assessable", h.assessable);
    a("gap_dimension", h.gapDimension);
    a("gap", h.gap);
}

template <class A> void members(A& a, AuditResult& r) {
    a("name", r.name);
    a("version", r.version);
    a("time", r.time);
    a("purpose", r.purpose);
    a("run", r.run);
    a("model", r.model);
    a("weights", r.weights);
    a("decoder", r.decoder);
    a("labels", r.labels);
    a("split", r.split);
    a("data", r.data);
    a("training", r.training);
    a("documents", r.documents);
    a("sentences", r.sentences);
    a("tokens", r.tokens);
    a("mentions", r.mentions);
    a("undecided", r.undecided);
    a("unknown_labels", r.unknownLabels);
    a("annotated", r.annotated);
    a("agreement", r.agreement);
    a("match", r.match);
    a("seed", r.seed);
    a("rounds", r.rounds);
    a("level", r.level);
    a("discovery", r.discovery);
    a("margin", r.margin);
    a("least_mentions", r.leastMentions);
    a("least_clusters", r.leastClusters);
    a("headline", r.headline);
    a("overall", r.overall);
    a("calibration", r.calibration);
    a("dimensions", r.dimensions);
    a("limits", r.limits);
    a("change", r.change);
}

template <class T>
concept Plain = std::is_arithmetic_v<T> || std::is_same_v<T, std::string>;

class Writer {
public:
    Json json = Json::object();

    template <class T> void operator()(const char* key, T& value) { json[key] = put(value); }

private:
    template <Plain T> static Json put(T& value) { return value; }
    template <class T> static Json put(std::optional<T>& value) {
        return value ? put(*value) : Json(nullptr);
    }
    template <class T> static Json put(std::vector<T>& values) {
        Json out = Json::array();
        for (auto& value : values)
            out.push_back(put(value));
        return out;
    }
    template <class T>
    requires(!Plain<T>) static Json put(T& value) {
        Writer inner;
        members(inner, value);
        return std::move(inner.json);
    }
};

// Throws what nlohmann throws where a value is of another kind.
class Parser {
public:
    explicit Parser(const Json& json)
        : m_json(json) { }

    template <class T> void operator()(const char* key, T& value) {
        if (const auto found = m_json.find(key); found != m_json.end())
            take(*found, value);
    }

private:
    template <Plain T> static void take(const Json& json, T& value) { value = json.get<T>(); }
    template <class T> static void take(const Json& json, std::optional<T>& value) {
        if (json.is_null())
            value.reset();
        else
            take(json, value.emplace());
    }
    template <class T> static void take(const Json& json, std::vector<T>& values) {
        values.clear();
        for (const auto& each : json)
            take(each, values.emplace_back());
    }
    template <class T>
    requires(!Plain<T>) static void take(const Json& json, T& value) {
        if (!json.is_object())
            throw std::invalid_argument("object");
        Parser inner(json);
        members(inner, value);
    }

    const Json& m_json;
};

} // namespace

std::string auditToJson(const AuditResult& audit) {
    Writer writer;
    writer.json["format"] = kFormat;
    AuditResult copy = audit; // members() lists what may be written to
    members(writer, copy);
    return writer.json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<AuditResult> auditFromJson(const std::string& text) {
    const Error corrupt{
        ErrorCode::Corrupt, "The audit cannot be read", "audit", "Make the audit again."};
    try {
        const Json json = Json::parse(text);
        if (!json.is_object() || !json.contains("format"))
            return corrupt;
        if (json.at("format").get<int>() != kFormat)
            return Error{ErrorCode::TooNew, "The audit was made by another version of Evenspan",
                "audit", "Make the audit again, or update Evenspan."};
        AuditResult out;
        Parser parser(json);
        members(parser, out);
        return out;
    } catch (const std::exception&) {
        return corrupt;
    }
}

} // namespace evenspan::fairness
