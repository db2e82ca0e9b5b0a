// SPDX-License-Identifier: GPL-3.0-or-later
// Suites while they are written: what a table of a spreadsheet becomes, what is wrong with each
// row, and that nothing gets lost between a draft and its suite.
#include "core/base/files.h"
#include "core/base/rng.h"
#include "core/fairness/suite_draft.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <locale.h>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

SuiteDraft small() {
    SuiteDraft out;
    out.name = "mine";
    out.language = "en";
    out.label = "PER";
    out.source = "made up";
    out.licence = "CC0-1.0";
    out.date = "2026";
    out.rule = "all";
    out.templates = {{"t1", "today {name} came"}, {"t2", "we saw {name} there"}};
    out.names = {{"Ada", "big", "10", "given", "Latin", ""}, {"Bea", "small", "12.5", "", "", "b"}};
    return out;
}

std::vector<std::string> codes(const std::vector<RowRemark>& remarks) {
    std::vector<std::string> out;
    for (const auto& each : remarks)
        out.push_back(each.code);
    return out;
}

using Codes = std::vector<std::string>;

} // namespace

class TestSuiteDraft : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Every shipped suite goes into a draft and back as it was, by memory and by JSON.
    void suitesGoThereAndBack() {
        int seen = 0;
        for (const auto& file : std::filesystem::directory_iterator(EVENSPAN_SUITES)) {
            if (file.path().extension() != ".json")
                continue;
            const auto suite = suiteFromJson(*readFile(file.path()));
            QVERIFY(suite.ok());
            const auto draft = draftOf(*suite);
            const auto back = suiteOf(draft);
            QVERIFY(back.ok());
            QVERIFY(*back == *suite);
            const auto read = draftFromJson(draftToJson(draft));
            QVERIFY(read.ok() && *read == draft);
            QVERIFY(soundPart(draft) == *suite);
            for (const auto& row : rowRemarks(draft).names)
                for (const auto& each : row)
                    QVERIFY(!each.wrong);
            ++seen;
        }
        QVERIFY(seen >= 4);
        QVERIFY(!draftFromJson("{}").ok());
        QVERIFY(!draftFromJson("[1").ok());
    }

    void eachMistakeIsOfItsRow_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("group");
        QTest::addColumn<QByteArray>("frequency");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("no name") << QByteArray() << QByteArray("big") << QByteArray()
                                 << QByteArray("no_name");
        QTest::newRow("no group") << QByteArray("Ada") << QByteArray() << QByteArray()
                                  << QByteArray("no_group");
        QTest::newRow("NUL") << QByteArray("A\0da", 4) << QByteArray("big") << QByteArray()
                             << QByteArray("control");
        QTest::newRow("line end") << QByteArray("A\nda") << QByteArray("big") << QByteArray()
                                  << QByteArray("control");
        for (const char* bad : {"many", "-1", "1,5", "nan", "inf", "1e999", "0x10", " 3", "3 "})
            QTest::newRow(bad) << QByteArray("Ada") << QByteArray("big") << QByteArray(bad)
                               << QByteArray("frequency_text");
        for (const char* good : {"", "0", "3", "2.5", "1e3"})
            QTest::newRow(qPrintable(QStringLiteral("good ") + QLatin1String(good)))
                << QByteArray("Ada") << QByteArray("big") << QByteArray(good) << QByteArray();
        for (const char* good : {"O'Neil", "van der Berg", "שרה", "李", "Zoë\xE2\x80\x8F"})
            QTest::newRow(good) << QByteArray(good) << QByteArray("big") << QByteArray()
                                << QByteArray();
    }
    void eachMistakeIsOfItsRow() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, group);
        QFETCH(QByteArray, frequency);
        QFETCH(QByteArray, code);
        auto draft = small();
        draft.names.insert(draft.names.begin() + 1,
            {name.toStdString(), group.toStdString(), frequency.toStdString(), "", "", ""});
        const auto rows = rowRemarks(draft).names;
        std::string wrong;
        for (const auto& each : rows[1])
            if (each.wrong)
                wrong += each.code;
        QCOMPARE(wrong, code.toStdString());
        const auto suite = suiteOf(draft);
        QCOMPARE(suite.ok(), code.isEmpty());
        QCOMPARE(soundPart(draft).names.size(), std::size_t(code.isEmpty() ? 3 : 2));
        // It is kept as it is, whatever it is.
        QVERIFY(*draftFromJson(draftToJson(draft)) == draft);
        if (!name.isEmpty() && !frequency.contains(' ')) // blanks around a cell are cut
            QVERIFY(*namesFromTable(draftNamesToCsv(draft)) == draft.names);
        const auto findings = draftFindings(draft, {}, 0);
        QCOMPARE(std::any_of(findings.begin(), findings.end(),
                     [&](const auto& each) {
                         return each.wrong && each.code == code.toStdString()
                             && each.rows == std::vector<std::size_t>{1};
                     }),
            !code.isEmpty());
    }

    void templatesNeedOneSlotAndAnId() {
        auto draft = small();
        draft.templates = {{"a", "nobody came"}, {"b", "{name} and {name}"}, {"", "{name} sat"},
            {"c", "{name} went"}, {"c", "{name} stood"}, {"d", "{name} went"}, {"e", ""},
            {"f", std::string("{name}\0", 7)}};
        const auto rows = rowRemarks(draft).templates;
        QCOMPARE(codes(rows[0]), Codes{"no_slot"});
        QCOMPARE(codes(rows[1]), Codes{"several_slots"});
        QCOMPARE(codes(rows[2]), Codes{"no_id"});
        QCOMPARE(codes(rows[3]), Codes{"same_id"});
        QCOMPARE(codes(rows[4]), Codes{"same_id"});
        QCOMPARE(codes(rows[5]), Codes{"duplicate"});
        QVERIFY(!rows[5].front().wrong);
        QCOMPARE(codes(rows[6]), Codes{"no_sentence"});
        QCOMPARE(codes(rows[7]), Codes{"control"});
        QVERIFY(!suiteOf(draft).ok());
        draft.templates = {{"a", "{name} went"}};
        QVERIFY(suiteOf(draft).ok());
        draft.templates.clear();
        QVERIFY(!suiteOf(draft).ok());
        QCOMPARE(draftFindings(draft).front().code, std::string("no_templates"));
    }

    // The remarks of rows and those of the linter are the same ones, counted.
    void rowsAgreeWithTheLinter() {
        const std::set<std::string, std::less<>> words{"rose", "will", "may"};
        const std::vector<std::string> names{
            "Rose", "Will", "May", "Ada", "A", "李", "came", "Bo", "Олег"};
        Philox rng(4);
        for (int round = 0; round < 200; ++round) {
            auto draft = small();
            draft.names.clear();
            for (int i = 0; i < 12; ++i) {
                DraftName name;
                name.text = names[rng.below(names.size())];
                name.group = rng.below(2) ? "big" : "small";
                if (rng.below(3))
                    name.frequency = std::to_string(rng.below(3));
                if (rng.below(3) == 0)
                    name.script = "Latin";
                draft.names.push_back(name);
            }
            const auto rows = rowRemarks(draft, words).names;
            const auto suite = suiteOf(draft);
            QVERIFY(suite.ok());
            std::map<std::pair<std::string, std::string>, std::uint64_t> counted;
            std::set<std::string> several;
            for (std::size_t i = 0; i < rows.size(); ++i)
                for (const auto& each : rows[i]) {
                    if (each.code == "several_groups")
                        several.insert(draft.names[i].text);
                    else
                        ++counted[{each.code, draft.names[i].group}];
                }
            for (const auto& remark : lintSuite(*suite, words, 20)) {
                const std::string& code = remark.code;
                if (code == "several_groups")
                    QCOMPARE(several.size(), remark.count);
                else if (code != "too_few" && code != "frequency" && code != "length")
                    QCOMPARE((counted[{code, remark.group}]), remark.count);
                counted.erase({code, remark.group});
            }
            for (const auto& [what, count] : counted)
                QCOMPARE(count, std::uint64_t(0));
            // Each finding names rows, and those rows bear it out.
            for (const auto& finding : draftFindings(draft, words, 20)) {
                QVERIFY(!finding.rows.empty());
                for (const auto row : finding.rows)
                    QVERIFY(finding.group.empty() || draft.names[row].group == finding.group);
            }
        }
    }

    void spreadsheetsArePasted() {
        const auto plain = namesFromTable("Ada\tbig\t10\tgiven\tLatin\nBea, B.\tsmall\n\n \t \n");
        QVERIFY(plain.ok());
        QCOMPARE(plain->size(), std::size_t(2));
        QVERIFY(((*plain)[0] == DraftName{"Ada", "big", "10", "given", "Latin", ""}));
        QCOMPARE((*plain)[1].text, std::string("Bea, B."));
        const auto head = namesFromTable(
            "\xEF\xBB\xBFGroup,Name,Frequency\r\nbig|small, Ada ,3\r\n,\"O\"\"x\",\r\n");
        QVERIFY(head.ok());
        QCOMPARE(head->size(), std::size_t(3));
        QVERIFY(((*head)[0] == DraftName{"Ada", "big", "3", "", "", ""}));
        QVERIFY(((*head)[1] == DraftName{"Ada", "small", "3", "", "", ""}));
        QVERIFY(((*head)[2] == DraftName{"O\"x", "", "", "", "", ""}));
        // What a table of another language is headed by.
        const auto other = namesFromTable("组\t名字\nbig\t李\n", {"名字", "组"});
        QVERIFY(other.ok() && other->size() == 1);
        QVERIFY((other->front() == DraftName{"李", "big", "", "", "", ""}));
        QVERIFY(!namesFromTable("\"open,big\n").ok());
        QCOMPARE(namesFromTable("A\xFF,big\n").error().code, ErrorCode::BadEncoding);
        QVERIFY(namesFromTable("")->empty());
        QVERIFY(namesFromTable("name,group\n")->empty());
        const auto cell = namesFromTable("\"two\nlines\"\tbig\n");
        QCOMPARE(cell->front().text, std::string("two\nlines"));
        auto draft = small();
        draft.names = *cell;
        QCOMPARE(codes(rowRemarks(draft).names[0]), Codes{"control"});
    }

    void sentencesArePasted() {
        const std::vector<SuiteTemplate> taken{{"t1", "x {name}"}, {"t3", "y {name}"}};
        const auto lines =
            templatesFromTable("{name}, you are late.\r\n\nI saw {name}, then\n", taken);
        QVERIFY(lines.ok());
        QCOMPARE(lines->size(), std::size_t(2));
        QVERIFY(((*lines)[0] == SuiteTemplate{"t4", "{name}, you are late."}));
        QVERIFY((*lines)[0].id != (*lines)[1].id);
        for (const auto& each : *lines)
            QVERIFY(each.id != "t1" && each.id != "t3");
        const auto table =
            templatesFromTable("id,text\nt1,\"Yes, {name}\"\nown,{name} ran\n", taken);
        QVERIFY(table.ok());
        QCOMPARE((*table)[0].text, std::string("Yes, {name}"));
        QVERIFY((*table)[0].id != "t1");
        QCOMPARE((*table)[1].id, std::string("own"));
        const auto tabs = templatesFromTable("a\tOh, {name}\n", taken);
        QVERIFY((tabs->front() == SuiteTemplate{"a", "Oh, {name}"}));
        QVERIFY(!templatesFromTable("\"open", taken).ok());
    }

    // CSV keeps every digit, with a point, in a program of any locale.
    void csvDoesNotKnowTheLocale() {
        const std::string before = setlocale(LC_NUMERIC, nullptr);
        for (const char* locale : {"C", "de_DE.UTF-8", "fr_FR.UTF-8"}) {
            setlocale(LC_NUMERIC, locale); // stays as it is where the machine lacks it
            auto suite = *suiteOf(small());
            suite.names[0].frequency = 0.1;
            suite.names[1].frequency = 1234567.875;
            const auto back = namesFromCsv(namesToCsv(suite));
            QVERIFY(back.ok());
            QVERIFY(*back == suite.names);
            QVERIFY(namesToCsv(suite).find("0.1,") != std::string::npos);
            QVERIFY(*namesFromTable(namesToCsv(suite)) == draftOf(suite).names);
            QCOMPARE(draftNamesToCsv(draftOf(suite)), namesToCsv(suite));
        }
        setlocale(LC_NUMERIC, before.c_str());
    }
};

QTEST_APPLESS_MAIN(TestSuiteDraft)
#include "tst_suite_draft.moc"
