// SPDX-License-Identifier: GPL-3.0-or-later
// The decided documents as numbers, and what their strings are labelled elsewhere.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/inspect/label_queue_corpus.h"
#include "core/base/rng.h"
#include "core/store/project.h"
#include "core/store/writer.h"
#include "core/text/grid.h"
#include "tests/app/sentence_drafts.h"
#endif
#include <algorithm>
#include <QTemporaryDir>
#include <QTest>
#include <set>

using namespace evenspan;

namespace {

const std::vector<std::string> kWords{"ada", "Ada", "bo", "in", "ulm", "the", "Émile", "東"};
const std::vector<std::string> kLabels{"PER", "LOC"};

struct Sentence {
    std::vector<std::string> words;
    std::vector<Mention> mentions;
};
struct Document {
    std::vector<Sentence> sentences;
    DocumentState state = DocumentState::Done;
};

Document randomDocument(Philox& rng) {
    Document out;
    for (auto left = 1 + rng.below(3); left > 0; --left) {
        Sentence sentence;
        for (auto words = 1 + rng.below(9); words > 0; --words)
            sentence.words.push_back(kWords[rng.below(kWords.size())]);
        for (std::uint32_t at = 0; at < sentence.words.size();) {
            const auto size = 1 + std::uint32_t(rng.below(2));
            if (rng.below(3) == 0 && at + size <= sentence.words.size())
                sentence.mentions.push_back({at, at + size, kLabels[rng.below(2)]});
            at += size;
        }
        out.sentences.push_back(std::move(sentence));
    }
    out.state = std::array{DocumentState::Done, DocumentState::Done, DocumentState::Reviewed,
        DocumentState::InWork, DocumentState::Unseen}[rng.below(5)];
    return out;
}

DocumentDraft draftOf(const Document& document, std::size_t number) {
    DocumentDraft out;
    out.name = "d" + std::to_string(number);
    out.state = document.state;
    out.gridImported = true;
    for (const auto& sentence : document.sentences)
        test::addSentence(out, sentence.words, sentence.mentions);
    return out;
}

std::string lower(const std::string& word) {
    return QString::fromStdString(word).toLower().toStdString();
}
std::vector<std::string> lowerWords(const Sentence& sentence, const Mention& mention) {
    std::vector<std::string> out;
    for (auto w = mention.begin; w < mention.end; ++w)
        out.push_back(lower(sentence.words[w]));
    return out;
}

} // namespace

class TstQueueCorpus : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Project> m_project;
    std::vector<Document> m_documents;
    std::vector<DocumentId> m_ids;

    QueueCorpus read(const std::function<bool(DocumentId)>& wanted = {}) {
        const auto reader = *m_project->reader();
        auto corpus = readCorpus(*reader, TagSet(kLabels, TagScheme::Iob2), {}, wanted);
        if (!corpus)
            qFatal("%s", corpus.error().text().c_str());
        return std::move(*corpus);
    }
    void make(std::uint64_t seed, std::size_t count) {
        m_project.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = std::move(*store::Project::create(
            std::filesystem::path(m_folder->path().toStdString()) / "p.evenspan"));
        Philox rng(seed);
        m_documents.clear();
        std::vector<DocumentDraft> drafts;
        for (std::size_t i = 0; i < count; ++i) {
            m_documents.push_back(randomDocument(rng));
            drafts.push_back(draftOf(m_documents.back(), i));
        }
        auto ids = m_project->writer()->addDocuments("Import", drafts);
        if (!ids)
            qFatal("%s", ids.error().text().c_str());
        m_ids = *ids;
    }
    static bool decided(const Document& document) {
        return document.state == DocumentState::Done || document.state == DocumentState::Reviewed;
    }

