// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/query.h"

#include "core/text/utf8.h"

#include <array>

namespace evenspan::store {

namespace {

// Columns of numbers are compared with numbers: a bound text has no type of its own.
constexpr const char* kNumber = "CAST(? AS REAL)";

std::string contained(const std::string& text) {
    std::string out = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + "%";
}

template <std::size_t N>
std::string placeOf(const std::array<const char*, N>& words, const std::string& word) {
    for (std::size_t i = 0; i < N; ++i)
        if (word == words[i])
            return std::to_string(i);
    return "-1"; // parseQuery() lets no such word through
}

// Fixed words only: what the user typed for an operator never reaches the SQL.
const char* operatorOf(const std::string& op) {
    for (const char* known : {"<=", ">=", "<", ">"})
        if (op == known)
            return known;
    return "=";
}

std::string spanWhere(const std::string& condition) {
    return "EXISTS (SELECT 1 FROM span s WHERE s.document = d.id AND " + condition + ")";
}

void compile(const QueryNode& node, QuerySql& out);

// The trigram index answers texts of three characters and more; it knows no escapes, so that a
// text with a wildcard in it is looked at once more.
void compileText(const std::string& text, QuerySql& out) {
    std::string plain = "%";
    for (const char c : text)
        plain += c == '%' ? '_' : c;
    plain += '%';
    const bool indexed = countCodePoints(text) >= 3;
    const bool wild = text.find_first_of("%_\\") != std::string::npos;
    if (indexed) {
        out.where += "(d.id IN (SELECT rowid FROM search WHERE text LIKE ?)";
        out.values.push_back(plain);
    }
    if (!indexed || wild) {
        out.where += indexed ? " AND " : "(";
        out.where += "EXISTS (SELECT 1 FROM content c WHERE c.document = d.id AND c.text LIKE ? "
                     "ESCAPE '\\')";
        out.values.push_back(contained(text));
    }
    out.where += ')';
}

void compileTerm(const QueryNode& node, QuerySql& out) {
    constexpr std::array kStates{"unseen", "suggested", "in_work", "done", "reviewed", "disputed"};
    constexpr std::array kSources{"human", "model", "rule", "import"};
    const std::string& key = node.key;
    const auto bound = [&](std::string sql, std::string value) {
        out.where += sql;
        out.values.push_back(std::move(value));
    };
    if (key == "label")
        bound(spanWhere("s.state = 0 AND s.label = (SELECT id FROM label WHERE name = ? "
                        "AND gone = 0)"),
            node.value);
    else if (key == "state")
        bound("d.state = CAST(? AS INTEGER)", placeOf(kStates, node.value));
    else if (key == "split")
        bound("d.split = ?", node.value);
    else if (key == "name")
        bound("d.name LIKE ? ESCAPE '\\'", contained(node.value));
    else if (key == "text")
        compileText(node.value, out);
    else if (key == "score")
        bound(spanWhere(
                  "s.state = 1 AND s.score " + std::string(operatorOf(node.op)) + " " + kNumber),
            node.value);
    else if (key == "source")
        bound(spanWhere("s.state = 0 AND s.source = CAST(? AS INTEGER)"),
            placeOf(kSources, node.value));
    else if (key == "suggested")
        bound(spanWhere("s.state = 1") + " = CAST(? AS INTEGER)", node.value == "yes" ? "1" : "0");
    else if (key == "run")
        bound("EXISTS (SELECT 1 FROM predicted p JOIN run r ON r.id = p.run "
              "WHERE p.document = d.id AND r.name = ?)",
            node.value);
    else if (key == "spans")
        bound("d.spans " + std::string(operatorOf(node.op)) + " " + kNumber, node.value);
    else if (key == "tokens")
        bound("d.tokens " + std::string(operatorOf(node.op)) + " " + kNumber, node.value);
    else if (key == "uncertainty")
        bound("EXISTS (SELECT 1 FROM uncertainty u WHERE u.document = d.id AND u.value "
                + std::string(operatorOf(node.op)) + " " + kNumber + ")",
            node.value);
    else if (key == "rule")
        bound(spanWhere("s.state < 2 AND s.rule IN (SELECT id FROM rule WHERE name = ?)"),
            node.value);
    else if (key == "note" || key == "flag")
        bound("EXISTS (SELECT 1 FROM note n WHERE n.document = d.id AND n.kind = "
                + std::string(key == "flag"    ? "1 AND n.resolved = 0"
                        : node.value == "none" ? "0"
                        : node.value == "open" ? "0 AND n.resolved = 0"
                                               : "0 AND n.resolved = 1")
                + ") = CAST(? AS INTEGER)",
            node.value == "none" || node.value == "no" ? "0" : "1");
    else if (key == "attr") {
        bound(spanWhere("s.state = 0 AND EXISTS (SELECT 1 FROM json_each(s.attributes) j WHERE "
                        "j.key = ? AND j.value = ?)"),
            node.field);
        out.values.push_back(node.value);
    } else {
        bound("EXISTS (SELECT 1 FROM json_each(d.metadata) j WHERE j.key = ?", node.field);
        bound(" AND j.value = ?)", node.value);
    }
}

void compile(const QueryNode& node, QuerySql& out) {
    switch (node.kind) {
    case QueryNode::Kind::Term:
        compileTerm(node, out);
        return;
    case QueryNode::Kind::Not:
        out.where += "NOT ";
        break;
    case QueryNode::Kind::And:
    case QueryNode::Kind::Or:
        break;
    }
    const char* join = node.kind == QueryNode::Kind::Or ? " OR " : " AND ";
    out.where += '(';
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0)
            out.where += join;
        compile(node.children[i], out);
    }
    out.where += node.children.empty() ? "1)" : ")";
}

} // namespace

QuerySql compileQuery(const QueryNode& query) {
    QuerySql out;
    compile(query, out);
    return out;
}

} // namespace evenspan::store
