// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/expression.h"

#include "core/text/offset_map.h"
#include "core/text/utf8.h"

#include <ctime>
#include <unicode/uregex.h>

namespace evenspan::rules {

namespace {

// What ICU's calls report to while they search.
struct Watch {
    std::stop_token stop;
    double limit = 0; // seconds of this thread's time
    double begin = 0;
    unsigned calls = 0;
    bool late = false;

    static double now() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
    }
    bool goOn() {
        late = late || now() - begin > limit;
        return !late && !stop.stop_requested();
    }
};

// Each 10,000 steps of one attempt, by ICU's own count.
UBool U_CALLCONV onSteps(const void* context, std::int32_t) {
    return static_cast<Watch*>(const_cast<void*>(context))->goOn();
}

// At each place where an attempt begins: many short attempts add up, too.
UBool U_CALLCONV onAttempt(const void* context, std::int64_t) {
    auto* watch = static_cast<Watch*>(const_cast<void*>(context));
    return ++watch->calls % 64 != 0 || watch->goOn();
}

// The commoner ones in plain words; else ICU's name of it.
std::string reason(UErrorCode code) {
    switch (code) {
    case U_REGEX_MISMATCHED_PAREN:
        return "a parenthesis has no partner";
    case U_REGEX_MISSING_CLOSE_BRACKET:
        return "a bracket is not closed";
    case U_REGEX_BAD_ESCAPE_SEQUENCE:
        return "there is no such escape behind \\";
    case U_REGEX_RULE_SYNTAX:
        return "this is not allowed here";
    case U_REGEX_BAD_INTERVAL:
        return "the counts in { } cannot be read";
    case U_REGEX_MAX_LT_MIN:
        return "in { } the second count is below the first";
    case U_REGEX_INVALID_BACK_REF:
        return "there is no group of this number";
    case U_REGEX_INVALID_RANGE:
        return "the range of characters runs backwards";
    case U_REGEX_LOOK_BEHIND_LIMIT:
        return "what looks behind must have a limited length";
    case U_REGEX_PROPERTY_SYNTAX:
    case U_ILLEGAL_ARGUMENT_ERROR:
        return "there is no such property of characters";
    default:
        return u_errorName(code);
    }
}

} // namespace

void ExpressionMatcher::Close::operator()(URegularExpression* expression) const {
    uregex_close(expression);
}

std::u16string toUtf16(std::string_view utf8) {
    std::u16string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        char32_t c = nextCodePoint(utf8, at);
        if (c >= 0x10000) {
            c -= 0x10000;
            out += static_cast<char16_t>(0xD800 + (c >> 10));
            c = 0xDC00 + (c & 0x3FF);
        }
        out += static_cast<char16_t>(c);
    }
    return out;
}

Result<ExpressionMatcher> ExpressionMatcher::compile(
    const Expression& expression, std::string name) {
    if (expression.pattern.empty())
        return Error{ErrorCode::InvalidArgument, "The regular expression is empty", name,
            "Write what to look for, such as [A-Z]{2}-\\d+."};
    if (firstInvalidUtf8(expression.pattern))
        return Error{ErrorCode::InvalidArgument, "The regular expression is not UTF-8", name,
            "Write it anew."};
    const std::u16string pattern = toUtf16(expression.pattern);
    UErrorCode status = U_ZERO_ERROR;
    UParseError at{};
    ExpressionMatcher out;
    out.m_name = name;
    out.m_group = expression.group;
    out.m_expression.reset(uregex_open(pattern.data(), static_cast<std::int32_t>(pattern.size()),
        expression.matchCase ? 0 : UREGEX_CASE_INSENSITIVE, &at, &status));
    if (U_FAILURE(status)) {
        const std::string where = at.line > 1
            ? "line " + std::to_string(at.line) + ", character " + std::to_string(at.offset)
            : "character " + std::to_string(at.offset);
        return Error{ErrorCode::InvalidArgument,
            "The regular expression cannot be read at " + where + ": " + reason(status), name,
            "Mend it there; a character with a meaning of its own takes a \\ before it."};
    }
    const std::int32_t groups = uregex_groupCount(out.m_expression.get(), &status);
    if (expression.group < 0 || expression.group > groups)
        return Error{ErrorCode::InvalidArgument,
            "The regular expression has " + std::to_string(groups) + " groups, not "
                + std::to_string(expression.group),
            name, "Choose 0 for the whole match, or put ( ) round the entity."};
    return out;
}

Result<void> ExpressionMatcher::match(std::u16string_view units, const OffsetMap& map,
    std::chrono::milliseconds limit, const std::stop_token& stop,
    std::vector<CodePointRange>& out) {
    URegularExpression* regex = m_expression.get();
    UErrorCode status = U_ZERO_ERROR;
    Watch watch{stop, std::chrono::duration<double>(limit).count(), Watch::now(), 0, false};
    static constexpr char16_t none = 0;
    uregex_setText(regex, units.empty() ? &none : units.data(),
        static_cast<std::int32_t>(units.size()), &status);
    uregex_setMatchCallback(regex, onSteps, &watch, &status);
    uregex_setFindProgressCallback(regex, onAttempt, &watch, &status);
    while (uregex_findNext(regex, &status) && U_SUCCESS(status)) {
        const std::int32_t begin = uregex_start(regex, m_group, &status);
        const std::int32_t end = uregex_end(regex, m_group, &status);
        if (begin >= 0 && end > begin)
            out.push_back({map.toCodePoint(Utf16Offset(static_cast<std::uint32_t>(begin))).value,
                map.toCodePoint(Utf16Offset(static_cast<std::uint32_t>(end))).value});
        if (!watch.goOn()) {
            status = U_REGEX_STOPPED_BY_CALLER;
            break;
        }
    }
    UErrorCode ignored = U_ZERO_ERROR; // the watch and the text go: nothing may point at them
    uregex_setMatchCallback(regex, nullptr, nullptr, &ignored);
    uregex_setFindProgressCallback(regex, nullptr, nullptr, &ignored);
    uregex_setText(regex, &none, 0, &ignored);
    if (U_SUCCESS(status))
        return {};
    if (!watch.late && stop.stop_requested())
        return Error{ErrorCode::Cancelled, "Stopped", {}, {}};
    if (status == U_REGEX_STOPPED_BY_CALLER || status == U_REGEX_STACK_OVERFLOW
        || status == U_REGEX_TIME_OUT)
        return Error{ErrorCode::BadConfig,
            "The regular expression tries too many ways to match and was stopped", m_name,
            "Make it simpler: no repeat inside a repeat, such as (a+)+; use a++ or (?>a+), which "
            "do "
            "not go back, and {1,20} instead of +."};
    return Error{ErrorCode::Internal, std::string("The search failed: ") + u_errorName(status),
        m_name, "Simplify the regular expression."};
}

} // namespace evenspan::rules
