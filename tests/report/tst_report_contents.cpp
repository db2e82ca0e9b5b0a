// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/html.h"
#include "report_fixture.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <QTest>
#include <set>

using namespace evenspan;
using namespace evenspan::test;
using Json = nlohmann::ordered_json;

// What a report says of an audit: its figures, what is not known, and in whose language.
class TestReportContents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAreThoseOfTheAudit();
    void undefinedIsSaid();
    void aChangeIsTold();
    void intersectionsAndAgreementAreTold();
    void everyStringIsChinese();
};

// The figures in the tables are the audit's own, unrounded in the JSON and rounded in print.
void TestReportContents::valuesAreThoseOfTheAudit() {
    const auto audit = test::sampleAudit(6);
    const auto json = Json::parse(report::writeJson(made(audit)));
    QVERIFY(json["audit"] == Json::parse(fairness::auditToJson(audit)));
    bool found = false;
    for (const auto& section : json["sections"])
        for (const auto& block : section["blocks"]) {
            if (block["kind"] != "table" || block["id"] != "performance.meta:region")
                continue;
            found = true;
            const auto& groups = audit.dimensions.front().groups;
            QCOMPARE(block["rows"].size(), groups.size());
            for (std::size_t i = 0; i < groups.size(); ++i) {
                const auto& row = block["rows"][i];
                QCOMPARE(row[0]["printed"].get<std::string>(), groups[i].name);
                const auto& recall = groups[i].cells.front().recall;
                QCOMPARE(row[3].contains("value"), recall.value.has_value());
                if (!recall.value)
                    continue;
                QCOMPARE(row[3]["value"].get<double>(), *recall.value);
                const auto wanted = QStringLiteral("%1% [%2, %3]")
                                        .arg(100 * *recall.value, 0, 'f', 1)
                                        .arg(100 * *recall.low, 0, 'f', 1)
                                        .arg(100 * *recall.high, 0, 'f', 1);
                QCOMPARE(QString::fromStdString(row[3]["printed"]), wanted);
            }
        }
    QVERIFY(found);
}

void TestReportContents::undefinedIsSaid() {
    const auto report = made(test::emptyAudit());
    const auto html = QString::fromStdString(report::writeHtml(report));
    QVERIFY(html.contains(QStringLiteral("n/a (nothing to find, nothing tagged)")));
    QVERIFY(html.contains(QStringLiteral("No group is large enough to be judged.")));
    QVERIFY(html.contains(QStringLiteral("Groups that could not be judged")));
    QVERIFY(!html.contains(QStringLiteral("nan")) || !html.contains(QStringLiteral(">nan<")));
    // A suppressed group's cells hold no figure at all.
    const auto json = Json::parse(report::writeJson(made(test::sampleAudit(6))));
    for (const auto& section : json["sections"])
        for (const auto& block : section["blocks"])
            if (block["kind"] == "table")
                for (const auto& row : block["rows"])
                    if (row[0]["printed"] == "region 3"
                        && block["id"].get<std::string>().rfind("swaps", 0) != 0)
                        for (const auto& cell : row)
                            QVERIFY2(
                                !cell.contains("value"), block["id"].get<std::string>().c_str());
}

// Without a comparison the report says that there is none; with one, each line once up to a bound.
void TestReportContents::aChangeIsTold() {
    const auto section = [this](const fairness::AuditResult& audit) {
        const auto json = Json::parse(report::writeJson(made(audit)));
        for (const auto& each : json["sections"])
            if (each["id"] == "mitigation")
                return each.dump();
        return std::string();
    };
    QVERIFY(section(test::sampleAudit(6)).find("shows one run") != std::string::npos);
    const auto told = section(changed(6));
    QVERIFY(told.find("shows one run") == std::string::npos);
    for (const char* words : {"plain 1, plain 2, plain 3", "names 1, names 2",
             "augment_copies: 1 → 2", "fewer than three runs", "the gap is smaller", "everything"})
        QVERIFY2(told.find(words) != std::string::npos, words);
    for (const std::size_t groups : {6, 40}) {
        const auto audit = changed(groups);
        std::size_t rows = 0;
        const auto json = Json::parse(section(audit));
        for (const auto& block : json["blocks"])
            if (block["kind"] == "table" && block["id"] == "change")
                rows = block["rows"].size();
        QCOMPARE(rows, std::min<std::size_t>(60, audit.change->lines.size()));
    }
}

