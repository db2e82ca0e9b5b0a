// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/fairness/suite.h"

#include <filesystem>
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

Suite small() {
    Suite suite;
    suite.name = "small";
    suite.label = "PER";
    suite.templates = {{"t1", "Ask {name} now."}, {"t2", "{name} left."}};
    suite.names = {
        {"Xa", "one", {}, "given", "", ""}, {"Yb Zc", "two", 4.0, "full", "Latin", "Yb"}};
    return suite;
}

bool hasRemark(const std::vector<AuditSuite::Remark>& remarks, const std::string& code,
    const std::string& group, std::uint64_t count) {
    for (const auto& each : remarks)
        if (each.code == code && each.group == group)
            return each.count == count;
    return false;
}

} // namespace

class TestSuite : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas() {
        const auto back = suiteFromJson(suiteToJson(small()));
        QVERIFY(back.ok());
        QVERIFY(*back == small());
        for (const char* bad : {"", "[]", "{\"name\":\"x\"}"})
            QVERIFY(!suiteFromJson(bad).ok());
    }

    void aNameMayBeAListInTheOrderOfTheColumns() {
        const std::string head =
            R"({"name":"x","label":"PER","templates":[{"id":"a","text":"{name} ."}],)";
        const auto objects = suiteFromJson(
            head + R"("names":[{"name":"Ada B","group":"g","frequency":3,"unit":"Ada"}]})");
        const auto lists = suiteFromJson(head
            + R"("columns":["name","group","frequency","unit"],"names":[["Ada B","g",3,"Ada"]]})");
        QVERIFY(objects.ok() && lists.ok());
        QVERIFY(*lists == *objects);
        const auto shorter = suiteFromJson(
            head + R"("columns":["name","group","frequency"],"names":[["Ada B","g"]]})");
        QVERIFY(shorter.ok() && !shorter->names[0].frequency);
        for (const char* bad : {R"("names":[["Ada B","g"]]})",
                 R"("columns":["name","group"],"names":[["Ada B","g",3]]})",
                 R"("columns":[1,2],"names":[["Ada B","g"]]})",
                 R"("columns":["group"],"names":[["g"]]})"})
            QVERIFY2(!suiteFromJson(head + bad).ok(), bad);
    }

    void oneSlotNoMore() {
        auto suite = small();
        suite.templates[1].text = "Nobody left.";
        QCOMPARE(checkSuite(suite).error().where, std::string("template 2"));
        suite.templates[1].text = "{name} met {name}.";
        QCOMPARE(checkSuite(suite).error().code, ErrorCode::BadFormat);
        suite = small();
        suite.templates[1].id = "t1";
        QVERIFY(!checkSuite(suite).ok());
        suite = small();
        suite.names.clear();
        QCOMPARE(checkSuite(suite).error().code, ErrorCode::Empty);
        suite = small();
        suite.names[0].text = std::string("a\0b", 3);
        QCOMPARE(checkSuite(suite).error().where, std::string("name 1"));
        for (const char* nothing : {"", " ", "   "}) {
            suite.names[0].text = nothing;
            QCOMPARE(checkSuite(suite).error().where, std::string("name 1"));
        }
        suite.names[0].text = "\xC3";
        QVERIFY(!checkSuite(suite).ok());
    }

    void filling() {
        const auto filled = fill({"t", "Ask {name} now."}, {"O'N", "g", {}, "", "", ""});
        QCOMPARE(filled.text, std::string("Ask O'N now."));
        QCOMPARE(filled.text.substr(filled.begin, filled.end - filled.begin), std::string("O'N"));
        // Right-to-left and what looks like a slot are text as any other.
        for (const char* name : {"\u05D0\u05D1", "{name}", "a b-c"})
            QCOMPARE(fill({"t", "x{name}y"}, {name, "g", {}, "", "", ""}).text,
                "x" + std::string(name) + "y");
    }

    void tables() {
        const auto names = namesFromCsv("\xEF\xBB\xBFgroup,name,frequency\r\n"
                                        "a,\"X, \"\"Y\"\"\",3\r\n\r\nb|c,  Z W  ,");
        QVERIFY(names.ok());
        QCOMPARE(names->size(), std::size_t(3));
        QCOMPARE((*names)[0].text, std::string("X, \"Y\""));
        QCOMPARE(*(*names)[0].frequency, 3.0);
        QCOMPARE((*names)[2].text, std::string("Z W"));
        QCOMPARE((*names)[2].group, std::string("c"));
        QVERIFY(!(*names)[1].frequency);
        QCOMPARE(namesFromCsv("name,group\n").error().code, ErrorCode::Empty);
        for (const char* bad :
            {"n,group\nx,y", "name,group\n\"x,y", "name,group\n,y", "name,group\nx,",
                "name,group,frequency\nx,y,often", "name,group,frequency\nx,y,-1",
                "name,group,frequency\nx,y,nan", "name,group\n\"x\ny\",z"})
            QVERIFY2(!namesFromCsv(bad).ok(), bad);
        QCOMPARE(namesFromCsv("name,group\nx,y\n,z").error().where, std::string("record 3"));
    }

    void namesComeBackFromTheirTable() {
        Suite suite = small();
        for (const char* odd : {"O'Neil", "a, b", "say \"x\"", "\u05D0\u05D1 \u05D2", "d'Or-Xu",
                 "\u738B\u5C0F\u660E", "x  y"})
            suite.names.push_back({odd, "g, \"h\"", 0.1 + 1.0 / 3, "full", "", "u,v"});
        const auto back = namesFromCsv(namesToCsv(suite));
        QVERIFY(back.ok());
        QVERIFY(*back == suite.names);
    }

    void linterKnowsTheSuitesOwnSentences() {
        Suite suite = small(); // "Ask {name} now.", "{name} left."
        suite.names = {{"Ask", "a", {}, "", "", ""}, {"Left", "a", {}, "", "Latin", ""},
            {"Name", "a", {}, "", "Han", ""}, {"\u738B\u660E", "a", {}, "", "Han", ""}};
        const auto remarks = lintSuite(suite, {}, 1);
        QVERIFY(hasRemark(remarks, "word_like", "a", 2));
        QVERIFY(hasRemark(remarks, "script", "a", 1));
    }

    void linter() {
        Suite suite = small();
        suite.names.clear();
        for (int i = 0; i < 20; ++i) {
            suite.names.push_back({"Aaaa" + std::to_string(i), "a", 1000.0 + i, "", "", ""});
            suite.names.push_back({"Bbbbbbbbb" + std::to_string(i), "b", 10.0 + i, "", "", ""});
        }
        suite.names.push_back({"Will", "a", {}, "", "", ""});
        suite.names.push_back({"Will", "a", 900.0, "", "", ""});
        suite.names.push_back({"Will", "c", 900.0, "", "", ""});
        suite.names.push_back({"X", "c", 900.0, "", "", ""});
        const auto remarks = lintSuite(suite, {"will"});
        QVERIFY(hasRemark(remarks, "word_like", "a", 2));
        QVERIFY(hasRemark(remarks, "duplicate", "a", 1));
        QVERIFY(hasRemark(remarks, "no_frequency", "a", 1));
        QVERIFY(hasRemark(remarks, "too_few", "c", 2));
        QVERIFY(hasRemark(remarks, "one_character", "c", 1));
        QVERIFY(hasRemark(remarks, "several_groups", "", 1));
        QVERIFY(hasRemark(remarks, "frequency", "b", 20));
        QVERIFY(hasRemark(remarks, "length", "b", 20));
        QVERIFY(!hasRemark(remarks, "too_few", "a", 0));
        QVERIFY(lintSuite(small(), {}, 1).size() > 0);
    }

    void shippedSuitesAreSoundAndSmall() {
        const std::filesystem::path folder = EVENSPAN_SUITES;
        std::uintmax_t bytes = 0;
        int count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() != ".json")
                continue;
            ++count;
            bytes += entry.file_size();
            const auto suite = suiteFromJson(*readFile(entry.path()));
            QVERIFY2(suite.ok(), entry.path().c_str());
            QCOMPARE(suite->name, entry.path().stem().string());
            QVERIFY(suite->templates.size() >= 30);
            QVERIFY(!suite->source.empty() && !suite->licence.empty() && !suite->rule.empty()
                && !suite->date.empty());
            for (const auto& remark : lintSuite(*suite)) {
                QVERIFY2(remark.code != "duplicate", suite->name.c_str());
                QVERIFY2(remark.code != "too_few" || suite->language == "zh", suite->name.c_str());
            }
        }
        QVERIFY(count >= 6);
        QVERIFY(bytes <= 200000);
    }
};

QTEST_MAIN(TestSuite)
#include "tst_suite.moc"
