// SPDX-License-Identifier: GPL-3.0-or-later
// Byte-pair encoding (Sennrich, Haddow and Birch 2016).
#include "core/text/utf8.h"
#include "core/tokenizer/json_keys.h"
#include "core/tokenizer/piece_trie.h"
#include "core/tokenizer/subword_model.h"

#include <array>
#include <nlohmann/json.hpp>
#include <queue>
#include <unordered_map>

namespace evenspan {

namespace {

using namespace tokenizer_json;

constexpr const char* kBpe = "tokenizer.json: model";

struct Merge {
    std::uint32_t rank;
    std::int32_t id; // of both together
};

struct BpeRules {
    PieceTrie vocabulary;
    std::unordered_map<std::uint64_t, Merge> merges; // by the ids of the two parts
    std::string insidePrefix, endSuffix; // marks of pieces inside and at the end of words
    std::int32_t unknown = -1;
    bool fuseUnknown = false;
    bool wholeWords = false; // a word of the vocabulary is taken without merging
    bool byteFallback = false;
    std::array<std::int32_t, 256> byteIds{}; // "<0x41>", -1: none

    static std::uint64_t key(std::int32_t a, std::int32_t b) {
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(a)) << 32
            | static_cast<std::uint32_t>(b);
    }
    const Merge* find(std::int32_t a, std::int32_t b) const {
        const auto at = merges.find(key(a, b));
        return at == merges.end() ? nullptr : &at->second;
    }
};

// The symbols of one word, a doubly linked list in an array.
class Word {
public:
    void add(std::int32_t id, std::size_t bytes) {
        const int index = static_cast<int>(m_symbols.size());
        if (index > 0)
            m_symbols.back().next = index;
        m_symbols.push_back({id, index - 1, -1, static_cast<std::uint32_t>(bytes)});
    }

    // Applies the best merge, the leftmost of equal ones, until none is left.
    void merge(const BpeRules& rules) {
        for (std::size_t i = 0; i + 1 < m_symbols.size(); ++i)
            propose(rules, static_cast<int>(i), static_cast<int>(i) + 1);
        while (!m_queue.empty()) {
            const auto top = m_queue.top();
            m_queue.pop();
            auto& left = m_symbols[static_cast<std::size_t>(top.at)];
            if (left.bytes == 0 || left.next < 0)
                continue;
            auto& right = m_symbols[static_cast<std::size_t>(left.next)];
            const auto* merge = rules.find(left.id, right.id);
            if (!merge || merge->id != top.id)
                continue; // the neighbours have changed since it was proposed
            left.id = top.id;
            left.bytes += right.bytes;
            left.next = right.next;
            right.bytes = 0;
            if (left.next >= 0)
                m_symbols[static_cast<std::size_t>(left.next)].before = top.at;
            if (left.before >= 0)
                propose(rules, left.before, top.at);
            if (left.next >= 0)
                propose(rules, top.at, left.next);
        }
    }

    void append(std::vector<Cut>& out) const {
        std::uint32_t at = 0;
        for (const auto& symbol : m_symbols) {
            if (symbol.bytes == 0)
                continue;
            out.push_back({symbol.id, at, at + symbol.bytes});
            at += symbol.bytes;
        }
    }

private:
    struct Symbol {
        std::int32_t id;
        int before, next; // -1: none
        std::uint32_t bytes; // 0: merged into the one before
    };
    struct Candidate {
        std::uint32_t rank;
        int at;
        std::int32_t id;
        bool operator<(const Candidate& other) const { // the queue's top is the greatest
            return rank != other.rank ? rank > other.rank : at > other.at;
        }
    };

    void propose(const BpeRules& rules, int left, int right) {
        if (const auto* merge = rules.find(m_symbols[static_cast<std::size_t>(left)].id,
                m_symbols[static_cast<std::size_t>(right)].id))
            m_queue.push({merge->rank, left, merge->id});
    }

    std::vector<Symbol> m_symbols;
    std::priority_queue<Candidate> m_queue;
};

class BpeModel final : public SubwordModel {
public:
    explicit BpeModel(BpeRules rules)
        : m_rules(std::move(rules)) { }

    void cut(std::string_view piece, std::vector<Cut>& out) const override {
        if (m_rules.wholeWords)
            if (const auto id = m_rules.vocabulary.find(piece); id >= 0) {
                out.push_back({id, 0, static_cast<std::uint32_t>(piece.size())});
                return;
            }
        Word word;
        split(piece, word);
        word.merge(m_rules);
        word.append(out);
    }

    std::int32_t unknown() const override { return m_rules.unknown; }
    bool marksContinuation() const override { return !m_rules.insidePrefix.empty(); }

private:
    // The characters as symbols. As in the reference, a character without a symbol is left out
    // where there is no unknown token, and bytes go before unknown ones that wait to be fused.
    void split(std::string_view piece, Word& word) const {
        std::size_t waiting = 0; // bytes of the unknown symbol that is not added yet
        std::string symbol;
        for (std::size_t at = 0; at < piece.size();) {
            const std::size_t begin = at;
            nextCodePoint(piece, at);
            const std::size_t bytes = at - begin;
            symbol.assign(begin > 0 ? m_rules.insidePrefix : std::string());
            symbol += piece.substr(begin, bytes);
            if (at == piece.size())
                symbol += m_rules.endSuffix;
            if (const auto id = m_rules.vocabulary.find(symbol); id >= 0) {
                if (waiting > 0)
                    word.add(m_rules.unknown, waiting);
                waiting = 0;
                word.add(id, bytes);
            } else if (m_rules.byteFallback && addBytes(symbol, word)) {
                continue;
            } else if (m_rules.unknown >= 0) {
                if (waiting > 0 && !m_rules.fuseUnknown) {
                    word.add(m_rules.unknown, waiting);
                    waiting = 0;
                }
                waiting += bytes;
            }
        }
        if (waiting > 0)
            word.add(m_rules.unknown, waiting);
    }

