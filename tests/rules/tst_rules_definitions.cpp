// SPDX-License-Identifier: GPL-3.0-or-later
// Rules as they are written down, and what is said of those that cannot work.
#include "core/rules/token_matcher.h"
#include "tests/rules/rules_support.h"

#include <QTest>

using namespace evenspan;
using namespace evenspan::rules;

class TstRulesDefinitions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void definitionsComeBackEqual() {
        const std::vector rules{
            gazetteer({"Acme", "a\"b\\c\nd", "\xE5\x8C\x97\xE4\xBA\xAC"}, true, false),
            expression("(a)\\d\\\\", 1, false),
            tokens({"acme [shape=Xxxxx|d text=\"a b\"]{2,} [digits=no length=2-]* [prefix=\"[\"]?",
                "![text~\"(a|b)\\\\\\\\\" text~c lower!=a|\"=\" shape~\"^X \"]? "
                "[length!=3|4 opening currency=no] wow! [text=!]"})};
        for (const Rule& rule : rules) {
            QVERIFY(checkRule(rule).ok());
            const auto read = fromDefinition(rule.name, toDefinition(rule));
            QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
            QVERIFY(*read == rule);
        }
        const auto& patterns = std::get<TokenPatterns>(rules[2].body).patterns;
        for (const TokenPattern& pattern : patterns)
            QVERIFY(*patternFromText(patternText(pattern)) == pattern);
        QCOMPARE(patterns[1].size(), std::size_t(4));
        QVERIFY(patterns[1][0].negated && patterns[1][0].textRegex.size() == 2);
        QCOMPARE(patterns[1][2].lower.front(), std::string("wow!"));
    }

    void wrongDefinitions_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const char* json, const char* says) {
            QTest::newRow(name) << QByteArray(json).replace('\'', '"') << QByteArray(says);
        };
        row("no JSON", "{", "no JSON");
        row("a list", "[]", "an object");
        row("no label", "{'kind':'regex'}", "label");
        row("unknown kind", "{'label':'A','kind':'word'}", "gazetteer, regex and tokens");
        row("misspelt key",
            "{'label':'A','kind':'gazetteer','match_case':true,'whole_word':true,'phrase':[],'"
            "phrases':[]}",
            "Did you mean \"phrases\"");
        row("wrong type",
            "{'label':'A','kind':'gazetteer','match_case':1,'whole_word':true,'phrases':[]}",
            "true or false");
        row("wrong list",
            "{'label':'A','kind':'gazetteer','match_case':true,'whole_word':true,'phrases':[1]}",
            "list of texts");
        row("negative group",
            "{'label':'A','kind':'regex','pattern':'a','match_case':true,'group':-1}", "number");
        row("unknown condition", "{'label':'A','kind':'tokens','patterns':[[{'lowre':['a']}]]}",
            "lower");
        row("a pattern's wrong list",
            "{'label':'A','kind':'tokens','patterns':[[{'text_not':'a'}]]}", "list of texts");
        row("lengths that are none",
            "{'label':'A','kind':'tokens','patterns':[[{'length_not':[-1]}]]}", "list of numbers");
        row("wrong operator", "{'label':'A','kind':'tokens','patterns':[[{'op':'!'}]]}", "{2,3}");
        row("wrong length", "{'label':'A','kind':'tokens','patterns':[[{'length':'5-2'}]]}", "2-5");
    }
    void wrongDefinitions() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, says);
        const auto read = fromDefinition("my rule", json.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::BadFormat);
        QCOMPARE(read.error().where, std::string("my rule"));
        QVERIFY2(QByteArray::fromStdString(read.error().text()).contains(says),
            read.error().text().c_str());
    }

    void rulesThatCannotWork_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("says");
        const auto row =
            [](const char* name, const char* body, const char* says) {
                QTest::newRow(name)
                    << QByteArray("{'label':'A'," + QByteArray(body) + "}").replace('\'', '"')
                    << QByteArray(says);
            };
        row("no phrase", "'kind':'gazetteer','match_case':true,'whole_word':true,'phrases':[]",
            "empty");
        row("an empty phrase",
            "'kind':'gazetteer','match_case':true,'whole_word':true,'phrases':['a','  ']",
            "Phrase 2 is empty");
        row("empty expression", "'kind':'regex','pattern':'','match_case':true,'group':0", "empty");
        row("open parenthesis", "'kind':'regex','pattern':'a(b','match_case':true,'group':0",
            "character 3");
        row("open bracket", "'kind':'regex','pattern':'[ab','match_case':true,'group':0",
            "bracket");
        row("nothing to repeat", "'kind':'regex','pattern':'*a','match_case':true,'group':0",
            "character 1");
        row("no such group", "'kind':'regex','pattern':'(a)','match_case':true,'group':2",
            "1 groups, not 2");
        row("unlimited look behind",
            "'kind':'regex','pattern':'(?<=a+)b','match_case':true,'group':0", "limited length");
        row("no pattern", "'kind':'tokens','patterns':[]", "no token pattern");
        row("an empty pattern", "'kind':'tokens','patterns':[[]]", "no token");
        row("everything optional", "'kind':'tokens','patterns':[[{'op':'*'},{'op':'?'}]]",
            "needs no token");
        row("a bad expression in a pattern",
            "'kind':'tokens','patterns':[[{}],[{'text_regex':['a(']}]]", "Token pattern 2");
        row("too long", "'kind':'tokens','patterns':[[{'op':'{40}'},{'op':'{40}'}]]", "60");
    }
    void rulesThatCannotWork() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, says);
        const auto rule = fromDefinition("my rule", json.toStdString());
        QVERIFY2(rule.ok(), rule.ok() ? "" : rule.error().text().c_str());
        const auto sound = checkRule(*rule);
        QVERIFY(!sound);
        QVERIFY2(QByteArray::fromStdString(sound.error().text()).contains(says),
            sound.error().text().c_str());
        QVERIFY(!sound.error().remedy.empty());
        // In a search the others go on without it.
        const std::vector rules{*rule, gazetteer({"Ulm"})};
        Matcher matcher(rules);
        QCOMPARE(matcher.problems().size(), std::size_t(1));
        QCOMPARE(matcher.match("Ulm", *makeGrid("Ulm"))->size(), std::size_t(1));
    }

    void wrongPatterns_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("character");
        QTest::newRow("open bracket") << QByteArray("a [lower=b") << 11;
        QTest::newRow("misspelt") << QByteArray("[lowr=b]") << 2;
        QTest::newRow("no value") << QByteArray("[text=]") << 7;
        QTest::newRow("open quote") << QByteArray("[text=\"a]") << 10;
        QTest::newRow("counts") << QByteArray("[digits]{3,2}") << 9;
        QTest::newRow("yes or no") << QByteArray("[digits=maybe]") << 14;
        QTest::newRow("expression") << QByteArray("[text~a(]") << 7;
        QTest::newRow("length") << QByteArray("[length!=x]") << 11;
        QTest::newRow("affix") << QByteArray("[prefix!=x]") << 8;
        QTest::newRow("stray") << QByteArray("a ]") << 3;
    }
    void wrongPatterns() {
        QFETCH(QByteArray, text);
        QFETCH(int, character);
        const auto read = patternFromText(text.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(QByteArray::fromStdString(read.error().where),
            QByteArray("character " + QByteArray::number(character)));
        QVERIFY(!read.error().remedy.empty());
    }
};

QTEST_APPLESS_MAIN(TstRulesDefinitions)
#include "tst_rules_definitions.moc"
