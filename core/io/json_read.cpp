// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_read.h"

#include "core/io/json_parse.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

using nlohmann::json;

constexpr std::array kWrappers{"data", "rows", "examples", "annotations"};

// Builds values in place and hands on each record as it is complete.
class Builder {
public:
    // `whole`: the value itself is the record. `list`: the only key whose array holds records.
    Builder(JsonWindow& window, std::string file, bool whole, const char* list = nullptr)
        : m_window(window)
        , m_file(std::move(file))
        , m_whole(whole)
        , m_list(list) { }

    RecordSink sink;
    std::function<Result<void>(const std::string& where)> keyTwice;
    RecordParts keep; // unset: all
    std::optional<Error> error;

    bool null() { return add(nullptr); }
    bool boolean(bool value) { return add(value); }
    bool number(std::int64_t value) { return add(value); }
    bool number(std::uint64_t value) { return add(value); }
    bool number(double value) { return add(value); }
    bool string(std::string_view value) {
        if (m_skipped > 0 || m_skipNext || m_counting)
            return add(nullptr);
        return add(json(std::string(value)));
    }
    bool startObject() { return begin(json::object()); }
    bool startArray() {
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
        m_key = value;
        if (keep && inRecord()) {
            const auto part = keep(m_key);
            m_skipNext = part == RecordPart::None;
            m_countNext = part == RecordPart::Size;
            if (m_skipNext)
                return true;
        }
        const auto [slot, fresh] =
            m_open.back()->get_ref<json::object_t&>().try_emplace(m_key, nullptr);
        if (!fresh) {
            // A second list would be read as well as the first.
            const bool second = m_list && m_open.size() == 1 && m_key == m_list;
            auto done = keyTwice && !second ? keyTwice(place()) : Result<void>(twice());
            if (!done) {
                error = done.error();
                return false;
            }
        }
        m_slot = &slot->second;
        return true;
    }
    bool endObject() { return end(); }
    bool endArray() { return end(); }

    // The value that was built, where the whole is the record.
    json take() { return std::move(m_root); }
    std::string place() const {
        return m_file + ": line " + std::to_string(m_window.line()) + ", column "
            + std::to_string(m_window.column());
    }

private:
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
        if (m_open.size() + m_skipped >= kJsonDepth) {
            error = Error{ErrorCode::BadFormat,
                "The JSON is nested deeper than " + std::to_string(kJsonDepth) + " levels", place(),
                "Check that this is the right file."};
            return false;
        }
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
        m_open.push_back(&put(std::move(value)));
        return true;
    }

    bool end() {
        if (m_skipped > 0) {
            --m_skipped;
            return true;
        }
        m_counting = false;
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

    JsonWindow& m_window;
    std::string m_file;
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
    std::uint64_t m_line = 1;
};

Error errorOf(JsonFault fault, const std::string& place) {
    if (fault == JsonFault::Encoding)
        return {ErrorCode::BadEncoding, "The text is not UTF-8", place,
            "Convert the file to UTF-8 first, for example with iconv."};
    return {ErrorCode::BadFormat,
        fault == JsonFault::Number          ? "A number is too large"
            : fault == JsonFault::Surrogate ? "A string holds half of a surrogate pair"
            : fault == JsonFault::End       ? "The JSON ends in the middle of a value"
            : fault == JsonFault::Control   ? "A string holds a bare control character"
                                            : "The JSON is broken",
        place, "Mend it there; a JSON checker shows the place."};
}

Result<void> run(JsonWindow& window, Builder& builder) {
    JsonParser parser(window, builder);
    if (parser.run())
        return {};
    if (builder.error)
        return *builder.error;
    if (window.error())
        return *window.error();
    return errorOf(parser.fault().value_or(JsonFault::Syntax), builder.place());
}

Error withLine(const ReadJob& job, Error error) {
    if (error.where.empty())
        error.where = job.where();
    return error;
}

// One record a line: the first line is a whole value, and another line follows.
Result<bool> isLines(ReadJob& job) {
    auto lines = job.lines();
    if (!lines)
        return lines.error();
    std::string_view line;
    bool whole = false;
    for (;;) {
        auto more = lines->next(line);
        if (!more)
            return more.error();
        if (!*more)
            return false;
        if (line.find_first_not_of(" \t") == std::string_view::npos)
            continue;
        if (whole)
            return true;
        auto value = parseJson(line, job.where());
        // A broken first line of several is a broken record, as long as it looks like one.
        whole = value.ok() || (line.size() > 2 && line.back() == '}');
        if (!whole)
            return false;
    }
}

} // namespace

