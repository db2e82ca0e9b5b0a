// SPDX-License-Identifier: GPL-3.0-or-later
// The inspection page in the real window on a real project: what is shown, filtered, opened and
// come back from, and what is said where there is nothing to show.
#include "tests/ui/inspect_window.h"
#include "ui/common/colours.h"
#include "ui/common/data_table.h"
#include "ui/common/interval_delegate.h"
#include "ui/inspect/errors_tab.h"
#include "ui/inspect/matrix_view.h"
#include "ui/inspect/mention_view.h"
#include "ui/inspect/mentions_model.h"
#include "ui/inspect/scores_tab.h"
#include "ui/inspect/slices_tab.h"
#include "ui/inspect/two_runs_tab.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>

#include <algorithm>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

class TestInspectPage : public QObject {
    Q_OBJECT

private:
    static QComboBox* box(InspectPage* page, const QString& name) {
        for (auto* box : page->findChildren<QComboBox*>())
            if (box->accessibleName() == name)
                return box;
        return nullptr;
    }
    static void choose(QComboBox* box, const QString& text) {
        box->setCurrentIndex(box->findText(text));
        QVERIFY(box->currentIndex() >= 0);
        Q_EMIT box->activated(box->currentIndex());
    }
    static QStringList visibleTexts(QWidget* page) {
        QStringList out;
        for (auto* label : page->findChildren<QLabel*>())
            if (label->isVisible())
                out << label->text();
        return out;
    }
    static MentionsModel* model(InspectPage* page) { return page->findChild<MentionsModel*>(); }
    static DataTable* table(InspectPage* page) {
        return page->findChild<ErrorsTab*>()->findChild<DataTable*>();
    }
    static QTreeWidgetItem* facet(InspectPage* page, const QString& value) {
        auto* tree = page->findChild<FacetTree*>();
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            for (int j = 0; j < tree->topLevelItem(i)->childCount(); ++j)
                if (tree->topLevelItem(i)->child(j)->text(0).contains(value))
                    return tree->topLevelItem(i)->child(j);
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = new Theme(*qApp);
    }
    void init() { QSettings().clear(); }

    void withoutARunItSaysWhatToDo() {
        InspectWindow bench(*m_theme, 6, false);
        InspectPage* page = bench.open();
        QVERIFY(page);
        SOON(visibleTexts(page).join(QString()).contains(QStringLiteral("No run to look into")));
        QCOMPARE(page->panels().size(), 1);
    }

    void mentionsAreListedByDocument() {
        InspectWindow bench(*m_theme);
        InspectPage* page = bench.open();
        QVERIFY(page && InspectWindow::filled(page));
        QCOMPARE(
            box(page, QStringLiteral("Documents"))->currentText(), QStringLiteral("Validation"));
        QAbstractItemModelTester tester(model(page));
        SOON(model(page)->rowCount() == int(page->inspection()->table->size()));
        QVERIFY(model(page)->rowCount() > 10);
        for (int row = 0; row < model(page)->rowCount(); ++row)
            QCOMPARE(model(page)->place(row), std::uint32_t(row));
        // The weights are gone, and it says so.
        QVERIFY(visibleTexts(page).join(QString()).contains(QStringLiteral("weights of this run")));
        QVERIFY(page->findChild<ErrorsTab*>()->findChild<MentionView*>()->spoken().contains(
            QStringLiteral("Labelled:")));
    }

