// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_read.h"

#include <nlohmann/json.hpp>

#include "core/io/ahead.h"
#include "core/io/json_builder.h"

#include <algorithm>

namespace evenspan::io {

namespace {

using nlohmann::json;

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

Result<void> parse(JsonWindow& window, JsonBuilder& builder) {
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
    JsonBuilder builder(window, file, true);
    if (auto done = parse(window, builder); !done)
        return done.error();
    return builder.take();
}

namespace {

// What the parser makes of a stretch of a file, for the caller to answer in order.
struct Parsed {
    struct Step {
        json record;
        std::uint64_t line = 0;
        std::unique_ptr<Error> problem; // instead of a record
    };
    std::vector<Step> steps;
    std::uint64_t bytes = 0; // of the file, read so far
    std::optional<Error> end;
};

// Parses a file's records and hands on what it finds, stretch by stretch; `hand` says no once no
// more is wanted.
class RecordParser {
public:
    using Hand = std::function<bool(Parsed&&, std::uint64_t weight)>;
    RecordParser(const ReadJob& job, const RecordShape& shape, bool lines, Hand hand)
        : m_job(job)
        , m_shape(shape)
        , m_lines(lines)
        , m_file(job.where())
        , m_hand(std::move(hand)) { }

    void run() {
        auto done = m_lines ? runLines() : runWhole();
        if (!done && !m_unwanted)
            m_parsed.end = done.error();
        if (!m_unwanted)
            (void)flush();
    }

private:
    // Bytes of the file that are worth a hand-over; of more the values would leave the caches.
    static constexpr std::uint64_t kStretch = std::uint64_t{1} << 14;

    Result<void> twice(const std::string& where) {
        problem({ErrorCode::BadFormat, "A key stands twice in one object; the last one was read",
            where, "Remove one of the two."});
        return {};
    }

    Result<void> add(json&& record, std::uint64_t line, std::uint64_t bytes) {
        m_parsed.steps.push_back({std::move(record), line, {}});
        return at(bytes);
    }

    void problem(Error error) {
        m_parsed.steps.push_back({{}, 0, std::make_unique<Error>(std::move(error))});
    }

    Result<void> at(std::uint64_t bytes) {
        m_parsed.bytes = bytes;
        if (!m_shape.together && bytes - m_handed < kStretch && m_parsed.steps.size() < 1024)
            return {};
        return flush();
    }

    Result<void> flush() {
        const auto weight = m_parsed.bytes - m_handed;
        m_handed = m_parsed.bytes;
        const auto bytes = m_parsed.bytes;
        if (m_hand(std::exchange(m_parsed, {}), weight)) {
            m_parsed.bytes = bytes;
            return {};
        }
        m_unwanted = true;
        return Error{ErrorCode::Cancelled, {}, {}, {}};
    }

    Result<void> runWhole() {
        auto source = ByteSource::open(m_job.path(), m_job.encoding());
        if (!source)
            return source.error();
        JsonWindow window(*source);
        if (window.peek() < 0 && !window.error())
            return Error{ErrorCode::Empty, "The file is empty", m_job.path().string(),
                "Choose another file."};
        JsonBuilder builder(window, m_file, false, m_shape.list);
        builder.keyTwice = [&](const std::string& where) { return twice(where); };
        builder.keep = m_shape.keep;
        builder.sink = [&](json&& record, std::uint64_t line) {
            const auto held = static_cast<std::uint64_t>(window.end() - window.at());
            return add(std::move(record), line, source->bytes() - std::min(source->bytes(), held));
        };
        if (auto done = parse(window, builder); !done)
            return withLine(m_job, done.error());
        return {};
    }

    Result<void> runLines() {
        auto reader = m_job.lines();
        if (!reader)
            return reader.error();
        std::string_view line;
        for (;;) {
            if (!reader->quick(line)) {
                auto more = reader->next(line);
                if (!more)
                    return more.error();
                if (!*more)
                    return {};
            }
            if (line.find_first_not_of(" \t") == std::string_view::npos)
                continue;
            JsonWindow window(line, reader->line());
            JsonBuilder builder(window, m_file, true);
            builder.keyTwice = [&](const std::string& where) { return twice(where); };
            builder.keep = m_shape.keep;
            auto done = parse(window, builder);
            if (done) {
                done = add(builder.take(), reader->line(), reader->bytes());
                if (!done)
                    return done;
                continue;
            }
            if (done.error().code == ErrorCode::BadEncoding)
                return done;
            problem(done.error());
            if (done = at(reader->bytes()); !done)
                return done;
        }
    }

    const ReadJob& m_job;
    const RecordShape& m_shape;
    const bool m_lines;
    const std::string m_file;
    Hand m_hand;
    Parsed m_parsed;
    std::uint64_t m_handed = 0; // bytes of the file
    bool m_unwanted = false;
};

Result<void> answer(ReadJob& job, const RecordSink& sink, Parsed& parsed) {
    if (auto go = job.step(parsed.bytes); !go)
        return go;
    for (auto& step : parsed.steps) {
        const auto* bad = step.problem.get();
        auto done = bad ? job.problem(bad->what, bad->where, bad->remedy)
                        : sink(std::move(step.record), step.line);
        if (!done)
            return done;
    }
    return parsed.end ? Result<void>(*parsed.end) : Result<void>();
}

} // namespace

Result<void> readRecords(ReadJob& job, const RecordSink& sink, const RecordShape& shape) {
    auto lines = shape.list ? Result<bool>(false) : isLines(job);
    if (!lines)
        return lines.error();
    std::error_code failed;
    const auto size = std::filesystem::file_size(job.path(), failed);
    Result<void> status;
    if (failed || size < kWorthThread || shape.together) {
        RecordParser(job, shape, *lines, [&](Parsed&& parsed, std::uint64_t) {
            status = answer(job, sink, parsed);
            return status.ok();
        }).run();
        return status;
    }
    Ahead<Parsed> ahead(std::uint64_t{1} << 17);
    ahead.start([&] {
        RecordParser(job, shape, *lines, [&](Parsed&& parsed, std::uint64_t weight) {
            return ahead.put(std::move(parsed), weight);
        }).run();
    });
    while (status) {
        auto parsed = ahead.next();
        if (!parsed)
            break;
        status = answer(job, sink, *parsed);
        ahead.giveBack(std::move(*parsed));
    }
    return status;
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
        JsonBuilder builder(window, {}, false);
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
        (void)parse(window, builder);
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
