// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/formula.h"

#include "core/base/formula_mistake.h"
#include "core/base/nearest.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace evenspan {

namespace {

constexpr std::size_t kLongest = 1000;
constexpr int kDeepest = 60;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool beginsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
        || static_cast<unsigned char>(c) >= 0x80;
}

// The remainder has the sign of the divisor (Python's float_rem and float_floor_div).
double modulo(double a, double b) {
    double rest = std::fmod(a, b);
    if (rest == 0)
        return std::copysign(0.0, b);
    return (b < 0) != (rest < 0) ? rest + b : rest;
}
double floorDivide(double a, double b) {
    double rest = std::fmod(a, b), whole = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0))
        whole -= 1;
    if (whole == 0)
        return std::copysign(0.0, a / b);
    const double down = std::floor(whole);
    return whole - down > 0.5 ? down + 1 : down;
}

// Infinite from finite numbers is an error there.
std::optional<double> unlessOverflown(double value, std::initializer_list<double> from) {
    const bool finite =
        std::all_of(from.begin(), from.end(), [](double x) { return std::isfinite(x); });
    return std::isinf(value) && finite ? std::nullopt : std::optional(value);
}

std::optional<double> power(double a, double b) {
    if (std::isfinite(a) && std::isfinite(b)) {
        if (a == 0 && b < 0)
            return std::nullopt;
        if (a < 0 && b != std::floor(b))
            return std::nullopt; // a complex number
    }
    return unlessOverflown(std::pow(a, b), {a, b});
}

std::optional<double> whole(double value, double (*rounded)(double)) {
    return std::isfinite(value) ? std::optional(rounded(value)) : std::nullopt;
}

