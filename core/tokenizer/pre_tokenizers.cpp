// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/pre_tokenizers.h"

#include <nlohmann/json.hpp>

#include "core/text/utf8.h"
#include "core/tokenizer/json_keys.h"
#include "core/tokenizer/split_pattern.h"
#include "core/tokenizer/unicode_rules.h"

#include <algorithm>
#include <array>
#include <functional>

namespace evenspan {

namespace {

using namespace tokenizer_json;
using Parts = std::vector<SplitPattern::Part>;

// What becomes of a match.
enum class Behavior { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

// Merges the parts that belong together; what is dropped is left out.
void merge(Behavior behavior, Parts& parts) {
    Parts out;
    bool before = false;
    switch (behavior) {
    case Behavior::Isolated:
        return;
    case Behavior::Removed:
        std::erase_if(parts, [](const auto& part) { return part.match; });
        return;
    case Behavior::Contiguous:
        for (const auto& part : parts) {
            if (part.match == before && !out.empty())
                out.back().end = part.end;
            else
                out.push_back(part);
            before = part.match;
        }
        break;
    case Behavior::MergedWithPrevious:
        for (const auto& part : parts) {
            if (part.match && !before && !out.empty())
                out.back().end = part.end;
            else
                out.push_back(part);
            before = part.match;
        }
        break;
    case Behavior::MergedWithNext:
        for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
            if (part->match && !before && !out.empty())
                out.back().begin = part->begin;
            else
                out.push_back(*part);
            before = part->match;
        }
        std::reverse(out.begin(), out.end());
        break;
    }
    parts.swap(out);
}

// Cuts every piece that is no token; cut(text, parts) fills the parts to keep.
template <class F> void splitAll(PieceList& list, F&& cut) {
    std::vector<PieceList::Piece> out;
    out.reserve(list.pieces.size());
    Parts parts;
    for (const auto& piece : list.pieces) {
        if (piece.token >= 0) {
            out.push_back(piece);
            continue;
        }
        cut(list.text(piece), parts);
        for (const auto& part : parts)
            if (part.end > part.begin)
                out.push_back({piece.begin + static_cast<std::uint32_t>(part.begin),
                    piece.begin + static_cast<std::uint32_t>(part.end)});
    }
    list.pieces.swap(out);
}

class PatternSplit final : public PreTokenizer {
public:
    PatternSplit(std::unique_ptr<const SplitPattern> pattern, Behavior behavior, bool invert)
        : m_pattern(std::move(pattern))
        , m_behavior(behavior)
        , m_invert(invert) { }

    void apply(PieceList& list) const override {
        splitAll(list, [this](std::string_view text, Parts& parts) {
            m_pattern->parts(text, parts);
            if (m_invert)
                for (auto& part : parts)
                    part.match = !part.match;
            merge(m_behavior, parts);
        });
    }

private:
    std::unique_ptr<const SplitPattern> m_pattern;
    Behavior m_behavior;
    bool m_invert;
};

class CharacterSplit final : public PreTokenizer {
public:
    CharacterSplit(bool (*test)(char32_t), Behavior behavior)
        : m_test(test)
        , m_behavior(behavior) { }

    void apply(PieceList& list) const override {
        splitAll(list, [this](std::string_view text, Parts& parts) {
            parts.clear();
            std::size_t done = 0;
            for (std::size_t at = 0; at < text.size();) {
                const std::size_t begin = at;
                if (!m_test(nextCodePoint(text, at)))
                    continue;
                if (begin > done)
                    parts.push_back({done, begin, false});
                parts.push_back({begin, at, true});
                done = at;
            }
            if (done < text.size())
                parts.push_back({done, text.size(), false});
            merge(m_behavior, parts);
        });
    }

private:
    bool (*m_test)(char32_t);
    Behavior m_behavior;
};

// Words, and runs of what is neither word nor blank.
class WordSplit final : public PreTokenizer {
public:
    void apply(PieceList& list) const override {
        splitAll(list, [](std::string_view text, Parts& parts) {
            parts.clear();
            int before = 0;
            for (std::size_t at = 0; at < text.size();) {
                const std::size_t begin = at;
                const char32_t c = nextCodePoint(text, at);
                const int kind = unicode::isWordCharacter(c) ? 1 : unicode::isWhitespace(c) ? 0 : 2;
                if (kind != 0 && kind == before)
                    parts.back().end = at;
                else if (kind != 0)
                    parts.push_back({begin, at, true});
                before = kind;
            }
        });
    }
};

// A list that is written anew, piece by piece.
class Rewriter {
public:
    explicit Rewriter(PieceList& list)
        : m_list(list) {
        m_new.pieces.reserve(list.pieces.size());
        m_new.bytes.reserve(2 * list.bytes.size());
        m_new.origins.reserve(2 * list.bytes.size());
    }
    ~Rewriter() { std::swap(m_list, m_new); }
    Rewriter(const Rewriter&) = delete;
    Rewriter& operator=(const Rewriter&) = delete;

