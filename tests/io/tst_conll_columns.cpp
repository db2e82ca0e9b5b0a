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
};

QTEST_GUILESS_MAIN(TstConllColumns)
#include "tst_conll_columns.moc"
