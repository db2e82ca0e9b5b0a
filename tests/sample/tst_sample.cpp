// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/importer.h"
#include "core/text/offset_map.h"

#include <QFile>
#include <QStringList>
#include <QTest>

#include <array>
#include <set>

using namespace evenspan;

namespace {

constexpr std::array kSplits{"train", "validation", "test"};

QString sample(const char* name) {
    return QLatin1String(EVENSPAN_SAMPLE "/") + QLatin1String(name);
}

QString fileOf(const char* split) {
    return sample("") + QLatin1String(split) + QLatin1String(".conll");
}

// Rows of a table with a head line.
QList<QStringList> table(const char* name) {
    QFile file(sample(name));
    QList<QStringList> rows;
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    for (const auto& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n')))
        if (!line.isEmpty())
            rows.append(line.split(QLatin1Char('\t')));
    return rows.isEmpty() ? rows : rows.mid(1);
}

struct Documents : io::DocumentSink {
    std::vector<DocumentDraft> all;
    Result<void> add(DocumentDraft&& document) override {
        all.push_back(std::move(document));
        return {};
    }
};

QString part(const DocumentDraft& document, CodePointRange range) {
    const auto text = QString::fromStdString(document.text).toUcs4();
    return QString::fromUcs4(reinterpret_cast<const char32_t*>(text.constData()) + range.begin,
        qsizetype(range.end - range.begin));
}

} // namespace

class TstSample : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        for (const auto* split : kSplits) {
            const std::vector<std::filesystem::path> paths{fileOf(split).toStdString()};
            auto& sink = m_splits[split];
            auto report = io::importFiles(paths, {}, sink);
            QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
            m_reports[split] = *report;
        }
    }

    void importsWithoutRemarks() {
        for (const auto& [split, report] : m_reports) {
            QCOMPARE(report.format, std::string("conll"));
            QCOMPARE(report.unit, std::string("document"));
            QCOMPARE(report.scheme, std::string("IOB2"));
            QVERIFY(report.repaired.empty());
            QVERIFY(report.warnings.empty());
            QVERIFY(report.lost.empty());
            std::vector<std::string> labels;
            for (const auto& [label, count] : report.labels)
                labels.push_back(label);
            QCOMPARE(labels,
                (std::vector<std::string>{"DATE", "LOC", "MONEY", "ORG", "PER", "PRODUCT"}));
        }
    }

    // The generator counts its phrases, the importer reads the files.
    void countsAgreeWithTheGenerator() {
        std::map<QString, qint64> counted, expected;
        for (const auto& [split, documents] : m_splits) {
            for (const auto& document : documents.all) {
                const QString head = QString::fromStdString(split) + QLatin1Char('/')
                    + QString::fromStdString(document.metadata.at("language")) + QLatin1Char('/');
                QCOMPARE(document.split, split);
                QVERIFY(document.metadata.at("genre") == "service"
                    || document.metadata.at("genre") == "news");
                QCOMPARE(document.metadata.size(), std::size_t(2));
                counted[head + QLatin1String("documents")] += 1;
                counted[head + QLatin1String("sentences")] += qint64(document.grid.sentenceCount());
                counted[head + QLatin1String("tokens")] += qint64(document.grid.tokens.size());
                counted[head + QLatin1String("spans")] += qint64(document.spans.size());
                for (const auto& span : document.spans)
                    counted[head + QString::fromStdString(span.label)] += 1;
                QVERIFY(document.grid.sentenceCount() >= 2 && document.grid.sentenceCount() <= 6);
            }
        }
        for (const auto& row : table("counts.tsv"))
            if (!row[2].startsWith(QLatin1String("origin:")))
                expected[row[0] + QLatin1Char('/') + row[1] + QLatin1Char('/') + row[2]] =
                    row[3].toLongLong();
        QCOMPARE(expected.size(), std::size_t(3 * 2 * 10));
        QCOMPARE(counted, expected);
        qint64 sentences = 0;
        for (const auto& [split, report] : m_reports)
            sentences += qint64(report.sentences);
        QVERIFY(sentences >= 3000);
    }

    // Each sentence stands in the imported text as its "# text" line has it, Chinese without
    // blanks.
    void textIsKept() {
        for (const auto* split : kSplits) {
            QFile file(fileOf(split));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QStringList lines;
            for (const auto& line : file.readAll().split('\n'))
                if (line.startsWith("# text = "))
                    lines.append(QString::fromUtf8(line.mid(9)));
            QStringList imported;
            for (const auto& document : m_splits[split].all) {
                const auto text = QString::fromStdString(document.text);
                if (document.metadata.at("language") == "zh")
                    QVERIFY(!text.contains(QLatin1Char(' ')));
                imported += text.split(QLatin1Char('\n'));
            }
            QCOMPARE(imported, lines);
        }
    }

    void noTextInTwoDocuments() {
        std::set<std::string> texts, names;
        std::size_t documents = 0;
        for (const auto& [split, read] : m_splits) {
            for (const auto& document : read.all) {
                ++documents;
                texts.insert(document.text);
                names.insert(document.name);
            }
        }
        QCOMPARE(texts.size(), documents);
        QCOMPARE(names.size(), documents);
    }

    // Right labels: those of the file, less the given ones of label_errors.tsv, plus the right
    // ones.
    void originsAreSkewedInTrainingAndEvenInTest() {
        std::map<QString, QString> origins;
        for (const auto& row : table("names.tsv"))
            origins[row[0].toCaseFolded()] = row[2];
        std::map<QString, qint64> expected;
        for (const auto& row : table("counts.tsv"))
            if (row[1] == QLatin1String("en") && row[2].startsWith(QLatin1String("origin:")))
                expected[row[0] + QLatin1Char('/') + row[2].mid(7)] = row[3].toLongLong();

        std::map<QString, qint64> counted;
        std::map<QString, std::map<QString, qint64>> shares;
        for (auto& [split, documents] : m_splits) {
            for (const auto& document : documents.all) {
                if (document.metadata.at("language") != "en")
                    continue;
                for (const auto& name : people(document)) {
                    const auto last = name.mid(name.lastIndexOf(QLatin1Char(' ')) + 1);
                    const auto origin = origins.find(last.toCaseFolded());
                    QVERIFY2(origin != origins.end(), qPrintable(last));
                    const auto key = QString::fromStdString(split);
                    ++counted[key + QLatin1Char('/') + origin->second];
                    ++shares[key][origin->second];
                    ++shares[key][QStringLiteral("all")];
                }
            }
        }
        QCOMPARE(counted, expected);
        auto train = shares[QStringLiteral("train")];
        QVERIFY(train[QStringLiteral("anglo")] * 100 >= train[QStringLiteral("all")] * 85);
        auto test = shares[QStringLiteral("test")];
        QCOMPARE(test.size(), std::size_t(8)); // seven origins and the sum
        for (const auto& [origin, count] : test)
            if (origin != QLatin1String("all"))
                QVERIFY2(count * 7 * 4 >= test[QStringLiteral("all")] * 3
                        && count * 7 * 4 <= test[QStringLiteral("all")] * 5,
                    qPrintable(origin)); // within a quarter of an even share
    }

private:
    static QStringList people(const DocumentDraft& document) {
        std::set<std::pair<std::uint32_t, std::uint32_t>> ranges;
        for (const auto& span : document.spans)
            if (span.label == "PER")
                ranges.insert({span.range.begin, span.range.end});
        static const auto errors = table("label_errors.tsv");
        for (const auto& row : errors) {
            if (row[1] != QString::fromStdString(document.name))
                continue;
            const auto token = document.grid.sentenceStarts[row[2].toUInt() - 1];
            // A sentence's text begins with its first word.
            const auto base = document.grid.tokens[token].begin;
            if (row[5] == QLatin1String("PER"))
                ranges.erase({base + row[8].toUInt(), base + row[9].toUInt()});
            if (row[6] == QLatin1String("PER"))
                ranges.insert({base + row[3].toUInt(), base + row[4].toUInt()});
        }
        QStringList names;
        for (const auto& [begin, end] : ranges)
            names.append(part(document, {begin, end}));
        return names;
    }

    std::map<std::string, Documents> m_splits;
    std::map<std::string, io::ImportReport> m_reports;
};

QTEST_APPLESS_MAIN(TstSample)
#include "tst_sample.moc"
