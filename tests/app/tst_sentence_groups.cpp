// SPDX-License-Identifier: GPL-3.0-or-later
// Which group each training sentence is of: by a column of the documents, or by listed names.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/audit/run_audit.h"
#include "core/app/audit/sensitive_attributes.h"
#include "core/app/audit/sentence_groups.h"
#include "core/base/rng.h"
#include "core/store/project.h"
#include "core/store/writer.h"
#endif
#include <algorithm>
#include <QTemporaryDir>
#include <QTest>
#include <set>

using namespace evenspan;

class TstSentenceGroups : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Project> m_project;
    std::vector<DocumentId> m_ids;
    std::vector<engine::Example> m_examples;
    const TagSet m_tags{{"PER", "LOC"}, TagScheme::Iob2};

    void make(const std::vector<std::map<std::string, std::string>>& metadata) {
        m_project.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = std::move(*store::Project::create(
            std::filesystem::path(m_folder->path().toStdString()) / "p.evenspan"));
        std::vector<DocumentDraft> drafts;
        for (const auto& each : metadata) {
            DocumentDraft draft;
            draft.text = "x";
            draft.metadata = each;
            drafts.push_back(std::move(draft));
        }
        m_ids = *m_project->writer()->addDocuments("Import", drafts);
        m_examples.clear();
    }
    void add(std::size_t document, std::vector<std::string> words,
        const std::vector<Mention>& mentions = {}) {
        engine::Example example;
        example.document = m_ids[document].value;
        for (const auto& tag :
            tagsFromMentions(mentions, std::uint32_t(words.size()), m_tags.scheme()))
            example.classes.push_back(m_tags.indexOf(tag));
        example.words = std::move(words);
        m_examples.push_back(std::move(example));
    }
    Result<SentenceGroups> groups(const std::string& by, std::stop_token stop = {}) {
        const auto reader = *m_project->reader();
        return sentenceGroups(m_examples, m_tags, *reader, by, {}, std::move(stop));
    }
    static std::vector<std::string> namesOf(const SentenceGroups& of) {
        std::vector<std::string> out;
        for (const auto group : of.of)
            out.push_back(of.names.at(std::size_t(group)));
        return out;
    }

private Q_SLOTS:
    void cleanup() { m_project.reset(); }

    void columnsGroupTheirDocuments() {
        Philox rng(5);
        for (int round = 0; round < 8; ++round) {
            std::vector<std::map<std::string, std::string>> metadata;
            for (int d = 0; d < 30; ++d) {
                metadata.emplace_back();
                if (rng.below(4))
                    metadata.back()["region"] =
                        std::array{"north", "south", "", "東"}[rng.below(4)];
                if (rng.below(2))
                    metadata.back()["other"] = "x";
            }
            metadata[0]["region"] = "north";
            metadata[1]["region"] = "south";
            make(metadata);
            std::vector<std::string> expected;
            for (int i = 0; i < 90; ++i) { // in any order
                const auto d = i < 2 ? std::size_t(i) : std::size_t(rng.below(30));
                add(d, {"a"});
                const auto found = metadata[d].find("region");
                expected.push_back(found == metadata[d].end() ? "" : found->second);
            }
            for (const char* by : {"region", "meta:region"}) {
                const auto found = groups(by);
                QVERIFY(found.ok());
                QCOMPARE(found->by, std::string("meta:region"));
                QVERIFY(found->label.empty() && !found->sensitive);
                QVERIFY(std::is_sorted(found->names.begin(), found->names.end()));
                QCOMPARE(std::set<std::string>(found->names.begin(), found->names.end()).size(),
                    found->names.size());
                QCOMPARE(namesOf(*found), expected);
            }
        }
    }

    // More documents than are read at once.
    void manyDocuments() {
        std::vector<std::map<std::string, std::string>> metadata;
        for (int d = 0; d < 2300; ++d)
            metadata.push_back({{"k", std::to_string(d % 7)}});
        make(metadata);
        for (std::size_t d = 2300; d-- > 0;)
            add(d, {"a"});
        const auto found = namesOf(*groups("k"));
        for (std::size_t i = 0; i < found.size(); ++i)
            QCOMPARE(found[i], std::to_string((2299 - i) % 7));
    }

    void namesGroupTheirSentences() {
        make({{}});
        fairness::Suite suite;
        suite.name = "s";
        suite.label = "PER";
        suite.templates = {{"t", "{name} left."}};
        for (const auto& [text, group] : {std::pair("Ada Obi", "a"), {"Ade Eze", "a"},
                 {"Bea Kern", "b"}, {"Bo Kern", "b"}, {"Sam", "a"}, {"Sam", "b"}}) {
            fairness::SuiteName name;
            name.text = text;
            name.group = group;
            suite.names.push_back(name);
        }
        QVERIFY(saveSuite(*m_project, suite).ok());
        add(0, {"Ada", "Obi", "left"}, {{0, 2, "PER"}}); // a
        add(0, {"ADE", "left"}, {{0, 1, "PER"}}); // a, in any case
        add(0, {"Kern", "met", "Ada"}, {{0, 1, "PER"}, {2, 3, "PER"}}); // the first counts
        add(0, {"Nobody", "met", "Bea"}, {{0, 1, "PER"}, {2, 3, "PER"}}); // the first listed
        add(0, {"Ada", "Kern"}, {{0, 2, "PER"}}); // of two groups: none
        add(0, {"Sam", "left"}, {{0, 1, "PER"}}); // on both lists: none
        add(0, {"Ada", "left"}, {{0, 1, "LOC"}}); // no person
        add(0, {"Ada", "left"}); // no mention at all
        const auto found = groups("suite:s");
        QVERIFY(found.ok());
        QCOMPARE(found->by, std::string("suite:s"));
        QCOMPARE(found->label, std::string("PER"));
        QCOMPARE(namesOf(*found), (std::vector<std::string>{"a", "a", "b", "b", "", "", "", ""}));
        QCOMPARE(groups("suite:none").error().code, ErrorCode::NotFound);
    }

    void whatGivesNoGroupsIsRefused() {
        make({{{"region", "north"}}, {{"region", "north"}}, {}});
        add(0, {"a"});
        add(1, {"a"});
        const auto code = [&](const std::string& by, const char* says) {
            const auto found = groups(by);
            if (found)
                return ErrorCode::Internal;
            const auto& error = found.error();
            if (error.where.empty() || error.remedy.find(says) == std::string::npos)
                qWarning("%s", error.text().c_str());
            return error.remedy.find(says) == std::string::npos ? ErrorCode::Internal : error.code;
        };
        QCOMPARE(code("region", "differ"), ErrorCode::Empty); // all of one
        QCOMPARE(code("regionn", "region"), ErrorCode::InvalidArgument); // did you mean
        QCOMPARE(code("zzz", "region"), ErrorCode::InvalidArgument); // those there are
        add(2, {"a"}); // without a value: a group of its own
        QCOMPARE(namesOf(*groups("region")), (std::vector<std::string>{"north", "north", ""}));
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(groups("region", stop.get_token()).error().code, ErrorCode::Cancelled);
        make({{}, {}});
        add(0, {"a"});
        QCOMPARE(code("region", "suite:NAME"), ErrorCode::InvalidArgument); // no column at all
    }
};

QTEST_GUILESS_MAIN(TstSentenceGroups)
#include "tst_sentence_groups.moc"
