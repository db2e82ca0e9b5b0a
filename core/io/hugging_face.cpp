// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of words and tags as `datasets` keeps them in JSON (huggingface.co/docs/datasets): "tokens"
// beside tags as strings, or as numbers of a list of names that stands outside the rows. There are
// no blanks: the words are joined.
#include "core/io/conll_dialect.h"
#include "core/io/conll_layout.h"
#include "core/io/json_packed.h"
#include "core/io/json_text.h"
#include "core/io/json_write.h"
#include "core/io/span_records.h"
#include "core/schema/align.h"
#include "core/text/grid.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::io {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::array kWordKeys{"tokens", "words", "token"};

std::string wordKeyOf(const json& record) {
    for (const char* key : kWordKeys)
        if (const auto* list = arrayIn(record, key);
            list && !list->empty() && (*list)[0].is_string())
            return key;
    return {};
}

// The column as long as the words whose values are tags or numbers; one named so goes first.
std::string tagKeyOf(const json& record, std::size_t words) {
    std::string best;
    int bestScore = 0;
    for (const auto& [key, value] : record.items()) {
        if (!value.is_array() || value.size() != words || value.empty())
            continue;
        const bool numbers = std::all_of(
            value.begin(), value.end(), [](const json& item) { return item.is_number_integer(); });
        const bool tags = std::all_of(value.begin(), value.end(), [](const json& item) {
            const auto* text = item.get_ptr<const std::string*>();
            return text && looksLikeTag(*text);
        });
        const bool named = key.find("ner") != std::string::npos || key == "tags" || key == "labels";
        const int score = (tags ? 4 : numbers && named ? 2 : 0) + (named && (tags || numbers));
        if (score > bestScore) {
            bestScore = score;
            best = key;
        }
    }
    return best;
}

int sniffHuggingFace(const FileHead& head, std::vector<std::string>& reasons) {
    const auto record = firstRecord(head);
    if (!record)
        return 0;
    const auto words = wordKeyOf(*record);
    if (words.empty() || stringIn(*record, "text"))
        return 0;
    const auto tags = tagKeyOf(*record, (*record)[words].size());
    reasons = {"records have \"" + words + "\"" + (tags.empty() ? "" : " and \"" + tags + "\"")};
    return tags.empty() ? 50 : 92;
}

// "O,B-PER,…", or a file: JSON (a list, or anything with "names" or "id2label" in it) or lines.
Result<std::vector<std::string>> namesFrom(const std::string& setting) {
    std::vector<std::string> names;
    const auto cut = [&](std::string_view text, char at) {
        for (std::size_t from = 0; from <= text.size();) {
            const auto end = std::min(text.find(at, from), text.size());
            auto name = text.substr(from, end - from);
            while (!name.empty() && (name.back() == '\r' || name.back() == ' '))
                name.remove_suffix(1);
            if (!name.empty())
                names.emplace_back(name);
            from = end + 1;
        }
    };
    std::error_code failed;
    if (!std::filesystem::is_regular_file(setting, failed)) {
        cut(setting, ',');
        return names;
    }
    auto text = readTextFile(setting, {}, std::uint64_t{16} << 20);
    if (!text)
        return text.error();
    if (text->find_first_of("[{") != 0) {
        cut(*text, '\n');
        return names;
    }
    auto value = parseJson(*text, setting);
    if (!value)
        return value.error();
    const std::function<void(const json&)> look = [&](const json& at) {
        if (!names.empty())
            return;
        if (const auto* list = arrayIn(at, "names"))
            for (const auto& name : *list)
                names.push_back(plainText(name));
        else if (const auto* map = member(at, "id2label"); map && map->is_object())
            for (std::size_t i = 0; map->contains(std::to_string(i)); ++i)
                names.push_back(plainText((*map)[std::to_string(i)]));
        else if (at.is_structured())
            for (const auto& part : at)
                look(part);
    };
    if (value->is_array() && !value->empty() && (*value)[0].is_string())
        for (const auto& name : *value)
            names.push_back(plainText(name));
    else
        look(*value);
    return names;
}

