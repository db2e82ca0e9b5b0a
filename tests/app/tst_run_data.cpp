// SPDX-License-Identifier: GPL-3.0-or-later
// Which documents a run reads, and how many it could learn from.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/runs/run_data.h"
#include "core/base/rng.h"
#include "tests/store/support.h"
#endif
#include <QTest>

using namespace evenspan;

namespace {

struct Kept {
    std::string split, language;
    DocumentState state;
    int sentences;
    bool label;
};

} // namespace

class TstRunData : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Project> m_project;
    std::vector<Kept> m_documents;
    std::vector<DocumentId> m_ids;
    const TagSet m_tags{{"PER"}, TagScheme::Iob2};

    void make(std::uint64_t seed, std::size_t count, bool splits = true) {
        m_project.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = std::move(*store::Project::create(store::inFolder(*m_folder, "p.evenspan")));
        Philox rng(seed);
        m_documents.clear();
        m_ids.clear();
        std::vector<DocumentDraft> drafts;
        for (std::size_t i = 0; i < count; ++i) {
            Kept one;
            one.split = splits ? std::array{"train", "validation", "test", ""}[rng.below(4)] : "";
            one.language = std::array{"en", "zh", ""}[rng.below(3)];
            one.state = static_cast<DocumentState>(rng.below(6));
            one.sentences = 1 + int(rng.below(3));
            one.label = rng.below(2);
            auto draft = store::draft("d" + std::to_string(i), "Mira met Bo in Ulm today");
            draft.split = one.split;
            draft.state = one.state;
            if (!one.language.empty())
                draft.metadata = {{"language", one.language}};
            for (int s = 1; s < one.sentences; ++s)
                draft.grid.sentenceStarts.push_back(std::uint32_t(2 * s));
            if (one.label)
                draft.spans = {store::span(0, 4, "PER")};
            m_documents.push_back(one);
            drafts.push_back(std::move(draft));
        }
        if (count > 0) {
            auto ids = m_project->writer()->addDocuments("Import", drafts);
            if (!ids)
                qFatal("%s", ids.error().text().c_str());
            m_ids = *ids;
        }
    }
    static bool decided(const Kept& one) {
        return one.state == DocumentState::Done || one.state == DocumentState::Reviewed;
    }

