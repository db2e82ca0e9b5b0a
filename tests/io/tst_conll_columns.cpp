// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/conll_layout.h"
#include "tests/io/io_cases.h"

#include <QTemporaryDir>

using namespace evenspan;

// Which column of a file with several holds the labels.
class TstConllColumns : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    std::size_t tagColumn(const std::string& lines) {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "a.conll";
        test::writeBytes(path, lines);
        const auto layout = io::findConllLayout(path);
        return layout && layout->tagColumn ? *layout->tagColumn + 1 : 0;
    }

    struct Read {
        Result<io::ImportReport> report;
        test::CollectingSink sink;
    };
    Read read(const std::string& lines, const std::string& label, const char* ending = ".conll") {
        const auto path =
            std::filesystem::path(m_folder.path().toStdString()) / (std::string("b") + ending);
        test::writeBytes(path, lines);
        io::ImportOptions options;
        if (!label.empty())
            options.settings["label"] = label;
        Read out{Error{}, {}};
        out.report = io::importFiles(std::span(&path, 1), options, out.sink);
        return out;
    }
    static const io::Finding* labelIn(const io::ImportReport& report) {
        for (const auto& finding : report.found)
            if (finding.what == "label")
                return &finding;
        return nullptr;
    }

private Q_SLOTS:
    // Word, lemma, part of speech, chunk, name: there are more chunks than names.
    void germanHasALemma() {
        QCOMPARE(tagColumn("-DOCSTART- -X- -X- -X- O\n\nIn in APPR I-PC O\nUlm Ulm NE B-NC I-LOC\n"
                           "traf treffen VVFIN I-VC O\nMira Mira NE I-NC I-PER\n\n"
                           "Die die ART I-NC O\nAutos Auto NN I-NC O\n"),
            std::size_t(5));
    }
    void englishHasNone() {
        QCOMPARE(tagColumn("-DOCSTART- -X- O O\n\nMira NNP I-NP I-PER\nmet VBD I-VP O\n"
                           "a DT I-NP O\nman NN I-NP O\n"),
            std::size_t(4));
        // Nobody is named in the first sentences.
        QCOMPARE(tagColumn("It PRP B-NP O\nrains VBZ B-VP O\n"), std::size_t(4));
    }
    void chunksAloneAreLabels() {
        QCOMPARE(tagColumn("It PRP B-NP\nrains VBZ B-VP\n"), std::size_t(3));
    }
    // Names and, after them, names inside names.
    void theFullerOfTwoIsTaken() {
        QCOMPARE(tagColumn("Bank\tB-ORG\tO\nof\tI-ORG\tO\nUlm\tI-ORG\tB-LOC\n"), std::size_t(2));
    }

    // Another column than the one that was found, or none.
    void theColumnIsAnswered() {
        const std::string lines = "Mira NNP B-NP B-PER\nmet VBD B-VP O\na DT B-NP O\n"
                                  "man NN I-NP O\n";
        const auto found = read(lines, {});
        QVERIFY(found.report.ok());
        QCOMPARE(found.sink.documents.at(0).spans.size(), std::size_t(1));
        const auto* label = labelIn(*found.report);
        QVERIFY(label);
        QCOMPARE(label->value, std::string("4"));
        QVERIFY((label->others == std::vector<std::string>{"2", "3", "4", "none"}));
        const auto chunks = read(lines, "3");
        QVERIFY(chunks.report.ok());
        QCOMPARE(chunks.sink.documents.at(0).spans.size(), std::size_t(3));
        QCOMPARE(labelIn(*chunks.report)->why, std::string("asked for"));
        const auto none = read(lines, "none");
        QVERIFY(none.report.ok());
        QVERIFY(none.sink.documents.at(0).spans.empty());
        QVERIFY(none.sink.documents.at(0).state == DocumentState::Unseen);
        // Parts of speech are no tags.
        const auto speech = read(lines, "2");
        QVERIFY(!speech.report.ok());
        QCOMPARE(int(speech.report.error().code), int(ErrorCode::BadFormat));
        for (const char* wrong : {"1", "0", "5", "x", "-1", "3 "}) {
            const auto refused = read(lines, wrong);
            QVERIFY2(!refused.report.ok(), wrong);
            QCOMPARE(int(refused.report.error().code), int(ErrorCode::InvalidArgument));
            QVERIFY(refused.report.error().remedy.find("from 2 to 4") != std::string::npos);
        }
        // Two columns leave nothing to choose from.
        const auto two = read("Mira B-PER\nmet O\n", {});
        QVERIFY(two.report.ok() && !labelIn(*two.report));
    }

    // What other formats offer in place of what they found.
    void otherColumnsAreOffered() {
        const auto rows = read(
            R"({"tokens":["Mira","met"],"ner_tags":["B-PER","O"],"pos":["X","Y"],"chunk":["B-NP","O"]})"
            "\n",
            {}, ".json");
        QVERIFY(rows.report.ok());
        const auto* label = labelIn(*rows.report);
        QVERIFY(label && label->value == "ner_tags");
        QVERIFY((label->others == std::vector<std::string>{"chunk", "ner_tags", "pos", "none"}));
        const auto tasks = read(R"([{"data":{"title":"a","body":"Mira met"},"annotations":[]},)"
                                R"({"data":{"body":"Mira","more":"x"},"annotations":[]}])",
            {}, ".json");
        QVERIFY(tasks.report.ok());
        std::size_t texts = 0;
        for (const auto& finding : tasks.report->found)
            if (finding.what == "text") {
                ++texts;
                QCOMPARE(finding.value, std::string("body"));
                QVERIFY((finding.others == std::vector<std::string>{"body", "title"}));
            }
        QCOMPARE(texts, std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TstConllColumns)
#include "tst_conll_columns.moc"
