// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/import_documents.h"
#include "core/base/rng.h"
#include "core/io/conll_layout.h"
#include "core/io/exporter.h"
#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/text/offset_map.h"
#include "core/text/utf8.h"
#include "tests/io/io_cases.h"

#include <QTemporaryDir>

using namespace evenspan;
using test::CollectingSink;

namespace {

const std::string kGood = "Mira\tB-PER\nruns\tO\n\nUlm\tB-LOC\n";

// The words of all documents, one after another.
std::vector<std::string> wordsOf(const std::vector<DocumentDraft>& documents) {
    std::vector<std::string> words;
    for (const auto& document : documents) {
        const OffsetMap map(document.text);
        for (const auto& token : document.grid.tokens)
            words.emplace_back(map.slice(token));
    }
    return words;
}

// What a plain loop over the lines finds in a file of a known layout.
struct PlainReading {
    std::vector<std::string> words;
    std::uint64_t comments = 0; // of no known key
};

std::vector<std::string> linesOf(std::string bytes) {
    if (bytes.rfind("\xEF\xBB\xBF", 0) == 0)
        bytes.erase(0, 3);
    std::vector<std::string> lines(1);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n')
            continue;
        if (bytes[i] == '\n' || bytes[i] == '\r')
            lines.emplace_back();
        else
            lines.back() += bytes[i];
    }
    return lines;
}

std::string trimmed(const std::string& text) {
    const auto from = text.find_first_not_of(" \t");
    return from == std::string::npos ? ""
                                     : text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

PlainReading readPlainly(const std::string& bytes, const io::ConllLayout& layout) {
    PlainReading found;
    std::vector<std::string_view> cells;
    for (const auto& line : linesOf(bytes)) {
        if (trimmed(line).empty() || line.rfind("-DOCSTART-", 0) == 0)
            continue;
        layout.split(line, cells);
        if (layout.isComment(line, cells)) {
            const auto key = trimmed(line.substr(1, line.find('=') - 1));
            const bool known = key == "newdoc" || key == "newdoc id" || key == "sent_id"
                || key == "text" || key.rfind("meta ", 0) == 0;
            found.comments += known ? 0 : 1;
            continue;
        }
        std::string word(cells.at(layout.tokenColumn));
        if (layout.characterDigits)
            word.pop_back();
        found.words.push_back(word);
    }
    return found;
}

// The number that stands before " × message".
std::uint64_t listed(const std::vector<std::string>& lines, const std::string& message) {
    for (const auto& line : lines)
        if (line.find(message) != std::string::npos)
            return std::stoull(line);
    return 0;
}

bool sound(const DocumentDraft& document) {
    if (firstInvalidUtf8(document.text) || document.text.find('\0') != std::string::npos)
        return false;
    const auto size = countCodePoints(document.text);
    std::uint32_t last = 0;
    for (const auto& token : document.grid.tokens) {
        if (token.begin < last || token.end < token.begin || token.end > size)
            return false;
        last = token.end;
    }
    for (const auto& span : document.spans)
        if (span.range.empty() || span.range.end > size || span.label.empty())
            return false;
    return true;
}

// Changes a valid file in one to four places.
std::string mutate(std::string bytes, Philox& random) {
    static const std::array pieces{std::string("\n"), std::string("\r"), std::string("\t"),
        std::string(" "), std::string("\n\n"), std::string("O"), std::string("B-"),
        std::string("#"), std::string("# text = "), std::string("# newdoc\n"),
        std::string("-DOCSTART-\n"), std::string("\0", 1), std::string("\xFF"),
        std::string("\xEF\xBB\xBF"), std::string("\xC2\xA0"), std::string("\""), std::string("\\"),
        std::string("\xE7\xA7\x91"), std::string("# raw = \"x y\"\n"),
        std::string("# offsets = 0+1 1+4294967295\n"), std::string("# tail = \"t\"\n")};
    for (auto changes = 1 + random.below(4); changes > 0; --changes) {
        const auto at = random.below(bytes.size() + 1);
        const auto length = random.below(std::min<std::size_t>(bytes.size() - at, 40) + 1);
        switch (random.below(6)) {
        case 0:
            bytes.insert(at, pieces[random.below(pieces.size())]);
            break;
        case 1:
            bytes.erase(at, length);
            break;
        case 2:
            bytes.insert(at, bytes.substr(random.below(bytes.size() + 1), length));
            break;
        case 3:
            if (at < bytes.size())
                bytes[at] = static_cast<char>(random.below(256));
            break;
        case 4:
            bytes.resize(at);
            break;
        default:
            bytes.replace(at, length, pieces[random.below(pieces.size())]);
        }
    }
    return bytes;
}

} // namespace

