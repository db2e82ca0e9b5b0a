// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/hugging_face.h"

#include "core/io/conll_dialect.h"
#include "core/io/conll_layout.h"
#include "core/io/json_packed.h"
#include "core/io/json_read.h"

#include <algorithm>
#include <deque>
#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

using nlohmann::json;

// One record, with its words and tags in a few bytes.
struct Row {
    std::vector<std::uint8_t> words; // see json_packed.h
    // Number of the word and of its tag in the table, but for those of O.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> tags;
    bool tagged = false;
    std::optional<std::string> name;
    std::map<std::string, std::string> metadata;
    std::uint64_t line = 0, number = 0;

    std::size_t weight() const {
        return sizeof *this + words.size() + tags.size() * sizeof tags[0] + metadata.size() * 128;
    }
};

// The tags of a file, each once; O is number 0.
class TagTable {
public:
    TagTable() { (void)numberOf("O"); }
    std::uint32_t numberOf(std::string_view tag) {
        if (isOutside(tag) && !m_tags.empty())
            return 0;
        if (m_last < m_tags.size() && *m_tags[m_last] == tag)
            return m_last;
        const auto found = m_numbers.find(tag);
        if (found != m_numbers.end())
            return m_last = found->second;
        const auto number = static_cast<std::uint32_t>(m_tags.size());
        m_tags.push_back(&m_numbers.emplace(tag, number).first->first);
        return number;
    }
    const std::string& operator[](std::uint32_t number) const { return *m_tags[number]; }

private:
    std::map<std::string, std::uint32_t, std::less<>> m_numbers;
    std::vector<const std::string*> m_tags;
    std::uint32_t m_last = 0; // asked for
};

class HuggingFaceReader {
public:
    HuggingFaceReader(ReadJob& job, std::size_t most)
        : m_job(job)
        , m_most(most)
        , m_split(job.split()) { }

    Result<void> run() {
        if (auto named = findNames(); !named)
            return named;
        SchemeDetector detector;
        std::deque<Row> waiting;
        std::size_t weight = 0;
        bool again = false;
        const auto look = [&](Row&& row) -> Result<void> {
            eachRun(
                row, [&](std::uint32_t, std::span<const std::string> run) { detector.add(run); });
            weight += row.weight();
            if (weight > m_most) {
                again = true;
                waiting = {};
            }
            if (!again)
                waiting.push_back(std::move(row));
            return {};
        };
        if (auto done = readRows(m_job, look); !done)
            return done;
        if (auto known = decide(detector); !known)
            return known;
        m_job.report().unit = "record";
        m_job.report().scheme = m_scheme ? tagSchemeName(*m_scheme) : "";
        for (auto& row : waiting) {
            if (auto done = deliver(std::move(row)); !done)
                return done;
            row = {};
        }
        if (!again)
            return {};
        // What it complains about was told the first time.
        struct NoSink : DocumentSink {
            Result<void> add(DocumentDraft&&) override { return {}; }
        } nowhere;
        ImportOptions lenient = m_job.options();
        lenient.skipBad = true;
        ImportReport aside;
        ReadJob second(m_job.path(), lenient, nowhere, aside, m_job.stop(), {});
        return readRows(second, [&](Row&& row) { return deliver(std::move(row)); });
    }

private:
    using RowSink = std::function<Result<void>(Row&&)>;

