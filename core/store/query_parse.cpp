// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/nearest.h"
#include "core/schema/document.h"
#include "core/store/query.h"
#include "core/store/query_mistake.h"
#include "core/store/query_words.h"
#include "core/store/sqlite.h"
#include "core/store/writer_state.h"
#include "core/text/pattern.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>
#include <utility>

namespace evenspan::store {

namespace {

constexpr int kDepth = 50;
constexpr std::size_t kTerms = 40;
constexpr std::size_t kLongestValue = 5'000; // bytes of a value, for LIKE

const std::vector<std::string> kKeys{"label", "state", "split", "text", "re", "name", "score",
    "uncertainty", "source", "suggested", "run", "rule", "note", "flag", "spans", "tokens", "meta.",
    "attr.", "sort"};
const std::vector<std::string> kSortKeys{
    "id", "name", "state", "split", "spans", "tokens", "score", "uncertainty", "learning", "meta."};
const std::vector<std::string> kStates{
    "unseen", "suggested", "in_work", "done", "reviewed", "disputed"};
const std::vector<std::string> kSources{"human", "model", "rule", "import"};
const std::vector<std::string> kYesNo{"yes", "no"};
const std::vector<std::string> kNotes{"open", "resolved", "none"};

class Parser {
public:
    Parser(std::string_view text, std::optional<DocumentOrder>* order)
        : m_text(text)
        , m_order(order) { }

    QueryNode all() {
        requireText(m_text, "The filter");
        QueryNode node = either();
        if (m_at < m_text.size())
            refuse(QueryFault::StrayClose);
        return node;
    }
    const std::optional<QueryMistake>& mistake() const { return m_mistake; }

private:
    [[noreturn]] void refuse(QueryFault fault) { refuse({fault, 0, {}, {}, {}}); }
    [[noreturn]] void refuse(
        QueryFault fault, std::string_view typed, std::span<const std::string> words) {
        refuse({fault, 0, nearestWord(typed, words), {words.begin(), words.end()}, {}});
    }
    [[noreturn]] void refuse(QueryMistake mistake) {
        mistake.position = countCodePoints(m_text.substr(0, m_at)) + 1;
        const Error error = toError(mistake);
        m_mistake = std::move(mistake);
        fail(error.code, error.what, error.where, error.remedy);
    }
    void blanks() {
        while (m_at < m_text.size() && isQueryBlank(m_text[m_at]))
            ++m_at;
    }
    bool atOr() const {
        const std::size_t end = m_at + 2;
        return m_text.substr(m_at, 2) == "OR"
            && (end >= m_text.size() || isQueryBlank(m_text[end]) || m_text[end] == '(');
    }
    bool atEnd() {
        blanks();
        return m_at >= m_text.size() || m_text[m_at] == ')';
    }

