// SPDX-License-Identifier: GPL-3.0-or-later
// Groups by what is known of a mention's words, against plain counts over random documents.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/audit/audit_slices.h"
#include "core/base/rng.h"
#include "core/store/project.h"
#include "core/store/writer.h"
#include "tests/app/sentence_drafts.h"
#endif
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
using test::draftOf;
using test::textOf;

namespace {

const std::vector<std::string> kWords{
    "Will", "will", "Rose", "rose", "Ada", "Łódź", "łódź", "東京", "May", "of"};

struct Sentence {
    std::vector<std::string> words, gold;
};

Sentence randomSentence(Philox& rng) {
    Sentence out;
    const auto size = std::uint32_t(2 + rng.below(7));
    for (std::uint32_t w = 0; w < size; ++w)
        out.words.push_back(kWords[rng.below(kWords.size())]);
    std::vector<Mention> mentions;
    for (std::uint32_t at = 0; at < size;) {
        const auto length = 1 + std::uint32_t(rng.below(2));
        if (rng.below(2) == 0 && at + length <= size) {
            mentions.push_back({at, at + length, rng.below(2) ? "PER" : "LOC"});
            at += length;
        } else {
            ++at;
        }
    }
    out.gold = tagsFromMentions(mentions, size, TagScheme::Iob2);
    return out;
}

bool small(const std::string& word) {
    return word == "will" || word == "rose" || word == "łódź" || word == "東京" || word == "of";
}

std::string lowered(const std::string& word) {
    return word == "Will" ? "will"
        : word == "Rose"  ? "rose"
        : word == "Łódź"  ? "łódź"
        : word == "Ada"   ? "ada"
        : word == "May"   ? "may"
                          : word;
}

} // namespace

class TstAuditSlices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsAgreeWithPlainCounts() {
        std::map<std::string, std::set<std::string>> came;
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            QTemporaryDir folder;
            auto project = std::move(*store::Project::create(
                std::filesystem::path(folder.path().toStdString()) / "p.evenspan"));
            Philox rng(seed);
            std::vector<Sentence> train, test;
            std::vector<DocumentDraft> drafts;
            for (std::uint64_t i = 0; i < 2 + 6 * (seed % 3); ++i) {
                train.push_back(randomSentence(rng));
                drafts.push_back(draftOf(train.back(), "train"));
            }
            for (int i = 0; i < 6; ++i) {
                test.push_back(randomSentence(rng));
                drafts.push_back(draftOf(test.back(), "test"));
            }
            const auto ids = project->writer()->addDocuments("Import", drafts);
            QVERIFY(ids.ok());
            AuditData data;
            for (std::size_t i = 0; i < test.size(); ++i) {
                engine::Example example;
                example.words = test[i].words;
                example.document = (*ids)[train.size() + i].value;
                data.evaluation.examples.push_back(std::move(example));
                data.evaluation.gold.push_back(test[i].gold);
                data.evaluation.predicted.push_back(test[i].gold);
                data.evaluation.documentOf.push_back((*ids)[train.size() + i].value);
            }
            std::map<std::string, int> counts;
            std::set<std::string> words;
            for (const auto* all : {&train, &test})
                for (const auto& sentence : *all) {
                    for (const auto& mention : mentionsFromTags(sentence.gold, TagScheme::Iob2))
                        if (all == &train)
                            ++counts[textOf(sentence, mention)];
                    for (std::size_t w = 0; w < sentence.words.size(); ++w)
                        if (sentence.gold[w] == "O" && small(sentence.words[w]))
                            words.insert(sentence.words[w]);
                }
            for (const auto& word : kWords)
                data.pieces[word] = double(word.size() % 4 + 1);
            const auto reader = *project->reader();
            const std::vector<std::string> ways{"subwords", "frequency", "polysemy"};
            const auto slices = AuditSlices::read(*reader, data, ways, {});
            QVERIFY2(slices.ok(), slices.ok() ? "" : slices.error().text().c_str());
            for (const auto& sentence : test)
                for (const auto& mention : mentionsFromTags(sentence.gold, TagScheme::Iob2)) {
                    DescribedMention one;
                    one.mention = mention;
                    one.text = textOf(sentence, mention);
                    const int count = counts[one.text];
                    QCOMPARE(slices->of("frequency", one),
                        std::string(count == 0 ? "0"
                                : count == 1   ? "1"
                                : count < 10   ? "2–9"
                                               : "≥ 10"));
                    bool all = true;
                    double pieces = 0;
                    for (auto w = mention.begin; w < mention.end; ++w) {
                        all = all && words.contains(lowered(sentence.words[w]));
                        pieces += data.pieces[sentence.words[w]];
                    }
                    QCOMPARE(slices->of("polysemy", one),
                        std::string(all ? "also a word" : "name only"));
                    QCOMPARE(slices->of("subwords", one),
                        pieces < 5       ? std::to_string(int(pieces))
                            : pieces < 9 ? std::string("5–8")
                                         : std::string("9+"));
                    for (const auto& way : ways)
                        came[way].insert(slices->of(way, one));
                }
        }
        QVERIFY(came["frequency"].size() >= 3);
        QCOMPARE(came["polysemy"].size(), std::size_t(2));
        QVERIFY(came["subwords"].size() >= 4);
    }

    // They are among the ways that a wish may name, and an audit with no wish leaves them out.
    void theyAreAskedFor() {
        const auto all = structureNames(), usual = usualStructures();
        for (const char* way : {"subwords", "frequency", "polysemy"}) {
            QVERIFY(AuditSlices::knows(way));
            QVERIFY(std::find(all.begin(), all.end(), way) != all.end());
            QVERIFY(std::find(usual.begin(), usual.end(), way) == usual.end());
        }
        for (const auto& way : usual) {
            QVERIFY(!AuditSlices::knows(way));
            QVERIFY(std::find(all.begin(), all.end(), way) != all.end());
        }
    }
};

QTEST_APPLESS_MAIN(TstAuditSlices)
#include "tst_audit_slices.moc"
