// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_read.h"

#include <nlohmann/json.hpp>

#include "core/io/json_builder.h"

#include <algorithm>

namespace evenspan::io {

namespace {

using nlohmann::json;

Result<void> parse(JsonWindow& window, JsonBuilder& builder) {
    JsonParser parser(window, builder);
    if (parser.run())
        return {};
    if (builder.error)
        return *builder.error;
    if (window.error())
        return *window.error();
    return jsonFault(parser.fault().value_or(JsonFault::Syntax), builder.place());
}

Result<void> twice(ReadJob& job, const std::string& where) {
    return job.problem(
        "A key stands twice in one object; the last one was read", where, "Remove one of the two.");
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
    JsonCapture lists;
    JsonBuilder builder(window, lists, file, true);
    if (auto done = parse(window, builder); !done)
        return done.error();
    return builder.take();
}

namespace {

Result<void> readWhole(ReadJob& job, const RecordSink& sink, const RecordShape& shape) {
    auto source = ByteSource::open(job.path(), job.encoding());
    if (!source)
        return source.error();
    JsonWindow window(*source);
    if (window.peek() < 0 && !window.error())
        return Error{
            ErrorCode::Empty, "The file is empty", job.path().string(), "Choose another file."};
    JsonCapture lists;
    JsonBuilder builder(window, lists, job.where(), false, shape.list);
    builder.keyTwice = [&](const std::string& where) { return twice(job, where); };
    builder.keep = &shape.keep;
    builder.own = shape.own;
    builder.sink = [&](json&& record, std::uint64_t line) {
        const auto held = static_cast<std::uint64_t>(window.end() - window.at());
        if (auto go = job.step(source->bytes() - std::min(source->bytes(), held)); !go)
            return go;
        return sink(std::move(record), line);
    };
    if (auto done = parse(window, builder); !done)
        return withLine(job, done.error());
    return {};
}

Result<void> readLines(ReadJob& job, const RecordSink& sink, const RecordShape& shape) {
    auto reader = job.lines();
    if (!reader)
        return reader.error();
    JsonCapture lists;
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
        if (auto go = job.step(reader->bytes()); !go)
            return go;
        if (shape.quick) {
            auto taken = shape.quick(line, reader->line());
            if (!taken)
                return taken.error();
            if (*taken)
                continue;
        }
        JsonWindow window(line, reader->line());
        lists.reset(); // a broken line may have left one open
        JsonBuilder builder(window, lists, job.where(), true);
        builder.keyTwice = [&](const std::string& where) { return twice(job, where); };
        builder.keep = &shape.keep;
        builder.own = shape.own;
        auto done = parse(window, builder);
        if (done) {
            done = sink(builder.take(), reader->line());
        } else if (done.error().code != ErrorCode::BadEncoding) {
            const auto& bad = done.error();
            done = job.problem(bad.what, bad.where, bad.remedy);
        }
        if (!done)
            return done;
    }
}

} // namespace

Result<void> readRecords(ReadJob& job, const RecordSink& sink, const RecordShape& shape) {
    auto lines = shape.list ? Result<bool>(false) : isLines(job);
    if (!lines)
        return lines.error();
    return *lines ? readLines(job, sink, shape) : readWhole(job, sink, shape);
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
        JsonCapture lists;
        JsonBuilder builder(window, lists, {}, false);
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

std::optional<std::int64_t> wholeNumberOf(const json& value) {
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX)
        return {};
    return value.is_number_integer() ? std::optional(value.get<std::int64_t>()) : std::nullopt;
}

std::optional<std::int64_t> wholeIn(const json& record, const char* key) {
    const auto* found = member(record, key);
    return found ? wholeNumberOf(*found) : std::nullopt;
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
