// SPDX-License-Identifier: GPL-3.0-or-later
// What is set on the settings page holds at once, is remembered, and is what the page shows again.
#include "tests/ui/ui_support.h"
#include "ui/common/text_fonts.h"
#include "ui/settings/text_sample.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace evenspan;
using namespace evenspan::ui;

class TstSettingsPage : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    static SettingsPage* page(Bench& bench) {
        bench.window->resize(1280, 800);
        bench.window->show();
        return qobject_cast<SettingsPage*>(bench.window->showPage(QStringLiteral("settings")));
    }
    static QComboBox* box(QWidget* page, const char* name) {
        for (QComboBox* candidate : page->findChildren<QComboBox*>())
            if (candidate->accessibleName() == QLatin1String(name))
                return candidate;
        return nullptr;
    }
    static QImage sample(QWidget* page) { return page->findChild<TextSample*>()->grab().toImage(); }
    static void choose(QComboBox* box, const QVariant& value) {
        const int at = box->findData(value);
        QVERIFY2(at >= 0, qPrintable(value.toString()));
        box->setCurrentIndex(at);
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-settings"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    void theSampleFollows_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("value");
        QTest::newRow("font") << QByteArray("Font") << QStringLiteral("canvas/family")
                              << QVariant(
                                     QFontDatabase::systemFont(QFontDatabase::FixedFont).family());
        QTest::newRow("size") << QByteArray("Size") << QStringLiteral("canvas/size")
                              << QVariant(24);
        QTest::newRow("spacing") << QByteArray("Line spacing") << QStringLiteral("canvas/spacing")
                                 << QVariant(250);
    }
    void theSampleFollows() {
        QFETCH(QByteArray, name);
        QFETCH(QString, key);
        QFETCH(QVariant, value);
        {
            Bench bench(*m_theme);
            SettingsPage* settings = page(bench);
            const QImage before = sample(settings);
            choose(box(settings, name), value);
            QCOMPARE(QSettings().value(key).toString(), value.toString());
            QVERIFY(sample(settings) != before);
        }
        Bench again(*m_theme);
        QCOMPARE(box(page(again), name)->currentData().toString(), value.toString());
    }

    void aFontThatIsGoneStaysChosen() {
        QSettings().setValue(QStringLiteral("canvas/family"), QStringLiteral("Nowhere Sans"));
        Bench bench(*m_theme);
        QComboBox* font = box(page(bench), "Font");
        QCOMPARE(font->currentText(), QStringLiteral("Nowhere Sans"));
        const int count = font->count();
        bench.window->showPage(QStringLiteral("project"));
        page(bench);
        QCOMPARE(font->count(), count); // and is not listed once more
    }

    // Every installed font once, under its own name; the common ones under plain words.
    void fontsAreOfferedOnce() {
        Bench bench(*m_theme);
        QComboBox* font = box(page(bench), "Font");
        QSet<QString> seen;
        for (int i = 0; i < font->count(); ++i) {
            if (!font->itemData(i).isValid())
                continue; // the line between the two kinds
            const QString family = font->itemData(i).toString();
            QVERIFY2(!seen.contains(family), qPrintable(family));
            seen.insert(family);
            QCOMPARE(font->itemText(i), TextFonts::name(family));
        }
        for (const TextFont& common : TextFonts::common())
            QVERIFY(seen.contains(common.family));
        for (const TextFont& installed : TextFonts::installed())
            QVERIFY(seen.contains(installed.family));
        QCOMPARE(TextFonts::name({}), QStringLiteral("Of the window"));
        QCOMPARE(TextFonts::name(QStringLiteral("Nowhere Sans")), QStringLiteral("Nowhere Sans"));
    }
};

QTEST_MAIN(TstSettingsPage)
#include "tst_settings_page.moc"
