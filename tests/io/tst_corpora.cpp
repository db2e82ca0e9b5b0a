// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/importer.h"
#include "core/text/offset_map.h"
#include "tests/support/corpora.h"

#include <QFile>
#include <QTest>

using namespace evenspan;

namespace {

// Counts on its own and checks that spans and tokens lie inside the text.
struct CheckingSink : io::DocumentSink {
    std::uint64_t documents = 0;
    bool sound = true;
    Result<void> add(DocumentDraft&& document) override {
        ++documents;
        const OffsetMap map(document.text);
        std::uint32_t last = 0;
        for (const auto& token : document.grid.tokens) {
            sound = sound && token.begin >= last && token.begin <= token.end
                && token.end <= map.codePoints();
            last = token.end;
        }
        for (const auto& span : document.spans)
            sound = sound && !span.range.empty() && span.range.end <= map.codePoints();
        sound = sound && document.gridImported && document.state == DocumentState::Done;
        return {};
    }
};

} // namespace

class TstCorpora : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void counts_data() {
        if (!test::haveCorpora())
            QSKIP("the corpora are not beside this checkout");
        for (const char* column : {"scheme", "unit", "labels"})
            QTest::addColumn<QString>(column);
        for (const char* column : {"documents", "sentences", "tokens", "spans"})
            QTest::addColumn<qint64>(column);
        QFile file(QString::fromStdString((test::data() / "io/corpora.tsv").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const auto& line :
            QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
            const auto cells = line.split(QLatin1Char('\t'));
            QCOMPARE(cells.size(), 8);
            QTest::newRow(qPrintable(cells[0]))
                << cells[1] << cells[2] << cells[7] << cells[3].toLongLong()
                << cells[4].toLongLong() << cells[5].toLongLong() << cells[6].toLongLong();
        }
    }

    void counts() {
        QFETCH(QString, scheme);
        QFETCH(QString, unit);
        QFETCH(QString, labels);
        QFETCH(qint64, documents);
        QFETCH(qint64, sentences);
        QFETCH(qint64, tokens);
        QFETCH(qint64, spans);
        const std::vector<std::filesystem::path> paths{test::corpora() / QTest::currentDataTag()};
        CheckingSink sink;
        const auto report = io::importFiles(paths, {}, sink);
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
        QCOMPARE(QString::fromStdString(report->format), QStringLiteral("conll"));
        QCOMPARE(QString::fromStdString(report->scheme), scheme);
        if (unit != QLatin1String("*"))
            QCOMPARE(QString::fromStdString(report->unit), unit);
        if (documents >= 0)
            QCOMPARE(qint64(report->documents), documents);
        QCOMPARE(qint64(report->sentences), sentences);
        QCOMPARE(qint64(report->tokens), tokens);
        QCOMPARE(qint64(report->spans), spans);
        QCOMPARE(sink.documents, report->documents);
        QVERIFY(sink.sound);
        std::map<std::string, std::uint64_t> expected;
        for (const auto& pair : labels.split(QStringLiteral(", "))) {
            const auto cut = pair.lastIndexOf(QLatin1Char(' '));
            expected[pair.left(cut).toStdString()] = pair.mid(cut + 1).toULongLong();
        }
        QCOMPARE(report->labels, expected);
    }
};

QTEST_APPLESS_MAIN(TstCorpora)
#include "tst_corpora.moc"