std::size_t charactersBefore(std::string_view text, std::size_t at) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.begin() + std::ptrdiff_t(at),
        [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

class FormulaParser {
public:
    explicit FormulaParser(std::string_view text)
        : m_text(text) { }

    // False: mistake() says why.
    bool parse() {
        if (m_text.size() > kLongest) {
            m_mistake = FormulaMistake{FormulaFault::TooLong, 0, {}, {}};
            return false;
        }
        blanks();
        if (m_at == m_text.size())
            m_mistake = FormulaMistake{FormulaFault::Empty, 0, {}, {}};
        else if (comparison() && m_at < m_text.size())
            fail(m_text[m_at] == ')'      ? FormulaFault::StrayClose
                    : m_text[m_at] == '^' ? FormulaFault::Power
                    : m_text[m_at] == '=' ? FormulaFault::Assignment
                                          : FormulaFault::OperatorMissing);
        return !m_mistake;
    }
    const std::optional<FormulaMistake>& mistake() const { return m_mistake; }
    Formula formula() { return std::move(m_out); }

private:
    using Op = Formula::Op;
    struct Function {
        const char* name;
        Op op;
        std::size_t least, most; // arguments
    };
    static constexpr std::size_t kMany = 100;
    static constexpr Function kFunctions[] = {{"abs", Op::Abs, 1, 1}, {"ceil", Op::Ceil, 1, 1},
        {"exp", Op::Exp, 1, 1}, {"floor", Op::Floor, 1, 1}, {"if", Op::If, 3, 3},
        {"log", Op::Log, 1, 1}, {"max", Op::Max, 2, kMany}, {"min", Op::Min, 2, kMany},
        {"round", Op::Round, 1, 1}, {"sqrt", Op::Sqrt, 1, 1}};

    // Each of these is false once something is wrong; m_mistake says what.
    bool fail(FormulaFault fault, std::string word = {}, std::string known = {}) {
        if (!m_mistake)
            m_mistake = FormulaMistake{
                fault, charactersBefore(m_text, m_at) + 1, std::move(word), std::move(known)};
        return false;
    }
    void blanks() {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
    }
    bool take(std::string_view token) {
        if (m_text.substr(m_at, token.size()) != token)
            return false;
        m_at += token.size();
        blanks();
        return true;
    }
    void put(Op op, std::size_t count = 0, double number = 0) {
        m_out.m_steps.push_back({op, number, count});
    }

    std::optional<Op> comparing() {
        for (const auto& [token, op] : {std::pair{"<=", Op::LessEqual}, {">=", Op::GreaterEqual},
                 {"==", Op::Equal}, {"!=", Op::NotEqual}, {"<", Op::Less}, {">", Op::Greater}})
            if (take(token))
                return op;
        return std::nullopt;
    }
    bool comparison() {
        if (!sum())
            return false;
        const auto op = comparing();
        if (!op)
            return true;
        if (!sum())
            return false;
        put(*op);
        const std::size_t at = m_at;
        if (comparing()) {
            m_at = at;
            return fail(FormulaFault::ComparisonsChained);
        }
        return true;
    }
    bool sum() {
        if (!product())
            return false;
        for (;;) {
            const bool plus = take("+");
            if (!plus && !take("-"))
                return true;
            if (!product())
                return false;
            put(plus ? Op::Add : Op::Subtract);
        }
    }
    bool product() {
        if (!factor())
            return false;
        for (;;) {
            if (m_text.substr(m_at, 2) == "**")
                return true; // factor() has taken every one that makes sense
            const auto op = take("*") ? std::optional(Op::Multiply)
                : take("//")          ? std::optional(Op::FloorDivide)
                : take("/")           ? std::optional(Op::Divide)
                : take("%")           ? std::optional(Op::Modulo)
                                      : std::nullopt;
            if (!op)
                return true;
            if (!factor())
                return false;
            put(*op);
        }
    }
    bool factor() {
        if (++m_depth > kDeepest)
            return fail(FormulaFault::TooDeep);
        bool good = true;
        if (take("-")) {
            good = factor();
            put(Op::Negate);
        } else if (take("+")) {
            good = factor();
        } else {
            good = atom();
            if (good && take("**")) {
                good = factor();
                put(Op::Power);
            }
        }
        --m_depth;
        return good;
    }
    bool atom() {
        if (m_at == m_text.size())
            return fail(FormulaFault::ValueMissingAtEnd);
        const char c = m_text[m_at];
        if (isDigit(c) || (c == '.' && m_at + 1 < m_text.size() && isDigit(m_text[m_at + 1])))
            return number();
        if (beginsName(c))
            return name();
        if (take("(")) {
            if (!comparison())
                return false;
            return take(")") || fail(FormulaFault::NotClosed);
        }
        return fail(FormulaFault::ValueMissing);
    }
    bool number() {
        double value = 0;
        const char* begin = m_text.data() + m_at;
        const auto [end, code] = std::from_chars(begin, m_text.data() + m_text.size(), value);
        const std::size_t next = m_at + static_cast<std::size_t>(end - begin);
        if (code != std::errc())
            return fail(FormulaFault::NumberOutOfRange);
        if (next < m_text.size() && (beginsName(m_text[next]) || m_text[next] == '.'))
            return fail(FormulaFault::NotANumber);
        m_at = next;
        blanks();
        put(Op::Number, 0, value);
        return true;
    }
    bool name() {
        const std::size_t begin = m_at;
        std::size_t end = m_at;
        while (end < m_text.size() && (beginsName(m_text[end]) || isDigit(m_text[end])))
            ++end;
        const std::string name(m_text.substr(begin, end - begin));
        std::size_t next = end;
        while (next < m_text.size() && (m_text[next] == ' ' || m_text[next] == '\t'))
            ++next;
        const bool called = next < m_text.size() && m_text[next] == '(';
        const auto known = std::find_if(std::begin(kFunctions), std::end(kFunctions),
            [&](const Function& one) { return name == one.name; });
        if (called != (known != std::end(kFunctions)))
            return called ? unknownFunction(name) : fail(FormulaFault::NotCalled, name);
        m_at = end;
        blanks();
        if (called)
            return call(*known);
        auto& names = m_out.m_names;
        const auto found = std::find(names.begin(), names.end(), name);
        put(Op::Name, static_cast<std::size_t>(found - names.begin()));
        if (found == names.end())
            names.push_back(name);
        return true;
    }
    bool unknownFunction(const std::string& name) {
        std::vector<std::string> words;
        std::string all;
        for (const auto& one : kFunctions) {
            words.emplace_back(one.name);
            all += (all.empty() ? "" : ", ") + words.back();
        }
        return fail(FormulaFault::FunctionUnknown, nearestWord(name, words), all);
    }
    bool call(const Function& function) {
        take("(");
        const std::size_t begin = m_at;
        std::size_t count = 0;
        do {
            if (!comparison())
                return false;
            ++count;
        } while (take(","));
        if (!take(")"))
            return fail(FormulaFault::CallNotClosed);
        if (count < function.least || count > function.most) {
            m_at = begin;
            return fail(function.most == 1 ? FormulaFault::WantsOneArgument
                    : function.most == 3   ? FormulaFault::WantsThreeArguments
                                           : FormulaFault::WantsMoreArguments);
        }
        put(function.op, count);
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
    Formula m_out;
    std::optional<FormulaMistake> m_mistake;
};

Result<Formula> Formula::parse(std::string_view text) {
    FormulaParser parser(text);
    if (!parser.parse())
        return toError(*parser.mistake());
    return parser.formula();
}

std::optional<FormulaMistake> formulaMistake(std::string_view text) {
    FormulaParser parser(text);
    parser.parse();
    return parser.mistake();
}

bool Formula::isName(std::string_view text) {
    return !text.empty() && beginsName(text[0])
        && std::all_of(
            text.begin(), text.end(), [](char c) { return beginsName(c) || isDigit(c); });
}

std::optional<double> Formula::value(const Lookup& lookup) const {
    std::vector<std::optional<double>> stack;
    for (const Step& step : m_steps) {
        if (step.op == Op::Number) {
            stack.emplace_back(step.number);
            continue;
        }
        if (step.op == Op::Name) {
            stack.push_back(lookup(m_names[step.count]));
            continue;
        }
        const std::size_t count = step.count > 0 ? step.count : step.op == Op::Negate ? 1 : 2;
        const auto* from = stack.data() + stack.size() - count;
        const auto result = apply(step, from);
        stack.resize(stack.size() - count);
        stack.push_back(result);
    }
    const auto& result = stack.back();
    return result && std::isfinite(*result) ? result : std::nullopt;
}

std::optional<double> Formula::apply(const Step& step, const std::optional<double>* from) {
    if (step.op == Op::If) // the other branch need not have a value
        return !from[0] ? std::nullopt : *from[0] != 0 ? from[1] : from[2];
    const std::size_t count = step.count > 0 ? step.count : step.op == Op::Negate ? 1 : 2;
    for (std::size_t i = 0; i < count; ++i)
        if (!from[i])
            return std::nullopt;
    const double a = *from[0], b = count > 1 ? *from[1] : 0;
    switch (step.op) {
    case Op::Negate:
        return -a;
    case Op::Add:
        return a + b;
    case Op::Subtract:
        return a - b;
    case Op::Multiply:
        return a * b;
    case Op::Divide:
        return b == 0 ? std::nullopt : std::optional(a / b);
    case Op::FloorDivide:
        return b == 0 ? std::nullopt : std::optional(floorDivide(a, b));
    case Op::Modulo:
        return b == 0 ? std::nullopt : std::optional(modulo(a, b));
    case Op::Power:
        return power(a, b);
    case Op::Less:
        return a < b;
    case Op::LessEqual:
        return a <= b;
    case Op::Greater:
        return a > b;
    case Op::GreaterEqual:
        return a >= b;
    case Op::Equal:
        return a == b;
    case Op::NotEqual:
        return a != b;
    case Op::Abs:
        return std::abs(a);
    case Op::Ceil:
        return whole(a, std::ceil);
    case Op::Floor:
        return whole(a, std::floor);
    case Op::Round:
        return whole(a, std::nearbyint); // halves to the even number
    case Op::Exp:
        return unlessOverflown(std::exp(a), {a});
    case Op::Log:
        return a <= 0 ? std::nullopt : std::optional(std::log(a));
    case Op::Sqrt:
        return a < 0 ? std::nullopt : std::optional(std::sqrt(a));
    case Op::Max:
    case Op::Min: {
        double best = a;
        for (std::size_t i = 1; i < count; ++i)
            if (step.op == Op::Max ? *from[i] > best : *from[i] < best)
                best = *from[i];
        return best;
    }
    case Op::Number:
    case Op::Name:
    case Op::If:
        break;
    }
    return std::nullopt;
}

} // namespace evenspan
