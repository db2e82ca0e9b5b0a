// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json_packed.h"
#include "core/io/json_parse.h"
#include "core/io/json_read.h"

#include <algorithm>
#include <array>
#include <nlohmann/json_fwd.hpp>

// For json_read.cpp alone, which has nlohmann/json.hpp before it.
namespace evenspan::io {

// Builds values in place and hands on each record as it is complete.
class JsonBuilder {
public:
    using json = nlohmann::json;
    // `whole`: the value itself is the record. `list`: the only key whose array holds records.
    // The file's name outlives it, and so does `lists`, the memory of lists that are kept packed.
    JsonBuilder(JsonWindow& window, JsonCapture& lists, std::string_view file, bool whole,
        const char* list = nullptr)
        : m_capture(lists)
        , m_window(window)
        , m_file(file)
        , m_whole(whole)
        , m_list(list) { }

    RecordSink sink;
    std::function<Result<void>(const std::string& where)> keyTwice;
    const RecordParts* keep = nullptr; // none, or unset: all
    const char* own = nullptr; // see RecordShape
    std::optional<Error> error;

    bool null() {
        return m_capture.active() ? captured(m_capture.other(), [&] { return null(); })
                                  : add(nullptr);
    }
    bool boolean(bool value) {
        return m_capture.active() ? captured(m_capture.other(), [&] { return boolean(value); })
                                  : add(value);
    }
    bool number(std::int64_t value) {
        return m_capture.active() ? captured(m_capture.whole(value), [&] { return number(value); })
                                  : add(value);
    }
    bool number(std::uint64_t value) {
        if (!m_capture.active())
            return add(value);
        const auto whole = value > INT64_MAX
            ? std::nullopt
            : std::optional<std::int64_t>(static_cast<std::int64_t>(value));
        return captured(m_capture.whole(whole), [&] { return number(value); });
    }
    bool number(double value) {
        return m_capture.active() ? captured(m_capture.other(), [&] { return number(value); })
                                  : add(value);
    }
    bool string(std::string_view value) {
        if (m_capture.active())
            return captured(m_capture.string(value), [&] { return string(value); });
        if (m_skipped > 0 || m_skipNext || m_counting)
            return add(nullptr);
        return add(json(std::string(value)));
    }
    bool startObject() {
        if (m_capture.active())
            return deeper() && captured(m_capture.open(true), [&] { return startObject(); });
        return begin(json::object());
    }
    bool startArray() {
        if (m_capture.active())
            return deeper() && captured(m_capture.open(false), [&] { return startArray(); });
        if (m_captureNext != JsonCapture::Kind::None) {
            m_capture.begin(std::exchange(m_captureNext, JsonCapture::Kind::None));
            return true;
        }
        if (!m_whole && m_skipped == 0 && !m_skipNext) {
            if (m_open.empty() && !m_list)
                m_recordDepth = 1;
            else if (m_open.size() == 1 && m_recordDepth == 0 && m_open[0]->is_object() && isList())
                m_recordDepth = 2;
        }
        return begin(json::array());
    }
    bool key(std::string_view value) {
        if (m_skipped > 0)
            return true;
        if (m_capture.active())
            return captured(m_capture.key(value), [] { return true; });
        m_key = value;
        m_captureNext = JsonCapture::Kind::None;
        if (keep && *keep && inRecord()) {
            const auto part = (*keep)(m_key);
            m_skipNext = part == RecordPart::None;
            m_countNext = part == RecordPart::Size;
            m_captureNext = part == RecordPart::Words ? JsonCapture::Kind::Words
                : part == RecordPart::Places          ? JsonCapture::Kind::Places
                                                      : JsonCapture::Kind::None;
            if (m_skipNext)
                return true;
        }
        if (m_ownDepth != 0 && m_open.size() == m_ownDepth
            && (value == "tokens" || value == "sentences"))
            m_captureNext = JsonCapture::Kind::Numbers;
        const auto [slot, fresh] =
            m_open.back()->get_ref<json::object_t&>().try_emplace(m_key, nullptr);
        // A second list would be read as well as the first.
        if (!fresh && !keyStandsTwice(m_list && m_open.size() == 1 && m_key == m_list))
            return false;
        m_slot = &slot->second;
        return true;
    }
    // Elements of an open list that it takes by itself: see JsonParser.
    const char* quick(const char* at, const char* last) {
        return m_capture.active() ? m_capture.quick(at, last) : at;
    }
    bool endObject() { return m_capture.active() ? m_capture.close(true), true : end(); }
    bool endArray() {
        if (!m_capture.active())
            return end();
        if (!m_capture.close(false))
            return true;
        put(m_capture.take());
        return complete();
    }

