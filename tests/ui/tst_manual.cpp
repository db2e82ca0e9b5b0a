// SPDX-License-Identifier: GPL-3.0-or-later
// The manual in the window: every page in both languages, pictures, links, search, back.
#include "tests/ui/ui_support.h"
#include "ui/shell/manual_page.h"
#include "ui/shell/manual_view.h"

#include <QAction>
#include <QDir>
#include <QImage>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>
#include <QTextBlock>

using namespace evenspan;
using namespace evenspan::ui;

class TstManual : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    static ManualPage* open(Bench& bench) {
        bench.window->show();
        bench.window->actions().action(QStringLiteral("go.manual"))->trigger();
        return bench.window->findChild<ManualPage*>();
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-manual"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    void everyPageIsInTheListAndInChinese() {
        Bench bench(*m_theme);
        const ManualPage* manual = open(bench);
        QStringList files;
        for (const QString& name :
            QDir(QStringLiteral(":/manual")).entryList({QStringLiteral("*.md")}))
            if (name.count(QLatin1Char('.')) == 1)
                files << name.chopped(3);
        QStringList listed = manual->pages();
        QCOMPARE(listed.first(), QStringLiteral("index"));
        listed.sort();
        files.sort();
        QCOMPARE(listed, files);
        const QRegularExpression han(QStringLiteral("\\p{Han}"));
        for (const QString& name : files) {
            QVERIFY2(!ManualView::pageTitle(name).isEmpty(), qPrintable(name));
            QFile chinese(QStringLiteral(":/manual/%1.zh_CN.md").arg(name));
            QVERIFY2(chinese.open(QIODevice::ReadOnly), qPrintable(name));
            QVERIFY2(QString::fromUtf8(chinese.readAll()).contains(han), qPrintable(name));
        }
    }

    // No link and no picture leads nowhere, and the two languages have the same parts.
    void linksAndPicturesExist() {
        const QRegularExpression link(QStringLiteral("\\]\\(([^)]+)\\)"));
        const QRegularExpression code(QStringLiteral("`[^`\\n]*`"));
        const QRegularExpression heading(
            QStringLiteral("^##? "), QRegularExpression::MultilineOption);
        const QDir folder(QStringLiteral(":/manual"));
        for (const QString& name : folder.entryList({QStringLiteral("*.md")})) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QString text = QString::fromUtf8(file.readAll());
            text.remove(code); // an example's brackets lead nowhere
            auto found = link.globalMatch(text);
            while (found.hasNext()) {
                const QString target = found.next().captured(1);
                QVERIFY2(QFile::exists(folder.filePath(target)), qPrintable(name % target));
            }
            QFile english(
                folder.filePath(name.section(QLatin1Char('.'), 0, 0) + QStringLiteral(".md")));
            QVERIFY(english.open(QIODevice::ReadOnly));
            QCOMPARE(text.count(heading), QString::fromUtf8(english.readAll()).count(heading));
        }
    }

    void picturesFitTheColumn() {
        Bench bench(*m_theme);
        bench.window->resize(1024, 640);
        ManualPage* manual = open(bench);
        manual->showTopic(QStringLiteral("label"));
        int pictures = 0;
        const QTextDocument* document = manual->view().document();
        for (QTextBlock block = document->begin(); block.isValid(); block = block.next())
            for (auto it = block.begin(); !it.atEnd(); ++it)
                if (it.fragment().charFormat().isImageFormat()) {
                    ++pictures;
                    const QString name = it.fragment().charFormat().toImageFormat().name();
                    const auto image = document->resource(QTextDocument::ImageResource, QUrl(name))
                                           .value<QImage>();
                    QVERIFY2(!image.isNull(), qPrintable(name));
                    QVERIFY(image.width() / image.devicePixelRatio()
                        <= manual->view().viewport()->width());
                }
        QVERIFY(pictures >= 2);
        QVERIFY(document->size().width() <= manual->view().viewport()->width() + 1);
    }

    void theTopicIsThatOfThePage() {
        Bench bench(*m_theme);
        bench.window->show();
        bench.workbench.documents = 10;
        bench.window->openPath(QStringLiteral("/data/a.evenspan"));
        QTRY_VERIFY(bench.workbench.isOpen());
        QAction* help = bench.window->actions().action(QStringLiteral("go.manual"));
        const QList<std::pair<QString, QString>> topics{
            {QStringLiteral("project"), QStringLiteral("projects")},
            {QStringLiteral("label"), QStringLiteral("labelling")},
            {QStringLiteral("train"), QStringLiteral("training")},
            {QStringLiteral("inspect"), QStringLiteral("inspection")},
            {QStringLiteral("settings"), QStringLiteral("keys")}};
        for (const auto& [page, topic] : topics) {
            bench.window->showPage(page);
            help->trigger();
            QCOMPARE(bench.window->findChild<ManualPage*>()->view().page(), topic);
        }
    }

    void searchGoesThroughAllPages() {
        Bench bench(*m_theme);
        ManualPage* manual = open(bench);
        auto* search = manual->findChild<QLineEdit*>();
        auto* list = manual->findChild<QListWidget*>();
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("gazetteer-that-is-nowhere"));
        int shown = 0;
        for (int i = 0; i < list->count(); ++i)
            shown += !list->item(i)->isHidden();
        QCOMPARE(shown, 0);
        search->clear();
        QTest::keyClicks(search, QStringLiteral("learning rate"));
        QCOMPARE(manual->view().page(), QStringLiteral("training"));
        QVERIFY(!manual->view().extraSelections().isEmpty());
        search->setText(QStringLiteral("F6"));
        QSet<QString> visited;
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(search, Qt::Key_Return);
            visited << manual->view().page();
        }
        QVERIFY(visited.size() >= 2);
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(search->text().isEmpty());
        QCOMPARE(bench.window->currentPage(), static_cast<Page*>(manual));
        QVERIFY(manual->view().extraSelections().isEmpty());
    }

    void linksLeadOnAndBackLeadsBack() {
        Bench bench(*m_theme);
        ManualPage* manual = open(bench);
        manual->showTopic(QStringLiteral("index"));
        auto* view = manual->findChild<ManualView*>();
        view->setSource(QUrl(QStringLiteral("training.md")));
        QCOMPARE(view->page(), QStringLiteral("training"));
        QCOMPARE(manual->findChild<QListWidget*>()->currentItem()->text(),
            ManualView::pageTitle(QStringLiteral("training")));
        for (QPushButton* button : manual->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Back"))
                button->click();
        QCOMPARE(view->page(), QStringLiteral("index"));
    }

    // The tables of keys name the keys that the commands have now.
    void theKeysPageIsTrue() {
        Bench bench(*m_theme);
        bench.window->actions().setKeys(
            QStringLiteral("label.next"), QKeySequence(QStringLiteral("Ctrl+J")));
        ManualPage* manual = open(bench);
        manual->showTopic(QStringLiteral("keys"));
        const QString text = manual->view().toPlainText();
        QVERIFY(text.contains(QStringLiteral("Ctrl+J")));
        for (const QAction* action : bench.window->actions().actions())
            if (!action->shortcut().isEmpty())
                QVERIFY2(text.contains(action->text()), qPrintable(action->objectName()));
    }

    void inChineseItIsChinese() {
        const QLocale before;
        QLocale::setDefault(QLocale(QStringLiteral("zh_CN")));
        QVERIFY(ManualView::pageText(QStringLiteral("index")).contains(QStringLiteral("手册")));
        QLocale::setDefault(before);
        QVERIFY(ManualView::pageText(QStringLiteral("index")).contains(QStringLiteral("manual")));
    }
};

QTEST_MAIN(TstManual)
#include "tst_manual.moc"
