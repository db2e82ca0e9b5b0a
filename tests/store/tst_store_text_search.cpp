// SPDX-License-Identifier: GPL-3.0-or-later
// Texts by what they hold, against a plain reading of every text: short and long ones, in letters
// that have a case and in such that have none, while documents come, go and go for good.
#include "core/base/rng.h"
#include "core/store/contained.h"
#include "core/store/query.h"
#include "core/store/search_progress.h"
#include "core/store/sqlite.h"
#include "core/store/text_ends.h"
#include "core/store/text_walk.h"
#include "core/text/letter_case.h"
#include "core/text/utf8.h"
#include "tests/store/support.h"

#include <map>
#include <set>
#include <thread>

using namespace evenspan;
using namespace evenspan::store;

namespace {

// Letters that other letters fold to among them: U+212A is a k, U+017F an s, U+03C2 a σ.
const std::vector<std::string> kLetters{"a", "A", "b", "k", "K", "s", "\xE2\x84\xAA", "\xC5\xBF",
    " ", "%", "_", "\"", "\\", "\xC3\xA9", "\xC3\x89", "\xCF\x83", "\xCF\x82", "\xCE\xA3",
    "\xE4\xB8\xAD", "\xE5\x9B\xBD", "\xE3\x80\x82", "\xF0\x9F\x98\x80", "e\xCC\x81", "\xEF\xBF\xBD",
    "\xEF\xBF\xBF"};

std::string randomText(Philox& rng, std::uint64_t longest) {
    std::string out;
    for (std::uint64_t i = rng.below(longest + 1); i > 0; --i)
        out += kLetters[rng.below(kLetters.size())];
    return out;
}

// Every place, letter by letter, by Qt; a text ends at its first NUL.
bool contains(const std::string& text, const std::string& sought) {
    const auto seen = [](const std::string& utf8) {
        QString out = QString::fromStdString(utf8.substr(0, utf8.find('\0')));
        for (QChar& c : out)
            if (c >= QLatin1Char('A') && c <= QLatin1Char('Z'))
                c = c.toLower();
        return out;
    };
    return seen(text).indexOf(seen(sought)) >= 0;
}

DocumentFilter filterOf(const char* key, const std::string& value) {
    QueryNode node;
    node.kind = QueryNode::Kind::Term;
    node.key = key;
    node.op = ":";
    node.value = value;
    DocumentFilter filter;
    filter.query = node;
    return filter;
}

DocumentDraft textDraft(const std::string& text) {
    DocumentDraft out;
    out.name = "d";
    out.text = text;
    out.grid.sentenceStarts = {0};
    if (text.empty())
        out.grid.sentenceStarts.clear();
    return out;
}

// What a project holds, beside it.
struct Model {
    std::map<std::int64_t, std::string> texts;
    std::set<std::int64_t> trashed, undone;

    std::vector<DocumentId> holding(const std::string& sought, bool trash = false) const {
        std::vector<DocumentId> out;
        for (const auto& [id, text] : texts)
            if (!undone.contains(id) && trashed.contains(id) == trash && contains(text, sought))
                out.push_back(DocumentId(id));
        return out;
    }
};

} // namespace

class TstStoreTextSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // One reader that knows nothing yet, one that has searched before, and new documents between.
    void textsAreFoundAsInAPlainReading() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        Writer& writer = *project->writer();
        Model model;
        Philox rng(11);
        const auto import = [&](int count) {
            std::vector<DocumentDraft> drafts;
            for (int i = 0; i < count; ++i)
                drafts.push_back(textDraft(randomText(rng, rng.below(4) ? 12 : 2)));
            const auto ids = writer.addDocuments("Import", drafts);
            EVENSPAN_OK(ids);
            for (std::size_t i = 0; i < drafts.size(); ++i)
                model.texts[(*ids)[i].value] = drafts[i].text;
        };
        const auto compare = [&](int rounds) {
            const auto reader = *project->reader();
            for (int round = 0; round < rounds; ++round) {
                std::string sought;
                for (std::uint64_t i = 1 + rng.below(round % 3 ? 2 : 5); i > 0; --i)
                    sought += kLetters[rng.below(kLetters.size())];
                DocumentFilter filter = filterOf("text", sought);
                const auto found = reader->ids(filter);
                EVENSPAN_OK(found);
                QVERIFY2(*found == model.holding(sought), sought.c_str());
                filter.trash = true;
                QVERIFY2(*reader->ids(filter) == model.holding(sought, true), sought.c_str());
            }
        };
        import(400);
        compare(300);
        import(30); // behind what the searches know
        compare(100);
        std::vector<DocumentId> some;
        for (const auto& [id, text] : model.texts)
            if (id % 7 == 0) {
                some.push_back(DocumentId(id));
                model.trashed.insert(id);
            }
        EVENSPAN_OK(writer.setTrashed(some, true));
        compare(100);
        // An import that is undone and passed over goes for good, and leaves a gap.
        const std::int64_t before = model.texts.rbegin()->first;
        import(40);
        compare(50);
        EVENSPAN_OK(writer.undo());
        for (const auto& [id, text] : model.texts)
            if (id > before)
                model.undone.insert(id);
        compare(50);
        EVENSPAN_OK(writer.redo());
        const std::set<std::int64_t> undone = std::exchange(model.undone, {});
        compare(50);
        EVENSPAN_OK(writer.undo());
        model.undone = undone;
        import(20);
        EVENSPAN_OK(writer.compact());
        compare(150);
    }

    // The search knows which letters the index takes for one; were another version of SQLite to
    // fold more, texts would be missed.
    void theIndexFoldsAsExpected() {
        Database database({}, Database::Mode::Memory);
        database.script("CREATE VIRTUAL TABLE f USING fts5(text, tokenize='trigram', "
                        "detail='none'); CREATE VIRTUAL TABLE v USING fts5vocab('f', 'row');");
        Statement put = database.prepare("INSERT INTO f(rowid, text) VALUES (?, ?)");
        Statement word = database.prepare("SELECT term FROM v");
        Statement away = database.prepare("DELETE FROM f");
        std::map<char32_t, std::vector<char32_t>> folded; // to what, from which
        Transaction transaction(database);
        for (char32_t c = 0x20; c < 0x1F000; ++c) {
            if (c >= 0xD800 && c < 0xE000)
                continue;
            if (c >= 0x3400 && c < 0xA000)
                continue; // Chinese characters, which would only take time
            if (!hasCase(c) && c > 0x3000 && c < 0xFFFD && c % 64 != 0)
                continue;
            std::string text;
            for (int i = 0; i < 3; ++i)
                appendUtf8(text, c);
            put.with(std::int64_t(c), text).run();
            QVERIFY(word.step());
            const std::string term = word.string(0);
            word.reset();
            away.run();
            std::size_t at = 0;
            folded[nextCodePoint(term, at)].push_back(c);
        }
        for (const auto& [to, from] : folded)
            for (const char32_t c : from) {
                const bool known = to == c || to == foldedCase(c)
                    || (to == 0xFFFD && (c == 0xFFFE || c == 0xFFFF));
                QVERIFY2(known, qPrintable(QString::number(c, 16)));
                if (c < 0x80 && (c < 'A' || c > 'Z') && c != 'k' && c != 's')
                    QVERIFY2(std::all_of(from.begin(), from.end(),
                                 [&](char32_t other) { return other == c || other + 32 == c; }),
                        qPrintable(QString::number(c, 16)));
                if (c >= 0x80 && c < 0xFFFD && !hasCase(c))
                    QVERIFY2(from.size() == 1, qPrintable(QString::number(c, 16)));
            }
    }

    void endsAreTheLastTwoCharacters_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<uint>("before");
        QTest::addColumn<uint>("last");
        QTest::newRow("none") << QByteArray() << 0u << 0u;
        QTest::newRow("one") << QByteArray("x") << 0u << uint('x');
        QTest::newRow("two") << QByteArray("xy") << uint('x') << uint('y');
        QTest::newRow("wide") << QByteArray("a\xE4\xB8\xAD\xF0\x9F\x98\x80") << 0x4E2Du << 0x1F600u;
        QTest::newRow("NUL") << QByteArray("ab\0cd", 5) << uint('a') << uint('b');
        QTest::newRow("NUL first") << QByteArray("\0cd", 3) << 0u << 0u;
    }
    void endsAreTheLastTwoCharacters() {
        QFETCH(QByteArray, text);
        QFETCH(uint, before);
        QFETCH(uint, last);
        const TextEnd end = endOf(7, {text.constData(), std::size_t(text.size())});
        QCOMPARE(end.document, std::int64_t(7));
        QCOMPARE(uint(end.last[0]), before);
        QCOMPARE(uint(end.last[1]), last);
    }

    // Two searches that learn at the same time: one of them counts, and none leaves a hole.
    void endsAreLearntOnce() {
        TextEnds ends;
        ends.add(0, 3, {{1, {}}, {3, {}}});
        ends.add(0, 3, {{1, {}}, {3, {}}});
        ends.add(5, 9, {{6, {}}});
        QCOMPARE(ends.upTo(), std::int64_t(3));
        ends.add(3, 5, {{4, {}}});
        QCOMPARE(ends.upTo(), std::int64_t(5));
        std::size_t all = 0;
        for (const auto& part : ends.parts())
            all += part->size();
        QCOMPARE(all, std::size_t(3));
    }

    void aTextIsContainedWhereItStands() {
        Philox rng(12);
        for (int round = 0; round < 20'000; ++round) {
            const std::string text = randomText(rng, 9), sought = randomText(rng, 3);
            QVERIFY2(Contained(sought).isIn(text) == contains(text, sought),
                (sought + " in " + text).c_str());
        }
        QVERIFY(Contained("").isIn(""));
        QVERIFY(!Contained("aaaa").isIn("aaa"));
        QVERIFY(Contained("AAB").isIn("xaaaab"));
    }

    // As many documents as two threads share, a test that fails in one of them, and a stop.
    void manyTextsAreReadByTwo() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        constexpr std::int64_t kMany = 30'000;
        {
            auto import = std::move(*project->writer()->beginImport("Import"));
            for (std::int64_t i = 1; i <= kMany; ++i)
                EVENSPAN_OK(import->add(textDraft("number " + std::to_string(i * 7919 % 1'000))));
            EVENSPAN_OK(import->commit());
        }
        const auto reader = *project->reader();
        Database& database = reader->database();
        const InterruptOnStop never(database, {});
        std::vector<TextEnd> ends;
        std::mutex mutex;
        std::set<std::thread::id> threads;
        const auto make = [&]() -> TextTest {
            {
                std::lock_guard hold(mutex);
                threads.insert(std::this_thread::get_id());
            }
            return [](std::int64_t id, std::string_view text) {
                return id % 2 == 0 && text.ends_with("3");
            };
        };
        DocumentSet found;
        {
            ReadTransaction view(database);
            found = walkTexts(database, {11, kMany - 5}, make, never, 100, &ends);
        }
        std::int64_t expected = 0;
        for (std::int64_t i = 11; i <= kMany - 5; ++i) {
            const bool holds = i % 2 == 0 && i * 7919 % 10 == 3;
            expected += holds;
            QCOMPARE(found.contains(i), holds);
        }
        QCOMPARE(found.size(), expected);
        QCOMPARE(ends.size(), std::size_t(kMany - 5 - 100));
        if (std::thread::hardware_concurrency() > 1)
            QCOMPARE(threads.size(), std::size_t(2));

        const auto failing = [&](std::int64_t bad) {
            return [bad]() -> TextTest {
                return [bad](std::int64_t id, std::string_view) {
                    if (id >= bad)
                        throw Failure{Error{ErrorCode::BadFormat, "no", {}, {}}};
                    return true;
                };
            };
        };
        for (const std::int64_t bad : {std::int64_t(1), kMany / 2, kMany}) {
            ReadTransaction view(database);
            QVERIFY_THROWS_EXCEPTION(
                Failure, (void)walkTexts(database, {1, kMany}, failing(bad), never));
        }
        std::stop_source stop;
        const auto stopping = [&]() -> TextTest {
            return [&](std::int64_t id, std::string_view) {
                if (id > 100)
                    stop.request_stop();
                return true;
            };
        };
        {
            ReadTransaction view(database);
            const InterruptOnStop interrupt(database, stop.get_token());
            try {
                (void)walkTexts(database, {1, kMany}, stopping, interrupt);
                QFAIL("it was not stopped");
            } catch (const Failure& failure) {
                QCOMPARE(failure.error.code, ErrorCode::Cancelled);
            }
        }
        // The same by the filters, with what is known and without.
        for (int round = 0; round < 2; ++round) {
            QCOMPARE(reader->ids(filterOf("text", "93"))->size(), std::size_t(kMany / 1'000 * 20));
            QCOMPARE(reader->ids(filterOf("text", "5"))->size(), std::size_t(kMany / 1'000 * 271));
            QCOMPARE(
                reader->ids(filterOf("text", "r 4"))->size(), std::size_t(kMany / 1'000 * 111));
            QCOMPARE(
                reader->ids(filterOf("re", "r 4\\d$"))->size(), std::size_t(kMany / 1'000 * 10));
            QCOMPARE(
                reader->ids(filterOf("re", "[45]7$"))->size(), std::size_t(kMany / 1'000 * 20));
        }
    }

    // A slow search says what it has found; the first page and the first places need no more.
    void aSlowSearchShowsItsFirstMatches() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        constexpr std::int64_t kMany = 45'000; // the first two pieces and some more
        {
            auto import = std::move(*project->writer()->beginImport("Import"));
            for (std::int64_t i = 1; i <= kMany; ++i) {
                DocumentDraft draft = textDraft(i % 3 ? "plain" : "x" + std::to_string(i) + "y");
                draft.split = i % 2 ? "train" : "test";
                draft.name = std::to_string(kMany - i);
                EVENSPAN_OK(import->add(draft));
            }
            EVENSPAN_OK(import->commit());
        }
        std::vector<DocumentId> some{DocumentId(3), DocumentId(6), DocumentId(kMany)};
        EVENSPAN_OK(project->writer()->setTrashed(some, true));
        const auto reader = *project->reader();
        const DocumentFilter filter = filterOf("re", "x\\d+y");
        QVERIFY(searchIsSlow(filter));
        QVERIFY(!searchIsSlow(filterOf("text", "x")));
        SearchProgress progress;
        const auto found = idsWithProgress(*reader, filter, {}, progress, {});
        EVENSPAN_OK(found);
        QCOMPARE(found->size(), std::size_t(kMany / 3 - 3));
        QVERIFY(*found == *reader->ids(filter));
        const auto now = progress.now();
        QCOMPARE(now.looked, kMany);
        QCOMPARE(now.all, kMany);
        QCOMPARE(now.found, std::int64_t(found->size()));
        QCOMPARE(now.first.size(), SearchProgress::kFirst);
        QVERIFY(std::equal(now.first.begin(), now.first.end(), found->begin()));
        DocumentFilter test = filter;
        test.split = "test";
        QCOMPARE(*reader->count(test), kMany / 6 - 2);
        DocumentFilter denied = filter;
        QueryNode without;
        without.kind = QueryNode::Kind::Not;
        without.children = {*filter.query};
        denied.query = without;
        QCOMPARE(*reader->count(denied), kMany - kMany / 3);
        DocumentFilter trash = filter;
        trash.trash = true;
        QVERIFY(*reader->ids(trash) == some);
        const auto page = reader->page(filter, DocumentId(9), 2);
        EVENSPAN_OK(page);
        QCOMPARE(page->size(), std::size_t(2));
        QCOMPARE(page->front().id, DocumentId(12));
        const auto hits = reader->hits(filter, 5);
        EVENSPAN_OK(hits);
        QCOMPARE(hits->size(), std::size_t(5));
        QCOMPARE(hits->front().document, DocumentId(9));
        const DocumentOrder down{DocumentOrder::Key::Id, {}, true};
        const auto other = idsWithProgress(*reader, filter, down, progress, {});
        EVENSPAN_OK(other);
        QVERIFY(std::equal(other->rbegin(), other->rend(), found->begin()));
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(idsWithProgress(*reader, filter, {}, progress, stop.get_token()).error().code,
            ErrorCode::Cancelled);
        const auto none = idsWithProgress(*reader, filterOf("re", "("), {}, progress, {});
        QCOMPARE(none.error().code, ErrorCode::BadFormat);
    }
};

QTEST_APPLESS_MAIN(TstStoreTextSearch)
#include "tst_store_text_search.moc"
