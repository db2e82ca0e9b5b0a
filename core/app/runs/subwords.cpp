// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/subwords.h"

#include "core/app/runs/open_run.h"
#include "core/engine/recipe.h"
#include "core/engine/windows.h"
#include "core/store/reader.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace evenspan {

SubwordRequest subwordRequest(std::string_view text, const OffsetMap& map, const TokenGrid& grid,
    CodePointRange range, std::size_t maxLength) {
    SubwordRequest out;
    out.wanted = range;
    out.maxLength = maxLength;
    const auto first = std::upper_bound(grid.tokens.begin(), grid.tokens.end(), range.begin,
        [](std::uint32_t at, const CodePointRange& token) { return at < token.end; });
    const auto last = std::lower_bound(first, grid.tokens.end(), range.end,
        [](const CodePointRange& token, std::uint32_t at) { return token.begin < at; });
    if (first == last)
        return out;
    const auto sentenceOf = [&](auto token) {
        const auto at = static_cast<std::uint32_t>(token - grid.tokens.begin());
        return std::size_t(
                   std::upper_bound(grid.sentenceStarts.begin(), grid.sentenceStarts.end(), at)
                   - grid.sentenceStarts.begin())
            - 1;
    };
    const std::size_t from = sentenceOf(first), to = sentenceOf(last - 1);
    out.offset = grid.sentence(from).front().begin;
    const CodePointRange whole{out.offset, grid.sentence(to).back().end};
    const auto begin = map.toUtf8(CodePointOffset(whole.begin)).value;
    const auto end = map.toUtf8(CodePointOffset(whole.end)).value;
    out.text = text.substr(begin, end - begin);
    for (std::size_t s = from; s <= to; ++s) {
        out.grid.sentenceStarts.push_back(static_cast<std::uint32_t>(out.grid.tokens.size()));
        for (const CodePointRange token : grid.sentence(s))
            out.grid.tokens.push_back({token.begin - out.offset, token.end - out.offset});
    }
    return out;
}

Result<Subwords> cutSubwords(
    Tokenizer& tokenizer, const SubwordRequest& request, std::stop_token stop) {
    Subwords out;
    out.maxLength = request.maxLength;
    const OffsetMap map(request.text);
    const std::int32_t unknown = tokenizer.special().unk;
    Encoding encoding;
    std::vector<std::string_view> words;
    for (std::size_t s = 0; s < request.grid.sentenceCount(); ++s) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Cancelled", {}, {}};
        const auto tokens = request.grid.sentence(s);
        words.clear();
        for (const CodePointRange token : tokens)
            words.push_back(map.slice(token));
        tokenizer.encodeWords(words, encoding);
        // Every sub-word of the sentence, in the document; a word without one counts as one.
        std::vector<CodePointRange> all;
        std::size_t at = 0;
        for (std::size_t w = 0; w < words.size(); ++w) {
            const std::uint32_t base = request.offset + tokens[w].begin;
            const std::size_t before = at;
            for (; at < encoding.size() && encoding.words[at] == w; ++at) {
                const CodePointRange piece{base + encoding.begins[at], base + encoding.ends[at]};
                all.push_back(piece);
                if (!piece.overlaps(request.wanted))
                    continue;
                out.pieces.push_back(piece);
                if (encoding.ids[at] == unknown)
                    out.unknown.push_back(piece);
            }
            if (at == before)
                all.push_back({base, base + tokens[w].size()});
        }
        const auto starts = engine::windowStarts(all.size(), request.maxLength);
        if (starts.size() < 2)
            continue;
        const std::size_t room = engine::windowRoom(request.maxLength);
        for (const std::size_t start : starts)
            out.windows.push_back(
                {all[start].begin, all[std::min(start + room, all.size()) - 1].end});
    }
    return out;
}

Encoders::Encoders(ModelLibrary library)
    : m_library(std::move(library)) { }

Result<std::vector<EncoderChoice>> Encoders::choices(store::Reader& reader, const fs::path& files) {
    std::vector<EncoderChoice> out;
    const auto standard = static_cast<std::size_t>(engine::Recipe{}.max_length);
    for (const ModelEntry& model : m_library.list())
        out.push_back({model.name, model.folder, standard, false});
    const auto runs = reader.runs();
    if (!runs)
        return runs.error();
    for (const store::RunRow& run : *runs) {
        const fs::path folder = files / run.path;
        std::error_code failed;
        if (run.path.empty()
            || (!fs::exists(folder / "tokenizer.json", failed)
                && !fs::exists(folder / "vocab.txt", failed)))
            continue;
        const auto recipe = engine::recipeFromJson(run.recipe);
        out.push_back({run.name, folder,
            recipe ? static_cast<std::size_t>(std::max<std::int64_t>(8, recipe->max_length))
                   : standard,
            true});
    }
    return out;
}

Result<Subwords> Encoders::cut(
    const fs::path& folder, const SubwordRequest& request, std::stop_token stop) {
    std::unique_ptr<Tokenizer> tokenizer;
    {
        const std::lock_guard hold(m_mutex);
        auto found = m_open.find(folder);
        if (found == m_open.end()) {
            auto opened = openTokenizer(folder);
            if (!opened)
                return opened.error();
            if (m_open.size() >= 4)
                m_open.clear();
            found = m_open.emplace(folder, std::move(*opened)).first;
        }
        tokenizer = found->second->clone();
    }
    return cutSubwords(*tokenizer, request, stop);
}

} // namespace evenspan
