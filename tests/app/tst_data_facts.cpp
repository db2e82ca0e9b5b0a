// SPDX-License-Identifier: GPL-3.0-or-later
// What a first recipe is made from: mentions of the labels, and how long sentences are.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/runs/data_facts.h"
#include "core/app/runs/run_data.h"
#include "core/base/rng.h"
#include "tests/store/support.h"
#endif
#include <QTest>

#include <algorithm>

using namespace evenspan;

namespace {

// One sentence of so many words, each of one letter.
DocumentDraft sentence(const std::string& name, std::int64_t words) {
    std::string text;
    for (std::int64_t i = 0; i < words; ++i)
        text += i == 0 ? "a" : " a";
    auto draft = store::draft(name, text);
    draft.split = "train";
    draft.state = DocumentState::Done;
    return draft;
}

} // namespace

class TstDataFacts : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Project> m_project;

    DataFacts read() {
        auto reader = m_project->reader();
        auto facts = readDataFacts(**reader);
        if (!facts)
            qFatal("%s", facts.error().text().c_str());
        return *facts;
    }
    void add(const std::vector<DocumentDraft>& drafts) {
        if (auto ids = m_project->writer()->addDocuments("Import", drafts); !ids)
            qFatal("%s", ids.error().text().c_str());
    }

private Q_SLOTS:
    void init() {
        m_project.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = std::move(*store::Project::create(store::inFolder(*m_folder, "p.evenspan")));
    }
    void cleanup() { m_project.reset(); }

    void anEmptyProject() {
        const auto facts = read();
        QVERIFY(facts.mentions.empty());
        QCOMPARE(facts.longSentence, std::int64_t(0));
        QCOMPARE(facts.sentences, std::int64_t(0));
    }

    // Against a sort of all lengths.
    void theLongOneInAHundred() {
        Philox rng(11);
        for (const int count : {1, 2, 50, 99, 100}) {
            init();
            std::vector<std::int64_t> lengths;
            std::vector<DocumentDraft> drafts;
            for (int i = 0; i < count; ++i) {
                lengths.push_back(1 + std::int64_t(rng.below(300)));
                drafts.push_back(sentence("d" + std::to_string(i), lengths.back()));
            }
            add(drafts);
            std::sort(lengths.begin(), lengths.end());
            const auto facts = read();
            QCOMPARE(facts.sentences, std::int64_t(count));
            QCOMPARE(facts.longSentence, lengths[(std::size_t(count) * 99 - 1) / 100]);
        }
    }

    // Many documents are looked at here and there.
    void noMoreThanAHundredOrSo() {
        std::vector<DocumentDraft> drafts;
        for (int i = 0; i < 650; ++i)
            drafts.push_back(sentence("d" + std::to_string(i), i < 325 ? 5 : 9));
        add(drafts);
        const auto facts = read();
        QVERIFY(facts.sentences >= 100 && facts.sentences < 120);
        QCOMPARE(facts.longSentence, std::int64_t(9)); // the end was looked at too
    }

    void onlyWhatIsLearnt() {
        auto other = sentence("other", 90), open = sentence("open", 80);
        other.split = "test";
        open.state = DocumentState::InWork;
        auto german = sentence("german", 70), english = sentence("english", 7);
        german.metadata = {{"language", "de"}};
        english.metadata = {{"language", "en"}};
        add({other, open, german, english});
        QCOMPARE(read().longSentence, std::int64_t(70));
        QVERIFY(setTrainingFilter(*m_project->writer(), {{"language", "en"}}).ok());
        QCOMPARE(read().longSentence, std::int64_t(7));
        QCOMPARE(read().sentences, std::int64_t(1));
    }

    void mentionsOfEveryLabel() {
        auto one = sentence("one", 9);
        one.spans = {store::span(0, 1, "PER"), store::span(2, 3, "PER"), store::span(4, 5, "ORG")};
        add({one});
        auto mentions = read().mentions;
        std::sort(mentions.begin(), mentions.end());
        QCOMPARE(mentions, (std::vector<std::int64_t>{1, 2}));
    }

    void aStopEndsIt() {
        add({sentence("one", 9)});
        std::stop_source stop;
        stop.request_stop();
        auto reader = m_project->reader();
        const auto facts = readDataFacts(**reader, stop.get_token());
        QVERIFY(!facts.ok());
        QCOMPARE(facts.error().code, ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TstDataFacts)
#include "tst_data_facts.moc"
