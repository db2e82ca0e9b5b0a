// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc cannot read a list made by a macro
#include "tests/io/format_cases.h"
#endif

#include <set>

using namespace evenspan;

// Every set of ../shared/data through every format that is written and read: what was written comes
// back, and where nothing was told as lost the whole of it is the same.
class TstCorporaFormats : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBack_data() {
        if (!test::haveCorpora())
            QSKIP("the corpora are not beside this checkout");
        QTest::addColumn<QString>("format");
        for (const auto& format : io::formats())
            if (format.read && format.write)
                QTest::newRow(format.name) << QString::fromLatin1(format.name);
    }

    void comesBack() {
        QFETCH(QString, format);
        const std::string name = format.toStdString();
        QFile list(QString::fromStdString((test::data() / "io/corpora.tsv").string()));
        QVERIFY(list.open(QIODevice::ReadOnly));
        QTemporaryDir base;
        int sets = 0, whole = 0;
        for (const auto& line :
            QString::fromUtf8(list.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
            const auto file = line.section(QLatin1Char('\t'), 0, 0).toStdString();
            const auto path = test::corpora() / file;
            test::CollectingSink sink;
            QVERIFY2(io::importFiles(std::span(&path, 1), {}, sink).ok(), file.c_str());
            auto& inside = sink.documents;
            inside.resize(std::min(inside.size(), std::size_t{30}));
            // A file of its own that is called "…train" would be of that split.
            for (std::size_t i = 0; i < inside.size(); ++i)
                inside[i].name = "number " + std::to_string(100 + i);
            const auto folder =
                std::filesystem::path(base.path().toStdString()) / std::to_string(++sets);
            std::filesystem::create_directories(folder);
            auto written = test::writeAs(name, inside, folder);
            QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
            auto back = test::readAs(name, *written);
            QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
            if (io::writesFolder(name))
                for (auto* some : {&inside, &written->kept, &*back})
                    test::sortByName(*some);
            if (written->keepsWords) {
                QCOMPARE(back->size(), written->kept.size());
                for (std::size_t i = 0; i < back->size(); ++i) {
                    const auto differs = test::difference(written->kept[i], (*back)[i]);
                    QVERIFY2(differs.empty(), (file + ": " + differs).c_str());
                }
            }
            if (!written->report.lost.empty())
                continue;
            QCOMPARE(back->size(), inside.size());
            for (std::size_t i = 0; i < back->size(); ++i) {
                const auto differs = test::difference(inside[i], (*back)[i]);
                QVERIFY2(differs.empty(), (file + ": " + differs).c_str());
            }
            ++whole;
        }
        QVERIFY(sets >= 30);
        // These hold everything that the sets do.
        static const std::set<std::string> all{
            "conll", "conllu", "conllu-plus", "doccano", "label-studio", "prodigy", "argilla"};
        if (all.count(name))
            QCOMPARE(whole, sets);
    }
};

QTEST_APPLESS_MAIN(TstCorporaFormats)
#include "tst_corpora_formats.moc"
