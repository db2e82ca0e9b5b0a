// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/hugging_face_rows.h"

#include "core/io/conll_layout.h"
#include "core/io/json_packed.h"
#include "core/io/json_plain.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::io {

using nlohmann::json;

namespace {

// A list of the record: kept as RecordPart::Words, or as it stands.
json* listIn(json& record, const std::string& key) {
    if (key.empty() || !record.is_object())
        return nullptr;
    const auto part = record.find(key);
    return part != record.end() && (part->is_array() || part->is_binary()) ? &*part : nullptr;
}

} // namespace

DocumentDraft rowDocument(WordJoiner& words) {
    DocumentDraft document;
    (void)words.appendTo(document.text, 0, document.grid.tokens);
    document.grid.sentenceStarts = {0};
    document.gridImported = true;
    return document;
}

void addEntities(DocumentDraft& document, std::vector<Mention>& mentions, std::uint32_t first,
    const std::function<void()>& lost) {
    const auto& tokens = document.grid.tokens;
    for (auto& mention : mentions) {
        SpanDraft span;
        span.range = {tokens[first + mention.begin].begin, tokens[first + mention.end - 1].end};
        span.label = std::move(mention.label);
        span.source = SpanSource::Import;
        if (!span.range.empty())
            document.spans.push_back(std::move(span));
        else if (lost)
            lost();
    }
}

Result<void> RowReader::findNames() {
    if (const auto setting = m_job.setting("names"); !setting.empty()) {
        auto names = tagNamesFrom(setting);
        if (!names)
            return names.error();
        m_names = std::move(*names);
        return {};
    }
    for (const char* beside : {"dataset_info.json", "dataset_infos.json", "config.json"}) {
        std::error_code failed;
        const auto path = m_job.path().parent_path() / beside;
        if (!m_names.empty() || !std::filesystem::is_regular_file(path, failed))
            continue;
        if (auto names = tagNamesFrom(path.string())) {
            m_names = std::move(*names);
            m_job.found("names", beside, "the list of tags stands beside the file");
        }
    }
    return {};
}

Result<void> RowReader::read(ReadJob& job, const RowSink& sink) {
    RecordShape shape;
    // The first record tells which columns they are.
    shape.keep = [this](const std::string& key) {
        return !m_wordKey.empty() && (key == m_wordKey || key == m_tagKey) ? RecordPart::Words
                                                                           : RecordPart::All;
    };
    m_number = 0;
    shape.quick = [&](std::string_view text, std::uint64_t line) -> Result<bool> {
        Row row;
        row.line = line;
        if (!takePlain(job, text, row))
            return false;
        auto done = sink(std::move(row));
        return done ? Result<bool>(true) : done.error();
    };
    return readRecords(
        job,
        [&](json&& record, std::uint64_t line) -> Result<void> {
            Row row;
            row.line = line;
            ++m_number;
            auto found = take(job, record, row);
            if (!found)
                return found.error();
            return *found ? sink(std::move(row)) : Result<void>();
        },
        shape);
}

// False after a problem.
Result<bool> RowReader::take(ReadJob& job, json& record, Row& row) {
    const auto where = [&] { return job.where(row.line); };
    const auto fail = [&](const char* what, const char* remedy) -> Result<bool> {
        if (auto listed = job.problem(what, where(), remedy); !listed)
            return listed.error();
        return false;
    };
    if (m_wordKey.empty())
        findColumns(record);
    json* list = listIn(record, m_wordKey);
    if (!list)
        return fail("The record has no list of words", "Mend it, or choose another format.");
    m_joiner.clear();
    if (list->is_array()) {
        for (const auto& word : *list) {
            const auto* text = word.get_ptr<const std::string*>();
            if (!text)
                return fail("A word is not a string", "Put it in quotes.");
            m_joiner.add(*text);
        }
    } else {
        eachPackedWord(list->get_binary(), [&](std::string_view word) { m_joiner.add(word); });
    }
    const auto words = m_joiner.size();
    if (words == 0)
        return fail("The record has no words", "Leave it out.");
    json* tags = listIn(record, m_tagKey);
    if (tags) {
        std::size_t count = 0;
        if (auto done = takeTags(job, *tags, row, count); !done || !*done)
            return done;
        if (count != words)
            return fail("The record has more tags than words, or fewer", "Give each word one tag.");
    }
    begin(row, tags != nullptr);
    if (row.document.text.find('\0') != std::string::npos)
        return fail("A word has a NUL character", "Remove it.");
    const auto* id = member(record, "id");
    row.document.name = id && !id->is_null() ? plainText(*id) : unnamed();
    for (const auto& [key, value] : record.items()) {
        if (key == "id" || key == m_wordKey || key == m_tagKey)
            continue;
        if (value.is_array())
            job.lost("column of words \"" + key + "\"", where());
        else
            row.document.metadata[key] = plainText(value);
    }
    return true;
}

std::string RowReader::unnamed() const {
    return m_job.path().stem().string() + ":" + std::to_string(m_number);
}

// The document of the words in m_joiner.
void RowReader::begin(Row& row, bool tagged) {
    row.document = rowDocument(m_joiner);
    row.document.state = tagged ? DocumentState::Done : DocumentState::Unseen;
    row.document.split = m_split;
}