    Result<void> findNames() {
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

    // The rows of the file; what is no row goes to the job's problems.
    Result<void> readRows(ReadJob& job, const RowSink& sink) {
        RecordShape shape;
        // The first record tells which columns they are.
        shape.keep = [this](const std::string& key) {
            return !m_wordKey.empty() && (key == m_wordKey || key == m_tagKey) ? RecordPart::Words
                                                                               : RecordPart::All;
        };
        std::uint64_t number = 0;
        return readRecords(
            job,
            [&](json&& record, std::uint64_t line) -> Result<void> {
                Row row;
                row.line = line;
                row.number = ++number;
                auto found = take(job, record, row);
                if (!found)
                    return found.error();
                return *found ? sink(std::move(row)) : Result<void>();
            },
            shape);
    }

    // False after a problem.
    Result<bool> take(ReadJob& job, json& record, Row& row) {
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
        std::size_t words = 0;
        if (list->is_array()) {
            m_words.clear();
            for (const auto& word : *list) {
                const auto* text = word.get_ptr<const std::string*>();
                if (!text)
                    return fail("A word is not a string", "Put it in quotes.");
                m_words.push_back(*text);
            }
            words = m_words.size();
            row.words = packWords(m_words);
        } else {
            std::vector<std::uint8_t>& bytes = list->get_binary();
            eachPackedWord(bytes, [&](std::string_view) { ++words; });
            row.words = std::move(bytes);
        }
        if (words == 0)
            return fail("The record has no words", "Leave it out.");
        if (json* tags = listIn(record, m_tagKey)) {
            row.tagged = true;
            std::size_t count = 0;
            if (auto done = takeTags(job, *tags, row, count); !done || !*done)
                return done;
            if (count != words)
                return fail(
                    "The record has more tags than words, or fewer", "Give each word one tag.");
        }
        if (const auto* id = member(record, "id"); id && !id->is_null())
            row.name = plainText(*id);
        for (const auto& [key, value] : record.items()) {
            if (key == "id" || key == m_wordKey || key == m_tagKey)
                continue;
            if (value.is_array())
                job.lost("column of words \"" + key + "\"", where());
            else
                row.metadata[key] = plainText(value);
        }
        return true;
    }

    void findColumns(const json& record) {
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

    // A list of the record: kept as RecordPart::Words, or as it stands.
    static json* listIn(json& record, const std::string& key) {
        if (key.empty() || !record.is_object())
            return nullptr;
        const auto part = record.find(key);
        return part != record.end() && (part->is_array() || part->is_binary()) ? &*part : nullptr;
    }

    Result<bool> takeTags(ReadJob& job, const json& tags, Row& row, std::size_t& count) {
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
            eachPackedWord(
                tags.get_binary(), [&](std::string_view tag) { good = add(tag) && good; });
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
            const auto number = wholeNumber(tag);
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

    template <class Take> void eachRun(const Row& row, Take&& take) {
        m_runs.clear();
        for (const auto& [word, tag] : row.tags)
            m_runs.add(word, m_table[tag]);
        m_runs.each(take);
    }

    Result<void> decide(const SchemeDetector& detector) {
        if (detector.labelledTags() == 0)
            return {};
        m_scheme = m_job.options().scheme ? m_job.options().scheme : detector.best();
        if (!m_scheme)
            return Error{ErrorCode::BadFormat, "The tags mix letters of several schemes",
                m_job.path().string(), "Name the scheme, or mend the tags."};
        std::string why;
        for (const auto& [scheme, violations] : detector.ranking())
            why += (why.empty() ? "tags that break each scheme: " : ", ")
                + std::string(tagSchemeName(scheme)) + " " + std::to_string(violations);
        m_job.found("scheme", tagSchemeName(*m_scheme), why);
        return {};
    }

    Result<void> deliver(Row&& row) {
        const auto where = [&] { return m_job.where(row.line); };
        std::vector<Mention> mentions;
        if (m_scheme)
            eachRun(row, [&](std::uint32_t first, std::span<const std::string> run) {
                m_repairs.clear();
                auto found =
                    mentionsFromTags(run, *m_scheme, evenspan::Reading::Lenient, &m_repairs);
                for (const auto& repair : m_repairs)
                    m_job.repaired(repair.tag + " read as " + repair.readAs, where());
                for (auto& mention : found)
                    mentions.push_back(
                        {first + mention.begin, first + mention.end, std::move(mention.label)});
            });
        unpackWords(row.words, m_words);
        auto document = rowDocument(m_words, std::move(mentions),
            [&] { m_job.lost("entity on a word without characters", where()); });
        if (document.text.find('\0') != std::string::npos)
            return m_job.problem("A word has a NUL character", where(), "Remove it.");
        document.name = row.name ? std::move(*row.name)
                                 : m_job.path().stem().string() + ":" + std::to_string(row.number);
        document.state = row.tagged ? DocumentState::Done : DocumentState::Unseen;
        document.split = m_split;
        document.metadata = std::move(row.metadata);
        return m_job.deliver(std::move(document));
    }

    ReadJob& m_job;
    std::size_t m_most; // bytes of rows that wait
    std::string m_split, m_wordKey, m_tagKey;
    std::vector<std::string> m_names; // of tags that are numbers
    TagTable m_table;
    std::optional<TagScheme> m_scheme;
    // Of the record at hand.
    std::vector<std::string_view> m_words;
    TagRuns m_runs;
    std::vector<TagRepair> m_repairs;
};

} // namespace

DocumentDraft rowDocument(std::span<const std::string_view> words, std::vector<Mention>&& mentions,
    const std::function<void()>& lost) {
    DocumentDraft document;
    auto placed = joinWords(words);
    document.text = std::move(placed.text);
    document.grid.tokens = std::move(placed.ranges);
    document.grid.sentenceStarts = {0};
    document.gridImported = true;
    document.spans.reserve(mentions.size());
    for (auto& mention : mentions) {
        SpanDraft span;
        span.range = {
            document.grid.tokens[mention.begin].begin, document.grid.tokens[mention.end - 1].end};
        span.label = std::move(mention.label);
        span.source = SpanSource::Import;
        if (!span.range.empty())
            document.spans.push_back(std::move(span));
        else if (lost)
            lost();
    }
    return document;
}

Result<void> readHuggingFace(ReadJob& job, std::size_t most) {
    return HuggingFaceReader(job, most).run();
}

} // namespace evenspan::io
