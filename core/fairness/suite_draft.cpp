// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/suite_draft.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

namespace evenspan::fairness {

namespace {

using Json = nlohmann::ordered_json;

// Nothing where the text is no number of at least 0; whatever the locale of the program.
std::optional<double> frequencyOf(const std::string& text) {
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size() || !(value >= 0)
        || !std::isfinite(value))
        return {};
    return value;
}

const char* mistakeOf(const DraftName& name) {
    if (name.text.empty())
        return "no_name";
    if (name.group.empty())
        return "no_group";
    for (const auto* cell : {&name.text, &name.group, &name.position, &name.script, &name.unit})
        if (hasControl(*cell))
            return "control";
    return name.frequency.empty() || frequencyOf(name.frequency) ? nullptr : "frequency_text";
}

const char* mistakeOf(const SuiteTemplate& pattern) {
    if (pattern.text.empty())
        return "no_sentence";
    if (hasControl(pattern.text) || hasControl(pattern.id))
        return "control";
    const auto count = slotCount(pattern.text);
    return count == 0 ? "no_slot" : count > 1 ? "several_slots" : nullptr;
}

SuiteName nameOf(const DraftName& name) {
    return {name.text, name.group,
        name.frequency.empty() ? std::nullopt : frequencyOf(name.frequency), name.position,
        name.script, name.unit};
}

template <class To, class From> void copyFacts(To& to, const From& from) {
    to.name = from.name;
    to.language = from.language;
    to.label = from.label;
    to.source = from.source;
    to.licence = from.licence;
    to.date = from.date;
    to.rule = from.rule;
}

} // namespace

SuiteDraft draftOf(const Suite& suite) {
    SuiteDraft out;
    copyFacts(out, suite);
    out.templates = suite.templates;
    for (const auto& name : suite.names) {
        DraftName row{name.text, name.group, {}, name.position, name.script, name.unit};
        if (name.frequency) {
            char text[40];
            row.frequency.assign(
                text, std::to_chars(text, text + sizeof text, *name.frequency).ptr);
        }
        out.names.push_back(std::move(row));
    }
    return out;
}

Result<Suite> suiteOf(const SuiteDraft& draft) {
    Suite out;
    copyFacts(out, draft);
    out.templates = draft.templates;
    for (std::size_t i = 0; i < draft.names.size(); ++i) {
        if (const auto* mistake = mistakeOf(draft.names[i]))
            return Error{ErrorCode::BadFormat, "A name has a mistake",
                "name " + std::to_string(i + 1) + ": " + mistake,
                "Mend the row or remove it; see evenspan-cli suite FILE lint NAME."};
        out.names.push_back(nameOf(draft.names[i]));
    }
    if (auto sound = checkSuite(out); !sound)
        return sound.error();
    return out;
}

Suite soundPart(const SuiteDraft& draft) {
    Suite out;
    copyFacts(out, draft);
    for (const auto& pattern : draft.templates)
        if (!mistakeOf(pattern))
            out.templates.push_back(pattern);
    for (const auto& name : draft.names)
        if (!mistakeOf(name))
            out.names.push_back(nameOf(name));
    return out;
}

