// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences of the layers below, known by their words and said in the language of the window.
#include "ui/common/phrases.h"
#include "ui/common/widgets.h"
#include "ui/project/report_words.h"

#include <QLabel>
#include <QTest>
#include <QTranslator>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

constexpr const char* kSome[] = {"stop", "go on", "take %1", "take %1 from %2", "%2 went to %1",
    "say “%1”", "say “%1” as %2", nullptr};
constexpr const char* kMore[] = {"wait", nullptr};

// Says every phrase with "<" and ">" around it.
class Other : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char*, int) const override {
        const bool asked = qstrcmp(context, "Some") == 0 || qstrcmp(context, "ReportWords") == 0;
        return asked ? QStringLiteral("<") + QString::fromUtf8(source) + QLatin1Char('>')
                     : QString();
    }
};

} // namespace

class TstPhrases : public QObject {
    Q_OBJECT
    Other m_other;

private Q_SLOTS:
    void init() { QCoreApplication::installTranslator(&m_other); }
    void cleanup() {
        QCoreApplication::removeTranslator(&m_other);
        QLocale::setDefault(QLocale::c());
    }

    void whatIsPutInStays_data() {
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("said"); // empty: not known
        const auto row = [](const char* english, const char* said) {
            QTest::newRow(english) << QString::fromUtf8(english) << QString::fromUtf8(said);
        };
        row("stop", "<stop>");
        row("wait", "<wait>");
        row("stop it", "");
        row("", "");
        row("take ", ""); // nothing was put in
        row("take x", "<take x>");
        row("take a from b", "<take a from b>");
        row("take a from b from c", "<take a from b from c>");
        row("a went to b", "<a went to b>");
        row("take %2 from %1", "<take %2 from %1>");
        row("say “a” as b” as PER", "<say “a” as b” as PER>");
        row("say “”", "");
        row("take stop", "<take stop>");
    }
    void whatIsPutInStays() {
        QFETCH(QString, english);
        QFETCH(QString, said);
        const Phrases phrases("Some", {kSome, kMore});
        QCOMPARE(phrases.said(english).value_or(QString()), said);
    }

    void aPhraseInAPhraseIsSaidToo() {
        const Phrases phrases("Some", {kSome});
        QCOMPARE(phrases.said(QStringLiteral("take stop"), true), QStringLiteral("<take <stop>>"));
        QCOMPARE(phrases.allSaid(QStringLiteral("take x: go on: stop"), QStringLiteral(": "),
                     QStringLiteral("%1 | %2")),
            QStringLiteral("<take x> | <go on> | <stop>"));
        QVERIFY(!phrases.allSaid(
            QStringLiteral("go on: nowhere"), QStringLiteral(": "), QStringLiteral("%1 | %2")));
    }

    // A failure of an import in a window of another language: its own words, where they are known.
    void failuresAreSaid() {
        QLocale::setDefault(QLocale(QLocale::Chinese));
        const Error known{ErrorCode::BadFormat,
            "The line has 2 columns, the tag stands in column 4", "a.conll: line 7",
            "Mend this line, or import the file as plain text."};
        auto text = reportError(known);
        QVERIFY2(text.what.contains(
                     QStringLiteral("<The line has 2 columns, the tag stands in column 4>")),
            qPrintable(text.what));
        QVERIFY(text.what.contains(
            QStringLiteral("<%1: line %2>").arg(QStringLiteral("a.conll"), QStringLiteral("7"))));
        QCOMPARE(
            text.remedy, QStringLiteral("<Mend this line, or import the file as plain text.>"));
        QVERIFY(text.detail.isEmpty());
        const Error odd{ErrorCode::Io, "Nobody knows this", "x", "Nor this."};
        text = reportError(odd);
        QCOMPARE(text.what, errorKind(ErrorCode::Io));
        QVERIFY(text.detail.contains(QStringLiteral("Nobody knows this")));
        ErrorBanner banner;
        showReportError(banner, known);
        bool shown = false;
        for (const auto* label : banner.findChildren<QLabel*>())
            shown = shown || label->text().contains(QStringLiteral("<The line has 2 columns"));
        QVERIFY(shown);
        QLocale::setDefault(QLocale(QLocale::English));
        QCOMPARE(reportError(known).what, QString::fromStdString(known.what + " – " + known.where));
    }
};

QTEST_MAIN(TstPhrases)
#include "tst_phrases.moc"
