// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json_tokens.h"

#include <vector>

namespace evenspan::io {

// Reads one value (RFC 8259) and calls the handler for each part of it: null(), boolean(bool),
// number(std::int64_t), number(std::uint64_t), number(double), string(view), key(view),
// startObject(), endObject(), startArray(), endArray(); each false to end the reading. A view is
// valid during the call. Whole numbers are signed where they have a sign, and doubles beyond 64
// bits. A handler that has quick(at, end) may take elements of an array by itself: it gets the
// begin of one and says where the first begins that it left, which must be another of the same
// array.
template <class Handler> class JsonParser : private JsonTokens {
public:
    JsonParser(JsonWindow& window, Handler& handler)
        : JsonTokens(window)
        , m_handler(handler) { }

    // Behind the value nothing but blanks may stand. False: fault() says why, or the handler, or
    // the source, ended it.
    bool run() {
        m_window.skipMark();
        auto next = Next::Value;
        for (;;) {
            int c = m_window.peekSign();
            if constexpr (requires(const char* at) { m_handler.quick(at, at); })
                if (next == Next::First
                    || (next == Next::Value && !m_open.empty() && m_open.back() == '[')) {
                    const char* const from = m_window.at();
                    const char* const at = m_handler.quick(from, m_window.end());
                    if (at != from) {
                        m_window.moveTo(at);
                        next = Next::Value; // behind a comma
                        c = m_window.peekSign();
                    }
                }
            bool good = false;
            switch (next) {
            case Next::First: // of an array
                if (c == ']') {
                    good = close(next);
                    break;
                }
                [[fallthrough]];
            case Next::Value:
                good = value(c, next);
                break;
            case Next::FirstKey:
                if (c == '}') {
                    good = close(next);
                    break;
                }
                [[fallthrough]];
            case Next::Key:
                good = key(c, next);
                break;
            case Next::Rest:
                if (m_open.empty())
                    return c < 0 ? !m_window.error() : wrong(c);
                if (c == ',') {
                    m_window.take();
                    next = m_open.back() == '{' ? Next::Key : Next::Value;
                    good = true;
                } else {
                    good = c == (m_open.back() == '{' ? '}' : ']') ? close(next) : wrong(c);
                }
                break;
            }
            if (!good)
                return false;
        }
    }

    using JsonTokens::fault;

private:
    enum class Next { Value, First, Key, FirstKey, Rest };

    bool close(Next& next) {
        m_window.take();
        const bool object = m_open.back() == '{';
        m_open.pop_back();
        next = Next::Rest;
        return object ? m_handler.endObject() : m_handler.endArray();
    }

    bool value(int c, Next& next) {
        next = Next::Rest;
        switch (c) {
        case '{':
            m_window.take();
            m_open.push_back('{');
            next = Next::FirstKey;
            return m_handler.startObject();
        case '[':
            m_window.take();
            m_open.push_back('[');
            next = Next::First;
            return m_handler.startArray();
        case '"': {
            const auto text = string();
            return text && m_handler.string(*text);
        }
        case 't':
            return literal("true") && m_handler.boolean(true);
        case 'f':
            return literal("false") && m_handler.boolean(false);
        case 'n':
            return literal("null") && m_handler.null();
        default:
            return c == '-' || (c >= '0' && c <= '9') ? number() : wrong(c);
        }
    }

    bool key(int c, Next& next) {
        if (c != '"')
            return wrong(c);
        const auto text = string();
        if (!text || !m_handler.key(*text))
            return false;
        if (const int colon = m_window.peekSign(); colon != ':')
            return wrong(colon);
        m_window.take();
        next = Next::Value;
        return true;
    }

    bool number() {
        const auto value = JsonTokens::number();
        return value && std::visit([&](auto number) { return m_handler.number(number); }, *value);
    }

    Handler& m_handler;
    std::vector<char> m_open; // '{' and '['
};

} // namespace evenspan::io