    static bool says(const QueryNode& node) {
        return node.kind != QueryNode::Kind::And || !node.children.empty();
    }
    QueryNode either() {
        QueryNode first = together();
        if (atEnd())
            return first;
        QueryNode node;
        node.kind = QueryNode::Kind::Or;
        node.children.push_back(std::move(first));
        while (!atEnd()) { // together() stops at OR only
            if (!says(node.children.back()))
                refuse(QueryFault::NothingBeforeOr);
            m_at += 2;
            node.children.push_back(together());
            if (!says(node.children.back()))
                refuse(QueryFault::NothingAfterOr);
        }
        return node;
    }
    QueryNode together() {
        QueryNode node;
        while (!atEnd() && !atOr()) {
            if (m_text.substr(m_at, 5) == "sort:")
                sort();
            else
                node.children.push_back(one());
        }
        if (node.children.size() == 1) {
            QueryNode only = std::move(node.children.front());
            return only;
        }
        return node;
    }
    void sort() {
        if (m_depth > 0)
            refuse(QueryFault::OrderInBrackets);
        if (m_sorted)
            refuse(QueryFault::OrderTwice);
        m_sorted = true;
        m_at += 5;
        const std::size_t start = m_at;
        std::string typed = value();
        const std::size_t end = std::exchange(m_at, start);
        DocumentOrder order;
        order.descending = typed.rfind('-', 0) == 0;
        typed.erase(0, order.descending ? 1 : 0);
        if (typed.rfind("meta.", 0) == 0 && typed.size() > 5) {
            order.key = DocumentOrder::Key::Meta;
            order.field = typed.substr(5);
        } else {
            const auto known = std::find(kSortKeys.begin(), kSortKeys.end() - 2, typed);
            if (typed == "learning") { // where a run would learn most: by its uncertainty, and more
                order.key = DocumentOrder::Key::Uncertainty;
                order.field = typed;
            } else if (known == kSortKeys.end() - 2) {
                refuse(QueryFault::OrderUnknown, typed, kSortKeys);
            } else {
                order.key = static_cast<DocumentOrder::Key>(known - kSortKeys.begin());
            }
        }
        if (m_order)
            *m_order = std::move(order);
        m_at = end;
    }
    QueryNode one() {
        if (m_text[m_at] == '-') {
            ++m_at;
            if (m_at >= m_text.size() || isQueryBlank(m_text[m_at]) || m_text[m_at] == ')')
                refuse(QueryFault::NothingAfterMinus);
            if (m_text.substr(m_at, 5) == "sort:")
                refuse(QueryFault::OrderDenied);
            if (++m_depth > kDepth)
                refuse(QueryFault::TooDeep);
            QueryNode node;
            node.kind = QueryNode::Kind::Not;
            node.children.push_back(one());
            --m_depth;
            return node;
        }
        if (m_text[m_at] == '(') {
            if (++m_depth > kDepth)
                refuse(QueryFault::TooDeep);
            ++m_at;
            QueryNode node = either();
            if (m_at >= m_text.size())
                refuse(QueryFault::NotClosed);
            ++m_at;
            --m_depth;
            return node;
        }
        return term();
    }
    QueryNode term() {
        if (++m_terms > kTerms)
            refuse(QueryFault::TooManyTerms);
        QueryNode node;
        node.kind = QueryNode::Kind::Term;
        const std::size_t start = m_at;
        std::size_t end = m_at;
        while (end < m_text.size() && !isQueryBlank(m_text[end])
            && std::string_view(":=<>()\"").find(m_text[end]) == std::string_view::npos)
            ++end;
        const bool keyed = end > start && end < m_text.size()
            && std::string_view(":=<>").find(m_text[end]) != std::string_view::npos;
        if (!keyed) { // a bare word or quoted text
            node.key = "text";
            node.op = ":";
            node.value = value();
            return node;
        }
        node.key = m_text.substr(start, end - start);
        for (const char* prefix : {"meta.", "attr."}) {
            if (node.key.rfind(prefix, 0) == 0 && node.key.size() > 5) {
                node.field = node.key.substr(5);
                node.key.resize(4);
                break;
            }
        }
        if (node.field.empty()
            && (std::find(kKeys.begin(), kKeys.end(), node.key) == kKeys.end()
                || node.key.back() == '.'))
            refuse(QueryFault::KeyUnknown, node.key, kKeys);
        if (node.key == "sort" && node.field.empty())
            refuse(QueryFault::OrderNeedsColon);
        m_at = end;
        node.op = m_text[m_at++];
        if ((node.op == "<" || node.op == ">") && m_at < m_text.size() && m_text[m_at] == '=')
            node.op += m_text[m_at++];
        check(node);
        return node;
    }
    void check(QueryNode& node) {
        const bool numeric = queryKeyIsNumeric(node.key);
        if (!numeric && node.op != ":" && node.op != "=")
            refuse(QueryFault::NotComparable);
        const std::size_t start = m_at;
        std::vector<std::size_t> places;
        node.value = node.key == "re" ? expression(places) : value();
        const std::size_t end = m_at;
        m_at = start; // errors point at the value
        if (node.key == "re")
            checkExpression(node.value, places, end);
        const auto among = [&](std::span<const std::string> words) {
            if (std::find(words.begin(), words.end(), node.value) == words.end())
                refuse(QueryFault::ValueUnknown, node.value, words);
        };
        if (numeric) {
            const char* last = node.value.data() + node.value.size();
            const auto read = std::from_chars(node.value.data(), last, node.number);
            if (read.ec != std::errc() || read.ptr != last || !std::isfinite(node.number))
                refuse(QueryFault::NumberNeeded);
        }
        if (node.key == "state") {
            // "in work" is written in several ways.
            for (char& c : node.value)
                c = c == '-' || c == ' ' ? '_' : c;
            if (node.value == "inwork")
                node.value = "in_work";
        }
        if (const auto words = queryValues(node.key); !words.empty())
            among(words);
        m_at = end;
    }
    // An expression keeps its \, but for one before a quotation mark; brackets may stand in it
    // without quotation marks. `places` says where in the filter each of its bytes stands.
    std::string expression(std::vector<std::size_t>& places) {
        std::string out;
        const auto take = [&] {
            places.push_back(m_at);
            out += m_text[m_at++];
        };
        if (m_at < m_text.size() && m_text[m_at] == '"') {
            const std::size_t start = m_at++;
            while (m_at < m_text.size() && m_text[m_at] != '"') {
                if (m_text[m_at] == '\\' && m_at + 1 < m_text.size()) {
                    if (m_text[m_at + 1] == '"')
                        ++m_at;
                    else
                        take();
                }
                take();
            }
            if (m_at >= m_text.size()) {
                m_at = start;
                refuse(QueryFault::QuoteOpen);
            }
            ++m_at;
            return out;
        }
        for (int open = 0; m_at < m_text.size() && !isQueryBlank(m_text[m_at]);) {
            if (m_text[m_at] == ')' && open == 0)
                break;
            open += m_text[m_at] == '(' ? 1 : m_text[m_at] == ')' ? -1 : 0;
            if (m_text[m_at] == '\\' && m_at + 1 < m_text.size())
                take();
            take();
        }
        return out;
    }
    void checkExpression(
        const std::string& expression, const std::vector<std::size_t>& places, std::size_t end) {
        if (expression.empty())
            refuse(QueryFault::ExpressionMissing);
        if (expression.size() > kLongestValue)
            refuse(QueryFault::ValueTooLong);
        Pattern::Mistake mistake;
        if (Pattern::compile(expression, mistake))
            return;
        std::size_t byte = 0;
        for (std::size_t left = mistake.at; left > 0 && byte < expression.size(); --left)
            nextCodePoint(expression, byte);
        m_at = byte < places.size() ? places[byte] : end;
        refuse({QueryFault::ExpressionUnreadable, 0, {}, {}, mistake.fault});
    }
    std::string value() {
        std::string out;
        if (m_at < m_text.size() && m_text[m_at] == '"') {
            const std::size_t start = m_at++;
            for (; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
                if (m_text[m_at] == '\\' && m_at + 1 < m_text.size())
                    ++m_at;
                out += m_text[m_at];
            }
            if (m_at >= m_text.size()) {
                m_at = start;
                refuse(QueryFault::QuoteOpen);
            }
            if (out.size() > kLongestValue) {
                m_at = start;
                refuse(QueryFault::ValueTooLong);
            }
            ++m_at;
            return out; // may be empty: split:"" asks for documents without one
        }
        while (m_at < m_text.size() && !isQueryBlank(m_text[m_at]) && m_text[m_at] != ')')
            out += m_text[m_at++];
        if (out.size() > kLongestValue)
            refuse(QueryFault::ValueTooLong);
        if (out.empty())
            refuse(QueryFault::ValueMissing);
        return out;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_terms = 0;
    int m_depth = 0;
    std::optional<DocumentOrder>* m_order;
    bool m_sorted = false;
    std::optional<QueryMistake> m_mistake;
};

} // namespace

const std::vector<std::string>& queryKeys() {
    return kKeys;
}

const std::vector<std::string>& querySortKeys() {
    return kSortKeys;
}

bool queryKeyIsNumeric(std::string_view key) {
    return key == "score" || key == "uncertainty" || key == "spans" || key == "tokens";
}

std::span<const std::string> queryValues(std::string_view key) {
    if (key == "state")
        return kStates;
    if (key == "source")
        return kSources;
    if (key == "suggested" || key == "flag")
        return kYesNo;
    if (key == "note")
        return kNotes;
    return {};
}

Result<QueryNode> parseQuery(std::string_view query, std::optional<DocumentOrder>* order) {
    return guard([&] { return Parser(query, order).all(); });
}

std::optional<QueryMistake> queryMistake(std::string_view query) {
    Parser parser(query, nullptr);
    const auto read = guard([&] { return parser.all(); });
    return read ? std::nullopt : parser.mistake();
}

} // namespace evenspan::store