    // The value that was built, where the whole is the record.
    json take() { return std::move(m_root); }
    std::string place() const {
        return std::string(m_file) + ": line " + std::to_string(m_window.line()) + ", column "
            + std::to_string(m_window.column());
    }

private:
    bool keyStandsTwice(bool isList = false) {
        auto done = keyTwice && !isList ? keyTwice(place()) : Result<void>(twice());
        if (!done)
            error = done.error();
        return done.ok();
    }
    // What the capture made of a part; where it is none for it, the list is built after all, and
    // `again` sees to the part.
    template <class Again> bool captured(JsonCapture::Took took, Again again) {
        if (took == JsonCapture::Took::Yes)
            return true;
        if (took == JsonCapture::Took::Twice)
            return keyStandsTwice();
        m_open.push_back(&put(m_capture.release()));
        return again();
    }
    // One more level inside the captured list.
    bool deeper() { return m_open.size() + 1 + m_capture.depth() < kJsonDepth || tooDeep(); }
    bool tooDeep() {
        error = Error{ErrorCode::BadFormat,
            "The JSON is nested deeper than " + std::to_string(kJsonDepth) + " levels", place(),
            "Check that this is the right file."};
        return false;
    }
    Error twice() const {
        return {ErrorCode::BadFormat, "A key stands twice in one object", place(),
            "Remove one of the two."};
    }
    bool isList() const {
        const auto& open = *m_open[0];
        return m_list ? m_key == m_list
                      : std::find(kWrappers.begin(), kWrappers.end(), m_key) != kWrappers.end()
                && !open.contains("text") && !open.contains("result") && !open.contains("tokens");
    }
    // The next value is a record of the open list.
    bool recordNext() const {
        return m_recordDepth > 0 && m_open.size() == static_cast<std::size_t>(m_recordDepth);
    }
    // A key belongs to a record itself. Of one that may yet turn out to hold the list, it does not.
    bool inRecord() const {
        return m_whole
            ? m_open.size() == 1
            : m_recordDepth > 0 && m_open.size() == static_cast<std::size_t>(m_recordDepth) + 1;
    }

    json& put(json&& value) {
        if (m_open.empty())
            return m_root = std::move(value);
        if (recordNext())
            return m_record = std::move(value);
        auto& open = *m_open.back();
        if (!open.is_array())
            return *m_slot = std::move(value);
        auto& list = open.get_ref<json::array_t&>();
        return list.emplace_back(std::move(value));
    }

    bool begin(json&& value) {
        if (m_open.size() + m_skipped >= kJsonDepth)
            return tooDeep();
        m_captureNext = JsonCapture::Kind::None;
        if (m_skipped > 0 || m_skipNext || m_counting) {
            if (m_counting && m_skipped == 0)
                put(nullptr);
            m_skipNext = false;
            ++m_skipped;
            return true;
        }
        if (!m_whole && m_open.size() == static_cast<std::size_t>(m_recordDepth))
            m_line = m_window.line();
        m_counting = m_countNext && value.is_array();
        m_countNext = false;
        const bool member =
            own && value.is_object() && !m_open.empty() && m_open.back()->is_object();
        const bool home = member && *own && m_key == own && inRecord();
        const bool ours = member && m_key == "evenspan"
            && (*own ? m_homeDepth != 0 && m_open.size() == m_homeDepth : inRecord());
        m_open.push_back(&put(std::move(value)));
        if (home)
            m_homeDepth = m_open.size();
        if (ours)
            m_ownDepth = m_open.size();
        return true;
    }

    bool end() {
        if (m_skipped > 0) {
            --m_skipped;
            return true;
        }
        m_counting = false;
        if (m_open.size() == m_ownDepth)
            m_ownDepth = 0;
        if (m_open.size() == m_homeDepth)
            m_homeDepth = 0;
        m_open.pop_back();
        if (m_recordDepth > static_cast<int>(m_open.size())) {
            // The list of records itself, empty by now.
            m_listEnded = true;
            m_recordDepth = 0;
            return true;
        }
        return complete();
    }

    bool add(json&& value) {
        if (m_skipped > 0 || m_skipNext) {
            m_skipNext = false;
            return true;
        }
        m_countNext = false;
        m_captureNext = JsonCapture::Kind::None;
        put(m_counting ? json() : std::move(value));
        return complete();
    }

    // After a value: hands it on where it is a record.
    bool complete() {
        const bool top = m_open.empty();
        if (top ? m_whole || m_listEnded || m_list : !recordNext())
            return true;
        if (auto done = sink(std::move(top ? m_root : m_record), m_line); !done) {
            error = done.error();
            return false;
        }
        return true;
    }

    static constexpr std::array<std::string_view, 4> kWrappers{
        "data", "rows", "examples", "annotations"};
    JsonCapture& m_capture; // of the list under the last key
    JsonWindow& m_window;
    std::string_view m_file;
    bool m_whole;
    const char* m_list;
    std::vector<json*> m_open; // the list of records stays empty
    json m_root, m_record;
    json* m_slot = nullptr; // of the last key
    std::string m_key;
    int m_recordDepth = 0; // open values around a record; 0: the whole is one
    bool m_listEnded = false;
    // Parts that `keep` leaves out: open values in them; the next value is one; elements that are
    // counted alone.
    std::size_t m_skipped = 0;
    bool m_skipNext = false, m_countNext = false, m_counting = false;
    // Open values where Evenspan's own part is open, and where the object around it is; 0: it is
    // not.
    std::size_t m_ownDepth = 0, m_homeDepth = 0;
    std::uint64_t m_line = 1;
    JsonCapture::Kind m_captureNext = JsonCapture::Kind::None;
};

} // namespace evenspan::io
