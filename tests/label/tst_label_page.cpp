// SPDX-License-Identifier: GPL-3.0-or-later
// The labelling workspace in the real window, on a real project, by its keys.
#include "tests/label/label_fixture.h"
#include "ui/label/navigator_panel.h"
#include "ui/label/palette/palette_panel.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/documents_table.h"

#include <QComboBox>
#include <QPushButton>

using namespace evenspan;
using namespace evenspan::ui;

class TstLabelPage : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    const std::vector<DocumentDraft> m_two{
        draft("one", "Mira Tolvanen works at Okafor Labs in Ulm ."),
        draft("two", "Nothing here .")};

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        QSettings().clear();
        m_theme = std::make_unique<Theme>(*qApp);
    }

    // A two-token entity takes three keys, and is on disk when the screen shows it.
    void labelsByKeysAlone() {
        Fixture f(*m_theme, m_two);
        f.key(Qt::Key_Right, Qt::ShiftModifier);
        f.key(Qt::Key_P);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        QCOMPARE(f.spans(), QStringList{QStringLiteral("0-13 PER")});
        QCOMPARE(f.stored().row.state, DocumentState::InWork);
        QTRY_COMPARE(
            f.workbench.project().undoName, QStringLiteral("Label “Mira Tolvanen” as PER"));
    }

    void theSameLabelTwiceIsOneSpan() {
        Fixture f(*m_theme, m_two);
        f.key(Qt::Key_P);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        f.canvas->pick({});
        f.key(Qt::Key_P);
        QVERIFY(f.canvas->picked() != SpanId{});
        QCOMPARE(f.spans().size(), 1);
    }

    void relabelsMovesAndRemovesThePickedSpan() {
        Fixture f(*m_theme, m_two);
        f.key(Qt::Key_P);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        f.canvas->pick(f.canvas->spans().front().id);
        f.key(Qt::Key_O);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-4 ORG")});
        QTRY_COMPARE(f.canvas->spans().front().label, QStringLiteral("ORG"));
        f.key(Qt::Key_Right, Qt::ShiftModifier);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-13 ORG")});
        QTRY_COMPARE(f.canvas->spans().front().parts.front().end, 13U);
        f.key(Qt::Key_Delete);
        QTRY_COMPARE(f.spans(), QStringList());
        QTRY_VERIFY(f.canvas->spans().empty());
        // Every step back, and forward again.
        const QStringList steps{
            QStringLiteral("0-13 ORG"), QStringLiteral("0-4 ORG"), QStringLiteral("0-4 PER")};
        for (const QString& step : steps) {
            f.trigger("edit.undo");
            QTRY_COMPARE(f.spans(), QStringList{step});
        }
        f.trigger("edit.undo");
        QTRY_COMPARE(f.spans(), QStringList());
        QCOMPARE(f.stored().row.state, DocumentState::Unseen);
        f.trigger("edit.redo");
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-4 PER")});
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
    }

    void suggestionsAreAcceptedOrRejected() {
        std::vector<DocumentDraft> drafts = m_two;
        for (const CodePointRange range : {CodePointRange{0, 13}, CodePointRange{23, 34}}) {
            SpanDraft span;
            span.range = range;
            span.label = range.begin ? "ORG" : "PER";
            span.state = SpanState::Suggested;
            span.source = SpanSource::Model;
            span.score = 0.9;
            drafts[0].spans.push_back(span);
        }
        Fixture f(*m_theme, drafts);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(2));
        f.canvas->pick(f.canvas->spans()[0].id);
        f.key(Qt::Key_Return);
        QTRY_COMPARE(f.spans().value(0), QStringLiteral("0-13 PER"));
        QTRY_VERIFY(!f.canvas->spans()[0].suggested);
        f.canvas->pick(f.canvas->spans()[1].id);
        f.key(Qt::Key_Delete);
        QTRY_COMPARE(f.spans().value(1), QStringLiteral("23-34 ORG!"));
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
    }

    // Equal words of the document take the label in one step; other entities are left alone.
    void propagatesInOneStep() {
        std::vector<DocumentDraft> drafts{
            draft("one", "Ulm is far . Annual Ann met Ann in Ulm , and Ulm Labs too .")};
        SpanDraft other;
        other.range = {45, 53};
        other.label = "ORG";
        drafts[0].spans.push_back(other);
        Fixture f(*m_theme, drafts);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        f.trigger("label.propagate"); // nothing is picked
        f.key(Qt::Key_L);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(2));
        for (const CanvasSpan& span : f.canvas->spans())
            if (span.label == QStringLiteral("PLACE"))
                f.canvas->pick(span.id);
        f.key(Qt::Key_D, Qt::ControlModifier);
        QTRY_COMPARE(f.spans(),
            (QStringList{QStringLiteral("0-3 PLACE"), QStringLiteral("35-38 PLACE"),
                QStringLiteral("45-53 ORG")}));
        f.trigger("edit.undo");
        QTRY_COMPARE(
            f.spans(), (QStringList{QStringLiteral("0-3 PLACE"), QStringLiteral("45-53 ORG")}));
    }

    void filtersByAQuery() {
        Fixture f(*m_theme, m_two);
        f.key(Qt::Key_P);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        QLineEdit* filter = nullptr;
        for (QLineEdit* edit : f.page->findChildren<QLineEdit*>())
            if (edit->accessibleName() == QStringLiteral("Filter the documents"))
                filter = edit;
        QVERIFY(filter);
        filter->setText(QStringLiteral("-label:PER"));
        QTRY_VERIFY(f.page->breadcrumb().contains(QStringLiteral("two")));
        filter->setText(QStringLiteral("state:in-work Tolvanen"));
        QTRY_VERIFY(f.page->breadcrumb().contains(QStringLiteral("one")));
        // A mistake is said beside the field; the list stays.
        filter->setText(QStringLiteral("lable:PER"));
        const auto says = [&](const QString& word) {
            for (const QLabel* label : f.page->findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(word))
                    return true;
            return false;
        };
        QTRY_VERIFY(says(QStringLiteral("Did you mean label?")));
        QVERIFY(f.page->hasDocument());
        filter->setText(QStringLiteral("state:disputed"));
        QTRY_VERIFY(!f.page->hasDocument());
        QVERIFY(!says(QStringLiteral("Did you mean")));
        filter->clear();
        QTRY_VERIFY(f.page->hasDocument());
    }

    // One key for a right suggestion: the one under the cursor is meant where none is picked.
    void enterAcceptsWhatStandsUnderTheCursor() {
        std::vector<DocumentDraft> drafts = m_two;
        SpanDraft span;
        span.range = {0, 13};
        span.label = "PER";
        span.state = SpanState::Suggested;
        span.source = SpanSource::Model;
        drafts[0].spans.push_back(span);
        Fixture f(*m_theme, drafts);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        f.key(Qt::Key_Return);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-13 PER")});
        f.canvas->pick({});
        f.key(Qt::Key_Backspace);
        QTRY_COMPARE(f.spans(), QStringList());
        f.key(Qt::Key_Delete); // nothing is there
        QCOMPARE(f.spans(), QStringList());
    }

    void doneGoesOnAndSaysSo() {
        Fixture f(*m_theme, m_two);
        f.key(Qt::Key_Return, Qt::ControlModifier);
        const QTableView* table = nullptr;
        for (const auto* view : f.page->findChildren<QTableView*>())
            if (view->accessibleName() == QStringLiteral("Documents"))
                table = view;
        QVERIFY(table);
        QCOMPARE(table->selectionModel()->selectedRows().size(), qsizetype(1));
        QTRY_COMPARE(f.stored(1).row.state, DocumentState::Done);
        QTRY_VERIFY(f.page->breadcrumb().contains(QStringLiteral("two")));
        f.trigger("label.none");
        QTRY_COMPARE(f.stored(2).row.state, DocumentState::Done);
        QCOMPARE(f.stored(2).row.spans, std::int64_t(0));
        f.trigger("label.previous");
        QTRY_VERIFY(f.page->breadcrumb().contains(QStringLiteral("one")));
    }

    // A document with entities is not closed as one without.
    void doneWithoutEntitiesNeedsNone() {
        Fixture f(*m_theme, m_two);
        f.key(Qt::Key_P);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        f.trigger("label.none");
        QTest::qWait(50);
        QCOMPARE(f.stored().row.state, DocumentState::InWork);
    }

    // Filtered to nothing: it is said, one press leads out, and nothing can be done meanwhile.
    void filteredToNothingLeadsBack() {
        Fixture f(*m_theme, m_two);
        auto* navigator = f.page->findChild<NavigatorPanel*>();
        auto* states = navigator->findChild<QComboBox*>();
        const auto button = [&](const QString& text) {
            for (auto* one : f.page->findChildren<QPushButton*>())
                if (one->text() == text)
                    return one;
            return static_cast<QPushButton*>(nullptr);
        };
        QPushButton* clear = button(QStringLiteral("Clear the filter"));
        QPushButton* done = button(QStringLiteral("Done, next"));
        QVERIFY(clear && done);
        QVERIFY(!clear->isVisible());
        QVERIFY(done->isEnabled());
        states->setCurrentIndex(states->findData(int(DocumentState::Disputed)));
        navigator->setQuery(QStringLiteral("Tolvanen"));
        QTRY_VERIFY(!f.page->hasDocument());
        QTRY_VERIFY(clear->isVisible());
        QVERIFY(!done->isEnabled());
        clear->setFocus();
        QTest::keyClick(clear, Qt::Key_Space);
        QTRY_VERIFY(f.page->hasDocument());
        QTRY_VERIFY(!clear->isVisible());
        QVERIFY(done->isEnabled());
        QTRY_VERIFY(navigator->table().hasFocus());
        QCOMPARE(states->currentIndex(), 0);
        QTRY_COMPARE(navigator->table().documents().rowCount(), 2);
    }

    // That there is none is said of the suggestions too, in the same step; a document that is done
    // with its suggestions open keeps them.
    void doneWithoutEntitiesRejectsWhatIsSuggested() {
        Fixture f(*m_theme, m_two, {}, nullptr, [](store::Project& project) {
            for (const std::int64_t document : {1, 2}) {
                store::SpanRow span;
                span.document = DocumentId(document);
                span.label = "PER";
                span.range = {0, 4};
                span.source = SpanSource::Rule;
                span.state = SpanState::Suggested;
                if (!project.writer()->addSpan(span))
                    qFatal("no suggestion");
            }
        });
        const auto open = [&](std::int64_t document) {
            int found = 0;
            for (const store::SpanRow& span : f.stored(document).spans)
                found += span.state == SpanState::Suggested;
            return found;
        };
        QCOMPARE(open(1), 1);
        f.trigger("label.none");
        QTRY_COMPARE(f.stored(1).row.state, DocumentState::Done);
        QCOMPARE(open(1), 0);
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1)); // of the second one
        f.trigger("label.done");
        QTRY_COMPARE(f.stored(2).row.state, DocumentState::Done);
        QCOMPARE(open(2), 1);
        f.trigger("edit.undo");
        QTRY_VERIFY(f.stored(2).row.state != DocumentState::Done);
        f.trigger("edit.undo");
        QTRY_VERIFY(f.stored(1).row.state != DocumentState::Done);
        QCOMPARE(open(1), 1);
    }

    void theListFindsAndAddsLabels() {
        Fixture f(*m_theme, m_two);
        f.trigger("label.palette");
        auto* list = f.page->findChild<QListWidget*>(QStringLiteral("palette"));
        QLineEdit* filter = nullptr;
        for (QLineEdit* edit : f.page->findChildren<QLineEdit*>())
            if (edit->hasFocus())
                filter = edit;
        QVERIFY(filter);
        filter->setText(QStringLiteral("pla"));
        QCOMPARE(list->count(), 1);
        QTest::keyClick(filter, Qt::Key_Return);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-4 PLACE")});
        QCOMPARE(list->count(), 3);
        f.trigger("label.palette");
        filter->setText(QStringLiteral("EVENT"));
        QCOMPARE(list->count(), 0);
        QTest::keyClick(filter, Qt::Key_Return);
        QTRY_COMPARE(list->count(), 4);
    }

    void labelsAreRenamedKeyedAndArchived() {
        Fixture f(*m_theme, m_two);
        auto* palette = f.page->findChild<PalettePanel*>();
        auto* list = f.page->findChild<QListWidget*>(QStringLiteral("palette"));
        f.key(Qt::Key_P);
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-4 PER")});
        palette->rename(1, QStringLiteral("PERSON"));
        QTRY_COMPARE(f.spans(), QStringList{QStringLiteral("0-4 PERSON")});
        QTRY_COMPARE(f.canvas->spans().front().label, QStringLiteral("PERSON"));
        QTRY_COMPARE(list->item(1)->text(), QStringLiteral("PERSON"));
        // A name and a key that are taken are refused, and said.
        auto* banner = f.page->findChild<ErrorBanner*>();
        palette->rename(1, QStringLiteral("ORG"));
        QTRY_VERIFY(banner->isVisible());
        banner->clear();
        palette->setKey(1, QStringLiteral("x"));
        QTRY_VERIFY(
            list->item(1)->data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("x")));
        palette->setKey(0, QStringLiteral("X"));
        QVERIFY(banner->isVisible());
        banner->clear();
        palette->setKey(0, QStringLiteral("ab"));
        QVERIFY(banner->isVisible());
        f.key(Qt::Key_Right);
        f.key(Qt::Key_X);
        QTRY_COMPARE(f.spans().size(), 2);
        palette->archive(2);
        QTRY_COMPARE(list->count(), 2);
        f.trigger("edit.undo");
        QTRY_COMPARE(list->count(), 3);
    }

    void spansStandInTheListOfTheDocument() {
        std::vector<DocumentDraft> drafts = m_two;
        SpanDraft span;
        span.range = {0, 13};
        span.label = "PER";
        drafts[0].spans.push_back(span);
        Fixture f(*m_theme, drafts);
        auto* model = f.page->findChild<SpansModel*>();
        QAbstractItemModelTester tester(
            model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(model->rowCount(), 1);
        QCOMPARE(
            model->index(0, SpansModel::Text).data().toString(), QStringLiteral("Mira Tolvanen"));
        f.key(Qt::Key_Right);
        f.key(Qt::Key_Right);
        f.key(Qt::Key_Right);
        f.key(Qt::Key_O);
        QTRY_COMPARE(model->rowCount(), 2);
    }

    void anEmptyProjectSaysWhatToDo() {
        Fixture f(*m_theme, {});
        QVERIFY(!f.page->hasDocument());
        QVERIFY(!f.window->actions().action(QStringLiteral("label.done"))->isEnabled());
    }

    void everyInputIsNamed() {
        Fixture f(*m_theme, m_two);
        for (const QWidget* widget : f.page->findChildren<QWidget*>())
            if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible()
                && !widget->inherits("QAbstractButton"))
                QVERIFY2(!widget->accessibleName().isEmpty() || widget->inherits("QScrollBar"),
                    widget->metaObject()->className());
    }
};

QTEST_MAIN(TstLabelPage)
#include "tst_label_page.moc"
