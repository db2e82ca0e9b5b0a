// SPDX-License-Identifier: GPL-3.0-or-later
// What an invariance test changes in its text.
#include "core/app/inspect/behaviour_tests.h"
#include "core/base/rng.h"
#include "core/text/offset_map.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace evenspan {

namespace {

using Points = std::u32string;

Points pointsOf(std::string_view text) {
    Points out;
    for (std::size_t at = 0; at < text.size();)
        out += nextCodePoint(text, at);
    return out;
}

std::string written(const Points& points) {
    std::string out;
    for (const char32_t c : points)
        appendUtf8(out, c);
    return out;
}

UChar32 of(char32_t c) {
    return static_cast<UChar32>(c);
}

bool hasHan(const Points& text) {
    return std::any_of(text.begin(), text.end(), [](char32_t c) {
        UErrorCode status = U_ZERO_ERROR;
        return uscript_getScript(of(c), &status) == USCRIPT_HAN;
    });
}

// One code point for one, so that every span stays where it is.
Points cased(Points text, bool upper) {
    for (char32_t& c : text)
        c = static_cast<char32_t>(upper ? u_toupper(of(c)) : u_tolower(of(c)));
    return text;
}

// A text of its own, so that the same test always gets the same typos.
std::uint64_t keyOf(const Points& text) {
    std::uint64_t hash = 1469598103934665603ULL; // FNV-1a
    for (const char32_t c : text)
        hash = (hash ^ c) * 1099511628211ULL;
    return hash;
}

// Places where two neighbouring letters of a word differ and lie outside of the spans.
std::vector<std::size_t> typoPlaces(const Points& text, const std::vector<MarkedSpan>& spans) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const CodePointRange pair{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 2)};
        if (u_isalpha(of(text[i])) && u_isalpha(of(text[i + 1]))
            && u_tolower(of(text[i])) != u_tolower(of(text[i + 1]))
            && std::none_of(spans.begin(), spans.end(),
                [&](const MarkedSpan& span) { return span.range.overlaps(pair); }))
            out.push_back(i);
    }
    return out;
}

class Changer {
public:
    Changer(const BehaviourTest& test, const std::map<std::string, std::vector<std::string>>& names,
        std::size_t most)
        : m_test(test)
        , m_names(names)
        , m_most(most)
        , m_text(pointsOf(test.text.text)) { }

    std::vector<TextVariant> go() {
        for (const auto change : m_test.changes) {
            m_change = change;
            m_left = m_most;
            switch (change) {
            case TextChange::Lower:
                add(cased(m_text, false), {});
                break;
            case TextChange::Upper:
                add(cased(m_text, true), {});
                break;
            case TextChange::Typos:
                typos();
                break;
            case TextChange::Punctuation:
                punctuation();
                break;
            case TextChange::Swap:
                swap();
                break;
            case TextChange::Negated:
                before(hasHan(m_text) ? U"并不是说" : U"It is not true that ", {});
                break;
            }
        }
        return std::move(m_out);
    }

private:
    void add(const Points& text, std::vector<TextVariant::Edit> edits) {
        if (m_left == 0 || text == m_text)
            return; // what does not change says nothing
        --m_left;
        m_out.push_back({m_change, written(text), std::move(edits)});
    }

    void before(const Points& front, const Points& behind) {
        std::vector<TextVariant::Edit> edits{{{0, 0}, static_cast<std::uint32_t>(front.size())}};
        add(front + m_text + behind, std::move(edits));
    }

    void typos() {
        auto places = typoPlaces(m_text, m_test.text.spans);
        Philox rng(keyOf(m_text));
        shuffle(std::span(places), rng);
        for (const auto at : places) {
            Points text = m_text;
            std::swap(text[at], text[at + 1]);
            add(text, {});
        }
    }

    void punctuation() {
        const auto size = static_cast<std::uint32_t>(m_text.size());
        const auto& spans = m_test.text.spans;
        const bool free = spans.empty() || spans.back().range.end < size;
        if (size > 1 && u_ispunct(of(m_text.back())) && free)
            add(m_text.substr(0, size - 1), {{{size - 1, size}, 0}});
        else if (!u_ispunct(of(m_text.back())))
            add(m_text + (hasHan(m_text) ? U"。" : U"."), {});
        if (hasHan(m_text))
            before(U"“", U"”");
        else
            before(U"\"", U"\"");
    }

    const std::vector<std::string>* namesOf(const std::string& label) const {
        for (const auto* all : {&m_test.names, &m_names})
            if (const auto found = all->find(label); found != all->end())
                return &found->second;
        return nullptr;
    }

    void swap() {
        // Each span in turn, so that few variants reach all of them.
        std::vector<std::vector<std::string>> choices;
        Philox rng(keyOf(m_text));
        const OffsetMap map(m_test.text.text);
        for (const auto& span : m_test.text.spans) {
            auto& own = choices.emplace_back();
            if (const auto* names = namesOf(span.label))
                for (const auto& name : *names)
                    if (!name.empty() && name != map.slice(span.range))
                        own.push_back(name);
            shuffle(std::span(own), rng);
        }
        for (std::size_t round = 0; m_left > 0; ++round) {
            bool any = false;
            for (std::size_t s = 0; s < choices.size(); ++s) {
                if (round >= choices[s].size())
                    continue;
                any = true;
                const auto range = m_test.text.spans[s].range;
                const Points name = pointsOf(choices[s][round]);
                add(m_text.substr(0, range.begin) + name + m_text.substr(range.end),
                    {{range, static_cast<std::uint32_t>(name.size())}});
            }
            if (!any)
                break;
        }
    }

    const BehaviourTest& m_test;
    const std::map<std::string, std::vector<std::string>>& m_names;
    const std::size_t m_most;
    const Points m_text;
    TextChange m_change = TextChange::Lower;
    std::size_t m_left = 0;
    std::vector<TextVariant> m_out;
};

} // namespace

CodePointRange TextVariant::moved(CodePointRange range) const {
    // A position behind an edit moves by what it grew; one inside goes to its new end.
    const auto at = [&](std::uint32_t position, bool begin) {
        std::int64_t by = 0;
        for (const auto& edit : edits) {
            const std::int64_t grown = std::int64_t{edit.length} - edit.from.size();
            if (edit.from.empty()
                    ? (begin ? position >= edit.from.begin : position > edit.from.begin)
                    : position >= edit.from.end)
                by += grown;
            else if (position > edit.from.begin)
                return static_cast<std::uint32_t>(edit.from.begin + edit.length + by);
        }
        return static_cast<std::uint32_t>(position + by);
    };
    return {at(range.begin, true), at(range.end, false)};
}

std::vector<TextVariant> variantsOf(const BehaviourTest& test,
    const std::map<std::string, std::vector<std::string>>& names, std::size_t most) {
    if (test.text.text.empty())
        return {};
    return Changer(test, names, most).go();
}

} // namespace evenspan
