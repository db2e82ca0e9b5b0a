// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/pattern.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <ctime>
#include <unicode/uregex.h>

namespace evenspan {

namespace {

double threadSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// What ICU reports to while it searches.
struct Watch {
    const std::stop_token& stop;
    double end = 0; // of this thread's time, seconds
    unsigned calls = 0;
    bool late = false;

    bool goesOn() {
        late = late || threadSeconds() > end;
        return !late && !stop.stop_requested();
    }
};

// After each 10,000 steps of one attempt, by ICU's own count.
UBool U_CALLCONV onSteps(const void* context, std::int32_t) {
    return static_cast<Watch*>(const_cast<void*>(context))->goesOn();
}

// At each place where an attempt begins: many short ones add up, too.
UBool U_CALLCONV onAttempt(const void* context, std::int64_t) {
    auto* watch = static_cast<Watch*>(const_cast<void*>(context));
    return ++watch->calls % 256 != 0 || watch->goesOn();
}

void toUtf16(std::string_view utf8, std::u16string& out) {
    out.clear();
    for (std::size_t at = 0; at < utf8.size();) {
        char32_t c = nextCodePoint(utf8, at);
        if (c >= 0x10000) {
            c -= 0x10000;
            out += static_cast<char16_t>(0xD800 + (c >> 10));
            c = 0xDC00 + (c & 0x3FF);
        }
        out += static_cast<char16_t>(c);
    }
}

// Code points in the first `units` of a text.
std::size_t codePoints(std::u16string_view text, std::size_t units) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < units && i < text.size(); ++i)
        count += (text[i] & 0xFC00) != 0xDC00;
    return count;
}

PatternFault faultOf(UErrorCode code) {
    switch (code) {
    case U_REGEX_MISMATCHED_PAREN:
        return PatternFault::Parenthesis;
    case U_REGEX_MISSING_CLOSE_BRACKET:
        return PatternFault::Bracket;
    case U_REGEX_BAD_ESCAPE_SEQUENCE:
        return PatternFault::Escape;
    case U_REGEX_RULE_SYNTAX:
        return PatternFault::Syntax;
    case U_REGEX_BAD_INTERVAL:
        return PatternFault::Counts;
    case U_REGEX_MAX_LT_MIN:
        return PatternFault::CountsOrder;
    case U_REGEX_INVALID_BACK_REF:
        return PatternFault::Group;
    case U_REGEX_INVALID_RANGE:
        return PatternFault::Range;
    case U_REGEX_LOOK_BEHIND_LIMIT:
        return PatternFault::LookBehind;
    case U_REGEX_NUMBER_TOO_BIG:
        return PatternFault::Number;
    case U_REGEX_PROPERTY_SYNTAX:
    case U_ILLEGAL_ARGUMENT_ERROR:
        return PatternFault::Property;
    default:
        return PatternFault::Other;
    }
}

} // namespace

const char* reasonOf(PatternFault fault) {
    switch (fault) {
    case PatternFault::Empty:
        return "it is empty";
    case PatternFault::NotUtf8:
        return "it is not UTF-8";
    case PatternFault::Parenthesis:
        return "a parenthesis has no partner";
    case PatternFault::Bracket:
        return "a bracket [ is not closed";
    case PatternFault::Escape:
        return "there is no such escape after \\";
    case PatternFault::Syntax:
        return "this cannot stand here";
    case PatternFault::Counts:
        return "the counts in { } cannot be read";
    case PatternFault::CountsOrder:
        return "the second count in { } is below the first";
    case PatternFault::Group:
        return "there is no group of this number or name";
    case PatternFault::Range:
        return "the range of characters runs backwards";
    case PatternFault::LookBehind:
        return "what looks behind needs a limited length";
    case PatternFault::Number:
        return "a number is too big";
    case PatternFault::Property:
        return "there is no such property of characters";
    case PatternFault::Other:
        break;
    }
    return "it cannot be read";
}

void Pattern::Close::operator()(URegularExpression* expression) const {
    uregex_close(expression);
}

Pattern::~Pattern() = default;

