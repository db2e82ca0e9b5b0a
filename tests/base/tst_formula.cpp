// SPDX-License-Identifier: GPL-3.0-or-later
// Formulas: what they give, what has no value, and what is said of those that cannot be read. The
// peer test formula compares thousands of random ones with Python.
#include "core/base/formula.h"
#include "core/base/formula_mistake.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace evenspan;

class TestFormula : public QObject {
    Q_OBJECT

    static std::optional<double> value(
        const char* text, const std::map<std::string, double>& known = {}) {
        const auto formula = Formula::parse(text);
        if (!formula) {
            qWarning("%s: %s", text, formula.error().text().c_str());
            return std::nullopt;
        }
        return formula->value([&](const std::string& name) -> std::optional<double> {
            const auto found = known.find(name);
            return found == known.end() ? std::nullopt : std::optional(found->second);
        });
    }

private Q_SLOTS:
    void countsAsPythonDoes_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("result");
        const auto add = [](const char* text, double result) {
            QTest::newRow(text) << QString::fromUtf8(text) << result;
        };
        add("2 + 3 * 4", 14);
        add("(2+3)*4", 20);
        add("10 - 4 - 3", 3);
        add("-2 ** 2", -4);
        add("2 ** 3 ** 2", 512);
        add("2 ** -1", 0.5);
        add("7 // 2", 3);
        add("-7 // 2", -4);
        add("-7 % 3", 2);
        add("7 % -3", -2);
        add("1e-3 * .5", 0.0005);
        add("round(2.5) + round(3.5)", 6);
        add("max(1, 5, 3) - min(4, 2)", 3);
        add("if(2 > 1, 10, 1 / 0)", 10);
        add("(3 > 2) + (2 == 2) + (1 != 1)", 2);
        add("sqrt(abs(-16)) + floor(1.9) + ceil(1.1)", 7);
        add("log(exp(2))", 2);
        add("--3 + +4", 7);
    }
    void countsAsPythonDoes() {
        QFETCH(QString, text);
        QFETCH(double, result);
        const auto got = value(text.toUtf8().constData());
        QVERIFY(got.has_value());
        QCOMPARE(*got, result);
    }

    void namesAreLookedUpAndListedOnce() {
        const auto formula = Formula::parse("test_f1 / minutes + test_f1 * 基线2");
        QVERIFY(formula.ok());
        QCOMPARE(formula->names(), (std::vector<std::string>{"test_f1", "minutes", "基线2"}));
        QCOMPARE(*value("test_f1 / minutes", {{"test_f1", 90.0}, {"minutes", 4.0}}), 22.5);
        QVERIFY(Formula::isName("f1_per_minute") && Formula::isName("速度"));
        QVERIFY(!Formula::isName("2nd") && !Formula::isName("a b") && !Formula::isName(""));
    }

    void whatHasNoValue_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"1 / 0", "1 // 0", "1 % 0", "0 ** -1", "(-8) ** 0.5", "sqrt(-1)",
                 "log(0)", "exp(1000)", "10 ** 400", "1e308 * 10", "unknown + 1",
                 "if(unknown, 1, 2)", "min(1, unknown)", "floor(1e308 * 10)"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void whatHasNoValue() {
        QFETCH(QString, text);
        QVERIFY(Formula::parse(text.toStdString()).ok());
        QVERIFY(!value(text.toUtf8().constData()));
    }

    void mistakesAreSaidWithTheirPlace_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("remedy"); // a part of it
        const auto add = [](const char* text, const char* where, const char* remedy) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(where)
                                << QString::fromUtf8(remedy);
        };
        add("", "", "test_f1 / minutes");
        add("1 +", "character 4", "number or a column");
        add("* 2", "character 1", "number, a column");
        add("(1 + 2", "character 7", "Put a )");
        add("1 + 2)", "character 6", "operator");
        add("f1 minutes", "character 4", "operator");
        add("2 ^ 3", "character 3", "**");
        add("f1 = 3", "character 4", "==");
        add("1 < 2 < 3", "character 7", "two values at a time");
        add("sqr(4)", "character 1", "sqrt");
        add("system(4)", "character 1", "abs, ceil");
        add("sqrt", "character 1", "parentheses");
        add("sqrt(1, 2)", "character 6", "one");
        add("if(1, 2)", "character 4", "three");
        add("max(1)", "character 5", "two or more");
        add("12abc", "character 1", "no number");
        add("1.2.3", "character 1", "no number");
        add("速度 $", "character 4", "operator");
        add("1e999", "character 1", "another way");
    }
    void mistakesAreSaidWithTheirPlace() {
        QFETCH(QString, text);
        QFETCH(QString, where);
        QFETCH(QString, remedy);
        const auto formula = Formula::parse(text.toStdString());
        QVERIFY(!formula.ok());
        QCOMPARE(int(formula.error().code), int(ErrorCode::InvalidArgument));
        QCOMPARE(QString::fromStdString(formula.error().where), where);
        const auto said =
            QString::fromStdString(formula.error().what + " " + formula.error().remedy);
        QVERIFY2(said.contains(remedy), qPrintable(said));
        const auto mistake = formulaMistake(text.toStdString()); // the same, as a kind
        QVERIFY(mistake.has_value());
        QCOMPARE(toError(*mistake).what, formula.error().what);
        QCOMPARE(toError(*mistake).where, formula.error().where);
    }

    void depthAndLengthAreBounded() {
        const auto nested = [](int deep) {
            return std::string(std::size_t(deep), '(') + "1" + std::string(std::size_t(deep), ')');
        };
        QVERIFY(Formula::parse(nested(40)).ok());
        QVERIFY(!Formula::parse(nested(400)).ok());
        QVERIFY(!Formula::parse(std::string(500, '-') + "1").ok());
        std::string power = "2";
        for (int i = 0; i < 200; ++i)
            power += "**1";
        QVERIFY(!Formula::parse(power).ok());
        QVERIFY(!Formula::parse("1" + std::string(1000, ' ')).ok());
        std::string sum = "1";
        for (int i = 0; i < 300; ++i)
            sum += "+1";
        QCOMPARE(*value(sum.c_str()), 301.0);
    }

    // No bytes make it crash or read beyond them; what is read has a value or none.
    void anyBytesAreReadOrRefused() {
        std::uint32_t state = 12345;
        const std::string letters = "0129.e+-*/%()<>=!,ab_ \t$^maxifn\xE5\x9F\xBA";
        int good = 0;
        for (int round = 0; round < 20'000; ++round) {
            std::string text;
            for (int i = 0; i < round % 14; ++i) {
                state = state * 1664525u + 1013904223u;
                text += letters[(state >> 16) % letters.size()];
            }
            if (const auto formula = Formula::parse(text)) {
                ++good;
                const auto got = formula->value([](const std::string&) { return 1.5; });
                QVERIFY(!got || std::isfinite(*got));
            }
        }
        QVERIFY(good > 500);
    }
};

QTEST_GUILESS_MAIN(TestFormula)
#include "tst_formula.moc"
