// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/learning_order.h"
#include "core/base/rng.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace evenspan;

namespace {

LearningItem item(std::int64_t document, double value, const std::string& text) {
    return {document, value, shinglesOf(text)};
}

std::vector<LearningItem> different(int count, Philox& rng) {
    std::vector<LearningItem> out;
    for (int d = 1; d <= count; ++d)
        out.push_back(item(d, static_cast<double>(rng.below(20)),
            "only this one says w" + std::to_string(d) + " and v" + std::to_string(d)));
    return out;
}

} // namespace

class LearningOrderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Against sets of words counted one by one.
    void likenessIsThatOfSets() {
        Philox rng(3);
        for (int round = 0; round < 300; ++round) {
            std::set<std::uint64_t> a, b, all, both;
            for (int i = 0; i < 12; ++i) {
                a.insert(rng.below(15));
                b.insert(rng.below(15));
            }
            all.insert(a.begin(), a.end());
            all.insert(b.begin(), b.end());
            for (const auto one : a)
                if (b.contains(one))
                    both.insert(one);
            const std::vector<std::uint64_t> x(a.begin(), a.end()), y(b.begin(), b.end());
            QCOMPARE(
                jaccard(x, y), static_cast<double>(both.size()) / static_cast<double>(all.size()));
        }
        QCOMPARE(shinglesOf("Ana went to Oslo").size(), std::size_t(2));
        QCOMPARE(shinglesOf("ana  WENT\tto oslo"), shinglesOf("Ana went to Oslo"));
        QCOMPARE(shinglesOf("Ana").size(), std::size_t(1));
        QVERIFY(shinglesOf(" \n").empty());
        QCOMPARE(jaccard({}, {}), 1.0);
    }

    // Every document once; the chosen by falling value; as many drawn as asked for, the same for
    // every measure, spread over the whole.
    void everyDocumentOnceAndTheSurestLast() {
        Philox rng(11);
        for (int round = 0; round < 60; ++round) {
            const int count = 1 + static_cast<int>(rng.below(60));
            auto items = different(count, rng);
            LearningOptions options;
            options.randomShare = 0.05 * static_cast<double>(rng.below(11));
            options.seed = rng.next64();
            const auto picks = arrange(items, options);
            std::set<std::int64_t> seen, drawn;
            double last = 1e9;
            std::size_t inFirstHalf = 0;
            for (std::size_t i = 0; i < picks.size(); ++i) {
                seen.insert(picks[i].document);
                QVERIFY(!picks[i].heldBack);
                if (picks[i].random) {
                    drawn.insert(picks[i].document);
                    inFirstHalf += i < picks.size() / 2;
                    continue;
                }
                QVERIFY(picks[i].value <= last);
                last = picks[i].value;
            }
            QCOMPARE(seen.size(), items.size());
            QCOMPARE(picks.size(), items.size());
            QCOMPARE(
                static_cast<long long>(drawn.size()), std::llround(options.randomShare * count));
            QVERIFY(
                std::abs(static_cast<double>(inFirstHalf) - static_cast<double>(drawn.size()) / 2)
                <= 1.5);
            for (auto& one : items)
                one.value = -one.value;
            std::set<std::int64_t> again;
            for (const auto& pick : arrange(items, options))
                if (pick.random)
                    again.insert(pick.document);
            QCOMPARE(again, drawn);
            std::reverse(items.begin(), items.end());
            for (auto& one : items)
                one.value = -one.value;
            QCOMPARE(arrange(items, options), picks); // whatever order they come in
        }
    }

    void whatIsNearlyTheSameWaits() {
        const std::string text = "The board of the old mill met at noon and spoke of the new "
                                 "wheel until it grew dark over the fen";
        std::vector<LearningItem> items{item(1, 5, text), item(2, 4, text + " again"),
            item(3, 3, "A quite different sentence about rivers and their names"),
            item(4, 2, text + " once more")};
        LearningOptions options;
        options.randomShare = 0;
        auto picks = arrange(items, options);
        std::vector<std::int64_t> order;
        for (const auto& pick : picks)
            order.push_back(pick.document);
        QCOMPARE(order, (std::vector<std::int64_t>{1, 3, 2, 4}));
        QVERIFY(!picks[1].heldBack && picks[2].heldBack && picks[3].heldBack);
        options.alike = 2;
        order.clear();
        for (const auto& pick : arrange(items, options))
            order.push_back(pick.document);
        QCOMPARE(order, (std::vector<std::int64_t>{1, 2, 3, 4}));
        options.nearDuplicate = 1;
        options.alike = 1;
        for (const auto& pick : arrange(items, options))
            QVERIFY(!pick.heldBack);
    }

    void measuresAreMeansOverWords() {
        InspectedWord sure, unsure;
        sure.probabilities = {1, 0};
        sure.margin = 1;
        unsure.probabilities = {0.5, 0.5};
        unsure.margin = 0;
        unsure.entropy = std::log(2.0);
        std::vector<ReadSentence> read(2);
        read[0].words = {sure, unsure};
        read[1].words = {sure, sure};
        QVERIFY(std::abs(unsureOf(read, LearningMeasure::Entropy) - std::log(2.0) / 4) < 1e-12);
        QVERIFY(std::abs(unsureOf(read, LearningMeasure::Margin) - 0.25) < 1e-12);
        QVERIFY(std::abs(unsureOf(read, LearningMeasure::Mnlp) - std::log(2.0) / 4) < 1e-12);
        SentenceDoubt doubt;
        doubt.words = {{0.25, 0}, {0.5, 0}};
        QCOMPARE(unsureOf({doubt}), 0.375);
        QCOMPARE(unsureOf(std::vector<ReadSentence>{}, LearningMeasure::Entropy), 0.0);
    }

    // What is kept is read again, and documents can be sorted by it.
    void documentsFollowTheKeptOrder() {
        QTemporaryDir folder;
        auto project = std::move(
            *store::Project::create(folder.filePath(QStringLiteral("p.evenspan")).toStdString()));
        std::vector<DocumentDraft> drafts(4);
        for (std::size_t d = 0; d < drafts.size(); ++d) {
            drafts[d].name = "d" + std::to_string(d);
            drafts[d].text = "text " + std::to_string(d);
        }
        const auto ids = *project->writer()->addDocuments("Import", drafts);
        store::RunRow row;
        row.name = "r";
        row.id = *project->writer()->createRun(row);
        LearningOrder order{"r", LearningMeasure::Bald, {}, {}};
        order.picks = {{ids[2].value, 0.5, false, false}, {ids[0].value, 0.1, true, false},
            {ids[3].value, 0.4, false, true}};
        QVERIFY(keepLearningOrder(*project->writer(), row.id, order).ok());
        const auto reader = *project->reader();
        const auto kept = *keptLearningOrder(*reader);
        QVERIFY(kept.has_value());
        QCOMPARE(kept->picks, order.picks);
        QCOMPARE(kept->measure, LearningMeasure::Bald);
        std::optional<store::DocumentOrder> by;
        QVERIFY(store::parseQuery("sort:learning", &by).ok());
        QVERIFY(by.has_value());
        QCOMPARE(*reader->ids({}, *by), (std::vector<DocumentId>{ids[2], ids[0], ids[3], ids[1]}));
        QVERIFY(store::parseQuery("sort:-uncertainty", &by).ok());
        QCOMPARE(reader->ids({}, *by)->front(), ids[2]);
        QVERIFY(!store::parseQuery("sort:learner", &by));
    }
};

QTEST_GUILESS_MAIN(LearningOrderTest)
#include "tst_learning_order.moc"
