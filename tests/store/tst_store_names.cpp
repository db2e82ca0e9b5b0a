// SPDX-License-Identifier: GPL-3.0-or-later
// Documents by their names, against a plain reading of every name, and the sets that filters meet
// in, against std::set.
#include "core/base/rng.h"
#include "core/store/name_search.h"
#include "core/store/query.h"
#include "tests/store/support.h"

#include <set>

using namespace evenspan;
using namespace evenspan::store;

namespace {

const std::vector<std::string> kLetters{"a", "A", "b", "B", "z", "Z", "[", "@", "{", "`", "%", "_",
    "\\", "'", "\"", " ", "1", "\xC3\xA4", "\xC3\x84", "\xE5\x8C\x97", "\xE4\xBA\xAC",
    "\xF0\x9F\x98\x80", "e\xCC\x81"};

std::string randomName(Philox& rng, std::uint64_t longest) {
    std::string out;
    for (std::uint64_t i = rng.below(longest + 1); i > 0; --i)
        out += kLetters[rng.below(kLetters.size())];
    return out;
}

// Every place, letter by letter, by Qt.
bool contains(const std::string& name, const std::string& text) {
    const auto small = [](const std::string& utf8) {
        QString out = QString::fromStdString(utf8);
        for (QChar& c : out)
            if (c >= QLatin1Char('A') && c <= QLatin1Char('Z'))
                c = c.toLower();
        return out;
    };
    return small(name).indexOf(small(text)) >= 0;
}

DocumentFilter named(const std::string& text) {
    QueryNode node;
    node.kind = QueryNode::Kind::Term;
    node.key = "name";
    node.op = ":";
    node.value = text;
    DocumentFilter filter;
    filter.query = node;
    return filter;
}

} // namespace

