// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_part.h"

#include "core/io/json_parse.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

namespace evenspan::io {

const JsonPart* JsonPart::find(std::string_view key) const {
    for (const auto& member : members())
        if (member.key == key)
            return &member.value;
    return nullptr;
}

nlohmann::json JsonPart::json() const {
    switch (m_kind) {
    case Kind::Null:
        return nullptr;
    case Kind::False:
    case Kind::True:
        return m_kind == Kind::True;
    case Kind::Signed:
        return m_data.whole;
    case Kind::Unsigned:
        return m_data.positive;
    case Kind::Double:
        return m_data.broken;
    case Kind::String:
        return std::string(text());
    case Kind::Array: {
        auto list = nlohmann::json::array();
        for (const auto& item : items())
            list.push_back(item.json());
        return list;
    }
    case Kind::Object:
        break;
    }
    auto object = nlohmann::json::object();
    for (const auto& [key, value] : members())
        object[std::string(key)] = value.json();
    return object;
}

char* JsonArena::take(std::size_t bytes) {
    bytes = (bytes + alignof(JsonMember) - 1) / alignof(JsonMember) * alignof(JsonMember);
    while (m_block < m_blocks.size() && m_blocks[m_block].size - m_at < bytes) {
        ++m_block;
        m_at = 0;
    }
    if (m_block == m_blocks.size()) {
        const auto size = std::max(bytes, kBlock);
        m_blocks.push_back({std::make_unique_for_overwrite<char[]>(size), size});
    }
    char* const found = m_blocks[m_block].bytes.get() + m_at;
    m_at += bytes;
    return found;
}

std::string_view JsonArena::keep(std::string_view text) {
    if (text.empty())
        return {};
    char* const to = take(text.size());
    std::memcpy(to, text.data(), text.size());
    return {to, text.size()};
}

void JsonArena::clear() {
    constexpr std::size_t kBlocks = 16;
    if (m_blocks.size() > kBlocks)
        m_blocks.resize(kBlocks);
    std::erase_if(m_blocks, [](const Block& block) { return block.size > kBlock * kBlocks; });
    m_block = m_at = 0;
}

namespace {

// Makes the records and hands each on as it is complete. What stands outside the list is checked,
// not kept.
class PartBuilder {
public:
    PartBuilder(JsonWindow& window, ReadJob& job, std::string_view list, const PartSink& sink)
        : m_window(window)
        , m_job(job)
        , m_list(list)
        , m_sink(sink) { }

    std::optional<Error> error;
    std::string place() const {
        return m_job.where() + ": line " + std::to_string(m_window.line()) + ", column "
            + std::to_string(m_window.column());
    }

    bool null() { return add(JsonPart()); }
    bool boolean(bool value) { return add(JsonPart(value)); }
    bool number(std::int64_t value) { return add(JsonPart(value)); }
    bool number(std::uint64_t value) { return add(JsonPart(value)); }
    bool number(double value) { return add(JsonPart(value)); }
    bool string(std::string_view value) { return add(JsonPart(m_arena.keep(value))); }

    bool key(std::string_view value) {
        auto& open = m_open.back();
        const auto found = open.known ? knownKey(open, value) : seenKey(open, value);
        m_slot = found;
        if (m_open.size() == 1)
            m_listNext = value == m_list;
        if (found < m_stack.size())
            // A second list would be read as well as the first.
            return keyTwice(m_open.size() == 1 && m_listNext);
        m_stack.push_back({m_arena.keep(value), {}});
        if (open.known)
            open.known->emplace(m_stack.back().key, found);
        else if (m_stack.size() - open.begin > kFew)
            open.know(m_stack);
        return true;
    }

