// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/hugging_face.h"

#include "core/io/json_text.h"
#include "core/schema/align.h"
#include "core/text/grid.h"
#include "core/text/utf8.h"

namespace evenspan::io {

namespace {

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
        m_joiner.clear();
        for (const auto word : words)
            m_joiner.add(word);
        auto kept = rowDocument(m_joiner);
        auto said = mentionsFromTags(tags, m_scheme);
        addEntities(kept, said);
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
    WordJoiner m_joiner;
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
    return {"hf-json", "Hugging Face rows of words and tags", sniffHuggingFace,
        [](ReadJob& job) { return readHuggingFace(job); }, makeHuggingFaceWriter, "label names"};
}

Format parquetFormat() {
    return {"parquet", "Parquet", sniffParquet, readParquet};
}

} // namespace evenspan::io
