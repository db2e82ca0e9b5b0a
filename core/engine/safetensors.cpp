// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/safetensors.h"

#include "core/base/files.h"
#include "core/base/half.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <vector>

namespace evenspan::engine {

namespace {

using SortedJson = nlohmann::json;

constexpr std::uint64_t kMaxHeader = 100'000'000;
constexpr std::uint64_t kMaxSize = (std::uint64_t{1} << 48) - 1; // of a dimension, of a file
constexpr std::size_t kMaxDepth = 4;

Error corrupt(const std::string& what, const std::string& where) {
    return {ErrorCode::Corrupt, "The weights file is damaged: " + what, where,
        "Fetch or copy the file again and compare its SHA-256."};
}

struct NamedType {
    const char* name;
    DType type;
};
constexpr NamedType kTypes[] = {{"F32", DType::F32}, {"F16", DType::F16}, {"BF16", DType::BF16},
    {"I64", DType::I64}, {"I32", DType::I32}};

// Legal types of the format that no encoder weight has: with their width, for the size rules.
struct OtherType {
    const char* name;
    std::uint64_t width;
};
constexpr OtherType kOthers[] = {{"BOOL", 1}, {"U8", 1}, {"I8", 1}, {"F8_E4M3", 1}, {"F8_E5M2", 1},
    {"F8_E8M0", 1}, {"I16", 2}, {"U16", 2}, {"U32", 4}, {"F64", 8}, {"U64", 8}, {"C64", 8}};

// Parses with a bound on depth and without keys that stand twice.
std::optional<SortedJson> parseHeader(const std::string_view text, std::string& why) {
    std::vector<std::set<std::string>> keys;
    bool twice = false, deep = false;
    const auto watch = [&](int depth, SortedJson::parse_event_t event, SortedJson& value) {
        if (event == SortedJson::parse_event_t::object_start) {
            keys.emplace_back();
            deep = deep || static_cast<std::size_t>(depth) > kMaxDepth;
        } else if (event == SortedJson::parse_event_t::object_end && !keys.empty()) {
            keys.pop_back();
        } else if (event == SortedJson::parse_event_t::array_start) {
            deep = deep || static_cast<std::size_t>(depth) > kMaxDepth;
        } else if (event == SortedJson::parse_event_t::key && !keys.empty()) {
            twice = twice || !keys.back().insert(value.get<std::string>()).second;
        }
        return !deep;
    };
    auto json = SortedJson::parse(text.begin(), text.end(), watch, false);
    why = deep                                     ? "its header is nested too deep"
        : twice                                    ? "a key stands twice in its header"
        : json.is_discarded() || !json.is_object() ? "its header is not a JSON object"
                                                   : "";
    if (!why.empty())
        return std::nullopt;
    return json;
}

std::optional<std::uint64_t> unsignedOf(const SortedJson& value) {
    if (!value.is_number_integer() || (value.is_number_integer() && !value.is_number_unsigned()))
        return std::nullopt;
    const auto number = value.get<std::uint64_t>();
    return number <= kMaxSize ? std::optional(number) : std::nullopt;
}

struct Entry {
    std::string name;
    DType type = DType::F32;
    std::string otherType; // empty: `type` holds
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0, end = 0;
};

// Empty `why`: the entry is in order.
Entry readEntry(const std::string& name, const SortedJson& json, std::string& why) {
    Entry entry;
    entry.name = name;
    const auto fail = [&](const char* what) { why = "tensor " + name + ": " + what; };
    if (!json.is_object() || !json.contains("dtype") || !json.contains("shape")
        || !json.contains("data_offsets") || json.size() != 3)
        return fail("not just dtype, shape and data_offsets"), entry;
    const auto& offsets = json["data_offsets"];
    const auto& shape = json["shape"];
    if (!json["dtype"].is_string() || !shape.is_array() || !offsets.is_array()
        || offsets.size() != 2)
        return fail("a field of the wrong kind"), entry;
    const auto type = json["dtype"].get<std::string>();
    std::uint64_t size = 0;
    for (const auto& t : kTypes)
        if (type == t.name) {
            entry.type = t.type;
            size = widthOf(t.type);
        }
    for (const auto& t : kOthers)
        if (type == t.name) {
            entry.otherType = type;
            size = t.width;
        }
    if (size == 0)
        return fail("an unknown type"), entry;
    for (const auto& value : shape) {
        const auto dimension = unsignedOf(value);
        if (!dimension)
            return fail("a dimension that is no size"), entry;
        if (__builtin_mul_overflow(size, *dimension, &size) || size > kMaxSize)
            return fail("a size that overflows"), entry;
        entry.shape.push_back(static_cast<std::int64_t>(*dimension));
    }
    const auto begin = unsignedOf(offsets[0]), end = unsignedOf(offsets[1]);
    if (!begin || !end || *begin > *end)
        return fail("offsets that make no range"), entry;
    if (*end - *begin != size)
        return fail("its bytes do not fit its shape"), entry;
    entry.begin = *begin;
    entry.end = *end;
    return entry;
}

bool looksLikePickle(const std::string& bytes) {
    return bytes.rfind("PK\x03\x04", 0) == 0
        || (bytes.size() > 1 && bytes[0] == '\x80' && bytes[1] >= 2 && bytes[1] <= 5
            && (bytes.size() < 9 || bytes[8] != '{'));
}

} // namespace

bool hasPickleName(const std::filesystem::path& path) {
    static const std::set<std::string> endings{".bin", ".pt", ".pth", ".ckpt", ".pkl"};
    return endings.contains(path.extension().string());
}

Error pickleRefused(const std::string& where) {
    return {ErrorCode::Unsafe, "The weights are a pickle, which can run code when it is read",
        where, "Take the same model as safetensors, or convert it where it was made."};
}

std::size_t widthOf(DType type) {
    switch (type) {
    case DType::F32:
    case DType::I32:
        return 4;
    case DType::F16:
    case DType::BF16:
        return 2;
    case DType::I64:
        return 8;
    }
    return 4;
}

Result<std::vector<float>> floatsOf(const TensorView& view) {
    if (view.type == DType::I64 || view.type == DType::I32)
        return Error{ErrorCode::Unsupported, "A weight holds integers", "model.safetensors",
            "Choose another model."};
    const std::size_t width = view.type == DType::F32 ? 4 : 2;
    std::vector<float> out(view.bytes.size() / width);
    if (view.type == DType::F32) {
        if (!out.empty())
            std::memcpy(out.data(), view.bytes.data(), out.size() * width);
        return out;
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::uint16_t bits = 0;
        std::memcpy(&bits, view.bytes.data() + i * width, width);
        out[i] = view.type == DType::F16 ? floatFromHalf(bits) : floatFromBf16(bits);
    }
    return out;
}

TensorView viewOf(const Tensor& tensor) {
    return {DType::F32, tensor.shape, std::as_bytes(std::span(tensor.values))};
}

WeightViews viewsOf(const std::map<std::string, Tensor>& tensors) {
    WeightViews views;
    for (const auto& [name, tensor] : tensors)
        views.emplace(name, viewOf(tensor));
    return views;
}

Result<SafetensorsFile> SafetensorsFile::open(const std::filesystem::path& path) {
    try {
        auto bytes = readFile(path);
        if (!bytes)
            return bytes.error();
        return parse(std::move(*bytes), path.string());
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "The weights do not fit into memory", path.string(),
            "Close other programs or take a smaller model."};
    }
}

