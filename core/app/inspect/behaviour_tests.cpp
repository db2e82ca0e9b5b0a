// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/behaviour_tests.h"

#include "core/store/label_examples.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/offset_map.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "evenspan.behaviour.1";
constexpr const char* kSetting = "behaviour";
constexpr std::size_t kNames = 40; // of a label

constexpr std::pair<BehaviourKind, const char*> kKinds[] = {{BehaviourKind::Minimum, "minimum"},
    {BehaviourKind::Invariance, "invariance"}, {BehaviourKind::Direction, "direction"}};
constexpr std::pair<TextChange, const char*> kChanges[] = {{TextChange::Lower, "lower"},
    {TextChange::Upper, "upper"}, {TextChange::Typos, "typos"},
    {TextChange::Punctuation, "punctuation"}, {TextChange::Swap, "swap"},
    {TextChange::Negated, "negated"}};

Error wrong(ErrorCode code, const char* what, const std::string& where, const char* remedy) {
    return {code, what, where, remedy};
}

// The end of "(LABEL)" that begins at `at`, and the label; nothing where there is none.
std::optional<std::size_t> labelAt(std::string_view typed, std::size_t at, std::string& label) {
    if (at >= typed.size() || typed[at] != '(')
        return std::nullopt;
    label.clear();
    for (++at; at < typed.size() && typed[at] != ')'; ++at) {
        if (typed[at] == '\\' && at + 1 < typed.size())
            ++at;
        label += typed[at];
    }
    if (at >= typed.size())
        return std::nullopt;
    return at + 1;
}