// The document that words and mentions make, as a reader finds it.
DocumentDraft documentOf(std::span<const std::string_view> words,
    const std::vector<Mention>& mentions, ReadJob* job, const std::string& where) {
    DocumentDraft document;
    auto placed = joinWords(words);
    document.text = std::move(placed.text);
    document.grid.tokens = std::move(placed.ranges);
    document.grid.sentenceStarts = {0};
    document.gridImported = true;
    for (const auto& mention : mentions) {
        SpanDraft span;
        span.range = {
            document.grid.tokens[mention.begin].begin, document.grid.tokens[mention.end - 1].end};
        span.label = mention.label;
        span.source = SpanSource::Import;
        if (!span.range.empty())
            document.spans.push_back(std::move(span));
        else if (job)
            job->lost("entity on a word without characters", where);
    }
    return document;
}

// Of one record, as long as it lives.
struct Row {
    std::vector<std::string_view> words; // in the first look at a file as many, and empty
    CellList tags;
    bool tagged = false;
};

class HuggingFaceReader {
public:
    explicit HuggingFaceReader(ReadJob& job)
        : m_job(job) { }

    Result<void> run() {
        if (const auto setting = m_job.setting("names"); !setting.empty()) {
            auto names = namesFrom(setting);
            if (!names)
                return names.error();
            m_names = std::move(*names);
        } else {
            for (const char* beside : {"dataset_info.json", "dataset_infos.json", "config.json"}) {
                std::error_code failed;
                const auto path = m_job.path().parent_path() / beside;
                if (!m_names.empty() || !std::filesystem::is_regular_file(path, failed))
                    continue;
                if (auto names = namesFrom(path.string())) {
                    m_names = std::move(*names);
                    m_job.found("names", beside, "the list of tags stands beside the file");
                }
            }
        }
        if (auto scheme = findScheme(); !scheme)
            return scheme;
        m_job.report().unit = "record";
        m_job.report().scheme = m_scheme ? tagSchemeName(*m_scheme) : "";
        std::uint64_t number = 0;
        const auto split = m_job.split();
        // The columns are known by now, or no record has any.
        RecordShape shape;
        shape.keep = [words = m_wordKey, tags = m_tagKey](const std::string& key) {
            return !words.empty() && (key == words || key == tags) ? RecordPart::Words
                                                                   : RecordPart::All;
        };
        const auto read = [&](json&& record, std::uint64_t line) -> Result<void> {
            const auto where = m_job.where(line);
            ++number;
            auto found = take(m_job, record, where);
            if (!found)
                return found.error();
            if (!*found)
                return {};
            const auto& row = m_row;
            std::vector<Mention> mentions;
            if (m_scheme && row.tagged) {
                std::vector<TagRepair> repairs;
                mentions = mentionsFromTags(row.tags.all(), *m_scheme, Reading::Lenient, &repairs);
                for (const auto& repair : repairs)
                    m_job.repaired(repair.tag + " read as " + repair.readAs, where);
            }
            auto document = documentOf(row.words, mentions, &m_job, where);
            if (document.text.find('\0') != std::string::npos)
                return m_job.problem("A word has a NUL character", where, "Remove it.");
            const auto* id = member(record, "id");
            document.name = id && !id->is_null()
                ? plainText(*id)
                : m_job.path().stem().string() + ":" + std::to_string(number);
            document.state = row.tagged ? DocumentState::Done : DocumentState::Unseen;
            document.split = split;
            for (const auto& [key, value] : record.items()) {
                if (key == "id" || key == m_wordKey || key == m_tagKey)
                    continue;
                if (value.is_array())
                    m_job.lost("column of words \"" + key + "\"", where);
                else
                    document.metadata[key] = plainText(value);
            }
            return m_job.deliver(std::move(document));
        };
        return readRecords(m_job, read, shape);
    }

private:
    // A list of the record: kept as RecordPart::Words, or as it stands.
    static const json* listIn(const json& record, const std::string& key) {
        const auto* part = key.empty() ? nullptr : member(record, key.c_str());
        return part && (part->is_array() || part->is_binary()) ? part : nullptr;
    }

