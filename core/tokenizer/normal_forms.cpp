// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/normal_forms.h"

#include "core/text/utf8.h"
#include "core/tokenizer/unicode_rules.h"

#include <algorithm>

namespace evenspan {

namespace {

using Changes = std::vector<AlignedText::Change>;

// Decomposes and puts marks into canonical order.
Changes decompose(const std::string& bytes, bool compatible) {
    std::vector<std::pair<unsigned char, AlignedText::Change>> items; // with combining classes
    std::u32string parts;
    std::size_t run = 0; // the last starter: what follows it may move up to there
    auto order = [&] {
        std::stable_sort(items.begin() + static_cast<std::ptrdiff_t>(run), items.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
    };
    for (std::size_t at = 0; at < bytes.size();) {
        const char32_t c = nextCodePoint(bytes, at);
        parts.clear();
        if (compatible)
            unicode::decomposeCompatible(c, parts);
        else
            unicode::decompose(c, parts);
        int change = 0;
        for (const char32_t part : parts) {
            const auto combining = unicode::combiningClass(part);
            if (combining == 0) {
                if (items.size() > run + 1)
                    order();
                run = items.size();
            }
            items.push_back({combining, {part, change}});
            change = 1;
        }
    }
    if (items.size() > run + 1)
        order();
    Changes out;
    out.reserve(items.size());
    for (const auto& item : items)
        out.push_back(item.second);
    return out;
}

// Composes again. A composed character takes the changes of its parts together, less one for each.
Changes compose(const Changes& in) {
    Changes out, blocked;
    AlignedText::Change starter{};
    bool hasStarter = false;
    int last = -1; // class of the last mark that was not composed, -1: none
    for (const auto& item : in) {
        const int combining = unicode::combiningClass(item.c);
        if (!hasStarter) {
            if (combining != 0) {
                out.push_back(item);
            } else {
                starter = item;
                hasStarter = true;
            }
            continue;
        }
        const char32_t both = last < combining ? unicode::composePair(starter.c, item.c) : 0;
        if (both != 0) {
            starter = {both, starter.change + item.change - 1};
        } else if (combining == 0) {
            out.push_back(starter);
            out.insert(out.end(), blocked.begin(), blocked.end());
            blocked.clear();
            starter = item;
            last = -1;
        } else {
            blocked.push_back(item);
            last = combining;
        }
    }
    if (hasStarter)
        out.push_back(starter);
    out.insert(out.end(), blocked.begin(), blocked.end());
    return out;
}

// Below U+0300 nothing composes; below U+00A0 nothing decomposes.
bool allBelow(const std::string& bytes, char32_t limit) {
    for (std::size_t at = 0; at < bytes.size();)
        if (nextCodePoint(bytes, at) >= limit)
            return false;
    return true;
}

} // namespace

void normalize(NormalForm form, AlignedText& text) {
    if (allBelow(text.bytes(), form == NormalForm::Nfc ? 0x300 : 0xA0))
        return;
    const bool compatible = form == NormalForm::Nfkd || form == NormalForm::Nfkc;
    auto changes = decompose(text.bytes(), compatible);
    if (form == NormalForm::Nfc || form == NormalForm::Nfkc)
        changes = compose(changes);
    text.transform(changes);
}

} // namespace evenspan