    void aTickedValueFilters() {
        InspectWindow bench(*m_theme);
        InspectPage* page = bench.open();
        QVERIFY(page && InspectWindow::filled(page));
        SOON(facet(page, QStringLiteral("Missed")));
        const auto& inspected = *page->inspection()->table;
        const int missed = int(inspected.select({{{"class", {"missed"}}}, {}, {}}).size());
        QVERIFY(missed > 0);
        QCOMPARE(facet(page, QStringLiteral("Missed"))->text(1), QString::number(missed));
        facet(page, QStringLiteral("Missed"))->setCheckState(0, Qt::Checked);
        SOON(model(page)->rowCount() == missed);
        for (int row = 0; row < missed; ++row)
            QVERIFY(model(page)->at(row)->kind == CaseKind::Missed);
        auto* search = page->findChild<ErrorsTab*>()->findChild<QLineEdit*>();
        search->setText(QStringLiteral("no such words"));
        SOON(model(page)->rowCount() == 0);
        QVERIFY(visibleTexts(page).contains(QStringLiteral("No mention passes the filter.")));
        // Esc drops it all.
        QTest::keyClick(bench.window.get(), Qt::Key_Escape);
        SOON(model(page)->rowCount() == int(inspected.size()));
        QVERIFY(search->text().isEmpty());
    }

    void headingsSort() {
        InspectWindow bench(*m_theme);
        InspectPage* page = bench.open();
        QVERIFY(page && InspectWindow::filled(page));
        SOON(model(page)->rowCount() > 0);
        table(page)->sortByColumn(1, Qt::AscendingOrder);
        SOON(model(page)->at(0)->text == "Blue Fen Trust" || model(page)->by() == "text");
        SOON(!page->findChild<ErrorsTab*>()->waiting());
        for (int row = 1; row < model(page)->rowCount(); ++row)
            QVERIFY(QString::fromStdString(model(page)->at(row - 1)->text).toLower()
                <= QString::fromStdString(model(page)->at(row)->text).toLower());
    }

