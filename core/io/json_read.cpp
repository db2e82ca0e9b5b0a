// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_read.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

using nlohmann::json;

constexpr std::array kWrappers{"data", "rows", "examples", "annotations"};

// Bytes one after another, counting lines.
class Feed {
public:
    explicit Feed(std::string_view text, std::uint64_t line)
        : m_text(text)
        , m_line(line) { }
    explicit Feed(ByteSource& source)
        : m_source(&source) {
        more();
    }

    bool done() const { return m_at == m_text.size(); }
    char now() const { return m_text[m_at]; }
    void next() {
        if (m_text[m_at] == '\n') {
            ++m_line;
            m_column = 0;
        } else {
            ++m_column;
        }
        if (++m_at == m_text.size() && m_source)
            more();
    }
    std::uint64_t line() const { return m_line; }
    std::uint64_t column() const { return m_column; }
    const std::optional<Error>& error() const { return m_error; }

private:
    void more() {
        m_block.clear();
        m_at = 0;
        while (m_block.empty()) {
            auto got = m_source->read(m_block, std::size_t{1} << 18);
            if (!got)
                m_error = got.error();
            if (!got || !*got)
                break;
            if (m_first && m_block.rfind("\xEF\xBB\xBF", 0) == 0)
                m_block.erase(0, 3);
            m_first = false;
        }
        m_text = m_block;
    }

    ByteSource* m_source = nullptr;
    std::string m_block;
    std::string_view m_text;
    std::size_t m_at = 0;
    std::uint64_t m_line = 1, m_column = 0;
    bool m_first = true;
    std::optional<Error> m_error;
};

struct FeedEnd { };
struct FeedAt {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = char;
    Feed* feed = nullptr; // null: the end
    char operator*() const { return feed->now(); }
    FeedAt& operator++() {
        feed->next();
        return *this;
    }
    FeedAt operator++(int) {
        feed->next();
        return *this;
    }
    bool operator==(const FeedAt& other) const {
        const bool mine = !feed || feed->done(), theirs = !other.feed || other.feed->done();
        return mine == theirs;
    }
    bool operator!=(const FeedAt& other) const { return !(*this == other); }
};

// Builds values and hands on each record as it is complete.
class Builder {
public:
    using number_integer_t = json::number_integer_t;
    using number_unsigned_t = json::number_unsigned_t;
    using number_float_t = json::number_float_t;
    using string_t = json::string_t;
    using binary_t = json::binary_t;

    // `whole`: the value itself is the record.
    Builder(Feed& feed, std::string file, bool whole)
        : m_feed(feed)
        , m_file(std::move(file))
        , m_whole(whole) { }

    RecordSink sink;
    std::function<Result<void>(const std::string& where)> keyTwice;
    std::optional<Error> error;

    bool null() { return add(nullptr); }
    bool boolean(bool value) { return add(value); }
    bool number_integer(number_integer_t value) { return add(value); }
    bool number_unsigned(number_unsigned_t value) { return add(value); }
    bool number_float(number_float_t value, const string_t&) { return add(value); }
    bool string(string_t& value) { return add(std::move(value)); }
    bool binary(binary_t&) { return false; }
    bool start_object(std::size_t) { return begin(json::object()); }
    bool start_array(std::size_t) {
        if (!m_whole && m_open.empty())
            m_recordDepth = 1;
        else if (!m_whole && m_open.size() == 1 && m_recordDepth == 0 && m_open[0].is_object()
            && std::find(kWrappers.begin(), kWrappers.end(), m_keys[0]) != kWrappers.end()
            && !m_open[0].contains("text") && !m_open[0].contains("result")
            && !m_open[0].contains("tokens"))
            m_recordDepth = 2;
        return begin(json::array());
    }
    bool key(string_t& value) {
        if (m_open.back().contains(value)) {
            auto done = keyTwice ? keyTwice(place()) : Result<void>(twice());
            if (!done) {
                error = done.error();
                return false;
            }
        }
        m_keys.back() = std::move(value);
        return true;
    }
    bool end_object() { return end(); }
    bool end_array() { return end(); }
    template <class Exception>
    bool parse_error(std::size_t, const std::string&, const Exception& problem) {
        if (error)
            return false;
        if (m_feed.error()) {
            error = m_feed.error();
            return false;
        }
        const std::string said = problem.what();
        const auto has = [&](const char* part) { return said.find(part) != std::string::npos; };
        if (has("ill-formed UTF-8"))
            error = Error{ErrorCode::BadEncoding, "The text is not UTF-8", place(),
                "Convert the file to UTF-8 first, for example with iconv."};
        else
            error = Error{ErrorCode::BadFormat,
                has("overflow")                ? "A number is too large"
                    : has("surrogate")         ? "A string holds half of a surrogate pair"
                    : has("end of input")      ? "The JSON ends in the middle of a value"
                    : has("control character") ? "A string holds a bare control character"
                                               : "The JSON is broken",
                place(), "Mend it there; a JSON checker shows the place."};
        return false;
    }

