// SPDX-License-Identifier: GPL-3.0-or-later
// Label Studio's configuration by itself: which labels, colours and keys are read of it, and that
// what is written reads back.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/base/rng.h"
#include "core/io/label_config.h"
#include "core/text/utf8.h"
#endif
#include <QColor>
#include <QTest>
#include <set>

using namespace evenspan;
using namespace evenspan::io;

namespace {

QByteArray shown(const std::vector<LabelLook>& labels) {
    QByteArray out;
    for (const auto& look : labels)
        out += QByteArray::fromStdString(look.name + "|" + look.colour + "|" + look.key + " ");
    return out;
}

} // namespace

class TstLabelLooks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Qt knows the names of SVG, which are those of CSS but for one.
    void everyNamedColourIsTheOneThatQtKnows() {
        std::size_t known = 0;
        for (const auto& name : QColor::colorNames()) {
            if (name == QLatin1String("transparent"))
                continue;
            const auto colour = QString::fromStdString(cssColour(name.toStdString()));
            QCOMPARE(colour, QColor(name).name());
            QCOMPARE(QString::fromStdString(cssColour(" " + name.toUpper().toStdString() + "\t")),
                colour);
            ++known;
        }
        QVERIFY(known >= 147);
        QCOMPARE(cssColour("rebeccapurple"), std::string("#663399"));
    }

    void coloursInDigits_data() {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("colour");
        const auto row = [](const char* written, const char* colour) {
            QTest::newRow(*written ? written : "nothing")
                << QByteArray(written) << QByteArray(colour);
        };
        row("#a1B2c3", "#a1b2c3");
        row("#FFF", "#ffffff");
        row("#0a9", "#00aa99");
        row(" #0a9 ", "#00aa99");
        row("#12", "");
        row("#1234", "");
        row("#12345", "");
        row("#1234567", "");
        row("#ggg", "");
        row("#", "");
        row("123456", "");
        row("rgb(1,2,3)", "");
        row("transparent", "");
        row("redd", "");
        row("re", "");
        row("zzz", "");
        row("", "");
        row("\xC3\xA9", "");
    }
    void coloursInDigits() {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, colour);
        QCOMPARE(QByteArray::fromStdString(cssColour(written.toStdString())), colour);
    }

    void labelsAreRead_data() {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QByteArray>("labels");
        QTest::addColumn<int>("warnings");
        const auto row = [](const char* name, const char* xml, const char* labels, int warnings) {
            QTest::newRow(name) << QByteArray(xml) << QByteArray(labels) << warnings;
        };
        row("one", "<View><Labels><Label value='A'/></Labels></View>", "A|| ", 0);
        row("all three kinds",
            "<View><Labels><Label value='A'/></Labels><HyperTextLabels><Label value='B'/>"
            "</HyperTextLabels><ParagraphLabels><Label value='C'/></ParagraphLabels></View>",
            "A|| B|| C|| ", 0);
        row("an alias", "<Labels><Label value='Person' alias='PER' hotkey='p'/></Labels>",
            "PER||p ", 0);
        row("twice", "<Labels><Label value='A' hotkey='1'/><Label value='A' hotkey='2'/></Labels>",
            "A||1 ", 0);
        row("deeper", "<Labels><View><View><Label value='A'/></View></View></Labels>", "A|| ", 0);
        row("no colour", "<Labels><Label value='A' background='nice'/></Labels>", "A|| ", 1);
        row("no key", "<Labels><Label value='A' hotkey='ctrl+a'/></Labels>", "A|| ", 1);
        row("neither", "<Labels><Label value='A' background='x' hotkey='!'/></Labels>", "A|| ", 2);
        row("a capital key", "<Labels><Label value='A' hotkey=' Q '/></Labels>", "A||q ", 0);
        row("of a picture",
            "<View><RectangleLabels><Label value='B'/></RectangleLabels><Labels>"
            "<Label value='A'/></Labels></View>",
            "A|| ", 0);
        row("without a name", "<Labels><Label/><Label value=''/><Label value='A'/></Labels>",
            "A|| ", 0);
        row("escaped", "<Labels><Label value='a &amp; &lt;b&gt;'/></Labels>", "a & <b>|| ", 0);
        row("commented out", "<Labels><!-- <Label value='B'/> --><Label value='A'/></Labels>",
            "A|| ", 0);
    }
    void labelsAreRead() {
        QFETCH(QByteArray, xml);
        QFETCH(QByteArray, labels);
        QFETCH(int, warnings);
        const auto config = readLabelConfig(xml.toStdString(), "c.xml");
        QVERIFY2(config.ok(), config.ok() ? "" : config.error().text().c_str());
        QCOMPARE(shown(config->labels), labels);
        QCOMPARE(int(config->warnings.size()), warnings);
    }

    void refused_data() {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("nothing") << QByteArray() << QByteArray("bad-format");
        QTest::newRow("text") << QByteArray("labels") << QByteArray("bad-format");
        QTest::newRow("broken") << QByteArray("<View><Labels></View>") << QByteArray("bad-format");
        QTest::newRow("a DTD") << QByteArray("<!DOCTYPE a [<!ENTITY x 'y'>]><Labels>"
                                             "<Label value='A'/></Labels>")
                               << QByteArray("unsafe");
        QTest::newRow("no label") << QByteArray("<View><Labels/></View>") << QByteArray("empty");
        QTest::newRow("beside them")
            << QByteArray("<View><Label value='A'/><Labels/></View>") << QByteArray("empty");
        QTest::newRow("too long") << QByteArray("<Labels><Label value='A'/></Labels>")
                + QByteArray(4 << 20, ' ')
                                  << QByteArray("bad-format");
    }
    void refused() {
        QFETCH(QByteArray, xml);
        QFETCH(QByteArray, code);
        const auto config = readLabelConfig(xml.toStdString(), "c.xml");
        QVERIFY(!config.ok());
        QCOMPARE(QByteArray(errorCodeName(config.error().code)), code);
        QVERIFY(config.error().where.starts_with("c.xml"));
        QVERIFY(!config.error().remedy.empty());
    }

    void manyElementsDeepIsNoFault() {
        std::string xml = "<Labels>";
        for (int i = 0; i < 50000; ++i)
            xml += "<a>";
        for (int i = 0; i < 50000; ++i)
            xml += "</a>";
        QVERIFY(readLabelConfig(xml + "<Label value='A'/></Labels>", "c.xml").ok());
    }

    void whatIsWrittenReadsBack() {
        Philox rng(91);
        static constexpr std::u32string_view letters = U"aB &<>\"'\n\t/\u00E9\u4E1C\U0001F600";
        for (int round = 0; round < 1000; ++round) {
            std::vector<LabelLook> labels;
            std::set<std::string> names;
            for (auto left = 1 + rng.below(5); left > 0; --left) {
                LabelLook look;
                look.name = "x";
                for (auto size = rng.below(5); size > 0; --size)
                    appendUtf8(look.name, letters[rng.below(letters.size())]);
                if (!names.insert(look.name).second)
                    continue;
                if (rng.below(2))
                    look.colour = "#" + std::to_string(100000 + rng.below(900000));
                if (rng.below(2))
                    look.key = std::string(1, "abz059"[rng.below(6)]);
                labels.push_back(std::move(look));
            }
            const auto written = writeLabelConfig(labels);
            QCOMPARE(written.left, std::uint64_t(0));
            const auto back = readLabelConfig(written.xml, "c.xml");
            QVERIFY(back.ok());
            QVERIFY(back->warnings.empty());
            QVERIFY2(back->labels == labels, written.xml.c_str());
        }
    }

    void namesThatXmlCannotHoldAreCounted() {
        const auto written =
            writeLabelConfig({{"A", "#112233", "a"}, {"bell\a", "", ""}, {"B", "", ""}});
        QCOMPARE(written.left, std::uint64_t(1));
        QCOMPARE(shown(readLabelConfig(written.xml, "c")->labels), QByteArray("A|#112233|a B|| "));
        QVERIFY(written.xml.find("value=\"$text\"") != std::string::npos);
        QCOMPARE(readLabelConfig(writeLabelConfig({}).xml, "c").error().code, ErrorCode::Empty);
    }
};

QTEST_GUILESS_MAIN(TstLabelLooks)
#include "tst_label_looks.moc"
