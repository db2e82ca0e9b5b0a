// SPDX-License-Identifier: GPL-3.0-or-later
// Ways to group taken together, and how far annotators agree, against plain counts over random
// documents.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/audit/annotator_agreement.h"
#include "core/app/audit/audit_choices.h"
#include "core/app/audit/group_ways.h"
#include "core/base/rng.h"
#include "core/fairness/crossed_ways.h"
#include "core/schema/annotators.h"
#include "core/store/project.h"
#include "core/store/writer.h"
#include "tests/app/sentence_drafts.h"
#endif
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;
using test::draftOf;

namespace {

struct Sentence {
    std::vector<std::string> words, gold;
    std::string country, channel;
};

std::vector<std::string> randomTags(Philox& rng, std::size_t words) {
    std::vector<Mention> mentions;
    for (std::uint32_t at = 0; at + 1 < words; at += 2)
        if (rng.below(2) == 0)
            mentions.push_back({at, at + 1, rng.below(2) ? "PER" : "LOC"});
    return tagsFromMentions(mentions, std::uint32_t(words), TagScheme::Iob2);
}

Sentence randomSentence(Philox& rng) {
    const char* words[] = {"Mira", "ada", "NATO", "the", "1984"};
    const char* countries[] = {"", "north", "south", "west"};
    const char* channels[] = {"", "mail", "web"};
    Sentence out;
    for (auto left = 2 + rng.below(8); left > 0; --left)
        out.words.push_back(words[rng.below(5)]);
    out.gold = randomTags(rng, out.words.size());
    out.country = countries[rng.below(4)];
    out.channel = channels[rng.below(3)];
    return out;
}

struct Made {
    QTemporaryDir folder;
    std::unique_ptr<store::Project> project;
    std::vector<Sentence> sentences;
    std::vector<DocumentId> ids;
    AuditData data;

    explicit Made(Philox& rng) {
        project = std::move(*store::Project::create(
            std::filesystem::path(folder.path().toStdString()) / "p.evenspan"));
        std::vector<DocumentDraft> drafts;
        for (int i = 0; i < 40; ++i) {
            sentences.push_back(randomSentence(rng));
            drafts.push_back(draftOf(sentences.back(), "test"));
            for (const auto& [key, value] : {std::pair("country", sentences.back().country),
                     std::pair("channel", sentences.back().channel)})
                if (!value.empty())
                    drafts.back().metadata[key] = value;
        }
        ids = *project->writer()->addDocuments("Import", drafts);
        std::set<std::string> types;
        for (std::size_t i = 0; i < sentences.size(); ++i) {
            engine::Example example;
            example.words = sentences[i].words;
            example.document = ids[i].value;
            auto& e = data.evaluation;
            e.gold.push_back(sentences[i].gold);
            e.predicted.push_back(
                rng.below(2) ? sentences[i].gold : randomTags(rng, example.words.size()));
            e.sure.emplace_back(example.words.size(), 0.5F);
            e.documentOf.push_back(ids[i].value);
            e.examples.push_back(std::move(example));
        }
        data.types = {"LOC", "PER"};
        data.errors = *mentionErrors(**project->reader(), data.evaluation);
        if (auto read = readMetadata(data, **project->reader(), {}); !read)
            qFatal("%s", read.error().text().c_str());
    }
    Result<GroupTable> table(const std::string& way) {
        const auto reader = *project->reader();
        const auto known = waysToGroup(*reader, {way}, {});
        if (!known)
            return known.error();
        const auto slices = AuditSlices::read(*reader, data, singleWays(*known), {});
        if (!slices)
            return slices.error();
        return tableOf(known->front(), data, *slices, {}, *reader, {});
    }
};

} // namespace