    // Into m_row; false after a problem.
    Result<bool> take(ReadJob& job, const json& record, const std::string& where) {
        if (m_wordKey.empty()) {
            m_wordKey = wordKeyOf(record);
            if (!m_wordKey.empty()) {
                const auto asked = m_job.setting("label");
                m_tagKey = asked.empty() ? tagKeyOf(record, record[m_wordKey].size()) : asked;
                m_job.found("label", m_tagKey.empty() ? "none" : m_tagKey,
                    asked.empty() ? "it is as long as the words and holds tags" : "asked for");
            }
        }
        const auto fail = [&](const char* what, const char* remedy) -> Result<bool> {
            if (auto listed = job.problem(what, where, remedy); !listed)
                return listed.error();
            return false;
        };
        const auto* words = listIn(record, m_wordKey);
        if (!words)
            return fail("The record has no list of words", "Mend it, or choose another format.");
        auto& row = m_row;
        row.words.clear();
        row.tags.clear();
        row.tagged = false;
        const bool counted = &job != &m_job;
        if (auto packed = packedWords(*words))
            row.words = std::move(*packed);
        else if (counted)
            row.words.resize(words->size());
        else
            for (const auto& word : *words) {
                const auto* text = word.get_ptr<const std::string*>();
                if (!text)
                    return fail("A word is not a string", "Put it in quotes.");
                row.words.push_back(*text);
            }
        if (row.words.empty())
            return fail("The record has no words", "Leave it out.");
        const auto* tags = listIn(record, m_tagKey);
        if (!tags)
            return true;
        const auto packed = packedWords(*tags);
        if ((packed ? packed->size() : tags->size()) != row.words.size())
            return fail("The record has more tags than words, or fewer", "Give each word one tag.");
        row.tagged = true;
        for (const auto& tag : packed.value_or(std::vector<std::string_view>()))
            row.tags.add(tag);
        for (std::size_t i = 0; !packed && i < tags->size(); ++i) {
            const auto& tag = (*tags)[i];
            if (const auto* text = tag.get_ptr<const std::string*>()) {
                row.tags.add(*text);
                continue;
            }
            const auto number = wholeNumber(tag);
            if (number && m_names.empty())
                return Error{ErrorCode::BadFormat,
                    "The tags are numbers, and the file does not hold their names", where,
                    "Give them in their order: --set names=O,B-PER,I-PER or a JSON file."};
            if (!number || *number < 0 || *number >= static_cast<std::int64_t>(m_names.size()))
                return fail("A tag has no name", "Check the list of names.");
            row.tags.add(m_names[static_cast<std::size_t>(*number)]);
        }
        for (const auto& tag : row.tags.all())
            if (!looksLikeTag(tag))
                return fail("A tag is none of a tag scheme",
                    "Tags are O, or a letter of a tag scheme, '-' and a label.");
        return true;
    }

    Result<void> findScheme() {
        struct NoSink : DocumentSink {
            Result<void> add(DocumentDraft&&) override { return {}; }
        } nowhere;
        ImportOptions lenient = m_job.options();
        lenient.skipBad = true;
        ImportReport aside;
        ReadJob look(m_job.path(), lenient, nowhere, aside, m_job.stop(), {});
        SchemeDetector detector;
        // Of the words their number is enough. The first record tells which they are.
        RecordShape shape;
        shape.together = true;
        shape.keep = [&](const std::string& key) {
            return m_wordKey.empty() ? RecordPart::All
                : key == m_tagKey    ? RecordPart::Words
                : key == m_wordKey   ? RecordPart::Size
                                     : RecordPart::None;
        };
        auto seen = readRecords(
            look,
            [&](json&& record, std::uint64_t line) -> Result<void> {
                auto found = take(look, record, look.where(line));
                if (!found)
                    return found.error();
                if (*found)
                    detector.add(m_row.tags.all());
                return {};
            },
            shape);
        if (!seen)
            return seen;
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

    ReadJob& m_job;
    std::string m_wordKey, m_tagKey;
    Row m_row; // the record that was taken last
    std::vector<std::string> m_names;
    std::optional<TagScheme> m_scheme;
};

Result<void> readHuggingFace(ReadJob& job) {
    return HuggingFaceReader(job).run();
}

// One row a sentence.
class HuggingFaceWriter : public DocumentWriter {
public:
    HuggingFaceWriter(const ExportOptions& options, ByteSink bytes, KeptSink kept)
        : m_scheme(options.scheme)
        , m_bytes(std::move(bytes))
        , m_kept(std::move(kept)) { }

    bool keepsWords() const override { return true; }
    std::string unit() const override { return {}; }

