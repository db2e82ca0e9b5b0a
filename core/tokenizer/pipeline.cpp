// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/pipeline.h"

#include "core/text/utf8.h"
#include "core/tokenizer/unicode_rules.h"

#include <algorithm>

namespace evenspan {

namespace {

// Blanks at the start and at the end of a spelling, of either kind.
struct Blanks {
    std::uint32_t leading = 0, trailing = 0;
};

Blanks blanksOf(std::string_view spelling) {
    constexpr char32_t kByteBlank = 0x120; // byteCharacter(' ')
    Blanks out;
    bool started = false;
    for (std::size_t at = 0; at < spelling.size();) {
        const char32_t c = nextCodePoint(spelling, at);
        const bool blank = c == kByteBlank || unicode::isWhitespace(c);
        started = started || !blank;
        out.leading += blank && !started ? 1 : 0;
        out.trailing = blank ? out.trailing + 1 : 0;
    }
    return out;
}

} // namespace

PipelineTokenizer::PipelineTokenizer(std::shared_ptr<const PipelineModel> model)
    : m_model(std::move(model)) { }

std::unique_ptr<Tokenizer> PipelineTokenizer::clone() const {
    auto other = std::make_unique<PipelineTokenizer>(m_model);
    other->m_matchSpecial = m_matchSpecial;
    return other;
}

std::int32_t PipelineTokenizer::vocabularySize() const {
    return static_cast<std::int32_t>(m_model->pieces.size());
}

std::string_view PipelineTokenizer::piece(std::int32_t id) const {
    return id >= 0 && id < vocabularySize()
        ? std::string_view(m_model->pieces[static_cast<std::size_t>(id)])
        : std::string_view();
}

void PipelineTokenizer::encode(std::string_view utf8, Encoding& out) {
    out.clear();
    encodeOne(utf8, -1, out);
}

void PipelineTokenizer::encodeWords(std::span<const std::string_view> words, Encoding& out) {
    out.clear();
    for (std::size_t i = 0; i < words.size(); ++i)
        encodeOne(words[i], static_cast<std::int64_t>(i), out);
}

void PipelineTokenizer::encodeOne(std::string_view text, std::int64_t word, Encoding& out) {
    const auto& model = *m_model;
    m_list.clear();
    std::uint32_t offset = 0; // code points before `done`
    std::size_t done = 0; // bytes that are in the list
    if (model.rawTokens.active(m_matchSpecial)) {
        model.rawTokens.find(text, m_matchSpecial, m_matches);
        for (const auto& match : m_matches) {
            if (match.begin > done) {
                const auto before = text.substr(done, match.begin - done);
                addNormalized(before, offset);
                offset += static_cast<std::uint32_t>(countCodePoints(before));
            } else {
                offset -= static_cast<std::uint32_t>(
                    countCodePoints(text.substr(match.begin, done - match.begin)));
            }
            const auto token = text.substr(match.begin, match.end - match.begin);
            m_text.assign(token, offset);
            m_list.append(token, m_text.origins().data(), match.id);
            offset += static_cast<std::uint32_t>(countCodePoints(token));
            done = match.end;
        }
    }
    addNormalized(text.substr(done), offset);

    const bool single = word >= 0;
    for (const auto& step :
        single&& model.hasWordPreTokenizers ? model.wordPreTokenizers : model.preTokenizers)
        step->apply(m_list);

    const bool asText = model.model->spelledAsText();
    const bool prefix = single ? model.wordPrefix : model.prefix;
    std::uint32_t running = 0;
    for (const auto& piece : m_list.pieces) {
        const auto bytes = m_list.text(piece);
        const auto index = single ? static_cast<std::uint32_t>(word) : running++;
        const Origin* origins = m_list.origins.data() + piece.begin;
        if (piece.token >= 0) {
            push(out, piece.token, {origins[0].begin, origins[bytes.size() - 1].end}, index, bytes,
                prefix);
            continue;
        }
        const auto& entry =
            m_cache.get(bytes, [&model](std::string_view text, std::vector<Cut>& cuts) {
                model.model->cut(text, cuts);
                return std::uint32_t{0};
            });
        for (const auto& cut : m_cache.cuts(entry)) {
            const auto spelling = asText
                ? bytes.substr(cut.begin, cut.end - cut.begin)
                : std::string_view(model.pieces[static_cast<std::size_t>(cut.id)]);
            push(out, cut.id, {origins[cut.begin].begin, origins[cut.end - 1].end}, index, spelling,
                prefix);
        }
    }
}

void PipelineTokenizer::addNormalized(std::string_view text, std::uint32_t first) {
    if (text.empty())
        return;
    m_text.assign(text, first);
    for (const auto& step : m_model->normalizers)
        step->apply(m_text);
    const std::string_view bytes = m_text.bytes();
    const Origin* origins = m_text.origins().data();
    std::size_t done = 0;
    if (m_model->normalizedTokens.active(m_matchSpecial)) {
        m_model->normalizedTokens.find(bytes, m_matchSpecial, m_normalizedMatches);
        for (const auto& match : m_normalizedMatches) {
            if (match.begin > done)
                m_list.append(bytes.substr(done, match.begin - done), origins + done);
            m_list.append(bytes.substr(match.begin, match.end - match.begin), origins + match.begin,
                match.id);
            done = match.end;
        }
    }
    m_list.append(bytes.substr(done), origins + done);
}

void PipelineTokenizer::push(Encoding& out, std::int32_t id, Origin origin, std::uint32_t word,
    std::string_view spelling, bool prefix) const {
    if (m_model->trimOffsets) {
        auto [leading, trailing] = blanksOf(spelling);
        // A single blank at the start was put there, and is not in the text.
        const bool first = out.size() == 0 || origin.begin == 0;
        if (first && prefix && leading == 1)
            leading = 0;
        if (leading > 0)
            origin.begin = std::min(origin.begin + leading, origin.end);
        if (trailing > 0 && origin.end >= trailing)
            origin.end = std::max(origin.end - trailing, origin.begin);
    }
    out.ids.push_back(id);
    out.begins.push_back(origin.begin);
    out.ends.push_back(origin.end);
    out.words.push_back(word);
}

} // namespace evenspan
