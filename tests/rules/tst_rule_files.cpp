// SPDX-License-Identifier: GPL-3.0-or-later
// Files of rules: what is taken, what is listed, what is refused.
#include "core/app/rules/rule_set.h"
#include "core/base/files.h"
#include "core/rules/rule_file.h"
#include "core/store/reader.h"
#include "tests/store/support.h"

using namespace evenspan;
using namespace evenspan::rules;

namespace {

Result<RuleFile> read(
    const QByteArray& content, const char* name = "names.csv", RuleFileOptions options = {}) {
    QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.path().toStdString()) / name;
    if (!writeFileAtomic(path, content.toStdString()))
        qFatal("not written");
    return readRuleFile(path, std::move(options));
}

QStringList phrasesOf(const FileRule& rule) {
    QStringList out;
    for (const std::string& phrase : std::get<Gazetteer>(rule.rule.body).phrases)
        out << QString::fromStdString(phrase);
    return out;
}

// "LABEL: phrase, phrase; …" of all rules.
QString show(const RuleFile& file) {
    QStringList out;
    for (const FileRule& rule : file.rules) {
        QStringList entries;
        if (const auto* tokens = std::get_if<TokenPatterns>(&rule.rule.body)) {
            for (const TokenPattern& pattern : tokens->patterns)
                entries << QString::fromStdString(patternText(pattern));
        } else {
            entries = phrasesOf(rule);
        }
        out << QString::fromStdString(rule.rule.label) + QStringLiteral(": ")
                + entries.join(QStringLiteral(", "));
    }
    return out.join(QStringLiteral("; "));
}

QString lost(const RuleFile& file) {
    QStringList out;
    for (const std::string& line : file.report.lost)
        out << QString::fromStdString(line);
    return out.join(QStringLiteral("; "));
}

} // namespace

class TstRuleFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tables_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("rules");
        QTest::addColumn<QString>("listed");
        const auto row = [](const char* title, const char* content, const char* rules,
                             const char* listed = "", const char* name = "names.csv") {
            QTest::newRow(title) << QByteArray(content) << QByteArray(name)
                                 << QString::fromUtf8(rules) << QString::fromUtf8(listed);
        };
        row("phrase and label", "phrase,label\nAcme,ORG\nUlm,LOC\nGlobex,ORG\n",
            "LOC: Ulm; ORG: Acme, Globex");
        row("label first", "Label,Name\nORG,Acme\n", "ORG: Acme");
        row("no head", "Acme,ORG\nUlm,LOC\n", "LOC: Ulm; ORG: Acme");
        row("further columns", "id,term,note,type\n1,Acme,x,ORG\n", "ORG: Acme");
        row("a mark and line ends of Windows", "\xEF\xBB\xBFphrase,label\r\nAcme,ORG\r\n",
            "ORG: Acme");
        row("quotes",
            "phrase,label\n\"Acme, Inc.\",ORG\n\"the \"\"Old\"\" Mill\",ORG\n5\" disk,ORG\n",
            "ORG: Acme, Inc., the \"Old\" Mill, 5\" disk");
        row("a line end in quotes", "phrase,label\n\"New\nYork\",LOC\nUlm,LOC\n",
            "LOC: New\nYork, Ulm");
        row("tabs", "phrase\tlabel\nAcme, Inc.\tORG\n", "ORG: Acme, Inc.", "", "names.tsv");
        row("semicolons", "phrase;label\nAcme, Inc.;ORG\n", "ORG: Acme, Inc.");
        row("blanks around", "phrase , label\n  Acme , ORG\n", "ORG: Acme");
        row("empty fields", "phrase,label\n,ORG\nAcme,\n\"\",LOC\n,\n\nUlm,LOC\n", "LOC: Ulm",
            "line 2: the phrase is empty; line 3: there is no label; line 4: the phrase is empty");
        row("too few columns", "phrase,label\nAcme\nUlm,LOC\n", "LOC: Ulm",
            "line 2: there is no label");
        row("too many columns", "phrase,label\nAcme, Inc.,ORG\nUlm,LOC\n", "LOC: Ulm",
            "line 2: there are more columns than in the first line");
        row("the same twice", "phrase,label\nAcme,ORG\nACME,ORG\nAcme,LOC\n",
            "LOC: Acme; ORG: Acme");
        row("Chinese heads",
            "\xE8\xAF\x8D,\xE6\xA0\x87\xE7\xAD\xBE\n\xE5\x8C\x97\xE4\xBA\xAC,LOC\n",
            "LOC: \xE5\x8C\x97\xE4\xBA\xAC");
    }
    void tables() {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, name);
        QFETCH(QString, rules);
        QFETCH(QString, listed);
        const auto file = read(content, name.constData());
        QVERIFY2(file.ok(), file.ok() ? "" : file.error().text().c_str());
        QCOMPARE(show(*file), rules);
        QCOMPARE(lost(*file), listed);
        QCOMPARE(file->report.format, std::string("table"));
    }

    void aListWithoutLabels() {
        RuleFileOptions options;
        options.label = "ORG";
        options.matchCase = true;
        options.wholeWord = false;
        const auto file = read("Acme, Inc.\nGlobex\n\n", "firms.txt", options);
        QVERIFY(file.ok());
        QCOMPARE(show(*file), QStringLiteral("ORG: Acme, Inc., Globex"));
        QCOMPARE(file->rules[0].rule.name, std::string("firms"));
        const auto& body = std::get<Gazetteer>(file->rules[0].rule.body);
        QVERIFY(body.matchCase && !body.wholeWord);
        // One case: ACME is another phrase then.
        QCOMPARE(
            show(*read("Acme\nACME\n", "firms.txt", options)), QStringLiteral("ORG: Acme, ACME"));
    }

    void refused_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("where");
        const auto row = [](const char* title, const QByteArray& content, ErrorCode code,
                             const char* where, const char* name = "names.csv") {
            QTest::newRow(title) << content << QByteArray(name) << int(code) << QByteArray(where);
        };
        row("empty", "", ErrorCode::Empty, "names.csv");
        row("no phrase at all", "phrase,label\n,ORG\n,LOC\n", ErrorCode::Empty, "line 2");
        row("no label at all", "Acme\nGlobex\n", ErrorCode::Empty, "no label");
        row("an open quotation", "phrase,label\nUlm,LOC\n\"Acme,ORG\nGlobex,ORG\n",
            ErrorCode::BadFormat, "line 3");
        row("an open quotation in a long file",
            "phrase,label\n\"Acme,ORG\n" + QByteArray("x,LOC\n").repeated(50000),
            ErrorCode::BadFormat, "line 2");
        row("not UTF-8", "phrase,label\nUlm,LOC\nZ\xFCrich,LOC\n", ErrorCode::BadEncoding,
            "line 3");
        row("a NUL", QByteArray("phrase,label\nU\0m,LOC\n", 20), ErrorCode::BadFormat, "line 2");
        row("half a JSON line", "{\"label\":\"ORG\",\"pattern\":\"Acme\"}\n{\"label\":\n",
            ErrorCode::BadFormat, "line 2", "patterns.jsonl");
        row("a JSON list", "[{\"label\":\"ORG\"}]", ErrorCode::BadFormat, "line 1",
            "patterns.json");
        row("a newer version", "{\"format\":\"evenspan-rules\",\"version\":99}\n",
            ErrorCode::TooNew, "line 1", "rules.jsonl");
        row("an own file without a rule", "{\"format\":\"evenspan-rules\",\"version\":1}\n",
            ErrorCode::Empty, "rules.jsonl", "rules.jsonl");
        row("an own rule that is none",
            "{\"format\":\"evenspan-rules\",\"version\":1}\n{\"name\":\"a\",\"label\":\"B\","
            "\"kind\":\"regex\",\"pattern\":\"(\",\"match_case\":true,\"group\":0}\n",
            ErrorCode::BadFormat, "line 2", "rules.jsonl");
    }
    void refused() {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, name);
        QFETCH(int, code);
        QFETCH(QByteArray, where);
        const auto file = read(content, name.constData());
        QVERIFY(!file.ok());
        QVERIFY2(int(file.error().code) == code, file.error().text().c_str());
        QVERIFY2(QByteArray::fromStdString(file.error().where).contains(where),
            file.error().text().c_str());
        QVERIFY(!file.error().remedy.empty());
    }

    void noFileAndAFolder() {
        QTemporaryDir folder;
        QCOMPARE(readRuleFile(folder.path().toStdString() + "/absent.csv", {}).error().code,
            ErrorCode::NotFound);
        QCOMPARE(
            readRuleFile(folder.path().toStdString(), {}).error().code, ErrorCode::InvalidArgument);
    }

    void patternFiles() {
        const auto file = read(R"({"label":"ORG","pattern":"Acme Inc"}
{"label":"ORG","pattern":[{"lower":"acme"},{"IS_DIGIT":true,"OP":"?"}]}
{"label":"LOC","pattern":[{"SHAPE":{"IN":["Xxxxx","Xxx"]}},{"LENGTH":{">=":2,"<":6}},{"orth":"Bay","op":"+"}]}

{"label":"ORG","pattern":[{"POS":"NOUN"}]}
{"label":"ORG","pattern":[{"lower":{"FUZZY":"acme"}}]}
{"label":"ORG","pattern":[{"lower":"a","OP":"!?"}]}
{"label":"ORG","pattern":[{"PREFIX":"ab"}]}
{"label":"ORG","pattern":[{"SUFFIX":"ing","is_title":true,"OP":"{2,3}"}]}
{"label":"ORG","pattern":[]}
{"label":"ORG","pattern":7}
{"pattern":"Globex"}
{"label":"ORG"}
["ORG"]
{"label":"ORG","pattern":"Acme Inc","id":"a1"}
{"label":"ORG","pattern":[{"IS_ALPHA":"yes"}]}
{"label":"ORG","pattern":[{"OP":"*"}]}
)",
            "patterns.jsonl");
        QVERIFY2(file.ok(), file.ok() ? "" : file.error().text().c_str());
        QCOMPARE(file->report.format, std::string("prodigy"));
        QCOMPARE(show(*file),
            QStringLiteral("LOC: [shape=Xxxxx|Xxx] [length=2-5] [text=Bay]+; ORG: Acme Inc; "
                           "ORG: [lower=acme] [digits]?, [suffix=ing title]{2,3}"));
        const QStringList listed = lost(*file).split(QStringLiteral("; "));
        const QStringList wanted{
            QStringLiteral("line 5: POS asks for the parts of speech, which no tagger here knows: "
                           "[{\"POS\":\"NOUN\"}]"),
            QStringLiteral("line 6: LOWER with FUZZY cannot be represented: "
                           "[{\"lower\":{\"FUZZY\":\"acme\"}}]"),
            QStringLiteral(
                "line 7: the operator !? cannot be represented: [{\"OP\":\"!?\",\"lower\":\"a\"}]"),
            QStringLiteral("line 8: PREFIX of 2 characters fits no token: [{\"PREFIX\":\"ab\"}]"),
            QStringLiteral("line 10: The pattern has no token"),
            QStringLiteral("line 11: the pattern is neither a text nor a list of tokens: 7"),
            QStringLiteral("line 12: there is no label"),
            QStringLiteral("line 13: there is no pattern"),
            QStringLiteral("line 14: there is no label"),
            QStringLiteral("line 16: IS_ALPHA is neither true nor false: [{\"IS_ALPHA\":\"yes\"}]"),
            QStringLiteral("line 17: The pattern needs no token at all")};
        QCOMPARE(listed, wanted);
        QCOMPARE(file->report.duplicates, std::uint64_t(1));
        QCOMPARE(file->report.entries, std::uint64_t(4));
        QCOMPARE(file->report.lostLines, std::uint64_t(11));
        // Every line that is not blank is an entry, a double or listed: nothing goes unseen.
        QCOMPARE(file->report.entries + file->report.duplicates + file->report.lostLines,
            file->report.lines - 1);
        QVERIFY(std::get<Gazetteer>(file->rules[1].rule.body).matchCase);
        QCOMPARE(file->rules[1].rule.name, std::string("patterns: ORG"));
        QCOMPARE(file->rules[2].rule.name, std::string("patterns: ORG (patterns)"));
        QCOMPARE(file->report.warnings.size(), std::size_t(2));
        QVERIFY(file->report.warnings[0].starts_with("1 pattern asks for parts of speech"));
    }

    // What spaCy's token patterns say, in the words of a rule.
    void tokenKeys_data() {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("pattern"); // empty: it is left out
        const auto row = [](const char* token, const char* pattern) {
            QTest::newRow(token) << QByteArray(token).replace('\'', '"')
                                 << QString::fromUtf8(pattern);
        };
        row("{'lower':{'REGEX':'^a.*'}}", "[lower~^a.*]");
        row("{'TEXT':{'REGEX':'(?P<n>a)(?P=n){,2}\\\\Z'}}", "[text~(?<n>a)\\k<n>{0,2}\\z]");
        row("{'TEXT':{'REGEX':'^\\\\w[^\\\\W]'}}",
            "[text~\"^[\\\\p{L}\\\\p{N}_][^[^\\\\p{L}\\\\p{N}_]]\"]");
        row("{'TEXT':{'REGEX':'a{}[]&&[]'}}", "[text~\"a\\\\{\\\\}[\\\\]\\\\&\\\\&\\\\[]\"]");
        row("{'TEXT':{'REGEX':{'IN':['a','b|c']}}}", "[text~\"(?:a)|(?:b|c)\"]");
        row("{'TEXT':{'REGEX':{'NOT_IN':['a']}}}", "[text~\"\\\\A(?![\\\\s\\\\S]*(?:a))\"]");
        row("{'LOWER':{'NOT_IN':['a','b']},'OP':'!'}", "![lower!=a|b]");
        row("{'LOWER':{'IN':['a','b'],'NOT_IN':['b']}}", "[lower=a|b lower!=b]");
        row("{'LOWER':{'INTERSECTS':['a'],'IS_SUBSET':['a','b']}}", "[lower=a]");
        row("{'LENGTH':{'!=':3,'>':1}}", "[length=2- length!=3]");
        row("{'LENGTH':{'IN':[2,5]}}", "[length=2-5 length!=3|4]");
        row("{'LENGTH':{'NOT_IN':[4,2,0]}}", "[length!=2|4]");
        row("{'LENGTH':{'<=':2,'>=':3}}", "");
        row("{'LENGTH':0}", "");
        row("{'PREFIX':{'IN':['a','(']}}", "[text~\"\\\\Aa|\\\\A\\\\(\"]");
        row("{'SUFFIX':'ed'}", "[text~\\Aed\\z]");
        row("{'IS_LEFT_PUNCT':true,'IS_QUOTE':false,'IS_ASCII':true}", "[ascii quote=no opening]");
        row("{'IS_SPACE':true,'OP':'*'},{'IS_CURRENCY':true}", "[blank]* [currency]");
        row("{'TEXT':'a','ORTH':'b'}", "");
        row("{'LOWER':{'IN':[]}}", "");
        row("{'LOWER':{'FUZZY1':'a'}}", "");
        row("{'TEXT':{'REGEX':'('}}", "");
        row("{'LIKE_URL':true}", "");
        row("{'LIKE_NUM':true}", "");
        row("{'_':{'a':1}}", "");
        row("{'IS_SENT_START':true}", "");
        row("{'colour':'red'}", "");
    }
    void tokenKeys() {
        QFETCH(QByteArray, token);
        QFETCH(QString, pattern);
        const auto file = read(
            "{\"label\":\"A\",\"pattern\":[" + token + "]}\n{\"label\":\"A\",\"pattern\":\"x\"}\n",
            "patterns.jsonl");
        QVERIFY2(file.ok(), file.ok() ? "" : file.error().text().c_str());
        QCOMPARE(file->report.lostLines, std::uint64_t(pattern.isEmpty()));
        QCOMPARE(show(*file),
            pattern.isEmpty() ? QStringLiteral("A: x") : QStringLiteral("A: x; A: ") + pattern);
    }

    void aMillionEntries() {
        QByteArray content("phrase,label\n");
        for (int i = 0; i < 1000000; ++i)
            content += "Depot " + QByteArray::number(i) + (i % 2 ? ",ORG\n" : ",LOC\n");
        content += "depot 7,ORG\n";
        const auto file = read(content);
        QVERIFY(file.ok());
        QCOMPARE(file->report.entries, std::uint64_t(1000000));
        QCOMPARE(file->report.duplicates, std::uint64_t(1));
        QCOMPARE(file->rules.size(), std::size_t(2));
        QCOMPARE(entryCount(file->rules[1].rule), std::size_t(500000));
    }

    void manyBadLinesAreAllCounted() {
        QByteArray content("phrase,label\nUlm,LOC\n");
        for (int i = 0; i < 3000; ++i)
            content += ",LOC\n";
        const auto file = read(content);
        QVERIFY(file.ok());
        QCOMPARE(file->report.lostLines, std::uint64_t(3000));
        QCOMPARE(file->report.lost.size(), std::size_t(1001));
        QCOMPARE(file->report.lost.back(), std::string("2000 further lines"));
    }

    void aStopEndsTheReading() {
        std::stop_source stop;
        stop.request_stop();
        const NextLine endless = [](std::string_view& line) -> Result<bool> {
            line = "Acme,ORG";
            return true;
        };
        QCOMPARE(
            readRules(endless, "x.csv", {}, stop.get_token()).error().code, ErrorCode::Cancelled);
    }

    // Out of one project and into another: equal, name, switch and all.
    void exportAndImportAreEqual() {
        QTemporaryDir folder;
        auto from = std::move(*store::Project::create(store::inFolder(folder, "a.evenspan")));
        const std::vector<FileRule> all{
            {{"names", "ORG", Gazetteer{{"Acme", "\xE5\x8C\x97\xE4\xBA\xAC", "a\tb"}, true, false}},
                true},
            {{"numbers", "NO", Expression{"(\\d+)\\s\"", 1, false}}, false},
            {{"tokens", "ORG",
                 TokenPatterns{
                     {*patternFromText("acme [shape=Xx]+"), *patternFromText("[digits]{2}")}}},
                true}};
        EVENSPAN_OK(addRules(*from->writer(), "Import rules", all));
        const auto path = store::inFolder(folder, "rules.jsonl");
        QCOMPARE(*exportRules(**from->reader(), path), std::int64_t(3));
        const auto file = readRuleFile(path, {});
        QVERIFY2(file.ok(), file.ok() ? "" : file.error().text().c_str());
        QVERIFY(file->rules == all);
        QCOMPARE(file->report.format, std::string("evenspan"));
        QCOMPARE(file->report.entries, std::uint64_t(6));

        auto into = std::move(*store::Project::create(store::inFolder(folder, "b.evenspan")));
        const auto reader = *into->reader();
        QCOMPARE(
            *addRules(*into->writer(), "Import rules", file->rules), (RuleImportOutcome{3, 0, 0}));
        QCOMPARE(
            *addRules(*into->writer(), "Import rules", file->rules), (RuleImportOutcome{0, 0, 3}));
        QCOMPARE(*reader->undoName(), std::string("Import rules"));
        std::vector<FileRule> changed = file->rules;
        std::get<Gazetteer>(changed[0].rule.body).phrases.push_back("Globex");
        QCOMPARE(*addRules(*into->writer(), "Import again", changed), (RuleImportOutcome{0, 1, 2}));
        const auto listed = *listRules(*reader);
        QCOMPARE(listed.size(), std::size_t(3));
        QCOMPARE(listed[0].head, (store::RuleHead{1, "names", "ORG", "gazetteer", 4, true, false}));
        QCOMPARE(listed[1].head, (store::RuleHead{2, "numbers", "NO", "regex", 1, false, false}));
        QCOMPARE(listed[2].head, (store::RuleHead{3, "tokens", "ORG", "tokens", 2, true, false}));
        QVERIFY(!listed[0].precision);
        QCOMPARE(reader->labels()->size(), std::size_t(2)); // made with the rules
        QVERIFY(*into->writer()->undo());
        QCOMPARE(listRules(*reader)->at(0).head.entries, std::int64_t(3));
        QVERIFY(*into->writer()->undo());
        QVERIFY(listRules(*reader)->empty());
        QVERIFY(*into->writer()->redo());
        QCOMPARE(listRules(*reader)->size(), std::size_t(3));
    }

    // Switching writes nothing of the list, and its undo brings back all of it.
    void switchesAndArchives() {
        QTemporaryDir folder;
        auto project = std::move(*store::Project::create(store::inFolder(folder, "a.evenspan")));
        auto& writer = *project->writer();
        const auto reader = *project->reader();
        const Rule rule{"names", "ORG", Gazetteer{{"Acme", "Globex"}, false, true}};
        const auto id = *saveRule(writer, 0, rule, true);
        QCOMPARE(*reader->undoName(), std::string("Add rule names"));
        store::Annotations rules(writer);
        EVENSPAN_OK(rules.switchRule(id, false, false));
        QCOMPARE(*reader->undoName(), std::string("Switch off rule names"));
        QVERIFY(loadRules(*reader)->empty());
        const auto history = *reader->history({}, 1);
        QVERIFY(history[0].payload.find("Acme") == std::string::npos);
        EVENSPAN_OK(rules.switchRule(id, true, true));
        QCOMPARE(*reader->undoName(), std::string("Archive rule names"));
        QVERIFY(listRules(*reader)->empty());
        QCOMPARE(listRules(*reader, true)->size(), std::size_t(1));
        // Its name is free meanwhile, and it cannot come back beside another.
        const auto other = *saveRule(writer, 0, rule, true);
        QCOMPARE(rules.switchRule(id, true, false).error().code, ErrorCode::AlreadyExists);
        EVENSPAN_OK(rules.switchRule(other, true, true));
        EVENSPAN_OK(rules.switchRule(id, true, false));
        QCOMPARE(rules.switchRule(99, true, true).error().code, ErrorCode::NotFound);
        QVERIFY(loadRules(*reader)->at(0).rule == rule);
        while (*writer.undo()) { }
        QVERIFY(listRules(*reader, true)->empty());
        while (*writer.redo()) { }
        QVERIFY(loadRules(*reader)->at(0).rule == rule);
        QCOMPARE(loadRules(*reader)->at(0).id, id);
        QCOMPARE(saveRule(writer, 0, {"bad", "ORG", Expression{"(", true, 0}}, true).error().code,
            ErrorCode::InvalidArgument);
        QVERIFY((*project->check(true)).ok);
    }
};

QTEST_APPLESS_MAIN(TstRuleFiles)
#include "tst_rule_files.moc"
