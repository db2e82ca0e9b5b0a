// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/traits.h"

#include "core/text/utf8.h"

#include <set>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace evenspan {

const char* casingName(Casing casing) {
    switch (casing) {
    case Casing::None:
        return "none";
    case Casing::Lower:
        return "lower";
    case Casing::Upper:
        return "upper";
    case Casing::Title:
        return "title";
    case Casing::Mixed:
        return "mixed";
    }
    return "";
}

Casing casingOf(std::string_view utf8) {
    int lower = 0, upper = 0, first = 0, words = 0;
    bool inWord = false;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto c = static_cast<UChar32>(nextCodePoint(utf8, at));
        if (u_isUWhiteSpace(c)) {
            inWord = false;
            continue;
        }
        const bool small = u_hasBinaryProperty(c, UCHAR_LOWERCASE);
        const bool large = u_hasBinaryProperty(c, UCHAR_UPPERCASE) || u_istitle(c);
        if (!small && !large)
            continue;
        lower += small;
        upper += large;
        if (!inWord) { // its first cased letter
            ++words;
            first += large;
        }
        inWord = true;
    }
    if (words == 0)
        return Casing::None;
    if (upper == 0)
        return Casing::Lower;
    if (lower == 0 && upper > words)
        return Casing::Upper;
    return first == words && upper == words ? Casing::Title : Casing::Mixed;
}

std::string scriptOf(std::string_view utf8) {
    std::set<UScriptCode> scripts;
    for (std::size_t at = 0; at < utf8.size();) {
        UErrorCode status = U_ZERO_ERROR;
        const auto script =
            uscript_getScript(static_cast<UChar32>(nextCodePoint(utf8, at)), &status);
        if (U_SUCCESS(status) && script != USCRIPT_COMMON && script != USCRIPT_INHERITED
            && script != USCRIPT_UNKNOWN)
            scripts.insert(script);
    }
    if (scripts.empty())
        return "none";
    if (scripts.size() == 1)
        return uscript_getName(*scripts.begin());
    const auto within = [&](std::set<UScriptCode> allowed) {
        for (const auto script : scripts)
            if (!allowed.contains(script))
                return false;
        return true;
    };
    if (within({USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA}))
        return "Japanese";
    if (within({USCRIPT_HAN, USCRIPT_HANGUL}))
        return "Korean";
    return "mixed";
}

} // namespace evenspan
