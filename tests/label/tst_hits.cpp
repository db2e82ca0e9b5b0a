// SPDX-License-Identifier: GPL-3.0-or-later
// Places that a filter found: the list under the documents, and the way from there into the text.
#include "tests/label/label_fixture.h"
#include "ui/label/hits_panel.h"
#include "ui/label/navigator_panel.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/documents_table.h"
#include "ui/shell/filter_bar.h"

#include <QListView>
#include <QToolButton>

using namespace evenspan;
using namespace evenspan::ui;

class TestHits : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    const std::vector<DocumentDraft> m_three{draft("one", "Mira works at Okafor Labs in Ulm ."),
        draft("two", "Nothing here ."),
        // Offsets are code points, whatever the bytes.
        draft("three", "\xF0\x9F\x98\x80 caf\xC3\xA9 : Ulm , Ulm and Okafor again .")};

    static FilterBar& bar(Fixture& f) { return *f.page->findChild<FilterBar*>(); }
    static QListView& list(Fixture& f) { return *f.page->findChild<HitsPanel*>()->list(); }
    static QString row(Fixture& f, int at) {
        return list(f).model()->index(at, 0).data().toString();
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-hits-test"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    void showsPlacesInContext() {
        Fixture f(*m_theme, m_three);
        QAbstractItemModelTester tester(
            list(f).model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(!list(f).isVisible());
        bar(f).setText(QStringLiteral("ulm"));
        QTRY_COMPARE(list(f).model()->rowCount(), 3);
        QVERIFY(list(f).isVisible());
        QVERIFY(row(f, 0).startsWith(QStringLiteral("one: ")));
        QCOMPARE(list(f).model()->index(1, 0).data(HitsModel::HitRole).toString(),
            QStringLiteral("Ulm"));
        QVERIFY(list(f)
                    .model()
                    ->index(1, 0)
                    .data(HitsModel::BeforeRole)
                    .toString()
                    .endsWith(QStringLiteral(": ")));
        QVERIFY(list(f)
                    .model()
                    ->index(2, 0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(QStringLiteral("Ulm, in three")));
        // Only a filter that asks for text has places.
        bar(f).setText(QStringLiteral("-label:PER"));
        QTRY_VERIFY(!list(f).isVisible());
        QCOMPARE(list(f).model()->rowCount(), 0);
    }

    // Of an expression each place is shown as it was found, with what stands around it.
    void expressionsHavePlacesInContext() {
        Fixture f(*m_theme, m_three);
        bar(f).setText(QStringLiteral("re:\"caf\\w\" OR re:\"U[a-z]m\""));
        QTRY_COMPARE_WITH_TIMEOUT(list(f).model()->rowCount(), 4, 30000);
        QStringList hits;
        for (int i = 0; i < 4; ++i)
            hits << list(f).model()->index(i, 0).data(HitsModel::HitRole).toString();
        QCOMPARE(hits,
            (QStringList{QStringLiteral("Ulm"), QStringLiteral("caf\u00E9"), QStringLiteral("Ulm"),
                QStringLiteral("Ulm")}));
        const QModelIndex second = list(f).model()->index(1, 0);
        QCOMPARE(second.data(HitsModel::BeforeRole).toString(), QStringLiteral("\U0001F600 "));
        QVERIFY(second.data(HitsModel::AfterRole).toString().startsWith(QStringLiteral(" : Ulm")));
        // And Enter leads there.
        list(f).setCurrentIndex(second);
        list(f).setFocus();
        QTest::keyClick(&list(f), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(f.page->breadcrumb().contains(QStringLiteral("three")), 30000);
        bar(f).setText(QStringLiteral("re:\"U[a-z]m \""));
        QTRY_COMPARE_WITH_TIMEOUT(list(f).model()->rowCount(), 3, 30000);
    }

    void enterGoesToThePlaceInTheText() {
        Fixture f(*m_theme, m_three);
        bar(f).setText(QStringLiteral("okafor"));
        QTRY_COMPARE(list(f).model()->rowCount(), 2);
        // The last one: in the third document, after characters of two and four bytes.
        list(f).setFocus();
        QTest::keyClick(&list(f), Qt::Key_End);
        QTest::keyClick(&list(f), Qt::Key_Return);
        QTRY_VERIFY(f.page->breadcrumb().contains(QStringLiteral("three")));
        QTRY_VERIFY(f.canvas->hasFocus());
        const QString text = QString::fromStdString(m_three[2].text);
        const auto begin =
            std::uint32_t(text.left(text.indexOf(QStringLiteral("Okafor"))).toUcs4().size());
        QTRY_COMPARE(f.canvas->cursor().target().begin, begin);
        QCOMPARE(f.canvas->cursor().target().end, begin + 6);
        // And within the document that is there already.
        bar(f).setText(QStringLiteral("Ulm"));
        QTRY_COMPARE(list(f).model()->rowCount(), 3);
        list(f).setFocus();
        QTest::keyClick(&list(f), Qt::Key_Home);
        QTest::keyClick(&list(f), Qt::Key_Return);
        QTRY_VERIFY(f.page->breadcrumb().contains(QStringLiteral("one")));
        QTRY_COMPARE(f.canvas->cursor().target().begin, 29U);
        f.key(Qt::Key_L);
        QTRY_COMPARE(f.spans(1), QStringList{QStringLiteral("29-32 PLACE")});
    }

    void foldsAndRemembersIt() {
        {
            Fixture f(*m_theme, m_three);
            bar(f).setText(QStringLiteral("ulm"));
            QTRY_VERIFY(list(f).isVisible());
            auto* head = f.page->findChild<HitsPanel*>()->findChild<QToolButton*>();
            QTRY_COMPARE(head->text(), QStringLiteral("3 places"));
            QTest::keyClick(head, Qt::Key_Space);
            QVERIFY(!list(f).isVisible());
            QVERIFY(head->isVisible());
        }
        Fixture f(*m_theme, m_three);
        bar(f).setText(QStringLiteral("ulm"));
        QTRY_COMPARE(list(f).model()->rowCount(), 3);
        QVERIFY(!list(f).isVisible());
    }

    // Many more than are shown: the list is cut and says so.
    void isBounded() {
        std::string text;
        for (int i = 0; i < 700; ++i)
            text += "Ulm and ";
        Fixture f(*m_theme, {draft("many", text)});
        bar(f).setText(QStringLiteral("ulm"));
        QTRY_COMPARE(list(f).model()->rowCount(), int(HitsPanel::kShown));
        QVERIFY(f.page->findChild<HitsPanel*>()->findChild<QToolButton*>()->text().contains(
            QStringLiteral("first 500")));
    }

    // The answer to an older filter never lands after a newer one.
    void dropsStaleAnswers() {
        Fixture f(*m_theme, m_three);
        for (int i = 0; i < 20; ++i) {
            bar(f).setText(QStringLiteral("ulm"));
            bar(f).setText(QStringLiteral("nothing"));
        }
        QTRY_COMPARE_WITH_TIMEOUT(list(f).model()->rowCount(), 1, 30000); // a disk may be slow
        QTest::qWait(100);
        QCOMPARE(list(f).model()->rowCount(), 1);
        QVERIFY(row(f, 0).startsWith(QStringLiteral("two: ")));
    }

    void deniedWordsHaveNoPlaces_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("asks");
        QTest::newRow("word") << QStringLiteral("acme") << true;
        QTest::newRow("key") << QStringLiteral("text:\"a b\"") << true;
        QTest::newRow("one of two") << QStringLiteral("label:PER OR acme") << true;
        QTest::newRow("expression") << QStringLiteral("re:\"a b\"") << true;
        QTest::newRow("denied expression") << QStringLiteral("-re:a") << false;
        QTest::newRow("denied") << QStringLiteral("-acme") << false;
        QTest::newRow("denied group") << QStringLiteral("-(acme OR label:PER)") << false;
        QTest::newRow("none") << QStringLiteral("label:PER") << false;
        QTest::newRow("empty") << QString() << false;
    }
    void deniedWordsHaveNoPlaces() {
        QFETCH(QString, query);
        QFETCH(bool, asks);
        QCOMPARE(HitsPanel::asksForText(*store::parseQuery(query.toStdString())), asks);
    }
};

QTEST_MAIN(TestHits)
#include "tst_hits.moc"
