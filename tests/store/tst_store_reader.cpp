// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/store/annotations.h"
#include "core/store/sqlite.h"
#include "tests/store/support.h"

#include <atomic>
#include <map>
#include <sqlite3.h>
#include <thread>

using namespace evenspan;
using namespace evenspan::store;

class TstStoreReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Filters against a plain walk over everything; letters, signs that SQL knows, short words.
    void searchFindsWhatAWalkFinds() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        Philox rng(3);
        const std::string alphabet = "abcA_%\\'\" ";
        std::vector<DocumentDraft> drafts;
        for (int i = 0; i < 400; ++i) {
            std::string text;
            for (int k = 0; k < 30; ++k)
                text += alphabet[rng.below(alphabet.size())];
            drafts.push_back(draft("d", text));
            drafts.back().split = rng.below(2) ? "train" : "test";
            drafts.back().state = static_cast<DocumentState>(rng.below(6));
        }
        EVENSPAN_OK(project->writer()->addDocuments("Import", drafts));
        const auto reader = *project->reader();
        const auto lower = [](std::string text) {
            for (char& c : text)
                c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
            return text;
        };
        for (int round = 0; round < 300; ++round) {
            DocumentFilter filter;
            for (std::uint64_t k = rng.below(6); k > 0; --k)
                filter.text += alphabet[rng.below(alphabet.size())];
            if (rng.below(2))
                filter.split = "train";
            if (rng.below(2))
                filter.states = {DocumentState::Done, DocumentState::Unseen};
            std::vector<DocumentId> expected;
            for (std::size_t i = 0; i < drafts.size(); ++i)
                if (lower(drafts[i].text).find(lower(filter.text)) != std::string::npos
                    && (!filter.split || drafts[i].split == *filter.split)
                    && (filter.states.empty() || drafts[i].state == DocumentState::Done
                        || drafts[i].state == DocumentState::Unseen))
                    expected.push_back(DocumentId(std::int64_t(i) + 1));
            const auto found = reader->ids(filter);
            EVENSPAN_OK(found);
            QVERIFY2(*found == expected, filter.text.c_str());
            QCOMPARE(*reader->count(filter), std::int64_t(expected.size()));
            std::vector<DocumentId> paged;
            for (DocumentId after;;) {
                const auto page = *reader->page(filter, after, 7);
                for (const DocumentRow& row : page)
                    paged.push_back(row.id);
                if (page.size() < 7)
                    break;
                after = page.back().id;
            }
            QVERIFY(paged == expected);
        }
    }

    // Every order against a plain sort of the rows.
    void ordersAreThoseOfTheRows() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        Writer& writer = *project->writer();
        Philox rng(5);
        std::vector<DocumentDraft> drafts;
        std::map<std::int64_t, double> scores, unsure;
        for (int i = 0; i < 8'000; ++i) {
            std::string name(1, "abAB"[rng.below(4)]);
            drafts.push_back(draft(name + std::to_string(rng.below(20)), "one two three",
                std::vector(rng.below(4), span(0, 3, "PER"))));
            DocumentDraft& made = drafts.back();
            made.split = rng.below(2) ? "train" : "test";
            made.state = static_cast<DocumentState>(rng.below(6));
            if (rng.below(3))
                made.metadata["country"] = rng.below(2) ? "FR" : "de";
            if (rng.below(3) == 0)
                made.metadata["year"] = "1999";
            made.grid.tokens.resize(rng.below(4));
            for (std::uint64_t k = rng.below(3); k > 0; --k) {
                made.spans.push_back(span(4, 7, "PER"));
                made.spans.back().state = rng.below(3) ? SpanState::Suggested : SpanState::Rejected;
                if (rng.below(4) == 0)
                    continue;
                made.spans.back().score = double(rng.below(5)) / 4;
                if (made.spans.back().state == SpanState::Suggested) {
                    double& best = scores.try_emplace(i + 1, 0).first->second;
                    best = std::max(best, *made.spans.back().score);
                }
            }
        }
        const auto ids = *writer.addDocuments("Import", drafts);
        RunRow run;
        run.name = "r";
        const RunId runId = *writer.createRun(run);
        std::vector<std::pair<DocumentId, double>> values;
        for (const DocumentId id : ids)
            if (rng.below(2))
                values.push_back({id, unsure[id.value] = double(rng.below(5))});
        EVENSPAN_OK(Annotations(writer).setUncertainty(runId, values));
        EVENSPAN_OK(writer.setTrashed(std::vector{ids[0], ids[5], ids.back()}, true));
        const auto reader = *project->reader();
        QCOMPARE(*reader->metadataColumns(), (std::vector<std::string>{"country", "year"}));

        using Key = DocumentOrder::Key;
        const auto lower = [](std::string text) {
            for (char& c : text)
                c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
            return text;
        };
        // Of many documents and of few: they are sorted in two ways.
        DocumentFilter many, few, trash;
        many.query = *parseQuery("-state:done");
        few.split = "train";
        few.query = *parseQuery("name:a1");
        trash.trash = true;
        for (const DocumentFilter& filter : {many, few, trash}) {
            auto rows = *reader->rows(*reader->ids(filter));
            QVERIFY(rows.size() > (filter.query == many.query ? 6'000u : 2u));
            for (int k = 0; k <= int(Key::Meta); ++k) {
                for (const bool down : {false, true}) {
                    const DocumentOrder order{Key(k), "country", down};
                    // Number and word of a row, or nothing where it comes last.
                    using Value = std::optional<std::pair<double, std::string>>;
                    const auto value = [&](const DocumentRow& row) -> Value {
                        const std::int64_t id = row.id.value;
                        const auto of = [&](const std::map<std::int64_t, double>& map) -> Value {
                            const auto at = map.find(id);
                            return at == map.end() ? Value() : Value({at->second, ""});
                        };
                        switch (order.key) {
                        case Key::Id:
                            return {{double(id), ""}};
                        case Key::Name:
                            return {{0, lower(row.name)}};
                        case Key::State:
                            return {{double(row.state), ""}};
                        case Key::Split:
                            return {{0, row.split}};
                        case Key::Spans:
                            return {{double(row.spans), ""}};
                        case Key::Tokens:
                            return {{double(row.tokens), ""}};
                        case Key::Score:
                            return of(scores);
                        case Key::Uncertainty:
                            return of(unsure);
                        case Key::Meta:
                            break;
                        }
                        const auto at = row.metadata.find("country");
                        return at == row.metadata.end() ? Value() : Value({0, lower(at->second)});
                    };
                    std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
                        const Value left = value(a), right = value(b);
                        if (left == right)
                            return a.id.value < b.id.value;
                        if (!left || !right)
                            return left.has_value();
                        return down ? *left > *right : *left < *right;
                    });
                    std::vector<DocumentId> expected;
                    for (const DocumentRow& row : rows)
                        expected.push_back(row.id);
                    const auto found = reader->ids(filter, order);
                    EVENSPAN_OK(found);
                    QVERIFY2(*found == expected, std::to_string(k).c_str());
                }
            }
        }
    }

    // Each import is seen whole or not at all, while it runs and after.
    void readersSeeWholeChanges() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        std::atomic<bool> done = false;
        std::atomic<int> torn = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 3; ++i)
            threads.emplace_back([&] {
                while (!done) {
                    const auto reader = *project->reader();
                    const auto info = reader->info();
                    std::int64_t documents = 0;
                    const auto walk = reader->forEach({}, [&](DocumentData&&) {
                        ++documents;
                        return true;
                    });
                    if (!info || !walk || info->total.documents % 50 || documents % 50)
                        ++torn;
                }
            });
        const std::vector<DocumentDraft> drafts(50, draft("d", "Okafor Labs"));
        for (int i = 0; i < 40; ++i)
            project->writer()->post([&](Writer& writer) {
                if (!writer.addDocuments("Import", drafts))
                    ++torn;
            });
        project->writer()->waitIdle();
        done = true;
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(torn.load(), 0);
        QCOMPARE((*project->reader())->info()->total.documents, std::int64_t{2'000});
    }

    void aStopEndsAWalk() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        const std::vector<DocumentDraft> drafts(50, draft("d", "Okafor Labs"));
        EVENSPAN_OK(project->writer()->addDocuments("Import", drafts));
        std::stop_source stop;
        int seen = 0;
        const auto walk = (*project->reader())
                              ->forEach(
                                  {},
                                  [&](DocumentData&&) {
                                      if (++seen == 5)
                                          stop.request_stop();
                                      return true;
                                  },
                                  stop.get_token());
        QCOMPARE(walk.error().code, ErrorCode::Cancelled);
        QCOMPARE(seen, 5);
    }

    // A stop may come at any moment of a read, its end among them. Whoever reads next with the same
    // connection must find no transaction open.
    void aStopAtAnyMomentLeavesTheReaderFree() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        const std::vector<DocumentDraft> drafts{draft("d", "Okafor Labs")};
        EVENSPAN_OK(project->writer()->addDocuments("Import", drafts));
        auto reader = std::move(*project->reader());
        std::atomic<bool> done{false};
        std::jthread stopper([&] {
            while (!done) {
                reader->database().interrupt();
                std::this_thread::sleep_for(std::chrono::microseconds(1));
            }
        });
        int cancelled = 0;
        ErrorCode other = ErrorCode::Cancelled;
        for (int i = 0; i < 20'000 && other == ErrorCode::Cancelled; ++i) {
            const auto read = reader->document(DocumentId(1));
            cancelled += !read;
            if (!read)
                other = read.error().code;
            if (!sqlite3_get_autocommit(reader->database().handle()))
                other = ErrorCode::Locked;
        }
        done = true;
        stopper.join();
        QCOMPARE(other, ErrorCode::Cancelled);
        QVERIFY(cancelled > 0);
        EVENSPAN_OK(reader->document(DocumentId(1)));
    }

    void badImportsLeaveNothing() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        std::vector<DocumentDraft> drafts{draft("good", "Okafor Labs", {span(0, 6, "ORG")}),
            draft("bad", "Okafor", {span(3, 7, "ORG")})};
        const auto beyond = project->writer()->addDocuments("Import", drafts);
        QCOMPARE(beyond.error().code, ErrorCode::InvalidArgument);
        drafts[1] = draft("bad", "Oka\xff", {});
        QCOMPARE(
            project->writer()->addDocuments("Import", drafts).error().code, ErrorCode::BadEncoding);
        QVERIFY(snapshot(*project).shown.empty());
        QVERIFY(snapshot(*project).labels.empty());
        QVERIFY(project->check()->ok);
    }
};

QTEST_APPLESS_MAIN(TstStoreReader)
#include "tst_store_reader.moc"
