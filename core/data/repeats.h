// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

// Documents whose text stands in two splits: a model is then measured on what it learned from.
struct SplitLeak {
    std::string split, other;
    std::uint64_t exact = 0; // documents of `split` whose text, byte for byte, stands in `other`
    std::uint64_t alike = 0; // the same but for letter case and blanks; those of `exact` too
    bool operator==(const SplitLeak&) const = default;
};

// What of a set of documents is there more than once.
struct Repeats {
    std::uint64_t documents = 0;
    std::uint64_t exact = 0; // documents whose text stood in a document before
    std::uint64_t alike = 0; // the same but for letter case and blanks; those of `exact` too
    // Of the new documents: whose text was among the known ones already.
    std::uint64_t known = 0;
    // Both directions, by split then other; without the split "". Of two known documents none
    // counts: they leaked before.
    std::vector<SplitLeak> leaks;
    bool operator==(const Repeats&) const = default;
};

// Collects texts and compares them by 64-bit keys (core/text/text_key.h), 24 bytes a document: with
// a million different texts the odds of one false hit are 1 in 37 million. Texts of blanks alone
// count as no text.
class RepeatWatch {
public:
    // `known`: it was there before the documents that are asked about.
    void add(std::string_view text, const std::string& split, bool known = false);
    // The same by the text's keys: alikeKey(), textKey().
    void addKeys(
        std::uint64_t alike, std::uint64_t exact, const std::string& split, bool known = false);
    // Sorts what was added. Counts of `documents`, `exact` and `alike` are of the new ones.
    Repeats result();

private:
    struct Seen {
        std::uint64_t alike, exact;
        std::uint32_t split;
        bool fresh;
    };
    std::vector<Seen> m_seen;
    std::map<std::string, std::uint32_t> m_splits;
};

} // namespace evenspan