    void enterOpensThePlaceAndEscComesBack() {
        InspectWindow bench(*m_theme);
        InspectPage* page = bench.open();
        QVERIFY(page && InspectWindow::filled(page));
        SOON(model(page)->rowCount() > 6);
        table(page)->selectRow(5);
        const auto& one = *model(page)->at(5);
        const auto& sentence = page->inspection()->sentences[one.sentence];
        table(page)->setFocus();
        QTest::keyClick(table(page), Qt::Key_Return);
        auto* label = qobject_cast<LabelPage*>(bench.window->currentPage());
        QVERIFY(label);
        const QString name =
            QString::fromStdString(page->inspection()->documents.at(sentence.document).name);
        SOON(label->breadcrumb().endsWith(name));
        auto* canvas = label->findChild<TextCanvas*>();
        const CodePointRange range{
            sentence.places[one.begin].begin, sentence.places[one.end - 1].end};
        SOON(canvas->cursor().selection() == range);
        SOON(canvas->hasFocus());
        for (int i = 0; i < 4 && bench.window->currentPage() != page; ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(bench.window->currentPage(), page);
        QCOMPARE(table(page)->currentIndex().row(), 5);
        QVERIFY(table(page)->hasFocus());
    }

    void labelsThatChangeAreReadAgain() {
        InspectWindow bench(*m_theme);
        InspectPage* page = bench.open();
        QVERIFY(page && InspectWindow::filled(page));
        SOON(model(page)->rowCount() > 6);
        const auto before = page->inspection();
        const DocumentId document(before->sentences.front().document);
        bench.window->showPage(QStringLiteral("label"));
        bool done = false;
        bench.workbench.edit(
            document,
            [document](store::Writer& writer) -> Result<void> {
                store::SpanRow span;
                span.document = document;
                span.label = "PLACE";
                span.range = {0, 4};
                auto added = writer.addSpan(span);
                return added ? Result<void>() : added.error();
            },
            [&](const Result<void>& added) { done = added.ok(); });
        SOON(done);
        bench.window->showPage(QStringLiteral("inspect"));
        SOON(page->inspection() && page->inspection() != before && !page->computing());
    }

    void documentsWithoutLabelsShowWhatIsMarked() {
        InspectWindow bench(*m_theme);
        InspectPage* page = bench.open();
        QVERIFY(page && InspectWindow::filled(page));
        choose(box(page, QStringLiteral("Documents")), QStringLiteral("Documents without labels"));
        SOON(page->inspection() && !page->inspection()->gold);
        SOON(model(page)->rowCount() > 0);
        SOON(model(page)->index(0, 0).data().toString().contains(QStringLiteral("Marked")));
    }

    void aSliceListsItsMentions() {
        InspectWindow bench(*m_theme, 400);
        InspectPage* page = bench.open();
        QVERIFY(page && InspectWindow::filled(page));
        page->findChild<QTabWidget*>()->setCurrentIndex(1);
        auto* slices = page->findChild<SlicesModel*>();
        QAbstractItemModelTester tester(slices);
        SOON(slices->rowCount() > 0);
        const auto count = int(slices->at(0)->count);
        auto* list = page->findChild<SlicesTab*>()->findChild<DataTable*>();
        list->selectRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        SOON(model(page)->rowCount() == count);
        QCOMPARE(page->findChild<QTabWidget*>()->currentIndex(), 0);
    }

    void aCellListsItsMentions() {
        InspectWindow bench(*m_theme, 200);
        InspectPage* page = bench.open();
        QVERIFY(page && InspectWindow::filled(page));
        page->findChild<QTabWidget*>()->setCurrentIndex(2);
        auto* scores = page->findChild<LabelScoresModel*>();
        QAbstractItemModelTester tester(scores);
        SOON(scores->rowCount() == 4); // all, and three labels
        for (int row = 0; row < 4; ++row)
            for (const int column :
                {LabelScoresModel::Precision, LabelScoresModel::Recall, LabelScoresModel::F1}) {
                const auto cell = scores->index(row, column);
                const double low = cell.data(IntervalDelegate::kLow).toDouble();
                const double high = cell.data(IntervalDelegate::kHigh).toDouble();
                const double at = cell.data(IntervalDelegate::kAt).toDouble();
                QVERIFY(0 <= low && low <= at && at <= high && high <= 1 && low < high);
                QVERIFY(cell.data(IntervalDelegate::kFrom).toDouble() <= low);
                // The number beside the whisker is where its dot lies.
                QCOMPARE(cell.data().toString(), QLocale().toString(100 * at, 'f', 1));
            }
        auto* matrix = page->findChild<MatrixModel*>();
        QAbstractItemModelTester second(matrix);
        QTableView* cells = nullptr;
        for (auto* view : page->findChild<InspectScoresTab*>()->findChildren<QTableView*>())
            if (view->model() == matrix)
                cells = view;
        QVERIFY(cells);
        const auto expected = page->inspection()->table->byCase();
        int missed = 0; // ORG, nothing marked
        for (std::size_t row = 0; row < expected.labels.size(); ++row)
            if (expected.labels[row] == "ORG")
                missed = int(expected.at(row, expected.labels.size() - 1));
        QVERIFY(missed > 0);
        for (int row = 0; row < matrix->rowCount(); ++row)
            if (matrix->headerData(row, Qt::Vertical).toString() == QStringLiteral("ORG"))
                Q_EMIT cells->clicked(matrix->index(row, matrix->columnCount() - 1));
        SOON(model(page)->rowCount() == missed);
        for (int row = 0; row < missed; ++row)
            QVERIFY(model(page)->at(row)->kind == CaseKind::Missed);
    }

    // The scores and a small matrix are seen whole, one below the other.
    void scoresAndMatrixAreSeenWhole() {
        InspectWindow bench(*m_theme, 60);
        bench.window->resize(1280, 800);
        InspectPage* page = bench.open();
        QVERIFY(page && InspectWindow::filled(page));
        page->findChild<QTabWidget*>()->setCurrentIndex(2);
        auto* tab = page->findChild<InspectScoresTab*>();
        const auto views = tab->findChildren<QTableView*>();
        QCOMPARE(views.size(), 2);
        for (const QTableView* view : views) {
            const QAbstractItemModel* model = view->model();
            SOON(model->rowCount() > 0);
            const QModelIndex last = model->index(model->rowCount() - 1, model->columnCount() - 1);
            SOON(view->viewport()->rect().contains(view->visualRect(last)));
        }
    }

    void twoRunsAreHeldAgainstEachOther() {
        InspectWindow bench(*m_theme, 120);
        InspectPage* page = bench.open();
        QVERIFY(page && InspectWindow::filled(page));
        page->findChild<QTabWidget*>()->setCurrentIndex(3);
        auto* tab = page->findChild<TwoRunsTab*>();
        auto* other = box(page, QStringLiteral("The other run"));
        SOON(other->count() == 2);
        choose(other, other->itemText(1));
        auto* places = page->findChild<PairPlacesModel*>();
        QAbstractItemModelTester tester(places);
        SOON(places->pair() && !tab->comparing());
        const auto& counts = places->pair()->places.counts;
        QVERIFY(counts.at(PlaceChange::Fixed) > 0 && counts.at(PlaceChange::Broken) > 0);
        auto* change = box(page, QStringLiteral("Which places are listed"));
        change->setCurrentIndex(change->findData(int(PlaceChange::Broken)));
        QCOMPARE(places->rowCount(), int(counts.at(PlaceChange::Broken)));
        for (int row = 0; row < places->rowCount(); ++row)
            QVERIFY(places->at(row)->change == PlaceChange::Broken);
        // What one has right and the other wrong changes places with the runs.
        const auto fixed = counts.at(PlaceChange::Fixed);
        const QString first = box(page, QStringLiteral("Run"))->currentText();
        choose(box(page, QStringLiteral("Run")), other->itemText(1));
        SOON(other->findText(first) > 0 && InspectWindow::filled(page));
        choose(other, first);
        SOON(places->pair() && !tab->comparing());
        QCOMPARE(places->pair()->places.counts.at(PlaceChange::Broken), fixed);
    }

    // The line under a mention of several words does not end at their blanks.
    void oneLineStandsUnderAMention() {
        InspectWindow bench(*m_theme);
        InspectPage* page = bench.open();
        QVERIFY(page && InspectWindow::filled(page));
        const auto inspection = page->inspection();
        const auto& sentence = inspection->sentences.front();
        const auto found = std::find_if(sentence.gold.begin(), sentence.gold.end(),
            [](const Mention& mention) { return mention.end - mention.begin > 1; });
        QVERIFY(found != sentence.gold.end());
        MentionView view([](const std::string&) { return 0; }, nullptr);
        view.resize(1200, 120);
        view.showWords(inspection, 0, found->begin, found->end);
        const QImage picture = view.grab().toImage();
        const QColor ink = Colours::of(view.palette()).text;
        int longest = 0;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0, run = 0; x < picture.width(); ++x) {
                const QColor at = picture.pixelColor(x, y);
                const bool dark = std::abs(at.red() - ink.red()) < 90
                    && std::abs(at.green() - ink.green()) < 90
                    && std::abs(at.blue() - ink.blue()) < 90;
                run = dark ? run + 1 : 0;
                longest = std::max(longest, run);
            }
        const QFontMetrics metrics(scaledFont(view.font(), 16 / 13.0));
        const QString words = QString::fromStdString(textOf(sentence, found->begin, found->end));
        QVERIFY(words.contains(QLatin1Char(' ')));
        const double scale = picture.devicePixelRatio();
        QVERIFY2(longest >= int(scale * metrics.horizontalAdvance(words)) - 4,
            qPrintable(QString::number(longest)));
    }

    void cancelLeavesAWayToAskAgain() {
        InspectWindow bench(*m_theme);
        bench.state->wait = true;
        InspectPage* page = bench.open();
        QVERIFY(page);
        SOON(page->computing());
        SOON(visibleTexts(page).contains(QStringLiteral("The run reads the documents")));
        for (auto* button : page->findChildren<QPushButton*>())
            if (button->accessibleName() == QStringLiteral("Cancel reading"))
                button->click();
        QVERIFY(!page->computing());
        SOON(visibleTexts(page).contains(QStringLiteral("Not read yet")));
        bench.state->wait = false;
        for (auto* button : page->findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == QStringLiteral("Read them")) {
                button->click();
                break;
            }
        QVERIFY(InspectWindow::filled(page));
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestInspectPage)
#include "tst_inspect_page.moc"