private Q_SLOTS:
    void cleanup() { m_project.reset(); }

    void onlyWhatIsSelectedIsRead() {
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            make(seed, 40);
            const auto reader = *m_project->reader();
            Philox rng(seed + 100);
            for (int round = 0; round < 20; ++round) {
                DataSelection selection;
                if (rng.below(2))
                    selection.split = std::array{"train", "validation", "", "none"}[rng.below(4)];
                if (rng.below(2))
                    selection.where = {{"language", rng.below(2) ? "en" : "zh"}};
                selection.decidedOnly = rng.below(2);
                for (const auto id : m_ids)
                    if (rng.below(5) == 0)
                        selection.leaveOut.insert(id.value);
                if (rng.below(3) == 0) {
                    selection.only.emplace();
                    for (const auto id : m_ids)
                        if (rng.below(2))
                            selection.only->insert(id.value);
                }
                const auto data = readRunData(*reader, m_tags, selection);
                QVERIFY(data.ok());
                std::vector<std::pair<std::int64_t, std::uint32_t>> expected, found;
                std::uint64_t used = 0, undecided = 0;
                for (std::size_t i = 0; i < m_documents.size(); ++i) {
                    const auto& one = m_documents[i];
                    const auto id = m_ids[i].value;
                    if ((selection.split && *selection.split != one.split)
                        || (!selection.where.empty()
                            && selection.where.at("language") != one.language)
                        || selection.leaveOut.contains(id)
                        || (selection.only && !selection.only->contains(id)))
                        continue;
                    if (selection.decidedOnly && !decided(one)) {
                        ++undecided;
                        continue;
                    }
                    ++used;
                    for (int s = 0; s < one.sentences; ++s)
                        expected.emplace_back(id, std::uint32_t(s));
                }
                for (const auto& example : data->examples) {
                    found.emplace_back(example.document, example.sentence);
                    QCOMPARE(example.classes.size(), example.words.size());
                }
                QVERIFY(found == expected); // by document, then by sentence
                QCOMPARE(data->documents(), std::size_t(used));
                QCOMPARE(data->report.undecided, undecided);
                QCOMPARE(readRunData(*reader, m_tags, selection)->hash, data->hash);
            }
        }
    }

    void theHashNamesWordsAndTags() {
        make(9, 12);
        const auto reader = *m_project->reader();
        DataSelection all;
        all.decidedOnly = false;
        const auto before = *readRunData(*reader, m_tags, all);
        QVERIFY(m_project->writer()->setMetadata(m_ids[0], {{"x", "y"}}).ok());
        QCOMPARE(readRunData(*reader, m_tags, all)->hash, before.hash); // says nothing of it
        all.leaveOut = {m_ids[3].value};
        QVERIFY(readRunData(*reader, m_tags, all)->hash != before.hash);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(
            readRunData(*reader, m_tags, all, stop.get_token()).error().code, ErrorCode::Cancelled);
    }

    void countsAreThoseOfTheRows() {
        for (std::uint64_t seed = 11; seed <= 16; ++seed)
            for (const bool filtered : {false, true}) {
                make(seed, 40, seed % 3 > 0);
                const auto reader = *m_project->reader();
                if (filtered)
                    QVERIFY(setTrainingFilter(*m_project->writer(), {{"language", "en"}}).ok());
                const auto counts = *countLearnable(*reader);
                std::int64_t train = 0, validation = 0, undecided = 0;
                for (const auto& one : m_documents) {
                    if (filtered && one.language != "en")
                        continue;
                    if (one.split == (seed % 3 > 0 ? "train" : ""))
                        (decided(one) ? train : undecided) += one.sentences;
                    if (one.split == "validation" && decided(one))
                        validation += one.sentences;
                }
                QCOMPARE(counts.train, train);
                QCOMPARE(counts.validation, validation);
                QCOMPARE(counts.undecided, undecided);
                QCOMPARE(counts.where.size(), std::size_t(filtered));
            }
    }

    void theFilterIsKept() {
        make(1, 1);
        auto& writer = *m_project->writer();
        const auto reader = *m_project->reader();
        QVERIFY(trainingFilter(*reader)->empty());
        const std::map<std::string, std::string> where{
            {"language", "en"}, {"a \"key\"", "地\n"}, {"", ""}};
        QVERIFY(setTrainingFilter(writer, where).ok());
        QCOMPARE(*trainingFilter(*reader), where);
        QVERIFY(setTrainingFilter(writer, {}).ok());
        QVERIFY(trainingFilter(*reader)->empty());
        for (const char* damaged : {"", "{", "[]", "null", "5", R"({"language":5})"}) {
            QVERIFY(writer.setSetting("training.where", damaged).ok());
            QVERIFY(trainingFilter(*reader)->empty());
        }
        QVERIFY(writer.setSetting("training.where", R"({"a":1,"language":"en"})").ok());
        QCOMPARE(trainingFilter(*reader)->size(), std::size_t(1)); // what can be read of it
    }

    void labelsThatCanBeLearnt() {
        make(1, 0);
        auto& writer = *m_project->writer();
        const auto reader = *m_project->reader();
        const auto none = learnableLabels(*reader);
        QCOMPARE(none.error().code, ErrorCode::Empty);
        QVERIFY(!none.error().remedy.empty());
        auto draft = store::draft("a", "Mira met Bo in Ulm",
            {store::span(0, 4, "PER"), store::span(9, 11, "OLD"), store::span(15, 18, "LOC")});
        draft.spans[2].state = SpanState::Suggested; // no label yet
        QVERIFY(writer.addDocuments("Import", std::vector{draft}).ok());
        QCOMPARE(*learnableLabels(*reader), (std::vector<std::string>{"PER", "OLD"}));
        auto rows = *reader->labels();
        for (auto& row : rows)
            if (row.name == "OLD") {
                row.archived = true;
                QVERIFY(writer.changeLabel(row).ok());
            }
        QCOMPARE(*learnableLabels(*reader), std::vector<std::string>{"PER"});
    }
};

QTEST_GUILESS_MAIN(TstRunData)
#include "tst_run_data.moc"