class TstStoreNames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNameIsFoundAsInAPlainReading() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        Philox rng(5);
        std::vector<DocumentDraft> drafts;
        for (int i = 0; i < 300; ++i)
            drafts.push_back(draft(randomName(rng, 9), "some words"));
        const auto ids = *project->writer()->addDocuments("Import", drafts);
        std::set<std::int64_t> hidden;
        std::vector<DocumentId> trashed;
        for (std::size_t i = 0; i < ids.size(); i += 7) {
            trashed.push_back(ids[i]);
            hidden.insert(ids[i].value);
        }
        EVENSPAN_OK(project->writer()->setTrashed(trashed, true));
        const auto reader = std::move(*project->reader());
        for (int round = 0; round < 400; ++round) {
            const std::string text = randomName(rng, round % 2 ? 2 : 4);
            std::vector<DocumentId> shown, inTrash;
            for (std::size_t i = 0; i < ids.size(); ++i)
                if (contains(drafts[i].name, text))
                    (hidden.contains(ids[i].value) ? inTrash : shown).push_back(ids[i]);
            DocumentFilter filter = named(text);
            const auto found = reader->ids(filter);
            EVENSPAN_OK(found);
            QVERIFY2(*found == shown, text.c_str());
            QCOMPARE(*reader->count(filter), std::int64_t(shown.size()));
            filter.trash = true;
            QVERIFY2(*reader->ids(filter) == inTrash, text.c_str());
        }
    }

    // Names that differ in A to a alone stand together in the order of ids, up and down.
    void equalNamesKeepTheOrderOfIds() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        Philox rng(6);
        std::vector<DocumentDraft> drafts;
        const auto small = [](std::string name) {
            for (char& c : name)
                c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
            return name;
        };
        for (int i = 0; i < 3'500; ++i) // more than are sorted one by one
            drafts.push_back(draft(randomName(rng, 2), "some words"));
        const auto ids = *project->writer()->addDocuments("Import", drafts);
        const auto reader = std::move(*project->reader());
        for (const bool down : {false, true}) {
            std::vector<std::size_t> wanted(ids.size());
            for (std::size_t i = 0; i < wanted.size(); ++i)
                wanted[i] = i;
            std::stable_sort(wanted.begin(), wanted.end(), [&](std::size_t a, std::size_t b) {
                const int order = small(drafts[a].name).compare(small(drafts[b].name));
                return down ? order > 0 : order < 0;
            });
            const auto found = reader->ids({}, {DocumentOrder::Key::Name, {}, down});
            EVENSPAN_OK(found);
            QCOMPARE(found->size(), wanted.size());
            for (std::size_t i = 0; i < wanted.size(); ++i)
                QVERIFY2((*found)[i] == ids[wanted[i]], drafts[wanted[i]].name.c_str());
        }
    }

    void aStopEndsTheSearch() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        EVENSPAN_OK(
            project->writer()->addDocuments("Import", std::vector{draft("one", "some words")}));
        const auto reader = std::move(*project->reader());
        std::stop_source stop;
        stop.request_stop();
        const auto found = reader->ids(named("o"), stop.get_token());
        QCOMPARE(found.error().code, ErrorCode::Cancelled);
        QCOMPARE(reader->ids(named("o"))->size(), std::size_t(1));
    }

    // A file that was made by somebody else may hold any SQL.
    void noSchemaAndNoOtherStatementCallsTheSearch() {
        Database database({}, Database::Mode::Memory);
        const auto refused = [&](const char* sql) {
            try {
                database.prepare(sql).run();
            } catch (const Failure&) {
                return true;
            }
            return false;
        };
        QVERIFY(refused("SELECT each_row(1, 'a', NULL)"));
        QVERIFY(refused("SELECT each_row(1, 'a', x'00112233')"));
        (void)refused("CREATE VIEW v AS SELECT each_row(1, 'a', NULL)");
        QVERIFY(refused("SELECT * FROM v"));
    }

    void setsEqualPlainOnes() {
        Philox rng(7);
        const auto number = [&]() -> std::int64_t {
            const auto at = static_cast<std::int64_t>(rng.below(20'000));
            switch (rng.below(8)) {
            case 0:
                return -at;
            case 1:
                return at + 4'096 * 4'096 - 10'000; // about the end of what has a short way
            case 2:
                return at * 1'000'003;
            default:
                return at;
            }
        };
        const auto same = [](const DocumentSet& set, const std::set<std::int64_t>& plain) {
            std::vector<std::int64_t> all;
            set.forEach([&](std::int64_t id) {
                all.push_back(id);
                return true;
            });
            return std::equal(all.begin(), all.end(), plain.begin(), plain.end())
                && set.size() == std::int64_t(plain.size()) && set.empty() == plain.empty();
        };
        for (int round = 0; round < 60; ++round) {
            DocumentSet set, other;
            std::set<std::int64_t> plain, plainOther;
            for (int step = 0; step < 200; ++step) {
                const std::int64_t id = number(), second = number();
                set.insert(id);
                plain.insert(id);
                other.insert(second);
                plainOther.insert(second);
                if (rng.below(3) == 0) {
                    other.insert(id);
                    plainOther.insert(id);
                }
                QVERIFY(set.contains(id));
                QCOMPARE(set.contains(second), plain.contains(second));
                switch (rng.below(40)) {
                case 0: {
                    std::set<std::int64_t> kept;
                    for (const std::int64_t one : plain)
                        if (plainOther.contains(one))
                            kept.insert(one);
                    plain.swap(kept);
                    set.intersect(other);
                    break;
                }
                case 1:
                    plain.insert(plainOther.begin(), plainOther.end());
                    set.unite(other);
                    break;
                case 2:
                    for (const std::int64_t one : plainOther)
                        plain.erase(one);
                    set.subtract(other);
                    break;
                case 3: { // a copy is another set
                    DocumentSet copy = set;
                    copy.insert(id + 1);
                    set = DocumentSet(set);
                    break;
                }
                case 4: {
                    DocumentSet moved = std::move(set);
                    set = std::move(moved);
                    break;
                }
                default:
                    break;
                }
                QCOMPARE(set.contains(id), plain.contains(id));
            }
            QVERIFY(same(set, plain));
            QVERIFY(same(other, plainOther));
        }
    }
};

QTEST_APPLESS_MAIN(TstStoreNames)
#include "tst_store_names.moc"
