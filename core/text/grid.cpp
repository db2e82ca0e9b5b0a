// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/grid.h"

#include "core/text/ascii.h"
#include "core/text/ascii_words.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

namespace evenspan {

namespace {

// Without the full stop that follows them; compared in lower case.
constexpr std::array kAbbreviations{"mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "gen", "col",
    "sgt", "capt", "lt", "rev", "hon", "gov", "sen", "rep", "pres", "inc", "ltd", "co", "corp",
    "llc", "bros", "dept", "est", "fig", "no", "nos", "vol", "pp", "ed", "eds", "al", "etc", "vs",
    "cf", "approx", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "ave", "blvd", "rd", "mt", "ft", "e.g",
    "i.e", "u.s", "u.k", "u.n", "e.u", "a.m", "p.m", "ph.d", "b.a", "m.a", "d.c"};

struct CloseText {
    void operator()(UText* text) const { utext_close(text); }
};
struct CloseBreaks {
    void operator()(UBreakIterator* breaks) const { ubrk_close(breaks); }
};
using Text = std::unique_ptr<UText, CloseText>;
using Breaks = std::unique_ptr<UBreakIterator, CloseBreaks>;

// ICU's rules, opened where a text first needs them.
class Rules {
public:
    bool set(std::string_view part) {
        UErrorCode status = U_ZERO_ERROR;
        const auto size = static_cast<std::int64_t>(part.size());
        for (auto* side : {&m_words, &m_graphemes}) {
            side->text.reset(utext_openUTF8(side->text.release(), part.data(), size, &status));
            if (!side->breaks)
                side->breaks.reset(ubrk_open(side->type, "en", nullptr, 0, &status));
            if (U_SUCCESS(status))
                ubrk_setUText(side->breaks.get(), side->text.get(), &status);
        }
        return U_SUCCESS(status);
    }
    UBreakIterator* words() const { return m_words.breaks.get(); }
    UBreakIterator* graphemes() const { return m_graphemes.breaks.get(); }

private:
    struct Side {
        UBreakIteratorType type;
        Text text;
        Breaks breaks;
    };
    Side m_words{UBRK_WORD, {}, {}}, m_graphemes{UBRK_CHARACTER, {}, {}};
};

bool withoutBlanks(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
        return true;
    default:
        return false;
    }
}

struct Piece {
    std::size_t begin, end; // bytes
    char32_t first;
};

bool isEnder(std::string_view token) {
    if (token.size() == 1)
        return token[0] == '.' || token[0] == '!' || token[0] == '?';
    if (token.size() > 3 || static_cast<unsigned char>(token[0]) < 0x80)
        return false;
    static constexpr std::array enders{
        ".", "!", "?", "…", "。", "！", "？", "．", "‼", "⁉", "؟", "।"};
    return std::find(enders.begin(), enders.end(), token) != enders.end();
}

bool isCloser(char32_t c) {
    const auto type = u_charType(static_cast<UChar32>(c));
    return c == '"' || c == '\'' || type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION;
}

std::string lowered(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

// Whether a full stop behind `word` belongs to the word.
bool abbreviates(std::string_view word) {
    const auto name = lowered(word);
    if (std::find(kAbbreviations.begin(), kAbbreviations.end(), name) != kAbbreviations.end())
        return true;
    // An initial: one capital letter, also dotted as in "J.R".
    std::size_t at = 0;
    return !word.empty() && u_isupper(static_cast<UChar32>(nextCodePoint(word, at)))
        && (at == word.size() || word[at] == '.') && word.size() <= 5;
}

// Cuts [begin, end) into graphemes.
void addGraphemes(UBreakIterator* graphemes, std::string_view text, std::size_t begin,
    std::size_t end, std::vector<Piece>& pieces) {
    while (begin < end) {
        const auto next = ubrk_following(graphemes, static_cast<std::int32_t>(begin));
        const std::size_t to =
            next == UBRK_DONE ? end : std::min(end, static_cast<std::size_t>(next));
        std::size_t at = begin;
        const char32_t first = nextCodePoint(text, at);
        pieces.push_back({begin, to, first});
        begin = to;
    }
}

void addSegment(UBreakIterator* graphemes, std::string_view text, std::size_t begin,
    std::size_t end, bool word, std::vector<Piece>& pieces) {
    bool blank = true;
    for (std::size_t i = begin; i < end && blank;)
        blank = u_isUWhiteSpace(static_cast<UChar32>(nextCodePoint(text, i)));
    if (blank)
        return;
    // Some versions of ICU take the '@' of a mention into the word behind it.
    if (text[begin] == '@' && end - begin > 1
        && ubrk_isBoundary(graphemes, static_cast<std::int32_t>(begin + 1))) {
        pieces.push_back({begin, begin + 1, '@'});
        ++begin;
    }
    std::size_t at = begin;
    const char32_t first = nextCodePoint(text, at);
    // A segment of a script without blanks may start with another character and the reverse, so
    // look at every character.
    bool single = !word;
    for (std::size_t i = begin; i < end && !single;)
        single = withoutBlanks(nextCodePoint(text, i));
    if (single)
        addGraphemes(graphemes, text, begin, end, pieces);
    else
        pieces.push_back({begin, end, first});
}

// Cuts a text by ICU's rules.
void addSegments(UBreakIterator* words, UBreakIterator* graphemes, std::string_view text,
    std::vector<Piece>& pieces) {
    std::size_t begin = 0;
    bool word = false;
    ubrk_first(words);
    for (auto end = ubrk_next(words); end != UBRK_DONE; end = ubrk_next(words)) {
        word = word || ubrk_getRuleStatus(words) != UBRK_WORD_NONE;
        // Unicode's word rules cut a few graphemes (a number sign before a digit): join those.
        if (!ubrk_isBoundary(graphemes, end))
            continue;
        addSegment(graphemes, text, begin, static_cast<std::size_t>(end), word, pieces);
        begin = static_cast<std::size_t>(end);
        word = false;
    }
}

bool endsSentence(std::string_view text, const std::vector<Piece>& pieces, std::size_t i) {
    const auto token = text.substr(pieces[i].begin, pieces[i].end - pieces[i].begin);
    if (!isEnder(token))
        return false;
    if (token == "." && i > 0 && pieces[i - 1].end == pieces[i].begin
        && abbreviates(text.substr(pieces[i - 1].begin, pieces[i - 1].end - pieces[i - 1].begin)))
        return false;
    // "..." and "?!" end at their last mark; "…" goes on before a lower-case word.
    if (i + 1 < pieces.size()) {
        const auto& next = pieces[i + 1];
        const bool glued = next.begin == pieces[i].end;
        if (glued && isEnder(text.substr(next.begin, next.end - next.begin)))
            return false;
        const bool narrow = token == "." || token == "…";
        if (narrow
            && (u_islower(static_cast<UChar32>(next.first))
                || (glued && u_isalnum(static_cast<UChar32>(next.first))
                    && !withoutBlanks(next.first))))
            return false;
    }
    return true;
}

std::vector<std::uint32_t> sentenceStarts(std::string_view text, const std::vector<Piece>& pieces) {
    std::vector<std::uint32_t> starts;
    bool open = false;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (i > 0) {
            const auto gap = text.substr(pieces[i - 1].end, pieces[i].begin - pieces[i - 1].end);
            if (gap != " " && gap.find_first_of("\n\r") != std::string_view::npos)
                open = false;
        }
        if (!open) {
            starts.push_back(static_cast<std::uint32_t>(i));
            open = true;
        }
        if (endsSentence(text, pieces, i)) {
            while (i + 1 < pieces.size() && pieces[i + 1].begin == pieces[i].end
                && isCloser(pieces[i + 1].first))
                ++i;
            open = false;
        }
    }
    return starts;
}

} // namespace