    void keep(const PieceList::Piece& piece) {
        m_new.append(m_list.text(piece), m_list.origins.data() + piece.begin, piece.token);
    }
    void character(char32_t c, Origin origin) {
        appendUtf8(m_new.bytes, c);
        m_new.origins.resize(m_new.bytes.size(), origin);
    }
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_new.bytes.size()); }
    void piece(std::uint32_t begin, std::uint32_t end) {
        if (end > begin)
            m_new.pieces.push_back({begin, end});
    }
    std::string_view bytes() const { return m_new.bytes; }

private:
    PieceList& m_list;
    PieceList m_new;
};

class ByteLevel final : public PreTokenizer {
public:
    ByteLevel(bool prefix, bool split)
        : m_prefix(prefix)
        , m_pattern(split ? gpt2Pattern() : nullptr) {
        for (std::size_t i = 0; i < 256; ++i)
            m_characters[i] = byteCharacter(static_cast<unsigned char>(i));
    }

    void apply(PieceList& list) const override {
        Rewriter out(list);
        Parts parts;
        std::string text;
        for (const auto& piece : list.pieces) {
            if (piece.token >= 0) {
                out.keep(piece);
                continue;
            }
            const auto bytes = list.text(piece);
            const std::size_t prefix = m_prefix && bytes.front() != ' ' ? 1 : 0;
            text.assign(prefix, ' ');
            text += bytes;
            if (m_pattern)
                m_pattern->parts(text, parts);
            else
                parts.assign(1, {0, text.size(), true});
            for (const auto& part : parts) {
                const auto begin = out.size();
                for (std::size_t i = part.begin; i < part.end; ++i)
                    out.character(m_characters[static_cast<unsigned char>(text[i])],
                        list.origins[piece.begin + (i < prefix ? 0 : i - prefix)]);
                out.piece(begin, out.size());
            }
        }
    }

private:
    bool m_prefix;
    std::unique_ptr<const SplitPattern> m_pattern;
    std::array<char32_t, 256> m_characters{};
};

class Metaspace final : public PreTokenizer {
public:
    enum class Prepend { Always, First, Never };
    Metaspace(char32_t mark, Prepend prepend, bool split)
        : m_mark(mark)
        , m_prepend(prepend)
        , m_split(split) { }

    void apply(PieceList& list) const override {
        Rewriter out(list);
        std::vector<std::uint32_t> marks; // where they begin, in the new buffer
        for (const auto& piece : list.pieces) {
            if (piece.token >= 0) {
                out.keep(piece);
                continue;
            }
            const auto text = list.text(piece);
            const auto begin = out.size();
            const Origin first = list.origins[piece.begin];
            marks.clear();
            auto mark = [&](Origin origin) {
                marks.push_back(out.size());
                out.character(m_mark, origin);
            };
            std::size_t peek = 0;
            const char32_t start = nextCodePoint(text, peek);
            if (start != ' ' && start != m_mark
                && (m_prepend == Prepend::Always
                    || (m_prepend == Prepend::First && first.begin == 0)))
                mark(first);
            for (std::size_t at = 0; at < text.size();) {
                const Origin origin = list.origins[piece.begin + at];
                const char32_t c = nextCodePoint(text, at);
                if (c == ' ' || c == m_mark)
                    mark(origin);
                else
                    out.character(c, origin);
            }
            cut(out, begin, marks);
        }
    }

private:
    // Each mark goes with what stands behind it; several in a row stay apart.
    void cut(Rewriter& out, std::uint32_t begin, const std::vector<std::uint32_t>& marks) const {
        std::uint32_t from = begin;
        if (m_split)
            for (const auto at : marks) {
                out.piece(from, at);
                from = at;
            }
        out.piece(from, out.size());
    }

    char32_t m_mark;
    Prepend m_prepend;
    bool m_split;
};

std::optional<Behavior> behaviorOf(const Json& json, const char* other) {
    const auto name = valueOr<std::string>(json, "behavior", other);
    for (const auto& [known, behavior] :
        {std::pair{"Removed", Behavior::Removed}, std::pair{"Isolated", Behavior::Isolated},
            std::pair{"MergedWithPrevious", Behavior::MergedWithPrevious},
            std::pair{"MergedWithNext", Behavior::MergedWithNext},
            std::pair{"Contiguous", Behavior::Contiguous}})
        if (name == known)
            return behavior;
    return std::nullopt;
}

