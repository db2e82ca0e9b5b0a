// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/io/encoding.h"
#include "core/io/offset_unit.h"
#include "core/text/graphemes.h"
#include "core/text/utf8.h"
#include "tests/io/io_cases.h"

#include <QTemporaryDir>

using namespace evenspan;
using io::OffsetUnit;

namespace {

const std::array kPieces{" ", "a", "B", "9", "é", "e\xCC\x81", "😊", "👩‍👩‍👧", "🇳🇴",
    "科", "\r\n", "\n", "ש", "\xE2\x80\x8B", "नि", "-", "ﬁ"};

std::string randomText(Philox& random, std::size_t pieces) {
    std::string out;
    for (std::size_t i = 0; i < pieces; ++i)
        out += kPieces[random.below(kPieces.size())];
    return out;
}

// The naive model: counts from the start, character by character.
std::int64_t plainly(const std::string& text, std::uint32_t point, OffsetUnit unit) {
    std::size_t at = 0;
    std::int64_t utf16 = 0;
    for (std::uint32_t i = 0; i < point; ++i)
        utf16 += nextCodePoint(text, at) > 0xFFFF ? 2 : 1;
    if (unit == OffsetUnit::CodePoint)
        return point;
    if (unit == OffsetUnit::Utf16)
        return utf16;
    if (unit == OffsetUnit::Utf8)
        return static_cast<std::int64_t>(at);
    const auto borders = *graphemeBorders(text);
    return std::find(borders.begin(), borders.end(), point) - borders.begin();
}

const std::string kText = "Zoë 😊 met Ana Ruiz in Oslo.";

} // namespace

