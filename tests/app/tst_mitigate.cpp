// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/audit/augment_names.h"
#include "core/app/audit/mitigate.h"
#include "core/app/audit/run_audit.h"
#include "core/app/audit/sensitive_attributes.h"
#include "core/base/rng.h"
#include "core/store/writer.h"

#include <nlohmann/json.hpp>
#endif
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
namespace fs = std::filesystem;

namespace {

fairness::Suite fullNames(const std::vector<std::string>& groups) {
    fairness::Suite suite;
    suite.name = "s";
    suite.label = "PER";
    suite.templates = {{"t", "{name} left."}};
    for (const auto& group : groups)
        for (int first = 0; first < 9; ++first)
            for (int last = 0; last < 9; ++last) {
                fairness::SuiteName name;
                name.group = group;
                name.text = "G" + group + char('a' + first) + " S" + group + char('a' + last);
                suite.names.push_back(name);
            }
    return suite;
}

// A project with four documents of two sources, and its sentences.
struct Place {
    QTemporaryDir folder;
    std::unique_ptr<store::Project> project;
    TagSet tags{{"LOC", "PER"}, TagScheme::Iob2};
    std::vector<engine::Example> examples;
    engine::Recipe recipe;

    Place() {
        project = std::move(
            *store::Project::create(fs::path(folder.path().toStdString()) / "p.evenspan"));
        std::vector<DocumentDraft> drafts;
        for (const char* source : {"paper", "letter", "paper", ""}) {
            DocumentDraft draft;
            draft.name = "d" + std::to_string(drafts.size());
            draft.text = "x";
            if (*source)
                draft.metadata["source"] = source;
            drafts.push_back(std::move(draft));
        }
        if (!project->writer()->addDocuments("Import", drafts)
            || !saveSuite(*project, fullNames({"a", "b"})))
            qFatal("no project");
        for (std::int64_t d = 1; d <= 4; ++d)
            for (std::uint32_t s = 0; s < 3; ++s)
                add(d, s, {"Nothing", "here"}, {"O", "O"});
        // Document 1: a name of a, then one of b; 2: of b alone, with a place; 3: one that is not
        // listed; 4: two words of different groups.
        set(0, {"Gaa", "Sab", "met", "SBC"}, {"B-PER", "I-PER", "O", "B-PER"});
        set(3, {"In", "Rome", "Gba", "left"}, {"O", "B-LOC", "B-PER", "O"});
        set(6, {"Anna", "Kern", "left"}, {"B-PER", "I-PER", "O"});
        set(9, {"Gaa", "Sba"}, {"B-PER", "I-PER"});
        recipe.epochs = 2;
    }
    void add(std::int64_t document, std::uint32_t sentence, std::vector<std::string> words,
        const std::vector<std::string>& names) {
        engine::Example out;
        out.document = document;
        out.sentence = sentence;
        examples.push_back(std::move(out));
        set(examples.size() - 1, std::move(words), names);
    }
    void set(
        std::size_t at, std::vector<std::string> words, const std::vector<std::string>& names) {
        auto& own = examples[at];
        own.words = std::move(words);
        own.blankBefore.assign(own.words.size(), true);
        own.blankBefore[0] = false;
        own.classes.clear();
        for (const auto& name : names)
            own.classes.push_back(tags.indexOf(name));
    }
    Result<SentenceGroups> groups(const std::string& by) {
        return sentenceGroups(examples, tags, **project->reader(), by);
    }
    Result<MitigationPlan> plan() {
        return planMitigation(examples, tags, **project->reader(), recipe);
    }
    bool refused(ErrorCode code, const std::string& says) {
        const auto made = plan();
        if (made)
            return false;
        const auto& error = made.error();
        const bool right = error.code == code
            && (error.what + error.where + error.remedy).find(says) != std::string::npos
            && !error.remedy.empty();
        if (!right)
            qWarning("%s", error.text().c_str());
        return right;
    }
};

} // namespace

