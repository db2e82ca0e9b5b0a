// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/schema/span_parts.h"
#include "core/store/grid_codec.h"
#include "core/store/writer.h"
#include "core/store/writer_state.h"
#include "core/text/utf8.h"

#include <map>
#include <nlohmann/json.hpp>
#include <unordered_map>

namespace evenspan::store {

using nlohmann::json;

struct Import::State {
    explicit State(Writer::State& target, const std::string& name)
        : writer(target)
        , change(target, name)
        , document(target.db->prepare(
              "INSERT INTO document(id, name, split, state, hidden, characters, sentences, tokens, "
              "spans, metadata) VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?)"))
        , content(target.db->prepare("INSERT INTO content(document, sha256, text, grid_version, "
                                     "grid_source, grid) VALUES (?, ?, ?, 1, ?, ?)"))
        , span(target.db->prepare(
              "INSERT INTO span(id, document, layer, label, first, last, source, state, score, "
              "attributes, run, parts) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, NULL, ?)"))
        , sum(target.db->prepare(
              "INSERT INTO span_sum(kind, value, document, spans) VALUES (?, ?, ?, ?)"))
        , meta(target.db->prepare(
              "INSERT OR IGNORE INTO document_meta(key, value, document) VALUES (?, ?, ?)"))
        , search(target.db->prepare("INSERT INTO search(rowid, text) VALUES (?, ?)"))
        , first(target.lastId("document") + 1)
        , last(first - 1)
        , lastSpan(target.lastId("span")) { }

    Writer::State& writer;
    Change change;
    Statement document;
    Statement content;
    Statement span;
    Statement sum;
    Statement meta;
    Statement search;
    std::int64_t first;
    std::int64_t last;
    std::int64_t lastSpan;
    Counts counts;
    std::unordered_map<std::string, std::int64_t> labels;
    std::map<std::pair<int, std::int64_t>, std::int64_t> sums; // of one document
    std::map<std::pair<std::string, int>, Counts> tallies; // split and state → what is of both
    std::map<std::int64_t, std::int64_t> labelSpans; // label → accepted spans of all of them
    bool failed = false;
    bool committed = false;

