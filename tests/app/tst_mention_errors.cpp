// SPDX-License-Identifier: GPL-3.0-or-later
// What became of every entity of an evaluation, and what is said of each.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/inspect/mention_errors.h"
#include "core/base/rng.h"
#include "core/store/project.h"
#include "core/store/writer.h"
#include "tests/app/sentence_drafts.h"
#endif
#include <algorithm>
#include <cmath>
#include <QTemporaryDir>
#include <QTest>
#include <set>

using namespace evenspan;
using test::draftOf;
using test::textOf;

namespace {

const std::vector<std::string> kWords{
    "Mira", "ada", "NATO", "eBay", "Łódź", "東京", "1984", "the", ",", "Москва"};
const std::vector<std::string> kLabels{"PER", "LOC"};

struct Sentence {
    std::vector<std::string> words, gold, predicted;
};

std::vector<std::string> randomTags(Philox& rng, std::uint32_t words) {
    std::vector<Mention> mentions;
    for (std::uint32_t at = 0; at < words;) {
        const auto size = 1 + std::uint32_t(rng.below(5));
        if (rng.below(3) == 0 && at + size <= words) {
            mentions.push_back({at, at + size, kLabels[rng.below(2)]});
            at += size;
        } else {
            ++at;
        }
    }
    return tagsFromMentions(mentions, words, TagScheme::Iob2);
}

Sentence randomSentence(Philox& rng) {
    Sentence out;
    for (auto left = 1 + rng.below(10); left > 0; --left)
        out.words.push_back(kWords[rng.below(kWords.size())]);
    out.gold = randomTags(rng, std::uint32_t(out.words.size()));
    out.predicted = rng.below(2) ? out.gold : randomTags(rng, std::uint32_t(out.words.size()));
    return out;
}

} // namespace

class TstMentionErrors : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Project> m_project;
    std::vector<DocumentId> m_ids;
    std::vector<Sentence> m_train, m_test;
    Evaluation m_evaluation;

    // Training and test sentences, a document each; with the answers of a model for the latter.
    void make(std::uint64_t seed, const std::string& trainSplit = "train") {
        m_project.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = std::move(*store::Project::create(
            std::filesystem::path(m_folder->path().toStdString()) / "p.evenspan"));
        Philox rng(seed);
        m_train.clear();
        m_test.clear();
        m_evaluation = {};
        std::vector<DocumentDraft> drafts;
        for (int i = 0; i < 8; ++i) {
            m_train.push_back(randomSentence(rng));
            drafts.push_back(draftOf(m_train.back(), trainSplit));
        }
        for (int i = 0; i < 20; ++i) {
            m_test.push_back(randomSentence(rng));
            drafts.push_back(draftOf(m_test.back(), trainSplit.empty() ? "" : "test"));
            drafts.back().metadata = {{"source", i % 2 ? "web" : "mail"}};
        }
        auto ids = m_project->writer()->addDocuments("Import", drafts);
        if (!ids)
            qFatal("%s", ids.error().text().c_str());
        m_ids = *ids;
        for (std::size_t i = 0; i < m_test.size(); ++i) {
            engine::Example example;
            example.words = m_test[i].words;
            example.document = m_ids[m_train.size() + i].value;
            m_evaluation.examples.push_back(std::move(example));
            m_evaluation.documentOf.push_back(m_ids[m_train.size() + i].value);
            m_evaluation.gold.push_back(m_test[i].gold);
            m_evaluation.predicted.push_back(m_test[i].predicted);
            auto& sure = m_evaluation.sure.emplace_back();
            for (std::size_t w = 0; w < m_test[i].words.size(); ++w)
                sure.push_back(float(rng.uniform()));
        }
    }
    Result<MentionErrors> errors(std::stop_token stop = {}) const {
        const auto reader = *m_project->reader();
        return mentionErrors(*reader, m_evaluation, std::move(stop));
    }

