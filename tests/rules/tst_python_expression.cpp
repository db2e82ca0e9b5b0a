// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions of Python's re in the words of ICU: by hand, and asked of another engine that reads
// them as they are.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/base/rng.h"
#include "core/rules/python_expression.h"
#include "core/text/pattern.h"
#include "core/text/utf8.h"
#endif
#include <QRegularExpression>
#include <QTest>

using namespace evenspan;
using namespace evenspan::rules;

namespace {

// Whether it finds something; nothing where ICU cannot read it.
std::optional<bool> finds(const std::string& expression, const std::string& text) {
    Pattern::Mistake mistake;
    const auto pattern = Pattern::compile(expression, mistake);
    if (!pattern)
        return {};
    return *pattern->occurs(text, {});
}

} // namespace

class TstPythonExpression : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expressionsAreWrittenAnew_data() {
        QTest::addColumn<QByteArray>("python");
        QTest::addColumn<QByteArray>("icu");
        const auto row = [](const char* python, const char* icu) {
            QTest::newRow(python) << QByteArray(python) << QByteArray(icu);
        };
        row("", "");
        row("abc", "abc");
        row("a+?b*", "a+?b*");
        row("(?P<year>\\d+)", "(?<year>\\d+)");
        row("(?P<q>['])x(?P=q)", "(?<q>['])x\\k<q>");
        row("(?P=q", "\\k<q>");
        row("(?:a|b)(?=c)(?!d)(?<=e)", "(?:a|b)(?=c)(?!d)(?<=e)");
        row("a\\Z", "a\\z");
        row("\\A\\b\\d\\s\\S", "\\A\\b\\d\\s\\S");
        row("\\w", "[\\p{L}\\p{N}_]");
        row("\\W", "[^\\p{L}\\p{N}_]");
        row("[\\w.]", "[\\p{L}\\p{N}_.]");
        row("[\\W]", "[[^\\p{L}\\p{N}_]]");
        row("\\\\w", "\\\\w"); // a backslash and a letter
        row("a{2}", "a{2}");
        row("a{2,}", "a{2,}");
        row("a{,3}", "a{0,3}");
        row("a{2,3}", "a{2,3}");
        row("a{", "a\\{");
        row("{}", "\\{\\}");
        row("a{,}", "a\\{,\\}");
        row("a{1,2,3}", "a\\{1,2,3\\}");
        row("a{x}", "a\\{x\\}");
        row("a{2", "a\\{2");
        row("}", "\\}");
        row("\\{2}", "\\{2\\}");
        row("[[]", "[\\[]");
        row("[]]", "[\\]]");
        row("[^]a]", "[^\\]a]");
        row("[a&&b]", "[a\\&\\&b]");
        row("[!--]", "[!-\\-]"); // a range up to the hyphen
        row("[--a]", "[\\--a]"); // and from it
        row("[a-c--9]", "[a-c\\--9]");
        row("[a-]", "[a\\-]");
        row("[-a]", "[\\-a]");
        row("[^-]", "[^\\-]");
        row("[{}]", "[\\{\\}]");
        row("[a-z0-9]", "[a-z0-9]");
        row("[\\]]", "[\\]]");
        row("[abc", "[abc");
        row("a\\", "a\\");
        row("[a\\", "[a\\");
        row("\xC3\xA9{2}\xF0\x9F\x98\x80", "\xC3\xA9{2}\xF0\x9F\x98\x80");
    }
    void expressionsAreWrittenAnew() {
        QFETCH(QByteArray, python);
        QFETCH(QByteArray, icu);
        QCOMPARE(QByteArray::fromStdString(fromPythonExpression(python.toStdString())), icu);
    }

    // What they find, as the documentation of re says it.
    void whatTheyFind_data() {
        QTest::addColumn<QByteArray>("python");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("found");
        const auto row = [](const char* python, const char* text, bool found) {
            QTest::addRow("%s in %s", python, text)
                << QByteArray(python) << QByteArray(text) << found;
        };
        row("end\\Z", "the end", true);
        row("end\\Z", "the end\n", false); // the very end of the text
        row("^\\w+$", "na\xC3\xAFve", true);
        row("^\\w+$", "x\xC2\xB2", true); // superscript two is a number
        row("^\\w$", "\xC2\xBD", true); // one half
        row("^\\w$", "\xE2\x80\xBF", false); // a connector is none, unlike elsewhere
        row("^\\W$", "-", true);
        row("^[\\W_]$", "_", true);
        row("^a{,2}$", "aa", true);
        row("^a{,2}$", "aaa", false);
        row("^a{,2}$", "", true);
        row("^{a}$", "{a}", true);
        row("^[[]$", "[", true);
        row("^[]]$", "]", true);
        row("^[a&&b]$", "&", true);
        row("^[!--]$", "-", true); // a range up to the hyphen
        row("^[!--]$", "#", true);
        row("^[!--]$", ".", false);
        row("^[!--]$", "!", true);
        row("^[--/]$", ".", true);
        row("^[a-c--/]$", ".", true);
        row("^[a-c--/]$", "d", false);
        row("^[a\\-c]$", "b", false);
        row("^[a\\-c]$", "-", true);
        row("^[+-]$", "-", true);
        row("^[-+]$", "-", true);
        row("^[-+]$", ",", false);
        row("^(?P<q>['\"]).*(?P=q)$", "'x'", true);
        row("^(?P<q>['\"]).*(?P=q)$", "'x\"", false);
    }
    void whatTheyFind() {
        QFETCH(QByteArray, python);
        QFETCH(QByteArray, text);
        QFETCH(bool, found);
        const auto says = finds(fromPythonExpression(python.toStdString()), text.toStdString());
        QVERIFY(says.has_value());
        QCOMPARE(*says, found);
    }

    // PCRE reads what both have as Python does.
    void anotherEngineFindsTheSame() {
        static const std::vector<const char*> pieces{"a", "b", "\\w", "\\W", "\\d", "\\s", ".",
            "[ab]", "[^a]", "[[]", "[]b]", "[^]]", "[\\w]", "[\\W]", "[a&&]", "[{}]", "[+-]",
            "[-a]", "[^-]", "[!--]", "[--/]", "[a-b-]", "{", "}", "(?:a|b)", "\\[", "\\{", "_", "1",
            "\xC3\xA9", "\xE4\xB8\x9C", "(?P<x>a)(?P=x)", "(?!b)", "^", "$"};
        static const std::vector<const char*> times{
            "", "", "", "?", "*", "+", "{2}", "{1,2}", "{1,}"};
        Philox rng(55);
        std::size_t agreed = 0, found = 0;
        for (int round = 0; round < 6000; ++round) {
            std::string python;
            bool named = false;
            for (auto left = 1 + rng.below(4); left > 0; --left) {
                const std::string piece = pieces[rng.below(pieces.size())];
                if (piece.starts_with("(?P")) {
                    if (named)
                        continue; // a name once
                    named = true;
                }
                python += piece;
                // An assertion and a lone brace are not repeated: each engine has its own mind.
                if (piece != "^" && piece != "$" && piece != "(?!b)" && piece != "{" && piece != "}"
                    && !piece.starts_with("(?P"))
                    python += times[rng.below(times.size())];
            }
            const QRegularExpression other(
                QString::fromStdString(python), QRegularExpression::UseUnicodePropertiesOption);
            const auto written = fromPythonExpression(python);
            for (int texts = 0; texts < 4; ++texts) {
                std::string text;
                static constexpr std::u32string_view letters = U"aab1_ [{}-+.\u00E9\u4E1C&";
                for (auto left = rng.below(6); left > 0; --left)
                    appendUtf8(text, letters[rng.below(letters.size())]);
                const auto says = finds(written, text);
                if (!other.isValid())
                    break;
                QVERIFY2(says.has_value(), python.c_str());
                const bool expected = other.match(QString::fromStdString(text)).hasMatch();
                QVERIFY2(*says == expected, (python + " in " + text).c_str());
                ++agreed;
                found += expected;
            }
        }
        QVERIFY(agreed > 15000);
        QVERIFY(found > 3000 && agreed - found > 3000);
    }

    void anyBytesGiveSomething() {
        Philox rng(56);
        static constexpr std::string_view letters = "\\[](){}?P<=>w^&-,2a";
        for (int round = 0; round < 20000; ++round) {
            std::string python;
            for (auto left = rng.below(9); left > 0; --left)
                python += letters[rng.below(letters.size())];
            const auto written = fromPythonExpression(python);
            QVERIFY(written.size() + 1 >= python.size() / 2);
            Pattern::Mistake mistake;
            (void)Pattern::compile(written, mistake); // reads it, or says why not
        }
    }

    void theOppositeOfAnExpression() {
        Philox rng(57);
        static constexpr std::string_view letters = "ab\n ";
        for (const char* expression : {"a", "a|b", "^a", "b$", "a.b", "\\s", "(a)(b)?", "a{2}"}) {
            for (int round = 0; round < 200; ++round) {
                std::string text;
                for (auto left = rng.below(6); left > 0; --left)
                    text += letters[rng.below(letters.size())];
                const auto plain = finds(expression, text);
                const auto turned = finds(withoutExpression(expression), text);
                QVERIFY(plain && turned);
                // ^ stands for the start of the text, where the opposite looks behind it as well.
                if (expression[0] != '^')
                    QVERIFY2(*plain != *turned, (std::string(expression) + ": " + text).c_str());
            }
        }
    }

    void aTextStandsForItself() {
        Philox rng(58);
        static constexpr std::u32string_view letters =
            U"aZ09 .*+?^$|()[]{}\\/-_#&~\"'\n\t\u00E9\u4E1C\U0001F600";
        for (int round = 0; round < 5000; ++round) {
            std::string text, other;
            for (auto left = 1 + rng.below(6); left > 0; --left)
                appendUtf8(text, letters[rng.below(letters.size())]);
            for (auto left = rng.below(6); left > 0; --left)
                appendUtf8(other, letters[rng.below(letters.size())]);
            const auto literal = literalExpression(text);
            QVERIFY(finds("\\A" + literal + "\\z", text) == true);
            QVERIFY(finds(literal, "x" + text + "y") == true);
            QVERIFY(finds(literal, other) == (other.find(text) != std::string::npos));
        }
        QCOMPARE(literalExpression(""), std::string());
        QCOMPARE(literalExpression("a.b"), std::string("a\\.b"));
    }
};

QTEST_APPLESS_MAIN(TstPythonExpression)
#include "tst_python_expression.moc"
