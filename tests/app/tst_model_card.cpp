// SPDX-License-Identifier: GPL-3.0-or-later
// The README of a saved run: what it says, and what it must not say.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/model/model_card.h"
#include "core/base/files.h"

#include <nlohmann/json.hpp>
#endif
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
using Json = nlohmann::ordered_json;

namespace {

Json record() {
    return Json::parse(R"({"model":{"sha256":"0123abcd"},
        "data":{"train":{"documents":40,"sentences":120,"sha256":"t1"},
                "validation":{"documents":5,"sentences":16,"sha256":"v1"}},
        "compute":{"torch":"2.11","device":"cpu","threads":2}})");
}

struct Facts {
    std::string run = "names-2";
    ModelEntry base;
    engine::Recipe recipe;
    Json made = record();
    EntityScores scores;
    Facts() {
        base.name = "minilm";
        base.licence = "apache-2.0";
        scores.micro = {0.91234, 0.5, 0.64599, 77};
        scores.macro = {0.1, 0.2, 0.3, 77};
        scores.types["LOC"] = {1, 0, 0, 7};
        scores.types["PER"] = {0.5, 0.25, 1.0 / 3, 70};
    }
    QString card() const {
        return QString::fromStdString(modelCard({run, base, recipe, made, scores}));
    }
};

} // namespace

class TstModelCard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The head is what the model library, and the hub, read of it.
    void theHeadIsRead() {
        QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString());
        QVERIFY(writeFileAtomic(path / "config.json", "{}").ok());
        QVERIFY(writeFileAtomic(path / "model.safetensors", "x").ok());
        Facts facts;
        for (const char* licence : {"apache-2.0", "mit", "unknown"}) {
            facts.base.licence = licence;
            QVERIFY(writeFileAtomic(path / "README.md", facts.card().toStdString()).ok());
            QCOMPARE(describeModelFolder(path)->licence, std::string(licence));
        }
        // A licence that nobody stated is not stated in the head.
        QVERIFY(!facts.card().contains(QStringLiteral("license:")));
        const auto head = facts.card().split(QStringLiteral("---"))[1];
        QVERIFY(head.contains(QStringLiteral("\npipeline_tag: token-classification\n")));
        QVERIFY(head.contains(QStringLiteral("\nlibrary_name: transformers\n")));
    }

    void scoresStandInTheirTable() {
        const auto card = Facts().card();
        const auto rows =
            card.split(QLatin1Char('\n')).filter(QRegularExpression(QStringLiteral("^\\|")));
        QCOMPARE(rows,
            (QStringList{QStringLiteral("| | precision | recall | F1 | entities |"),
                QStringLiteral("|---|---|---|---|---|"),
                QStringLiteral("| micro | 91.23 | 50.00 | 64.60 | 77 |"),
                QStringLiteral("| macro | 10.00 | 20.00 | 30.00 | 77 |"),
                QStringLiteral("| LOC | 100.00 | 0.00 | 0.00 | 7 |"),
                QStringLiteral("| PER | 50.00 | 25.00 | 33.33 | 70 |")}));
    }

    void whatItWasMadeFromIsThere() {
        Facts facts;
        facts.recipe.epochs = 7;
        facts.recipe.seed = 4242;
        const auto card = facts.card();
        for (const char* part : {"# names-2\n", "`minilm` (licence: apache-2.0)",
                 "train: 40 documents, 120 sentences, SHA-256 of words and tags `t1`",
                 "validation: 5 documents, 16 sentences, SHA-256 of words and tags `v1`",
                 "\"torch\": \"2.11\"", "Encoder weights: SHA-256 `0123abcd`"})
            QVERIFY2(card.contains(QString::fromUtf8(part)), part);
        QVERIFY(!card.contains(QStringLiteral("held out")));
        facts.made["data"]["held_out"] = {{"chosen", 3}};
        QVERIFY(facts.card().contains(QStringLiteral("held out of the training documents")));
        // The recipe in it can be run again.
        const auto from = card.indexOf(QStringLiteral("```json\n")) + 8;
        const auto json = card.mid(from, card.indexOf(QStringLiteral("\n```"), from) - from);
        const auto recipe = engine::recipeFromJson(json.toStdString());
        QVERIFY(recipe.ok());
        QVERIFY(*recipe == facts.recipe);
    }

    // A card leaves the house: groups, and how many are of each, do not.
    void groupsStayAtHome() {
        Facts facts;
        QVERIFY(!facts.card().contains(QStringLiteral("gaps between groups")));
        facts.made["mitigation"] = Json::parse(R"({"group_by":"meta:region",
            "groups":[{"name":"north","sentences":31},{"name":"south","sentences":9}],
            "reweigh":{"label":"PER"},"group_dro":{"step":0.01},
            "pairing":{"suite":"names","weight":0.5,"sentences":88}})");
        const auto card = facts.card();
        for (const char* part : {"2 groups by `meta:region`", "mention of `PER`",
                 "group DRO over 2 groups", "step 0.01", "suite `names`, weight 0.5: 88 sentences"})
            QVERIFY2(card.contains(QString::fromUtf8(part)), part);
        for (const char* secret : {"north", "south", "31"})
            QVERIFY2(!card.contains(QString::fromUtf8(secret)), secret);
        facts.made["mitigation"] = Json::parse(R"({"reweigh":{}})");
        QVERIFY(facts.card().contains(QStringLiteral("does not foretell a mention (")));
        facts.made["mitigation"] = Json::object();
        QVERIFY(!facts.card().contains(QStringLiteral("gaps between groups")));
    }
};

QTEST_GUILESS_MAIN(TstModelCard)
#include "tst_model_card.moc"