    bool startObject() { return begin(true); }
    bool startArray() {
        // The list itself: its elements are records, and what stands around them is not kept.
        if (m_open.size() == 1 && m_open[0].object && m_listNext && !m_inList) {
            if (!deep())
                return false;
            m_inList = true;
            m_open.push_back({m_stack.size(), m_slot, false, {}});
            keepKeys();
            return true;
        }
        return begin(false);
    }
    bool endObject() {
        const auto open = std::move(m_open.back());
        m_open.pop_back();
        const auto members = std::span<const JsonMember>(m_stack).subspan(open.begin);
        const JsonPart made(m_arena.keep(members));
        m_stack.resize(open.begin);
        m_slot = open.slot;
        return add(made);
    }
    bool endArray() {
        const auto open = std::move(m_open.back());
        m_open.pop_back();
        m_slot = open.slot;
        if (m_inList && m_open.size() == 1) {
            m_inList = false;
            return true;
        }
        m_items.clear();
        for (auto i = open.begin; i < m_stack.size(); ++i)
            m_items.push_back(m_stack[i].value);
        const JsonPart made(m_arena.keep(std::span<const JsonPart>(m_items)));
        m_stack.resize(open.begin);
        return add(made);
    }

private:
    static constexpr std::size_t kFew = 16; // keys that are compared one by one
    using Known = std::unordered_map<std::string_view, std::size_t>;
    struct Open {
        std::size_t begin; // of its parts in m_stack
        std::size_t slot; // of itself in the object around it
        bool object;
        std::unique_ptr<Known> known; // where it has many keys
        void know(const std::vector<JsonMember>& stack) {
            known = std::make_unique<Known>();
            for (auto i = begin; i < stack.size(); ++i)
                known->emplace(stack[i].key, i);
        }
    };

    std::size_t seenKey(const Open& open, std::string_view key) const {
        for (auto i = open.begin; i < m_stack.size(); ++i)
            if (m_stack[i].key == key)
                return i;
        return m_stack.size();
    }
    std::size_t knownKey(const Open& open, std::string_view key) const {
        const auto found = open.known->find(key);
        return found == open.known->end() ? m_stack.size() : found->second;
    }
    bool keyTwice(bool isList) {
        Error fault{ErrorCode::BadFormat, "A key stands twice in one object", place(),
            "Remove one of the two."};
        if (!isList) {
            auto listed = m_job.problem("A key stands twice in one object; the last one was read",
                fault.where, fault.remedy);
            if (listed)
                return true;
            fault = listed.error();
        }
        error = std::move(fault);
        return false;
    }
    bool deep() {
        if (m_open.size() < kJsonDepth)
            return true;
        error = Error{ErrorCode::BadFormat,
            "The JSON is nested deeper than " + std::to_string(kJsonDepth) + " levels", place(),
            "Check that this is the right file."};
        return false;
    }
    bool begin(bool object) {
        if (!deep())
            return false;
        if (m_inList && m_open.size() == 2)
            m_line = m_window.line();
        m_open.push_back({m_stack.size(), m_slot, object, {}});
        return true;
    }

    // A value is complete.
    bool add(const JsonPart& value) {
        if (m_open.empty())
            return true;
        if (m_inList && m_open.size() == 2) {
            auto done = m_sink(value, m_line);
            m_arena.clear();
            if (!done)
                error = done.error();
            return done.ok();
        }
        if (m_open.back().object)
            m_stack[m_slot].value = m_open.size() == 1 ? JsonPart() : value;
        else
            m_stack.push_back({{}, value});
        return true;
    }

    // The keys so far of the object around the list outlive its records.
    void keepKeys() {
        for (auto& member : m_stack)
            member.key = *m_keys.emplace(member.key).first;
        if (m_open[0].known)
            m_open[0].know(m_stack);
    }

    JsonWindow& m_window;
    ReadJob& m_job;
    std::string_view m_list;
    const PartSink& m_sink;
    JsonArena m_arena;
    std::vector<Open> m_open;
    std::vector<JsonMember> m_stack; // parts of what is open; keys of objects alone
    std::vector<JsonPart> m_items;
    std::set<std::string> m_keys;
    std::size_t m_slot = 0; // of the last key
    bool m_listNext = false, m_inList = false;
    std::uint64_t m_line = 1;
};

} // namespace

Result<void> readParts(ReadJob& job, const char* list, const PartSink& sink) {
    auto source = ByteSource::open(job.path(), job.encoding());
    if (!source)
        return source.error();
    JsonWindow window(*source);
    if (window.peek() < 0 && !window.error())
        return Error{
            ErrorCode::Empty, "The file is empty", job.path().string(), "Choose another file."};
    const PartSink step = [&](const JsonPart& record, std::uint64_t line) {
        const auto held = static_cast<std::uint64_t>(window.end() - window.at());
        if (auto go = job.step(source->bytes() - std::min(source->bytes(), held)); !go)
            return go;
        return sink(record, line);
    };
    PartBuilder builder(window, job, list, step);
    JsonParser parser(window, builder);
    if (parser.run())
        return {};
    auto fault = builder.error ? *builder.error
        : window.error()       ? *window.error()
                         : jsonFault(parser.fault().value_or(JsonFault::Syntax), builder.place());
    if (fault.where.empty())
        fault.where = job.where();
    return fault;
}

} // namespace evenspan::io
