// SPDX-License-Identifier: GPL-3.0-or-later
// The unigram language model (Kudo 2018) as SentencePiece has it.
#include "core/text/utf8.h"
#include "core/tokenizer/json_keys.h"
#include "core/tokenizer/piece_trie.h"
#include "core/tokenizer/subword_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using namespace tokenizer_json;

constexpr const char* kUnigram = "tokenizer.json: model";
constexpr double kUnknownPenalty = 10; // below the least likely piece, in log-probability

class UnigramModel final : public SubwordModel {
public:
    UnigramModel(const std::vector<std::string>& pieces, std::vector<double> scores,
        std::int32_t unknown, bool byteFallback)
        : m_scores(std::move(scores))
        , m_unknown(unknown)
        , m_byteFallback(byteFallback) {
        for (std::size_t id = 0; id < pieces.size(); ++id)
            if (!pieces[id].empty())
                m_pieces.insert(PieceTrie::kRoot, pieces[id], static_cast<std::int32_t>(id));
        for (std::size_t byte = 0; byte < 256; ++byte)
            m_byteIds[byte] = m_pieces.find(byteName(static_cast<unsigned char>(byte)));
        m_unknownScore = *std::min_element(m_scores.begin(), m_scores.end()) - kUnknownPenalty;
    }

    // The most likely path (Viterbi), the first found of equal ones.
    void cut(std::string_view piece, std::vector<Cut>& out) const override {
        constexpr auto kNone = std::numeric_limits<std::uint32_t>::max();
        struct Node {
            double score = 0; // of the best path to here
            std::uint32_t from = kNone; // where its last sub-word begins
            std::int32_t id = -1;
        };
        std::vector<Node> nodes(piece.size() + 1);
        auto offer = [&](std::size_t from, std::size_t to, double score, std::int32_t id) {
            auto& node = nodes[to];
            if (node.from == kNone || score > node.score)
                node = {score, static_cast<std::uint32_t>(from), id};
        };
        for (std::size_t at = 0; at < piece.size();) {
            const double before = nodes[at].score;
            std::size_t next = at;
            nextCodePoint(piece, next);
            bool single = false;
            std::uint32_t node = PieceTrie::kRoot;
            for (std::size_t i = at; i < piece.size(); ++i) {
                node = m_pieces.next(node, static_cast<unsigned char>(piece[i]));
                if (node == 0)
                    break;
                if (const auto id = m_pieces.idAt(node); id >= 0) {
                    offer(at, i + 1, m_scores[static_cast<std::size_t>(id)] + before, id);
                    single = single || i + 1 == next;
                }
            }
            if (!single)
                offer(at, next, m_unknownScore + before, m_unknown);
            at = next;
        }
        const std::size_t old = out.size();
        for (std::size_t end = piece.size(); end > 0;) {
            const auto& node = nodes[end];
            const auto to = static_cast<std::uint32_t>(end);
            // Neighbouring unknown characters become one.
            if (node.id == m_unknown && out.size() > old && out.back().id == m_unknown)
                out.back().begin = node.from;
            else
                out.push_back({node.id, node.from, to});
            end = node.from;
        }
        std::reverse(out.begin() + static_cast<std::ptrdiff_t>(old), out.end());
        nameUnknown(piece, old, out);
    }

    bool spelledAsText() const override { return true; }
    std::int32_t unknown() const override { return m_unknown; }

private:
    // What is unknown may have a name as a whole, or be spelled in bytes.
    void nameUnknown(std::string_view piece, std::size_t old, std::vector<Cut>& out) const {
        std::vector<Cut> spelled;
        for (std::size_t i = old; i < out.size(); ++i) {
            Cut cut = out[i];
            const auto text = piece.substr(cut.begin, cut.end - cut.begin);
            if (cut.id == m_unknown)
                cut.id = m_pieces.find(text);
            const bool bytes = cut.id < 0 && m_byteFallback
                && std::all_of(text.begin(), text.end(),
                    [this](char byte) { return m_byteIds[static_cast<unsigned char>(byte)] >= 0; });
            if (!bytes) {
                spelled.push_back({cut.id < 0 ? m_unknown : cut.id, cut.begin, cut.end});
                continue;
            }
            for (const char byte : text)
                spelled.push_back(
                    {m_byteIds[static_cast<unsigned char>(byte)], cut.begin, cut.end});
        }
        out.resize(old);
        out.insert(out.end(), spelled.begin(), spelled.end());
    }

    PieceTrie m_pieces;
    std::vector<double> m_scores; // log-probabilities, by id
    std::int32_t m_unknown;
    bool m_byteFallback;
    double m_unknownScore = 0;
    std::array<std::int32_t, 256> m_byteIds{};
};

} // namespace

Result<std::unique_ptr<const SubwordModel>> readUnigram(
    const Json& json, std::vector<std::string>& pieces) {
    constexpr std::size_t kLargest = 2'000'000;
    const auto* vocabulary = member(json, "vocab");
    if (!vocabulary || !vocabulary->is_array() || vocabulary->empty()
        || vocabulary->size() > kLargest)
        return bad("The vocabulary is missing or of an impossible size", kUnigram);
    std::vector<double> scores;
    for (const auto& item : *vocabulary) {
        if (!item.is_array() || item.size() != 2 || !item[0].is_string() || !item[1].is_number())
            return bad("An entry of the vocabulary is no piece with its score", kUnigram);
        pieces.push_back(item[0].get<std::string>());
        scores.push_back(item[1].get<double>());
        if (firstInvalidUtf8(pieces.back()) || !std::isfinite(scores.back()))
            return bad("An entry of the vocabulary is malformed", kUnigram);
    }
    const auto unknown = valueOr<std::int64_t>(json, "unk_id", -1);
    if (unknown < 0 || unknown >= static_cast<std::int64_t>(pieces.size()))
        return bad("The model names no unknown token", kUnigram);
    return std::unique_ptr<const SubwordModel>(
        std::make_unique<UnigramModel>(pieces, std::move(scores),
            static_cast<std::int32_t>(unknown), valueOr(json, "byte_fallback", false)));
}

} // namespace evenspan