class TstBadInput : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    std::filesystem::path path(const std::string& name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    // A project with one imported file, and what is in it.
    struct Open {
        std::unique_ptr<store::Project> project;
        store::ProjectInfo before;
        std::string undo;
    };
    Open open(const char* name) const {
        Open out;
        out.project = *store::Project::create(path(name));
        test::writeBytes(path("train.conll"), kGood);
        ImportRequest request;
        request.paths = {path("train.conll")};
        const auto imported = importDocuments(*out.project->writer(), request);
        if (!imported)
            qFatal("%s", imported.error().text().c_str());
        const auto reader = *out.project->reader();
        out.before = *reader->info();
        out.undo = *reader->undoName();
        return out;
    }

    Open m_open;

    void compareUnchanged() {
        const auto reader = *m_open.project->reader();
        QVERIFY(*reader->info() == m_open.before);
        QCOMPARE(*reader->undoName(), m_open.undo);
        QVERIFY(reader->redoName()->empty());
    }

private Q_SLOTS:
    void initTestCase() { m_open = open("p.evenspan"); }

    // Each is refused with code, place and remedy, and a good file before it leaves no trace.
    void refused_data() {
        for (const char* column : {"format", "ending", "bytes", "code", "where"})
            QTest::addColumn<QByteArray>(column);
        for (const auto& row : test::rowsOf("io/bad_input.tsv")) {
            QCOMPARE(row.size(), qsizetype(6));
            QTest::newRow(row[0].constData()) << row[1] << row[2] << row[3] << row[4] << row[5];
        }
    }

    void refused() {
        QFETCH(QByteArray, format);
        QFETCH(QByteArray, ending);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, where);
        const auto file = path("case." + ending.toStdString());
        test::writeBytes(file, test::unescape(bytes));
        // Beside a good file an empty one is left out and named, so that it stands alone here.
        ImportRequest request;
        request.format = format.toStdString();
        if (code != "empty" && code != "invalid-argument" && format != "text")
            request.paths.push_back(path("train.conll"));
        request.paths.push_back(file);
        const auto result = importDocuments(*m_open.project->writer(), request);
        QVERIFY(!result);
        QCOMPARE(QByteArray(errorCodeName(result.error().code)), code);
        QVERIFY2(result.error().where.find(where.toStdString()) != std::string::npos,
            result.error().where.c_str());
        QVERIFY(!result.error().what.empty());
        QVERIFY(!result.error().remedy.empty());
        for (const char* text : {"Caf", "verb", "only words"})
            QVERIFY(result.error().text().find(text) == std::string::npos);
        compareUnchanged();
    }

    // Odd but readable: exact counts and text.
    void read_data() {
        for (const char* column : {"format", "ending", "bytes"})
            QTest::addColumn<QByteArray>(column);
        for (const char* column : {"documents", "words", "spans"})
            QTest::addColumn<int>(column);
        QTest::addColumn<QByteArray>("text");
        for (const auto& row : test::rowsOf("io/odd_input.tsv")) {
            QCOMPARE(row.size(), qsizetype(8));
            QTest::newRow(row[0].constData()) << row[1] << row[2] << row[3] << row[4].toInt()
                                              << row[5].toInt() << row[6].toInt() << row[7];
        }
    }

    void read() {
        QFETCH(QByteArray, format);
        QFETCH(QByteArray, ending);
        QFETCH(QByteArray, bytes);
        QFETCH(int, documents);
        QFETCH(int, words);
        QFETCH(int, spans);
        QFETCH(QByteArray, text);
        const std::vector<std::filesystem::path> paths{path("odd." + ending.toStdString())};
        test::writeBytes(paths[0], test::unescape(bytes));
        CollectingSink sink;
        io::ImportOptions options;
        options.format = format.toStdString();
        const auto report = io::importFiles(paths, options, sink);
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
        QCOMPARE(int(report->documents), documents);
        QCOMPARE(int(report->tokens), words);
        QCOMPARE(int(report->spans), spans);
        std::string all;
        for (const auto& word : wordsOf(sink.documents))
            all += word;
        QCOMPARE(QByteArray::fromStdString(all), QByteArray::fromStdString(test::unescape(text)));
    }

    void longLines_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("piece");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<qint64>("words");
        const qint64 size = 10 << 20;
        QTest::newRow("one word") << QByteArray("a.conll") << QByteArray("x\tO\n")
                                  << QByteArray("y") << QByteArray("\tB-X\n") << qint64(2);
        QTest::newRow("one line of words")
            << QByteArray("a.conll") << QByteArray("x O\n").repeated(200) << QByteArray("ab ")
            << QByteArray("O\n") << qint64(-1);
        QTest::newRow("columns without end") << QByteArray("a.conll") << QByteArray()
                                             << QByteArray("O\t") << QByteArray("O\n") << qint64(1);
        QTest::newRow("text without blanks")
            << QByteArray("a.txt") << QByteArray() << QByteArray("y") << QByteArray() << qint64(1);
        QTest::newRow("text of words") << QByteArray("a.txt") << QByteArray() << QByteArray("ab ")
                                       << QByteArray() << (size + 2) / 3;
    }

    // A line of 10 MB is read, or refused with its place; never half.
    void longLines() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, piece);
        QFETCH(QByteArray, after);
        QFETCH(qint64, words);
        std::string bytes = before.toStdString();
        while (bytes.size() < std::size_t(before.size()) + (10U << 20))
            bytes += piece.toStdString();
        bytes += after.toStdString();
        const std::vector<std::filesystem::path> paths{path(name.toStdString())};
        test::writeBytes(paths[0], bytes);
        CollectingSink sink;
        const auto report = io::importFiles(paths, {}, sink);
        if (words < 0) {
            QVERIFY(!report);
            QVERIFY(report.error().where.find("line 201") != std::string::npos);
            QVERIFY(report.error().text().size() < 1000);
            return;
        }
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
        QCOMPARE(qint64(report->tokens), words);
        for (const auto& line : report->lost)
            QVERIFY(line.size() < 1000);
        std::filesystem::remove(paths[0]);
    }

    void placesThatAreNoFiles() {
        const auto refuse = [&](const std::filesystem::path& place, ErrorCode code) {
            CollectingSink sink;
            const std::vector<std::filesystem::path> paths{path("train.conll"), place};
            const auto result = io::importFiles(paths, {}, sink);
            QVERIFY(!result);
            QCOMPARE(int(result.error().code), int(code));
            QCOMPARE(result.error().where, place.string());
            QVERIFY(sink.documents.empty());
        };
        refuse(path("absent.conll"), ErrorCode::NotFound);
        refuse(path(""), ErrorCode::InvalidArgument);
        refuse("/dev/zero", ErrorCode::InvalidArgument);
        CollectingSink sink;
        QCOMPARE(int(io::importFiles({}, {}, sink).error().code), int(ErrorCode::InvalidArgument));
    }

    void unknownNamesOfferTheNearest() {
        const std::vector<std::filesystem::path> paths{path("train.conll")};
        for (const auto& [format, word] : {std::pair("conl", "conll"), std::pair("txt", "text"),
                 std::pair("spreadsheet", "Formats:")}) {
            CollectingSink sink;
            io::ImportOptions options;
            options.format = format;
            const auto result = io::importFiles(paths, options, sink);
            QVERIFY(!result);
            QVERIFY2(result.error().remedy.find(word) != std::string::npos, format);
        }
        CollectingSink sink;
        io::ImportOptions options;
        options.format = "text";
        options.unit = "lines";
        QCOMPARE(int(io::importFiles(paths, options, sink).error().code),
            int(ErrorCode::InvalidArgument));
    }

    // Cells beyond the usual columns and unknown comments are counted.
    void whatIsNotKeptIsCounted() {
        const std::vector<std::filesystem::path> paths{path("more.conll")};
        std::string bytes = "# remark\n# other remark\n";
        for (int i = 0; i < 50; ++i)
            bytes += "a\tO\n";
        test::writeBytes(paths[0], bytes + "b\tB-X\tone\ttwo\nc\tO\tone\n");
        CollectingSink sink;
        const auto report = io::importFiles(paths, {}, sink);
        QVERIFY(report);
        QCOMPARE(int(listed(report->lost, "cell beyond")), 3);
        QCOMPARE(int(listed(report->lost, "comment line")), 2);
    }

    // 20,000 damaged files: a Result each time, sound documents, right sums, and every word of the
    // file in its order in the documents.
    void fuzz_data() {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < 5; ++kind)
            QTest::addRow("%d", kind) << kind;
    }

    void fuzz() {
        QFETCH(int, kind);
        const std::array<std::string, 5> valid{
            "Mira\tB-PER\nBrook\tI-PER\nruns\tO\n\n#\tO\nUlm\tB-LOC\n\n\xE7\xA7\x91\tO\n\n",
            "-DOCSTART- -X- O O\n\nUlm NNP I-NP I-LOC\nis VB I-VP O\nbig JJ I-AP O\n\nOak X Y "
            "B-ORG\n",
            "# newdoc id = n1\n# sent_id = s1\n# text = Ulm is big.\n1\tUlm\tB-LOC\n2\tis\tO\n"
            "3\tbig\tO\n4\t.\tO\n\n# remark\n# meta lang = en\n1\tYes\tO\n2\t!\tO\n\n",
            "\xE7\xA7\x91"
            "0\tB-ORG\n\xE7\xA0\x94"
            "1\tI-ORG\n\xE5\x9C\xA8"
            "0\tO\n\n\xE4\xBB\x96"
            "0\tO\n",
            "# evenspan conll 1 IOB2\n# newdoc id = a b\n# split = \"\"\n# state = in work\n"
            "# meta k = v\n# raw = \" a\\n b\"\n# offsets = 1+1 4+1\na\tB-X\nb\tI-X\n\n"
            "# text = c,d\nc\tO\n,\tO\nd\tB-Y\n\n# tail = \"\\n\"\n\n# newdoc id = e\n\n"};
        Philox random(std::uint64_t(kind) + 40);
        const std::vector<std::filesystem::path> paths{path("fuzz.conll")};
        int read = 0;
        for (int round = 0; round < 4000; ++round) {
            const auto bytes = mutate(valid[std::size_t(kind)], random);
            test::writeBytes(paths[0], bytes);
            CollectingSink sink;
            io::ImportOptions options;
            options.format = "conll";
            const auto report = io::importFiles(paths, options, sink);
            if (!report) {
                QVERIFY(report.error().code != ErrorCode::Internal);
                QVERIFY(!report.error().what.empty() && !report.error().where.empty());
                QVERIFY(!report.error().remedy.empty());
                continue;
            }
            ++read;
            std::uint64_t words = 0, spans = 0, sentences = 0;
            for (const auto& document : sink.documents) {
                QVERIFY2(sound(document), bytes.c_str());
                words += document.grid.tokens.size();
                sentences += document.grid.sentenceCount();
                spans += document.spans.size();
            }
            QCOMPARE(report->documents, std::uint64_t(sink.documents.size()));
            QCOMPARE(report->tokens, words);
            QCOMPARE(report->sentences, sentences);
            QCOMPARE(report->spans, spans);
            const auto layout = io::findConllLayout(paths[0]);
            QVERIFY(layout);
            const auto plain = readPlainly(bytes, *layout);
            QCOMPARE(report->tokens, std::uint64_t(plain.words.size()));
            // Evenspan's own files say where words are beside their columns.
            if (layout->declared)
                continue;
            QVERIFY2(wordsOf(sink.documents) == plain.words, bytes.c_str());
            QCOMPARE(listed(report->lost, "comment line"), plain.comments);
        }
        QVERIFY(read > 100);
    }

    // What can be read can be written and read again.
    void fuzzedFilesRoundTrip() {
        Philox random(77);
        const std::vector<std::filesystem::path> paths{path("fuzz.conll")};
        int read = 0;
        for (int round = 0; round < 2000; ++round) {
            test::writeBytes(paths[0],
                mutate(
                    "# text = Ulm, is big\nUlm\tB-LOC\n,\tO\nis\tO\nbig\tO\n\n#\tO\n\n", random));
            CollectingSink first, second;
            io::ImportOptions options;
            options.format = "conll";
            if (!io::importFiles(paths, options, first))
                continue;
            std::string bytes;
            auto writer = io::makeWriter({"conll", TagScheme::Iob2}, [&](std::string_view more) {
                bytes += more;
                return Result<void>();
            });
            for (const auto& document : first.documents)
                QVERIFY((*writer)->add(document));
            QVERIFY((*writer)->finish());
            test::writeBytes(paths[0], bytes);
            QVERIFY(io::importFiles(paths, options, second));
            QVERIFY(first.documents == second.documents);
            ++read;
        }
        QVERIFY(read > 100);
    }
};

QTEST_APPLESS_MAIN(TstBadInput)
#include "tst_bad_input.moc"