void PatternText::assign(std::string_view utf8) {
    toUtf16(utf8, m_units);
    m_bytes = utf8.size();
}

std::unique_ptr<Pattern> Pattern::compile(
    std::string_view expression, Mistake& mistake, bool matchCase) {
    mistake = {};
    if (expression.empty() || firstInvalidUtf8(expression)) {
        mistake.fault = expression.empty() ? PatternFault::Empty : PatternFault::NotUtf8;
        mistake.why = reasonOf(mistake.fault);
        return nullptr;
    }
    std::u16string units;
    toUtf16(expression, units);
    UErrorCode status = U_ZERO_ERROR;
    UParseError at{};
    std::unique_ptr<Pattern> out(new Pattern);
    out->m_expression.reset(uregex_open(units.data(), static_cast<std::int32_t>(units.size()),
        matchCase ? 0 : UREGEX_CASE_INSENSITIVE, &at, &status));
    if (U_SUCCESS(status))
        return out;
    // ICU counts from the line's start, and stands behind the character that it stumbled over.
    std::size_t begin = 0;
    for (std::int32_t line = 1; line < at.line; ++line)
        begin = std::min(units.find(u'\n', begin), units.size() - 1) + 1;
    const auto offset = static_cast<std::size_t>(std::max(at.offset, 1) - 1);
    mistake.at = codePoints(units, begin + offset);
    mistake.fault = faultOf(status);
    mistake.why = reasonOf(mistake.fault);
    return nullptr;
}

int Pattern::groups() const {
    UErrorCode status = U_ZERO_ERROR;
    return uregex_groupCount(m_expression.get(), &status);
}

template <class Visit>
Result<void> Pattern::walk(const PatternText& text, const PatternSearch& search,
    const std::stop_token& stop, Visit visit) {
    URegularExpression* regex = m_expression.get();
    UErrorCode status = U_ZERO_ERROR;
    const double seconds = search.time ? std::chrono::duration<double>(*search.time).count()
                                       : 0.3 + 1e-6 * static_cast<double>(text.bytes());
    Watch watch{stop, threadSeconds() + seconds, 0, false};
    static constexpr char16_t none = 0;
    const std::u16string_view units = text.units();
    uregex_setText(regex, units.empty() ? &none : units.data(),
        static_cast<std::int32_t>(units.size()), &status);
    uregex_setMatchCallback(regex, onSteps, &watch, &status);
    uregex_setFindProgressCallback(regex, onAttempt, &watch, &status);
    while (uregex_findNext(regex, &status) && U_SUCCESS(status)) {
        // A group that took no part begins and ends at -1.
        const std::int32_t begin = uregex_start(regex, search.group, &status);
        const std::int32_t end = uregex_end(regex, search.group, &status);
        if (U_SUCCESS(status) && begin >= 0 && !visit(std::size_t(begin), std::size_t(end)))
            break;
        if (++watch.calls % 64 == 0 && !watch.goesOn())
            status = U_REGEX_STOPPED_BY_CALLER;
    }
    UErrorCode ignored = U_ZERO_ERROR; // the watch and the text go: nothing may point at them
    uregex_setMatchCallback(regex, nullptr, nullptr, &ignored);
    uregex_setFindProgressCallback(regex, nullptr, nullptr, &ignored);
    uregex_setText(regex, &none, 0, &ignored);
    if (U_SUCCESS(status))
        return {};
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, "Stopped", {}, {}};
    if (status == U_MEMORY_ALLOCATION_ERROR)
        return Error{ErrorCode::OutOfMemory, "There is not enough memory for the search", {}, {}};
    return Error{ErrorCode::BadConfig,
        "The regular expression tries too many ways to match a text and was stopped", {},
        "Make it simpler: no repeat inside a repeat, such as (a+)+; use a++ or (?>a+), which do "
        "not go back, and {1,20} instead of +."};
}

