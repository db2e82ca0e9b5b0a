// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/text_search.h"

#include "core/store/contained.h"
#include "core/store/row_walk.h"
#include "core/store/writer_state.h"
#include "core/text/letter_case.h"
#include "core/text/pattern.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <vector>

namespace evenspan::store {

namespace {

constexpr std::size_t kThrees = 8; // looked up at most: they narrow enough
constexpr std::size_t kMostTerms = 300; // looked up one by one at most
constexpr std::int64_t kFewTexts =
    2'000; // documents whose texts are read without a look at the index

std::u32string pointsOf(std::string_view utf8) {
    std::u32string out;
    for (std::size_t at = 0; at < utf8.size();)
        out += nextCodePoint(utf8, at);
    return out;
}

std::string utf8Of(std::u32string_view points) {
    std::string out;
    for (const char32_t c : points)
        appendUtf8(out, c);
    return out;
}

char32_t smallPoint(char32_t c) {
    return c < 0x80 ? static_cast<char32_t>(small(static_cast<char>(c))) : c;
}

// A string of FTS5's query language.
std::string ftsString(std::string_view text) {
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? "\"\"" : std::string(1, c);
    return out + '"';
}

// The index folds letters as Unicode does, and takes what is no character for U+FFFD: it finds no
// others for this one than a search by single characters would.
bool isOwn(char32_t c) {
    if (c < 0x80) // U+212A is a k there, U+017F an s
        return c != 'k' && c != 'K' && c != 's' && c != 'S';
    return c < 0xFFFD ? !hasCase(c) : c > 0xFFFF && !hasCase(c);
}

// As the index may hold it: folded by the Unicode of its time, or not at all.
std::u32string formsOf(char32_t c) {
    if (c == 0xFFFE || c == 0xFFFF)
        return {0xFFFD};
    c = smallPoint(c);
    const char32_t folded = foldedCase(c);
    return folded == c ? std::u32string{c} : std::u32string{c, folded};
}

} // namespace

void prepareTextSearch(Database& database, std::shared_ptr<TextEnds> ends) {
    // Tables of this connection alone that show the words of the index: sqlite.org/fts5.html, 9.
    database.script("CREATE VIRTUAL TABLE temp.search_terms USING fts5vocab('main', 'search', "
                    "'row'); CREATE VIRTUAL TABLE temp.search_places USING fts5vocab('main', "
                    "'search', 'instance');");
    database.searchRoom().ends = std::move(ends);
}

TextSearch::TextSearch(Database& database, const InterruptOnStop& interrupt)
    : m_db(database)
    , m_interrupt(interrupt)
    , m_ends(database.searchRoom().ends.get())
    , m_last(database.integer("SELECT max(document) FROM content"))
    , m_range{1, m_last} { }

void TextSearch::setRange(const TextRange& range) {
    m_range = {range.first, std::min(range.last, m_last)};
}

DocumentSet TextSearch::containing(const std::string& text, const DocumentSet* within) {
    if (text.find('\0') != std::string::npos)
        return {};
    const Contained sought(text);
    return search(
        text, true,
        [&]() -> TextTest {
            return [&](std::int64_t, std::string_view all) {
                return sought.isIn(all.substr(0, all.find('\0')));
            };
        },
        within);
}

DocumentSet TextSearch::matching(const std::string& expression, const DocumentSet* within) {
    Pattern::Mistake mistake;
    if (!Pattern::compile(expression, mistake))
        fail(ErrorCode::BadFormat, "The regular expression is wrong: " + mistake.why);
    return search(
        literalOf(expression), false,
        [&]() -> TextTest {
            Pattern::Mistake none;
            std::shared_ptr<Pattern> pattern = Pattern::compile(expression, none);
            return [this, pattern](std::int64_t document, std::string_view all) {
                auto found = pattern->matches(all, m_interrupt.token());
                if (!found) {
                    Error error = found.error();
                    error.where = "document " + std::to_string(document);
                    throw Failure{error};
                }
                return *found;
            };
        },
        within);
}

bool TextSearch::few(const DocumentSet& set) const {
    return set.size() <= std::max(kFewTexts, m_last / 8);
}

DocumentSet TextSearch::search(
    const std::string& part, bool whole, const TextTestMaker& make, const DocumentSet* within) {
    if (within && within->size() <= kFewTexts)
        return each(*within, make);
    DocumentSet out;
    std::int64_t read = 0; // up to there nothing is left to do
    if (!m_looked && !part.empty() && part.size() <= kLongestSought)
        m_candidates = candidates(pointsOf(part), whole);
    m_looked = true;
    if (m_candidates) {
        DocumentSet found = m_candidates->set;
        if (within)
            found.intersect(*within);
        if (m_candidates->exact || few(found)) {
            out = m_candidates->exact ? std::move(found) : each(found, make);
            read = m_candidates->upTo;
        }
    }
    if (read == 0 && within && few(*within))
        return each(*within, make);
    const TextRange rest{std::max(read + 1, m_range.first), m_range.last};
    if (rest.first <= rest.last) {
        const std::int64_t known = m_ends ? m_ends->upTo() : INT64_MAX;
        const bool learns = m_ends && rest.first <= known + 1 && known < rest.last;
        std::vector<TextEnd> ends;
        out.unite(walkTexts(m_db, rest, make, m_interrupt, known, learns ? &ends : nullptr));
        if (learns)
            m_ends->add(known, rest.last, std::move(ends));
    }
    return out;
}

std::optional<TextSearch::Candidates> TextSearch::candidates(
    const std::u32string& part, bool whole) {
    Candidates out;
    out.exact = whole && part.size() <= 3 && std::all_of(part.begin(), part.end(), isOwn);
    std::optional<DocumentSet> found;
    if (part.size() >= 3) {
        out.upTo = m_last;
        found = holdingThrees(part, out.exact ? INT64_MAX : std::max(kFewTexts, m_last / 8));
    } else if (m_ends && m_ends->upTo() > m_last / 2) {
        out.upTo = std::min(m_ends->upTo(), m_last);
        found = holdingFewer(part);
    }
    if (!found)
        return std::nullopt;
    out.set = std::move(*found);
    return out;
}

std::optional<DocumentSet> TextSearch::holdingThrees(
    const std::u32string& part, std::int64_t most) {
    const std::size_t all = part.size() - 2;
    const std::size_t count = std::min(all, kThrees);
    std::string query;
    for (std::size_t i = 0; i < count; ++i) { // the first, the last, and some between
        const std::size_t at = count == 1 ? 0 : i * (all - 1) / (count - 1);
        query += (i ? " AND " : "") + ftsString(utf8Of(std::u32string_view(part).substr(at, 3)));
    }
    m_interrupt.check();
    DocumentSet out;
    std::int64_t taken = 0;
    walkRows(m_db, "SELECT rowid FROM search WHERE search MATCH ?2 AND each_row(rowid, 0, ?1)",
        [&](std::int64_t id, const RowValue&) {
            out.insert(id);
            return ++taken <= most;
        },
        {std::string_view(query)});
    return taken > most ? std::nullopt : std::optional(std::move(out));
}

// A text of three characters and more holds a shorter one where one of its threes begins with it,
// or at its end.
std::optional<DocumentSet> TextSearch::holdingFewer(const std::u32string& part) {
    DocumentSet out;
    for (const char32_t first : formsOf(part[0]))
        for (const char32_t second : part.size() > 1 ? formsOf(part[1]) : std::u32string(1, U'\0'))
            if (!beginning(
                    utf8Of(part.size() > 1 ? std::u32string{first, second} : std::u32string{first}),
                    out))
                return std::nullopt;
    const char32_t a = smallPoint(part[0]), b = smallPoint(part.back());
    DocumentSet ending;
    for (const TextEnds::Part& some : m_ends->parts())
        for (const TextEnd& end : *some) {
            const char32_t before = smallPoint(end.last[0]), last = smallPoint(end.last[1]);
            const bool holds =
                part.size() > 1 ? before == a && last == b : before == a || last == a;
            if (holds && end.document <= m_last)
                ending.insert(end.document);
        }
    dropUnknown(ending);
    out.unite(ending);
    return out;
}

bool TextSearch::beginning(const std::string& letters, DocumentSet& out) {
    m_interrupt.check();
    const std::string beyond = letters + '\xF8'; // no byte of UTF-8 is as high
    std::vector<std::string> terms;
    std::int64_t places = 0;
    Statement s =
        m_db.prepare("SELECT term, doc FROM temp.search_terms WHERE term >= ? AND term < ?");
    s.with(letters, beyond);
    const std::int64_t most = m_last + m_last / 4; // beyond, every text is read sooner
    while (places <= most && terms.size() <= kMostTerms && s.step()) {
        places += s.integer(1);
        terms.push_back(s.string(0));
    }
    s.reset();
    if (places > most)
        return false;
    const auto take = [&](std::int64_t id, const RowValue&) {
        out.insert(id);
        return true;
    };
    if (terms.size() <= kMostTerms) {
        for (const std::string& term : terms) {
            const std::string query = ftsString(term);
            walkRows(m_db,
                "SELECT rowid FROM search WHERE search MATCH ?2 AND each_row(rowid, 0, ?1)", take,
                {std::string_view(query)});
        }
        return true;
    }
    std::int64_t left = std::max(kFewTexts, m_last / 4);
    walkRows(m_db,
        "SELECT doc FROM temp.search_places WHERE term >= ?2 AND term < ?3 AND each_row(doc, 0, "
        "?1)",
        [&](std::int64_t id, const RowValue& value) { return take(id, value) && --left > 0; },
        {std::string_view(letters), std::string_view(beyond)});
    return left > 0;
}

// Where ids run without a gap none was ever removed for good.
void TextSearch::dropUnknown(DocumentSet& set) {
    const std::int64_t known = m_db.integer("SELECT coalesce(sum(documents), 0) FROM tally")
        + m_db.integer("SELECT count(*) FROM document WHERE hidden > 0");
    if (known
        == m_db.integer("SELECT max(id) FROM document")
            - m_db.integer("SELECT min(id) FROM document") + 1)
        return;
    DocumentSet there;
    if (set.size() <= kFewTexts) {
        Statement s = m_db.prepare("SELECT id FROM document WHERE id = ?");
        set.forEach([&](std::int64_t id) {
            s.bind(1, id);
            if (s.step())
                there.insert(id);
            s.reset();
            return true;
        });
    } else {
        walkRows(m_db,
            "SELECT id FROM document INDEXED BY document_tokens WHERE each_row(id, 0, ?1)",
            [&](std::int64_t id, const RowValue&) {
                there.insert(id);
                return true;
            });
    }
    set.intersect(there);
}

DocumentSet TextSearch::each(const DocumentSet& set, const TextTestMaker& make) {
    const TextTest test = make();
    Statement s = m_db.prepare("SELECT text FROM content WHERE document = ?");
    DocumentSet out;
    set.forEach(
        [&](std::int64_t id) {
            if (id > m_range.last)
                return false;
            m_interrupt.check();
            s.bind(1, id);
            if (s.step() && test(id, s.text(0)))
                out.insert(id);
            s.reset();
            return true;
        },
        m_range.first - 1);
    return out;
}

} // namespace evenspan::store