using One = std::unique_ptr<const PreTokenizer>;
constexpr const char* kWhere = "tokenizer.json: pre_tokenizer";

Result<One> readMetaspace(const Json& json) {
    const auto mark = valueOr<std::string>(json, "replacement", "\u2581");
    auto scheme = valueOr<std::string>(json, "prepend_scheme", "always");
    if (!valueOr(json, "add_prefix_space", true))
        scheme = "never"; // files of older versions
    std::size_t end = 0;
    const char32_t c = mark.empty() || firstInvalidUtf8(mark) ? 0 : nextCodePoint(mark, end);
    if (c == 0 || end != mark.size()
        || (scheme != "always" && scheme != "first" && scheme != "never"))
        return bad("Metaspace has no single replacement, or an unknown scheme", kWhere);
    using Prepend = Metaspace::Prepend;
    const auto prepend = scheme == "always" ? Prepend::Always
        : scheme == "first"                 ? Prepend::First
                                            : Prepend::Never;
    return One(std::make_unique<Metaspace>(c, prepend, valueOr(json, "split", true)));
}

Result<void> readInto(const Json& json, PreTokenizers& out) {
    const auto type = typeOf(json);
    auto characters = [&](bool (*test)(char32_t), Behavior behavior) {
        out.push_back(std::make_unique<CharacterSplit>(test, behavior));
    };
    if (type == "Sequence") {
        const auto* list = member(json, "pretokenizers");
        if (!list || !list->is_array())
            return bad("A sequence has no members", kWhere);
        for (const auto& item : *list)
            if (auto done = readInto(item, out); !done)
                return done;
    } else if (type == "ByteLevel") {
        out.push_back(std::make_unique<ByteLevel>(
            valueOr(json, "add_prefix_space", true), valueOr(json, "use_regex", true)));
    } else if (type == "Metaspace") {
        auto one = readMetaspace(json);
        if (!one)
            return one.error();
        out.push_back(std::move(*one));
    } else if (type == "BertPreTokenizer") {
        characters(unicode::isWhitespace, Behavior::Removed);
        characters(unicode::isPunctuation, Behavior::Isolated);
    } else if (type == "WhitespaceSplit") {
        characters(unicode::isWhitespace, Behavior::Removed);
    } else if (type == "Whitespace") {
        out.push_back(std::make_unique<WordSplit>());
    } else if (type == "Digits") {
        characters(unicode::isNumeric,
            valueOr(json, "individual_digits", false) ? Behavior::Isolated : Behavior::Contiguous);
    } else if (type == "Punctuation" || type == "Split") {
        const auto behavior = behaviorOf(json, type == "Split" ? "" : "Isolated");
        if (!behavior)
            return bad("A pre-tokenizer has an unknown behavior", kWhere);
        if (type == "Punctuation") {
            characters(unicode::isPunctuation, *behavior);
            return {};
        }
        const auto* pattern = member(json, "pattern");
        auto read = readSplitPattern(pattern ? *pattern : Json(), kWhere);
        if (!read)
            return read.error();
        out.push_back(std::make_unique<PatternSplit>(
            std::move(*read), *behavior, valueOr(json, "invert", false)));
    } else {
        return unsupported("The tokenizer splits by '" + type + "'", kWhere);
    }
    return {};
}

} // namespace

void PieceList::clear() {
    bytes.clear();
    origins.clear();
    pieces.clear();
}

void PieceList::append(std::string_view text, const Origin* from, std::int32_t token) {
    if (text.empty())
        return;
    const auto begin = static_cast<std::uint32_t>(bytes.size());
    bytes.append(text);
    origins.insert(origins.end(), from, from + text.size());
    pieces.push_back({begin, static_cast<std::uint32_t>(bytes.size()), token});
}

char32_t byteCharacter(unsigned char byte) {
    const auto printable = [](unsigned b) {
        return (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
    };
    if (printable(byte))
        return byte;
    char32_t c = 0x100;
    for (unsigned b = 0; b < byte; ++b)
        c += printable(b) ? 0 : 1;
    return c;
}

Result<PreTokenizers> readPreTokenizers(const Json& json) {
    PreTokenizers out;
    if (!json.is_null())
        if (auto done = readInto(json, out); !done)
            return done.error();
    return out;
}

} // namespace evenspan