void TestReportContents::intersectionsAndAgreementAreTold() {
    const auto json = [this](const fairness::AuditResult& audit) {
        return Json::parse(report::writeJson(made(audit)));
    };
    const auto section = [](const Json& report, const std::string& id) {
        for (const auto& each : report["sections"])
            if (each["id"] == id)
                return each;
        return Json();
    };
    const auto tables = [](const Json& section) {
        std::map<std::string, Json> out;
        for (const auto& block : section["blocks"])
            if (block["kind"] == "table")
                out[block["id"].get<std::string>()] = block;
        return out;
    };
    const auto plain = json(test::sampleAudit(6)), crossed = json(test::crossedAudit(6));
    QVERIFY(section(plain, "intersections").dump().find("were not audited") != std::string::npos);
    QVERIFY(section(crossed, "intersections").dump().find("not audited") == std::string::npos);
    QVERIFY(section(plain, "data").dump().find("labelled by several") != std::string::npos);
    QVERIFY(section(crossed, "data").dump().find("labelled by several") == std::string::npos);
    const std::string id = "crossed:meta:region+meta:channel";
    const auto own = section(crossed, "intersections-1");
    QCOMPARE(
        own["title"].get<std::string>(), std::string("Documents by “region” \u00d7 “channel”"));
    const auto found = tables(own);
    for (const char* kind : {"performance.", "gaps.", "spread.", "errors."})
        QVERIFY2(found.contains(kind + id), kind);
    // There alone, and in the annexes; the pair that never meets stands with the others.
    for (const char* each : {"performance-1", "gaps-1", "errors-1"})
        QVERIFY(!tables(section(crossed, each)).contains(std::string("performance.") + id));
    const auto& rows = found.at("performance." + id)["rows"];
    QCOMPARE(rows.size(), std::size_t(7));
    QCOMPARE(rows[6][0]["printed"].get<std::string>(), std::string("region 9 \u00d7 mail"));
    QCOMPARE(rows[6][1]["value"].get<double>(), 0.0);
    QVERIFY(!rows[6][3].contains("value"));
    QVERIFY(tables(section(crossed, "annex-c")).contains("ll144." + id));
    const auto agreement = tables(section(crossed, "data")).at("agreement")["rows"];
    QCOMPARE(agreement.size(), std::size_t(1 + 6 + 7)); // all text, both kinds of documents
    QCOMPARE(agreement[0][2]["printed"].get<std::string>(), std::string("88.3% [86.3, 90.3]"));
    for (const std::size_t few : {3, 4}) {
        QVERIFY(!agreement[few][1].contains("value") && !agreement[few][2].contains("value"));
        QCOMPARE(agreement[few][1]["printed"].get<std::string>(), std::string("not shown"));
    }
}

void TestReportContents::everyStringIsChinese() {
    const QRegularExpression han(QStringLiteral("\\p{Han}"));
    for (const auto& audit : {test::sampleAudit(6), changed(6), test::crossedAudit(6)}) {
        const auto english = made(audit, "en");
        const auto chinese = made(audit, "zh_CN");
        QCOMPARE(chinese.language, QStringLiteral("zh-CN"));
        QCOMPARE(chinese.sections.size(), english.sections.size());
        for (std::size_t i = 0; i < english.sections.size(); ++i) {
            const auto& section = chinese.sections[i];
            QVERIFY2(han.match(section.title).hasMatch(), qPrintable(section.title));
            QCOMPARE(section.blocks.size(), english.sections[i].blocks.size());
            for (const auto& block : section.blocks)
                if (const auto* text = std::get_if<report::Paragraph>(&block))
                    QVERIFY2(han.match(text->text).hasMatch()
                            || text->kind == report::Paragraph::Kind::Formula,
                        qPrintable(text->text));
                else if (const auto* table = std::get_if<report::Table>(&block))
                    for (const auto& column : table->columns)
                        QVERIFY2(column.head.size() < 5 || han.match(column.head).hasMatch(),
                            qPrintable(column.head));
        }
    }
}

QTEST_MAIN(TestReportContents)
#include "tst_report_contents.moc"
