// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

// The ways of the field to write entities as one tag a token.
//   IO     I-X inside, O outside; neighbours of one type melt together
//   IOB1   I-X inside, B-X only where an entity follows another of its type (CoNLL-2003 files)
//   IOB2   B-X first, I-X after it ("BIO")
//   IOE2   E-X last, I-X before it
//   IOBES  B-X first, I-X inside, E-X last, S-X alone
//   BILOU  the same with L for E and U for S
//   BMES   the same with M for I
enum class TagScheme { Io, Iob1, Iob2, Ioe2, Iobes, Bilou, Bmes };

inline constexpr std::array kAllTagSchemes{TagScheme::Io, TagScheme::Iob1, TagScheme::Iob2,
    TagScheme::Ioe2, TagScheme::Iobes, TagScheme::Bilou, TagScheme::Bmes};

const char* tagSchemeName(TagScheme scheme);
std::optional<TagScheme> tagSchemeFromName(std::string_view name); // any case; "BIO" is IOB2

// An entity as a half-open range of tokens of one sentence.
struct Mention {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string label;
    auto operator<=>(const Mention&) const = default;
};

// A tag cut in two: 'O' with no label, or a prefix letter and the text after the first '-'
// ("B-A-B" has the label "A-B"; a bare "B" has the label "_", as in seqeval).
struct TagParts {
    char prefix = 'O';
    std::string_view label;
};
TagParts splitTag(std::string_view tag);

// The way back: 'B' and "PER" give "B-PER"; the label "_" gives a bare "B".
std::string writeTag(char prefix, std::string_view label);

// One tag that its scheme forbids where it stands, and how it was read.
struct TagRepair {
    std::uint32_t token = 0;
    std::string tag;
    std::string readAs;
};

enum class Reading {
    Lenient, // every labelled token belongs to an entity; breaches are repaired and listed
    // Only entities that follow the scheme count; the rest is dropped and listed. IO and IOB1 can
    // say every reading, so here they are as lenient as above (B at a start of IOB1 opens).
    Strict,
};

// The entities of one sentence. `repairs`, where not null, gets what was mended or dropped.
std::vector<Mention> mentionsFromTags(std::span<const std::string> tags, TagScheme scheme,
    Reading reading = Reading::Lenient, std::vector<TagRepair>* repairs = nullptr);
// The same into a vector that the caller keeps, so that a loop over sentences does not allocate.
void mentionsFromTags(std::span<const std::string> tags, TagScheme scheme, Reading reading,
    std::vector<TagRepair>* repairs, std::vector<Mention>& mentions);

// The tags of a sentence of `tokens` tokens. Mentions must be sorted and must not overlap; empty or
// overlapping ones are left out and, where not null, listed in `lost`. Under IO a neighbour of the
// same type melts into the one before it and is listed too.
std::vector<std::string> tagsFromMentions(std::span<const Mention> mentions, std::uint32_t tokens,
    TagScheme scheme, std::vector<Mention>* lost = nullptr);

// Which scheme a corpus is written in, counted tag by tag.
class SchemeDetector {
public:
    void add(std::span<const std::string> tags); // one sentence

    struct Evidence {
        TagScheme scheme;
        std::uint64_t violations = 0; // tags that this scheme forbids where they stand
    };
    // For every scheme whose letters cover those seen, fewest violations first. Ties: IOB2 before
    // IOB1 before IO before IOE2 before IOBES, BILOU, BMES. Empty where no scheme has the letters.
    std::vector<Evidence> ranking() const;
    // The first of ranking(), with IOB1 only where it explains I- at a start that IOB2 forbids.
    std::optional<TagScheme> best() const;
    std::uint64_t labelledTags() const { return m_labelled; }
    std::uint64_t count(char prefix) const {
        return m_prefixes[static_cast<unsigned char>(prefix)];
    }

private:
    std::array<std::uint64_t, 256> m_prefixes{};
    std::array<std::uint64_t, kAllTagSchemes.size()> m_violations{};
    std::uint64_t m_labelled = 0;
};

// True where `tag` may follow `previous` in the scheme; "O" stands for the border of a sentence,
// so a start is followsIn(scheme, "O", tag) and an end is followsIn(scheme, tag, "O").
bool followsIn(TagScheme scheme, std::string_view previous, std::string_view tag);

} // namespace evenspan
