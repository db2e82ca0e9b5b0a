// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json_read.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

// JSON values for reading alone, in memory that goes all at once: of a file of small values most of
// the time goes into making and freeing each by itself.
namespace evenspan::io {

struct JsonMember;

// One value. It, and what it names, lives as long as the arena that it was made in.
class JsonPart {
public:
    enum class Kind : std::uint8_t {
        Null,
        False,
        True,
        Signed,
        Unsigned,
        Double,
        String,
        Array,
        Object
    };

    JsonPart() = default;
    explicit JsonPart(bool value)
        : m_kind(value ? Kind::True : Kind::False) { }
    explicit JsonPart(std::int64_t value)
        : m_kind(Kind::Signed) {
        m_data.whole = value;
    }
    explicit JsonPart(std::uint64_t value)
        : m_kind(Kind::Unsigned) {
        m_data.positive = value;
    }
    explicit JsonPart(double value)
        : m_kind(Kind::Double) {
        m_data.broken = value;
    }
    explicit JsonPart(std::string_view text)
        : m_kind(Kind::String)
        , m_size(text.size()) {
        m_data.text = text.data();
    }
    explicit JsonPart(std::span<const JsonPart> items)
        : m_kind(Kind::Array)
        , m_size(items.size()) {
        m_data.items = items.data();
    }
    explicit JsonPart(std::span<const JsonMember> members)
        : m_kind(Kind::Object)
        , m_size(members.size()) {
        m_data.members = members.data();
    }

    Kind kind() const { return m_kind; }
    bool isArray() const { return m_kind == Kind::Array; }
    bool isObject() const { return m_kind == Kind::Object; }
    bool isString() const { return m_kind == Kind::String; }
    bool isNumber() const { return m_kind >= Kind::Signed && m_kind <= Kind::Double; }

    // "" and empty lists where the value is of another kind.
    std::string_view text() const {
        return isString() ? std::string_view(m_data.text, m_size) : std::string_view();
    }
    std::span<const JsonPart> items() const {
        return isArray() ? std::span(m_data.items, m_size) : std::span<const JsonPart>();
    }
    std::span<const JsonMember> members() const; // in the file's order, each key once
    // Null where there is no such key.
    const JsonPart* find(std::string_view key) const;
    // A whole number that is not negative.
    std::optional<std::uint64_t> count() const {
        return m_kind == Kind::Unsigned ? std::optional(m_data.positive) : std::nullopt;
    }
    nlohmann::json json() const; // a value of its own

private:
    Kind m_kind = Kind::Null;
    std::size_t m_size = 0;
    union {
        const char* text;
        const JsonPart* items;
        const JsonMember* members;
        std::int64_t whole;
        std::uint64_t positive;
        double broken;
    } m_data{};
};

struct JsonMember {
    std::string_view key;
    JsonPart value;
};

inline std::span<const JsonMember> JsonPart::members() const {
    return isObject() ? std::span(m_data.members, m_size) : std::span<const JsonMember>();
}

// Memory that is given out bit by bit and taken back all at once.
class JsonArena {
public:
    // Bytes for values, aligned for them.
    char* take(std::size_t bytes);
    std::string_view keep(std::string_view text);
    template <class Value> std::span<const Value> keep(std::span<const Value> values) {
        static_assert(std::is_trivially_copyable_v<Value>);
        auto* const to = reinterpret_cast<Value*>(take(values.size_bytes()));
        std::uninitialized_copy(values.begin(), values.end(), to);
        return {to, values.size()};
    }
    // All that was taken goes; the memory stays but for what one large record needed.
    void clear();

private:
    static constexpr std::size_t kBlock = std::size_t{1} << 16;
    struct Block {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };
    std::vector<Block> m_blocks;
    std::size_t m_block = 0, m_at = 0; // where the next bytes come from
};

// The elements of the array under the key `list` of a file's one object, as readRecords() gives
// them with RecordShape::list: the same errors and problems. A value is valid during the call.
using PartSink = std::function<Result<void>(const JsonPart& record, std::uint64_t line)>;
Result<void> readParts(ReadJob& job, const char* list, const PartSink& sink);

} // namespace evenspan::io