    std::int64_t label(const std::string& name);
    void add(const DocumentDraft& draft);
    void commit();
};

namespace {

std::string rawSha256(const std::string& text) {
    const std::string hex = sha256Hex(text);
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string out(hex.size() / 2, '\0');
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<char>(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
    return out;
}

} // namespace

std::int64_t Import::State::label(const std::string& name) {
    const auto known = labels.find(name);
    if (known != labels.end())
        return known->second;
    std::int64_t id = 0;
    {
        Statement s = writer.db->cached("SELECT id FROM label WHERE name = ? AND gone = 0");
        s.with(name);
        if (s.step())
            id = s.integer(0);
    }
    if (id == 0) {
        LabelRow row;
        row.name = name;
        id = writer.addLabel(row);
    }
    labels.emplace(name, id);
    return id;
}

void Import::State::add(const DocumentDraft& draft) {
    const auto where = [&] { return draft.name; };
    requireText(draft.name, "A document's name");
    requireText(draft.text, "A document");
    requireText(draft.split, "A split's name");
    const std::size_t characters = countCodePoints(draft.text);
    if (!gridIsSound(draft.grid, characters))
        fail(ErrorCode::InvalidArgument, "The tokens are out of order or beyond the text", where());
    std::int64_t accepted = 0;
    for (const SpanDraft& item : draft.spans) {
        if (item.range.empty() || item.range.end > characters)
            fail(ErrorCode::InvalidArgument, "A span is empty or reaches beyond the text", where());
        accepted += item.state == SpanState::Accepted;
    }
    const std::int64_t id = last + 1;
    const std::string metadata = toJson(draft.metadata);
    document.bind(1, id).bindTextInPlace(2, draft.name).bindTextInPlace(3, draft.split);
    document.bind(4, static_cast<int>(draft.state)).bind(5, std::int64_t(characters));
    document.bind(6, std::int64_t(draft.grid.sentenceCount()));
    document.bind(7, std::int64_t(draft.grid.tokens.size())).bind(8, accepted);
    document.bindTextInPlace(9, metadata).run();

    const std::string grid = encodeGrid(draft.grid);
    const std::string sha = rawSha256(draft.text);
    content.bind(1, id).bindBlobInPlace(2, sha).bindTextInPlace(3, draft.text);
    content.bind(4, int(draft.gridImported)).bindBlobInPlace(5, grid).run();
    search.bind(1, id).bindTextInPlace(2, draft.text).run();

    for (const auto& [key, value] : draft.metadata)
        meta.with(metaValue(key), metaValue(value), id).run();

    sums.clear();
    for (const SpanDraft& item : draft.spans) {
        // A discontinuous span comes with its parts as an attribute; they have a column.
        auto kept = item.attributes;
        std::optional<std::string> parts;
        if (const auto found = kept.find(kPartsAttribute); found != kept.end())
            if (const auto read = readParts(found->second); read
                && read->front().begin == item.range.begin && read->back().end == item.range.end) {
                json list = json::array();
                for (const auto& part : *read)
                    list.push_back({part.begin, part.end});
                parts = list.dump();
                kept.erase(found);
            }
        const std::string attributes = toJson(kept);
        const std::int64_t labelId = label(item.label);
        if (item.state == SpanState::Accepted) {
            ++sums[{0, labelId}];
            ++sums[{1, static_cast<int>(item.source)}];
        }
        span.bind(1, ++lastSpan).bind(2, id).bind(3, labelId);
        span.bind(4, item.range.begin).bind(5, item.range.end);
        span.bind(6, static_cast<int>(item.source)).bind(7, static_cast<int>(item.state));
        span.bind(8, item.score).bindTextInPlace(9, attributes);
        span.bind(10, parts).run();
    }
    for (const auto& [key, spans] : sums) {
        sum.with(key.first, key.second, id, spans).run();
        if (key.first == 0)
            labelSpans[key.second] += spans;
    }
    last = id;
    for (Counts* all : {&counts, &tallies[{draft.split, static_cast<int>(draft.state)}]}) {
        ++all->documents;
        all->sentences += std::int64_t(draft.grid.sentenceCount());
        all->tokens += std::int64_t(draft.grid.tokens.size());
        all->spans += accepted;
    }
}

void Import::State::commit() {
    writer.setCounter("document", last);
    writer.setCounter("span", lastSpan);
    writer.setCounter("indexed", last);
    if (last >= first) {
        // Counted on the way: to sort two million spans by their labels takes 90 MB.
        for (const auto& [place, all] : tallies)
            writer.db
                ->cached("INSERT INTO tally(split, state, documents, sentences, tokens, spans) "
                         "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(split, state) DO UPDATE SET "
                         "documents = documents + excluded.documents, "
                         "sentences = sentences + excluded.sentences, "
                         "tokens = tokens + excluded.tokens, spans = spans + excluded.spans")
                .with(
                    place.first, place.second, all.documents, all.sentences, all.tokens, all.spans)
                .run();
        for (const auto& [labelId, spans] : labelSpans)
            writer.db
                ->cached("INSERT INTO label_tally(label, spans) VALUES (?, ?) ON CONFLICT(label) "
                         "DO UPDATE SET spans = spans + excluded.spans")
                .with(labelId, spans)
                .run();
        writer.record(event::kImport, {first, last},
            {{"first", first}, {"last", last}, {"documents", counts.documents},
                {"sentences", counts.sentences}, {"tokens", counts.tokens},
                {"spans", counts.spans}},
            json::object());
    }
    change.commit();
    committed = true;
}

Import::Import(std::unique_ptr<State> state)
    : m_state(std::move(state)) { }

Import::~Import() = default;

Result<DocumentId> Import::add(const DocumentDraft& draft) {
    if (m_state->failed || m_state->committed)
        return Error{ErrorCode::InvalidArgument, "The import has already ended", {}, {}};
    auto added = guard([&] {
        m_state->add(draft);
        return DocumentId(m_state->last);
    });
    m_state->failed = !added;
    return added;
}

Result<Counts> Import::commit() {
    if (m_state->failed || m_state->committed)
        return Error{ErrorCode::InvalidArgument, "The import has already ended", {}, {}};
    auto done = guard([&] {
        m_state->commit();
        return m_state->counts;
    });
    m_state->failed = !done;
    return done;
}

DocumentId Import::first() const {
    return DocumentId(m_state->first);
}
DocumentId Import::last() const {
    return DocumentId(m_state->last);
}

Result<std::unique_ptr<Import>> Writer::beginImport(const std::string& name) {
    return guard([&] {
        return std::unique_ptr<Import>(new Import(std::make_unique<Import::State>(*m_state, name)));
    });
}

Result<std::vector<DocumentId>> Writer::addDocuments(
    const std::string& name, std::span<const DocumentDraft> drafts) {
    auto import = beginImport(name);
    if (!import)
        return import.error();
    std::vector<DocumentId> ids;
    for (const DocumentDraft& draft : drafts) {
        auto id = (*import)->add(draft);
        if (!id)
            return id.error();
        ids.push_back(*id);
    }
    auto done = (*import)->commit();
    if (!done)
        return done.error();
    return ids;
}

} // namespace evenspan::store