Result<SafetensorsFile> SafetensorsFile::parse(std::string bytes, const std::string& where) {
    if (looksLikePickle(bytes))
        return pickleRefused(where);
    if (bytes.size() < 8)
        return corrupt("it is shorter than its head", where);
    std::uint64_t length = 0;
    for (int i = 7; i >= 0; --i)
        length = length << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
    if (length > kMaxHeader)
        return corrupt("its header claims more than 100,000,000 bytes", where);
    if (length > bytes.size() - 8)
        return corrupt("its header is longer than the file", where);
    const auto text = std::string_view(bytes).substr(8, length);
    // Blanks may follow the closing brace and nothing else; the parser would take a NUL for the end
    // of its input and overlook what stands behind.
    const auto last = text.find_last_not_of(' ');
    if (last == text.npos || text.front() != '{' || text[last] != '}'
        || text.find('\0') != text.npos)
        return corrupt("its header is not one JSON object", where);
    std::string why;
    const auto header = parseHeader(text, why);
    if (!header)
        return corrupt(why, where);

    SafetensorsFile file;
    std::vector<Entry> entries;
    for (const auto& [name, value] : header->items()) {
        if (name == "__metadata__") {
            if (!value.is_object())
                return corrupt("its metadata is not an object", where);
            for (const auto& [key, item] : value.items()) {
                if (!item.is_string())
                    return corrupt("its metadata holds more than texts", where);
                file.m_metadata[key] = item.get<std::string>();
            }
            continue;
        }
        entries.push_back(readEntry(name, value, why));
        if (!why.empty())
            return corrupt(why, where);
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
    });
    const std::uint64_t room = bytes.size() - 8 - length;
    std::uint64_t at = 0;
    for (const auto& entry : entries) {
        if (entry.begin != at)
            return corrupt(entry.begin < at ? "tensors overlap at " + entry.name
                                            : "a hole before tensor " + entry.name,
                where);
        at = entry.end;
        if (at > room)
            return corrupt("it ends inside tensor " + entry.name, where);
    }
    if (at != room)
        return corrupt("bytes follow its last tensor", where);

    file.m_bytes = std::make_shared<const std::string>(std::move(bytes));
    const auto all = std::as_bytes(std::span(*file.m_bytes)).subspan(8 + length);
    for (auto& entry : entries)
        if (!entry.otherType.empty())
            file.m_otherTypes[entry.name] = entry.otherType;
        else
            file.m_tensors[entry.name] = {entry.type, std::move(entry.shape),
                all.subspan(entry.begin, entry.end - entry.begin)};
    return file;
}

