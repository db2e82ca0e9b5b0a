// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/letter_case.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace evenspan {

namespace {

icu::UnicodeString read(std::string_view utf8) {
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

} // namespace

std::string upperCase(std::string_view utf8) {
    std::string out;
    read(utf8).toUpper(icu::Locale::getRoot()).toUTF8String(out);
    return out;
}

std::string lowerCase(std::string_view utf8) {
    std::string out;
    read(utf8).toLower(icu::Locale::getRoot()).toUTF8String(out);
    return out;
}

char32_t foldedCase(char32_t c) {
    return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

bool hasCase(char32_t c) {
    for (const UProperty changes : {UCHAR_CHANGES_WHEN_CASEFOLDED, UCHAR_CHANGES_WHEN_LOWERCASED,
             UCHAR_CHANGES_WHEN_UPPERCASED, UCHAR_CHANGES_WHEN_TITLECASED})
        if (u_hasBinaryProperty(static_cast<UChar32>(c), changes))
            return true;
    return false;
}

} // namespace evenspan
