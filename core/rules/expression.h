// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/types.h"
#include "core/rules/rule.h"

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

struct URegularExpression;

namespace evenspan {
class OffsetMap;
}

namespace evenspan::rules {

// A compiled regular expression; for one thread at a time.
class ExpressionMatcher {
public:
    // InvalidArgument: ICU cannot read it (with the character), or it lacks the group. `where` is
    // the rule's name.
    static Result<ExpressionMatcher> compile(const Expression& expression, std::string name);

    // Appends the places found, in order, those without a character left out. `units` is the text
    // as UTF-16, `map` that of its UTF-8. Errors: BadConfig where the search took more than `limit`
    // of this thread's processor time or ran out of stack: an expression that tries for ever;
    // Cancelled.
    Result<void> match(std::u16string_view units, const OffsetMap& map,
        std::chrono::milliseconds limit, const std::stop_token& stop,
        std::vector<CodePointRange>& out);

private:
    ExpressionMatcher() = default;
    struct Close {
        void operator()(URegularExpression* expression) const;
    };
    std::unique_ptr<URegularExpression, Close> m_expression;
    std::string m_name;
    int m_group = 0;
};

std::u16string toUtf16(std::string_view utf8);

} // namespace evenspan::rules
