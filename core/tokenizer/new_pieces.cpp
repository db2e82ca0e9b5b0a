// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/new_pieces.h"

#include "core/text/utf8.h"
#include "core/tokenizer/wordpiece.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace evenspan {

namespace {

constexpr std::uint64_t kCharacterCount = 2, kWordCount = 8;
constexpr std::size_t kWordPieces = 3;
constexpr std::string_view kInsideMark = "##";

using SortedJson = nlohmann::json;

struct Candidate {
    std::string piece;
    std::uint64_t gain = 0;
};

std::unordered_set<std::string_view> entries(const Tokenizer& tokenizer) {
    std::unordered_set<std::string_view> out;
    for (std::int32_t id = 0; id < tokenizer.vocabularySize(); ++id)
        out.insert(tokenizer.piece(id));
    return out;
}

// Best first; the piece itself decides between equals, so that no order of a table shows.
void append(std::vector<std::string>& out, std::vector<Candidate> candidates, std::size_t limit) {
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.gain != b.gain ? a.gain > b.gain : a.piece < b.piece;
    });
    for (auto& candidate : candidates)
        if (out.size() < limit)
            out.push_back(std::move(candidate.piece));
}

std::vector<std::string> characters(std::string_view word) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t begin = at;
        nextCodePoint(word, at);
        out.push_back((begin > 0 ? std::string(kInsideMark) : std::string())
            + std::string(word.substr(begin, at - begin)));
    }
    return out;
}

std::vector<Candidate> candidatesOf(
    const std::unordered_map<std::string, std::uint64_t>& counts, std::uint64_t least) {
    std::vector<Candidate> out;
    for (const auto& [piece, count] : counts)
        if (count >= least)
            out.push_back({piece, count});
    return out;
}

} // namespace

bool takesNewPieces(const Tokenizer& tokenizer) {
    if (!dynamic_cast<const WordPieceTokenizer*>(&tokenizer))
        return false;
    const auto& files = tokenizer.files();
    const auto file = files.find("tokenizer.json");
    if (file == files.end())
        return files.contains("vocab.txt");
    // Entries that stand outside the model's list would lose their ids.
    const auto json = SortedJson::parse(file->second, nullptr, false);
    return json.is_object() && json.contains("model") && json["model"].contains("vocab")
        && json["model"]["vocab"].is_object()
        && json["model"]["vocab"].size() == static_cast<std::size_t>(tokenizer.vocabularySize());
}

std::vector<std::string> proposePieces(
    const Tokenizer& tokenizer, const WordCounts& words, std::size_t limit) {
    std::vector<std::string> out;
    if (limit == 0 || !takesNewPieces(tokenizer))
        return out;
    const auto copy = tokenizer.clone();
    auto& cutter = dynamic_cast<WordPieceTokenizer&>(*copy);
    WordCounts seen;
    for (const auto& [word, count] : words)
        cutter.eachWord(word, [&](const std::string& part) { seen[part] += count; });
    const auto& vocabulary = cutter.vocabulary();
    const auto known = entries(tokenizer);
    WordCounts missing;
    std::vector<Cut> cuts;
    std::vector<Candidate> whole;
    for (const auto& [word, count] : seen) {
        const auto size = countCodePoints(word);
        if (size > vocabulary.maxWordLength)
            continue; // unknown whatever the vocabulary holds
        cuts.clear();
        vocabulary.cut(word, size, cuts);
        std::size_t pieces = cuts.size();
        if (pieces == 1 && cuts.front().id == vocabulary.unknown) {
            const auto each = characters(word);
            pieces = each.size();
            for (const auto& character : each)
                if (!known.contains(character))
                    missing[character] += count;
        }
        if (count >= kWordCount && pieces >= kWordPieces)
            whole.push_back({word, count * (pieces - 1)});
    }
    append(out, candidatesOf(missing, kCharacterCount), limit);
    append(out, std::move(whole), limit);
    return out;
}

std::vector<std::int32_t> partsOf(const Tokenizer& tokenizer, std::string_view piece) {
    std::vector<std::int32_t> out;
    const auto* cutter = dynamic_cast<const WordPieceTokenizer*>(&tokenizer);
    if (!cutter || piece.starts_with(kInsideMark))
        return out;
    std::vector<Cut> cuts;
    cutter->vocabulary().cut(piece, countCodePoints(piece), cuts);
    for (const auto& cut : cuts)
        if (cut.id != cutter->vocabulary().unknown)
            out.push_back(cut.id);
    return out;
}

Result<std::unique_ptr<Tokenizer>> withNewPieces(
    const Tokenizer& tokenizer, const std::vector<std::string>& pieces) {
    if (!takesNewPieces(tokenizer))
        return Error{ErrorCode::Unsupported, "The vocabulary of this encoder takes no new pieces",
            "extend_vocabulary",
            "Set extend_vocabulary to 0, or choose a BERT, DistilBERT or ELECTRA."};
    auto known = entries(tokenizer);
    for (const auto& piece : pieces)
        if (piece.empty() || piece == kInsideMark || piece.find('\n') != piece.npos
            || firstInvalidUtf8(piece) || !known.insert(piece).second)
            return Error{ErrorCode::BadConfig, "A new piece cannot be added to the vocabulary",
                "extend_vocabulary", "Start the run again under another name."};
    auto files = tokenizer.files();
    if (const auto file = files.find("tokenizer.json"); file != files.end()) {
        auto json = SortedJson::parse(file->second, nullptr, false);
        auto id = tokenizer.vocabularySize();
        for (const auto& piece : pieces)
            json["model"]["vocab"][piece] = id++;
        file->second = json.dump(1, ' ', false, SortedJson::error_handler_t::replace);
    }
    if (const auto file = files.find("vocab.txt"); file != files.end()) {
        auto& text = file->second;
        if (!text.empty() && text.back() != '\n')
            text += '\n';
        for (const auto& piece : pieces)
            text += piece + '\n';
    }
    return loadTokenizer(files);
}

} // namespace evenspan