class TstGroupWays : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void crossedGroupsAreThoseOfBoth() {
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            Philox rng(seed);
            Made made(rng);
            for (const char* way : {"country+channel", "meta:channel+casing"}) {
                const auto table = made.table(way);
                QVERIFY2(table.ok(), table.ok() ? "" : table.error().text().c_str());
                const bool documents = std::string(way) == "country+channel";
                QCOMPARE(table->unit, std::string(documents ? "document" : "mention"));
                QCOMPARE(table->source, std::string("crossed"));
                QCOMPARE(table->id,
                    std::string(documents ? "crossed:meta:country+meta:channel"
                                          : "crossed:meta:channel+structure:casing"));
                // Gold mentions of each pair, counted by hand.
                std::map<std::string, double> wanted, found;
                std::set<std::string> first, second;
                std::size_t place = 0;
                for (const auto& error : made.data.errors.cases)
                    for (const auto& gold : error.gold) {
                        const auto at = std::find_if(made.ids.begin(), made.ids.end(),
                            [&](auto id) { return id.value == error.document; });
                        const auto& sentence = made.sentences[std::size_t(at - made.ids.begin())];
                        const std::string a = documents ? sentence.country : sentence.channel;
                        const std::string b =
                            documents ? sentence.channel : gold.features.at("casing");
                        const std::string group = a.empty() || b.empty() ? "" : a + " \u00d7 " + b;
                        wanted[group] += 1;
                        QCOMPARE(table->groups[table->goldGroups[place++]], group);
                        if (!documents && !a.empty())
                            first.insert(a);
                        if (!documents && !b.empty())
                            second.insert(b);
                    }
                if (documents)
                    for (const auto& sentence : made.sentences) {
                        first.insert(sentence.country);
                        second.insert(sentence.channel);
                    }
                first.erase("");
                second.erase("");
                for (const auto& row : table->rows)
                    found[table->groups[row.group]] += row.tally.right + row.tally.missed;
                for (const auto& [group, count] : wanted)
                    QCOMPARE(found[group], count);
                // Every pair of values is a group, even one that never meets.
                for (const auto& a : first)
                    for (const auto& b : second)
                        QVERIFY(std::count(
                                    table->groups.begin(), table->groups.end(), a + " \u00d7 " + b)
                            == 1);
                const auto unknown = std::size_t(
                    std::count(table->groups.begin(), table->groups.end(), std::string()));
                QCOMPARE(table->groups.size(), first.size() * second.size() + unknown);
                QCOMPARE(table->tallies.size(), table->groups.size());
                // A value's groups sum to the group of that value alone.
                QCOMPARE(table->sums.size(), first.size() + second.size());
                for (const auto& set : table->sums) {
                    std::set<std::string> a, b;
                    for (const auto g : set) {
                        const auto values = crossedValues(table->groups[g], 2);
                        QCOMPARE(values.size(), std::size_t(2));
                        a.insert(values[0]);
                        b.insert(values[1]);
                    }
                    QVERIFY(a.size() == 1 || b.size() == 1);
                    QVERIFY(set.size() == first.size() || set.size() == second.size());
                }
            }
        }
    }

    void whatCannotBeTakenTogether() {
        Philox rng(3);
        Made made(rng);
        const auto refused = [&](const char* way, const char* words) {
            const auto table = made.table(way);
            return !table && table.error().code == ErrorCode::InvalidArgument
                && table.error().text().find(words) != std::string::npos
                && !table.error().remedy.empty();
        };
        QVERIFY(refused("country+chanel", "channel"));
        QVERIFY(refused("country+country", "with itself"));
        QVERIFY(refused("country+meta:country", "with itself"));
        QVERIFY(refused("country+", "grouped"));
        QVERIFY(refused("country+attribute:none", "attribute"));
        // Three are taken, too, and the id that is printed can be given again.
        const auto three = made.table("country+channel+casing");
        QVERIFY(three.ok());
        const auto again = made.table(three->id.c_str());
        QVERIFY(again.ok());
        QVERIFY(again->groups == three->groups);
    }

    // People who labelled are no groups: a report would name them.
    void annotatorsAreNoGroups() {
        Philox rng(4);
        Made made(rng);
        auto draft = draftOf(made.sentences.front(), "test");
        draft.metadata[kAnnotatorsKey] = "Ana, Bo";
        QVERIFY(made.project->writer()->addDocuments("Import", std::vector{draft}).ok());
        for (const char* way : {"annotators", "meta:annotators", "attribute:annotator",
                 "country+annotators", "crossed:meta:annotators+structure:casing"}) {
            const auto known = waysToGroup(**made.project->reader(), {way}, {});
            QVERIFY2(!known, way);
            QVERIFY(known.error().text().find("annotators") != std::string::npos);
        }
        const auto choices = auditChoices(**made.project->reader(), "no-suites");
        QVERIFY(choices.ok());
        QVERIFY(choices->columns == (std::vector<std::string>{"channel", "country"}));
    }

    // Every pair of annotators of a document, whoever's labels are gold.
    void agreementIsThatOfEveryPair() {
        std::size_t several = 0, withheld = 0;
        constexpr std::uint64_t kLeast = 3;
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            Philox rng(seed);
            QTemporaryDir folder;
            auto project = std::move(*store::Project::create(
                std::filesystem::path(folder.path().toStdString()) / "p.evenspan"));
            const std::vector<std::string> people{"Ana", "Bo", "Cy, the elder"};
            std::vector<DocumentDraft> drafts;
            std::vector<std::vector<std::vector<std::string>>> said; // document, person: tags
            for (int i = 0; i < 12; ++i) {
                auto sentence = randomSentence(rng);
                const auto count = 1 + rng.below(3);
                DocumentDraft whole;
                AnnotatorLayers layers;
                said.emplace_back();
                for (std::uint64_t p = 0; p < count; ++p) {
                    sentence.gold = randomTags(rng, sentence.words.size());
                    said.back().push_back(sentence.gold);
                    auto draft = draftOf(sentence, "test");
                    if (p == 0) {
                        layers.gold = people[0];
                        whole = std::move(draft);
                        whole.metadata["country"] = i % 2 ? "north" : "south";
                    } else {
                        layers.others.push_back({people[p], std::move(draft.spans)});
                    }
                }
                putLayers(whole, std::move(layers));
                drafts.push_back(std::move(whole));
            }
            const auto ids = *project->writer()->addDocuments("Import", drafts);
            AuditData data;
            for (const auto id : ids)
                data.evaluation.documentOf.push_back(id.value);
            const auto reader = *project->reader();
            QVERIFY(readMetadata(data, *reader, {}));
            const auto found = annotatorAgreement(data, *reader, {});
            QVERIFY2(found.ok(), found.ok() ? "" : found.error().text().c_str());
            double over = 0, under = 0;
            std::map<std::string, std::pair<double, double>> byCountry;
            std::map<std::string, std::uint64_t> documents;
            for (std::size_t i = 0; i < said.size(); ++i) {
                QCOMPARE(found->contains(ids[i].value), said[i].size() > 1);
                if (said[i].size() < 2)
                    continue;
                ++several;
                const std::string country = i % 2 ? "north" : "south";
                ++documents[country];
                for (std::size_t a = 0; a < said[i].size(); ++a)
                    for (std::size_t b = a + 1; b < said[i].size(); ++b)
                        for (std::size_t w = 0; w < said[i][a].size(); ++w) { // all of one word
                            const auto &x = said[i][a][w], &y = said[i][b][w];
                            const double both = x != "O" && x == y ? 2 : 0;
                            const double each = double(x != "O") + double(y != "O");
                            over += both;
                            under += each;
                            byCountry[country].first += both;
                            byCountry[country].second += each;
                        }
            }
            AuditResult audit;
            audit.dimensions.emplace_back();
            auto& dimension = audit.dimensions.back();
            dimension.id = "meta:country";
            dimension.unit = dimension.source = "document";
            dimension.groups.resize(3);
            dimension.groups[0].name = "north";
            dimension.groups[1].name = "south";
            dimension.groups[2].name = "hidden";
            dimension.groups[2].level = "suppressed";
            addAgreement(*found, data, kLeast, audit);
            QCOMPARE(audit.annotated, documents["north"] + documents["south"]);
            if (audit.annotated < kLeast || under == 0)
                continue;
            QCOMPARE(*audit.agreement.value, over / under);
            QVERIFY(*audit.agreement.low <= over / under && over / under <= *audit.agreement.high);
            for (std::size_t g = 0; g < 2; ++g) {
                const auto& group = dimension.groups[g];
                const auto& [agreed, all] = byCountry[group.name];
                const auto count = documents[group.name];
                const auto other = documents[dimension.groups[1 - g].name];
                if (count >= kLeast && other > 0
                    && other < kLeast) { // its count would tell the other's
                    QVERIFY(!group.agreement.value && !group.annotated);
                    QCOMPARE(group.agreement.reason, std::string("suppressed"));
                    ++withheld;
                } else if (count >= kLeast && all > 0) {
                    QCOMPARE(*group.agreement.value, agreed / all);
                    QCOMPARE(group.annotated.value(), count);
                } else if (count > 0
                    && count < kLeast) { // few documents point at who labelled them
                    QVERIFY(!group.agreement.value && !group.annotated);
                    QCOMPARE(group.agreement.reason, std::string("too_few"));
                }
            }
            QVERIFY(!dimension.groups[2].agreement.value);
            QCOMPARE(dimension.groups[2].agreement.reason, std::string("suppressed"));
        }
        QVERIFY(several > 20 && withheld > 0);
    }
};

QTEST_APPLESS_MAIN(TstGroupWays)
#include "tst_group_ways.moc"
