// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/tag_scheme.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>

namespace evenspan {

namespace {

constexpr std::array kSchemeNames{"IO", "IOB1", "IOB2", "IOE2", "IOBES", "BILOU", "BMES"};

// Every scheme is one of four roles a token, whatever letters it writes them with.
enum class Role { Outside, Begin, Inside, End, Single, Unknown };

struct Letters {
    char begin, inside, end, single; // 0: the scheme has no such letter
};

constexpr Letters lettersOf(TagScheme scheme) {
    switch (scheme) {
    case TagScheme::Io:
        return {0, 'I', 0, 0};
    case TagScheme::Iob1:
        return {'B', 'I', 0, 0};
    case TagScheme::Iob2:
        return {'B', 'I', 0, 0};
    case TagScheme::Ioe2:
        return {0, 'I', 'E', 0};
    case TagScheme::Iobes:
        return {'B', 'I', 'E', 'S'};
    case TagScheme::Bilou:
        return {'B', 'I', 'L', 'U'};
    case TagScheme::Bmes:
        return {'B', 'M', 'E', 'S'};
    }
    return {};
}

Role roleOf(TagScheme scheme, char prefix) {
    if (prefix == 'O')
        return Role::Outside;
    const auto letters = lettersOf(scheme);
    if (prefix == letters.begin)
        return Role::Begin;
    if (prefix == letters.inside)
        return Role::Inside;
    if (prefix == letters.end)
        return Role::End;
    return prefix == letters.single ? Role::Single : Role::Unknown;
}

// For reading what does not keep to its scheme: the role a letter has in any scheme.
Role genericRole(char prefix) {
    switch (prefix) {
    case 'O':
        return Role::Outside;
    case 'B':
        return Role::Begin;
    case 'E':
    case 'L':
        return Role::End;
    case 'S':
    case 'U':
        return Role::Single;
    default:
        return Role::Inside;
    }
}

bool hasEnds(TagScheme scheme) {
    return scheme == TagScheme::Iobes || scheme == TagScheme::Bilou || scheme == TagScheme::Bmes;
}

bool partsFollow(TagScheme scheme, const TagParts& before, const TagParts& tag) {
    const Role a = roleOf(scheme, before.prefix), b = roleOf(scheme, tag.prefix);
    if (a == Role::Unknown || b == Role::Unknown)
        return false;
    const bool same = a != Role::Outside && b != Role::Outside && before.label == tag.label;
    switch (scheme) {
    case TagScheme::Io:
        return true;
    // B only where the entity before it is of the same type.
    case TagScheme::Iob1:
        return b != Role::Begin || same;
    case TagScheme::Iob2:
        return b != Role::Inside || same;
    // I must be followed by I or E of its type.
    case TagScheme::Ioe2:
        return a != Role::Inside || same;
    default:
        break;
    }
    const bool open = a == Role::Begin || a == Role::Inside;
    const bool goesOn = b == Role::Inside || b == Role::End;
    return open ? goesOn && same : !goesOn;
}

// Whether the second of two neighbouring tags opens an entity, read leniently: where it says so,
// where the one before closed, and where the type changes.
bool opens(TagScheme scheme, const TagParts& before, const TagParts& tag) {
    if (tag.prefix == 'O')
        return false;
    const Role role = genericRole(tag.prefix), last = genericRole(before.prefix);
    if (last == Role::Outside || last == Role::End || last == Role::Single)
        return true;
    if (scheme == TagScheme::Io)
        return before.label != tag.label;
    return role == Role::Begin || role == Role::Single || before.label != tag.label;
}

void readLenient(
    std::span<const std::string> tags, TagScheme scheme, std::vector<Mention>& mentions) {
    TagParts before;
    for (std::uint32_t i = 0; i < tags.size(); ++i) {
        const auto tag = splitTag(tags[i]);
        if (opens(scheme, before, tag))
            mentions.push_back({i, i + 1, std::string(tag.label)});
        else if (tag.prefix != 'O')
            mentions.back().end = i + 1;
        before = tag;
    }
}

// Strict: an entity is a longest run in which each tag may follow the one before, that starts as
// the scheme starts entities and ends as it ends them. In IOB2 and IOE2 one side is implied, so a
// bad neighbour is dropped and the good part stays (as seqeval's strict mode does).
void readStrict(
    std::span<const std::string> tags, TagScheme scheme, std::vector<Mention>& mentions) {
    if (scheme == TagScheme::Io || scheme == TagScheme::Iob1)
        return readLenient(tags, scheme, mentions);
    const std::uint32_t size = static_cast<std::uint32_t>(tags.size());
    for (std::uint32_t i = 0; i < size; ++i) {
        const auto first = splitTag(tags[i]);
        const Role role = roleOf(scheme, first.prefix);
        if (role == Role::Single) {
            mentions.push_back({i, i + 1, std::string(first.label)});
            continue;
        }
        const bool starts = role == Role::Begin
            || (scheme == TagScheme::Ioe2 && (role == Role::Inside || role == Role::End));
        if (!starts)
            continue;
        // Walk over the inside of the same type.
        std::uint32_t j = i;
        Role last = role;
        while (last != Role::End && j + 1 < size) {
            const auto next = splitTag(tags[j + 1]);
            const Role nextRole = roleOf(scheme, next.prefix);
            if ((nextRole != Role::Inside && nextRole != Role::End) || next.label != first.label)
                break;
            last = nextRole;
            ++j;
        }
        const bool needsEnd = hasEnds(scheme) || scheme == TagScheme::Ioe2;
        if (!needsEnd || last == Role::End)
            mentions.push_back({i, j + 1, std::string(first.label)});
        i = j;
    }
}

// The letter of a mention's token. `touches`: one of its type ends where it begins.
char letterFor(TagScheme scheme, const Letters& letters, bool first, bool last, bool touches) {
    if (first && last && letters.single)
        return letters.single;
    if (last && letters.end)
        return letters.end;
    if (first && letters.begin && (scheme != TagScheme::Iob1 || touches))
        return letters.begin;
    return letters.inside;
}

// Whether the tags are just what tagsFromMentions() makes of the mentions that were read from them,
// so that nothing was repaired; "" counts as O.
bool areProper(
    std::span<const std::string> tags, std::span<const Mention> mentions, TagScheme scheme) {
    const auto letters = lettersOf(scheme);
    const auto outside = [&](std::uint32_t from, std::uint32_t to) {
        for (auto i = from; i < to; ++i)
            if (!tags[i].empty() && tags[i] != "O")
                return false;
        return true;
    };
    std::uint32_t free = 0;
    const Mention* previous = nullptr;
    for (const auto& mention : mentions) {
        if (mention.begin < free || mention.end <= mention.begin || !outside(free, mention.begin))
            return false;
        const bool touches =
            previous && previous->end == mention.begin && previous->label == mention.label;
        const bool bare = mention.label == "_";
        for (auto i = mention.begin; i < mention.end; ++i) {
            const std::string_view tag = tags[i];
            const char letter =
                letterFor(scheme, letters, i == mention.begin, i + 1 == mention.end, touches);
            if (tag.empty() || tag.front() != letter
                || (bare ? tag.size() > 1
                         : tag.size() != mention.label.size() + 2 || tag[1] != '-'
                            || tag.substr(2) != mention.label))
                return false;
        }
        free = mention.end;
        previous = &mention;
    }
    return outside(free, static_cast<std::uint32_t>(tags.size()));
}

// Whether a tag may follow another depends on both letters and on whether their labels are one: for
// each, a bit for every scheme that forbids it.
class Breaches {
public:
    static constexpr std::string_view kLetters = "OBIESLUM"; // behind them: any other
    Breaches() {
        m_numbers.fill(kLetters.size());
        for (std::size_t i = 0; i < kLetters.size(); ++i)
            m_numbers[static_cast<unsigned char>(kLetters[i])] = static_cast<unsigned char>(i);
        for (std::size_t a = 0; a < kCount; ++a)
            for (std::size_t b = 0; b < kCount; ++b)
                for (const bool same : {false, true}) {
                    const TagParts before{letter(a), "x"}, tag{letter(b), same ? "x" : "y"};
                    auto& bits = m_bits[(a * kCount + b) * 2 + same];
                    for (std::size_t s = 0; s < kAllTagSchemes.size(); ++s)
                        if (!partsFollow(kAllTagSchemes[s], before, tag))
                            bits |= static_cast<unsigned char>(1u << s);
                }
    }
    unsigned of(const TagParts& before, const TagParts& tag) const {
        return m_bits[(number(before.prefix) * kCount + number(tag.prefix)) * 2
            + (before.label == tag.label)];
    }

private:
    static constexpr std::size_t kCount = kLetters.size() + 1;
    static char letter(std::size_t number) {
        return number < kLetters.size() ? kLetters[number] : '?';
    }
    std::size_t number(char prefix) const { return m_numbers[static_cast<unsigned char>(prefix)]; }
    std::array<unsigned char, 256> m_numbers{};
    std::array<unsigned char, kCount * kCount * 2> m_bits{};
};
static_assert(kAllTagSchemes.size() <= 8, "a bit of a byte each");

} // namespace

const char* tagSchemeName(TagScheme scheme) {
    return kSchemeNames[static_cast<std::size_t>(scheme)];
}

std::optional<TagScheme> tagSchemeFromName(std::string_view name) {
    std::string upper(name);
    std::transform(upper.begin(), upper.end(), upper.begin(),
        [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (upper == "BIO")
        upper = "IOB2";
    if (upper == "BIOES")
        upper = "IOBES";
    for (std::size_t i = 0; i < kSchemeNames.size(); ++i)
        if (upper == kSchemeNames[i])
            return kAllTagSchemes[i];
    return std::nullopt;
}

TagParts splitTag(std::string_view tag) {
    if (tag.empty() || tag == "O")
        return {};
    // Almost always behind one letter.
    const auto dash = tag.size() > 1 && tag[0] != '-' && tag[1] == '-' ? 1 : tag.find('-');
    if (dash == std::string_view::npos)
        return {tag.front(), "_"};
    const auto label = tag.substr(dash + 1);
    return {tag.front(), label.empty() ? std::string_view("_") : label};
}

std::string writeTag(char prefix, std::string_view label) {
    std::string tag(1, prefix);
    if (label != "_")
        tag.append("-").append(label);
    return tag;
}

bool followsIn(TagScheme scheme, std::string_view previous, std::string_view tag) {
    return partsFollow(scheme, splitTag(previous), splitTag(tag));
}

void mentionsFromTags(std::span<const std::string> tags, TagScheme scheme, Reading reading,
    std::vector<TagRepair>* repairs, std::vector<Mention>& mentions) {
    mentions.clear();
    if (reading == Reading::Strict)
        readStrict(tags, scheme, mentions);
    else
        readLenient(tags, scheme, mentions);
    if (repairs && !areProper(tags, mentions, scheme)) {
        // What was read, written properly, against what stood there: each difference is a repair.
        const auto proper =
            tagsFromMentions(mentions, static_cast<std::uint32_t>(tags.size()), scheme);
        for (std::uint32_t i = 0; i < tags.size(); ++i)
            if (proper[i] != tags[i] && !(proper[i] == "O" && tags[i].empty()))
                repairs->push_back({i, tags[i], proper[i]});
    }
}

std::vector<Mention> mentionsFromTags(std::span<const std::string> tags, TagScheme scheme,
    Reading reading, std::vector<TagRepair>* repairs) {
    std::vector<Mention> mentions;
    mentionsFromTags(tags, scheme, reading, repairs, mentions);
    return mentions;
}

std::vector<std::string> tagsFromMentions(std::span<const Mention> mentions, std::uint32_t tokens,
    TagScheme scheme, std::vector<Mention>* lost) {
    std::vector<std::string> tags(tokens, "O");
    const auto letters = lettersOf(scheme);
    std::uint32_t free = 0;
    const Mention* previous = nullptr;
    for (const auto& mention : mentions) {
        if (mention.begin < free || mention.end <= mention.begin || mention.end > tokens) {
            if (lost)
                lost->push_back(mention);
            continue;
        }
        const bool touches =
            previous && previous->end == mention.begin && previous->label == mention.label;
        if (touches && scheme == TagScheme::Io && lost)
            lost->push_back(mention);
        for (std::uint32_t i = mention.begin; i < mention.end; ++i) {
            const char letter =
                letterFor(scheme, letters, i == mention.begin, i + 1 == mention.end, touches);
            tags[i] = writeTag(letter, mention.label);
        }
        free = mention.end;
        previous = &mention;
    }
    return tags;
}

void SchemeDetector::add(std::span<const std::string> tags) {
    static const Breaches breaches;
    TagParts before;
    bool outside = true; // the tag before is O, as most are
    const auto step = [&](const TagParts& tag) {
        for (auto bits = breaches.of(before, tag); bits != 0; bits &= bits - 1)
            ++m_violations[static_cast<std::size_t>(std::countr_zero(bits))];
        before = tag;
        outside = tag.prefix == 'O';
    };
    std::uint64_t plain = 0;
    for (const auto& text : tags) {
        if (outside && text.size() == 1 && text.front() == 'O') {
            ++plain;
            continue;
        }
        const auto tag = splitTag(text);
        ++m_prefixes[static_cast<unsigned char>(tag.prefix)];
        m_labelled += tag.prefix != 'O' ? 1 : 0;
        step(tag);
    }
    m_prefixes['O'] += plain;
    step({});
}

std::vector<SchemeDetector::Evidence> SchemeDetector::ranking() const {
    constexpr std::array order{TagScheme::Iob2, TagScheme::Iob1, TagScheme::Io, TagScheme::Ioe2,
        TagScheme::Iobes, TagScheme::Bilou, TagScheme::Bmes};
    std::vector<Evidence> ranking;
    for (const auto scheme : order) {
        bool covers = true;
        for (std::size_t c = 0; c < m_prefixes.size(); ++c)
            covers = covers
                && (m_prefixes[c] == 0 || roleOf(scheme, static_cast<char>(c)) != Role::Unknown);
        if (covers)
            ranking.push_back({scheme, m_violations[static_cast<std::size_t>(scheme)]});
    }
    std::stable_sort(ranking.begin(), ranking.end(),
        [](const Evidence& a, const Evidence& b) { return a.violations < b.violations; });
    return ranking;
}

std::optional<TagScheme> SchemeDetector::best() const {
    const auto all = ranking();
    if (all.empty())
        return std::nullopt;
    // A file with I- only at starts is IOB1 as CoNLL-2003 writes it, not IO: both explain it, but
    // IOB1 keeps neighbours apart where the file has them.
    if (all.front().scheme == TagScheme::Io)
        for (const auto& evidence : all)
            if (evidence.scheme == TagScheme::Iob1 && evidence.violations == all.front().violations)
                return TagScheme::Iob1;
    return all.front().scheme;
}

} // namespace evenspan
