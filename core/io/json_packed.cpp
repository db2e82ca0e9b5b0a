// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_packed.h"

#include "core/io/scan.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <nlohmann/json.hpp>

namespace evenspan::io {

using nlohmann::json;

JsonCapture::Took JsonCapture::Keys::add(std::string_view name) {
    if (count < names.size() && names[count] == name) {
        ++count;
        return Took::Yes;
    }
    const auto end = names.begin() + static_cast<std::ptrdiff_t>(count);
    if (std::find(names.begin(), end, name) != end)
        return Took::Twice;
    names.resize(count++);
    names.emplace_back(name);
    return Took::Yes;
}

void JsonCapture::begin(Kind kind) {
    m_kind = kind;
    m_bytes.clear();
    m_bytes.reserve(m_usual); // lists of one file are of about one size
    m_objects.clear();
    m_first.count = 0;
    m_inner.clear();
}

void JsonCapture::put(std::uint64_t number, std::size_t bytes) {
    const auto at = m_bytes.size();
    m_bytes.resize(at + bytes);
    std::memcpy(m_bytes.data() + at, &number, bytes); // never leaves this process
}

JsonCapture::Took JsonCapture::string(std::string_view value) {
    if (m_kind == Kind::Places)
        return other();
    if (value.size() > UINT32_MAX)
        return Took::Other;
    put(value.size(), 4);
    m_bytes.insert(m_bytes.end(), value.begin(), value.end());
    return Took::Yes;
}

JsonCapture::Took JsonCapture::other() {
    if (m_kind == Kind::Words)
        return Took::Other;
    value({});
    return Took::Yes;
}

JsonCapture::Took JsonCapture::whole(std::optional<std::int64_t> number) {
    if (m_kind == Kind::Words)
        return Took::Other;
    value(number);
    return Took::Yes;
}

void JsonCapture::value(std::optional<std::int64_t> number) {
    if (m_objects.empty()) { // an element that is no object
        put(UINT64_MAX, 8);
        put(UINT64_MAX, 8);
    } else if (m_objects.size() == 1 && m_objects.front()) {
        if (m_at == At::Begin)
            m_begin = number;
        else if (m_at == At::End)
            m_end = number;
    }
}

JsonCapture::Took JsonCapture::key(std::string_view name) {
    if (m_objects.size() > 1)
        return m_inner.back().add(name);
    m_at = name == "start" ? At::Begin : name == "end" ? At::End : At::Nowhere;
    return m_first.add(name);
}

JsonCapture::Took JsonCapture::open(bool object) {
    if (m_kind == Kind::Words)
        return Took::Other;
    if (!m_objects.empty() || !object)
        value({});
    m_objects.push_back(object);
    if (object && m_objects.size() > 1)
        m_inner.emplace_back();
    if (object && m_objects.size() == 1) {
        m_first.count = 0;
        m_begin.reset();
        m_end.reset();
    }
    return Took::Yes;
}

bool JsonCapture::close(bool object) {
    if (m_objects.empty()) {
        m_kind = Kind::None;
        return true;
    }
    m_objects.pop_back();
    if (object && !m_objects.empty()) {
        m_inner.pop_back();
    } else if (object) {
        const bool both = m_begin && m_end;
        put(both ? static_cast<std::uint64_t>(*m_begin) : UINT64_MAX, 8);
        put(both ? static_cast<std::uint64_t>(*m_end) : UINT64_MAX, 8);
    }
    return false;
}

namespace {

// Behind a plain string that begins at `at` with its quote; null where it is none.
const char* plainString(const char* at, const char* end) {
    at = findStringStop(at + 1, end);
    return at != end && *at == '"' ? at + 1 : nullptr;
}

// The next element, behind a comma and at most one blank; null where there is none.
const char* nextElement(const char* at, const char* end, char opens) {
    if (at == nullptr || end - at < 3 || *at != ',')
        return nullptr;
    ++at;
    at += *at == ' ';
    return *at == opens ? at : nullptr;
}

} // namespace

const char* JsonCapture::quick(const char* at, const char* end) {
    if (!m_objects.empty())
        return at;
    return m_kind == Kind::Words ? quickWords(at, end) : quickPlaces(at, end);
}

const char* JsonCapture::quickWords(const char* at, const char* end) {
    std::array<char, 1024> some;
    std::size_t filled = 0;
    const auto flush = [&] {
        m_bytes.insert(m_bytes.end(), some.begin(), some.begin() + filled);
        filled = 0;
    };
    while (at != end && *at == '"') {
        const char* const behind = plainString(at, end);
        const char* const next = nextElement(behind, end, '"');
        if (!next)
            break;
        const auto size = static_cast<std::size_t>(behind - at - 2);
        if (size > 256) {
            flush();
            (void)string({at + 1, size});
        } else {
            if (filled + 4 + size > some.size())
                flush();
            const auto length = static_cast<std::uint32_t>(size);
            std::memcpy(some.data() + filled, &length, 4);
            std::memcpy(some.data() + filled + 4, at + 1, size);
            filled += 4 + size;
        }
        at = next;
    }
    flush();
    return at;
}

// An object of the same keys in the same order as the one before it, with plain values.
const char* JsonCapture::quickPlaces(const char* at, const char* end) {
    // Keys as they stand in the file: those that need an escape are left to the parser.
    for (const auto& name : m_first.names) {
        const char* const last = name.data() + name.size();
        if (findStringStop(name.data(), last) != last)
            return at;
    }
    while (at != end && *at == '{') {
        std::uint64_t begin = UINT64_MAX, last = UINT64_MAX;
        const char* in = at + 1;
        std::size_t count = 0;
        for (;;) {
            if (count == m_first.names.size())
                return at;
            const auto& key = m_first.names[count++];
            const auto size = key.size();
            if (static_cast<std::size_t>(end - in) < size + 4 || *in != '"'
                || std::memcmp(in + 1, key.data(), size) != 0 || in[size + 1] != '"'
                || in[size + 2] != ':')
                return at;
            in += size + 3;
            in += *in == ' ';
            if (in == end)
                return at;
            const char* const value = in;
            if (*in == '"') {
                if (!(in = plainString(in, end)))
                    return at;
            } else {
                std::uint64_t number = 0;
                while (in != end && *in >= '0' && *in <= '9')
                    number = number * 10 + static_cast<std::uint64_t>(*in++ - '0');
                if (in != value) {
                    // Leading zeros and more digits than a place has are the parser's to see.
                    if (in - value > 15 || (*value == '0' && in - value > 1))
                        return at;
                    (key == "start" ? begin : key == "end" ? last : number) = number;
                } else if (end - in > 5 && std::string_view(in, 4) == "true") {
                    in += 4;
                } else if (end - in > 5 && std::string_view(in, 5) == "false") {
                    in += 5;
                } else {
                    return at;
                }
            }
            if (in == end)
                return at;
            if (*in == '}')
                break;
            if (*in != ',' || ++in == end)
                return at;
            in += *in == ' ';
        }
        const char* const next = nextElement(in + 1, end, '{');
        if (!next || count != m_first.names.size() || begin == UINT64_MAX || last == UINT64_MAX)
            return at;
        put(begin, 8);
        put(last, 8);
        at = next;
    }
    return at;
}

json JsonCapture::take() {
    m_usual = std::min(m_bytes.size(), std::size_t{1} << 16);
    return json::binary(std::exchange(m_bytes, {}));
}

json JsonCapture::release() {
    m_kind = Kind::None;
    auto list = json::array();
    const auto kept = take();
    const auto words = packedWords(kept);
    for (const auto& word : *words)
        list.emplace_back(std::string(word));
    return list;
}

std::optional<std::vector<std::string_view>> packedWords(const json& part) {
    if (!part.is_binary())
        return {};
    std::vector<std::string_view> words;
    unpackWords(part.get_binary(), words);
    return words;
}

void unpackWords(std::span<const std::uint8_t> bytes, std::vector<std::string_view>& words) {
    words.clear();
    eachPackedWord(bytes, [&](std::string_view word) { words.push_back(word); });
}

std::vector<std::uint8_t> packWords(std::span<const std::string_view> words) {
    std::vector<std::uint8_t> bytes;
    for (const auto word : words) {
        const auto size = static_cast<std::uint32_t>(word.size());
        const auto at = bytes.size();
        bytes.resize(at + 4);
        std::memcpy(bytes.data() + at, &size, 4);
        bytes.insert(bytes.end(), word.begin(), word.end());
    }
    return bytes;
}

std::optional<std::vector<std::pair<std::int64_t, std::int64_t>>> packedPlaces(const json& part) {
    if (!part.is_binary())
        return {};
    const auto& bytes = part.get_binary();
    std::vector<std::pair<std::int64_t, std::int64_t>> places(bytes.size() / 16);
    for (std::size_t i = 0; i < places.size(); ++i) {
        std::memcpy(&places[i].first, bytes.data() + 16 * i, 8);
        std::memcpy(&places[i].second, bytes.data() + 16 * i + 8, 8);
    }
    return places;
}

} // namespace evenspan::io