std::string escaped(std::string_view text, std::string_view signs) {
    std::string out;
    for (const char c : text) {
        if (signs.find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

Json testJson(const BehaviourTest& test) {
    Json out{{"name", test.name}, {"kind", behaviourKindName(test.kind)},
        {"text", writeMarked(test.text)}};
    if (test.kind == BehaviourKind::Invariance) {
        out["changes"] = Json::array();
        for (const auto change : test.changes)
            out["changes"].push_back(textChangeName(change));
        if (!test.names.empty())
            out["names"] = test.names;
    }
    if (test.kind == BehaviourKind::Direction) {
        out["other"] = writeMarked(test.other);
        out["expect"] = test.rises ? "surer" : "less sure";
        out["least"] = test.least;
    }
    return out;
}

Result<BehaviourTest> testOf(const Json& json) {
    const auto bad = [](const char* key) {
        return wrong(ErrorCode::BadFormat, "A test is not as it should be", key,
            "Compare it with what an export writes.");
    };
    BehaviourTest out;
    if (!json.is_object() || !json.contains("name") || !json["name"].is_string())
        return bad("name");
    out.name = json["name"].get<std::string>();
    if (!json.contains("kind") || !json["kind"].is_string())
        return bad("kind");
    const auto kind = behaviourKindOf(json["kind"].get<std::string>());
    if (!kind)
        return bad("kind");
    out.kind = *kind;
    if (!json.contains("text") || !json["text"].is_string())
        return bad("text");
    auto text = parseMarked(json["text"].get<std::string>());
    if (!text)
        return text.error();
    out.text = std::move(*text);
    if (out.kind == BehaviourKind::Invariance) {
        if (!json.contains("changes") || !json["changes"].is_array())
            return bad("changes");
        for (const auto& name : json["changes"]) {
            const auto change =
                name.is_string() ? textChangeOf(name.get<std::string>()) : std::nullopt;
            if (!change)
                return bad("changes");
            out.changes.push_back(*change);
        }
        if (json.contains("names"))
            try {
                out.names = json["names"].get<std::map<std::string, std::vector<std::string>>>();
            } catch (const Json::exception&) {
                return bad("names");
            }
    }
    if (out.kind == BehaviourKind::Direction) {
        if (!json.contains("other") || !json["other"].is_string())
            return bad("other");
        auto other = parseMarked(json["other"].get<std::string>());
        if (!other)
            return other.error();
        out.other = std::move(*other);
        if (json.value("expect", Json()) != "surer" && json.value("expect", Json()) != "less sure")
            return bad("expect");
        out.rises = json["expect"] == "surer";
        if (json.contains("least")) {
            if (!json["least"].is_number())
                return bad("least");
            out.least = json["least"].get<double>();
        }
    }
    if (auto sound = checkBehaviourTest(out); !sound)
        return sound.error();
    return out;
}

} // namespace

const char* behaviourKindName(BehaviourKind kind) {
    for (const auto& [known, name] : kKinds)
        if (known == kind)
            return name;
    return "";
}

std::optional<BehaviourKind> behaviourKindOf(std::string_view name) {
    for (const auto& [kind, known] : kKinds)
        if (known == name)
            return kind;
    return std::nullopt;
}

const char* textChangeName(TextChange change) {
    for (const auto& [known, name] : kChanges)
        if (known == change)
            return name;
    return "";
}

std::optional<TextChange> textChangeOf(std::string_view name) {
    for (const auto& [change, known] : kChanges)
        if (known == name)
            return change;
    return std::nullopt;
}

Result<MarkedText> parseMarked(std::string_view typed) {
    if (auto sound = requireUtf8(typed, "text"); !sound)
        return sound.error();
    MarkedText out;
    constexpr auto kNone = std::string::npos;
    std::size_t open = kNone; // where the bracket stands in `out.text`, bytes
    std::uint32_t openAt = 0, at = 0; // code points
    for (std::size_t i = 0; i < typed.size();) {
        std::string label;
        if (typed[i] == '\\' && i + 1 < typed.size()) {
            ++i;
        } else if (typed[i] == '[') {
            // A bracket that was never closed was text.
            open = out.text.size();
            openAt = at;
        } else if (typed[i] == ']' && open != kNone) {
            if (const auto end = labelAt(typed, i + 1, label)) {
                if (at == openAt + 1 || label.empty())
                    return wrong(ErrorCode::BadFormat, "A marked span is empty",
                        "character " + std::to_string(openAt + 1),
                        "Write [words](LABEL), or \\[ for a bracket.");
                out.text.erase(open, 1);
                out.spans.push_back({{openAt, at - 1}, label});
                --at;
                i = *end;
                open = kNone;
                continue;
            }
            open = kNone;
        }
        const std::size_t begin = i;
        (void)nextCodePoint(typed, i);
        out.text.append(typed.substr(begin, i - begin));
        ++at;
    }
    return out;
}

std::string writeMarked(const MarkedText& text) {
    const OffsetMap map(text.text);
    std::string out;
    std::uint32_t at = 0;
    for (const auto& span : text.spans) {
        out += escaped(map.slice({at, span.range.begin}), "\\[]");
        out +=
            "[" + escaped(map.slice(span.range), "\\[]") + "](" + escaped(span.label, "\\()") + ")";
        at = span.range.end;
    }
    return out + escaped(map.slice({at, map.codePoints()}), "\\[]");
}

Result<void> checkBehaviourTest(const BehaviourTest& test) {
    const auto missing = [&](const char* what, const char* remedy) {
        return wrong(ErrorCode::InvalidArgument, what, "", remedy);
    };
    if (test.name.empty())
        return missing("A test needs a name", "Give it one.");
    if (test.text.text.find_first_not_of(" \t\r\n") == std::string::npos)
        return missing("A test needs a text", "Write a sentence.");
    if (test.kind == BehaviourKind::Invariance) {
        if (test.changes.empty())
            return missing("An invariance test needs a change", "Choose at least one.");
        if (test.text.spans.empty()
            && std::find(test.changes.begin(), test.changes.end(), TextChange::Swap)
                != test.changes.end())
            return missing("Names can only be swapped where the text has marked spans",
                "Mark them as [words](LABEL).");
    }
    if (test.kind == BehaviourKind::Direction) {
        if (test.text.spans.size() != 1 || test.other.spans.size() != 1)
            return missing("A direction test needs one marked span in each of its two texts",
                "Mark it as [words](LABEL).");
        if (test.text.spans[0].label != test.other.spans[0].label)
            return missing("The two spans of a direction test need the same label",
                "Mark both with the label that is looked at.");
        if (!(test.least >= 0 && test.least <= 1))
            return missing("The least difference lies between 0 and 1", "Give 0.1, say.");
    }
    return {};
}

std::string behaviourTestsToJson(const std::vector<BehaviourTest>& tests) {
    Json out{{"format", kFormat}, {"tests", Json::array()}};
    for (const auto& test : tests)
        out["tests"].push_back(testJson(test));
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<std::vector<BehaviourTest>> behaviourTestsFromJson(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("format", Json()) != kFormat || !json.contains("tests")
        || !json["tests"].is_array())
        return wrong(ErrorCode::BadFormat, "These are no behaviour tests", "",
            "Choose a JSON file that an export of tests wrote.");
    std::vector<BehaviourTest> out;
    std::set<std::string> seen;
    for (const auto& one : json["tests"]) {
        auto test = testOf(one);
        if (test && !seen.insert(test->name).second)
            test = wrong(
                ErrorCode::BadFormat, "Two tests have the same name", "name", "Give each its own.");
        if (!test) {
            Error error = test.error();
            error.where = "test " + std::to_string(out.size() + 1)
                + (error.where.empty() ? "" : ", " + error.where);
            return error;
        }
        out.push_back(std::move(*test));
    }
    return out;
}

Result<std::vector<BehaviourTest>> keptBehaviourTests(store::Reader& reader) {
    auto text = reader.setting(kSetting);
    if (!text)
        return text.error();
    if (!*text)
        return std::vector<BehaviourTest>{};
    auto tests = behaviourTestsFromJson(**text);
    if (tests)
        return tests;
    Error error = tests.error();
    error.code = ErrorCode::Corrupt;
    return error;
}

Result<void> keepBehaviourTests(store::Writer& writer, const std::vector<BehaviourTest>& tests) {
    return writer.setSetting(kSetting, behaviourTestsToJson(tests));
}

std::size_t mergeBehaviourTests(
    std::vector<BehaviourTest>& tests, std::vector<BehaviourTest> more) {
    std::size_t same = 0;
    for (auto& test : more) {
        if (std::find(tests.begin(), tests.end(), test) != tests.end()) {
            ++same;
            continue;
        }
        test.name = freeTestName(tests, test.name);
        tests.push_back(std::move(test));
    }
    return same;
}

std::string freeTestName(const std::vector<BehaviourTest>& tests, const std::string& name) {
    const auto taken = [&](const std::string& wanted) {
        return std::any_of(tests.begin(), tests.end(),
            [&](const BehaviourTest& test) { return test.name == wanted; });
    };
    if (!taken(name))
        return name;
    for (int n = 2;; ++n)
        if (auto next = name + " " + std::to_string(n); !taken(next))
            return next;
}

Result<std::map<std::string, std::vector<std::string>>> namesByLabel(
    store::Reader& reader, std::stop_token stop) {
    auto labels = reader.labels(stop);
    if (!labels)
        return labels.error();
    std::map<std::string, std::vector<std::string>> out;
    for (const auto& label : *labels) {
        auto found =
            store::labelExamples(reader, label.id, store::ExampleKind::Accepted, 4 * kNames, stop);
        if (!found)
            return found.error();
        std::set<std::string> names;
        for (const auto& example : *found)
            if (names.size() < kNames)
                names.insert(example.place.hit);
        if (!names.empty())
            out[label.name].assign(names.begin(), names.end());
    }
    return out;
}

} // namespace evenspan