Result<void> writeSafetensors(const std::filesystem::path& path, const WeightViews& tensors,
    const std::map<std::string, std::string>& metadata) {
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::uint64_t at = 0;
    for (const auto& [name, view] : tensors) {
        std::uint64_t size = widthOf(view.type);
        for (const auto dimension : view.shape)
            size *= static_cast<std::uint64_t>(dimension);
        if (size != view.bytes.size())
            return Error{
                ErrorCode::InvalidArgument, "A tensor's bytes do not fit its shape", name, {}};
        const char* type = "F32";
        for (const auto& t : kTypes)
            if (t.type == view.type)
                type = t.name;
        header[name] = {{"dtype", type}, {"shape", view.shape}, {"data_offsets", {at, at + size}}};
        at += size;
    }
    std::string text = header.dump(-1, ' ', false, SortedJson::error_handler_t::replace);
    text.resize((text.size() + 7) / 8 * 8, ' '); // values start at a multiple of 8
    std::string head(8, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        head[i] = static_cast<char>(text.size() >> (8 * i) & 0xff);
    auto file = AtomicFile::create(path);
    if (!file)
        return file.error();
    for (const std::string_view part : {std::string_view(head), std::string_view(text)})
        if (auto done = file->write(part); !done)
            return done;
    for (const auto& [name, view] : tensors) {
        const std::string_view part(
            reinterpret_cast<const char*>(view.bytes.data()), view.bytes.size());
        if (auto done = file->write(part); !done)
            return done;
    }
    return file->commit();
}

} // namespace evenspan::engine