    bool addBytes(std::string_view symbol, Word& word) const {
        for (const char byte : symbol)
            if (m_rules.byteIds[static_cast<unsigned char>(byte)] < 0)
                return false;
        for (const char byte : symbol)
            word.add(m_rules.byteIds[static_cast<unsigned char>(byte)], 1);
        return true;
    }

    BpeRules m_rules;
};

// "a b" or ["a", "b"].
bool readMerge(const Json& json, std::string& first, std::string& second) {
    if (json.is_array() && json.size() == 2 && json[0].is_string() && json[1].is_string()) {
        first = json[0].get<std::string>();
        second = json[1].get<std::string>();
        return true;
    }
    if (!json.is_string())
        return false;
    const auto& text = json.get_ref<const std::string&>();
    const auto blank = text.find(' ');
    if (blank == std::string::npos || text.find(' ', blank + 1) != std::string::npos)
        return false;
    first = text.substr(0, blank);
    second = text.substr(blank + 1);
    return true;
}

Result<void> readMerges(const Json* list, BpeRules& rules) {
    if (!list || !list->is_array())
        return bad("The model has no merges", kBpe);
    std::string first, second;
    std::uint32_t rank = 0;
    rules.merges.reserve(list->size());
    for (const auto& item : *list) {
        if (item.is_string() && item.get_ref<const std::string&>().starts_with("#version"))
            continue;
        if (!readMerge(item, first, second))
            return bad("A merge is no pair of pieces", kBpe);
        if (second.size() < rules.insidePrefix.size())
            return bad("A merge has a part without the mark of pieces inside words", kBpe);
        const auto a = rules.vocabulary.find(first), b = rules.vocabulary.find(second);
        const auto both = rules.vocabulary.find(first + second.substr(rules.insidePrefix.size()));
        if (a < 0 || b < 0 || both < 0)
            return bad("A merge names a piece that the vocabulary lacks", kBpe);
        rules.merges[BpeRules::key(a, b)] = {rank++, both};
    }
    return {};
}

} // namespace

Result<std::vector<std::string>> readVocabulary(const Json* vocabulary) {
    constexpr std::size_t kLargest = 2'000'000;
    const char* where = "tokenizer.json: model.vocab";
    if (!vocabulary || !vocabulary->is_object() || vocabulary->empty()
        || vocabulary->size() > kLargest)
        return bad("The vocabulary is missing or of an impossible size", where);
    std::vector<std::string> pieces(vocabulary->size());
    std::vector<char> seen(vocabulary->size(), 0);
    for (const auto& [piece, id] : vocabulary->items()) {
        if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= pieces.size()
            || seen[id.get<std::size_t>()])
            return bad("The ids of the vocabulary are not 0, 1, 2, … each once", where);
        if (firstInvalidUtf8(piece))
            return bad("A piece of the vocabulary is not UTF-8", where);
        seen[id.get<std::size_t>()] = 1;
        pieces[id.get<std::size_t>()] = piece;
    }
    return pieces;
}

Result<std::unique_ptr<const SubwordModel>> readBpe(
    const Json& json, std::vector<std::string>& pieces) {
    if (const auto* dropout = member(json, "dropout"); dropout && *dropout != 0)
        return unsupported("The tokenizer leaves out merges at random", kBpe);
    auto vocabulary = readVocabulary(member(json, "vocab"));
    if (!vocabulary)
        return vocabulary.error();
    pieces = std::move(*vocabulary);
    BpeRules rules;
    for (std::size_t id = 0; id < pieces.size(); ++id)
        if (!pieces[id].empty())
            rules.vocabulary.insert(PieceTrie::kRoot, pieces[id], static_cast<std::int32_t>(id));
    rules.insidePrefix = valueOr<std::string>(json, "continuing_subword_prefix", "");
    rules.endSuffix = valueOr<std::string>(json, "end_of_word_suffix", "");
    rules.fuseUnknown = valueOr(json, "fuse_unk", false);
    rules.wholeWords = valueOr(json, "ignore_merges", false);
    rules.byteFallback = valueOr(json, "byte_fallback", false);
    for (std::size_t byte = 0; byte < 256; ++byte)
        rules.byteIds[byte] = rules.vocabulary.find(byteName(static_cast<unsigned char>(byte)));
    if (const auto name = valueOr<std::string>(json, "unk_token", ""); !name.empty()) {
        rules.unknown = rules.vocabulary.find(name);
        if (rules.unknown < 0)
            return bad("The vocabulary lacks the unknown token", kBpe);
    }
    if (auto done = readMerges(member(json, "merges"), rules); !done)
        return done.error();
    return std::unique_ptr<const SubwordModel>(std::make_unique<BpeModel>(std::move(rules)));
}

} // namespace evenspan
