// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/hugging_face.h"
#include "core/io/json_read.h"

namespace evenspan::io {

// One record: all but its entities, whose tags' scheme is not known yet.
struct Row {
    DocumentDraft document;
    // Number of the word and of its tag in the table, but for those of O.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> tags;
    std::uint64_t line = 0;

    std::size_t weight() const {
        return sizeof *this + document.text.size()
            + document.grid.tokens.size() * sizeof document.grid.tokens[0]
            + tags.size() * sizeof tags[0] + document.metadata.size() * 128;
    }
};

// The tags of a file, each once; O is number 0.
class TagTable {
public:
    TagTable() { (void)numberOf("O"); }
    std::uint32_t numberOf(std::string_view tag) {
        if (tag == "O" && !m_tags.empty())
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

// The rows of a file, one after another: which columns they have, and what they say.
class RowReader {
public:
    // Its settings and findings are the job's.
    explicit RowReader(ReadJob& job)
        : m_job(job)
        , m_split(job.split()) { }

    // Of tags that are numbers: by the setting, else from a file beside this one.
    Result<void> findNames();
    // Calls sink for each row. What is no row goes to the problems of `job`, which is the one above
    // or another one of the same file.
    using RowSink = std::function<Result<void>(Row&&)>;
    Result<void> read(ReadJob& job, const RowSink& sink);
    const std::string& tag(std::uint32_t number) const { return m_table[number]; }

private:
    Result<bool> take(ReadJob& job, nlohmann::json& record, Row& row);
    void findColumns(const nlohmann::json& record);
    Result<bool> takeTags(ReadJob& job, const nlohmann::json& tags, Row& row, std::size_t& count);
    bool takePlain(ReadJob& job, std::string_view text, Row& row);
    const char* plainTags(const char* at, const char* end, Row& row, std::size_t& count);
    void begin(Row& row, bool tagged);
    std::string unnamed() const;

    ReadJob& m_job;
    std::string m_split, m_wordKey, m_tagKey;
    std::vector<std::string> m_names; // of tags that are numbers
    TagTable m_table;
    std::uint64_t m_number = 0; // of the record
    // Of the record at hand.
    std::vector<std::string_view> m_keys;
    WordJoiner m_joiner;
};

} // namespace evenspan::io
