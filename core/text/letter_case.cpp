// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/letter_case.h"

#include <unicode/locid.h>
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

} // namespace evenspan