std::string draftToJson(const SuiteDraft& draft) {
    Json json{{"name", draft.name}, {"language", draft.language}, {"label", draft.label},
        {"source", draft.source}, {"licence", draft.licence}, {"date", draft.date},
        {"rule", draft.rule}, {"templates", Json::array()}, {"names", Json::array()}};
    for (const auto& each : draft.templates)
        json["templates"].push_back({each.id, each.text});
    for (const auto& each : draft.names)
        json["names"].push_back(
            {each.text, each.group, each.frequency, each.position, each.script, each.unit});
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<SuiteDraft> draftFromJson(const std::string& text) {
    SuiteDraft out;
    try {
        const Json json = Json::parse(text);
        for (auto [key, value] : {std::pair("name", &out.name),
                 std::pair("language", &out.language), std::pair("label", &out.label),
                 std::pair("source", &out.source), std::pair("licence", &out.licence),
                 std::pair("date", &out.date), std::pair("rule", &out.rule)})
            *value = json.at(key).get<std::string>();
        for (const auto& each : json.at("templates"))
            out.templates.push_back({each.at(0).get<std::string>(), each.at(1).get<std::string>()});
        for (const auto& each : json.at("names"))
            out.names.push_back({each.at(0).get<std::string>(), each.at(1).get<std::string>(),
                each.at(2).get<std::string>(), each.at(3).get<std::string>(),
                each.at(4).get<std::string>(), each.at(5).get<std::string>()});
    } catch (const std::exception&) {
        return Error{ErrorCode::BadFormat, "This is no unfinished suite", "suite",
            "Remove it, and begin from a shipped suite."};
    }
    return out;
}

DraftRemarks rowRemarks(const SuiteDraft& draft, const std::set<std::string, std::less<>>& words) {
    DraftRemarks out;
    out.names.resize(draft.names.size());
    out.templates.resize(draft.templates.size());
    std::map<std::string, std::set<std::string>> groupsOf;
    std::set<std::pair<std::string, std::string>> seen;
    bool frequencies = false;
    for (const auto& name : draft.names) {
        groupsOf[name.text].insert(name.group);
        const auto frequency = frequencyOf(name.frequency);
        frequencies = frequencies || (frequency && *frequency > 0);
    }
    const auto ownWords = templateWords(soundPart(draft));
    for (std::size_t i = 0; i < draft.names.size(); ++i) {
        const auto& name = draft.names[i];
        auto& said = out.names[i];
        if (const auto* mistake = mistakeOf(name)) {
            said.push_back({mistake, true});
            continue;
        }
        for (const char* code : nameRemarks(nameOf(name), words, ownWords))
            said.push_back({code, false});
        if (!seen.emplace(name.group, name.text).second)
            said.push_back({"duplicate", false});
        if (groupsOf[name.text].size() > 1)
            said.push_back({"several_groups", false});
        if (frequencies && !(frequencyOf(name.frequency).value_or(0) > 0))
            said.push_back({"no_frequency", false});
    }
    std::map<std::string, int> ids;
    std::set<std::string> texts;
    for (const auto& pattern : draft.templates)
        ++ids[pattern.id];
    for (std::size_t i = 0; i < draft.templates.size(); ++i) {
        const auto& pattern = draft.templates[i];
        auto& said = out.templates[i];
        if (const auto* mistake = mistakeOf(pattern))
            said.push_back({mistake, true});
        if (pattern.id.empty())
            said.push_back({"no_id", true});
        else if (ids[pattern.id] > 1)
            said.push_back({"same_id", true});
        if (!pattern.text.empty() && !texts.insert(pattern.text).second)
            said.push_back({"duplicate", false});
    }
    return out;
}

std::vector<DraftFinding> draftFindings(
    const SuiteDraft& draft, const std::set<std::string, std::less<>>& words, std::size_t fewest) {
    std::vector<DraftFinding> out;
    if (draft.label.empty())
        out.push_back({"no_label", "", true, false, 1, {}});
    if (draft.templates.empty())
        out.push_back({"no_templates", "", true, true, 0, {}});
    if (draft.names.empty())
        out.push_back({"no_names", "", true, false, 0, {}});
    const auto rows = rowRemarks(draft, words);
    const auto gather = [&](const auto& table, bool ofTemplates, bool wrong) {
        std::map<std::string, DraftFinding> found;
        for (std::size_t i = 0; i < table.size(); ++i)
            for (const auto& each : table[i])
                if (each.wrong == wrong) {
                    auto& finding = found[each.code];
                    finding.code = each.code;
                    finding.wrong = wrong;
                    finding.ofTemplates = ofTemplates;
                    ++finding.count;
                    finding.rows.push_back(i);
                }
        for (auto& [code, finding] : found)
            out.push_back(std::move(finding));
    };
    gather(rows.names, false, true);
    gather(rows.templates, true, true);
    for (const auto& remark : lintSuite(soundPart(draft), words, fewest)) {
        DraftFinding finding{remark.code, remark.group, false, false, remark.count, {}};
        for (std::size_t i = 0; i < draft.names.size(); ++i) {
            const auto& said = rows.names[i];
            const bool whole =
                remark.code == "too_few" || remark.code == "length" || remark.code == "frequency";
            const bool own = whole ? draft.names[i].group == remark.group
                                   : (remark.group.empty() || draft.names[i].group == remark.group)
                    && std::any_of(said.begin(), said.end(),
                        [&](const auto& each) { return each.code == remark.code; });
            if (own)
                finding.rows.push_back(i);
        }
        out.push_back(std::move(finding));
    }
    gather(rows.templates, true, false);
    return out;
}

} // namespace evenspan::fairness