Result<json> parseJson(std::string_view text, const std::string& file, std::uint64_t line) {
    JsonWindow window(text, line);
    Builder builder(window, file, true);
    if (auto done = run(window, builder); !done)
        return done.error();
    return builder.take();
}

Result<void> readRecords(ReadJob& job, const RecordSink& sink, const RecordShape& shape) {
    auto lines = shape.list ? Result<bool>(false) : isLines(job);
    if (!lines)
        return lines.error();
    const auto twice = [&](const std::string& where) {
        return job.problem("A key stands twice in one object; the last one was read", where,
            "Remove one of the two.");
    };
    if (!*lines) {
        auto source = ByteSource::open(job.path(), job.encoding());
        if (!source)
            return source.error();
        JsonWindow window(*source);
        if (window.peek() < 0 && !window.error())
            return Error{
                ErrorCode::Empty, "The file is empty", job.path().string(), "Choose another file."};
        Builder builder(window, job.where(), false, shape.list);
        std::uint64_t count = 0;
        builder.keyTwice = twice;
        builder.keep = shape.keep;
        builder.sink = [&](json&& record, std::uint64_t line) -> Result<void> {
            if (count++ % 256 == 0)
                if (auto go = job.step(source->bytes()); !go)
                    return go;
            return sink(std::move(record), line);
        };
        if (auto done = run(window, builder); !done)
            return withLine(job, done.error());
        return {};
    }
    auto reader = job.lines();
    if (!reader)
        return reader.error();
    std::string_view line;
    for (std::uint64_t count = 0;; ++count) {
        auto more = reader->next(line);
        if (!more)
            return more.error();
        if (!*more)
            return {};
        if (count % 256 == 0)
            if (auto go = job.step(reader->bytes()); !go)
                return go;
        if (line.find_first_not_of(" \t") == std::string_view::npos)
            continue;
        JsonWindow window(line, reader->line());
        Builder builder(window, job.where(), true);
        builder.keyTwice = twice;
        builder.keep = shape.keep;
        if (auto done = run(window, builder); !done) {
            if (done.error().code == ErrorCode::BadEncoding)
                return done;
            if (auto listed =
                    job.problem(done.error().what, done.error().where, done.error().remedy);
                !listed)
                return listed;
            continue;
        }
        if (auto done = sink(builder.take(), reader->line()); !done)
            return done;
    }
}

std::optional<json> firstRecord(const FileHead& head) {
    const auto start = head.bytes.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos || (head.bytes[start] != '{' && head.bytes[start] != '['))
        return {};
    // A record a line first: then the array or object that the text begins.
    const auto text = head.bytes.substr(start);
    const auto line = text.substr(0, text.find('\n'));
    std::optional<json> found;
    for (const auto part : {line, text}) {
        JsonWindow window(part);
        Builder builder(window, {}, false);
        builder.keyTwice = [](const std::string&) { return Result<void>(); };
        builder.sink = [&](json&& record, std::uint64_t) -> Result<void> {
            found = std::move(record);
            return Error{ErrorCode::Cancelled, {}, {}, {}}; // one is enough
        };
        // A tuple on a line of its own.
        if (part.data() == line.data() && part.size() == line.size() && line.front() == '['
            && line.size() < text.size()) {
            if (auto whole = parseJson(line, {}))
                return std::move(*whole);
        }
        (void)run(window, builder);
        if (found)
            return found;
    }
    return {};
}

const json* member(const json& record, const char* key) {
    if (!record.is_object())
        return nullptr;
    const auto found = record.find(key);
    return found == record.end() ? nullptr : &*found;
}

const json* arrayIn(const json& record, const char* key) {
    const auto* found = member(record, key);
    return found && found->is_array() ? found : nullptr;
}

const std::string* stringIn(const json& record, const char* key) {
    const auto* found = member(record, key);
    return found ? found->get_ptr<const std::string*>() : nullptr;
}

std::optional<std::int64_t> wholeNumber(const json& value) {
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX)
        return {};
    return value.is_number_integer() ? std::optional(value.get<std::int64_t>()) : std::nullopt;
}

std::optional<std::int64_t> wholeIn(const json& record, const char* key) {
    const auto* found = member(record, key);
    return found ? wholeNumber(*found) : std::nullopt;
}

std::string plainText(const json& value) {
    if (const auto* text = value.get_ptr<const std::string*>())
        return *text;
    return value.is_null() ? std::string()
                           : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool usableText(const std::string& text) {
    return !text.empty() && text.find('\0') == std::string::npos;
}

} // namespace evenspan::io
