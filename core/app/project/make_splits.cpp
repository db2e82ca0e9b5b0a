// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/make_splits.h"

#include "core/data/split_maker.h"
#include "core/text/text_key.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>
#include <span>
#include <unordered_map>

namespace evenspan {

namespace {

constexpr std::size_t kPiece = 5000; // documents written between two looks at the stop
constexpr std::array kNames{"ratio", "document", "group", "time"};

Error invalid(std::string what, std::string where, std::string remedy) {
    return {ErrorCode::InvalidArgument, std::move(what), std::move(where), std::move(remedy)};
}

Result<void> check(const SplitRequest& request) {
    if (request.parts.size() < 2)
        return invalid("A split has at least two parts", {}, "Name for example train and test.");
    std::set<std::string> names;
    for (const auto& part : request.parts) {
        if (part.name.empty() || !names.insert(part.name).second)
            return invalid("Each part needs a name of its own", part.name, "Change the name.");
        if (!std::isfinite(part.share) || part.share <= 0)
            return invalid("A part's share is not above 0", part.name, "Give it a share.");
    }
    const bool keyed = request.by == SplitBy::Group || request.by == SplitBy::Time;
    if (keyed && request.key.empty())
        return invalid("By group and by time need a metadata key", {}, "Name the key.");
    if (request.by == SplitBy::Time && (request.stratify || request.together))
        return invalid("By time, labels and texts have no say", {},
            "Leave out stratifying and keeping texts together, or choose another way.");
    return {};
}

// Groups that grow together.
class Groups {
public:
    std::uint32_t add() {
        m_parent.push_back(static_cast<std::uint32_t>(m_parent.size()));
        return m_parent.back();
    }
    std::uint32_t root(std::uint32_t at) {
        while (m_parent[at] != at)
            at = m_parent[at] = m_parent[m_parent[at]];
        return at;
    }
    void join(std::uint32_t a, std::uint32_t b) { m_parent[root(a)] = root(b); }

private:
    std::vector<std::uint32_t> m_parent;
};

// "a:12" → "a".
std::string stemOf(const std::string& name) {
    const auto colon = name.rfind(':');
    const bool numbered = colon != std::string::npos && colon > 0 && colon + 1 < name.size()
        && name.find_first_not_of("0123456789", colon + 1) == std::string::npos;
    return numbered ? name.substr(0, colon) : name;
}

class Planner {
public:
    explicit Planner(const SplitRequest& request)
        : m_request(request) { }

    void take(const store::DocumentData& data) {
        const auto place = m_groups.add();
        SplitItem item;
        const auto value = data.row.metadata.find(m_request.key);
        const bool has = value != data.row.metadata.end() && !value->second.empty();
        if (m_request.by == SplitBy::Document)
            join(m_named, stemOf(data.row.name), place);
        if (m_request.by == SplitBy::Group) {
            if (has)
                join(m_named, value->second, place);
            m_plan.alone += !has;
        }
        if (m_request.by == SplitBy::Time && has)
            item.time = value->second;
        m_anyKey = m_anyKey || has;
        if (m_request.together)
            if (const auto key = alikeKey(data.text); key != 0)
                join(m_texts, key, place);
        std::map<std::uint32_t, std::uint32_t> labels;
        for (const auto& span : data.spans)
            if (span.state == SpanState::Accepted)
                ++labels[m_labels.emplace(span.label, m_labels.size()).first->second];
        item.labels.assign(labels.begin(), labels.end());
        m_items.push_back(std::move(item));
        m_rows.push_back({data.row.id, data.row.sentences, data.row.tokens});
        const auto keys = textKeys(data.text);
        m_keys.push_back({keys.alike, keys.exact});
    }