Result<TokenGrid> makeGrid(std::string_view utf8) {
    if (auto valid = requireUtf8(utf8, {}); !valid)
        return valid.error();
    std::vector<Piece> pieces;
    pieces.reserve(utf8.size() / 5);
    Rules rules;
    const auto known = [&](std::size_t begin, std::size_t end) {
        pieces.push_back({begin, end, static_cast<char32_t>(utf8[begin])});
    };
    for (std::size_t at = 0; at < utf8.size();) {
        const auto unknown = asciiwords::nextUnknown(utf8, at);
        asciiwords::each(utf8, at, unknown.begin, known);
        if (unknown.begin == unknown.end)
            break;
        const auto part = utf8.substr(unknown.begin, unknown.end - unknown.begin);
        const auto first = pieces.size();
        if (!rules.set(part))
            return Error{ErrorCode::Internal, "The Unicode rules could not be loaded", "ICU",
                "Install the ICU data package."};
        addSegments(rules.words(), rules.graphemes(), part, pieces);
        for (auto i = first; i < pieces.size(); ++i) {
            pieces[i].begin += unknown.begin;
            pieces[i].end += unknown.begin;
        }
        at = unknown.end;
    }
    TokenGrid grid;
    grid.sentenceStarts = sentenceStarts(utf8, pieces);
    grid.tokens.reserve(pieces.size());
    if (isAscii(utf8)) {
        for (const auto& piece : pieces)
            grid.tokens.push_back(
                {static_cast<std::uint32_t>(piece.begin), static_cast<std::uint32_t>(piece.end)});
        return grid;
    }
    std::size_t byte = 0, codePoint = 0;
    auto advance = [&](std::size_t to) {
        codePoint += countCodePoints(utf8.substr(byte, to - byte));
        byte = to;
        return static_cast<std::uint32_t>(codePoint);
    };
    for (const auto& piece : pieces) {
        const auto from = advance(piece.begin);
        grid.tokens.push_back({from, advance(piece.end)});
    }
    return grid;
}

} // namespace evenspan
