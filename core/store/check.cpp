// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/check.h"

#include "core/store/grid_codec.h"
#include "core/text/utf8.h"

#include <string>

namespace evenspan::store {

namespace {

constexpr std::size_t kMost = 100; // problems listed; more do not help anybody

void complain(CheckReport& report, std::string problem) {
    report.ok = false;
    if (report.problems.size() < kMost)
        report.problems.push_back(std::move(problem));
}

// Each query counts the rows that break one rule.
struct Rule {
    const char* problem;
    const char* sql;
};
constexpr Rule kRules[] = {
    {"spans reach beyond their text or are empty",
        "SELECT count(*) FROM span s JOIN document d ON d.id = s.document "
        "WHERE s.first < 0 OR s.first >= s.last OR s.last > d.characters"},
    {"documents have no text",
        "SELECT count(*) FROM document d LEFT JOIN content c "
        "ON c.document = d.id WHERE c.document IS NULL"},
    {"documents have a wrong number of spans",
        "SELECT count(*) FROM document d LEFT JOIN (SELECT document, count(*) AS n FROM span "
        "WHERE state = 0 GROUP BY document) s ON s.document = d.id "
        "WHERE d.spans <> coalesce(s.n, 0)"},
    {"sums by split and state are wrong",
        "SELECT count(*) FROM (SELECT split, state, documents, sentences, tokens, spans FROM tally "
        "WHERE documents <> 0 EXCEPT SELECT split, state, count(*), sum(sentences), sum(tokens), "
        "sum(spans) FROM document WHERE hidden = 0 GROUP BY split, state)"},
    {"sums by split and state are missing",
        "SELECT count(*) FROM (SELECT split, state, count(*), sum(sentences), sum(tokens), "
        "sum(spans) FROM document WHERE hidden = 0 GROUP BY split, state EXCEPT SELECT split, "
        "state, documents, sentences, tokens, spans FROM tally)"},
    {"sums by label are wrong",
        "SELECT count(*) FROM (SELECT label, spans FROM label_tally WHERE spans <> 0 EXCEPT SELECT "
        "s.label, count(*) FROM span s JOIN document d ON d.id = s.document WHERE d.hidden = 0 "
        "AND s.state = 0 GROUP BY s.label)"},
    {"sums by label are missing",
        "SELECT count(*) FROM (SELECT s.label, count(*) FROM span s JOIN document d ON d.id = "
        "s.document WHERE d.hidden = 0 AND s.state = 0 GROUP BY s.label EXCEPT SELECT label, spans "
        "FROM label_tally)"},
    {"sums of spans in documents are wrong or missing",
        "SELECT (SELECT count(*) FROM (SELECT kind, value, document, spans FROM span_sum EXCEPT "
        "SELECT * "
        "FROM (SELECT 0, label, document, count(*) FROM span WHERE state = 0 GROUP BY label, "
        "document UNION ALL SELECT 1, source, document, count(*) FROM span WHERE state = 0 GROUP "
        "BY source, document))) + (SELECT count(*) FROM (VALUES (0), (1)) WHERE column1 IN (0, 1) "
        "AND "
        "(SELECT coalesce(sum(spans), 0) FROM span_sum WHERE kind = column1) <> (SELECT count(*) "
        "FROM span WHERE state = 0))"},
    {"rows of metadata are wrong or missing",
        "SELECT (SELECT count(*) FROM (SELECT key, value, document FROM document_meta EXCEPT "
        "SELECT j.key, j.value, d.id FROM document d, json_each(d.metadata) j)) + ((SELECT "
        "count(*) FROM document_meta) <> (SELECT count(*) FROM document d, json_each(d.metadata) "
        "j))"},
    {"shown documents use labels that were undone",
        "SELECT count(*) FROM span s JOIN document d ON d.id = s.document JOIN label l ON l.id = "
        "s.label WHERE d.hidden < 2 AND l.gone <> 0"},
    {"counters lie behind the rows they number",
        "SELECT count(*) FROM counter c WHERE c.value < CASE c.name "
        "WHEN 'document' THEN coalesce((SELECT max(id) FROM document), 0) "
        "WHEN 'span' THEN coalesce((SELECT max(id) FROM span), 0) "
        "WHEN 'event' THEN coalesce((SELECT max(id) FROM event), 0) "
        "WHEN 'event_group' THEN coalesce((SELECT max(id) FROM event_group), 0) "
        "WHEN 'run' THEN coalesce((SELECT max(id) FROM run), 0) "
        "WHEN 'label' THEN coalesce((SELECT max(id) FROM label), 0) "
        "WHEN 'note' THEN coalesce((SELECT max(id) FROM note), 0) "
        "WHEN 'label_decision' THEN coalesce((SELECT max(id) FROM label_decision), 0) "
        "WHEN 'rule' THEN coalesce((SELECT max(id) FROM rule), 0) ELSE 0 END"},
    {"discontinuous spans have parts that are not theirs",
        "SELECT count(*) FROM span WHERE parts IS NOT NULL AND (json_extract(parts, '$[0][0]') "
        "IS NOT first OR json_extract(parts, '$[#-1][1]') IS NOT last)"},
};

void checkContents(Database& db, CheckReport& report, const InterruptOnStop& interrupt) {
    Statement s = db.prepare("SELECT d.id, d.characters, d.sentences, d.tokens, c.text, c.grid "
                             "FROM document d JOIN content c ON c.document = d.id");
    while (s.step()) {
        interrupt.check();
        const std::string where = "Document " + std::to_string(s.integer(0));
        if (firstInvalidUtf8(s.text(4)))
            complain(report, where + " holds bytes that are no UTF-8.");
        else if (countCodePoints(s.text(4)) != static_cast<std::size_t>(s.integer(1)))
            complain(report, where + " has a text of another length than noted.");
        const auto grid = decodeGrid(s.blob(5));
        if (!grid || !gridIsSound(*grid, static_cast<std::uint64_t>(s.integer(1))))
            complain(report, where + " has a token grid that cannot be read.");
        else if (grid->sentenceCount() != static_cast<std::size_t>(s.integer(2))
            || grid->tokens.size() != static_cast<std::size_t>(s.integer(3)))
            complain(report, where + " has other numbers of sentences or tokens than noted.");
    }
}

} // namespace

Result<CheckReport> checkProject(Database& db, bool full, std::stop_token stop) {
    return guard([&] {
        InterruptOnStop interrupt(db, std::move(stop));
        ReadTransaction view(db);
        CheckReport report;
        try {
            Statement pages =
                db.prepare(full ? "PRAGMA integrity_check(100)" : "PRAGMA quick_check(100)");
            while (pages.step())
                if (pages.text(0) != "ok")
                    complain(report, pages.string(0));
            if (!full)
                return report;
            Statement keys = db.prepare("PRAGMA foreign_key_check");
            while (keys.step())
                complain(report,
                    "A row of " + keys.string(0) + " refers to a missing row of " + keys.string(2)
                        + ".");
            for (const Rule& rule : kRules) {
                interrupt.check();
                if (const std::int64_t n = db.integer(rule.sql); n != 0)
                    complain(report, std::to_string(n) + " " + rule.problem + ".");
            }
            checkContents(db, report, interrupt);
        } catch (const Failure& failure) {
            if (failure.error.code != ErrorCode::Corrupt)
                throw;
            complain(report, failure.error.what);
        }
        return report;
    });
}

} // namespace evenspan::store