    Result<void> add(const DocumentDraft& document) override {
        ++m_number;
        const auto where = "document " + std::to_string(m_number);
        if (auto valid = requireUtf8(document.text, where); !valid)
            return valid;
        std::vector<SpanDraft> spans;
        for (const auto& span : document.spans)
            if (span.state == SpanState::Accepted) {
                if (!span.attributes.empty())
                    m_lost.add("span whose attributes are not kept", where);
                if (span.score)
                    m_lost.add("span whose score is not kept", where);
                spans.push_back(span);
            } else
                m_lost.add("suggestion or rejected span, not written", where);
        TokenGrid grid = document.grid;
        if (grid.tokens.empty() && !document.gridImported) {
            auto made = makeGrid(document.text);
            if (!made)
                return made.error();
            grid = std::move(*made);
        }
        const auto alignment = alignSpans(grid, spans);
        for (const auto& note : alignment.notes)
            m_lost.add(std::string("span ") + alignmentRuleName(note.rule), where);
        if (!document.metadata.empty())
            m_lost.add("document whose metadata are not kept", where);
        if (!document.split.empty())
            m_lost.add("document whose split is not kept", where);
        if (document.state != DocumentState::Done)
            m_lost.add("document whose state is not kept", where);
        if (grid.sentenceCount() > 1)
            m_lost.add("document that is cut into its sentences", where);
        if (grid.tokens.empty())
            m_lost.add("document without words", where);
        const OffsetMap map(document.text);
        for (std::size_t s = 0; s < grid.sentenceCount(); ++s)
            if (auto done = addSentence(document, map, grid, s, alignment.sentences[s], where);
                !done)
                return done;
        return {};
    }

    Result<ExportReport> finish() override {
        if (auto done = m_bytes(m_out); !done)
            return done.error();
        m_report.format = "hf-json";
        m_report.scheme = tagSchemeName(m_scheme);
        m_lost.write(m_report.lost);
        return m_report;
    }

private:
    Result<void> addSentence(const DocumentDraft& document, const OffsetMap& map,
        const TokenGrid& grid, std::size_t s, const std::vector<Mention>& mentions,
        const std::string& where) {
        std::vector<std::string_view> words;
        const auto tokens = grid.sentence(s);
        for (const auto& token : tokens)
            words.push_back(map.slice(token));
        if (words.empty())
            return {};
        std::vector<Mention> melted;
        const auto tags =
            tagsFromMentions(mentions, static_cast<std::uint32_t>(words.size()), m_scheme, &melted);
        if (!melted.empty())
            m_lost.add(
                "span that the tag scheme cannot part from its neighbour", where, melted.size());
        const auto id =
            document.name + (grid.sentenceCount() > 1 ? "#" + std::to_string(s + 1) : "");
        m_out += "{\"id\":";
        appendJson(m_out, id);
        m_out += ",\"tokens\":";
        appendJsonList(m_out, words);
        m_out += ",\"ner_tags\":";
        appendJsonList(m_out, tags);
        m_out += "}\n";
        auto kept = documentOf(words, mentionsFromTags(tags, m_scheme), nullptr, where);
        if (kept.text
            != (grid.sentenceCount() > 1 ? map.slice({tokens.front().begin, tokens.back().end})
                                         : std::string_view(document.text)))
            m_lost.add("sentence whose blanks are not kept", where);
        ++m_report.documents;
        ++m_report.sentences;
        m_report.tokens += words.size();
        m_report.spans += kept.spans.size();
        if (m_kept) {
            kept.name = id;
            kept.state = DocumentState::Done;
            m_kept(std::move(kept));
        }
        if (m_out.size() < (std::size_t{1} << 16))
            return {};
        auto done = m_bytes(m_out);
        m_out.clear();
        return done;
    }

    TagScheme m_scheme;
    ByteSink m_bytes;
    KeptSink m_kept;
    ExportReport m_report;
    Tally m_lost;
    std::string m_out;
    std::uint64_t m_number = 0;
};

std::unique_ptr<DocumentWriter> makeHuggingFaceWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept) {
    return std::make_unique<HuggingFaceWriter>(options, std::move(bytes), std::move(kept));
}

int sniffParquet(const FileHead& head, std::vector<std::string>& reasons) {
    if (head.bytes.substr(0, 4) != "PAR1")
        return 0;
    reasons = {"the file begins with PAR1"};
    return 99;
}

Result<void> readParquet(ReadJob& job) {
    return Error{ErrorCode::Unsupported, "Parquet files are not read", job.path().string(),
        "Write it as JSON lines first, in Python: datasets.load_dataset(\"parquet\", "
        "data_files=FILE)[\"train\"].to_json(\"rows.jsonl\")"};
}

} // namespace

Format huggingFaceFormat() {
    return {"hf-json", "Hugging Face rows of words and tags", sniffHuggingFace, readHuggingFace,
        makeHuggingFaceWriter, "label names"};
}

Format parquetFormat() {
    return {"parquet", "Parquet", sniffParquet, readParquet};
}

} // namespace evenspan::io