Result<std::vector<CodePointRange>> Pattern::find(
    const PatternText& text, const PatternSearch& search, const std::stop_token& stop) {
    std::vector<CodePointRange> out;
    const std::u16string_view all = text.units();
    std::size_t units = 0;
    std::uint32_t points = 0;
    const auto pointAt = [&](std::size_t unit) { // mostly forwards; a group may lie further back
        for (; units < unit; ++units)
            points += (all[units] & 0xFC00) != 0xDC00;
        for (; units > unit; --units)
            points -= (all[units - 1] & 0xFC00) != 0xDC00;
        return points;
    };
    const auto done = walk(text, search, stop, [&](std::size_t begin, std::size_t end) {
        const std::uint32_t first = pointAt(begin);
        if (const std::uint32_t last = pointAt(end); last > first)
            out.push_back({first, last});
        return out.size() < search.limit;
    });
    if (!done)
        return done.error();
    return out;
}

Result<std::vector<CodePointRange>> Pattern::find(
    std::string_view text, std::size_t limit, const std::stop_token& stop) {
    m_text.assign(text);
    return find(m_text, {.limit = limit}, stop);
}

Result<bool> Pattern::matches(std::string_view text, const std::stop_token& stop) {
    bool found = false;
    m_text.assign(text);
    const auto done = walk(m_text, {}, stop, [&](std::size_t begin, std::size_t end) {
        found = end > begin;
        return !found;
    });
    if (!done)
        return done.error();
    return found;
}

Result<bool> Pattern::occurs(std::string_view text, const std::stop_token& stop) {
    bool found = false;
    m_text.assign(text);
    const auto done = walk(m_text, {}, stop, [&](std::size_t, std::size_t) {
        found = true;
        return false;
    });
    if (!done)
        return done.error();
    return found;
}

std::string literalOf(std::string_view expression) {
    // Alternatives, flags and quoted stretches change what follows: nothing is sure then.
    for (const char* word : {"|", "(?", "\\Q"})
        if (expression.find(word) != std::string_view::npos)
            return {};
    std::string best, run;
    std::size_t lastSize = 0; // bytes of the run's last character
    const auto end = [&] {
        if (countCodePoints(run) > countCodePoints(best))
            best = run;
        run.clear();
        lastSize = 0;
    };
    int depth = 0;
    for (std::size_t at = 0; at < expression.size();) {
        const std::size_t begin = at;
        const char c = expression[at];
        nextCodePoint(expression, at);
        std::string_view plain;
        if (c == '\\' && at < expression.size()) {
            const std::size_t escaped = at;
            nextCodePoint(expression, at);
            const auto next = static_cast<unsigned char>(expression[escaped]);
            // A letter or digit after \ has a meaning, and may take what follows it along.
            if (next >= 0x80 || (next >= '0' && next <= '9')
                || ((next | 0x20) >= 'a' && (next | 0x20) <= 'z')) {
                end();
                if (std::string_view("dDwWsSbBAzZGXRhHvVntrfae").find(char(next))
                    == std::string_view::npos)
                    return {};
                continue;
            }
            plain = expression.substr(escaped, at - escaped);
        } else if (c == '[') { // sets may nest; a \ guards the next character
            int sets = 1;
            while (at < expression.size() && sets > 0) {
                if (expression[at] == '\\')
                    ++at;
                else
                    sets += expression[at] == '[' ? 1 : expression[at] == ']' ? -1 : 0;
                ++at;
            }
            at = std::min(at, expression.size());
            end();
            continue;
        } else if (c == '(' || c == ')') {
            depth += c == '(' ? 1 : -1;
            end();
            continue;
        } else if (c == '*' || c == '?' || c == '{') { // the last character may be left out
            run.resize(run.size() - std::min(lastSize, run.size()));
            end();
            if (c == '{')
                at = std::min(expression.find('}', at), expression.size() - 1) + 1;
            continue;
        } else if (c == '+' || c == '.' || c == '^' || c == '$') {
            end();
            continue;
        } else {
            plain = expression.substr(begin, at - begin);
        }
        if (depth > 0) // a group may be optional
            continue;
        // Some letters match others without case in the index, some do not: ASCII is sure.
        if ((plain[0] & 0x80) != 0) {
            end();
            continue;
        }
        run += plain;
        lastSize = plain.size();
    }
    end();
    return best;
}

} // namespace evenspan
