// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/schema/tag_scheme.h"
#include "tests/schema/tsv.h"

#include <QTest>

using namespace evenspan;
using test::show;

namespace {

std::vector<std::string> words(const char* text) {
    return test::words(QString::fromUtf8(text));
}

// Random mentions without overlap in a sentence of `tokens` tokens.
std::vector<Mention> randomMentions(Philox& rng, std::uint32_t tokens) {
    std::vector<Mention> out;
    for (std::uint32_t at = 0; at < tokens;) {
        const auto size = static_cast<std::uint32_t>(1 + rng.below(3));
        if (rng.below(2) == 0 && at + size <= tokens) {
            out.push_back({at, at + size, rng.below(2) == 0 ? "PER" : "A-B"});
            at += size;
        } else {
            ++at;
        }
    }
    return out;
}

} // namespace

class TstTagScheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void names() {
        for (const auto scheme : kAllTagSchemes)
            QCOMPARE(tagSchemeFromName(tagSchemeName(scheme)), std::optional(scheme));
        QCOMPARE(tagSchemeFromName("bio"), std::optional(TagScheme::Iob2));
        QCOMPARE(tagSchemeFromName("bioes"), std::optional(TagScheme::Iobes));
        QVERIFY(!tagSchemeFromName("XYZ"));
    }

    void splits() {
        QCOMPARE(splitTag("B-A-B").label, std::string_view("A-B"));
        QCOMPARE(splitTag("B").label, std::string_view("_"));
        QCOMPARE(splitTag("O").prefix, 'O');
        QCOMPARE(splitTag("").prefix, 'O');
        for (const char* tag : {"B-A-B", "B", "I-x"})
            QCOMPARE(writeTag(splitTag(tag).prefix, splitTag(tag).label), std::string(tag));
    }

    void reads_data() {
        QTest::addColumn<QString>("tags");
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("lenient");
        QTest::addColumn<QString>("strict");
        for (const auto& row : test::rows("schema/tag_readings.tsv", 4))
            QTest::newRow(qPrintable(row[0] + QStringLiteral(": ") + row[1]))
                << row[1] << row[0] << row[2] << row[3];
    }

    void reads() {
        QFETCH(QString, tags);
        QFETCH(QString, scheme);
        QFETCH(QString, lenient);
        QFETCH(QString, strict);
        const auto sequence = words(tags.toUtf8().constData());
        const auto kind = *tagSchemeFromName(scheme.toStdString());
        QCOMPARE(show(mentionsFromTags(sequence, kind, Reading::Lenient)), lenient);
        QCOMPARE(show(mentionsFromTags(sequence, kind, Reading::Strict)), strict);
    }

    void everySchemeKeepsMentions() {
        Philox rng(5);
        for (int round = 0; round < 2000; ++round) {
            const auto tokens = static_cast<std::uint32_t>(rng.below(12));
            const auto mentions = randomMentions(rng, tokens);
            for (const auto scheme : kAllTagSchemes) {
                if (scheme == TagScheme::Io)
                    continue;
                const auto tags = tagsFromMentions(mentions, tokens, scheme);
                std::vector<TagRepair> repairs;
                QCOMPARE(show(mentionsFromTags(tags, scheme, Reading::Lenient, &repairs)),
                    show(mentions));
                QCOMPARE(show(mentionsFromTags(tags, scheme, Reading::Strict)), show(mentions));
                QVERIFY(repairs.empty());
                for (std::size_t i = 0; i <= tags.size(); ++i)
                    QVERIFY(followsIn(
                        scheme, i > 0 ? tags[i - 1] : "O", i < tags.size() ? tags[i] : "O"));
            }
        }
    }

    void ioSaysWhatItMelts() {
        const std::vector<Mention> mentions{{0, 1, "A"}, {1, 3, "A"}, {3, 4, "B"}};
        std::vector<Mention> lost;
        const auto tags = tagsFromMentions(mentions, 4, TagScheme::Io, &lost);
        QCOMPARE(show(lost), QStringLiteral("A[1,3)"));
        QCOMPARE(show(mentionsFromTags(tags, TagScheme::Io)), QStringLiteral("A[0,3) B[3,4)"));
    }

    void overlapsAndBadRangesAreListed() {
        const std::vector<Mention> mentions{{0, 2, "A"}, {1, 3, "B"}, {3, 3, "C"}, {3, 9, "D"}};
        std::vector<Mention> lost;
        const auto tags = tagsFromMentions(mentions, 4, TagScheme::Iob2, &lost);
        QCOMPARE(lost.size(), std::size_t{3});
        QCOMPARE(tags, words("B-A I-A O O"));
    }

    void repairsAreListedWithTheirPlace() {
        std::vector<TagRepair> repairs;
        mentionsFromTags(
            words("O I-PER I-PER O I-LOC"), TagScheme::Iob2, Reading::Lenient, &repairs);
        QCOMPARE(repairs.size(), std::size_t{2});
        QCOMPARE(repairs[0].token, 1u);
        QCOMPARE(repairs[0].tag, std::string("I-PER"));
        QCOMPARE(repairs[0].readAs, std::string("B-PER"));
        QCOMPARE(repairs[1].token, 4u);
    }

    void detectsTheSchemeThatWrote() {
        Philox rng(9);
        for (const auto scheme : kAllTagSchemes) {
            SchemeDetector detector;
            for (int i = 0; i < 300; ++i) {
                const auto mentions = randomMentions(rng, 12);
                detector.add(tagsFromMentions(mentions, 12, scheme));
            }
            // Without a B the letters of IO are those of IOB1, which reads them alike.
            const auto expected = scheme == TagScheme::Io ? TagScheme::Iob1 : scheme;
            QCOMPARE(detector.best(), std::optional(expected));
            QCOMPARE(detector.ranking().front().violations, std::uint64_t{0});
        }
    }

    void detectsBrokenIob2() {
        SchemeDetector detector;
        for (int i = 0; i < 50; ++i)
            detector.add(words("B-A I-A O B-B O"));
        detector.add(words("O I-A O"));
        QCOMPARE(detector.best(), std::optional(TagScheme::Iob2));
        QCOMPARE(detector.ranking().front().violations, std::uint64_t{1});
    }

    // Counted by what each pair of neighbours breaks, and repairs by writing the tags anew.
    void countsAndRepairsAgreeWithAPlainLoop() {
        static const std::array pieces{"O", "O", "O", "B-A", "I-A", "E-A", "S-A", "L-A", "U-A",
            "M-A", "B-B", "I-B", "I", "B", "X-A", "O-A", "", "B-", "I-_"};
        Philox rng(19);
        for (int round = 0; round < 400; ++round) {
            SchemeDetector detector;
            std::array<std::uint64_t, kAllTagSchemes.size()> expected{};
            std::uint64_t labelled = 0;
            for (int sentence = 0; sentence < 5; ++sentence) {
                std::vector<std::string> tags;
                // Some from few letters, so that some scheme covers them.
                const auto kinds = round % 2 == 0 ? 5u : std::uint32_t(pieces.size());
                for (auto n = rng.below(12); n > 0; --n)
                    tags.emplace_back(pieces[rng.below(kinds)]);
                detector.add(tags);
                for (std::size_t i = 0; i <= tags.size(); ++i)
                    for (std::size_t s = 0; s < expected.size(); ++s)
                        expected[s] += !followsIn(kAllTagSchemes[s], i > 0 ? tags[i - 1] : "O",
                            i < tags.size() ? tags[i] : "O");
                for (const auto& tag : tags)
                    labelled += splitTag(tag).prefix != 'O';
                for (const auto scheme : kAllTagSchemes)
                    for (const auto reading : {Reading::Lenient, Reading::Strict}) {
                        std::vector<TagRepair> repairs;
                        const auto mentions = mentionsFromTags(tags, scheme, reading, &repairs);
                        const auto proper =
                            tagsFromMentions(mentions, std::uint32_t(tags.size()), scheme);
                        std::size_t at = 0;
                        for (std::uint32_t i = 0; i < tags.size(); ++i)
                            if (proper[i] != tags[i] && !(proper[i] == "O" && tags[i].empty())) {
                                QVERIFY(at < repairs.size());
                                QCOMPARE(repairs[at].token, i);
                                QCOMPARE(repairs[at].tag, tags[i]);
                                QCOMPARE(repairs[at++].readAs, proper[i]);
                            }
                        QCOMPARE(at, repairs.size());
                    }
            }
            QCOMPARE(detector.labelledTags(), labelled);
            for (const auto& evidence : detector.ranking())
                QCOMPARE(evidence.violations, expected[static_cast<std::size_t>(evidence.scheme)]);
        }
    }

    void unknownLettersFitNoScheme() {
        SchemeDetector detector;
        detector.add(words("X-A O"));
        QVERIFY(!detector.best());
    }
};

QTEST_APPLESS_MAIN(TstTagScheme)
#include "tst_tag_scheme.moc"
