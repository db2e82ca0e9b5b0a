// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/setting_edit.h"

#include "core/store/setting_row.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::store {

using nlohmann::json;

namespace {

// Of UTF-8: whether a character begins here, or the text ends.
bool atCharacter(const std::string& text, std::size_t at) {
    return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

std::optional<std::string> stored(Database& db, const std::string& key) {
    Statement s = db.cached("SELECT value FROM setting WHERE key = ?");
    s.with(key);
    if (!s.step())
        return std::nullopt;
    return s.string(0);
}

} // namespace

void applySetting(Writer::State& state, const json& payload, const json& inverse, bool forward) {
    const json &to = forward ? payload : inverse, &from = forward ? inverse : payload;
    const auto& key = payload.at("key").get_ref<const std::string&>();
    const auto at = payload.at("at").get<std::size_t>();
    const auto& there = from.at("text").get_ref<const std::string&>();
    std::string value = stored(*state.db, key).value_or("");
    if (value.size() != from.at("length").get<std::size_t>() || at > value.size()
        || value.compare(at, there.size(), there) != 0)
        return; // set by what keeps no history
    value.replace(at, there.size(), to.at("text").get_ref<const std::string&>());
    state.db->cached("INSERT OR REPLACE INTO setting(key, value) VALUES (?, ?)")
        .with(key, value)
        .run();
}

Result<void> editSetting(
    Writer& writer, const std::string& name, const std::string& key, const std::string& value) {
    return guard([&] {
        requireText(key, "The name of a setting");
        requireText(value, "A setting");
        auto& state = writer.state();
        Change change(state, name);
        const std::string old = stored(*state.db, key).value_or("");
        if (old == value)
            return change.commit();
        const auto shorter = std::min(old.size(), value.size());
        std::size_t head = 0;
        while (head < shorter && old[head] == value[head])
            ++head;
        while (head > 0 && !(atCharacter(old, head) && atCharacter(value, head)))
            --head;
        std::size_t tail = 0;
        while (
            tail < shorter - head && old[old.size() - 1 - tail] == value[value.size() - 1 - tail])
            ++tail;
        while (tail > 0 && !atCharacter(old, old.size() - tail))
            --tail;
        const json payload{{"key", key}, {"at", head}, {"length", value.size()},
            {"text", value.substr(head, value.size() - head - tail)}};
        const json inverse{
            {"length", old.size()}, {"text", old.substr(head, old.size() - head - tail)}};
        state.record(event::kSetting, {0, 0}, payload, inverse);
        applySetting(state, payload, inverse, true);
        change.commit();
    });
}

Result<std::optional<std::string>> settingNow(Writer& writer, const std::string& key) {
    return guard([&] {
        auto& state = writer.state();
        const std::lock_guard hold(state.mutex);
        return stored(*state.db, key);
    });
}

} // namespace evenspan::store
