// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/mitigate.h"

#include "core/app/audit/run_audit.h"
#include "core/app/audit/sensitive_attributes.h"
#include "core/base/files.h"
#include "core/base/nearest.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kPairSeed = 0x7061'6972; // other names than those of the copies

Error lacks(const std::string& key, const std::string& what, const std::string& remedy) {
    return {ErrorCode::BadConfig, what, "recipe: " + key, remedy};
}

std::string listed(const std::vector<std::string>& names) {
    std::string all;
    for (const auto& name : names)
        all += (all.empty() ? "" : ", ") + name;
    return all;
}

class Maker {
public:
    Maker(std::span<const engine::Example> examples, const TagSet& tags, store::Reader& reader,
        const engine::Recipe& recipe, const std::filesystem::path& shipped, std::stop_token stop)
        : m_examples(examples)
        , m_tags(tags)
        , m_reader(reader)
        , m_recipe(recipe)
        , m_shipped(shipped)
        , m_stop(std::move(stop)) { }

    Result<MitigationPlan> go() {
        const bool weighs = m_recipe.reweigh_groups || m_recipe.group_dro_step > 0;
        if (weighs && m_recipe.group_by.empty())
            return noGroups();
        if (m_recipe.reweigh_groups && m_recipe.group_dro_step > 0)
            return lacks("group_dro_step", "Reweighing and group DRO weigh the same sentences",
                "Leave one of them off: reweigh_groups=false or group_dro_step=0.");
        if (!m_recipe.group_by.empty())
            if (auto done = group(); !done)
                return done.error();
        if (m_recipe.reweigh_groups)
            if (auto done = reweigh(); !done)
                return done.error();
        if (m_recipe.group_dro_step > 0) {
            m_out.droStep = m_recipe.group_dro_step;
            m_record["group_dro"] = {{"step", m_out.droStep}};
            m_out.remarks.push_back("group DRO over " + std::to_string(m_out.groups.size())
                + " groups: those with a high loss gain weight");
        }
        if (m_recipe.pairing_weight > 0)
            if (auto done = pair(); !done)
                return done.error();
        if (!m_record.is_null())
            m_out.record = m_record.dump();
        return std::move(m_out);
    }

private:
    Error noGroups() {
        auto columns = m_reader.metadataColumns(m_stop);
        if (!columns)
            return columns.error();
        return lacks("group_by", "Nothing says which sentences are a group",
            (columns->empty() ? "Set group_by to "
                              : "Set group_by to a metadata column (" + listed(*columns) + ") or ")
                + "suite:NAME.");
    }

    Result<void> group() {
        auto groups =
            sentenceGroups(m_examples, m_tags, m_reader, m_recipe.group_by, m_shipped, m_stop);
        if (!groups)
            return groups.error();
        m_groups = std::move(*groups);
        // A record outlives the deletion of sensitive values.
        for (const auto& name : m_groups.names)
            m_out.groups.push_back({name,
                m_groups.sensitive ? "group " + std::to_string(m_out.groups.size() + 1) : name});
        for (const auto index : m_groups.of)
            ++m_out.groups[static_cast<std::size_t>(index)].sentences;
        m_out.of = m_groups.of;
        m_record["group_by"] = m_groups.by;
        keepGroups();
        return {};
    }

    void keepGroups() {
        Json rows = Json::array();
        for (const auto& each : m_out.groups) {
            Json row{{"group", each.kept}, {"sentences", each.sentences}};
            if (m_recipe.reweigh_groups) {
                row["held"] = each.held;
                row["weights"] = {each.without, each.with};
            }
            rows.push_back(std::move(row));
        }
        m_record["groups"] = std::move(rows);
    }

    Result<void> reweigh() {
        const auto& label = m_recipe.reweigh_label;
        const auto& labels = m_tags.labels();
        if (!label.empty() && std::find(labels.begin(), labels.end(), label) == labels.end()) {
            const auto near = nearestWord(label, labels);
            return Error{ErrorCode::LabelMismatch, "The run does not learn this label",
                "reweigh_label: " + label,
                near.empty() ? "There are: " + listed(labels) + "." : "Did you mean " + near + "?"};
        }
        if (!m_groups.label.empty() && (label.empty() || label == m_groups.label))
            return lacks("reweigh_label",
                "Every sentence of a group of names holds a name, so nothing can be weighed even",
                "Group by a metadata column, or set reweigh_label to another type than "
                    + m_groups.label + ".");
        std::vector<bool> held;
        for (const auto& example : m_examples)
            held.push_back(std::any_of(
                example.classes.begin(), example.classes.end(), [&](std::int32_t index) {
                    const auto& tag = m_tags.tags()[static_cast<std::size_t>(index)];
                    return tag != "O" && (label.empty() || tag.substr(2) == label);
                }));
        auto done = engine::reweigh(m_groups.of, held, m_groups.names.size());
        for (std::size_t g = 0; g < m_out.groups.size(); ++g) {
            auto& own = m_out.groups[g];
            own.held = done.cells[g][1].sentences;
            own.without = done.cells[g][0].weight;
            own.with = done.cells[g][1].weight;
            m_out.cut += done.cells[g][0].cut + done.cells[g][1].cut;
        }
        m_out.weights = std::move(done.weights);
        keepGroups();
        m_record["reweigh"] = {{"label", label}, {"cut", m_out.cut}};
        const auto [least, most] = std::minmax_element(m_out.weights.begin(), m_out.weights.end());
        char text[160];
        std::snprintf(text, sizeof text, "sentences of %zu groups are weighed, from %.2f to %.2f",
            m_out.groups.size(), static_cast<double>(*least), static_cast<double>(*most));
        m_out.remarks.push_back(text);
        if (m_out.cut > 0)
            m_out.remarks.push_back(std::to_string(m_out.cut)
                + " weights of groups are cut: too few sentences stand behind them");
        return {};
    }

