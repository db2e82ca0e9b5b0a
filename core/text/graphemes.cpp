// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/graphemes.h"

#include "core/text/utf8.h"

#include <memory>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

namespace evenspan {

Result<std::vector<std::uint32_t>> graphemeBorders(std::string_view utf8) {
    if (auto valid = requireUtf8(utf8, {}); !valid)
        return valid.error();
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, decltype(&utext_close)> text(
        utext_openUTF8(nullptr, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status),
        &utext_close);
    const std::unique_ptr<UBreakIterator, decltype(&ubrk_close)> breaks(
        ubrk_open(UBRK_CHARACTER, "en", nullptr, 0, &status), &ubrk_close);
    if (U_SUCCESS(status))
        ubrk_setUText(breaks.get(), text.get(), &status);
    if (U_FAILURE(status))
        return Error{ErrorCode::Internal, "The Unicode rules could not be loaded", "ICU",
            "Install the ICU data package."};
    std::vector<std::uint32_t> borders{0};
    std::size_t begin = 0;
    ubrk_first(breaks.get());
    for (auto next = ubrk_next(breaks.get()); next != UBRK_DONE; next = ubrk_next(breaks.get())) {
        const auto end = static_cast<std::size_t>(next);
        const auto count = countCodePoints(utf8.substr(begin, end - begin));
        borders.push_back(borders.back() + static_cast<std::uint32_t>(count));
        begin = end;
    }
    return borders;
}

} // namespace evenspan