private Q_SLOTS:
    void cleanup() { m_project.reset(); }

    void everyEntityStandsInOneCase() {
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            make(seed);
            const auto found = *errors();
            std::map<CaseKind, std::uint64_t> counts;
            std::vector<std::vector<Mention>> gold(m_test.size()), predicted(m_test.size());
            for (const auto& error : found.cases) {
                ++counts[error.kind];
                const auto at = std::size_t(error.document - m_evaluation.documentOf.front());
                for (const auto& each : error.gold)
                    gold[at].push_back(each.mention);
                for (const auto& each : error.predicted)
                    predicted[at].push_back(each.mention);
            }
            QCOMPARE(found.counts.size(), kAllCaseKinds.size()); // also those that never came
            for (const auto kind : kAllCaseKinds)
                QCOMPARE(found.counts.at(kind), counts[kind]);
            std::size_t goldCount = 0, predictedCount = 0;
            for (std::size_t i = 0; i < m_test.size(); ++i) {
                std::sort(gold[i].begin(), gold[i].end());
                std::sort(predicted[i].begin(), predicted[i].end());
                QCOMPARE(gold[i], mentionsFromTags(m_test[i].gold, TagScheme::Iob2));
                QCOMPARE(predicted[i], mentionsFromTags(m_test[i].predicted, TagScheme::Iob2));
                goldCount += gold[i].size();
                predictedCount += predicted[i].size();
            }
            QCOMPARE(found.recall.size(), goldCount);
            QCOMPARE(found.precision.size(), predictedCount);
            std::size_t right = 0, precise = 0;
            for (const auto& row : found.recall)
                right += row.right;
            for (const auto& row : found.precision)
                precise += row.right;
            QCOMPARE(right, std::size_t(found.counts.at(CaseKind::Right)));
            QCOMPARE(precise, right);
        }
    }

    void entitiesAreDescribed() {
        std::map<std::string, std::size_t> seen;
        for (std::uint64_t seed = 11; seed <= 16; ++seed) {
            make(seed);
            std::map<std::string, std::set<std::string>> trained;
            for (const auto& sentence : m_train)
                for (const auto& mention : mentionsFromTags(sentence.gold, TagScheme::Iob2))
                    trained[textOf(sentence, mention)].insert(mention.label);
            const auto found = *errors();
            for (const auto& error : found.cases)
                for (const auto* side : {&error.gold, &error.predicted})
                    for (const auto& one : *side) {
                        const auto at =
                            std::size_t(error.document - m_evaluation.documentOf.front());
                        const auto& sentence = m_test[at];
                        const auto& [begin, end, label] = one.mention;
                        QCOMPARE(one.text, textOf(sentence, one.mention));
                        const auto& f = one.features;
                        QCOMPARE(f.at("type"), label);
                        QCOMPARE(f.at("length"),
                            end - begin > 3 ? std::string("4+") : std::to_string(end - begin));
                        QCOMPARE(f.at("position"),
                            std::string(begin == 0                 ? "first"
                                    : end >= sentence.words.size() ? "last"
                                                                   : "inside"));
                        const auto known = trained.find(one.text);
                        QCOMPARE(f.at("seen"),
                            std::string(known == trained.end()      ? "unseen"
                                    : known->second.contains(label) ? "seen"
                                                                    : "other label"));
                        QCOMPARE(f.at("meta:source"), std::string(at % 2 ? "web" : "mail"));
                        QVERIFY(!f.contains("subwords")); // nobody counted them
                        ++seen[f.at("seen")];
                        if (one.text == "NATO")
                            QCOMPARE(f.at("casing"), std::string("upper"));
                        if (one.text == "東京")
                            QCOMPARE(f.at("script"), std::string("Han"));
                        if (one.text == "Москва")
                            QCOMPARE(f.at("script"), std::string("Cyrillic"));
                    }
        }
        QCOMPARE(seen.size(), std::size_t(3)); // all three came
    }

    // A project without splits learns from all of it.
    void withoutSplitsAllOfItIsSeen() {
        make(21, "");
        const auto all = *errors();
        for (const auto& row : all.recall)
            QCOMPARE(row.features.at("seen"), std::string("seen"));
        make(21);
        std::size_t unseen = 0;
        const auto found = *errors();
        for (const auto& row : found.recall)
            unseen += row.features.at("seen") != "seen";
        QVERIFY(unseen > 0);
    }

    void piecesAreBandsWhereTheyWereCounted() {
        make(22);
        for (const auto& sentence : m_test)
            m_evaluation.pieces.emplace_back(sentence.words.size(), std::uint16_t(1));
        const auto one = *errors();
        m_evaluation.pieces.resize(3); // of some sentences only
        const auto some = *errors();
        std::size_t with = 0;
        for (const auto& row : some.recall)
            with += row.features.contains("subwords");
        for (const auto& row : one.recall)
            QVERIFY(row.features.contains("subwords"));
        QVERIFY(with < one.recall.size());
    }

    void scoresAreMeansOfWords() {
        for (std::uint64_t seed = 31; seed <= 36; ++seed) {
            make(seed);
            m_evaluation.sure[0].assign(m_evaluation.sure[0].size(), 1.0001F); // rounding
            const auto scored = scoredEntities(m_evaluation);
            std::size_t at = 0, gold = 0;
            for (std::size_t i = 0; i < m_test.size(); ++i) {
                const auto known = mentionsFromTags(m_test[i].gold, TagScheme::Iob2);
                gold += known.size();
                for (const auto& mention : mentionsFromTags(m_test[i].predicted, TagScheme::Iob2)) {
                    double sum = 0;
                    for (auto w = mention.begin; w < mention.end; ++w)
                        sum += double(m_evaluation.sure[i][w]);
                    const double mean = std::min(1.0, sum / (mention.end - mention.begin));
                    QVERIFY(std::abs(scored.scores.at(at) - mean) < 1e-9);
                    QCOMPARE(bool(scored.right.at(at)),
                        std::find(known.begin(), known.end(), mention) != known.end());
                    ++at;
                }
            }
            QCOMPARE(at, scored.scores.size());
            QCOMPARE(scored.gold, std::uint64_t(gold));
        }
        QVERIFY(scoredEntities({}).scores.empty());
    }

    void nothingAndStops() {
        make(41);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(errors(stop.get_token()).error().code, ErrorCode::Cancelled);
        m_evaluation = {};
        const auto none = errors();
        QVERIFY(none.ok());
        QVERIFY(none->cases.empty() && none->recall.empty() && none->precision.empty());
        QCOMPARE(none->counts.size(), kAllCaseKinds.size());
    }
};

QTEST_GUILESS_MAIN(TstMentionErrors)
#include "tst_mention_errors.moc"