    Result<SplitPlan> finish() {
        if (m_items.size() < m_request.parts.size())
            return Error{ErrorCode::Empty, "There are fewer documents than parts", {},
                "Import more documents, or ask for fewer parts."};
        const bool keyed = m_request.by == SplitBy::Group || m_request.by == SplitBy::Time;
        if (keyed && !m_anyKey)
            return invalid("No document has this metadata key", m_request.key,
                "Name a key that documents have.");
        std::vector<double> shares;
        for (const auto& part : m_request.parts) {
            shares.push_back(part.share);
            m_plan.parts.push_back({part, {}, 0, 0, 0, {}});
        }
        for (std::uint32_t i = 0; i < m_items.size(); ++i)
            m_items[i].group = m_groups.root(i);
        const auto parts = m_request.by == SplitBy::Time
            ? splitByTime(m_items, shares)
            : dealSplits(m_items, shares, m_request.seed, m_request.stratify);
        std::vector<std::string> names(m_labels.size());
        for (const auto& [name, number] : m_labels)
            names[number] = name;
        RepeatWatch watch;
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            const bool left = parts[i] == kNoSplit;
            watch.addKeys(m_keys[i].first, m_keys[i].second,
                left ? std::string() : m_request.parts[parts[i]].name);
            if (left) {
                ++m_plan.left;
                continue;
            }
            auto& part = m_plan.parts[parts[i]];
            part.documents.push_back(m_rows[i].id);
            part.sentences += m_rows[i].sentences;
            part.tokens += m_rows[i].tokens;
            for (const auto& [label, spans] : m_items[i].labels) {
                part.labels[names[label]] += spans;
                part.spans += spans;
            }
        }
        m_plan.skew = splitSkew(m_items, parts, shares);
        m_plan.repeats = watch.result();
        return std::move(m_plan);
    }

private:
    struct Row {
        DocumentId id;
        std::int64_t sentences, tokens;
    };
    template <class Map, class Key> void join(Map& map, const Key& key, std::uint32_t place) {
        const auto found = map.emplace(key, place);
        if (!found.second)
            m_groups.join(place, found.first->second);
    }

    const SplitRequest& m_request;
    SplitPlan m_plan;
    Groups m_groups;
    std::vector<SplitItem> m_items;
    std::vector<Row> m_rows;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> m_keys;
    std::map<std::string, std::uint32_t> m_labels;
    std::unordered_map<std::string, std::uint32_t> m_named;
    std::unordered_map<std::uint64_t, std::uint32_t> m_texts;
    bool m_anyKey = false;
};

} // namespace

const char* splitByName(SplitBy by) {
    return kNames[static_cast<std::size_t>(by)];
}

std::optional<SplitBy> splitByFromName(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (name == kNames[i])
            return static_cast<SplitBy>(i);
    return {};
}

Result<SplitPlan> planSplits(store::Reader& reader, const SplitRequest& request,
    std::stop_token stop,
    const std::function<void(std::uint64_t done, std::uint64_t total)>& progress) {
    if (auto sound = check(request); !sound)
        return sound.error();
    store::DocumentFilter filter;
    filter.split = request.from;
    auto count = reader.count(filter, stop);
    if (!count)
        return count.error();
    Planner planner(request);
    std::uint64_t done = 0;
    auto walked = reader.forEach(
        filter,
        [&](store::DocumentData&& data) {
            planner.take(data);
            if (progress)
                progress(++done, static_cast<std::uint64_t>(*count));
            return true;
        },
        stop);
    if (!walked)
        return walked.error();
    return planner.finish();
}

Result<void> applySplits(store::Writer& writer, const SplitPlan& plan, const std::string& name,
    std::stop_token stop,
    const std::function<void(std::uint64_t done, std::uint64_t total)>& progress) {
    std::uint64_t done = 0, total = 0;
    for (const auto& part : plan.parts)
        total += part.documents.size();
    return writer.group(name, [&]() -> Result<void> {
        for (const auto& part : plan.parts)
            for (std::span<const DocumentId> rest(part.documents); !rest.empty();) {
                if (stop.stop_requested())
                    return Error{ErrorCode::Cancelled, "Stopped; no split was changed", {}, {}};
                const auto piece = rest.first(std::min(rest.size(), kPiece));
                if (auto set = writer.setSplit(piece, part.part.name); !set)
                    return set;
                rest = rest.subspan(piece.size());
                done += piece.size();
                if (progress)
                    progress(done, total);
            }
        return {};
    });
}

nlohmann::ordered_json toJson(const SplitPlan& plan) {
    auto parts = nlohmann::ordered_json::array();
    for (const auto& part : plan.parts)
        parts.push_back({{"split", part.part.name}, {"share", part.part.share},
            {"documents", part.documents.size()}, {"sentences", part.sentences},
            {"tokens", part.tokens}, {"spans", part.spans}, {"labels", part.labels}});
    auto leaks = nlohmann::ordered_json::array();
    for (const auto& leak : plan.repeats.leaks)
        leaks.push_back({{"split", leak.split}, {"other", leak.other}, {"exact", leak.exact},
            {"alike", leak.alike}});
    return {{"parts", std::move(parts)}, {"left", plan.left}, {"alone", plan.alone},
        {"skew", plan.skew},
        {"repeats",
            {{"exact", plan.repeats.exact}, {"alike", plan.repeats.alike}, {"leaks", leaks}}}};
}

} // namespace evenspan
