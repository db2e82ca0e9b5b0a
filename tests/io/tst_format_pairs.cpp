// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc cannot read a list made by a macro
#include "tests/io/format_cases.h"
#endif

using namespace evenspan;

// Every pair of formats that are read and written: A → Evenspan → B → Evenspan. What A could hold
// comes out of B, or B's writer said that it would not.
class TstFormatPairs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pairs_data() {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        for (const auto& first : io::formats())
            for (const auto& second : io::formats())
                if (first.read && first.write && second.read && second.write)
                    QTest::addRow("%s → %s", first.name, second.name)
                        << QString::fromLatin1(first.name) << QString::fromLatin1(second.name);
    }

    void pairs() {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QTemporaryDir base;
        const std::filesystem::path root(base.path().toStdString());
        int number = 0;
        for (const auto& document : test::hardDocuments(8)) {
            const auto folder = root / std::to_string(++number);
            std::filesystem::create_directories(folder / "a");
            std::filesystem::create_directories(folder / "b");
            auto written = test::writeAs(first.toStdString(), {document}, folder / "a");
            QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
            auto inside = test::readAs(first.toStdString(), *written);
            QVERIFY2(inside.ok(), inside.ok() ? "" : inside.error().text().c_str());
            auto out = test::writeAs(second.toStdString(), *inside, folder / "b");
            QVERIFY2(out.ok(), out.ok() ? "" : out.error().text().c_str());
            auto back = test::readAs(second.toStdString(), *out);
            QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
            // A format of sentences cuts documents, and says so; what it kept it gives back.
            if (back->size() != inside->size()) {
                QVERIFY(!out->report.lost.empty());
                QCOMPARE(back->size(), out->kept.size());
                for (std::size_t i = 0; out->keepsWords && i < back->size(); ++i)
                    QCOMPARE(test::difference(out->kept[i], (*back)[i]), std::string());
                continue;
            }
            for (std::size_t i = 0; i < back->size(); ++i) {
                const auto differs = (*inside)[i].text != (*back)[i].text
                    ? std::string("text")
                    : test::difference((*inside)[i], (*back)[i]);
                std::string lost;
                for (const auto& line : out->report.lost)
                    lost += "\n" + line;
                QVERIFY2(differs.empty() || !lost.empty(),
                    (document.name + " differs unseen: " + differs).c_str());
                // What is read is what the writer said that it kept.
                const auto unkept =
                    out->keepsWords ? test::difference(out->kept[i], (*back)[i]) : std::string();
                QVERIFY2(unkept.empty(), (document.name + ": " + unkept + lost).c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TstFormatPairs)
#include "tst_format_pairs.moc"