class TstOffsetUnit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The table of the four units over one sentence.
    void theSentence_data() {
        QTest::addColumn<int>("unit");
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        QTest::newRow("code points") << int(OffsetUnit::CodePoint) << 10 << 18;
        QTest::newRow("UTF-16") << int(OffsetUnit::Utf16) << 11 << 19;
        QTest::newRow("UTF-8") << int(OffsetUnit::Utf8) << 14 << 22;
        QTest::newRow("graphemes") << int(OffsetUnit::Grapheme) << 10 << 18;
    }
    void theSentence() {
        QFETCH(int, unit);
        QFETCH(int, begin);
        QFETCH(int, end);
        const io::OffsetReader reader(kText, OffsetUnit(unit));
        QVERIFY(reader.read(begin, end) == (CodePointRange{10, 18}));
        const io::OffsetWriter writer(kText, OffsetUnit(unit));
        const auto written = writer.write({10, 18});
        QVERIFY(written);
        QCOMPARE(int(written->first), begin);
        QCOMPARE(int(written->second), end);
    }

    void bothWaysEqualTheNaiveModel() {
        Philox random(4);
        for (int round = 0; round < 400; ++round) {
            const auto text = randomText(random, 1 + random.below(14));
            const auto size = static_cast<std::uint32_t>(countCodePoints(text));
            const auto begin = static_cast<std::uint32_t>(random.below(size));
            const auto end = begin + 1 + static_cast<std::uint32_t>(random.below(size - begin));
            const auto borders = *graphemeBorders(text);
            const bool whole = std::binary_search(borders.begin(), borders.end(), begin)
                && std::binary_search(borders.begin(), borders.end(), end);
            for (const auto unit : io::kAllOffsetUnits) {
                const auto written = io::OffsetWriter(text, unit).write({begin, end});
                if (unit == OffsetUnit::Grapheme && !whole) {
                    QVERIFY(!written);
                    continue;
                }
                QVERIFY(written);
                QCOMPARE(written->first, plainly(text, begin, unit));
                QCOMPARE(written->second, plainly(text, end, unit));
                const io::OffsetReader reader(text, unit);
                QVERIFY(
                    reader.read(written->first, written->second) == (CodePointRange{begin, end}));
            }
        }
    }

    void brokenPlacesAreNothing() {
        const io::OffsetReader utf16(kText, OffsetUnit::Utf16), bytes(kText, OffsetUnit::Utf8);
        QVERIFY(!utf16.read(5, 7)); // inside the pair
        QVERIFY(!bytes.read(3, 4)); // inside ë
        for (const auto unit : io::kAllOffsetUnits) {
            const io::OffsetReader reader(kText, unit);
            QVERIFY(!reader.read(3, 3));
            QVERIFY(!reader.read(4, 3));
            QVERIFY(!reader.read(-1, 3));
            QVERIFY(!reader.read(0, 99));
            QVERIFY(!reader.read(0, std::int64_t{1} << 40));
        }
    }

    // Whatever unit a file was written in is found again, with covered texts and without.
    void theUnitIsFound() {
        Philox random(9);
        for (const auto unit : io::kAllOffsetUnits)
            for (const bool covered : {true, false}) {
                io::OffsetUnitDetector detector;
                std::vector<std::string> cuts;
                for (int i = 0; i < 30; ++i) {
                    const std::string text = i % 2 == 0
                        ? "Zoë 😊 👩‍👩‍👧 greeted Ana in Oslo."
                        : "Plain Ana in Oslo.";
                    const OffsetMap map(text);
                    const auto at = text.find("Ana");
                    const auto begin = map.toCodePoint(Utf8Offset(std::uint32_t(at))).value;
                    const auto span = *io::OffsetWriter(text, unit).write({begin, begin + 3});
                    io::RawSpan raw{span.first, span.second, {}};
                    if (covered)
                        raw.covered = "Ana";
                    detector.add(text, std::span(&raw, 1));
                }
                QCOMPARE(detector.spans(), std::uint64_t(30));
                QCOMPARE(detector.telling(), std::uint64_t(15));
                for (const auto preferred : io::kAllOffsetUnits) {
                    QCOMPARE(int(detector.ranking(preferred)[0].unit), int(unit));
                    QVERIFY(detector.certain(preferred));
                }
            }
    }

    void asciiDecidesNothing() {
        io::OffsetUnitDetector detector;
        const io::RawSpan span{0, 3, {}};
        detector.add("Ana is here", std::span(&span, 1));
        QCOMPARE(int(detector.ranking(OffsetUnit::Utf16)[0].unit), int(OffsetUnit::Utf16));
        QVERIFY(detector.certain(OffsetUnit::Utf16));
        QCOMPARE(detector.telling(), std::uint64_t(0));
        QCOMPARE(
            detector.why(OffsetUnit::Utf16), std::string("every unit reads these spans alike"));
        // A file of ASCII is not looked through: its spans may be there, and all units agree.
        io::OffsetUnitDetector unread;
        QCOMPARE(unread.why(OffsetUnit::Utf16), std::string("there is no span"));
        unread.allAlike();
        QCOMPARE(unread.why(OffsetUnit::Utf16),
            std::string("plain ASCII, which every unit counts alike"));
        QVERIFY(unread.certain(OffsetUnit::Utf16));
    }

    // A file of ASCII may hold other characters as escapes, wherever they stand.
    void escapesAreLookedFor() {
        const auto unitOf = [](const std::string& text) {
            QTemporaryDir folder;
            const std::filesystem::path path =
                folder.filePath(QStringLiteral("a.jsonl")).toStdString();
            test::writeBytes(path, text);
            test::CollectingSink sink;
            io::ImportOptions options;
            options.format = "prodigy";
            const std::vector paths{path};
            const auto report = io::importFiles(paths, options, sink);
            if (report)
                for (const auto& finding : report->found)
                    if (finding.what == "offsets")
                        return finding.value + ": " + finding.why;
            return std::string();
        };
        const std::string face = "{\"text\":\"\\ud83d\\ude0a Ana\",\"spans\":[{\"start\":3,"
                                 "\"end\":6,\"label\":\"P\",\"text\":\"Ana\"}]}";
        // The block that is read at once ends somewhere around the backslash.
        for (const std::size_t from : {0, 1, 6, 8, 9, 10, 11, 14}) {
            const auto size = (std::size_t{1} << 20) - from;
            const std::string head = "{\"text\":\"", tail = "\",\"spans\":[]}\n";
            const auto pad = std::string(size - head.size() - tail.size(), 'x');
            QCOMPARE(unitOf(head + pad + tail + face + "\n").substr(0, 6), std::string("utf16:"));
        }
        const std::string plain = "plain ASCII, which every unit counts alike";
        const auto said = unitOf("{\"text\":\"a\\\\u0041 \\n\",\"spans\":[]}\n");
        QVERIFY2(said.find(plain) != std::string::npos, said.c_str());
    }

    void encodings_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* tag, const char* bytes, const char* name,
                             const QString& text) {
            QTest::newRow(tag) << QByteArray::fromStdString(test::unescape(bytes))
                               << QString::fromLatin1(name) << text;
        };
        row("mark, little", "\\xFF\\xFEa\\x00\\x3D\\xD8\\x0A\\xDE", "UTF-16LE",
            QStringLiteral("a😊"));
        row("mark, big", "\\xFE\\xFF\\x00a\\xD8\\x3D\\xDE\\x0A", "UTF-16BE", QStringLiteral("a😊"));
        row("no mark, little", "a\\x00b\\x00 \\x00\\x11\\x62", "UTF-16LE", QStringLiteral("ab 我"));
        row("utf-8", "\\xC3\\xA9a", "UTF-8", QStringLiteral("éa"));
        row("windows-1252",
            "Le caf\\xE9 \\x93na\\xEFve\\x94 est ferm\\xE9 cet \\xE9t\\xE9, d\\xE9j\\xE0 vu",
            "windows-1252", QStringLiteral("Le café “naïve” est fermé cet été, déjà vu"));
        row("gb18030",
            "\\xCE\\xD2\\xC3\\xC7\\xD4\\xDA\\xB1\\xB1\\xBE\\xA9\\xCA\\xD0\\xB5\\xC4\\xD1\\xA7\\xD0"
            "\\xA3\\xC0\\xEF"
            "\\xD1\\xA7\\xCF\\xB0\\xD6\\xD0\\xCE\\xC4\\xBA\\xCD\\xCA\\xFD\\xD1\\xA7\\xA3\\xAC\\xC0"
            "\\xCF\\xCA\\xA6"
            "\\xCB\\xB5\\xBD\\xF1\\xCC\\xEC\\xB5\\xC4\\xD7\\xF7\\xD2\\xB5\\xBA\\xDC\\xB6\\xE0\\xA3"
            "\\xAC\\xC3\\xF7"
            "\\xCC\\xEC\\xBB\\xB9\\xD2\\xAA\\xBF\\xBC\\xCA\\xD4\\xA1\\xA3",
            "GB18030",
            QStringLiteral(
                "我们在北京市的学校里学习中文和数学，老师说今天的作业很多，明天还要考试。"));
        row("shift-jis",
            "\\x82\\xB1\\x82\\xEA\\x82\\xCD\\x93\\x8C\\x8B\\x9E\\x82\\xC5\\x82\\xB7\\x81\\x42",
            "Shift_JIS", QStringLiteral("これは東京です。"));
    }
    void encodings() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, name);
        QFETCH(QString, text);
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("a.txt")).toStdString();
        test::writeBytes(path, bytes.toStdString());
        const auto guess = io::guessEncoding(path);
        QVERIFY(guess);
        QCOMPARE(QString::fromStdString(guess->name), name);
        QVERIFY(!guess->why.empty());
        const auto read = io::readTextFile(path, guess->name);
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
        QCOMPARE(QString::fromStdString(*read), text);
        if (name == QLatin1String("UTF-8"))
            return;
        // Never silently: without the user's word the file is refused, with the offer.
        test::CollectingSink sink;
        io::ImportOptions options;
        options.format = "text";
        const std::vector paths{path};
        const auto refused = io::importFiles(paths, options, sink);
        QVERIFY(!refused);
        if (refused.error().code == ErrorCode::BadEncoding)
            QVERIFY(refused.error().remedy.find(name.toStdString()) != std::string::npos);
        options.encoding = guess->name;
        QVERIFY(io::importFiles(paths, options, sink));
        QCOMPARE(QString::fromStdString(sink.documents.at(0).text), text);
    }

    // The same text in blocks of every size, so that characters are cut anywhere.
    // A file may say that it holds nothing, or something else than it gives.
    void whatAFileSaysOfItsSizeIsOnlyAHint() {
        const auto given = io::readTextFile("/proc/self/status", {});
        QVERIFY(given.ok());
        QVERIFY(given->find("Pid:") != std::string::npos);
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("a.txt")).toStdString();
        for (const std::size_t size : {0, 1, 63, 64, 65, 128})
            for (const std::size_t more : {0, 1, 200}) {
                test::writeBytes(path, std::string(size, 'a'));
                auto source = io::ByteSource::open(path);
                QVERIFY(source.ok());
                test::writeBytes(path, std::string(size + more, 'a')); // it grows meanwhile
                std::string read;
                for (auto next = source->read(read, 64); next.ok() && *next;)
                    next = source->read(read, 64);
                QVERIFY(read.size() >= size && read.size() <= size + more);
                QCOMPARE(read, std::string(read.size(), 'a'));
            }
    }

    void conversionDoesNotDependOnBlocks() {
        Philox random(2);
        std::string units;
        std::string expected;
        for (int i = 0; i < 3000; ++i) {
            const QString piece = QString::fromUtf8(kPieces[random.below(kPieces.size())]);
            expected += piece.toStdString();
            for (const QChar c : piece) {
                units += static_cast<char>(c.unicode() & 0xFF);
                units += static_cast<char>(c.unicode() >> 8);
            }
        }
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("a.txt")).toStdString();
        test::writeBytes(path, units);
        for (const std::size_t block : {1, 2, 3, 7, 64, 4095, 4096, 4097, 1 << 20}) {
            auto source = io::ByteSource::open(path, "utf-16le");
            QVERIFY(source);
            std::string read;
            for (;;) {
                auto more = source->read(read, block);
                QVERIFY2(more.ok(), more.ok() ? "" : more.error().text().c_str());
                if (!*more)
                    break;
            }
            QCOMPARE(read, expected);
        }
        test::writeBytes(path, units + "a"); // half a unit
        QVERIFY(!io::readTextFile(path, "UTF-16LE"));
        QCOMPARE(
            int(io::readTextFile(path, "utf-17").error().code), int(ErrorCode::InvalidArgument));
    }
};

QTEST_GUILESS_MAIN(TstOffsetUnit)
#include "tst_offset_unit.moc"