class TestMitigate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsByMetadata() {
        Place place;
        for (const char* by : {"source", "meta:source"}) {
            const auto groups = place.groups(by);
            QVERIFY(groups.ok());
            QCOMPARE(groups->by, std::string("meta:source"));
            QVERIFY((groups->names == std::vector<std::string>{"", "letter", "paper"}));
            const std::vector<std::int32_t> expected{2, 2, 2, 1, 1, 1, 2, 2, 2, 0, 0, 0};
            QVERIFY(groups->of == expected);
        }
        QCOMPARE(place.groups("sourze").error().code, ErrorCode::InvalidArgument);
        QVERIFY(place.groups("sourze").error().remedy.find("source") != std::string::npos);
        QCOMPARE(place.groups("suite:none").error().code, ErrorCode::NotFound);
        place.examples.resize(3);
        QCOMPARE(place.groups("source").error().code, ErrorCode::Empty);
    }

    void groupsByNames() {
        Place place;
        const auto groups = place.groups("suite:s");
        QVERIFY(groups.ok());
        QCOMPARE(groups->label, std::string("PER"));
        QVERIFY((groups->names == std::vector<std::string>{"", "a", "b"}));
        const std::vector<std::int32_t> expected{1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0};
        QVERIFY(groups->of == expected);
    }

    // Marked: refused, here and before a run; allowed: taken, and the look is logged.
    void sensitiveColumnsNeedTheirPurpose() {
        Place place;
        place.recipe.group_by = "source";
        QVERIFY(prepareRecipe(*place.project, {}, place.recipe).ok());
        QVERIFY(sensitiveLog(**place.project->reader())->empty());
        QVERIFY(markSensitive(*place.project, "source").ok());
        QCOMPARE(place.groups("source").error().code, ErrorCode::InvalidArgument);
        QCOMPARE(prepareRecipe(*place.project, {}, place.recipe).error().code,
            ErrorCode::InvalidArgument);
        QVERIFY(allowSensitive(*place.project, "source", "narrow a gap").ok());
        QVERIFY(prepareRecipe(*place.project, {}, place.recipe).ok());
        QVERIFY(place.groups("source").ok());
        place.recipe.group_dro_step = 0.1;
        const auto plan = place.plan();
        QCOMPARE(plan->groups[1].group, std::string("letter")); // on the screen
        QVERIFY(plan->record.find("letter") == std::string::npos);
        QVERIFY(plan->record.find("group 2") != std::string::npos);
        const auto log = sensitiveLog(**place.project->reader());
        QCOMPARE(log->back().purpose, std::string("narrow a gap"));
        QCOMPARE(log->back().what, std::string("audit"));
    }

    void nothingIsAskedFor() {
        Place place;
        const auto plan = place.plan();
        QVERIFY(plan.ok());
        QVERIFY(plan->record.empty() && plan->groups.empty() && plan->weights.empty());
        QVERIFY(plan->partners.empty() && plan->remarks.empty());
        place.recipe.group_by = "source"; // looked at, and no more
        const auto looked = place.plan();
        QCOMPARE(looked->groups.size(), std::size_t(3));
        QVERIFY(looked->weights.empty() && looked->droStep == 0);
    }

    void weighsByThePresenceOfAnEntity() {
        Place place;
        place.recipe.group_by = "source";
        place.recipe.reweigh_groups = true;
        const auto any = place.plan();
        QVERIFY(any.ok());
        // paper: 6 sentences, 2 with an entity; letter: 3 and 1; none: 3 and 1: independent.
        for (const float weight : any->weights)
            QVERIFY(std::abs(weight - 1) < 1e-6f);
        // A place stands in a letter alone: 1 of 12 sentences.
        place.recipe.reweigh_label = "LOC";
        const auto made = place.plan();
        QVERIFY(made.ok());
        const auto& letter = made->groups[1];
        QCOMPARE(letter.held, std::int64_t(1));
        // By the formula: 3·1/(12·1), 3·11/(12·2), and 6·11/(12·6) of the papers; then the mean.
        const double mean = (0.25 + 2 * 1.375 + 9 * 11. / 12) / 12;
        QVERIFY(std::abs(letter.with - 0.25 / mean) < 1e-9);
        QVERIFY(std::abs(letter.without - 1.375 / mean) < 1e-9);
        double sum = 0;
        for (const float weight : made->weights)
            sum += static_cast<double>(weight);
        QVERIFY(std::abs(sum - 12) < 1e-5);
        const auto record = nlohmann::json::parse(made->record);
        QCOMPARE(record["reweigh"]["label"].get<std::string>(), std::string("LOC"));
        QCOMPARE(record["groups"][1]["held"].get<int>(), 1);
        // With names as groups: by another type than theirs.
        place.recipe.group_by = "suite:s";
        QVERIFY(place.plan().ok());
    }

    void whatIsMissingIsSaid() {
        Place place;
        auto& r = place.recipe;
        const engine::Recipe plain = r;
        r.reweigh_groups = true;
        QVERIFY(place.refused(ErrorCode::BadConfig, "source"));
        r = plain;
        r.group_dro_step = 0.01;
        QVERIFY(place.refused(ErrorCode::BadConfig, "suite:NAME"));
        r.group_by = "source";
        r.reweigh_groups = true;
        QVERIFY(place.refused(ErrorCode::BadConfig, "group_dro_step=0"));
        r = plain;
        r.group_by = "source";
        r.reweigh_groups = true;
        r.reweigh_label = "PRE";
        QVERIFY(place.refused(ErrorCode::LabelMismatch, "PER"));
        r.group_by = "suite:s";
        r.reweigh_label = "PER";
        QVERIFY(place.refused(ErrorCode::BadConfig, "reweigh_label"));
        r.reweigh_label = "";
        QVERIFY(place.refused(ErrorCode::BadConfig, "reweigh_label"));
        r = plain;
        r.pairing_weight = 1;
        QVERIFY(place.refused(ErrorCode::BadConfig, "Set it to a suite: s"));
        r.pairing_suite = "t";
        QVERIFY(place.refused(ErrorCode::NotFound, "t"));
        QVERIFY(saveSuite(*place.project, fullNames({"a"})).ok());
        r.pairing_suite = "s";
        QVERIFY(place.refused(ErrorCode::Empty, "two groups"));
        QVERIFY(saveSuite(*place.project, fullNames({"a", "b"})).ok());
        for (auto& example : place.examples)
            std::fill(example.classes.begin(), example.classes.end(), place.tags.indexOf("O"));
        QVERIFY(place.refused(ErrorCode::Empty, "pairing_weight"));
    }

    void partnersHaveNamesOfAnotherGroup() {
        Place place;
        place.recipe.pairing_suite = "s";
        place.recipe.pairing_weight = 0.5;
        place.recipe.epochs = 3;
        std::map<char, int> drawn;
        for (std::int64_t seed = 0; seed < 20; ++seed) {
            place.recipe.seed = seed;
            const auto plan = place.plan();
            QVERIFY(plan.ok());
            QCOMPARE(plan->paired, std::int64_t(4));
            QCOMPARE(plan->partners[3].size(), std::size_t(3)); // one an epoch
            QVERIFY(plan->partners[1].empty());
            const auto learnt = wordsToLearn(fullNames({"a", "b"}));
            for (const auto& copy : plan->partners[0]) {
                // Of a: b comes; of "SBC", in capitals and of b: a comes, in capitals.
                QCOMPARE(copy.example.words[0][1], 'b');
                QCOMPARE(copy.example.words[1][1], 'b');
                QCOMPARE(copy.example.words[3][1], 'A');
                QVERIFY(learnt.contains(copy.example.words[0]));
                QVERIFY((copy.words
                    == std::vector<std::array<std::uint32_t, 2>>{{0, 0}, {1, 1}, {2, 2}, {3, 3}}));
            }
            for (const std::size_t any : {6U, 9U}) // not listed, or of two groups: of either
                for (const auto& copy : plan->partners[any])
                    ++drawn[copy.example.words[0][1]];
            const auto record = nlohmann::json::parse(plan->record);
            QCOMPARE(record["pairing"]["sentences"].get<int>(), 4);
            const nlohmann::json run{{"mitigation", record}};
            QVERIFY(wordsLearnt(run.dump()) == learnt);
            const auto again = place.plan();
            QCOMPARE(again->record, plan->record);
            QVERIFY(again->partners[6][0].example.words == plan->partners[6][0].example.words);
        }
        QVERIFY(drawn['a'] > 20 && drawn['b'] > 20);
    }

    // Names of other lengths: words are paired where place and tag agree, the rest by the words
    // around them.
    void wordsAreAligned() {
        Place place;
        place.recipe.pairing_suite = "s";
        place.recipe.pairing_weight = 1;
        Philox rng(4);
        const std::array<std::string, 4> outside{"went", "to", "the", "shop"};
        for (int round = 0; round < 200; ++round) {
            std::vector<std::string> words, tags;
            bool named = false;
            for (std::uint64_t part = 0; part < 2 + rng.below(4); ++part) {
                const auto kind = rng.below(3);
                const auto size = 1 + rng.below(4);
                for (std::uint64_t w = 0; w < size; ++w) {
                    words.push_back(kind == 0 ? outside[w] : "N" + std::to_string(rng.below(900)));
                    tags.push_back(kind == 0
                            ? "O"
                            : std::string(w == 0 ? "B-" : "I-") + (kind == 1 ? "PER" : "LOC"));
                }
                named = named || kind == 1;
            }
            if (!named)
                continue;
            place.set(0, words, tags);
            const auto plan = place.plan();
            QVERIFY(plan.ok());
            const auto& copy = plan->partners[0][0];
            const auto& made = copy.example;
            QCOMPARE(made.words.size(), made.classes.size());
            std::set<std::uint32_t> left, right;
            std::uint32_t last = 0;
            for (const auto& [a, b] : copy.words) {
                QVERIFY(left.insert(a).second && right.insert(b).second);
                QVERIFY(b >= last); // in order
                last = b;
                QCOMPARE(place.examples[0].classes[a], made.classes[b]);
                if (tags[a].find("PER") == std::string::npos)
                    QCOMPARE(words[a], made.words[b]);
            }
            // Every word that is not of a name, and the first of every name, has its other.
            for (std::uint32_t w = 0; w < words.size(); ++w)
                if (tags[w].find("I-PER") == std::string::npos)
                    QVERIFY(left.contains(w));
        }
    }
};

QTEST_APPLESS_MAIN(TestMitigate)
#include "tst_mitigate.moc"