    // The value that was built, where the whole is the record.
    json take() { return std::move(m_root); }
    std::string place() const {
        return m_file + ": line " + std::to_string(m_feed.line()) + ", column "
            + std::to_string(m_feed.column());
    }

private:
    Error twice() const {
        return {ErrorCode::BadFormat, "A key stands twice in one object", place(),
            "Remove one of the two."};
    }
    bool begin(json&& value) {
        if (m_open.size() >= kJsonDepth) {
            error = Error{ErrorCode::BadFormat,
                "The JSON is nested deeper than " + std::to_string(kJsonDepth) + " levels", place(),
                "Check that this is the right file."};
            return false;
        }
        if (!m_whole && m_open.size() == static_cast<std::size_t>(m_recordDepth))
            m_line = m_feed.line();
        m_open.push_back(std::move(value));
        m_keys.emplace_back();
        return true;
    }
    bool end() {
        json value = std::move(m_open.back());
        m_open.pop_back();
        m_keys.pop_back();
        if (m_recordDepth > static_cast<int>(m_open.size()) && !m_whole) {
            // The list of records itself, empty by now.
            m_listEnded = true;
            m_recordDepth = 0;
            if (m_open.empty())
                return true;
        }
        return add(std::move(value));
    }
    bool add(json&& value) {
        if (m_open.empty()) {
            if (m_whole || m_listEnded) {
                m_root = std::move(value);
                return true;
            }
            return emit(std::move(value));
        }
        if (!m_whole && m_recordDepth == static_cast<int>(m_open.size()))
            return emit(std::move(value));
        if (m_open.back().is_array())
            m_open.back().push_back(std::move(value));
        else
            m_open.back()[m_keys.back()] = std::move(value);
        return true;
    }
    bool emit(json&& value) {
        if (auto done = sink(std::move(value), m_line); !done) {
            error = done.error();
            return false;
        }
        return true;
    }

    Feed& m_feed;
    std::string m_file;
    bool m_whole;
    std::vector<json> m_open;
    std::vector<std::string> m_keys;
    json m_root;
    int m_recordDepth = 0; // open values around a record; 0: the whole is one
    bool m_listEnded = false;
    std::uint64_t m_line = 1;
};

Result<void> run(Feed& feed, Builder& builder) {
    const bool read = json::sax_parse(FeedAt{&feed}, FeedAt{}, &builder);
    if (builder.error)
        return *builder.error;
    if (feed.error())
        return *feed.error();
    if (!read)
        return Error{ErrorCode::BadFormat, "The JSON is broken", builder.place(), "Mend it there."};
    return {};
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
    Feed feed(text, line);
    Builder builder(feed, file, true);
    if (auto done = run(feed, builder); !done)
        return done.error();
    return builder.take();
}

Result<void> readRecords(ReadJob& job, const RecordSink& sink) {
    auto lines = isLines(job);
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
        Feed feed(*source);
        if (feed.done() && !feed.error())
            return Error{
                ErrorCode::Empty, "The file is empty", job.path().string(), "Choose another file."};
        Builder builder(feed, job.where(), false);
        std::uint64_t count = 0;
        builder.keyTwice = twice;
        builder.sink = [&](json&& record, std::uint64_t line) -> Result<void> {
            if (count++ % 256 == 0)
                if (auto go = job.step(source->bytes()); !go)
                    return go;
            return sink(std::move(record), line);
        };
        if (auto done = run(feed, builder); !done)
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
        Feed feed(line, reader->line());
        Builder builder(feed, job.where(), true);
        builder.keyTwice = twice;
        if (auto done = run(feed, builder); !done) {
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
        Feed feed(part, 1);
        Builder builder(feed, {}, false);
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
        (void)run(feed, builder);
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