private Q_SLOTS:
    void cleanup() { m_project.reset(); }

    void theCorpusHoldsEveryDecidedDocument() {
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            make(seed, 25);
            const auto corpus = read();
            std::size_t d = 0;
            std::map<std::string, std::uint32_t> numbers;
            std::map<std::vector<std::string>, std::int64_t> hashes;
            for (std::size_t i = 0; i < m_documents.size(); ++i) {
                if (!decided(m_documents[i]))
                    continue;
                const auto& own = corpus.documents.at(d++);
                QCOMPARE(own.id, m_ids[i]);
                QCOMPARE(own.last - own.first, m_documents[i].sentences.size());
                std::size_t words = 0;
                std::vector<std::string> all;
                for (std::size_t s = 0; s < m_documents[i].sentences.size(); ++s) {
                    const auto& sentence = m_documents[i].sentences[s];
                    const auto& there = corpus.sentences[own.first + s];
                    QCOMPARE(there.number, std::uint32_t(s));
                    const auto found = corpus.wordsOf(there);
                    QCOMPARE(found.size(), sentence.words.size());
                    for (std::size_t w = 0; w < found.size(); ++w) {
                        // One number for a word in any case, another for another.
                        const auto [at, fresh] =
                            numbers.emplace(lower(sentence.words[w]), found[w]);
                        QCOMPARE(at->second, found[w]);
                        QVERIFY(found[w] < corpus.wordCount);
                        all.push_back(sentence.words[w]);
                    }
                    QCOMPARE(corpus.mentionsOf(there), sentence.mentions);
                    words += found.size();
                }
                QCOMPARE(corpus.wordsOf(own).size(), words);
                QCOMPARE(corpus.classesOf(own).size(), words);
                QCOMPARE(hashes.emplace(all, own.hash).first->second, own.hash);
            }
            QCOMPARE(d, corpus.documents.size());
            QCOMPARE(corpus.wordCount, numbers.size());
            std::set<std::uint32_t> used;
            for (const auto& [word, number] : numbers)
                used.insert(number);
            QCOMPARE(used.size(), numbers.size());
            std::set<std::int64_t> different;
            for (const auto& [words, hash] : hashes)
                different.insert(hash);
            QCOMPARE(different.size(), hashes.size());
        }
    }

    void documentsCanBeLeftOut() {
        make(7, 20);
        const auto all = read();
        std::size_t asked = 0;
        const auto some = read([&](DocumentId id) {
            ++asked;
            return id.value % 2 == 0;
        });
        QVERIFY(asked >= all.documents.size());
        std::vector<DocumentId> expected, found;
        for (const auto& one : all.documents)
            if (one.id.value % 2 == 0)
                expected.push_back(one.id);
        for (const auto& one : some.documents)
            found.push_back(one.id);
        QVERIFY(found == expected);
    }

    // Against counting every place of every labelled string by hand.
    void usesAreThoseOfTheOtherDocuments() {
        std::size_t compared = 0;
        for (std::uint64_t seed = 11; seed <= 16; ++seed) {
            make(seed, 20);
            const auto corpus = read();
            const StringUses uses(corpus);
            std::vector<const Document*> documents;
            for (const auto& document : m_documents)
                if (decided(document))
                    documents.push_back(&document);
            std::set<std::vector<std::string>> labelled;
            std::size_t longest = 0;
            for (const auto* document : documents)
                for (const auto& sentence : document->sentences)
                    for (const auto& mention : sentence.mentions) {
                        labelled.insert(lowerWords(sentence, mention));
                        longest = std::max(longest, std::size_t(mention.end - mention.begin));
                    }
            // Which place is a string without a label: the longest from the left.
            const auto unlabelled = [&](const Sentence& sentence) {
                std::vector<Mention> out;
                const auto covered = [&](std::uint32_t w) {
                    return std::any_of(sentence.mentions.begin(), sentence.mentions.end(),
                        [&](const Mention& m) { return m.begin <= w && w < m.end; });
                };
                for (std::uint32_t at = 0; at < sentence.words.size(); ++at)
                    for (auto size = std::uint32_t(longest); size > 0; --size) {
                        const auto end = at + size;
                        if (end > sentence.words.size())
                            continue;
                        bool free = true;
                        for (auto w = at; w < end; ++w)
                            free = free && !covered(w);
                        if (free && labelled.contains(lowerWords(sentence, {at, end, {}}))) {
                            out.push_back({at, end, {}});
                            at = end - 1;
                            break;
                        }
                    }
                return out;
            };
            for (std::size_t d = 0; d < documents.size(); ++d)
                for (std::size_t s = 0; s < documents[d]->sentences.size(); ++s) {
                    const auto& sentence = documents[d]->sentences[s];
                    const auto& there = corpus.sentences[corpus.documents[d].first + s];
                    QCOMPARE(uses.unlabelled(there), unlabelled(sentence));
                    for (const auto& mention : sentence.mentions) {
                        StringUses::Counts expected;
                        const auto words = lowerWords(sentence, mention);
                        for (std::size_t other = 0; other < documents.size(); ++other)
                            for (const auto& place : documents[other]->sentences) {
                                if (other == d)
                                    break;
                                for (const auto& m : place.mentions)
                                    if (lowerWords(place, m) == words)
                                        ++expected[m.label];
                                for (const auto& m : unlabelled(place))
                                    if (lowerWords(place, m) == words)
                                        ++expected[""];
                            }
                        QVERIFY(uses.elsewhere(corpus.wordsOf(there).subspan(
                                                   mention.begin, mention.end - mention.begin),
                                    d)
                            == expected);
                        ++compared;
                    }
                }
            const std::vector<std::uint32_t> nobody{999999};
            QVERIFY(uses.elsewhere(nobody, 0).empty());
        }
        QVERIFY(compared > 100);
    }

    void longStringsAreNotLookedUp() {
        m_documents.clear();
        make(1, 0);
        Document document;
        Sentence sentence;
        sentence.words.assign(12, "the");
        sentence.mentions = {{0, 9, "PER"}}; // longer than what is kept
        document.sentences = {sentence};
        auto other = document;
        other.sentences[0].mentions = {{0, 8, "LOC"}};
        QVERIFY(m_project->writer()
                    ->addDocuments("Import", std::vector{draftOf(document, 1), draftOf(other, 2)})
                    .ok());
        const auto corpus = read();
        const StringUses uses(corpus);
        const auto words = corpus.wordsOf(corpus.sentences[0]);
        QVERIFY(uses.elsewhere(words.first(9), 1).empty());
        QCOMPARE(uses.elsewhere(words.first(8), 0).at("LOC"), std::uint64_t(1));
        QVERIFY(uses.elsewhere(words.first(8), 1).empty()); // nowhere else
    }

    void nothingAndStops() {
        make(1, 0);
        auto corpus = read();
        QVERIFY(corpus.documents.empty());
        QCOMPARE(corpus.wordCount, std::size_t(0));
        const QueueCorpus::Document empty{DocumentId(1), 0, 0, 0};
        QVERIFY(corpus.wordsOf(empty).empty() && corpus.classesOf(empty).empty());
        QCOMPARE(corpus.tokensBefore(empty), std::size_t(0));
        make(3, 10);
        std::stop_source stop;
        stop.request_stop();
        const auto reader = *m_project->reader();
        const auto stopped =
            readCorpus(*reader, TagSet(kLabels, TagScheme::Iob2), stop.get_token());
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        std::vector<std::uint64_t> seen;
        const auto read = readCorpus(*reader, TagSet(kLabels, TagScheme::Iob2), {}, {},
            [&](std::uint64_t documents) { seen.push_back(documents); });
        QCOMPARE(seen.size(), read->documents.size());
        for (std::size_t i = 0; i < seen.size(); ++i)
            QCOMPARE(seen[i], std::uint64_t(i + 1));
    }
};

QTEST_GUILESS_MAIN(TstQueueCorpus)
#include "tst_queue_corpus.moc"