    Result<void> pair() {
        if (m_recipe.pairing_suite.empty()) {
            auto names = suiteNames(m_reader, m_shipped);
            if (!names)
                return names.error();
            return lacks("pairing_suite", "Nothing says which names stand in the pairs",
                names->empty() ? "Import a suite first, then set pairing_suite to its name."
                               : "Set it to a suite: " + listed(*names) + ".");
        }
        auto suite = openSuite(m_reader, m_shipped, m_recipe.pairing_suite);
        if (!suite)
            return suite.error();
        NameCopier copier(
            m_tags, *suite, static_cast<std::uint64_t>(m_recipe.seed) ^ kPairSeed, true);
        if (auto opened = copier.open(); !opened)
            return opened.error();
        const auto turns =
            std::min(kPairTurns, static_cast<std::size_t>(std::ceil(m_recipe.epochs)));
        m_out.partners.resize(m_examples.size());
        for (std::size_t turn = 0; turn < turns; ++turn)
            for (std::size_t from = 0, to = 0; from < m_examples.size(); from = to) {
                if (m_stop.stop_requested())
                    return Error{ErrorCode::Cancelled, "Cancelled", {}, {}};
                while (
                    to < m_examples.size() && m_examples[to].document == m_examples[from].document)
                    ++to;
                auto made = copier.copy(m_examples.subspan(from, to - from));
                for (std::size_t i = 0; i < made.size(); ++i)
                    if (made[i])
                        m_out.partners[from + i].push_back(std::move(*made[i]));
            }
        for (const auto& own : m_out.partners)
            m_out.paired += own.empty() ? 0 : 1;
        if (m_out.paired == 0)
            return Error{ErrorCode::Empty, "No training sentence has a name to pair",
                "suite " + suite->name,
                "Label mentions of " + suite->label + ", or set pairing_weight to 0."};
        m_out.pairingWeight = m_recipe.pairing_weight;
        m_record["pairing"] = {{"suite", suite->name}, {"sha256", sha256Hex(suiteToJson(*suite))},
            {"label", suite->label}, {"weight", m_out.pairingWeight}, {"turns", turns},
            {"sentences", m_out.paired}, {"groups", copier.groups}, {"words", copier.words}};
        m_out.remarks.push_back(std::to_string(m_out.paired)
            + " sentences stand beside themselves with names of the suite " + suite->name);
        return {};
    }

    std::span<const engine::Example> m_examples;
    const TagSet& m_tags;
    store::Reader& m_reader;
    const engine::Recipe& m_recipe;
    const std::filesystem::path& m_shipped;
    std::stop_token m_stop;
    SentenceGroups m_groups;
    MitigationPlan m_out;
    Json m_record;
};

} // namespace

Result<MitigationPlan> planMitigation(std::span<const engine::Example> examples, const TagSet& tags,
    store::Reader& reader, const engine::Recipe& recipe, const std::filesystem::path& shipped,
    std::stop_token stop) {
    return Maker(examples, tags, reader, recipe, shipped, std::move(stop)).go();
}

engine::Mitigation encodeMitigation(const MitigationPlan& plan, Tokenizer& tokenizer,
    std::span<const engine::EncodedSentence> sentences, std::size_t maxLength) {
    engine::Mitigation out;
    out.weights = plan.weights;
    out.droStep = plan.droStep;
    if (plan.droStep > 0) {
        out.groups = plan.of;
        out.groupCount = plan.groups.size();
    }
    out.pairingWeight = plan.pairingWeight;
    out.partners.resize(plan.partners.size());
    std::vector<std::string_view> words;
    for (std::size_t i = 0; i < plan.partners.size(); ++i)
        for (const auto& copy : plan.partners[i]) {
            words.assign(copy.example.words.begin(), copy.example.words.end());
            const auto other = engine::encodeSentence(tokenizer, words, maxLength);
            out.partners[i].push_back(engine::partnersOf(sentences[i], other, copy.words));
        }
    return out;
}

Result<void> prepareRecipe(
    store::Project& project, const std::filesystem::path& shipped, const engine::Recipe& recipe) {
    std::vector<std::string> names{recipe.augment_suite, recipe.pairing_suite};
    const bool bySuite = recipe.group_by.starts_with(kSuiteGroups);
    if (bySuite)
        names.push_back(recipe.group_by.substr(kSuiteGroups.size()));
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    for (const auto& name : names) {
        if (name.empty())
            continue;
        auto kept = (*reader)->setting("suite:" + name);
        if (!kept)
            return kept.error();
        if (*kept)
            continue;
        auto suite = openSuite(**reader, shipped, name);
        if (!suite)
            return suite.error();
        if (auto saved = saveSuite(project, *suite); !saved)
            return saved;
    }
    if (bySuite || recipe.group_by.empty())
        return {};
    const auto& by = recipe.group_by;
    return admitSensitive(
        project, {by.starts_with("meta:") ? by : sensitiveKey(by)}, false, {}, {});
}

} // namespace evenspan