// A row of the plainest look, which nothing is to be said of; false leaves it to take().
bool RowReader::takePlain(ReadJob& job, std::string_view text, Row& row) {
    constexpr std::size_t kMost = 16; // keys
    if (m_wordKey.empty())
        return false;
    const char* const end = text.data() + text.size();
    m_keys.clear();
    m_joiner.clear();
    std::optional<std::size_t> tags;
    std::optional<std::string_view> name;
    std::vector<std::pair<std::string_view, std::string_view>> metadata;
    std::vector<std::string_view> lists;
    // A string, or the digits of a whole number.
    const auto value = [&](const char* at, std::string_view& found) -> const char* {
        if (const char* const behind = plainString(at, end)) {
            found = between(at, behind);
            return behind;
        }
        std::uint64_t number = 0;
        const char* const behind = plainWhole(at, end, number);
        if (behind)
            found = {at, static_cast<std::size_t>(behind - at)};
        return behind;
    };
    const auto member = [&](std::string_view key, const char* at) -> const char* {
        if (key.empty() || m_keys.size() == kMost
            || std::find(m_keys.begin(), m_keys.end(), key) != m_keys.end())
            return nullptr;
        m_keys.push_back(key);
        if (key == m_wordKey)
            return plainList(at, end, [&](const char* from) {
                const char* const behind = plainString(from, end);
                if (behind)
                    m_joiner.add(
                        between(from, behind), false, static_cast<std::size_t>(end - behind));
                return behind;
            });
        if (key == m_tagKey)
            return plainTags(at, end, row, tags.emplace(0));
        if (key == "id")
            return value(at, name.emplace());
        std::string_view found;
        if (*at != '[') {
            at = value(at, found);
            metadata.emplace_back(key, found);
            return at;
        }
        lists.push_back(key);
        return plainList(at, end, [&](const char* from) { return value(from, found); });
    };
    if (plainObject(text.data(), end, member) != end || m_joiner.empty()
        || (tags && *tags != m_joiner.size()))
        return false;
    ++m_number;
    begin(row, tags.has_value());
    row.document.name = name ? std::string(*name) : unnamed();
    for (const auto& [key, text] : metadata)
        row.document.metadata.emplace(key, text);
    for (const auto key : lists)
        job.lost("column of words \"" + std::string(key) + "\"", job.where(row.line));
    return true;
}

const char* RowReader::plainTags(const char* at, const char* end, Row& row, std::size_t& count) {
    return plainList(at, end, [&](const char* from) -> const char* {
        const auto word = static_cast<std::uint32_t>(count++);
        if (end - from > 2 && from[0] == '"' && from[1] == 'O' && from[2] == '"')
            return from + 3;
        std::string_view tag;
        const char* behind = plainString(from, end);
        if (behind) {
            tag = between(from, behind);
        } else {
            std::uint64_t number = 0;
            behind = plainWhole(from, end, number);
            if (!behind || number >= m_names.size())
                return nullptr;
            tag = m_names[number];
        }
        if (isOutside(tag))
            return behind;
        if (!looksLikeTag(tag))
            return nullptr;
        row.tags.emplace_back(word, m_table.numberOf(tag));
        return behind;
    });
}

void RowReader::findColumns(const json& record) {
    m_wordKey = rowWordKey(record);
    if (m_wordKey.empty())
        return;
    const auto asked = m_job.setting("label");
    m_tagKey = asked.empty() ? rowTagKey(record, record[m_wordKey].size()) : asked;
    std::vector<std::string> others;
    for (const auto& [key, value] : record.items())
        if (key != m_wordKey && value.is_array() && value.size() == record[m_wordKey].size())
            others.push_back(key);
    others.emplace_back("none");
    m_job.found("label", m_tagKey.empty() ? "none" : m_tagKey,
        asked.empty() ? "it is as long as the words and holds tags" : "asked for",
        std::move(others));
}

Result<bool> RowReader::takeTags(ReadJob& job, const json& tags, Row& row, std::size_t& count) {
    const auto fail = [&](const char* what, const char* remedy) -> Result<bool> {
        if (auto listed = job.problem(what, job.where(row.line), remedy); !listed)
            return listed.error();
        return false;
    };
    const auto add = [&](std::string_view tag) {
        const auto word = static_cast<std::uint32_t>(count++);
        if (isOutside(tag))
            return true;
        if (!looksLikeTag(tag))
            return false;
        row.tags.emplace_back(word, m_table.numberOf(tag));
        return true;
    };
    constexpr auto kNoTag = "A tag is none of a tag scheme";
    constexpr auto kRemedy = "Tags are O, or a letter of a tag scheme, '-' and a label.";
    if (tags.is_binary()) {
        bool good = true;
        eachPackedWord(tags.get_binary(), [&](std::string_view tag) { good = add(tag) && good; });
        if (!good)
            return fail(kNoTag, kRemedy);
        return true;
    }
    for (const auto& tag : tags) {
        if (const auto* text = tag.get_ptr<const std::string*>()) {
            if (!add(*text))
                return fail(kNoTag, kRemedy);
            continue;
        }
        const auto number = wholeNumberOf(tag);
        if (number && m_names.empty())
            return Error{ErrorCode::BadFormat, kTagsAreNumbers, job.where(row.line),
                "Give their names in order, such as O,B-PER,I-PER, or the path of a list "
                "(--set names=…)."};
        if (!number || *number < 0 || *number >= static_cast<std::int64_t>(m_names.size()))
            return fail("A tag has no name", "Check the list of names.");
        if (!add(m_names[static_cast<std::size_t>(*number)]))
            return fail(kNoTag, kRemedy);
    }
    return true;
}

} // namespace evenspan::io
