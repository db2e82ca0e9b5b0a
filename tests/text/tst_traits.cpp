// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/traits.h"

#include <QTest>

using namespace evenspan;

class TstTraits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void casing_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("casing");
        const auto row = [](const QString& text, const char* casing) {
            QTest::newRow(qPrintable(text)) << text << QString::fromLatin1(casing);
        };
        row(QString(), "none");
        row(QStringLiteral("12 %"), "none");
        row(QStringLiteral("北京"), "none");
        row(QStringLiteral("de facto"), "lower");
        row(QStringLiteral("NATO"), "upper");
        row(QStringLiteral("UN HQ"), "upper");
        row(QStringLiteral("A"), "title");
        row(QStringLiteral("J B"), "title");
        row(QStringLiteral("New York"), "title");
        row(QStringLiteral("Éva Ødegård"), "title");
        row(QStringLiteral("2nd"), "lower");
        row(QStringLiteral("\"Oslo\""), "title");
        row(QStringLiteral("eBay"), "mixed");
        row(QStringLiteral("McAdam"), "mixed");
        row(QStringLiteral("van Gogh"), "mixed");
        row(QStringLiteral("USA today"), "mixed");
        row(QStringLiteral("ΑΘΗΝΑ"), "upper");
        row(QStringLiteral("Москва"), "title");
        row(QStringLiteral("北京 Airport"), "title");
    }
    void casing() {
        QFETCH(QString, text);
        QTEST(QString::fromLatin1(casingName(casingOf(text.toStdString()))), "casing");
    }

    void script_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("script");
        const auto row = [](const QString& text, const char* script) {
            QTest::newRow(qPrintable(text)) << text << QString::fromLatin1(script);
        };
        row(QString(), "none");
        row(QStringLiteral("12 % — !"), "none");
        row(QStringLiteral("Oslo 2"), "Latin");
        row(QStringLiteral("é"), "Latin");
        row(QStringLiteral("北京"), "Han");
        row(QStringLiteral("東京タワー"), "Japanese");
        row(QStringLiteral("の"), "Hiragana");
        row(QStringLiteral("서울"), "Hangul");
        row(QStringLiteral("大韓민국"), "Korean");
        row(QStringLiteral("القاهرة"), "Arabic");
        row(QStringLiteral("Москва"), "Cyrillic");
        row(QStringLiteral("北京 Airport"), "mixed");
        row(QStringLiteral("Oslо"), "mixed"); // its last letter is Cyrillic
    }
    void script() {
        QFETCH(QString, text);
        QTEST(QString::fromStdString(scriptOf(text.toStdString())), "script");
    }
};

QTEST_APPLESS_MAIN(TstTraits)
#include "tst_traits.moc"
