// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_packed.h"

#include "core/io/json_plain.h"
#include "core/io/json_read.h"

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
    if (m_kind == Kind::Numbers || value.size() > UINT32_MAX)
        return Took::Other;
    put(value.size(), 4);
    m_bytes.insert(m_bytes.end(), value.begin(), value.end());
    return Took::Yes;
}

JsonCapture::Took JsonCapture::other() {
    if (m_kind != Kind::Places)
        return Took::Other;
    value({});
    return Took::Yes;
}

JsonCapture::Took JsonCapture::whole(std::optional<std::int64_t> number) {
    if (m_kind == Kind::Words || (m_kind == Kind::Numbers && (!number || *number < 0)))
        return Took::Other;
    if (m_kind == Kind::Numbers)
        put(static_cast<std::uint64_t>(*number), 8);
    else
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
    if (m_kind != Kind::Places)
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

// As plainString(), of bytes that may be no UTF-8.
const char* asciiString(const char* at, const char* end) {
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
    return m_kind == Kind::Words ? quickWords(at, end)
        : m_kind == Kind::Places ? quickPlaces(at, end)
                                 : quickNumbers(at, end);
}

const char* JsonCapture::quickWords(const char* at, const char* end) {
    std::array<char, 1024> some;
    std::size_t filled = 0;
    const auto flush = [&] {
        m_bytes.insert(m_bytes.end(), some.begin(), some.begin() + filled);
        filled = 0;
    };
    while (at != end && *at == '"') {
        const char* const behind = asciiString(at, end);
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

const char* JsonCapture::quickNumbers(const char* at, const char* end) {
    std::array<std::uint64_t, 128> some;
    std::size_t filled = 0;
    const auto flush = [&] {
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(some.data());
        m_bytes.insert(m_bytes.end(), bytes, bytes + filled * sizeof some[0]);
        filled = 0;
    };
    for (std::uint64_t number = 0;;) {
        const char* next = plainWhole(at, end, number);
        if (!next || end - next < 3 || *next != ',')
            break;
        ++next;
        next += *next == ' ';
        if (*next < '0' || *next > '9')
            break;
        if (filled == some.size())
            flush();
        some[filled++] = number;
        at = next;
    }
    flush();
    return at;
}

bool JsonCapture::Written::standsAt(const char* at, const char* end) const {
    if (end - at < static_cast<std::ptrdiff_t>(sizeof words))
        return text == std::string_view(at, text.size());
    // A comparison of sixteen bytes, where keys are shorter than a call takes.
    std::array<std::uint64_t, 2> here;
    std::memcpy(here.data(), at, sizeof here);
    return text.size() <= sizeof here
        ? (here[0] & masks[0]) == words[0] && (here[1] & masks[1]) == words[1]
        : std::memcmp(at, text.data(), text.size()) == 0;
}

// Keys of m_first as they stand in a file; false: one needs an escape, which is the parser's.
bool JsonCapture::learnKeys() {
    const auto& names = m_first.names;
    const auto same = [&] {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (m_written[i].text.size() != names[i].size() + 3
                || m_written[i].text.compare(1, names[i].size(), names[i]) != 0)
                return false;
        return true;
    };
    if (m_written.size() == names.size() && same())
        return true;
    m_written.clear();
    for (const auto& name : names) {
        const char* const last = name.data() + name.size();
        if (findStringStop(name.data(), last) != last) {
            m_written.clear();
            return false;
        }
        Written key;
        key.text = '"' + name + "\":";
        key.at = name == "start" ? At::Begin : name == "end" ? At::End : At::Nowhere;
        const auto size = std::min(key.text.size(), sizeof key.words);
        std::memcpy(key.words.data(), key.text.data(), size);
        std::memset(key.masks.data(), 0xFF, size);
        m_written.push_back(std::move(key));
    }
    return true;
}

// An object of the same keys in the same order as the one before it, with plain values.
const char* JsonCapture::quickPlaces(const char* at, const char* end) {
    if (!learnKeys())
        return at;
    while (at != end && *at == '{') {
        std::uint64_t begin = UINT64_MAX, last = UINT64_MAX;
        const char* in = at + 1;
        std::size_t count = 0;
        for (;;) {
            if (count == m_written.size())
                return at;
            const auto& key = m_written[count];
            if (static_cast<std::size_t>(end - in) <= key.text.size() || !key.standsAt(in, end))
                return at;
            in += key.text.size();
            in += *in == ' ';
            if (in == end)
                return at;
            const char* const value = in;
            if (*in == '"') {
                if (!(in = asciiString(in, end)))
                    return at;
            } else {
                std::uint64_t number = 0;
                while (in != end && *in >= '0' && *in <= '9')
                    number = number * 10 + static_cast<std::uint64_t>(*in++ - '0');
                if (in != value) {
                    // Leading zeros and more digits than a place has are the parser's to see.
                    if (in - value > 15 || (*value == '0' && in - value > 1))
                        return at;
                    if (key.at == At::Begin)
                        begin = number;
                    else if (key.at == At::End)
                        last = number;
                } else if (end - in > 5 && std::string_view(in, 4) == "true") {
                    in += 4;
                } else if (end - in > 5 && std::string_view(in, 5) == "false") {
                    in += 5;
                } else {
                    return at;
                }
            }
            ++count;
            if (in == end)
                return at;
            if (*in == '}')
                break;
            if (*in != ',' || ++in == end)
                return at;
            in += *in == ' ';
        }
        const char* const next = nextElement(in + 1, end, '{');
        if (!next || count != m_written.size() || begin == UINT64_MAX || last == UINT64_MAX)
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
    const bool numbers = std::exchange(m_kind, Kind::None) == Kind::Numbers;
    auto list = json::array();
    const auto kept = take();
    if (numbers)
        return *wholeNumbers(kept);
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

std::optional<std::vector<std::uint64_t>> wholeNumbers(const json& part) {
    std::vector<std::uint64_t> numbers;
    if (part.is_binary()) {
        const auto& bytes = part.get_binary();
        numbers.resize(bytes.size() / 8);
        if (!numbers.empty())
            std::memcpy(numbers.data(), bytes.data(), numbers.size() * 8);
        return numbers;
    }
    if (!part.is_array())
        return {};
    numbers.reserve(part.size());
    for (const auto& item : part) {
        const auto number = wholeNumberOf(item);
        if (!number || *number < 0)
            return {};
        numbers.push_back(static_cast<std::uint64_t>(*number));
    }
    return numbers;
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
