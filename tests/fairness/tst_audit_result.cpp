// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/audit_result.h"

#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

AuditMeasure measure(double value) {
    return {value, value - 0.01, value + 0.01, "", "bca", false};
}

AuditResult filled() {
    AuditResult audit;
    audit.name = "first";
    audit.purpose = "Release";
    audit.labels = {"PER", "ORG"};
    audit.seed = 18446744073709551615ull;
    audit.headline.f1 = measure(0.1 + 0.2);
    AuditGap gap;
    gap.group = "a \"b\"";
    gap.difference = measure(-0.125);
    gap.p = 0.0001;
    audit.headline.gap = gap;
    AuditDimension dimension;
    dimension.id = "meta:region";
    AuditGroup group;
    group.name = "é";
    group.mentions = 12;
    AuditCell cell;
    cell.recall.reason = "no_gold";
    cell.gold = 0;
    group.cells = {cell};
    group.calibration = AuditCalibration{201, 0.04, 0.02, 0.03, 0.1, {{0.5, 0.4, 0.3, 0.5, 7}}};
    dimension.groups = {group, AuditGroup{}};
    dimension.suite = AuditSuite{};
    dimension.suite->remarks = {{"too_few", "x", 3}};
    AuditSwap swap;
    swap.from = "x";
    swap.net = measure(0.2);
    dimension.swaps = {swap};
    dimension.templates = {{"t1", "x", 4, measure(0.9)}};
    dimension.spreads = {AuditSpread{}};
    audit.dimensions = {dimension};
    audit.limits = {{"suppressed", "meta:region", 2}};
    return audit;
}

} // namespace

class TestAuditResult : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas() {
        const auto audit = filled();
        const auto text = auditToJson(audit);
        const auto back = auditFromJson(text);
        QVERIFY(back.ok());
        QVERIFY(*back == audit);
        QCOMPARE(auditToJson(*back), text);
        QVERIFY(auditFromJson(auditToJson({})).ok());
    }

    void undefinedIsNullNotZero() {
        const auto text = auditToJson(filled());
        QVERIFY(text.find("\"reason\": \"no_gold\"") != std::string::npos);
        QVERIFY(text.find("\"value\": null") != std::string::npos);
    }

    void refusesWhatIsNoAudit() {
        for (const char* bad : {"", "{", "[]", "{}", "{\"format\":1,\"name\":3}",
                 "{\"format\":1,\"dimensions\":[4]}", "{\"format\":\"x\"}"})
            QCOMPARE(auditFromJson(bad).error().code, ErrorCode::Corrupt);
        QCOMPARE(auditFromJson("{\"format\":2}").error().code, ErrorCode::TooNew);
    }
};

QTEST_MAIN(TestAuditResult)
#include "tst_audit_result.moc"
